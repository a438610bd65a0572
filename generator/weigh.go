package generator

import (
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/lockstep-docs/lockstep/generator/site"
)

// A scale notes how much pages take on their way to a reader: those that take too much, by path. It is safe for
// concurrent use.
type scale struct {
	mutex sync.Mutex
	heavy map[string]int
}

// under returns routes whose pages are weighed when they are rendered.
func (s *scale) under(routes []site.Route) []site.Route {
	weighed := slices.Clone(routes)
	for i, route := range routes {
		if path.Ext(route.Path) != ".html" {
			continue
		}

		weighed[i].Render = func() ([]byte, error) {
			text, err := route.Render()
			if !site.Fits(text) {
				packed := site.Packed(text)
				s.mutex.Lock()
				defer s.mutex.Unlock()
				s.heavy[route.Path] = packed
			}

			return text, err
		}
	}

	return weighed
}

// tooHeavy adds to the problems which pages take too much.
func (r *Result) tooHeavy(s *scale) {
	for _, name := range slices.Sorted(maps.Keys(s.heavy)) {
		r.Problems.Add(r.site.TooHeavy(name, s.heavy[name]))
	}

	if len(s.heavy) > 0 {
		r.Problems.Sort()
	}
}
