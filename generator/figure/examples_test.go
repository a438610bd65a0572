package figure

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
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
		{"cycle", loop(4)},
		{"cycle-three", loop(3)},
		{"cycle-five", loop(5)},
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
