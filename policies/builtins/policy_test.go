package builtins

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
)

// parse decodes the JSON of a test case. Single quotes stand for double ones.
func parse(t testing.TB, text string) any {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(strings.ReplaceAll(text, "'", `"`)), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

func object(t testing.TB, text string) map[string]any {
	t.Helper()
	return parse(t, text).(map[string]any)
}

// plain is a result as Rego sees it: through JSON.
func plain(t testing.TB, value any) any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// bleaPolicies are the policies that BLEA's standalone baseline deploys, with CloudFormation's references filled in.
func bleaPolicies(t testing.TB) map[string]any {
	t.Helper()
	text, err := os.ReadFile("testdata/policy_blea_standalone.json")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestStatements(t *testing.T) {
	for name, tc := range map[string]struct{ document, want string }{
		"a single statement with strings": {
			`{'Version':'2012-10-17','Statement':{'Sid':'a','Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}}`,
			`[{'sid':'a','index':0,'effect':'Allow','actions':['s3:GetObject'],'not_actions':[],'principals':[{'type':'*','value':'*'}],
			  'not_principals':[],'resources':['arn:aws:s3:::b/*'],'not_resources':[],'conditions':[]}]`,
		},
		"negated elements and an account id": {
			`{'Statement':[{'Effect':'Deny','NotPrincipal':{'Service':'a.amazonaws.com','AWS':['111122223333','*']},'NotAction':['iam:*','sts:*'],'NotResource':'*'}]}`,
			`[{'sid':'','index':0,'effect':'Deny','actions':[],'not_actions':['iam:*','sts:*'],'principals':[],
			  'not_principals':[{'type':'AWS','value':'arn:aws:iam::111122223333:root'},{'type':'AWS','value':'*'},{'type':'Service','value':'a.amazonaws.com'}],
			  'resources':[],'not_resources':['*'],'conditions':[]}]`,
		},
		"conditions of every form": {
			`{'Statement':[{'Effect':'Allow','Action':'*','Condition':{
			  'ForAnyValue:StringLikeIfExists':{'aws:PrincipalOrgPaths':'o-a/*'},'bool':{'aws:SecureTransport':true},
			  'NumericLessThan':{'s3:max-keys':[10,'20',1.5]}}}]}`,
			`[{'sid':'','index':0,'effect':'Allow','actions':['*'],'not_actions':[],'principals':[],'not_principals':[],'resources':[],'not_resources':[],
			  'conditions':[
			   {'operator':'StringLike','key':'aws:principalorgpaths','values':['o-a/*'],'qualifier':'ForAnyValue','if_exists':true},
			   {'operator':'NumericLessThan','key':'s3:max-keys','values':['10','20','1.5'],'qualifier':'','if_exists':false},
			   {'operator':'Bool','key':'aws:securetransport','values':['true'],'qualifier':'','if_exists':false}]}]`,
		},
		"no statements":                  {`{'Statement':[]}`, `[]`},
		"a principal element for nobody": {`{'Statement':[{'Effect':'Allow','Action':'*','Principal':{'AWS':[]}}]}`, `[{'sid':'','index':0,'effect':'Allow','actions':['*'],'not_actions':[],'principals':[],'not_principals':[],'resources':[],'not_resources':[],'conditions':[]}]`},
	} {
		t.Run(name, func(t *testing.T) {
			want := parse(t, tc.want)
			for form, document := range map[string]any{
				"object": parse(t, tc.document), "text": strings.ReplaceAll(tc.document, "'", `"`),
			} {
				got, err := Statements(document)
				if err != nil {
					t.Fatalf("%s: %v", form, err)
				}
				if got := plain(t, got); !reflect.DeepEqual(got, want) {
					t.Errorf("%s:\n got %v\nwant %v", form, got, want)
				}
			}
		})
	}
}

func TestStatementsErrors(t *testing.T) {
	statement := func(text string) any { return parse(t, `{'Statement':[{'Effect':'Allow','Action':'*'},`+text+`]}`) }
	long := strings.Repeat("a", maxPolicyBytes)
	for name, tc := range map[string]struct {
		document any
		want     string
	}{
		"null":                     {nil, "policy document is null, not an object"},
		"a number":                 {json.Number("1"), "policy document is a number, not an object"},
		"a list":                   {[]any{}, "policy document is a list, not an object"},
		"text that is no JSON":     {"hello", "policy document is not JSON"},
		"text with a tail":         {"{} {}", "policy document has text after its JSON"},
		"text of JSON text":        {`"{}"`, `policy document is "{}", not an object`},
		"an empty object":          {map[string]any{}, "policy document has no Statement"},
		"a statement of text":      {parse(t, `{'Statement':'x'}`), `Statement is "x", neither an object nor a list`},
		"a version of a number":    {parse(t, `{'Version':2012,'Statement':[]}`), "Version is a number"},
		"a statement that is null": {statement(`null`), "Statement[1] is null, not an object"},
		"a misspelt element":       {statement(`{'Effect':'Allow','Action':'*','Conditions':{}}`), `Statement[1] has an unknown element "Conditions"`},
		"a Sid of a number":        {statement(`{'Sid':1,'Effect':'Allow','Action':'*'}`), "Statement[1].Sid is a number"},
		"no effect":                {statement(`{'Action':'*'}`), "Statement[1].Effect is null"},
		"a lower-case effect":      {statement(`{'Effect':'allow','Action':'*'}`), `Statement[1].Effect is "allow"`},
		"no action":                {statement(`{'Effect':'Allow'}`), "Statement[1] has neither Action nor NotAction"},
		"both actions":             {statement(`{'Effect':'Allow','Action':'*','NotAction':'*'}`), "Statement[1] has both Action and NotAction"},
		"both resources":           {statement(`{'Effect':'Allow','Action':'*','Resource':'*','NotResource':'*'}`), "has both Resource and NotResource"},
		"both principals":          {statement(`{'Effect':'Allow','Action':'*','Principal':'*','NotPrincipal':'*'}`), "has both Principal and NotPrincipal"},
		"an empty action list":     {statement(`{'Effect':'Allow','Action':[]}`), "Statement[1].Action is an empty list"},
		"an action of an object":   {statement(`{'Effect':'Allow','Action':{}}`), "Statement[1].Action is an object"},
		"a resource of a number":   {statement(`{'Effect':'Allow','Action':'*','Resource':['*',1]}`), "Statement[1].Resource[1] is a number"},
		"a principal of text":      {statement(`{'Effect':'Allow','Action':'*','Principal':'me'}`), `Statement[1].Principal is "me"`},
		"a principal of a list":    {statement(`{'Effect':'Allow','Action':'*','NotPrincipal':['*']}`), "Statement[1].NotPrincipal is a list"},
		"an unknown kind":          {statement(`{'Effect':'Allow','Action':'*','Principal':{'Aws':'*'}}`), `unknown type "Aws"`},
		"a principal of a boolean": {statement(`{'Effect':'Allow','Action':'*','Principal':{'AWS':true}}`), "Statement[1].Principal.AWS is a boolean"},
		"a condition of a list":    {statement(`{'Effect':'Allow','Action':'*','Condition':[]}`), "Statement[1].Condition is a list"},
		"an unknown operator":      {statement(`{'Effect':'Allow','Action':'*','Condition':{'StringSame':{}}}`), `unknown operator "StringSame"`},
		"an unknown qualifier":     {statement(`{'Effect':'Allow','Action':'*','Condition':{'ForSome:StringLike':{}}}`), "unknown operator"},
		"Null with IfExists":       {statement(`{'Effect':'Allow','Action':'*','Condition':{'NullIfExists':{}}}`), "unknown operator"},
		"an operator of text":      {statement(`{'Effect':'Allow','Action':'*','Condition':{'Bool':'x'}}`), "Statement[1].Condition.Bool is"},
		"a value of null":          {statement(`{'Effect':'Allow','Action':'*','Condition':{'Bool':{'k':null}}}`), "Condition.Bool.k has null as a value"},
		"a value of lists":         {statement(`{'Effect':'Allow','Action':'*','Condition':{'Bool':{'k':[[]]}}}`), "has a list as a value"},
		"too long a text":          {long + "a", "more than 262144 bytes"},
		"too long an element":      {map[string]any{"Statement": map[string]any{"Effect": "Allow", "Action": long}}, "more than 262144 bytes"},
		"an unexpected Go type":    {struct{}{}, "policy document is a struct {}"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Statements(tc.document)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, error %v, want an error with %q", got, err, tc.want)
			}
		})
	}
	if _, err := Statements(strings.Repeat("[", 200_000)); err == nil {
		t.Error("deep nesting is accepted")
	}
}

func TestAllows(t *testing.T) {
	document := parse(t, `{'Statement':[
	  {'Effect':'Allow','Action':'s3:*','Resource':'*'},
	  {'Effect':'Allow','Action':['s3:GetObject','ec2:*'],'Resource':'*'},
	  {'Effect':'Deny','Action':'*','Resource':'*'},
	  {'Effect':'Allow','NotAction':'iam:*','Resource':'*'},
	  {'Effect':'Allow','NotAction':'s3:GetObject','Resource':'*'}]}`)
	for action, want := range map[string]string{
		"s3:GetObject":   "0:all 1:all 3:all",
		"S3:GETOBJECT":   "0:all 1:all 3:all",
		"s3:Get*":        "0:all 1:some 3:all 4:some",
		"s3:PutObject":   "0:all 3:all 4:all",
		"iam:CreateUser": "4:all",
		"*":              "0:some 1:some 3:some 4:some",
	} {
		got, err := Allows(document, action)
		if err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, s := range got {
			words = append(words, fmt.Sprint(s["index"], ":", s["match"]))
		}
		if line := strings.Join(words, " "); line != want {
			t.Errorf("%s: got %s, want %s", action, line, want)
		}
	}
	if _, err := Allows(nil, "s3:GetObject"); err == nil {
		t.Error("null is accepted")
	}
}

func TestAdminStatements(t *testing.T) {
	for statement, want := range map[string][2]bool{ // admin, full service
		`'Effect':'Allow','Action':'*','Resource':'*'`:                                  {true, true},
		`'Effect':'Allow','Action':'*:*','Resource':'*'`:                                {true, true},
		`'Effect':'Allow','Action':['s3:GetObject','*'],'Resource':['arn:aws:x','*']`:   {true, true},
		`'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Bool':{'k':true}}`:  {true, true},
		`'Effect':'Allow','Action':'ec2:*','Resource':'*'`:                              {false, true},
		`'Effect':'Allow','Action':'ec2:Describe*','Resource':'*'`:                      {false, false},
		`'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::b'`:                     {false, true},
		`'Effect':'Allow','NotAction':'iam:*','Resource':'*'`:                           {false, true},
		`'Effect':'Allow','NotAction':'iam:CreateUser','Resource':'*'`:                  {false, false},
		`'Effect':'Allow','NotAction':'*','Resource':'*'`:                               {false, false},
		`'Effect':'Allow','Action':'*','NotResource':'*'`:                               {false, true},
		`'Effect':'Deny','Action':'*','Resource':'*'`:                                   {false, false},
		`'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::bucket/key'`: {false, false},
	} {
		document := parse(t, `{'Statement':[{`+statement+`}]}`)
		admin, err := AdminStatements(document)
		full, errFull := FullServiceStatements(document)
		if err != nil || errFull != nil {
			t.Fatal(err, errFull)
		}
		if got := [2]bool{len(admin) == 1, len(full) == 1}; got != want {
			t.Errorf("%s: got %v, want %v", statement, got, want)
		}
	}
}

func TestActionMatches(t *testing.T) {
	for _, tc := range []struct {
		pattern, action string
		want            bool
	}{
		{"*", "s3:GetObject", true},
		{"*", "*", true},
		{"*:*", "*", true},
		{"*", "*:*", true},
		{"s3:*", "s3:GetObject", true},
		{"S3:getobject", "s3:GetObject", true},
		{"s3:*", "s3-object-lambda:GetObject", false},
		{"s3:Get*", "s3:Get*", true},
		{"s3:Get*", "s3:GetObject*", true},
		{"s3:Get*", "s3:*", false},
		{"iam:*AccessKey*", "iam:CreateAccessKey", true},
		{"iam:*AccessKey*", "iam:ListUsers", false},
		{"aws-portal:*Billing", "aws-portal:ViewBilling", true},
		{"kms:?ncrypt", "kms:Encrypt", true},
		{"kms:?ncrypt", "kms:ncrypt", false},
		{"", "s3:GetObject", false},
	} {
		if got := ActionMatches(tc.pattern, tc.action); got != tc.want {
			t.Errorf("ActionMatches(%q, %q) = %v", tc.pattern, tc.action, got)
		}
	}
	if !ActionsCover([]string{"kms:Create*", "kms:Put*"}, "kms:PutKeyPolicy") {
		t.Error("a later pattern is not looked at")
	}
	if ActionsCover([]string{"s3:Get*", "s3:Put*"}, "s3:*") || ActionsCover(nil, "s3:*") {
		t.Error("patterns are joined")
	}
}
