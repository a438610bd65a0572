package frontmatter

// What is wrong in more than one format is said in the same words.
const (
	unclosedBracket = "this bracket is never closed"
	unclosedQuote   = "this quote is never closed"
	closeQuote      = "put one more quote where the text ends"
	missingComma    = "a comma is missing before this"
	surplusComma    = "a value is missing here, or there is one comma too many"
	inQuotes        = "put it in quotes"
	inDoubleQuotes  = "keys and text are in double quotes"
	leadingZero     = "a number does not start with 0"
	leadingZeroHint = "delete the 0; if it is text, put it in quotes"
	badEscape       = "this means nothing after a backslash in double quotes"
	badEscapeHint   = `write \\ for a backslash`
	halfEscape      = "an escape in this text stands for half a character"
	halfHint        = "write the character itself"
)

// closing returns the bracket that closes one that opens.
func closing(open byte) string {
	switch open {
	case '[':
		return "]"
	default:
		return "}"
	}
}
