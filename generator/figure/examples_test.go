package figure

import (
	"flag"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A drawn is what all figures have in common.
type drawn interface {
	SVG(Orientation) string
	HTML() string
	Table() Table
}

// examples are figures as pages draw them, and some that nobody should.
func examples() []struct {
	name string
	drawn
} {
	return []struct {
		name string
		drawn
	}{
		{"map", handoffs()},
		{"map-two", Map{
			ID: "two", Title: "Two teams", Nodes: []Node{{ID: "a", Label: "Sales", Tone: Sales}, {ID: "b", Label: "Customer Success", Tone: CS}},
			Edges: []Edge{
				{From: "a", To: []string{"b"}, Label: "Kickoff", Sub: "5 business days"},
				{From: "a", To: []string{"b"}, Label: "Renewal risk", Sub: "2 days", Verdict: Verdict{Wait, "in progress"}},
				{From: "b", To: []string{"a"}, Label: "Upsell lead", Verdict: Verdict{Neutral, "no data"}, Note: Note{Number: 1, Text: "Nobody asks"}},
				{From: "b", To: []string{"a"}, Label: "Reference customer"},
			},
		}},
		{"map-five", five()},
		{"swimlane", leadSteps()},
		{"journey", journey()},
		{"data-flow", dataFlow()},
		{"pipeline", pipeline()},
		{"tree", drivers()},
		{"tree-deep", deep()},
		{"cycle", loop(4)},
		{"cycle-three", loop(3)},
		{"cycle-five", loop(5)},
		{"line", conversion()},
		{"line-one", Line{ID: "one", Title: "One point", Unit: "currency", Currency: "USD", Points: series("2026-11", "241")}},
		{"line-gaps", Line{ID: "gaps", Title: "Gaps", Desc: "Below zero and with gaps.", Unit: "count", Name: "net new", Points: series("2025-01", "4 - -3 -5 - 2 3 ~4 ~6")}},
		{"line-ahead", Line{ID: "ahead", Title: "To come", Unit: "minutes", Name: "first answer", Tone: Sales, Points: ahead(series("2026-06", "1150 ~1010 960 800 640 480"), 3), Target: []Level{{Value: Decimal("900")}, {day("2027-02-01"), Decimal("480")}}}},
		{"line-long", Line{ID: "long", Title: "Daily revenue", Unit: "currency", Currency: "USD", Points: daily(1000), Target: []Level{{Value: Decimal("300")}}}},
		{"line-empty", Line{ID: "none", Title: "Nothing"}},
		{"bars", compliance()},
		{"bars-few", few()},
		{"bars-many", many(60)},
		{"ranking", Ranking{ID: "reasons", Title: "Why leads were rejected", Unit: "count", Share: true, Rows: []Rank{
			{Label: "Wrong title", Value: Decimal("12")}, {Label: "No budget", Value: Decimal("8")}, {Label: "Student or job seeker", Value: Decimal("5")}, {Label: "Competitor", Value: Decimal("1")}, {Label: "Other", Value: Decimal("0")},
		}}},
		{"shares", Shares{
			ID: "load", Title: "Minutes in meetings a week", Unit: "minutes",
			Parts: []Part{{"Marketing", Marketing}, {"Sales", Sales}, {"Customer Success", CS}, {"Product", Product}},
			Rows:  []Whole{{Label: "Weekly", Values: rats("120 240 90 60")}, {Label: "Monthly", Values: rats("30 10 2 30")}, {Label: "Quarterly"}},
		}},
		{"bullets", bullets()},
		{"funnel", Funnel{ID: "funnel", Title: "From visit to customer", Stages: []Stage{
			{Label: "Visitors", Count: Decimal("12000"), Who: "Marketing", Tone: Marketing}, {Label: "Leads", Count: Decimal("840"), Tone: Marketing}, {Label: "MQL", Count: Decimal("241"), Tone: Marketing},
			{Label: "SQL", Count: Decimal("86"), Who: "Sales", Tone: Sales}, {Label: "Trial", Tone: Sales}, {Label: "Customer", Count: Decimal("9"), Who: "Customer Success", Tone: CS},
		}}},
		{"bands", Bands{ID: "bands", Title: "What a score means", Max: Decimal("100"),
			Bands: []Band{{"Nurture", Decimal("0"), Neutral}, {"Cold", Decimal("25"), Sales}, {"Warm", Decimal("50"), Warn}, {"Hot", Decimal("75"), Missed}, {"Burning", Decimal("97"), Missed}},
			Marks: []BandMark{{"MQL from", Decimal("75"), "#mql"}, {"A founder who read twice", Decimal("41"), ""}, {"A student", Decimal("12"), ""}, {"A demo request", Decimal("78"), ""}},
		}},
		{"timeline", experiments()},
		{"week", meetings()},
		{"spark", Spark{ID: "spark", Title: "MQL to SQL by month, June to November: 14, 15, 15, 18, 16, 17 percent", Tone: Product, Points: series("2026-06", "14 15 15 18 ~16 ~17"), Target: []Level{{Value: Decimal("20")}, {day("2026-10-01"), Decimal("22")}}}},
		{"chinese", chinese()},
		{"hostile", hostile()},
	}
}

func handoffs() Map {
	return Map{
		ID: "map", Title: "Four handoffs",
		Desc: "Marketing to Sales, Sales to Customer Success, Customer Success to Product, and Product back to all three.",
		Nodes: []Node{
			{ID: "marketing", Label: "Marketing", Tone: Marketing, Href: "functions/marketing.html"},
			{ID: "sales", Label: "Sales", Tone: Sales, Href: "functions/sales.html"},
			{ID: "cs", Label: "Customer Success", Tone: CS, Href: "functions/customer_success.html"},
			{ID: "product", Label: "Product", Tone: Product, Href: "functions/product.html"},
		},
		Edges: []Edge{
			{
				From: "marketing", To: []string{"sales"}, Label: "MQL", Sub: "2 business hours", Verdict: Verdict{Missed, "missed"},
				Note: Note{1, "Friday’s demo requests wait for Monday", Verdict{}}, Href: "workflow.html#marketing-sales",
			},
			{
				From: "sales", To: []string{"cs"}, Label: "Signed trial", Sub: "no document", Broken: true,
				Note: Note{2, "We ask the buyer’s goal twice", Verdict{}}, Href: "workflow.html#sales-cs",
			},
			{
				From: "cs", To: []string{"product"}, Label: "Monthly digest", Sub: "answer in 2 weeks", Verdict: Verdict{Met, "met"},
				Note: Note{3, "Chat requests never reach the page", Verdict{Met, "resolved"}}, Href: "workflow.html#cs-product",
			},
			{
				From: "product", To: []string{"marketing", "sales", "cs"}, Label: "Release note", Sub: "two weeks ahead",
				Note: Note{4, "Reps demo screens that changed overnight", Verdict{}}, Href: "workflow.html#product-gtm",
			},
		},
	}
}

func five() Map {
	m := Map{ID: "five", Title: "Five nodes", Desc: "With what leaps ahead and what comes back."}
	for _, name := range []string{"Agency", "Marketing", "Sales", "Customer Success", "Product"} {
		m.Nodes = append(m.Nodes, Node{ID: name, Label: name, Sub: "since 2024"})
	}

	for i := range 4 {
		m.Edges = append(m.Edges, Edge{From: m.Nodes[i].ID, To: []string{m.Nodes[i+1].ID}, Label: "Handoff", Sub: "2 days"})
	}

	m.Edges = append(m.Edges,
		Edge{From: "Marketing", To: []string{"Sales", "Customer Success"}, Label: "Case study", Sub: "once a quarter", Note: Note{Number: 7, Text: "Nobody knows where they are"}},
		Edge{From: "Agency", To: []string{"Product"}, Label: "Study"},
		Edge{From: "Sales", To: []string{"Marketing"}, Label: "Rejected leads", Sub: "3 business days", Verdict: Verdict{Missed, "missed"}},
		Edge{From: "Customer Success", To: []string{"Sales"}, Label: "Upsell"},
		Edge{From: "Product", To: []string{"Marketing", "Sales", "Customer Success"}, Label: "Release note", Sub: "two weeks ahead"},
	)

	return m
}

var functionLanes = []Lane{
	{ID: "marketing", Label: "Marketing", Tone: Marketing, Href: "functions/marketing.html"},
	{ID: "sales", Label: "Sales", Tone: Sales},
	{ID: "cs", Label: "Customer Success", Tone: CS},
	{ID: "product", Label: "Product", Tone: Product},
}

func leadSteps() Swimlane {
	return Swimlane{
		ID: "steps", Title: "Marketing to Sales, step by step", Desc: "Five steps in two lanes.",
		Lanes: functionLanes[:2],
		Steps: []Step{
			{ID: "1", Lane: "marketing", Label: "Publishes content and runs the demo form"},
			{ID: "2", Lane: "marketing", Label: "Lets HubSpot score the contact and set the stage to MQL", Sub: "within 5 minutes"},
			{ID: "3", Lane: "sales", Label: "Calls and writes", Sub: "within 2 business hours"},
			{ID: "4", Lane: "sales", Label: "Runs the discovery call: accepts as SQL or rejects with a reason", Sub: "within 3 business days"},
			{ID: "5", Lane: "marketing", Label: "Moves rejected leads to nurture or excludes them", Sub: "within 1 business day"},
		},
		Edges: []Edge{
			{From: "1", To: []string{"2"}}, {From: "2", To: []string{"3"}, Label: "MQL"}, {From: "3", To: []string{"4"}}, {From: "4", To: []string{"5"}, Label: "rejected"},
			{From: "5", To: []string{"2"}, Label: "back in nurture"},
		},
	}
}

func journey() Swimlane {
	s := Swimlane{
		ID: "journey", Title: "The customer’s journey", Desc: "Three stages and the gates between them.",
		Lanes: functionLanes, Columns: []string{"Stranger to lead", "", "Lead to trial", "", "Trial to customer"},
		Steps: []Step{
			{ID: "a", Lane: "marketing", Column: 1, Label: "Attract", Items: []string{"Content", "Demo form", "Scoring"}, Sub: "leads", Lead: true},
			{ID: "a2", Lane: "sales", Column: 1, Label: "Names the accounts", Sub: "input"},
			{ID: "g1", Lane: "marketing", Column: 2, Label: "MQL", Gate: true},
			{ID: "b", Lane: "sales", Column: 3, Label: "Convince", Items: []string{"Discovery call", "Demo", "Trial agreement"}, Sub: "leads", Lead: true},
			{ID: "b2", Lane: "marketing", Column: 3, Label: "Case studies by industry", Sub: "supports"},
			{ID: "b3", Lane: "product", Column: 3, Label: "Demo account", Sub: "supports"},
			{ID: "g2", Lane: "sales", Column: 4, Label: "Trial signed", Gate: true},
			{ID: "c", Lane: "cs", Column: 5, Label: "First value", Items: []string{"Kickoff", "Data sources connected", "First finding"}, Sub: "leads", Lead: true},
			{ID: "c2", Lane: "sales", Column: 5, Label: "Price call on day 7", Sub: "supports"},
			{ID: "c3", Lane: "product", Column: 5, Label: "In-app guide", Sub: "input"},
		},
	}
	for _, pair := range [][2]string{{"a", "g1"}, {"g1", "b"}, {"b", "g2"}, {"g2", "c"}} {
		s.Edges = append(s.Edges, Edge{From: pair[0], To: []string{pair[1]}})
	}

	return s
}

func dataFlow() Flow {
	return Flow{
		ID: "data", Title: "Where data goes", Desc: "Six stages from the site to the board.",
		Nodes: []Node{
			{ID: "site", Label: "Website", Sub: "forms, visits"}, {ID: "ads", Label: "Ad platforms"}, {ID: "crm", Label: "HubSpot", Sub: "contacts, deals"},
			{ID: "product", Label: "Mixpanel", Sub: "trial usage", Tone: Product}, {ID: "billing", Label: "Stripe", Sub: "invoices"}, {ID: "wh", Label: "Warehouse"}, {ID: "board", Label: "Weekly report", Tone: Marketing},
		},
		Edges: []Edge{
			{From: "site", To: []string{"crm"}, Label: "Form fills", Sub: "at once"}, {From: "ads", To: []string{"crm"}, Label: "Campaign", Sub: "daily"},
			{From: "crm", To: []string{"wh"}, Label: "Lead table"}, {From: "product", To: []string{"wh"}, Label: "Events"}, {From: "billing", To: []string{"wh"}, Label: "Revenue"},
			{From: "wh", To: []string{"board"}}, {From: "product", To: []string{"crm"}, Label: "PQL flag", Sub: "hourly"}, {From: "wh", To: []string{"crm"}, Label: "Score", Sub: "nightly"},
			{From: "site", To: []string{"board"}, Label: "Visits"},
		},
	}
}

func pipeline() Flow {
	f := Flow{ID: "pipeline", Title: "The pipeline", Desc: "Seven stages and where deals leave it."}
	names := []string{"New lead", "Discovery", "Demo", "Trial", "Proposal", "Closed won", "Onboarding"}
	for i, name := range names {
		f.Nodes = append(f.Nodes, Node{ID: name, Label: name, Tone: Sales})
		if i > 0 {
			f.Edges = append(f.Edges, Edge{From: names[i-1], To: []string{name}})
		}
	}

	f.Nodes = append(f.Nodes, Node{ID: "lost", Label: "Closed lost", Tone: Wait})
	f.Edges = append(f.Edges, Edge{From: "Discovery", To: []string{"lost"}}, Edge{From: "Proposal", To: []string{"lost"}})

	return f
}

func drivers() Tree {
	return Tree{
		ID: "why", Title: "Why 37 MQLs a month", Desc: "What the number of leads follows from, back to the revenue.",
		Root: Branch{Label: "37 MQLs a month", Sub: "Marketing promises 40", Verdict: Verdict{Met, "covered"}, Tone: Marketing, Parts: []Branch{
			{Label: "8 SQLs", Sub: "customers ÷ share that buys", Parts: []Branch{
				{Label: "2 customers", Sub: "revenue ÷ deal", Tone: Sales, Parts: []Branch{
					{Label: "$560 from Marketing", Parts: []Branch{{Label: "$800 of new revenue"}, {Label: "70% from Marketing"}}},
					{Label: "$280 a deal", Href: "pipeline.html"},
				}},
				{Label: "25% of SQLs buy", Tone: Sales},
			}},
			{Label: "22% of MQLs become SQLs", Verdict: Verdict{Missed, "16.5% now"}, Tone: Marketing, Href: "evidence.html#quality"},
		}},
	}
}

// deep is a tree that has no room in a row, with words of many kinds.
func deep() Tree {
	branch := Branch{Label: "Donaudampfschifffahrtsgesellschaft"}
	for _, label := range []string{"合格线索：试用申请以及演示请求", "Sales", "a/very/long/path/without/any/space/at/all?id=1234567890", "</title><script>", "Sixth", "Seventh"} {
		branch = Branch{Label: label, Sub: "one of two", Parts: []Branch{branch, {Label: "Another", Verdict: Verdict{Wait, "open"}}}}
	}

	return Tree{ID: "deep", Title: "Seven levels", Root: branch}
}

func loop(count int) Cycle {
	c := Cycle{ID: "loop" + string(rune('0'+count)), Title: "Rejected leads to Marketing", Desc: "The loop is open where nobody answered.", Center: "Weekly, owned by Caleb Stone"}
	all := []Station{
		{Label: "Sales rejects a lead", Sub: "with a reason", Tone: Sales, On: "Reason in HubSpot", Verdict: Verdict{Met, "7 last week"}},
		{Label: "Caleb posts the week", Sub: "Fridays in #leads-feedback", Tone: Sales, On: "One message"},
		{Label: "Marketing decides", Sub: "excludes the worst source or changes a form", Tone: Marketing, On: "Answer in the thread by Tuesday noon", Verdict: Verdict{Missed, "2 rounds unanswered"}, Broken: true},
		{Label: "Sales reads the answer", Sub: "and sees fewer of these", Tone: Sales, On: "Next week’s leads"},
		{Label: "Everyone looks", Sub: "at the monthly numbers"},
		{Label: "Product hears", Tone: Product, On: "A wish"},
	}
	c.Stations = all[:count]

	return c
}

// series reads values of months: "-" is a gap, "~" marks an estimate.
func series(first, text string) []Point {
	month, _ := worktime.ParseMonth(first)
	var points []Point
	for _, word := range strings.Fields(text) {
		value, estimate := strings.CutPrefix(word, "~")
		on := month.First()
		points = append(points, Point{Period: on.Month.String()[:3] + " " + strconv.Itoa(on.Year), On: on, Value: Decimal(value), Estimate: estimate})
		month = month.Add(1)
	}

	return points
}

// ahead says of the last points that they are still to come.
func ahead(points []Point, count int) []Point {
	for i := range count {
		points[len(points)-1-i].Ahead = true
	}

	return points
}

func rats(text string) []*big.Rat {
	var all []*big.Rat
	for _, word := range strings.Fields(text) {
		all = append(all, Decimal(word))
	}

	return all
}

func day(text string) worktime.Date {
	d, _ := worktime.ParseDate(text)
	return d
}

func daily(count int) []Point {
	d := dice{rand.New(rand.NewPCG(1, 1))}
	points := make([]Point, count)
	on := day("2024-02-28")
	for i := range points {
		points[i] = Point{Period: on.String(), On: on, Value: big.NewRat(int64(100+i/6+d.IntN(60)), 1)}
		on = on.AddDays(1)
	}

	return points
}

func conversion() Line {
	return Line{
		ID: "mql-to-sql", Title: "MQL to SQL by month", Desc: "From 12% in January to 17% in November; the target is 20%, from January 2027 on 22%.", Name: "MQL to SQL", Unit: "percent", Tone: Marketing,
		Points: series("2026-01", "12 11.5 12.5 13 13.5 14 14.5 15 - ~16.5 17"),
		Target: []Level{{Value: Decimal("18")}, {day("2026-06-15"), Decimal("20")}, {day("2027-01-01"), Decimal("22")}},
		Events: []Event{{day("2026-06-15"), "revision 2", "sla/r2.html"}, {day("2026-11-16"), "revision 3, with the definition", ""}, {day("2026-11-20"), "new site", ""}},
	}
}

func compliance() Bars {
	b := Bars{ID: "outreach", Title: "First outreach in time, by month", Desc: "Missed in two of six months.", Unit: "percent", Limit: "promised"}
	for i, v := range rats("88 93.4 96 97 91 100 94") {
		on := day("2026-05-01").AddMonths(i)
		bar := Bar{Label: on.Month.String()[:3] + " " + strconv.Itoa(on.Year), Value: v, Limit: Decimal("90"), Tone: Sales, Note: "41 of 45 leads", Verdict: Verdict{Met, "met"}}
		if i >= 3 {
			bar.Limit = Decimal("95")
		}

		if v.Cmp(bar.Limit) < 0 {
			bar.Verdict = Verdict{Missed, "missed"}
		}

		b.Bars = append(b.Bars, bar)
	}

	b.Bars[2].Value, b.Bars[2].Verdict = nil, Verdict{Neutral, "no data"}
	b.Bars[6].Running, b.Bars[6].Verdict = true, Verdict{Wait, "in progress"}

	return b
}

func few() Bars {
	b := compliance()
	b.ID, b.Bars = "few", b.Bars[5:]

	return b
}

func many(count int) Bars {
	b := Bars{ID: "many", Title: "Many bars", Unit: "currency", Currency: "EUR"}
	for i := range count {
		b.Bars = append(b.Bars, Bar{Label: "W" + strconv.Itoa(i+1), Value: big.NewRat(int64((i*37)%23-6)*1000, 1), Limit: big.NewRat(10000, 1)})
	}

	return b
}

func experiments() Timeline {
	return Timeline{
		ID: "tests", Title: "Experiments", Desc: "Two run today.", Today: day("2026-11-24"),
		Rows: []Span{
			{Label: "Shorter demo form", Who: "Marketing", Tone: Marketing, From: day("2026-09-07"), To: day("2026-10-02"), State: Verdict{Met, "shipped"}, Href: "#form"},
			{Label: "Price on the first call instead of the second, with the seats that are really used", Who: "Sales", Tone: Sales, From: day("2026-10-19"), To: day("2026-12-04"), State: Verdict{Wait, "running"}},
			{Label: "Checklist in the trial", Who: "Product", Tone: Product, From: day("2026-11-16"), State: Verdict{Wait, "running"}},
			{Label: "One day", Tone: CS, From: day("2026-11-30"), To: day("2026-11-30"), State: Verdict{Neutral, "planned"}},
			{Label: "Video answers", Who: "Customer Success", Tone: CS, State: Verdict{Neutral, "idea"}},
		},
	}
}

func bullets() Bullets {
	return Bullets{ID: "focus", Title: "Three numbers we share", Rows: []Bullet{
		{Label: "MQL to SQL", Unit: "percent", Current: Decimal("17"), Target: Decimal("22"), By: "Q1 2027", Tone: Marketing, Verdict: Verdict{Missed, "behind"}},
		{Label: "Time to first outreach", Unit: "minutes", Current: Decimal("48"), Target: Decimal("30"), By: "Q1 2027", Tone: Sales, Verdict: Verdict{Wait, "in progress"}},
		{Label: "Daily revenue", Unit: "currency", Currency: "USD", Current: Decimal("241.5"), Target: Decimal("300"), Estimate: true},
		{Label: "Trial activation", Unit: "percent", Target: Decimal("45"), Tone: Product},
	}}
}

func meetings() Week {
	w := Week{ID: "week", Title: "The week", Desc: "Five days."}
	for d := range 5 {
		w.Slots = append(w.Slots, Slot{Label: "Huddle", Day: d, Start: 9 * 3600, Minutes: 15}, Slot{Label: "Wrap-up", Day: d, Start: 17 * 3600, Minutes: 15, Tone: Sales})
	}

	w.Slots = append(w.Slots,
		Slot{Label: "Revenue review", Sub: "weekly", Day: 0, Start: 10 * 3600, Minutes: 60, Tone: Sales, Href: "#revenue"},
		Slot{Label: "What customers cannot do", Sub: "every second week", Day: 1, Start: 11 * 3600, Minutes: 30, Tone: CS},
		Slot{Label: "Customer success review", Sub: "weekly", Day: 4, Start: 14 * 3600, Minutes: 45, Tone: CS},
		Slot{Label: "Growth session", Sub: "first Friday", Day: 4, Start: 14*3600 + 30*60, Minutes: 90, Tone: Marketing},
	)

	return w
}

func chinese() Map {
	return Map{
		ID: "cjk", Title: "四个交接", Desc: "市场部到销售部，销售部到客户成功部。",
		Nodes: []Node{{ID: "m", Label: "市场营销与品牌推广部门", Tone: Marketing}, {ID: "s", Label: "販売促進・営業統括本部", Tone: Sales}, {ID: "c", Label: "Donaudampfschifffahrtsgesellschaft", Tone: CS}},
		Edges: []Edge{
			{From: "m", To: []string{"s"}, Label: "合格线索：试用申请以及演示请求", Sub: "两个工作小时之内必须联系客户", Verdict: Verdict{Missed, "未达成"}, Note: Note{1, "周五下午的演示请求一直等到下周一才有人处理。", Verdict{}}},
			{From: "s", To: []string{"c"}, Label: "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", Sub: "https://example.com/a/very/long/path/without/any/space/at/all"},
			{From: "c", To: []string{"m"}, Label: "フィードバック", Sub: "毎月一回"},
		},
	}
}

func hostile() Swimlane {
	evil := `</script><script>alert("1")</script> & 'x' ]]> <!--`
	return Swimlane{
		ID: `a"b c<d>`, Title: evil, Desc: evil, Columns: []string{evil},
		Lanes: []Lane{{ID: "1", Label: evil, Tone: `"><b>`, Href: `x" onclick="alert(1)`}},
		Steps: []Step{{ID: evil, Lane: "1", Label: evil, Sub: "\x00\xff\u202e" + evil, Href: `"><script>`}, {ID: "b", Label: evil}},
		Edges: []Edge{{From: evil, To: []string{"b", "b", "nowhere"}, Label: evil, Href: "javascript:'"}, {From: "b", To: []string{evil}, Label: evil}},
	}
}

func TestGolden(t *testing.T) {
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			path := filepath.Join("testdata", e.name+".html")
			got := e.HTML() + "\n"
			if err := wellFormed(got); err != nil {
				t.Error(err)
			}

			if again := e.HTML() + "\n"; again != got {
				t.Error("the same figure gives other bytes the second time")
			}

			if rows := e.Table().Rows; len(rows) == 0 && e.name != "line-empty" {
				t.Error("the table is empty")
			}

			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}

			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}

			if got != string(want) {
				t.Errorf("%s differs from %s; look at it and run go test -update", e.name, path)
			}
		})
	}
}
