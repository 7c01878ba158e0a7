package policies

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// AddSuppressions is the text of a file called name with entries added to those that are there. Comments and the form of the others stay. Where the
// file has an entry for the same control, account, region and resource, that one is changed: it gets what the new one says, and keeps an owner
// and a ticket that the new one does not name. With onlyLonger only entries that end earlier are changed, and of them only the end.
// Beside the text it gives how many entries were added and changed; with none of both it is raw itself.
func AddSuppressions(name string, raw []byte, entries []SuppressionEntry, onlyLonger bool) (out []byte, added, changed int, err error) {
	there, err := ParseSuppressions(name, raw)
	if err != nil {
		return nil, 0, 0, err
	}
	alone, err := appended(nil, entries)
	if err != nil {
		return nil, 0, 0, err
	}
	fresh, err := ParseSuppressions("the new entry", alone)
	if err != nil {
		return nil, 0, 0, err
	}
	want := slices.Clone(there.Entries)
	touched := map[int]bool{}
	for _, e := range fresh.Entries {
		at := -1
		for i, o := range want {
			same := strings.EqualFold(o.Control, e.Control) && o.Account == e.Account && o.Region == e.Region && o.Resource == e.Resource
			if same && (at < 0 || !o.end.Before(want[at].end)) { // of several the one that counts longest
				at = i
			}
		}
		if at < 0 {
			want = append(want, e)
			continue
		}
		now := want[at].Suppression
		if onlyLonger {
			if !e.end.After(want[at].end) {
				continue
			}
			now.Expires = e.Expires
		} else {
			now = Suppression{Reason: e.Reason, Expires: e.Expires, Owner: cmp.Or(e.Owner, now.Owner), Ticket: cmp.Or(e.Ticket, now.Ticket)}
		}
		if now == want[at].Suppression {
			continue
		}
		want[at].Suppression, want[at].end = now, e.end
		if at < len(there.Entries) {
			touched[at] = true
		}
	}
	add := want[len(there.Entries):]
	if len(add) == 0 && len(touched) == 0 {
		return raw, 0, 0, nil
	}
	for _, change := range []func([]byte, []SuppressionEntry, map[int]bool) ([]byte, error){changedInPlace, changedAnew} {
		for _, write := range []func([]byte, []SuppressionEntry) ([]byte, error){appended, rewritten} {
			out, err := change(raw, want, touched)
			if err == nil && len(add) > 0 {
				out, err = write(out, add)
			}
			if err != nil {
				continue
			}
			if got, err := ParseSuppressions(name, out); err == nil && extends(got.Entries, nil, want) {
				return out, len(add), len(touched), nil
			}
		}
	}
	return nil, 0, 0, fmt.Errorf("%s: an entry cannot be added to a file of this form; write the list under suppressions: with an entry a dash", name)
}

// changedInPlace writes the touched entries anew, line by line, where each of their values stands on a line of its own.
func changedInPlace(raw []byte, want []SuppressionEntry, touched map[int]bool) ([]byte, error) {
	list, err := suppressionList("", raw)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(string(raw), "\n")
	for _, i := range slices.Backward(slices.Sorted(maps.Keys(touched))) { // from the end, so that lines that are added move nothing
		n := list[i]
		if n.Kind != yaml.MappingNode || n.Style&yaml.FlowStyle != 0 {
			return nil, errors.New("the list is not one with dashes")
		}
		values := map[string]*yaml.Node{}
		for k := 0; k+1 < len(n.Content); k += 2 {
			values[n.Content[k].Value] = n.Content[k+1]
		}
		var fresh []string
		column := n.Content[0].Column
		for _, field := range want[i].fields() {
			text, err := yaml.Marshal(field.node)
			if err != nil {
				return nil, err
			}
			value, old := strings.TrimSuffix(string(text), "\n"), values[field.name]
			switch {
			case old == nil:
				fresh = append(fresh, strings.Repeat(" ", column-1)+field.name+": "+value)
			case old.Value != field.node.Value:
				line := lines[old.Line-1]
				before := []rune(line)[:old.Column-1]
				end := ""
				if strings.HasSuffix(line, "\r") {
					end = "\r"
				}
				if old.LineComment != "" {
					end = "  " + old.LineComment + end
				}
				lines[old.Line-1] = string(before) + value + end
			}
		}
		after := values["expires"].Line
		if strings.HasSuffix(lines[after-1], "\r") {
			for k := range fresh {
				fresh[k] += "\r"
			}
		}
		lines = slices.Insert(lines, after, fresh...)
	}
	return []byte(strings.Join(lines, "\n")), nil
}

// changedAnew lets the YAML library write the file with the touched entries changed.
func changedAnew(raw []byte, want []SuppressionEntry, touched map[int]bool) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	list := doc.Content[0]
	if list.Kind == yaml.MappingNode {
		list = list.Content[1]
	}
	for i := range touched {
		n := list.Content[i]
		for _, field := range want[i].fields() {
			at := -1
			for k := 0; k+1 < len(n.Content); k += 2 {
				if n.Content[k].Value == field.name {
					at = k + 1
				}
			}
			switch {
			case at < 0:
				n.Content = append(n.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: field.name}, field.node)
			case n.Content[at].Value != field.node.Value:
				field.node.LineComment = n.Content[at].LineComment
				n.Content[at] = field.node
			}
		}
	}
	return encoded(&doc)
}

// encoded is a document as the YAML library writes it.
func encoded(doc *yaml.Node) ([]byte, error) {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(doc); err != nil {
		return nil, err
	}
	err := enc.Close()
	return out.Bytes(), err
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
	return encoded(&doc)
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
