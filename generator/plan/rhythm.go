package plan

// A Meeting is where people of several functions meet, again and again.
type Meeting struct {
	Entry
	Name            string            `key:"name"`
	Rhythm          string            `key:"rhythm" need:"always"`
	Schedule        *Schedule         `key:"schedule"`
	StartsOn        Date              `key:"starts_on"`
	Timezone        string            `key:"timezone"`
	Calendar        string            `key:"calendar" ref:"calendar"`
	OnHoliday       string            `key:"on_holiday" default:"skip"`
	Where           string            `key:"where"`
	DurationMinutes Number            `key:"duration_minutes" need:"always"`
	Attendees       OneOrMany[Party]  `key:"attendees" ref:"party"`
	AttendeesSameAs string            `key:"attendees_same_as" ref:"meeting"`
	Agenda          []string          `key:"agenda" need:"always"`
	Facilitator     string            `key:"facilitator" ref:"person"`
	Outputs         OneOrMany[string] `key:"outputs"`
	NotesURL        string            `key:"notes_url" ref:"link"`
	LastHeldOn      Date              `key:"last_held_on"`
	For             string            `key:"for"`
}

// A Schedule is on which days a meeting is.
type Schedule struct {
	At
	Days            OneOrMany[string] `key:"days"`
	Weekday         string            `key:"weekday"`
	Ordinal         int               `key:"ordinal"`
	DayOfMonth      int               `key:"day_of_month"`
	LastBusinessDay bool              `key:"last_business_day"`
	MonthOfQuarter  int               `key:"month_of_quarter"`
	StartTime       string            `key:"start_time"`
}
