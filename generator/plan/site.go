package plan

import "time"

// A Site is what holds for every plan: content/index.md.
type Site struct {
	Entry
	Description          string            `key:"description"`
	AsOf                 string            `key:"as_of"`
	BaseURL              string            `key:"base_url"`
	Repository           string            `key:"repository"`
	Timezone             string            `key:"timezone" need:"always"`
	FiscalYearStartMonth int               `key:"fiscal_year_start_month" default:"1"`
	OtherFunctions       []Function        `key:"other_functions"`
	People               Map[*Person]      `key:"people"`
	Roles                Map[*Role]        `key:"roles"`
	Calendars            Map[*Calendar]    `key:"calendars"`
	Navigation           []NavigationEntry `key:"navigation"`
	Theme                string            `key:"theme"`
	Publish              Publish           `key:"publish"`
	Lint                 Map[string]       `key:"lint"`
	Waivers              []Waiver          `key:"waivers"`

	zone *time.Location // nil where the name is not known

	// Missing are the fields of a complete site that this one has not.
	Missing []Absence
	// References are all places that name something else.
	References []Reference
}

// Publish says what may leave the house.
type Publish struct {
	At
	NoIndex       bool   `key:"noindex" default:"true"`
	HidePeople    bool   `key:"hide_people" default:"false"`
	PeopleMetrics bool   `key:"people_metrics" default:"false"`
	Profile       string `key:"profile" default:"full"`
}

// HidesPeople reports whether the site keeps the names of people to itself.
func (p Publish) HidesPeople() bool { return p.HidePeople || p.Profile == "public" }

// A NavigationEntry is one link of the site's own navigation.
type NavigationEntry struct {
	At
	Title string `key:"title"`
	Link  string `key:"link" ref:"link"`
}

// A Waiver accepts a problem for a while, for a reason.
type Waiver struct {
	At
	Rule    string `key:"rule"`
	File    string `key:"file"`
	Path    string `key:"path"`
	Reason  string `key:"reason" need:"always"`
	Expires Date   `key:"expires" need:"always"`
}

// A Person is somebody with a name.
type Person struct {
	Entry
	Name       string   `key:"name" need:"always"`
	Function   Function `key:"function" need:"always"`
	ActiveFrom Date     `key:"active_from"`
	ActiveTo   Date     `key:"active_to"`
}

// A Role is a place in the organization, held by people.
type Role struct {
	Entry
	Function Function          `key:"function" need:"always"`
	HeldBy   OneOrMany[string] `key:"held_by" ref:"person"`
}

// A Calendar is when a team works.
type Calendar struct {
	Entry
	Timezone string      `key:"timezone"`
	Hours    []Hours     `key:"hours"`
	Holidays Map[string] `key:"holidays"`

	zone *time.Location // nil where the name is not known
}

// Hours are one opening window on some days of the week.
type Hours struct {
	At
	Days  OneOrMany[string] `key:"days"`
	Open  string            `key:"open"`
	Close string            `key:"close"`
}
