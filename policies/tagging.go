package policies

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"gopkg.in/yaml.v3"
)

// taggedType is a line of tagging/types.yaml.
type taggedType struct {
	ID         string   `yaml:"id"`
	Type       string   `yaml:"type"`
	Types      []string `yaml:"types"`
	Collection string   `yaml:"collection"`
	Tags       string   `yaml:"tags"`
	Parameter  string   `yaml:"parameter"`
	En         string   `yaml:"en"`
	Ja         string   `yaml:"ja"`
}

// shape is the template for one place of tags. Its module is compiled when the first control of its kind is judged.
type shape struct {
	source
	name    string
	once    sync.Once
	compile func() (*ast.Compiler, error)
	built   *ast.Compiler
	err     error
}

// compiler is that of the shape. A template that does not compile is told by the controls that are made from it.
func (s *shape) compiler() *ast.Compiler {
	s.once.Do(func() {
		if s.built, s.err = s.compile(); s.err != nil {
			s.built = ast.NewCompiler()
		}
	})
	return s.built
}

// made is a control that is written by no hand: its METADATA and its rules.
type made struct {
	control Control
	shape   *shape
}

// tagged is the collection under which the template sees the one that it judges.
const tagged = "tagged.resources"

// mostKeys is how many keys Security Hub takes for a control of tags
// (https://docs.aws.amazon.com/securityhub/latest/userguide/standards-tagging.html).
const mostKeys = 6

// tagging makes the controls of the tagging standard for the types that a collector lists with their tags. They have their METADATA from
// the table and their rules from one template, so that they cost a start nearly nothing.
// With ids it makes none unless one of them is in the table, since reading that takes a start some milliseconds.
func tagging(index map[string]IndexEntry, ids ...string) ([]made, error) {
	raw, err := files.ReadFile("tagging/types.yaml")
	if err != nil {
		return nil, err
	}
	table := strings.ToLower(string(raw))
	if len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(table, "{id: "+strings.ToLower(id)+",") }) {
		return nil, nil
	}
	template, err := files.ReadFile("tagging/resource_is_tagged.rego.tmpl")
	if err != nil {
		return nil, err
	}
	var types []taggedType
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&types); err != nil {
		return nil, fmt.Errorf("policies/tagging/types.yaml: %w", err)
	}
	byType := map[string][]string{}
	for _, key := range slices.Sorted(maps.Keys(index)) {
		if index[key].Scope != "organization" { // what accounts share is judged where it lives
			byType[index[key].Type] = append(byType[index[key].Type], key)
		}
	}
	shapes := map[string]*shape{}
	var out []made
	for _, t := range types {
		key, tags := t.judged(index, byType)
		if tags == "" {
			continue
		}
		x := place(tags, index[key].Owner, string(template))
		if shapes[x.name] == nil {
			x.compile = func() (*ast.Compiler, error) { return standing(x.source) }
			shapes[x.name] = x
		}
		out = append(out, t.make(key, shapes[x.name]))
	}
	return out, nil
}

// standing compiles a module that needs no more of the library than the findings.
func standing(src source) (*ast.Compiler, error) {
	result, err := files.ReadFile("lib/result.rego")
	if err != nil {
		return nil, err
	}
	modules, err := parse([]source{src, {"policies/lib/result.rego", result}}, false)
	if err != nil {
		return nil, err
	}
	c := ast.NewCompiler().WithCapabilities(capabilities())
	if c.Compile(modules); c.Failed() {
		return nil, &SelectionError{compileError(c.Errors).Error()}
	}
	return c, nil
}

// judged is the collection that a line is about, and where its tags stand. There may be none.
func (t taggedType) judged(index map[string]IndexEntry, byType map[string][]string) (key, tags string) {
	keys := []string{t.Collection}
	if t.Collection == "" {
		keys = nil
		for _, name := range append([]string{t.Type}, t.Types...) {
			keys = append(keys, byType[name]...)
		}
	}
	for _, key := range keys {
		e, ok := index[key]
		switch {
		case ok && t.Tags != "":
			return key, t.Tags
		case e.Tags != "":
			return key, e.Tags
		}
	}
	return "", ""
}

// place is the shape for tags that stand at a path like "ListTags.TagList[].Key".
func place(tags, owner, template string) *shape {
	whose := `split(x.arn, ":")[4]`
	if owner != "" {
		whose = "x." + owner
	}
	keys, evidence := iterated(tags)
	name := strings.Trim(notWord.ReplaceAllString(strings.ToLower(tags+"_"+owner), "_"), "_")
	text := strings.NewReplacer("NAME", name, "EVIDENCE", evidence, "OWNER", whose, "KEYS", keys).Replace(template)
	return &shape{name: name, source: source{"policies/tagging/" + name + ".rego", []byte(text)}}
}

var notWord = regexp.MustCompile(`[^a-z0-9]+`)

func (t taggedType) make(key string, x *shape) made {
	parameter := cmp.Or(t.Parameter, "requiredTagKeys")
	service, number, _ := strings.Cut(strings.ToLower(t.ID), ".")
	most := float64(mostKeys)
	return made{shape: x, control: Control{
		ID: t.ID, Title: Text{t.En + " should be tagged", t.Ja + "にはタグを付ける必要があります"}, Severity: "LOW", Subject: "resource", Collection: key, ResourceType: t.Type,
		Description: "Tags tell whose a resource is and what it is for. Any tag of the user's does, or each of the keys that the parameter names; AWS's own tags do not count.",
		Standards:   map[string][]string{"tagging": {t.ID}},
		Parameters:  map[string]Parameter{parameter: {Type: "strings", Max: &most}},
		Reasons: map[string]Text{
			"tagged":   {"the resource has the tags that are asked for", "必要なタグが付いています"},
			"untagged": {"the resource has no tag of the user's", "ユーザー定義のタグが付いていません"},
			"lacking":  {"the resource lacks at least one of the tag keys {keys}", "タグキー {keys} のうち少なくとも1つが付いていません"},
		},
		Remediation: Text{"Tag the resource.", "リソースにタグを付けます。"}, Manual: "decision",
		Source:  []string{"https://docs.aws.amazon.com/securityhub/latest/userguide/" + service + "-controls.html#" + service + "-" + number},
		Package: "data.controls.tagged." + x.name, File: "policies/tagging/types.yaml",
	}}
}

// iterated makes of a path like "ListTags.TagList[].Key" or "tags{}" the lines of Rego that bind key to each key of x, and the path of
// the evidence.
func iterated(path string) (lines, evidence string) {
	if whole, ok := strings.CutSuffix(path, "{}"); ok {
		parts := strings.Split(whole, "[].")
		lines, last := steps(parts[:len(parts)-1])
		return strings.Join(append(lines, fmt.Sprintf("some key, _ in %s.%s", last, parts[len(parts)-1])), "\n\t\t"), strings.Join(parts, ".")
	}
	parts := strings.Split(path, "[].")
	list, last := steps(parts[:len(parts)-1])
	return strings.Join(append(list, fmt.Sprintf("key := %s.%s", last, parts[len(parts)-1])), "\n\t\t"), strings.Join(parts, ".")
}

// steps walk through lists, beginning at x.
func steps(lists []string) (lines []string, last string) {
	last = "x"
	for i, list := range lists {
		next := fmt.Sprintf("x%d", i)
		lines = append(lines, fmt.Sprintf("some %s in %s.%s", next, last, list))
		last = next
	}
	return lines, last
}
