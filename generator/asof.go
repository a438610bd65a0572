package generator

import (
	"fmt"
	"strconv"
	"time"

	"github.com/lockstep-docs/lockstep/generator/plan"
	"github.com/lockstep-docs/lockstep/generator/source"
	"github.com/lockstep-docs/lockstep/generator/worktime"
)

// asOf returns the one instant on which everything that depends on "today" depends: what the command line
// says, else the environment's SOURCE_DATE_EPOCH, else the site's as_of, else now. A date means the end of
// that day in the site's zone.
func (o Options) asOf(site *plan.Site) (time.Time, source.Problems, error) {
	zone := site.Zone()
	if o.AsOf != "" {
		at, err := parseAsOf(o.AsOf, zone)
		if err != nil {
			return time.Time{}, nil, &UsageError{fmt.Sprintf("--as-of must be a date or an instant, not %q", o.AsOf), "like 2026-11-24 or 2026-11-24T12:00:00-05:00"}
		}

		return at.In(zone), nil, nil
	}

	if o.Epoch != "" {
		seconds, err := strconv.ParseInt(o.Epoch, 10, 64)
		if err != nil {
			return time.Time{}, nil, &UsageError{fmt.Sprintf("SOURCE_DATE_EPOCH must be a number of seconds, not %q", o.Epoch), "unset it, or set it to the output of: git log -1 --format=%ct"}
		}

		return time.Unix(seconds, 0).In(zone), nil, nil
	}

	if site.AsOf != "" {
		at, err := parseAsOf(site.AsOf, zone)
		if err == nil {
			return at.In(zone), nil, nil
		}

		if site.Node.Get("as_of") == nil {
			return o.Now.In(zone), nil, nil
		}

		return o.Now.In(zone), source.Problems{{
			At: site.Place("as_of"), Rule: "schema", Path: "/as_of",
			Message: fmt.Sprintf("as_of must be a date or an instant, not %q", site.AsOf), Hint: "like 2026-11-24",
		}}, nil
	}

	return o.Now.In(zone), nil, nil
}

func parseAsOf(text string, zone *time.Location) (time.Time, error) {
	if day, err := worktime.ParseDate(text); err == nil {
		return day.End(zone), nil
	}

	at, _, err := worktime.ParseInstant(text, zone)

	return at, err
}

// A UsageError says that what somebody asked for cannot be, and the way out.
type UsageError struct{ Reason, Hint string }

func (e *UsageError) Error() string { return e.Reason }
