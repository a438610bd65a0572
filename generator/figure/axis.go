package figure

import (
	"math"
	"math/big"
)

// A scale says where numbers stand on an axis, and which numbers are written beside it.
type scale struct {
	min, max, step *big.Rat
	unit, currency string
	// from and to are where min and max stand.
	from, to float64
	ticks    []*big.Rat
	names    []string // of the ticks, once they are asked for
	low, far float64  // min, and the way to max, where floats tell them apart
}

// newScale returns a scale for numbers (nil ones count as nothing) with about count steps. If zero is set it
// starts at zero, or ends there if all numbers are negative.
func newScale(numbers []*big.Rat, unit, currency string, zero bool, count int64) *scale {
	s := &scale{unit: unit, currency: currency}
	for _, n := range numbers {
		if n == nil {
			continue
		}

		if s.min == nil || n.Cmp(s.min) < 0 {
			s.min = n
		}

		if s.max == nil || n.Cmp(s.max) > 0 {
			s.max = n
		}
	}

	if s.min == nil {
		s.min, s.max = new(big.Rat), new(big.Rat)
	}

	percent := unit == "percent" && s.min.Sign() >= 0 && s.max.Cmp(hundred) <= 0
	s.widen(zero, percent)
	s.step = s.chooseStep(count)
	s.extend(percent)

	return s
}

var (
	hundred  = big.NewRat(100, 1)
	fraction = big.NewRat(3, 5)
)

// widen makes room around the numbers: down to zero, where that says more than it costs, up to 100%.
func (s *scale) widen(zero, percent bool) {
	switch {
	case zero && s.min.Sign() > 0, s.min.Sign() > 0 && s.min.Cmp(new(big.Rat).Mul(s.max, fraction)) <= 0:
		s.min = new(big.Rat)
	case zero && s.max.Sign() < 0, s.max.Sign() < 0 && s.max.Cmp(new(big.Rat).Mul(s.min, fraction)) >= 0:
		s.max = new(big.Rat)
	}

	if percent && s.min.Sign() == 0 && s.max.Cmp(big.NewRat(60, 1)) > 0 {
		s.max = hundred
	}

	if s.min.Cmp(s.max) != 0 {
		return
	}

	around := new(big.Rat).Mul(new(big.Rat).Abs(s.max), big.NewRat(1, 5))
	switch {
	case s.max.Sign() == 0 && s.unit == "percent":
		s.max = hundred
	case s.max.Sign() == 0:
		s.max = big.NewRat(1, 1)
	default:
		s.min, s.max = new(big.Rat).Sub(s.min, around), new(big.Rat).Add(s.max, around)
	}
}

// chooseStep returns the smallest step people would count in that needs no more than count steps.
func (s *scale) chooseStep(count int64) *big.Rat {
	if s.unit == "hours" {
		sixty := big.NewRat(anHour, 1)
		minutes := &scale{min: new(big.Rat).Mul(s.min, sixty), max: new(big.Rat).Mul(s.max, sixty), unit: "minutes"}

		return new(big.Rat).Quo(minutes.chooseStep(count), sixty)
	}

	least := new(big.Rat).Sub(s.max, s.min)
	least.Quo(least, big.NewRat(count, 1))
	ladder := s.ladder()
	for _, step := range ladder {
		if rat := big.NewRat(step, 1); rat.Cmp(least) >= 0 {
			return rat
		}
	}

	unit := big.NewRat(1, 1)
	if s.unit == "minutes" && len(ladder) > 0 {
		unit = big.NewRat(aDay, 1)
	}

	least.Quo(least, unit)
	exponent := magnitude(least)
	for _, digit := range []int64{1, 2, 5, 10} {
		if step := new(big.Rat).Mul(power(exponent), big.NewRat(digit, 1)); step.Cmp(least) >= 0 {
			return step.Mul(step, unit)
		}
	}

	return new(big.Rat).Mul(power(exponent+1), unit)
}

// ladder lists the steps of units that do not count in tens; it is empty where steps smaller than one are needed, or
// ones so large that people count them in tens of the longest unit.
func (s *scale) ladder() []int64 {
	span := new(big.Rat).Sub(s.max, s.min)
	switch {
	case s.unit == "count":
		return []int64{1}
	case s.unit == "percent" && span.Cmp(hundred) == 0:
		return []int64{20, 25, 50}
	case s.unit == "minutes" && span.Cmp(big.NewRat(4, 1)) > 0:
		return []int64{1, 2, 5, 10, 15, 30, anHour, 2 * anHour, 3 * anHour, 4 * anHour, 6 * anHour, 8 * anHour, 12 * anHour, aDay}
	default:
		return nil
	}
}

// An hour and a day in minutes.
const anHour, aDay = 60, 24 * 60

// magnitude returns the exponent of the greatest power of ten that is not greater than a positive value.
func magnitude(value *big.Rat) int {
	exponent := int(float64(new(big.Float).SetRat(value).MantExp(nil)) * 0.30103)
	for power(exponent).Cmp(value) > 0 {
		exponent--
	}

	for power(exponent+1).Cmp(value) <= 0 {
		exponent++
	}

	return exponent
}

// extend moves both ends out to a whole step and lists the steps. Percent of a whole does not pass 100.
func (s *scale) extend(percent bool) {
	first := floor(new(big.Rat).Quo(s.min, s.step))
	last := floor(new(big.Rat).Quo(s.max, s.step))
	if new(big.Rat).Mul(new(big.Rat).SetInt(last), s.step).Cmp(s.max) < 0 {
		last.Add(last, big.NewInt(1))
	}

	for n := first; n.Cmp(last) <= 0; n = new(big.Int).Add(n, big.NewInt(1)) {
		tick := new(big.Rat).Mul(new(big.Rat).SetInt(n), s.step)
		if percent && tick.Cmp(hundred) > 0 {
			break
		}

		s.ticks = append(s.ticks, tick)
	}

	s.min, s.max = s.ticks[0], s.ticks[len(s.ticks)-1]
}

// floor returns the greatest whole number that is not greater.
func floor(value *big.Rat) *big.Int {
	return new(big.Int).Div(value.Num(), value.Denom()) // Euclidean, and the denominator is positive
}

// at returns where a number stands.
func (s *scale) at(value *big.Rat) float64 {
	if s.far == 0 {
		s.measure()
	}

	if s.far > 0 {
		number, _ := value.Float64()
		return round(s.from + float64((s.to-s.from)*((number-s.low)/s.far)))
	}

	span := new(big.Rat).Sub(s.max, s.min)
	if span.Sign() == 0 {
		return s.from
	}

	part, _ := new(big.Rat).Quo(new(big.Rat).Sub(value, s.min), span).Float64()

	return round(s.from + float64((s.to-s.from)*part))
}

// measure finds out whether floats are exact enough for the scale: far is negative where they are not.
func (s *scale) measure() {
	low, _ := s.min.Float64()
	high, _ := s.max.Float64()
	s.low, s.far = low, high-low
	if size := max(math.Abs(low), math.Abs(high)); size > 1e200 || s.far < size*1e-6 || s.far < 1e-200 {
		s.far = -1
	}
}

// zero returns where zero stands, or the end that is nearer to it.
func (s *scale) zero() float64 {
	switch {
	case s.min.Sign() > 0:
		return s.from
	case s.max.Sign() < 0:
		return s.to
	default:
		return s.at(new(big.Rat))
	}
}

// labels returns what is written at each tick.
func (s *scale) labels() []string {
	if s.names == nil {
		s.names = make([]string, len(s.ticks))
		for i, t := range s.ticks {
			s.names[i] = short(t, s.step, s.unit, s.currency)
		}
	}

	return s.names
}

// widest returns the width of the widest of some texts.
func widest(f font, texts []string) float64 {
	most := 0.0
	for _, t := range texts {
		most = max(most, f.width(t))
	}

	return most
}
