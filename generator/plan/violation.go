package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A violation is a failure that has no further cause.
type violation struct {
	*jsonschema.ValidationError
	// schemas are those that the value does not satisfy, from that of its key to the innermost.
	schemas []*frontmatter.Node
}

// leaves returns the failures that have no further cause. above are the schemas that led to this one.
func leaves(failure *jsonschema.ValidationError, above []*frontmatter.Node) []violation {
	schemas := append(slices.Clip(above), schemaAt(failure.SchemaURL))
	if len(failure.Causes) == 0 {
		return []violation{{failure, schemas}}
	}

	var all []violation
	for _, cause := range failure.Causes {
		if len(cause.InstanceLocation) > len(failure.InstanceLocation) {
			all = append(all, leaves(cause, nil)...)
		} else {
			all = append(all, leaves(cause, schemas)...)
		}
	}

	return all
}

// structural says in plain words where and how the front matter does not have the form of its kind.
func structural(root *frontmatter.Node, failure violation) source.Problems {
	node := root.Get(failure.InstanceLocation...)
	if node == nil {
		node = root
	}

	schema := failure.schemas[len(failure.schemas)-1]
	problem := source.Problem{At: node.Place(), Rule: "schema", Path: node.Pointer()}

	switch k := failure.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		return unknownKeys(node, schema, k.Properties)
	case *kind.Required:
		problem.At = node.KeyPlace()
		problem.Message = fmt.Sprintf("%s needs %s", label(node), list(k.Missing, "and"))
		problem.Hint = "add " + list(k.Missing, "and")
	case *kind.Type:
		problem.Message, problem.Hint = typeProblem(node, failure.schemas, k.Want)
	case *kind.Pattern:
		problem.Message, problem.Hint = patternProblem(node, schema)
	case *kind.Enum:
		problem.Message, problem.Hint = enumProblem(node, failure.schemas, k.Want)
	case *kind.Const:
		problem.Message, problem.Hint = constProblem(node, schema, k.Want)
	default:
		problem.Message, problem.Hint = boundProblem(node, failure)
	}

	problem.Rule = ruleOf(node, schema, problem.Rule)
	switch problem.Rule {
	case "one-friction":
		problem.Message = node.Parent().Key() + " names several frictions, and a handoff has one"
		problem.Hint = "keep the one that costs most, as friction: {title, what_happens, kind}; the others can be open_questions"
	case "one-person":
		problem.Message = "a loop is run by one person, not by " + node.Kind.String()
		problem.Hint = "name the one who makes sure that it happens"
	}

	if problem.Hint == "" {
		problem.Hint = purpose(failure.schemas)
	}

	return source.Problems{problem}
}

// ruleOf gives a violation the id of the rule that describes it, where there is one.
func ruleOf(node, schema *frontmatter.Node, fallback string) string {
	parent := node.Parent()
	switch {
	case node.Key() == "friction" && node.Kind == frontmatter.List:
		return "one-friction"
	case node.Key() == "owner" && isLoop(parent):
		return "one-person"
	case node.Key() == "match" && parent != nil && parent.Key() == "mql_definition":
		return "mql-match"
	case schema.Key() == "function" && node.Kind == frontmatter.Text:
		return "unknown-ref"
	}

	return fallback
}

// isLoop reports whether n is a feedback loop, inline or in its own file.
func isLoop(n *frontmatter.Node) bool {
	if n == nil {
		return false
	}

	return text(n.Get("kind")) == "feedback_loop" || n.Parent() != nil && n.Parent().Key() == "feedback_loops"
}

func unknownKeys(node, schema *frontmatter.Node, keys []string) source.Problems {
	var known []string
	for _, property := range schema.Get("properties").Children() {
		known = append(known, property.Key())
	}

	unknown := map[string]bool{}
	for _, key := range keys {
		unknown[key] = true
	}

	var problems source.Problems
	for _, child := range node.Children() {
		key := child.Key()
		if !unknown[key] {
			continue
		}

		problem := source.Problem{
			At: child.KeyPlace(), Rule: "schema", Path: child.Pointer(),
			Message: fmt.Sprintf("%s has no key %q", label(node), key),
		}

		if schema.Get("patternProperties") != nil {
			problems.Add(badKey(problem, node, schema, key))
			continue
		}

		switch near := source.Nearest(key, known); {
		case near != "":
			problem.Hint = fmt.Sprintf("did you mean %q?", near)
		case child.Kind == frontmatter.Null && strings.Contains(key, " "):
			problem.Hint = "if it is the rest of a sentence, put the whole sentence in quotes: it holds a comma"
		case len(known) > 0:
			problem.Hint = "it may have " + list(known, "and") + "; put your own keys under x:"
		}

		problems.Add(problem)
	}

	return problems
}

// badKey completes the problem of a key that cannot be one in its map.
func badKey(problem source.Problem, node, schema *frontmatter.Node, key string) source.Problem {
	problem.Message = fmt.Sprintf("%q cannot be a key of %s", key, label(node))
	problem.Hint = text(schema.Get("description"))
	if schema.Key() == "id_keys" {
		problem.Hint = fmt.Sprintf("lower-case letters, digits and hyphens: %q", slug(key))
	}

	if schema.Key() == "function_keys" {
		problem.Rule = "unknown-ref"
	}

	return problem
}

func typeProblem(node *frontmatter.Node, schemas []*frontmatter.Node, want []string) (message, hint string) {
	name, scalar := label(node), node.Kind != frontmatter.Map && node.Kind != frontmatter.List
	switch {
	case node.Kind == frontmatter.Null:
		return name + " has no value", "fill it in or delete the line; if it is the rest of a sentence, quote the whole: it holds a comma"
	case isDuration(schemas[len(schemas)-1]):
		return durationProblem(node)
	case slices.Equal(want, []string{"boolean"}) && node.Kind == frontmatter.Text:
		return fmt.Sprintf("%s must be true or false, not %q", name, node.Text()), "write " + truth(node.Text())
	case isNumber(want) && node.Kind == frontmatter.Text:
		return numberProblem(node, schemas)
	case slices.Contains(want, "string") && scalar:
		return fmt.Sprintf("%s must be text, not %s", name, node.Kind), fmt.Sprintf("put it in quotes: %q", node.Text())
	}

	words := make([]string, len(want))
	for i, w := range want {
		words[i] = typeWords[w]
	}

	message = fmt.Sprintf("%s must be %s, not %s", name, list(words, "or"), node.Kind)
	switch {
	case slices.Contains(want, "array") && node.Kind == frontmatter.Text:
		hint = fmt.Sprintf("write it as a list: [%s]", frontmatter.Scalar(node.Text()))
	case slices.Equal(want, []string{"string"}) && node.Kind == frontmatter.List:
		hint = "one only: a plain text instead of a list"
	case slices.Equal(want, []string{"boolean"}):
		hint = "write true or false"
	case slices.Equal(want, []string{"integer"}) && node.Kind == frontmatter.Float:
		hint = "write it without decimals"
	default:
		hint = shape(schemas, want[0])
	}

	return message, hint
}

// numberProblem speaks of a text that is no number, and of the number in it.
func numberProblem(node *frontmatter.Node, schemas []*frontmatter.Node) (message, hint string) {
	written := node.Text()
	if plainNumber.MatchString(written) && !strings.HasPrefix(node.Place().Text(), written) {
		return fmt.Sprintf("%s must be a number, not text", label(node)), "take the quotes away: " + written
	}

	message = fmt.Sprintf("%s must be a number, not %q", label(node), written)
	joined := thousands.ReplaceAllStringFunc(written, func(digits string) string {
		return notDigit.ReplaceAllString(digits, "")
	})
	if found := numberIn.FindStringSubmatch(joined); found != nil && !ofMany.MatchString(joined) {
		return message, fmt.Sprintf("did you mean %s?", found[1])
	}

	return message, shape(schemas, "number")
}

// ofMany finds what makes a number another one: thousands and millions, two of them, or a point where some write a
// comma.
var ofMany = regexp.MustCompile(`(?i)\d\s*(?:k|m|mn|bn|tn|thousand|million|billion)\b|\d[^\d.]+\d|\d\.\d{3}\b`)

var (
	plainNumber = regexp.MustCompile(`^-?\d+(?:\.\d+)?$`)
	// thousands finds a number whose digits stand in groups of three.
	thousands = regexp.MustCompile(`\b\d{1,3}(?:[,_’'\s\x{a0}\x{202f}]\d{3})+\b`)
	notDigit  = regexp.MustCompile(`\D`)
	// numberIn finds a number with a currency before it, or with a unit behind it.
	numberIn = regexp.MustCompile(`^[$€£]?\s*(-?\d+(?:\.\d+)?)(?:\s*[%$€£]|\s.*|\pL.*)?$`)
)

var typeWords = map[string]string{
	"string": "text", "number": "a number", "integer": "a whole number", "boolean": "true or false",
	"array": "a list", "object": "a group of keys", "null": "nothing",
}

func isNumber(want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return w != "number" && w != "integer" })
}

func truth(word string) string {
	switch strings.ToLower(word) {
	case "no", "n", "off", "false":
		return "false"
	case "yes", "y", "on", "true":
		return "true"
	}

	return "true or false"
}

func isDuration(schema *frontmatter.Node) bool {
	for n := schema; n != nil; n = n.Parent() {
		if strings.Contains(n.Key(), "duration") && n.Parent() != nil && n.Parent().Key() == "$defs" {
			return true
		}
	}

	return false
}

func durationProblem(node *frontmatter.Node) (message, hint string) {
	if node.Kind == frontmatter.Map || node.Kind == frontmatter.List {
		return fmt.Sprintf("%s must be a duration, not %s", label(node), node.Kind), `write a number and a unit, like "4 business hours"`
	}

	d, err := worktime.ParseDuration(node.Text())
	if parse, ok := err.(*worktime.ParseError); ok {
		return label(node) + " " + parse.Message, parse.Hint
	}

	return fmt.Sprintf("%s must be in small letters with single spaces, not %q", label(node), node.Text()), fmt.Sprintf("did you mean %q?", d)
}

func patternProblem(node, schema *frontmatter.Node) (message, hint string) {
	if isDuration(schema) {
		return durationProblem(node)
	}

	what := strings.ToLower(text(schema.Get("title")))
	if what == "" {
		return fmt.Sprintf("%s cannot be %q", label(node), node.Text()), examples(schema)
	}

	message = fmt.Sprintf("%s must be %s, not %q", label(node), article(what), node.Text())
	if near := source.Nearest(node.Text(), exampleTexts(schema)); near != "" && schema.Key() == "function" {
		return message, fmt.Sprintf("did you mean %q?", near)
	}

	return message, examples(schema)
}

// examples returns "like a or b" from the examples of a schema, "" if it has none.
func examples(schema *frontmatter.Node) string {
	all := exampleTexts(schema)
	if len(all) == 0 {
		return text(schema.Get("description"))
	}

	all = all[:min(len(all), 3)]
	for i, example := range all {
		all[i] = fmt.Sprintf("%q", example)
	}

	return "like " + list(all, "or")
}

// exampleTexts returns the examples of a schema that are no groups of keys and no lists.
func exampleTexts(schema *frontmatter.Node) []string {
	var all []string
	for _, example := range schema.Get("examples").Children() {
		if example.Text() != "" {
			all = append(all, example.Text())
		}
	}

	return all
}

func enumProblem(node *frontmatter.Node, schemas []*frontmatter.Node, want []any) (message, hint string) {
	var words []string
	for _, w := range want {
		words = append(words, fmt.Sprint(w))
	}

	if node.Kind == frontmatter.Null {
		return label(node) + " has no value", "one of " + list(words, "or")
	}

	message = fmt.Sprintf("%s must be %s, not %q", label(node), list(words, "or"), node.Text())
	if near := choice(node.Text(), words); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}

	return message, hint
}

// constProblem speaks of a value that is a group of keys or a list, or else one certain word.
func constProblem(node, schema *frontmatter.Node, want any) (message, hint string) {
	group := schema
	if group.Key() == "else" {
		group = group.Parent()
	}

	message = fmt.Sprintf("%s cannot be %q", label(node), node.Text())
	if node.Kind == frontmatter.Null {
		message = label(node) + " has no value"
	}

	hint = cmp.Or(purpose([]*frontmatter.Node{group}), fmt.Sprintf("write %v", want))
	if near := source.Nearest(node.Text(), []string{fmt.Sprint(want)}); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}

	return message, hint
}

// boundProblem speaks of what is too much or too little.
func boundProblem(node *frontmatter.Node, failure violation) (message, hint string) {
	name := label(node)
	switch k := failure.ErrorKind.(type) {
	case *kind.Minimum:
		least := k.Want.RatString()
		return fmt.Sprintf("%s: must be at least %s", name, least), fmt.Sprintf("write %s or more", least)
	case *kind.Maximum:
		most := k.Want.RatString()
		return fmt.Sprintf("%s: must be at most %s", name, most), fmt.Sprintf("write %s or less", most)
	case *kind.MinItems:
		return fmt.Sprintf("%s: must have at least %d entries", name, k.Want), fmt.Sprintf("add to it, or delete %s", node.Key())
	case *kind.MaxItems:
		return fmt.Sprintf("%s: must have at most %d entries", name, k.Want), fmt.Sprintf("keep %d of them", k.Want)
	case *kind.MaxLength:
		return fmt.Sprintf("%s: must have at most %d characters, not %d", name, k.Want, k.Got), fmt.Sprintf("take %d characters away", k.Got-k.Want)
	case *kind.UniqueItems:
		return name + ": says the same thing twice", "delete one of the two"
	}

	return name + ": does not have the form of its kind", ""
}

// label names a value as its author knows it: its key and the one around it, "first_outreach limit".
func label(node *frontmatter.Node) string {
	parent := node.Parent()
	switch {
	case parent == nil:
		if k := text(node.Get("kind")); k != "" {
			return "a " + strings.ReplaceAll(k, "_", " ")
		}

		return "the front matter"
	case node.Key() == "":
		pointer := node.Pointer()
		i, _ := strconv.Atoi(pointer[strings.LastIndexByte(pointer, '/')+1:])

		return fmt.Sprintf("%s %d", cmpKey(parent), i+1)
	case parent.Parent() == nil:
		return node.Key()
	case parent.Key() == "":
		return label(parent) + " " + node.Key()
	}

	return parent.Key() + " " + node.Key()
}

func cmpKey(n *frontmatter.Node) string {
	if n.Key() != "" {
		return n.Key()
	}

	return "entry"
}

// list joins words: "a, b and c".
func list(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}

	last := len(words) - 1

	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

func article(what string) string {
	if what == "" || strings.HasPrefix(what, "a ") || strings.HasPrefix(what, "an ") {
		return what
	}

	if strings.ContainsRune("aeio", rune(what[0])) {
		return "an " + what
	}

	return "a " + what
}
