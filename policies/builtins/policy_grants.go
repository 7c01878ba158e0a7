package builtins

import (
	"fmt"
	"maps"
	"net/netip"
	"slices"
	"strings"
)

// Audiences of a statement, from the narrowest to the widest.
const (
	audienceAccount      = "account"
	audienceService      = "service"
	audienceOrganization = "organization"
	audienceExternal     = "external"
	audienceUnknown      = "unknown"
	audiencePublic       = "public"
)

var audienceRank = map[string]int{
	audienceAccount: 0, audienceService: 1, audienceOrganization: 2, audienceExternal: 3, audienceUnknown: 4, audiencePublic: 5,
}

// limit is what the fixed value of a condition key says of the caller.
type limit int

const (
	limitAccount limit = iota + 1
	limitOrganization
	limitOrganizationPath
	limitARN
	limitService
	limitAddress
	limitUserID
	limitOther // a network or a key: not public, but whose it is stays open
)

// limits are the keys whose fixed values make a policy for everyone non-public: those of
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
// and their like for other services. kms:ViaService, aws:SecureTransport, sts:ExternalId and all others leave it public.
var limits = map[string]limit{
	"aws:sourceaccount":         limitAccount,
	"aws:sourceowner":           limitAccount,
	"aws:principalaccount":      limitAccount,
	"aws:vpceaccount":           limitAccount,
	"kms:calleraccount":         limitAccount,
	"s3:dataaccesspointaccount": limitAccount,
	"aws:principalorgid":        limitOrganization,
	"aws:sourceorgid":           limitOrganization,
	"aws:vpceorgid":             limitOrganization,
	"aws:principalorgpaths":     limitOrganizationPath,
	"aws:sourceorgpaths":        limitOrganizationPath,
	"aws:vpceorgpaths":          limitOrganizationPath,
	"aws:sourcearn":             limitARN,
	"aws:principalarn":          limitARN,
	"s3:dataaccesspointarn":     limitARN,
	"aws:principalservicename":  limitService,
	"aws:sourceip":              limitAddress,
	"aws:userid":                limitUserID,
	"aws:sourcevpc":             limitOther,
	"aws:sourcevpce":            limitOther,
	"aws:sourcevpcarn":          limitOther,
	"s3:x-amz-server-side-encryption-aws-kms-key-id": limitOther,
}

// freeKeys are what any caller can choose for a request: a Deny on them alone does not keep the public out.
var freeKeys = map[string]bool{
	"aws:securetransport": true, "aws:useragent": true, "aws:referer": true, "aws:requestedregion": true,
	"s3:tlsversion": true, "s3:signatureversion": true, "s3:authtype": true, "s3:signatureage": true,
	"s3:x-amz-acl": true, "s3:x-amz-server-side-encryption": true, "s3:x-amz-server-side-encryption-aws-kms-key-id": true,
	"s3:x-amz-content-sha256": true, "s3:x-amz-storage-class": true, "s3:prefix": true, "s3:delimiter": true, "s3:max-keys": true,
	"s3:versionid": true, "sns:protocol": true, "sns:endpoint": true,
}

// grant is what one Allow statement gives to whom.
type grant struct {
	statement          *statement
	audience           string
	accounts, services []string
	limitedBy          []string
	denied             bool
	perhapsPublic      bool
}

// Grants says to whom a resource policy gives access. account owns the resource (12 digits), org is its organization's id or "".
//
// The result is {public, public_unknown, external_accounts, services, statements}; statements has for each Allow statement
//
//	{index, sid, audience, actions, not_actions, accounts, services, condition_keys, limited_by, denied}
//
// audience is the widest of its principals: "account" (the owner), "service" (AWS services), "organization" (org), "external" (other
// accounts), "unknown" (whose it is the policy does not tell), "public". A statement for everyone ("*", {"AWS": "*"}, NotPrincipal
// with Allow, a web identity provider) is public, as S3 has it, unless a condition holds a key of the caller to fixed values;
// limited_by lists such keys (aws:SourceAccount, aws:PrincipalOrgID, aws:SourceIp up to /8 and /32, ...; for statements that name
// services or accounts too). A value with a wildcard is not fixed, except an ARN with a fixed account, an organization's path with
// a fixed organization, and "AROA...:*"; negated operators, and IfExists or ForAllValues without a Null condition that requires the
// key, limit nothing.
//
// A Deny that covers a public statement and spares only callers told by such a key, AWS services or those that NotPrincipal names
// ("StringNotEquals": {"aws:PrincipalOrgID": ...}) narrows the statement to them.
//
// public is certain. public_unknown means that a policy variable in a limiting condition, another Deny on something about the caller
// or a wildcard within a principal decides, which no fixed value does; public can be true beside it. denied marks a statement that an
// unconditional Deny for everyone covers; it counts for nothing above. external_accounts and services are those the policy names.
func Grants(document any, account, org string) (map[string]any, error) {
	if !isAccountID(account) {
		return nil, fmt.Errorf("grants: account %.20q is not an account id of 12 digits", account)
	}
	doc, err := readDocument(document)
	if err != nil {
		return nil, err
	}
	g := &granter{account: account, org: org, doc: doc,
		query: &query{matcher: newMatcher(), variables: doc.variables}}
	public, perhaps := false, false
	external, services := map[string]bool{}, map[string]bool{}
	statements := []any{}
	for i := range doc.statements {
		s := &doc.statements[i]
		if !s.allows() {
			continue
		}
		granted := g.grant(s)
		statements = append(statements, granted.view())
		if granted.denied {
			continue
		}
		public = public || granted.audience == audiencePublic
		perhaps = perhaps || granted.perhapsPublic
		for _, id := range granted.accounts {
			if id != account && !granted.onlyServices() {
				external[id] = true
			}
		}
		for _, name := range granted.services {
			services[name] = true
		}
	}
	return map[string]any{
		"public": public, "public_unknown": perhaps,
		"external_accounts": sortedKeys(external), "services": sortedKeys(services),
		"statements": statements,
	}, nil
}

// namesEveryone says whether Principal or NotPrincipal has an entry for everyone.
func (s *statement) namesEveryone() bool {
	return slices.ContainsFunc(s.principals, principal.isEveryone)
}

func sortedKeys(set map[string]bool) []string {
	return append([]string{}, slices.Sorted(maps.Keys(set))...)
}

// onlyServices is true where the accounts are those that the services act for.
func (g *grant) onlyServices() bool { return g.audience == audienceService }

func (g *grant) view() map[string]any {
	actions, notActions := g.statement.action.lists()
	keys := map[string]bool{}
	for _, c := range g.statement.conditions {
		keys[c.key] = true
	}
	return map[string]any{
		"index": g.statement.index, "sid": g.statement.sid, "audience": g.audience,
		"actions": actions, "not_actions": notActions,
		"accounts": unique(g.accounts), "services": unique(g.services),
		"condition_keys": sortedKeys(keys), "limited_by": unique(g.limitedBy),
		"denied": g.denied,
	}
}

func unique(list []string) []string {
	list = append([]string{}, list...)
	slices.Sort(list)
	return slices.Compact(list)
}

type granter struct {
	account, org string
	doc          *document
	query        *query
}

// bound is the audience that one limiting condition leaves of everyone.
type bound struct {
	audience           string
	accounts, services []string
}

func (g *granter) grant(s *statement) *grant {
	out := &grant{statement: s, audience: audienceAccount}
	if !s.hasPrincipal {
		out.audience = audienceUnknown // an identity policy: its holder is not in the document
		return out
	}
	bounds, open := g.bounds(s, out)
	switch {
	case s.negatedPrincipals && s.namesEveryone():
		// everyone but everyone is nobody
	case s.negatedPrincipals:
		g.addEveryone(out, bounds, open)
	case len(s.principals) > 0:
		for _, p := range s.principals {
			g.addPrincipal(out, p, bounds, open)
		}
	}
	if out.onlyServices() {
		for _, b := range bounds {
			out.accounts = append(out.accounts, b.accounts...)
		}
	}
	g.subtract(out)
	return out
}

func (out *grant) widen(audience string) {
	if audienceRank[audience] > audienceRank[out.audience] {
		out.audience = audience
	}
}

func (g *granter) addPrincipal(out *grant, p principal, bounds []bound, open bool) {
	owner, isARN := readARN(p.value)
	switch {
	case p.isEveryone(), p.kind == federatedType && !isARN:
		g.addEveryone(out, bounds, open)
	case p.kind == serviceType:
		out.widen(audienceService)
		out.services = append(out.services, p.value)
	case isARN && isAccountID(owner.account):
		out.accounts = append(out.accounts, owner.account)
		if owner.account == g.account {
			out.widen(audienceAccount)
		} else {
			out.widen(audienceExternal)
		}
	default: // a canonical user, CloudFront's origin identity, the id of a deleted principal
		out.widen(audienceUnknown)
		// No service takes a wildcard within a principal; should one, it may stand for any account.
		out.perhapsPublic = out.perhapsPublic || p.kind == awsType && strings.ContainsAny(p.value, "*?")
	}
}

// addEveryone widens the grant to everyone within the narrowest bound: conditions are all to be met.
func (g *granter) addEveryone(out *grant, bounds []bound, open bool) {
	switch {
	case len(bounds) > 0:
		narrowest := slices.MinFunc(bounds, func(a, b bound) int { return audienceRank[a.audience] - audienceRank[b.audience] })
		out.widen(narrowest.audience)
		out.accounts = append(out.accounts, narrowest.accounts...)
		out.services = append(out.services, narrowest.services...)
	case open:
		out.widen(audienceUnknown)
		out.perhapsPublic = true
	default:
		out.widen(audiencePublic)
	}
}

// bounds reads the limiting conditions of a statement; open says that a policy variable leaves it undecided whether one limits.
func (g *granter) bounds(s *statement, out *grant) (bounds []bound, open bool) {
	required := map[string]bool{} // keys that a Null condition demands
	for _, c := range s.conditions {
		if c.operator.family == familyNull && holdsNull(c.values, keyAbsent) == no {
			required[c.key] = true
		}
	}
	for _, c := range s.conditions {
		if c.operator.negated || (c.ifExists || c.qualifier == forAllValues) && !required[c.key] {
			continue
		}
		switch b, fixed := g.limit(s, c); fixed {
		case yes:
			out.limitedBy = append(out.limitedBy, c.key)
			bounds = append(bounds, b)
		case unknown:
			open = true
		}
	}
	return bounds, open
}

// limit reads the values of a condition, whatever its sign, as a bound. It is no if they hold the caller to nothing fixed.
func (g *granter) limit(s *statement, c condition) (bound, tri) {
	kind, ok := limits[c.key]
	if !ok && isProviderKey(s, c.key) {
		kind, ok = limitOther, true
	}
	switch c.operator.family {
	case familyString, familyStringFold, familyLike, familyARN:
	case familyIP:
		ok = ok && kind == limitAddress
	default:
		ok = false
	}
	if !ok {
		return bound{}, no
	}
	fixed := yes
	for _, value := range c.values {
		fixed = min(fixed, g.fixed(kind, value))
	}
	if fixed != yes {
		return bound{}, fixed
	}
	return g.bound(kind, c.values), yes
}

// isProviderKey recognises the keys of a web identity provider that tell its applications and users apart.
func isProviderKey(s *statement, key string) bool {
	provider, name, _ := strings.Cut(key, ":")
	if name != "aud" && name != "sub" && name != "app_id" {
		return false
	}
	return slices.ContainsFunc(s.principals, func(p principal) bool {
		return p.kind == federatedType && strings.EqualFold(lastSegment(p.value), provider)
	})
}

func (g *granter) fixed(kind limit, value string) tri {
	if g.doc.variables && strings.Contains(value, "${") {
		return unknown
	}
	switch kind {
	case limitAddress:
		return truth(isNarrowBlock(value))
	case limitARN:
		if a, ok := readARN(value); ok && isAccountID(a.account) {
			return yes
		}
	case limitOrganizationPath:
		value, _, _ = strings.Cut(value, "/")
	case limitUserID:
		if strings.HasPrefix(value, "AROA") {
			value = strings.TrimSuffix(value, ":*") // all sessions of one role
		}
	}
	return truth(!strings.ContainsAny(value, "*?"))
}

// privateBlocks are those of RFC 1918, which S3 does not call public however wide they are.
var privateBlocks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
}

func isNarrowBlock(text string) bool {
	block, ok := readPrefix(text)
	if !ok {
		return false
	}
	for _, private := range privateBlocks {
		if private.Bits() <= block.Bits() && private.Contains(block.Addr()) {
			return true
		}
	}
	if block.Addr().Is4() {
		return block.Bits() >= 8
	}
	return block.Bits() >= 32
}

func (g *granter) bound(kind limit, values []string) bound {
	b := bound{audience: audienceAccount}
	widen := func(audience string) {
		if audienceRank[audience] > audienceRank[b.audience] {
			b.audience = audience
		}
	}
	for _, value := range values {
		switch kind {
		case limitAccount, limitARN:
			owner := value
			if kind == limitARN {
				a, _ := readARN(value)
				owner = a.account
			}
			switch {
			case !isAccountID(owner): // such as a bucket's ARN, which tells no account
				widen(audienceUnknown)
				continue
			case owner != g.account:
				widen(audienceExternal)
			}
			b.accounts = append(b.accounts, owner)
		case limitOrganization, limitOrganizationPath:
			id, _, _ := strings.Cut(value, "/")
			switch g.org {
			case "":
				widen(audienceUnknown)
			case id:
				widen(audienceOrganization)
			default:
				widen(audienceExternal)
			}
		case limitService:
			widen(audienceService)
			b.services = append(b.services, value)
		default:
			widen(audienceUnknown)
		}
	}
	return b
}

// subtract takes from a grant what the document's Deny statements certainly or perhaps take away.
func (g *granter) subtract(out *grant) {
	open := out.audience == audiencePublic || out.perhapsPublic
	for i := range g.doc.statements {
		d := &g.doc.statements[i]
		if g.query.matcher.spent() {
			return // what is not shown to be denied stays granted
		}
		if d.allows() || d.namesEveryone() == d.negatedPrincipals || !g.covers(d, out.statement) {
			continue // also one that is only about some principals, or about nobody
		}
		if !d.negatedPrincipals && len(d.conditions) == 0 {
			out.denied = true
			continue
		}
		if len(d.conditions) > 0 && !slices.ContainsFunc(d.conditions, func(c condition) bool { return !freeKeys[c.key] }) {
			continue
		}
		spared, keys, known := g.spared(d)
		switch {
		case known != yes && out.audience == audiencePublic:
			out.audience, out.perhapsPublic = audienceUnknown, true
		case known == yes && open && audienceRank[spared.audience] < audienceRank[out.audience]:
			out.audience, out.perhapsPublic = spared.audience, false
			out.accounts, out.services = spared.accounts, spared.services
			out.limitedBy = append(out.limitedBy, keys...)
		}
	}
}

// spared says whom a conditional Deny for everyone leaves alone: those that NotPrincipal names, and those for whom one of its
// conditions is false ("StringNotEquals": {"aws:PrincipalOrgID": ...}). They are the public where a condition picks out some callers.
// known is unknown if the conditions do not tell.
func (g *granter) spared(d *statement) (all bound, keys []string, known tri) {
	out := &grant{audience: audienceAccount}
	add := func(b bound) {
		out.widen(b.audience)
		out.accounts = append(out.accounts, b.accounts...)
		out.services = append(out.services, b.services...)
	}
	if d.negatedPrincipals {
		for _, p := range d.principals {
			g.addPrincipal(out, p, nil, false)
		}
	}
	for _, c := range d.conditions {
		b, fixed := g.limit(d, c)
		switch {
		case c.key == "aws:principalisawsservice" && c.operator.family == familyBool && len(c.values) == 1 && strings.EqualFold(c.values[0], "false"):
			add(bound{audience: audienceService})
		case c.operator.family == familyNull && limits[c.key] != 0 && holdsNull(c.values, keyPresent) == no:
			add(bound{audience: audiencePublic}) // whoever has the key, whatever its value
		case fixed != yes, c.qualifier == forAnyValue: // of an absent key no value differs
			return bound{}, nil, unknown
		case !c.operator.negated:
			add(bound{audience: audiencePublic})
		default:
			add(b)
		}
		keys = append(keys, c.key)
	}
	if out.perhapsPublic {
		return bound{}, nil, unknown
	}
	return bound{out.audience, out.accounts, out.services}, keys, yes
}

// covers says whether a Deny statement includes all actions and resources of an Allow statement.
func (g *granter) covers(deny, allow *statement) bool {
	actions, resources := allow.action.patterns, allow.resource.patterns
	if allow.action.negated {
		actions = []string{"*"}
	}
	if allow.resource.negated || !allow.resource.given {
		resources = []string{"*"}
	}
	for _, text := range actions {
		g.query.action = parseAction(text)
		if g.query.actionMatches(deny.action) != yes {
			return false
		}
	}
	for _, text := range resources {
		g.query.resource, _ = g.query.expand(text, true)
		if g.query.resourceMatches(deny.resource) != yes {
			return false
		}
	}
	return true
}
