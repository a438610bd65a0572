package generator

const benchSite = `---
kind: site
title: A thousand plans
timezone: America/New_York
other_functions: [executive]
people:
  dana: {name: Dana Ortiz, title: VP Marketing, function: marketing}
  sam: {name: Sam Lee, title: VP Sales, function: sales}
  ines: {name: Ines Park, title: Head of Customer Success, function: customer_success}
  paul: {name: Paul Roth, title: Head of Product, function: product}
  mara: {name: Mara Chen, title: CRO, function: executive}
roles:
  vp-marketing: {title: VP Marketing, function: marketing, held_by: dana}
  vp-sales: {title: VP Sales, function: sales, held_by: sam}
  cro: {title: Chief Revenue Officer, function: executive, held_by: mara}
calendars:
  hq:
    timezone: America/New_York
    hours: [{days: mon-fri, open: "09:00", close: "18:00"}]
    holidays: {2026-11-26: Thanksgiving, 2026-12-25: Christmas Day}
---
A site to measure with.
`

// benchPlan takes the plan's number, MQLs a month, MQL to SQL in percent, business hours and business days.
const benchPlan = `---
kind: plan
title: Team %04[1]d collaboration plan
status: proposed
organization: {name: Measured, hypothetical: true}
owner: dana
period: 2027-Q1
north_star: {name: Daily revenue, target: {value: 300, currency: USD}, per: day, day_basis: calendar, accountable: all}
philosophy: {quote: A number that both sides signed is worth ten that one side likes., attribution: the team}
principles:
  one-number: {name: One number, statement: "Everyone answers for {{term north_star.target}} a day."}
  no-surprise: {name: No surprises, statement: Whoever changes something says so before it is felt.}
handoffs:
  marketing-sales:
    from: marketing
    to: sales
    owner: dana
    basis: observed
    current_state: The CRM assigns each new lead in turn and posts a card in the channel, which somebody reads when they come in.
    trigger: A lead fulfils the last open group of the definition.
    visible_to: [vp-sales, sales]
    mql_definition: {see: sla}
    written_down: true
    agreed_by: [marketing, sales]
    mechanism: A workflow in the CRM with alternating assignment
    follow_up_time: {typical: 3 business hours, basis: measured}
    steps:
      - {function: marketing, does: Scores the contact and sets its stage}
      - {function: sales, does: Calls and writes, within: 2 business hours}
      - {function: sales, does: Accepts the lead or rejects it with a reason, within: 3 business days}
      - {function: marketing, does: Moves rejected leads to nurture, within: 1 business day}
    friction:
      title: Weekend leads go cold
      what_happens: Nobody reads the queue between Friday evening and Monday noon, so the best leads of the week wait longest.
      short: Weekend leads wait until Monday noon.
      kind: falls_through_cracks
      example: Four requests came in on a Saturday and two had bought elsewhere by Monday.
      frequency: Every weekend
      proposed_fix: A shared rota for Saturday mornings, paid with a free Friday afternoon
      fix_owner: sam
      status: in_progress
  sales-cs:
    from: sales
    to: customer_success
    owner: ines
    current_state: An automatic mail names company, plan and price. What the buyer wanted stays in the notes of the call.
    trigger: The deal is closed in the CRM.
    information_received: [Company and contacts, Plan and price, Date of renewal]
    delivery_method: Automatic mail to the team's address
    handoff_document: {exists: false}
    warm_introduction: {exists: true, how: One mail that names the first question}
    kickoff_meeting: {exists: true, within: 5 business days}
    friction:
      title: We ask the buyer's goal twice
      what_happens: The kickoff starts from zero because nobody wrote down why the customer bought in the first place.
      kind: missing_information
      proposed_fix: The deal cannot be closed while the goal is empty.
      fix_owner: sam
  cs-product:
    from: customer_success
    to: product
    owner: paul
    loop: cs-to-product
    current_state: Requests are collected on one page and the costliest are brought to Product every month.
    feedback_path: From the call to the page, from the page to the meeting
    channel_type: structured
    channel: The page of requests
    time_to_visible_action: {typical: 6 weeks, basis: estimate}
    friction:
      title: Requests vanish without an answer
      what_happens: Customers who asked for something never hear whether it will come, so they ask again and again.
      kind: falls_through_cracks
      proposed_fix: Every request gets an answer within two weeks, also when it is no.
      fix_owner: paul
  product-gtm:
    from: product
    to: [marketing, sales, customer_success]
    owner: paul
    current_state: A release note is posted when a release is live, and the others read it when they can.
    learns_by: {marketing: A weekly question, sales: The release note, customer_success: A customer}
    lead_time: {typical: 2 business days}
    friction:
      title: Reps meet new screens in front of the buyer
      what_happens: A release changes what a demo shows and no rep knows of it before the buyer asks.
      kind: missing_information
      proposed_fix: A brief ten business days before each release
      fix_owner: paul
sla:
  calendar: hq
  terms:
    purpose: Good leads are called while they still remember us.
    responsibilities:
      marketing: [Brings the agreed number of MQLs, Shows why each one qualified]
      sales: [Calls every MQL in time, Logs every attempt, Gives a reason for each rejection]
    mql_definition:
      firmographic_fit: {match: all, criteria: [50 to 500 employees, Sells software to businesses]}
      behavioral_signal: {match: any, criteria: [{statement: Pricing page twice in 30 days, attribute: pricing_visits, op: at_least, value: 2, window_days: 30}]}
      contact_fit: {match: all, criteria: [Director or above]}
      exclusions: [Students, Competitors]
    sql_criteria: {framework: bant, elements: {budget: A range is named, authority: The buyer is known, need: The problem in their words, timeline: Within two quarters}, accepted_by: vp-sales}
    marketing_commitment:
      mql_volume: {count: %[2]d, per: month}
      quality: {mql_to_sql_pct: %[3]d, window_days: 90}
    sales_commitment:
      first_outreach: {limit: %[4]d business hours, counts_as: [call, email], compliance_target_pct: 95}
      attempt_logging: {required_pct: 100, system: HubSpot}
      disposition: {limit: %[5]d business days, reasons: [No budget, Wrong title]}
      follow_up_cadence: [{attempt: 1, after: 0 hours, channels: [call]}, {attempt: 2, after: 1 business day, channels: [email]}]
    escalation: {covers: [lead_quality, sla_compliance], to: cro, resolve_within: 5 business days}
    feedback_guidelines: {channels: [The thread of the week], recipients: [vp-marketing, vp-sales], respond_within: 2 business days}
    review: {cadence: monthly, by: [vp-marketing, vp-sales]}
feedback_loops:
  cs-to-product:
    loop: cs_to_product
    primary: true
    chosen_because: most_broken
    current_state: Nothing structured
    proposal: Half an hour a month with the five costliest requests, each with the money behind it.
    owner: ines
    cadence: monthly
    format: {type: meeting, detail: Thirty minutes with the page of requests, duration_minutes: 30}
    acted_on: {recipients: [paul], action: Product decides each request as build or not now or no., response_to_source: Customer Success tells each customer within five days.}
    runs: [{on: 2026-11-03, items: 5, decided: Build the export, answered_on: 2026-11-06}]
metrics:
  mql-to-sql:
    name: MQL to SQL
    focus: true
    definition: Leads that became an SQL of all that became an MQL in ninety days
    unit: percent
    direction: up
    current: {value: 17, basis: measured, as_of: 2026-11-20}
    target: {value: 22, quarter: 2027-Q1}
    owner_function: marketing
    actions: {marketing: Asks for company size on the form, sales: Gives each rejected lead its reason, customer_success: Names the customers it would like to have again, product: Shows seats on the pricing page}
    series: [{period: 2026-08, value: 15}, {period: 2026-09, value: 15, target: 20}, {period: 2026-10, value: 17, target: 20}]
  win-rate:
    name: Win rate
    focus: true
    definition: Deals won of all deals decided in the quarter
    unit: percent
    direction: up
    current: {value: 21, basis: measured, as_of: 2026-11-20}
    target: {value: 25, quarter: 2027-Q1}
    owner_function: sales
    actions: {marketing: Writes one case study per industry, sales: Brings two people to each demo, customer_success: Joins the last call, product: Mends the import that loses deals}
  activation:
    name: Trial activation
    focus: true
    definition: Trials that reach a first result in seven days
    unit: percent
    direction: up
    current: {value: 35, basis: estimate, as_of: 2026-11-20}
    target: {value: 45, quarter: 2027-Q1}
    owner_function: product
    actions: {marketing: Promises only what a trial shows, sales: Sets the goal with the buyer at signing, customer_success: Calls trials without data after a day, product: Opens each trial with a finished example}
pressure_tests:
  first: {on: 2026-11-04, reviewer: ines, answers: {surprising_or_unrealistic: The weekend rota needs more than two people., missing: Who covers holidays.}, changes: [{what: The rota has four people, where: handoffs.marketing-sales}]}
open_questions:
  holidays: {question: Who covers the days between the years?, owner: sam, due: 2026-12-11}
glossary:
  MQL: {definition: Marketing qualified lead}
  SQL: {definition: Sales qualified lead}
---
`
