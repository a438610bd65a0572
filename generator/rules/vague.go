package rules

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/markdown"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// tooShort is the number of characters below which no one can recognise what happens.
const tooShort = 40

func checkVague(c *checker, p *plan.Plan) {
	for h := range entries(p.Handoffs) {
		if h.Friction == nil {
			continue
		}

		what := h.Friction.Node.Get("what_happens")
		if !c.vague(what) && what != nil && utf8.RuneCountInString(strings.TrimSpace(h.Friction.WhatHappens)) < tooShort && h.Friction.WhatHappens != "" {
			c.add(source.Warning, finding{
				node:    what,
				message: fmt.Sprintf("what_happens says too little to recognise it: under %d characters", tooShort),
				hint:    "say it so that both teams recognise it: who waits for what, and when",
			})
		}

		c.vague(h.Friction.Node.Get("proposed_fix"))
	}

	for loop := range entries(p.FeedbackLoops) {
		c.vague(loop.Node.Get("proposal"))
		c.vague(loop.Node.Get("acted_on", "action"))
	}

	for m := range entries(p.Metrics) {
		for _, action := range m.Actions {
			if text := action.Node.Get("text"); text != nil {
				c.vague(text)
			} else {
				c.vague(action.Node)
			}
		}
	}
}

// vague reports a text of generic words only, and whether it was one.
func (c *checker) vague(n *frontmatter.Node) bool {
	if !isGeneric(text(n)) {
		return false
	}

	c.add(source.Warning, finding{
		node:    n,
		message: fmt.Sprintf("%q would fit any company", n.Text()),
		hint:    "say who does what, when, and where one can see it",
	})

	return true
}

// isGeneric reports whether a text has words, and all of them are generic.
func isGeneric(text string) bool {
	if text == "" {
		return false
	}

	n := 0
	for word := range strings.FieldsFuncSeq(strings.ToLower(markdown.Plain(text)), isNoWord) {
		if _, ok := generic[strings.Trim(word, "'’-")]; !ok {
			return false
		}

		n++
	}

	return n > 0
}

func isNoWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' && r != '-'
}

// generic are the words that say nothing of a company in particular, with those that join them.
var generic = wordSet(`
a about across after again all also always among an and any are around as at be become been before being best better
between both but by can cannot could did do does doing done each either else even ever every everybody everyone far few
first for from get gets getting go goes good great had has have having here high higher highly how if in into is it
its itself just keep keeps know knows less like lot lots low lower made make makes making many may maybe might more
most much must need needed needs never new next no not nothing now of off often on once one only or other others our
ourselves out over own perhaps quite rather really same see seem seems shall should simply since so some something
sometimes soon sooner still such sure take takes than that the their them themselves then there these they thing things
this those though through time times to together too toward towards try under until up upon us use used uses using usually very
was way ways we well were what when where whether which while who whole why will with within without work working works would yet you your

marketing sales product customer customers success cs team teams team's department departments function functions org organization
organisation company business people staff stakeholder stakeholders gtm go-to-market lead leads client clients
plan plans goal goals target targets strategy strategies strategic initiative initiatives effort efforts area areas
thing stuff issue issues problem problems challenge challenges gap gaps topic topics situation item items

communication communications communicate communicates communicated communicating miscommunication align aligned aligning
alignment misaligned misalignment silo silos siloed collaborate collaborates collaboration collaborative cross-functional
coordinate coordinates coordinated coordination cooperate cooperation improve improves improved improving improvement
improvements enhance enhances enhanced enhancing optimize optimizes optimized optimizing optimise optimises optimising optimization
increase increases increased increasing boost boosts drive drives driving deliver delivers delivering ensure ensures ensuring
enable enables enabling empower leverage leverages leveraging streamline streamlined streamlining facilitate foster fostering
maximize maximise support supports supporting help helps helping focus focuses focused focusing provide provides providing
engage engaged engagement adopt embrace prioritize prioritise priority priorities
asap promptly prompt quickly quick fast faster slow slowly slower timely regular regularly frequent frequently efficient
efficiently efficiency effective effectively effectiveness proactive proactively seamless seamlessly smooth smoothly smoother consistent
consistently consistency clear clearer clearly unclear transparent transparency visibility accountable accountability ownership
quality high-quality low-quality poor poorly bad badly worse lack lacks lacking weak strong stronger strengthen right wrong
process processes handoff handoffs handover handovers follow follows following follow-up followup feedback information info data
message messages messaging content experience value synergy synergies sync synced syncs culture mindset trust understanding understand
understands relationship relationships share shares shared sharing talk talks talking discuss discusses discussion discussions meet meets
meeting meetings exchange update updates updated updating respond responds response responses react action actions act acts
knowledge expectation expectations performance results result outcome outcomes conversion convert converts conversions revenue growth grow
practice practices standard standards system systems tool tools
`)

func wordSet(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for word := range strings.FieldsSeq(words) {
		set[word] = struct{}{}
	}

	return set
}
