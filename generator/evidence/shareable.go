package evidence

import (
	"regexp"
	"strings"
)

// shareable reports whether a text of an export may be shown: enough rows have it, so that it tells of no one,
// and it has nothing of an address, be it written around its signs, or a telephone number.
func shareable(text string, rows, fewest int) bool {
	return rows >= fewest && len(text) <= 80 && !mailPattern.MatchString(text) && !spokenMail(text) && !hasPhone(text)
}

// Addresses whose signs are written apart or as words: "ann (at) made-up dot example", "ann AT made-up.example".
var (
	apartMail = regexp.MustCompile(`(?i)[\[({<]\s*(?:at|@)\s*[\])}>]|[a-z0-9._%+'-]\s+@\s+[a-z0-9-]+(?:\.|\s*[\[({<]?\bdot\b)|\s(?:at)\s+[a-z0-9-]+\s*[\[({<]?\bdot\b[\])}>]?\s*[a-z0-9-]+`)
	atDomain  = regexp.MustCompile(`(?i)([^\s]+)\s+at\s+[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}`)
)

// spokenMail reports whether a text has an address that is written around its signs. Before a domain and "at" any word
// may be one's name in an address, but for ordinary words: there was an event at made-up.example.
func spokenMail(text string) bool {
	if apartMail.MatchString(text) {
		return true
	}

	for _, m := range atDomain.FindAllStringSubmatch(text, -1) {
		if !ordinary[strings.ToLower(m[1])] {
			return true
		}
	}

	return false
}

// What has digits and is no telephone number: dates in any order, quarters, and numbers of something. localPhone is a
// number of seven digits, as it is dialled within a town.
var (
	dateInText = regexp.MustCompile(`(?i)(?:\b|_)(?:(?:19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])(?:[ T]\d\d:\d\d)?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d|q[1-4]\s*(?:19|20)\d\d)\b` +
		`|\b(?:\d\d?\s*[-–]\s*)?\d\d?\.?\s*` + monthWord + `(?:,?\s+(?:19|20)\d\d\b)?|\b` + monthWord + `\s+\d\d?(?:\s*[-–]\s*\d\d?)?(?:,?\s+(?:19|20)\d\d)?\b`)
	amount = regexp.MustCompile(`(?i)\b` + grouped + `(?:(?:\s*[-–]\s*|\s)` + grouped + `)?\+?\s*(?:employees?|users?|seats?|people|persons?|staff|fte|leads?|customers?|contacts?|accounts?|companies|visitors?|members?|licen[cs]es?|students?|eur|euros?|usd|dollars?)\b`)

	localPhone = regexp.MustCompile(`^[0-9]{7}$|\b[0-9]{3}[ ./-][0-9]{4}\b|\b[0-9]{3}[ ./-][0-9]{2}[ ./-][0-9]{2}\b`)
)

const grouped = `\d+(?:[,.']\d{3})*`

const monthWord = `(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?`

// besideDigits is what was taken for a date or an amount, and is a part of a longer number.
var besideDigits = regexp.MustCompile(`[0-9][ ()./-]*·|·[ ()./-]*[0-9]`)

// hasPhone reports whether a text may hold a telephone number.
func hasPhone(text string) bool {
	rest := amount.ReplaceAllString(dateInText.ReplaceAllString(text, "·"), "·")
	if besideDigits.MatchString(rest) {
		rest = text
	}

	return countDigits(rest) >= minPhone || localPhone.MatchString(rest)
}
