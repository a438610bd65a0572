package figure

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// number is anything from nothing to far too much.
func (d dice) number(scale *big.Rat) *big.Rat {
	switch d.IntN(12) {
	case 0:
		return nil
	case 1:
		return new(big.Rat)
	case 2:
		return new(big.Rat).Neg(scale)
	default:
		return new(big.Rat).Mul(scale, big.NewRat(int64(d.IntN(1200)-100), 1000))
	}
}

// numbers are all of one size, and sometimes all the same.
func (d dice) numbers(count int) []*big.Rat {
	scale := new(big.Rat).Mul(power([]int{-400, -9, -2, 0, 1, 2, 3, 6, 12, 400}[d.IntN(10)]), big.NewRat(int64(1+d.IntN(99)), 7))
	all := make([]*big.Rat, count)
	for i := range all {
		all[i] = d.number(scale)
		if d.chance(10) {
			all[i] = scale
		}
	}

	if d.chance(15) {
		for i := range all {
			all[i] = scale
		}
	}

	return all
}

func (d dice) unit() (unit, currency string) {
	return []string{"count", "percent", "currency", "days", "hours", "minutes", "ratio", "score"}[d.IntN(8)], []string{"USD", "EUR", "SEK", "JPY"}[d.IntN(4)]
}

func (d dice) day() worktime.Date { return day("2025-01-01").AddDays(d.IntN(900)) }

func (d dice) tone() Tone { return []Tone{Marketing, Sales, CS, Product, Neutral, Met}[d.IntN(6)] }

func (d dice) line() Line {
	l := Line{ID: "l", Title: "t", Name: d.words(), Tone: d.tone()}
	l.Unit, l.Currency = d.unit()
	on := d.day()
	step := []int{0, 1, 7, 30, 91, 400}[d.IntN(6)]
	for _, v := range d.numbers(d.IntN(70)) {
		l.Points = append(l.Points, Point{Period: on.String(), On: on, Value: v, Estimate: d.chance(20), Ahead: d.chance(10)})
		on = on.AddDays(step)
	}

	for _, v := range d.numbers(d.IntN(4)) {
		l.Target = append(l.Target, Level{d.day(), v})
	}

	for range d.IntN(5) {
		l.Events = append(l.Events, Event{On: d.day(), Label: d.words()})
	}

	return l
}

func (d dice) bars() Bars {
	b := Bars{ID: "b", Title: "t", Limit: d.words()}
	b.Unit, b.Currency = d.unit()
	count := d.IntN(30)
	limits := d.numbers(count)
	for i, v := range d.numbers(count) {
		bar := Bar{Label: d.words(), Value: v, Verdict: d.verdict(), Note: d.words(), Tone: d.tone(), Running: d.chance(20)}
		if d.chance(50) {
			bar.Limit = limits[i]
		}

		b.Bars = append(b.Bars, bar)
	}

	return b
}

// figures are one of each kind of chart.
func (d dice) figures() []struct {
	kind   string
	figure interface{ Table() Table }
	scenes []*scene
} {
	b, l := d.bars(), d.line()
	r := Ranking{ID: "r", Title: "t", Share: d.chance(50)}
	r.Unit, r.Currency = d.unit()
	f := Funnel{ID: "f", Title: "t"}
	k := Bands{ID: "k", Title: "t", Max: d.number(hundred)}
	for _, v := range d.numbers(d.IntN(9)) {
		r.Rows = append(r.Rows, Rank{Label: d.words(), Value: v, Tone: d.tone()})
		f.Stages = append(f.Stages, Stage{Label: d.words(), Count: v, Tone: d.tone()})
		k.Bands = append(k.Bands, Band{d.words(), v, d.tone()})
		k.Marks = append(k.Marks, BandMark{Label: d.words(), Value: d.number(hundred)})
	}

	s := Shares{ID: "s", Title: "t"}
	u := Bullets{ID: "u", Title: "t", Limit: d.words()}
	t := Timeline{ID: "t", Title: "t", Today: d.day()}
	w := Week{ID: "w", Title: "t"}
	for range d.IntN(6) {
		s.Parts = append(s.Parts, Part{d.words(), d.tone()})
		s.Rows = append(s.Rows, Whole{Label: d.words(), Values: d.numbers(d.IntN(7))})
		v := d.numbers(2)
		unit, currency := d.unit()
		u.Rows = append(u.Rows, Bullet{Label: d.words(), Unit: unit, Currency: currency, Current: v[0], Target: v[1], By: d.words(), Verdict: d.verdict(), Note: d.words(), Estimate: d.chance(30)})
		span := Span{Label: d.words(), Who: d.words(), Tone: d.tone(), From: d.day(), State: d.verdict()}
		if d.chance(70) {
			span.To = d.day()
		}

		t.Rows = append(t.Rows, span)
		w.Slots = append(w.Slots, Slot{Label: d.words(), Sub: d.words(), Day: d.IntN(8), Start: worktime.Clock(d.IntN(24 * 3600)), Minutes: d.IntN(300) - 10, Tone: d.tone()})
	}

	return []struct {
		kind   string
		figure interface{ Table() Table }
		scenes []*scene
	}{
		{"line", l, []*scene{l.scene(Wide), l.scene(Upright)}},
		{"bars", b, []*scene{b.scene(Wide), b.scene(Upright)}},
		{"ranking", r, []*scene{r.scene(Wide), r.scene(Upright)}},
		{"funnel", f, []*scene{f.scene(Wide), f.scene(Upright)}},
		{"bands", k, []*scene{k.scene(Wide), k.scene(Upright)}},
		{"shares", s, []*scene{s.scene(Wide), s.scene(Upright)}},
		{"bullets", u, []*scene{u.scene(Wide), u.scene(Upright)}},
		{"timeline", t, []*scene{t.scene(Wide), t.scene(Upright)}},
		{"week", w, []*scene{w.scene(Wide), w.scene(Upright)}},
	}
}

// TestCharts draws many random charts and looks at the very scenes that are written.
func TestCharts(t *testing.T) {
	for seed := range uint64(100) {
		d := dice{rand.New(rand.NewPCG(seed, 11))}
		for _, f := range d.figures() {
			for _, row := range f.figure.Table().Rows {
				if len(row) != len(f.figure.Table().Header) {
					t.Fatalf("seed %d, %s: row %q has not the cells of %q", seed, f.kind, row, f.figure.Table().Header)
				}
			}

			for i, s := range f.scenes {
				problems := partsOf(s).problems(nil)
				problems = append(problems, crossings(s)...)
				problems = append(problems, unpointed(f.kind, s, len(f.figure.Table().Rows))...)
				if len(problems) > 0 {
					t.Fatalf("seed %d, %s %d: %d problems\n%s", seed, f.kind, i, len(problems), strings.Join(problems[:min(5, len(problems))], "\n"))
				}

				if err := wellFormed(svg(s)); err != nil {
					t.Fatalf("seed %d, %s %d: %v", seed, f.kind, i, err)
				}
			}
		}
	}
}

// hits are those of a scene, in order.
func hits(marks []mark) []hit {
	var found []hit
	for _, m := range marks {
		switch m := m.(type) {
		case link:
			found = append(found, hits(m.marks)...)
		case hit:
			found = append(found, m)
		}
	}

	return found
}

// unpointed lists what is wrong with where one can point in a scene: parts that lie on each other, that say
// nothing, or that are fewer than the rows of a chart in which each row has its own.
func unpointed(kind string, s *scene, rows int) []string {
	var found []string
	all := hits(s.marks)
	for i, h := range all {
		if h.says == "" {
			found = append(found, fmt.Sprintf("nothing is said at %v", h.rect))
		}

		for _, o := range all[:i] {
			if kind == "bands" && min(h.w, o.w) <= 1 {
				continue // ranges of nothing
			}

			if inner := (rect{h.x + 0.05, h.y + 0.05, h.w - 0.1, h.h - 0.1}); inner.overlaps(o.rect) {
				found = append(found, fmt.Sprintf("%q %v lies on %q %v", h.says, h.rect, o.says, o.rect))
			}
		}
	}

	wide := s.width > uprightWidth
	if each := kind == "bullets" || kind == "timeline" || kind == "bands" || kind == "week" && wide; each && len(all) != rows || rows > 0 && len(all) == 0 && (kind == "week") {
		found = append(found, fmt.Sprintf("%d parts to point at in %d rows", len(all), rows))
	}

	return found
}

// crossings lists the labels that stand on a bar or on the line of an event.
func crossings(s *scene) []string {
	var found []string
	for _, m := range s.marks {
		var at rect
		switch m := m.(type) {
		case rule:
			if m.class != "fig-event" && m.class != "fig-limit" {
				continue
			}

			at = m.extent()
		case box:
			if !strings.HasPrefix(m.class, "fig-bar") {
				continue
			}

			at = m.rect
		default:
			continue
		}

		for _, l := range partsOf(s).labels {
			if at.w == 0 && l.meets(at) || at.w > 0 && l.overlaps(at) {
				found = append(found, fmt.Sprintf("label %q %v lies on %T %v", l.lines[0].text, l.rect, m, at))
			}
		}
	}

	return found
}

func TestTicksStandAtPeriods(t *testing.T) {
	tests := []struct {
		name   string
		days   []string
		names  []string
		absent []string
	}{
		{"months", []string{"2026-08-01", "2026-09-01", "2026-10-01"}, []string{"Aug", "Sep", "Oct"}, []string{"8 Aug", "15 Aug"}},
		{"quarters", []string{"2026-02-01", "2026-05-01", "2026-08-01"}, []string{"Feb", "May", "Aug"}, []string{"Mar", "Apr", "Jul"}},
		{"weeks", []string{"2026-11-09", "2026-11-16"}, []string{"9 Nov", "16 Nov"}, []string{"10 Nov", "11 Nov"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			line := Line{ID: "f", Title: "T"}
			for i, on := range test.days {
				day, err := worktime.ParseDate(on)
				if err != nil {
					t.Fatal(err)
				}

				// no room for the names of periods, so that only the axis says when
				line.Points = append(line.Points, Point{Period: strings.Repeat("long ", 80), On: day, Value: big.NewRat(int64(i+1), 1)})
			}

			for _, o := range []Orientation{Wide, Upright} {
				drawing := line.SVG(o)
				for _, name := range test.names {
					if !strings.Contains(drawing, ">"+name+"<") {
						t.Errorf("no tick %q in %s", name, drawing)
					}
				}

				for _, name := range test.absent {
					if strings.Contains(drawing, ">"+name+"<") {
						t.Errorf("tick %q stands between two periods", name)
					}
				}
			}
		})
	}
}

// TestWho holds the colours of whoever something belongs to against words: drawing, table and what is pointed at name
// them.
func TestWho(t *testing.T) {
	for _, f := range []struct {
		drawn
		says string
	}{
		{Timeline{ID: "t", Title: "Tests", Rows: []Span{{Label: "Shorter form", Who: "Marketing", Tone: Marketing, From: day("2026-09-07"), To: day("2026-10-02")}}}, "Shorter form: Marketing, 7 Sep 2026 to 2 Oct 2026"},
		{Funnel{ID: "f", Title: "Stages", Stages: []Stage{{Label: "MQL", Count: Decimal("40"), Who: "Marketing", Tone: Marketing}}}, "MQL: Marketing, 40"},
	} {
		for _, o := range []Orientation{Wide, Upright} {
			drawing := f.SVG(o)
			if !strings.Contains(drawing, ">Marketing</text>") || !slices.Contains(pointed(drawing), f.says) {
				t.Errorf("whose it is does not stand in %s", drawing)
			}
		}

		if !slices.Contains(f.Table().Rows[0], "Marketing") {
			t.Errorf("whose it is does not stand in the table %q", f.Table())
		}
	}
}

// TestMonthsStayWhole has bars of months, as many as there are, with and without a promise: no name is broken inside
// a word.
func TestMonthsStayWhole(t *testing.T) {
	for count := 3; count <= 60; count++ {
		for _, limit := range []*big.Rat{nil, Decimal("95")} {
			chart := Bars{ID: "b", Title: "Months", Unit: "percent", Limit: "promised"}
			for _, p := range series("2024-01", strings.Repeat("90 ", count)) {
				chart.Bars = append(chart.Bars, Bar{Label: p.Period, Value: p.Value, Limit: limit})
			}

			for _, m := range regexp.MustCompile(`class="fig-soft"[^>]*>([^<]*)</text>`).FindAllStringSubmatch(chart.SVG(Wide), -1) {
				if !regexp.MustCompile(`^([A-Z][a-z][a-z] 20[0-9][0-9]|[A-Z][a-z][a-z]|20[0-9][0-9]|[0-9]+%|95% promised|promised)$`).MatchString(m[1]) {
					t.Errorf("%d bars: %q stands below them", count, m[1])
				}
			}
		}
	}
}

// TestYearsOfDays has tests of one year, whose days stand without it, and one that ends in the next.
func TestYearsOfDays(t *testing.T) {
	for until, want := range map[string]string{"2026-10-02": "5 Jan to 2 Oct", "2027-01-05": "5 Jan 2026 to 5 Jan 2027"} {
		chart := Timeline{ID: "t", Title: "Tests", Rows: []Span{{Label: "Form", From: day("2026-01-05"), To: day(until)}}}
		if drawing := chart.SVG(Wide); !strings.Contains(drawing, ">"+want+"</text>") {
			t.Errorf("%q does not stand in %s", want, drawing)
		}
	}
}

// TestBorders looks at what lies over bars: right under each line of a limit, a promise or today lies its border.
func TestBorders(t *testing.T) {
	lines := 0
	for _, f := range []drawn{compliance(), few(), experiments(), bullets()} {
		for _, o := range []Orientation{Wide, Upright} {
			paths := regexp.MustCompile(`<path class="(fig-[a-z]+)" d="([^"]*)"/>`).FindAllStringSubmatch(f.SVG(o), -1)
			for i, path := range paths {
				if path[1] != "fig-limit" && path[1] != "fig-target" {
					continue
				}

				lines++
				if i == 0 || paths[i-1][1] != "fig-halo" || paths[i-1][2] != path[2] {
					t.Errorf("a line %s of %T has no border", path[1], f)
				}
			}
		}
	}

	if lines < 20 {
		t.Errorf("only %d lines were looked at", lines)
	}
}

// TestMeetingsAtOnce has days with more and more meetings at the same time: no name is broken inside a word, and all are
// there.
func TestMeetingsAtOnce(t *testing.T) {
	names := []string{"Customer feedback", "Pipeline generation", "Experimentation", "Qualification", "Revenue review", "Onboarding"}
	words := strings.Fields(strings.Join(names, " "))
	for count := 1; count <= len(names); count++ {
		for days := 1; days <= 5; days++ {
			w := Week{ID: "w", Title: "Meetings"}
			for d := range days {
				for n := range count {
					w.Slots = append(w.Slots, Slot{Label: names[n], Day: d, Start: 10 * 3600, Minutes: 30, Tone: Sales})
				}
			}

			seen := map[string]bool{}
			for _, m := range regexp.MustCompile(`class="fig-name[^>]*>([^<]*)</text>`).FindAllStringSubmatch(w.SVG(Wide), -1) {
				for _, word := range strings.Fields(m[1]) {
					seen[word] = true
					if !slices.Contains(words, word) {
						t.Errorf("%d meetings on %d days: %q is part of a word", count, days, word)
					}
				}
			}

			if want := len(strings.Fields(strings.Join(names[:count], " "))); len(seen) != want {
				t.Errorf("%d meetings on %d days: %d words, want %d", count, days, len(seen), want)
			}
		}
	}
}
