package policies

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kijun/scanner/snapshot"
)

const archive = "222233334444"

// accountOf is the snapshot of an account with these elements, by collection.
func accountOf(t *testing.T, s *Set, account string, elements map[string][]el, gaps ...snapshot.Gap) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), account+".zip")
	w, err := snapshot.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	selection := map[string][]string{}
	for key, details := range s.Needs() {
		selection[key] = slices.Sorted(slices.Values(details))
	}
	for key, list := range elements {
		for _, x := range list {
			whole := el{"account": account, "region": "global", "type": "AWS::S3::Bucket", "tags": el{}}
			for k, v := range x {
				whole[k] = v
			}
			raw, err := json.Marshal(whole)
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Entry(account, "global", key).Add(whole["id"].(string), raw); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, g := range gaps {
		g.Account = account
		w.Gap(g)
	}
	_, err = w.Close(snapshot.Info{Kijun: "test", CollectedAt: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Partition: "aws", Selection: selection,
		Caller:  snapshot.Caller{Account: account, ARN: "arn:aws:iam::" + account + ":user/auditor", Region: tokyo},
		Targets: []snapshot.Target{{Account: account, Region: "global"}, {Account: account, Region: tokyo}}})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func together(t *testing.T, s *Set, paths ...string) *Result {
	t.Helper()
	set, err := snapshot.OpenSet(paths, false)
	if err != nil {
		t.Fatal(err)
	}
	res, err := s.EvaluateSet(context.Background(), set, Options{Profile: "standalone", Plan: true})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Errors) > 0 {
		t.Errorf("controls erred: %v", res.Errors)
	}
	return res
}

func trailTo(account, bucket string) el {
	return el{"id": "arn:aws:cloudtrail:" + tokyo + ":" + account + ":trail/main", "arn": "arn:aws:cloudtrail:" + tokyo + ":" + account + ":trail/main", "TrailARN": "arn:aws:cloudtrail:" + tokyo + ":" + account + ":trail/main",
		"type": "AWS::CloudTrail::Trail", "region": tokyo, "seen_in": []string{tokyo}, "S3BucketName": bucket, "IsMultiRegionTrail": true, "IncludeGlobalServiceEvents": true, "HomeRegion": tokyo,
		"GetTrailStatus": el{"IsLogging": true}, "GetEventSelectors": el{}}
}

func bucketOfLogs(more el) el {
	out := el{"id": "archive", "Name": "archive", "arn": "arn:aws:s3:::archive", "region": tokyo, "GetBucketVersioning": el{}, "GetPublicAccessBlock": el{}, "GetBucketPolicy": el{},
		"GetBucketPolicyStatus": el{}, "GetBucketAcl": el{}, "GetBucketOwnershipControls": el{}, "GetBucketLogging": el{}, "GetObjectLockConfiguration": el{}}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func blockOf(account string) el {
	return el{"id": account, "type": "AWS::::Account", "BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
}

// The bucket of a trail is judged with the evidence of the account that has it, where that was scanned.
func TestBucketsOfOtherAccounts(t *testing.T) {
	s := loaded(t, Selection{Controls: []string{"BLEA.CloudTrail.9", "BLEA.CloudTrail.10", "CloudTrail.6", "S3.14"}})
	mine := map[string][]el{"cloudtrail.trails": {trailTo(account, "archive")}}
	blocked := map[string][]el{"cloudtrail.trails": {trailTo(account, "archive")}, "s3control.public_access_block": {blockOf(account)}}
	good := map[string][]el{"s3.buckets": {bucketOfLogs(el{"GetBucketVersioning": el{"Status": "Enabled"}})}, "s3control.public_access_block": {blockOf(archive)}}
	bad := map[string][]el{"s3.buckets": {bucketOfLogs(nil)}}
	lacking := bucketOfLogs(nil)
	delete(lacking, "GetBucketVersioning")
	unread := map[string][]el{"s3.buckets": {lacking}, "s3control.public_access_block": good["s3control.public_access_block"]}
	trailed := map[string][]el{"s3.buckets": good["s3.buckets"], "s3control.public_access_block": good["s3control.public_access_block"], "cloudtrail.trails": {trailTo(account, "archive")}}
	denied := func(key, id, operation string) snapshot.Gap {
		return snapshot.Gap{Region: "global", Key: key, ID: id, Operation: operation, Code: "AccessDenied", Error: "AccessDenied", Message: "no"}
	}
	for name, c := range map[string]struct {
		mine, theirs map[string][]el // theirs nil: that account was not scanned
		gaps         []snapshot.Gap  // of the other account
		want         string
	}{
		"not scanned": {mine, nil, nil, "9 WARNING foreign, 10 WARNING foreign, 6 WARNING foreign"},
		"good":        {mine, good, nil, "9 PASSED blocked, 10 PASSED versioned, 6 PASSED closed"},
		"bad":         {mine, bad, nil, "9 FAILED open, 10 FAILED unversioned, 6 PASSED closed"},
		"what blocks this account's buckets does not block others'": {blocked, bad, nil, "9 FAILED open, 10 FAILED unversioned, 6 PASSED closed"},
		"in none":                    {mine, map[string][]el{}, nil, "9 WARNING foreign, 10 WARNING foreign, 6 WARNING foreign"},
		"a detail is denied":         {mine, unread, []snapshot.Gap{denied("s3.buckets", "archive", "s3:GetBucketVersioning")}, "9 PASSED blocked, 10 NOT_AVAILABLE gap, 6 PASSED closed"},
		"their block is denied":      {mine, bad, []snapshot.Gap{denied("s3control.public_access_block", "", "s3control:GetPublicAccessBlock")}, "9 NOT_AVAILABLE gap, 10 FAILED unversioned, 6 PASSED closed"},
		"their buckets are unlisted": {mine, map[string][]el{}, []snapshot.Gap{denied("s3.buckets", "", "s3:ListBuckets")}, "9 NOT_AVAILABLE gap, 10 NOT_AVAILABLE gap, 6 NOT_AVAILABLE gap"},
		"they could not be entered":  {mine, map[string][]el{}, []snapshot.Gap{denied(snapshot.AccountKey, "", "sts:AssumeRole")}, "9 NOT_AVAILABLE gap, 10 NOT_AVAILABLE gap, 6 NOT_AVAILABLE gap"},
		"they judge it":              {mine, trailed, nil, "9 PASSED blocked, 10 PASSED versioned"},
	} {
		t.Run(name, func(t *testing.T) {
			paths := []string{accountOf(t, s, account, c.mine)}
			if c.theirs != nil {
				paths = append(paths, accountOf(t, s, archive, c.theirs, c.gaps...))
			}
			res := together(t, s, paths...)
			got := map[string]string{}
			for f := range res.Findings.All() {
				id := f.Control[strings.LastIndex(f.Control, ".")+1:]
				if f.Account == account && f.Control != "S3.14" && f.ReasonCode != "no_resources" {
					if got[id] != "" {
						t.Errorf("%s has two findings", f.Control)
					}
					got[id] = fmt.Sprintf("%s %s %s", id, f.Status, f.ReasonCode)
				}
				if f.Control == "S3.14" && f.Account == account && f.ReasonCode != "no_resources" {
					t.Errorf("the other account's bucket is judged here: %+v", f)
				}
				if f.Status == NotAvailable && f.Account == account && !slices.ContainsFunc(f.Gaps, func(i int) bool {
					return res.Gaps[i].Account == archive && strings.Contains(res.Gaps[i].Message, archive)
				}) {
					t.Errorf("%s: no gap names the other account: %v", f.Control, f.Gaps)
				}
			}
			var lines []string
			for _, id := range []string{"9", "10", "6"} {
				if got[id] != "" {
					lines = append(lines, got[id])
				}
			}
			if text := strings.Join(lines, ", "); text != c.want {
				t.Errorf("got %s, want %s", text, c.want)
			}
			for _, step := range res.Steps {
				if step.Account == account {
					t.Errorf("a step of this account changes the other's bucket: %+v", step.Calls)
				}
			}
		})
	}
}
