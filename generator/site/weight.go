package site

import (
	"compress/gzip"
	"fmt"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// MostBytes is what a page may take on its way to a reader, packed as servers do.
const MostBytes = 60 << 10

// Packed returns how many bytes a page takes on its way to a reader.
func Packed(text []byte) int { return packedBy(&gzips, text) }

// Fits reports whether a page takes no more than it may. Most are told so by packing them in a hurry.
func Fits(text []byte) bool {
	return len(text) <= MostBytes || packedBy(&hurried, text) <= MostBytes || Packed(text) <= MostBytes
}

func packedBy(writers *sync.Pool, text []byte) int {
	var n counter
	w := writers.Get().(*gzip.Writer)
	defer writers.Put(w)
	w.Reset(&n)
	_, _ = w.Write(text)
	_ = w.Close()

	return int(n)
}

// gzips are kept, as each has a megabyte of memory.
var (
	gzips   = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}
	hurried = sync.Pool{New: func() any {
		w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // which is a level

		return w
	}}
)

type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// TooHeavy says that a page takes more than it may: that many bytes.
func (s *Site) TooHeavy(path string, packed int) source.Problem {
	problem := source.Problem{
		At: s.set.Site.Place("title"), Severity: source.Info, Rule: "page-size",
		Message: fmt.Sprintf("the page %s takes %d KB on its way to a reader; more than %d KB open slowly on a phone", path, (packed+1023)>>10, MostBytes>>10),
		Hint:    "the page grows with the number of plans: publish some of them as a site of their own",
	}

	switch p := s.page(path); {
	case p != nil && p.plain != nil:
		problem.At, problem.Hint = p.plain.File.Place(0, 0), "make several files of it, in a folder of their own"
	case p != nil && p.Plan != nil:
		problem.At, problem.Hint = p.Plan.Place("title"), "shorten or take out what nobody reads any more, or make a plan of its own of what belongs together"
	}

	return problem
}
