package policies

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// oddities makes values that AWS's forms allow, and that no one expects: what is mostly there is absent, states have names that a later
// AWS may bring, names are hostile, policies are in every legal shape.
type oddities struct {
	*rand.Rand
	words []string // texts that some control compares with
}

// instant are the names of fields that hold a time.
var instant = regexp.MustCompile(`(Date|Time|Timestamp|At|NotAfter|NotBefore|Expiration|created|_last_\w+|_rotation)$`)

// oddTexts are strings that are legal somewhere.
var oddTexts = []string{"", " ", "x", "*", "-1", "0", "1e400", "NaN", "true", "null", "Enabled", "SOMETHING_NEW", "2026-01-31T00:00:00Z", "2026-13-01", "1754006400", "<script>alert(1)</script>",
	"'; rm -rf / #", "line\nbreak\r\n\ttab", "\u202egpj.exe\u200b", "名前😀", "%s%n", "\x00", "10.0.0.0/8", "0.0.0.0/0", "::/0", "::ffff:0:0/0", "999.1.1.1/99", "10.0.0.0", "arn:", "arn:aws:iam::111122223333:role/a",
	"arn:aws:iam::444455556666:root", "arn:aws:sns:ap-northeast-1:111122223333:id-1", "arn:aws:s3:::", "arn:aws-cn:kms:cn-north-1:444455556666:key/x", "alias/aws/sns", "python3.99", "8.0.mysql_aurora.9", "1.33",
	"[", "\\", strings.Repeat("長い", 3_000)}

func (o oddities) text() string {
	if len(o.words) > 0 && o.IntN(3) > 0 {
		return o.words[o.IntN(len(o.words))]
	}
	return oddTexts[o.IntN(len(oddTexts))]
}

// oneOrMany is a text, or a list of some, as policies allow either.
func (o oddities) oneOrMany() any {
	if o.IntN(2) == 0 {
		return o.text()
	}
	out := []any{}
	for range o.IntN(3) {
		out = append(out, o.text())
	}
	return out
}

func (o oddities) statement() any {
	out := map[string]any{}
	may := func(name string, v any) {
		if o.IntN(3) > 0 {
			out[name] = v
		}
	}
	may("Sid", o.text())
	may("Effect", []string{"Allow", "Deny", "allow", ""}[o.IntN(4)])
	may([]string{"Action", "NotAction"}[o.IntN(2)], o.oneOrMany())
	may([]string{"Resource", "NotResource"}[o.IntN(2)], o.oneOrMany())
	principal := any("*")
	if o.IntN(2) == 0 {
		principal = map[string]any{[]string{"AWS", "Service", "Federated", "CanonicalUser", "New"}[o.IntN(5)]: o.oneOrMany()}
	}
	may([]string{"Principal", "NotPrincipal"}[o.IntN(2)], principal)
	operator := []string{"StringEquals", "StringLike", "ForAnyValue:StringLike", "ForAllValues:ArnLike", "Bool", "Null", "IpAddress", "NumericLessThan", "DateGreaterThan", "StringEqualsIfExists", "NewOperator"}[o.IntN(11)]
	key := []string{"aws:SourceArn", "aws:SourceAccount", "aws:PrincipalOrgID", "aws:SourceVpce", "aws:SecureTransport", "AWS:sourceip", "new:Key"}[o.IntN(7)]
	may("Condition", map[string]any{operator: map[string]any{key: o.oneOrMany()}})
	return out
}

// document is a policy document in some legal shape, or what stands there when there is none.
func (o oddities) document() any {
	switch o.IntN(6) {
	case 0:
		return map[string]any{}
	case 1:
		return map[string]any{"Version": "2012-10-17", "Statement": []any{}}
	case 2:
		return map[string]any{"Version": "2008-10-17", "Statement": o.statement()}
	case 3:
		return o.text()
	}
	return map[string]any{"Version": "2012-10-17", "Id": o.text(), "Statement": []any{o.statement(), o.statement()}}
}

// value is one that fits a schema, nil for none.
func (o oddities) value(schema map[string]any) any {
	switch schema["type"] {
	case "string":
		return o.text()
	case "boolean":
		return o.IntN(2) == 0
	case "integer":
		return []int64{0, 1, -1, 22, 443, 65535, 90, 365, 1 << 40}[o.IntN(9)]
	case "number":
		return []float64{0, -1, 1.5, 1e15}[o.IntN(4)]
	case "array":
		out := []any{}
		items, _ := schema["items"].(map[string]any)
		for range o.IntN(4) {
			out = append(out, o.value(items))
		}
		return out
	case "object":
		out := map[string]any{}
		properties, closed := schema["properties"].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			if o.IntN(4) > 0 {
				out[name] = o.value(properties[name].(map[string]any))
			}
			if _, text := out[name].(string); text && instant.MatchString(name) { // the SDK gives nothing else
				out[name] = []string{"2026-01-31T00:00:00Z", "1970-01-01T00:00:00Z", "2099-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z"}[o.IntN(4)]
			}
		}
		if more, ok := schema["additionalProperties"].(map[string]any); ok {
			for range o.IntN(3) {
				out[o.text()] = o.value(more)
			}
		} else if !closed { // any object
			return o.document()
		}
		return out
	}
	return o.document()
}

// TestOddValues judges accounts that are legal and odd: no control may err, whatever its verdict is.
func TestOddValues(t *testing.T) {
	index, err := Index()
	if err != nil {
		t.Fatal(err)
	}
	schemas := map[string]map[string]any{}
	for key, e := range index {
		if e.Scope == "organization" {
			continue // no account's
		}
		raw, err := files.ReadFile("schemas/" + key + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var schema map[string]any
		if err := json.Unmarshal(raw, &schema); err != nil {
			t.Fatal(err)
		}
		schemas[key] = schema
	}
	s, err := Load(Selection{})
	if err != nil {
		t.Fatal(err)
	}
	seeds := 4
	if n, err := strconv.Atoi(os.Getenv("KIJUN_ODD")); err == nil { // many more, by hand
		seeds = n
	}
	words := compared(t)
	for seed := range seeds {
		o := oddities{Rand: rand.New(rand.NewPCG(uint64(seed), 7))}
		if seed%2 == 1 {
			o.words = words
		}
		b := newBed(t).everything()
		for _, key := range slices.Sorted(maps.Keys(schemas)) {
			region := tokyo
			if index[key].Scope == "global" {
				region = "global"
			}
			most := 3
			if key == "organizations.organization" {
				most = 1
			}
			for i := range 1 + o.IntN(most) {
				x, _ := o.value(schemas[key]).(map[string]any)
				for _, name := range []string{"id", "arn", "type", "account", "region"} {
					delete(x, name)
				}
				if key == "elasticache.caches" { // its collector gives one or the other
					delete(x, []string{"CacheCluster", "ReplicationGroup"}[o.IntN(2)])
				}
				if versions, _ := x["PolicyVersionList"].([]any); len(versions) > 0 { // one of them is the default
					for j, version := range versions {
						version.(map[string]any)["IsDefaultVersion"] = j == 0
					}
				}
				x["tags"] = map[string]any{o.text(): o.text()}
				b.put(region, key, fmt.Sprintf("id-%d%s", i, []string{"", "'\"\n<b>😀"}[o.IntN(2)]), x)
			}
		}
		profile := []string{"standalone", "control-tower"}[seed/2%2] + ",guest-ec2,guest-ecs,guest-serverless"
		res := judge(t, s, b.write(), Options{Lang: "en", Plan: true, Profile: profile})
		for _, line := range res.Errors {
			t.Errorf("seed %d: %s", seed, line)
		}
		if res.Findings.Len() < len(s.Controls) {
			t.Errorf("seed %d: %d findings of %d controls", seed, res.Findings.Len(), len(s.Controls))
		}
	}
}

// compared are the texts in the sources of the controls and the library, so that odd values also reach what comes behind a comparison.
func compared(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{}
	set, err := Load(Selection{})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range set.items {
		raw, err := files.ReadFile(strings.TrimPrefix(it.control.File, "policies/"))
		if err != nil {
			continue // made from a template
		}
		for i, part := range strings.Split(string(raw), `"`) {
			if i%2 == 1 && len(part) < 60 && !strings.ContainsAny(part, "\n\\{") {
				seen[part] = true
			}
		}
	}
	if len(seen) < 500 {
		t.Fatalf("only %d texts are in the controls", len(seen))
	}
	return slices.Sorted(maps.Keys(seen))
}

// TestManyRules judges a security group and a network ACL of ten thousand rules.
func TestManyRules(t *testing.T) {
	s, err := Load(Selection{Controls: []string{"EC2.2", "EC2.13", "EC2.14", "EC2.18", "EC2.19", "EC2.21", "EC2.53", "EC2.54", "BLEA.DefaultSG.1"}})
	if err != nil {
		t.Fatal(err)
	}
	var permissions, entries []any
	for i := range 10_000 {
		port := 1_024 + i
		permissions = append(permissions, el{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": []any{el{"CidrIp": fmt.Sprintf("10.%d.%d.0/24", i/256, i%256)}}})
		entries = append(entries, el{"RuleNumber": i + 1, "Protocol": "6", "RuleAction": "allow", "Egress": false, "CidrBlock": fmt.Sprintf("10.%d.%d.0/24", i/256, i%256), "PortRange": el{"From": port, "To": port}})
	}
	last := el{"IpProtocol": "-1", "Ipv6Ranges": []any{el{"CidrIpv6": "::/0"}}}
	res := judge(t, s, newBed(t).everything().
		put(tokyo, "ec2.security_groups", "sg-1", el{"GroupId": "sg-1", "GroupName": "many", "VpcId": "vpc-1", "IpPermissions": permissions, "IpPermissionsEgress": []any{}}).
		put(tokyo, "ec2.security_groups", "sg-2", el{"GroupId": "sg-2", "GroupName": "more", "VpcId": "vpc-1", "IpPermissions": append(slices.Clone(permissions), last), "IpPermissionsEgress": []any{}}).
		put(tokyo, "ec2.network_acls", "acl-1", el{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": false, "Entries": entries}).write(), Options{Lang: "en", Profile: "standalone"})
	if len(res.Errors) > 0 {
		t.Errorf("errors: %v", res.Errors)
	}
	for _, want := range []string{tokyo + " sg-1 PASSED closed", tokyo + " sg-2 FAILED open"} {
		if got := rows(res, "EC2.19"); !slices.Contains(got, want) {
			t.Errorf("EC2.19: %v lacks %s", got, want)
		}
	}
}
