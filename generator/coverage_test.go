package generator

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A covered is something that a complete plan has, the page of the demo that shows it, and by what words.
type covered struct {
	what, page string
	words      []string
}

// coverage is what the demo must show: all that a team of teams needs to say, each on the page where one looks
// for it. Words are those of the page's text, in any order.
var coverage = []covered{
	// The plan.
	{"four handoffs, how each works today", "larkmere/workflow.html", []string{"Marketing to Sales", "Sales to Customer Success", "Customer Success to Product", "Product to everyone", "How work changes hands", "HubSpot scores contacts all day"}},
	{"one friction in each handoff", "larkmere/workflow.html", []string{"Friday's demo requests wait for Monday", "We ask the buyer's goal twice", "Chat requests never reach the page", "Reps demo screens that changed overnight"}},
	{"what Marketing and Sales take a lead to be, and who agrees", "larkmere/workflow.html", []string{"MQL to rep", "70 business minutes"}},
	{"what Customer Success receives, and how", "larkmere/workflow.html", []string{"The result that the buyer expects, and by when", "Handoff document on the HubSpot deal", "Noor writes one email to buyer and Imani", "5 business days"}},
	{"how feedback reaches Product, and when something happens", "larkmere/workflow.html", []string{"What customers cannot do", "6 weeks"}},
	{"how each function learns of a release, and how early", "larkmere/workflow.html", []string{"Aisha's Monday question to Felix", "The release note, on the day", "2 business days"}},
	{"an MQL is all of three groups", "larkmere/sla/marketing-sales.html", []string{"all three", "The company has 50 to 500 employees", "Lead score of 75 or more", "director or above"}},
	{"an SQL by a framework", "larkmere/sla/marketing-sales.html", []string{"BANT", "Budget", "Authority", "Need", "Timeline"}},
	{"what both sides promise, beside each other", "larkmere/sla/marketing-sales.html", []string{"Marketing owes Sales", "Sales owes Marketing", "MQLs a month", "2 business hours", "Attempts logged in HubSpot"}},
	{"who decides, and how soon", "larkmere/sla/marketing-sales.html", []string{"Chief Revenue Officer", "5 business days"}},
	{"how often the agreement is read", "larkmere/sla/marketing-sales.html", []string{"When we look at it again", "Monthly, by VP Marketing"}},
	{"one loop with a single owner, a rhythm, a format, an action and an answer", "larkmere/loops.html", []string{"The loop we chose", "run by Imani Brooks", "Biweekly", "Notion page", "Felix decides each of the five", "How the answer comes back"}},
	{"a loop that was not answered", "larkmere/loops.html", []string{"not answered"}},
	{"three shared numbers with what all four functions do", "larkmere/metrics.html", []string{"MQL to SQL", "Trial Activation Rate", "Trial-to-Paid Rate", "What each of us does for it", "Marketing", "Sales", "Customer Success", "Product"}},
	{"one document", "larkmere/document.html", []string{"Part 1", "Part 2", "Part 3", "Part 4", "How we keep it going"}},
	{"a pressure test by another function, with two questions", "larkmere/reviews.html", []string{"What surprises, or is unrealistic?", "What is missing?", "Caleb Stone", "Imani Brooks"}},
	{"the revision that it caused", "larkmere/sla/marketing-sales/r2.html", []string{"pressure test", "four business hours let Friday's demo requests wait"}},
	{"the sponsor's verdict", "larkmere/reviews.html", []string{"Accepted", "The first version I could hold both VPs to"}},

	// What stands around it.
	{"a philosophy, with whose it is", "larkmere/index.html", []string{"earns the first look", "the four team leads"}},
	{"five principles", "larkmere/index.html", []string{"Shared Revenue Responsibility", "Customer Journey Continuity", "Data-Driven Decisions", "Continuous Feedback Loops", "Customer-Centric Focus"}},
	{"one number for everybody, on the first page", "larkmere/index.html", []string{"$300 a day", "everyone earns one number"}},
	{"the one number on top of all others", "larkmere/metrics.html", []string{"$300 a day", "How the numbers hang together"}},
	{"the one number in meetings", "larkmere/rhythm.html", []string{"Last week against $300 a day"}},
	{"the one number in reviews", "larkmere/reviews.html", []string{"70 percent of $300 a day", "Everything on the October list serves $300 a day"}},
	{"the one number in the whole plan", "larkmere/document.html", []string{"$300 a day"}},
	{"five shared numbers of revenue", "larkmere/metrics.html", []string{"Daily Revenue Progress", "$228", "Monthly Recurring Revenue", "Customer Acquisition Cost", "Customer Lifetime Value", "Churn Rate"}},
	{"five shared numbers of the pipeline", "larkmere/metrics.html", []string{"Marketing Qualified Leads", "Sales Qualified Leads", "Product Qualified Leads", "Conversion Rates", "Time to Revenue"}},
	{"four bundles of Marketing", "larkmere/metrics.html", []string{"Content Engagement", "Blog views a month", "Lead Generation", "White papers downloaded", "Attribution", "Brand Awareness", "Mentions in a month"}},
	{"four bundles of Sales", "larkmere/metrics.html", []string{"Demo Booking Rate", "Demo-to-Trial Rate", "Trial-to-Paid Rate", "Objections answered within a day", "Deal Size & Velocity", "Average monthly contract"}},
	{"four bundles of Product", "larkmere/metrics.html", []string{"Trial Activation Rate", "Feature Adoption", "Use segments", "Customer Health Score", "Customers in green", "Upgrade/Expansion Rate"}},
	{"three stages with who leads, supports and gives input, and the gates between them", "larkmere/journey.html", []string{
		"Marketing leads", "Sales leads", "Product leads", "Awareness to interest", "Interest to consideration", "Consideration to purchase", "supports", "gives input", "MQL", "SQL", "PQL",
	}},
	{"points for a lead, their caps and what they mean", "larkmere/scoring.html", []string{"Demographics: 40 at most", "Behavior: 40 at most", "Engagement: 20 at most", "Hot", "Warm", "Cold", "Nurture", "40 Cold"}},
	{"seven stages of the pipeline, and a way out", "larkmere/pipeline.html", []string{
		"Subscriber", "Marketing Qualified Lead", "Sales Accepted Lead", "Sales Qualified Lead", "Trial Customer", "Closed Won", "Expansion", "Lost or disqualified",
	}},
	{"content for every stage, by kind", "larkmere/enablement.html", []string{"Marketing Qualified Lead", "Trial Customer", "Case studies by industry"}},
	{"five kinds of content", "larkmere/enablement.html", []string{"Battle cards", "Case studies", "ROI calculator", "Demo scripts", "Email templates", "pieces of content are current"}},
	{"five topics that are taught", "larkmere/enablement.html", []string{"Product knowledge", "Discovery techniques", "Objection handling", "Demo best practices", "Closing techniques"}},
	{"a huddle in the morning", "larkmere/rhythm.html", []string{"Morning Huddle", "Monday to Friday, 09:00–09:15", "Yesterday against the goals"}},
	{"a wrap-up in the evening, with the same people", "larkmere/rhythm.html", []string{"Evening Wrap-up", "Monday to Friday, 17:00–17:10", "as in Morning Huddle"}},
	{"a review of revenue every week", "larkmere/rhythm.html", []string{"Revenue Review", "Every Monday, 10:00–11:00", "The pipeline, and how good last month's forecast was"}},
	{"a review of customers every week", "larkmere/rhythm.html", []string{"Customer Success Review", "Every Friday, 14:00–14:45", "Customers in red and amber"}},
	{"a session on growth every month", "larkmere/rhythm.html", []string{"Growth Strategy Session", "First Friday of the month, 11:00–14:00", "180 minutes", "Roadmap against what the market asks for"}},
	{"what meetings cost, and that they do not clash", "larkmere/rhythm.html", []string{"Minutes in meetings", "226.5", "no clash in the next 60 days"}},
	{"notes of every week, by function", "larkmere/research.html", []string{"Week 47, 16 to 22 Nov 2026", "Sales listens for", "Product listens for", "Marketing listens for", "a file to download, four times"}},
	{"whoever wrote nothing", "larkmere/research.html", []string{"nothing from Product"}},
	{"interviews every month with four kinds of customers", "larkmere/research.html", []string{"interviews monthly", "Recent customers", "Long-term customers", "Churned customers", "Prospective customers", "What comes up again"}},
	{"what each function tests", "larkmere/experiments.html", []string{"Email subject lines", "Landing page layouts", "Content formats", "Lead magnets", "Demo agendas", "Follow-up sequences", "Pricing presentations", "Objection responses", "Onboarding flows", "Feature introductions", "User interface elements", "Upgrade prompts"}},
	{"one calendar of tests, and where two spoil each other", "larkmere/experiments.html", []string{"One calendar for all", "both move Trial Activation Rate from 30 Nov 2026 to 4 Dec 2026"}},
	{"what came of tests, also for the others", "larkmere/experiments.html", []string{"14.5% → 16.7%", "We do it from now on", "What it meant for the others", "About two calls a week fewer"}},
	{"a review in five steps", "larkmere/reviews.html", []string{"Each function's own numbers", "What they meant for the others", "The customer's whole way", "What we change in how we work", "Does it all serve the one number?"}},
	{"tools in three areas", "larkmere/stack.html", []string{"CRM and sales", "Contact Management", "Deal Pipeline", "Activity Tracking", "Reporting", "Marketing automation", "HubSpot and Zapier", "Campaign Attribution", "Product analytics", "Mixpanel and Customer.io", "Customer Health"}},
	{"data in six stages", "larkmere/stack.html", []string{"Awareness", "Interest", "Consideration", "Purchase", "Success", "Advocacy", "Who tells their story"}},
	{"a scorecard of every month, twelve rows", "larkmere/reviews.html", []string{
		"of 12 numbers met their target in Oct 2026", "Marketing Qualified Leads", "Content engagement", "Pipeline contribution", "Brand building", "Conversion rate MQL to SQL",
		"Deal velocity", "Deal size", "Customer satisfaction", "Trial activation", "Feature adoption", "Customer success", "Expansion revenue", "up from 34",
	}},
	{"a quarterly review in five parts, with decisions and promises", "larkmere/reviews.html", []string{
		"Third quarter of 2026", "Did we reach the goal?", "How did handoffs work?", "What was it like for customers?", "What did we learn to do?", "What comes next?",
		"What we decided", "Felix joins three cancellation calls", "4 days overdue",
	}},
	{"a broken promise on the first page", "larkmere/index.html", []string{"Felix joins three cancellation calls", "4 days overdue"}},
	{"a broken promise on the page of whoever gave it", "larkmere/people/felix.html", []string{"Promises of the last reviews", "Felix joins three cancellation calls 4 days overdue", "Meetings", "Monday to Friday, 09:00–09:15"}},
	{"a broken promise on the page of health", "health.html", []string{"Felix joins three cancellation calls"}},

	// What an agreement is for.
	{"what each side is responsible for", "larkmere/sla/marketing-sales.html", []string{"Brings the agreed number of MQLs", "Calls or writes to every MQL in time"}},
	{"how soon and how often a lead is called", "larkmere/sla/marketing-sales.html", []string{"Follow-up", "5 attempts"}},
	{"claims against what was promised", "larkmere/evidence.html", []string{"Promised", "Actual", "Verdict", "missed", "11 of 12"}},
	{"where feedback goes, and to whom", "larkmere/sla/marketing-sales.html", []string{"a comment on its HubSpot record", "Marketing Manager"}},
	{"reviews of the agreement", "larkmere/reviews.html", []string{"November: reasons come too late", "To be revised", "revision 2", "led to revision 3"}},
	{"who has read the terms", "larkmere/sla/marketing-sales.html", []string{"Aisha Karim", "17 Nov 2026"}},
}

// TestCoverage holds the built demo to all of it, line by line.
func TestCoverage(t *testing.T) {
	tree := render(t, demo())
	texts := map[string]string{}
	for _, line := range coverage {
		if tree[line.page] == nil {
			t.Errorf("%s: there is no page %s", line.what, line.page)
			continue
		}

		if texts[line.page] == "" {
			texts[line.page] = mainText(t, tree[line.page])
		}

		for _, words := range line.words {
			if !strings.Contains(texts[line.page], words) {
				t.Errorf("%s: %s does not say %q", line.what, line.page, words)
			}
		}
	}

	for _, file := range []string{"plan", "meeting-morning-huddle", "meeting-growth-session", "role-vp-sales", "role-sales-rep"} {
		if !bytes.HasPrefix(tree["larkmere/calendar/"+file+".ics"], []byte("BEGIN:VCALENDAR\r\n")) {
			t.Errorf("there is no calendar %s.ics", file)
		}
	}
}

// mainText returns the text of a page without its frame, every space a single one.
func mainText(t *testing.T, page []byte) string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}

	var b strings.Builder
	var walk func(n *html.Node, in bool)
	walk = func(n *html.Node, in bool) {
		in = in || n.DataAtom == atom.Main
		if in && n.Type == html.TextNode {
			b.WriteString(n.Data)
		}

		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child, in)
		}

		if in && n.Type == html.ElementNode && !slices.Contains(withinLines, n.DataAtom) {
			b.WriteByte(' ')
		}
	}
	walk(root, false)

	return strings.Join(strings.Fields(b.String()), " ")
}

// withinLines are the elements behind which a word goes on.
var withinLines = []atom.Atom{atom.A, atom.Strong, atom.Em, atom.Span, atom.Abbr, atom.Dfn, atom.Time, atom.Code}

// TestOneNumber holds that the target of the north star is written once, and referred to from everywhere else.
func TestOneNumber(t *testing.T) {
	written := regexp.MustCompile(`\$ ?300\b|\b300 ?(?:USD|dollars)|value: 300\b`)
	var found []string
	err := fs.WalkDir(demo().Content, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}

		text, err := fs.ReadFile(demo().Content, name)
		for range written.FindAll(text, -1) {
			found = append(found, name)
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	if len(found) != 1 || found[0] != "larkmere/plan.md" {
		t.Errorf("the one number is written in %v: once is enough, everything else refers to {{term north_star.target}}", found)
	}
}
