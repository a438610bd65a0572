package signing

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
)

// write makes the text of the file with the signature in it.
func (s *Signature) write(entry *plan.Revision) error {
	before, err := s.before(entry)
	if err != nil {
		return err
	}

	s.File = entry.Node.File()
	texts := []frontmatter.Pair{{Key: "on", Value: s.On.String()}, {Key: "digest", Value: s.Digest}}
	if before != nil {
		s.Replaces = true
		if s.For != before.For {
			texts = append(texts, frontmatter.Pair{Key: "for", Value: string(s.For)})
		}

		s.Text, err = frontmatter.SetTexts(before.Node, texts...)
	} else {
		who := []frontmatter.Pair{{Key: "person", Value: s.Person.ID}}
		if s.For != "" {
			who = append(who, frontmatter.Pair{Key: "for", Value: string(s.For)})
		}

		s.Text, err = frontmatter.AddItem(entry.Node, "approvals", append(who, texts...)...)
	}

	if errors.Is(err, frontmatter.ErrEdit) {
		return refuse(fmt.Sprintf("sign by hand, under approvals of revision %d: %s", s.Revision, s.byHand(entry)), "%s is written in a way to which nothing can be added safely", s.File.Name)
	}

	return err
}

// before returns a signature of the same person, for the same party or for none, that the new one replaces;
// nil if there is none. One that counts is a reason to refuse.
func (s *Signature) before(entry *plan.Revision) (*plan.Approval, error) {
	side := s.Person.Function
	if s.For != "" {
		side = s.For
	}

	var replaced *plan.Approval
	for i := range entry.Approvals {
		a := &entry.Approvals[i]
		bound := s.Log.Plan.Side(*a)
		switch {
		case a.Node == nil || a.Person != s.Person.ID || bound != side && s.Log.SLA.IsParty(bound):
		case a.IsElsewhere():
			return nil, refuse("delete that line first, to sign these terms instead", "%s has signed revision %d elsewhere: %s", s.name(), s.Revision, a.Elsewhere)
		case a.Digest == s.Digest && bound == side:
			return nil, refuse("there is nothing left to do", "%s has signed these very terms of revision %d already", s.name(), s.Revision)
		case replaced == nil:
			replaced = a
		}
	}

	return replaced, nil
}

// byHand returns the signature as it is written in the file of the entry, in one line.
func (s *Signature) byHand(entry *plan.Revision) string {
	who := []frontmatter.Pair{{Key: "person", Value: s.Person.ID}}
	if s.For != "" {
		who = append(who, frontmatter.Pair{Key: "for", Value: string(s.For)})
	}

	return frontmatter.Inline(entry.Node, append(who, frontmatter.Pair{Key: "on", Value: s.On.String()}, frontmatter.Pair{Key: "digest", Value: s.Digest})...)
}

// ErrChanged says that a file is not what it was when it was read.
var ErrChanged = errors.New("the file changed while it was signed: try again")

// Write puts the signature into the content folder, in which name is the path of the file. The file is
// replaced as a whole: whoever reads it sees the old text or the new one.
func (s *Signature) Write(content *os.Root, name string) error {
	name = filepath.FromSlash(name)
	doing := "sign " + s.File.Name
	before, err := content.ReadFile(name)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}

	mark := ""
	if text, ok := strings.CutPrefix(string(before), "\ufeff"); ok {
		mark, before = "\ufeff", []byte(text)
	}

	if string(before) != s.File.Text {
		return fmt.Errorf("%s: %w", doing, ErrChanged)
	}

	info, err := content.Stat(name)
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}

	beside := path.Join(filepath.ToSlash(filepath.Dir(name)), "."+filepath.Base(name)+".signed")
	if err := content.WriteFile(beside, []byte(mark+s.Text), info.Mode().Perm()); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}

	if err := content.Rename(beside, name); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", doing, err), content.Remove(beside))
	}

	return nil
}
