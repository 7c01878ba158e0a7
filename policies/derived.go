package policies

import (
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
const derivedForm = 2

// derivation is what derived.json keeps of one built-in control: what it reads, as the walk over its compiled form found it. The walk
// itself takes most of the time of a cold start, and is needed again only where a gap touches the control.
type derivation struct {
	Digest string                 `json:"digest"` // of the control, the library and the schemas; another digest makes the entry void
	Uses   map[string]*derivedUse `json:"uses"`
	Plan   map[string]*derivedUse `json:"plan"`
	Paths  []string               `json:"paths"` // of evidence
}

type derivedUse struct {
	Whole   bool     `json:"whole,omitempty"`
	Listing bool     `json:"listing,omitempty"`
	Fields  []string `json:"fields"`
}

// derive fills in what the control reads: from derived.json where its sources are the same, else by the walk.
func (it *item) derive(cache map[string]derivation) {
	if d, ok := cache[it.control.ID]; ok && d.Digest == it.digest && !it.user {
		it.uses, it.plan, it.paths = restored(d.Uses), restored(d.Plan), d.Paths
		return
	}
	it.uses, it.plan = it.facts().Uses, it.facts().Plan
	seen := map[string]bool{}
	for _, m := range it.compiler.Modules {
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
	it.walk.Do(func() { it.walked = reads.Analyse(it.compiler, ast.MustParseRef(it.control.Package), it.collections) })
	return it.walked
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
	for _, it := range items {
		out[it.control.ID] = derivation{Digest: it.digest, Uses: kept(it.facts().Uses), Plan: kept(it.facts().Plan), Paths: append([]string{}, it.paths...)}
	}
	raw, err := json.MarshalIndent(out, "", " ")
	return append(raw, '\n'), err
}
