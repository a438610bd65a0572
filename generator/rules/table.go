package rules

const whileDraft = "warning while draft, then error"

// All returns every rule under whose id a problem can be reported, in the order of the reference page:
// first those on what a plan means, then those on the form of a file.
func All() []Rule {
	return append(onMeaning(), onForm()...)
}

func onMeaning() []Rule {
	return []Rule{
		{ID: "placeholder", Severity: "error in front matter, warning in the text below it", check: checkPlaceholders,
			Why: "Text of a template says nothing about you.", WayOut: "Write the fact, or delete the line until you know it."},
		{ID: "vague", Severity: "warning", check: eachPlan(checkVague),
			Why: "Nobody can do, or stop doing, “better communication”.", WayOut: "Say who does what when, with one case that happened."},
		{ID: "parts-missing", Severity: whileDraft, check: eachPlan(checkParts),
			Why: "A plan has four parts: four handoffs, an agreement, one loop to start with, three metrics.", WayOut: "Add the part; a rough one is a start."},
		{ID: "not-agreed", Severity: "error", check: eachPlan(checkAgreed),
			Why: "A plan is agreed when both sides have signed and somebody else has tested it.", WayOut: "Get the signatures and the pressure test, or set the status to proposed."},
		{ID: "unknown-ref", Severity: "error; a warning for a role that nobody holds", check: checkReferences,
			Why: "A name that leads nowhere is a promise by nobody.", WayOut: "Correct the name, or add what it names."},
		{ID: "unused", Severity: "info", check: checkUnused,
			Why: "What nothing refers to is often a name written in two ways.", WayOut: "Use it, or delete it."},
		{ID: "owner-left", Severity: "warning", check: checkLeft,
			Why: "Work owned by somebody who has left is owned by nobody.", WayOut: "Name somebody who is there."},
		{ID: "one-friction", Severity: "error",
			Why: "One friction gets solved; a list of them gets discussed.", WayOut: "Keep the one that costs most."},
		{ID: "one-person", Severity: "error", check: eachPlan(checkOnePerson),
			Why: "What a group owns waits for the others in the group.", WayOut: "Name one person."},
		{ID: "open-loop", Severity: whileDraft, check: eachPlan(checkOpenLoop),
			Why: "A loop closes when somebody receives, acts, and answers whoever spoke up.", WayOut: "Fill in recipients, action and response_to_source."},
		{ID: "missing", Severity: whileDraft, check: checkMissing,
			Why: "A complete plan answers this.", WayOut: "Fill it in; “unknown” and “nothing structured” are honest answers where they are true."},
		{ID: "contradiction", Severity: "warning or info", check: eachPlan(checkContradictions),
			Why: "Two answers that cannot both be true hide the one that is.", WayOut: "Correct one of the two."},
		{ID: "one-way-sla", Severity: whileDraft + "; a warning for missing feedback guidelines", check: eachPlan(checkOneWay),
			Why: "An agreement in which one side promises nothing is a demand.", WayOut: "Add what the other side promises, and who decides when they disagree."},
		{ID: "mql-match", Severity: "error", check: eachPlan(checkMatch),
			Why: "Whether all criteria must hold or any of them decides which leads count.", WayOut: "Write match: all or match: any, and at least one criterion."},
		{ID: "unmeasurable", Severity: "warning", check: eachPlan(checkMeasurable),
			Why: "A criterion without a number is decided anew by everybody who reads it.", WayOut: "Add how much, and within how many days."},
		{ID: "framework-elements", Severity: whileDraft, check: eachPlan(checkFramework),
			Why: "A framework with a silent gap is another framework.", WayOut: "Say what is confirmed, or why it is not asked: waived_because."},
		{ID: "commitment-range", Severity: "error or warning", check: eachPlan(checkRanges),
			Why: "A promise that cannot be kept or missed is none.", WayOut: "Correct the number."},
		{ID: "funnel-arithmetic", Severity: "warning", check: eachPlan(checkFunnel),
			Why: "The leads promised should be enough for the revenue planned.", WayOut: "Promise more leads, or plan with other rates."},
		{ID: "revision-order", Severity: "error", check: eachPlan(checkRevisionOrder),
			Why: "Which terms held on a day follows from the numbers and dates of the revisions.", WayOut: "Number them from 1 without gaps, each later than the one before."},
		{ID: "revision-reason", Severity: "error", check: eachPlan(checkRevisionReason),
			Why: "In a year the reason is what people ask for.", WayOut: "Write why the terms changed."},
		{ID: "approval-void", Severity: "error in an agreed plan, else warning",
			Why: "A signature is for the terms that were signed, not for those that came after.", WayOut: "Sign the new terms, or make them a new revision."},
		{ID: "approval-side", Severity: "error or warning", check: eachPlan(checkApprovalSides),
			Why: "A signature binds the side for which it was given.", WayOut: "Say for which party the person signs: for."},
		{ID: "approval-unbound", Severity: "warning", check: eachPlan(checkUnbound),
			Why: "A signature without a digest does not say what was signed.", WayOut: "Add the digest that lockstep digest prints, or elsewhere with the address of the signed document."},
		{ID: "archive-mismatch", Severity: "error",
			Why: "An archive is worth something only while it holds what was signed.", WayOut: "Bring back the file as it was when it was archived."},
		{ID: "retroactive", Severity: "warning", check: eachPlan(checkRetroactive),
			Why: "Nobody is judged by terms that were not yet signed.", WayOut: "Let the revision start after its last signature."},
		{ID: "review-overdue", Severity: "warning", check: eachPlan(checkReviewOverdue),
			Why: "An agreement that nobody reads any more describes another year.", WayOut: "Hold the review and note it under sla_reviews."},
		{ID: "stale", Severity: "warning", check: eachPlan(checkStale),
			Why: "What was to happen again and did not is the first sign of a plan left alone.", WayOut: "Do it and note the date, or change how often it is to happen."},
		{ID: "metric-sense", Severity: "error, warning or info; missing actions: " + whileDraft, check: eachPlan(checkMetrics),
			Why: "A target is a value not yet reached, in a quarter not yet over, with something to do for everybody.", WayOut: "Correct the value, or set the next target."},
		{ID: "estimate-old", Severity: "warning", check: eachPlan(checkEstimates),
			Why: "After two quarters an estimate should have become a measurement.", WayOut: "Measure it, or estimate anew and date it."},
		{ID: "term-twice", Severity: "error", check: eachPlan(checkTerms),
			Why: "With two definitions both teams are right, and count different leads.", WayOut: "Keep one definition and refer to it from the other place."},
		{ID: "calendar", Severity: "error", check: checkCalendars,
			Why: "Business time needs to know when you work, and where.", WayOut: "Correct the zone or the hours, or add a calendar."},
		{ID: "pressure-test", Severity: whileDraft, check: eachPlan(checkPressureTests),
			Why: "Whoever did not write the plan sees what is wrong with it.", WayOut: "Ask somebody of another function the two questions, and note what you changed."},
		{ID: "percent", Severity: "warning", check: checkPercents,
			Why: "20 percent is written 20, not 0.2.", WayOut: "Multiply by 100."},
		{ID: "waiver-expired", Severity: "warning", check: checkExpired,
			Why: "What was accepted until a day is open again after it.", WayOut: "Mend what was waived, or renew the waiver."},
	}
}

// onForm are the rules that others hold: whoever reads a file or renders a page.
func onForm() []Rule {
	return []Rule{
		{ID: "link", Severity: "error, warning on plain pages",
			Why: "A link that leads nowhere ends the reading.", WayOut: "Correct the address, or delete the link."},
		{ID: "raw-html", Severity: "warning",
			Why: "Only a small, harmless part of HTML is passed on; the rest is shown as text.", WayOut: "Write it in Markdown."},
		{ID: "template", Severity: "error", Fixed: true,
			Why: "{{term …}} stands for a value of a plan, and this one does not exist.", WayOut: "Correct the path; it is that of the value in plan.json."},
		{ID: "duplicate-id", Severity: "error", Fixed: true,
			Why: "Links, signatures and history go by the id.", WayOut: "Keep one of the two, or give one another id."},
		{ID: "schema", Severity: "error", Fixed: true,
			Why: "The front matter does not have the form of its kind.", WayOut: "Correct the key or the value as the message says."},
		{ID: "syntax", Severity: "error, warning on plain pages", Fixed: true,
			Why: "The front matter cannot be read.", WayOut: "Correct the line; a value with a colon or a comma may need quotes."},
		{ID: "encoding", Severity: "error, warning on plain pages", Fixed: true,
			Why: "The file is no text in UTF-8, or holds characters that cannot be seen.", WayOut: "Save it as UTF-8, and retype what the message points at."},
	}
}
