package history

import (
	"testing"
)

// signedTwice is a repository in which revision 1 was signed, revision 2 was signed, and revision 3 waits.
func signedTwice(t testing.TB) (r *testRepo, d1, d2 string) {
	t.Helper()
	r = newRepo(t)
	r.save("Dana", "write it down", map[string]string{"index.md": siteText, "acme/plan.md": planFile(slaYAML(0, "8 business hours"))})
	r.save("Dana", "propose revision 1", map[string]string{"acme/plan.md": planFile(slaYAML(1, "4 business hours", entry{number: 1, from: "2026-02-01"}))})
	d1 = r.digest()
	first := entry{1, "2026-02-01", d1, d1}
	r.save("Sam", "sign revision 1", map[string]string{"acme/plan.md": planFile(slaYAML(1, "4 business hours", first))})
	r.save("Dana", "a holiday", map[string]string{"acme/metrics.md": "nothing of ours\n"})
	r.save("Dana", "propose revision 2", map[string]string{"acme/plan.md": planFile(slaYAML(2, "3 business hours", entry{number: 2, from: "2026-05-01"}, first))})
	r.save("Sam", "two hours are enough", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", entry{number: 2, from: "2026-05-01"}, first))})
	d2 = r.digest()
	second := entry{2, "2026-05-01", d2, d2}
	r.save("Dana", "sign revision 2", map[string]string{"acme/plan.md": planFile(slaYAML(2, "2 business hours", second, first))})
	r.save("Sam", "propose revision 3", map[string]string{"acme/plan.md": planFile(slaYAML(3, "1 business hour", entry{number: 3, from: "2026-09-01"}, second, first))})

	return r, d1, d2
}

const signedTwiceLog = `
r3 proposed from  until , git "propose revision 3" by Sam on 2026-01-09
  limit 1 business hour
  Sales: first outreach 2 → 1 business hour (tightened, −50 %)
  - propose revision 3: first outreach 2 → 1 business hour.
r2 in_force from 2026-05-01 until , git "two hours are enough" by Sam on 2026-01-07
  limit 2 business hours
  Sales: first outreach 4 → 2 business hours (tightened, −50 %)
  - two hours are enough: first outreach 3 → 2 business hours.
  - propose revision 2: first outreach 4 → 3 business hours.
r1 superseded from 2026-02-01 until 2026-05-01, git "propose revision 1" by Dana on 2026-01-03
  limit 4 business hours
  - propose revision 1: first outreach 8 → 4 business hours.
  - write it down:
`

func TestRevisionsFromGit(t *testing.T) {
	r, _, _ := signedTwice(t)
	h, problems := r.read("2026-06-01")
	expect(t, describe(h.SLA("acme", "marketing-sales")), signedTwiceLog)
	if len(problems) > 0 || len(h.Gaps) > 0 || len(h.Unreadable) > 0 || h.Commits != 8 {
		t.Errorf("problems %v, gaps %v, unreadable %v, %d commits", problems, h.Gaps, h.Unreadable, h.Commits)
	}
}

func TestStates(t *testing.T) {
	r, _, _ := signedTwice(t)
	for _, test := range []struct{ asOf, want string }{
		{"2026-01-31", "3 proposed, 2 scheduled, 1 scheduled"},
		{"2026-02-01", "3 proposed, 2 scheduled, 1 in_force"},
		{"2026-04-30", "3 proposed, 2 scheduled, 1 in_force"},
		{"2026-05-01", "3 proposed, 2 in_force, 1 superseded"},
	} {
		h, _ := r.read(test.asOf)
		got := ""
		for _, rev := range h.Logs[0].Revisions {
			got += ", " + itoa(rev.Number) + " " + string(rev.State)
		}

		if got[2:] != test.want {
			t.Errorf("%s: %s, want %s", test.asOf, got[2:], test.want)
		}
	}
}
