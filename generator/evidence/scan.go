package evidence

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/lockstep-docs/lockstep/generator/rows"
)

// An encoding is how the bytes of a file stand for letters.
type encoding uint8

const (
	utf8Text encoding = iota
	windows1252
	utf16Little
	utf16Big
)

// What a scan of a file finds.
type scanned struct {
	hash     string // SHA-256 in hex
	encoding encoding
	mark     int         // bytes of the byte order mark, of UTF-8 only
	lines    int         // line feeds, which are at least as many as rows
	foreign  *rows.Error // what the file is, if no table
}

// capacity returns for how many rows to make room: as many as there are lines, but for a file of nothing else.
func (s scanned) capacity() int { return min(s.lines, 1<<20) }

// scan reads a file once, for its hash and its encoding: whether it is UTF-8 is known at its end only.
func scan(fsys fs.FS, name string) (scanned, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return scanned{}, err
	}
	defer file.Close()

	hash := sha256.New()
	found := scanned{}
	valid, first := true, true
	buffer, kept := make([]byte, 1<<18), 0
	for {
		n, err := file.Read(buffer[kept:])
		hash.Write(buffer[kept : kept+n])
		found.lines += bytes.Count(buffer[kept:kept+n], []byte("\n"))
		text := buffer[:kept+n]
		if first && len(text) > 0 && (len(text) >= 512 || err != nil) {
			found.guess(text)
			found.foreign = foreign(text, found.encoding == utf16Little || found.encoding == utf16Big)
			first = false
		}

		kept = 0
		if !first {
			kept = unfinished(text)
			valid = valid && utf8.Valid(text[:len(text)-kept])
			copy(buffer, text[len(text)-kept:])
		} else {
			kept = len(text)
		}

		if errors.Is(err, io.EOF) {
			break
		}

		if err != nil {
			return scanned{}, fmt.Errorf("read %s: %w", name, err)
		}
	}

	if found.encoding == utf8Text && (!valid || kept > 0) {
		found.encoding = windows1252
	}

	found.hash = hex.EncodeToString(hash.Sum(nil))

	return found, nil
}

// guess looks at the start of a file: for a byte order mark, or for every second byte of Latin letters in
// UTF-16.
func (s *scanned) guess(text []byte) {
	switch {
	case bytes.HasPrefix(text, []byte("\xef\xbb\xbf")):
		s.mark = 3
	case len(text) >= 2 && text[0] == 0xff && text[1] == 0xfe:
		s.encoding = utf16Little
	case len(text) >= 2 && text[0] == 0xfe && text[1] == 0xff:
		s.encoding = utf16Big
	default:
		var zeros [2]int
		head := text[:min(len(text), 512)&^1]
		for i, b := range head {
			if b == 0 {
				zeros[i%2]++
			}
		}

		if zeros[1] > len(head)/5 {
			s.encoding = utf16Little
		} else if zeros[0] > len(head)/5 {
			s.encoding = utf16Big
		}
	}
}

// unfinished returns how many bytes at the end of a text are the start of a letter.
func unfinished(text []byte) int {
	for n := 1; n <= min(utf8.UTFMax-1, len(text)); n++ {
		if b := text[len(text)-n]; utf8.RuneStart(b) {
			if b >= utf8.RuneSelf && !utf8.FullRune(text[len(text)-n:]) {
				return n
			}

			return 0
		}
	}

	return 0
}

// text returns the letters of a file in UTF-8.
func (s scanned) text(file io.Reader) *bufio.Reader {
	reader := bufio.NewReaderSize(file, 1<<17)
	_, _ = reader.Discard(s.mark)
	switch s.encoding {
	case windows1252:
		return bufio.NewReaderSize(charmap.Windows1252.NewDecoder().Reader(reader), 1<<16)
	case utf16Little:
		return bufio.NewReaderSize(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(reader), 1<<16)
	case utf16Big:
		return bufio.NewReaderSize(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(reader), 1<<16)
	}

	return reader
}
