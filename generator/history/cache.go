package history

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"os"
	"path/filepath"
)

// excerptVersion is the number of the rules by which an excerpt is made. It is part of the cache's name:
// excerpts of other versions are not read.
const excerptVersion = "1"

// A cache keeps excerpts by the name of their blob, in one file. Whatever is wrong with that file, it only
// takes longer without: a name says what the text was, and a sum says whether the file is whole.
type cache struct {
	name string // "" for none
	// known is what the file held, used is what was asked for or added.
	known, used map[string]*excerpt
	grown       bool
}

// openCache reads the cache in a folder; dir may be "" or not exist.
func openCache(dir string) *cache {
	c := &cache{known: map[string]*excerpt{}, used: map[string]*excerpt{}}
	if dir == "" {
		return c
	}

	c.name = filepath.Join(dir, "history-"+excerptVersion+".cache")
	text, err := os.ReadFile(c.name)
	if err != nil || len(text) < sha256.Size {
		return c
	}

	sum := sha256.Sum256(text[sha256.Size:])
	if !bytes.Equal(sum[:], text[:sha256.Size]) {
		return c
	}

	var file cacheFile
	if gob.NewDecoder(bytes.NewReader(text[sha256.Size:])).Decode(&file) != nil {
		return c
	}

	for blob, i := range file.Blobs {
		if i >= 0 && i < len(file.Excerpts) {
			c.known[blob] = &file.Excerpts[i]
		}
	}

	return c
}

// A cacheFile is what stands in the file. Many blobs share one excerpt.
type cacheFile struct {
	Excerpts []excerpt
	// Blobs are positions in Excerpts.
	Blobs map[string]int
}

// file returns what to write.
func (c *cache) file() cacheFile {
	file := cacheFile{Blobs: make(map[string]int, len(c.used))}
	places := map[*excerpt]int{}
	for blob, e := range c.used {
		i, written := places[e]
		if !written {
			i = len(file.Excerpts)
			places[e] = i
			file.Excerpts = append(file.Excerpts, *e)
		}

		file.Blobs[blob] = i
	}

	return file
}

// get returns an excerpt; nil if it is not known.
func (c *cache) get(blob string) *excerpt {
	e := c.known[blob]
	if e != nil {
		c.used[blob] = e
	}

	return e
}

func (c *cache) put(blob string, e *excerpt) {
	c.used[blob] = e
	c.grown = true
}

// save writes what was used, if there is anything new. That it cannot be written is nobody's concern.
func (c *cache) save() {
	if c.name == "" || !c.grown {
		return
	}

	var text bytes.Buffer
	text.Write(make([]byte, sha256.Size))
	if gob.NewEncoder(&text).Encode(c.file()) != nil {
		return
	}

	whole := text.Bytes()
	sum := sha256.Sum256(whole[sha256.Size:])
	copy(whole, sum[:])

	dir := filepath.Dir(c.name)
	if os.MkdirAll(dir, 0o777) != nil {
		return
	}

	file, err := os.CreateTemp(dir, "history-*.tmp")
	if err != nil {
		return
	}

	_, err = file.Write(whole)
	if closeErr := file.Close(); err != nil || closeErr != nil || os.Rename(file.Name(), c.name) != nil {
		_ = os.Remove(file.Name())
	}
}
