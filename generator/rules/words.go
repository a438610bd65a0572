package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// singular names one entry of a collection, as a person would.
var singular = map[string]string{
	"handoffs": "handoff", "sla": "agreement", "slas": "agreement", "feedback_loops": "feedback loop", "metrics": "metric",
	"pressure_tests": "pressure test", "gates": "gate", "journey": "journey stage", "pipeline": "pipeline stage",
	"scoring": "scoring model", "enablement": "asset", "training": "training", "meetings": "meeting",
	"experiments": "experiment", "scorecards": "scorecard", "qbrs": "QBR", "escalations": "escalation",
	"sla_reviews": "review", "open_questions": "open question", "glossary": "glossary term", "people": "person",
	"roles": "role", "calendars": "calendar", "components": "component", "principles": "principle",
	"attributes": "attribute", "more_commitments": "commitment", "tiers": "tier", "categories": "category",
	"rules": "scoring rule", "segments": "segment", "areas": "area", "waivers": "waiver", "revisions": "revision",
	"approvals": "approval", "steps": "step", "levels": "level", "criteria": "criterion", "elements": "element",
	"interviews": "interview", "notes": "note", "actions": "action", "changes": "change", "evidence": "evidence",
	"rows": "row", "bands": "band", "hours": "opening hours", "tables": "table", "performance_reviews": "performance review",
}

// byID are the collections whose entries are called by their id: handoff "sales-cs".
func byID(collection *frontmatter.Node) bool {
	return collection != nil && collection.Kind == frontmatter.Map && singular[collection.Key()] != "" &&
		collection.Key() != "sla" && collection.Key() != "evidence"
}

// called names a value as its author knows it: `handoff "sales-cs"`, "the friction of handoff …",
// "revision 2", "the plan".
func called(n *frontmatter.Node) string {
	parent := n.Parent()
	switch {
	case n == nil:
		return "the plan"
	case parent == nil:
		return calledFile(n)
	case parent.Kind == frontmatter.List:
		return calledItem(n, parent)
	case byID(parent):
		return fmt.Sprintf("%s %q", singular[parent.Key()], n.Key())
	}

	name := "the " + words(n.Key())
	switch n.Key() {
	case "sla":
		return "the agreement"
	case "terms":
		return name + " of the agreement"
	}

	for around := parent; around.Parent() != nil; around = around.Parent() {
		if byID(around.Parent()) || around.Parent().Kind == frontmatter.List {
			return name + " of " + called(around)
		}
	}

	if kind := parent.Get("kind"); parent.Parent() == nil && kind != nil && kind.Text() != "plan" && kind.Text() != "site" {
		return name + " of " + called(parent)
	}

	return name
}

func calledFile(n *frontmatter.Node) string {
	kind := n.Get("kind")
	if kind == nil {
		return "this part"
	}

	return "the " + strings.ReplaceAll(strings.ReplaceAll(kind.Text(), "sla", "agreement"), "_", " ")
}

// calledItem names an item of a list by its id or number, else by counting.
func calledItem(n, list *frontmatter.Node) string {
	kind := singular[list.Key()]
	if kind == "" {
		kind = words(list.Key()) + " entry"
	}

	if id := text(n.Get("id")); id != "" {
		return fmt.Sprintf("%s %q", kind, id)
	}

	if number := n.Get("revision"); isNumber(number) {
		return kind + " " + number.Text()
	}

	pointer := n.Pointer()
	i, _ := strconv.Atoi(pointer[strings.LastIndexByte(pointer, '/')+1:])

	return fmt.Sprintf("%s %d", kind, i+1)
}

// keyOf returns the key of a value as written; of an item, that of its list.
func keyOf(n *frontmatter.Node) string {
	for n.Key() == "" && n.Parent() != nil {
		n = n.Parent()
	}

	return n.Key()
}

// words writes a key as a person would: "MQL definition".
func words(key string) string { return abbreviations.Replace(strings.ReplaceAll(key, "_", " ")) }

var abbreviations = strings.NewReplacer("mql", "MQL", "sql", "SQL", "crm", "CRM", "url", "URL", "sla", "SLA", "qbr", "QBR")

// list joins words: "a, b and c".
func list(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}

	last := len(words) - 1

	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

// has is the verb to a name: "the plan has", "the terms of the agreement have".
func has(n *frontmatter.Node) string {
	switch n.Key() {
	case "terms", "answers", "responsibilities", "actions", "elements", "feedback_guidelines", "hours":
		return called(n) + " have"
	}

	return called(n) + " has"
}

// plural is "1 lead" or "3 leads".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}

	return fmt.Sprintf("%d %ss", n, noun)
}

// didYouMean returns the way out for a name that is nearly one of the candidates, else the fallback.
func didYouMean(written string, candidates []string, fallback string) string {
	if near := source.Nearest(written, candidates); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}

	return fallback
}

// functionNames joins the names of functions: "Marketing and Sales".
func functionNames(functions []plan.Function) string {
	names := make([]string, len(functions))
	for i, f := range functions {
		names[i] = f.String()
	}

	return list(names, "and")
}

// oneOf offers the first few of many names: "hq, lab or berlin".
func oneOf(names []string) string {
	const most = 6
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " …"
	}

	return list(names, "or")
}

// fold is a text without what does not matter when two are compared: case, spaces, the full stop.
func fold(s string) string {
	return strings.ToLower(strings.TrimRight(strings.Join(strings.Fields(s), " "), ". "))
}

// dotted writes a path of keys as authors know it: terms.review.
func dotted(path string) string {
	return strings.Trim(strings.ReplaceAll(path, "/", "."), ".")
}

func trimStop(sentence string) string { return strings.TrimSuffix(sentence, ".") }

func upper(s string) string { return strings.ToUpper(s) }
