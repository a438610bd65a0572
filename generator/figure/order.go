package figure

import (
	"cmp"
	"math"
)

// columns puts items into columns: each right of all those that lead to it. In a cycle the arrows that lead
// against the order of the items count as ways back. Items with a fixed column, from 1 on, stay there.
func columns(count int, all []arrow, fixed []int) []int {
	forward := forwardArrows(count, all)
	cols := make([]int, count)
	done := make([]bool, count)

	var place func(i int) int
	place = func(i int) int {
		if done[i] {
			return cols[i]
		}

		for _, from := range forward[i] {
			cols[i] = max(cols[i], place(from)+1)
		}

		if fixed != nil && fixed[i] > 0 {
			cols[i] = fixed[i] - 1
		}

		done[i] = true

		return cols[i]
	}

	for i := range count {
		place(i)
	}

	return cols
}

// forwardArrows lists for each item those that lead to it, without the ways back: what is left has no cycle.
func forwardArrows(count int, all []arrow) [][]int {
	next := make([][]int, count)
	for _, a := range all {
		next[a.from] = append(next[a.from], a.to...)
	}

	before := make([][]int, count)
	for from := range count {
		for _, to := range next[from] {
			if to == from || to < from && reaches(next, to, from) {
				continue
			}

			before[to] = append(before[to], from)
		}
	}

	return before
}

// reaches reports whether arrows lead from one item to another.
func reaches(next [][]int, from, to int) bool {
	seen := make([]bool, len(next))
	open := []int{from}
	for len(open) > 0 {
		i := open[len(open)-1]
		open = open[:len(open)-1]
		if i == to {
			return true
		}

		if !seen[i] {
			seen[i] = true
			open = append(open, next[i]...)
		}
	}

	return false
}

// spread puts items into rows, near those that lead to them, and returns how many rows there are.
func spread(cols []int, all []arrow) (rows []int, count int) {
	rows = make([]int, len(cols))
	members := make(map[int][]int)
	last := 0
	for i, c := range cols {
		members[c] = append(members[c], i)
		count = max(count, len(members[c]))
		last = max(last, c)
	}

	before := forwardArrows(len(cols), all)
	for c := 0; c <= last; c++ {
		wanted := make([]float64, len(members[c]))
		for n, i := range members[c] {
			wanted[n] = float64((count-len(members[c]))/2 + n)
			if len(before[i]) > 0 {
				sum := 0
				for _, from := range before[i] {
					sum += rows[from]
				}

				wanted[n] = float64(sum) / float64(len(before[i]))
			}
		}

		order := sorted(wanted, func(a, b float64) int { return cmp.Compare(a, b) })
		free := 0
		for k, n := range order {
			latest := count - (len(order) - k)
			row := min(latest, max(free, int(math.Round(wanted[n]))))
			rows[members[c][n]] = row
			free = row + 1
		}
	}

	return rows, count
}

// reading returns the items in the order in which an upright figure shows them: as given, if no more arrows lead
// back then than in the order of the columns.
func reading(cols []int, all []arrow) []int {
	given := sorted(cols, func(int, int) int { return 0 })
	byColumn := sorted(cols, cmp.Compare[int])
	if backward(given, all) <= backward(byColumn, all) {
		return given
	}

	return byColumn
}

// backward counts the arrows that lead back in an order.
func backward(order []int, all []arrow) int {
	place := make([]int, len(order))
	for n, i := range order {
		place[i] = n
	}

	count := 0
	for _, a := range all {
		for _, to := range a.to {
			if place[to] < place[a.from] {
				count++
			}
		}
	}

	return count
}
