package evidence

import (
	"cmp"
	"slices"
)

// sales are when leads became SQLs, one lead after the other. Every row of a lead counts, also those that cannot
// be judged: a time that is missing or unreadable in one column says nothing of another.
type sales struct {
	rows  []lead
	order []uint32 // indices of rows, by lead and time; those of the leads to come
	found []stamp
}

// sold returns the indices of the rows that say when their lead became an SQL, by lead and time.
func (all *leads) sold() []uint32 {
	var order []uint32
	for i := range all.rows {
		if l := &all.rows[i]; l.id != 0 && l.sold != 0 {
			order = append(order, uint32(i))
		}
	}

	slices.SortFunc(order, func(i, j uint32) int {
		a, b := &all.rows[i], &all.rows[j]
		return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.sold, b.sold))
	})

	return order
}

func (s *sales) more() bool { return len(s.order) > 0 }

// before reports whether there is a lead that comes before this one.
func (s *sales) before(id uint64) bool { return s.more() && s.rows[s.order[0]].id < id }

// of returns the times of a lead, which is the next or has none. They hold until the next call.
func (s *sales) of(id uint64) []stamp {
	s.found = s.found[:0]
	for s.more() && s.rows[s.order[0]].id == id {
		s.found = append(s.found, s.rows[s.order[0]].sold)
		s.order = s.order[1:]
	}

	return s.found
}

// next returns the times of the next lead. There is one.
func (s *sales) next() []stamp { return s.of(s.rows[s.order[0]].id) }
