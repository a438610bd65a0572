package evidence

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// withhold covers the free texts of leads that name somebody: no page, message or number may be about a person.
// All exports that tell of people have been read by then.
func (in *input) withhold() error {
	if in.leads == nil {
		return nil
	}

	for _, e := range in.exports {
		if e.use == "leads" || e.use == "attempts" || len(in.eventNames(e.use, map[string]bool{})) == 0 {
			continue
		}

		if _, err := in.events(e); err != nil {
			return err
		}
	}

	if err := in.lookBack(); err != nil {
		return err
	}

	for _, name := range in.watch.people {
		in.veil.person(name)
	}

	in.cover(&in.leads.sources, sourceName, nil)
	in.cover(&in.leads.reason, dispositionReason, in.listedReasons())

	return nil
}

// lookBack reads the rows of leads that came before a text was looked for.
func (in *input) lookBack() error {
	e := in.exports[slices.IndexFunc(in.exports, func(e *export) bool { return e.use == "leads" })]
	t, err := openTable(in.options.Content, e)
	if err != nil {
		return in.leadFaults.shape(err)
	}
	defer t.close()

	watched := in.watch.columns(t, in.leads.at[ownerName], in.leads.at[leadID])
	for n := 1; n < in.veil.behind && len(watched) > 0; n++ {
		if err := t.next(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return in.leadFaults.shape(err)
		}

		in.watch.look(t, watched, &in.veil)
	}

	return nil
}

// listedReasons returns the reasons that any revision lists: whoever wrote them into the plan shows them.
func (in *input) listedReasons() map[string]bool {
	listed := map[string]bool{}
	for _, a := range in.agreed {
		for i := range a.spans {
			if terms := a.spans[i].disposition(); terms != nil {
				for _, reason := range terms.Reasons {
					listed[squeeze(reason)] = true
				}
			}
		}
	}

	return listed
}

// cover replaces the texts of a column that name somebody, and says how many there are.
func (in *input) cover(all *names, field int, listed map[string]bool) {
	hidden := 0
	for i, text := range all.list {
		if i > 0 && all.count[i] >= fewRows && !listed[squeeze(text)] && in.veil.hides(text) {
			all.list[i] = Withheld
			hidden++
		}
	}

	if hidden == 0 {
		return
	}

	header := in.leads.headers[in.leads.at[field]]
	message := fmt.Sprintf("%d values of the column %s name a person, company or lead that the site or other columns name, and are withheld", hidden, quote(header))
	if hidden == 1 {
		message = "a value of the column " + quote(header) + " names a person, company or lead that the site or other columns name, and is withheld"
	}

	in.leadFaults.at(in.leadFaults.export.sheet.mark(1, 1, ""), source.Warning, message, "let people choose from a list in the CRM; a reason that the agreement lists is always shown")
}
