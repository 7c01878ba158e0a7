package policies

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

// derivedForm is the form of derivation, and the way to derive: another one makes what is kept void.
const derivedForm = 3

// derivation is what derived.json keeps of one built-in control: its METADATA, and what it reads, as the walk over its compiled form found
// it. So a cold start neither parses nor compiles what the account gives no reason to evaluate, and walks only what a gap touches.
type derivation struct {
	Digest  string                 `json:"digest"` // of the control, the library and the schemas; another digest makes the entry void
	Control *Control               `json:"control,omitempty"`
	Package string                 `json:"package"`
	File    string                 `json:"file"`
	Uses    map[string]*derivedUse `json:"uses"`
	Plan    map[string]*derivedUse `json:"plan"`
	Paths   []string               `json:"paths"` // of evidence
	Outside bool                   `json:"outside,omitempty"`
}

type derivedUse struct {
	Whole   bool     `json:"whole,omitempty"`
	Listing bool     `json:"listing,omitempty"`
	Fields  []string `json:"fields"`
}

// restore fills in what derived.json knows, if that is about the same sources.
func (it *item) restore(d derivation) bool {
	if d.Package == "" || d.Digest != it.digest {
		return false
	}
	if it.control.ID == "" {
		if d.Control == nil {
			return false
		}
		it.control = *d.Control
		it.control.Package, it.control.File = d.Package, d.File
	}
	it.uses, it.plan, it.paths, it.outside = restored(d.Uses), restored(d.Plan), d.Paths, d.Outside
	return true
}

// derive finds by the walk what a compiled control reads.
func (it *item) derive() {
	it.uses, it.plan = it.read(it.facts().Uses), it.read(it.facts().Plan)
	it.outside = it.has("elsewhere")
	seen := map[string]bool{}
	for _, m := range it.compiled().Modules {
		if m.Package.Path.String() != it.control.Package {
			continue
		}
		for _, r := range m.Rules {
			for path := range evidencePaths(m, r) {
				seen[path] = true
			}
		}
	}
	it.paths = slices.Sorted(maps.Keys(seen))
}

// rules is the id of the control that the rules were written for.
func (it *item) rules() string { return cmp.Or(it.control.SameAs, it.control.ID) }

// compiled is the compiler that knows the control's rules.
func (it *item) compiled() *ast.Compiler {
	if it.shape != nil {
		return it.shape.compiler()
	}
	return it.compiler
}

func restored(from map[string]*derivedUse) map[string]*reads.Use {
	out := map[string]*reads.Use{}
	for key, u := range from {
		use := &reads.Use{Whole: u.Whole, Listing: u.Listing, Fields: map[string]bool{}}
		for _, f := range u.Fields {
			use.Fields[f] = true
		}
		out[key] = use
	}
	return out
}

func kept(from map[string]*reads.Use) map[string]*derivedUse {
	out := map[string]*derivedUse{}
	for key, u := range from {
		out[key] = &derivedUse{Whole: u.Whole, Listing: u.Listing, Fields: append([]string{}, slices.Sorted(maps.Keys(u.Fields))...)}
	}
	return out
}

// facts are the walk over the control's compiled form. It is done when somebody first asks.
func (it *item) facts() *reads.Facts {
	it.walk.Do(func() {
		known := it.collections
		if it.shape != nil {
			known = maps.Clone(known)
			known[tagged] = known[it.control.Collection]
		}
		it.walked = reads.Analyse(it.compiled(), ast.MustParseRef(it.control.Package), known)
	})
	return it.walked
}

// read gives what is read of a template's collection the name that this has in the evidence.
func (it *item) read(uses map[string]*reads.Use) map[string]*reads.Use {
	if it.shape == nil || uses[tagged] == nil {
		return uses
	}
	out := maps.Clone(uses)
	out[it.control.Collection] = uses[tagged]
	delete(out, tagged)
	return out
}

// touched says whether one of the gaps can concern what the control reads: a quick look before the walk.
func (it *item) touched(gaps []reads.Gap) bool {
	return slices.ContainsFunc(gaps, func(g reads.Gap) bool { return it.uses[g.Collection] != nil })
}

// cached reads derived.json. A damaged one costs time, not truth, so it is not an error.
func cached() map[string]derivation {
	raw, err := files.ReadFile("derived.json")
	if err != nil {
		return nil
	}
	var out map[string]derivation
	if json.Unmarshal(raw, &out) != nil {
		return nil
	}
	return out
}

// shared is the digest of what decides the reads of every control: the library, and which fields are details.
func shared(lib []source, index map[string]IndexEntry) []byte {
	sum := sha256.New()
	fmt.Fprintf(sum, "form %d\n", derivedForm)
	for _, src := range lib {
		fmt.Fprintf(sum, "%s %d\n", src.name, len(src.text))
		sum.Write(src.text)
	}
	for _, key := range slices.Sorted(maps.Keys(index)) {
		fmt.Fprintf(sum, "%s %s %v\n", key, index[key].Scope, slices.Sorted(maps.Keys(index[key].Details)))
	}
	return sum.Sum(nil)
}

// digest is over what decides what a control reads: the shared part and its own text.
func digest(shared, text []byte) string {
	sum := sha256.Sum256(append(slices.Clip(shared), text...))
	return hex.EncodeToString(sum[:16])
}

// Derived is the text of derived.json for the built-in controls.
func Derived() ([]byte, error) {
	s, err := Load(Selection{})
	if err != nil {
		return nil, err
	}
	out := map[string]derivation{}
	items := slices.Clone(s.items)
	for _, it := range s.profile {
		items = append(items, it)
	}
	drills, err := drillItems(s.library, s.index)
	if err != nil {
		return nil, err
	}
	items = append(items, drills...)
	for _, it := range items { // whatever is there already, all of it is compiled and walked
		it.uses = nil
	}
	if err := s.derive(collections(s.index)); err != nil {
		return nil, err
	}
	if err := s.compile(drills); err != nil {
		return nil, err
	}
	for _, it := range drills {
		it.derive()
	}
	for _, it := range items {
		d := derivation{Digest: it.digest, Package: it.control.Package, File: it.control.File, Uses: kept(it.uses), Plan: kept(it.plan), Paths: append([]string{}, it.paths...), Outside: it.outside}
		if it.shape == nil && it.control.Severity != "" { // the others' METADATA stands elsewhere
			d.Control = &it.control
		}
		out[it.control.ID] = d
	}
	var text bytes.Buffer // a control a line, so that a difference shows which one changed
	text.WriteString("{\n")
	for i, id := range slices.Sorted(maps.Keys(out)) {
		raw, err := json.Marshal(out[id])
		if err != nil {
			return nil, err
		}
		if i > 0 {
			text.WriteString(",\n")
		}
		fmt.Fprintf(&text, "%q: %s", id, raw)
	}
	text.WriteString("\n}\n")
	return text.Bytes(), nil
}
