package generator

import (
	"strings"
	"testing"
)

// TestPractice holds what pages say of a plan that has little to say: gaps are named, nothing is made up.
func TestPractice(t *testing.T) {
	const site = "---\nkind: site\ntitle: Acme\ntimezone: America/New_York\nas_of: 2026-11-24 12:00\npeople:\n  dana: {name: Dana Reed, function: marketing}\n  sam: {name: Sam Ortiz, function: sales}\n---\n"
	for _, test := range []struct {
		name, plan, page string
		says, silent     []string
	}{
		{"meetings on odd days, in two zones", `meetings:
  a: {name: A, rhythm: biweekly, starts_on: 2026-11-18, duration_minutes: 45, schedule: {start_time: "23:30"}, attendees: [dana]}
  b: {name: B, rhythm: monthly, schedule: {day_of_month: 31, start_time: "09:00"}, timezone: Europe/Berlin, attendees: [dana]}
  c: {name: C, rhythm: quarterly, schedule: {weekday: tue, ordinal: -1, month_of_quarter: 3}, attendees: [dana]}
  d: {name: D, rhythm: daily, schedule: {days: [mon, wed]}}
  e: {name: E, rhythm: weekly, schedule: {weekday: fri, start_time: "08:00"}, timezone: Europe/Berlin, duration_minutes: 10, attendees_same_as: a}
`, "rhythm.html", []string{
			"Every second Wednesday, 23:30–00:15", "Day 31 of the month, or its last, 09:00", "Last Tuesday of the third month of each quarter, at no set time",
			"Monday and Wednesday, at no set time", "Every Friday, 08:00–08:10Berlin time", "Nobody has said who takes part", "Dana Reed 32.5", // 45 ÷ 2 + 10
		}, []string{"In an ordinary"}},
		{"a clash", `meetings:
  a: {name: Huddle, rhythm: weekly, duration_minutes: 45, schedule: {weekday: wed, start_time: "09:00"}, attendees: all}
  b: {name: Review, rhythm: weekly, duration_minutes: 45, schedule: {weekday: wed, start_time: "09:30"}, attendees: [dana]}
`, "rhythm.html", []string{"1 clash ahead", `"Review" and "Huddle" overlap on 25 Nov 2026 at 09:30 for Dana Reed.`}, []string{"no clash"}},
		{"research without notes", "research: {cadence: weekly, inputs: {sales: [Objections]}}\ninterviews: {segments: {churned: {topics: [Why]}, recent: {interviews: [{on: 2026-10-01, by: dana, summary: Fine, themes: [Price, price]}]}}}\n",
			"research.html", []string{"Nobody has written down yet what they heard", "nobody asked yet", "Heard most: Price, in 1 talk with 1 kind of customers", "Recent customers 1 Oct 2026, Dana Reed: Fine"}, []string{"Next talk"}},
		{"a quiet week and one that goes on", "research: {inputs: {cs: [Wishes], sales: [Objections]}, notes: [{on: 2026-11-23, function: sales, items: [One]}, {on: 2026-11-09, function: sales, items: [Two]}, {on: 2026-11-10, function: customer_success, items: [Three]}]}\n",
			"research.html", []string{"Week 48, 23 to 29 Nov 2026", "Not yet this week: Customer Success", "Week 47, 16 to 22 Nov 2026 nothing from Customer Success and Sales", "Week 46"}, nil},
		{"experiments that say little", `metrics: {m: {name: Rate, unit: percent, direction: up, definition: Wins}}
testing_areas: {sales: [Demos]}
experiments:
  a: {title: First, function: sales, area: demos, metric: m, status: running, starts_on: 2026-11-01, owner: dana}
  b: {title: Second, function: sales, area: Prices, metric: m, status: planned, starts_on: 2026-12-01, ends_on: 2026-12-05}
  c: {title: Third, status: running, ends_on: 2026-11-20, owner: sam}
  d: {title: Fourth, status: done}
  e: {title: Fifth, status: idea}
`, "experiments.html", []string{
			"2 running, 1 planned, 1 done, 1 idea", "First and Second both move Rate from 1 Dec 2026 to 5 Dec 2026", "not among the areas that it tests", "ended without a result", "done, no result written",
		}, []string{"What it meant for the others"}},
		{"an experiment that ends before it starts", `metrics: {m: {name: Rate, unit: percent, direction: up, definition: Wins, series: [{period: 2026-09, value: 20}, {period: 2026-10, value: 24}, {period: 2027-01, value: 30}]}}
experiments:
  a: {title: First, function: sales, metric: m, status: running, starts_on: 2026-11-01, ends_on: 2026-11-30, owner: dana}
  b: {title: Second, function: sales, metric: m, status: running, starts_on: 2026-11-20, ends_on: 2026-11-10, owner: dana}
`, "experiments.html", []string{"Second Sales 20 Nov to 10 Nov, ! ends before it starts"}, []string{"both move"}},
		{"the latest value of a series is that of today", `metrics:
  m: {name: Rate, unit: percent, direction: up, definition: Wins, series: [{period: 2026-09, value: 20}, {period: 2026-10, value: 24, basis: estimate}, {period: 2027-01, value: 30}], target: {value: 40, quarter: 2027-Q1}}
  n: {name: Other, unit: percent, direction: up, definition: Losses, series: [{period: 2026-10, value: 31}], current: {value: 17, as_of: 2026-11-02}}
  o: {name: Third, unit: percent, direction: up, definition: Draws, series: [{period: 2026-10, value: 12}], current: unknown}
`, "metrics.html", []string{"24% to 40% by Q1 2027 in progress", "Estimate 31 Oct 2026", "Other 17%", "unknown today"}, []string{"no value yet", "30% to"}},
		{"an experiment without a result waits", "experiments: {c: {title: Third, status: running, starts_on: 2026-11-01, ends_on: 2026-11-20, owner: sam}}\n", "index.html", []string{"Result of Third", "4 days overdue", "Sam Ortiz"}, nil},
		{"a scorecard", `metrics: {m: {name: Cycle, unit: days, direction: down, definition: Days, thresholds: {amber: 40}, series: [{period: 2026-10, value: 39}]}}
scorecards:
  2026-09: {rows: [{metric: m, target: 38, actual: 44}, {label: Lost, unit: percent, actual: 3}]}
  2026-10: {rows: [{metric: m, target: 38, actual: computed}, {label: Lost, unit: percent, actual: 3}, {label: New, target: 5}]}
`, "reviews.html", []string{"The scorecard of Oct 2026", "0 of 1 numbers met their target in Oct 2026", "Cycle 38 days 39 days close 44 days", "down from 44 days", "Lost 3% 3%", "as before", "New 5 –"}, []string{"<nil>"}},
		{"a scorecard with thresholds", `metrics:
  c: {name: Cost, unit: count, direction: down, definition: Cost, thresholds: {amber: 1300, red: 1500}}
  w: {name: Won, unit: count, direction: up, definition: Won, thresholds: {amber: 20, red: 10}}
scorecards:
  2026-09: {rows: [{metric: c, target: 1000, actual: 1501}, {metric: w, target: 30, actual: 11}]}
  2026-10: {rows: [{metric: c, target: 1000, actual: 1400}, {metric: w, target: 30, actual: 10}]}
`, "reviews.html", []string{"Cost 1,000 1,400 close", "Won 30 10 missed", "1,400 close 1,501 ✕missed", "10 missed 11 !close"}, nil},
		{"meetings in two zones", `meetings:
  here: {name: Here, rhythm: weekly, starts_on: 2026-11-02, duration_minutes: 30, schedule: {weekday: fri, start_time: "14:00"}, attendees: [dana]}
  there: {name: There, rhythm: weekly, starts_on: 2026-11-02, duration_minutes: 30, timezone: Europe/Berlin, schedule: {weekday: thu, start_time: "15:00"}, attendees: [sam]}
`, "rhythm.html", []string{"15:00 Berlin There", "14:00 Here", "Berlin time A week of meetings", "New York time A week of meetings"}, nil},
		{"ranges with points of their own", "scoring: {inbound: {version: 1, max_score: 10, categories: {icp: {rules: {size: {type: match, attribute: size, ranges: [{from: 0, to: 10, points: 1}, {from: 10, to: 20, points: 5}]}}}}, bands: [{name: Low, min: 0}]}}\n",
			"scoring.html", []string{"Without a point in ICP a lead scores 0", "1 to 5"}, []string{"cannot be told"}},
		{"a quarterly review without dates", "qbrs: {2026-Q3: {decisions: [Go on], actions: [{what: Write it down}, {what: Tell them, owner: sam, due: 2026-11-23, done_on: 2026-11-25}]}}\n",
			"reviews.html", []string{"Q3 2026", "not held yet", "Write it down nobody no date set", "Tell them Sam Ortiz 23 Nov 2026 1 day overdue", "1 promise overdue"}, nil},
		{"content without dates", "enablement: {deck: {title: The deck}, card: {title: A card, type: battle_card, updated_on: 2026-05-01, review_every: 6 months}}\ntraining: {own: {title: Our way, topic: other}}\n",
			"enablement.html", []string{"0 of 2 pieces of content are current", "The deck never yet", "A card 23 days overdue", "Case studies: none yet", "Battle cards: 1", "Others: 1", "Product knowledge nobody teaches it yet", "0 of 1 trainings"}, nil},
		{"tools without areas", "tech_stack: {data_flow: [{stage: awareness, dataset: Visits}]}\n", "stack.html", []string{"Awareness Visits", "1 stage of data"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := Check(made(map[string]string{"index.md": site, "acme/plan.md": "---\nkind: plan\ntitle: Acme\n" + test.plan + "---\n"}))
			if err != nil {
				t.Fatal(err)
			}

			for _, problem := range result.Problems {
				if problem.Rule == "schema" || problem.Rule == "syntax" || problem.Rule == "unknown-ref" {
					t.Fatalf("the plan is not one: %s", problem.Message)
				}
			}

			text := mainText(t, routes(t, result)["acme/"+test.page])
			for _, words := range test.says {
				if !strings.Contains(text, words) {
					t.Errorf("the page does not say %q:\n%s", words, text)
				}
			}

			for _, words := range test.silent {
				if strings.Contains(text, words) {
					t.Errorf("the page says %q:\n%s", words, text)
				}
			}
		})
	}
}
