package builtins

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func decide(t *testing.T, document any, request string) string {
	t.Helper()
	got, err := Evaluate(document, object(t, request))
	if err != nil {
		t.Fatalf("%s: %v", request, err)
	}
	return got["decision"].(string)
}

func TestEvaluateBLEA(t *testing.T) {
	const (
		mfa        = `'context':{'aws:MultiFactorAuthPresent':'true'}`
		noMFA      = `'context':{'aws:MultiFactorAuthPresent':'false'}`
		absentMFA  = `'absent':['aws:MultiFactorAuthPresent']`
		cloudtrail = `'principal':{'type':'Service','value':'cloudtrail.amazonaws.com'}`
		events     = `'principal':{'type':'Service','value':'events.amazonaws.com'}`
		alarms     = `'principal':{'type':'Service','value':'cloudwatch.amazonaws.com'}`
		logs       = `'principal':{'type':'Service','value':'logs.amazonaws.com'}`
		owner      = `'principal':{'type':'AWS','value':'arn:aws:iam::111122223333:user/ann'}`
		stranger   = `'principal':{'type':'AWS','value':'444455556666'}`
		anonymous  = `'principal':{'type':'*anonymous*'}`
		topic      = `'resource':'arn:aws:sns:ap-northeast-1:111122223333:alarm'`
		bucket     = `'resource':'arn:aws:s3:::trail-logs'`
		objects    = `'resource':'arn:aws:s3:::trail-logs/*'`
		trail      = `'kms:EncryptionContext:aws:cloudtrail:arn':'arn:aws:cloudtrail:us-east-1:111122223333:trail/t'`
	)
	policies := bleaPolicies(t)
	for _, tc := range []struct{ policy, request, want string }{
		{"sysadmin", `'action':'ec2:RunInstances',` + mfa, "allow"},
		{"sysadmin", `'action':'ec2:RunInstances',` + noMFA, "none"},
		{"sysadmin", `'action':'ec2:RunInstances',` + absentMFA, "none"},
		{"sysadmin", `'action':'ec2:RunInstances'`, "unknown"},
		{"sysadmin", `'action':'ec2:*',` + mfa, "allow"},
		{"sysadmin", `'action':'iam:CreateUser',` + mfa, "none"},
		{"sysadmin", `'action':'cloudtrail:StopLogging',` + mfa, "deny"},
		{"sysadmin", `'action':'cloudtrail:DeleteTrail'`, "deny"},
		{"sysadmin", `'action':'cloudtrail:UpdateTrail','resource':'arn:aws:cloudtrail:us-east-1:111122223333:trail/t'`, "deny"},
		{"sysadmin", `'action':'cloudtrail:LookupEvents',` + mfa, "allow"},
		{"sysadmin", `'action':'kms:CreateKey',` + mfa, "deny"},
		{"sysadmin", `'action':'kms:PutKeyPolicy',` + mfa, "deny"},
		{"sysadmin", `'action':'kms:ScheduleKeyDeletion',` + mfa, "allow"}, // not in BLEA's list
		{"sysadmin", `'action':'kms:*',` + mfa, "unknown"},
		{"sysadmin", `'action':'aws-portal:ViewBilling',` + mfa, "deny"},
		{"sysadmin", `'action':'billing:GetBillingData',` + mfa, "deny"},
		{"iam_admin", `'action':'iam:*',` + mfa, "allow"},
		{"iam_admin", `'action':'iam:CreateUser',` + absentMFA, "none"},
		{"iam_admin", `'action':'ec2:RunInstances',` + mfa, "none"},
		{"instance_ops", `'action':'ec2:RunInstances'`, "allow"},
		{"instance_ops", `'action':'ec2:CreateNatGateway'`, "deny"},
		{"instance_ops", `'action':'ec2:CreateVpcPeeringConnection'`, "deny"},
		{"instance_ops", `'action':'s3:GetObject'`, "none"},
		{"read_only", `'action':'s3:GetObject'`, "allow"},
		{"read_only", `'action':'s3:PutObject'`, "none"},
		{"read_only", `'action':'s3:*'`, "unknown"},
		{"sysadmin_trust", `'action':'sts:AssumeRole','principal':{'type':'Service','value':'ec2.amazonaws.com'}`, "allow"},
		{"sysadmin_trust", `'action':'sts:AssumeRole',` + stranger, "none"},
		{"sysadmin_trust", `'action':'sts:AssumeRole',` + anonymous, "none"},
		{"trail_logs_role", `'action':'logs:PutLogEvents','resource':'arn:aws:logs:ap-northeast-1:111122223333:log-group:trail:log-stream:a'`, "allow"},
		{"trail_logs_role", `'action':'logs:PutLogEvents'`, "unknown"}, // some resources only
		{"trail_logs_role", `'action':'logs:DeleteLogGroup'`, "none"},
		{"remediation_role", `'action':'ec2:RevokeSecurityGroupIngress'`, "allow"},

		{"alarm_topic", `'action':'sns:Publish',` + events + `,` + topic, "allow"},
		{"alarm_topic", `'action':'sns:Publish',` + alarms + `,` + topic, "allow"},
		{"alarm_topic", `'action':'SNS:publish',` + events + `,` + topic, "allow"},
		{"alarm_topic", `'action':'sns:Publish',` + logs + `,` + topic, "none"},
		{"alarm_topic", `'action':'sns:Publish',` + owner + `,` + topic, "none"},
		{"alarm_topic", `'action':'sns:Publish',` + anonymous + `,` + topic, "none"},
		{"alarm_topic", `'action':'sns:Publish',` + events + `,'resource':'arn:aws:sns:ap-northeast-1:111122223333:other'`, "none"},

		{"trail_key", `'action':'kms:GenerateDataKey',` + cloudtrail + `,'context':{` + trail + `}`, "allow"},
		{"trail_key", `'action':'kms:GenerateDataKey*',` + cloudtrail + `,'context':{` + trail + `}`, "allow"},
		{"trail_key", `'action':'kms:GenerateDataKey',` + cloudtrail, "unknown"},
		{"trail_key", `'action':'kms:GenerateDataKey',` + cloudtrail + `,'context':{'kms:EncryptionContext:aws:cloudtrail:arn':'arn:aws:cloudtrail:us-east-1:444455556666:trail/t'}`, "none"},
		{"trail_key", `'action':'kms:DescribeKey',` + cloudtrail, "allow"},
		{"trail_key", `'action':'kms:Decrypt',` + cloudtrail + `,'context':{'kms:CallerAccount':'444455556666'}`, "none"},
		{"trail_key", `'action':'kms:Decrypt',` + logs + `,'context':{'kms:EncryptionContext:aws:logs:arn':'arn:aws:logs:ap-northeast-1:111122223333:log-group:x','kms:CallerAccount':'111122223333'}`, "allow"},
		{"trail_key", `'action':'kms:Encrypt',` + logs + `,'context':{'kms:EncryptionContext:aws:logs:arn':'arn:aws:logs:ap-northeast-1:111122223333:log-group:x'}`, "allow"},
		{"trail_key", `'action':'kms:Encrypt',` + logs + `,'absent':['kms:EncryptionContext:aws:logs:arn']`, "none"},
		{"trail_key", `'action':'kms:*',` + owner, "allow"},
		{"trail_key", `'action':'kms:Decrypt',` + stranger + `,'context':{` + trail + `,'kms:CallerAccount':'444455556666'}`, "none"},
		{"trail_key", `'action':'kms:Decrypt',` + events, "unknown"},
		{"trail_key", `'action':'kms:GenerateDataKey',` + events, "none"},

		// "denies requests without TLS": every caller, bucket and objects.
		{"trail_bucket", `'action':'s3:*',` + objects + `,'context':{'aws:SecureTransport':'false'}`, "deny"},
		{"trail_bucket", `'action':'s3:*',` + bucket + `,'context':{'aws:SecureTransport':'false'}`, "deny"},
		{"trail_bucket", `'action':'s3:GetObject',` + objects + `,` + cloudtrail + `,'context':{'aws:SecureTransport':'false'}`, "deny"},
		{"trail_bucket", `'action':'s3:GetObject',` + objects + `,` + anonymous + `,'context':{'aws:SecureTransport':'true'}`, "none"},
		{"trail_bucket", `'action':'s3:Delete*',` + objects, "deny"},
		{"trail_bucket", `'action':'s3:DeleteObjectVersion',` + objects + `,` + owner, "deny"},
		{"trail_bucket", `'action':'s3:DeleteBucket',` + bucket + `,'context':{'aws:SecureTransport':'true'}`, "none"},
		{"trail_bucket", `'action':'s3:PutObject','resource':'arn:aws:s3:::trail-logs/AWSLogs/111122223333/CloudTrail/x',` + cloudtrail + `,'context':{'aws:SecureTransport':'true','s3:x-amz-acl':'bucket-owner-full-control'}`, "allow"},
		{"trail_bucket", `'action':'s3:PutObject','resource':'arn:aws:s3:::trail-logs/AWSLogs/111122223333/CloudTrail/x',` + cloudtrail + `,'context':{'aws:SecureTransport':'true','s3:x-amz-acl':'private'}`, "none"},
		{"trail_bucket", `'action':'s3:PutObject','resource':'arn:aws:s3:::trail-logs/AWSLogs/111122223333/CloudTrail/x',` + owner + `,'context':{'aws:SecureTransport':'true'}`, "none"},
		{"config_bucket", `'action':'s3:Delete*','resource':'arn:aws:s3:::config-logs/*','context':{'aws:SecureTransport':'true'}`, "none"},
		{"config_bucket", `'action':'s3:GetBucketAcl','resource':'arn:aws:s3:::config-logs','principal':{'type':'AWS','value':'arn:aws:sts::111122223333:assumed-role/ConfigRole/AWSConfig'},'context':{'aws:SecureTransport':'true'}`, "allow"},
		{"access_log_bucket", `'action':'s3:PutObject','resource':'arn:aws:s3:::trail-access-logs/cloudtraillogs/x','principal':{'type':'Service','value':'logging.s3.amazonaws.com'},'context':{'aws:SecureTransport':'true','aws:SourceArn':'arn:aws:s3:::trail-logs','aws:SourceAccount':'111122223333'}`, "allow"},
		{"access_log_bucket", `'action':'s3:PutObject','resource':'arn:aws:s3:::trail-access-logs/cloudtraillogs/x','principal':{'type':'Service','value':'logging.s3.amazonaws.com'},'context':{'aws:SecureTransport':'true','aws:SourceArn':'arn:aws:s3:::trail-logs','aws:SourceAccount':'444455556666'}`, "none"},
	} {
		document, ok := policies[tc.policy]
		if !ok {
			t.Fatalf("no policy %s", tc.policy)
		}
		if got := decide(t, document, `{`+tc.request+`}`); got != tc.want {
			t.Errorf("%s {%s}: got %s, want %s", tc.policy, tc.request, got, tc.want)
		}
	}
}

func TestEvaluateResult(t *testing.T) {
	document := parse(t, `{'Statement':[
	  {'Effect':'Allow','Action':'s3:*','Resource':'*'},
	  {'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':true}}},
	  {'Effect':'Deny','Action':'s3:PutObject','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':false}}},
	  {'Effect':'Deny','Action':'s3:DeleteObject','Resource':'*'},
	  {'Effect':'Deny','Action':'ec2:RunInstances','Resource':'*','Condition':{'Bool':{'aws:SecureTransport':false}}}]}`)
	for request, want := range map[string]string{
		`{'action':'s3:GetObject'}`:     `{'decision':'allow','possible':['allow'],'allow':[0],'deny':[],'unknown':[1]}`,
		`{'action':'s3:PutObject'}`:     `{'decision':'unknown','possible':['allow','deny'],'allow':[0],'deny':[],'unknown':[2]}`,
		`{'action':'s3:DeleteObject'}`:  `{'decision':'deny','possible':['deny'],'allow':[0],'deny':[3],'unknown':[]}`,
		`{'action':'ec2:RunInstances'}`: `{'decision':'unknown','possible':['deny','none'],'allow':[],'deny':[],'unknown':[4]}`,
		`{'action':'sns:Publish'}`:      `{'decision':'none','possible':['none'],'allow':[],'deny':[],'unknown':[]}`,
		`{'action':'s3:Delete*'}`:       `{'decision':'unknown','possible':['allow','deny'],'allow':[0],'deny':[],'unknown':[3]}`,
	} {
		got, err := Evaluate(document, object(t, request))
		if err != nil {
			t.Fatal(err)
		}
		if got := plain(t, got); !reflect.DeepEqual(got, parse(t, want)) {
			t.Errorf("%s:\n got %v\nwant %s", request, got, want)
		}
	}
}

func TestEvaluatePrincipals(t *testing.T) {
	requesters := map[string]string{
		"anonymous": `{'type':'*anonymous*'}`,
		"service":   `{'type':'Service','value':'events.amazonaws.com'}`,
		"user":      `{'type':'AWS','value':'arn:aws:iam::111122223333:user/team/ann'}`,
		"role":      `{'type':'AWS','value':'arn:aws:iam::111122223333:role/path/Ops'}`,
		"session":   `{'type':'AWS','value':'arn:aws:sts::111122223333:assumed-role/Ops/bob'}`,
		"root":      `{'type':'AWS','value':'111122223333'}`,
		"stranger":  `{'type':'AWS','value':'arn:aws:iam::444455556666:user/eve'}`,
		"federated": `{'type':'Federated','value':'graph.facebook.com'}`,
		"canonical": `{'type':'CanonicalUser','value':'79a5'}`,
		"unsaid":    ``,
	}
	for _, tc := range []struct {
		element string
		allow   string // those allowed for certain
		unknown string
	}{
		{`'Principal':'*'`, "anonymous canonical federated role root service session stranger unsaid user", ""},
		{`'Principal':{'AWS':'*'}`, "anonymous canonical role root service session stranger unsaid user", "federated"},
		{`'Principal':{'AWS':'111122223333'}`, "role root session user", "canonical unsaid"},
		{`'Principal':{'AWS':'arn:aws:iam::111122223333:root'}`, "role root session user", "canonical unsaid"},
		{`'Principal':{'AWS':'arn:aws-cn:iam::111122223333:root'}`, "role root session user", "canonical unsaid"},
		{`'Principal':{'AWS':'arn:aws:iam::111122223333:user/team/ann'}`, "user", "canonical unsaid"},
		{`'Principal':{'AWS':'arn:aws:iam::111122223333:user/team/Ann'}`, "", "canonical unsaid"},
		{`'Principal':{'AWS':'arn:aws:iam::111122223333:role/path/Ops'}`, "role session", "canonical unsaid"},
		{`'Principal':{'AWS':'arn:aws:sts::111122223333:assumed-role/Ops/bob'}`, "session", "canonical role unsaid"},
		{`'Principal':{'AWS':'arn:aws:iam::111122223333:user/*'}`, "", "canonical unsaid user"},
		{`'Principal':{'AWS':'AROAEXAMPLEID'}`, "", "canonical unsaid"},
		{`'Principal':{'AWS':['444455556666','arn:aws:iam::111122223333:user/team/ann']}`, "stranger user", "canonical unsaid"},
		{`'Principal':{'Service':'events.amazonaws.com'}`, "service", "unsaid"},
		{`'Principal':{'Service':'*'}`, "service", "unsaid"},
		{`'Principal':{'Service':'cloudwatch.amazonaws.com'}`, "", "unsaid"},
		{`'Principal':{'Federated':'graph.facebook.com'}`, "federated", "unsaid"},
		{`'Principal':{'CanonicalUser':'79a5'}`, "canonical", "role root session stranger unsaid user"},
		{`'Principal':{'AWS':[]}`, "", ""},
		// Whom NotPrincipal of an Allow leaves, is allowed; about the account's own principals the exception says nothing certain.
		{`'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:root'}`, "anonymous federated service stranger", "canonical role session unsaid user"},
		{`'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:user/team/ann'}`, "anonymous federated role root service session stranger", "canonical unsaid"},
		{`'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:role/path/Ops'}`, "anonymous federated root service stranger user", "canonical session unsaid"},
		{`'NotPrincipal':{'Service':'events.amazonaws.com'}`, "anonymous canonical federated role root session stranger user", "unsaid"},
		{`'NotPrincipal':'*'`, "", ""},
		{`'NotPrincipal':{'AWS':[]}`, "anonymous canonical federated role root service session stranger unsaid user", ""},
		{`'Sid':'identity'`, "anonymous canonical federated role root service session stranger unsaid user", ""},
	} {
		checkPrincipals(t, `{'Statement':[{'Effect':'Allow','Action':'*',`+tc.element+`}]}`, "allow", requesters, tc.allow, tc.unknown)
	}
	for _, tc := range []struct{ element, deny, unknown string }{
		{`'Principal':{'AWS':'*'}`, "anonymous canonical role root service session stranger unsaid user", "federated"},
		// The exception is certain when user and account are listed, as AWS advises; others of the account stay denied.
		{`'NotPrincipal':{'AWS':['arn:aws:iam::111122223333:user/team/ann','arn:aws:iam::111122223333:root']}`,
			"anonymous federated role service session stranger", "canonical unsaid"},
		{`'NotPrincipal':{'AWS':'arn:aws:iam::111122223333:user/team/ann'}`,
			"anonymous federated role root service session stranger", "canonical unsaid user"},
		{`'NotPrincipal':{'AWS':['arn:aws:sts::111122223333:assumed-role/Ops/bob','arn:aws:iam::111122223333:role/path/Ops','111122223333']}`,
			"anonymous federated service stranger user", "canonical unsaid"},
		{`'NotPrincipal':{'AWS':['arn:aws:sts::111122223333:assumed-role/Ops/bob','111122223333']}`,
			"anonymous federated service stranger user", "canonical role session unsaid"},
		{`'NotPrincipal':{'AWS':['arn:aws:iam::111122223333:role/path/Ops','111122223333']}`,
			"anonymous federated service stranger user", "canonical session unsaid"},
		{`'NotPrincipal':{'Service':'events.amazonaws.com'}`, "anonymous canonical federated role root session stranger user", "unsaid"},
	} {
		checkPrincipals(t, `{'Statement':[{'Effect':'Deny','Action':'*',`+tc.element+`}]}`, "deny", requesters, tc.deny, tc.unknown)
	}
}

func checkPrincipals(t *testing.T, text, effect string, requesters map[string]string, certain, open string) {
	t.Helper()
	document := parse(t, text)
	for name, requester := range requesters {
		want := "none"
		switch {
		case strings.Contains(" "+certain+" ", " "+name+" "):
			want = effect
		case strings.Contains(" "+open+" ", " "+name+" "):
			want = "unknown"
		}
		request := `{'action':'s3:GetObject'}`
		if requester != "" {
			request = `{'action':'s3:GetObject','principal':` + requester + `}`
		}
		if got := decide(t, document, request); got != want {
			t.Errorf("%s for %s: got %s, want %s", text, name, got, want)
		}
	}
}

// Keys that follow from the principal need not be said.
func TestEvaluateImpliedKeys(t *testing.T) {
	const (
		user      = `{'type':'AWS','value':'arn:aws:iam::111122223333:user/team/ann'}`
		role      = `{'type':'AWS','value':'arn:aws:iam::111122223333:role/Ops'}`
		session   = `{'type':'AWS','value':'arn:aws:sts::111122223333:assumed-role/Ops/bob'}`
		service   = `{'type':'Service','value':'events.amazonaws.com'}`
		anonymous = `{'type':'*anonymous*'}`
	)
	for _, tc := range []struct{ condition, principal, want string }{
		{`'StringEquals':{'aws:PrincipalAccount':'111122223333'}`, user, "allow"},
		{`'StringEquals':{'aws:PrincipalAccount':'444455556666'}`, session, "none"},
		{`'StringEquals':{'aws:PrincipalAccount':'111122223333'}`, service, "unknown"},
		{`'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/team/*'}`, user, "allow"},
		{`'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/Ops'}`, role, "allow"},
		{`'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/Ops'}`, session, "unknown"}, // its path is not known
		{`'StringEquals':{'aws:username':'ann'}`, user, "allow"},
		{`'StringEquals':{'aws:username':'ann'}`, role, "none"},
		{`'StringEquals':{'aws:username':'ann'}`, anonymous, "none"},
		{`'Bool':{'aws:PrincipalIsAWSService':'true'}`, service, "allow"},
		{`'Bool':{'aws:PrincipalIsAWSService':'true'}`, user, "none"},
		{`'StringEquals':{'aws:PrincipalServiceName':'events.amazonaws.com'}`, service, "allow"},
		{`'StringEquals':{'aws:PrincipalOrgID':'o-a'}`, service, "none"},
		{`'StringNotEquals':{'aws:PrincipalOrgID':'o-a'}`, service, "allow"}, // such a Deny blocks services
		{`'StringEquals':{'aws:PrincipalOrgID':'o-a'}`, user, "unknown"},
		{`'StringEquals':{'aws:PrincipalOrgID':'o-a'}`, anonymous, "none"},
		{`'StringEquals':{'aws:SourceAccount':'111122223333'}`, user, "none"},
		{`'StringEquals':{'aws:SourceAccount':'111122223333'}`, service, "unknown"},
	} {
		document := parse(t, `{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Condition':{`+tc.condition+`}}]}`)
		if got := decide(t, document, `{'action':'s3:GetObject','principal':`+tc.principal+`}`); got != tc.want {
			t.Errorf("%s for %s: got %s, want %s", tc.condition, tc.principal, got, tc.want)
		}
	}
	document := parse(t, `{'Statement':[{'Effect':'Allow','Action':'*','Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-a'}}}]}`)
	if got := decide(t, document, `{'action':'s3:GetObject','principal':`+service+`,'context':{'aws:PrincipalOrgId':'o-a'}}`); got != "allow" {
		t.Errorf("a given key is overruled: %s", got)
	}
}

func TestEvaluateScopes(t *testing.T) {
	for _, tc := range []struct{ statement, action, resource, want string }{
		{`'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'`, "s3:GetObject", "arn:aws:s3:::b/k", "allow"},
		{`'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'`, "s3:GetObject", "arn:aws:s3:::B/k", "none"},
		{`'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'`, "s3:GetObject", "arn:aws:s3:::b*", "unknown"},
		{`'Action':'s3:GetObject','Resource':['arn:aws:s3:::b','arn:aws:s3:::b/*']`, "s3:Get*", "arn:aws:s3:::b/*", "unknown"},
		{`'Action':'s3:GetObject'`, "s3:GetObject", "arn:aws:s3:::b/k", "allow"},
		{`'NotAction':'s3:Put*','Resource':'*'`, "s3:GetObject", "*", "allow"},
		{`'NotAction':'s3:Put*','Resource':'*'`, "s3:PutObject", "*", "none"},
		{`'NotAction':'s3:Put*','Resource':'*'`, "s3:*", "*", "unknown"},
		{`'NotAction':['s3:*','iam:*'],'Resource':'*'`, "ec2:*", "*", "allow"},
		{`'Action':'s3:*','NotResource':'arn:aws:s3:::b/private/*'`, "s3:GetObject", "arn:aws:s3:::b/public", "allow"},
		{`'Action':'s3:*','NotResource':'arn:aws:s3:::b/private/*'`, "s3:GetObject", "arn:aws:s3:::b/private/k", "none"},
		{`'Action':'s3:*','NotResource':'arn:aws:s3:::b/private/*'`, "s3:GetObject", "arn:aws:s3:::b/*", "unknown"},
		{`'Action':'sqs:*','Resource':'arn:aws:sqs:*:111122223333:q'`, "sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:q", "allow"},
	} {
		document := parse(t, `{'Statement':[{'Effect':'Allow',`+tc.statement+`}]}`)
		if got := decide(t, document, fmt.Sprintf(`{'action':'%s','resource':'%s'}`, tc.action, tc.resource)); got != tc.want {
			t.Errorf("%s: %s on %s: got %s, want %s", tc.statement, tc.action, tc.resource, got, tc.want)
		}
	}
}

func TestEvaluateErrors(t *testing.T) {
	document := parse(t, `{'Statement':[]}`)
	for request, want := range map[string]string{
		`{}`:                                                                     "request: action is null",
		`{'action':''}`:                                                          "request: action is empty",
		`{'action':['s3:GetObject']}`:                                            "request: action is a list",
		`{'action':'a:b','resource':null}`:                                       "request: resource is null",
		`{'action':'a:b','Resource':'x'}`:                                        `request has an unknown key "Resource"`,
		`{'action':'a:b','context':[]}`:                                          "request: context is a list",
		`{'action':'a:b','context':{'k':{}}}`:                                    "request: context.k has an object as a value",
		`{'action':'a:b','context':{'k':'1','K':'2'}}`:                           `request: context has "k" twice`,
		`{'action':'a:b','absent':'k'}`:                                          `request: absent is "k"`,
		`{'action':'a:b','absent':[1]}`:                                          "request: absent[0] is a number",
		`{'action':'a:b','absent':['K'],'context':{'k':'1'}}`:                    `request: "k" is both in context and absent`,
		`{'action':'a:b','principal':'*'}`:                                       `request: principal is "*"`,
		`{'action':'a:b','principal':{'type':'*'}}`:                              `request: principal.type is "*"`,
		`{'action':'a:b','principal':{'type':'AWS'}}`:                            "request: principal.value is null",
		`{'action':'a:b','principal':{'type':'AWS','value':'ann'}}`:              "neither an account id nor the ARN",
		`{'action':'a:b','principal':{'type':'AWS','value':'arn:aws:s3:::b'}}`:   "neither an account id nor the ARN",
		`{'action':'` + strings.Repeat("a", maxRequestText+1) + `'}`:             "request: action is longer",
		`{'action':'a','context':{'k':'` + strings.Repeat("a", 3000) + `'}}`:     "a value of context.k is longer",
		`{'action':'a:b','principal':{'type':'Service','value':['events'] }   }`: "request: principal.value is a list",
	} {
		if got, err := Evaluate(document, object(t, request)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.80s: got %v, error %v, want %q", request, got, err, want)
		}
	}
	huge := map[string]any{"action": "a:b", "context": map[string]any{"k": repeated("x", maxPolicyBytes)}}
	if _, err := Evaluate(document, huge); err == nil || !strings.Contains(err.Error(), "request: context: more than 262144 bytes") {
		t.Errorf("a huge context: %v", err)
	}
	if _, err := Evaluate(nil, map[string]any{"action": "a:b"}); err == nil {
		t.Error("a null document is accepted")
	}
	if _, err := Evaluate(document, nil); err == nil {
		t.Error("a null request is accepted")
	}
}
