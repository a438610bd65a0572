package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Withheld is shown in place of a text of an export that names a person or company of it.
const Withheld = "withheld (looks like a person)"

// A veil finds the free texts of an export that name somebody: what its columns of names, addresses, companies
// and owners hold, alone or as words of a longer text. It keeps the words of the texts, and nothing of people.
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

	for _, h := range runs(text) {
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

// hides reports whether a text names somebody.
func (v *veil) hides(text string) bool {
	for _, h := range runs(text) {
		if v.runs[h] {
			return true
		}
	}

	return false
}

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
	for _, r := range text {
		if spelled(r) {
			h = h.letter(r)
		}
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

// each looks for every word of a text that has two letters, if words are wanted, and for the whole; of a company
// also for what stands before its legal form.
func (v *veil) each(text string, column int, words bool) {
	whole, word, before := fresh, fresh, fresh
	letters, most := 0, 0
	end := func() {
		switch {
		case words && letters > 1:
			v.find(word.sum(), column)
		case !words && legalForms[word]:
			v.find(before.sum(), column)
		case word != fresh:
			before = whole
		}

		word, letters = fresh, 0
	}

	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}

		i += size
		switch {
		case r == '\'' || r == '’': // O'Neill is one word
			continue
		case !spelled(r):
			end()
			continue
		}

		whole, word = whole.letter(r), word.letter(r)
		if r > '9' {
			letters++
			most = max(most, letters)
		}
	}

	end()
	if most > 1 {
		v.find(whole.sum(), column)
	}
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
		who with without word work workshop wrong x yahoo year yet you your youtube zapier zoom
	`) {
		all[word] = true
	}

	return all
}()
