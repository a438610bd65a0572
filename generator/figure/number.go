package figure

import "math/big"

// Decimal returns the exact value of a number such as "12.5"; nil if the text is empty or is no number.
func Decimal(text string) *big.Rat {
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}

	return value
}

// Format writes a number with its unit as people read it: "12%", "$300", "1,234", "2 hours", "3.2". It rounds
// to one decimal, halves away from zero. Units are count, percent, currency, days, hours, minutes, ratio and
// score; currency is an ISO 4217 code and matters only for that unit. Nil is "no data".
func Format(value *big.Rat, unit, currency string) string { return "" }
