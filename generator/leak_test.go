package generator

import (
	"bytes"
	"encoding/csv"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// sensitive are the columns of the demo's leads that tell of a person.
var sensitive = []string{"First Name", "Last Name", "Email", "Phone Number", "Company name"}

// TestNoLeadReachesThePages builds the demo, the demo with an export in which something is wrong in every row, and
// the demo with an export whose free texts are full of names, and looks for everything that tells of a lead in
// every file of the sites and in what is said of them.
func TestNoLeadReachesThePages(t *testing.T) {
	onlyOnce(t)
	content := fstest.MapFS{}
	root := os.DirFS("../content")
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		text, err := fs.ReadFile(root, name)
		content[name] = &fstest.MapFile{Data: text}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	const export = "larkmere/data/leads.csv"
	plain := content[export].Data
	values := secrets(t, plain)
	searchSite(t, content, values)

	spoiled := bytes.ReplaceAll(plain, []byte(",OPEN"), []byte(",Ghosted"))
	spoiled = bytes.ReplaceAll(spoiled, []byte(",2026-08"), []byte(",soon"))
	lines := bytes.SplitAfterN(spoiled, []byte("\n"), 20)
	content[export] = &fstest.MapFile{Data: append(spoiled, bytes.Join(lines[1:19], nil)...)}
	if problems := searchSite(t, content, values); len(problems) < 5 {
		t.Errorf("only %d problems in an export full of them", len(problems))
	}

	content[export] = &fstest.MapFile{Data: gossip(t, plain)}
	for _, name := range []string{"sla.md", "revisions/marketing-sales-r1.md", "revisions/marketing-sales-r2.md"} { // no list of reasons, so that any is shown
		file := content["larkmere/"+name]
		content["larkmere/"+name] = &fstest.MapFile{Data: regexp.MustCompile(`(?m)^ *reasons: .*\n|reasons: \[[^]]*\],? ?`).ReplaceAll(file.Data, nil)}
	}

	said := ""
	for _, p := range searchSite(t, content, values) {
		said += p.Message + "\n"
	}

	for _, column := range []string{"Original Source", "Disqualification reason"} {
		if !strings.Contains(said, "values of the column \""+column+"\" name a person, company or lead that the site or other columns name, and are withheld") {
			t.Errorf("nobody says that values of %s are withheld", column)
		}
	}
}

// gossip writes names, addresses and companies of leads into the sources and reasons of others, each three times.
func gossip(t *testing.T, export []byte) []byte {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(export)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}

	at := map[string]int{}
	for i, header := range rows[0] {
		at[header] = i
	}

	leads := rows[1:]
	of := func(i int) func(string) string {
		return func(header string) string { return leads[i%len(leads)][at[header]] }
	}
	forms := []func(of func(string) string) string{
		func(of func(string) string) string { return of("First Name") + " " + of("Last Name") },
		func(of func(string) string) string { return of("Last Name") + ", " + of("First Name") },
		func(of func(string) string) string { return "friend of " + strings.ToUpper(of("First Name")) },
		func(of func(string) string) string { return of("Last Name") + "'s talk" },
		func(of func(string) string) string { return strings.ToLower(of("First Name") + of("Last Name")) },
		func(of func(string) string) string { return "ask " + of("Email") },
		func(of func(string) string) string { return strings.TrimSuffix(of("Email"), "@made-up.example") },
		func(of func(string) string) string { return "call " + of("Phone Number") },
		func(of func(string) string) string { return "like " + of("Company name") },
		func(of func(string) string) string { return "“" + of("First Name") + "”" },
	}
	for i, row := range leads {
		row[at["Original Source"]] = forms[i/3%len(forms)](of(i*7 + 100 - i%3*7))
		if row[at["Disqualification reason"]] != "" {
			row[at["Disqualification reason"]] = forms[i%len(forms)](of(i % len(forms)))
		}
	}

	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}

	return out.Bytes()
}

// secrets returns what stands in the columns that tell of a person.
func secrets(t *testing.T, export []byte) []string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(export)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}

	var values []string
	for i, header := range rows[0] {
		for _, name := range sensitive {
			for _, row := range rows[1:] {
				if header == name && len(row[i]) > 4 { // a shorter one may be part of a word
					values = append(values, row[i])
				}
			}
		}
	}

	if len(values) < 1000 {
		t.Fatalf("only %d values to look for", len(values))
	}

	return values
}

// searchSite renders a site, looks for values in any spelling and as parts of words, and returns the problems.
func searchSite(t *testing.T, content fs.FS, values []string) source.Problems {
	t.Helper()
	o := demo()
	o.Content = content
	result, err := Check(o)
	if err != nil {
		t.Fatal(err)
	}

	var texts strings.Builder
	for _, p := range result.Problems {
		texts.WriteString(p.Message + p.Hint + "\n")
		if p.At.File != nil && strings.HasSuffix(p.At.File.Name, "leads.csv") {
			texts.WriteString(p.At.File.Text)
		}
	}

	for _, text := range routes(t, result) {
		texts.Write(text)
	}

	all := strings.ToLower(texts.String())
	for _, value := range values {
		if at := strings.Index(all, strings.ToLower(value)); at >= 0 {
			t.Errorf("%q is in the site, or in what is said of it: %q", value, all[max(0, at-40):min(len(all), at+60)])
		}
	}

	return result.Problems
}
