package policies

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

// changed is the world w after an attacker has made a change in a Region, and what became of each element that it meant. w itself stays as it is;
// it is also the answer when nothing was changed. begin is the world before the attack.
func (d *driller) changed(w, begin *world, c ScenarioChange, region string) (*world, []Changed) {
	s, key := d.set, c.collection()
	others := begin.wanted(c)
	var out []Changed
	var left []ast.Object
	gone, doubtful := map[string]bool{}, map[string][]int{}
	places := map[string]string{}
	effective := false
	var value ast.Value // nil: what stands there is taken away
	if c.Set != "" {
		var err error
		if value, err = ast.InterfaceToValue(c.Value); err != nil {
			return w, nil
		}
	}
	for _, el := range w.evidence[key] {
		id, at := str(el, "id"), str(el, "region")
		if !c.Everywhere && at != region && at != "global" {
			left = append(left, el)
			continue
		}
		unsure := w.unread(s, key, id, at, c)
		if len(unsure) == 0 && !satisfies(el, c.Where, others) {
			left = append(left, el)
			continue
		}
		done := Changed{Collection: key, ID: id, Region: at, Path: c.Path, Change: map[bool]string{c.Set != "": "set", c.Unset != "": "unset", c.Remove != "": "remove"}[true]}
		switch {
		case w.elsewhere(el):
			done.Refused = "foreign"
			left = append(left, el)
		case len(unsure) > 0:
			done.Refused = "unsure"
			doubtful[id], places[id] = unsure, at
			effective = true
		case len(c.Unless) > 0 && satisfies(el, c.Unless, nil), c.Remove == "s3.buckets" && d.guarded[id]:
			done.Refused = "refused"
			left = append(left, el)
		case c.Remove != "":
			gone[id] = true
			effective = true
		default:
			left = append(left, changedAt(el, strings.Split(c.Path, "."), value).(ast.Object))
			effective = true
		}
		out = append(out, done)
	}
	if !effective {
		return w, out
	}
	next := *w
	next.evidence = maps.Clone(w.evidence)
	next.evidence[key] = left
	next.reach = slices.Clone(w.reach)
	for i := range next.reach { // what is gone hides nothing any more
		if g := &next.reach[i]; g.Collection == key && g.ID != "" && gone[g.ID] {
			g.Collection = ""
		}
	}
	for _, id := range slices.Sorted(maps.Keys(doubtful)) { // it may be there or not, as before or changed
		hidden := reads.Gap{Collection: key, Region: places[id]}
		if s.index[key].Scope != "regional" {
			hidden.Region = ""
		}
		next.reach = append(next.reach, reach{hidden, doubtful[id]})
	}
	if c.Remove == "s3.buckets" {
		next.strand(gone)
	}
	return &next, out
}

// strand makes the trails fail whose buckets are gone.
func (w *world) strand(gone map[string]bool) {
	var trails []ast.Object
	for _, trail := range w.evidence["cloudtrail.trails"] {
		if gone[str(trail, "S3BucketName")] {
			trail = changedAt(trail, []string{"GetTrailStatus", "LatestDeliveryError"}, ast.String("NoSuchBucket")).(ast.Object)
			trail = changedAt(trail, []string{"GetTrailStatus", "LatestDeliveryTime"}, nil).(ast.Object)
		}
		trails = append(trails, trail)
	}
	w.evidence["cloudtrail.trails"] = trails
}

// elsewhere says whether an element belongs to another account: an organization's trail, for instance.
func (w *world) elsewhere(el ast.Object) bool {
	parts := strings.Split(str(el, "arn"), ":")
	return len(parts) > 4 && parts[4] != "" && parts[4] != w.account
}

// unread are what hides the details that decide whether a change meets an element, and whether AWS lets it.
func (w *world) unread(s *Set, key, id, region string, c ScenarioChange) []int {
	var out []int
	var fields []string
	for _, paths := range []map[string]any{c.Where, c.Unless} {
		for path := range paths {
			field, _, _ := strings.Cut(path, ".")
			fields = append(fields, field)
		}
	}
	if c.Remove == "s3.buckets" { // what guards them
		fields = append(fields, "GetBucketPolicy", "GetObjectLockConfiguration", "GetBucketVersioning")
	}
	for i, g := range w.reach {
		if _, detail := s.index[key].Details[g.Operation]; detail && g.Collection == key && g.ID == id && slices.Contains(fields, g.Operation) && (g.Region == "" || g.Region == region) {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// wanted are the values that the any_of of a change mean, by path.
func (w *world) wanted(c ScenarioChange) map[string][]any {
	out := map[string][]any{}
	for path, v := range c.Where {
		m, ok := v.(map[string]any)
		if !ok {
			continue
		}
		key, rest, ok := absolute(fmt.Sprintf("input.%v", m["any_of"]))
		if !ok {
			continue
		}
		out[path] = []any{}
		for _, el := range w.evidence[key] {
			out[path] = append(out[path], flat(lookup(el, rest))...)
		}
	}
	return out
}

// flat are the values of nested lists, without those that are not there.
func flat(v any) []any {
	list, ok := v.([]any)
	if !ok {
		if v == nil {
			return nil
		}
		return []any{v}
	}
	var out []any
	for _, x := range list {
		out = append(out, flat(x)...)
	}
	return out
}

// satisfies says whether an element has what each path wants: a value, one of those in any, or anything at all where the value is null.
func satisfies(el ast.Object, paths map[string]any, others map[string][]any) bool {
	for path, want := range paths {
		got := flat(lookup(el, path))
		one := func(x any) bool {
			if list, ok := others[path]; ok {
				return slices.ContainsFunc(list, func(y any) bool { return alike(x, y) })
			}
			return want == nil || alike(x, want)
		}
		if !slices.ContainsFunc(got, one) {
			return false
		}
	}
	return true
}

// alike compares values as JSON writes them.
func alike(a, b any) bool {
	x, err := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err == nil && err2 == nil && string(x) == string(y)
}

// hides says whether a gap hides elements of a collection, in a Region or in any, or details of them.
func (w *world) hides(key, region string) bool {
	return slices.ContainsFunc(w.reach, func(g reach) bool {
		return g.Collection == key && (region == "" || g.Region == "" || g.Region == region || g.Region == unknownRegion)
	})
}
