package worktime

import (
	"fmt"
	"strings"
	"time"

	_ "time/tzdata" // so that zones are known on machines without a zone database
)

// LoadZone returns the time zone of an IANA name, such as America/New_York or UTC. The machine's own zone
// is never meant: "" and "Local" are errors. The error is a *ParseError.
func LoadZone(name string) (*time.Location, error) {
	text := strings.TrimSpace(name)
	if zone := zoneNamed(text); zone != nil {
		return zone, nil
	}

	return nil, &ParseError{
		What:    "a time zone",
		Message: fmt.Sprintf("must be a name like America/New_York or Europe/Berlin, not %s", quoted(text)),
		Hint:    didYouMean(guessZone(text)),
	}
}

// zoneNamed returns the zone of exactly that name; nil if there is none. Every part of a zone's name
// starts with a capital: other files of a zone database are not zones, or count leap seconds.
func zoneNamed(name string) *time.Location {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || part[0] < 'A' || part[0] > 'Z' {
			return nil
		}
	}

	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil
	}

	return zone
}

// abbreviations are those that name no zone, with the zone that most people mean by them.
var abbreviations = map[string]string{
	"EASTERN": "America/New_York", "ET": "America/New_York", "EDT": "America/New_York",
	"CENTRAL": "America/Chicago", "CT": "America/Chicago", "CST": "America/Chicago", "CDT": "America/Chicago",
	"MOUNTAIN": "America/Denver", "MT": "America/Denver", "MDT": "America/Denver",
	"PACIFIC": "America/Los_Angeles", "PT": "America/Los_Angeles", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles",
	"BST": "Europe/London", "CEST": "Europe/Berlin", "EEST": "Europe/Helsinki", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo",
	"AEST": "Australia/Sydney", "AEDT": "Australia/Sydney", "Z": "UTC",
}

// guessZone returns the name of the zone that was probably meant: a city without its region, another
// case, spaces. "" if there is none.
func guessZone(text string) string {
	if zone, ok := abbreviations[strings.ToUpper(text)]; ok {
		return zone
	}

	if strings.EqualFold(text, "UTC") || strings.EqualFold(text, "GMT") {
		return strings.ToUpper(text)
	}

	region, city, ok := strings.Cut(text, "/")
	if ok {
		name := capitals(region) + "/" + capitals(city)
		if zoneNamed(name) != nil {
			return name
		}

		text = city
	}

	for _, region := range []string{"America", "Europe", "Asia", "Australia", "Africa", "Pacific", "Atlantic", "Indian"} {
		if name := region + "/" + capitals(text); zoneNamed(name) != nil {
			return name
		}
	}

	return ""
}

// capitals writes a name as the zone database does: New_York.
func capitals(s string) string {
	words := strings.Fields(strings.ReplaceAll(strings.ToLower(s), "_", " "))
	for i, word := range words {
		words[i] = strings.ToUpper(word[:1]) + word[1:]
	}

	return strings.Join(words, "_")
}
