package builtins

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// maxPolicyBytes is above every limit of AWS on a policy document; the largest is OpenSearch's access policy with 100 KiB.
const maxPolicyBytes = 256 << 10

// variablesVersion is the only version of the language in which ${...} is a variable.
const variablesVersion = "2012-10-17"

// Principal types of a statement. everyone stands for the bare "Principal": "*".
const (
	everyone      = "*"
	awsType       = "AWS"
	serviceType   = "Service"
	federatedType = "Federated"
	canonicalType = "CanonicalUser"
	anonymousType = "*anonymous*"
)

type principal struct{ kind, value string }

type condition struct {
	operator  operator
	key       string // lower case
	values    []string
	qualifier string // "", ForAnyValue or ForAllValues
	ifExists  bool
}

// scope is one of the element pairs Action/NotAction, Resource/NotResource: a list, and whether it names what is left out.
type scope struct {
	given, negated bool
	patterns       []string
}

type statement struct {
	sid, effect       string
	index             int
	action, resource  scope
	hasPrincipal      bool
	negatedPrincipals bool
	principals        []principal
	conditions        []condition
}

func (s *statement) allows() bool { return s.effect == "Allow" }

type document struct {
	variables  bool
	statements []statement
}

// documentReader counts what it reads: a document decoded elsewhere has no length of its own.
type documentReader struct{ bytes int }

func readDocument(value any) (*document, error) {
	r := &documentReader{}
	if text, ok := value.(string); ok {
		if len(text) > maxPolicyBytes {
			return nil, fmt.Errorf("policy document%w", errTooLarge)
		}
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		value = nil
		if err := decoder.Decode(&value); err != nil {
			return nil, fmt.Errorf("policy document is not JSON: %w", err)
		}
		if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
			return nil, errors.New("policy document has text after its JSON")
		}
	}
	object, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("policy document is %s, not an object", describe(value))
	}
	version, ok := object["Version"].(string)
	if !ok && object["Version"] != nil {
		return nil, fmt.Errorf("policy document: Version is %s, not a string", describe(object["Version"]))
	}
	list, err := statementList(object)
	if err != nil {
		return nil, err
	}
	doc := &document{variables: version == variablesVersion}
	for i, item := range list {
		s, err := r.statement(item)
		if err != nil {
			return nil, fmt.Errorf("policy document: Statement[%d]%w", i, err)
		}
		s.index = i
		doc.statements = append(doc.statements, s)
	}
	return doc, nil
}

// errTooLarge stands behind the name of what was being read.
var errTooLarge = fmt.Errorf(": more than %d bytes in all", maxPolicyBytes)

func statementList(object map[string]any) ([]any, error) {
	switch value := object["Statement"].(type) {
	case []any:
		return value, nil
	case map[string]any:
		return []any{value}, nil
	case nil:
		return nil, errors.New("policy document has no Statement")
	default:
		return nil, fmt.Errorf("policy document: Statement is %s, neither an object nor a list", describe(value))
	}
}

func (r *documentReader) statement(value any) (s statement, err error) {
	object, ok := value.(map[string]any)
	if !ok {
		return s, fmt.Errorf(" is %s, not an object", describe(value))
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		switch name {
		case "Sid", "Effect", "Action", "NotAction", "Principal", "NotPrincipal", "Resource", "NotResource", "Condition":
		default:
			// A misspelt Condition must not make a statement unconditional.
			return s, fmt.Errorf(" has an unknown element %.40q", name)
		}
	}
	if sid, ok := object["Sid"]; ok {
		if s.sid, ok = sid.(string); !ok {
			return s, fmt.Errorf(".Sid is %s, not a string", describe(sid))
		}
		if err := r.count(s.sid); err != nil {
			return s, err
		}
	}
	s.effect, _ = object["Effect"].(string)
	if s.effect != "Allow" && s.effect != "Deny" {
		return s, fmt.Errorf(`.Effect is %s, neither "Allow" nor "Deny"`, describe(object["Effect"]))
	}
	if s.action, err = r.scope(object, "Action"); err != nil {
		return s, err
	}
	if !s.action.given {
		return s, errors.New(" has neither Action nor NotAction")
	}
	// A role's trust policy has no Resource: the role itself is meant.
	if s.resource, err = r.scope(object, "Resource"); err != nil {
		return s, err
	}
	if err := r.principalElement(object, &s); err != nil {
		return s, err
	}
	s.conditions, err = r.conditions(object["Condition"])
	return s, err
}

func (r *documentReader) count(text string) error {
	if r.bytes += len(text) + 1; r.bytes > maxPolicyBytes {
		return errTooLarge
	}
	return nil
}

func (r *documentReader) scope(object map[string]any, name string) (scope, error) {
	plain, hasPlain := object[name]
	negated, hasNegated := object["Not"+name]
	switch {
	case hasPlain && hasNegated:
		return scope{}, fmt.Errorf(" has both %s and Not%s", name, name)
	case hasPlain:
		patterns, err := r.strings("."+name, plain)
		return scope{given: true, patterns: patterns}, err
	case hasNegated:
		patterns, err := r.strings(".Not"+name, negated)
		return scope{given: true, negated: true, patterns: patterns}, err
	}
	return scope{}, nil
}

// strings reads an element that AWS writes as a string or as a list of strings. where starts with a dot.
func (r *documentReader) strings(where string, value any) ([]string, error) {
	switch value := value.(type) {
	case string:
		return []string{value}, r.count(value)
	case []any:
		if len(value) == 0 {
			return nil, fmt.Errorf("%s is an empty list", where)
		}
		out := make([]string, 0, min(len(value), maxPolicyBytes))
		for i, item := range value {
			text, ok := item.(string)
			if !ok {
				return nil, fmt.Errorf("%s[%d] is %s, not a string", where, i, describe(item))
			}
			if err := r.count(text); err != nil {
				return nil, err
			}
			out = append(out, text)
		}
		return out, nil
	default:
		return nil, fmt.Errorf("%s is %s, neither a string nor a list", where, describe(value))
	}
}

func (r *documentReader) principalElement(object map[string]any, s *statement) error {
	value, plain := object["Principal"]
	where := ".Principal"
	if negated, ok := object["NotPrincipal"]; ok {
		if plain {
			return errors.New(" has both Principal and NotPrincipal")
		}
		value, where, s.negatedPrincipals = negated, ".NotPrincipal", true
	} else if !plain {
		return nil
	}
	s.hasPrincipal = true
	if value == everyone {
		s.principals = []principal{{everyone, everyone}}
		return nil
	}
	byType, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf(`%s is %s, neither "*" nor an object`, where, describe(value))
	}
	for _, kind := range slices.Sorted(maps.Keys(byType)) {
		switch kind {
		case awsType, serviceType, federatedType, canonicalType:
		default:
			return fmt.Errorf("%s has an unknown type %.40q", where, kind)
		}
		if list, ok := byType[kind].([]any); ok && len(list) == 0 {
			continue // names nobody
		}
		values, err := r.strings(where+"."+kind, byType[kind])
		if err != nil {
			return err
		}
		for _, value := range values {
			if kind == awsType && isAccountID(value) {
				value = "arn:aws:iam::" + value + ":root"
			}
			s.principals = append(s.principals, principal{kind, value})
		}
	}
	return nil
}

func (r *documentReader) conditions(value any) ([]condition, error) {
	if value == nil {
		return nil, nil
	}
	byOperator, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf(".Condition is %s, not an object", describe(value))
	}
	var out []condition
	for _, name := range slices.Sorted(maps.Keys(byOperator)) {
		where := fmt.Sprintf(".Condition.%.60s", name)
		base, err := readOperator(name)
		if err != nil {
			return nil, fmt.Errorf(".Condition has an %w", err)
		}
		byKey, ok := byOperator[name].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s is %s, not an object", where, describe(byOperator[name]))
		}
		for _, key := range slices.Sorted(maps.Keys(byKey)) {
			c := base
			c.key = strings.ToLower(key)
			if err := r.count(key); err != nil {
				return nil, err
			}
			if c.values, err = r.scalars(fmt.Sprintf("%s.%.60s", where, key), byKey[key]); err != nil {
				return nil, err
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// scalars reads condition values, which may also be bare numbers and booleans.
func (r *documentReader) scalars(where string, value any) ([]string, error) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	out := make([]string, 0, min(len(list), maxPolicyBytes))
	for _, item := range list {
		text, ok := scalar(item)
		if !ok {
			return nil, fmt.Errorf("%s has %s as a value", where, describe(item))
		}
		if err := r.count(text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, nil
}

func scalar(value any) (string, bool) {
	switch value := value.(type) {
	case string:
		return value, true
	case bool:
		return strconv.FormatBool(value), true
	case json.Number:
		return value.String(), true
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64), true
	case int:
		return strconv.Itoa(value), true
	}
	return "", false
}

// describe names a JSON value in an error, without carrying a whole document into the message.
func describe(value any) string {
	switch value := value.(type) {
	case nil:
		return "null"
	case bool:
		return "a boolean"
	case string:
		return fmt.Sprintf("%.40q", value)
	case json.Number, float64, int:
		return "a number"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return fmt.Sprintf("a %T", value)
}

func isAccountID(text string) bool {
	return len(text) == 12 && strings.Trim(text, "0123456789") == ""
}

// view is the closed shape that Statements documents.
func (s *statement) view() map[string]any {
	actions, notActions := s.action.lists()
	resources, notResources := s.resource.lists()
	principals, notPrincipals := []any{}, []any{}
	for _, p := range s.principals {
		entry := map[string]any{"type": p.kind, "value": p.value}
		if s.negatedPrincipals {
			notPrincipals = append(notPrincipals, entry)
		} else {
			principals = append(principals, entry)
		}
	}
	conditions := []any{}
	for _, c := range s.conditions {
		conditions = append(conditions, map[string]any{
			"operator":  c.operator.name,
			"key":       c.key,
			"values":    c.values,
			"qualifier": c.qualifier,
			"if_exists": c.ifExists,
		})
	}
	return map[string]any{
		"sid": s.sid, "index": s.index, "effect": s.effect,
		"actions": actions, "not_actions": notActions,
		"principals": principals, "not_principals": notPrincipals,
		"resources": resources, "not_resources": notResources,
		"conditions": conditions,
	}
}

func (s scope) lists() (plain, negated []string) {
	if s.negated {
		return []string{}, slices.Clone(s.patterns)
	}
	return append([]string{}, s.patterns...), []string{}
}
