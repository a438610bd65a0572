package source

import (
	"bytes"
	"encoding/json"
	"io"
)

// The form of JSON, version 1: keys may be added, none is taken away.
type (
	jsonProblem struct {
		jsonPlace
		EndLine   int         `json:"end_line"`
		EndColumn int         `json:"end_column"`
		Severity  string      `json:"severity"`
		Rule      string      `json:"rule"`
		Message   string      `json:"message"`
		Hint      string      `json:"hint"`
		Path      string      `json:"path"`
		Related   []jsonPlace `json:"related,omitempty"`
	}

	jsonPlace struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
	}

	jsonCounts struct {
		Error   int `json:"error"`
		Warning int `json:"warning"`
		Info    int `json:"info"`
	}
)

// JSON writes problems as one object, in the order given, each on a line of its own:
//
//	{"version":1,"problems":[
//	{"file","line","column","end_line","end_column","severity","rule","message","hint","path"}
//	],"counts":{"error","warning","info"}}
//
// Lines and columns are 1-based, columns count code points, ends are exclusive; a problem without a place
// has the file "" and the line 0. A clash also has "related":[{"file","line","column"}].
func JSON(w io.Writer, problems Problems) error {
	var b bytes.Buffer
	b.WriteString(`{"version":1,"problems":[`)
	for i, p := range problems {
		if i > 0 {
			b.WriteByte(',')
		}

		b.WriteByte('\n')
		b.Write(compact(p.json()))
	}

	if len(problems) > 0 {
		b.WriteByte('\n')
	}

	b.WriteString(`],"counts":`)
	b.Write(compact(jsonCounts{problems.Count(Error), problems.Count(Warning), problems.Count(Info)}))
	b.WriteString("}\n")

	_, err := w.Write(b.Bytes())

	return err
}

// compact returns v as JSON without line feeds; v is one of the types above, which always encode.
func compact(v any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v)

	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

func (p Problem) json() jsonProblem {
	_, end := p.At.Range()
	out := jsonProblem{
		jsonPlace: p.At.json(), EndLine: end.Line, EndColumn: end.Column,
		Severity: p.Severity.String(), Rule: p.Rule, Message: p.Message, Hint: p.Hint, Path: p.Path,
	}

	for _, place := range p.Related {
		out.Related = append(out.Related, place.json())
	}

	return out
}

func (p Place) json() jsonPlace {
	start, _ := p.Range()
	return jsonPlace{File: p.name(), Line: start.Line, Column: start.Column}
}
