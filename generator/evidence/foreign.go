package evidence

import (
	"bytes"

	"github.com/lockstep-docs/lockstep/generator/rows"
)

// foreign says what a file is that is no text with rows, going by how it starts; nil for one that may be.
func foreign(head []byte, wide bool) *rows.Error {
	head = bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 512)], []byte("\xef\xbb\xbf")), " \t\r\n")
	text := bytes.ToLower(head)
	starts := func(with ...string) bool {
		for _, w := range with {
			if bytes.HasPrefix(text, []byte(w)) {
				return true
			}
		}

		return false
	}

	switch {
	case starts("pk\x03\x04"), bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return noCSV("this is a workbook or an archive, and no CSV", "open it, and save the sheet as CSV UTF-8")
	case starts("%pdf"):
		return noCSV("this is a PDF, and no CSV", "export the rows as CSV")
	case starts("<!doctype", "<html", "<?xml", "<head", "<table"):
		return noCSV("this is a web page or XML, and no CSV", "export the rows as CSV; a page instead of a file may be one that asks to log in")
	case starts("[{", "{\""):
		return noCSV("this is JSON, and no CSV", "export the rows as CSV")
	case !wide && binary(head):
		return noCSV("this is no text, and so no CSV", "export the rows as CSV, in UTF-8")
	}

	return nil
}

func noCSV(message, hint string) *rows.Error {
	return &rows.Error{Line: 1, Column: 1, Message: message, Hint: hint}
}

// binary reports whether more than a few bytes are of no text.
func binary(head []byte) bool {
	n := 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\r' && b != '\n' && b != '\f' {
			n++
		}
	}

	return n > len(head)/20
}
