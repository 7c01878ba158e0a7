package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// model is what botocore knows of a service, as far as answers need it.
type model struct {
	Metadata struct {
		Protocol, EndpointPrefix, SigningName, TargetPrefix, ServiceID, APIVersion string
	}
	Operations map[string]*operation
	Shapes     map[string]*shape

	name   string
	pages  map[string]paginator
	routes []route
}

type operation struct {
	Name          string
	HTTP          struct{ Method, RequestURI string }
	Input, Output *ref
}

// ref is a member's or an operation's use of a shape.
type ref struct {
	Shape, LocationName, Location, ResultWrapper, TimestampFormat string
	Flattened, XMLAttribute                                       bool
}

type shape struct {
	Type, Payload, TimestampFormat string
	Members                        map[string]*ref
	Member, Key, Value             *ref
	Enum                           []string
	Flattened, Union, Document     bool
}

// paginator says which members of a request and an answer are the token of the next page.
type paginator struct {
	InputToken  any `json:"input_token"`
	OutputToken any `json:"output_token"`
	MoreResults any `json:"more_results"`
}

// route is how a REST request names its operation.
type route struct {
	op      *operation
	path    *regexp.Regexp
	names   []string    // of the path's parameters
	query   [][2]string // parameters that must be there; with a value, that value
	literal int         // how much of it is fixed: of several that fit the most fixed one is meant
}

// loadModel reads a service's newest model from botocore's folder of data.
func loadModel(data, service string) (*model, error) {
	versions, err := filepath.Glob(filepath.Join(data, service, "*", "service-2.json.gz"))
	if err != nil || len(versions) == 0 {
		return nil, fmt.Errorf("botocore has no model of %s in %s", service, data)
	}
	slices.Sort(versions)
	newest := versions[len(versions)-1]
	file, err := os.Open(newest)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", newest, err)
	}
	m := &model{name: service}
	if err := json.NewDecoder(z).Decode(m); err != nil {
		return nil, fmt.Errorf("%s: %w", newest, err)
	}
	var pages struct{ Pagination map[string]paginator }
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(newest), "paginators-1.json"))
	if err == nil {
		err = json.Unmarshal(raw, &pages)
	}
	if err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("paginators of %s: %w", service, err)
	}
	m.pages = pages.Pagination
	for _, op := range m.Operations {
		m.routes = append(m.routes, newRoute(op))
	}
	slices.SortFunc(m.routes, func(a, b route) int {
		if a.literal != b.literal {
			return b.literal - a.literal
		}
		return strings.Compare(a.op.Name, b.op.Name)
	})
	return m, nil
}

var parameter = regexp.MustCompile(`\{([^}+]+)\+?\}`)

func newRoute(op *operation) route {
	path, query, _ := strings.Cut(op.HTTP.RequestURI, "?")
	r := route{op: op}
	pattern := "^"
	at := 0
	for _, m := range parameter.FindAllStringSubmatchIndex(path, -1) {
		pattern += regexp.QuoteMeta(path[at:m[0]])
		r.literal += m[0] - at
		r.names = append(r.names, path[m[2]:m[3]])
		if path[m[1]-2] == '+' {
			pattern += "(.+)"
		} else {
			pattern += "([^/]+)"
		}
		at = m[1]
	}
	pattern += regexp.QuoteMeta(path[at:])
	r.literal += len(path) - at
	r.path = regexp.MustCompile(strings.TrimSuffix(pattern, "/") + "/?$")
	for part := range strings.SplitSeq(query, "&") {
		if part != "" {
			k, v, _ := strings.Cut(part, "=")
			r.query = append(r.query, [2]string{k, v})
			r.literal += 100
		}
	}
	return r
}

// signing is the name under which requests to the service are signed.
func (m *model) signing() string {
	if m.Metadata.SigningName != "" {
		return m.Metadata.SigningName
	}
	return m.Metadata.EndpointPrefix
}
