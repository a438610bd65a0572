package plan

// AllFunctions returns the four functions, then those that the site declares.
func (p *Plan) AllFunctions() []Function {
	return append(append([]Function{}, Functions[:]...), p.Site.OtherFunctions...)
}

// TermsInForce returns the terms that hold on a date: those of the revision in force; else the file's,
// which are the newest. current reports whether they are in force. They are the file's also where the terms
// in force are not known.
func (p *Plan) TermsInForce(s *SLA, on Date) (terms *Terms, revision *Revision, current bool) {
	r := p.InForce(s, on, nil)
	if r == nil || r.Terms == nil {
		return &s.Terms, s.Newest(), false
	}

	return r.Terms, r, true
}
