package history

import "github.com/lockstep-docs/lockstep/generator/plan"

// A form says what two ways to write a value have in common.
type form uint8

const (
	// plain is text, a number, or true or false.
	plain form = iota
	// duration is text like "4 business hours": 60 minutes are an hour.
	duration
	// function is the name of a department: cs is customer_success.
	function
	// operator is a comparison: gte is at_least.
	operator
	// fields is a map with known keys.
	fields
	// named is a map of things of one form by key.
	named
	// set is a list of things of one form, in any order. One thing alone is a list of one.
	set
)

// A sense says which way a promise becomes harder to keep.
type sense int8

const (
	lower  sense = -1
	higher sense = +1
)

// A clause says of one place in the terms what stands there, and what it means to the people who signed it.
// The forms and defaults are part of what a digest is: they never change under one DigestVersion.
type clause struct {
	key  string
	form form
	// top says that these are the terms as a whole.
	top bool
	// fallback is the default in canonical JSON; "" if there is none.
	fallback string
	// bare is the key for which a text alone stands: a criterion may be just its statement.
	bare string
	// functions says that the keys of a named map are functions.
	functions bool
	// identity are the keys of which the first present tells the items of a set apart.
	identity []string
	// of are the fields of a map with known keys.
	of []*clause
	// each is what stands under every key of a named map, and every item of a set.
	each *clause

	// noun is what to call it in a sentence; {} is the name of the nearest thing with an id around it.
	noun string
	// unit is what a number counts: "%", "days"; "" for none.
	unit string
	// tighter says which way is harder to keep; 0 for neither.
	tighter sense
	// owes is the function that owes it; "" for that of the clause around it.
	owes plan.Function
	// names says that it is the id of a person or a role, or a list of them.
	names bool
	// words says that the value is an id made of plain words.
	words bool
	// whole says that a map is one value, like an amount of money.
	whole bool
	// rate is the key of an amount that is for the period under the key per; "" for none.
	rate string
	// definition says that series before and after a change do not compare.
	definition bool
}

// field returns the clause of a key; one for anything if the key is not known.
func (c *clause) field(key string) *clause {
	for _, f := range c.of {
		if f.key == key {
			return f
		}
	}

	return &clause{key: key, noun: key}
}

// The builders below keep the table of clauses readable.

func text(key, noun string) *clause { return &clause{key: key, noun: noun} }

func number(key, noun, unit string, tighter sense) *clause {
	return &clause{key: key, noun: noun, unit: unit, tighter: tighter}
}

func span(key, noun string, tighter sense) *clause {
	return &clause{key: key, form: duration, noun: noun, tighter: tighter}
}

func choice(key, noun, fallback string) *clause {
	return &clause{key: key, noun: noun, fallback: fallback}
}

func many(key, noun string, each *clause) *clause {
	return &clause{key: key, form: set, noun: noun, each: each}
}

func group(key, noun string, of ...*clause) *clause {
	return &clause{key: key, form: fields, noun: noun, of: of}
}

func byID(key, noun string, each *clause) *clause {
	return &clause{key: key, form: named, noun: noun, each: each}
}

func holder(key, noun string) *clause { return &clause{key: key, noun: noun, names: true} }

func holders(key, noun string) *clause { return many(key, noun, &clause{names: true}) }

func (c *clause) by(f plan.Function) *clause { c.owes = f; return c }

func (c *clause) rated(amount string) *clause { c.rate = amount; return c }

func (c *clause) defines() *clause { c.definition = true; return c }

// allTerms is the table of all clauses of the terms. What it does not list is left out of digests and
// changes where it is an "x" or the "examples", and taken as it is otherwise. Nobody changes it.
var allTerms = clauses()

func clauses() *clause {
	terms := group("", "terms",
		text("purpose", "the purpose"),
		&clause{key: "responsibilities", form: named, functions: true, noun: "responsibilities", each: &clause{form: set, noun: "responsibility", each: &clause{}}},
		mqlDefinition(),
		sqlCriteria(),
		marketingCommitment(),
		salesCommitment(),
		byID("more_commitments", "further promises", group("", "{}",
			text("title", "{}, its name"),
			text("short", "{}, in short"),
			&clause{key: "party", form: function, noun: "{}, who owes it"},
			text("start_event", "{}, start of the clock"),
			text("stop_event", "{}, end of the clock"),
			span("limit", "{}", lower),
			span("target", "{}, target", lower),
			number("compliance_target_pct", "{}, share in time", "%", higher),
			choice("table", "{}, table of its data", `"leads"`),
			owedBy("{}, who owes it"),
		)),
		group("escalation", "the escalation path",
			many("covers", "what can be escalated", &clause{words: true}),
			holder("to", "who decides an escalation"),
			span("resolve_within", "escalations decided", lower),
			&clause{key: "levels", form: set, noun: "the next level of escalation", identity: []string{"to"}, each: group("", "escalation to {}",
				holder("to", "who decides next"),
				span("after", "escalation goes on to {}, after", 0),
			)},
			text("short", "the escalation path, in short"),
		),
		group("feedback_guidelines", "the feedback guidelines",
			many("channels", "channel for feedback", &clause{}),
			many("recipients", "who receives feedback", &clause{form: function, names: true}),
			span("respond_within", "answer to feedback", lower),
		),
		group("review", "the review",
			text("cadence", "review"),
			holders("by", "who reviews"),
		),
	)
	terms.top = true

	return terms
}

func owedBy(noun string) *clause { return holders("owed_by", noun) }

// criterion is one condition on a lead.
func criterion() *clause {
	c := group("", "criterion",
		text("statement", "criterion"),
		text("short", "criterion, in short"),
		text("attribute", "what the criterion looks at"),
		&clause{key: "op", form: operator, noun: "how the criterion compares"},
		many("value", "what the criterion compares with", &clause{}),
		number("window_days", "window of the criterion", "days", 0),
		text("evidence", "evidence for the criterion"),
		number("score_at_least", "lowest score", "", 0),
		text("model", "scoring model"),
	)
	c.bare = "statement"

	return c
}

func criteria(key, noun string) *clause {
	c := many(key, noun, criterion())
	c.identity = []string{"attribute", "model", "statement"}

	return c
}

func mqlDefinition() *clause {
	criteriaGroup := func(key, noun string) *clause {
		return group(key, "MQL, "+noun,
			text("match", "MQL, "+noun+", criteria that must hold"),
			text("short", "MQL, "+noun+", in short"),
			criteria("criteria", "MQL, criterion of "+noun),
		)
	}

	return group("mql_definition", "the definition of an MQL",
		choice("match", "MQL, groups that must hold", `"all"`),
		text("short", "the definition of an MQL, in short"),
		criteriaGroup("firmographic_fit", "firmographic fit"),
		criteriaGroup("behavioral_signal", "behavioral signal"),
		criteriaGroup("contact_fit", "contact fit"),
		criteria("exclusions", "MQL, exclusion"),
		criteria("fast_track", "MQL, fast-track rule"),
	).by(plan.Marketing).defines()
}

func sqlCriteria() *clause {
	element := group("", "SQL, {}",
		text("title", "SQL, {}, its name"),
		text("confirm", "SQL, {}"),
		text("short", "SQL, {}, in short"),
		text("waived_because", "SQL, why {} is not asked"),
	)
	element.bare = "confirm"

	return group("sql_criteria", "the definition of an SQL",
		text("framework", "SQL framework"),
		text("custom_name", "name of the SQL framework"),
		byID("elements", "elements of the SQL framework", element),
		holder("accepted_by", "who accepts an SQL"),
	).by(plan.Sales).defines()
}

func marketingCommitment() *clause {
	return group("marketing_commitment", "what Marketing owes",
		group("mql_volume", "MQL volume",
			number("count", "MQL volume", "", higher),
			choice("per", "MQL volume, period", `"month"`),
			choice("proration", "MQL volume, when a revision starts within a month", `"by_days"`),
			choice("counts", "MQL volume, what counts", `"unique_leads"`),
			owedBy("MQL volume, who owes it"),
		).rated("count"),
		group("quality", "MQL to SQL rate",
			number("mql_to_sql_pct", "MQL to SQL rate", "%", higher),
			&clause{key: "window_days", noun: "MQL to SQL rate, window", unit: "days", fallback: "90"},
			choice("method", "MQL to SQL rate, method", `"cohort"`),
			&clause{key: "min_sample", noun: "MQL to SQL rate, smallest sample", fallback: "20"},
			owedBy("MQL to SQL rate, who owes it"),
		),
		many("enablement", "content kept current for Sales", &clause{}),
		group("derivation", "how the MQL volume follows from revenue",
			money("revenue_target", "revenue target behind the MQL volume"),
			choice("per", "revenue target behind the MQL volume, period", `"month"`),
			number("marketing_share_pct", "Marketing's share of the revenue", "%", 0),
			money("avg_deal", "average deal behind the MQL volume"),
			number("mql_to_sql_pct", "MQL to SQL rate behind the MQL volume", "%", 0),
			number("sql_to_customer_pct", "SQL to customer rate behind the MQL volume", "%", 0),
		).rated("revenue_target"),
		owedBy("what Marketing owes, who owes it"),
	).by(plan.Marketing)
}

func money(key, noun string) *clause {
	c := group(key, noun, text("value", noun), text("currency", noun+", currency"))
	c.whole = true

	return c
}

func salesCommitment() *clause {
	channels := many("channels", "follow-up attempt {}, channel", &clause{})

	return group("sales_commitment", "what Sales owes",
		group("first_outreach", "first outreach",
			span("limit", "first outreach", lower),
			span("target", "first outreach, target", lower),
			choice("clock_start", "first outreach, start of the clock", `"mql_at"`),
			many("counts_as", "first outreach, what counts", &clause{}),
			choice("automated_counts", "first outreach, whether automated messages count", "false"),
			number("compliance_target_pct", "first outreach, share in time", "%", higher),
			byID("tiers", "first outreach, kinds of leads", group("", "first outreach to {}",
				text("title", "first outreach to {}, its name"),
				criteria("when", "first outreach to {}, which leads"),
				span("limit", "first outreach to {}", lower),
				span("target", "first outreach to {}, target", lower),
			)),
			owedBy("first outreach, who owes it"),
		),
		group("attempt_logging", "attempts logged",
			number("required_pct", "attempts logged", "%", higher),
			text("system", "attempts logged, system"),
			owedBy("attempts logged, who owes it"),
		),
		group("disposition", "accept or reject a lead",
			span("limit", "accept or reject a lead", lower),
			span("target", "accept or reject a lead, target", lower),
			choice("scope", "accept or reject a lead, what the limit is for", `"rejected"`),
			many("reasons", "reason for rejecting a lead", &clause{}),
			choice("reason_required", "accept or reject a lead, whether a reason is needed", "true"),
			number("compliance_target_pct", "accept or reject a lead, share in time", "%", higher),
			owedBy("accept or reject a lead, who owes it"),
		),
		&clause{key: "follow_up_cadence", form: set, noun: "follow-up attempt", identity: []string{"attempt"}, each: group("", "follow-up attempt {}",
			text("attempt", "number of the follow-up attempt"),
			span("after", "follow-up attempt {}, after", 0),
			channels,
		)},
		owedBy("what Sales owes, who owes it"),
	).by(plan.Sales)
}
