package generator

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// duties are what pages of functions, roles and people say in the demo, and what they do not.
var duties = []struct {
	what, page string
	words, not []string
}{
	{"when a function meets", "functions/customer-success", []string{"All of them in your own calendar: Customer Success (.ics)", "Customer Success Review Every Friday", "What customers cannot do Every second Tuesday"}, []string{"Reading the SLA Third"}},
	{"when a function of the site meets", "functions/revops", []string{"Numbers day Last business day", "Revops (.ics)"}, nil},
	{"the calendar of a role", "people/vp-sales", []string{"All of them in your own calendar: VP Sales (.ics)"}, nil},
	{"the calendar of somebody with a role", "people/tomas", []string{"All of them in your own calendar: Tomás Herrera (.ics)"}, []string{"VP Sales (.ics)"}},
	{"the calendar of somebody without a role", "people/mirela", []string{"All of them in your own calendar: Mirela Popa (.ics)", "Numbers day Last business day"}, nil},
	{"all calendars", "rhythm", []string{"Everything", "Mirela Popa", "Customer Success"}, nil},

	{"what became of what is owed", "people/caleb", []string{"What Sales owes Promises made What How much, or by when To Marketing, under revision 2, since 16 Nov 2026 First outreach within 2 business hours missed 91.7% 11 of 12"}, nil},
	{"what became of what a function is owed", "functions/sales", []string{"To Marketing, under revision 2", "First outreach within 2 business hours", "MQL to SQL within 90 days 20% missed 16.5% 17 of 103"}, nil},

	{"what somebody looks after", "people/caleb", []string{"Looking after Follow-up emails (content), to be looked at again: 15 Dec 2026", "Looking after A call before the first login (experiment, planned), until: 18 Dec 2026"}, nil},
	{"what is over", "people/aisha", []string{"Looking after Battle cards (content)", "Looking after Two more fields on the demo form (experiment, done) "}, nil},
	{"tools, meetings and training", "people/mirela", []string{"Looking after CRM and sales (tech stack)", "Leading Numbers day (meeting)", "Looking after What we signed (training), to be given again: 17 May 2027"}, nil},
	{"what somebody is taught", "people/caleb", []string{"Start here The plan on one page", "What we signed a training, last given on 17 Nov 2026"}, nil},
	{"what a role is taught", "people/vp-sales", []string{"What we signed a training, last given on 17 Nov 2026"}, nil},
	{"what a function is taught", "functions/marketing", []string{"What we signed a training, last given on 17 Nov 2026"}, nil},
	{"that others are not taught it", "people/mirela", nil, []string{"What we signed a training"}},
	{"what a role accepts", "people/vp-sales", []string{"Accepting leads as SQLs by the SLA of Marketing and Sales"}, nil},

	{"the handoff that somebody without a role looks after", "people/mirela", []string{"Where the work changes hands Looks after Marketing to Sales"}, []string{"looks after this handoff"}},
	{"the handoffs of the others", "people/imani", []string{"Looks after Sales to Customer Success", "Jonas Lindqvist looks after this handoff"}, []string{"Imani Brooks looks after"}},

	{"by when somebody decides", "people/greta", []string{"Deciding within 5 business days when the parties of the SLA of Marketing and Sales do not agree"}, nil},
	{"who decides if nobody has", "people/wei", []string{"Deciding when the parties of the SLA of Marketing and Sales still do not agree after 10 business days"}, []string{"The plan asks nothing"}},
	{"which role decides if nobody has", "people/ceo", []string{"still do not agree after 10 business days"}, nil},

	{"what somebody starts with who has to read it", "people/imani", []string{"The SLA of Marketing and Sales what is promised"}, []string{"Whom to turn to Marketing and Sales"}},
	{"where somebody decides", "people/greta", []string{"The SLA of Marketing and Sales what is promised"}, nil},
	{"whom somebody beside the functions turns to", "people/mirela", []string{"Whom to turn to Marketing and Sales do not agree Chief Revenue Officer (Greta Hollis) decides within 5 business days; after 10 business days CEO (Wei Zhang) does.", "Sales and Customer Success do not agree", "This plan Priya Raman keeps it true"}, nil},
	{"what somebody beside the functions reads first", "people/mirela", []string{"The SLA of Marketing and Sales what is promised", "The SLA of Sales and Customer Success", "How work changes hands step by step"}, nil},
	{"what somebody beside the functions has to know", "people/mirela", []string{"The gates to know A lead is an MQL when all three hold", "Sales accepts it as an SQL by BANT", "SAL: Sales accepted lead"}, []string{"Trial started"}},
	{"the gates of somebody who looks after nothing", "people/wei", []string{"A lead is an MQL when all three hold"}, []string{"SAL: Sales accepted lead"}},
	{"that nobody turns to themselves", "people/greta", []string{"Whom to turn to This plan Priya Raman keeps it true"}, []string{"do not agree Chief Revenue Officer"}},
	{"who decides before the last one", "people/wei", []string{"Marketing and Sales do not agree Chief Revenue Officer (Greta Hollis) decides"}, nil},
	{"that who keeps the plan need not be told", "people/priya", []string{"Keeping this plan true"}, []string{"Priya Raman keeps it true"}},
	{"whom a function beside the four turns to", "functions/revops", []string{"Marketing and Sales do not agree", "A lead is an MQL"}, nil},
	{"that a party sees its own agreement only", "functions/marketing", []string{"Marketing and Sales do not agree"}, []string{"Sales and Customer Success do not agree"}},

	{"what a function has to sign", "functions/sales", []string{"To sign: revision 3 of the SLA of Marketing and Sales, to hold from 4 Jan 2027; it waits for Sales.", "lockstep sign --as your-id larkmere marketing-sales"}, nil},
	{"what a role has to sign", "people/vp-sales", []string{"To sign: revision 3", "lockstep sign --as tomas larkmere marketing-sales"}, nil},
	{"what somebody has to sign", "people/tomas", []string{"To sign: revision 3", "lockstep sign --as tomas larkmere marketing-sales"}, nil},
	{"what somebody else of the function does not sign", "people/caleb", nil, []string{"To sign"}},
	{"what has been signed by the other side", "functions/marketing", nil, []string{"To sign"}},

	{"until when somebody was there, once", "people/index", []string{"Ruth AdeyemiVP Salesuntil 30 Jun 2026"}, []string{"until June"}},
	{"somebody who has left", "people/ruth", []string{"Ruth Adeyemi was here until 30 Jun 2026, and owes nothing now"}, []string{"owes nothing in numbers", "First outreach", "Meetings", "Start here", "To sign"}},
}

// TestDuties holds the pages of functions, roles and people of the demo to it.
func TestDuties(t *testing.T) {
	tree := render(t, demo())
	for _, line := range duties {
		text := mainText(t, tree["larkmere/"+line.page+".html"])
		for _, words := range line.words {
			if !strings.Contains(text, words) {
				t.Errorf("%s: %s does not say %q:\n%s", line.what, line.page, words, text)
			}
		}

		for _, words := range line.not {
			if strings.Contains(text, words) {
				t.Errorf("%s: %s says %q", line.what, line.page, words)
			}
		}
	}

	for _, link := range []string{"people/mirela.html ../calendar/person-mirela.ics", "people/tomas.html ../calendar/person-tomas.ics", "people/vp-sales.html ../calendar/role-vp-sales.ics", "functions/sales.html ../calendar/function-sales.ics"} {
		page, target, _ := strings.Cut(link, " ")
		if !strings.Contains(string(tree["larkmere/"+page]), `href="`+target+`"`) || len(eventsOf(t, tree["larkmere/"+strings.TrimPrefix(target, "../")])) < 3 {
			t.Errorf("%s does not link to %s with what it holds", page, target)
		}
	}

	// Who is not named has no calendar, and no command of their own.
	hidden := render(t, published(t, "{hide_people: true}"))
	if page := mainText(t, hidden["larkmere/people/vp-sales.html"]); !strings.Contains(page, "lockstep sign --as your-id larkmere marketing-sales") || !strings.Contains(page, "VP Sales (.ics)") {
		t.Errorf("a role without a name says:\n%s", page)
	}
}

// TestTaught holds that a training for a role is on the page of the role and of who holds it, given or not, and on nobody
// else's.
func TestTaught(t *testing.T) {
	tree := render(t, made(readersSite("5 days", "training: {calls: {title: Calling on Fridays, topic: discovery_techniques, audience: [deal-desk], owner: dana}}\n")))
	for page, taught := range map[string]bool{"people/deal-desk": true, "people/guest": true, "people/sam": false, "functions/product": false} {
		name := "acme/" + page + ".html"
		if text := mainText(t, tree[name]); strings.Contains(text, "Calling on Fridays a training, not given yet") != taught {
			t.Errorf("that %s is taught to call on Fridays is not %v:\n%s", page, taught, text)
		}

		if strings.Contains(string(tree[name]), `href="../enablement.html#training-calls"`) != taught {
			t.Errorf("%s does not lead to the training, or leads to that of others", page)
		}
	}
}

// TestUndatedPromise holds that what somebody promised in a quarterly review is on their page also without a day, after
// what has one, and waits nowhere as if it had.
func TestUndatedPromise(t *testing.T) {
	o := made(readersSite("5 days", "qbrs: {2026-Q3: {held_on: 2026-10-05, attendees: [dana], actions: [{what: Buy phones, owner: guest}, {what: Call back, owner: guest, due: 2026-11-20}, {what: Hire, owner: guest, done_on: 2026-11-02}]}}\n"))
	o.Now = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	tree := render(t, o)
	if text := mainText(t, tree["acme/people/guest.html"]); !strings.Contains(text, "Promises of the last reviews Call back 4 days overdue Buy phones no date set") || strings.Contains(text, "Hire") {
		t.Errorf("it does not say what is promised:\n%s", text)
	}

	waiting, _, _ := strings.Cut(mainText(t, tree["health.html"]), "What the rules found")
	if !strings.Contains(waiting, "4 days overdueCall back") || strings.Contains(waiting, "Buy phones") {
		t.Errorf("what waits is not what has a day:\n%s", waiting)
	}
}

// TestNoFunction holds the page of somebody who is noted without a function.
func TestNoFunction(t *testing.T) {
	tree := render(t, made(map[string]string{
		"index.md":     "---\nkind: site\ntitle: Acme\ntimezone: UTC\npeople:\n  dana: {name: Dana Reed, function: marketing}\n  kim: {name: Kim Doe}\n---\n",
		"acme/plan.md": "---\nkind: plan\ntitle: Acme plan\nowner: dana\nsla: {terms: {escalation: {covers: [lead_quality], to: dana, resolve_within: 5 days}}}\n---\n",
	}))
	text := mainText(t, tree["acme/people/kim.html"])
	for _, words := range []string{"none is noted for Kim Doe", "The SLA of Marketing and Sales", "Marketing and Sales do not agree Dana Reed decides within 5 days", "This plan Dana Reed keeps it true"} {
		if !strings.Contains(text, words) {
			t.Errorf("it does not say %q:\n%s", words, text)
		}
	}
}

// TestDutiesOnAPhone holds that what somebody owes, and to whom, needs no sideways scrolling on a phone.
func TestDutiesOnAPhone(t *testing.T) {
	ctx := browser(t)
	address, _ := served(t)
	show(t, ctx, 360, "light")
	for _, page := range []string{"people/caleb", "people/vp-marketing", "functions/sales"} {
		if err := chromedp.Do(ctx, chromedp.Navigate(address+"larkmere/"+page+".html")); err != nil {
			t.Fatal(err)
		}

		cut := evaluate[string](t, ctx, `[...document.querySelectorAll("section:has(> h2[id^=owe]) .scroll")].map(s => s.scrollWidth > s.clientWidth ? s.innerText : "").join("") || String(document.querySelectorAll("section:has(> h2[id^=owe]) .scroll tr").length > 5)`)
		if cut != "true" {
			t.Errorf("%s cuts off what is owed: %s", page, cut)
		}
	}
}

// TestEveryOwner holds that whatever in the demo names somebody as its owner is on their page, whatever kind it is of.
func TestEveryOwner(t *testing.T) {
	result, err := Check(demo())
	if err != nil {
		t.Fatal(err)
	}

	tree, owned := routes(t, result), 0
	for _, p := range result.Set.Plans {
		for _, r := range p.References {
			around := r.Node.Parent()
			if !strings.Contains(r.Node.Key(), "owner") || p.Person(r.ID) == nil || around == nil || around.Get("kind") != nil && around.Get("kind").Text() == "plan" {
				continue
			}

			for _, key := range []string{"name", "title", "question", "what", "hypothesis"} {
				title := around.Get(key)
				if title == nil || around.Get("answer") != nil || around.Get("done_on") != nil {
					continue
				}

				owned++
				page := "larkmere/people/" + r.ID + ".html"
				if text := mainText(t, tree[page]); p.Person(r.ID).ActiveTo.IsZero() && !strings.Contains(text, strings.TrimSuffix(title.Text(), ".")) {
					t.Errorf("%s does not say that %q is theirs:\n%s", page, title.Text(), text)
				}

				break
			}
		}
	}

	if owned < 20 {
		t.Errorf("only %d things of the demo have an owner and a name", owned)
	}
}
