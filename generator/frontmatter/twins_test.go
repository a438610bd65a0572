package frontmatter

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// twins are the same value in three formats. Where TOML has no word for it, there is none.
var twins = []struct{ name, value, yaml, toml, json string }{
	{
		name:  "text",
		value: `{"a":"plain words","b":"it's","c":"say \"hi\"","d":"C:\\dir","e":"漢字 😀","f":"","g":"no","h":"1_000_","i":" x "}`,
		yaml:  "a: plain words # c\nb: 'it''s'\nc: \"say \\\"hi\\\"\"\nd: C:\\dir\ne: 漢字 😀\nf: ''\ng: no\nh: 1_000_\ni: ' x '\n",
		toml:  "a = 'plain words' # c\nb = \"it's\"\nc = \"say \\\"hi\\\"\"\nd = 'C:\\dir'\ne = '漢字 😀'\nf = ''\ng = \"no\"\nh = '1_000_'\ni = ' x '\n",
		json:  "{\n\"a\": \"plain words\",\n\"b\": \"it's\", \"c\": \"say \\\"hi\\\"\", \"d\": \"C:\\\\dir\",\n\"e\": \"漢字 😀\", \"f\": \"\", \"g\": \"no\",\n\"h\": \"1_000_\", \"i\": \" x \"}\n",
	},
	{
		name:  "numbers",
		value: `{"a":1000,"b":-17,"c":31,"d":8,"e":1.50,"f":-0.5,"g":6.02e23,"h":5,"i":123456789012345678901234567890,"j":0,"k":1E-3}`,
		yaml:  "a: 1000\nb: -17\nc: 0x1F\nd: 0o10\ne: 1.50\nf: -.5\ng: 6.02e23\nh: +5\ni: 123456789012345678901234567890\nj: 0\nk: 1E-3\n",
		toml:  "a = 1_000\nb = -17\nc = 0x1F\nd = 0o10\ne = 1.50\nf = -0.5\ng = 6.02e23\nh = +5\ni = 123456789012345678901234567890\nj = 0\nk = 1E-3\n",
		json:  `{"a": 1000, "b": -17, "c": 31, "d": 8, "e": 1.50, "f": -0.5, "g": 6.02e23, "h": 5, "i": 123456789012345678901234567890, "j": 0, "k": 1E-3}` + "\n",
	},
	{
		name:  "dates and times are text",
		value: `{"a":"2026-11-16","b":"2026-11-16 10:00","c":"10:00:00","d":"2026-11-16T10:00:00Z","e":"2026-13-45"}`,
		yaml:  "a: 2026-11-16\nb: 2026-11-16 10:00\nc: 10:00:00\nd: 2026-11-16T10:00:00Z\ne: 2026-13-45\n",
		toml:  "a = 2026-11-16\nb = 2026-11-16 10:00\nc = 10:00:00\nd = 2026-11-16T10:00:00Z\ne = 2026-13-45\n",
		json:  `{"a": "2026-11-16", "b": "2026-11-16 10:00", "c": "10:00:00", "d": "2026-11-16T10:00:00Z", "e": "2026-13-45"}` + "\n",
	},
	{
		name:  "true, false, nothing",
		value: `{"a":true,"b":false,"c":null,"d":null,"e":[null]}`,
		yaml:  "a: True\nb: false\nc:\nd: ~\ne:\n- # none\n",
		json:  `{"a": true, "b": false, "c": null, "d": null, "e": [null]}` + "\n",
	},
	{
		name:  "maps and lists",
		value: `{"sla":{"terms":{"limit":4,"days":["mon","tue"]},"id":"x"},"list":[{"k":1},{"k":2,"l":{"m":3}}],"empty":{},"none":[],"deep":[[1],[2,[3]]]}`,
		yaml:  "sla:\n  terms: {limit: 4, days: [mon, tue]}\n  id: x\nlist:\n  - k: 1\n  - k: 2\n    l: {m: 3}\nempty: {}\nnone: [ ]\ndeep:\n- - 1\n- [2, [3,],\n  ]\n",
		toml:  "sla.terms = {limit = 4, days = ['mon', 'tue']}\nsla.id = 'x'\nlist = [{k = 1}, # one\n {k = 2, l.m = 3}\n]\nempty = {}\nnone = [ ]\ndeep = [[1], [2, [3,]]]\n",
		json:  `{"sla": {"terms": {"limit": 4, "days": ["mon", "tue"]}, "id": "x"}, "list": [{"k": 1}, {"k": 2, "l": {"m": 3}}], "empty": {}, "none": [ ], "deep": [[1], [2, [3]]]}` + "\n",
	},
	{
		name:  "blocks and tables",
		value: `{"title":"x","sla":{"terms":{"limit":4},"id":"s"},"list":[{"k":1},{"k":2,"sub":{"z":3}}],"metrics":{"m1":{}},"text":"one\ntwo\n"}`,
		yaml:  "title: x\nsla:\n  terms:\n    limit: 4\n  id: s\nlist:\n- k: 1\n-\n  k: 2\n  sub:\n    z: 3\nmetrics:\n  m1: {}\ntext: |\n  one\n  two\n",
		toml:  "title = 'x'\ntext = \"\"\"\none\ntwo\n\"\"\"\n[sla.terms]\nlimit = 4\n[sla]\nid = 's'\n[[list]]\nk = 1\n[[ list ]] # two\nk = 2\n[list.sub]\nz = 3\n[metrics.m1]\n",
		json:  "{\"title\": \"x\",\n\"sla\": {\n\"terms\": {\"limit\": 4},\n\"id\": \"s\"},\n\"list\": [{\"k\": 1}, {\"k\": 2, \"sub\": {\"z\": 3}}],\n\"metrics\": {\"m1\": {}},\n\"text\": \"one\\ntwo\\n\"}\n",
	},
	{
		name:  "text of several lines",
		value: `{"a":"one two\nthree","b":"one two","c":"one\n\n two\n---\n","d":"","e":"kept\n\n","f":"x"}`,
		yaml:  "a: one\n  two\n\n  three # c\nb: \"one\n  two\"\nc: |2 # c\n  one\n\n   two\n  ---\n\nd: >\n\ne: |+\n  kept\n\nf: >-\n  x\n",
		json:  `{"a": "one two\nthree", "b": "one two", "c": "one\n\n two\n---\n", "d": "", "e": "kept\n\n", "f": "x"}` + "\n",
	},
	{
		name:  "keys",
		value: `{"a b":1,"c/d~e":{"":2},"2026-Q1":3,"75":4,"漢":5,"<<":6,"10:00":7,"true":8}`,
		yaml:  "a b: 1\nc/d~e: {'': 2}\n2026-Q1: 3\n\"75\": 4\n? 漢\n: 5\n'<<': 6\n10:00: 7\n\"true\": 8\n",
		toml:  "'a b' = 1\n'c/d~e'.\"\" = 2\n2026-Q1 = 3\n75 = 4\n\"漢\" = 5\n\"<<\" = 6\n'10:00' = 7\ntrue = 8\n",
		json:  `{"a b": 1, "c/d~e": {"": 2}, "2026-Q1": 3, "75": 4, "漢": 5, "<<": 6, "10:00": 7, "true": 8}` + "\n",
	},
	{
		name:  "nothing at all",
		value: `{}`,
		yaml:  "# only a comment\n",
		toml:  "# only a comment\n",
		json:  "{}\n",
	},
	{
		name:  "tags of the core",
		value: `{"a":"5","b":{"c":1},"d":[2],"e":null,"f":true}`,
		yaml:  "a: !!str 5\nb: !!map\n  c: !!int 1\nd: !!seq [2]\ne: !!null\nf: !!bool true\n",
		json:  `{"a": "5", "b": {"c": 1}, "d": [2], "e": null, "f": true}` + "\n",
	},
}

// written returns a twin as a file in each of its formats.
func written(yaml, toml, json string) map[string]string {
	texts := map[string]string{"yaml": "---\n" + yaml + "---\nbody\n", "json": json + "\nbody\n"}
	if toml != "" {
		texts["toml"] = "+++\n" + toml + "+++\nbody\n"
	}

	return texts
}

func TestTwins(t *testing.T) {
	var golden bytes.Buffer
	for _, twin := range twins {
		want := decodeJSON(t, twin.value)
		texts := written(twin.yaml, twin.toml, twin.json)
		pointers := map[string][]string{}
		for _, format := range []string{"yaml", "toml", "json"} {
			text, ok := texts[format]
			if !ok {
				continue
			}

			doc, problems := Parse(source.NewFile("plan.md", text))
			if len(problems) > 0 {
				t.Errorf("%s in %s: %s", twin.name, format, problems[0].Message)
			}

			if doc.Format != format || !reflect.DeepEqual(doc.Root.Value(), want) {
				t.Fatalf("%s in %s: got\n%v, want\n%v", twin.name, doc.Format, doc.Root.Value(), want)
			}

			if body := strings.TrimPrefix(text[doc.Body:], "\n"); body != "body\n" {
				t.Errorf("%s in %s: the body is %q", twin.name, format, body)
			}

			fmt.Fprintf(&golden, "%s in %s\n", twin.name, format)
			pointers[format] = writePlaces(&golden, doc.Root)
			slices.Sort(pointers[format]) // tables of TOML may come in another order
			golden.WriteByte('\n')
		}

		for format, got := range pointers {
			if !slices.Equal(got, pointers["yaml"]) {
				t.Errorf("%s in %s: pointers %q, want %q", twin.name, format, got, pointers["yaml"])
			}
		}
	}

	checkGolden(t, "places.golden", golden.Bytes())
}

// writePlaces writes where a node and all in it stand. It returns their pointers.
func writePlaces(w *bytes.Buffer, n *Node) []string {
	start, _ := n.Place().Range()
	fmt.Fprintf(w, "    %-16s %v at %d:%d %q", n.Pointer(), n.Kind, start.Line, start.Column, n.Place().Text())
	if n.Key() != "" || n.keyEnd > 0 {
		start, _ := n.KeyPlace().Range()
		fmt.Fprintf(w, ", key at %d:%d %q", start.Line, start.Column, n.KeyPlace().Text())
	}

	w.WriteByte('\n')
	pointers := []string{n.Pointer()}
	for _, child := range n.Children() {
		pointers = append(pointers, writePlaces(w, child)...)
	}

	return pointers
}

// With the line ends of Windows and a byte order mark, a file has the same values at the same places.
func TestTwinsFromWindows(t *testing.T) {
	for _, twin := range twins {
		for format, text := range written(twin.yaml, twin.toml, twin.json) {
			unix, _ := Parse(source.NewFile("plan.md", text))
			windows, problems := Parse(source.NewFile("plan.md", "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n")))
			if len(problems) > 0 {
				t.Errorf("%s in %s: %s", twin.name, format, problems[0].Message)
			}

			if !reflect.DeepEqual(windows.Root.Value(), unix.Root.Value()) {
				t.Errorf("%s in %s: got\n%v, want\n%v", twin.name, format, windows.Root.Value(), unix.Root.Value())
			}

			var got, want bytes.Buffer
			writePlaces(&got, windows.Root)
			writePlaces(&want, unix.Root)
			if lineEnds := strings.ReplaceAll(got.String(), `\r\n`, `\n`); lineEnds != want.String() {
				t.Errorf("%s in %s: got\n%swant\n%s", twin.name, format, lineEnds, want.String())
			}
		}
	}
}

// faults are twins with a fault in the same place. What can be read around it is the same in all formats.
var faults = []struct{ name, value, yaml, toml, json string }{
	{
		"in a value of the first level", `{"a":1,"c":{"d":2}}`,
		"a: 1\nb: x: y\nc: {d: 2}\n",
		"a = 1\nb = x y\nc = {d = 2}\n",
		"{\n\"a\": 1,\n\"b\": x,\n\"c\": {\"d\": 2}\n}\n",
	},
	{
		"in a value further in", `{"a":1,"c":{"d":2}}`,
		"a: 1\nb:\n  e: {f: 1}\n  g: \"x\" y\n  h: 1\nc:\n  d: 2\n",
		"a = 1\n[b.e]\nf = 1\n[b]\ng = \"x\" y\nh = 1\n[c]\nd = 2\n",
		"{\n  \"a\": 1,\n  \"b\": {\n    \"e\": {\"f\": 1},\n    \"g\": \"x\" y,\n    \"h\": 1\n  },\n  \"c\": {\"d\": 2}\n}\n",
	},
	{
		"a bracket never closed", `{"a":1,"c":{"d":2}}`,
		"a: 1\nb:\n  e: [1, 2\n  f: 3\nc:\n  d: 2\n",
		"a = 1\n[b]\ne = [1, 2\nf = 3\n[c]\nd = 2\n",
		"{\n  \"a\": 1,\n  \"b\": {\n    \"e\": [1, 2,\n    \"f\": 3},\n  \"c\": {\"d\": 2}\n}\n",
	},
	{
		"a quote never closed", `{"a":1,"c":2}`,
		"a: 1\nb: \"x\nc: 2\n",
		"a = 1\nb = \"x\nc = 2\n",
		"{\n\"a\": 1,\n\"b\": \"x,\n\"c\": 2\n}\n",
	},
	{
		"a bracket that nothing opens", `{"a":1}`,
		"a: 1\nb:\n  e: {f: 1}\n,   g: 2\n  h: 1\n",
		"a = 1\n[b]\ne = {f = 1}}\ng = 2\nh = 1\n",
		"{\n  \"a\": 1,\n  \"b\": {\n    \"e\": {\"f\": 1}},\n    \"g\": 2\n  }\n}\n",
	},
	{
		"in the last of several", `{"b":2}`,
		"a: \"\\q\"\nb: 2\nc: [,\n",
		"a = \"\\q\"\nb = 2\nc = [,\n",
		`{"a": "\q", "b": 2, "c": [01]}` + "\n",
	},
	{
		"in the only one", `{}`,
		"a: b: c\n",
		"a = b c\n",
		`{"a": b c}` + "\n",
	},
}

func TestFaultyTwins(t *testing.T) {
	for _, fault := range faults {
		want := decodeJSON(t, fault.value)
		for format, text := range written(fault.yaml, fault.toml, fault.json) {
			doc, problems := Parse(source.NewFile("plan.md", text))
			if doc.Root != nil || len(problems) == 0 {
				t.Errorf("%s in %s: the fault went unnoticed", fault.name, format)
			}

			if doc.Salvaged == nil || !reflect.DeepEqual(doc.Salvaged.Value(), want) {
				t.Errorf("%s in %s: read %v, want %v", fault.name, format, doc.Salvaged.Value(), want)
				continue
			}

			doc.Root = doc.Salvaged
			checkNode(t, doc, doc.Root)
		}
	}
}

// Scalars are what the core schema of YAML 1.2 says, whatever other readers make of them.
func TestScalars(t *testing.T) {
	kinds := map[Kind][]string{
		Text: {"no", "yes", "on", "off", "y", "NO", "tRUE", "nULL", "10:00", "12:30:45", "2026-11-16", "2026-11-16T10:00:00Z", "1_000", "0b11",
			"0x", "0xG", "0o8", "-0x1", "1e", "1e+", ".", "+", ".e1", "+.nan", "1.2.3", "4 hours", "20%", "$300", "1,5", "e5", "inf", "nan", "∞"},
		Int:   {"0", "-0", "+5", "0123", "00", "0x1f", "0o17", "9223372036854775808"},
		Float: {"1.5", "1.", ".5", "-.5", "+1.50", "1e3", "1E+3", "1.e-3", "0.0"},
		Bool:  {"true", "True", "TRUE", "false", "False", "FALSE"},
		Null:  {"~", "null", "Null", "NULL", ""},
	}

	for want, texts := range kinds {
		for _, text := range texts {
			doc, problems := Parse(source.NewFile("plan.md", "---\na: "+text+"\nb: [\""+text+"\"]\n---\n"))
			if len(problems) > 0 {
				t.Errorf("%q: %s", text, problems[0].Message)
				continue
			}

			if got := doc.Root.Get("a"); got.Kind != want || got.Text() != text || got.Place().Text() != text {
				t.Errorf("%q is %v, %q at %q", text, got.Kind, got.Text(), got.Place().Text())
			}

			if got := doc.Root.Get("b", "0"); got.Kind != Text || got.Text() != text {
				t.Errorf("%q in quotes is %v, %q", text, got.Kind, got.Text())
			}
		}
	}
}
