package markdown

import (
	"bytes"

	"github.com/yuin/goldmark-emoji/definition"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// emojiParser replaces shortcodes such as :tada:, where they stand apart from letters and digits: 1:100:5
// stays as it is.
type emojiParser struct{}

func (emojiParser) Trigger() []byte { return []byte{':'} }

func (emojiParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	end := bytes.IndexByte(line[1:min(len(line), 64)], ':') + 1
	if end < 2 || isWord(block.PrecendingCharacter()) {
		return nil
	}

	emoji, ok := definition.Github().Get(string(line[1:end]))
	if !ok || !emoji.IsUnicode() {
		return nil
	}

	block.Advance(end + 1)
	node := ast.NewString([]byte(string(emoji.Unicode)))
	node.SetCode(true)

	return node
}
