package figure

// A Node is a box with words in it.
type Node struct {
	// ID is what edges call it; unique within the figure.
	ID string
	// Label is its name; Sub is a softer second text below, "" for none.
	Label, Sub string
	Tone       Tone
	// Href makes the box a link; "" for none. It is written as given, escaped: the caller has checked it.
	Href string
}

// An Edge is an arrow from a node to one or more others. Ends that are no node's ID are left out.
type Edge struct {
	From string
	To   []string
	// Label is what goes over, in bold; Sub is a softer text below it, such as the limit. Either may be "".
	Label, Sub string
	// Verdict is how it went last.
	Verdict Verdict
	// Note is what is wrong with it.
	Note Note
	// Broken draws the arrow dashed: nothing is agreed here, or nobody answered. Say in Sub or Verdict what.
	Broken bool
	// Href makes the label a link; "" for none.
	Href string
}

// A Note is a numbered remark at an edge. The zero Note is none.
type Note struct {
	// Number is shown as a badge on the arrow; 0 for none.
	Number int
	Text   string
	// Verdict is what became of it: "✓ resolved".
	Verdict Verdict
}
