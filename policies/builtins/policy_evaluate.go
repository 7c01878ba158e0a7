package builtins

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// maxRequestText is above the longest ARN of a request: an S3 key alone has up to 1,024 bytes.
const maxRequestText = 2048

type keyState int

const (
	keyUnknown keyState = iota
	keyAbsent
	keyPresent
)

func (k keyState) absent() tri {
	switch k {
	case keyAbsent:
		return yes
	case keyPresent:
		return no
	}
	return unknown
}

// query is one request, put to the statements of one document.
type query struct {
	matcher   *matcher
	variables bool       // the document's version knows policy variables
	requester *requester // nil: not said
	action    glob
	resource  glob
	context   map[string][]string // lower-case keys; an empty list is an absent key
}

func (q *query) lookup(key string) ([]string, keyState) {
	values, ok := q.context[key]
	switch {
	case !ok:
		return nil, keyUnknown
	case len(values) == 0:
		return nil, keyAbsent
	}
	return values, keyPresent
}

// Evaluate decides a request by one policy document, identity or resource policy, as
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html does, with a third truth value for what
// the request leaves open.
//
// The request is {action, resource, principal: {type, value}, context, absent}:
//
//   - action is required ("sns:Publish"), resource is an ARN. Both may be patterns ("s3:Delete*", "arn:aws:s3:::logs/*"): a statement
//     applies for certain only when it includes everything the pattern stands for, and perhaps when it overlaps. Without a resource
//     every resource is meant, as with "*".
//   - principal type is "AWS" (ARN or account id; the account or its root ARN is the root user), "Service", "Federated",
//     "CanonicalUser", or "*anonymous*" without a value. Without a principal, statements for everyone apply and others perhaps do;
//     the statements of identity policies, which name none, always apply.
//   - context maps condition keys to a value or a list of values, absent lists keys that the request does not have. Keys in neither are
//     unknown, except those that follow from the principal (aws:PrincipalArn, aws:PrincipalAccount, aws:username,
//     aws:PrincipalIsAWSService, aws:PrincipalServiceName, for callers that are no service aws:SourceArn and aws:SourceAccount,
//     for services aws:PrincipalOrgID).
//
// The result is {decision, possible, allow, deny, unknown}. allow, deny and unknown are the indices of the statements that allow for
// certain, deny for certain, and may do what their effect says. possible lists the outcomes that remain ("allow", "deny", "none");
// decision is that outcome when there is one, "unknown" when there are several. So "allow" is certain, and a request is certainly not
// allowed when "allow" is not in possible.
//
// Principals: "*" covers everyone. {"AWS": "*"} covers anonymous callers, all AWS principals and service principals alike; for
// federated callers it stays open. An account (its id or root ARN) covers all its principals, a role its sessions. In NotPrincipal
// an account covers only itself, and an exception in a Deny is certain only when the account, and for a session the role, is listed too.
// Patterns of Resource run over colons and slashes. Statements are taken one by one: two that only together cover a pattern, or
// exclude each other, are not combined. A KMS key policy that allows the account leaves the choice to the account's own policies.
// Work on patterns is bounded; in a document made to exceed the bound the rest is unknown.
func Evaluate(document any, request map[string]any) (map[string]any, error) {
	doc, err := readDocument(document)
	if err != nil {
		return nil, err
	}
	q, err := readRequest(request)
	if err != nil {
		return nil, err
	}
	q.variables = doc.variables
	allow, deny, open := []int{}, []int{}, []int{}
	mayAllow, mayDeny := false, false
	for i := range doc.statements {
		s := &doc.statements[i]
		switch applies := q.applies(s); {
		case applies == yes && s.allows():
			allow = append(allow, s.index)
		case applies == yes:
			deny = append(deny, s.index)
		case applies == unknown:
			open = append(open, s.index)
			mayAllow = mayAllow || s.allows()
			mayDeny = mayDeny || !s.allows()
		}
	}
	possible := []string{}
	if len(deny) == 0 && (mayAllow || len(allow) > 0) {
		possible = append(possible, "allow")
	}
	if mayDeny || len(deny) > 0 {
		possible = append(possible, "deny")
	}
	if len(deny) == 0 && len(allow) == 0 {
		possible = append(possible, "none")
	}
	decision := "unknown"
	if len(possible) == 1 {
		decision = possible[0]
	}
	return map[string]any{"decision": decision, "possible": possible, "allow": allow, "deny": deny, "unknown": open}, nil
}

func (q *query) applies(s *statement) tri {
	result := q.principalMatches(s)
	if result != no {
		result = min(result, q.actionMatches(s.action))
	}
	if result != no {
		result = min(result, q.resourceMatches(s.resource))
	}
	for _, c := range s.conditions {
		if result == no {
			break
		}
		result = min(result, q.holds(c))
	}
	return result
}

func (q *query) actionMatches(s scope) tri {
	found := no
	for _, text := range s.patterns {
		if found = max(found, q.matcher.match(parseAction(text), q.action)); found == yes {
			break
		}
	}
	if s.negated {
		return found.not()
	}
	return found
}

func (q *query) resourceMatches(s scope) tri {
	if !s.given {
		return yes
	}
	found := no
	for _, text := range s.patterns {
		pattern, state := q.expand(text, true)
		if found = max(found, q.resolved(q.matcher.match(pattern, q.resource), state, s.negated)); found == yes {
			break
		}
	}
	if s.negated {
		return found.not()
	}
	return found
}

func readRequest(request map[string]any) (*query, error) {
	for _, name := range slices.Sorted(maps.Keys(request)) {
		switch name {
		case "action", "resource", "principal", "context", "absent":
		default:
			return nil, fmt.Errorf("request has an unknown key %.40q", name)
		}
	}
	q := &query{matcher: newMatcher(), resource: parseGlob("*"), context: map[string][]string{}}
	action, err := requestText(request["action"], "action")
	if err != nil {
		return nil, err
	}
	q.action = parseAction(action)
	if resource, ok := request["resource"]; ok {
		text, err := requestText(resource, "resource")
		if err != nil {
			return nil, err
		}
		q.resource = parseGlob(text)
	}
	if err := q.readContext(request["context"], request["absent"]); err != nil {
		return nil, err
	}
	if value, ok := request["principal"]; ok {
		if q.requester, err = readRequester(value); err != nil {
			return nil, err
		}
		for key, values := range q.requester.context() {
			if _, ok := q.context[key]; !ok {
				q.context[key] = values
			}
		}
	}
	return q, nil
}

func requestText(value any, name string) (string, error) {
	text, ok := value.(string)
	switch {
	case !ok:
		return "", fmt.Errorf("request: %s is %s, not a string", name, describe(value))
	case text == "":
		return "", fmt.Errorf("request: %s is empty", name)
	case len(text) > maxRequestText:
		return "", fmt.Errorf("request: %s is longer than %d bytes", name, maxRequestText)
	}
	return text, nil
}

func (q *query) readContext(present, absent any) error {
	r := &documentReader{}
	byKey, ok := present.(map[string]any)
	if !ok && present != nil {
		return fmt.Errorf("request: context is %s, not an object", describe(present))
	}
	for _, key := range slices.Sorted(maps.Keys(byKey)) {
		lower := strings.ToLower(key)
		if _, twice := q.context[lower]; twice {
			return fmt.Errorf("request: context has %.60q twice", lower)
		}
		values, err := r.scalars(fmt.Sprintf(".%.60s", key), byKey[key])
		if err != nil {
			return fmt.Errorf("request: context%w", err)
		}
		for _, value := range values {
			if len(value) > maxRequestText {
				return fmt.Errorf("request: a value of context.%.60s is longer than %d bytes", key, maxRequestText)
			}
		}
		q.context[lower] = values
	}
	list, ok := absent.([]any)
	if !ok && absent != nil {
		return fmt.Errorf("request: absent is %s, not a list", describe(absent))
	}
	for i, item := range list {
		key, ok := item.(string)
		if !ok {
			return fmt.Errorf("request: absent[%d] is %s, not a string", i, describe(item))
		}
		lower := strings.ToLower(key)
		if len(q.context[lower]) > 0 {
			return fmt.Errorf("request: %.60q is both in context and absent", lower)
		}
		q.context[lower] = nil
	}
	return nil
}

// requester is the caller of a request.
type requester struct {
	kind, value string
	arn         arn // of type AWS only
}

func readRequester(value any) (*requester, error) {
	object, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("request: principal is %s, not an object", describe(value))
	}
	kind, _ := object["type"].(string)
	r := &requester{kind: kind}
	switch kind {
	case anonymousType:
		return r, nil
	case awsType, serviceType, federatedType, canonicalType:
	default:
		return nil, fmt.Errorf("request: principal.type is %s, not one of AWS, Service, Federated, CanonicalUser, *anonymous*",
			describe(object["type"]))
	}
	var err error
	if r.value, err = requestText(object["value"], "principal.value"); err != nil {
		return nil, err
	}
	if kind != awsType {
		return r, nil
	}
	if isAccountID(r.value) {
		r.value = "arn:aws:iam::" + r.value + ":root"
	}
	if r.arn, ok = readARN(r.value); !ok || !isAccountID(r.arn.account) {
		return nil, errors.New("request: principal.value is neither an account id nor the ARN of an IAM or STS principal")
	}
	return r, nil
}

// context gives the condition keys that follow from the caller.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html.
func (r *requester) context() map[string][]string {
	out := map[string][]string{}
	set := func(key string, values ...string) { out[key] = values }
	switch r.kind {
	case serviceType:
		set("aws:principalisawsservice", "true")
		set("aws:principalservicename", r.value)
		// A service belongs to no organization: a Deny on other organizations hits it.
		set("aws:principalorgid")
		set("aws:principalorgpaths")
		set("aws:username")
	case awsType, anonymousType:
		set("aws:principalisawsservice", "false")
		set("aws:principalservicename")
		// Only a service that calls for a resource has a source.
		set("aws:sourcearn")
		set("aws:sourceaccount")
		set("aws:sourceorgid")
		set("aws:sourceorgpaths")
	}
	switch {
	case r.kind == anonymousType:
		set("aws:principalarn")
		set("aws:principalorgid")
		set("aws:principalorgpaths")
		set("aws:username")
		set("aws:multifactorauthpresent")
	case r.kind == awsType:
		set("aws:principalaccount", r.arn.account)
		user, isUser := strings.CutPrefix(r.arn.resource, "user/")
		switch {
		case isUser:
			set("aws:principalarn", r.value)
			set("aws:username", lastSegment(user))
		case r.arn.isRoot(), strings.HasPrefix(r.arn.resource, "role/"):
			set("aws:principalarn", r.value)
			set("aws:username")
		case r.arn.session() != "": // the role's ARN has a path that the session's does not tell
			set("aws:username")
		}
	}
	return out
}

type arn struct{ account, resource string }

func readARN(text string) (arn, bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return arn{}, false
	}
	return arn{parts[4], parts[5]}, true
}

func (a arn) isRoot() bool { return a.resource == "root" }

// role is the name of an IAM role's ARN, without its path; names are unique in an account.
func (a arn) role() string {
	name, ok := strings.CutPrefix(a.resource, "role/")
	if !ok {
		return ""
	}
	return lastSegment(name)
}

// session is the role name of an assumed role's session.
func (a arn) session() string {
	name, ok := strings.CutPrefix(a.resource, "assumed-role/")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, "/")
	return name
}

func lastSegment(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

func (p principal) isEveryone() bool {
	return p.kind == everyone || p.kind == awsType && p.value == everyone
}

func (q *query) principalMatches(s *statement) tri {
	if !s.hasPrincipal {
		return yes
	}
	r := q.requester
	if r == nil {
		named := no
		for _, p := range s.principals {
			if named = max(named, unknown); p.isEveryone() {
				named = yes
				break
			}
		}
		if s.negatedPrincipals {
			return named.not()
		}
		return named
	}
	if s.negatedPrincipals {
		return q.notPrincipal(r, s)
	}
	named := no
	for _, p := range s.principals {
		if named = max(named, q.names(p, r)); named == yes {
			break
		}
	}
	return named
}

// names says whether an entry of Principal covers the caller.
func (q *query) names(p principal, r *requester) tri {
	switch {
	case p.kind == everyone:
		return yes
	case p.isEveryone():
		if r.kind == federatedType {
			return unknown
		}
		return yes
	case r.kind == anonymousType:
		return no
	case p.kind == r.kind && (p.value == r.value || p.value == everyone):
		return yes
	case p.kind == canonicalType && r.kind == awsType, p.kind == awsType && r.kind == canonicalType:
		return unknown // a canonical user id does not tell its account
	case p.kind != awsType || r.kind != awsType:
		return no
	}
	if entry := parseGlob(p.value); entry.hasWildcard() {
		// AWS takes no wildcard within a principal; whatever it does with one, it does not reach others.
		return min(unknown, q.matcher.match(entry, plainGlob(r.value)))
	}
	entry, ok := readARN(p.value)
	switch {
	case !ok, entry.account != r.arn.account: // also the unique id that stays behind for a deleted principal
		return no
	case entry.isRoot():
		return yes
	case entry.role() != "" && entry.role() == r.arn.session():
		return yes
	case entry.session() != "" && entry.session() == r.arn.role():
		return unknown // one session of the role, and the request may be another
	}
	return no
}

// notPrincipal says whether a statement with NotPrincipal applies. It names principals exactly, so an account does not stand for
// its users there. AWS may judge account, role and session one after the other; an exception from a Deny therefore needs them all.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html.
func (q *query) notPrincipal(r *requester, s *statement) tri {
	self, root, role := no, false, false
	for _, p := range s.principals {
		named := q.names(p, r)
		entry, ok := readARN(p.value)
		switch {
		case named == no:
		case p.isEveryone():
			return named.not()
		case r.kind != awsType || p.kind != awsType || !ok || p.value == r.value && !entry.isRoot():
			self = max(self, named)
		case entry.isRoot():
			root = true
		case entry.role() != "": // the role of a session
			role = true
			self = max(self, unknown)
		default:
			self = max(self, unknown)
		}
	}
	switch {
	case r.kind != awsType:
		return self.not()
	case r.arn.isRoot():
		return min(truth(!root), self.not())
	case s.allows():
		if root {
			self = max(self, unknown)
		}
		return self.not()
	case self == yes && root && (role || r.arn.session() == ""):
		return no
	case self == no:
		return yes
	}
	return unknown
}
