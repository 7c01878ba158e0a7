package policies

import (
	"slices"
	"testing"
)

// TestStandards holds the standards' files and the controls' METADATA against each other: a requirement names the controls that are to
// answer it, and these name the requirement, and no others do.
func TestStandards(t *testing.T) {
	set := loaded(t, Selection{})
	controls := map[string]Control{}
	for _, c := range set.Controls {
		controls[c.ID] = c
	}
	answered := map[[2]string][]string{} // standard and requirement -> the controls that the standard means
	for _, s := range set.Standards {
		if s.Title.En == "" || s.Title.Ja == "" || s.Source == "" || s.Total == 0 {
			t.Errorf("%s: title, source or requirements are missing", s.ID)
		}
		implemented, manual := 0, 0
		for _, r := range s.Requirements {
			key := [2]string{s.ID, r.ID}
			if _, twice := answered[key]; twice || r.ID == "" {
				t.Errorf("%s: the requirement %q is empty or there twice", s.ID, r.ID)
			}
			answered[key] = r.Answers()
			if r.Manual != nil && (len(r.Controls) > 0 || r.Manual.En == "" || r.Manual.Ja == "") {
				t.Errorf("%s %s: what is left to people has a text in both languages and no controls", s.ID, r.ID)
			}
			if r.Title != nil && (r.Title.En == "" || r.Title.Ja == "") {
				t.Errorf("%s %s: the title is not there in both languages", s.ID, r.ID)
			}
			for _, id := range r.Answers() {
				c, ok := controls[id]
				if !controlID.MatchString(id) {
					t.Errorf("%s %s: %q has not the form of a control's id", s.ID, r.ID, id)
				}
				if ok && !slices.Contains(c.Standards[s.ID], r.ID) {
					t.Errorf("%s answers %s %s, but its METADATA does not say so", id, s.ID, r.ID)
				}
			}
			state, by := s.State(r, set.Controls)
			switch {
			case state == Implemented && len(by) > 0:
				implemented++
			case state == ByHand && r.Manual != nil:
				manual++
			case state != Missing || len(by) > 0 || r.Manual != nil:
				t.Errorf("%s %s: the state is %s, by %v", s.ID, r.ID, state, by)
			}
		}
		if manual != s.Manual || len(s.Requirements) != s.Total || implemented == 0 {
			t.Errorf("%s: %d implemented, %d manual of %d, counted %d of %d", s.ID, implemented, s.Manual, s.Total, manual, len(s.Requirements))
		}
	}
	for _, c := range set.Controls {
		for id, numbers := range c.Standards {
			for _, n := range numbers {
				meant, ok := answered[[2]string{id, n}]
				if !ok {
					t.Errorf("%s: the standard %s has no requirement %q", c.ID, id, n)
				} else if !slices.Contains(meant, c.ID) {
					t.Errorf("%s says that it answers %s %s, which the standard leaves to %v", c.ID, id, n, meant)
				}
			}
		}
	}
	for _, id := range []string{"cis-3.0", "cis-5.0"} { // these are whole
		i := slices.IndexFunc(set.Standards, func(s Standard) bool { return s.ID == id })
		for _, r := range set.Standards[i].Requirements {
			for _, control := range r.Answers() {
				if _, ok := controls[control]; !ok && len(control) > 3 && control[:3] == "CIS" {
					t.Errorf("%s %s: %s is still to be written", id, r.ID, control)
				}
			}
		}
	}
}
