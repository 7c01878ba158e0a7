package builtins

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/big"
	"net/netip"
	"strings"
	"time"
	"unicode"
)

// Condition set qualifiers.
const (
	forAnyValue  = "ForAnyValue"
	forAllValues = "ForAllValues"
)

// family is what a condition operator compares; the sign of the comparison stands apart.
type family int

const (
	familyString family = iota
	familyStringFold
	familyLike
	familyNumeric
	familyDate
	familyBool
	familyBinary
	familyIP
	familyARN
	familyNull
)

type operator struct {
	name    string
	family  family
	negated bool
	order   string // numeric and date operators: "=", "<", "<=", ">", ">="
}

// operators are those of
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html, by lower-case name.
var operators = func() map[string]operator {
	list := []operator{
		{"StringEquals", familyString, false, ""}, {"StringNotEquals", familyString, true, ""},
		{"StringEqualsIgnoreCase", familyStringFold, false, ""}, {"StringNotEqualsIgnoreCase", familyStringFold, true, ""},
		{"StringLike", familyLike, false, ""}, {"StringNotLike", familyLike, true, ""},
		{"Bool", familyBool, false, ""},
		{"BinaryEquals", familyBinary, false, ""},
		{"IpAddress", familyIP, false, ""}, {"NotIpAddress", familyIP, true, ""},
		// The Equals and Like forms of the ARN operators behave alike.
		{"ArnEquals", familyARN, false, ""}, {"ArnNotEquals", familyARN, true, ""},
		{"ArnLike", familyARN, false, ""}, {"ArnNotLike", familyARN, true, ""},
		{"Null", familyNull, false, ""},
	}
	for prefix, f := range map[string]family{"Numeric": familyNumeric, "Date": familyDate} {
		list = append(list,
			operator{prefix + "Equals", f, false, "="}, operator{prefix + "NotEquals", f, true, "="},
			operator{prefix + "LessThan", f, false, "<"}, operator{prefix + "LessThanEquals", f, false, "<="},
			operator{prefix + "GreaterThan", f, false, ">"}, operator{prefix + "GreaterThanEquals", f, false, ">="})
	}
	byName := make(map[string]operator, len(list))
	for _, o := range list {
		byName[strings.ToLower(o.name)] = o
	}
	return byName
}()

// readOperator reads an operator with its set qualifier and IfExists suffix into a condition that still lacks key and values.
func readOperator(text string) (condition, error) {
	c, name := condition{}, strings.ToLower(text)
	for _, qualifier := range []string{forAnyValue, forAllValues} {
		if rest, ok := strings.CutPrefix(name, strings.ToLower(qualifier)+":"); ok {
			c.qualifier, name = qualifier, rest
			break
		}
	}
	name, c.ifExists = strings.CutSuffix(name, "ifexists")
	o, ok := operators[name]
	if !ok || c.ifExists && o.family == familyNull {
		return c, fmt.Errorf("unknown operator %.60q", text)
	}
	c.operator = o
	return c, nil
}

// holds evaluates one condition. An absent key makes a negated operator match, an IfExists and a ForAllValues too.
func (q *query) holds(c condition) tri {
	values, state := q.lookup(c.key)
	if c.operator.family == familyNull {
		return holdsNull(c.values, state)
	}
	switch state {
	case keyUnknown:
		return unknown
	case keyAbsent:
		switch {
		case c.ifExists:
			return yes
		case c.qualifier != "":
			return truth(c.qualifier == forAllValues)
		}
		return truth(c.operator.negated)
	}
	least, most := yes, no
	for _, value := range values {
		result := no
		for _, wanted := range c.values {
			if !q.matcher.spend(len(wanted) + len(value) + comparisonWork) {
				return unknown
			}
			if result = max(result, q.compare(c.operator, wanted, value)); result == yes {
				break
			}
		}
		if c.operator.negated {
			result = result.not() // several values of a negated operator are a NOR
		}
		least, most = min(least, result), max(most, result)
	}
	switch {
	case c.qualifier == forAllValues:
		return least
	case c.qualifier == forAnyValue:
		return most
	case least == most:
		return least
	}
	return unknown // a multivalued key without a set qualifier: AWS leaves the outcome open
}

// holdsNull evaluates the Null operator, whose value "true" asks for an absent key.
func holdsNull(values []string, state keyState) tri {
	result := no
	for _, value := range values {
		switch {
		case strings.EqualFold(value, "true"):
			result = max(result, state.absent())
		case strings.EqualFold(value, "false"):
			result = max(result, state.absent().not())
		}
	}
	return result
}

// compare evaluates the positive form of an operator for one value of the policy and one of the request. A value in the policy
// that the operator cannot read leaves the outcome open: AWS does not say what it makes of it.
func (q *query) compare(o operator, wanted, got string) tri {
	switch o.family {
	case familyString, familyStringFold, familyLike:
		pattern, state := q.expand(wanted, o.family == familyLike)
		text := plainGlob(got)
		if o.family == familyStringFold {
			pattern, text = fold(pattern), fold(text)
		}
		return q.resolved(q.matcher.match(pattern, text), state, o.negated)
	case familyARN:
		return q.compareARN(wanted, got, o.negated)
	case familyBool:
		pattern, state := q.expand(wanted, false)
		return q.resolved(q.matcher.match(fold(pattern), fold(plainGlob(got))), state, o.negated)
	case familyNumeric:
		a, okA := readNumber(got)
		b, okB := readNumber(wanted)
		return ordered(o.order, okA && okB, func() int { return a.Cmp(b) })
	case familyDate:
		a, okA := readDate(got)
		b, okB := readDate(wanted)
		return ordered(o.order, okA && okB, func() int { return a.Compare(b) })
	case familyBinary:
		a, errA := base64.StdEncoding.DecodeString(got)
		b, errB := base64.StdEncoding.DecodeString(wanted)
		if errA != nil || errB != nil {
			return unknown
		}
		return truth(bytes.Equal(a, b))
	case familyIP:
		block, okA := readPrefix(wanted)
		address, okB := readPrefix(got)
		if !okA || !okB {
			return unknown
		}
		return truth(block.Bits() <= address.Bits() && block.Contains(address.Addr()))
	}
	return unknown
}

// compareARN matches each of the six components between colons by itself, unlike StringLike.
func (q *query) compareARN(wanted, got string, negated bool) tri {
	if wanted == "*" {
		return unknown // not an ARN, and AWS does not say whether it matches all
	}
	patterns, values := splitARN(wanted), strings.SplitN(got, ":", 6)
	if len(patterns) < 6 || len(values) < 6 {
		return no
	}
	result := yes
	for i, text := range patterns {
		pattern, state := q.expand(text, true)
		result = min(result, q.resolved(q.matcher.match(pattern, plainGlob(values[i])), state, negated))
	}
	return result
}

// splitARN splits at the first five colons outside of variables, whose names hold colons themselves.
func splitARN(text string) []string {
	var parts []string
	start, depth := 0, 0
	for i := 0; i < len(text) && len(parts) < 5; i++ {
		switch {
		case strings.HasPrefix(text[i:], "${"):
			depth = 1
		case text[i] == '}':
			depth = 0
		case text[i] == ':' && depth == 0:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

func ordered(order string, readable bool, compare func() int) tri {
	if !readable {
		return unknown
	}
	n := compare()
	switch order {
	case "<":
		return truth(n < 0)
	case "<=":
		return truth(n <= 0)
	case ">":
		return truth(n > 0)
	case ">=":
		return truth(n >= 0)
	}
	return truth(n == 0)
}

// readNumber reads a decimal number. It is short and has no exponent: "1e999999999" would otherwise take all memory.
func readNumber(text string) (*big.Rat, bool) {
	if text == "" || len(text) > 64 || strings.Trim(text, "+-.0123456789") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// dateLayouts are the forms of https://www.w3.org/TR/NOTE-datetime.
var dateLayouts = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02", "2006-01", "2006"}

func readDate(text string) (time.Time, bool) {
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	seconds, ok := readNumber(text) // Unix time
	if !ok || !seconds.IsInt() || !seconds.Num().IsInt64() {
		return time.Time{}, false
	}
	return time.Unix(seconds.Num().Int64(), 0), true
}

// readPrefix reads a CIDR block, or an address as the block that holds only it.
func readPrefix(text string) (netip.Prefix, bool) {
	if block, err := netip.ParsePrefix(text); err == nil {
		return block.Masked(), true
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, false
	}
	address = address.Unmap().WithZone("")
	return netip.PrefixFrom(address, address.BitLen()), true
}

func plainGlob(text string) glob { return glob([]rune(text)) }

func fold(g glob) glob {
	out := make(glob, len(g))
	for i, r := range g {
		out[i] = r
		if r >= 0 {
			out[i] = unicode.ToLower(r)
		}
	}
	return out
}

// variableState says what became of the variables in a text.
type variableState int

const (
	variablesResolved variableState = iota
	variablesOpen                   // a key is unknown or has several values; a star stands in its place
	variablesNull                   // a key is absent and has no default
)

// maxExpanded keeps a text of many variables from growing with every one of them.
const maxExpanded = 8 * maxRequestText

// comparisonWork is what reading two dates or numbers takes beside the characters.
const comparisonWork = 100

// expand replaces ${key}, ${key, 'default'} and the escapes ${*}, ${?}, ${$}. Replaced text never acts as a wildcard.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
func (q *query) expand(text string, wildcards bool) (glob, variableState) {
	read := plainGlob
	if wildcards {
		read = parseGlob
	}
	if !q.variables {
		return read(text), variablesResolved
	}
	var out glob
	state := variablesResolved
	for {
		before, rest, ok := strings.Cut(text, "${")
		name, fallback, hasDefault, after, closed := cutVariable(rest)
		if !ok || !closed {
			return append(out, read(text)...), state
		}
		out, text = append(out, read(before)...), after
		if name == "*" || name == "?" || name == "$" {
			out = append(out, plainGlob(name)...)
			continue
		}
		switch values, key := q.lookup(strings.ToLower(name)); {
		case key == keyPresent && len(values) == 1:
			out = append(out, plainGlob(values[0])...)
		case key == keyAbsent && hasDefault:
			out = append(out, plainGlob(fallback)...)
		case key == keyAbsent:
			return out, variablesNull
		default:
			out, state = append(out, anyRun), variablesOpen
		}
		if len(out) > maxExpanded {
			return glob{anyRun}, variablesOpen
		}
	}
}

// cutVariable reads what follows "${" up to its brace. A default stands in single quotes and may hold braces.
func cutVariable(text string) (name, fallback string, hasDefault bool, after string, closed bool) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '\'':
			quoted = !quoted
		case text[i] == '}' && !quoted:
			name, fallback, hasDefault = strings.Cut(text[:i], ",")
			fallback = strings.TrimSpace(fallback)
			fallback = strings.TrimSuffix(strings.TrimPrefix(fallback, "'"), "'")
			return strings.TrimSpace(name), fallback, hasDefault, text[i+1:], true
		}
	}
	return "", "", false, "", false
}

// resolved weakens a match by what became of its variables. Without a value nothing is equal or alike; whether a negated operator
// then matches, or the whole statement is void, AWS's pages tell differently, so that stays open.
func (q *query) resolved(match tri, state variableState, negated bool) tri {
	switch {
	case state == variablesNull && negated:
		return unknown
	case state == variablesNull:
		return no
	case state == variablesOpen:
		return min(match, unknown)
	}
	return match
}
