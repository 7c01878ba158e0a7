package policies

import (
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"

	"kijun/policies/reads"
	"kijun/scanner/snapshot"
)

// world is the evidence of one account as OPA sees it, or that of the organization. It is converted once and shared by all controls.
type world struct {
	account   string   // that findings are about; of the organization the one that manages it
	name      string   // of the account in its organization
	common    *common  // what the organization's accounts have in common; nil: the account is judged by itself
	whole     bool     // it is the organization's, and not an account's
	lost      bool     // nothing of the account could be read
	closed    []Closed // judged regions that the organization closes
	own       int      // of the gaps: those of the world itself; the others are the organization's
	partition string
	home      string           // region of the caller
	enabled   []string         // regions that the account has enabled
	judged    []string         // of these, the ones to judge
	evidence  reads.Evidence   // collection -> elements
	gaps      []Gap            // sorted; indices into them are what findings carry (shifted to the result's list)
	reach     []reach          // what the gaps hide, in the form of reads: the gaps first, in their order
	missing   map[string]bool  // collections that the snapshot was not asked for
	lent      map[string]*lent // buckets of other accounts in the evidence, by name
}

// reach is something that gaps hide.
type reach struct {
	reads.Gap
	of []int // of what lies beyond the gaps: those to blame, within the world's reach
}

// hidden is what the gaps hide, in a list of the caller's own.
func (w *world) hidden() []reads.Gap {
	out := make([]reads.Gap, len(w.reach))
	for i, x := range w.reach {
		out[i] = x.Gap
	}
	return out
}

// causes are the gaps, sorted, behind indices of the reach.
func (w *world) causes(blame []int) []int {
	var out []int
	for _, i := range blame {
		if i < len(w.gaps) {
			out = append(out, i)
		} else {
			out = append(out, w.causes(w.reach[i].of)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// secureAccount says whether the evidence, as far as it was loaded, carries the mark of the provider: Classmethod Members tags what it
// puts into an account or keeps there with cm:Members.
func (w *world) secureAccount() bool {
	return slices.ContainsFunc(w.evidence["tagging.resources"], func(el ast.Object) bool {
		tags := el.Get(ast.InternedTerm("tags"))
		if tags == nil {
			return false
		}
		o, ok := tags.Value.(ast.Object)
		return ok && o.Get(ast.StringTerm("cm:Members")) != nil
	})
}

// envelope are the fields that every element keeps, whatever is read of it.
var envelope = map[string]bool{"id": true, "arn": true, "type": true, "account": true, "region": true, "tags": true}

// common is what belongs to the organization: every account is judged with it.
type common struct {
	evidence reads.Evidence
	gaps     []Gap // sorted; in the result's list they stand first
}

// organizational says whether a collection belongs to the organization and not to one of its accounts.
func (s *Set) organizational(key string) bool { return s.index[key].Scope == "organization" }

// load reads what the controls read of one account, or of the organization. all is what its accounts have in common, if they are more than one.
func (s *Set) load(v *snapshot.View, all *common) (*world, error) {
	account, selection := v.Account, v.Selection()
	w := &world{account: account, common: all, partition: v.Partition(), home: v.Home(), evidence: reads.Evidence{}, missing: map[string]bool{}}
	for _, t := range v.Targets() {
		if t.Region != "global" {
			w.enabled = append(w.enabled, t.Region)
			if !t.Evidence {
				w.judged = append(w.judged, t.Region)
				if t.Closed != "" {
					w.closed = append(w.closed, Closed{t.Region, t.Closed})
				}
			}
		}
	}
	fields, whole := s.fields()
	for key := range fields {
		if all != nil && s.organizational(key) != (account == snapshot.OrganizationSet) {
			delete(fields, key)
			if all.evidence != nil {
				w.evidence[key] = all.evidence[key]
			}
			continue
		}
		gathered := account == snapshot.OrganizationSet && strings.HasPrefix(key, sharedService) // from all accounts
		if _, asked := selection[key]; !asked && !gathered {
			w.missing[key] = true
		}
		w.evidence[key] = nil
	}
	var entries []snapshot.Entry
	for _, e := range v.Entries() {
		if fields[e.Key] != nil {
			entries = append(entries, e)
		}
	}
	lists, errs := make([][]ast.Object, len(entries)), make([]error, len(entries))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, e := range entries {
		group.Go(func() error {
			errs[i] = elements(v, e, fields[e.Key], whole[e.Key], nil, func(_ string, el ast.Object) { lists[i] = append(lists[i], el) })
			return nil
		})
	}
	_ = group.Wait()
	for _, err := range errs { // the first in the snapshot's order, whichever came first
		if err != nil {
			return nil, err
		}
	}
	for i, e := range entries {
		w.evidence[e.Key] = append(w.evidence[e.Key], lists[i]...)
	}
	for _, g := range v.Gaps() {
		if account != snapshot.OrganizationSet || fields[g.Key] != nil || g.Key == snapshot.AccountKey {
			w.gaps = append(w.gaps, Gap{Account: g.Account, Region: g.Region, Collection: g.Key, Resource: g.ID, Operation: g.Operation, Code: g.Code, Error: g.Error, Message: g.Message})
		}
	}
	for key := range w.missing {
		w.gaps = append(w.gaps, Gap{Account: account, Region: "global", Collection: key, Operation: s.index[key].List, Code: "NotCollected"})
	}
	for key, need := range s.decisive() { // a detail that the snapshot was not asked for is as unknown as a denied one
		for _, field := range need {
			if fields[key] != nil && !w.missing[key] && !slices.Contains(selection[key], field) {
				for _, el := range w.evidence[key] {
					w.gaps = append(w.gaps, Gap{Account: account, Region: str(el, "region"), Collection: key, Resource: str(el, "id"), Operation: s.index[key].Details[field], Code: "NotCollected"})
				}
			}
		}
	}
	s.hide(w)
	return w, nil
}

// hide sorts the gaps of a world and finds what they hide.
func (s *Set) hide(w *world) {
	w.reach = nil
	if w.shares() {
		w.gaps = slices.DeleteFunc(w.gaps, func(g Gap) bool { return g.Account == snapshot.OrganizationSet })
	}
	slices.SortFunc(w.gaps, compareGaps)
	w.own = len(w.gaps)
	if w.shares() {
		w.gaps = append(w.gaps, w.common.gaps...)
	}
	for i := range w.gaps {
		g := &w.gaps[i]
		e := s.index[g.Collection]
		g.Actions = e.Actions[g.Operation]
		if g.Collection == "regions" {
			g.Actions = []string{"ec2:DescribeRegions"}
		}
		if g.Collection == snapshot.AccountKey {
			g.Actions = []string{"sts:AssumeRole"}
			w.lost = w.lost || i < w.own
		}
		hidden := reads.Gap{Collection: g.Collection, Region: g.Region, ID: g.Resource}
		if g.Resource != "" {
			_, hidden.Operation, _ = strings.Cut(g.Operation, ":")
		} else if e.Scope != "regional" {
			hidden.Region = "" // what such a listing hides may live in any region
		}
		w.reach = append(w.reach, reach{Gap: hidden})
	}
	s.beyond(w)
}

// shares says whether the world is that of an account of an organization.
func (w *world) shares() bool { return w.common != nil && w.account != snapshot.OrganizationSet }

// beyond adds what gaps hide that are no collection's: regions that could not be listed, a region that is closed, a whole account.
func (s *Set) beyond(w *world) {
	keys := slices.Sorted(maps.Keys(w.evidence))
	for i, g := range w.gaps {
		if g.Collection == snapshot.AccountKey && i < w.own { // which Regions it has enabled is as unknown as what is in them
			w.reach = append(w.reach, reach{reads.Gap{Collection: "regions"}, []int{i}})
		}
		for _, key := range keys {
			hidden, region := false, ""
			switch scope := s.index[key].Scope; {
			case g.Collection == snapshot.AccountKey: // of the account what is its own, of the organization what is not
				hidden = (w.shares() && s.organizational(key)) == (i >= w.own)
			case scope != "regional" && scope != "shared":
			case g.Collection == "regions": // nothing was read in the regions that could not be listed
				hidden, region = true, unknownRegion
			case g.Collection == snapshot.RegionKey:
				hidden, region = true, g.Region
			}
			if !hidden {
				continue
			}
			if s.index[key].Scope == "shared" {
				region = "" // it may live in any
			}
			w.reach = append(w.reach, reach{reads.Gap{Collection: key, Region: region}, []int{i}})
		}
	}
}

// unknownRegion stands for the regions that an account has besides those that are known.
const unknownRegion = "unknown"

func compareGaps(a, b Gap) int {
	return strings.Compare(a.key(), b.key())
}

func (g Gap) key() string {
	return strings.Join([]string{g.Account, g.Region, g.Collection, g.Resource, g.Operation, g.Code}, "\x00")
}

// active are the controls that count, and the decisions that come before them.
func (s *Set) active() []*item {
	var out []*item
	for _, it := range s.items {
		if it.control.Disabled == "" {
			out = append(out, it)
		}
	}
	return slices.Concat(out, s.decided(), s.drills)
}

// fields says which top fields of each collection's elements are read, by rules, plans or as evidence.
func (s *Set) fields() (fields map[string]map[string]bool, whole map[string]bool) {
	fields, whole = map[string]map[string]bool{}, map[string]bool{}
	add := func(key, field string) {
		if fields[key] == nil {
			fields[key] = map[string]bool{}
		}
		if field != "" {
			fields[key][field] = true
		}
	}
	for _, it := range s.active() {
		if it.control.Collection != "" {
			add(it.control.Collection, "")
		}
		for _, uses := range []map[string]*reads.Use{it.uses, it.plan} {
			for key, use := range uses {
				if _, ok := s.index[key]; !ok {
					continue
				}
				add(key, "")
				whole[key] = whole[key] || use.Whole
				for f := range use.Fields {
					add(key, f)
				}
			}
		}
		for _, p := range it.paths {
			key, field := it.shown(p)
			if _, known := s.index[key]; known {
				add(key, field)
			}
		}
	}
	return fields, whole
}

// absolute splits "input.cloudtrail.trails.GetTrailStatus.IsLogging" into collection and path.
func absolute(path string) (key, rest string, ok bool) {
	if rest, ok := strings.CutPrefix(path, "input.organization."+sharedService); ok {
		path = "input." + sharedService + rest
	}
	parts := strings.SplitN(path, ".", 4)
	if len(parts) < 4 || parts[0] != "input" {
		return "", "", false
	}
	return parts[1] + "." + parts[2], parts[3], true
}

// regions adds the collections regions and governed_regions to the evidence. governed nil leaves the latter out and takes all enabled
// regions for the former: for the decision that finds the governed ones.
func (w *world) regions(evidence reads.Evidence, governed []string) reads.Evidence {
	out := maps.Clone(evidence)
	add := func(key string, names []string) {
		out[key] = nil
		for _, r := range names {
			o := texts(map[string]string{"id": r, "region": r, "account": w.account})
			o.Insert(ast.StringTerm("governed"), ast.NewTerm(ast.Boolean(slices.Contains(governed, r))))
			out[key] = append(out[key], o)
		}
	}
	if governed == nil {
		add("regions", w.enabled)
		return out
	}
	add("regions", w.judged)
	add("governed_regions", slices.DeleteFunc(slices.Clone(governed), func(r string) bool { return !w.whole && !slices.Contains(w.judged, r) })) // the organization's evidence is of all regions
	return out
}

// input builds OPA's input from evidence that regions has completed.
func (w *world) input(evidence reads.Evidence, asOf string) ast.Value {
	root := ast.NewObject()
	put := func(o ast.Object, k string, v ast.Value) { o.Insert(ast.StringTerm(k), ast.NewTerm(v)) }
	services := map[string]ast.Object{}
	for key, elements := range evidence {
		terms := make([]*ast.Term, len(elements))
		for i, el := range elements {
			terms[i] = ast.NewTerm(el)
		}
		service, coll, ok := strings.Cut(key, ".")
		if !ok {
			put(root, key, ast.NewArray(terms...))
			continue
		}
		if services[service] == nil {
			services[service] = ast.NewObject()
		}
		put(services[service], coll, ast.NewArray(terms...))
	}
	shared := ast.NewObject()
	for service, o := range services {
		if service+"." == sharedService {
			shared = o
			continue
		}
		put(root, service, o)
	}
	put(root, "account", texts(map[string]string{"id": "AWS::::Account:" + w.account, "account": w.account, "region": "global", "type": "AWS::::Account",
		"arn": "arn:" + w.partition + ":iam::" + w.account + ":root", "partition": w.partition, "home": w.home}))
	scope := "account"
	if w.whole {
		scope = "organization"
	}
	organization := texts(map[string]string{"id": "AWS::::Organization", "scope": scope, "account": w.account, "region": "global", "type": "AWS::Organizations::Organization"})
	put(organization, "shared", shared)
	put(root, "organization", organization)
	put(root, "as_of", ast.String(asOf))
	return root
}

func texts(m map[string]string) ast.Object {
	o := ast.NewObject()
	for k, v := range m {
		o.Insert(ast.StringTerm(k), ast.StringTerm(v))
	}
	return o
}

// str is a string field of an element, or "".
func str(o ast.Object, field string) string {
	if t := o.Get(ast.InternedTerm(field)); t != nil {
		if s, ok := t.Value.(ast.String); ok {
			return string(s)
		}
	}
	return ""
}

// lookup are the values at a dotted path of an element; lists are looked through.
func lookup(v ast.Value, path string) any {
	if path == "" {
		out, err := ast.ValueToInterface(v, nil)
		if err != nil {
			return nil
		}
		return out
	}
	switch x := v.(type) {
	case ast.Object:
		first, rest, _ := strings.Cut(path, ".")
		if t := x.Get(ast.StringTerm(first)); t != nil {
			return lookup(t.Value, rest)
		}
		return nil
	case *ast.Array:
		out := []any{}
		x.Foreach(func(t *ast.Term) { out = append(out, lookup(t.Value, path)) })
		return out
	}
	return nil
}
