package evidence

import (
	"math"
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// A stamp is a moment in seconds since 1970; 0 is none.
type stamp uint32

func (s stamp) time() time.Time { return time.Unix(int64(s), 0) }

// How a time was read.
type reading uint8

const (
	blank    reading = iota
	fine             // as it stands
	dateOnly         // a date without a time
	shifted          // a local time that occurs twice or never
	twoDays          // day and month could be the other way round
	unusable         // no time
)

// An order is which of the numbers of a date is what.
type order uint8

const (
	anyOrder order = iota // must follow from the numbers
	monthFirst
	dayFirst
	yearFirst
)

// parseOrder reads a date_format like MM/DD/YYYY: the order of its letters.
func parseOrder(format string) order {
	format = strings.ToLower(format)
	day, month, year := strings.IndexByte(format, 'd'), strings.IndexByte(format, 'm'), strings.IndexByte(format, 'y')
	switch {
	case day < 0 || month < 0 || year < 0:
		return anyOrder
	case year < day && year < month:
		return yearFirst
	case month < day:
		return monthFirst
	}

	return dayFirst
}

// A clockwork reads times. It is not safe for concurrent use.
type clockwork struct {
	zone     *time.Location
	order    order
	calendar *worktime.Calendar // when a date without a time begins; may be nil
	days     [1024]localDay
}

// A localDay is a day on which clocks do not change, so that its offset holds all day.
type localDay struct {
	number  int64
	offset  int64
	known   bool
	regular bool
}

// parse reads a time: RFC 3339, milliseconds or seconds since 1970, "2024-03-12 09:14", "3/15/2024 2:30 PM",
// "15 Mar 2024 14:30". A date alone is when the calendar opens on it.
func (c *clockwork) parse(text string) (stamp, reading) {
	text = strings.TrimSpace(text)
	if text == "" || text == "-" || strings.EqualFold(text, "null") || strings.EqualFold(text, "(no value)") {
		return 0, blank
	}

	if at, ok := epoch(text); ok {
		return inRange(at, fine)
	}

	date, rest, how := c.date(text)
	if how != fine {
		return 0, how
	}

	rest = strings.TrimLeft(rest, " ,T")
	if rest == "" {
		return c.dayOf(date)
	}

	clock, offset, naive, ok := clockOf(rest)
	switch {
	case !ok:
		return 0, unusable
	case !naive:
		return inRange(number(date)*86400+clock-offset, fine)
	}

	return c.local(date, clock)
}

func inRange(at int64, how reading) (stamp, reading) {
	if at < 0 || at > math.MaxUint32 {
		return 0, unusable
	}

	if at == 0 {
		return 0, blank // an empty date of many programs
	}

	return stamp(at), how
}

// epoch reads milliseconds or seconds since 1970.
func epoch(text string) (int64, bool) {
	if len(text) < 9 || len(text) > 14 {
		return 0, false
	}

	n, ok := digits(text)
	switch {
	case !ok:
		return 0, false
	case len(text) >= 12:
		return n / 1000, true
	case len(text) <= 10:
		return n, true
	}

	return 0, false
}

func digits(text string) (int64, bool) {
	n := int64(0)
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}

		n = n*10 + int64(text[i]-'0')
	}

	return n, len(text) > 0
}

// clockOf reads a time of day in seconds, and its offset from UTC if it says one.
func clockOf(text string) (clock, offset int64, naive, ok bool) {
	if strings.IndexByte(text, 0xe2) >= 0 || strings.IndexByte(text, 0xc2) >= 0 {
		text = strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(text)
	}

	var parts [3]int64
	n := 0
	for ; n < 3; n++ {
		end := 0
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}

		value, isNumber := digits(text[:end])
		if !isNumber || end > 2 || n > 0 && end != 2 {
			return 0, 0, false, false
		}

		parts[n], text = value, text[end:]
		if text == "" || text[0] != ':' {
			n++
			break
		}

		if n < 2 {
			text = text[1:]
		}
	}

	if strings.HasPrefix(text, ".") { // parts of a second
		end := 1
		for end < len(text) && text[end] >= '0' && text[end] <= '9' {
			end++
		}

		text = text[end:]
	}

	text = strings.TrimSpace(text)
	hours, text, half := halfDay(parts[0], text)
	if hours < 0 || hours > 23 || parts[1] > 59 || parts[2] > 59 || n < 2 && !half {
		return 0, 0, false, false
	}

	clock = hours*3600 + parts[1]*60 + parts[2]
	if text == "" {
		return clock, 0, true, true
	}

	offset, ok = offsetOf(text)

	return clock, offset, false, ok
}

// halfDay takes AM or PM off the start of a text; -1 for an hour that cannot be.
func halfDay(hour int64, text string) (int64, string, bool) {
	if text == "" || strings.IndexByte("aApP", text[0]) < 0 {
		return hour, text, false
	}

	word := strings.ToLower(strings.ReplaceAll(text[:min(len(text), 4)], ".", ""))
	if len(word) < 2 || word[1] != 'm' || hour < 1 || hour > 12 {
		return -1, text, true
	}

	rest := strings.TrimLeft(text[1:], ".mM")
	hour %= 12
	if word[0] == 'p' {
		hour += 12
	}

	return hour, strings.TrimSpace(rest), true
}

// offsetOf reads Z, UTC, GMT, +01:00, +0100 or +01, in seconds.
func offsetOf(text string) (int64, bool) {
	switch text {
	case "Z", "z", "UTC", "GMT":
		return 0, true
	}

	sign := int64(1)
	if text[0] == '-' {
		sign = -1
	} else if text[0] != '+' {
		return 0, false
	}

	text = text[1:]
	if len(text) == 5 && text[2] == ':' {
		text = text[:2] + text[3:]
	}

	n, ok := digits(text)
	switch {
	case !ok:
		return 0, false
	case len(text) == 2 && n < 24:
		return sign * n * 3600, true
	case len(text) == 4 && n/100 < 24 && n%100 < 60:
		return sign * (n/100*3600 + n%100*60), true
	}

	return 0, false
}

// dayOf returns when a date begins.
func (c *clockwork) dayOf(d worktime.Date) (stamp, reading) {
	if c.calendar == nil {
		return inRange(d.Start(c.zone).Unix(), dateOnly)
	}

	return inRange(c.calendar.Opens(d).Unix(), dateOnly)
}

// dayZone returns the zone in which a date without a time is meant.
func (c *clockwork) dayZone() *time.Location {
	if c.calendar == nil {
		return c.zone
	}

	return c.calendar.Zone()
}

// local returns the moment at which clocks in the zone show a time.
func (c *clockwork) local(d worktime.Date, clock int64) (stamp, reading) {
	n := number(d)
	day := &c.days[n&int64(len(c.days)-1)]
	if !day.known || day.number != n {
		*day = newLocalDay(n, c.zone)
	}

	if day.regular {
		return inRange(n*86400+clock-day.offset, fine)
	}

	at, occurs := d.At(worktime.Clock(clock), c.zone)
	if occurs != worktime.Once {
		return inRange(at.Unix(), shifted)
	}

	return inRange(at.Unix(), fine)
}

// newLocalDay looks at the day before, the day and the day after: where their offsets are the same, no clock
// changes.
func newLocalDay(n int64, zone *time.Location) localDay {
	_, before := time.Unix((n-1)*86400, 0).In(zone).Zone()
	_, noon := time.Unix(n*86400+43200, 0).In(zone).Zone()
	_, after := time.Unix((n+2)*86400, 0).In(zone).Zone()

	return localDay{number: n, offset: int64(noon), known: true, regular: before == noon && noon == after}
}

// number returns the days from 1970-01-01 to a date. It counts years from March, so that a leap day is the last
// of its year.
func number(d worktime.Date) int64 {
	year, month := int64(d.Year), int64(d.Month)
	if month < 3 {
		year, month = year-1, month+12
	}

	return 365*year + year/4 - year/100 + year/400 + (153*month-457)/5 + int64(d.Day) - 719469
}
