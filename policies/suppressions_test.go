package policies

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSuppressionsAreStrict(t *testing.T) {
	const rest = "\n    reason: accepted\n    expires: 2026-12-31\n"
	for name, tc := range map[string]struct{ text, want string }{
		"nothing":                    {"", ""},
		"only a comment":             {"# nothing yet\n", ""},
		"an empty list":              {"suppressions: []\n", ""},
		"no list":                    {"suppressions:\n", ""},
		"a list without a key":       {"- control: S3.8\n  reason: r\n  expires: 2026-12-31\n", ""},
		"an exact resource":          {"suppressions:\n  - resource: arn:aws:s3:::logs" + rest, ""},
		"a number as account":        {"suppressions:\n  - control: S3.8\n    account: 012345678901" + rest, ""},
		"a time":                     {"suppressions:\n  - control: S3.8\n    reason: r\n    expires: 2026-12-31T09:00:00+09:00\n", ""},
		"global":                     {"suppressions:\n  - control: IAM.6\n    region: global" + rest, ""},
		"a control of the user's":    {"suppressions:\n  - control: CUSTOM/x" + rest, ""},
		"an anchor":                  {"suppressions:\n  - control: S3.8\n    reason: &r accepted\n    expires: 2026-12-31\n  - control: S3.9\n    reason: *r\n    expires: 2026-12-31\n", ""},
		"an unknown key":             {"suppressions:\n  - control: S3.8\n    reson: x" + rest, `f.yaml: line 3: there is no key "reson"; there are control, account`},
		"an unknown key at the top":  {"suppresions:\n  - control: S3.8\n", `f.yaml: line 1: there is one key, suppressions, not "suppresions"`},
		"a second key at the top":    {"suppressions: []\nversion: 1\n", `f.yaml: line 2: there is one key`},
		"a key twice":                {"suppressions:\n  - control: S3.8\n    control: S3.9" + rest, `f.yaml: line 3: control is there twice`},
		"no reason":                  {"suppressions:\n\n  - control: S3.8\n    expires: 2026-12-31\n", "f.yaml: line 3: the entry has no reason"},
		"an empty reason":            {"suppressions:\n  - control: S3.8\n    reason: ' '\n    expires: 2026-12-31\n", "f.yaml: line 3: reason is empty"},
		"a null reason":              {"suppressions:\n  - control: S3.8\n    reason:\n    expires: 2026-12-31\n", "f.yaml: line 3: reason is empty"},
		"no expiry":                  {"suppressions:\n  - control: S3.8\n    reason: x\n", "f.yaml: line 2: the entry has no expiry"},
		"never":                      {"suppressions:\n  - control: S3.8\n    reason: x\n    expires: never\n", `f.yaml: line 4: expires is "never"; it must be a day like`},
		"no such day":                {"suppressions:\n  - control: S3.8\n    reason: x\n    expires: 2026-02-30\n", "f.yaml: line 4: expires is"},
		"all controls":               {"suppressions:\n  - control: '*'" + rest, `f.yaml: line 2: control "*" matches everything`},
		"all resources":              {"suppressions:\n  - control: S3.8\n    resource: '**'" + rest, `f.yaml: line 3: resource "**" matches everything`},
		"all resources of a length":  {"suppressions:\n  - control: S3.8\n    resource: '?*'" + rest, "matches everything"},
		"all accounts":               {"suppressions:\n  - control: S3.8\n    account: '*'" + rest, "matches everything"},
		"all regions":                {"suppressions:\n  - control: S3.8\n    region: '*'" + rest, "matches everything"},
		"only an account":            {"suppressions:\n  - account: '111122223333'" + rest, "f.yaml: line 2: the entry matches everything; it needs a control or a resource"},
		"only a reason":              {"suppressions:\n  - reason: x\n    expires: 2026-12-31\n", "f.yaml: line 2: the entry matches everything"},
		"all ARNs":                   {"suppressions:\n  - resource: arn:*" + rest, `f.yaml: line 2: resource "arn:*" matches everything`},
		"all of a service":           {"suppressions:\n  - resource: arn:aws:s3:::*" + rest, ""},
		"a pattern of controls":      {"suppressions:\n  - control: S3.*" + rest, `f.yaml: line 2: control "S3.*" is not the id of a control`},
		"a short account":            {"suppressions:\n  - control: S3.8\n    account: 1234" + rest, `f.yaml: line 3: account "1234" is not the id`},
		"no region":                  {"suppressions:\n  - control: S3.8\n    region: Tokyo" + rest, `f.yaml: line 3: region "Tokyo" is not the name`},
		"a list as resource":         {"suppressions:\n  - control: S3.8\n    resource: [a, b]" + rest, "f.yaml: line 3: resource is one text"},
		"a text as entry":            {"suppressions:\n  - S3.8\n", "f.yaml: line 2: an entry is a mapping"},
		"a text as list":             {"suppressions: S3.8\n", "f.yaml: line 1: suppressions are a list"},
		"no YAML":                    {"suppressions: [\n", "f.yaml: line "},
		"two documents":              {"suppressions: []\n---\nsuppressions: []\n", "f.yaml: there is a second document"},
		"every mistake has its line": {"suppressions:\n  - control: S3.8\n    reason: x\n  - control: S3.9\n    expires: 2026-12-31\n", "f.yaml: line 2: the entry has no expiry"},
	} {
		s, err := ParseSuppressions("f.yaml", []byte(tc.text))
		switch {
		case tc.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)):
			t.Errorf("%s: got %v, want %s", name, err, tc.want)
		case name == "a number as account" && s.Entries[0].Account != "012345678901":
			t.Errorf("%s: %s", name, s.Entries[0].Account)
		case name == "every mistake has its line" && !strings.Contains(err.Error(), "f.yaml: line 4: the entry has no reason"):
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ReadSuppressions(filepath.Join(t.TempDir(), "none.yaml")); err == nil {
		t.Error("a file that is not there has no suppressions")
	}
}

func TestGlob(t *testing.T) {
	for _, tc := range []struct {
		pattern, text string
		want          bool
	}{
		{"", "", true}, {"", "a", false}, {"a", "", false}, {"a", "a", true}, {"a", "A", false}, {"*", "", true}, {"*", "a/b:c", true}, {"a*c", "abbc", true}, {"a*c", "abbd", false},
		{"a*b*c", "axbxbxc", true}, {"*a", "bab", false}, {"?", "", false}, {"?", "長", true}, {"??", "長", false}, {"a?c", "abc", true}, {`\*`, "*", true}, {`\*`, "a", false},
		{`a\?`, "a?", true}, {`a\?`, "ab", false}, {`\\`, `\`, true}, {"[ab]", "a", false}, {"[ab]", "[ab]", true}, {"arn:aws:s3:::logs-*", "arn:aws:s3:::logs-1", true},
		{"arn:aws:s3:::logs-*", "arn:aws:s3:::my-logs-1", false}, {strings.Repeat("*a", 30), strings.Repeat("a", 29) + "b", false},
	} {
		if got := glob(tc.pattern, tc.text); got != tc.want {
			t.Errorf("%q matches %q: %v", tc.pattern, tc.text, got)
		}
	}
	for _, text := range []string{"arn:aws:logs:us-east-1:111122223333:log-group:x:*", `a\*?[`, ""} {
		if p := Literal(text); !glob(p, text) || wild(p) || glob(p, text+"x") {
			t.Errorf("%q: the literal is %q", text, p)
		}
	}
}

// accepted is a result of buckets b0 (PASSED), b1 and b2 (FAILED), b3 (NOT_AVAILABLE), and of an account-wide control that fails.
func accepted() *Result {
	res := &Result{AsOf: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Accounts: []Account{{ID: "111122223333", Regions: []string{"ap-northeast-1"}}},
		Controls: []Control{{ID: "S3.8", Subject: "resource"}, {ID: "IAM.6", Subject: "account"}, {ID: "EC2.1", Subject: "resource", Disabled: "switched off"}}}
	for i, status := range []Status{Passed, Failed, Failed, NotAvailable, NotApplicable} {
		id := fmt.Sprint("b", i)
		res.Findings.Append(Finding{ID: id, Control: "S3.8", Account: "111122223333", Region: "ap-northeast-1", Status: status, Resource: Resource{ARN: "arn:aws:s3:::" + id, ID: id}})
	}
	id := "AWS::::Account:111122223333"
	res.Findings.Append(Finding{ID: "root", Control: "IAM.6", Account: "111122223333", Region: "global", Status: Failed, Resource: Resource{ARN: id, ID: id}})
	return res
}

func TestSuppressionsApply(t *testing.T) {
	for name, tc := range map[string]struct {
		entries    []string // control, account, region, resource, expires
		narrow     bool
		suppressed string
		notes      string
	}{
		"an exact ARN":                       {entries: []string{"S3.8,,,arn:aws:s3:::b1,2026-12-31"}, suppressed: "b1"},
		"an id":                              {entries: []string{"s3.8,,,b1,2026-12-31"}, suppressed: "b1"},
		"account and region":                 {entries: []string{"S3.8,111122223333,ap-northeast-1,b1,2026-12-31"}, suppressed: "b1"},
		"no other account":                   {entries: []string{"S3.8,444455556666,,b1,2026-12-31"}},
		"no other region":                    {entries: []string{"S3.8,,us-east-1,b1,2026-12-31"}},
		"another region that was scanned":    {entries: []string{"S3.8,,global,b1,2026-12-31"}, notes: "1 unused no_finding 0"},
		"no other control":                   {entries: []string{"IAM.6,,,b1,2026-12-31"}, notes: "1 unused no_finding 0"},
		"a glob":                             {entries: []string{"S3.8,,,arn:aws:s3:::b?,2026-12-31"}, suppressed: "b0 b1 b2 b3", notes: "1 broad all_resources 3"},
		"a glob of any name":                 {entries: []string{"S3.8,,,arn:aws:s3:::*,2026-12-31"}, suppressed: "b0 b1 b2 b3", notes: "1 broad any_resource 3"},
		"a narrow glob":                      {entries: []string{"S3.8,,,*1,2026-12-31"}, suppressed: "b1", notes: ""},
		"a whole control of resources":       {entries: []string{"S3.8,,,,2026-12-31"}, suppressed: "b0 b1 b2 b3", notes: "1 broad no_resource 3"},
		"a whole control of the account":     {entries: []string{"IAM.6,,,,2026-12-31"}, suppressed: "root"},
		"a resource whatever the control":    {entries: []string{",,,arn:aws:s3:::b2,2026-12-31"}, suppressed: "b2", notes: "1 broad no_control 1"},
		"it counts on its last day":          {entries: []string{"S3.8,,,b1,2026-04-01"}, suppressed: "b1"},
		"it does not on the next":            {entries: []string{"S3.8,,,b1,2026-03-31"}, notes: "1 expired  1"},
		"a time in the future":               {entries: []string{"S3.8,,,b1,2026-04-01T00:00:01Z"}, suppressed: "b1"},
		"the time itself":                    {entries: []string{"S3.8,,,b1,2026-04-01T09:00:00+09:00"}, notes: "1 expired  1"},
		"what passes needs none":             {entries: []string{"S3.8,,,b0,2026-12-31"}, suppressed: "b0", notes: "1 unused passed 0"},
		"what does not apply neither":        {entries: []string{"S3.8,,,b4,2026-12-31"}, notes: "1 unused no_finding 0"},
		"no such resource":                   {entries: []string{"S3.8,,,b9,2026-12-31"}, notes: "1 unused no_finding 0"},
		"no such control":                    {entries: []string{"S3.888,,,b1,2026-12-31"}, notes: "1 unused unknown_control 0"},
		"not asked for":                      {entries: []string{"S3.9,,,b1,2026-12-31"}, narrow: true},
		"a control of the user's, elsewhere": {entries: []string{"CUSTOM/x,,,b1,2026-12-31"}},
		"a disabled control":                 {entries: []string{"EC2.1,,,b1,2026-12-31"}},
		"the first that counts":              {entries: []string{"S3.8,,,b1,2026-01-01", "S3.8,,,b1,2026-12-31", ",,,arn:aws:s3:::b1,2026-12-30"}, suppressed: "b1", notes: "1 expired  1; 3 broad no_control 1"},
	} {
		text := "suppressions:\n"
		for _, e := range tc.entries {
			text += "  - reason: accepted\n"
			for i, v := range strings.Split(e, ",") {
				if v != "" {
					text += "    " + []string{"control", "account", "region", "resource", "expires"}[i] + ": \"" + v + "\"\n"
				}
			}
		}
		s, err := ParseSuppressions("f.yaml", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		res := accepted()
		var notes, ids []string
		for _, n := range s.Apply(res, tc.narrow) {
			at := 0
			for i := range s.Entries {
				if s.Entries[i].Line == n.Line {
					at = i + 1
				}
			}
			notes = append(notes, fmt.Sprintf("%d %s %s %d", at, n.Note, n.Why, n.Findings))
		}
		want := accepted().Findings.List()
		for i, f := range res.Findings.List() {
			if f.Suppressed != nil {
				ids = append(ids, f.ID)
				if f.Suppressed.Reason != "accepted" {
					t.Errorf("%s: %+v", name, f.Suppressed)
				}
			}
			if f.Status != want[i].Status {
				t.Errorf("%s: the status of %s changed", name, f.ID)
			}
		}
		if got := strings.Join(ids, " "); got != tc.suppressed {
			t.Errorf("%s: suppressed %q, want %q", name, got, tc.suppressed)
		}
		if got := strings.Join(notes, "; "); got != tc.notes {
			t.Errorf("%s: notes %q, want %q", name, got, tc.notes)
		}
	}
}

func TestAddSuppressions(t *testing.T) {
	add := []SuppressionEntry{{Control: "S3.8", Account: "012345678901", Region: "ap-northeast-1", Resource: "arn:aws:s3:::a",
		Suppression: Suppression{Reason: "yes: \"it\" is # fine\n'so'", Owner: "no", Expires: "2026-12-31", Ticket: "SEC-1"}}}
	for name, tc := range map[string]struct{ text, kept string }{
		"no file":           {"", "suppressions:\n  - control: S3.8\n    account: \"012345678901\"\n"},
		"a comment":         {"# ours\n", "# ours\nsuppressions:\n  - control: S3.8\n"},
		"a head":            {"# ours\nsuppressions:\n", "# ours\nsuppressions:\n  - control: S3.8\n"},
		"an empty list":     {"# ours\nsuppressions: [] # none\n", "# ours\n"},
		"entries":           {"# ours\nsuppressions:\n  # first\n  - control: S3.9\n    reason: there # why\n    expires: 2026-12-31\n  # end", "  # first\n  - control: S3.9\n    reason: there # why\n    expires: 2026-12-31\n  # end\n  - control: S3.8\n    account:"},
		"no indent":         {"suppressions:\n- control: S3.9\n  reason: there\n  expires: 2026-12-31\n\n\n", "  expires: 2026-12-31\n- control: S3.8\n  account:"},
		"a list at the top": {"- control: S3.9\n  reason: there\n  expires: 2026-12-31\n", "\n- control: S3.8\n  account:"},
		"a flow list":       {"# ours\nsuppressions: [{control: S3.9, reason: there, expires: 2026-12-31}]\n", "# ours\n"},
		"CRLF":              {"suppressions:\r\n  - control: S3.9\r\n    reason: there\r\n    expires: 2026-12-31\r\n", "expires: 2026-12-31\r\n  - control: S3.8\r\n"},
	} {
		out, added, changed, err := AddSuppressions("f.yaml", []byte(tc.text), add, false)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(string(out), tc.kept) {
			t.Errorf("%s: got\n%s\nwithout\n%s", name, out, tc.kept)
		}
		if added != 1 || changed != 0 {
			t.Errorf("%s: %d added, %d changed", name, added, changed)
		}
		if again, added, changed, err := AddSuppressions("f.yaml", out, add, false); err != nil || !bytes.Equal(again, out) || added+changed > 0 {
			t.Errorf("%s: again: %v", name, err)
		}
	}
	if _, _, _, err := AddSuppressions("f.yaml", []byte("suppressions:\n  - control: S3.8\n"), add, false); err == nil {
		t.Error("a broken file was written to")
	}
}

// Who accepts a finding again changes its entry: there is never a second one that a reader would have to compare.
func TestAcceptAgain(t *testing.T) {
	const entry = "# ours\nsuppressions:\n  - control: s3.8 # the site\n    account: \"111122223333\"\n    resource: site\n    reason: 'public: ours' # so far\n    owner: web\n    expires: 2026-12-31  # new year\n  - control: S3.9\n    reason: there\n    expires: 2026-12-31\n"
	again := func(expires, reason, owner, ticket string) []SuppressionEntry {
		return []SuppressionEntry{{Control: "S3.8", Account: "111122223333", Resource: "site", Suppression: Suppression{Reason: reason, Owner: owner, Expires: expires, Ticket: ticket}}}
	}
	for name, tc := range map[string]struct {
		text       string
		entries    []SuppressionEntry
		onlyLonger bool
		want       string
	}{
		"nothing new":        {entry, again("2026-12-31", "public: ours", "", ""), false, entry},
		"until later":        {entry, again("2027-06-30", "public: ours", "", ""), false, strings.Replace(entry, "expires: 2026-12-31  #", "expires: 2027-06-30  #", 1)},
		"until sooner":       {entry, again("2026-06-30", "public: ours", "web", ""), false, strings.Replace(entry, "expires: 2026-12-31  #", "expires: 2026-06-30  #", 1)},
		"for another reason": {entry, again("2026-12-31", "moved: soon", "", ""), false, strings.Replace(entry, "'public: ours' #", "'moved: soon'  #", 1)},
		"with a ticket":      {entry, again("2026-12-31", "public: ours", "ops", "SEC-1"), false, strings.Replace(strings.Replace(entry, "owner: web", "owner: ops", 1), "# new year\n", "# new year\n    ticket: SEC-1\n", 1)},
		"longer only":        {entry, again("2027-06-30", "suppressed in Security Hub", "bob", ""), true, strings.Replace(entry, "expires: 2026-12-31  #", "expires: 2027-06-30  #", 1)},
		"not shorter":        {entry, again("2026-06-30", "suppressed in Security Hub", "bob", ""), true, entry},
		"of two the longer": {"- {control: S3.8, account: \"111122223333\", resource: site, reason: a, expires: 2026-12-31}\n- {control: S3.8, account: \"111122223333\", resource: site, reason: b, expires: 2027-01-31}\n", again("2027-06-30", "b", "", ""), false,
			"- {control: S3.8, account: \"111122223333\", resource: site, reason: a, expires: 2026-12-31}\n- {control: S3.8, account: \"111122223333\", resource: site, reason: b, expires: 2027-06-30}\n"},
		"over several lines": {"- control: S3.8\n  account: \"111122223333\"\n  resource: site\n  reason: >-\n    first\n    second\n  expires: 2026-12-31\n", again("2026-12-31", "third", "", ""), false, "- control: S3.8\n  account: \"111122223333\"\n  resource: site\n  reason: third\n  expires: 2026-12-31\n"},
		"CRLF":               {strings.ReplaceAll(entry, "\n", "\r\n"), again("2027-06-30", "public: ours", "", "SEC-1"), false, strings.ReplaceAll(strings.Replace(strings.Replace(entry, "expires: 2026-12-31  #", "expires: 2027-06-30  #", 1), "# new year\n", "# new year\n    ticket: SEC-1\n", 1), "\n", "\r\n")},
	} {
		out, added, changed, err := AddSuppressions("f.yaml", []byte(tc.text), tc.entries, tc.onlyLonger)
		if err != nil || string(out) != tc.want {
			t.Errorf("%s: %v\ngot\n%s\nwant\n%s", name, err, out, tc.want)
		}
		if want := map[bool]int{true: 1}[tc.text != tc.want]; added != 0 || changed != want {
			t.Errorf("%s: %d added, %d changed, want %d", name, added, changed, want)
		}
	}
}

func FuzzSuppressions(f *testing.F) {
	f.Add("suppressions:\n  - control: S3.8\n    resource: arn:aws:s3:::a*\n    reason: r\n    expires: 2026-12-31\n")
	f.Add("- {control: S3.8, reason: r, expires: 2026-12-31T00:00:00Z}\n")
	f.Add("suppressions: []")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSuppressions("f.yaml", []byte(text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "f.yaml: ") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		for _, e := range s.Entries {
			if e.Reason == "" || e.end.IsZero() || e.Control == "" && e.Resource == "" {
				t.Errorf("an entry that is not whole: %+v", e)
			}
		}
	})
}

func TestReadSuppressionsNamesTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "s.yaml")
	if err := os.WriteFile(path, []byte("x: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSuppressions(path); err == nil || !strings.HasPrefix(err.Error(), path+": line 1: ") {
		t.Errorf("got %v", err)
	}
}
