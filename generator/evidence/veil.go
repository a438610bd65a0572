package evidence

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Withheld is shown in place of a text of an export that names a person, company or lead of it, or one of the site's people.
const Withheld = "withheld (looks like a person)"

// A veil finds the free texts of an export that name somebody: one of the site's people, or what its columns of
// names, addresses, companies, owners and leads' ids hold, alone or as words of a longer text. It keeps the words of the texts, and nothing of people.
//
// A text is looked for from the row on that makes it frequent enough to be shown. Rows before that are read once
// more, which are few: what is frequent is so early.
type veil struct {
	runs   map[uint64]bool // runs of words of the texts, by hash: true where a person has that name
	quick  [1 << 10]uint64 // bits of the hashes, since nearly nothing of an export is in a text
	behind int             // rows before this one have not been held against all texts
	where  []int           // columns in which people were found
}

// mostRun is how many words of a text may be one name.
const mostRun = 6

// add looks for a text from a row on.
func (v *veil) add(text string, row int) {
	v.behind = row
	if v.runs == nil {
		v.runs = map[uint64]bool{}
	}

	for _, h := range namesIn(text) {
		if _, known := v.runs[h]; !known {
			v.runs[h] = false
			v.quick[h>>6&1023] |= 1 << (h & 63)
		}
	}
}

// find notes that a person of a column has a name.
func (v *veil) find(h uint64, column int) {
	if v.quick[h>>6&1023]&(1<<(h&63)) == 0 {
		return
	}

	if found, known := v.runs[h]; !known || found {
		return
	}

	v.runs[h] = true
	v.where = append(v.where, column)
}

// id looks for the id of a lead: as a whole text, or beside a word of duplicates, however short it is; anywhere if it
// can be nothing else, which has a digit, and five letters and digits, or both kinds and four. Of an id of Salesforce
// with 18 of them the first 15 are an id, too.
func (v *veil) id(text string, column int) {
	if len(v.runs) == 0 {
		return
	}

	h := spell(fresh, text)
	v.find(h.alone(), column)
	digits := countDigits(text)
	if digits == 0 || len(text) < 4 || len(text) == 4 && digits == 4 {
		return
	}

	v.find(h.sum(), column)
	if len(text) == 18 {
		short := spell(fresh, text[:15])
		v.find(short.alone(), column)
		v.find(short.sum(), column)
	}
}

// person looks for one of the site's people: the whole name, or the first and the last in either order, anywhere, and the
// last name as a whole text. One word of it is too little: Grace May has no May campaign.
func (v *veil) person(name string) {
	v.find(spell(fresh, name).sum(), -1)
	words := strings.Fields(name)
	if len(words) < 2 {
		return
	}

	first, last := words[0], words[len(words)-1]
	v.find(spell(spell(fresh, first), last).sum(), -1)
	v.find(spell(spell(fresh, last), first).sum(), -1)
	v.find(spell(fresh, last).alone(), -1)
}

// hides reports whether a text names somebody.
func (v *veil) hides(text string) bool {
	for _, h := range namesIn(text) {
		if v.runs[h] {
			return true
		}
	}

	return false
}

// namesIn returns the hashes of all that may be a name or an id in a text.
func namesIn(text string) []uint64 { return append(runs(text), idsIn(text)...) }

// alone is the hash of what is an id where it stands in a text, and would be too short for one elsewhere.
func (h rolling) alone() uint64 { return h.add(0).sum() }

// idsIn returns the hashes of what can only be an id in a text: all of it, or whatever stands with a word that says
// the lead is there twice, also without a space: "dup of 103", "dup103".
func idsIn(text string) []uint64 {
	all := []uint64{spell(fresh, text).alone()}
	words := strings.FieldsFunc(text, func(r rune) bool { return !spelled(r) })
	twice := false
	for i, word := range words {
		if m := twiceWord.FindStringSubmatch(word); m != nil {
			twice, words[i] = true, m[1]
		}
	}

	if !twice {
		return all
	}

	for i := range words {
		h := fresh
		for n := 0; i+n < len(words) && n < mostRun && words[i+n] != ""; n++ {
			h = spell(h, words[i+n])
			all = append(all, h.alone())
		}
	}

	return all
}

// twiceWord is a word for a lead that is there twice, with what is written onto it that has a digit.
var twiceWord = regexp.MustCompile(`(?i)^(?:duplicate[sd]?|merge[sd]?|dupe[sd]?|dup|dups)(\pL{0,4}\d\S*)?$`)

// runs returns the hashes of all runs of words of a text, without those that are no name by themselves.
func runs(text string) []uint64 {
	words := strings.FieldsFunc(text, func(r rune) bool { return !spelled(r) })
	var all []uint64
	for i := range words {
		h := fresh
		for n := 0; i+n < len(words) && (n < mostRun || i == 0); n++ {
			h = spell(h, words[i+n])
			if n > 0 || !ordinary[strings.ToLower(words[i])] {
				all = append(all, h.sum())
			}
		}
	}

	return all
}

// spelled reports whether a name is made of a rune: case, spaces and signs make no difference.
func spelled(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' ||
		r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}

// spell goes on with the hash of a name.
func spell(h rolling, text string) rolling {
	for i := 0; i < len(text); {
		b, size := letters[text[i]], 1
		switch {
		case b > wide:
			h = h.add(b)
		case b == wide:
			var r rune
			if r, size = utf8.DecodeRuneInString(text[i:]); spelled(r) {
				h = h.letter(r)
			}
		}

		i += size
	}

	return h
}

// letter goes on with the hash of a name, in which capitals are small.
func (h rolling) letter(r rune) rolling {
	switch {
	case r >= 'A' && r <= 'Z':
		return h.add(byte(r) + 'a' - 'A')
	case r < utf8.RuneSelf:
		return h.add(byte(r))
	}

	for _, b := range utf8.AppendRune(nil, unicode.ToLower(r)) {
		h = h.add(b)
	}

	return h
}

// Of a byte in a name: its letter or digit, without case, or one of these.
const (
	apart  = iota // it stands between words
	joined        // it is nothing: O'Neill is one word
	wide          // it is part of a letter of several bytes
)

var letters = func() (of [256]byte) {
	for b := range of {
		switch r := rune(b); {
		case r >= utf8.RuneSelf:
			of[b] = wide
		case spelled(r):
			of[b] = byte(unicode.ToLower(r))
		}
	}

	of['\''] = joined

	return of
}()

// A speller goes through a text word by word.
type speller struct {
	whole, word rolling
	before      rolling // of the whole before a legal form
	n, most     int     // letters of the word, and of the longest
}

// each looks for every word of a text that has two letters, if words are wanted, and for the whole; of a company
// also for what stands before its legal form.
func (v *veil) each(text string, column int, words bool) {
	if len(v.runs) == 0 {
		return
	}

	s := speller{whole: fresh, word: fresh, before: fresh}
	for i := 0; i < len(text); {
		b := letters[text[i]]
		switch {
		case b > wide:
			s.whole, s.word = s.whole.add(b), s.word.add(b)
			if b > '9' {
				s.n++
			}
		case b == apart:
			s.end(v, column, words)
		case b == wide:
			i += s.rune(text[i:], v, column, words)
			continue
		}

		i++
	}

	s.end(v, column, words)
	if s.most > 1 {
		v.find(s.whole.sum(), column)
	}
}

// rune goes on with a letter of several bytes, and returns how many they are.
func (s *speller) rune(text string, v *veil, column int, words bool) int {
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case spelled(r):
		s.whole, s.word = s.whole.letter(r), s.word.letter(r)
		s.n++
	case r != '’':
		s.end(v, column, words)
	}

	return size
}

// end is the end of a word.
func (s *speller) end(v *veil, column int, words bool) {
	s.most = max(s.most, s.n)
	switch {
	case words && s.n > 1:
		v.find(s.word.sum(), column)
	case !words && legalForms[s.word]:
		v.find(s.before.sum(), column)
	case s.word != fresh:
		s.before = s.whole
	}

	s.word, s.n = fresh, 0
}

// legalForms are the last words of companies that people leave out, by hash.
var legalForms = func() map[rolling]bool {
	all := map[rolling]bool{}
	for _, form := range strings.Fields("ab ag bv co company corp corporation gmbh inc incorporated kg limited llc llp ltd nv oy plc pty sa sarl sas se spa srl ug") {
		all[spell(fresh, form)] = true
	}

	return all
}()

// ordinary words are no name by themselves, though people and companies have them as names: those of sources and
// reasons, and the platforms that many leads come from.
var ordinary = func() map[string]bool {
	all := map[string]bool{}
	for _, word := range strings.Fields(`
		a account accounts ad admin administrator ads advertisement advertising affiliate affiliates aged agency
		agent ai amazon an and api apple are as at bad banner be been big bing blog board booth bot brand budget
		business but buyer by call calls campaign campaigns can cancelled cannot capterra channel channels chat
		client closed cold com competitor competitors conference contact contacts content cost costs country
		customer customers data date dead deal default demo development direct director display do does download
		duplicate early ebook email emails employee employees engine enterprise event events executive exhibition
		existing expo external facebook fair fake fit for form forms free from funnel g2 getapp github google group
		guide had has have he help her high hire his home hot house hubspot i if import imported in inbound info
		inquiry instagram integration integrations interest internal international internet into is issue it its job
		junk just lack late lead leads link linkedin list lists lost mail mailing manager managers manual market
		marketing me media meeting meta microsoft mobile more my need needs network new newsletter next no none not
		number of off offer office offline old on online open or organic other others our out outbound outlook
		outreach over own page paid partner partners person phone pinterest platform podcast post press price
		pricing print product program project promotion prospect prospecting public purchase purchased quality queue
		quora radio reason reddit referral referrals referred region rep report representative reps request research
		reseller response review reviews right role sale sales salesforce search self seminar service services she
		short show site size slack small snapchat so social software source spam staff stage start status store
		student summit support survey swag system target team tech test text than that the their them they this
		tiktok time timing title to too trade traffic training trial trustpilot twitter unassigned unknown
		unqualified up us user users vendor video visit warm was we web webinar website were what white whitepaper
		breakfast class course dinner exhibit happy hackathon hour keynote lunch meetup panel party presentation roundtable
		session speech stand talk webcast
		who with without word work workshop wrong x yahoo year yet you your youtube zapier zoom
	`) {
		all[word] = true
	}

	return all
}()
