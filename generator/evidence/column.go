package evidence

import (
	"slices"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// columns finds the columns of fields. The faults are those that nobody can do without, and headers of the
// mapping that are not there.
func columns(t *table, fields []field, data *plan.Data, wanted func(string) bool, fs *faults) []int {
	found := make([]int, len(fields))
	for i, f := range fields {
		found[i] = t.Column(f.headers(data.Preset)...)
		if header, mapped := data.Mapping.Get(f.name); mapped && header != "" && t.mappedHere(f, fields, data) {
			found[i] = t.Column(header)
			if found[i] < 0 {
				fs.at(t.top(), source.Error, "no column is headed "+quote(header)+", which the mapping takes for "+f.name, t.meant(header))
			}

			continue
		}

		if found[i] >= 0 || !f.needed && !wanted(f.name) {
			continue
		}

		severity, message := source.Error, "no column holds "+f.name
		if !f.needed {
			severity, message = source.Warning, message+", so that a promise cannot be measured"
		}

		fs.at(t.top(), severity, message, t.meantFor(f))
	}

	return found
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

// meant returns the way out for a header that is not there.
func (t *table) meant(header string) string {
	if near := t.nearest(header); near != "" {
		return "did you mean " + quote(near) + "?"
	}

	return "the headers are " + t.headers()
}

// meantFor is the same for a field.
func (t *table) meantFor(f field) string {
	if near := t.nearest(append([]string{f.name}, append(f.hubspot, f.salesforce...)...)...); near != "" {
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
