package history

import (
	"fmt"
	"path"
	"strings"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// CanArchive reports whether a revision is one to keep in a file of its own: it was signed, or another one
// came after it.
func (r *Revision) CanArchive() bool {
	return r.Entry != nil && (len(r.Unsigned) == 0 || r.Number < r.log.Revisions[0].Number)
}

// ArchivePath returns where the archive of a revision goes, below the content folder.
func (r *Revision) ArchivePath() string {
	return path.Join(r.log.Plan.Folder, "revisions", fmt.Sprintf("%s-r%d.md", r.log.SLA.ID, r.Number))
}

// ArchiveText returns the revision as a file of kind sla_revision, with the values that its author wrote, and
// what it rests on. The gap says why there can be none: its terms are not known, have not today's form, or are
// not those that were signed. Read again, the file has the digest of the revision.
func (r *Revision) ArchiveText() (string, *Gap) {
	if r.version == nil {
		return "", r.Unknown
	}

	for i := range r.Entry.Approvals {
		if a := &r.Entry.Approvals[i]; a.Digest != "" && a.Digest != r.Digest {
			return "", &Gap{Message: fmt.Sprintf("%s signed %s, and the terms that are known have %s", r.log.Plan.PartyName(a.Person), a.Digest, r.Digest),
				Hint: "look for a clone that has the terms that were signed, or take that signature out of the entry"}
		}
	}

	text := "---\n" + frontmatter.YAML(r.archive()) + "---\n\n" + r.archiveBody()
	doc, problems := frontmatter.Parse(source.NewFile(r.ArchivePath(), text))
	if doc.Root != nil {
		problems.Add(plan.Validate(doc.Root)...)
	}

	if len(problems) > 0 {
		return "", &Gap{Message: "its terms do not have the form of today: " + problems[0].Message, Hint: "keep it in git, or write the archive by hand"}
	}

	if archived(plan.Decode[plan.ArchivedRevision](doc.Root)).digest() != r.Digest {
		return "", &Gap{Message: "an archive of it would not say what was signed", Hint: "keep it in git, and tell the makers of lockstep"}
	}

	return text, nil
}

// archive returns the front matter of the archive.
func (r *Revision) archive() *frontmatter.Node {
	members := []*frontmatter.Node{
		textNode("kind", "sla_revision"),
		textNode("sla", r.log.SLA.ID),
		numberNode("revision", r.Number),
	}

	if r.version.holds != "" {
		members = append(members, textNode("effective_from", r.version.holds))
	}

	members = withKeys(members, r.Entry.Node, "reason", "triggered_by")
	members = append(members, listNode("parties", r.version.parties))
	if r.version.timezone != "" || len(r.version.hours) > 0 {
		members = append(members, r.version.calendarNode())
	}

	if models := r.version.referenced(r.version.normal()); len(models) > 0 {
		versions := make([]*frontmatter.Node, len(models))
		for i, m := range models {
			versions[i] = numberNode(m.id, m.version)
		}

		members = append(members, frontmatter.NewMap(versions...).WithKey("scoring"))
	}

	if r.version.terms != nil {
		members = append(members, r.version.terms.WithKey("terms"))
	}

	return frontmatter.NewMap(withKeys(members, r.Entry.Node, "approvals")...)
}

// withKeys adds what the entry of a revision says under some keys.
func withKeys(to []*frontmatter.Node, entry *frontmatter.Node, keys ...string) []*frontmatter.Node {
	for _, key := range keys {
		if n := entry.Get(key); n != nil && n.Kind != frontmatter.Null {
			to = append(to, n.WithKey(key))
		}
	}

	return to
}

func (v *version) calendarNode() *frontmatter.Node {
	hours := make([]*frontmatter.Node, len(v.hours))
	for i, h := range v.hours {
		hours[i] = h.Node
	}

	members := []*frontmatter.Node{frontmatter.NewList(hours...).WithKey("hours")}
	if v.timezone != "" {
		members = append([]*frontmatter.Node{textNode("timezone", v.timezone)}, members...)
	}

	return frontmatter.NewMap(members...).WithKey("calendar")
}

func textNode(key, text string) *frontmatter.Node {
	return frontmatter.NewScalar(frontmatter.Text, text).WithKey(key)
}

func numberNode(key string, n int) *frontmatter.Node {
	return frontmatter.NewScalar(frontmatter.Int, itoa(n)).WithKey(key)
}

func listNode(key string, functions []plan.Function) *frontmatter.Node {
	items := make([]*frontmatter.Node, len(functions))
	for i, f := range functions {
		items[i] = textNode("", string(f))
	}

	return frontmatter.NewList(items...).WithKey(key)
}

// archiveBody says to whoever opens the file what it is.
func (r *Revision) archiveBody() string {
	from := "the files of that day"
	if r.Commit != nil {
		from = "commit " + r.Commit.Hash
	}

	return strings.Join([]string{
		fmt.Sprintf("Revision %d of %s as it was agreed, with the values of %s.", r.Number, r.log.SLA.ID, from),
		"It is kept so that nobody needs the history of this repository to know what it said. Nothing in it is to be changed.", "",
	}, "\n")
}
