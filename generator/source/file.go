// Package source holds text, places in it, and what is wrong there.
//
// A File is a named text. A Place is a range of bytes in a File; its line and column are worked out
// only when somebody asks, so that carrying places around costs nothing. A Problem is something the
// author of a file should know: a place, a sentence, a rule and a way out.
//
// There are two channels in lockstep. Problems are the author's: all of them are gathered, and the
// program goes on as far as it can. An error is the machine's (a disk, a process): the program stops.
package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// A File is a named text. It is immutable and safe for concurrent use.
type File struct {
	// Name is the path shown to the author: slash-separated, relative to the working directory.
	Name string
	// Text is the content without a leading byte order mark.
	Text string

	once  sync.Once
	lines []int32 // byte offset of the start of each line

	counting sync.Once
	counts   []int32 // code points before each block of the text; for long lines only
}

// NewFile returns the file of that name and text. A leading UTF-8 byte order mark is dropped: it is no
// part of the text, and the first column stays 1.
func NewFile(name, text string) *File {
	return &File{Name: name, Text: strings.TrimPrefix(text, "\ufeff")}
}

// Place returns the place of the bytes from start up to, not including, end. Offsets outside the text
// are moved to its nearest end.
func (f *File) Place(start, end int) Place {
	start = clamp(start, 0, len(f.Text))
	return Place{File: f, Start: start, End: clamp(end, start, len(f.Text))}
}

// LineCount returns the number of lines: one more than the number of line feeds.
func (f *File) LineCount() int { return len(f.starts()) }

// LineStart returns the byte offset at which a line starts; line is 1-based and clamped to the text.
func (f *File) LineStart(line int) int {
	starts := f.starts()
	return int(starts[clamp(line, 1, len(starts))-1])
}

// Line returns the text of a 1-based line without its line ending; "" outside the text.
func (f *File) Line(line int) string {
	starts := f.starts()
	if line < 1 || line > len(starts) {
		return ""
	}

	end := len(f.Text)
	if line < len(starts) {
		end = int(starts[line]) - 1
	}

	return strings.TrimSuffix(f.Text[starts[line-1]:end], "\r")
}

// Offset returns the byte offset of a 1-based line and column (in code points), clamped to that line.
func (f *File) Offset(line, column int) int {
	offset := f.LineStart(line)
	rest := f.Line(line)
	for column > 1 && rest != "" {
		_, size := utf8.DecodeRuneInString(rest)
		offset, rest, column = offset+size, rest[size:], column-1
	}

	return offset
}

// Pos returns the position of a byte offset, clamped to the text.
func (f *File) Pos(offset int) Pos {
	offset = clamp(offset, 0, len(f.Text))
	starts := f.starts()
	line := sort.Search(len(starts), func(i int) bool { return int(starts[i]) > offset })

	return Pos{Line: line, Column: 1 + f.count(int(starts[line-1]), offset)}
}

// block is how many bytes are counted anew for every position in a long line.
const block = 256

// count returns the number of code points between two offsets. A text of one long line may have thousands of
// places in it: what lies between is counted once.
func (f *File) count(from, to int) int {
	if to-from <= block {
		return utf8.RuneCountInString(f.Text[from:to])
	}

	f.counting.Do(func() {
		f.counts = make([]int32, len(f.Text)/block+1)
		for i := 1; i < len(f.counts); i++ {
			f.counts[i] = f.counts[i-1] + int32(starters(f.Text[(i-1)*block:i*block]))
		}
	})

	upTo := func(offset int) int {
		i := offset / block
		return int(f.counts[i]) + starters(f.Text[i*block:offset])
	}

	return upTo(to) - upTo(from)
}

// starters counts the bytes with which a code point begins, so that a text may be cut anywhere.
func starters(text string) int {
	n := 0
	for i := range len(text) {
		if text[i]&0xC0 != 0x80 {
			n++
		}
	}

	return n
}

func (f *File) starts() []int32 {
	f.once.Do(func() {
		f.lines = make([]int32, 1, 1+strings.Count(f.Text, "\n"))
		for i := 0; i < len(f.Text); i++ {
			if f.Text[i] == '\n' {
				f.lines = append(f.lines, int32(i+1))
			}
		}
	})

	return f.lines
}

// A Pos is a position in a text. Line and Column are 1-based; Column counts code points.
type Pos struct{ Line, Column int }

// A Place is a range of bytes in a file, End exclusive. The zero Place is nowhere.
type Place struct {
	File       *File
	Start, End int
}

// IsZero reports whether the place is nowhere.
func (p Place) IsZero() bool { return p.File == nil }

// Range returns the positions of both ends; the second is exclusive.
func (p Place) Range() (start, end Pos) {
	if p.File == nil {
		return Pos{}, Pos{}
	}

	return p.File.Pos(p.Start), p.File.Pos(p.End)
}

// Text returns what stands in the place.
func (p Place) Text() string {
	if p.File == nil {
		return ""
	}

	return p.File.Text[p.Start:p.End]
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }
