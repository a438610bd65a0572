package figure

import _ "embed"

//go:embed figure.css
var stylesheet string

// Stylesheet returns the rules that give figures their looks. They use the page's custom properties:
// --paper, --raised, --ink, --soft, --line, --strong-line, --accent, those of the functions and verdicts
// with their -wash, and --sans.
func Stylesheet() string { return stylesheet }
