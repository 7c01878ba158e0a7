package policies

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/scanner/snapshot"
)

// sharedService is what the keys of collections begin with that accounts of an organization share: input.organization.shared.topics is
// "shared.topics".
const sharedService = "shared."

// sharedOf are these collections, by name: what one account names by its ARN, or a bucket by its name, and another one holds. In a scan of one
// account nobody has asked for them.
var sharedOf = map[string]string{"topics": "sns.topics", "trails": "cloudtrail.trails", "buckets": "s3.buckets", "buses": "events.buses", "keys": "kms.keys"}

// gather puts what the accounts of a set share into the evidence of their organization, as far as a chosen control reads it, and what could not
// be read of it into its gaps.
func (s *Set) gather(set *snapshot.Set, w *world) error {
	fields, whole := s.fields()
	var names []string
	for _, name := range slices.Sorted(maps.Keys(sharedOf)) {
		if fields[sharedService+name] != nil {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	owned := map[string]map[string]int{} // key -> id -> place
	for _, account := range set.Accounts() {
		v, err := set.Open(account)
		if err != nil {
			return err
		}
		for _, name := range names {
			if owned[name] == nil {
				owned[name] = map[string]int{}
			}
			if err := s.gatherFrom(v, w, name, owned[name], fields[sharedService+name], whole[sharedService+name]); err != nil {
				v.Close()
				return err
			}
		}
		v.Close()
	}
	s.hide(w)
	return nil
}

// gatherFrom adds one account's elements of one collection. Of an element that several accounts show, its owner's counts.
func (s *Set) gatherFrom(v *snapshot.View, w *world, name string, at map[string]int, fields map[string]bool, whole bool) error {
	key, base := sharedService+name, sharedOf[name]
	missing := func(region, id, operation, code, message string) {
		w.gaps = append(w.gaps, Gap{Account: snapshot.OrganizationSet, Region: region, Collection: key, Resource: id, Operation: operation, Code: code,
			Message: "in account " + v.Account + ": " + message})
	}
	details, asked := v.Selection()[base]
	if !asked {
		missing("global", "", s.index[base].List, snapshot.NotCollected, "not asked for")
	}
	for _, e := range v.Entries() {
		if e.Key != base {
			continue
		}
		err := elements(v, e, fields, whole, nil, func(id string, el ast.Object) {
			place, twice := at[id]
			switch {
			case !twice:
				at[id] = len(w.evidence[key])
				w.evidence[key] = append(w.evidence[key], el)
			case owner(el) == v.Account:
				w.evidence[key][place] = el
			}
			for field, operation := range s.index[base].Details {
				if fields[field] && !slices.Contains(details, field) {
					missing(str(el, "region"), id, operation, snapshot.NotCollected, "not asked for")
				}
			}
		})
		if err != nil {
			return err
		}
	}
	for _, g := range v.Gaps() {
		switch g.Key {
		case base:
			missing(g.Region, g.ID, g.Operation, g.Code, g.Message)
		case snapshot.AccountKey, snapshot.RegionKey, "regions":
			missing(g.Region, "", g.Operation, g.Code, g.Message)
		}
	}
	return nil
}

// owner is the account in an element's ARN, or that of the account that showed it.
func owner(el ast.Object) string {
	if parts := strings.SplitN(str(el, "arn"), ":", 6); len(parts) == 6 && parts[4] != "" {
		return parts[4]
	}
	return str(el, "account")
}
