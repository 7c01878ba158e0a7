package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aws/smithy-go/encoding/cbor"
)

// object is a generated structure: member -> value. Values are object, []any, map[string]any (maps of the model), string, float64, bool, []byte
// and time.Time.
type object map[string]any

// inBody says whether a member travels in the body of a REST answer.
func inBody(r *ref) bool { return r.Location == "" }

func (r *ref) wire(member string) string {
	if r.LocationName != "" {
		return r.LocationName
	}
	return member
}

// jsonValue is a value as JSON of the json and rest-json protocols.
func (m *model) jsonValue(r *ref, v any) any {
	s := m.Shapes[r.Shape]
	switch x := v.(type) {
	case object:
		out := map[string]any{}
		for name, y := range x {
			if member := s.Members[name]; inBody(member) {
				out[member.wire(name)] = m.jsonValue(member, y)
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(x))
		for _, y := range x {
			out = append(out, m.jsonValue(s.Member, y))
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for k, y := range x {
			out[k] = m.jsonValue(s.Value, y)
		}
		return out
	case []byte:
		return base64.StdEncoding.EncodeToString(x)
	case time.Time:
		if format(r, s) == "iso8601" {
			return x.Format(time.RFC3339)
		}
		return x.Unix()
	}
	return v
}

func format(r *ref, s *shape) string {
	if r.TimestampFormat != "" {
		return r.TimestampFormat
	}
	return s.TimestampFormat
}

// cborValue is a value as CBOR.
func (m *model) cborValue(r *ref, v any) cbor.Value {
	s := m.Shapes[r.Shape]
	switch x := v.(type) {
	case object:
		out := cbor.Map{}
		for name, y := range x {
			out[name] = m.cborValue(s.Members[name], y)
		}
		return out
	case []any:
		out := cbor.List{}
		for _, y := range x {
			out = append(out, m.cborValue(s.Member, y))
		}
		return out
	case map[string]any:
		out := cbor.Map{}
		for k, y := range x {
			out[k] = m.cborValue(s.Value, y)
		}
		return out
	case string:
		return cbor.String(x)
	case bool:
		return cbor.Bool(x)
	case float64:
		if s.Type == "double" || s.Type == "float" {
			return cbor.Float64(x)
		}
		return cbor.Uint(uint64(x))
	case time.Time:
		return &cbor.Tag{ID: 1, Value: cbor.Float64(float64(x.Unix()))}
	}
	return &cbor.Nil{}
}

// xmlValue writes a value as an element, for the query, ec2 and rest-xml protocols.
func (m *model) xmlValue(b *bytes.Buffer, tag string, r *ref, v any) {
	s := m.Shapes[r.Shape]
	if list, ok := v.([]any); ok {
		inner := "member"
		if s.Member.LocationName != "" {
			inner = s.Member.LocationName
		}
		if s.Flattened || r.Flattened {
			if s.Member.LocationName != "" {
				tag = s.Member.LocationName
			}
			for _, y := range list {
				m.xmlValue(b, tag, s.Member, y)
			}
			return
		}
		fmt.Fprintf(b, "<%s>", tag)
		for _, y := range list {
			m.xmlValue(b, inner, s.Member, y)
		}
		fmt.Fprintf(b, "</%s>", tag)
		return
	}
	if table, ok := v.(map[string]any); ok {
		flat := s.Flattened || r.Flattened
		entry := "entry"
		if flat {
			entry = tag
		} else {
			fmt.Fprintf(b, "<%s>", tag)
		}
		for _, k := range slices.Sorted(maps.Keys(table)) {
			fmt.Fprintf(b, "<%s>", entry)
			m.xmlValue(b, s.Key.wire("key"), s.Key, k)
			m.xmlValue(b, s.Value.wire("value"), s.Value, table[k])
			fmt.Fprintf(b, "</%s>", entry)
		}
		if !flat {
			fmt.Fprintf(b, "</%s>", tag)
		}
		return
	}
	if x, ok := v.(object); ok {
		attributes := ""
		for name, y := range x {
			if member := s.Members[name]; member.XMLAttribute {
				attributes += fmt.Sprintf(` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" %s="%v"`, member.wire(name), y)
			}
		}
		fmt.Fprintf(b, "<%s%s>", tag, attributes)
		m.xmlMembers(b, s, x)
	} else {
		fmt.Fprintf(b, "<%s>", tag)
		_ = xml.EscapeText(b, []byte(text(r, s, v))) // a buffer takes everything
	}
	fmt.Fprintf(b, "</%s>", tag)
}

func (m *model) xmlMembers(b *bytes.Buffer, s *shape, x object) {
	for _, name := range slices.Sorted(maps.Keys(x)) {
		if member := s.Members[name]; inBody(member) && !member.XMLAttribute {
			m.xmlValue(b, member.wire(name), member, x[name])
		}
	}
}

func text(r *ref, s *shape, v any) string {
	switch x := v.(type) {
	case []byte:
		return base64.StdEncoding.EncodeToString(x)
	case time.Time:
		if format(r, s) == "rfc822" {
			return x.Format("Mon, 02 Jan 2006 15:04:05 GMT")
		}
		return x.Format("2006-01-02T15:04:05Z")
	}
	return fmt.Sprint(v)
}

// answer is the body of an operation's answer and its content type. protocol is that of the request.
func (m *model) answer(op *operation, protocol string, out object) (body []byte, kind string, err error) {
	if op.Output == nil {
		return nil, "application/json", nil
	}
	s := m.Shapes[op.Output.Shape]
	var b bytes.Buffer
	payload := s.Members[s.Payload]
	switch protocol {
	case "query":
		fmt.Fprintf(&b, "<%[1]sResponse><%[1]sResult>", op.Name)
		m.xmlMembers(&b, s, out)
		fmt.Fprintf(&b, "</%[1]sResult></%[1]sResponse>", op.Name)
		return b.Bytes(), "text/xml", nil
	case "ec2":
		fmt.Fprintf(&b, "<%sResponse>", op.Name)
		m.xmlMembers(&b, s, out)
		fmt.Fprintf(&b, "</%sResponse>", op.Name)
		return b.Bytes(), "text/xml", nil
	case "cbor":
		return cbor.Encode(m.cborValue(op.Output, out)), "application/cbor", nil
	case "rest-xml":
		if payload == nil {
			m.xmlValue(&b, op.Output.wire(op.Name+"Result"), op.Output, out)
		} else if v, ok := out[s.Payload]; ok && m.Shapes[payload.Shape].Type == "structure" {
			m.xmlValue(&b, payload.wire(s.Payload), payload, v)
		} else if ok {
			b.WriteString(text(payload, m.Shapes[payload.Shape], v))
		}
		return b.Bytes(), "application/xml", nil
	}
	v := m.jsonValue(op.Output, out)
	if payload != nil {
		inner := out[s.Payload]
		if raw, ok := inner.([]byte); ok {
			return raw, "application/octet-stream", nil
		}
		v = m.jsonValue(payload, inner)
	}
	body, err = json.Marshal(v)
	if strings.HasPrefix(protocol, "json") {
		return body, "application/x-amz-json-1.1", err
	}
	return body, "application/json", err
}
