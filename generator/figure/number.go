package figure

import (
	"math/big"
	"strings"
)

// Decimal returns the exact value of a number such as "12.5"; nil if the text is empty or is no number.
func Decimal(text string) *big.Rat {
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}

	return value
}

// Format writes a number with its unit as people read it: "12%", "$300", "1,234", "2 hours", "3.2". It rounds to
// one decimal, halves away from zero; money to cents where it is not whole; and what would become zero to its
// first two digits. Units are count, percent, currency, days, hours, minutes, ratio and score, any other stands
// behind the number; currency is an ISO 4217 code and matters only for that unit. Numbers of more than some 18 digits are
// written like 1.5e+20. Nil is "no data".
func Format(value *big.Rat, unit, currency string) string {
	if value == nil {
		return "no data"
	}

	number := digits(value, decimals(value, unit, currency))
	if len(number) > 24 {
		number = scientific(value)
	}

	return withUnit(number, unit, currency)
}

// decimals returns how many decimals a value is shown with.
func decimals(value *big.Rat, unit, currency string) int {
	switch {
	case value.IsInt():
		return 0
	case unit == "currency" && wholeCurrencies[currency]:
		return 0
	case unit == "currency":
		return 2
	}

	places := 1
	size := new(big.Rat).Abs(value)
	for least := big.NewRat(1, 20); size.Cmp(least) < 0 && places < 12; places++ {
		least.Mul(least, big.NewRat(1, 10))
	}

	if places > 1 {
		places++
	}

	return places
}

// wholeCurrencies have no cents in daily use.
var wholeCurrencies = map[string]bool{"JPY": true, "KRW": true, "VND": true, "CLP": true, "ISK": true, "HUF": true}

// symbols stand before an amount; other currencies are written with their code.
var symbols = map[string]string{
	"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "BRL": "R$", "MXN": "MX$",
}

// digits writes a value with so many decimals at most, and with thousands separators.
func digits(value *big.Rat, places int) string {
	text := value.FloatString(places)
	text, negative := strings.CutPrefix(text, "-")
	whole, fraction, _ := strings.Cut(text, ".")
	if places != 2 || strings.Trim(fraction, "0") == "" {
		fraction = strings.TrimRight(fraction, "0")
	}

	var out strings.Builder
	if negative && strings.Trim(whole+fraction, "0") != "" {
		out.WriteString("−")
	}

	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteByte(',')
		}

		out.WriteRune(c)
	}

	if fraction != "" {
		out.WriteByte('.')
		out.WriteString(fraction)
	}

	return out.String()
}

// withUnit puts the unit where it belongs.
func withUnit(number, unit, currency string) string {
	switch unit {
	case "percent":
		return number + "%"
	case "currency":
		return Money(number, currency)
	case "", "count", "ratio", "score":
		return number
	case "days", "hours", "minutes":
		if number == "1" || number == "−1" {
			return number + " " + strings.TrimSuffix(unit, "s")
		}
	}

	return number + " " + unit
}

// Money puts the sign of the best-known currencies before a number, and the code of the others after it: "−$20",
// "−20 SEK". The number begins with "−" where it is below zero.
func Money(number, currency string) string {
	symbol, ok := symbols[currency]
	if !ok {
		return strings.TrimSpace(number + " " + currency)
	}

	if rest, negative := strings.CutPrefix(number, "−"); negative {
		return "−" + symbol + rest
	}

	return symbol + number
}

// short writes a number for an axis whose lines are step apart: "12k", "0.25", "30 min". Times are in the longest
// unit of which every step is a whole number: "4 h", "2 d".
func short(value, step *big.Rat, unit, currency string) string {
	value, step, unit = longer(value, step, unit)
	number := shortNumber(value, step)
	switch unit {
	case "minutes":
		return number + " min"
	case "hours":
		return number + " h"
	case "days":
		return number + " d"
	case "currency", "percent":
		return withUnit(number, unit, currency)
	default:
		return number
	}
}

// longer returns a time in hours or days, where its step is a whole number of these, and hours whose step is a part of
// one in minutes.
func longer(value, step *big.Rat, unit string) (in, by *big.Rat, of string) {
	size := big.NewRat(anHour, 1)
	if unit == "hours" && !step.IsInt() {
		value, step, unit = new(big.Rat).Mul(value, size), new(big.Rat).Mul(step, size), "minutes"
	}

	if unit == "minutes" && isWhole(step, anHour) {
		value, step, unit = new(big.Rat).Quo(value, size), new(big.Rat).Quo(step, size), "hours"
	}

	if size = big.NewRat(aDay/anHour, 1); unit == "hours" && isWhole(step, aDay/anHour) {
		value, step, unit = new(big.Rat).Quo(value, size), new(big.Rat).Quo(step, size), "days"
	}

	return value, step, unit
}

// isWhole reports whether a step is a whole number of something.
func isWhole(step *big.Rat, of int64) bool { return new(big.Rat).Quo(step, big.NewRat(of, 1)).IsInt() }

// whole writes a number as Format does, or short where it would break in the room that there is.
func whole(value *big.Rat, unit, currency string, room float64) string {
	number := Format(value, unit, currency)
	if value == nil || boldFont.longest(number) <= room {
		return number
	}

	step := new(big.Rat).Abs(value)

	return short(value, step.Quo(step, big.NewRat(10, 1)), unit, currency)
}

// fitted returns a text in which a number is written short, where it would break in the room that there is.
func fitted(text string, value *big.Rat, unit, currency string, room float64) string {
	if value == nil || boldFont.longest(text) <= room {
		return text
	}

	return strings.Replace(text, Format(value, unit, currency), whole(value, unit, currency, room), 1)
}

var thousands = []struct {
	power int64
	name  string
}{{12, "tn"}, {9, "bn"}, {6, "m"}, {3, "k"}}

func shortNumber(value, step *big.Rat) string {
	if value.Sign() == 0 {
		return "0"
	}

	if step.Cmp(power(15)) >= 0 || step.Cmp(power(-6)) < 0 {
		return scientific(value)
	}

	for _, t := range thousands {
		if unit := power(int(t.power)); new(big.Rat).Abs(value).Cmp(unit) >= 0 && new(big.Rat).Mul(step, big.NewRat(10, 1)).Cmp(unit) >= 0 {
			number := digits(new(big.Rat).Quo(value, unit), 2)
			if strings.Contains(number, ".") {
				number = strings.TrimRight(number, "0")
			}

			return number + t.name
		}
	}

	places := 0
	for scaled := new(big.Rat).Set(step); !scaled.IsInt() && places < 9; places++ {
		scaled.Mul(scaled, big.NewRat(10, 1))
	}

	return digits(value, places)
}

// scientific writes a value as 1.5e+20.
func scientific(value *big.Rat) string {
	text := new(big.Float).SetPrec(64).SetRat(value).Text('g', 3)
	return strings.Replace(text, "-", "−", 1)
}

// power returns ten to the power of n. It is not to be changed.
func power(n int) *big.Rat {
	if i := n + len(powers)/2; i >= 0 && i < len(powers) {
		return powers[i]
	}

	return makePower(n)
}

// powers are those that are asked for all the time: from -15 to 15.
var powers = func() (all [31]*big.Rat) {
	for i := range all {
		all[i] = makePower(i - len(all)/2)
	}

	return all
}()

func makePower(n int) *big.Rat {
	size := n
	if n < 0 {
		size = -n
	}

	p := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(size)), nil))
	if n < 0 {
		p.Inv(p)
	}

	return p
}
