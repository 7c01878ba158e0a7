package builtins

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
)

// logCase is a pattern with messages that it matches and misses.
type logCase struct {
	name, pattern string
	match, miss   []string
}

func runLogCases(t *testing.T, cases []logCase) {
	t.Helper()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			for i, message := range append(tc.match, tc.miss...) {
				got, err := MatchLog(tc.pattern, message)
				if want := i < len(tc.match); err != nil || got != want {
					t.Errorf("%s on %s: got %v, %v, want %v", tc.pattern, message, got, err, want)
				}
			}
		})
	}
}

func TestMatchLogTerms(t *testing.T) {
	runLogCases(t, []logCase{
		{"no pattern", ``, []string{``, `x`, `{}`}, nil},
		{"a blank pattern", "  \n", []string{``, `x`}, nil},
		{"an empty phrase", `""`, []string{``, `x`}, nil},
		{"a blank phrase", `" "`, []string{``, `x`}, nil},
		{"one term", `ERROR`, []string{`[ERROR 400] BAD REQUEST`, `ERRORCODE: -1`}, []string{`error`, `[WARN]`, ``}},
		{"all terms", `ERROR ARGUMENTS`, []string{`[ERROR 419] MISSING ARGUMENTS`, `ARGUMENTS ERROR`}, []string{`[ERROR 400] BAD REQUEST`, `ARGUMENTS`}},
		{"optional terms", `?ERROR ?ARGUMENTS`, []string{`ERROR`, `NO ARGUMENTS`, `ERROR ARGUMENTS`}, []string{`WARN`}},
		{"optional terms are ignored beside others", `?ERROR ?ARGUMENTS REQUEST`, []string{`[INFO] REQUEST FAILED`, `ERROR REQUEST`}, []string{`ERROR ARGUMENTS`}},
		{"optional terms are ignored beside exclusions", `?ERROR -REQUEST`, []string{`INFO`, `ERROR`}, []string{`ERROR REQUEST`}},
		{"a phrase", `"INTERNAL SERVER ERROR"`, []string{`[ERROR 500] INTERNAL SERVER ERROR`}, []string{`INTERNAL ERROR SERVER`}},
		{"a phrase with quotes", `"\"level\":\"error\" C:\\x"`, []string{`{"level":"error" C:\x`}, []string{`level:error C:\x`}},
		{"an exclusion", `ERROR -ARGUMENTS`, []string{`ERROR 400`}, []string{`ERROR ARGUMENTS`, `INFO`}},
		{"exclusions only", `-ERROR -"exit 1"`, []string{`INFO`, `exit 2`}, []string{`ERROR`, `an exit 1`}},
		{"an exclusion with a space", `"ERROR" - "Exiting"`, []string{`[ERROR] fatal`}, []string{`Exiting with ERROR`}},
		{"optional phrases", `?"a b" ?c`, []string{`a b`, `c`}, []string{`a`}},
		{"an asterisk is itself in a term", `"a*b"`, []string{`a*b`}, []string{`axb`}},
		{"a regex", `%AUTHORIZED%`, []string{`UNAUTHORIZED REQUEST`, `AUTHORIZED`}, []string{`authorized`}},
		{"a regex beside terms", `%^\[ERROR [0-9]{3}\]% REQUEST`, []string{`[ERROR 400] BAD REQUEST`}, []string{`[ERROR 4] REQUEST`, `x [ERROR 400] REQUEST`, `[ERROR 400]`}},
	})
}

func TestMatchLogRegex(t *testing.T) {
	runLogCases(t, []logCase{
		{"start", `%^[hc]at%`, []string{`hat`, `cats`}, []string{`bat`, ` hat`}},
		{"end", `%[hc]at$%`, []string{`a hat`}, []string{`hats`}},
		{"optional", `%colou?r%`, []string{`color`, `colour`}, []string{`colouur`}},
		{"class of characters and ranges", `%^[abcx-z]$%`, []string{`b`, `y`}, []string{`d`, `ab`}},
		{"negated class", `%ab[^c]$%`, []string{`aba`}, []string{`abc`}},
		{"brackets in a class", `%^[]x[:]+$%`, []string{`][:x`}, []string{`a`}},
		{"a class is no POSIX class", `%^[[:digit:]]$%`, []string{`d]`, `:]`}, []string{`5`}},
		{"repetition", `%^a{3,5}$%`, []string{`aaa`, `aaaaa`}, []string{`aa`, `aaaaaa`}},
		{"repetition without a minimum", `%^a{,2}$%`, []string{``, `aa`}, []string{`aaa`}},
		{"repetition without a maximum", `%^a{2, }$%`, []string{`aa`, `aaaa`}, []string{`a`}},
		{"alternatives", `%^starting|^initializing|^shutting down%`, []string{`starting x`, `shutting down`}, []string{`skipping initializing`}},
		{"escapes", `%10\.10\.0\.1%`, []string{`10.10.0.1`}, []string{`10010,051`}},
		{"an escaped percent sign", `%\d\%$%`, []string{`5%`}, []string{`5`}},
		{"star, plus and dot", `%^ab*c+.$%`, []string{`acx`, "abbcc\n"}, []string{`abx`, `c`}},
		{"classes by letter", `%^\d\D\s\S\w\W$%`, []string{"1x\t!_-"}, []string{`xx !_-`, `1x !--`}},
		{"hexadecimal characters", `%\x28\x3A%`, []string{`(:`}, []string{`28`}},
	})
}

const sampleTrail = `{"eventType": "UpdateTrail", "sourceIPAddress": "111.111.111.111", "arrayKey": ["value", "another value"],
	"objectList": [{"name": "a", "id": 1}, {"name": "b", "id": 2}], "SomeObject": null, "ThisFlag": true, "cluster.name": "c", "latency": 50.5,
	"code": "400", "status": 404, "coordinates": [[0, 1, 2], [4, 5, 6]], "users": [1, 2, 3], "user": {"id": 1, "email": "John.Stiles@example.com"}}`

func TestMatchLogJSON(t *testing.T) {
	for _, tc := range []struct {
		pattern string
		want    bool
	}{
		{`{ $.eventType = "UpdateTrail" }`, true},
		{`{$.eventType=UpdateTrail}`, true},
		{`{ $.eventType = "updateTrail" }`, false},
		{`{ $.eventType = "Update" }`, false},
		{`{ $.eventType = "Update*" }`, true},
		{`{ $.eventType = *Trail }`, true},
		{`{ $.eventType = "*date*" }`, true},
		{`{ $.eventType = "Up*ail" }`, true},
		{`{ $.eventType = "Update\*" }`, false},
		{`{ $.eventType = * }`, true},
		{`{ $.missing = * }`, false},
		{`{ $.eventType != "UpdateTrail" }`, false},
		{`{ $.eventType != "Delete*" }`, true},
		{`{ $.eventType = %Trail% }`, true},
		{`{ $.eventType != %^Up% }`, false},
		{`{ $.eventType = %trail% }`, false},
		{`{ $.sourceIPAddress != 123.123.* }`, true},
		{`{ $.sourceIPAddress = 111.111.* }`, true},
		{`{ $.* = %111\.111\.111\.1[0-9]{1,2}% }`, true},
		{`{ $.* = %112\.111% }`, false},

		{`{ $.arrayKey[0] = "value" }`, true},
		{`{ $.arrayKey[1] = "value" }`, false},
		{`{ $.arrayKey[2] = "value" }`, false},
		{`{ $.eventType[0] = "U" }`, false},
		{`{ $.arrayKey[*] = "another*" }`, true},
		{`{ $.arrayKey[*] = %val.{2}% }`, true},
		{`{ $.objectList[1].id = 2 }`, true},
		{`{ $.objectList[*].id = 2 }`, true},
		{`{ $.objectList[*].id = 3 }`, false},
		{`{ $.objectList[*].id != 2 }`, true},
		{`{ $.objectList.*.id = 2 }`, false},
		{`{ $.user.* = 1 }`, true},
		{`{ $.user[*] = 1 }`, false},
		{`{ $.coordinates[1][2] = 6 }`, true},
		{`{ $.['cluster.name'] = "c" }`, true},
		{`{ $["cluster.name"] = "c" }`, true},
		{`{ $.cluster.name = "c" }`, false},
		{`{ $['user'].id = 1 && $.user['id'] = 1 }`, true},

		{`{ $.latency > 50 }`, true},
		{`{ $.latency >= 50.5 }`, true},
		{`{ $.latency > 50.5 }`, false},
		{`{ $.latency < +1e2 }`, true},
		{`{ $.latency <= 5.05e+1 }`, true},
		{`{ $.latency = 505e-1 }`, true},
		{`{ $.latency != 50 }`, true},
		{`{ $.latency = 50.* }`, true},
		{`{ $.status = 4* }`, true},
		{`{ $.status = 404.0 }`, true},
		{`{ $.status = "404" }`, true},
		{`{ $.code = 400 }`, true},
		{`{ $.code = 400.0 }`, false},
		{`{ $.code >= 400 }`, false},
		{`{ $.eventType > 1 }`, false},
		{`{ $.missing < 1 }`, false},

		{`{ $.SomeObject IS NULL }`, true},
		{`{ $.eventType IS NULL }`, false},
		{`{ $.missing IS NULL }`, false},
		{`{ $.ThisFlag IS TRUE }`, true},
		{`{ $.ThisFlag IS FALSE }`, false},
		{`{ $.missing IS FALSE }`, false},
		{`{ $.user IS NULL }`, false},
		{`{ $.missing NOT EXISTS }`, true},
		{`{ $.user.name NOT EXISTS }`, true},
		{`{ $.SomeObject NOT EXISTS }`, false},
		{`{ $.objectList[5].id NOT EXISTS }`, true},
		{`{ $.objectList[*].id NOT EXISTS }`, false},

		{`{ $.missing != "x" }`, true},
		{`{ $.user.name != x }`, true},
		{`{ $.SomeObject != "x" }`, true},
		{`{ $.SomeObject.deeper != "x" }`, true},
		{`{ $.SomeObject = "null" }`, false},
		{`{ $.ThisFlag = true }`, false},
		{`{ $.ThisFlag != true }`, true},
		{`{ $.users = 1 }`, false},
		{`{ $.users != 1 }`, false},
		{`{ $.user != 1 }`, false},

		{`{ ($.user.id = 1) && ($.objectList[0].name = "a") }`, true},
		{`{ $.user.id = 1 || $.user.id = 2 && $.user.id = 3 }`, true},
		{`{ ($.user.id = 1 || $.user.id = 2) && $.user.id = 3 }`, false},
		{`{ $.user.id = 3 && $.user.id = 2 || $.user.id = 1 }`, true},
		{`{ ((($.user.id = 2))||(($.user.id=1)&&$.eventType=UpdateTrail)) }`, true},
		{`  {$.user.id=1}  `, true},
	} {
		for _, event := range []any{sampleTrail, decodeJSON(t, sampleTrail), plainJSON(t, sampleTrail)} {
			if got, err := MatchLog(tc.pattern, event); err != nil || got != tc.want {
				t.Errorf("%s on a %T: got %v, %v, want %v", tc.pattern, event, got, err, tc.want)
			}
		}
	}
	for _, message := range []string{``, `x`, `{"a": 1`, `{"a": 1} x`, `{"a": 1}{"a": 1}`, `[ERROR] {"a": 1}`} {
		if got, err := MatchLog(`{ $.missing NOT EXISTS }`, message); got || err != nil {
			t.Errorf("%q is not JSON: got %v, %v", message, got, err)
		}
	}
}

func TestMatchLogFields(t *testing.T) {
	access := func(status string) string {
		return `127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" ` + status
	}
	runLogCases(t, []logCase{
		{"names only", `[ip, user, username, timestamp, request, status_code, bytes]`, []string{access(`404 1534`), access(`200 1 more`)}, []string{access(`404`), ``}},
		{"conditions", `[ip=%127\.0\.0\.[1-9]%, user, username, timestamp, request =*.html*, status_code = 4*, bytes]`, []string{access(`404 1534`)}, []string{access(`200 1534`)}},
		{"brackets and quotes hold one field", `[ip, user, username, timestamp = "10/Oct/2000*0700", request = "GET * HTTP/1.0", ...]`, []string{access(`404 1534`)}, nil},
		{"an ellipsis first", `[..., request =*.html*, status_code = 4*, bytes]`, []string{access(`404 1534`), `"x.html" 4 5`}, []string{access(`404 1534 x`), access(`404`)}},
		{"an ellipsis in the middle", `[ip, ..., status_code = 404, bytes > 1000]`, []string{access(`404 1534`)}, []string{access(`404 1000`), access(`404 many`)}},
		{"an ellipsis last", `[w1 = ERROR, ...]`, []string{`ERROR`, `ERROR a b`}, []string{`WARN ERROR`, ``}},
		{"only an ellipsis", `[...]`, []string{``, `a b`}, nil},
		{"an unnamed field", `[..., request = *.html*, status_code = 4*,]`, []string{access(`404 1534`)}, []string{access(`404`)}},
		{"or", `[..., status_code = 404 || status_code = 410, bytes]`, []string{access(`404 1`), access(`410 1`)}, []string{access(`400 1`)}},
		{"and", `[..., status_code = 4* && status_code != 403, bytes]`, []string{access(`404 1`)}, []string{access(`403 1`), access(`200 1`)}},
		{"parentheses", `[..., (status_code = 403 || status_code = 404) && status_code != 4*4, bytes]`, []string{access(`403 1`)}, []string{access(`404 1`)}},
		{"another field", `[..., status_code = 4* && bytes > 1000, bytes]`, []string{access(`404 1534`)}, []string{access(`404 15`)}},
		{"the last field takes the rest", `[w1=ERROR, w2]`, []string{`ERROR 09/25/2014 12:00:02 Failed to process request`, `ERROR x`}, []string{`WARNING x`, `ERROR`}},
		{"the rest as one value", `[w1, w2="b c*"]`, []string{`a b c d `}, []string{`a b`, `a b d`}},
		{"alternatives of the first word", `[w1=ERROR || w1=WARNING, w2]`, []string{`WARNING x y`}, []string{`INFO x`}},
		{"exclusion of the first word", `[w1!=ERROR && w1!=WARNING, w2]`, []string{`INFO x y`}, []string{`ERROR x`}},
		{"a regex", `[logLevel, date, time, method, url=%/service/resource/[0-9]+$%, response_time]`, []string{`INFO 09/25/2014 12:00:00 GET /service/resource/67 1200`},
			[]string{`INFO 09/25/2014 12:00:01 POST /service/resource/67/part/111 1310`}},
		{"numbers", `[a >= -1.5, b = 1e3, c < 0]`, []string{`-1.5 1000 -3`, `7 1e3 -0.1`}, []string{`-2 1000 -1`, `0 1001 -1`, `0 1000 0`, `x 1000 -1`}},
		{"what is not closed is a word", `[a = "[x", b = "\"y"]`, []string{`[x "y`}, nil},
		{"escaped quotes", `[a = "say \\\"hi\\\"", b]`, []string{`"say \"hi\"" b`}, nil},
	})
	got, err := MatchLog(`[a = "{*", ...]`, map[string]any{"k": "<v>"})
	if !got || err != nil {
		t.Errorf("decoded JSON: got %v, %v", got, err)
	}
}

func TestMatchLogInvalid(t *testing.T) {
	for _, tc := range []struct{ pattern, want string }{
		{`"abc`, `offset 0: expected a closing quotation mark, got the end of the pattern`},
		{`a -`, `offset 3: expected a term, got the end of the pattern`},
		{`a %b`, `offset 2: expected a closing %, got the end of the pattern`},
		{`%a(b)%`, `offset 2: expected a letter, a digit, an operator or one of`},
		{`%something!%`, `offset 10: expected a letter`},
		{`%é%`, `offset 1: expected a letter`},
		{`%[b-a]%`, `offset 0: expected a regular expression: `},
		{`%*%`, `offset 0: expected a regular expression: `},
		{`%a{x}%`, `offset 2: expected {m,n}, got "{x}%"`},
		{`%a{,}%`, `offset 2: expected {m,n}`},
		{`%a{2%`, `offset 2: expected {m,n}`},
		{`%a{99999}%`, `offset 0: expected a regular expression: `},
		{`%\b%`, `offset 1: expected an escape`},
		{`%\x2%`, `offset 1: expected an escape`},
		{`%\xff%`, `offset 1: expected an escape`},
		{`{}`, `offset 1: expected a property selector that begins with $, got "}"`},
		{`{ $.a = 1`, `offset 9: expected &&, || or }, got the end of the pattern`},
		{`{ $.a = 1 } x`, `offset 12: expected the end of the pattern, got "x"`},
		{`{ status = 401 }`, `offset 2: expected a property selector that begins with $, got "status = 401 }"`},
		{`{ $ = 1 }`, `offset 3: expected . or [ after $`},
		{`{ $. = 1 }`, `offset 4: expected a property name, * or [ after the dot`},
		{`{ $.a[x] = 1 }`, `offset 6: expected an index, * or a name in quotes, got "x] = 1 }"`},
		{`{ $.a[-1] = 1 }`, `offset 6: expected an index`},
		{`{ $.a['x = 1 }`, `offset 6: expected a closing '`},
		{`{ $.a[1 = 1 }`, `offset 8: expected ], got "= 1 }"`},
		{`{ $.a[* = 1 }`, `offset 8: expected ], got "= 1 }"`},
		{`{ $.a }`, `offset 6: expected one of = != < <= > >=, got "}"`},
		{`{ $.a = }`, `offset 8: expected a value`},
		{`{ $.a == 1 }`, `offset 7: expected a value`},
		{`{ $.a = 'Root' }`, `offset 8: expected a value: a number, a word, a text in double quotes or a %regex%, got "'Root' }"`},
		{`{ $.a = "x }`, `offset 8: expected a closing quotation mark`},
		{`{ $.a > x }`, `offset 8: expected a number after >, got "x }"`},
		{`{ $.a > "1" }`, `offset 8: expected a number after >`},
		{`{ $.a EXISTS }`, `offset 6: expected an operator, IS NULL, IS TRUE, IS FALSE or NOT EXISTS`},
		{`{ $.a IS NOT NULL }`, `offset 6: expected an operator, IS NULL`},
		{`{ $.a = 1 & $.b = 2 }`, `offset 10: expected &&, || or }`},
		{`{ $.a = 1 && }`, `offset 13: expected a property selector`},
		{`{ ($.a = 1 }`, `offset 11: expected &&, || or )`},
		{`{ !($.a = 1) }`, `offset 2: expected a property selector`},
		{`{` + strings.Repeat("(", 101), `offset 102: expected at most 100 nested parentheses`},
		{`[a, b`, `offset 5: expected &&, ||, a comma or ], got the end of the pattern`},
		{`[a b]`, `offset 3: expected one of = != < <= > >=, got "b]"`},
		{`[a, ..., b, ...]`, `offset 12: expected one ellipsis at most`},
		{`[a = 1 || c = 2, b]`, `offset 11: expected the name of a field, got "c"`},
		{`[a = ]`, `offset 5: expected a value`},
		{`[=1]`, `offset 1: expected the name of a field`},
		{`[a] b`, `offset 4: expected the end of the pattern, got "b"`},
	} {
		got, err := MatchLog(tc.pattern, `{"a": 1}`)
		if err == nil || got || !strings.HasPrefix(err.Error(), "filter pattern: "+tc.want) {
			t.Errorf("%.40s: got %v, %v, want %s", tc.pattern, got, err, tc.want)
		}
	}
	if got, err := MatchLog("ERROR", map[string]any{"f": func() {}}); got || err == nil || !strings.HasPrefix(err.Error(), "log event: ") {
		t.Errorf("an event that is not JSON: got %v, %v", got, err)
	}
}

// TestMatchLogTime feeds what makes naive matchers slow.
func TestMatchLogTime(t *testing.T) {
	start := time.Now()
	for _, tc := range []struct{ pattern, message string }{
		{`{ $.a = "` + strings.Repeat("*a", 200) + `*b" }`, `{"a": "` + strings.Repeat("a", 100_000) + `"}`},
		{`%a*a*a*a*a*a*a*a*a*a*b%`, strings.Repeat("a", 20_000)},
		{`[..., a = x]`, strings.Repeat("[ ", 200_000)},
		{`[..., a = x]`, strings.Repeat(`" [ `, 100_001)},
	} {
		if got, err := MatchLog(tc.pattern, tc.message); got || err != nil {
			t.Errorf("%.40s: got %v, %v", tc.pattern, got, err)
		}
	}
	if elapsed := time.Since(start); elapsed > 20*time.Second {
		t.Errorf("took %v", elapsed)
	}
}

// trailEvent is a CloudTrail record with the given members over those of an ordinary call.
func trailEvent(t *testing.T, members string) string {
	t.Helper()
	record := plainJSON(t, `{"eventVersion": "1.11", "userIdentity": {"type": "IAMUser", "principalId": "AIDAEXAMPLE", "arn": "arn:aws:iam::111122223333:user/ann",
		"accountId": "111122223333", "userName": "ann"}, "eventTime": "2025-11-11T21:29:54Z", "eventSource": "iam.amazonaws.com", "eventName": "ListUsers",
		"awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.7", "userAgent": "aws-cli/2.31", "requestParameters": null, "responseElements": null,
		"eventID": "7bf73129-1428-4cd3-a780-95db273d1602", "readOnly": true, "eventType": "AwsApiCall", "managementEvent": true,
		"recipientAccountId": "111122223333", "eventCategory": "Management"}`).(map[string]any)
	for name, value := range plainJSON(t, members).(map[string]any) {
		record[name] = value
	}
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestMatchLogBLEA matches the metric filters of BLEA and of the CIS benchmark (CloudWatch.1 to CloudWatch.14) with records of real shape.
func TestMatchLogBLEA(t *testing.T) {
	call := func(source, name string) string {
		return trailEvent(t, fmt.Sprintf(`{"eventSource": "%s.amazonaws.com", "eventName": %q}`, source, name))
	}
	calls := func(source, names string) (events []string) {
		for name := range strings.FieldsSeq(names) {
			events = append(events, call(source, name))
		}
		return events
	}
	anyName := func(names string) string {
		var conditions []string
		for name := range strings.FieldsSeq(names) {
			conditions = append(conditions, "($.eventName="+name+")")
		}
		return strings.Join(conditions, " || ")
	}
	with := func(members string) string { return trailEvent(t, members) }
	root := with(`{"userIdentity": {"type": "Root", "principalId": "111122223333", "arn": "arn:aws:iam::111122223333:root", "accountId": "111122223333"}}`)
	serviceAsRoot := with(`{"userIdentity": {"type": "Root", "accountId": "111122223333", "invokedBy": "support.amazonaws.com"}}`)
	rootServiceEvent := with(`{"userIdentity": {"type": "Root", "accountId": "111122223333"}, "eventType": "AwsServiceEvent"}`)
	unauthorized := with(`{"errorCode": "Client.UnauthorizedOperation", "eventName": "RunInstances", "eventSource": "ec2.amazonaws.com"}`)
	denied := with(`{"errorCode": "AccessDenied"}`)
	deniedException := with(`{"errorCode": "AccessDeniedException"}`)
	deniedDecrypt := with(`{"errorCode": "AccessDenied", "eventName": "Decrypt", "eventSource": "kms.amazonaws.com"}`)
	configDecrypt := with(`{"errorCode": "AccessDenied", "eventName": "Decrypt", "userIdentity": {"type": "AssumedRole", "invokedBy": "config.amazonaws.com"}}`)
	configList := with(`{"errorCode": "AccessDenied", "userIdentity": {"type": "AssumedRole", "invokedBy": "config.amazonaws.com"}}`)
	throttled := with(`{"errorCode": "ThrottlingException"}`)
	login := func(user, mfa, result, more string) string {
		return with(fmt.Sprintf(`{"eventName": "ConsoleLogin", "eventSource": "signin.amazonaws.com", "eventType": "AwsConsoleSignIn", "userIdentity": {"type": %q},
			"additionalEventData": {"MFAUsed": %q, "MobileVersion": "No"}, "responseElements": {"ConsoleLogin": %q} %s}`, user, mfa, result, more))
	}
	failedLogin := login("IAMUser", "No", "Failure", `, "errorMessage": "Failed authentication"`)
	policyNames := `DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion
		DeletePolicyVersion AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy DetachGroupPolicy`
	names := func(title, source, all string) logCase {
		return logCase{title, "{" + anyName(all) + "}", calls(source, all), append(calls(source, "DescribeSomething GetSomething"), root, denied)}
	}
	bySource := func(title, source, all string) logCase {
		return logCase{title, fmt.Sprintf(`{($.eventSource=%s.amazonaws.com) && (%s)}`, source, anyName(all)), calls(source, all),
			append(calls("example", all), call(source, "ListSomething"))}
	}
	runLogCases(t, []logCase{
		{"root, of BLEA and CloudWatch.1", `{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}`,
			[]string{root, login("Root", "Yes", "Success", "")}, []string{serviceAsRoot, rootServiceEvent, denied, ``}},
		{"unauthorized calls, of BLEA",
			`{($.errorCode = "*UnauthorizedOperation" || $.errorCode = "AccessDenied*") && ($.eventName != "Decrypt" || $.userIdentity.invokedBy != "config.amazonaws.com" )}`,
			[]string{unauthorized, denied, deniedException, deniedDecrypt, configList}, []string{configDecrypt, throttled, root}},
		{"unauthorized calls, of BLEA 1.0", `{($.errorCode=AccessDenied)||($.errorCode=UnauthorizedOperation)}`, []string{denied}, []string{unauthorized, deniedException}},
		{"unauthorized calls, CloudWatch.2", `{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}`,
			[]string{unauthorized, denied, deniedException, configDecrypt}, []string{throttled, root}},
		{"unauthorized calls with exclusions, CIS 1.4", `{ (($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")) && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket") }`,
			[]string{unauthorized, denied}, []string{with(`{"errorCode": "AccessDenied", "eventName": "HeadBucket"}`), with(`{"errorCode": "AccessDenied", "sourceIPAddress": "delivery.logs.amazonaws.com"}`)}},
		{"sign-in without MFA, CloudWatch.3", `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }`,
			[]string{login("IAMUser", "No", "Success", "")}, []string{login("IAMUser", "Yes", "Success", ""), login("AssumedRole", "No", "Success", ""), failedLogin}},
		names("policies, of BLEA and CloudWatch.4", "iam", policyNames),
		bySource("policies, CIS 1.4", "iam", policyNames),
		names("the trail, CloudWatch.5", "cloudtrail", "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging"),
		{"failed sign-in, CloudWatch.6", `{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}`, []string{failedLogin}, []string{login("IAMUser", "No", "Success", ""), denied}},
		bySource("keys, CloudWatch.7", "kms", "DisableKey ScheduleKeyDeletion"),
		bySource("buckets, CloudWatch.8", "s3", "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle DeleteBucketReplication"),
		bySource("recorder, CloudWatch.9", "config", "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel PutConfigurationRecorder"),
		names("security groups, CloudWatch.10", "ec2", "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup"),
		names("network ACLs, CloudWatch.11", "ec2", "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation"),
		names("gateways, CloudWatch.12", "ec2", "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway CreateInternetGateway DeleteInternetGateway DetachInternetGateway"),
		bySource("route tables, CloudWatch.13", "ec2", "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation DeleteRouteTable DeleteRoute DisassociateRouteTable"),
		names("VPCs, CloudWatch.14", "ec2", `CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection CreateVpcPeeringConnection DeleteVpcPeeringConnection
			RejectVpcPeeringConnection AttachClassicLinkVpc DetachClassicLinkVpc DisableVpcClassicLink EnableVpcClassicLink`),
		names("access keys, of BLEA", "iam", "CreateAccessKey"),
		{"organization, CIS 4.15", `{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "AcceptHandshake") || ($.eventName = "LeaveOrganization")) }`,
			calls("organizations", "LeaveOrganization"), calls("organizations", "ListAccounts")},
		{"root by terms", `"\"type\":\"Root\"" -invokedBy`, []string{root}, []string{serviceAsRoot, denied}},
		{"root by regex", `{ $.userIdentity.arn = %:root$% }`, []string{root}, []string{denied}},
	})
}

func TestMatchLogs(t *testing.T) {
	events := map[string]any{"json": `{"a": 1}`, "decoded": map[string]any{"a": 1.0}, "text": "a = 1", "other": map[string]any{"a": 2.0}}
	for _, tc := range []struct {
		pattern string
		want    []string
	}{
		{`{ $.a = 1 }`, []string{"decoded", "json"}},
		{`=`, []string{"text"}},
		{`{ $.b = 1 }`, nil},
	} {
		got, err := MatchLogs(tc.pattern, events)
		if err != nil || !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, %v, want %v", tc.pattern, got, err, tc.want)
		}
	}
	if got, err := MatchLogs(`{ $.a = }`, events); err == nil || !strings.HasPrefix(err.Error(), "filter pattern: ") {
		t.Errorf("an invalid pattern: got %v, %v", got, err)
	}
}

// FuzzMatchLog checks that a match is an answer without error, the same every time, and that texts quoted into a pattern match themselves.
func FuzzMatchLog(f *testing.F) {
	f.Add(`{ ($.a.b = "x*" || $.c[0].d != 3) && $['e.f'] NOT EXISTS && $.g[*] IS NULL }`, `{"a": {"b": "xy"}, "c": [{"d": 3.0}], "g": [null]}`)
	f.Add(`[ip=%127\.0{,2}%, ..., status = 4* && (bytes > 1e3 || bytes != -1), bytes]`, `127.0.0.1 [a b] "c \"d\"" 404 1534`)
	f.Add(`?ERROR -"a \"b\"" %^[]x]\d{2,}\x28%`, `ERROR a "b" x12(`)
	f.Fuzz(func(t *testing.T, pattern, message string) {
		match := func(pattern string, event any) bool {
			got, err := MatchLog(pattern, event)
			again, errAgain := MatchLog(pattern, event)
			if got != again || !reflect.DeepEqual(err, errAgain) {
				t.Fatalf("%s: %v, %v and then %v, %v", pattern, got, err, again, errAgain)
			}
			if got && err != nil {
				t.Fatalf("%s: a match with the error %v", pattern, err)
			}
			if which, _ := MatchLogs(pattern, map[string]any{"it": event}); slices.Contains(which, "it") != got {
				t.Fatalf("%s: %v alone, and %v among several", pattern, got, which)
			}
			return got
		}
		matched := match(pattern, message)
		if body, ok := strings.CutPrefix(strings.TrimSpace(pattern), "{"); ok && strings.HasSuffix(body, "}") {
			if _, err := MatchLog(pattern, message); err == nil && strings.Count(body, "(") < maxParentheses && match("{("+strings.TrimSuffix(body, "}")+")}", message) != matched {
				t.Error("parentheses around the whole change the answer")
			}
		}
		if !match("", message) || !match("[...]", message) {
			t.Error("a pattern without conditions does not match")
		}
		phrase := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(message)
		if !match(`"`+phrase+`"`, message) || match(`-"`+phrase+`"`, message) {
			t.Error("a message does not contain itself")
		}
		var event any
		if json.Unmarshal([]byte(message), &event) != nil {
			return
		}
		match(pattern, event)
		members, _ := event.(map[string]any)
		for key, value := range members {
			selector := `$.['` + key + `']`
			if strings.Contains(key, `'`) {
				selector = `$.["` + key + `"]`
			}
			if strings.Contains(key, `'`) && strings.Contains(key, `"`) {
				continue
			}
			if match(`{`+selector+` NOT EXISTS}`, event) {
				t.Errorf("%s does not exist", selector)
			}
			text, ok := value.(string)
			if number, isNumber := value.(float64); isNumber {
				text, ok = numberText(number), true
			}
			quoted := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `*`, `\*`).Replace(text) + `"`
			if ok && (!match(`{`+selector+` = `+quoted+`}`, event) || match(`{`+selector+` != `+quoted+`}`, event)) {
				t.Errorf("%s is not %s", selector, quoted)
			}
		}
	})
}
