package site

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"text/template/parse"
)

// reach gives a page's own templates those parts that they use, directly or through others. To give each
// page all the parts would take 8 MB for the pages of the default theme, most of it in small pieces that
// are looked through whenever memory is collected; what they use takes a third of that.
func reach(page, parts *template.Template) error {
	waiting := []string{"_base.html"}
	seen := map[string]bool{}
	for len(waiting) > 0 {
		name := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if seen[name] {
			continue
		}

		seen[name] = true
		tree := treeOf(page, name)
		if part := treeOf(parts, name); part != nil && (tree == nil || parse.IsEmptyTree(tree.Root)) {
			tree = part.Copy()
			if _, err := page.AddParseTree(name, tree); err != nil {
				return err
			}
		}

		if tree != nil {
			waiting = append(waiting, used(tree.Root)...)
		}
	}

	return nil
}

// endless returns an error, with its place as those of html/template have it, where a template calls itself, directly or
// through others, whatever the data say: to execute it takes seconds, and 100,000 calls, until the same is said. What is
// called under a condition may come to an end.
func endless(page *template.Template) error {
	ends := map[string]bool{}
	var follow func(name string, way []string) error
	follow = func(name string, way []string) error {
		tree := treeOf(page, name)
		if tree == nil || ends[name] {
			return nil
		}

		way = append(way, name)
		for _, node := range tree.Root.Nodes {
			call, ok := node.(*parse.TemplateNode)
			if !ok {
				continue
			}

			if at := slices.Index(way, call.Name); at >= 0 {
				place, _ := tree.ErrorContext(call)
				return fmt.Errorf("template: %s: it calls itself without end: %s", place, strings.Join(append(way[at:], call.Name), " → "))
			}

			if err := follow(call.Name, way); err != nil {
				return err
			}
		}

		ends[name] = true

		return nil
	}

	return follow("_base.html", nil)
}

// treeOf returns the parsed text of a template; nil if there is none of that name.
func treeOf(t *template.Template, name string) *parse.Tree {
	if found := t.Lookup(name); found != nil {
		return found.Tree
	}

	return nil
}

// used returns the names of the templates that a list of nodes calls, or has written with Once or Rendered.
func used(list *parse.ListNode) []string {
	if list == nil {
		return nil
	}

	var names []string
	branch := func(b *parse.BranchNode) { names = append(append(names, used(b.List)...), used(b.ElseList)...) }
	for _, node := range list.Nodes {
		switch n := node.(type) {
		case *parse.TemplateNode:
			names = append(names, n.Name)
		case *parse.ActionNode:
			names = append(names, byName(n.Pipe)...)
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		}
	}

	return names
}

// byName returns the names of the templates that a pipeline has written with Once or Rendered.
func byName(pipe *parse.PipeNode) []string {
	var names []string
	for _, command := range pipe.Cmds {
		field, ok := command.Args[0].(*parse.FieldNode)
		if !ok || len(command.Args) < 2 || !slices.Contains([]string{"Once", "Rendered"}, field.Ident[len(field.Ident)-1]) {
			continue
		}

		if name, ok := command.Args[1].(*parse.StringNode); ok {
			names = append(names, name.Text)
		}
	}

	return names
}
