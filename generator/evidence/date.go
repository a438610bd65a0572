package evidence

import (
	"strings"
	"time"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// date cuts a date off the start of a text.
func (c *clockwork) date(text string) (d worktime.Date, rest string, how reading) {
	if hasLetter(text[:min(len(text), 4)]) {
		if d, rest, ok := namedDate(text); ok {
			return d, rest, exists(d)
		}

		return d, "", unusable
	}

	var parts [3]int
	var widths [3]int
	sign := byte(0)
	rest = text
	for i := range parts {
		n := 0
		for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
			n++
		}

		value, ok := digits(rest[:n])
		if !ok || n > 4 {
			return d, "", unusable
		}

		parts[i], widths[i], rest = int(value), n, rest[n:]
		if i == 2 {
			break
		}

		if rest == "" || rest[0] != '/' && rest[0] != '-' && rest[0] != '.' || sign != 0 && rest[0] != sign {
			return d, "", unusable
		}

		sign, rest = rest[0], rest[1:]
	}

	if rest != "" && strings.IndexByte(" T,", rest[0]) < 0 {
		return d, "", unusable
	}

	return c.arrange(parts, widths, rest)
}

// arrange says which number of a date is what.
func (c *clockwork) arrange(parts, widths [3]int, rest string) (worktime.Date, string, reading) {
	if widths[0] == 4 {
		d := worktime.Date{Year: parts[0], Month: time.Month(parts[1]), Day: parts[2]}
		return d, rest, exists(d)
	}

	year := parts[2]
	if widths[2] == 2 {
		if c.order != monthFirst && c.order != dayFirst {
			return worktime.Date{}, "", unusable
		}

		year += 2000
	} else if widths[2] != 4 {
		return worktime.Date{}, "", unusable
	}

	american := worktime.Date{Year: year, Month: time.Month(parts[0]), Day: parts[1]}
	european := worktime.Date{Year: year, Month: time.Month(parts[1]), Day: parts[0]}
	switch {
	case c.order == monthFirst:
		return american, rest, exists(american)
	case c.order == dayFirst:
		return european, rest, exists(european)
	case exists(american) == fine && exists(european) == fine && american != european:
		return worktime.Date{}, rest, twoDays
	case exists(american) == fine:
		return american, rest, fine
	}

	return european, rest, exists(european)
}

func exists(d worktime.Date) reading {
	switch {
	case d.Year < 1970 || d.Year > 2105 || d.Month < 1 || d.Month > 12 || d.Day < 1:
		return unusable
	case d.Day > 28 && d.Day > worktime.MonthOf(d).Last().Day:
		return unusable
	}

	return fine
}

func hasLetter(text string) bool {
	for i := range len(text) {
		if text[i]|0x20 >= 'a' && text[i]|0x20 <= 'z' {
			return true
		}
	}

	return false
}

var monthNames = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// namedDate cuts a date like "15 Mar 2024", "15-Mar-2024" or "March 15, 2024" off the start of a text.
func namedDate(text string) (worktime.Date, string, bool) {
	words := strings.FieldsFunc(text[:min(len(text), 24)], func(r rune) bool { return r == ' ' || r == '-' || r == ',' || r == '.' || r == '/' })
	if len(words) < 3 {
		return worktime.Date{}, "", false
	}

	day, month := words[0], monthNamed(words[1])
	if month == 0 {
		day, month = words[1], monthNamed(words[0])
	}

	d, okDay := digits(day)
	y, okYear := digits(words[2])
	if month == 0 || !okDay || !okYear || len(words[2]) != 4 {
		return worktime.Date{}, "", false
	}

	end := strings.Index(text, words[2]) + len(words[2])

	return worktime.Date{Year: int(y), Month: month, Day: int(d)}, text[end:], true
}

func monthNamed(word string) time.Month {
	if len(word) < 3 || word[0] < 'A' {
		return 0
	}

	short := strings.ToLower(word[:3])
	for i, name := range monthNames {
		if name == short && strings.HasPrefix(strings.ToLower(time.Month(i+1).String()), strings.ToLower(word)) {
			return time.Month(i + 1)
		}
	}

	return 0
}
