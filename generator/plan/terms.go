package plan

// AllFunctions returns the four functions, then those that the site declares.
func (p *Plan) AllFunctions() []Function {
	return append(append([]Function{}, Functions[:]...), p.Site.OtherFunctions...)
}

// TermsInForce returns the terms that hold on a date: those of the revision in force, from its archive
// where the file has moved on; else the file's, which are the newest. current reports whether they are in
// force.
func (p *Plan) TermsInForce(s *SLA, on Date) (terms *Terms, revision *Revision, current bool) {
	r := p.InForce(s, on, nil)
	if r == nil {
		return &s.Terms, s.Newest(), false
	}

	if r.Revision == s.Revision {
		return &s.Terms, r, true
	}

	for _, archived := range p.Archives {
		if archived.SLA == s.ID && archived.Revision == r.Revision {
			return &archived.Terms, r, true
		}
	}

	return &s.Terms, s.Newest(), false
}
