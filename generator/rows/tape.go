package rows

import (
	"bytes"
	"io"
	"unicode/utf8"
)

// A tape keeps the text of the row that is being read, as it was written: csv.Reader does not say where a cell
// begins that it cannot read.
type tape struct {
	from io.Reader
	kept []byte
	past int   // bytes of kept that are of rows before
	base int64 // offset of kept in the text
}

func (t *tape) Read(p []byte) (int, error) {
	n, err := t.from.Read(p)
	t.kept = append(t.kept, p[:n]...)

	return n, err
}

// cut forgets the text before an offset.
func (t *tape) cut(offset int64) {
	t.past = int(offset - t.base)
	if t.past < headSize {
		return
	}

	t.kept = t.kept[:copy(t.kept, t.kept[t.past:])]
	t.base, t.past = offset, 0
}

// cell returns where a cell of the row begins, if the cells before it are whole: the lines below the first of
// the row, and a 1-based column in code points.
func (t *tape) cell(index int, comma byte) (line, column int) {
	text := bytes.TrimLeft(t.kept[t.past:], "\r\n")
	at, quoted := 0, false
	for ; index > 0 && at < len(text); at++ {
		switch {
		case text[at] == '"':
			quoted = !quoted
		case text[at] == comma && !quoted:
			index--
		}
	}

	start := bytes.LastIndexByte(text[:at], '\n') + 1

	return bytes.Count(text[:at], []byte("\n")), 1 + utf8.RuneCount(text[start:at])
}
