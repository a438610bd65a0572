package evidence

import (
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// columns finds the columns of fields. The faults are those that nobody can do without, headers of the mapping
// that are not there, and columns that are not one field's alone.
func columns(t *table, fields []field, data *plan.Data, wanted func(string) string, fs *faults) []int {
	found := make([]int, len(fields))
	mapped := make([]bool, len(fields))
	for i, f := range fields {
		found[i] = t.Column(f.headers(data.Preset)...)
		header, named := data.Mapping.Get(f.name)
		if mapped[i] = named && header != "" && t.mappedHere(f, fields, data); mapped[i] {
			found[i] = t.Column(header)
		}
	}

	if t.strange(data.Mapping.Values()...) {
		t.untitled(fs, "if it has one, add mapping: {lead_id: …} and so on to data, with its headers")

		return found
	}

	for _, column := range found {
		t.take(column)
	}

	near := t.meantBy(fields, found, mapped, data)
	for i, f := range fields {
		if found[i] >= 0 || !mapped[i] && !f.needed && wanted(f.name) == "" {
			continue
		}

		t.take(t.Column(near[i]))
		if mapped[i] {
			header, _ := data.Mapping.Get(f.name)
			fs.at(t.top(), source.Error, "no column is headed "+quote(header)+", which the mapping takes for "+f.name, t.meant(near[i]))

			continue
		}

		severity, message := source.Error, "no column holds "+f.name
		if !f.needed {
			severity, message = source.Warning, message+", "+wanted(f.name)
		}

		fs.at(t.top(), severity, message, t.meantFor(f, near[i]))
	}

	for i, column := range found {
		if first := slices.Index(found, column); column >= 0 && first < i {
			fs.clashes = append(fs.clashes, clash{fields[first].name, fields[i].name, t.Header[column], t.export.name})
		}
	}

	t.repeated(found, fs)

	return found
}

// A clash is a column that is taken for two fields.
type clash struct{ field, other, header, file string }

// clash returns what is wrong with a mapping, at its places. They are of the plan, which may have moved them
// since the export was read.
func (m *measurement) clash(c clash) source.Problem {
	mapping := m.plan.Data.Node.Get("mapping")
	at, related := mapping.Get(c.other), mapping.Get(c.field)
	if at == nil {
		at, related = related, nil
	}

	if at == nil {
		at = m.plan.Data.Node
	}

	one := source.Problem{
		At: at.Place(), Severity: source.Warning, Rule: ruleQuality, Path: at.Pointer(),
		Message: "the column " + quote(c.header) + " of " + path.Base(c.file) + " is taken for " + c.field + " and for " + c.other,
		Hint:    "map each to a column of its own, or leave out what the export does not have",
	}
	if related != nil {
		one.Related = append(one.Related, related.Place())
	}

	return one
}

// repeated reports headers of these columns that further columns have as well.
func (t *table) repeated(columns []int, fs *faults) {
	for i, column := range columns {
		if column < 0 || slices.Index(columns, column) < i {
			continue
		}

		for again := column + 1; again < len(t.Header); again++ {
			if strings.EqualFold(t.Header[again], t.Header[column]) {
				fs.at(t.top(), source.Warning,
					fmt.Sprintf("the columns %d and %d are both headed %q, and only the first counts", column+1, again+1, t.Header[column]),
					"leave the other one out of the export, or give it a header of its own")
			}
		}
	}
}

// left returns the headers that may be meant for a field: not those that are taken, nor those that are known to
// stand for another, with any preset.
func (t *table) left(name string, fields []field, data *plan.Data) []string {
	var own, taken []string
	for _, f := range fields {
		labels := f.labels()
		if header, ok := data.Mapping.Get(f.name); ok {
			labels = append(labels, header)
		}

		if f.name == name {
			own = labels
		} else {
			taken = append(taken, labels...)
		}
	}

	return t.without(slices.DeleteFunc(taken, func(h string) bool { return has(own, h) })...)
}

// without returns the headers that are none of these, nor taken.
func (t *table) without(others ...string) []string {
	return slices.DeleteFunc(slices.Clone(t.Header), func(h string) bool { return h == "" || has(others, h) || has(t.export.taken, h) })
}

// take notes a column that stands for something, or was suggested to: it is suggested for nothing else. -1 is none.
func (t *table) take(column int) {
	if column >= 0 {
		t.export.taken = append(t.export.taken, t.Header[column])
	}
}

func has(headers []string, header string) bool {
	return slices.ContainsFunc(headers, func(h string) bool { return strings.EqualFold(h, header) })
}

// mappedHere reports whether a mapping is meant for this file: some fields are in leads and attempts alike,
// and one header need not be in both.
func (t *table) mappedHere(f field, fields []field, data *plan.Data) bool {
	header, _ := data.Mapping.Get(f.name)
	if t.Column(header) >= 0 || data.Attempts == "" {
		return true
	}

	other := leadFields
	if t.export.use == "leads" {
		other = attemptFields
	}

	both := slices.ContainsFunc(other, func(o field) bool { return o.name == f.name })

	return !both || t.Column(f.headers(data.Preset)...) < 0
}

func quote(text string) string { return strconv.Quote(text) }

// meantBy returns the headers that are probably meant for the fields without a column; "" for none.
func (t *table) meantBy(fields []field, found []int, mapped []bool, data *plan.Data) []string {
	wants := make([]want, len(fields))
	for i, f := range fields {
		if found[i] >= 0 {
			continue
		}

		wants[i] = wantOf(f, t.left(f.name, fields, data))
		if header, _ := data.Mapping.Get(f.name); mapped[i] {
			wants[i].labels = append(wants[i].labels, header)
		}
	}

	return t.suggest(wants)
}

// meant returns the way out for a header that is not there; near is the one that is probably meant, "" for none.
func (t *table) meant(near string) string {
	if near != "" {
		return "did you mean " + quote(near) + "?"
	}

	return "the headers are " + t.headers()
}

// meantFor is the same for a field.
func (t *table) meantFor(f field, near string) string {
	if near != "" {
		return "did you mean " + quote(near) + "? Then add to data: mapping: {" + f.name + `: "` + near + `"}`
	}

	return "add mapping: {" + f.name + ": …} to data, with the header of the column; they are " + t.headers()
}

// headers lists the headers, a dozen at most.
func (t *table) headers() string {
	var list []string
	for _, h := range t.Header {
		if h != "" && len(list) < 12 {
			list = append(list, quote(h))
		}
	}

	if len(list) == 0 {
		return "all empty"
	}

	return strings.Join(list, ", ")
}
