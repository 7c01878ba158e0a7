package builtins

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// MatchLog says whether a CloudWatch Logs filter pattern, of a metric or a subscription filter, matches a log event. The event is the
// raw message, or for convenience a decoded JSON value: the two are turned into each other as the pattern needs it. A message that is
// not JSON does not match a JSON pattern. An invalid pattern is an error that names the byte offset and what was expected there.
//
// The language is that of https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html: terms, %regex%,
// {JSON selectors} and [space-delimited fields]. Its engine is not public. What AWS does not document is decided here as follows:
//   - != on a field that is missing or null is true. BLEA's filter for unauthorized calls counts denied Decrypt calls that have no
//     userIdentity.invokedBy on this reading only. (A public report has it false: https://github.com/DataBiosphere/azul/issues/5884.)
//   - A comparison with a boolean is never equal (IS TRUE is the form for it), one with an object or an array is never true (documented).
//   - A wildcard selector is true if any selected value is; != too.
//   - A number without quotes equals a JSON number of that value and a JSON string of those characters; <, <=, > and >= take numbers only.
//   - An asterisk stands for any text wherever it is in a value, \* for itself.
//   - The last of the space-delimited fields takes what is left of the message, unless there is an ellipsis.
//   - Quotas (number of regexes, of wildcard selectors, length) are not checked, nor that terms with punctuation are in quotes.
func MatchLog(pattern string, event any) (bool, error) {
	filter, err := parseLogPattern(pattern)
	if err != nil {
		return false, fmt.Errorf("filter pattern: %w", err)
	}
	return filter(event)
}

// MatchLogs gives the names of the log events that a filter pattern matches, sorted: what MatchLog says of each of them, with the pattern
// read once. An event that cannot be decided is not among them.
func MatchLogs(pattern string, events map[string]any) ([]string, error) {
	filter, err := parseLogPattern(pattern)
	if err != nil {
		return nil, fmt.Errorf("filter pattern: %w", err)
	}
	return matching(events, filter), nil
}

// logFilter is a compiled filter pattern. Its errors are about the event.
type logFilter func(event any) (bool, error)

// maxParentheses bounds the nesting of parentheses, which the parser recurses into.
const maxParentheses = 100

func parseLogPattern(pattern string) (logFilter, error) {
	p := &logParser{text: pattern}
	p.space()
	var filter logFilter
	var err error
	switch p.peek() {
	case '{':
		filter, err = p.jsonPattern()
	case '[':
		filter, err = p.fieldsPattern()
	default:
		return p.termsPattern()
	}
	if err != nil {
		return nil, err
	}
	if p.space(); p.pos < len(p.text) {
		return nil, p.expected("the end of the pattern")
	}
	return filter, nil
}

// logMessage is the text of an event. Decoded JSON becomes compact JSON with sorted names, as close to the lost original as can be.
func logMessage(event any) (string, error) {
	if message, ok := event.(string); ok {
		return message, nil
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(event); err != nil {
		return "", fmt.Errorf("log event: %w", err)
	}
	return strings.TrimSuffix(text.String(), "\n"), nil
}

// logJSON is the decoded JSON of an event; ok is false if its message is not JSON.
func logJSON(event any) (value any, ok bool) {
	message, isText := event.(string)
	if !isText {
		return event, true
	}
	decoder := json.NewDecoder(strings.NewReader(message))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return nil, false
	}
	_, err := decoder.Token()
	return value, err == io.EOF
}

// logParser reads a filter pattern.
type logParser struct {
	text  string
	pos   int
	depth int
}

func (p *logParser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

func (p *logParser) space() {
	for p.pos < len(p.text) && isLogSpace(p.text[p.pos]) {
		p.pos++
	}
}

// logSpaces separate the words of a message and of a pattern.
const logSpaces = " \t\r\n"

func isLogSpace(c byte) bool { return strings.IndexByte(logSpaces, c) >= 0 }

// accept skips white space and then the text, if it is there.
func (p *logParser) accept(text string) bool {
	p.space()
	if !strings.HasPrefix(p.text[p.pos:], text) {
		return false
	}
	p.pos += len(text)
	return true
}

// until returns the text up to the first white space or character of stop.
func (p *logParser) until(stop string) string {
	start := p.pos
	for p.pos < len(p.text) && !isLogSpace(p.text[p.pos]) && strings.IndexByte(stop, p.text[p.pos]) < 0 {
		p.pos++
	}
	return p.text[start:p.pos]
}

func (p *logParser) expected(what string) error {
	if p.pos >= len(p.text) {
		return p.errorf(p.pos, "expected %s, got the end of the pattern", what)
	}
	rest := p.text[p.pos:]
	if len(rest) > 20 {
		rest = rest[:20] + "..."
	}
	return p.errorf(p.pos, "expected %s, got %q", what, rest)
}

func (p *logParser) errorf(offset int, format string, args ...any) error {
	return fmt.Errorf("offset %d: "+format, append([]any{offset}, args...)...)
}

// quoted reads a text in double quotes, in which a backslash escapes a quote or a backslash. With wildcards it is cut at its asterisks,
// which a backslash escapes too; without, the one part is the whole text.
func (p *logParser) quoted(wildcards bool) (wildcard, error) {
	start := p.pos
	p.pos++
	var parts wildcard
	var part strings.Builder
	for ; p.pos < len(p.text); p.pos++ {
		c := p.text[p.pos]
		switch {
		case c == '"':
			p.pos++
			return append(parts, part.String()), nil
		case c == '*' && wildcards:
			parts = append(parts, part.String())
			part.Reset()
			continue
		case c == '\\' && p.pos+1 < len(p.text) && (strings.IndexByte(`"\`, p.text[p.pos+1]) >= 0 || wildcards && p.text[p.pos+1] == '*'):
			p.pos++
			c = p.text[p.pos]
		}
		part.WriteByte(c)
	}
	return nil, p.errorf(start, "expected a closing quotation mark, got the end of the pattern")
}

// logRegexSymbols are the characters besides letters and digits that a regex may contain. Space is in AWS's examples, not in its list.
const logRegexSymbols = ` :_#=@/;,-^$?[]{}|*+.`

// regex reads %...% and compiles the subset of regular expressions that CloudWatch Logs has: no groups, no multi-byte characters.
func (p *logParser) regex() (*regexp.Regexp, error) {
	start := p.pos
	p.pos++
	var expression strings.Builder
	class := -1 // offset of the open character class
	for {
		if p.pos >= len(p.text) {
			return nil, p.errorf(start, "expected a closing %%, got the end of the pattern")
		}
		c := p.text[p.pos]
		switch {
		case c == '%':
			p.pos++
			// (?s): a dot is documented as any single character.
			compiled, err := regexp.Compile("(?s)" + expression.String())
			if err != nil {
				return nil, p.errorf(start, "expected a regular expression: %v", err)
			}
			return compiled, nil
		case c == '\\':
			n, err := p.regexEscape()
			if err != nil {
				return nil, err
			}
			expression.WriteString(p.text[p.pos : p.pos+n])
			p.pos += n
			continue
		case c == '{' && class < 0:
			repeat, err := p.repetition()
			if err != nil {
				return nil, err
			}
			expression.WriteString(repeat)
			continue
		case !isASCIIAlphanumeric(c) && strings.IndexByte(logRegexSymbols, c) < 0:
			return nil, p.errorf(p.pos, "expected a letter, a digit, an operator or one of %q in a regular expression, got %q", logRegexSymbols, c)
		case c == '[' && class < 0:
			class = p.pos
		case c == ']' && class >= 0 && p.text[class+1:p.pos] != "" && p.text[class+1:p.pos] != "^":
			class = -1
		case c == '[':
			expression.WriteByte('\\') // Go would take [: for a POSIX class.
		}
		expression.WriteByte(c)
		p.pos++
	}
}

// regexEscape returns the length of the escape at the current position: a class, \xhh, a tab or newline, or an escaped operator.
func (p *logParser) regexEscape() (int, error) {
	rest := p.text[p.pos+1:]
	switch {
	case rest != "" && strings.IndexByte("dDsSwWtn", rest[0]) >= 0:
		return 2, nil
	case len(rest) > 2 && rest[0] == 'x' && strings.Trim(rest[1:3], "0123456789abcdefABCDEF") == "" && rest[1] <= '7':
		return 4, nil
	case rest != "" && rest[0] > ' ' && rest[0] < 0x7f && !isASCIIAlphanumeric(rest[0]):
		return 2, nil
	}
	return 0, p.expected(`an escape: \d \D \s \S \w \W \xhh or an escaped operator`)
}

// repetition reads {m}, {m,}, {,n} or {m,n}. Go's syntax needs the lower bound.
func (p *logParser) repetition() (string, error) {
	end := strings.IndexByte(p.text[p.pos:], '}')
	if end < 0 {
		return "", p.expected("{m,n}")
	}
	bounds := strings.ReplaceAll(p.text[p.pos+1:p.pos+end], " ", "")
	low, high, _ := strings.Cut(bounds, ",")
	if low+high == "" || strings.Trim(low+high, "0123456789") != "" {
		return "", p.expected("{m,n}")
	}
	p.pos += end + 1
	if low == "" {
		bounds = "0" + bounds
	}
	return "{" + bounds + "}", nil
}

func isASCIIAlphanumeric(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// Terms.

// logTerm is one term of an unstructured pattern: a text or a regex, with the sign before it.
type logTerm struct {
	sign  byte // 0, '?' or '-'
	found func(message string) bool
}

// termsPattern reads a pattern without structure. All plain terms have to occur and no excluded one may; optional terms, of which any
// has to occur, are ignored as soon as there is a term of another kind (documented).
func (p *logParser) termsPattern() (logFilter, error) {
	var terms []logTerm
	for p.space(); p.pos < len(p.text); p.space() {
		term, err := p.term()
		if err != nil {
			return nil, err
		}
		terms = append(terms, term)
	}
	allOptional := !slices.ContainsFunc(terms, func(t logTerm) bool { return t.sign != '?' })
	return func(event any) (bool, error) {
		message, err := logMessage(event)
		if err != nil {
			return false, err
		}
		if allOptional && len(terms) > 0 {
			return slices.ContainsFunc(terms, func(t logTerm) bool { return t.found(message) }), nil
		}
		return !slices.ContainsFunc(terms, func(t logTerm) bool {
			return t.sign != '?' && t.found(message) == (t.sign == '-')
		}), nil
	}, nil
}

func (p *logParser) term() (logTerm, error) {
	var term logTerm
	if c := p.peek(); c == '?' || c == '-' {
		term.sign = c
		p.pos++
		p.space()
	}
	switch p.peek() {
	case 0:
		return term, p.expected("a term")
	case '"':
		text, err := p.quoted(false)
		if err != nil {
			return term, err
		}
		phrase := text[0]
		if strings.TrimSpace(phrase) == "" {
			phrase = "" // A blank phrase is documented to match everything.
		}
		term.found = func(message string) bool { return strings.Contains(message, phrase) }
	case '%':
		expression, err := p.regex()
		if err != nil {
			return term, err
		}
		term.found = expression.MatchString
	default:
		word := p.until(`"`)
		term.found = func(message string) bool { return strings.Contains(message, word) }
	}
	return term, nil
}

// Conditions, which JSON and space-delimited patterns share.

// logScalar is a value that conditions compare: a JSON string or number, or a word of a message.
type logScalar struct {
	text     string
	number   decimal
	isNumber bool
}

// logOperand is the right side of a condition.
type logOperand func(value logScalar) bool

// logOperators in the order in which they have to be tried.
var logOperators = []string{"!=", "<=", ">=", "=", "<", ">"}

// comparison reads an operator and its right side. negated tells != apart, for which the operand is that of =.
func (p *logParser) comparison() (operand logOperand, negated bool, err error) {
	i := slices.IndexFunc(logOperators, p.accept)
	if i < 0 {
		return nil, false, p.expected("one of = != < <= > >=")
	}
	p.space()
	if operator := logOperators[i]; operator != "=" && operator != "!=" {
		start := p.pos
		bound, ok := parseDecimal(p.bareWord())
		if !ok {
			p.pos = start
			return nil, false, p.expected("a number after " + operator)
		}
		return func(value logScalar) bool { return value.isNumber && orderHolds(operator, value.number.compare(bound)) }, false, nil
	}
	operand, err = p.equality()
	return operand, logOperators[i] == "!=", err
}

func (p *logParser) equality() (logOperand, error) {
	switch p.peek() {
	case '%':
		expression, err := p.regex()
		if err != nil {
			return nil, err
		}
		return func(value logScalar) bool { return expression.MatchString(value.text) }, nil
	case '"':
		text, err := p.quoted(true)
		if err != nil {
			return nil, err
		}
		return func(value logScalar) bool { return text.match(value.text) }, nil
	}
	word := p.bareWord()
	if word == "" {
		return nil, p.expected("a value: a number, a word, a text in double quotes or a %regex%")
	}
	if number, ok := parseDecimal(word); ok {
		return func(value logScalar) bool {
			return value.text == word || value.isNumber && value.number.compare(number) == 0
		}, nil
	}
	text := wildcard(strings.Split(word, "*"))
	return func(value logScalar) bool { return text.match(value.text) }, nil
}

func (p *logParser) bareWord() string { return p.until(`(){}[]&|=<>!,"'%$`) }

// either reads conditions that are joined by || and &&, of which && binds tighter, and by parentheses.
func either[T any](p *logParser, condition func() (func(T) bool, error)) (func(T) bool, error) {
	return joined(p, "||", func(a, b func(T) bool) func(T) bool {
		return func(v T) bool { return a(v) || b(v) }
	}, func() (func(T) bool, error) {
		return joined(p, "&&", func(a, b func(T) bool) func(T) bool {
			return func(v T) bool { return a(v) && b(v) }
		}, func() (func(T) bool, error) {
			if !p.accept("(") {
				return condition()
			}
			if p.depth++; p.depth > maxParentheses {
				return nil, p.errorf(p.pos, "expected at most %d nested parentheses", maxParentheses)
			}
			inner, err := either(p, condition)
			if err == nil && !p.accept(")") {
				err = p.expected("&&, || or )")
			}
			p.depth--
			return inner, err
		})
	})
}

func joined[T any](p *logParser, operator string, combine func(a, b func(T) bool) func(T) bool, part func() (func(T) bool, error)) (func(T) bool, error) {
	all, err := part()
	for err == nil && p.accept(operator) {
		var next func(T) bool
		if next, err = part(); err == nil {
			all = combine(all, next)
		}
	}
	return all, err
}

// JSON patterns.

func (p *logParser) jsonPattern() (logFilter, error) {
	p.pos++
	matches, err := either(p, p.jsonCondition)
	if err != nil {
		return nil, err
	}
	if !p.accept("}") {
		return nil, p.expected("&&, || or }")
	}
	return func(event any) (bool, error) {
		value, ok := logJSON(event)
		return ok && matches(value), nil
	}, nil
}

func (p *logParser) jsonCondition() (func(event any) bool, error) {
	p.space()
	selector, err := p.selector()
	if err != nil {
		return nil, err
	}
	p.space()
	start := p.pos
	words := p.keywords()
	switch words {
	case "":
		operand, negated, err := p.comparison()
		if err != nil {
			return nil, err
		}
		return func(event any) bool { return jsonCompare(selectJSON(event, selector), operand, negated) }, nil
	case "NOT EXISTS":
		return func(event any) bool { return len(selectJSON(event, selector)) == 0 }, nil
	case "IS NULL", "IS TRUE", "IS FALSE":
		want := map[string]any{"IS NULL": nil, "IS TRUE": true, "IS FALSE": false}[words]
		return func(event any) bool {
			return slices.ContainsFunc(selectJSON(event, selector), func(value any) bool { return isEventLeaf(value) && value == want })
		}, nil
	}
	p.pos = start
	return nil, p.expected("an operator, IS NULL, IS TRUE, IS FALSE or NOT EXISTS (CloudWatch Logs has no EXISTS and no IS NOT)")
}

// keywords reads up to two words.
func (p *logParser) keywords() string {
	first := p.bareWord()
	if first == "" {
		return ""
	}
	p.space()
	return strings.ToUpper(strings.TrimSpace(first + " " + p.bareWord()))
}

// jsonCompare applies a comparison to what a selector has found.
func jsonCompare(found []any, operand logOperand, negated bool) bool {
	if len(found) == 0 {
		return negated
	}
	return slices.ContainsFunc(found, func(value any) bool {
		switch value := value.(type) {
		case nil, bool:
			return negated
		case string:
			return operand(logScalar{text: value}) != negated
		case float64, json.Number:
			number, isNumber := jsonNumber(value)
			return operand(logScalar{text: numberText(value), number: number, isNumber: isNumber}) != negated
		}
		return false
	})
}

func numberText(value any) string {
	if number, ok := value.(float64); ok {
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	return fmt.Sprint(value)
}

// selectorStep is one step of a property selector: a name, an index, or any member or element.
type selectorStep struct {
	name  string
	index int // -1 in a step by name
	any   bool
}

// selectorStop are the characters that end a property's name.
const selectorStop = `.[](){}=!<>&|"',%*$`

// selector reads $.name, $.name[0], $.name[*], $.*, and names in brackets and quotes: $.['a.b'].
func (p *logParser) selector() ([]selectorStep, error) {
	if p.peek() != '$' {
		return nil, p.expected("a property selector that begins with $")
	}
	p.pos++
	var selector []selectorStep
	for {
		dot := p.peek() == '.'
		if dot {
			p.pos++
		}
		step := selectorStep{index: -1}
		switch c := p.peek(); {
		case c == '[':
			if err := p.bracket(&step); err != nil {
				return nil, err
			}
		case dot && c == '*':
			p.pos++
			step.any = true
		case dot:
			if step.name = p.until(selectorStop); step.name == "" {
				return nil, p.expected("a property name, * or [ after the dot")
			}
		case len(selector) == 0:
			return nil, p.expected(". or [ after $")
		default:
			return selector, nil
		}
		selector = append(selector, step)
	}
}

// bracket reads [0], [*], ['name'] or ["name"].
func (p *logParser) bracket(step *selectorStep) error {
	p.pos++
	p.space()
	switch c := p.peek(); {
	case c == '*':
		p.pos++
		step.any, step.index = true, 0
	case c == '\'' || c == '"':
		end := strings.IndexByte(p.text[p.pos+1:], c)
		if end < 0 {
			return p.errorf(p.pos, "expected a closing %c, got the end of the pattern", c)
		}
		step.name = p.text[p.pos+1 : p.pos+1+end]
		p.pos += end + 2
	default:
		start := p.pos
		index, err := strconv.ParseUint(p.until("]"), 10, 31)
		if err != nil {
			p.pos = start
			return p.expected("an index, * or a name in quotes")
		}
		step.index = int(index)
	}
	if !p.accept("]") {
		return p.expected("]")
	}
	return nil
}

// selectJSON returns the values that a selector finds; none if a step does not fit the kind of value.
func selectJSON(value any, selector []selectorStep) []any {
	found := []any{value}
	for _, step := range selector {
		var next []any
		for _, value := range found {
			switch value := value.(type) {
			case map[string]any:
				if step.any && step.index < 0 {
					for _, member := range value {
						next = append(next, member)
					}
				} else if member, ok := value[step.name]; ok && step.index < 0 {
					next = append(next, member)
				}
			case []any:
				if step.any && step.index >= 0 {
					next = append(next, value...)
				} else if !step.any && step.index >= 0 && step.index < len(value) {
					next = append(next, value[step.index])
				}
			}
		}
		found = next
	}
	return found
}

// Space-delimited patterns.

// fieldCondition says whether the fields of a message are as one field of the pattern wants them; nil wants nothing.
type fieldCondition func(values []string) bool

// fieldsPattern reads [name, name = value && name != value, ...].
func (p *logParser) fieldsPattern() (logFilter, error) {
	p.pos++
	var fields []fieldCondition
	ellipsis := -1
	names := fieldNames{index: map[string]int{}}
	for {
		p.space()
		switch c := p.peek(); {
		case strings.HasPrefix(p.text[p.pos:], "..."):
			if ellipsis >= 0 {
				return nil, p.expected("one ellipsis at most")
			}
			ellipsis = len(fields)
			p.pos += len("...")
		case c == ',' || c == ']':
			fields = append(fields, nil)
		default:
			field, err := p.field(&names, len(fields))
			if err != nil {
				return nil, err
			}
			fields = append(fields, field)
		}
		if p.accept("]") {
			break
		}
		if !p.accept(",") {
			return nil, p.expected("&&, ||, a comma or ]")
		}
	}
	if err := names.resolve(p); err != nil {
		return nil, err
	}
	return func(event any) (bool, error) {
		message, err := logMessage(event)
		if err != nil {
			return false, err
		}
		values, ok := splitFields(message, len(fields), ellipsis)
		return ok && !slices.ContainsFunc(fields, func(holds fieldCondition) bool { return holds != nil && !holds(values) }), nil
	}, nil
}

// fieldNames collects the fields of a pattern and the conditions that refer to them, which may come first.
type fieldNames struct {
	index map[string]int
	uses  []*fieldUse
}

type fieldUse struct {
	name   string
	offset int
	index  int
}

func (n *fieldNames) resolve(p *logParser) error {
	for _, use := range n.uses {
		index, ok := n.index[use.name]
		if !ok {
			return p.errorf(use.offset, "expected the name of a field, got %q", use.name)
		}
		use.index = index
	}
	return nil
}

// field reads a name, or a condition whose first name is that of the field.
func (p *logParser) field(names *fieldNames, index int) (fieldCondition, error) {
	start := p.pos
	name := p.bareWord()
	if p.space(); name != "" && strings.IndexByte(",]\x00", p.peek()) >= 0 {
		names.declare(name, index)
		return nil, nil
	}
	p.pos = start
	first := len(names.uses)
	matches, err := either(p, func() (func([]string) bool, error) { return p.comparedField(names) })
	if err != nil {
		return nil, err
	}
	names.declare(names.uses[first].name, index)
	return matches, nil
}

// declare keeps the first of several fields with the same name.
func (n *fieldNames) declare(name string, index int) {
	if _, ok := n.index[name]; !ok {
		n.index[name] = index
	}
}

func (p *logParser) comparedField(names *fieldNames) (func(values []string) bool, error) {
	p.space()
	use := &fieldUse{offset: p.pos, name: p.bareWord()}
	if use.name == "" {
		return nil, p.expected("the name of a field, a comma or ]")
	}
	names.uses = append(names.uses, use)
	operand, negated, err := p.comparison()
	if err != nil {
		return nil, err
	}
	return func(values []string) bool {
		value := logScalar{text: values[use.index]}
		value.number, value.isNumber = parseDecimal(value.text)
		return operand(value) != negated
	}, nil
}

// splitFields cuts a message into count fields. Text in brackets or quotation marks is one field, without these. An ellipsis before the
// field of that index stands for any number of fields; without one, the last field takes the rest of the message.
func splitFields(message string, count, ellipsis int) ([]string, bool) {
	var values []string
	var starts []int
	closed := map[byte]bool{'[': true, '"': true} // false once the rest of the message does not close such a field
	for i := 0; i < len(message); {
		if isLogSpace(message[i]) {
			i++
			continue
		}
		starts = append(starts, i)
		if closed[message[i]] {
			end := closingOf(message, i)
			if end > 0 {
				values = append(values, message[i+1:end])
				i = end + 1
				continue
			}
			closed[message[i]] = false
		}
		length := strings.IndexAny(message[i:], logSpaces)
		if length < 0 {
			length = len(message) - i
		}
		values = append(values, message[i:i+length])
		i += length
	}
	extra := len(values) - count
	switch {
	case extra < 0:
		return nil, false
	case ellipsis >= 0:
		return slices.Concat(values[:ellipsis], values[ellipsis+extra:]), true
	case extra > 0:
		values[count-1] = strings.TrimRight(message[starts[count-1]:], logSpaces)
	}
	return values[:count], true
}

// closingOf returns the offset of what closes the bracket or quotation mark at offset i, 0 if nothing does. A backslash escapes a
// quotation mark.
func closingOf(message string, i int) int {
	if message[i] == '[' {
		if n := strings.IndexByte(message[i:], ']'); n > 0 {
			return i + n
		}
		return 0
	}
	for end := i + 1; end < len(message); end++ {
		switch message[end] {
		case '\\':
			end++
		case '"':
			return end
		}
	}
	return 0
}
