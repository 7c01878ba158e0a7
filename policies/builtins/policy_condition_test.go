package builtins

import (
	"fmt"
	"testing"
)

// One case asks whether {operator: {"t:key": wanted}} holds: for each value of a request, when the key is absent, and when it is unknown.
func TestConditionOperators(t *testing.T) {
	type values map[string]string // request value as JSON: outcome
	for _, tc := range []struct {
		operator, wanted string
		present          values
		absent, unknown  string
	}{
		{"StringEquals", `'a'`, values{`'a'`: "allow", `'A'`: "none", `'b'`: "none"}, "none", "unknown"},
		{"StringEquals", `['a','b']`, values{`'a'`: "allow", `'b'`: "allow", `'c'`: "none"}, "none", "unknown"},
		{"StringEquals", `'a*'`, values{`'a*'`: "allow", `'ab'`: "none"}, "none", "unknown"},
		{"StringEquals", `[]`, values{`'a'`: "none"}, "none", "unknown"},
		{"StringNotEquals", `'a'`, values{`'a'`: "none", `'b'`: "allow"}, "allow", "unknown"},
		{"StringNotEquals", `['a','b']`, values{`'a'`: "none", `'b'`: "none", `'c'`: "allow"}, "allow", "unknown"},
		{"StringEqualsIgnoreCase", `'JohnDoe'`, values{`'johndoe'`: "allow", `'jane'`: "none"}, "none", "unknown"},
		{"StringNotEqualsIgnoreCase", `'JohnDoe'`, values{`'johndoe'`: "none", `'jane'`: "allow"}, "allow", "unknown"},
		{"StringLike", `'home/*'`, values{`'home/a/b'`: "allow", `'home'`: "none", `'HOME/a'`: "none"}, "none", "unknown"},
		{"StringLike", `'m?.large'`, values{`'m3.large'`: "allow", `'m10.large'`: "none"}, "none", "unknown"},
		{"StringNotLike", `'home/*'`, values{`'home/a'`: "none", `'tmp/a'`: "allow"}, "allow", "unknown"},
		{"stringlike", `'a*'`, values{`'ab'`: "allow"}, "none", "unknown"},

		{"NumericEquals", `'10'`, values{`'10.0'`: "allow", `11`: "none", `'ten'`: "unknown"}, "none", "unknown"},
		{"NumericEquals", `'ten'`, values{`10`: "unknown"}, "none", "unknown"},
		{"NumericNotEquals", `10`, values{`10`: "none", `11`: "allow"}, "allow", "unknown"},
		{"NumericLessThan", `'1.2'`, values{`'1.1'`: "allow", `'1.2'`: "none", `'1.20'`: "none"}, "none", "unknown"},
		{"NumericLessThanEquals", `10`, values{`10`: "allow", `11`: "none", `'-1'`: "allow"}, "none", "unknown"},
		{"NumericGreaterThan", `10`, values{`10`: "none", `11`: "allow"}, "none", "unknown"},
		{"NumericGreaterThanEquals", `10`, values{`10`: "allow", `9`: "none"}, "none", "unknown"},
		{"NumericLessThan", `'9e999999999'`, values{`1`: "unknown"}, "none", "unknown"},

		{"DateEquals", `'2020-01-01T00:00:00Z'`, values{`'2020-01-01'`: "allow", `'1577836800'`: "allow", `'2020-01-01T09:00:00+09:00'`: "allow", `'2020-01-02'`: "none"}, "none", "unknown"},
		{"DateNotEquals", `'2020-01-01'`, values{`'2020-01-01T00:00Z'`: "none", `'2020'`: "none", `'2021-05'`: "allow"}, "allow", "unknown"},
		{"DateLessThan", `'2020-01-01'`, values{`'2019-12-31'`: "allow", `'2020-01-01'`: "none"}, "none", "unknown"},
		{"DateLessThanEquals", `'2020-01-01'`, values{`'2020-01-01'`: "allow", `'2020-01-02'`: "none"}, "none", "unknown"},
		{"DateGreaterThan", `'2020-01-01'`, values{`'2020-01-02'`: "allow", `'2020-01-01'`: "none"}, "none", "unknown"},
		{"DateGreaterThanEquals", `1577836800`, values{`'2020-01-01'`: "allow", `'2019-01-01'`: "none"}, "none", "unknown"},
		{"DateLessThan", `'yesterday'`, values{`'2020-01-01'`: "unknown"}, "none", "unknown"},

		{"Bool", `'true'`, values{`'true'`: "allow", `true`: "allow", `'True'`: "allow", `'false'`: "none"}, "none", "unknown"},
		{"Bool", `false`, values{`false`: "allow", `true`: "none"}, "none", "unknown"},
		{"BinaryEquals", `'QmluYXJ5'`, values{`'QmluYXJ5'`: "allow", `'QUJD'`: "none", `'%'`: "unknown"}, "none", "unknown"},

		{"IpAddress", `['203.0.113.0/24','2001:DB8:1234:5678::/64']`, values{`'203.0.113.9'`: "allow", `'203.0.114.1'`: "none", `'2001:db8:1234:5678::1'`: "allow", `'2001:db8::1'`: "none", `'::ffff:203.0.113.9'`: "allow"}, "none", "unknown"},
		{"IpAddress", `'203.0.113.7'`, values{`'203.0.113.7'`: "allow", `'203.0.113.8'`: "none", `'host'`: "unknown"}, "none", "unknown"},
		{"IpAddress", `'anywhere'`, values{`'203.0.113.7'`: "unknown"}, "none", "unknown"},
		{"NotIpAddress", `'203.0.113.0/24'`, values{`'203.0.113.9'`: "none", `'198.51.100.1'`: "allow"}, "allow", "unknown"},

		{"ArnEquals", `'arn:aws:sns:*:111122223333:alarm-?'`, values{`'arn:aws:sns:us-east-1:111122223333:alarm-1'`: "allow", `'arn:aws:sns:us-east-1:444455556666:alarm-1'`: "none", `'x'`: "none"}, "none", "unknown"},
		// A wildcard of the ARN operators stays within its component; StringLike's does not.
		{"ArnLike", `'arn:aws:someservice:*:111122223333:finance/*'`, values{`'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'`: "none", `'arn:aws:someservice:us-east-2:111122223333:finance/a:b'`: "allow"}, "none", "unknown"},
		{"StringLike", `'arn:aws:someservice:*:111122223333:finance/*'`, values{`'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt'`: "allow"}, "none", "unknown"},
		{"ArnLike", `'arn:aws:sns:*'`, values{`'arn:aws:sns:us-east-1:111122223333:t'`: "none"}, "none", "unknown"},
		{"ArnLike", `'*'`, values{`'arn:aws:sns:us-east-1:111122223333:t'`: "unknown"}, "none", "unknown"},
		{"ArnNotEquals", `'arn:aws:s3:::b'`, values{`'arn:aws:s3:::b'`: "none", `'arn:aws:s3:::c'`: "allow"}, "allow", "unknown"},
		{"ArnNotLike", `'arn:aws:s3:::b*'`, values{`'arn:aws:s3:::bc'`: "none", `'arn:aws:s3:::c'`: "allow"}, "allow", "unknown"},

		{"Null", `'true'`, values{`'a'`: "none", `[]`: "allow"}, "allow", "unknown"},
		{"Null", `false`, values{`'a'`: "allow", `[]`: "none"}, "none", "unknown"},
		{"Null", `['true','false']`, values{`'a'`: "allow"}, "allow", "unknown"},
		{"Null", `'maybe'`, values{`'a'`: "none"}, "none", "none"},

		{"StringEqualsIfExists", `'a'`, values{`'a'`: "allow", `'b'`: "none"}, "allow", "unknown"},
		{"StringNotEqualsIfExists", `'a'`, values{`'a'`: "none", `'b'`: "allow"}, "allow", "unknown"},
		{"BoolIfExists", `'false'`, values{`'false'`: "allow", `'true'`: "none"}, "allow", "unknown"},
		{"NumericLessThanIfExists", `10`, values{`9`: "allow", `10`: "none"}, "allow", "unknown"},

		{"ForAllValues:StringEquals", `['a','b']`, values{`['a','b']`: "allow", `['a','c']`: "none", `'a'`: "allow", `[]`: "allow"}, "allow", "unknown"},
		{"ForAnyValue:StringEquals", `['a','b']`, values{`['a','c']`: "allow", `['c','d']`: "none", `[]`: "none"}, "none", "unknown"},
		{"ForAllValues:StringNotEquals", `['a','b']`, values{`['c','d']`: "allow", `['a','c']`: "none"}, "allow", "unknown"},
		{"ForAnyValue:StringNotEquals", `['a','b']`, values{`['a','c']`: "allow", `['a','b']`: "none"}, "none", "unknown"},
		{"ForAnyValue:StringLikeIfExists", `'a*'`, values{`['ab','c']`: "allow", `['c']`: "none"}, "allow", "unknown"},
		// Without a set operator a multivalued key is decided only where all its values agree.
		{"StringEquals", `'a'`, values{`['a','a']`: "allow", `['a','b']`: "unknown", `['b','c']`: "none"}, "none", "unknown"},
	} {
		t.Run(fmt.Sprint(tc.operator, tc.wanted), func(t *testing.T) {
			document := parse(t, `{'Statement':[{'Effect':'Allow','Action':'*','Condition':{'`+tc.operator+`':{'T:Key':`+tc.wanted+`}}}]}`)
			ask := func(request, want string) {
				t.Helper()
				got, err := Evaluate(document, object(t, request))
				if err != nil {
					t.Fatal(err)
				}
				if got["decision"] != want {
					t.Errorf("%s: got %s, want %s", request, got["decision"], want)
				}
			}
			for value, want := range tc.present {
				ask(`{'action':'t:Do','context':{'t:key':`+value+`}}`, want)
			}
			ask(`{'action':'t:Do','absent':['t:KEY']}`, tc.absent)
			ask(`{'action':'t:Do'}`, tc.unknown)
		})
	}
}

func TestConditionsAreJoined(t *testing.T) {
	document := parse(t, `{'Statement':[{'Effect':'Allow','Action':'*','Condition':{'StringEquals':{'t:a':'1','t:b':'2'},'Bool':{'t:c':true}}}]}`)
	for request, want := range map[string]string{
		`{'t:a':'1','t:b':'2','t:c':true}`:  "allow",
		`{'t:a':'1','t:b':'2','t:c':false}`: "none",
		`{'t:a':'1','t:b':'2'}`:             "unknown",
		`{'t:a':'0'}`:                       "none", // one false condition outweighs two unknown ones
	} {
		got, err := Evaluate(document, object(t, `{'action':'t:Do','context':`+request+`}`))
		if err != nil {
			t.Fatal(err)
		}
		if got["decision"] != want {
			t.Errorf("%s: got %s, want %s", request, got["decision"], want)
		}
	}
}

func TestPolicyVariables(t *testing.T) {
	for _, tc := range []struct{ name, version, statement, context, resource, want string }{
		{"a known key", "2012-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}/*'`, `'context':{'aws:UserName':'ann'}`, "arn:aws:s3:::b/ann/x", "allow"},
		{"a known key, other resource", "2012-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}/*'`, `'context':{'aws:username':'ann'}`, "arn:aws:s3:::b/bob/x", "none"},
		{"a value is no pattern", "2012-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}/*'`, `'context':{'aws:username':'*'}`, "arn:aws:s3:::b/bob/x", "none"},
		{"an unknown key", "2012-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}/*'`, `'absent':[]`, "arn:aws:s3:::b/ann/x", "unknown"},
		{"an unknown key that cannot matter", "2012-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}/*'`, `'absent':[]`, "arn:aws:s3:::c/ann/x", "none"},
		{"an absent key", "2012-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}/*'`, `'absent':['aws:username']`, "arn:aws:s3:::b/ann/x", "none"},
		{"an absent key in NotResource", "2012-10-17", `'NotResource':'arn:aws:s3:::b/${aws:username}/*'`, `'absent':['aws:username']`, "arn:aws:s3:::b/ann/x", "unknown"},
		{"a default", "2012-10-17", `'Resource':'*','Condition':{'StringEquals':{'t:k':'${aws:userid, 'anonymous'}'}}`, `'absent':['aws:userid'],'context':{'t:k':'anonymous'}`, "r", "allow"},
		{"no need of the default", "2012-10-17", `'Resource':'*','Condition':{'StringEquals':{'t:k':'${aws:userid, 'anonymous'}'}}`, `'context':{'aws:userid':'AIDA','t:k':'anonymous'}`, "r", "none"},
		{"several values", "2012-10-17", `'Resource':'*','Condition':{'StringEquals':{'t:k':'${aws:tagkeys}'}}`, `'context':{'aws:tagkeys':['a','b'],'t:k':'a'}`, "r", "unknown"},
		{"an absent key in a negated operator", "2012-10-17", `'Resource':'*','Condition':{'StringNotEquals':{'t:k':'${aws:userid}'}}`, `'absent':['aws:userid'],'context':{'t:k':'a'}`, "r", "unknown"},
		{"an ARN condition", "2012-10-17", `'Resource':'*','Condition':{'ArnLike':{'t:k':'arn:aws:iam::111122223333:user/${aws:username}'}}`, `'context':{'aws:username':'ann','t:k':'arn:aws:iam::111122223333:user/ann'}`, "r", "allow"},
		{"an ARN condition left open", "2012-10-17", `'Resource':'*','Condition':{'ArnLike':{'t:k':'arn:aws:iam::${aws:PrincipalAccount}:user/ann'}}`, `'context':{'t:k':'arn:aws:iam::111122223333:user/ann'}`, "r", "unknown"},
		{"escaped wildcards", "2012-10-17", `'Resource':'arn:aws:s3:::b/${*}${?}${$}'`, `'absent':[]`, "arn:aws:s3:::b/a*", "none"},
		{"an old version has no variables", "2008-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}'`, `'context':{'aws:username':'ann'}`, "arn:aws:s3:::b/ann", "none"},
		{"an old version takes the text", "2008-10-17", `'Resource':'arn:aws:s3:::b/${aws:username}'`, `'absent':[]`, "arn:aws:s3:::b/${aws:username}", "allow"},
		{"an unclosed variable is text", "2012-10-17", `"Resource":"arn:aws:s3:::b/${aws"`, `'absent':[]`, "arn:aws:s3:::b/${aws", "allow"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			// Defaults hold single quotes, so this document is built and not parsed.
			document := fmt.Sprintf(`{"Version":"%s","Statement":[{"Effect":"Allow","Action":"*",%s}]}`, tc.version, doubleQuoted(tc.statement))
			request := object(t, `{'action':'t:Do',`+tc.context+`}`)
			request["resource"] = tc.resource
			got, err := Evaluate(document, request)
			if err != nil {
				t.Fatal(err)
			}
			if got["decision"] != tc.want {
				t.Errorf("got %v, want %s", got, tc.want)
			}
		})
	}
}

// doubleQuoted is parse's quoting outside of ${...}.
func doubleQuoted(text string) string {
	out, depth := []byte(text), 0
	for i, c := range out {
		switch {
		case c == '{' && i > 0 && out[i-1] == '$':
			depth++
		case c == '}' && depth > 0:
			depth--
		case c == '\'' && depth == 0:
			out[i] = '"'
		}
	}
	return string(out)
}
