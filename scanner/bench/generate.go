package main

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"
)

// account is a generated account: how many elements each listing has in each region.
type account struct {
	sizes  map[string]int // by operation; of those that are not here each listing has usual ones
	usual  int
	listed map[string]bool // operations that list
}

// many are the listings of which an account of some size has more than a few in each region, two thousand resources in all.
var many = map[string]int{
	"ec2:DescribeSecurityGroups": 40, "ec2:DescribeNetworkInterfaces": 60, "ec2:DescribeSnapshots": 40, "ec2:DescribeVolumes": 30, "ec2:DescribeInstances": 30, "ec2:DescribeSubnets": 12,
	"logs:DescribeLogGroups": 30, "cloudwatch:DescribeAlarms": 20, "lambda:ListFunctions": 20, "sns:ListTopics": 10, "sqs:ListQueues": 10, "kms:ListKeys": 10,
	"events:ListRules": 10, "config:DescribeConfigRules": 20, "s3:ListBuckets": 60, "iam:GetAccountAuthorizationDetails": 110, "dynamodb:ListTables": 10, "secretsmanager:ListSecrets": 10,
	"ecr:DescribeRepositories": 10, "cloudformation:DescribeStacks": 15,
}

// pageSize is how many elements a page of a listing has.
var pageSize = map[string]int{"logs:DescribeLogGroups": 50, "lambda:ListFunctions": 50}

const usualPage = 100

// request is what an answer is made for.
type request struct {
	m       *model
	op      *operation
	account string
	region  string
	input   map[string][]string // by member in lower case without separators
	acct    *account
	regions []string // that are enabled
}

func (r *request) name() string { return r.m.name + ":" + r.op.Name }

// about tells requests for different things apart: elements in their answers must not have the same ids.
func (r *request) about() string {
	var keys []string
	for k := range r.input {
		if !strings.Contains(k, "token") && !strings.Contains(k, "marker") && !strings.HasPrefix(k, "max") && k != "limit" && k != "action" && k != "version" {
			keys = append(keys, k)
		}
	}
	if len(keys) == 0 {
		return ""
	}
	slices.Sort(keys)
	h := fnv.New32a()
	for _, k := range keys {
		for _, v := range r.input[k] {
			_, _ = h.Write([]byte(v))
		}
	}
	return fmt.Sprintf("%06x", h.Sum32()&0xffffff)
}

func plainName(s string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "", ".", "").Replace(s))
}

// tokens are members of an answer that would make a client ask for another page; the endpoint sets them itself.
var tokens = map[string]bool{"nexttoken": true, "marker": true, "nextmarker": true, "continuationtoken": true, "nextcontinuationtoken": true, "position": true, "paginationtoken": true,
	"lastevaluatedtablename": true, "exclusivestarttablename": true, "nextpagetoken": true, "lastevaluatedstreamarn": true, "hasmore": true, "ismorepagesavailable": true}

// failures are members of an answer that tell what of a request for several things has failed.
var failures = map[string]bool{"failures": true, "errors": true, "errorcode": true, "errormessage": true, "failedaccounts": true, "unprocessedaccounts": true, "unprocessedassociations": true, "invalidparameters": true}

// at is the time of everything that has happened in the account.
var at = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)

// value generates a value of a shape. path is where: the member names from the answer down; i tells elements of a listing apart, and depth is
// how many structures are around it.
func (r *request) value(ref *ref, member string, i, depth int, seen []string) (any, bool) {
	s := r.m.Shapes[ref.Shape]
	switch s.Type {
	case "structure":
		if depth > 4 || slices.Contains(seen, ref.Shape) || s.Document {
			return nil, false
		}
		return r.structure(s, ref.Shape, i, depth, seen)
	case "list":
		n := 1
		if depth <= 1 || depth == 2 && member == "Items" {
			n = r.count(s, member)
		}
		out := []any{}
		from, to := 0, n
		if depth <= 1 || depth == 2 && member == "Items" {
			from, to = r.page(n)
		}
		for k := from; k < to; k++ {
			index := k
			if depth > 1 && n == 1 {
				index = i
			}
			if v, ok := r.value(s.Member, member, index, depth, seen); ok {
				out = append(out, v)
			}
		}
		return out, true
	case "map":
		if r.m.Shapes[s.Key.Shape].Type != "string" {
			return nil, false
		}
		key := "key"
		if e := r.m.Shapes[s.Key.Shape].Enum; len(e) > 0 {
			key = e[0]
		}
		v, ok := r.value(s.Value, member, i, depth, seen)
		if !ok {
			return nil, false
		}
		return map[string]any{key: v}, true
	case "boolean":
		return false, true
	case "integer", "long", "float", "double", "short":
		return float64(1), true
	case "timestamp":
		return at, true
	case "blob":
		return []byte("text"), true
	case "string", "character":
		return r.text(s, member, i), true
	}
	return nil, false
}

func (r *request) structure(s *shape, name string, i, depth int, seen []string) (any, bool) {
	seen = append(slices.Clone(seen), name)
	out := object{}
	for _, member := range sortedMembers(s) {
		ref := s.Members[member]
		if depth <= 1 && (tokens[plainName(member)] || failures[plainName(member)]) {
			continue
		}
		if v, ok := r.value(ref, member, i, depth+1, seen); ok {
			out[member] = v
			if s.Union {
				break
			}
		}
	}
	return out, true
}

func sortedMembers(s *shape) []string {
	var out []string
	for member := range s.Members {
		out = append(out, member)
	}
	slices.Sort(out)
	return out
}

// count is how many elements a list at the top of an answer has.
func (r *request) count(s *shape, member string) int {
	if !r.acct.listed[r.name()] {
		if n := r.batch(); n > 0 {
			return n
		}
		return 1
	}
	if r.name() == "iam:GetAccountAuthorizationDetails" {
		kind := map[string]string{"UserDetailList": "User", "RoleDetailList": "Role", "GroupDetailList": "Group", "Policies": "LocalManagedPolicy"}[member]
		if wanted := r.input["filter"]; len(wanted) > 0 && !slices.Contains(wanted, kind) {
			return 0
		}
		if kind != "Role" && r.acct.usual > 0 {
			return min(r.acct.sizes[r.name()], 20)
		}
	}
	if n, ok := r.acct.sizes[r.name()]; ok {
		return n
	}
	return r.acct.usual
}

// batch is how many things a request names, when it names several in a list.
func (r *request) batch() int {
	if r.op.Input == nil {
		return 0
	}
	for member, ref := range r.m.Shapes[r.op.Input.Shape].Members {
		if s := r.m.Shapes[ref.Shape]; s.Type == "list" && r.m.Shapes[s.Member.Shape].Type == "string" && len(r.m.Shapes[s.Member.Shape].Enum) == 0 {
			if n := len(r.input[plainName(ref.wire(member))]); n > 0 {
				return n
			}
		}
	}
	return 0
}

// page is the range of a listing's elements that a request asks for.
func (r *request) page(n int) (from, to int) {
	size := usualPage
	if s := pageSize[r.name()]; s > 0 {
		size = s
	}
	for k, v := range r.input {
		if strings.HasSuffix(k, "token") || strings.HasSuffix(k, "marker") || k == "position" {
			_, _ = fmt.Sscanf(strings.Join(v, ""), "from-%d", &from) // none: the first page
		}
	}
	return min(from, n), min(from+size, n)
}

// turn sets the token of the next page.
func (r *request) turn(out object) {
	p, ok := r.m.pages[r.op.Name]
	token, plain := p.OutputToken.(string)
	if !ok || !plain || r.op.Output == nil {
		return
	}
	s := r.m.Shapes[r.op.Output.Shape]
	if s.Members[token] == nil {
		return
	}
	most := 0
	for member, ref := range s.Members {
		if shape := r.m.Shapes[ref.Shape]; shape.Type == "list" {
			most = max(most, r.count(shape, member))
		}
	}
	if _, to := r.page(most); to < most {
		out[token] = fmt.Sprintf("from-%d", to)
		if more, ok := p.MoreResults.(string); ok && s.Members[more] != nil {
			out[more] = true
		}
	}
}

const (
	policyText  = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sns:Publish","Resource":"*"}]}`
	patternText = `{"source":["aws.guardduty"],"detail-type":["GuardDuty Finding"]}`
)

// text is a string: what its name asks for, else one that no other element has.
func (r *request) text(s *shape, member string, i int) string {
	if len(s.Enum) > 0 {
		return s.Enum[0]
	}
	name := plainName(member)
	if got := r.input[name]; len(got) == 1 && !tokens[name] {
		return got[0]
	} else if len(got) > 1 && i < len(got) {
		return got[i]
	}
	if got := r.named(name, i); got != "" {
		return got
	}
	switch {
	case name == "policy", strings.HasSuffix(name, "policydocument"), strings.HasSuffix(name, "policytext"), name == "accesspolicies", name == "resourcepolicy":
		return policyText
	case name == "eventpattern":
		return patternText
	case name == "definition":
		return `{"StartAt":"One","States":{"One":{"Type":"Succeed"}}}`
	case name == "bucketregion":
		return r.regions[i%len(r.regions)]
	case strings.HasSuffix(name, "region"), name == "locationconstraint":
		return r.region
	case strings.HasSuffix(name, "accountid"), strings.HasSuffix(name, "ownerid"), strings.HasSuffix(name, "awsaccount"):
		return r.account
	case strings.HasSuffix(name, "time"), strings.HasSuffix(name, "date"), strings.HasSuffix(name, "at"):
		return at.Format(time.RFC3339)
	}
	id := fmt.Sprintf("%s-%s-%d", name, r.region, i)
	if about := r.about(); about != "" {
		id += "-" + about
	}
	if strings.HasSuffix(name, "arn") || strings.HasSuffix(name, "arns") {
		return fmt.Sprintf("arn:aws:%s:%s:%s:thing/%s", r.m.signing(), r.region, r.account, id)
	}
	return id
}

// named is the i-th of the things that a request names, if a member of the answer says which one it is about.
func (r *request) named(member string, i int) string {
	if r.acct.listed[r.name()] {
		return ""
	}
	for input, values := range r.input {
		one := strings.TrimSuffix(input, "s")
		if len(values) == 0 || i >= len(values) || values[i] == "" {
			continue
		}
		isARN := strings.HasPrefix(values[i], "arn:")
		switch {
		case member == one,
			isARN && (member == "arn" || member == one+"arn" || member == "resourcearn"),
			!isARN && (member == one+"name" || member == "name" && strings.HasSuffix(one, "name") || one == "name" && strings.HasSuffix(member, "name")):
			return values[i]
		}
	}
	return ""
}
