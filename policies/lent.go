package policies

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/scanner/snapshot"
)

// A trail, a recorder or a flow log of one account often delivers to a bucket of another one, the log archive. Where that account was scanned,
// too, the bucket is lent to those whose evidence names it: it stands among their buckets and is judged with its own evidence, as what is
// its own account's keeps being (policies/lib/buckets.rego). It is no subject of theirs, and no plan of theirs changes it. So an account
// carries what it names, and not what a thousand accounts have: in input.organization.shared.buckets all are.

const (
	bucketsKey = "s3.buckets"
	blockKey   = "s3control.public_access_block"
	blockField = "GetPublicAccessBlock"
)

// naming are the fields of collections that name a bucket, by its name or ARN.
var naming = map[string]string{"cloudtrail.trails": "S3BucketName", "config.delivery_channels": "S3BucketName", "ec2.flow_logs": "LogDestination"}

// lent is a bucket that other accounts name.
type lent struct {
	account string     // that holds it; "" when it may be one that could not be read
	element ast.Object // with the public access block of its account in its own
	gaps    []Gap      // what of it could not be read
	logs    string     // the bucket that takes its access logs, if it is another one
	named   bool       // its own account has a trail that delivers to it, and so judges it
}

// lending are the buckets of a set's accounts that others of them name.
type lending struct {
	names   map[string][]string // account -> names of buckets in its evidence, sorted
	buckets map[string]*lent
	blind   []Gap // why buckets of some account are not known, without what they hide
}

// lend finds the buckets that accounts of the set name. It is nil where no chosen control asks for any, or there is one account.
func (s *Set) lend(set *snapshot.Set) (*lending, error) {
	fields, whole := s.fields()
	accounts := set.Accounts()
	if fields[bucketsKey] == nil || len(accounts) < 2 || !slices.ContainsFunc(slices.Collect(maps.Keys(naming)), func(key string) bool { return fields[key] != nil }) {
		return nil, nil
	}
	l := &lending{names: map[string][]string{}, buckets: map[string]*lent{}}
	wanted := map[string]bool{}
	trails := map[string]map[string]bool{} // account -> buckets of its trails
	each := func(do func(v *snapshot.View) error) error {
		for _, account := range accounts {
			v, err := set.Open(account)
			if err != nil {
				return err
			}
			err = do(v)
			v.Close()
			if err != nil {
				return err
			}
		}
		return nil
	}
	err := each(func(v *snapshot.View) error {
		names := map[string]bool{}
		trails[v.Account] = map[string]bool{}
		for _, e := range v.Entries() {
			if naming[e.Key] == "" || fields[e.Key] == nil {
				continue
			}
			err := elements(v, e, map[string]bool{"S3BucketName": true, "LogDestination": true}, false, nil, func(_ string, el ast.Object) {
				name := bucketOf(str(el, naming[e.Key]))
				if name == "" {
					return
				}
				if e.Key == "cloudtrail.trails" {
					trails[v.Account][name] = true
					if of := owner(el); of != v.Account && slices.Contains(accounts, of) {
						return // it is judged there
					}
				}
				names[name], wanted[name] = true, true
			})
			if err != nil {
				return err
			}
		}
		l.names[v.Account] = slices.Sorted(maps.Keys(names))
		return nil
	})
	if err != nil || len(wanted) == 0 {
		return nil, err
	}
	err = each(func(v *snapshot.View) error {
		return s.lendFrom(v, l, wanted, trails[v.Account], fields[bucketsKey], whole[bucketsKey])
	})
	return l, err
}

// bucketOf is the name of the bucket that a name or an ARN means; "" for what is no bucket.
func bucketOf(text string) string {
	if !strings.HasPrefix(text, "arn:") {
		return text
	}
	parts := strings.SplitN(text, ":", 6)
	if len(parts) < 6 || parts[2] != "s3" {
		return ""
	}
	name, _, _ := strings.Cut(parts[5], "/")
	return name
}

// lendFrom takes the wanted buckets of one account, and those that take their access logs.
func (s *Set) lendFrom(v *snapshot.View, l *lending, wanted, trails map[string]bool, fields map[string]bool, whole bool) error {
	var mine []*lent
	take := func(wanted map[string]bool) error {
		for _, e := range v.Entries() {
			if e.Key != bucketsKey {
				continue
			}
			err := elements(v, e, fields, whole, wanted, func(id string, el ast.Object) {
				if l.buckets[id] != nil {
					return
				}
				b := &lent{account: v.Account, element: el, named: trails[id]}
				if name, ok := lookup(el, "GetBucketLogging.LoggingEnabled.TargetBucket").(string); ok && name != id {
					b.logs = name
				}
				l.buckets[id], mine = b, append(mine, b)
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
	if err := take(wanted); err != nil {
		return err
	}
	targets := map[string]bool{}
	for _, b := range mine {
		if b.logs != "" {
			targets[b.logs] = true
		}
	}
	if len(targets) > 0 {
		if err := take(targets); err != nil {
			return err
		}
	}
	details, asked := v.Selection()[bucketsKey]
	if !asked {
		l.blind = append(l.blind, Gap{Account: v.Account, Code: snapshot.NotCollected, Message: "not asked for"})
	}
	var unblocked *snapshot.Gap // why the account's public access block is unknown
	for _, g := range v.Gaps() {
		switch {
		case g.Key == bucketsKey && g.ID == "", g.Key == snapshot.AccountKey:
			l.blind = append(l.blind, Gap{Account: v.Account, Code: g.Code, Error: g.Error, Message: g.Message})
			if g.Key == snapshot.AccountKey {
				unblocked = &g
			}
		case g.Key == blockKey:
			unblocked = &g
		case g.Key == bucketsKey:
			if b := l.buckets[g.ID]; b != nil && b.account == v.Account {
				b.gaps = append(b.gaps, s.missing(Gap{Account: v.Account, Region: g.Region, Code: g.Code, Error: g.Error, Message: g.Message}, g.ID, g.Operation))
			}
		}
	}
	if len(mine) == 0 {
		return nil
	}
	block := map[string]bool{}
	for _, e := range v.Entries() {
		if e.Key != blockKey {
			continue
		}
		err := elements(v, e, nil, true, nil, func(_ string, el ast.Object) {
			for _, name := range []string{"BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"} {
				block[name] = block[name] || lookup(el, name) == true
			}
		})
		if err != nil {
			return err
		}
	}
	_, known := v.Selection()[blockKey]
	for _, b := range mine {
		id := str(b.element, "id")
		for field, operation := range s.index[bucketsKey].Details {
			if fields[field] && !slices.Contains(details, field) {
				b.gaps = append(b.gaps, s.missing(Gap{Account: v.Account, Code: snapshot.NotCollected, Message: "not asked for"}, id, operation))
			}
		}
		if !fields[blockField] {
			continue
		}
		operation := s.index[bucketsKey].Details[blockField]
		switch {
		case unblocked != nil:
			b.gaps = append(b.gaps, s.missing(Gap{Account: v.Account, Code: unblocked.Code, Error: unblocked.Error, Message: "the account's own public access block: " + unblocked.Message}, id, operation))
		case !known:
			b.gaps = append(b.gaps, s.missing(Gap{Account: v.Account, Code: snapshot.NotCollected, Message: "the account's own public access block was not asked for"}, id, operation))
		}
		b.element = blocking(b.element, block)
	}
	return nil
}

// missing is a gap of one operation about a bucket of another account.
func (s *Set) missing(g Gap, id, operation string) Gap {
	g.Collection, g.Resource, g.Operation = bucketsKey, id, operation
	if g.Region == "" {
		g.Region = "global"
	}
	g.Message = "in account " + g.Account + ": " + g.Message
	return g
}

// blocking is a bucket whose own public access block has what its account's adds: S3 applies the stricter of the two.
func blocking(el ast.Object, block map[string]bool) ast.Object {
	inner := ast.StringTerm("PublicAccessBlockConfiguration")
	field, config := ast.NewObject(), ast.NewObject()
	if t := el.Get(ast.StringTerm(blockField)); t != nil {
		if own, ok := t.Value.(ast.Object); ok {
			field = own.Copy()
			if c := own.Get(inner); c != nil {
				if own, ok := c.Value.(ast.Object); ok {
					config = own.Copy()
				}
			}
		}
	}
	added := false
	for name, on := range block {
		if on {
			config.Insert(ast.StringTerm(name), ast.BooleanTerm(true))
			added = true
		}
	}
	if !added {
		return el
	}
	field.Insert(inner, ast.NewTerm(config))
	out := el.Copy()
	out.Insert(ast.StringTerm(blockField), ast.NewTerm(field))
	return out
}

// borrow puts the buckets of other accounts that a world's evidence names into it, with what could not be read of them. Where one is found
// in no account, and the buckets of some account are not known, it may be there: it then has nothing but its name, and all else is a gap.
func (s *Set) borrow(l *lending, w *world) {
	if l == nil || len(l.names[w.account]) == 0 || w.missing[bucketsKey] {
		return
	}
	if slices.ContainsFunc(w.gaps, func(g Gap) bool { return g.Collection == bucketsKey && g.Resource == "" }) {
		return // the bucket may be one of its own that is not known
	}
	here := map[string]bool{}
	for _, el := range w.evidence[bucketsKey] {
		here[str(el, "id")] = true
	}
	w.lent = map[string]*lent{}
	list := slices.Clone(w.evidence[bucketsKey])
	var add func(name string)
	add = func(name string) {
		if here[name] {
			return
		}
		b := l.buckets[name]
		switch {
		case b != nil && b.account == w.account:
			return
		case b == nil && len(l.blind) == 0:
			return // of an account that was not scanned
		case b == nil:
			b = s.unknown(name, w.partition, l.blind[0])
		}
		here[name] = true
		w.lent[name] = b
		list = append(list, b.element)
		w.gaps = append(w.gaps, b.gaps...)
		if b.logs != "" && l.buckets[b.logs] != nil {
			add(b.logs)
		}
	}
	for _, name := range l.names[w.account] {
		add(name)
	}
	if len(w.lent) > 0 {
		w.evidence[bucketsKey] = list
		s.hide(w)
	}
}

// unknown is a bucket that an account may have whose buckets are not known.
func (s *Set) unknown(name, partition string, why Gap) *lent {
	b := &lent{element: texts(map[string]string{"id": name, "Name": name, "arn": "arn:" + partition + ":s3:::" + name, "type": "AWS::S3::Bucket", "account": "", "region": "global"})}
	b.element.Insert(ast.StringTerm("tags"), ast.NewTerm(ast.NewObject()))
	for _, field := range slices.Sorted(maps.Keys(s.index[bucketsKey].Details)) {
		b.gaps = append(b.gaps, s.missing(why, name, s.index[bucketsKey].Details[field]))
	}
	return b
}
