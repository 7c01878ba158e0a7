package collect

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"kijun/scanner/actions"
)

// IndexEntry is what the policies need to know of a collection without the SDK: which fields are answers of further calls, what
// calls and IAM actions it takes, and whose region an element has.
type IndexEntry struct {
	Type  string   `json:"type"`
	Scope string   `json:"scope"`
	List  string   `json:"list"`
	Also  []string `json:"also,omitempty"`
	// Administrator is the service principal whose delegated administrator is asked, "*" for those of all services, "management" for the
	// account that manages the organization.
	Administrator string              `json:"administrator,omitempty"`
	Details       map[string]string   `json:"details"` // field -> operation
	Actions       map[string][]string `json:"actions"` // operation -> IAM actions
	// Tags is where the keys of an element's tags stand: "tags{}" are the keys of the map tags, "ListTags.TagList[].Key" the fields Key of
	// a list. Empty where the collection has no tags.
	Tags string `json:"tags,omitempty"`
	// Owner is the field of the listing with the account that an element belongs to, where there is one.
	Owner string `json:"owner,omitempty"`
}

// Index is the entry of c in policies/schemas/index.json.
func Index(c *Collector) IndexEntry {
	e := IndexEntry{Type: c.Type, Scope: c.Scope.String(), List: c.List, Also: c.Also, Administrator: c.Administrator, Details: map[string]string{}, Actions: map[string][]string{}}
	for _, d := range c.Details {
		e.Details[OperationName(d.Operation)] = d.Operation
	}
	for _, op := range c.Operations() {
		e.Actions[op], _, _ = actions.Lookup(op)
	}
	for _, d := range c.Details {
		for _, op := range d.Asking { // one of these may be why the detail is missing
			more, _, _ := actions.Lookup(op)
			e.Actions[d.Operation] = slices.Compact(slices.Sorted(slices.Values(slices.Concat(e.Actions[d.Operation], more))))
		}
	}
	properties := Schema(c)["properties"].(map[string]any)
	e.Tags = tagKeys(c, properties)
	for _, name := range []string{"OwnerId", "ResourceOwnerId"} {
		if s, ok := properties[name].(map[string]any); ok && s["type"] == "string" && e.Owner == "" {
			e.Owner = name
		}
	}
	return e
}

// tagKeys finds the keys of an element's tags: in the answer of a call that is about tags, else in the listing, else in what describes
// the element.
func tagKeys(c *Collector, properties map[string]any) string {
	for _, d := range c.Details {
		if name := OperationName(d.Operation); strings.Contains(name, "Tag") {
			if path := keysIn(properties[name], 4); path != "" {
				return name + path
			}
		}
	}
	for _, name := range []string{"Tags", "TagSet", "TagList"} { // of these the envelope's tags are made
		if keysOf(properties[name]) != "" {
			return "tags{}"
		}
	}
	for _, d := range c.Details {
		name := OperationName(d.Operation)
		if path := keysIn(properties[name], 2); path != "" {
			return name + path
		}
	}
	return ""
}

// keysIn looks for tags in an object, and as deep as depth in what it holds; the least deep are the element's own.
func keysIn(s any, depth int) string {
	object, _ := s.(map[string]any)
	way := ""
	if object["type"] == "array" {
		object, _ = object["items"].(map[string]any)
		way = "[]"
	}
	properties, _ := object["properties"].(map[string]any)
	names := slices.Sorted(maps.Keys(properties))
	for _, name := range names {
		if keys := keysOf(properties[name]); keys != "" && strings.Contains(name, "Tag") {
			return way + "." + name + keys
		}
	}
	if depth > 1 {
		for _, name := range names {
			if path := keysIn(properties[name], depth-1); path != "" {
				return way + "." + name + path
			}
		}
	}
	return ""
}

// keysOf says how the keys stand in a field that has the form of tags: a map of strings, or a list of objects with a key.
func keysOf(s any) string {
	field, _ := s.(map[string]any)
	if values, _ := field["additionalProperties"].(map[string]any); values["type"] == "string" {
		return "{}"
	}
	items, _ := field["items"].(map[string]any)
	members, _ := items["properties"].(map[string]any)
	for _, name := range []string{"Key", "TagKey"} {
		if _, ok := members[name]; ok && len(members) > 1 {
			return "[]." + name
		}
	}
	return ""
}

// Schema is the closed JSON Schema of an element of c, derived from the SDK's types and the collector's declarations.
func Schema(c *Collector) map[string]any {
	text := map[string]any{"type": "string"}
	properties := map[string]any{}
	if s := schemaOf(reflect.TypeOf(c.Element), nil); s["properties"] != nil {
		properties = s["properties"].(map[string]any)
	}
	delete(properties, "ResultMetadata")
	for name, s := range map[string]any{
		"id": text, "arn": text, "type": text, "account": text, "region": text,
		"tags":    map[string]any{"type": "object"},
		"seen_in": map[string]any{"type": "array", "items": text},
	} {
		properties[name] = s
	}
	for _, d := range c.Details {
		properties[OperationName(d.Operation)] = schemaOf(reflect.TypeOf(d.Output), nil)
	}
	root := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	for path, keys := range c.Keys {
		replace(root, strings.Split(path, "."), func(old map[string]any) map[string]any {
			members := map[string]any{"Other": map[string]any{"type": "object"}}
			for _, k := range keys {
				members[k] = old["additionalProperties"]
			}
			return map[string]any{"type": "object", "properties": members, "additionalProperties": false}
		})
	}
	for _, path := range c.JSON {
		replace(root, strings.Split(path, "."), func(map[string]any) map[string]any { return map[string]any{} })
	}
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = c.Key
	return root
}

// replace changes the schema that path leads to; lists on the way are looked through.
func replace(at map[string]any, path []string, change func(map[string]any) map[string]any) {
	for at["type"] == "array" {
		at = at["items"].(map[string]any)
	}
	if path[0] == "*" && len(path) > 1 {
		replace(at, path[1:], change)
		return
	}
	properties, ok := at["properties"].(map[string]any)
	if !ok {
		return
	}
	if len(path) == 1 {
		have, _ := properties[path[0]].(map[string]any)
		if have["type"] == "array" {
			have["items"] = change(have["items"].(map[string]any))
			return
		}
		properties[path[0]] = change(have)
		return
	}
	if next, ok := properties[path[0]].(map[string]any); ok {
		replace(next, path[1:], change)
	}
}

// schemaOf follows encode: the same type gives the schema of what encode makes of it. above are the structs around t: a type that
// holds itself ends as "anything".
func schemaOf(t reflect.Type, above []reflect.Type) map[string]any {
	if t == nil {
		return map[string]any{}
	}
	switch t.Kind() {
	case reflect.Pointer:
		return schemaOf(t.Elem(), above)
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return map[string]any{"type": "string"}
		}
		if slices.Contains(above, t) {
			return map[string]any{}
		}
		properties := map[string]any{}
		for i := range t.NumField() {
			f := t.Field(i)
			if !f.IsExported() || f.Name == "ResultMetadata" || tokens[f.Name] {
				continue
			}
			s := schemaOf(f.Type, append(slices.Clone(above), t))
			if inner, ok := s["properties"].(map[string]any); ok && f.Anonymous {
				for k, v := range inner {
					properties[k] = v
				}
				continue
			}
			properties[f.Name] = s
		}
		return map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return map[string]any{"type": "string"}
		}
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), above)}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.Float32, reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem(), above)}
	}
	return map[string]any{}
}

// JSON is v as the generated files hold it: sorted, indented, ending in a newline.
func JSON(v any) ([]byte, error) {
	b, err := json.MarshalIndent(v, "", " ")
	return append(b, '\n'), err
}
