// Package builtins holds the matchers that Rego should not do: IAM policy analysis, event patterns and metric filter patterns. Its
// functions take decoded JSON values, give plain ones back, and never panic, whatever a scanned account contains.
package builtins

import (
	"slices"
	"strings"
)

// Statements reads a policy document of IAM or of any resource into a closed shape, one object for each statement:
//
//	{sid, index, effect, actions, not_actions, principals: [{type, value}], not_principals, resources, not_resources,
//	 conditions: [{operator, key, values, qualifier, if_exists}]}
//
// Every key is always there, every list is a list. The document is a decoded JSON object or its text. A principal's type is "*"
// (for the bare "Principal": "*"), "AWS", "Service", "Federated" or "CanonicalUser"; an account id is given as its root ARN, which
// means the same. Condition keys are in lower case, values are strings, operator is the name without qualifier and IfExists.
//
// The error says what is not as the policy grammar has it, and in which statement: unknown elements and operators, wrong types, both
// or neither of Action and NotAction, empty lists, more than 256 KiB. A missing Resource is none: trust policies have no such element.
// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html.
func Statements(document any) ([]map[string]any, error) {
	doc, err := readDocument(document)
	if err != nil {
		return nil, err
	}
	out := make([]map[string]any, 0, len(doc.statements))
	for i := range doc.statements {
		out = append(out, doc.statements[i].view())
	}
	return out, nil
}

// Allows returns the Allow statements of a document that name the action, whatever their resource, principal and condition, in the
// shape of Statements with one more key: match is "all" when the statement covers every action that the pattern action stands for,
// "some" when it covers a part of them.
func Allows(document any, action string) ([]map[string]any, error) {
	doc, err := readDocument(document)
	if err != nil {
		return nil, err
	}
	q := &query{matcher: newMatcher(), action: parseAction(action)}
	out := []map[string]any{}
	for i := range doc.statements {
		s := &doc.statements[i]
		if !s.allows() {
			continue
		}
		if match := q.actionMatches(s.action); match != no {
			view := s.view()
			view["match"] = "some"
			if match == yes {
				view["match"] = "all"
			}
			out = append(out, view)
		}
	}
	return out, nil
}

// AdminStatements returns the indices of the statements that allow every action on every resource: Effect Allow with Action "*" (or
// "*:*") over Resource "*". It reads what the Config rule behind Security Hub's IAM.1 reads, so conditions do not count and NotAction
// is not looked at.
// See https://docs.aws.amazon.com/config/latest/developerguide/iam-policy-no-statements-with-admin-access.html.
func AdminStatements(document any) ([]int, error) {
	return allowing(document, func(s *statement) bool {
		return !s.action.negated && slices.ContainsFunc(s.action.patterns, isEveryAction) &&
			!s.resource.negated && slices.Contains(s.resource.patterns, "*")
	})
}

// FullServiceStatements returns the indices of the statements that allow all actions of some service: Effect Allow with Action "*" or
// "service:*", or with NotAction "service:*", which leaves whole services allowed. Prefixes such as "ec2:Describe*" are no such thing.
// Conditions do not count. See https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-21.
func FullServiceStatements(document any) ([]int, error) {
	return allowing(document, func(s *statement) bool {
		if s.action.negated && slices.ContainsFunc(s.action.patterns, isEveryAction) {
			return false // all but everything is nothing
		}
		return slices.ContainsFunc(s.action.patterns, isWholeService)
	})
}

func allowing(document any, want func(*statement) bool) ([]int, error) {
	doc, err := readDocument(document)
	if err != nil {
		return nil, err
	}
	out := []int{}
	for i := range doc.statements {
		if s := &doc.statements[i]; s.allows() && want(s) {
			out = append(out, s.index)
		}
	}
	return out, nil
}

func isEveryAction(text string) bool { return text == "*" || text == "*:*" }

func isWholeService(text string) bool {
	if _, action, ok := strings.Cut(text, ":"); ok {
		text = action
	}
	return text != "" && strings.Trim(text, "*") == ""
}

// ActionMatches says whether the pattern of a policy covers the action ("s3:GetObject"), or all that a pattern in its place
// ("s3:Get*") stands for. Case does not count.
func ActionMatches(pattern, action string) bool { return ActionsCover([]string{pattern}, action) }

// ActionsCover says whether one of the patterns covers the action, or all that a pattern in its place stands for. Patterns are not
// joined: ["s3:Get*", "s3:Put*"] never covers "s3:*".
func ActionsCover(patterns []string, action string) bool {
	m, request := newMatcher(), parseAction(action)
	for _, pattern := range patterns {
		if m.match(parseAction(pattern), request) == yes {
			return true
		}
	}
	return false
}
