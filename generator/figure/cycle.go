package figure

// A Cycle shows a loop that closes, or where it does not: stations in a ring, each with the arrow that leads
// on to the next.
type Cycle struct {
	ID, Title, Desc string
	// Center is what stands inside the ring: the cadence, the owner; "" for nothing.
	Center   string
	Stations []Station
}

// A Station is one part of a cycle.
type Station struct {
	// Label is what happens; Sub is a softer text below, such as who does it.
	Label, Sub string
	Tone       Tone
	Href       string
	// On is what goes from here to the next station, and how that went last. Broken draws the arrow dashed and
	// crossed out, with the verdict's word: the loop does not close here.
	On      string
	Verdict Verdict
	Broken  bool
}

// SVG returns the cycle in one orientation. Cycles of more than six stations are always upright.
func (c Cycle) SVG(o Orientation) string { return "" }

// HTML returns the cycle in both orientations.
func (c Cycle) HTML() string { return "" }

// Table returns a row per station: station, details, what goes on to the next, how that went.
func (c Cycle) Table() Table { return Table{} }
