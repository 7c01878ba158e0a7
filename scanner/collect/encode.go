package collect

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/aws/smithy-go/document"
)

// encode turns a value of the SDK into what the snapshot holds: objects under the Go field names, nil left out, times in UTC,
// unions as {Member: value}, ResultMetadata dropped.
func encode(v reflect.Value) (any, bool) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil, false
		}
		if d, ok := v.Interface().(interface{ UnmarshalSmithyDocument(any) error }); ok {
			var out any
			if err := d.UnmarshalSmithyDocument(&out); err != nil {
				return nil, false
			}
			return plain(out), true
		}
		inner := v.Elem()
		if v.Kind() == reflect.Interface && inner.Kind() == reflect.Pointer && !inner.IsNil() {
			// a union: *types.FooMemberBar{Value: x} of the interface Foo stands for {Bar: x}
			if member, ok := strings.CutPrefix(inner.Elem().Type().Name(), v.Type().Name()+"Member"); ok && inner.Elem().Kind() == reflect.Struct {
				if f := inner.Elem().FieldByName("Value"); f.IsValid() {
					val, ok := encode(f)
					if !ok {
						val = map[string]any{}
					}
					return map[string]any{member: val}, true
				}
			}
		}
		return encode(inner)
	case reflect.Struct:
		if t, ok := v.Interface().(time.Time); ok {
			return t.UTC().Format(time.RFC3339Nano), true
		}
		out := map[string]any{}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if !f.IsExported() || f.Name == "ResultMetadata" {
				continue
			}
			if x, ok := encode(v.Field(i)); ok {
				if m, isMap := x.(map[string]any); f.Anonymous && isMap {
					for k, y := range m {
						out[k] = y
					}
					continue
				}
				out[f.Name] = x
			}
		}
		return out, true
	case reflect.Slice:
		if v.IsNil() {
			return nil, false
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return base64.StdEncoding.EncodeToString(v.Bytes()), true
		}
		out := make([]any, 0, v.Len())
		for i := range v.Len() {
			x, ok := encode(v.Index(i))
			if !ok {
				x = nil
			}
			out = append(out, x)
		}
		return out, true
	case reflect.Map:
		if v.IsNil() {
			return nil, false
		}
		out := map[string]any{}
		for it := v.MapRange(); it.Next(); {
			if x, ok := encode(it.Value()); ok {
				out[it.Key().String()] = x
			} else {
				out[it.Key().String()] = nil
			}
		}
		return out, true
	case reflect.String:
		return v.String(), v.String() != "" || v.Type() == reflect.TypeFor[string]() // an enum without a value is absent
	case reflect.Bool:
		return v.Bool(), true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), true
	case reflect.Float32, reflect.Float64:
		f := v.Float()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return strconv.FormatFloat(f, 'g', -1, 64), true
		}
		return f, true
	}
	return nil, false
}

// plain is a decoded document with numbers as numbers: the SDK keeps them as text, which JSON would quote.
func plain(v any) any {
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			x[k] = plain(y)
		}
	case []any:
		for i, y := range x {
			x[i] = plain(y)
		}
	case document.Number:
		if n, err := x.Int64(); err == nil {
			return n
		}
		if f, err := x.Float64(); err == nil {
			return f
		}
		return x.String()
	}
	return v
}

// Encode is the snapshot's form of any SDK value; a nil value is an empty object.
func Encode(v any) any {
	x, ok := encode(reflect.ValueOf(v))
	if !ok {
		return map[string]any{}
	}
	return x
}

// tokens are the members of a page that say how to get the next one.
var tokens = map[string]bool{
	"NextToken": true, "Marker": true, "NextMarker": true, "IsTruncated": true, "Truncated": true, "NextPageToken": true,
	"PaginationToken": true, "NextContinuationToken": true, "KeyMarker": true, "MaxItems": true,
}

// merge adds a page to the pages before it: lists are joined, the rest is the last page's, tokens are dropped.
func merge(into, page map[string]any) {
	for k, v := range page {
		if tokens[k] {
			continue
		}
		if more, ok := v.([]any); ok {
			if have, ok := into[k].([]any); ok {
				into[k] = append(have, more...)
				continue
			}
		}
		into[k] = v
	}
}

// at calls change on every string at a dotted path; "*" is any member of a list or map, and lists are looked through.
func at(v any, path []string, change func(string) any) any {
	if list, ok := v.([]any); ok && (len(path) == 0 || path[0] != "*") {
		for i := range list {
			list[i] = at(list[i], path, change)
		}
		return v
	}
	if len(path) == 0 {
		if s, ok := v.(string); ok {
			return change(s)
		}
		return v
	}
	switch x := v.(type) {
	case map[string]any:
		for k, y := range x {
			if path[0] == "*" || path[0] == k {
				x[k] = at(y, path[1:], change)
			}
		}
	case []any:
		for i := range x {
			x[i] = at(x[i], path[1:], change)
		}
	}
	return v
}

// decodeJSON is the document that a string holds; IAM gives it URL-encoded. A string that holds none stays a string.
func decodeJSON(s string) any {
	text := s
	if strings.HasPrefix(text, "%") {
		if plain, err := url.PathUnescape(text); err == nil {
			text = plain
		}
	}
	if t := strings.TrimSpace(text); t == "" || t[0] != '{' && t[0] != '[' {
		return s
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var out any
	if dec.Decode(&out) != nil || depth(out) > maxDepth {
		return s
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return s // something stands behind the document
	}
	return out
}

// maxDepth is how deep a decoded document may be nested. No policy or pattern of AWS comes near; a deeper text stays a string, so that
// it cannot make the whole element too deep for a snapshot.
const maxDepth = 100

func depth(v any) int {
	most := 0
	switch x := v.(type) {
	case map[string]any:
		for _, y := range x {
			most = max(most, depth(y))
		}
	case []any:
		for _, y := range x {
			most = max(most, depth(y))
		}
	default:
		return 0
	}
	return most + 1
}

// declared turns a map that AWS fills with strings into the struct that the collector declares: unknown keys go under Other.
func declared(v any, path, keys []string) {
	if list, ok := v.([]any); ok {
		for _, x := range list {
			declared(x, path, keys)
		}
		return
	}
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	if len(path) > 0 {
		declared(m[path[0]], path[1:], keys)
		return
	}
	known := map[string]bool{}
	for _, k := range keys {
		known[k] = true
	}
	other := map[string]any{}
	for k, x := range m {
		if !known[k] {
			other[k] = x
			delete(m, k)
		}
	}
	if len(other) > 0 {
		m["Other"] = other
	}
}

// finish applies the collector's declarations to an element: secrets first, so that nothing decoded from one survives.
func (c *Collector) finish(e map[string]any) {
	for _, p := range c.Secret {
		at(e, strings.Split(p, "."), func(s string) any { return Cut(s) })
	}
	for _, p := range c.JSON {
		at(e, strings.Split(p, "."), decodeJSON)
	}
	for p, keys := range c.Keys {
		declared(e, strings.Split(p, "."), keys)
	}
}

// Cut replaces a secret by what controls need of it: that it is there, how long it is, and what kind of text it is.
func Cut(s string) string {
	length := "0"
	for _, l := range []struct {
		top  int
		name string
	}{{1, "0"}, {8, "1-7"}, {16, "8-15"}, {32, "16-31"}, {64, "32-63"}, {math.MaxInt, "64+"}} {
		if len(s) < l.top {
			length = l.name
			break
		}
	}
	class := "text"
	switch {
	case s == "":
		class = "empty"
	case strings.HasPrefix(s, "arn:"):
		class = "arn"
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"):
		class = "url"
	case len(s) == 20 && (strings.HasPrefix(s, "AKIA") || strings.HasPrefix(s, "ASIA")):
		class = "access-key-id"
	case strings.Trim(s, "0123456789.-") == "":
		class = "number"
	case s == "true" || s == "false":
		class = "boolean"
	}
	return "[cut length=" + length + " class=" + class + "]"
}
