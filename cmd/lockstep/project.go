package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/lockstep-docs/lockstep/generator"
)

// path returns a path of the project: relative to -C unless it is absolute.
func (p *program) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}

	return filepath.Join(p.dir, name)
}

// prefix returns what stands before the paths of the content folder in everything that is printed:
// "content/". It is relative to -C where the folder lies below that.
func (p *program) prefix() string {
	name := filepath.Clean(p.content)
	if filepath.IsAbs(name) {
		if dir, err := filepath.Abs(p.dir); err == nil {
			if below, err := filepath.Rel(dir, name); err == nil && filepath.IsLocal(below) {
				name = below
			}
		}
	}

	if name == "." {
		return ""
	}

	return strings.TrimSuffix(filepath.ToSlash(name), "/") + "/"
}

// options opens the folders of the project. The caller closes them by calling done. No link inside the
// content or the themes leads out of their folder.
func (p *program) options() (o generator.Options, done func(), err error) {
	content, err := p.openContent()
	if err != nil {
		return o, nil, err
	}

	if !hasText(content.FS()) {
		content.Close()
		return o, nil, &usageError{"there is no Markdown file in " + p.content, `"lockstep init" starts a plan here`}
	}

	o = generator.Options{
		Content: content.FS(), Prefix: p.prefix(), Dir: p.path(p.content), Cache: cache(p.path(p.content)),
		AsOf: p.asOf, Epoch: p.env("SOURCE_DATE_EPOCH"), Now: p.now, Version: version(),
	}

	folder, shown := p.themes()
	o.ThemesPrefix = shown
	themes, err := os.OpenRoot(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return o, func() { content.Close() }, nil
	}

	if err != nil {
		content.Close()
		return o, nil, err
	}

	o.Themes = themes.FS()

	return o, func() { content.Close(); themes.Close() }, nil
}

// themes returns the folder of the themes, and what stands before its paths in everything that is printed.
func (p *program) themes() (folder, shown string) {
	if beside := p.besideContent(); beside != p.path("themes") && isFolder(beside) {
		return beside, path.Join(path.Dir(strings.TrimSuffix(p.prefix(), "/")), "themes") + "/"
	}

	return p.path("themes"), "themes/"
}

// besideContent returns the folder of themes of a plan that is in a folder of a larger repository, with a content folder
// and themes of its own. For content that is the project itself it is that of the project.
func (p *program) besideContent() string {
	if p.prefix() == "" {
		return p.path("themes")
	}

	return filepath.Join(filepath.Dir(filepath.Clean(p.path(p.content))), "themes")
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// cache returns the folder in which to keep what may be looked up again of a content folder; "" where the
// user has none.
func cache(content string) string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}

	content, err = filepath.Abs(content)
	if err != nil {
		return ""
	}

	return filepath.Join(dir, "lockstep", fmt.Sprintf("%x", sha256.Sum256([]byte(content)))[:16])
}

// hasText reports whether there is a Markdown file: a folder without any is most likely the wrong one.
func hasText(content fs.FS) bool {
	found := false
	_ = fs.WalkDir(content, ".", func(name string, _ fs.DirEntry, err error) error {
		ending := strings.ToLower(path.Ext(name))
		found = err != nil || ending == ".md" || ending == ".markdown"
		if found {
			return fs.SkipAll // what cannot be read is reported by whoever reads it
		}

		return nil
	})

	return found
}

// openContent opens the content folder, or says how to make one.
func (p *program) openContent() (*os.Root, error) {
	if err := p.wantContent(); err != nil {
		return nil, err
	}

	return os.OpenRoot(p.path(p.content))
}

// wantContent returns an error, with a way out, where there is no content folder.
func (p *program) wantContent() error {
	if err := wantFolder(p.dir, p.dir, "-C says where the project is"); err != nil {
		return err
	}

	shown := strings.TrimSuffix(p.prefix(), "/")

	return wantFolder(p.path(p.content), shown, `"lockstep init" starts a plan here; --content says where another one is`)
}

// wantFolder returns an error, with a way out, where there is no such folder.
func wantFolder(name, shown, hint string) error {
	switch info, err := os.Stat(name); {
	case errors.Is(err, fs.ErrNotExist):
		return &usageError{"there is no folder " + shown, hint}
	case err != nil:
		return err
	case !info.IsDir():
		return &usageError{shown + " is not a folder", hint}
	}

	return nil
}
