package figure

import (
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

func TestFormat(t *testing.T) {
	for _, test := range []struct{ value, unit, currency, want string }{
		{"", "count", "", "no data"},
		{"12", "percent", "", "12%"},
		{"12.0", "percent", "", "12%"},
		{"12.35", "percent", "", "12.4%"},
		{"12.34", "percent", "", "12.3%"},
		{"-0.25", "percent", "", "−0.3%"},
		{"2/3", "ratio", "", "0.7"},
		{"300", "currency", "USD", "$300"},
		{"12.5", "currency", "USD", "$12.50"},
		{"228.142857", "currency", "EUR", "€228.14"},
		{"-1234567.8", "currency", "GBP", "−£1,234,567.80"},
		{"1500.4", "currency", "JPY", "¥1,500"},
		{"99", "currency", "SEK", "99 SEK"},
		{"-20", "currency", "SEK", "−20 SEK"},
		{"1234", "count", "", "1,234"},
		{"999.95", "count", "", "1,000"},
		{"1", "days", "", "1 day"},
		{"1.5", "hours", "", "1.5 hours"},
		{"48", "minutes", "", "48 minutes"},
		{"75", "score", "", "75"},
		{"3", "widgets", "", "3 widgets"},
		{"0", "percent", "", "0%"},
		{"-0.001", "currency", "USD", "$0"},
		{"0.0421", "ratio", "", "0.042"},
		{"0.000123", "ratio", "", "0.00012"},
		{"123456789012345678", "count", "", "123,456,789,012,345,678"},
		{"1500000000000000000000", "count", "", "1.5e+21"},
	} {
		if got := Format(Decimal(test.value), test.unit, test.currency); got != test.want {
			t.Errorf("Format(%s, %s, %s) = %q, want %q", test.value, test.unit, test.currency, got, test.want)
		}
	}
}

func TestAxis(t *testing.T) {
	for _, test := range []struct {
		numbers, unit, currency string
		zero                    bool
		want                    string
	}{
		{"", "count", "", true, "0 1"},
		{"", "percent", "", true, "0% 20% 40% 60% 80% 100%"},
		{"91 95 88", "percent", "", true, "0% 20% 40% 60% 80% 100%"},
		{"91 95 88", "percent", "", false, "88% 90% 92% 94% 96%"},
		{"12 17.5 20", "percent", "", false, "0% 5% 10% 15% 20%"},
		{"99.5 99.9", "percent", "", false, "99.5% 99.6% 99.7% 99.8% 99.9%"},
		{"3 40", "count", "", true, "0 10 20 30 40"},
		{"1 2", "count", "", true, "0 1 2"},
		{"1358 1596", "currency", "USD", false, "$1,350 $1,400 $1,450 $1,500 $1,550 $1,600"},
		{"0 11958", "currency", "USD", true, "$0 $5k $10k $15k"},
		{"12000000", "count", "", true, "0 5m 10m 15m"},
		{"-5 5", "count", "", true, "−6 −4 −2 0 2 4 6"},
		{"-20 -10", "count", "", true, "−20 −15 −10 −5 0"},
		{"7 7", "count", "", false, "5 6 7 8 9"},
		{"0 0", "ratio", "", false, "0 0.2 0.4 0.6 0.8 1"},
		{"0 45", "minutes", "", true, "0 min 10 min 20 min 30 min 40 min 50 min"},
		{"0 130", "minutes", "", true, "0 min 30 min 60 min 90 min 120 min 150 min"},
		{"0 200", "minutes", "", true, "0 h 1 h 2 h 3 h 4 h"},
		{"0 960", "minutes", "", true, "0 h 4 h 8 h 12 h 16 h"},
		{"0 1200", "minutes", "", true, "0 h 4 h 8 h 12 h 16 h 20 h"},
		{"0 5000", "minutes", "", true, "0 d 1 d 2 d 3 d 4 d"},
		{"0 20000", "minutes", "", true, "0 d 5 d 10 d 15 d"},
		{"0 3", "minutes", "", true, "0 min 1 min 2 min 3 min"},
		{"0 0.75", "hours", "", true, "0 min 10 min 20 min 30 min 40 min 50 min"},
		{"0.2 1.2", "hours", "", true, "0 min 15 min 30 min 45 min 60 min 75 min"},
		{"1 30", "hours", "", true, "0 h 6 h 12 h 18 h 24 h 30 h"},
		{"1 100", "hours", "", true, "0 d 1 d 2 d 3 d 4 d 5 d"},
		{"1200", "count", "", true, "0 500 1k 1.5k"},
		{"0.0001 0.0004", "ratio", "", true, "0 0.0001 0.0002 0.0003 0.0004"},
		{"1e400", "count", "", true, "0 2e+399 4e+399 6e+399 8e+399 1e+400"},
		{"1e-400", "ratio", "", true, "0 2e−401 4e−401 6e−401 8e−401 1e−400"},
	} {
		var numbers []*big.Rat
		for _, n := range strings.Fields(test.numbers) {
			numbers = append(numbers, Decimal(n))
		}

		s := newScale(numbers, test.unit, test.currency, test.zero, 5)
		got := strings.Join(s.labels(), " ")
		if got != test.want {
			t.Errorf("axis of %s %s: %s, want %s", test.numbers, test.unit, got, test.want)
		}

		s.from, s.to = 0, 100
		for _, n := range numbers {
			if at := s.at(n); at < 0 || at > 100 {
				t.Errorf("axis of %s %s: %v stands at %v", test.numbers, test.unit, n, at)
			}
		}
	}
}

// TestHugeNumberIsNotBroken draws a number that has no room: it is written short, and never on two lines.
func TestHugeNumberIsNotBroken(t *testing.T) {
	huge := big.NewRat(1234567890123450, 1)
	on := worktime.Date{Year: 2026, Month: 10, Day: 1}
	for name, chart := range map[string]drawn{
		"line":    Line{ID: "f", Title: "T", Unit: "currency", Currency: "EUR", Target: []Level{{Value: huge}}, Points: []Point{{Period: "Oct 2026", On: on, Value: huge}}},
		"bullets": Bullets{ID: "f", Title: "T", Rows: []Bullet{{Label: "Revenue", Unit: "currency", Currency: "SEK", Current: huge, Target: huge, By: "Q1 2027"}}},
		"ranking": Ranking{ID: "f", Title: "T", Unit: "currency", Currency: "EUR", Rows: []Rank{{Label: "Revenue", Value: huge}}},
		"list":    Bars{ID: "f", Title: "T", Unit: "currency", Currency: "EUR", Bars: []Bar{{Label: "Oct 2026", Value: huge, Limit: huge}}},
		"bars":    Bars{ID: "f", Title: "T", Unit: "currency", Currency: "EUR", Bars: slices.Repeat([]Bar{{Label: "Oct 2026", Value: huge, Limit: huge}}, 5)},
	} {
		for _, o := range []Orientation{Wide, Upright} {
			drawing := chart.SVG(o)
			written := regexp.MustCompile(`<text[^>]*>([^<]*)</text>`).FindAllStringSubmatch(drawing, -1)
			whole := slices.ContainsFunc(written, func(text []string) bool {
				return strings.Contains(text[1], "1,234,567,890,123,450") || strings.Contains(text[1], "1.23e+15") || strings.Contains(text[1], "1,234.57tn")
			})
			if strings.Contains(drawing, ",45<") || strings.Contains(drawing, ">450") || !whole {
				t.Errorf("%s: a number is broken between two digits: %s", name, drawing)
			}
		}
	}
}
