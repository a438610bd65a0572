package plan

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/lockstep-docs/lockstep/generator/source"
)

// loadSeries loads a plan with one metric whose history is a file of that text.
func loadSeries(t testing.TB, text string) (*Plan, source.Problems) {
	t.Helper()
	set, problems, err := Load(fstest.MapFS{
		"acme/plan.md":       {Data: []byte("---\nkind: plan\ntitle: Acme\nmetrics:\n  rate:\n    name: Rate\n    unit: percent\n    series: data/rate.csv\n---\n")},
		"acme/data/rate.csv": {Data: []byte(text)},
	}, "")
	if err != nil {
		t.Fatal(err)
	}

	return set.Plans[0], problems
}

// shown returns the points that count, then those that do not, then what is said of the file.
func shown(p *Plan, problems source.Problems) string {
	var out strings.Builder
	points, left := p.Metrics[0].Value.Series.InOrder(time.January)
	for _, point := range points {
		fmt.Fprintf(&out, "%s=%s", point.In, point.Value)
		if point.Target.IsSet() {
			fmt.Fprintf(&out, "/%s", point.Target)
		}

		if point.Basis != "" {
			fmt.Fprintf(&out, " %s", point.Basis)
		}

		out.WriteByte('\n')
	}

	for _, l := range left {
		start, _ := l.Place().Range()
		fmt.Fprintf(&out, "left: %s at %d:%d, %s\n", l.Period, start.Line, start.Column, l.Why)
	}

	for _, problem := range problems {
		if problem.Rule != "data-quality" {
			continue
		}

		start, _ := problem.At.Range()
		fmt.Fprintf(&out, "%d:%d %q %s: %s (%s)\n", start.Line, start.Column, problem.At.Text(), problem.Severity, problem.Message, problem.Hint)
	}

	return out.String()
}

func TestSeries(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"months", "period,value,target\n2026-01,12,20\n2026-02,11.5,\n2026-03,,20\n", "2026-01=12/20\n2026-02=11.5\n2026-03=/20\n"},
		{"weeks, newest first", "period,value\n2026-W03,3\n2026-W02,2\n2026-W01,1\n", "2026-W01=1\n2026-W02=2\n2026-W03=3\n"},
		{"days", "period,value\n2026-11-16,5\n2026-11-17,-6\n", "2026-11-16=5\n2026-11-17=-6\n"},
		{"quarters", "period,value\n2026-Q1,31\n2026-Q2,33\n", "2026-Q1=31\n2026-Q2=33\n"},
		{"estimates", "period,value,basis\n2026-01,12,measured\n2026-02,13,Estimate\n2026-03,14,guess\n",
			"2026-01=12 measured\n2026-02=13 estimate\n2026-03=14\n4:12 \"guess\" warning: \"guess\" is no basis, and it is taken for measured (write measured or estimate, or leave it empty)\n"},
		{"as Excel saves it", "\ufeffPeriod;Value\r\n2026-01;11,5\r\n2026-02;12\r\n", "2026-01=11.5\n2026-02=12\n"},
		{"thousands, or thousandths", "period;value\n2026-01;1.200\n2026-02;1,5\n",
			"2026-02=1.5\n2:9 \"1.200\" warning: the row is left out: it has no number: \"1.200\" (it can be read two ways: write 1200, or 1.2000 if the point is one)\n"},
		{"quotes", "\"period\",\"value\"\n\"2026-01\",\"12\"\n", "2026-01=12\n"},
		{"numbers with ornaments", "period,value\n2026-01,12%\n2026-02,\"$1,358\"\n2026-03,14\n",
			"2026-03=14\n2:9 \"12%\" warning: the row is left out: it has no number: \"12%\" (write the number alone: 12)\n3:10 \"$1,358\" warning: the row is left out: it has no number: \"$1,358\" (write the number alone: 1358)\n"},
		{"one reason", "period,value,target\n2026-01,n/a,x\n2026-02,n/a,\n2026-03,-,x\n2026-04,n/a,\n2026-05,1,x\n2026-06,2,x\n",
			"2026-05=1\n2026-06=2\n" +
				"2:9 \"n/a\" warning: 3 rows, on lines 2, 3 and 5, are left out: they have no number: \"n/a\" (leave the cell empty where nothing is known)\n" +
				"4:9 \"-\" warning: the row is left out: it has no number: \"-\" (leave the cell empty where nothing is known)\n" +
				"6:11 \"x\" warning: 2 rows, on lines 6 and 7, have \"x\" for a target, which is no number and is left out (leave the cell empty where nothing is known)\n"},
		{"many reasons", "period,value\n2026-01,1%\n2026-02,2%\n2026-03,3%\n2026-04,4%\n2026-05,5%\n2026-06,6%\n2026-07,7\n2026-08,8%\n2026-09,9%\n2026-10,?\n",
			"2026-07=7\n" +
				"2:9 \"1%\" warning: the row is left out: it has no number: \"1%\" (write the number alone: 1)\n" +
				"3:9 \"2%\" warning: the row is left out: it has no number: \"2%\" (write the number alone: 2)\n" +
				"4:9 \"3%\" warning: the row is left out: it has no number: \"3%\" (write the number alone: 3)\n" +
				"5:9 \"4%\" warning: the row is left out: it has no number: \"4%\" (write the number alone: 4)\n" +
				"6:9 \"5%\" warning: the row is left out: it has no number: \"5%\" (write the number alone: 5)\n" +
				"7:9 \"6%\" warning: 4 more rows, on lines 7 and 9–11, are left out: they have no number (mend them as those before)\n"},
		{"words", "period,value,target\n2026-01,n/a,20\n2026-02,12,soon\n",
			"2026-02=12\n2:9 \"n/a\" warning: the row is left out: it has no number: \"n/a\" (leave the cell empty where nothing is known)\n3:12 \"soon\" warning: \"soon\" is no number, and the target is left out (leave the cell empty where nothing is known)\n"},
		{"periods", "period,value\n2026/3,1\nMarch 2026,2\n2026-13,3\n2026-W54,4\n,5\n2026-04,6\n",
			"2026-04=6\n" +
				"2:1 \"2026/3\" warning: the row is left out: it has no period: \"2026/3\" (did you mean \"2026-03\"?)\n" +
				"3:1 \"March 2026\" warning: the row is left out: it has no period: \"March 2026\" (did you mean \"2026-03\"?)\n" +
				"4:1 \"2026-13\" warning: the row is left out: it has no period: \"2026-13\" (a period is a day, week, month or quarter, like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1)\n" +
				"5:1 \"2026-W54\" warning: the row is left out: it has no period: \"2026-W54\" (a period is a day, week, month or quarter, like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1)\n" +
				"6:1 \"\" warning: the row is left out: it has no period: \"\" (a period is a day, week, month or quarter, like 2026-11-16, 2026-W07, 2026-11 or 2027-Q1)\n"},
		{"a comma for a point", "period,value\n2026-01,11,5\n", "2:1 \"2026-01\" warning: the row is left out: it has more cells than there are columns (write 11.5 with a point, or separate the cells with semicolons)\n"},
		{"twice, and mixed", "period,value\n2026-01,1\n2026-Q1,9\n2026-02,2\n2026-01,3\n", "2026-01=1\n2026-02=2\nleft: 2026-Q1 at 3:1, kind\nleft: 2026-01 at 5:1, again\n"},
		{"no header", "2026-01,12\n", "1:1 \"2026-01,12\" error: there is no column \"period\" (put a line on top: period,value)\n"},
		{"another header", "period,valeu\n2026-01,12\n", "1:1 \"period,valeu\" error: there is no column \"value\" (is it \"valeu\"? call it value)\n"},
		{"more columns", "period,value,traget,note\n2026-01,12,20,hm\n",
			"2026-01=12\n1:14 \"traget\" info: the column \"traget\" is not read (did you mean \"target\"?)\n1:21 \"note\" info: the column \"note\" is not read (the columns are period, value, target and basis)\n"},
		{"empty", "", "1:1 \"\" error: the file is empty (export it again, with a row of headers)\n"},
		{"only a header", "period,value\n", "1:1 \"period,value\" info: there is no row below the names of the columns (add a row for each period: 2026-01,12)\n"},
		{"a quotation mark", "period,value\n2026-01,\"12\n", "2:9 \"\" error: the cell that begins with a quotation mark does not end with one: row 1, in the column \"value\" (double the quotation marks inside the cell: \"five \"\"stars\"\"\")\n"},
		{"UTF-16", "\xff\xfep\x00e\x00", "1:1 \"\" error: this file is saved as UTF-16 (save it as CSV in UTF-8)\n"},
		{"too much", "period,value\n" + strings.Repeat(" ", maxSeries), "1:1 \"\" error: this file is larger than 1 MB (keep one row for each period)\n"},
		{"endless numbers", "period,value\n2026-01,1e999999999\n2026-02,1e99\n", "2026-02=1e99\n2:9 \"1e999999999\" warning: the row is left out: it has no number: \"1e999999999\" (leave the cell empty where nothing is known)\n"},
	} {
		if got := shown(loadSeries(t, test.text)); got != test.want {
			t.Errorf("%s:\n%swant\n%s", test.name, got, test.want)
		}
	}
}

// TestSeriesTwice has one file for two metrics: both have its points, and what is wrong with it is said once.
func TestSeriesTwice(t *testing.T) {
	set, problems, err := Load(fstest.MapFS{
		"acme/plan.md":  {Data: []byte("---\nkind: plan\ntitle: Acme\nmetrics:\n  rate: {name: Rate, series: rate.csv}\n  same: {name: Same, series: rate.csv}\n---\n")},
		"acme/rate.csv": {Data: []byte("period,value\n2026-01,n/a\n2026-02,3\n")},
	}, "")
	if err != nil {
		t.Fatal(err)
	}

	said := 0
	for _, problem := range problems {
		if problem.Rule == "data-quality" {
			said++
		}
	}

	if said != 1 {
		t.Errorf("what is wrong with one file is said %d times", said)
	}

	for _, m := range set.Plans[0].Metrics.Values() {
		if len(m.Series.Points) != 1 {
			t.Errorf("%s has %d points", m.Name, len(m.Series.Points))
		}
	}
}

// TestSeriesOutside keeps a plan from reading what is not in the content folder.
func TestSeriesOutside(t *testing.T) {
	for _, name := range []string{"../../etc/passwd", "/etc/passwd", "..", "data", "missing.csv"} {
		_, problems, err := Load(fstest.MapFS{
			"acme/plan.md":       {Data: []byte("---\nkind: plan\ntitle: Acme\nnorth_star: {name: Revenue, series: " + name + "}\n---\n")},
			"acme/data/rate.csv": {Data: []byte("period,value\n")},
		}, "")
		if err != nil || problems.Count(source.Error) > 0 {
			t.Errorf("%s: %v %v", name, err, problems)
		}
	}
}

func TestMissing(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01,1\n2026-02,1\n":       "[]",
		"2026-01,1\n2026-04,1\n":       "[2026-02 2026-03]",
		"2025-W51,1\n2026-W02,1\n":     "[2025-W52 2026-W01]",
		"2026-Q3,1\n2027-Q2,1\n":       "[2026-Q4 2027-Q1]",
		"2026-11-13,1\n2026-11-16,1\n": "[]",
		"2026-11-03,1\n2026-11-06,1\n": "[2026-11-04 2026-11-05]",
		"2026-11-13,1\n2026-11-20,1\n": "[2026-11-16 2026-11-17 2026-11-18]",
		"0001-01-01,1\n9999-12-31,1\n": "[0001-01-02 0001-01-03 0001-01-04]",
	} {
		p, _ := loadSeries(t, "period,value\n"+text)
		points, _ := p.Metrics[0].Value.Series.InOrder(time.January)
		if got := fmt.Sprint(Missing(points[0], points[1], time.January, p.Worked(), 3)); got != want {
			t.Errorf("between %q: %s, want %s", text, got, want)
		}
	}
}

// FuzzSeries looks for files that make a series panic, or that are read otherwise when they are read again.
func FuzzSeries(f *testing.F) {
	for _, seed := range []string{"period,value\n2026-01,12\n", "\ufeffperiod;value;target\r\n2026-W01;1,5;2\r\n", "period,value\n2026-01,\"x\ny\"\n", "period\tvalue\n0001-01\t-.5e3"} {
		f.Add(seed)
	}

	f.Fuzz(func(t *testing.T, text string) {
		p, problems := loadSeries(t, text)
		for _, point := range p.Metrics[0].Value.Series.Points {
			place := point.Place("value")
			if point.Value.IsSet() && strings.Trim(place.Text(), "+") != string(point.Value) && !strings.Contains(place.Text(), ",") {
				t.Errorf("%q stands at %q of %q", point.Value, place.Text(), text)
			}

			point.Value.Rat()
		}

		for _, problem := range problems {
			problem.At.Range()
		}
	})
}
