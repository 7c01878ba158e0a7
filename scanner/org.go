package scanner

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kijun/scanner/actions"
	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
	"kijun/scanner/target"
)

// Org says which accounts of an organization to read, and how to enter them.
type Org struct {
	RoleName  string            // of the role in each account; it may have a path. The caller's own account is read as it is.
	List      map[string]string // of a file of accounts: account -> ARN of the role there, "" for RoleName; nil: the organization is listed
	Accounts  []string          // only these; none means all
	Exclude   []string          // not these
	Units     []string          // only accounts in or below these organizational units; none means all
	Suspended bool              // also accounts that are not active
	Only      bool              // read the organization, and none of its accounts
	Shard     int               // of Shards, from 1: which share of the accounts to read
	Shards    int               // 0 and 1 mean no sharing
	Resume    bool              // keep what an interrupted scan has collected of whole accounts, and go on from it
	Keep      bool              // leave that behind for Resume, when the scan is interrupted
	// Finished, if set, is told of the file of each account as soon as it is complete. It is called side by side.
	Finished func(file string) error
	// Denies says whether a service control policy, decoded, certainly denies an IAM action in a region to the principal.
	Denies func(policy any, action, region, principal string) bool
}

// at once is how many accounts are read side by side: enough that none waits for one slow account.
const atOnce = 16

const headName = "organization.zip"

// PartsOf stands behind the name of an organization's snapshot in the name of the folder where its accounts lie until all are there.
const PartsOf = ".parts"

// organizational are the collections that a scan of an organization reads whatever is judged: they say which accounts there are, and what
// is denied in them.
var organizational = []string{"organizations.organization", "organizations.accounts", "organizations.units", "organizations.policies", "organizations.further_policies",
	"organizations.delegated_administrators", "organizations.service_access"}

// Organizational are the collections of those that a scan of an organization always reads, whatever it judges.
func Organizational() []string { return slices.Clone(organizational) }

// census is what the organization says of itself, as far as the scan needs it.
type census struct {
	id, management string
	members        map[string]snapshot.Member
	parents        map[string]string   // account or unit -> the unit above it
	units          map[string]string   // unit -> its name
	administrators map[string][]string // service principal -> accounts
	policies       []policy
	gaps           map[string]snapshot.Gap   // by collection: the listing failed
	counted        map[string]map[string]int // account -> calls by operation that all of this took
}

// policy is a service control policy.
type policy struct {
	id      string
	content any
	targets []string
}

// organization reads the organization and its accounts, each into a file of its own in a folder; unless that is what o.Path is, they
// become one file in the end.
func (s *scan) organization(ctx, deadline context.Context) (*snapshot.Manifest, error) {
	o := s.o.Org
	dir, folder := s.o.Path, true
	if info, err := os.Stat(s.o.Path); !(strings.HasSuffix(s.o.Path, "/") || err == nil && info.IsDir()) {
		dir, folder = s.o.Path+PartsOf, false
		probe, err := snapshot.Create(s.o.Path) // now, and not after hours, is the time to say that it cannot be written
		if err != nil {
			return nil, err
		}
		probe.Abort()
	}
	if !o.Resume && !folder {
		if err := os.RemoveAll(dir); err != nil {
			return nil, fmt.Errorf("%w %s: %w", snapshot.ErrOutput, dir, err)
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("%w %s: %w", snapshot.ErrOutput, dir, err)
	}
	finished := false
	defer func() {
		if !folder && (finished || !o.Keep) {
			_ = os.RemoveAll(dir) // the parts are in the file, or nobody wants them
		} else {
			_ = os.Remove(dir) // if it is empty
		}
	}()
	if err := s.open(ctx); err != nil {
		return nil, err
	}
	opened := s.o.Now()
	var head *snapshot.Writer
	var err error
	headPath := filepath.Join(dir, headName)
	if o.Shards > 1 {
		headPath = filepath.Join(dir, fmt.Sprintf("organization-%d-of-%d.zip", o.Shard, o.Shards))
	}
	if head, err = snapshot.Create(headPath); err != nil {
		return nil, err
	}
	defer func() { head.Abort() }()
	all, info, err := s.evidence(ctx, deadline, head)
	if err != nil {
		return nil, err
	}
	chosen, err := s.choose(all)
	if err != nil {
		return nil, err
	}
	info.Organization = &snapshot.Organization{ID: all.id, Management: all.management, Accounts: chosen, Shard: max(o.Shard, 1), Shards: max(o.Shards, 1)}
	if o.Only {
		info.Organization.Accounts, info.Organization.Shards = nil, 0
	}
	if o.Shards > 1 && o.Shard != 1 { // the first shard has the organization's evidence
		head.Abort()
		if head, err = snapshot.Create(headPath); err != nil {
			return nil, err
		}
		info.Targets, info.Selection, info.Calls = nil, nil, nil
	}
	if _, err := head.Close(info); err != nil {
		return nil, err
	}
	paths := []string{headPath}
	if !o.Only {
		more, err := s.accounts(ctx, deadline, dir, all, chosen)
		if err != nil {
			return nil, err
		}
		paths = append(paths, more...)
	}
	set, err := snapshot.OpenParts(paths)
	if err != nil {
		return nil, err
	}
	if folder {
		finished = true
		return set.Manifest(), nil
	}
	m, err := snapshot.Combine(s.o.Path, set, outside(s, opened)(s.o.Now()))
	finished = err == nil
	return m, err
}

// evidence reads what belongs to the organization: what it says of itself, then what the administrators of its services say.
func (s *scan) evidence(ctx, deadline context.Context, out *snapshot.Writer) (*census, snapshot.Info, error) {
	need := maps.Clone(s.o.Need)
	all := &census{members: map[string]snapshot.Member{}, parents: map[string]string{}, units: map[string]string{}, administrators: map[string][]string{}, gaps: map[string]snapshot.Gap{}}
	for _, c := range s.all {
		if slices.Contains(organizational, c.Key) {
			need[c.Key] = []string{}
			for _, d := range c.Details {
				need[c.Key] = append(need[c.Key], collect.OperationName(d.Operation))
			}
		}
	}
	r := s.runner(out, need)
	var mu sync.Mutex
	r.OnRead = func(key string, element map[string]any) {
		mu.Lock()
		defer mu.Unlock()
		all.take(key, element)
	}
	tell := r.OnGap
	r.OnGap = func(g snapshot.Gap) {
		if g.ID == "" {
			mu.Lock()
			all.gaps[g.Key] = g
			mu.Unlock()
		}
		if tell != nil {
			tell(g)
		}
	}
	owned := func(t *collect.Target) *collect.Target { t.Owner = snapshot.OrganizationSet; return t }
	var first []collect.Job
	selection := map[string][]string{}
	global := owned(s.at(s.home, "global"))
	for _, c := range s.all {
		if _, chosen := need[c.Key]; chosen && c.Scope == collect.Organization {
			selection[c.Key] = need[c.Key]
			if c.Administrator == "" {
				first = append(first, collect.Job{Collector: c, Target: global})
			}
		}
	}
	s.expect(len(first))
	if err := r.Run(deadline, first); err != nil {
		return nil, snapshot.Info{}, stopped(ctx, err)
	}
	for _, list := range all.administrators {
		slices.Sort(list)
	}
	targets := []snapshot.Target{{Account: snapshot.OrganizationSet, Region: "global"}}
	// An administrator's account that throttles must not take the time of all accounts.
	part, enough := deadline, func() {}
	if end, ok := deadline.Deadline(); ok {
		part, enough = context.WithDeadline(deadline, time.Now().Add(time.Until(end)/administratorsTake))
	}
	defer enough()
	var rest []collect.Job
	reached := map[string]*entered{s.home.Caller.Account: s.home}
	for _, c := range s.all {
		if _, chosen := selection[c.Key]; !chosen || c.Administrator == "" {
			continue
		}
		r.Out.Entry(snapshot.OrganizationSet, "global", c.Key) // was asked for, whoever could be asked
		for _, account := range all.asked(c.Administrator, s.home.Caller.Account) {
			in := reached[account]
			if in == nil {
				got, err := s.enter(part, account, "", all)
				if err != nil {
					if errors.Is(deadline.Err(), context.Canceled) {
						return nil, snapshot.Info{}, stopped(ctx, err)
					}
					r.Gap(unentered(snapshot.OrganizationSet, account, c.Key, err))
					continue
				}
				in = got
				reached[account] = in
			}
			if in.RegionsGap != nil {
				g := *in.RegionsGap
				g.Account, g.Key, g.Message = snapshot.OrganizationSet, c.Key, "the enabled regions of "+account+" are unknown"
				r.Gap(g)
			}
			for _, region := range in.Regions {
				if policy := in.closed[region]; policy != "" {
					r.Gap(snapshot.Gap{Account: snapshot.OrganizationSet, Region: region, Key: c.Key, Operation: c.List, Code: string(collect.Blocked), Message: (&collect.BlockedError{Policy: policy}).Error()})
					continue
				}
				rest = append(rest, collect.Job{Collector: c, Target: owned(s.at(in, region))})
				targets = append(targets, snapshot.Target{Account: snapshot.OrganizationSet, Region: region})
			}
		}
	}
	s.expect(len(rest))
	if err := r.Run(part, rest); err != nil {
		return nil, snapshot.Info{}, stopped(ctx, err)
	}
	if err := r.Finish(); err != nil {
		return nil, snapshot.Info{}, err
	}
	newest := r.Newest()
	if newest.IsZero() {
		newest = s.o.Now().UTC().Truncate(time.Second)
	}
	calls := map[string]int{}
	all.counted = map[string]map[string]int{}
	for account := range reached {
		all.counted[account] = s.gate.CallsOf(account)
		for op, n := range all.counted[account] {
			calls[op] += n
		}
	}
	return all, snapshot.Info{Kijun: s.o.Version, CollectedAt: newest, Partition: s.home.Partition, Caller: s.home.Caller, Targets: targets, GovernedRegions: s.o.Governed,
		Selection: selection, Calls: calls}, nil
}

// administratorsTake is which part of the scan's time the administrators of services may take at most, before the accounts are read.
const administratorsTake = 3

// take notes what an element of the organization's own collections says.
func (c *census) take(key string, element map[string]any) {
	text := func(name string) string { v, _ := element[name].(string); return v }
	list := func(detail, name string) []map[string]any {
		answer, _ := element[detail].(map[string]any)
		values, _ := answer[name].([]any)
		var out []map[string]any
		for _, v := range values {
			if m, ok := v.(map[string]any); ok {
				out = append(out, m)
			}
		}
		return out
	}
	id := text("id")
	switch key {
	case "organizations.organization":
		c.id, c.management = id, text("MasterAccountId")
	case "organizations.accounts":
		c.members[id] = snapshot.Member{ID: id, Name: text("Name"), Status: cmp.Or(text("State"), text("Status"))}
	case "organizations.units":
		c.units[id] = text("Name")
		if above := text("ParentId"); above != "" {
			c.parents[id] = above
		}
		for _, account := range list("ListAccountsForParent", "Accounts") {
			if member, ok := account["Id"].(string); ok {
				c.parents[member] = id
			}
		}
	case "organizations.delegated_administrators":
		for _, service := range list("ListDelegatedServicesForAccount", "DelegatedServices") {
			if principal, ok := service["ServicePrincipal"].(string); ok {
				c.administrators[principal] = append(c.administrators[principal], id)
			}
		}
	case "organizations.policies":
		answer, _ := element["DescribePolicy"].(map[string]any)
		body, _ := answer["Policy"].(map[string]any)
		p := policy{id: id, content: body["Content"]}
		for _, t := range list("ListTargetsForPolicy", "Targets") {
			if at, ok := t["TargetId"].(string); ok {
				p.targets = append(p.targets, at)
			}
		}
		c.policies = append(c.policies, p)
	}
}

// above are the units over an account, its own first and the root last.
func (c *census) above(account string) []string {
	var out []string
	for at := c.parents[account]; at != "" && len(out) < 10; at = c.parents[at] { // AWS allows five levels below the root
		out = append(out, at)
	}
	return out
}

// exclusive are the services for whose organization one administrator alone answers. What others have, like trails and analyzers, the
// management account can hold beside an administrator.
var exclusive = []string{"guardduty.amazonaws.com", "securityhub.amazonaws.com", "inspector2.amazonaws.com", "macie.amazonaws.com", "detective.amazonaws.com"}

// asked are the accounts that say what a service holds for the organization: its administrators, and the account that manages the
// organization. Where neither is known the caller's account is asked.
func (c *census) asked(principal, caller string) []string {
	out := slices.Clone(c.administrators[principal])
	if principal == collect.AnyAdministrator {
		for _, accounts := range c.administrators {
			out = append(out, accounts...)
		}
		slices.Sort(out)
		out = slices.Compact(out)
	}
	if c.management != "" && !slices.Contains(out, c.management) && (len(out) == 0 || !slices.Contains(exclusive, principal)) {
		out = append(out, c.management)
	}
	if len(out) == 0 {
		out = append(out, caller)
	}
	return out
}

// choose finds the accounts to read.
func (s *scan) choose(c *census) ([]snapshot.Member, error) {
	o := s.o.Org
	if o.Only {
		return nil, nil
	}
	failed, unlisted := c.gaps["organizations.accounts"]
	var pool []snapshot.Member
	switch {
	case o.List != nil:
		for _, id := range slices.Sorted(maps.Keys(o.List)) {
			m := c.members[id]
			m.ID = id
			pool = append(pool, m)
		}
	case unlisted && len(o.Accounts) > 0:
		for _, id := range o.Accounts {
			pool = append(pool, snapshot.Member{ID: id})
		}
	case unlisted:
		return nil, &UsageError{Message: fmt.Sprintf("the accounts of the organization cannot be listed from account %s (%s, %s): scan from the management or a delegated administrator account, or give --accounts-file",
			s.home.Caller.Account, failed.Operation, cmp.Or(failed.Error, failed.Code))}
	case len(c.members) == 0:
		return nil, &UsageError{Message: fmt.Sprintf("account %s is in no organization: scan without --org, or give --accounts-file", s.home.Caller.Account)}
	default:
		pool = slices.Collect(maps.Values(c.members))
	}
	known := func(id string) bool {
		return slices.ContainsFunc(pool, func(m snapshot.Member) bool { return m.ID == id })
	}
	for _, id := range o.Accounts {
		if !known(id) {
			return nil, &UsageError{Message: fmt.Sprintf("--account: %s is none of the %d accounts of the organization or the accounts file", id, len(pool))}
		}
	}
	below, err := s.below(c)
	if err != nil {
		return nil, err
	}
	var out []snapshot.Member
	for _, m := range pool {
		m.Parents = c.above(m.ID)
		switch {
		case len(o.Accounts) > 0 && !slices.Contains(o.Accounts, m.ID):
		case slices.Contains(o.Exclude, m.ID):
		case below != nil && !slices.ContainsFunc(m.Parents, func(u string) bool { return below[u] }):
		case m.Status != "" && m.Status != "ACTIVE" && !o.Suspended:
		default:
			out = append(out, m)
		}
	}
	if len(out) == 0 {
		return nil, &UsageError{Message: fmt.Sprintf("no account is left to scan: of %d, none is active and chosen by --account, --ou and --exclude-account", len(pool))}
	}
	slices.SortFunc(out, func(a, b snapshot.Member) int { return cmp.Compare(a.ID, b.ID) })
	return slices.CompactFunc(out, func(a, b snapshot.Member) bool { return a.ID == b.ID }), nil
}

// below are the chosen organizational units, or nil when none was named. A unit is named by its id, or by its name if that is one unit's only.
func (s *scan) below(c *census) (map[string]bool, error) {
	if len(s.o.Org.Units) == 0 {
		return nil, nil
	}
	if g, ok := c.gaps["organizations.units"]; ok {
		return nil, &UsageError{Message: fmt.Sprintf("--ou: the units of the organization cannot be listed (%s, %s)", g.Operation, cmp.Or(g.Error, g.Code))}
	}
	out := map[string]bool{}
	for _, u := range s.o.Org.Units {
		if _, ok := c.units[u]; ok {
			out[u] = true
			continue
		}
		var named []string
		for id, name := range c.units {
			if name == u {
				named = append(named, id)
			}
		}
		slices.Sort(named)
		switch len(named) {
		case 0:
			return nil, &UsageError{Message: fmt.Sprintf("--ou: the organization has no unit %q", u)}
		case 1:
			out[named[0]] = true
		default:
			return nil, &UsageError{Message: fmt.Sprintf("--ou: %q is the name of %d units; give one by its id: %s", u, len(named), strings.Join(named, ", "))}
		}
	}
	return out, nil
}

// mine says whether an account is in this shard's share: by a stable hash, so that it does not change with the other accounts.
func (o *Org) mine(account string) bool {
	if o.Shards <= 1 {
		return true
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(account)) // never fails
	return int(h.Sum32()%uint32(o.Shards)) == o.Shard-1
}

// accounts reads the chosen accounts side by side, each into its file, and gives the files.
func (s *scan) accounts(ctx, deadline context.Context, dir string, all *census, chosen []snapshot.Member) ([]string, error) {
	o := s.o.Org
	chosen = slices.DeleteFunc(slices.Clone(chosen), func(m snapshot.Member) bool { return !o.mine(m.ID) })
	if err := s.strangers(dir, chosen); err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.of = len(chosen)
	s.mu.Unlock()
	paths := make([]string, len(chosen))
	var group errgroup.Group
	places := make(chan struct{}, atOnce)
	inner, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	bounded, stop := context.WithCancelCause(deadline)
	defer stop(nil)
	for i, m := range chosen {
		paths[i] = filepath.Join(dir, m.ID+".zip")
		places <- struct{}{}
		group.Go(func() error {
			defer func() { <-places }()
			// An account whose role may be denied waits without keeping the others from being read.
			entering := collect.Parking(bounded, func() { <-places }, func() { places <- struct{}{} })
			if o.Resume && s.collected(paths[i], m.ID) {
				s.finish()
				return nil
			}
			err := s.member(inner, bounded, entering, paths[i], m.ID, all)
			if err == nil && o.Finished != nil {
				err = o.Finished(paths[i])
			}
			if err != nil {
				cancel(err)
				stop(err)
			}
			s.finish()
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, stopped(ctx, err)
	}
	return paths, nil
}

func (s *scan) finish() {
	s.mu.Lock()
	s.read++
	s.mu.Unlock()
}

var partName = regexp.MustCompile(`^[0-9]{12}\.zip$`)

// strangers refuses a folder with snapshots of accounts that are not this scan's: evaluated with the others they would pass for its own.
func (s *scan) strangers(dir string, chosen []snapshot.Member) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("%w %s: %w", snapshot.ErrOutput, dir, err)
	}
	for _, e := range entries {
		id := strings.TrimSuffix(e.Name(), ".zip")
		if !partName.MatchString(e.Name()) || !s.o.Org.mine(id) || slices.ContainsFunc(chosen, func(m snapshot.Member) bool { return m.ID == id }) {
			continue
		}
		return &UsageError{Message: fmt.Sprintf("%s holds the snapshot of account %s, which is none of this scan's: give an empty folder", dir, id)}
	}
	return nil
}

// collected says whether a file is the complete snapshot of an account, as this scan would collect it.
func (s *scan) collected(path, account string) bool {
	r, err := snapshot.Open(path)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			_ = os.Remove(path) // what cannot be read is collected again
		}
		return false
	}
	defer r.Close()
	m := r.Manifest()
	whole := m.Incomplete == "" && m.Kijun == s.o.Version && slices.ContainsFunc(m.Targets, func(t snapshot.Target) bool { return t.Account == account })
	for key, details := range s.o.Need {
		have, ok := m.Selection[key]
		if slices.ContainsFunc(s.all, func(c *collect.Collector) bool { return c.Key == key && c.Scope != collect.Organization }) {
			whole = whole && ok && slices.Equal(slices.Sorted(slices.Values(details)), have)
		}
	}
	for _, g := range m.Gaps {
		whole = whole && g.Key != snapshot.AccountKey && g.Code != string(collect.Interrupted) && g.Code != string(collect.Credentials)
	}
	for _, region := range s.o.Regions {
		whole = whole && slices.ContainsFunc(m.Targets, func(t snapshot.Target) bool { return t.Region == region && !t.Evidence })
	}
	return whole
}

// member reads one account of the organization into a file. entering is deadline while the account is entered.
func (s *scan) member(ctx, deadline, entering context.Context, path, account string, all *census) error {
	out, err := snapshot.Create(path)
	if err != nil {
		return err
	}
	defer out.Abort()
	began := s.o.Now()
	times := func(now time.Time) snapshot.Outside {
		return s.told(snapshot.Outside{Durations: map[string]int64{"collect": now.Sub(began).Milliseconds()}}, account)
	}
	in := s.home
	if account != s.home.Caller.Account {
		if in, err = s.enter(entering, account, s.o.Org.List[account], all); err != nil {
			if ctx.Err() != nil {
				return stopped(ctx, err)
			}
			return s.outcast(out, account, err, times)
		}
	}
	in.counted = all.counted[account]
	_, err = s.account(ctx, deadline, in, out, times)
	return err
}

// outcast seals the snapshot of an account that could not be entered: one gap instead of everything that it has.
func (s *scan) outcast(out *snapshot.Writer, account string, err error, times func(time.Time) snapshot.Outside) error {
	g := unentered(account, account, snapshot.AccountKey, err)
	s.runner(out, nil).Gap(g)
	targets := []snapshot.Target{{Account: account, Region: "global"}}
	for _, region := range s.o.Regions {
		targets = append(targets, snapshot.Target{Account: account, Region: region})
	}
	selection := map[string][]string{}
	for _, c := range s.all {
		if details, chosen := s.o.Need[c.Key]; chosen && c.Scope != collect.Organization {
			selection[c.Key] = details
		}
	}
	now := s.o.Now()
	_, err = out.Close(snapshot.Info{Kijun: s.o.Version, CollectedAt: now.UTC().Truncate(time.Second), Partition: s.home.Partition, Caller: s.home.Caller, Targets: targets,
		GovernedRegions: s.o.Governed, Selection: selection, Outside: times(now)})
	return err
}

// unentered is the gap of an account that could not be entered.
func unentered(holder, account, key string, err error) snapshot.Gap {
	class, code := collect.Classify(err, nil)
	if class == collect.Credentials && code == "AccessDenied" {
		class = collect.AccessDenied // the role, and not the caller's session, is what is missing
	}
	return snapshot.Gap{Account: holder, Region: "global", Key: key, Operation: "sts:AssumeRole", Code: string(class), Error: code,
		Message: "account " + account + " could not be entered: " + collect.Message(err)}
}

// enter assumes the role in an account. arn is the role's, or empty for that of the name.
func (s *scan) enter(ctx context.Context, account, arn string, all *census) (*entered, error) {
	if arn == "" {
		if s.o.Org.RoleName == "" {
			return nil, errors.New("no role was named: give --role-name")
		}
		arn = fmt.Sprintf("arn:%s:iam::%s:role/%s", s.home.Partition, account, strings.TrimPrefix(s.o.Org.RoleName, "/"))
	}
	cfg := s.base
	cfg.Credentials = s.o.Role.Assume(s.gated(s.base, "caller"), arn)
	if _, err := cfg.Credentials.Retrieve(ctx); err != nil { // here, so that waiting for it is no call's time
		return nil, &collect.CredentialsError{Err: err}
	}
	cfg = s.gated(cfg, account)
	session, err := target.Enter(ctx, cfg, s.target(), account)
	if err != nil {
		return nil, err
	}
	in := &entered{Session: session, cfg: cfg}
	s.consult(in, arn)
	s.shut(in, arn, all)
	return in, nil
}

// shut keeps the calls back that the organization's service control policies deny in an account to the role that reads it.
func (s *scan) shut(in *entered, role string, all *census) {
	account := in.Caller.Account
	if s.o.Org.Denies == nil || account == all.management || all.management == "" {
		return // the account that manages the organization is not subject to them
	}
	over := append(all.above(account), account)
	var holding []policy
	for _, p := range all.policies {
		if p.content != nil && slices.ContainsFunc(p.targets, func(t string) bool { return slices.Contains(over, t) }) {
			holding = append(holding, p)
		}
	}
	if len(holding) == 0 {
		return
	}
	var mu sync.Mutex
	known := map[[2]string]string{}
	denies := func(operation, region string) string {
		mu.Lock()
		defer mu.Unlock()
		key := [2]string{operation, region}
		if policy, ok := known[key]; ok {
			return policy
		}
		needed, _, _ := actions.Lookup(operation)
		for _, p := range holding {
			for _, action := range needed {
				if known[key] == "" && s.o.Org.Denies(p.content, action, region, role) {
					known[key] = p.id
				}
			}
		}
		return known[key]
	}
	s.gate.Close(account, denies)
	in.closed = map[string]string{}
	for _, region := range in.Regions {
		closed := ""
		for _, c := range s.all {
			if _, chosen := s.o.Need[c.Key]; !chosen || c.Once() || c.Scope == collect.Organization {
				continue
			}
			if closed = denies(c.List, region); closed == "" {
				break
			}
		}
		if closed != "" {
			in.closed[region] = closed
		}
	}
}
