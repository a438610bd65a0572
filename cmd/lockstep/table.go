package main

import (
	"strings"
	"unicode/utf8"
)

// table puts cells below each other: the first column begins at the left, and so do texts; numbers end at the
// right.
func table(rows [][]string) []string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}

			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}

	lines := make([]string, len(rows))
	for n, row := range rows {
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			switch {
			case i == 0:
				cell += space
			case i == len(row)-1 && len(row) == 4:
				cell = "  " + cell
			default:
				cell = "  " + space + cell
			}

			lines[n] += cell
		}
	}

	return lines
}
