package frontmatter

import (
	"errors"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// A yamlReader turns the nodes of a YAML document into a tree. The library says where a node starts, in
// lines and code points; where it ends is found in the text.
type yamlReader struct {
	*tree
	open       int // the line that opens the front matter
	start, end int // what is in it
	line       int // the line in the file before the first of it

	// Where the last node started: nodes come in the order of the text, so the next is found from here.
	atLine, atColumn, at int

	scratch twig // the key that is being read

	folded []source.Place // texts of several lines, in which a tab may start a line
}

func (t *tree) readYAML(r region) *Node {
	y := &yamlReader{tree: t, open: r.open, start: r.start, end: r.end, line: t.file.Pos(r.start).Line - 1}
	raw := []byte(t.file.Text[r.start:r.end])
	faults := y.markers(raw)

	top, err := load(raw)
	for ; err != nil && !nothing(err); top, err = load(raw) {
		faults++
		y.explain(y.fault(err))
		at := t.problems[len(t.problems)-1].At.Start
		if faults > 8 || !y.blank(raw, at) {
			return nil
		}
	}

	y.faulty = faults > 0

	return y.document(top)
}

// document reads the tree of nodes.
func (y *yamlReader) document(top *yaml.Node) *Node {
	root := y.node(nil)
	root.start, root.end = uint32(y.start), uint32(y.start)
	if top != nil && top.Kind == yaml.MappingNode {
		y.value(top, root)
		y.tabs()
	} else if top != nil && !y.faulty {
		y.noMap(top)
		return nil
	}

	return y.finish(root)
}

// load returns the root of a YAML document; nil if it is empty.
func load(raw []byte) (*yaml.Node, error) {
	var document yaml.Node
	err := yaml.Load(raw, &document, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth)), noAliases{}))
	if err != nil || len(document.Content) == 0 {
		return nil, err
	}

	return document.Content[0], nil
}

// noAliases lets every alias stand for nothing: they are reported, and never followed.
type noAliases struct{}

func (noAliases) NewAliasDataContext(yaml.AliasDataServices) (yaml.AliasDataContext, error) {
	return noAliases{}, nil
}
func (noAliases) BeginDocument() error                  { return nil }
func (noAliases) DefineAnchor(string, *yaml.Node) error { return nil }
func (noAliases) EndDocument() error                    { return nil }
func (noAliases) ResolveAlias(string) (*yaml.Node, bool, error) {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}, true, nil
}

// nothing reports whether the trouble is only that there is no value in the text.
func nothing(err error) bool {
	var several *yaml.LoadErrors
	return errors.As(err, &several) && strings.Contains(err.Error(), "no documents")
}

// fault translates an error of the library.
func (y *yamlReader) fault(err error) yamlFault {
	fault := yamlFault{message: err.Error(), at: y.start, context: y.start}

	var one *yaml.LoadError
	if !errors.As(err, &one) {
		return fault
	}

	fault.message, fault.while = one.Message, one.ContextMsg
	if one.Mark.Line > 0 {
		fault.at = y.offset(one.Mark.Line, one.Mark.Column)
		fault.context = fault.at
	}

	if one.ContextMark.Line > 0 {
		fault.context = y.offset(one.ContextMark.Line, one.ContextMark.Column)
	}

	return fault
}

// offset returns the place of a line and column of the library in the file.
func (y *yamlReader) offset(line, column int) int {
	if line != y.atLine || column < y.atColumn || y.atLine == 0 {
		y.atLine, y.atColumn, y.at = line, 1, y.file.LineStart(y.line+line)
	}

	text := y.file.Text[:y.end]
	for ; y.atColumn < column && y.at < len(text); y.atColumn++ {
		_, size := utf8.DecodeRuneInString(text[y.at:])
		y.at += size
	}

	return min(y.at, y.end)
}

// value reads a node of the library into n.
func (y *yamlReader) value(from *yaml.Node, n *twig) {
	at := y.offset(from.Line, from.Column)
	if from.Anchor != "" || from.Style&yaml.TaggedStyle != 0 || from.Tag == "!" {
		at = y.properties(from, n, at)
	}

	n.start, n.end = uint32(at), uint32(at)
	switch from.Kind {
	case yaml.MappingNode:
		y.mapping(from, n, at)
	case yaml.SequenceNode:
		y.sequence(from, n, at)
	case yaml.AliasNode:
		y.alias(from, n, at)
	default:
		y.scalar(from, n, at)
	}
}

func (y *yamlReader) mapping(from *yaml.Node, n *twig, at int) {
	flow := from.Style&yaml.FlowStyle != 0 && strings.HasPrefix(y.file.Text[at:y.end], "{") // not so in [key: value]
	if flow {
		at++
	}

	n.children = make([]*twig, 0, len(from.Content)/2)
	for i := 0; i+1 < len(from.Content) && !y.deep; i += 2 {
		child := y.key(from.Content[i], n)
		if y.deep {
			return
		}

		known := len(y.problems)
		y.value(from.Content[i+1], child)
		at = int(child.end)
		if child.parent == nil {
			y.problems = y.problems[:known] // the key is what is wrong
		}
	}

	if flow {
		at = y.close(at, '}')
	}

	n.end = uint32(at)
}

// key returns a new member of a map. If the key cannot be one, that is a problem, and the member is not
// part of the tree.
func (y *yamlReader) key(from *yaml.Node, parent *twig) *twig {
	written := &y.scratch
	if from.Kind != yaml.ScalarNode {
		written = y.node(nil) // has keys of its own
	}

	*written = twig{}
	y.value(from, written)

	start, end := int(written.start), int(written.end)
	switch quoted := from.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0; {
	case written.Text == "<<" && !quoted:
		y.complain(parent, start, end, "merge keys are not understood", "write out the lines that << stands for")
	case written.Kind == Text:
		return y.member(parent, written.Text, start, end)
	case written.Kind == Map && y.file.Text[start-1] == '{':
		y.complain(parent, start-1, min(end+1, y.end), "text cannot start with {{", inQuotes)
	case written.Kind == Map || written.Kind == List:
		y.complain(parent, start, end, "a key is text, not "+written.Kind.String(), "if it is text, put it in quotes")
	case start == end:
		y.complain(parent, start, end+1, "there is no key before this colon", "write key: value")
	case written.Kind == Null:
		y.complain(parent, start, end, "a key is text, not "+quote(written.Text), "put it in quotes")
	default:
		y.complain(parent, start, end, "a key is text, but "+written.Text+" is "+written.Kind.String(), "put it in quotes: "+quote(written.Text))
		return y.member(parent, written.Text, start, end)
	}

	lost := y.node(nil)
	lost.keyStart, lost.keyEnd = written.start, written.end

	return lost
}

func (y *yamlReader) sequence(from *yaml.Node, n *twig, at int) {
	n.Kind = List
	flow := from.Style&yaml.FlowStyle != 0
	if flow {
		at++
	}

	n.children = make([]*twig, 0, len(from.Content))
	for _, content := range from.Content {
		item := y.item(n, y.offset(content.Line, content.Column))
		if y.deep {
			return
		}

		y.value(content, item)
		at = int(item.end)
	}

	if flow {
		at = y.close(at, ']')
	}

	n.end = uint32(at)
}

func (y *yamlReader) alias(from *yaml.Node, n *twig, at int) {
	end := min(at+1+len(from.Value), y.end)
	n.Kind, n.Text, n.end = Text, y.file.Text[at:end], uint32(end)
	y.complain(n, at, end, "aliases such as "+n.Text+" are not understood",
		"write out what it stands for; if it is text that starts with *, put it in quotes")
}

func (y *yamlReader) scalar(from *yaml.Node, n *twig, at int) {
	n.Kind = Text
	end := at
	switch {
	case from.Style&yaml.DoubleQuotedStyle != 0:
		end = y.quoted(at, '"')
	case from.Style&yaml.SingleQuotedStyle != 0:
		end = y.quoted(at, '\'')
	case from.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		end = y.block(at, from.Value)
	default:
		n.Kind = coreKind(from.Value)
		if from.Value == "" && n.keyEnd > 0 && at == y.offset(from.Line, from.Column) {
			at = y.afterColon(int(n.keyEnd))
		}

		end = y.plain(at, from.Value)
		y.swallowed(n, at, end)
	}

	n.Text = from.Value
	n.start, n.end = uint32(at), uint32(end)
	if from.Style&yaml.TaggedStyle != 0 {
		y.retype(from, n)
	}

	if n.Kind == Text && strings.IndexByte(y.file.Text[at:end], '\n') >= 0 {
		y.folded = append(y.folded, y.file.Place(at, end))
	}
}

// retype gives a scalar with a tag of the core schema the kind of the tag.
func (y *yamlReader) retype(from *yaml.Node, n *twig) {
	kind := coreKind(from.Value)
	switch tag := from.Tag; {
	case tag == "!!str":
		n.Kind = Text
	case tag == "!!int" && kind == Int, tag == "!!float" && (kind == Int || kind == Float),
		tag == "!!bool" && kind == Bool, tag == "!!null" && kind == Null:
		n.Kind = kind
	case coreTags[tag] == yaml.ScalarNode:
		y.complain(n, int(n.start), int(n.end), quote(from.Value)+" is not what the tag before it says", "delete the tag")
	}
}

// coreTags are the tags that say nothing new, and what they may stand before.
var coreTags = map[string]yaml.Kind{
	"!!str": yaml.ScalarNode, "!!int": yaml.ScalarNode, "!!float": yaml.ScalarNode, "!!bool": yaml.ScalarNode,
	"!!null": yaml.ScalarNode, "!!map": yaml.MappingNode, "!!seq": yaml.SequenceNode,
}

// properties reports the anchor and the tag before a node. It returns where the node itself starts.
func (y *yamlReader) properties(from *yaml.Node, n *twig, at int) int {
	anchor, tag := from.Anchor != "", from.Style&yaml.TaggedStyle != 0 || from.Tag == "!"
	for anchor || tag {
		start := y.skip(at)
		switch rest := y.file.Text[start:y.end]; {
		case anchor && strings.HasPrefix(rest, "&"):
			anchor, at = false, min(start+1+len(from.Anchor), y.end)
			y.complain(n, start, at, "anchors such as "+y.file.Text[start:at]+" are not understood",
				"delete it; if it is text that starts with &, put it in quotes")
		case tag && strings.HasPrefix(rest, "!"):
			tag, at = false, start+tagSize(rest)
			if coreTags[from.Tag] != from.Kind {
				y.complain(n, start, at, "tags such as "+y.file.Text[start:at]+" are not understood",
					"delete it; if it is text that starts with !, put it in quotes")
			}
		default:
			return start
		}
	}

	if from.Kind == yaml.ScalarNode && from.Value == "" && from.Style&^yaml.TaggedStyle == 0 {
		return at
	}

	return y.skip(at)
}

func tagSize(text string) int {
	if i := strings.IndexByte(text, '>'); i > 0 && strings.HasPrefix(text, "!<") {
		return i + 1
	}

	if i := strings.IndexAny(text, " \t\r\n,[]{}"); i > 0 {
		return i
	}

	return len(text)
}

// noMap reports a document that is no map: front matter gone wrong, or a page that starts with a line.
func (y *yamlReader) noMap(top *yaml.Node) {
	if keyLine.MatchString(y.file.Text[y.start:y.end]) {
		y.noKey(y.offset(top.Line, top.Column))
		return
	}

	y.prose = true
	y.complain(nil, y.open, y.open+len("---"), "what follows this line is not front matter: it has no keys",
		`write "key: value" in each line; `+onlyARule)
}
