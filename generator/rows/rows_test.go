package rows

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// read returns a table as lines of cells, each with its place.
func read(text string) (string, error) {
	t, err := New(strings.NewReader(text))
	if err != nil {
		return "", err
	}

	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", strings.Join(t.Header, "|"))
	for {
		err := t.Next()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}

		if err != nil {
			return out.String(), err
		}

		for i := range t.Header {
			line, column := t.At(i)
			fmt.Fprintf(&out, "%d:%d %s|", line, column, t.Cell(i))
		}

		if t.Surplus() {
			out.WriteString("more")
		}

		if t.Short() {
			out.WriteString("short")
		}

		out.WriteByte('\n')
	}
}

func TestTable(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"plain", "period,value\n2026-01,12\n", "period|value\n2:1 2026-01|2:9 12|\n"},
		{"windows", "period,value\r\n2026-01,12\r\n", "period|value\n2:1 2026-01|2:9 12|\n"},
		{"semicolons", "period;value\n2026-01;11,5\n", "period|value\n2:1 2026-01|2:9 11,5|\n"},
		{"tabs", "period\tvalue\n2026-01\t12", "period|value\n2:1 2026-01|2:9 12|\n"},
		{"said", "sep=;\r\na;b\r\n1;2\r\n", "a|b\n3:1 1|3:3 2|\n"},
		{"said, with the other sign in a header", "sep=|\na,b|c\n1|2\n", "a,b|c\n3:1 1|3:3 2|\n"},
		{"quotes", "\"a, the first\",b\n\"1, 2\",3\n", "a, the first|b\n2:1 1, 2|2:8 3|\n"},
		{"a line feed in a cell", "a,b\n\"x\nüy\",3\n4,5\n", "a|b\n2:1 x\nüy|3:5 3|\n4:1 4|4:3 5|\n"},
		{"letters of several bytes", "a,b\nüß,3\n", "a|b\n2:1 üß|2:4 3|\n"},
		{"ragged", "a,b\n1\n1,2,3\n1,2,\n", "a|b\n2:1 1|2:1 |short\n3:1 1|3:3 2|more\n4:1 1|4:3 2|\n"},
		{"columns without headers", "a,b,,\n1,2\n1\n", "a|b||\n2:1 1|2:3 2|2:1 |2:1 |\n3:1 1|3:1 |3:1 |3:1 |short\n"},
		{"blank", "a,b\n\n , \n1,2\n\n", "a|b\n4:1 1|4:3 2|\n"},
		{"invisible", "\u200bPeriod ,  the\u00a0value\n", "Period|the value\n"},
	} {
		if got, err := read(test.text); got != test.want || err != nil {
			t.Errorf("%s: %v\n%q, want\n%q", test.name, err, got, test.want)
		}
	}
}

func TestNoTable(t *testing.T) {
	for text, want := range map[string]string{
		"":                   "1:1: the file is empty",
		" \n\n":              "1:1: the file is empty",
		"a,b\r1,2\r":         "1:1: the lines end with a carriage return alone",
		"a,b\n1,5\"\n":       "2:3: a quotation mark stands inside a cell that is not in quotes: row 1, in the column \"b\"",
		"a,b\n\"x\" y,2\n":   "2:1: the cell that begins with a quotation mark does not end with one: row 1, in the column \"a\"",
		"a,b\n1,2\n\"x,2\n3": "3:1: the cell that begins with a quotation mark does not end with one: row 2, in the column \"a\"",
		"sep=;\na\n\"x":      "3:1: the cell that begins with a quotation mark does not end with one: row 1, in the column \"a\"",
		"a,\"b\n":            "1:3: the cell that begins with a quotation mark does not end with one: in the headers, column 2",
		"a\n1,\"2":           "2:3: the cell that begins with a quotation mark does not end with one: row 1, in column 2",
		"a,b\r\n\r\n\"ü, \"\"1\"\"\",\"2\r\n3,4":                              "3:12: the cell that begins with a quotation mark does not end with one: row 1, in the column \"b\"",
		"a,b\n\"x\nü\",\"2":                                                   "3:4: the cell that begins with a quotation mark does not end with one: row 1, in the column \"b\"",
		"a,b\n" + strings.Repeat("12345678,\"1234567\"\n", 9999) + ",\n1,2\"": "10002:3: a quotation mark stands inside a cell that is not in quotes: row 10000, in the column \"b\"",
	} {
		_, err := read(text)
		var shape *Error
		if !errors.As(err, &shape) || shape.Error() != want || shape.Hint == "" {
			t.Errorf("%q: %v, want %s and a way out", text, err, want)
		}
	}

	broken := errors.New("the disk is gone")
	if _, err := New(io.MultiReader(strings.NewReader("a,b\n"), failing{broken})); !errors.Is(err, broken) {
		t.Errorf("the error of a reader became %v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestColumn(t *testing.T) {
	table, err := New(strings.NewReader("Period, VALUE\n"))
	if err != nil {
		t.Fatal(err)
	}

	if table.Column("value") != 1 || table.Column("month", "period") != 0 || table.Column("target") != -1 {
		t.Errorf("columns are not found: %q", table.Header)
	}
}

// FuzzTable looks for texts that make a table panic, or whose places are outside of them.
func FuzzTable(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "sep=;\na;b\n", "\"a\"\"\n", "ü;ö\n\"\n\xff\";2\n"} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, text string) {
		table, err := New(strings.NewReader(text))
		for err == nil {
			if err = table.Next(); err != nil {
				break
			}

			for i := range table.Header {
				line, column := table.At(i)
				lines := strings.Split(text, "\n")
				if line < 1 || line > len(lines) || column < 1 || column > 1+utf8.RuneCountInString(lines[line-1]) {
					t.Fatalf("cell %d stands at %d:%d of %q", i, line, column, text)
				}
			}
		}

		var shape *Error
		if err != io.EOF && (!errors.As(err, &shape) || shape.Line < 1 || shape.Column < 1) {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
