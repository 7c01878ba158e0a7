package policies

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

// AddSuppressions is the text of a file called name with entries behind those that are there. Comments and the form of the others stay.
func AddSuppressions(name string, raw []byte, add []SuppressionEntry) ([]byte, error) {
	there, err := ParseSuppressions(name, raw)
	if err != nil {
		return nil, err
	}
	alone, err := appended(nil, add)
	if err != nil {
		return nil, err
	}
	if _, err := ParseSuppressions("the new entry", alone); err != nil {
		return nil, err
	}
	for _, write := range []func([]byte, []SuppressionEntry) ([]byte, error){appended, rewritten} {
		out, err := write(raw, add)
		if err != nil {
			continue
		}
		if got, err := ParseSuppressions(name, out); err == nil && extends(got.Entries, there.Entries, add) {
			return out, nil
		}
	}
	return nil, fmt.Errorf("%s: an entry cannot be added to a file of this form; write the list under suppressions: with an entry a dash", name)
}

// extends says whether got is there and then add.
func extends(got, there, add []SuppressionEntry) bool {
	if len(got) != len(there)+len(add) {
		return false
	}
	for i, e := range got {
		want := SuppressionEntry{}
		if i < len(there) {
			want = there[i]
		} else {
			want = add[i-len(there)]
		}
		if e.Control != want.Control || e.Account != want.Account || e.Region != want.Region || e.Resource != want.Resource || e.Suppression != want.Suppression {
			return false
		}
	}
	return true
}

// appended writes the entries behind the end of a list that has one entry a dash.
func appended(raw []byte, add []SuppressionEntry) ([]byte, error) {
	list, err := suppressionList("", raw)
	if err != nil {
		return nil, err
	}
	out, newline, indent := bytes.TrimRight(raw, " \t\r\n"), "\n", "  "
	if bytes.Contains(raw, []byte("\r\n")) {
		newline = "\r\n"
	}
	if len(out) > 0 {
		out = append(out[:len(out):len(out)], newline...)
	}
	if len(list) == 0 {
		if !headed(raw) {
			out = append(out, "suppressions:"+newline...)
		}
	} else {
		lines := strings.Split(string(raw), "\n")
		first := lines[list[0].Line-1]
		dash := strings.IndexByte(first, '-')
		if dash < 0 || strings.TrimSpace(first[:dash]) != "" {
			return nil, errors.New("the list is not one with dashes")
		}
		indent = first[:dash]
	}
	for _, e := range add {
		lead := "- "
		for _, field := range e.fields() {
			value, err := yaml.Marshal(field.node)
			if err != nil {
				return nil, err
			}
			out = append(out, indent+lead+field.name+": "+strings.TrimSuffix(string(value), "\n")+newline...)
			lead = "  "
		}
	}
	return out, nil
}

// headed says whether the key of the list is there, without a list.
func headed(raw []byte) bool {
	var doc yaml.Node
	return yaml.Unmarshal(raw, &doc) == nil && len(doc.Content) > 0 && doc.Content[0].Kind == yaml.MappingNode && len(doc.Content[0].Content) > 0
}

// rewritten lets the YAML library write the file anew, which keeps comments but not each blank.
func rewritten(raw []byte, add []SuppressionEntry) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 {
		return nil, errors.New("the file is empty")
	}
	list := doc.Content[0]
	if list.Kind == yaml.MappingNode && len(list.Content) > 1 {
		list = list.Content[1]
	}
	if list.Kind != yaml.SequenceNode {
		*list = yaml.Node{Kind: yaml.SequenceNode, HeadComment: list.HeadComment, LineComment: list.LineComment, FootComment: list.FootComment}
	}
	list.Style = 0
	for _, e := range add {
		n := &yaml.Node{Kind: yaml.MappingNode}
		for _, field := range e.fields() {
			n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: field.name}, field.node)
		}
		list.Content = append(list.Content, n)
	}
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(&doc); err != nil {
		return nil, err
	}
	return out.Bytes(), enc.Close()
}

// suppressionField is one line of an entry.
type suppressionField struct {
	name string
	node *yaml.Node
}

// fields are those of an entry that are not empty, in the order in which they are written.
func (e SuppressionEntry) fields() []suppressionField {
	var out []suppressionField
	for _, f := range []struct{ name, value string }{{"control", e.Control}, {"account", e.Account}, {"region", e.Region}, {"resource", e.Resource},
		{"reason", e.Reason}, {"owner", e.Owner}, {"expires", e.Expires}, {"ticket", e.Ticket}} {
		if f.value == "" {
			continue
		}
		n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: f.value}
		switch {
		case f.name == "expires":
			n.Tag = ""
		case strings.ContainsFunc(f.value, func(r rune) bool { return r < ' ' }):
			n.Style = yaml.DoubleQuotedStyle // on one line
		}
		out = append(out, suppressionField{f.name, n})
	}
	return out
}
