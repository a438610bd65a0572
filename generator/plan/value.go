package plan

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// At is where a value stands in its file. It is embedded in every value made of several keys.
type At struct{ Node *frontmatter.Node }

// Has reports whether the author wrote that key.
func (a At) Has(path ...string) bool { return a.Node.Get(path...) != nil }

// Place returns the place of the value under path, or of the nearest thing around it that was written.
func (a At) Place(path ...string) source.Place {
	for n := len(path); n > 0; n-- {
		if node := a.Node.Get(path[:n]...); node != nil {
			if n < len(path) {
				return node.KeyPlace()
			}

			return node.Place()
		}
	}

	if a.Node == nil {
		return source.Place{}
	}

	return a.Node.KeyPlace()
}

// An Entry is anything with an id: a plan, a handoff, a metric, a meeting.
type Entry struct {
	At
	// ID is the key under which it stands, or its file's stem; unique within its plan and kind.
	ID string
	// Title is its heading; "" where the id in words serves.
	Title string
	// Body is the narrative of its own file; nil when it stands in the front matter of another.
	Body *Body
}

// Heading returns the title, or the id in words: "mql-to-sql" becomes "Mql to sql".
func (e *Entry) Heading() string {
	if e.Title != "" {
		return e.Title
	}

	return Words(e.ID)
}

// Words returns an id as a person would write it: hyphens and underscores become spaces, the first
// letter is upper case.
func Words(id string) string {
	words := hyphens.Replace(id)
	all := strings.Split(words, " ")
	for i, word := range all {
		switch word {
		case "sla", "mql", "sql", "sal", "pql", "crm", "cs", "icp", "qbr", "roi", "url":
			all[i] = strings.ToUpper(word)
		}
	}

	words = strings.Join(all, " ")
	first, size := utf8.DecodeRuneInString(words)
	if size == 0 {
		return ""
	}

	return string(unicode.ToUpper(first)) + words[size:]
}

var hyphens = strings.NewReplacer("-", " ", "_", " ")

// A Body is the Markdown below the front matter of a file.
type Body struct {
	File *source.File
	// Start is the byte offset at which it starts in the file's text.
	Start int
}

// Text returns the Markdown.
func (b *Body) Text() string { return b.File.Text[b.Start:] }

// Empty reports whether there is nothing but white space. A nil Body is empty.
func (b *Body) Empty() bool { return b == nil || strings.TrimSpace(b.Text()) == "" }

// An Item is one named thing of a Map.
type Item[T any] struct {
	Key   string
	Value T
	At
}

// A Map is a collection of named things in the order written.
type Map[T any] []Item[T]

// Get returns what stands under that key.
func (m Map[T]) Get(key string) (value T, ok bool) {
	for i := range m {
		if m[i].Key == key {
			return m[i].Value, true
		}
	}

	return value, false
}

// Keys returns the keys in the order written.
func (m Map[T]) Keys() []string {
	keys := make([]string, len(m))
	for i := range m {
		keys[i] = m[i].Key
	}

	return keys
}

// Values returns the values in the order written.
func (m Map[T]) Values() []T {
	values := make([]T, len(m))
	for i := range m {
		values[i] = m[i].Value
	}

	return values
}

// A Number is an exact decimal as the author wrote it. The zero value is absent.
type Number string

// IsSet reports whether a number was written.
func (n Number) IsSet() bool { return n != "" }

// Rat returns the exact value; zero if absent or no number.
func (n Number) Rat() *big.Rat {
	r, ok := new(big.Rat).SetString(string(n))
	if !ok {
		return new(big.Rat)
	}

	return r
}

// Cmp compares two numbers by value: -1, 0 or +1.
func (n Number) Cmp(m Number) int { return n.Rat().Cmp(m.Rat()) }

// A Period is text naming a day, week, month or quarter: 2026-11-16, 2026-W07, 2026-11, 2026-Q4.
type Period string

// A Date is a day as the author wrote it, YYYY-MM-DD; the zero Date is absent.
type Date = worktime.Date

// Money is an amount in a currency (ISO 4217).
type Money struct {
	At
	Value    Number `key:"value"`
	Currency string `key:"currency"`
}

// A Span is a duration, or the honest word instead of one: unknown, never, none.
type Span struct {
	worktime.Duration
	// Word is "unknown", "never" or "none", and the duration is absent; else "".
	Word string
}

// IsSet reports whether a duration or a word was written.
func (s Span) IsSet() bool { return s.Word != "" || !s.Duration.IsZero() }

// A Function is a department: one of the four functions, or one that the site declares.
type Function string

// The four functions.
const (
	Marketing       Function = "marketing"
	Sales           Function = "sales"
	CustomerSuccess Function = "customer_success"
	Product         Function = "product"
)

// Functions lists the four functions in the order in which a customer meets them.
var Functions = [...]Function{Marketing, Sales, CustomerSuccess, Product}

// ParseFunction resolves the aliases "cs" and "customer-success".
func ParseFunction(name string) Function {
	switch name {
	case "cs", "customer-success":
		return CustomerSuccess
	}

	return Function(name)
}

// IsFour reports whether it is one of the four functions.
func (f Function) IsFour() bool {
	return f == Marketing || f == Sales || f == CustomerSuccess || f == Product
}

// String returns the function's name: "Customer Success".
func (f Function) String() string {
	if f == CustomerSuccess {
		return "Customer Success"
	}

	return Words(string(f))
}

// A Party is the id of a person or a role, or a function where that is allowed.
type Party string

// OneOrMany is a value or a list of values.
type OneOrMany[T any] []T

// Function returns the key as a function; aliases are resolved.
func (i Item[T]) Function() Function { return ParseFunction(i.Key) }
