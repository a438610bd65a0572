package frontmatter

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

var update = flag.Bool("update", false, "rewrite the goldens in testdata")

// traps are texts with something wrong, and where: line:column and the text at that place, of each problem.
// What is said there is in testdata/problems.golden.
var traps = []struct {
	name, text string
	want       []string
}{
	// Where front matter starts and ends.
	{"never closed", "---\ntitle: x\n\n# Body\n", []string{"1:1 ---"}},
	{"never closed, in TOML", "+++\ntitle = 'x'\n", []string{"1:1 +++"}},
	{"never closed, in JSON", "{\"title\": \"x\"\n\nbody\n", []string{"1:1 {"}},
	{"closed by an indented line", "---\ntitle: |\n  x\n  ---\n# Body\n", []string{"1:1 ---"}},
	{"closed by dots", "---\ntitle: x\n...\n# Body\n", []string{"1:1 ---"}},
	{"closed by four dashes", "---\ntitle: x\n----\n# Body\n", []string{"1:1 ---"}},
	{"opened by four dashes", "----\ntitle: x\n---\n", []string{"1:1 ----"}},
	{"opened with a comment", "--- # plan\ntitle: x\n---\n", []string{"1:1 --- # plan"}},
	{"opened with an indent", "  ---\ntitle: x\n---\n", []string{"1:3 ---"}},
	{"opened after a second byte order mark", "\ufeff\ufeff---\ntitle: x\n---\n", []string{"1:1 \ufeff"}},
	{"a page that starts with a line", "---\n\nJust prose.\n\n---\n\nMore.\n", []string{"1:1 ---"}},
	{"a page that starts with its only line", "---\n\nJust prose.\n", []string{"1:1 ---"}},
	{"a page that starts with an address", "---\nhttps://example.com\n---\n", []string{"1:1 ---"}},
	{"a page that starts with a list between lines", "---\n- one\n- two\n---\n", []string{"1:1 ---"}},
	{"JSON without quotes", "{title: \"x\"}\n", []string{"1:1 {"}},
	{"JSON and more in its last line", "{\"title\": \"x\"} # Body\n", []string{"1:16 # Body"}},
	{"a brace of JSON too many", "{\"a\": {\"b\": 1}},\n\"c\": 2}\n", []string{"1:16 ,"}},
	{"a brace of JSON too many on its own line", "{\n\"a\": 1\n}\n}\n", []string{"4:1 }"}},
	{"JSON that starts with a comment", "{\n// the plan\n\"kind\": \"plan\"\n}\n", []string{"2:1 /"}},
	{"JSON that starts with a comment between stars", "{ /* the\nplan */ \"kind\": \"plan\" }\n", []string{"1:3 /"}},
	{"JSON with curly quotes", "{ “kind”: “plan” }\n", []string{"1:1 {"}},
	{"JSON with an indent", "  {\n  \"title\": \"x\", \"kind\": \"plan\"}\n", []string{"1:3 {"}},
	{"JSON below a heading", "# Acme\n\n{\"kind\": \"plan\"}\n", []string{"3:1 {"}},
	{"below a heading", "# Acme plan\n\n---\nkind: plan\ntitle: x\n---\n", []string{"3:1 ---"}},
	{"below a heading, in TOML", "# Acme plan\n+++\ntitle = 'x'\nkind = 'plan'\n+++\n", []string{"2:1 +++"}},
	{"below a comment", "<!-- Copyright\n\nAcme -->\n---\ntitle: x\nkind: plan\n---\n", []string{"4:1 ---"}},
	{"without a line that opens it", "kind: plan\ntitle: x\nowner: dana\n---\n# Body\n", []string{"1:1 kind: plan"}},
	{"without any line around it", "title: x\npeople:\n  dana: {name: Dana}\n\nkind: plan # so it is\n", []string{"1:1 title: x"}},
	{"opened by en dashes", "–––\nkind: plan\ntitle: x\n–––\n", []string{"1:1 –––"}},
	{"opened by an em dash and a hyphen", "—-\nkind: plan\n—-\n", []string{"1:1 —-"}},

	{"below a line of hash", "# yaml-language-server: $schema=x\nkind: plan\ntitle: x\n", []string{"2:1 kind: plan"}},
	{"below a title", "Acme plan\n---\nkind: plan\ntitle: x\n---\n", []string{"2:1 ---"}},
	{"JSON with a comment of hash", "{\n# the plan\n\"kind\": \"plan\"\n}\n", []string{"2:1 #"}},
	{"JSON below a comment", "// plan\n{\"kind\": \"plan\"}\n", []string{"2:1 {"}},

	// Pages that show or say something like front matter.
	{"a comment of MDX", "{/* say \"hi */}\n\nBody\n", nil},
	{"JSON as indented code", "# Format\n\n    {\"kind\": \"plan\", \"title\": \"x\"}\n", nil},
	{"JSON of another kind", "# Payload\n\n{\"event\": \"lead\", \"kind\": \"mql\"}\n", nil},
	{"a kind in a fence further down", "# Payload\n\n{}\n\n```json\n{\"kind\": \"metric\"}\n```\n", nil},
	{"a letter", "kind: regards\n\nDana\n", nil},
	{"a kind below a list", "note: old page\n\n- one\n\n# Heading\n\nkind: plan\n", nil},
	{"a curly word in braces", "{“word”} in braces\n", nil},
	{"an example in a code fence", "```yaml\n---\nkind: plan\n---\n```\n", nil},
	{"an example in a code fence below a heading", "# How to start\n\n```\n---\nkind: plan\n---\n```\n", nil},
	{"an example below text", "# How to start\n\nWrite this:\n\n---\nkind: plan\ntitle: x\n---\n", nil},
	{"an example in JSON below text", "Write this:\n\n{\"kind\": \"plan\"}\n", nil},
	{"a heading and a line", "# News\n\n---\n\nWe are kind: be so, too.\n\n---\n", nil},
	{"a heading, a line and a key", "# News\n\n---\nauthor: Dana\n---\n", nil},
	{"a dash, and what it means", "–\nKind: see below.\n", nil},
	{"prose that starts like a key", "note: to whom it may concern.\nKindness matters.\n\n---\nkind: plan\n", nil},
	{"prose about kinds", "kind: plan is how a plan starts.\n", nil},
	{"a comment that never ends", "<!-- note\n---\nkind: plan\n---\n", nil},
	{"dots within", "---\na: 1\n...\nb: 2\n---\n", []string{"3:1 ..."}},
	{"two documents", "---\na: 1\n--- # two\na: 2\n---\n", []string{"3:1 ---", "4:1 a"}},

	// Bytes.
	{"Windows-1252", "---\ntitle: caf\xe9 \x96 bar\n---\n", []string{"2:11 \xe9"}},
	{"Windows-1252 in the body", "---\ntitle: x\n---\ncaf\xe9\n", []string{"4:4 \xe9"}},
	{"UTF-16, little end first", "\xff\xfe-\x00-\x00-\x00\n\x00", []string{"1:1 \xff\xfe"}},
	{"UTF-16, big end first", "\xfe\xff\x00-\x00-\x00-\x00\n", []string{"1:1 \xfe\xff"}},
	{"a NUL byte", "---\ntitle: a\x00b\n---\n", []string{"2:9 \x00"}},
	{"a control character in the body", "---\ntitle: x\n---\na\x0bb\x0bc\n", []string{"4:2 \x0b"}},
	{"a next line character", "---\ntitle: a\u0085b\n---\n", []string{"2:9 \u0085"}},
	{"a line separator", "---\ntitle: a\u2028b\n---\n", []string{"2:9 \u2028"}},
	{"carriage returns alone", "---\rtitle: x\r---\r\rBody\r", []string{"1:4 \r"}},
	{"one carriage return alone", "---\ntitle: x\rstatus: draft\n---\n", []string{"2:9 \r"}},

	{"a mark that turns text", "---\ntitle: a\u202eb\n---\n\u2066c\n", []string{"2:9 \u202e"}},
	{"an escape of a control character", "---\na: \"\\0\"\nb: [\"x\\u0007\"]\n\"\\x1b\": \"\\U0000202e\"\nc: \"\\t\\n é\"\n---\n", []string{`2:4 "\0"`, `3:5 "x\u0007"`, `4:1 "\x1b"`, `4:9 "\U0000202e"`}},
	{"an escape of a control character, in TOML", "+++\na = \"\\u0000\"\nb = [\"\"\"x\\u0007\"\"\"]\n\"\\u001b\" = \"\\U0000202e\"\nc = \"\\t\\n é\"\n+++\n", []string{`2:5 "\u0000"`, `3:6 """x\u0007"""`, `4:1 "\u001b"`, `4:12 "\U0000202e"`}},
	{"an escape of a control character, in JSON", "{\"a\": \"\\u0000\",\n\"b\": [\"x\\u0007\"],\n\"\\u001b\": \"\\u202e\",\n\"c\": \"\\t\\n é\"}\n", []string{`1:7 "\u0000"`, `2:7 "x\u0007"`, `3:1 "\u001b"`, `3:11 "\u202e"`}},
	{"half a character", "---\na: \"\\ud83d\\ude00\"\nb: 1\n---\n", []string{`2:5 \ud83d`}},
	{"half a character, in TOML", "+++\na = \"\\ud83d\\ude00\"\nb = 1\n+++\n", []string{`2:6 \ud83d`}},
	{"half a character, in JSON", "{\"a\": \"\\ud83d\\ude00\",\n\"b\": \"\\ud83d\"}\n", []string{`2:6 "\ud83d"`}},

	// Numbers, keys and nesting, the same in all formats.
	{"not a number", "---\na: .nan\nb: -.INF\nc: [.inf]\n---\n", []string{"2:4 .nan", "3:4 -.INF", "4:5 .inf"}},
	{"not a number, in TOML", "+++\na = nan\nb = -inf\nc = [inf]\n+++\n", []string{"2:5 nan", "3:5 -inf", "4:6 inf"}},
	{"numbers out of bounds", "---\na: 1e999\nb: 1e-999999999\nc: 0e999999999\n---\n", []string{"2:4 1e999", "3:4 1e-999999999"}},
	{"numbers out of bounds, in TOML", "+++\na = 1e999\nb = 1e-999999999\n+++\n", []string{"2:5 1e999", "3:5 1e-999999999"}},
	{"numbers out of bounds, in JSON", "{\"a\": 1e999,\n\"b\": 1e-999999999}\n", []string{"1:7 1e999", "2:6 1e-999999999"}},
	{"a key twice", "---\na: 1\nb:\n  c: 1\n  \"c\": 2\na: 3\na: 4\n---\n", []string{`5:3 "c"`, "6:1 a", "7:1 a"}},
	{"a key twice, in TOML", "+++\na = 1\n[b]\nc = 1\n\"c\" = 2\n+++\n", []string{`5:1 "c"`}},
	{"a key twice, in JSON", "{\"a\": 1,\n\"b\": {\"c\": 1, \"c\": 2},\n\"a\": 3}\n", []string{`2:15 "c"`, `3:1 "a"`}},
	{"too deep", "---\na: " + strings.Repeat("[", 80) + strings.Repeat("]", 80) + "\n---\n", []string{"2:68 ["}},
	{"too deep, in blocks", "---\n" + deepBlocks(80) + "---\n", []string{"66:65 k"}},
	{"too deep, in TOML", "+++\na = " + strings.Repeat("[", 80) + strings.Repeat("]", 80) + "\n+++\n", []string{"2:69 ["}},
	{"too deep for any reader of TOML", "+++\na = " + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "\n+++\n", []string{"2:69 ["}},
	{"too deep, by dots", "+++\n[a" + strings.Repeat(".a", 80) + "]\n+++\n", []string{"2:130 a"}},
	{"too deep, in JSON", "{\"a\": " + strings.Repeat("[", 80) + strings.Repeat("]", 80) + "}\n", []string{"1:71 ["}},
	{"as deep as can be", "---\na: " + strings.Repeat("[", 64) + strings.Repeat("]", 64) + "\n---\n", nil},
	{"as deep as can be, in TOML", "+++\na = " + strings.Repeat("[", 64) + strings.Repeat("]", 64) + "\n+++\n", nil},
	{"as deep as can be, in JSON", "{\"a\": " + strings.Repeat("[", 64) + strings.Repeat("]", 64) + "}\n", nil},

	// What YAML has and the others have not.
	{"an anchor and its alias", "---\na: &x 1\nb: *x\n---\n", []string{"2:4 &x", "3:4 *x"}},
	{"an alias of nothing", "---\na: *this* is bold\n---\n", []string{"2:11 is bold"}},
	{"an alias as a key", "---\na: &x b\n*x : c\n---\n", []string{"2:4 &x", "3:1 *x"}},
	{"many laughs", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n", []string{"2:4 &a", "3:4 &b", "3:8 *a", "3:12 *a", "4:5 *b", "4:9 *b"}},
	{"a merge key", "---\na: &x\n  k: v\nb:\n  <<: *x\n  l: w\n---\n", []string{"2:4 &x", "5:3 <<"}},
	{"tags", "---\na: !important\nb: !!binary aGk=\nc: ! x\nd: !<tag:e.org,2000:x> y\ne: [!x z, !!set {q}]\n---\n",
		[]string{"2:4 !important", "3:4 !!binary", "4:4 !", "5:4 !<tag:e.org,2000:x>", "6:5 !x", "6:11 !!set"}},
	{"a tag that says something else", "---\na: !!int x\nb: !!bool 1\n---\n", []string{"2:10 x", "3:11 1"}},
	{"a tag that is none", "---\na: !%0x y\nb: !<z\n---\n", []string{"2:4 !%0x y", "3:4 !<z"}},
	{"a value and more", "---\n{a: 1}\nb: 2\n---\n", []string{"3:1 b: 2"}},
	{"keys that are not text", "---\n75: a\n1.5: b\ntrue: c\n~: d\n[x]: e\n{y: z}: f\n: g\n2026-Q1: h\n2026-11-16: i\n10:00: j\n---\n",
		[]string{"2:1 75", "3:1 1.5", "4:1 true", "5:1 ~", "6:1 [x]", "7:1 {y: z}", "8:1 :"}},
	{"a field at the start of a text", "---\na: {{term x}}\nb: [{{term y}}]\n---\n", []string{"2:4 {{term x}}", "3:5 {{term y}}"}},
	{"a field and more", "---\na: {{term x}} is it\n---\n", []string{"2:15 is it"}},
	{"a link", "---\na: [text](https://example.com)\n---\n", []string{"2:10 (https://example.com)"}},
	{"tabs", "---\na:\n\tb: 1\n---\n", []string{"3:1 \t"}},
	{"tabs after spaces", "---\na:\n  b: 1\n  \tc: 2\n---\n", []string{"4:3 \t"}},
	{"tabs that YAML lets pass", "---\na:\n- x\n\t- y\nb: [1,\n\t2]\n---\n", []string{"4:1 \t", "6:1 \t"}},
	{"tabs where they may be", "---\na: |\n  x\n  \ty\nb: \"x\n\ty\"\n\t# c\nc:\t1\n\t\n---\n", nil},

	// Syntax of YAML.
	{"a colon in text", "---\ntitle: Growth: the plan # or so\n---\n", []string{"2:8 Growth: the plan"}},
	{"a colon in an item", "---\na:\n  - Growth: the plan: two\n---\n", []string{"3:13 the plan: two"}},
	{"a colon after CJK and emoji", "---\na: 漢字 😀: x\n---\n", []string{"2:4 漢字 😀: x"}},
	{"a colon at the end", "---\ntitle: Growth plan:\n---\n", []string{"2:8 Growth plan:"}},
	{"a colon without a space", "---\ntitle:Growth\nkind: plan\n---\n", []string{"2:1 title:Growth"}},
	{"a colon without a space, last", "---\nkind: plan\ntitle:Growth\n---\n", []string{"3:1 title:Growth"}},
	{"a colon without a space, alone", "---\ntitle:Growth\n---\n", []string{"2:1 title:Growth"}},
	{"a wide colon", "---\ntitle： x\nkind: plan\n---\n", []string{"2:6 ："}},
	{"a wide space", "---\ntitle:\u00a0x\nkind: plan\n---\n", []string{"2:7 \u00a0"}},
	{"an equal sign", "---\ntitle = x\nkind: plan\n---\n", []string{"2:1 title = x"}},
	{"a line without a key", "---\ntitle: x\nand more\nkind: plan\n---\n", []string{"3:1 and more"}},
	{"a key below a value", "---\ntitle: x\n  short: y\n---\n", []string{"3:3 short"}},
	{"an indent like no other", "---\na:\n    b: 1\n  c: 2\nd: 3\n---\n", []string{"4:3 c: 2"}},
	{"a list below a value", "---\na: 1\n- b\n---\n", []string{"3:1 - b"}},
	{"a list beside its key", "---\na: - b\n---\n", []string{"2:4 - b"}},
	{"a key among items", "---\na:\n  - x\n  b: 1\n---\n", []string{"4:3 b: 1"}},
	{"a bracket never closed", "---\na: [1, 2\nb: 3\nc: 4\n---\n", []string{"2:4 ["}},
	{"a brace never closed", "---\na: {b: [1], c: 2\nd: 3\n---\n", []string{"2:4 {"}},
	{"a brace in text", "---\na: some text, {more\nb: {more\n---\n", []string{"3:4 {"}},
	{"a bracket never opened", "---\na: ]\n---\n", []string{"2:4 ]"}},
	{"no comma", "---\na: {b: 1 c: 2}\n---\n", []string{"2:11 :"}},
	{"no comma between quotes", "---\na: [\"b\" \"c\"]\n---\n", []string{`2:9 "`}},
	{"two commas", "---\na: [b, , c]\n---\n", []string{"2:8 ,"}},
	{"a quote never closed", "---\na: \"x\nb: y\n---\n", []string{`2:4 "`}},
	{"a quote that the next one closes", "---\na: \"x\nb: \"y\"\nc: z\n---\n", []string{`2:4 "`}},
	{"an apostrophe in quotes", "---\na: 'it's'\n---\n", []string{"2:8 s'"}},
	{"more after quotes", "---\na: \"x\" or y\n---\n", []string{"2:8 or y"}},
	{"an escape that is none", "---\na: \"C:\\dir\"\n---\n", []string{`2:7 \d`}},
	{"half an escape", "---\na: \"\\x4\"\n---\n", []string{`2:5 \x`}},
	{"characters that YAML keeps", "---\na: @x\nb: `y`\nc: %z\nd: & x\ne: ? x\n---\n", []string{"2:4 @x", "3:4 `y`", "4:4 %z", "5:4 & x", "6:4 ? x"}},
	{"a block that starts too early", "---\na: | x\n  y\n---\n", []string{"2:6 x"}},
	{"no space before a comment", "---\na: \"x\"#c\n---\n", []string{"2:7 #"}},
	{"a directive", "---\n%YAML 1.2\na: 1\n---\n", []string{"2:1 %YAML 1.2"}},
	{"many at once", "---\na: b: c\nd: [x\ne: 'it's'\nf: *x\nf: 2\n---\n", []string{"2:4 b: c", "3:4 [", "4:8 s'", "5:4 *x", "6:1 f"}},
	{"after blank lines", "\n\n---\na: b: c\n---\n", []string{"4:4 b: c"}},

	{"text that goes on with a number", "---\na: Fix bug #12 now\nc: x # y\nd: x  #y\ne: x #\nf: 'x #1'\ng: x#1\nh: 4 #was 3\ni: x #! y\nj: >\n  x #1\n---\n", []string{"2:12 #12 now"}},
	{"a list of texts that go on", "---\na:\n  - Ask in #sales\n  - b: 漢 #名\n---\n", []string{"3:12 #sales", "4:10 #名"}},

	// Syntax of TOML.
	{"text without quotes", "+++\na = yes\nb = 20 %\nc = 4h\nd = tru\n+++\n", []string{"2:5 yes", "3:8 %", "4:5 4h", "5:5 tru"}},
	{"a colon in TOML", "+++\ntitle: x\n+++\n", []string{"2:6 :"}},
	{"a key without a value", "+++\na\nb =\n+++\n", []string{"2:1 a", "3:1 b ="}},
	{"no key", "+++\n= 1\né = 2\n+++\n", []string{"2:1 =", "3:1 é"}},
	{"brackets of TOML", "+++\na = [1 2]\nb = {c = 1 d = 2}\n[e\nf = [1\ng = 2\n+++\n", []string{"2:8 2", "3:12 d", "4:1 [", "5:5 ["}},
	{"quotes of TOML", "+++\na = \"x\nb = 'y\nc = \"\"\"z\nd = 1\n+++\n", []string{`2:5 "`, "3:5 '", `4:5 "`}},
	{"an escape that is none, in TOML", "+++\na = \"C:\\dir\"\n+++\n", []string{`2:8 \d`}},
	{"a leading zero, in TOML", "+++\na = 0123\n+++\n", []string{"2:5 0123"}},
	{"tables twice", "+++\n[a]\nx = 1\n[a]\nx = 2\n[[a]]\n+++\n", []string{"4:2 a", "6:3 a"}},
	{"tables over values", "+++\na = 1\nb = {x = 1}\nc = [1]\nd.e = 1\n[a.x]\n[b.x]\n[[c]]\n[d]\n+++\n", []string{"6:2 a", "7:2 b", "8:3 c", "9:2 d"}},
	{"a dotted key into a table", "+++\n[a.b.c]\nz = 9\n[a]\nb.c.t = 1\n+++\n", []string{"5:1 b"}},
	{"a dotted key into a list", "+++\n[[a.b]]\n[a]\nb.c = 1\n+++\n", []string{"4:1 b"}},

	// Syntax of JSON.
	{"no comma in a list", "{\"a\": [1 2]}\n", []string{"1:10 2"}},
	{"no comma in a map", "{\"a\": 1\n\"b\": 2}\n", []string{`2:1 "`}},
	{"a comma too many", "{\"a\": 1,\n}\n", []string{"1:8 ,"}},
	{"no colon", "{\"a\" 1}\n", []string{"1:6 1"}},
	{"no value", "{\"a\": }\n", []string{"1:7 }"}},
	{"single quotes", "{\"a\": 'x'}\n", []string{"1:7 '"}},
	{"a comment", "{\"a\": 1, // x\n\"b\": 2}\n", []string{"1:10 /"}},
	{"a bracket of JSON never closed", "{\"a\": [1, 2}\n\nbody\n", []string{"1:7 ["}},
	{"a quote of JSON never closed", "{\"a\": \"x\n}\n", []string{`1:7 "`}},
	{"an escape that is none, in JSON", "{\"a\": \"C:\\dir\"}\n", []string{`1:10 \d`}},
	{"a leading zero, in JSON", "{\"a\": 0123}\n", []string{"1:7 01"}},
	{"a tab in text of JSON", "{\"a\": \"x\ty\"}\n", []string{"1:9 \t"}},
}

func deepBlocks(levels int) string {
	var b strings.Builder
	for i := range levels {
		b.WriteString(strings.Repeat(" ", i) + "k:\n")
	}

	return b.String()
}

func TestTraps(t *testing.T) {
	var golden bytes.Buffer
	for _, trap := range traps {
		file := source.NewFile("plan.md", trap.text)
		doc, problems := Parse(file)

		var got []string
		fmt.Fprintf(&golden, "%s\n", trap.name)
		for _, p := range problems {
			start, _ := p.At.Range()
			got = append(got, fmt.Sprintf("%d:%d %s", start.Line, start.Column, p.At.Text()))
			writeProblem(&golden, p)
			if p.Hint == "" {
				t.Errorf("%s: there is no way out of: %s", trap.name, p.Message)
			}
		}

		if strings.Join(got, "\n") != strings.Join(trap.want, "\n") {
			t.Errorf("%s: problems at\n\t%q, want\n\t%q", trap.name, got, trap.want)
		}

		fmt.Fprintf(&golden, "    format %q, front matter %t, body %q\n\n", doc.Format, doc.Root != nil, file.Text[doc.Body:])
	}

	checkGolden(t, "problems.golden", golden.Bytes())
}

func writeProblem(w *bytes.Buffer, p source.Problem) {
	start, end := p.At.Range()
	fmt.Fprintf(w, "    %d:%d-%d:%d %s: %s", start.Line, start.Column, end.Line, end.Column, p.Rule, p.Message)
	if p.Hint != "" {
		fmt.Fprintf(w, " (%s)", p.Hint)
	}

	if p.Path != "" {
		fmt.Fprintf(w, " at %s", p.Path)
	}

	for _, place := range p.Related {
		start, _ := place.Range()
		fmt.Fprintf(w, ", see %d:%d %s", start.Line, start.Column, strconv.Quote(place.Text()))
	}

	w.WriteByte('\n')
}

func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}

		return
	}

	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	gotLines, wantLines := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Fatalf("%s is not current in line %d: run the test with -update and look at what changes", path, i+1)
		}
	}
}

// With the line ends of Windows and a byte order mark, the same is wrong at the same places.
func TestTrapsFromWindows(t *testing.T) {
	for _, trap := range traps {
		if strings.Contains(trap.text, "\r") || strings.HasPrefix(trap.text, "\xff\xfe") || strings.HasPrefix(trap.text, "\xfe\xff") {
			continue
		}

		_, want := Parse(source.NewFile("plan.md", trap.text))
		_, got := Parse(source.NewFile("plan.md", "\ufeff"+strings.ReplaceAll(trap.text, "\n", "\r\n")))

		var gotText, wantText bytes.Buffer
		for _, p := range got {
			writeProblem(&gotText, p)
		}

		for _, p := range want {
			writeProblem(&wantText, p)
		}

		if gotText.String() != wantText.String() {
			t.Errorf("%s: got\n%swant\n%s", trap.name, gotText.String(), wantText.String())
		}
	}
}

func TestTooLarge(t *testing.T) {
	text := "---\ntitle: x\n---\n" + strings.Repeat("word ", maxSize/5)
	doc, problems := Parse(source.NewFile("plan.md", text))
	if doc.Root != nil || len(problems) != 1 || problems[0].Message != "this file is too large: 1.0 MB, where 1 MB is the most" {
		t.Errorf("got %+v", problems)
	}

	if doc, problems = Parse(source.NewFile("plan.md", text[:maxSize])); doc.Root == nil || len(problems) > 0 {
		t.Errorf("1 MB is not too large: %+v", problems)
	}
}
