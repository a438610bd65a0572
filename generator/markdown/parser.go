package markdown

import (
	"bytes"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bodyParser is the one parser of bodies. goldmark's parsers hold no state between texts.
var bodyParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(setextParser{parser.NewSetextHeadingParser()}, 100),
			util.Prioritized(nestedParser{extension.NewDefinitionListParser()}, 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(nestedParser{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(atxParser{parser.NewATXHeadingParser()}, 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(nestedParser{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(htmlBlockParser{parser.NewHTMLBlockParser()}, 900),
			util.Prioritized(nestedParser{footnoteParser{extension.NewFootnoteBlockParser()}}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(attributeTransformer{}, 50),
			util.Prioritized(definitionTransformer{}, 100),
			util.Prioritized(tableTransformer{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithInlineParsers(append(inlineParsers(),
			util.Prioritized(metered{extension.NewTaskCheckBoxParser()}, 0),
			util.Prioritized(metered{footnoteRefParser{}}, 110),
			util.Prioritized(metered{lostParser{}}, 120),
			util.Prioritized(metered{parser.NewRawHTMLParser()}, 400),
		)...),
	)
})

// fieldParser is the one parser of text fields: a single paragraph, without HTML.
var fieldParser = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(append(inlineParsers(), util.Prioritized(metered{lostParser{}}, 120))...),
	)
})

func inlineParsers() []util.PrioritizedValue {
	schemes := extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})

	return []util.PrioritizedValue{
		util.Prioritized(termParser{}, 50),
		util.Prioritized(metered{codeSpanParser{parser.NewCodeSpanParser()}}, 100),
		util.Prioritized(metered{linkParser{parser.NewLinkParser()}}, 200),
		util.Prioritized(metered{parser.NewAutoLinkParser()}, 300),
		util.Prioritized(metered{parser.NewEmphasisParser()}, 500),
		util.Prioritized(metered{extension.NewStrikethroughParser()}, 500),
		util.Prioritized(emojiParser{}, 600),
		util.Prioritized(extension.NewLinkifyParser(schemes), 999),
	}
}

// A definitionTransformer takes link definitions out of paragraphs, unless there are so many in one
// paragraph that taking them out one by one would take forever.
type definitionTransformer struct{}

func (definitionTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	first := node.Lines().At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " "), []byte("[")) {
		return
	}

	if node.Lines().Len() > maxDefinitions {
		meterOf(pc).refuse(first.Start)
		return
	}

	parser.LinkReferenceParagraphTransformer.Transform(node, reader, pc)
}

// A tableTransformer makes tables of paragraphs, unless rows filled up to all columns would be too many
// cells.
type tableTransformer struct{ parser.ParagraphTransformer }

func (t tableTransformer) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		columns := delimiters(line.Value(reader.Source()))
		if columns == 0 {
			continue
		}

		if columns > maxColumns || !meterOf(pc).cells(columns*(lines.Len()-i)) {
			meterOf(pc).refuse(line.Start)
			return
		}
	}

	t.ParagraphTransformer.Transform(node, reader, pc)
}

// delimiters returns the number of columns that a row of delimiters such as "|--|:-:|" has at most, or 0
// if the line is none.
func delimiters(line []byte) int {
	bars, dashes := 0, 0
	for _, c := range line {
		switch c {
		case '|':
			bars++
		case '-':
			dashes++
		case ':', ' ', '\t', '\n':
		default:
			return 0
		}
	}

	if dashes == 0 {
		return 0
	}

	return bars + 1
}
