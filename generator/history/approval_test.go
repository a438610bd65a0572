package history

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// read reads files that are under no version control.
func readFiles(t *testing.T, files map[string]string) *History {
	t.Helper()
	h, _, err := Read(load(t, files), "", noon, Options{})
	if err != nil {
		t.Fatal(err)
	}

	return h
}

// TestDigestBesideElsewhere has an approval with the digest of other terms and an address: whoever gives a digest
// signs that.
func TestDigestBesideElsewhere(t *testing.T) {
	files := agreedFiles(t)
	at := strings.LastIndex(files["acme/plan.md"], "digest: ")
	for digest, want := range map[string]State{"": InForce, "0123456789ab": Proposed} {
		end := at + len(`digest: "0123456789ab"`)
		first := digest
		if first == "" {
			first = strings.Trim(files["acme/plan.md"][at+len("digest: "):end], `"`)
		}

		now := map[string]string{"index.md": files["index.md"], "acme/plan.md": files["acme/plan.md"][:at] + fmt.Sprintf(`digest: %q, elsewhere: "https://a.example/1"`, first) + files["acme/plan.md"][end:]}
		l := readFiles(t, now).Logs[0]
		if r := l.Revision(1); r.State != want && want == Proposed || len(r.Unsigned) > 0 != (want == Proposed) {
			t.Errorf("digest %q: %s, unsigned %v", digest, r.State, r.Unsigned)
		}
	}
}

// TestDigestInCapitals reads a digest in capitals as the same.
func TestDigestInCapitals(t *testing.T) {
	files := agreedFiles(t)
	p := load(t, files).Plans[0]
	digest := Digest(p, p.SLA)
	if digest == strings.ToUpper(digest) {
		t.Fatal("the digest has no letter")
	}

	files["acme/plan.md"] = strings.ReplaceAll(files["acme/plan.md"], digest, strings.ToUpper(digest))
	if r := readFiles(t, files).Logs[0].Revision(2); r.State != InForce {
		t.Errorf("%s, unsigned %v", r.State, r.Unsigned)
	}
}

// TestFilesWithoutGit does not say of what nobody can tell that it is not committed.
func TestFilesWithoutGit(t *testing.T) {
	files := agreedFiles(t)
	h := readFiles(t, files)
	r := newRepo(t)
	r.write(files)
	fresh, _ := r.read("2026-12-01")
	r.commit("Gil", "agree")
	r.write(map[string]string{"acme/plan.md": strings.Replace(files["acme/plan.md"], "2 business hours", "3 business hours", 1), "acme/other.md": "---\nkind: sla\nid: new\n---\n"})
	changed, _ := r.read("2026-12-01")
	for name, test := range map[string]struct {
		h         *History
		committed bool
	}{"no git": {h, true}, "nothing committed": {fresh, false}, "a new file": {changed, false}} {
		log := test.h.Logs[len(test.h.Logs)-1]
		text := test.h.Text([]*Log{log}, TextOptions{Commits: true})
		if !strings.Contains(text, "in the files") && log.SLA.Revision > 0 || strings.Contains(text, "not committed") == test.committed {
			t.Errorf("%s:\n%s", name, text)
		}

		if got := log.Revisions[0].Source; got != WorkingCopy {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// TestUntil signs late: a revision ends on the day on which another one held, whatever its effective_from says.
func TestUntil(t *testing.T) {
	files := agreedFiles(t)
	files["acme/plan.md"] = strings.Replace(files["acme/plan.md"], "sam, on: 2026-05-01", "sam, on: 2026-05-20", 1)
	text, err := JSON(readFiles(t, files).Logs)
	var log struct {
		Revisions []struct {
			From  string  `json:"effective_from"`
			Until *string `json:"effective_until"`
		}
	}
	if err != nil || json.Unmarshal(text, &log) != nil || len(log.Revisions) != 2 {
		t.Fatal(err, string(text))
	}

	newest, first := log.Revisions[0], log.Revisions[1]
	if newest.From != "2026-05-01" || newest.Until != nil || first.From != "2026-02-01" || first.Until == nil || *first.Until != "2026-05-20" {
		t.Errorf("%s", text)
	}
}
