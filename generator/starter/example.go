package starter

import (
	"strings"

	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// datesFor puts dates around today into the example, so that nothing in it is overdue on the day it is
// made. The site is frozen to that day.
func datesFor(today worktime.Date) *strings.Replacer {
	quarter := worktime.Quarter{Year: today.Year, Number: (int(today.Month)-1)/3 + 1}.Add(1)

	return strings.NewReplacer(
		"{{today}}", today.String(),
		"{{last week}}", today.AddDays(-7).String(),
		"{{in two weeks}}", today.AddDays(14).String(),
		"{{next quarter}}", quarter.String(),
		"{{start of next quarter}}", quarter.First(1).String(),
	)
}
