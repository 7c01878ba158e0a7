package builtins

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxNesting bounds objects and arrays within each other. Real events and patterns stay below 20.
	maxNesting = 256
	// maxCombinations is the number of plain patterns that the $or blocks of one pattern may expand to, as EventBridge limits it.
	maxCombinations = 1000
	// maxEventSteps bounds the search over arrays and over names with dots, which an event could otherwise drive to exponential time.
	maxEventSteps = 2_000_000
)

// MatchEvent says whether an EventBridge event pattern matches an event. Both are decoded JSON: map[string]any, []any, string,
// float64 or json.Number, bool, nil. An invalid pattern is an error that names the path in the pattern, never a match; so are an event
// that is not an object, nesting deeper than 256, and a pair whose search does not end in reasonable time.
//
// The language is that of https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html. Where the guide is
// silent, AWS's own engine (https://github.com/aws/event-ruler, version 2.1.0) is the reference:
//   - A field of the pattern needs a leaf of the event with the same dot-joined name; "a.b" and {"a": {"b"}} are the same name.
//     Arrays are transparent, but two fields never match in objects that are different elements of one array.
//   - {"exists": false} holds if the event has no such leaf (within arrays: see eventSearch.element); objects, empty objects and empty
//     arrays are not leaves, null is.
//   - anything-but matches a leaf of any other type too.
//   - Numbers are compared as exact decimals: 4, 4.0 and 4e0 are equal, "4" is a string.
//   - A string that is an IP address equals every other spelling of that address.
//
// Two accidents of that engine are left out: a CIDR of one address family matching the other (and numbers), and the refusal of /32 and /128.
func MatchEvent(pattern, event any) (bool, error) {
	alternatives, err := parseEventPattern(pattern)
	if err != nil {
		return false, err
	}
	return matchEvent(alternatives, event)
}

// MatchEvents gives the names of the events that an EventBridge event pattern matches, sorted: what MatchEvent says of each of them, with
// the pattern read once. An event that cannot be decided is not among them.
func MatchEvents(pattern any, events map[string]any) ([]string, error) {
	alternatives, err := parseEventPattern(pattern)
	if err != nil {
		return nil, err
	}
	return matching(events, func(event any) (bool, error) { return matchEvent(alternatives, event) }), nil
}

// matching are the sorted names of what matches for certain.
func matching(all map[string]any, matches func(any) (bool, error)) []string {
	var out []string
	for name, x := range all {
		if ok, err := matches(x); ok && err == nil {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

func parseEventPattern(pattern any) ([][]eventField, error) {
	root, ok := pattern.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("event pattern: want an object, got %s", jsonKind(pattern))
	}
	return parsePatternFields(root, eventScope{}, [][]eventField{nil})
}

func matchEvent(alternatives [][]eventField, event any) (bool, error) {
	if _, ok := event.(map[string]any); !ok {
		return false, fmt.Errorf("event: want an object, got %s", jsonKind(event))
	}
	if err := checkJSON(event, "", 0); err != nil {
		return false, err
	}
	search := eventSearch{}
	for _, fields := range alternatives {
		if search.all(event, fields) {
			return true, nil
		}
	}
	if search.steps > maxEventSteps {
		return false, errors.New("event: too many arrays or names with dots to match the pattern in reasonable time")
	}
	return false, nil
}

// eventField is one leaf of a pattern: any of its matchers has to accept a leaf of that name in the event.
type eventField struct {
	name     string
	matchers []func(leaf any) bool
	absent   bool // {"exists": false} is among the matchers
}

func (f *eventField) accepts(leaf any) bool {
	return slices.ContainsFunc(f.matchers, func(match func(any) bool) bool { return match(leaf) })
}

// eventScope is the place in a pattern. The name in the event leaves out $or and array positions, the path in messages does not.
type eventScope struct {
	name, path string
	named      bool // below the root; the name itself may be empty
	depth      int
	inOr       bool
}

func (s eventScope) at(key string) eventScope {
	if s.named {
		s.name += "." + key
	} else {
		s.name, s.named = key, true
	}
	s.path, s.depth = joinPath(s.path, key), s.depth+1
	return s
}

func (s eventScope) errorf(format string, args ...any) error {
	path := s.path
	if path == "" {
		path = "event pattern"
	}
	return fmt.Errorf("%s: "+format, append([]any{path}, args...)...)
}

func joinPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// parsePatternFields adds the fields of a pattern object to each of the alternatives that $or has made so far.
func parsePatternFields(object map[string]any, at eventScope, alternatives [][]eventField) ([][]eventField, error) {
	if len(object) == 0 {
		return nil, at.errorf("empty object")
	}
	if at.depth > maxNesting {
		return nil, at.errorf("nested deeper than %d", maxNesting)
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if key == "$or" {
			var err error
			if alternatives, err = parsePatternOr(object[key], at, alternatives); err != nil {
				return nil, err
			}
			continue
		}
		here := at.at(key)
		if at.inOr && reservedInOr[key] {
			return nil, here.errorf("an operator's name cannot be a field within $or")
		}
		switch value := object[key].(type) {
		case map[string]any:
			var err error
			if alternatives, err = parsePatternFields(value, here, alternatives); err != nil {
				return nil, err
			}
		case []any:
			field, err := parsePatternField(value, here)
			if err != nil {
				return nil, err
			}
			for i, fields := range alternatives {
				if slices.ContainsFunc(fields, func(f eventField) bool { return f.name == field.name }) {
					return nil, here.errorf("field %s is constrained twice", field.name)
				}
				alternatives[i] = append(fields[:len(fields):len(fields)], field)
			}
		default:
			return nil, here.errorf("want an object or an array, got %s", jsonKind(value))
		}
	}
	return alternatives, nil
}

// reservedInOr are field names that EventBridge refuses within $or: there they are taken for a misplaced operator.
var reservedInOr = map[string]bool{
	"exactly": true, "equals-ignore-case": true, "prefix": true, "suffix": true, "anything-but": true, "exists": true, "wildcard": true,
	"numeric": true, "cidr": true, "=": true, "<": true, "<=": true, ">": true, ">=": true,
}

func parsePatternOr(value any, at eventScope, alternatives [][]eventField) ([][]eventField, error) {
	here := at
	here.path, here.depth, here.inOr = joinPath(at.path, "$or"), at.depth+1, true
	branches, ok := value.([]any)
	if !ok {
		return nil, here.errorf("want an array of objects, got %s", jsonKind(value))
	}
	if len(branches) < 2 {
		return nil, here.errorf("want at least two objects, got %d", len(branches))
	}
	var all [][]eventField
	for i, branch := range branches {
		branchAt := here
		branchAt.path = fmt.Sprintf("%s[%d]", here.path, i)
		object, ok := branch.(map[string]any)
		if !ok {
			return nil, branchAt.errorf("want an object, got %s", jsonKind(branch))
		}
		parsed, err := parsePatternFields(object, branchAt, slices.Clone(alternatives))
		if err != nil {
			return nil, err
		}
		if all = append(all, parsed...); len(all) > maxCombinations {
			return nil, here.errorf("more than %d combinations", maxCombinations)
		}
	}
	return all, nil
}

func parsePatternField(values []any, at eventScope) (eventField, error) {
	field := eventField{name: at.name}
	if len(values) == 0 {
		return field, at.errorf("empty array")
	}
	for i, value := range values {
		here := at
		here.path = fmt.Sprintf("%s[%d]", at.path, i)
		if operator, ok := value.(map[string]any); ok && operator["exists"] == false && len(operator) == 1 {
			field.absent = true
			continue
		}
		match, err := parsePatternValue(value, here)
		if err != nil {
			return field, err
		}
		field.matchers = append(field.matchers, match)
	}
	return field, nil
}

func parsePatternValue(value any, at eventScope) (func(any) bool, error) {
	switch value := value.(type) {
	case string:
		return equalText(value), nil
	case float64, json.Number:
		want, ok := jsonNumber(value)
		if !ok {
			return nil, at.errorf("%v is not a number", value)
		}
		return func(leaf any) bool { got, ok := jsonNumber(leaf); return ok && got.compare(want) == 0 }, nil
	case bool, nil:
		return func(leaf any) bool { return leaf == value }, nil
	case map[string]any:
		if len(value) != 1 {
			return nil, at.errorf("want one operator, got %d", len(value))
		}
		for name, operand := range value {
			return parsePatternOperator(name, operand, at)
		}
	}
	return nil, at.errorf("want a string, number, true, false, null or operator, got %s", jsonKind(value))
}

func parsePatternOperator(name string, operand any, at eventScope) (func(any) bool, error) {
	switch name {
	case "exists":
		if operand != true {
			return nil, at.errorf("exists: want true or false, got %s", jsonKind(operand))
		}
		return func(any) bool { return true }, nil
	case "exactly", "equals-ignore-case", "wildcard":
		return parseTextOperator(name, operand, at)
	case "prefix", "suffix":
		if nested, ok := operand.(map[string]any); ok {
			fold, ok := nested["equals-ignore-case"]
			if !ok || len(nested) != 1 {
				return nil, at.errorf("%s: want a string or {\"equals-ignore-case\": string}", name)
			}
			return parseTextOperator(name+" ignoring case", fold, at)
		}
		return parseTextOperator(name, operand, at)
	case "cidr":
		return parseCIDR(operand, at)
	case "numeric":
		return parseNumeric(operand, at)
	case "anything-but":
		return parseAnythingBut(operand, at)
	}
	return nil, at.errorf("unknown operator %q", name)
}

// parseTextOperator compiles an operator whose operand is one string; such operators accept string leaves only.
func parseTextOperator(name string, operand any, at eventScope) (func(any) bool, error) {
	text, ok := operand.(string)
	if !ok {
		return nil, at.errorf("%s: want a string, got %s", name, jsonKind(operand))
	}
	var match func(string) bool
	switch name {
	case "exactly":
		match = func(s string) bool { return s == text }
	case "equals-ignore-case":
		match = func(s string) bool { rest, ok := cutPrefixFold(s, text); return ok && rest == "" }
	case "prefix":
		match = func(s string) bool { return strings.HasPrefix(s, text) }
	case "prefix ignoring case":
		match = func(s string) bool { _, ok := cutPrefixFold(s, text); return ok }
	case "suffix":
		match = func(s string) bool { return strings.HasSuffix(s, text) }
	case "suffix ignoring case":
		match = func(s string) bool { return hasSuffixFold(s, text) }
	case "wildcard":
		pattern, err := parseWildcard(text)
		if err != nil {
			return nil, at.errorf("wildcard: %w", err)
		}
		match = pattern.match
	}
	return func(leaf any) bool { s, ok := leaf.(string); return ok && match(s) }, nil
}

// parseAnythingBut compiles the negation of a string or number, of a list of one kind, or of a string operator over one or several strings.
func parseAnythingBut(operand any, at eventScope) (func(any) bool, error) {
	here := at
	here.path += ".anything-but"
	var operator string
	if nested, ok := operand.(map[string]any); ok {
		if len(nested) != 1 {
			return nil, here.errorf("want one operator, got %d", len(nested))
		}
		for operator, operand = range nested {
			here.path += "." + operator
		}
		if !slices.Contains([]string{"prefix", "suffix", "equals-ignore-case", "wildcard"}, operator) {
			return nil, at.errorf("anything-but: unknown operator %q", operator)
		}
	}
	operands, isList := operand.([]any)
	if !isList {
		operands = []any{operand}
	} else if len(operands) == 0 {
		return nil, here.errorf("empty array")
	}
	var excluded []func(any) bool
	for i, operand := range operands {
		operandAt := here
		if isList {
			operandAt.path = fmt.Sprintf("%s[%d]", here.path, i)
		}
		match, err := parseExcluded(operator, operand, operandAt)
		if err != nil {
			return nil, err
		}
		if isJSONString(operand) != isJSONString(operands[0]) {
			return nil, operandAt.errorf("strings and numbers in one list")
		}
		excluded = append(excluded, match)
	}
	return func(leaf any) bool {
		return !slices.ContainsFunc(excluded, func(match func(any) bool) bool { return match(leaf) })
	}, nil
}

// parseExcluded compiles one operand of anything-but, with the operator that it is under, if any.
func parseExcluded(operator string, operand any, at eventScope) (func(any) bool, error) {
	switch operator {
	case "":
		if isJSONString(operand) {
			return parseTextOperator("exactly", operand, at)
		}
		if _, ok := jsonNumber(operand); ok {
			return parsePatternValue(operand, at)
		}
		return nil, at.errorf("want a string or a number, got %s", jsonKind(operand))
	case "prefix", "suffix":
		if operand == "" {
			return nil, at.errorf("an empty %s would exclude every string", operator)
		}
	}
	return parseTextOperator(operator, operand, at)
}

// parseNumeric compiles one comparison, or a range written as a lower and then an upper bound.
func parseNumeric(operand any, at eventScope) (func(any) bool, error) {
	at.path += ".numeric"
	terms, ok := operand.([]any)
	if !ok {
		return nil, at.errorf("want an array, got %s", jsonKind(operand))
	}
	if len(terms) != 2 && len(terms) != 4 {
		return nil, at.errorf("want [operator, number] or [operator, number, operator, number], got %d elements", len(terms))
	}
	var bounds []decimal
	var tests []func(decimal) bool
	for i := 0; i < len(terms); i += 2 {
		bound, ok := jsonNumber(terms[i+1])
		if !ok {
			return nil, at.errorf("element %d: want a number, got %s", i+1, jsonKind(terms[i+1]))
		}
		allowed := []string{"=", "<", "<=", ">", ">="}
		if len(terms) == 4 {
			allowed = [][]string{{">", ">="}, {"<", "<="}}[i/2]
		}
		operator, _ := terms[i].(string)
		if !slices.Contains(allowed, operator) {
			return nil, at.errorf("element %d: want one of %s, got %v", i, strings.Join(allowed, " "), terms[i])
		}
		bounds = append(bounds, bound)
		tests = append(tests, func(number decimal) bool { return orderHolds(operator, number.compare(bound)) })
	}
	if len(bounds) == 2 && bounds[0].compare(bounds[1]) >= 0 {
		return nil, at.errorf("the lower bound is not below the upper bound")
	}
	return func(leaf any) bool {
		number, ok := jsonNumber(leaf)
		return ok && !slices.ContainsFunc(tests, func(test func(decimal) bool) bool { return !test(number) })
	}, nil
}

func parseCIDR(operand any, at eventScope) (func(any) bool, error) {
	text, ok := operand.(string)
	if !ok {
		return nil, at.errorf("cidr: want a string, got %s", jsonKind(operand))
	}
	prefix, err := netip.ParsePrefix(text)
	if err != nil {
		return nil, at.errorf("cidr: %q is not an address block", text)
	}
	return func(leaf any) bool {
		s, ok := leaf.(string)
		if !ok {
			return false
		}
		address, ok := parseAddress(s)
		return ok && prefix.Contains(address)
	}, nil
}

func equalText(text string) func(any) bool {
	want, isAddress := parseAddress(text)
	return func(leaf any) bool {
		s, ok := leaf.(string)
		if !ok || s == text || !isAddress {
			return ok && s == text
		}
		got, ok := parseAddress(s)
		return ok && got == want
	}
}

func parseAddress(s string) (netip.Addr, bool) {
	address, err := netip.ParseAddr(s)
	return address.Unmap(), err == nil && address.Zone() == ""
}

// orderHolds turns the result of a three-way comparison into that of an operator.
func orderHolds(operator string, order int) bool {
	switch operator {
	case "=":
		return order == 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	default:
		return order >= 0
	}
}

// eventSearch looks for leaves of an event that satisfy all fields of one alternative at once.
type eventSearch struct{ steps int }

// pendingField is a field on its way down the event: rest is what remains of its name, done that nothing does. It has to be matched,
// or, if absent is set, not to be there.
type pendingField struct {
	field  *eventField
	rest   string
	done   bool
	absent bool
}

// all says whether the event satisfies every field. A field that may be absent or match is tried both ways.
func (s *eventSearch) all(event any, fields []eventField) bool {
	fields = slices.SortedFunc(slices.Values(fields), func(a, b eventField) int { return strings.Compare(a.name, b.name) })
	var wanted []pendingField
	for i := range fields {
		p := pendingField{field: &fields[i], rest: fields[i].name, absent: fields[i].absent}
		if p.absent && !s.present(event, p, true) {
			continue
		}
		// Only the choice of an array's element can make absent what is there.
		p.absent = p.absent && !s.present(event, p, false)
		wanted = append(wanted, p)
	}
	return s.anyMode(event, wanted, 0)
}

// anyMode tries both ways for the fields from that index on.
func (s *eventSearch) anyMode(event any, wanted []pendingField, from int) bool {
	if s.steps++; s.steps > maxEventSteps {
		return false
	}
	i := from
	for i < len(wanted) && !(wanted[i].absent && len(wanted[i].field.matchers) > 0) {
		i++
	}
	if i == len(wanted) {
		return s.satisfied(event, wanted)
	}
	if s.anyMode(event, wanted, i+1) {
		return true
	}
	wanted = slices.Clone(wanted)
	wanted[i].absent = false
	return s.anyMode(event, wanted, i+1)
}

// present says whether node has a leaf of that name, whatever its value; within arrays only if these are looked into.
func (s *eventSearch) present(node any, p pendingField, arrays bool) bool {
	s.steps++
	if s.steps > maxEventSteps {
		return true
	}
	switch node := node.(type) {
	case map[string]any:
		return slices.ContainsFunc(eventSteps(node, p), func(next eventStep) bool { return s.present(next.node, next.pending, arrays) })
	case []any:
		return arrays && slices.ContainsFunc(node, func(element any) bool { return s.present(element, p, arrays) })
	default:
		return p.done
	}
}

// satisfied says whether leaves below node, no two of them in different elements of one array, satisfy every wanted field.
func (s *eventSearch) satisfied(node any, wanted []pendingField) bool {
	s.steps += 1 + len(wanted)
	if s.steps > maxEventSteps {
		return false
	}
	switch node := node.(type) {
	case map[string]any:
		return s.distribute(node, wanted, nil)
	case []any:
		return s.element(node, wanted)
	default:
		return !slices.ContainsFunc(wanted, func(p pendingField) bool {
			return p.done && p.absent || !p.absent && (!p.done || !p.field.accepts(node))
		})
	}
}

// element chooses the one object or array within an array that satisfies what its plain values leave open. Plain values belong to no
// element in this sense: each field may take another one of them. A field that is to be absent has to be absent from the chosen element
// if a field with a smaller name has chosen it, otherwise from all of them: event-ruler goes through the fields in the order of names.
func (s *eventSearch) element(array []any, wanted []pendingField) bool {
	var open []pendingField
	for _, p := range wanted {
		found := p.done && slices.ContainsFunc(array, func(value any) bool {
			s.steps++
			return isEventLeaf(value) && (p.absent || p.field.accepts(value))
		})
		switch {
		case p.absent && found:
			return false
		case !p.absent && !found:
			open = append(open, p)
		}
	}
	chosen := slices.Clip(open)
	for _, p := range wanted {
		if !p.absent {
			continue
		}
		if slices.ContainsFunc(open, func(earlier pendingField) bool { return earlier.field.name < p.field.name }) {
			chosen = append(chosen, p)
		} else if s.present(array, p, true) {
			return false
		}
	}
	if len(open) == 0 {
		return true
	}
	return slices.ContainsFunc(array, func(value any) bool { return !isEventLeaf(value) && s.satisfied(value, chosen) })
}

// eventGroup is a member of an object and the fields that are looked for in it.
type eventGroup struct {
	key    string
	node   any
	wanted []pendingField
}

// distribute assigns each wanted field to a member of the object. There is a choice only where names with dots make two members fit;
// what is to be absent has to be absent from all that fit.
func (s *eventSearch) distribute(object map[string]any, wanted []pendingField, groups []eventGroup) bool {
	s.steps += 1 + len(wanted) + len(groups)
	if s.steps > maxEventSteps {
		return false
	}
	if len(wanted) == 0 {
		return !slices.ContainsFunc(groups, func(g eventGroup) bool { return !s.satisfied(g.node, g.wanted) })
	}
	next := eventSteps(object, wanted[0])
	if wanted[0].absent {
		for _, step := range next {
			groups = addStep(groups, step)
		}
		return s.distribute(object, wanted[1:], groups)
	}
	return slices.ContainsFunc(next, func(step eventStep) bool {
		return s.distribute(object, wanted[1:], addStep(groups, step))
	})
}

// addStep returns a copy of groups with the step's field added to its member.
func addStep(groups []eventGroup, step eventStep) []eventGroup {
	groups = slices.Clone(groups)
	i := slices.IndexFunc(groups, func(g eventGroup) bool { return g.key == step.key })
	if i < 0 {
		i = len(groups)
		groups = append(groups, eventGroup{key: step.key, node: step.node})
	}
	groups[i].wanted = append(slices.Clip(groups[i].wanted), step.pending)
	return groups
}

// eventStep is one way from an object towards a field.
type eventStep struct {
	key     string
	node    any
	pending pendingField
}

func eventSteps(object map[string]any, p pendingField) []eventStep {
	if p.done {
		return nil
	}
	var found []eventStep
	for i := 0; i <= len(p.rest); i++ {
		if i < len(p.rest) && p.rest[i] != '.' {
			continue
		}
		next := pendingField{field: p.field, absent: p.absent, done: i == len(p.rest)}
		if !next.done {
			next.rest = p.rest[i+1:]
		}
		if node, ok := object[p.rest[:i]]; ok {
			found = append(found, eventStep{p.rest[:i], node, next})
		}
	}
	return found
}

func isEventLeaf(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return false
	}
	return true
}

func isJSONString(value any) bool {
	_, ok := value.(string)
	return ok
}

// checkJSON makes sure that an event consists of decoded JSON, so that a value of another type is not silently no match.
func checkJSON(value any, path string, depth int) error {
	if depth > maxNesting {
		return fmt.Errorf("event: nested deeper than %d", maxNesting)
	}
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			if err := checkJSON(value[key], joinPath(path, key), depth+1); err != nil {
				return err
			}
		}
	case []any:
		for _, element := range value {
			if err := checkJSON(element, path, depth+1); err != nil {
				return err
			}
		}
	case string, bool, nil:
	default:
		if _, ok := jsonNumber(value); !ok {
			return fmt.Errorf("event: %s: %v (%T) is not a JSON value", path, value, value)
		}
	}
	return nil
}

// jsonKind names the type of a JSON value for a message.
func jsonKind(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case string:
		return fmt.Sprintf("the string %q", value)
	case bool, float64, json.Number:
		return fmt.Sprint(value)
	case []any:
		return "an array"
	case map[string]any:
		return "an object"
	}
	return fmt.Sprintf("a %T", value)
}

// decimal is an exact decimal number: 0.digits times ten to the power of point, without zeros at either end.
type decimal struct {
	negative bool
	digits   string
	point    int
}

// jsonNumber reads a decoded JSON number.
func jsonNumber(value any) (decimal, bool) {
	switch value := value.(type) {
	case float64:
		if math.IsNaN(value) || math.IsInf(value, 0) {
			return decimal{}, false
		}
		return parseDecimal(strconv.FormatFloat(value, 'e', -1, 64))
	case json.Number:
		return parseDecimal(value.String())
	}
	return decimal{}, false
}

// parseDecimal reads an optional sign, digits with an optional point, and an optional exponent of up to six digits.
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	if s != "" && (s[0] == '-' || s[0] == '+') {
		d.negative = s[0] == '-'
		s = s[1:]
	}
	exponent := 0
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		var err error
		if exponent, err = strconv.Atoi(s[i+1:]); err != nil || exponent > 999_999 || exponent < -999_999 {
			return decimal{}, false
		}
		s = s[:i]
	}
	whole, fraction, _ := strings.Cut(s, ".")
	all := whole + fraction
	if all == "" || strings.Trim(all, "0123456789") != "" {
		return decimal{}, false
	}
	d.digits = strings.TrimLeft(all, "0")
	d.point = len(whole) - (len(all) - len(d.digits)) + exponent
	d.digits = strings.TrimRight(d.digits, "0")
	if d.digits == "" {
		return decimal{}, true
	}
	return d, true
}

// compare is negative, zero or positive as d is less than, equal to or greater than other.
func (d decimal) compare(other decimal) int {
	sign := func(d decimal) int {
		switch {
		case d.digits == "":
			return 0
		case d.negative:
			return -1
		}
		return 1
	}
	if s, t := sign(d), sign(other); s != t || s == 0 {
		return s - t
	}
	order := d.point - other.point
	if order == 0 {
		order = strings.Compare(d.digits, other.digits)
	}
	if d.negative {
		return -order
	}
	return order
}

// wildcard is a pattern cut at its asterisks, each of which stands for any text.
type wildcard []string

// parseWildcard reads EventBridge's form, in which a backslash escapes an asterisk or a backslash and nothing else.
func parseWildcard(text string) (wildcard, error) {
	var parts wildcard
	var part strings.Builder
	star := false
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '*' && star:
			return nil, fmt.Errorf("two asterisks in a row at offset %d of %q", i, text)
		case text[i] == '*':
			parts = append(parts, part.String())
			part.Reset()
			star = true
			continue
		case text[i] == '\\':
			if i++; i == len(text) || text[i] != '*' && text[i] != '\\' {
				return nil, fmt.Errorf("backslash before neither * nor \\ at offset %d of %q", i-1, text)
			}
		}
		part.WriteByte(text[i])
		star = false
	}
	return append(parts, part.String()), nil
}

// match takes time linear in the number of parts times the text: the leftmost place for each part is always as good as any other.
func (w wildcard) match(s string) bool {
	if len(w) == 1 {
		return s == w[0]
	}
	s, ok := strings.CutPrefix(s, w[0])
	if !ok {
		return false
	}
	for _, part := range w[1 : len(w)-1] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return strings.HasSuffix(s, w[len(w)-1])
}

// sameFold is EventBridge's comparison of characters: the event's character is that of the pattern, or its upper or lower case.
func sameFold(got, want rune) bool {
	return got == want || got == unicode.ToLower(want) || got == unicode.ToUpper(want)
}

func cutPrefixFold(s, prefix string) (string, bool) {
	for prefix != "" {
		want, n := utf8.DecodeRuneInString(prefix)
		got, m := utf8.DecodeRuneInString(s)
		if m == 0 || !sameFold(got, want) {
			return s, false
		}
		prefix, s = prefix[n:], s[m:]
	}
	return s, true
}

func hasSuffixFold(s, suffix string) bool {
	for suffix != "" {
		want, n := utf8.DecodeLastRuneInString(suffix)
		got, m := utf8.DecodeLastRuneInString(s)
		if m == 0 || !sameFold(got, want) {
			return false
		}
		suffix, s = suffix[:len(suffix)-n], s[:len(s)-m]
	}
	return true
}
