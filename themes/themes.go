// Package themes holds the default theme: templates, one stylesheet and one script. A team's own theme is
// a folder beside default, with the files that shall differ.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:default
var files embed.FS

// Default returns the default theme.
func Default() fs.FS {
	dir, err := fs.Sub(files, "default")
	if err != nil {
		panic(err) // the folder is part of the program
	}

	return dir
}
