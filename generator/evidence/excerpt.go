package evidence

import (
	"bufio"
	"io"
	"math"
	"slices"
)

// A lineIndex knows the lines of rows: they are one below the other but where a cell has several lines.
type lineIndex struct {
	rows, lines []int32 // from that row on, it is that line
	last        int     // row
}

func (x *lineIndex) add(row, line int) {
	x.last = row
	if n := len(x.rows); n == 0 || line-row != int(x.lines[n-1]-x.rows[n-1]) {
		x.rows, x.lines = append(x.rows, int32(row)), append(x.lines, int32(line))
	}
}

// line returns the line on which a row starts.
func (x *lineIndex) line(row int) int {
	i, found := slices.BinarySearch(x.rows, int32(row))
	if !found {
		i--
	}

	return int(x.lines[i]) + row - int(x.rows[i])
}

// of returns the lines of a row.
func (x *lineIndex) of(row int) lines {
	if row == x.last {
		return lines{x.line(row), math.MaxInt}
	}

	return lines{x.line(row), x.line(row + 1)}
}

// lines are some of a text, counted from 1; end is exclusive.
type lines struct{ from, end int }

// An excerpt reads some lines of a text, and passes over all others.
type excerpt struct {
	text *bufio.Reader
	keep []lines // in their order
	line int     // before the one that is read next
	rest []byte  // of the one that was read
}

func (x *excerpt) Read(into []byte) (int, error) {
	for len(x.rest) == 0 {
		if len(x.keep) == 0 {
			return 0, io.EOF
		}

		part, err := x.text.ReadSlice('\n')
		if len(part) == 0 && err != nil {
			return 0, err
		}

		if x.line+1 >= x.keep[0].from {
			x.rest = part
		}

		if part[len(part)-1] == '\n' {
			x.line++
		}

		if x.line+1 >= x.keep[0].end {
			x.keep = x.keep[1:]
		}
	}

	n := copy(into, x.rest)
	x.rest = x.rest[n:]

	return n, nil
}
