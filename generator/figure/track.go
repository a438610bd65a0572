package figure

import (
	"cmp"
	"math"
	"slices"
)

// placeGapTracks gives the hops in a channel between rows a track each, where they run beside each other.
func (l *layered) placeGapTracks() {
	l.gaps = make([]int, len(l.rows)+1)
	l.gapY = make([]float64, len(l.rows)+1)
	for gap := range l.gaps {
		var spans []span
		var hops []*hop
		for _, h := range l.hops {
			if h.far && h.gap == gap {
				from, to := float64(l.col[h.from]), float64(l.col[h.to])-1
				spans = append(spans, span{math.Min(from, to), math.Max(from, to)})
				hops = append(hops, h)
			}
		}

		order := sorted(spans, func(a, b span) int { return cmp.Compare(a.to-a.from, b.to-b.from) })
		tracks := pack(spans, order, 0.5)
		for i, h := range hops {
			h.gapTrack = tracks[i]
			l.gaps[gap] = max(l.gaps[gap], tracks[i]+1)
		}
	}
}

// A span is a part of a line.
type span struct{ from, to float64 }

// sorted returns the indices of values in an order.
func sorted[T any](values []T, compare func(a, b T) int) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}

	slices.SortStableFunc(order, func(a, b int) int { return compare(values[a], values[b]) })

	return order
}

// pack gives each span, in that order, the first track on which no other is nearer than clear.
func pack(spans []span, order []int, clear float64) []int {
	tracks := make([]int, len(spans))
	var taken [][]span
	for _, i := range order {
		s := spans[i]
		free := slices.IndexFunc(taken, func(others []span) bool {
			return !slices.ContainsFunc(others, func(o span) bool { return o.from < s.to+clear && s.from < o.to+clear })
		})
		if free < 0 {
			free = len(taken)
			taken = append(taken, nil)
		}

		tracks[i] = free
		taken[free] = append(taken[free], s)
	}

	return tracks
}

// A slot is a height at which a hop leaves or arrives, in one row and on one side of a channel.
type slot struct {
	hop   *hop
	label float64 // height of what stands over it
	order float64
	// out and in tell which ends of the hop it holds; both for one that runs straight on.
	out, in bool
	y       float64
}

// slots returns the slots by row and channel: ends on both sides of a channel share the heights, so that no two
// lines meet. What comes from or leads up is higher.
func (l *layered) slots() [][][]*slot {
	all := make([][][]*slot, len(l.rows))
	for r := range all {
		all[r] = make([][]*slot, len(l.cols))
	}

	put := func(node, channel int, s *slot) {
		r := l.row[node]
		all[r][channel] = append(all[r][channel], s)
	}

	for _, h := range l.hops {
		_, height := size(h.lines)
		from, to := l.row[h.from], l.row[h.to]
		if !h.far && from == to {
			put(h.from, l.col[h.from]+1, &slot{hop: h, label: height, order: float64(to), out: true, in: true})
			continue
		}

		source, target := float64(from), float64(to)
		if h.far {
			source, target = float64(h.gap)-0.5, float64(h.gap)-0.5
		}

		put(h.from, l.col[h.from]+1, &slot{hop: h, label: height, order: target, out: true})
		put(h.to, l.col[h.to], &slot{hop: h, order: source, in: true})
	}

	for _, row := range all {
		for _, slots := range row {
			slices.SortStableFunc(slots, func(a, b *slot) int { return cmp.Compare(a.order, b.order) })
		}
	}

	return all
}

// placeSlots decides the heights of ends, from the middle of their row, and how much room the row needs.
func (l *layered) placeSlots(all [][][]*slot) {
	for r, row := range all {
		for _, slots := range row {
			y := 0.0
			for i, s := range slots {
				if i > 0 {
					y += math.Max(14, s.label+10)
				}

				s.y = y
			}

			middle := math.Round(y / 2)
			if i := slices.IndexFunc(slots, func(s *slot) bool { return s.out && s.in }); i >= 0 {
				middle = slots[i].y
			}

			for _, s := range slots {
				s.y -= middle
				if s.out {
					s.hop.out = s.y
				}

				if s.in {
					s.hop.in = s.y
				}

				l.rows[r].above = math.Max(l.rows[r].above, s.label+6-s.y)
				l.rows[r].below = math.Max(l.rows[r].below, s.y+6)
			}

			l.grow(r, slots)
		}
	}

	for i, b := range l.boxes {
		r := &l.rows[l.row[i]]
		r.above, r.below = math.Max(r.above, b.h/2), math.Max(r.below, b.h/2)
	}
}

// grow makes boxes high enough for the ends at their sides.
func (l *layered) grow(r int, slots []*slot) {
	for _, s := range slots {
		for _, end := range []struct {
			at   int
			here bool
		}{{s.hop.from, s.out}, {s.hop.to, s.in}} {
			if !end.here {
				continue
			}

			b := &l.boxes[end.at]
			least := 2 * (math.Abs(s.y) + 10)
			if b.diamond {
				least = 2.6 * math.Abs(s.y)
			}

			b.h = math.Max(b.h, 2*math.Ceil(least/2))
		}
	}
}

// placeTracks gives the parts of hops that run up or down a track in their channel, where they run beside each
// other. Heights are not known yet: they are counted in rows, which keeps their order.
func (l *layered) placeTracks(all [][][]*slot) {
	out, in := make(map[*hop]float64), make(map[*hop]float64)
	for r, row := range all {
		for _, slots := range row {
			for i, s := range slots {
				y := float64(r) + 0.4*(float64(i+1)/float64(len(slots)+1)-0.5)
				if s.out {
					out[s.hop] = y
				}

				if s.in {
					in[s.hop] = y
				}
			}
		}
	}

	for c := range l.cols {
		var runs []run
		for _, h := range l.hops {
			gap := float64(h.gap) - 0.5 + 0.2*float64(h.gapTrack)/float64(l.gaps[h.gap]+1)
			if h.far && l.col[h.from]+1 == c {
				runs = append(runs, run{&h.first, out[h], gap})
			}

			if h.far && l.col[h.to] == c {
				runs = append(runs, run{&h.second, gap, in[h]})
			}

			if !h.far && l.col[h.to] == c && l.row[h.from] != l.row[h.to] {
				runs = append(runs, run{&h.first, out[h], in[h]})
			}
		}

		l.cols[c].tracks = placeRuns(runs)
	}
}

// A run is a part of a hop that goes up or down in a channel.
type run struct {
	track    *int
	from, to float64
}

// placeRuns gives runs their tracks, from left to right, and returns how many. Of those that lead down, the lowest
// start is leftmost, of those that lead up the highest: so they do not cross each other.
func placeRuns(runs []run) int {
	order := sorted(runs, func(a, b run) int {
		aDown, bDown := a.to > a.from, b.to > b.from
		switch {
		case aDown && bDown:
			return cmp.Compare(b.from, a.from)
		case !aDown && !bDown:
			return cmp.Compare(a.from, b.from)
		case aDown:
			return -1
		default:
			return 1
		}
	})

	spans := make([]span, len(runs))
	for i, r := range runs {
		spans[i] = span{math.Min(r.from, r.to), math.Max(r.from, r.to)}
	}

	count := 0
	for i, track := range pack(spans, order, 0.05) {
		*runs[i].track = track
		count = max(count, track+1)
	}

	return count
}
