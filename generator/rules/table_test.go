package rules

import (
	"path/filepath"
	"strings"
	"testing"
)

// notRules are the tables in testdata that show several rules at once.
var notRules = map[string]bool{"fresh-draft": true}

func TestAll(t *testing.T) {
	tables := map[string]bool{}
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		id := strings.TrimSuffix(filepath.Base(name), ".txtar")
		tables[id] = true
		if ruleByID(All(), id) == nil && !notRules[id] {
			t.Errorf("%s is named for no rule", name)
		}
	}

	seen := map[string]bool{}
	for _, rule := range All() {
		if seen[rule.ID] {
			t.Errorf("%s stands twice", rule.ID)
		}

		seen[rule.ID] = true
		for _, sentence := range []string{rule.Why, rule.WayOut} {
			if !strings.HasSuffix(sentence, ".") || strings.Count(sentence, "\n") > 0 {
				t.Errorf("%s: %q is no sentence on one line", rule.ID, sentence)
			}
		}

		if (rule.shared != nil || rule.each != nil) && !tables[rule.ID] {
			t.Errorf("%s has no table", rule.ID)
		}
	}
}
