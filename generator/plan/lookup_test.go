package plan_test

import (
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

const signedTwice = `---
kind: plan
title: Acme
people: {dana: {name: Dana Reed, function: marketing}, cro: {name: Chris Ro, function: executive}}
roles: {vp: {title: VP Marketing, held_by: [dana, nobody]}, empty: {title: Nobody yet}}
sla:
  revision: 3
  revisions:
    - revision: 3
      effective_from: 2026-06-01
      approvals: [{person: dana, on: 2026-05-01, digest: a}]
    - revision: 2
      effective_from: 2026-03-01
      approvals: [{person: dana, on: 2026-02-01, digest: a}, {person: cro, for: sales, on: 2026-04-10, elsewhere: b}]
    - revision: 1
      effective_from: 2026-01-01
      approvals: [{person: dana, on: 2025-12-01, digest: a}, {person: cro, for: sales, on: 2025-12-02, digest: a}]
---
`

func load(t *testing.T, text string) *plan.Plan {
	t.Helper()
	set, _, err := plan.Load(fstest.MapFS{"plan.md": {Data: []byte(text)}}, "")
	if err != nil || len(set.Plans) != 1 {
		t.Fatal(err, len(set.Plans))
	}

	return set.Plans[0]
}

// A signed revision holds from its last signature, and one that a side has not signed never does.
func TestInForce(t *testing.T) {
	p := load(t, signedTwice)
	for date, want := range map[string]int{
		"2025-12-31": 0, "2026-01-01": 1, "2026-03-15": 1, "2026-04-09": 1, "2026-04-10": 2, "2026-12-01": 2,
	} {
		on, err := worktime.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}

		got := 0
		if r := p.InForce(p.SLA, on, nil); r != nil {
			got = r.Revision
		}

		if got != want {
			t.Errorf("on %s revision %d is in force, not %d", date, got, want)
		}
	}
}

func TestHolders(t *testing.T) {
	p := load(t, signedTwice)
	for id, want := range map[string]string{"dana": "Dana Reed", "vp": "VP Marketing", "cs": "Customer Success", "all": "Everybody", "some-one": "Some one"} {
		if got := p.PartyName(id); got != want {
			t.Errorf("%s is called %q, not %q", id, got, want)
		}
	}

	for id, want := range map[string]int{"dana": 1, "vp": 1, "empty": 0, "sales": 0, "some-one": 0} {
		if got := len(p.Holders(id)); got != want {
			t.Errorf("%s stands for %d people, not %d", id, got, want)
		}
	}
}

func TestNextDue(t *testing.T) {
	last := worktime.Date{Year: 2026, Month: 1, Day: 31}
	for rhythm, want := range map[string]string{
		"daily": "2026-02-01", "weekly": "2026-02-07", "biweekly": "2026-02-14", "monthly": "2026-02-28", "quarterly": "2026-04-30", "per_event": "",
	} {
		if due, ok := plan.NextDue(last, rhythm); due.String() != want || ok != (want != "") {
			t.Errorf("%s after %s is %s, not %s", rhythm, last, due, want)
		}
	}
}
