package policies

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Describe says what each branch of a control reads and how, for authors. The id is one of the set's.
func (s *Set) Describe(id string) ([]string, error) {
	for _, it := range s.items {
		if it.control.ID == id {
			if err := s.compile([]*item{it}); err != nil {
				return nil, err
			}
			lines := it.facts().Describe()
			for i := range lines {
				lines[i] = strings.ReplaceAll(lines[i], tagged, it.control.Collection)
			}
			return lines, nil
		}
	}
	return nil, nil
}

// Reads are the operations whose answers a control reads, sorted. The id is one of the set's.
func (s *Set) Reads(id string) []string {
	seen := map[string]bool{}
	for _, it := range s.items {
		if it.control.ID != id {
			continue
		}
		for key, use := range it.uses {
			e, ok := s.index[key]
			if !ok {
				continue
			}
			seen[e.List] = true
			for field, operation := range e.Details {
				if use.Whole || use.Fields[field] {
					seen[operation] = true
				}
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Readers are the ids of the controls that read one of the collections, also those that the decisions about the account read: all of
// them then, for these decide what counts.
func (s *Set) Readers(collections map[string]bool) map[string]bool {
	reads := func(it *item) bool {
		if collections[it.control.Collection] {
			return true
		}
		for key := range it.uses {
			if collections[key] {
				return true
			}
		}
		return false
	}
	if slices.ContainsFunc(s.decided(), reads) {
		return nil
	}
	out := map[string]bool{}
	for _, it := range s.items {
		if reads(it) {
			out[it.control.ID] = true
		}
	}
	return out
}

// Template is the beginning of a control and of its test: id as in "S3.9" or "CUSTOM/backup", name as in "bucket_logs_access".
func Template(id, name string) (rule, test, service string, err error) {
	if !controlID.MatchString(id) {
		return "", "", "", fmt.Errorf("%q has not the form of a control's id (like S3.1, BLEA.IAM.1, CUSTOM/backup)", id)
	}
	parts := strings.FieldsFunc(strings.ToLower(id), func(r rune) bool { return r == '.' || r == '/' })
	service, pkg := parts[0], "controls."+parts[0]+"."+name
	if parts[0] == "blea" || parts[0] == "sa" {
		service, pkg = parts[1], "controls."+parts[1]+"."+name
	}
	if strings.HasPrefix(id, "CUSTOM/") {
		pkg = "custom." + name
	}
	fill := strings.NewReplacer("ID", id, "PACKAGE", pkg, "NAME", name)
	return fill.Replace(ruleTemplate), fill.Replace(testTemplate), service, nil
}

const ruleTemplate = `# METADATA
# title: Topics should have a display name
# description: Why it matters, in a sentence or two.
# related_resources:
#   - https://docs.aws.amazon.com/
# custom:
#   id: ID
#   title_ja: トピックには表示名が必要です
#   severity: LOW
#   subject: resource
#   collection: sns.topics
#   resource: AWS::SNS::Topic
#   reasons:
#     named: {en: "the display name is {name}", ja: "表示名は {name} です"}
#     unnamed: {en: no display name is set, ja: 表示名が設定されていません}
#   remediation: {en: Set the attribute DisplayName., ja: DisplayName属性を設定します。}
package PACKAGE

import data.lib.result

findings contains result.pass(topic, "named", {"name": topic.GetTopicAttributes.Attributes.DisplayName}, _reads) if {
	some topic in input.sns.topics
	topic.id in _named
}

findings contains result.fail(topic, "unnamed", {}, _reads) if {
	some topic in input.sns.topics
	not topic.id in _named
}

_reads := ["GetTopicAttributes.Attributes.DisplayName"]

_named contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.DisplayName != ""
}
`

const testTemplate = `package PACKAGE_test

import data.PACKAGE as control

test_NAME[name] if {
	some name, tc in {
		"a name passes": {"topic": {"GetTopicAttributes": {"Attributes": {"DisplayName": "alerts"}}}, "want": "PASSED"},
		"an empty name fails": {"topic": {"GetTopicAttributes": {"Attributes": {"DisplayName": ""}}}, "want": "FAILED"},
		"an absent name fails": {"topic": {"GetTopicAttributes": {"Attributes": {}}}, "want": "FAILED"},
	}
	topic := object.union({"id": "arn:aws:sns:ap-northeast-1:111122223333:alerts", "region": "ap-northeast-1"}, tc.topic)
	got := control.findings with input.sns.topics as [topic]
	{finding.status | some finding in got} == {tc.want}
}
`
