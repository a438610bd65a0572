package evidence

import (
	"math/big"
	"testing"

	"github.com/lockstep-docs/lockstep/generator/plan"
)

// TestNear holds that a value is shown rounded, but never as a target that it has not reached.
func TestNear(t *testing.T) {
	target := func(n string) *plan.Target { return &plan.Target{Value: plan.Number(n)} }
	for _, test := range []struct {
		value  *big.Rat
		target *plan.Target
		want   plan.Number
	}{
		{big.NewRat(275, 3), nil, "91.7"},
		{big.NewRat(275, 3), target("95"), "91.7"},
		{big.NewRat(9496, 100), target("95"), "94.96"},
		{big.NewRat(95, 1), target("95"), "95"},
		{big.NewRat(9504, 100), target("95"), "95.04"},
		{big.NewRat(1, 3), target("0.3"), "0.3333"},
	} {
		if got := near(Exact(test.value), test.target); got != test.want {
			t.Errorf("%v to %v is shown as %s, not %s", test.value, test.target, got, test.want)
		}
	}
}
