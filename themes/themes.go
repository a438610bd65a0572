// Package themes holds the default theme: templates, one stylesheet and one script. A team's own theme is
// a folder beside default, with the files that shall differ.
//
// Beside it is what the button Explore needs: a bundle of ECharts, which make explore builds where npm is at
// hand. Without it everything is the same but for that button.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:default all:explore/bundle
var files embed.FS

// Default returns the default theme.
func Default() fs.FS { return sub("default") }

// Explore returns the bundle for exploring charts, explore.js, and the licences of what is in it; it is empty
// in a program that was built without.
func Explore() fs.FS { return sub("explore/bundle") }

func sub(name string) fs.FS {
	dir, err := fs.Sub(files, name)
	if err != nil {
		panic(err) // the folder is part of the program
	}

	return dir
}
