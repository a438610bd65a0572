package evidence

import "testing"

// TestVeil holds texts against what columns of people hold.
func TestVeil(t *testing.T) {
	people := []struct {
		text  string
		words bool
	}{
		{"Zora Quill", true}, {"Jean-Luc O'Néill", true}, {"Price", true}, {"山田太郎", true}, {"7", true}, {"Li", true},
		{"Vex & Ull Inc.", false}, {"Google LLC", false}, {"3M", false}, {"Bank of the Middle North West", false}, {"mog", true},
	}
	for text, hidden := range map[string]bool{
		"Zora": true, "via zora": true, "QUILL, ZORA": true, "zoraquill": true, "zora.quill": true, "Zoras": false, "quilling": false,
		"o'néill": true, "ONÉILL": true, "Jean": true, "luc's talk": true,
		"山田太郎": true, "Friend of 山田太郎": true,
		"Price too high": false, "No budget": false, "Google Ads": false, "LinkedIn": false, "Source 7": false,
		"Vex and Ull": false, "vex & ull": true, "Like VexUll": true, "Vex": false,
		"Li": true, "list": false, "3M": false,
		"asked the Bank of the Middle North West": true, "Bank": false,
		"webinar (mog)": true, "": false, "–": false,
	} {
		v := &veil{}
		v.add(text, 3)
		for _, p := range people {
			v.each(p.text, 0, p.words)
		}

		if v.hides(text) != hidden {
			t.Errorf("%q is hidden: %t", text, !hidden)
		}
	}
}

// FuzzVeil holds that no text breaks it, and that a name is found in itself.
func FuzzVeil(f *testing.F) {
	f.Add("Zora Quill", "met Zora Quill")
	f.Add("\xff\xfe", "a\xc3(")
	f.Fuzz(func(t *testing.T, name, text string) {
		v := &veil{}
		v.add(text, 1)
		v.each(name, 0, true)
		v.hides(text)

		whole := &veil{}
		whole.add("x "+name+" x", 1)
		whole.each(name, 0, true)
		if found := len(whole.where) > 0; !found && !ordinary[squeeze(name)] && len(runs(name)) > 0 && len(name) < 20 && onlyLetters(name) {
			t.Errorf("%q is not found in itself", name)
		}
	})
}

func onlyLetters(text string) bool {
	for i := range len(text) {
		if !isLetter(text[i]) {
			return false
		}
	}

	return len(text) > 1
}
