package builtins

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

const owner = "111122223333"

func grantsOf(t *testing.T, document any) map[string]any {
	t.Helper()
	got, err := Grants(document, owner, "o-mine")
	if err != nil {
		t.Fatal(err)
	}
	return plain(t, got).(map[string]any)
}

// Whom one Allow statement for s3:GetObject reaches.
func TestGrantsAudience(t *testing.T) {
	const all = `'Principal':'*'`
	when := func(condition string) string { return all + `,'Condition':{` + condition + `}` }
	for _, tc := range []struct {
		statement, audience string
		limitedBy           string // space-separated
		external            string
	}{
		{all, "public", "", ""},
		{`'Principal':{'AWS':'*'}`, "public", "", ""},
		{`'Principal':{'AWS':['111122223333','*']}`, "public", "", ""},
		{`'NotPrincipal':{'AWS':'444455556666'}`, "public", "", ""},
		{`'Principal':{'Federated':'graph.facebook.com'}`, "public", "", ""},
		{`'Principal':{'Federated':'graph.facebook.com'},'Condition':{'StringEquals':{'graph.facebook.com:app_id':'42'}}`, "unknown", "graph.facebook.com:app_id", ""},
		{`'Principal':{'Federated':'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com'},'Condition':{'StringLike':{'token.actions.githubusercontent.com:sub':'repo:me/*'},'StringEquals':{'token.actions.githubusercontent.com:aud':'sts.amazonaws.com'}}`, "account", "token.actions.githubusercontent.com:aud", ""},
		{`'Principal':{'AWS':'111122223333'}`, "account", "", ""},
		{`'Principal':{'AWS':'arn:aws:iam::444455556666:role/r'}`, "external", "", "444455556666"},
		{`'Principal':{'AWS':['777788889999','arn:aws:iam::444455556666:root','111122223333']}`, "external", "", "444455556666 777788889999"},
		{`'Principal':{'AWS':'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1'}`, "unknown", "", ""},
		{`'Principal':{'CanonicalUser':'79a5'}`, "unknown", "", ""},
		{`'Principal':{'AWS':'AROAEXAMPLE'}`, "unknown", "", ""},
		{`'Principal':{'AWS':[]}`, "account", "", ""},
		{`'Principal':{}`, "account", "", ""},
		{`'NotPrincipal':'*'`, "account", "", ""},
		{`'NotPrincipal':{'AWS':'*'}`, "account", "", ""},
		{`'NotPrincipal':{'AWS':['444455556666','*']}`, "account", "", ""},
		{`'NotPrincipal':{'Service':'s3.amazonaws.com'}`, "public", "", ""},
		{`'NotPrincipal':{'AWS':'444455556666'},'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-mine'}}`, "organization", "aws:principalorgid", ""},
		{`'Sid':'identity'`, "unknown", "", ""},
		{`'Principal':{'Service':'cloudtrail.amazonaws.com'}`, "service", "", ""},
		{`'Principal':{'Service':'s3.amazonaws.com'},'Condition':{'StringEquals':{'AWS:SourceAccount':'111122223333'}}`, "service", "aws:sourceaccount", ""},
		{`'Principal':{'Service':'s3.amazonaws.com'},'Condition':{'StringEquals':{'aws:SourceAccount':'444455556666'}}`, "service", "aws:sourceaccount", ""},
		{`'Principal':{'Service':'s3.amazonaws.com'},'Condition':{'StringLike':{'aws:SourceAccount':'*'}}`, "service", "", ""},
		{`'Principal':{'Service':'s3.amazonaws.com','AWS':'111122223333'}`, "service", "", ""},
		{`'Principal':{'Service':'s3.amazonaws.com','AWS':'444455556666'}`, "external", "", "444455556666"},

		// The fixed values that S3 names, and their like.
		{when(`'StringEquals':{'aws:SourceVpc':'vpc-91237329'}`), "unknown", "aws:sourcevpc", ""},
		{when(`'StringLike':{'aws:SourceVpc':'vpc-*'}`), "public", "", ""},
		{when(`'StringEquals':{'aws:SourceVpce':['vpce-1','vpce-*']}`), "public", "", ""},
		{when(`'StringEquals':{'aws:SourceAccount':'111122223333'}`), "account", "aws:sourceaccount", ""},
		{when(`'StringEquals':{'AWS:SourceOwner':'111122223333'}`), "account", "aws:sourceowner", ""},
		{when(`'StringEquals':{'aws:SourceAccount':['111122223333','444455556666']}`), "external", "aws:sourceaccount", "444455556666"},
		{when(`'StringLike':{'aws:SourceAccount':'*'}`), "public", "", ""},
		{when(`'StringEquals':{'aws:PrincipalAccount':'111122223333'}`), "account", "aws:principalaccount", ""},
		{when(`'StringEquals':{'kms:CallerAccount':'111122223333','kms:ViaService':'s3.us-east-1.amazonaws.com'}`), "account", "kms:calleraccount", ""},
		{when(`'StringEquals':{'kms:ViaService':'s3.us-east-1.amazonaws.com'}`), "public", "", ""},
		{when(`'StringEquals':{'s3:DataAccessPointAccount':'111122223333'}`), "account", "s3:dataaccesspointaccount", ""},
		{when(`'ArnLike':{'s3:DataAccessPointArn':'arn:aws:s3:us-west-2:111122223333:accesspoint/*'}`), "account", "s3:dataaccesspointarn", ""},
		{when(`'ArnLike':{'s3:DataAccessPointArn':'arn:aws:s3:us-west-2:*:accesspoint/a'}`), "public", "", ""},
		{when(`'ArnLike':{'aws:SourceArn':'arn:aws:sns:*:444455556666:*'}`), "external", "aws:sourcearn", "444455556666"},
		{when(`'ArnEquals':{'aws:SourceArn':'arn:aws:s3:::their-bucket'}`), "unknown", "aws:sourcearn", ""},
		{when(`'ArnLike':{'aws:SourceArn':'arn:aws:s3:::*'}`), "public", "", ""},
		{when(`'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/r'}`), "account", "aws:principalarn", ""},
		{when(`'StringEquals':{'aws:PrincipalOrgID':'o-mine'}`), "organization", "aws:principalorgid", ""},
		{when(`'StringEquals':{'aws:PrincipalOrgID':'o-theirs'}`), "external", "aws:principalorgid", ""},
		{when(`'StringEquals':{'aws:SourceOrgID':'o-mine'}`), "organization", "aws:sourceorgid", ""},
		{when(`'StringLike':{'aws:PrincipalOrgID':'o-*'}`), "public", "", ""},
		{when(`'StringEqualsIgnoreCase':{'AWS:PRINCIPALORGID':['o-mine']}`), "organization", "aws:principalorgid", ""},
		{when(`'StringEquals':{'aws:PrincipalOrgID':['o-mine','o-theirs']}`), "external", "aws:principalorgid", ""},
		{when(`'ForAnyValue:StringEquals':{'aws:PrincipalOrgID':'o-mine'}`), "organization", "aws:principalorgid", ""},
		{when(`'StringLikeIfExists':{'aws:PrincipalOrgID':'o-mine'}`), "public", "", ""},
		{when(`'StringEquals':{'aws:SourceAccount':111122223333}`), "account", "aws:sourceaccount", ""},
		{when(`'StringEquals':{'aws:SourceAccount':[]}`), "account", "aws:sourceaccount", ""},
		{when(`'Null':{'aws:SourceArn':'true'},'ForAllValues:ArnLike':{'aws:SourceArn':'arn:aws:sns:*:111122223333:*'}`), "public", "", ""},
		{when(`'Null':{'aws:SourceVpce':'false'}`), "public", "", ""},
		{when(`'ForAnyValue:StringLike':{'aws:PrincipalOrgPaths':'o-mine/r-a/ou-b/*'}`), "organization", "aws:principalorgpaths", ""},
		{when(`'ForAnyValue:StringLike':{'aws:PrincipalOrgPaths':'*/ou-b/*'}`), "public", "", ""},
		{when(`'StringEquals':{'aws:PrincipalServiceName':'cloudtrail.amazonaws.com'}`), "service", "aws:principalservicename", ""},
		{when(`'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}`), "unknown", "aws:sourceip", ""},
		{when(`'IpAddress':{'aws:SourceIp':'8.0.0.0/8'}`), "unknown", "aws:sourceip", ""},
		{when(`'IpAddress':{'aws:SourceIp':'8.0.0.0/7'}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':'0.0.0.0/0'}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':'::/0'}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':['203.0.113.7/32','::/0']}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':'203.0.113.7'},'StringEquals':{'aws:SourceAccount':'*'}`), "unknown", "aws:sourceip", ""},
		{when(`'IpAddressIfExists':{'aws:SourceIp':'203.0.113.7'}`), "public", "", ""},
		{when(`'IpAddress':{'aws:VpcSourceIp':'10.0.0.0/8'}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':'office'}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':['203.0.113.7','0.0.0.0/1']}`), "public", "", ""},
		{when(`'IpAddress':{'aws:SourceIp':['10.0.0.0/8','172.16.0.0/12','192.168.0.0/16']}`), "unknown", "aws:sourceip", ""},
		{when(`'IpAddress':{'aws:SourceIp':'2001:db8::/32'}`), "unknown", "aws:sourceip", ""},
		{when(`'IpAddress':{'aws:SourceIp':'2001:db8::/31'}`), "public", "", ""},
		{when(`'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}`), "public", "", ""},
		{when(`'StringLike':{'aws:userid':'AROAEXAMPLE:*'}`), "unknown", "aws:userid", ""},
		{when(`'StringLike':{'aws:userid':'AIDA*'}`), "public", "", ""},
		{when(`'StringEquals':{'s3:x-amz-server-side-encryption-aws-kms-key-id':'arn:aws:kms:us-east-1:111122223333:key/k'}`), "unknown", "s3:x-amz-server-side-encryption-aws-kms-key-id", ""},

		// What limits nothing.
		{when(`'StringNotEquals':{'aws:PrincipalOrgID':'o-mine'}`), "public", "", ""},
		{when(`'StringEqualsIfExists':{'aws:SourceAccount':'111122223333'}`), "public", "", ""},
		{when(`'StringEqualsIfExists':{'aws:SourceAccount':'111122223333'},'Null':{'aws:SourceAccount':'false'}`), "account", "aws:sourceaccount", ""},
		{when(`'ForAllValues:StringEquals':{'aws:PrincipalOrgID':'o-mine'}`), "public", "", ""},
		{when(`'ForAllValues:StringEquals':{'aws:PrincipalOrgID':'o-mine'},'Null':{'aws:PrincipalOrgID':false}`), "organization", "aws:principalorgid", ""},
		{when(`'Null':{'aws:SourceAccount':'false'}`), "public", "", ""},
		{when(`'Bool':{'aws:SecureTransport':'true'}`), "public", "", ""},
		{when(`'Bool':{'aws:PrincipalIsAWSService':'true'}`), "public", "", ""},
		{when(`'StringEquals':{'sts:ExternalId':'42'}`), "public", "", ""},
		{when(`'StringEquals':{'lambda:FunctionUrlAuthType':'NONE'}`), "public", "", ""},

		// All conditions are to be met: the narrowest counts.
		{when(`'StringEquals':{'aws:PrincipalOrgID':'o-mine'},'IpAddress':{'aws:SourceIp':'203.0.113.7'}`), "organization", "aws:principalorgid aws:sourceip", ""},
		{when(`'StringEquals':{'aws:SourceAccount':'111122223333'},'ArnLike':{'aws:SourceArn':'arn:aws:s3:::b'}`), "account", "aws:sourceaccount aws:sourcearn", ""},
		{when(`'StringLike':{'aws:SourceVpc':'*'},'StringEquals':{'aws:SourceVpce':'vpce-1'}`), "unknown", "aws:sourcevpce", ""},
	} {
		document := parse(t, `{'Version':'2012-10-17','Statement':[{'Sid':'s','Effect':'Allow','Action':'s3:GetObject','Resource':'*',`+
			strings.Replace(tc.statement, `'Sid':'identity'`, `'Condition':{}`, 1)+`}]}`)
		got := grantsOf(t, document)
		s := got["statements"].([]any)[0].(map[string]any)
		if s["audience"] != tc.audience || line(s["limited_by"]) != tc.limitedBy || line(got["external_accounts"]) != tc.external {
			t.Errorf("%s:\n got audience %v, limited by %v, external %v", tc.statement, s["audience"], s["limited_by"], got["external_accounts"])
		}
		if got["public"] != (tc.audience == "public") || got["public_unknown"] != false {
			t.Errorf("%s: public %v, public_unknown %v", tc.statement, got["public"], got["public_unknown"])
		}
	}
}

func line(list any) string {
	var words []string
	for _, item := range list.([]any) {
		words = append(words, item.(string))
	}
	return strings.Join(words, " ")
}

func TestGrantsUnknownOrganization(t *testing.T) {
	document := parse(t, `{'Statement':[{'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-mine'}}}]}`)
	got, err := Grants(document, owner, "")
	if err != nil {
		t.Fatal(err)
	}
	if s := got["statements"].([]any)[0].(map[string]any); s["audience"] != "unknown" || got["public"] != false {
		t.Errorf("got %v", got)
	}
}

func TestGrantsWithVariablesAndDenies(t *testing.T) {
	const public = `{'Effect':'Allow','Principal':'*','Action':['s3:GetObject','s3:ListBucket'],'Resource':['arn:aws:s3:::b','arn:aws:s3:::b/*']}`
	deny := func(text string) string { return public + `,{'Effect':'Deny',` + text + `}` }
	const covering = `'Principal':'*','Action':'s3:*','Resource':['arn:aws:s3:::b*']`
	for _, tc := range []struct {
		name, statements string
		public, unknown  bool
		audience         string
		denied           bool
	}{
		{"nothing else", public, true, false, "public", false},
		{"a variable in a limiting condition", `{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'${aws:ResourceOrgID}'}}}`, false, true, "unknown", false},
		{"a variable elsewhere", `{'Effect':'Allow','Principal':'*','Action':'*','Condition':{'StringEquals':{'aws:PrincipalTag/team':'${aws:ResourceTag/team}'}}}`, true, false, "public", false},
		{"a covering Deny", deny(covering), false, false, "public", true},
		{"a covering NotAction Deny", deny(`'Principal':{'AWS':'*'},'NotAction':'s3:PutObject','NotResource':'arn:aws:s3:::c/*'`), false, false, "public", true},
		{"a Deny of one action", deny(`'Principal':'*','Action':'s3:ListBucket','Resource':'*'`), true, false, "public", false},
		{"a Deny of some objects", deny(`'Principal':'*','Action':'s3:*','Resource':'arn:aws:s3:::b/*'`), true, false, "public", false},
		{"a Deny to one account", deny(`'Principal':{'AWS':'444455556666'},'Action':'*','Resource':'*'`), true, false, "public", false},
		{"a Deny without TLS", deny(covering + `,'Condition':{'Bool':{'aws:SecureTransport':'false'}}`), true, false, "public", false},
		{"a Deny to other organizations", deny(covering + `,'Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-mine'}}`), false, false, "organization", false},
		{"a Deny to other organizations if there is one", deny(covering + `,'Condition':{'StringNotEqualsIfExists':{'AWS:PrincipalOrgId':['o-mine']}}`), false, false, "organization", false},
		{"a Deny to other paths", deny(covering + `,'Condition':{'ForAllValues:StringNotLike':{'aws:PrincipalOrgPaths':'o-mine/r-a/*'}}`), false, false, "organization", false},
		{"a Deny that an absent path escapes", deny(covering + `,'Condition':{'ForAnyValue:StringNotLike':{'aws:PrincipalOrgPaths':'o-mine/r-a/*'}}`), false, true, "unknown", false},
		{"a Deny to other organizations, but for services", deny(covering + `,'Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-mine'},'BoolIfExists':{'aws:PrincipalIsAWSService':'false'}}`), false, false, "organization", false},
		{"a Deny to all but services", deny(covering + `,'Condition':{'Bool':{'aws:PrincipalIsAWSService':false}}`), false, false, "service", false},
		{"a Deny to services", deny(covering + `,'Condition':{'Bool':{'aws:PrincipalIsAWSService':'true'}}`), false, true, "unknown", false},
		{"a Deny to other accounts", deny(covering + `,'Condition':{'StringNotEquals':{'aws:PrincipalAccount':['111122223333','444455556666']}}`), false, false, "external", false},
		{"a Deny to other principals", deny(covering + `,'Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/*'}}`), false, false, "account", false},
		{"a Deny to all but a role in any account", deny(covering + `,'Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/admin'}}`), false, true, "unknown", false},
		{"a Deny to the own organization", deny(covering + `,'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-mine'}}`), true, false, "public", false},
		{"a Deny to some addresses", deny(covering + `,'Condition':{'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}}`), true, false, "public", false},
		{"a Deny without an organization", deny(covering + `,'Condition':{'Null':{'aws:PrincipalOrgID':'true'}}`), true, false, "public", false},
		{"a Deny with an organization", deny(covering + `,'Condition':{'Null':{'aws:PrincipalOrgID':'false'}}`), false, true, "unknown", false},
		{"a Deny outside a VPC endpoint", deny(covering + `,'Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-1'}}`), false, false, "unknown", false},
		{"a Deny outside every VPC endpoint", deny(covering + `,'Condition':{'StringNotLike':{'aws:SourceVpce':'vpce-*'}}`), false, true, "unknown", false},
		{"a Deny that a variable decides", deny(covering + `,'Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'${aws:ResourceOrgID}'}}`), false, true, "unknown", false},
		{"a Deny of some objects to other organizations", deny(`'Principal':'*','Action':'s3:*','Resource':'arn:aws:s3:::b/*','Condition':{'StringNotEquals':{'aws:PrincipalOrgID':'o-mine'}}`), true, false, "public", false},
		{"two Denies, the narrower counts", deny(covering + `,'Condition':{'StringNotEquals':{'aws:SourceVpce':'vpce-1'}}},{'Effect':'Deny',` + covering + `,'Condition':{'StringNotEquals':{'aws:PrincipalAccount':'111122223333'}}`), false, false, "account", false},
		{"a Deny to other addresses", deny(covering + `,'Condition':{'NotIpAddress':{'aws:SourceIp':'203.0.113.0/24'}}`), false, false, "unknown", false},
		{"a Deny to addresses outside of everything", deny(covering + `,'Condition':{'NotIpAddress':{'aws:SourceIp':['0.0.0.0/0','::/0']}}`), false, true, "unknown", false},
		{"a Deny to all but one", deny(`'NotPrincipal':{'AWS':'444455556666'},'Action':'s3:*','Resource':'*'`), false, false, "external", false},
		{"a Deny to all but the owner", deny(`'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:root'},'Action':'s3:*','Resource':'*'`), false, false, "account", false},
		{"a Deny to nobody", deny(`'NotPrincipal':{'AWS':'*'},'Action':'s3:*','Resource':'*'`), true, false, "public", false},
		{"a Deny to nobody, in other words", deny(`'NotPrincipal':'*','Action':'s3:*','Resource':'*'`), true, false, "public", false},
		{"a variable, and a Deny that settles it", `{'Effect':'Allow','Principal':'*','Action':'s3:GetObject','Resource':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'${aws:ResourceOrgID}'}}},{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*','Condition':{'StringNotEquals':{'aws:PrincipalAccount':'111122223333'}}}`, false, false, "account", false},
		{"a wildcard within a principal", `{'Effect':'Allow','Principal':{'AWS':'arn:aws:iam::*:root'},'Action':'s3:GetObject','Resource':'*'}`, false, true, "unknown", false},
		{"a second public statement", public + `,` + public + `,{'Effect':'Deny','Principal':'*','Action':'s3:PutObject','Resource':'*'}`, true, false, "public", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := grantsOf(t, parse(t, `{'Version':'2012-10-17','Statement':[`+tc.statements+`]}`))
			s := got["statements"].([]any)[0].(map[string]any)
			if got["public"] != tc.public || got["public_unknown"] != tc.unknown || s["audience"] != tc.audience || s["denied"] != tc.denied {
				t.Errorf("got %v", got)
			}
		})
	}
	external := grantsOf(t, parse(t, `{'Statement':[{'Effect':'Allow','Principal':{'AWS':'444455556666','Service':'s3.amazonaws.com'},'Action':'s3:GetObject','Resource':'*'},
	  {'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}]}`))
	if line(external["external_accounts"]) != "" || line(external["services"]) != "" {
		t.Errorf("a denied grant counts: %v", external)
	}
}

func TestGrantsShape(t *testing.T) {
	got := grantsOf(t, parse(t, `{'Statement':[
	  {'Effect':'Deny','Principal':'*','Action':'s3:PutObject','Resource':'*'},
	  {'Sid':'logs','Effect':'Allow','Principal':{'Service':['b.amazonaws.com','a.amazonaws.com']},'NotAction':'s3:Delete*','Resource':'*',
	   'Condition':{'StringEquals':{'s3:x-amz-acl':'private','aws:SourceAccount':['444455556666','111122223333']}}}]}`))
	want := parse(t, `{'public':false,'public_unknown':false,'external_accounts':[],'services':['a.amazonaws.com','b.amazonaws.com'],
	  'statements':[{'index':1,'sid':'logs','audience':'service','actions':[],'not_actions':['s3:Delete*'],
	    'accounts':['111122223333','444455556666'],'services':['a.amazonaws.com','b.amazonaws.com'],
	    'condition_keys':['aws:sourceaccount','s3:x-amz-acl'],'limited_by':['aws:sourceaccount'],'denied':false}]}`)
	if !reflect.DeepEqual(any(got), want) {
		t.Errorf("\n got %v\nwant %v", got, want)
	}
}

func TestGrantsBLEA(t *testing.T) {
	policies := bleaPolicies(t)
	for name, want := range map[string]string{ // audience of each Allow statement
		"trail_bucket":      "service service",
		"access_log_bucket": "service",
		"config_bucket":     "account account",
		"trail_key":         "account service service account service",
		"alarm_topic":       "service service",
		"sysadmin_trust":    "service",
	} {
		got := grantsOf(t, policies[name])
		var audiences []string
		for _, s := range got["statements"].([]any) {
			audiences = append(audiences, s.(map[string]any)["audience"].(string))
		}
		if fmt.Sprint(audiences) != fmt.Sprint(strings.Fields(want)) || got["public"] != false || got["public_unknown"] != false ||
			line(got["external_accounts"]) != "" {
			t.Errorf("%s: %v", name, got)
		}
	}
	if !slices.Equal(strings.Fields(line(grantsOf(t, policies["alarm_topic"])["services"])), []string{"cloudwatch.amazonaws.com", "events.amazonaws.com"}) {
		t.Error("the topic's services")
	}
}

// What is written in another form, and policies that grant nothing.
func TestGrantsForms(t *testing.T) {
	const queue = `'Effect':'Allow','Action':'sqs:SendMessage','Resource':'arn:aws:sqs:us-east-1:111122223333:q'`
	for document, audiences := range map[string]string{
		`{'Statement':[]}`: "",
		`{'Statement':{` + queue + `,'Principal':'*'}}`:                                                                                         "public",
		`{'Statement':[{` + queue + `,'Principal':{'AWS':'*'},'Condition':{}}]}`:                                                                "public",
		`{'Statement':[{` + queue + `,'Principal':{'AWS':'*'},'Condition':null}]}`:                                                              "public",
		`{'Statement':[{` + queue + `,'Principal':'*','Condition':{'StringEquals':{}}}]}`:                                                       "public",
		`{'Statement':[{` + queue + `,'Principal':'*','Condition':{'arnlike':{'aws:sourcearn':'arn:aws:sns:*:111122223333:t'}}}]}`:              "account",
		`{'Statement':[{` + queue + `,'Principal':'*','Condition':{'ArnLike':{'aws:SourceArn':['arn:aws:s3:::b','arn:aws:s3:::c']}}}]}`:         "unknown",
		`{'Statement':[{` + queue + `,'Principal':'*'},{'Effect':'Deny','Action':'SQS:*','Resource':'*','Principal':{'AWS':['*']}}]}`:           "public denied",
		`{'Statement':[{` + queue + `,'Principal':'*'},{'Effect':'Deny','Action':'sqs:Send*','Resource':'arn:aws:sqs:*:*:q','Principal':'*'}]}`: "public denied",
		`{'Statement':[{` + queue + `,'Principal':'*'},{'Effect':'Deny','Action':'sqs:*','Resource':'arn:aws:sqs:*:*:Q','Principal':'*'}]}`:     "public",
		`{'Statement':[{'Effect':'Deny','Action':'*','Resource':'*','Principal':'*'}]}`:                                                         "",
	} {
		got := grantsOf(t, parse(t, document))
		var words []string
		for _, s := range got["statements"].([]any) {
			s := s.(map[string]any)
			words = append(words, s["audience"].(string))
			if s["denied"].(bool) {
				words = append(words, "denied")
			}
		}
		if strings.Join(words, " ") != audiences || got["public"] != (audiences == "public") || got["public_unknown"] != false {
			t.Errorf("%s: got %v", document, got)
		}
	}
	for _, document := range []string{
		`{}`, `{'statement':[]}`, `{'Statement':[{` + queue + `,'Principal':'111122223333'}]}`, `{'Statement':[{` + queue + `,'Principal':['*']}]}`,
		`{'Statement':[{` + queue + `,'principal':'*'}]}`, `{'Statement':[{'Effect':'allow','Action':'*','Resource':'*','Principal':'*'}]}`,
		`{'Statement':[{'Effect':'Allow','Action':[],'Resource':'*','Principal':'*'}]}`, `{'Statement':[{` + queue + `,'Principal':'*','Condition':{'StringSame':{'aws:SourceArn':'x'}}}]}`,
		`{'Statement':[{` + queue + `,'Principal':'*','Condition':{'StringEquals':{'aws:SourceAccount':null}}}]}`,
	} {
		if got, err := Grants(parse(t, document), owner, ""); err == nil {
			t.Errorf("%s is accepted: %v", document, got)
		}
	}
	if _, err := Grants("", owner, ""); err == nil {
		t.Error("an empty text is accepted")
	}
}

func TestGrantsErrors(t *testing.T) {
	document := parse(t, `{'Statement':[]}`)
	for _, account := range []string{"", "1111", "11112222333x"} {
		if _, err := Grants(document, account, ""); err == nil {
			t.Errorf("account %q is accepted", account)
		}
	}
	if _, err := Grants([]any{}, owner, ""); err == nil {
		t.Error("a list is accepted")
	}
}
