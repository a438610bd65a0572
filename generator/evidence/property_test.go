package evidence_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

const full = `{marketing_commitment: {mql_volume: {count: 40}, quality: {mql_to_sql_pct: 20, min_sample: 5}},
  sales_commitment: {first_outreach: {limit: 2 business hours, compliance_target_pct: 95, counts_as: [call, email], tiers: {demo: {limit: 30 business minutes}}},
    attempt_logging: {required_pct: 100, system: HubSpot}, disposition: {limit: 2 business days, scope: all, reasons: [No budget, Wrong title]},
    follow_up_cadence: [{attempt: 1, after: 0 hours}, {attempt: 2, after: 1 business day}]}}`

const header = "lead_id,created_at,mql_at,assigned_at,source,tier,first_outreach_at,first_outreach_channel,first_outreach_automated,disposition,disposition_reason,disposition_at,sql_at\n"

// randomRows returns leads of a few weeks around a change of clocks and a revision, some of them strange.
func randomRows(random *rand.Rand, n int) []string {
	start := time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	after := func(t time.Time, minutes int) time.Time {
		return t.Add(time.Duration(random.IntN(minutes)) * time.Minute)
	}
	stamp := func(t time.Time, blank int) string {
		if random.IntN(100) < blank {
			return ""
		}

		return t.Format(time.RFC3339)
	}

	var rows []string
	for i := range n {
		created := after(start, 40*24*60)
		mql := after(created, 300)
		outreach, decided := after(mql.Add(-30*time.Minute), 2000), after(mql, 6*24*60)
		rows = append(rows, strings.Join([]string{
			fmt.Sprint(i - random.IntN(3)), stamp(created, 5), stamp(mql, 3), stamp(after(mql, 30), 40), pick("Ads", "Search", "Event", ""), pick("", "", "demo"),
			stamp(outreach, 20), pick("CALL", "Email", "linkedin", ""), pick("", "", "true"), pick("accepted", "rejected", "rejected", "recycled", ""),
			pick("No budget", "wrong title", "A sentence", ""), stamp(decided, 10), stamp(after(decided, 4000), 70),
		}, ",")+"\n")
	}

	return rows
}

func export(rows []string) fs.FS {
	files := agreed(full, strings.Replace(full, "2 business hours", "1 business hour", 1), `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
	files["acme/leads.csv"] = header + strings.Join(rows, "")

	return folder(files)
}

const after = "2026-12-02 12:00 -0500"

// TestOrderOfRowsChangesNothing also has the same lead twice, and rows that repeat others.
func TestOrderOfRowsChangesNothing(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	rows := randomRows(random, 400)
	rows = append(rows, rows[:20]...)
	want, _ := measure(t, export(rows), after)
	for range 5 {
		random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		got, _ := measure(t, export(rows), after)
		if !reflect.DeepEqual(want.SLAs, got.SLAs) {
			a, _ := want.JSON()
			b, _ := got.JSON()
			t.Fatalf("another order of rows gives\n%s\nnot\n%s", b, a)
		}
	}

	if s := want.SLAs[0]; s.Rows.Duplicate < 15 || s.FirstOutreach.Met == 0 || s.FirstOutreach.Breach == 0 || s.Disposition.Met == 0 || len(s.FirstOutreach.ByRevision) != 2 {
		t.Errorf("the rows are too tame: %+v", s.Rows)
	}
}

// TestPartsAddUp splits an export in two by lead: what is counted row by row is the sum of both.
func TestPartsAddUp(t *testing.T) {
	rows := randomRows(rand.New(rand.NewPCG(5, 6)), 300)
	var parts [2][]string
	for _, row := range rows {
		id, _, _ := strings.Cut(row, ",")
		parts[len(id)%2] = append(parts[len(id)%2], row)
	}

	whole, _ := measure(t, export(rows), after)
	one, _ := measure(t, export(parts[0]), after)
	other, _ := measure(t, export(parts[1]), after)
	counts := func(r *evidence.Report) []int {
		s := r.SLAs[0]
		all := []int{
			s.Rows.Read, s.Rows.Used, s.Rows.Duplicate, s.Rows.MissingMQLAt, s.Rows.Anomaly, s.Rows.Future, s.Rows.Unparseable, s.Rows.Ambiguous, s.Rows.NoSLA, s.Rows.NotStarted,
			s.FirstOutreach.Met, s.FirstOutreach.Breach, s.FirstOutreach.BreachOpen, s.FirstOutreach.Pending, s.FirstOutreach.Anomaly,
			s.Disposition.Met, s.Disposition.Breach, s.Disposition.Pending, s.Disposition.Overdue, s.Disposition.Rejected,
			s.Conversion.Numerator, s.Conversion.Denominator, s.Logging.Numerator, s.Logging.Denominator,
		}
		for _, bin := range s.FirstOutreach.Times {
			all = append(all, bin.Count)
		}

		return all
	}

	want, a, b := counts(whole), counts(one), counts(other)
	for i := range want {
		if a[i]+b[i] != want[i] {
			t.Errorf("count %d: %d and %d are not %d", i, a[i], b[i], want[i])
		}
	}

	s := whole.SLAs[0]
	if r := s.Rows; r.Used+r.Duplicate+r.MissingMQLAt+r.Future+r.Unparseable+r.NoSLA != r.Read {
		t.Errorf("a row is counted twice or never: %+v", r)
	}

	sum := 0
	for _, g := range s.FirstOutreach.ByMonth {
		sum += g.Met + g.Breach + g.Pending
	}

	if sum != s.FirstOutreach.Judged()+s.FirstOutreach.Pending {
		t.Errorf("the months have %d cases, all of them %d", sum, s.FirstOutreach.Judged()+s.FirstOutreach.Pending)
	}
}

// TestTimeNeverTurnsMetIntoBreach follows single leads from day to day.
func TestTimeNeverTurnsMetIntoBreach(t *testing.T) {
	for _, row := range randomRows(rand.New(rand.NewPCG(7, 8)), 60) {
		met, breach := false, false
		for day := range 20 {
			asOf := time.Date(2026, 10, 21, 12, 0, 0, 0, time.UTC).AddDate(0, 0, 3*day).Format("2006-01-02 15:04 -0700")
			report, _ := measure(t, export([]string{row}), asOf)
			s := report.SLAs[0]
			if met && s.FirstOutreach.Met == 0 || breach && s.FirstOutreach.Breach == 0 {
				t.Fatalf("%s is judged again on %s", row, asOf)
			}

			met, breach = s.FirstOutreach.Met > 0, s.FirstOutreach.Breach > 0
		}
	}
}

// TestAlwaysOpen reads limits in business time on a calendar that never closes, and in plain time.
func TestAlwaysOpen(t *testing.T) {
	rows := randomRows(rand.New(rand.NewPCG(9, 10)), 300)
	judged := func(limit string) *evidence.SLA {
		terms := `{sales_commitment: {first_outreach: {limit: ` + limit + `}}}`
		files := agreed(terms, terms, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
		for name, text := range files {
			text = strings.ReplaceAll(text, `[{days: mon-fri, open: "09:00", close: "18:00"}]`, `[{days: mon-sun, open: "00:00", close: "24:00"}]`)
			files[name] = strings.ReplaceAll(text, "    holidays: {2026-11-26: Thanksgiving}\n", "")
		}

		files["acme/leads.csv"] = header + strings.Join(rows, "")
		report, _ := measure(t, folder(files), after)
		o := report.SLAs[0].FirstOutreach
		for _, groups := range [][]evidence.Group{o.ByMonth, o.ByRevision, o.ByTier, o.BySource} {
			for _, g := range groups {
				for i := range g.Parts {
					g.Parts[i].Limit = worktime.Duration{} // which is written in one way or the other
				}
			}
		}

		return report.SLAs[0]
	}

	if business, plain := judged("5 business hours"), judged("5 hours"); !reflect.DeepEqual(business, plain) {
		t.Errorf("business time gives %+v, plain time %+v", business.FirstOutreach.Tally, plain.FirstOutreach.Tally)
	}
}

// TestMinuteByMinute lets a clock walk through the minutes of thousands of cases around both changes of clocks,
// and compares where it ends.
func TestMinuteByMinute(t *testing.T) {
	const cases = 4000
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}

	for name, start := range map[string]time.Time{
		"spring": time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), "autumn": time.Date(2026, 10, 29, 0, 0, 0, 0, time.UTC),
	} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(11, uint64(start.Unix())))
			limit := 30 + random.IntN(900)
			now := start.AddDate(0, 0, 7)
			var csv strings.Builder
			csv.WriteString("lead_id,mql_at,first_outreach_at\n")
			met, breach, pending := 0, 0, 0
			for i := range cases {
				from := start.Add(time.Duration(random.IntN(7*24*60)) * time.Minute)
				due := walk(from, limit, zone)
				outreach := due.Add(time.Duration(random.IntN(5)-2) * time.Minute)
				happened := random.IntN(10) > 0 && !outreach.After(now)
				text := ""
				if happened && !outreach.Before(from) {
					text = outreach.Format(time.RFC3339)
				}

				fmt.Fprintf(&csv, "%d,%s,%s\n", i, from.Format(time.RFC3339), text)
				switch {
				case text != "" && !outreach.After(due):
					met++
				case text != "" || now.After(due):
					breach++
				default:
					pending++
				}
			}

			terms := fmt.Sprintf(`{sales_commitment: {first_outreach: {limit: %d business minutes}}}`, limit)
			files := agreed(terms, terms, `{leads: leads.csv, exported_at: "2026-12-31 12:00"}`)
			for name, text := range files {
				files[name] = strings.ReplaceAll(text, `[{days: mon-fri, open: "09:00", close: "18:00"}]`, `[{days: mon-fri, open: "09:00", close: "12:00"}, {days: mon-sun, open: "00:30", close: "03:30"}]`)
			}

			files["acme/leads.csv"] = csv.String()
			report, _ := measure(t, folder(files), now.Format("2006-01-02 15:04 -0700"))
			o := report.SLAs[0].FirstOutreach
			if o.Met != met || o.Breach != breach || o.Pending != pending {
				t.Errorf("limit %d: the fast clock has %d met, %d breaches, %d pending; the slow one %d, %d, %d", limit, o.Met, o.Breach, o.Pending, met, breach, pending)
			}

			if met == 0 || breach == 0 || pending == 0 {
				t.Errorf("the cases are too tame: %d, %d, %d", met, breach, pending)
			}
		})
	}
}

// walk goes minute by minute until enough of them were in working hours: Monday to Friday 9 to 12, and every
// night from 0:30 to 3:30, when clocks change.
func walk(from time.Time, limit int, zone *time.Location) time.Time {
	at := from
	for limit > 0 {
		local := at.In(zone)
		clock := local.Hour()*60 + local.Minute()
		weekday := local.Weekday() != time.Saturday && local.Weekday() != time.Sunday
		if clock >= 30 && clock < 210 || weekday && clock >= 540 && clock < 720 {
			limit--
		}

		at = at.Add(time.Minute)
	}

	return at
}

// TestMemo measures twice: from memory the answer is the same, and whatever an answer follows from makes it
// another.
func TestMemo(t *testing.T) {
	rows := randomRows(rand.New(rand.NewPCG(13, 14)), 100)
	memo := &evidence.Memo{}
	content := export(rows).(fstest.MapFS)
	first, before := measureAll(t, content, after, memo)
	second, again := measureAll(t, content, after, memo)
	if first.Reports[0].SLAs[0] != second.Reports[0].SLAs[0] {
		t.Error("it is measured twice")
	}

	if len(before) == 0 || len(before) != len(again) {
		t.Errorf("there were %d problems, and now %d", len(before), len(again))
	}

	changes := map[string]func(map[string]string){
		"row": func(f map[string]string) { f["acme/leads.csv"] += rows[0] },
		"calendar": func(f map[string]string) {
			f["index.md"] = strings.Replace(f["index.md"], "2026-11-26", "2026-11-27", 1)
		},
		"terms": func(f map[string]string) {
			f["acme/plan.md"] = strings.Replace(f["acme/plan.md"], "1 business hour", "3 business hours", 1)
		},
		"mapping": func(f map[string]string) {
			f["acme/plan.md"] = strings.Replace(f["acme/plan.md"], "leads: leads.csv", "leads: leads.csv, mapping: {mql_at: created_at}", 1)
		},
		"people": func(f map[string]string) {
			f["index.md"] = strings.Replace(f["index.md"], "timezone", "publish: {people_metrics: true}\ntimezone", 1)
		},
	}
	for name, change := range changes {
		files := map[string]string{}
		for path, file := range content {
			files[path] = string(file.Data)
		}

		change(files)
		cached, _ := measureAll(t, folder(files), after, memo)
		fresh, _ := measureAll(t, folder(files), after, nil)
		if cached.Reports[0].SLAs[0] == first.Reports[0].SLAs[0] || !reflect.DeepEqual(cached.Reports[0].SLAs, fresh.Reports[0].SLAs) {
			t.Errorf("%s: the answer is that of before", name)
		}
	}
}
