// Package generator turns a folder of plans into a site.
//
// The pipeline is on this page: load and validate, find out what was agreed before, hold it against the
// exports of a CRM, render the bodies and resolve their links, hold everything against the rules, and write a
// table of routes to a folder. Everything before the writing is a pure function of the content, its history,
// the theme and the instant that is taken for today.
package generator

import (
	"cmp"
	"errors"
	"io/fs"
	"time"

	"github.com/lockstep-docs/lockstep/generator/evidence"
	"github.com/lockstep-docs/lockstep/generator/history"
	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/rules"
	"github.com/lockstep-docs/lockstep/generator/site"
	"github.com/lockstep-docs/lockstep/generator/source"
)

// Options say what to read, and as of when. Content and Now are needed; the rest may be left out.
type Options struct {
	// Content is the content folder.
	Content fs.FS
	// Prefix is put before paths in problems: "content/".
	Prefix string
	// Dir is the same folder on the disk, for its history; "" if there is none to look at.
	Dir string
	// Cache is a folder in which to keep what was read of the history; "" for none. It never changes a result.
	Cache string
	// Past is what git knows of the content, for who has read it before; nil to read it.
	Past *history.Past
	// Themes is the project's folder of themes; nil if there is none.
	Themes fs.FS
	// ThemesPrefix is put before the paths of themes in problems; "" for "themes/".
	ThemesPrefix string
	// AsOf is the instant that the author asked for, as written; "" for none.
	AsOf string
	// Epoch is the value of SOURCE_DATE_EPOCH; "" if it is not set.
	Epoch string
	// Now is the present.
	Now time.Time
	// Version is that of the program, for the footer.
	Version string
	// Against is a commit, a branch or a tag: what was signed there must still stand; "" for none.
	Against string
	// Memo keeps what was found, for a next time with the same past and as of the same instant; nil for none. It
	// never changes a result.
	Memo *Memo
	// Strict lets warnings stop a build as errors do.
	Strict bool
}

// A Memo keeps what one check found for the next. The zero Memo is empty; it is not safe for concurrent use.
type Memo struct {
	files   plan.Memo
	logs    history.Memo
	exports evidence.Memo
	bodies  site.Memo
	rules   rules.Memo
}

// forgetPlans has all plans made anew: they are not what they were on another day, or with another past.
func (m *Memo) forgetPlans() { m.files.ForgetPlans() }

// A Result is what a check or a build found.
type Result struct {
	Set *plan.Set
	// Problems are what the author should know, sorted.
	Problems source.Problems
	// Waived are the problems that a waiver accepts for a while.
	Waived []rules.Waived
	// AsOf is the instant that was taken for today, in the site's zone.
	AsOf time.Time
	// History is what became of every agreement.
	History *history.History
	// Evidence is what the exports say of the commitments of every plan.
	Evidence *evidence.Evidence
	// Written counts what was done to the output folder.
	Written Written

	site *site.Site
}

// Failed reports whether the problems stop a build.
func (r *Result) Failed(strict bool) bool {
	return r.Problems.Count(source.Error) > 0 || strict && r.Problems.Count(source.Warning) > 0
}

// Routes returns the files of the site, in the order of their paths. Each is made when it is asked for.
func (r *Result) Routes() []site.Route { return r.site.Routes() }

// Find returns the file of the site of that path; false if there is none.
func (r *Result) Find(path string) (site.Route, bool) { return r.site.Find(path) }

// Around names what the pages show besides their text: it is another one where their style, a script or a picture is.
func (r *Result) Around() string { return r.site.Around() }

// Read reads the content and its past, and says what is wrong with their form and with signatures. Nothing
// is held against the other rules.
func Read(o Options) (*Result, error) {
	memo := cmp.Or(o.Memo, new(Memo))
	set, found, err := memo.files.Load(o.Content, o.Prefix)
	if err != nil {
		return nil, err
	}

	asOf, problems, err := o.asOf(set.Site)
	if err != nil {
		return nil, err
	}

	found.Add(problems...)
	known := o.Past
	if known == nil {
		if known, err = history.ReadPast(o.Dir, history.Options{Cache: o.Cache}); err != nil {
			return nil, err
		}
	}

	past, problems := memo.logs.Read(known, set, asOf)
	found.Add(problems...)

	return &Result{Set: set, Problems: found, AsOf: asOf, History: past}, nil
}

// Check reads the content and finds everything that is wrong with it. The error is that of a disk, of git or
// of the options; what is wrong with the content is in the result.
func Check(o Options) (*Result, error) {
	var bodies *site.Memo
	if o.Memo != nil {
		bodies = &o.Memo.bodies
	}

	o.Memo = cmp.Or(o.Memo, new(Memo))
	result, err := Read(o)
	if err != nil {
		return nil, err
	}

	if o.Against != "" {
		problems, err := history.AgainstRef(result.Set, o.Dir, o.Against, result.AsOf)
		if err != nil {
			return nil, err
		}

		result.Problems.Add(problems...)
	}

	measured, problems, err := evidence.Measure(result.Set, result.History, evidence.Options{Content: o.Content, Prefix: o.Prefix, AsOf: result.AsOf, Memo: &o.Memo.exports})
	if err != nil {
		return nil, err
	}

	measured.Complete(result.Set)
	result.Set.Complete(result.AsOf)
	result.Evidence = measured
	result.Problems.Add(problems...)
	pages, problems, err := site.New(result.Set, site.Options{
		Content: o.Content, Themes: o.Themes, ThemesPrefix: cmp.Or(o.ThemesPrefix, "themes/"), History: result.History, Evidence: result.Evidence, AsOf: result.AsOf, Version: o.Version, Memo: bodies,
		Frozen:  o.AsOf == "" && o.Epoch == "" && result.Set.Site.AsOf != "",
		Present: o.AsOf == "" && o.Epoch == "" && result.Set.Site.AsOf == "",
	})
	if err != nil {
		return nil, err
	}

	checked := o.Memo.rules.Check(result.Set, result.AsOf, append(result.Problems, problems...))
	result.Problems, result.Waived, result.site = checked.Problems, checked.Waived, pages
	pages.Tell(result.Problems, result.Waived, checked.Later)
	if broken := pages.Try(); len(broken) > 0 {
		result.Problems.Add(broken...)
		pages.Tell(result.Problems, result.Waived, checked.Later)
	}

	return result, nil
}

// Build checks the content and, if nothing stops it, makes the folder out hold exactly its site. Files in
// it that lockstep did not write stay. What was there stays as it was when the build fails.
func Build(o Options, out string) (*Result, error) {
	result, err := Check(o)
	if err != nil || result.Failed(o.Strict) {
		return result, err
	}

	scale := &scale{heavy: map[string]int{}}
	result.Written, err = write(scale.under(result.Routes()), out)
	result.tooHeavy(scale)

	var broken *site.TemplateError
	if errors.As(err, &broken) {
		result.Problems.Add(broken.Problem)
		return result, nil
	}

	return result, err
}
