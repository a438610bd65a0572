package evidence

import (
	"encoding/json"
	"math/big"
	"strings"
)

// A Value is an exact number, or none. The zero Value is none.
type Value struct{ rat *big.Rat }

// Exact returns the value of a number.
func Exact(r *big.Rat) Value { return Value{r} }

func whole(n int) Value { return Value{big.NewRat(int64(n), 1)} }

func percent(n, of int) Value {
	if of == 0 {
		return Value{}
	}

	return Value{big.NewRat(int64(n)*100, int64(of))}
}

// IsSet reports whether there is a number.
func (v Value) IsSet() bool { return v.rat != nil }

// Rat returns the number; nil for none. It is not to be changed.
func (v Value) Rat() *big.Rat { return v.rat }

// Cmp compares two numbers: negative if v is less than other, positive if more, 0 if the same. Neither may be
// none.
func (v Value) Cmp(other Value) int { return v.rat.Cmp(other.rat) }

// Float returns the nearest float; 0 for none.
func (v Value) Float() float64 {
	if v.rat == nil {
		return 0
	}

	f, _ := v.rat.Float64()

	return f
}

// Round returns the number with at most that many decimals, half up, and without trailing zeros; "" for none.
func (v Value) Round(decimals int) string {
	if v.rat == nil {
		return ""
	}

	text := v.rat.FloatString(decimals) // halves go away from zero, and nothing here is below it
	if strings.Contains(text, ".") {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}

	return text
}

// String returns the number with at most one decimal, half up; "" for none.
func (v Value) String() string { return v.Round(1) }

// MarshalJSON returns the nearest float, unrounded, or null for none.
func (v Value) MarshalJSON() ([]byte, error) {
	if v.rat == nil {
		return []byte("null"), nil
	}

	return json.Marshal(v.Float())
}
