package evidence

import "github.com/lockstep-docs/lockstep/generator/plan"

// A contact is the first outreach to a lead.
type contact struct {
	at    stamp // 0 for none
	early bool  // before the clock starts: nobody can say what happened
}

// firstContact finds the first outreach that counts, to the instant of judgment.
func (j *judge) firstContact(e *event, tried []attempt) contact {
	o := e.span.outreach()
	if j.attempts != nil {
		for _, t := range tried {
			at := j.ending.moment(t.at, t.flags&attemptDay != 0, e.start)
			if at >= e.start && at <= j.at && counts(o, t.channel, t.flags&byMachine != 0) {
				return contact{at: at}
			}
		}

		return contact{}
	}

	if e.outreach == 0 || e.outreach > j.at || !counts(o, e.channel(), e.is(automated)) {
		return contact{}
	}

	return contact{e.outreach, e.outreach < e.start}
}

// counts reports whether an attempt is an outreach under these terms: not by a machine, and on a channel that
// counts. Where nobody says the channel, it does.
func counts(o *plan.FirstOutreach, c channel, machine bool) bool {
	if o == nil {
		return !machine
	}

	if machine && !o.AutomatedCounts {
		return false
	}

	return onChannel(o.CountsAs, c)
}

// onChannel reports whether a channel is one of those that are named; any is where none is named, and so is one that
// nobody says.
func onChannel(names []string, c channel) bool {
	if len(names) == 0 || c == noChannel {
		return true
	}

	for _, name := range names {
		if channelNames[c] == name || channelWords[squeeze(name)] == c {
			return true
		}
	}

	return false
}
