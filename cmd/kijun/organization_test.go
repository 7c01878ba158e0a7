package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"kijun/policies"
	"kijun/report"
)

// seedOrganization makes the organization of testdata/organization/seed.yaml, and gives its names: accounts, units, the policy.
func (e *emulator) seedOrganization(t testing.TB) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "organization", "seed.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var data struct{ Seed, Canned []map[string]any }
	if err := yaml.Unmarshal(raw, &data); err != nil {
		t.Fatal(err)
	}
	e.do(t, "POST", "/__reset", map[string]any{})
	saved := map[string]string{}
	for name, value := range e.calls(t, "ap-northeast-1", data.Seed) {
		saved[name], _ = value.(string)
	}
	canned, err := json.Marshal(data.Canned)
	if err != nil {
		t.Fatal(err)
	}
	var rules any
	if err := json.Unmarshal([]byte(nameIn(saved, string(canned))), &rules); err != nil {
		t.Fatal(err)
	}
	e.do(t, "POST", "/__answers", rules)
	saved["management"] = "123456789012"
	e.do(t, "DELETE", "/__log", nil)
	return saved
}

// nameIn puts the organization's names into a text.
func nameIn(names map[string]string, text string) string {
	return placeholderOf.ReplaceAllStringFunc(text, func(v string) string {
		if value, ok := names[v[2:len(v)-1]]; ok {
			return value
		}
		return v
	})
}

// orgScan runs kijun against the organization and gives the result; args follow the subcommand.
func (e *emulator) orgScan(t testing.TB, args ...string) *policies.Result {
	t.Helper()
	path := filepath.Join(t.TempDir(), "result.json")
	args = append(args, "-q", "-o", "json="+path)
	if args[0] == "scan" {
		args = append(args, "--max-rate", "100000", "--region", "ap-northeast-1,eu-west-1", "--role-name", "Audit")
	}
	got := kijun(t, environ(e.url), args...)
	if got.status != exitOK {
		t.Fatalf("kijun %v: exit %d\n%s", args, got.status, got.stderr)
	}
	rep, err := report.ReadJSON(path)
	if err != nil {
		t.Fatal(err)
	}
	return rep.Result
}

// rulingsOf are "account control subject region: status reason", with the organization's names, sorted.
func rulingsOf(res *policies.Result, names map[string]string) []string {
	back := map[string]string{}
	for name, value := range names {
		back[value] = name
	}
	var out []string
	for f := range res.Findings.All() {
		text := fmt.Sprintf("%s %s %s: %s %s", f.Control, f.Region, f.Resource.ID, f.Status, f.ReasonCode)
		account := f.Account
		for _, value := range slices.Sorted(maps.Keys(back)) {
			text, account = strings.ReplaceAll(text, value, back[value]), strings.ReplaceAll(account, value, back[value])
		}
		out = append(out, account+" "+text)
	}
	slices.Sort(out)
	return out
}

func sameLines(t *testing.T, got []string, want string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(want), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	slices.Sort(lines)
	if !slices.Equal(got, lines) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(lines, "\n"))
	}
}

// accountsIn are the names of the accounts of a result.
func accountsIn(res *policies.Result, names map[string]string) []string {
	var out []string
	for _, a := range res.Accounts {
		for name, id := range names {
			if id == a.ID {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// TestOrganization scans an organization with the real binary: all accounts in one run, what is the organization's once.
func TestOrganization(t *testing.T) {
	e := startEmulator(t)
	names := e.seedOrganization(t)

	t.Run("all", func(t *testing.T) {
		dir := t.TempDir()
		snapshot := filepath.Join(dir, "all.zip")
		res := e.orgScan(t, "scan", "--org", "--control", "SNS.1,CloudTrail.2", "--snapshot", snapshot)
		want := `
			audit CloudTrail.2 global AWS::::Account:audit: PASSED no_resources
			management CloudTrail.2 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: FAILED no_key
			shop CloudTrail.2 eu-west-1 cloudtrail.trails@eu-west-1: NOT_AVAILABLE gap
			web CloudTrail.2 eu-west-1 cloudtrail.trails@eu-west-1: NOT_AVAILABLE gap
			audit SNS.1 ap-northeast-1 arn:aws:sns:ap-northeast-1:audit:aws-controltower-AggregateSecurityNotifications: FAILED plain
			management SNS.1 global AWS::::Account:management: PASSED no_resources
			shop SNS.1 ap-northeast-1 arn:aws:sns:ap-northeast-1:shop:orders: FAILED plain
			shop SNS.1 eu-west-1 sns.topics@eu-west-1: NOT_AVAILABLE gap
			web SNS.1 ap-northeast-1 arn:aws:sns:ap-northeast-1:web:visits: PASSED encrypted
			web SNS.1 eu-west-1 sns.topics@eu-west-1: NOT_AVAILABLE gap`
		sameLines(t, rulingsOf(res, names), want)
		closed := 0
		for _, a := range res.Accounts {
			for _, c := range a.Closed {
				closed++
				if c.Region != "eu-west-1" || c.Policy != names["policy"] {
					t.Errorf("account %s: closed %+v", a.ID, c)
				}
			}
		}
		if closed != 2 {
			t.Errorf("%d regions are closed, want one in each of two accounts", closed)
		}
		var calls []struct{ Account, Region, Operation string }
		if err := json.Unmarshal(e.do(t, "GET", "/__log", nil), &calls); err != nil {
			t.Fatal(err)
		}
		for _, c := range calls {
			if c.Region == "eu-west-1" && (c.Account == names["web"] || c.Account == names["shop"]) {
				t.Errorf("%s was called in %s in a closed region", c.Operation, c.Account)
			}
		}
		again := e.orgScan(t, "eval", snapshot, "--control", "SNS.1,CloudTrail.2")
		sameLines(t, rulingsOf(again, names), want)
	})

	t.Run("what is the organization's", func(t *testing.T) {
		res := e.orgScan(t, "scan", "--org", "--control", "BLEA.CloudTrail.18,BLEA.GuardDuty.2,BLEA.SecurityHub.6,BLEA.Org.1,BLEA.Org.2,BLEA.Org.4,BLEA.Org.5,BLEA.Org.6,BLEA.Org.7")
		sameLines(t, rulingsOf(res, names), `
			management BLEA.CloudTrail.18 global AWS::Organizations::Organization: PASSED logging
			management BLEA.GuardDuty.2 global AWS::Organizations::Organization: PASSED enabled
			management BLEA.SecurityHub.6 global AWS::Organizations::Organization: PASSED enabled
			management BLEA.Org.1 global AWS::Organizations::Organization: PASSED active
			management BLEA.Org.2 global AWS::Organizations::Organization: PASSED controls
			management BLEA.Org.4 global AWS::Organizations::Organization: FAILED regions
			management BLEA.Org.5 global AWS::Organizations::Organization: FAILED disabled
			management BLEA.Org.6 global AWS::Organizations::Organization: PASSED delivered
			management BLEA.Org.7 global AWS::Organizations::Organization: PASSED heard`)
		res = e.orgScan(t, "scan", "--org", "--control", "BLEA.GuardDuty.2", "--governed-region", "ap-northeast-1,us-east-1")
		sameLines(t, rulingsOf(res, names), "management BLEA.GuardDuty.2 global AWS::Organizations::Organization: FAILED regions")
	})

	t.Run("choice", func(t *testing.T) {
		list := filepath.Join(t.TempDir(), "accounts")
		if err := os.WriteFile(list, []byte(nameIn(names, "# the workloads\n${web}\n${shop}, arn:aws:iam::${shop}:role/Other\n")), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct{ args, want string }{
			{"--org", "audit management shop web"},
			{"--org --include-suspended", "audit gone management shop web"},
			{"--org --account ${web},${shop}", "shop web"},
			{"--org --exclude-account ${web},${management}", "audit shop"},
			{"--org --ou ${workloads}", "shop web"},
			{"--org --ou Production", "shop"},
			{"--org --ou ${root} --exclude-account ${management}", "audit shop web"},
			{"--accounts-file " + list, "shop web"},
			{"--accounts-file " + list + " --exclude-account ${web}", "shop"},
		} {
			res := e.orgScan(t, append([]string{"scan", "--control", "IAM.7"}, strings.Fields(nameIn(names, c.args))...)...)
			if got := strings.Join(accountsIn(res, names), " "); got != c.want {
				t.Errorf("%s: got %s, want %s", c.args, got, c.want)
			}
		}
		for args, want := range map[string]string{
			"--org --account 999988887777":           "--account: 999988887777 is none of the 5 accounts",
			"--org --ou nowhere":                     `the organization has no unit "nowhere"`,
			"--org --ou Production --account ${web}": "no account is left to scan",
		} {
			got := kijun(t, environ(e.url), append([]string{"scan", "--role-name", "Audit", "--control", "IAM.7"}, strings.Fields(nameIn(names, args))...)...)
			if got.status != exitUsage || !strings.Contains(got.stderr, want) {
				t.Errorf("%s: exit %d, %s", args, got.status, got.stderr)
			}
		}
	})

	t.Run("an account that cannot be entered", func(t *testing.T) {
		before := rulingsOf(e.orgScan(t, "scan", "--org", "--control", "SNS.1,IAM.7,CloudTrail.1,GuardDuty.1"), names)
		e.do(t, "POST", "/__faults", map[string]any{"service": "sts", "operation": "AssumeRole", "kind": "denied", "match": map[string]any{"RoleArn": "arn:aws:iam::" + names["shop"] + ":role/Audit"}})
		defer e.do(t, "DELETE", "/__faults", nil)
		res := e.orgScan(t, "scan", "--org", "--control", "SNS.1,IAM.7,CloudTrail.1,GuardDuty.1")
		after := rulingsOf(res, names)
		of := func(list []string, lost bool) []string {
			return slices.DeleteFunc(slices.Clone(list), func(line string) bool { return strings.HasPrefix(line, "shop ") != lost })
		}
		if !slices.Equal(of(before, false), of(after, false)) {
			t.Errorf("other accounts: got\n%s\nwant\n%s", strings.Join(of(after, false), "\n"), strings.Join(of(before, false), "\n"))
		}
		sameLines(t, of(after, true), `
			shop CloudTrail.1 global AWS::::Account:shop: NOT_AVAILABLE gap
			shop GuardDuty.1 ap-northeast-1 AWS::::Account:shop: NOT_AVAILABLE gap
			shop GuardDuty.1 eu-west-1 AWS::::Account:shop: NOT_AVAILABLE gap
			shop IAM.7 global AWS::::Account:shop: NOT_AVAILABLE gap
			shop SNS.1 global sns.topics@global: NOT_AVAILABLE gap`)
		i := slices.IndexFunc(res.Accounts, func(a policies.Account) bool { return a.ID == names["shop"] })
		if !strings.Contains(res.Accounts[i].Unread, "could not be entered") {
			t.Errorf("the account says %q", res.Accounts[i].Unread)
		}
		if g := res.Gaps[len(res.Gaps)-1]; !slices.ContainsFunc(res.Gaps, func(g policies.Gap) bool {
			return g.Operation == "sts:AssumeRole" && g.Account == names["shop"] && g.Code == "AccessDenied"
		}) {
			t.Errorf("no gap names the role: %+v", g)
		}
	})

	t.Run("parts", func(t *testing.T) {
		dir := t.TempDir()
		run := func(want int, args ...string) outcome {
			t.Helper()
			got := kijun(t, environ(e.url, "JOB_COMPLETION_INDEX=1"), args...)
			if got.status != want {
				t.Fatalf("kijun %v: exit %d\n%s", args, got.status, got.stderr)
			}
			return got
		}
		common := []string{"--control", "SNS.1,BLEA.Org.5", "--region", "ap-northeast-1", "--max-rate", "100000", "-q", "--role-name", "Audit", "--org"}
		whole, parts := filepath.Join(dir, "whole.zip"), filepath.Join(dir, "parts")+"/"
		run(exitOK, append([]string{"collect", "--snapshot", whole}, common...)...)
		run(exitOK, append([]string{"collect", "--snapshot", parts, "--shard", "1/2"}, common...)...)
		files := filepath.Join(dir, "files")
		if err := os.Mkdir(files, 0o700); err != nil {
			t.Fatal(err)
		}
		run(exitOK, append([]string{"collect", "--snapshot", filepath.Join(files, "1.zip"), "--shard", "1/2"}, common...)...)
		got := run(exitUsage, "eval", "-q", parts)
		if !strings.Contains(got.stderr, "shard 2 of 2 is missing") {
			t.Errorf("said %s", got.stderr)
		}
		lost := e.orgScan(t, "eval", parts, "--control", "SNS.1,BLEA.Org.5", "--allow-missing")
		if lines := rulingsOf(lost, names); !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "sns.topics@global: NOT_AVAILABLE") }) {
			t.Errorf("nothing is reported as not available: %q", lines)
		}
		run(exitOK, append([]string{"collect", "--snapshot", parts, "--shard", "/2"}, common...)...) // by the index of the job
		run(exitOK, append([]string{"collect", "--snapshot", filepath.Join(files, "2.zip"), "--shard", "2/2"}, common...)...)
		report := func(path string) string {
			out := run(exitOK, "eval", "-q", path, "--control", "SNS.1,BLEA.Org.5", "-o", "json", "--as-of", "2026-01-31T00:00:00Z").stdout
			at := strings.Index(out, `"snapshot"`)
			return out[:at] + out[at+strings.Index(out[at:], "\n"):] // the root is of other files
		}
		want := report(whole)
		for _, path := range []string{parts, files} {
			if got := report(path); got != want {
				t.Errorf("%s: the report is another than that of the whole", path)
			}
		}
	})

	t.Run("what accounts share", func(t *testing.T) {
		dir := filepath.Join("..", "..", "testdata", "organization", "controls")
		scan := func(more ...string) []string {
			return rulingsOf(e.orgScan(t, append([]string{"scan", "--policy", dir, "--control", "CUSTOM/shared-topics"}, more...)...), names)
		}
		all := []string{"--org", "--account", names["audit"] + "," + names["web"] + "," + names["shop"]}
		sameLines(t, scan(all...), `
			audit CUSTOM/shared-topics global AWS::::Account:audit: PASSED found
			shop CUSTOM/shared-topics global AWS::::Account:shop: PASSED found
			web CUSTOM/shared-topics global AWS::::Account:web: PASSED found`)
		e.do(t, "POST", "/__faults", map[string]any{"service": "sts", "operation": "AssumeRole", "kind": "denied", "match": map[string]any{"RoleArn": "arn:aws:iam::" + names["web"] + ":role/Audit"}})
		defer e.do(t, "DELETE", "/__faults", nil)
		sameLines(t, scan(all...), `
			audit CUSTOM/shared-topics global AWS::::Account:audit: NOT_AVAILABLE gap
			shop CUSTOM/shared-topics global AWS::::Account:shop: NOT_AVAILABLE gap
			web CUSTOM/shared-topics global AWS::::Account:web: NOT_AVAILABLE gap`)
		path := filepath.Join(t.TempDir(), "one.zip") // one account by itself: nobody has asked the others
		if got := kijun(t, environ(e.url), "collect", "-q", "--policy", dir, "--control", "CUSTOM/shared-topics", "--region", "ap-northeast-1", "--snapshot", path); got.status != exitOK {
			t.Fatal(got.stderr)
		}
		sameLines(t, rulingsOf(e.orgScan(t, "eval", path, "--policy", dir, "--control", "CUSTOM/shared-topics"), names),
			"management CUSTOM/shared-topics global AWS::::Account:management: NOT_AVAILABLE gap")
	})

	t.Run("the bucket of another account", func(t *testing.T) {
		e.calls(t, "ap-northeast-1", []map[string]any{
			{"call": "s3.create_bucket", "account": names["audit"], "with": map[string]any{"Bucket": "central-logs", "CreateBucketConfiguration": map[string]any{"LocationConstraint": "ap-northeast-1"}}},
			{"call": "s3.put_bucket_versioning", "account": names["audit"], "with": map[string]any{"Bucket": "central-logs", "VersioningConfiguration": map[string]any{"Status": "Enabled"}}},
		})
		trail := "arn:aws:cloudtrail:ap-northeast-1:" + names["management"] + ":trail/aws-controltower-BaselineCloudTrail"
		e.do(t, "POST", "/__answers", map[string]any{"service": "cloudtrail", "operation": "DescribeTrails", "account": names["management"], "answer": map[string]any{"trailList": []any{map[string]any{
			"Name": "aws-controltower-BaselineCloudTrail", "S3BucketName": "central-logs", "IncludeGlobalServiceEvents": true, "IsMultiRegionTrail": true, "HomeRegion": "ap-northeast-1", "TrailARN": trail, "IsOrganizationTrail": true}}}})
		defer e.do(t, "DELETE", "/__answers", map[string]any{"service": "cloudtrail", "operation": "DescribeTrails", "account": names["management"]})
		scan := func(accounts ...string) []string {
			res := e.orgScan(t, "scan", "--org", "--account", strings.Join(accounts, ","), "--blea-profile", "standalone", "--control", "BLEA.CloudTrail.9,BLEA.CloudTrail.10,CloudTrail.6")
			return slices.DeleteFunc(rulingsOf(res, names), func(line string) bool { return strings.Contains(line, "no_resources") })
		}
		sameLines(t, scan(names["management"], names["audit"]), `
			management BLEA.CloudTrail.9 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: FAILED open
			management BLEA.CloudTrail.10 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: PASSED versioned
			management CloudTrail.6 ap-northeast-1 central-logs: PASSED closed`)
		sameLines(t, scan(names["management"]), `
			management BLEA.CloudTrail.9 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: WARNING foreign
			management BLEA.CloudTrail.10 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: WARNING foreign
			management CloudTrail.6 global AWS::::Account:management: WARNING foreign`)
		e.do(t, "POST", "/__faults", map[string]any{"service": "sts", "operation": "AssumeRole", "kind": "denied", "match": map[string]any{"RoleArn": "arn:aws:iam::" + names["audit"] + ":role/Audit"}})
		defer e.do(t, "DELETE", "/__faults", nil)
		sameLines(t, scan(names["management"], names["audit"]), `
			audit BLEA.CloudTrail.9 global cloudtrail.trails@global: NOT_AVAILABLE gap
			audit BLEA.CloudTrail.10 global cloudtrail.trails@global: NOT_AVAILABLE gap
			audit CloudTrail.6 global AWS::::Account:audit: NOT_AVAILABLE gap
			audit CloudTrail.6 global s3.buckets@global: NOT_AVAILABLE gap
			management BLEA.CloudTrail.9 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: NOT_AVAILABLE gap
			management BLEA.CloudTrail.10 ap-northeast-1 arn:aws:cloudtrail:ap-northeast-1:management:trail/aws-controltower-BaselineCloudTrail: NOT_AVAILABLE gap
			management CloudTrail.6 global central-logs: NOT_AVAILABLE gap`)
	})

	t.Run("in a bucket", func(t *testing.T) {
		e.calls(t, "us-east-1", bucketNamed("snapshots"))
		collect := func(to string, more ...string) {
			t.Helper()
			args := append([]string{"collect", "--org", "--role-name", "Audit", "--control", "SNS.1", "--region", "ap-northeast-1", "--max-rate", "100000", "-q", "--snapshot", to}, more...)
			if got := kijun(t, environ(e.url), args...); got.status != exitOK {
				t.Fatal(got.stderr)
			}
		}
		collect("s3://snapshots/one.zip")
		want := rulingsOf(e.orgScan(t, "eval", "s3://snapshots/one.zip", "--control", "SNS.1"), names)
		collect("s3://snapshots/nightly/", "--shard", "1/2")
		if got := kijun(t, environ(e.url), "eval", "-q", "s3://snapshots/nightly/"); got.status != exitUsage || !strings.Contains(got.stderr, "shard 2 of 2 is missing") {
			t.Errorf("exit %d: %s", got.status, got.stderr)
		}
		collect("s3://snapshots/nightly/", "--shard", "2/2")
		if got := rulingsOf(e.orgScan(t, "eval", "s3://snapshots/nightly/", "--control", "SNS.1"), names); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := kijun(t, environ(e.url), "eval", "-q", "s3://snapshots/nothing/"); got.status != exitUsage || !strings.Contains(got.stderr, "there is no snapshot") {
			t.Errorf("exit %d: %s", got.status, got.stderr)
		}
	})

	t.Run("resume", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "org.zip")
		args := []string{"collect", "--org", "--role-name", "Audit", "--control", "SNS.1", "--region", "ap-northeast-1", "--max-rate", "100000", "-q", "--snapshot", path}
		partly := filepath.Join(path + ".parts")
		if got := kijun(t, environ(e.url), append(slices.Clone(args[:len(args)-1]), partly+"/")...); got.status != exitOK { // as an interrupted scan leaves it
			t.Fatal(got.stderr)
		}
		for _, name := range []string{"organization.zip", names["web"] + ".zip"} {
			if err := os.Remove(filepath.Join(partly, name)); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(partly, names["shop"]+".zip"), []byte("cut"), 0o600); err != nil {
			t.Fatal(err)
		}
		e.do(t, "DELETE", "/__log", nil)
		if got := kijun(t, environ(e.url), append(args, "--resume")...); got.status != exitOK {
			t.Fatal(got.stderr)
		}
		var calls []struct{ Account, Operation string }
		if err := json.Unmarshal(e.do(t, "GET", "/__log", nil), &calls); err != nil {
			t.Fatal(err)
		}
		listed := map[string]bool{}
		for _, c := range calls {
			if c.Operation == "ListTopics" {
				listed[c.Account] = true
			}
		}
		if want := map[string]bool{names["web"]: true, names["shop"]: true}; !maps.Equal(listed, want) {
			t.Errorf("listed topics in %v, want %v", listed, want)
		}
		if _, err := os.Stat(partly); !os.IsNotExist(err) {
			t.Errorf("the parts are still there: %v", err)
		}
		if got := kijun(t, environ(e.url), "verify", path); got.status != exitOK {
			t.Error(got.stdout, got.stderr)
		}
	})

	t.Run("only the organization", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "org.zip")
		if got := kijun(t, environ(e.url), "collect", "--org-only", "-q", "--control", "BLEA.Org.5", "--snapshot", path); got.status != exitOK {
			t.Fatal(got.stderr)
		}
		sameLines(t, rulingsOf(e.orgScan(t, "eval", path, "--control", "BLEA.Org.5"), names), "management BLEA.Org.5 global AWS::Organizations::Organization: FAILED disabled")
	})

	t.Run("roles and rights", func(t *testing.T) {
		res := e.orgScan(t, "scan", "--org", "--role-arn", "arn:aws:iam::"+names["management"]+":role/Hub", "--account", names["shop"], "--control", "IAM.7")
		if got := strings.Join(accountsIn(res, names), " "); got != "shop" {
			t.Errorf("got %s", got)
		}
		e.do(t, "POST", "/__faults", map[string]any{"service": "organizations", "operation": "ListAccounts", "kind": "denied"})
		defer e.do(t, "DELETE", "/__faults", nil)
		got := kijun(t, environ(e.url), "scan", "--org", "--role-name", "Audit", "--control", "IAM.7")
		if got.status != exitUsage || !strings.Contains(got.stderr, "the accounts of the organization cannot be listed") || !strings.Contains(got.stderr, "--accounts-file") {
			t.Errorf("exit %d: %s", got.status, got.stderr)
		}
		list := filepath.Join(t.TempDir(), "accounts")
		if err := os.WriteFile(list, []byte(names["shop"]+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		res = e.orgScan(t, "scan", "--accounts-file", list, "--control", "IAM.7,BLEA.Org.5")
		if got := rulingsOf(res, names); len(got) != 2 {
			t.Errorf("got %q", got)
		}
	})
}
