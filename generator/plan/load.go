package plan

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/lockstep-docs/lockstep/generator/frontmatter"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// A Set is everything in a content folder. It is immutable once loaded.
type Set struct {
	// Site is content/index.md, or an empty site where there is none; never nil.
	Site *Site
	// Plans are in the order of their folders.
	Plans []*Plan
	// Pages are the Markdown files without a kind, in the order of their paths.
	Pages []*Page
	// Documents are all Markdown files by path below the content folder, in order.
	Documents []*Document
	// Assets are the paths of all other files, in order.
	Assets []string
}

// A Document is one Markdown file.
type Document struct {
	// Path is below the content folder.
	Path string
	File *source.File
	// Kind is "" for a plain page, "?" for a file whose kind cannot be read.
	Kind string
	// Root is the front matter; nil if there is none.
	Root *frontmatter.Node
	// Damaged says that Root is not all that was written: the keys that hold an error of syntax are not in it.
	Damaged bool
	Body    *Body
	// Plan is the plan whose folder holds the file; nil for plain pages and the site.
	Plan *Plan
}

// A Page is a Markdown file without a kind.
type Page struct {
	*Document
	// Title and Description are those of the front matter; "" if there is none.
	Title, Description string
}

// Load reads every Markdown file below the root of fsys. prefix is put before the paths in problems,
// such as "content/". The problems are those of form: syntax, schema, ids; Check finds the others. The
// error is that of a disk.
func Load(fsys fs.FS, prefix string) (*Set, source.Problems, error) {
	return load(fsys, prefix, new(Memo))
}

func load(fsys fs.FS, prefix string, memo *Memo) (*Set, source.Problems, error) {
	docs, assets, problems, err := readAll(fsys, prefix, memo)
	if err != nil {
		return nil, nil, err
	}

	l := &loader{set: &Set{Documents: docs, Assets: assets}, memo: memo, decoder: newDecoder(), problems: problems}
	l.site()
	l.plans()
	l.pages()
	if err := l.readSeries(fsys, prefix); err != nil {
		return nil, nil, err
	}

	l.problems.Sort()

	return l.set, l.problems, nil
}

// readAll reads and parses the Markdown files, two at a time per processor, in the order of their paths.
func readAll(fsys fs.FS, prefix string, memo *Memo) (docs []*Document, assets []string, problems source.Problems, err error) {
	err = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && ignored(entry.Name()):
			return fs.SkipDir
		case !nameable(entry.Name()):
			problems.Add(badName(prefix + name))
			if entry.IsDir() {
				return fs.SkipDir
			}
		case !entry.Type().IsRegular() && !hidden(name) && !entry.IsDir():
			problems.Add(notFollowed(prefix+name, entry))
		case !entry.Type().IsRegular():
		case isMarkdown(name) && !hidden(name):
			docs = append(docs, &Document{Path: name})
		default:
			assets = append(assets, name)
		}

		return nil
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read the content folder: %w", err)
	}

	slices.SortFunc(docs, func(a, b *Document) int { return cmp.Compare(a.Path, b.Path) })
	slices.Sort(assets)
	byDocument := make([]source.Problems, len(docs))
	errs := make([]error, len(docs))
	each(len(docs), func(i int) {
		errs[i] = withText(fsys, docs[i].Path, prefix, func(text []byte) {
			byDocument[i] = memo.read(docs[i], prefix+docs[i].Path, text)
		})
	})
	for i := range docs {
		if errs[i] != nil {
			return nil, nil, nil, errs[i]
		}

		problems.Add(byDocument[i]...)
	}

	memo.keep(docs, byDocument)

	return docs, assets, problems, nil
}

// each calls f for 0 … n-1, on all processors at once.
func each(n int, f func(i int)) {
	var wait sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}

	for i := range n {
		next <- i
	}

	close(next)
	wait.Wait()
}

// ignored reports whether a folder belongs to a tool, and nothing in it to the content.
func ignored(name string) bool { return name == ".git" || name == "node_modules" }

// hidden reports whether a file or a folder around it has a name with a dot in front. What is Markdown
// there is no page; a picture can be shown nevertheless.
func hidden(name string) bool { return name[0] == '.' || strings.Contains(name, "/.") }

func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown":
		return true
	}

	return false
}

// withText calls read with what is in a file, which is good only until it returns: most files are known.
func withText(fsys fs.FS, name, prefix string, read func(text []byte)) error {
	file, err := fsys.Open(name)
	if err != nil {
		return fmt.Errorf("read %s: %w", prefix+name, err)
	}
	defer file.Close()

	text := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(text)
	text.Reset()
	if _, err := text.ReadFrom(file); err != nil {
		return fmt.Errorf("read %s: %w", prefix+name, err)
	}

	read(text.Bytes())

	return nil
}

// buffers are those into which files are read.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// parse reads a text as the file of that name, and validates its front matter against the schema of its kind.
func (doc *Document) parse(name, text string) source.Problems {
	doc.File = source.NewFile(name, text)
	parsed, problems := frontmatter.Parse(doc.File)
	doc.Root, doc.Body = cmp.Or(parsed.Root, parsed.Salvaged), &Body{File: doc.File, Start: parsed.Body}
	doc.Damaged = parsed.Root == nil && doc.Root != nil
	doc.Kind = frontMatterKind(doc.Root)
	if doc.Kind == "" && parsed.Root == nil && parsed.Format != "" && saysKind.MatchString(doc.File.Text[:parsed.Body]) || doc.garbled(problems) || doc.oversized(parsed) {
		doc.Kind, doc.Root, doc.Damaged = "?", nil, false
		return problems
	}

	if doc.Kind != "" && !slices.Contains(Kinds(), doc.Kind) && doc.Root.Get("kind").Kind == frontmatter.Text && source.Nearest(doc.Kind, Kinds()) == "" {
		problems.Add(doc.foreignKind())
		doc.Kind = ""
	}

	if doc.Kind == "" {
		return append(plainProblems(problems), doc.kindless()...)
	}

	problems.Add(unspoken(Validate(doc.Root), problems)...)
	if doc.Damaged {
		problems = slices.DeleteFunc(problems, func(p source.Problem) bool { return p.Rule == "schema" && p.Path == "" })
	}

	return problems
}

// unspoken returns the problems of values with which nothing else is wrong: what has been said not to be understood
// need not be said to have no form.
func unspoken(problems, spoken source.Problems) source.Problems {
	type value struct {
		at   source.Place
		path string
	}

	values := map[value]bool{}
	for _, p := range spoken {
		values[value{p.At, p.Path}] = true
	}

	return slices.DeleteFunc(problems, func(p source.Problem) bool { return values[value{p.At, p.Path}] })
}

// garbled reports whether a file in another encoding, or with line ends of another age, says a kind all
// the same: it is no plain page.
func (doc *Document) garbled(problems source.Problems) bool {
	if doc.Root != nil || !slices.ContainsFunc(problems, func(p source.Problem) bool { return p.Rule == "encoding" }) {
		return false
	}

	head := doc.File.Text[:min(len(doc.File.Text), 4096)]

	return saysKind.MatchString(strings.NewReplacer("\x00", "", "\r", "\n").Replace(head))
}

// foreignKind says that a file has a kind that belongs to another tool.
func (doc *Document) foreignKind() source.Problem {
	node := doc.Root.Get("kind")

	return source.Problem{
		At: node.Place(), Rule: "schema", Path: node.Pointer(),
		Message: fmt.Sprintf("there is no kind %q, so this is a plain page", doc.Kind),
		Hint:    "delete the line if it means nothing to you; the kinds are " + list(Kinds(), "and"),
	}
}

// kindless reports a file that holds a plan's facts and does not say so.
func (doc *Document) kindless() source.Problems {
	if kind := doc.Root.Get("Kind"); slices.Contains(Kinds(), strings.ToLower(text(kind))) {
		return source.Problems{{
			At: kind.KeyPlace(), Rule: "schema", Path: kind.Pointer(),
			Message: "this file does not say of which kind it is: keys are written in small letters",
			Hint:    `did you mean "kind"?`,
		}}
	}

	for _, key := range []string{"handoffs", "sla", "feedback_loops", "pressure_tests", "north_star"} {
		node := doc.Root.Get(key)
		if node == nil {
			continue
		}

		return source.Problems{{
			At: node.KeyPlace(), Rule: "schema", Path: node.Pointer(),
			Message: fmt.Sprintf("%s belongs to a plan, and this file does not say that it is one", key),
			Hint:    "add a line: kind: plan",
		}}
	}

	return nil
}

// saysKind finds the line with the kind in front matter that cannot be read: such a file is no plain page,
// and what is wrong with it is no small matter.
var saysKind = regexp.MustCompile(`(?m)^[ \t{]*"?kind"?[ \t]*[:=]`)

// frontMatterKind returns what the author wrote as kind, also where it is no kind we know.
func frontMatterKind(root *frontmatter.Node) string {
	kind := root.Get("kind")
	if kind == nil {
		return ""
	}

	return cmp.Or(text(kind), "?")
}

// plainProblems lowers what is wrong with the front matter of a plain page to warnings: many tools have
// ideas of their own about front matter, and the page is readable without.
func plainProblems(problems source.Problems) source.Problems {
	for i := range problems {
		problems[i].Severity = source.Warning
	}

	return problems
}

type loader struct {
	set      *Set
	memo     *Memo
	decoder  *decoder
	problems source.Problems
}

// site decodes content/index.md, the one file of kind site.
func (l *loader) site() {
	l.set.Site = &Site{}
	var root *frontmatter.Node
	for _, doc := range l.set.Documents {
		l.decoder.bodies[doc.File] = doc.Body
		if doc.Kind != "site" {
			continue
		}

		if root != nil {
			l.twice(doc.Root.Get("kind"), root.Get("kind"), "there can be only one file of kind site", "keep "+root.File().Name+" and move the rest there")
			continue
		}

		root = doc.Root
	}

	if known := l.memo.siteOf(root); known != nil {
		l.set.Site = known
		return
	}

	l.decoder.decode(root, reflect.ValueOf(l.set.Site).Elem())
	l.set.Site.Missing, l.set.Site.References = l.decoder.take()
	l.set.Site.ID = "site"
	l.set.Site.complete()
}

// plans finds the plans, gives each the files of its folder, and decodes them.
func (l *loader) plans() {
	byFolder := map[string]*Plan{}
	byID := map[string]*Plan{}

	for _, doc := range l.set.Documents {
		if doc.Kind != "plan" {
			continue
		}

		p := &Plan{Site: l.set.Site, Folder: FolderOf(doc.Path), Document: doc}
		p.ID = cmp.Or(text(doc.Root.Get("id")), IDOf(doc.Path))
		if before := byID[p.ID]; before != nil {
			l.twice(idNode(doc.Root), idNode(before.Document.Root), fmt.Sprintf("the plan %q stands twice", p.ID), "give one of them another id")
			continue
		}

		if before := byFolder[p.Folder]; before != nil && p.Folder != "." {
			l.twice(doc.Root.Get("kind"), before.Document.Root.Get("kind"), "there are two plans in one folder", "move one of them to a folder of its own")
			continue
		}

		byID[p.ID], doc.Plan = p, p
		if byFolder[p.Folder] == nil {
			byFolder[p.Folder] = p
		}

		l.set.Plans = append(l.set.Plans, p)
	}

	parts := l.collect(byFolder)
	made := make([]whole, len(l.set.Plans))
	same := map[*Document]*Document{}
	for i, p := range l.set.Plans {
		files := append([]*Document{p.Document}, parts[p]...)
		known, ok := l.memo.planOf(files)
		if !ok {
			known = l.plan(p, files)
		}

		for n, doc := range files {
			same[doc] = known.files[n]
		}

		made[i], l.set.Plans[i] = known, known.plan
		l.problems.Add(known.problems...)
	}

	for i, doc := range l.set.Documents {
		l.set.Documents[i] = cmp.Or(same[doc], doc)
	}

	l.memo.keepPlans(l.set.Site, made)
}

// plan decodes a plan from its files, of which its own is the first.
func (l *loader) plan(p *Plan, files []*Document) whole {
	found := len(l.problems)
	id := p.ID
	l.decoder.decode(l.merge(p.Document.Root, files[1:]), reflect.ValueOf(p).Elem())
	p.ID, p.Body = id, p.Document.Body
	p.Missing, p.References = l.decoder.take()
	p.complete()
	l.archives(p, files[1:])
	p.findTerms()

	problems := slices.Clone(l.problems[found:])
	l.problems = l.problems[:found]

	return whole{p, files, problems}
}

// idNode returns where the id of an own file stands, or its kind where there is none.
func idNode(root *frontmatter.Node) *frontmatter.Node {
	return cmp.Or(root.Get("id"), root.Get("kind"))
}

// FolderOf returns the folder whose files belong to the plan: content/acme/plan.md has acme, and so has
// the plan in one file, content/acme.md.
func FolderOf(name string) string {
	folder := path.Dir(name)
	if folder == "." {
		return stem(name)
	}

	return folder
}

// IDOf returns the id of a plan in that file that does not say one.
func IDOf(name string) string { return strings.ToLower(path.Base(FolderOf(name))) }

func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// collect gives every file that is a part of a plan to the plan of the nearest folder around it. With one
// plan in the content folder itself, everything beside it is that plan's.
func (l *loader) collect(byFolder map[string]*Plan) map[*Plan][]*Document {
	parts := map[*Plan][]*Document{}
	for _, doc := range l.set.Documents {
		if _, ok := partOf[doc.Kind]; !ok {
			continue
		}

		folder := path.Dir(doc.Path)
		for folder != "." && byFolder[folder] == nil {
			folder = path.Dir(folder)
		}

		p := byFolder[folder]
		if p == nil && l.hiddenPlan(path.Dir(doc.Path)) {
			continue
		}

		if p == nil && len(l.set.Plans) == 1 && path.Dir(l.set.Plans[0].Document.Path) == "." {
			p = l.set.Plans[0]
		}

		if p == nil {
			l.problems.Add(source.Problem{
				At: doc.Root.Get("kind").Place(), Rule: "schema", Path: "/kind",
				Message: fmt.Sprintf("this %s belongs to no plan", strings.ReplaceAll(doc.Kind, "_", " ")),
				Hint:    "move it into the folder of a plan, beside or below its plan.md",
			})
			continue
		}

		doc.Plan = p
		parts[p] = append(parts[p], doc)
	}

	return parts
}

func (l *loader) pages() {
	for _, doc := range l.set.Documents {
		if doc.Kind != "" {
			continue
		}

		l.set.Pages = append(l.set.Pages, &Page{
			Document: doc, Title: scalar(doc.Root.Get("title")), Description: scalar(doc.Root.Get("description")),
		})
	}
}

// scalar returns the text of a scalar of any kind: a plain page may be called 2026.
func scalar(n *frontmatter.Node) string {
	if n == nil || n.Kind == frontmatter.Map || n.Kind == frontmatter.List || n.Kind == frontmatter.Null {
		return ""
	}

	return n.Text()
}

// twice reports the second of two things of which there can be one.
func (l *loader) twice(second, first *frontmatter.Node, message, hint string) {
	l.problems.Add(source.Problem{
		At: second.KeyPlace(), Rule: "duplicate-id", Path: second.Pointer(),
		Message: message + fmt.Sprintf("; the first is in %s", position(first.KeyPlace())),
		Hint:    hint, Related: []source.Place{first.KeyPlace()},
	})
}

// position returns "content/acme/plan.md:12".
func position(p source.Place) string {
	start, _ := p.Range()
	return fmt.Sprintf("%s:%d", p.File.Name, start.Line)
}

// take returns the absences and references noted since the last call.
func (d *decoder) take() ([]Absence, []Reference) {
	missing, references := slices.Clone(d.missing), slices.Clone(d.references)
	d.missing, d.references = d.missing[:0], d.references[:0]

	return missing, references
}

// validID reports whether a file's stem can be an id.
func validID(id string) bool {
	if id == "" || len(id) > 63 || id[0] == '-' || !utf8.ValidString(id) {
		return false
	}

	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}
