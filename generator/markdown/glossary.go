package markdown

// An Entry is a word or name with a definition.
type Entry struct {
	// Word is what is looked for, such as "MQL" or "win rate". Written in capitals only it is matched
	// exactly, otherwise in any case; a plural s may follow.
	Word string
	// Href is the destination of the link; Options.Root is put before it.
	Href string
	// Definition is shown on hover and focus: plain text, written to the attribute data-definition.
	Definition string
}

// A Glossary finds words in running text: the first occurrence in each section, never in headings, links
// or code. Build it once and share it.
type Glossary struct {
	entries []Entry
}

// NewGlossary prepares entries. Of two with the same word the first wins.
func NewGlossary(entries []Entry) *Glossary { return &Glossary{entries: entries} }
