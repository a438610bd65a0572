package main

import (
	"io"

	"golang.org/x/term"
)

const (
	red   = "1;31"
	green = "1;32"
	bold  = "1"
	dim   = "2"
)

// color reports whether w gets colors: on a terminal, unless the environment says otherwise. NO_COLOR wins.
func (p *program) color(w io.Writer) bool {
	switch {
	case p.env("NO_COLOR") != "":
		return false
	case forced(p.env("FORCE_COLOR")), forced(p.env("CLICOLOR_FORCE")):
		return true
	case p.env("TERM") == "dumb", p.env("CLICOLOR") == "0":
		return false
	}

	file, ok := w.(interface{ Fd() uintptr })

	return ok && term.IsTerminal(int(file.Fd()))
}

func forced(value string) bool { return value != "" && value != "0" }

// paint returns text in a color, "" for none, if w gets colors.
func (p *program) paint(w io.Writer, color, text string) string {
	if color == "" || !p.color(w) {
		return text
	}

	return "\x1b[" + color + "m" + text + "\x1b[0m"
}

// painter returns a function that paints in a color; nil if w gets no colors.
func (p *program) painter(w io.Writer, color string) func(string) string {
	if !p.color(w) {
		return nil
	}

	return func(text string) string { return p.paint(w, color, text) }
}
