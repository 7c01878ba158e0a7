package policies

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"kijun/scanner/snapshot"
)

// named is a control on topics: the display name is there. GetTopicAttributes is a detail, Note a field of the listing.
const named = `findings contains result.pass(topic, "good", {}, _reads) if {
	some topic in input.sns.topics
	topic.id in _named
}

findings contains result.fail(topic, "bad", {}, _reads) if {
	some topic in input.sns.topics
	not topic.id in _named
}

_reads := ["GetTopicAttributes.Attributes.DisplayName", "TopicArn"]

_named contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.DisplayName != ""
}
`

func topic(name string) el {
	if name == "" {
		return el{"GetTopicAttributes": el{"Attributes": el{}}}
	}
	return el{"GetTopicAttributes": el{"Attributes": el{"DisplayName": name}}}
}

func TestEvaluateBuiltin(t *testing.T) {
	s := loaded(t, Selection{Controls: []string{"S3.8", "IAM.4"}})
	all := el{"BlockPublicAcls": true, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}
	b := newBed(t).asks(s).
		put(tokyo, "s3.buckets", "good", el{"type": "AWS::S3::Bucket", "arn": "arn:aws:s3:::good", "GetPublicAccessBlock": el{"PublicAccessBlockConfiguration": all}}).
		put(tokyo, "s3.buckets", "bad", el{"type": "AWS::S3::Bucket", "arn": "arn:aws:s3:::bad", "GetPublicAccessBlock": el{}}).
		put("global", "iam.account_summary", "AWS::::Account:"+account, el{"arn": "", "SummaryMap": el{"AccountAccessKeysPresent": 1}})
	res := judge(t, s, b.write(), Options{Lang: "en", Plan: true})
	same(t, "S3.8", rows(res, "S3.8"), []string{tokyo + " bad FAILED open", tokyo + " good PASSED blocked"})
	var bad Finding
	for _, f := range res.Findings.List() {
		if f.Resource.ID == "bad" {
			bad = f
		}
	}
	if bad.ID != "kijun/111122223333/ap-northeast-1/S3.8/bad" || bad.Resource.ARN != "arn:aws:s3:::bad" || bad.Resource.Type != "AWS::S3::Bucket" || bad.Severity != "HIGH" ||
		bad.Account != account || !slices.Contains(bad.Standards, "fsbp") || bad.Reason != "not all four settings of the bucket block public access" {
		t.Errorf("the finding is %s", asJSON(t, bad))
	}
	if got := asJSON(t, bad.Evidence); !strings.Contains(got, `"value": null`) || !strings.Contains(got, `"path": "GetPublicAccessBlock.PublicAccessBlockConfiguration"`) {
		t.Errorf("the evidence is %s", got)
	}
	if len(res.Steps) != 1 || res.Steps[0].Subject != "bad" || res.Steps[0].Control != "S3.8" || res.Steps[0].Account != account {
		t.Errorf("the steps are %s", asJSON(t, res.Steps))
	}
	if len(rows(res, "IAM.4")) != 1 {
		t.Errorf("IAM.4 gave %v", rows(res, "IAM.4"))
	}
}

func TestEvaluateEvidence(t *testing.T) {
	a := newAuthor(t).control("facts", map[string]any{"subject": "region", "collection": nil, "resource": nil}, `findings contains result.fail(region, "bad", {"n": 12345678901234567890}, _reads) if some region in input.regions

findings contains result.pass(region, "good", {}, _reads) if {
	some region in input.regions
	region.id in {trail.region | some trail in input.cloudtrail.trails; trail.Name == "there"}
}

_reads := [
	"input.logs.log_groups.RetentionInDays",
	"input.sns.topics.GetTopicAttributes.Attributes.DisplayName",
	"input.ec2.security_groups.IpPermissions.IpRanges.CidrIp",
	"input.iam.users.UserName",
]
`).control("one", nil, strings.Replace(named, `"TopicArn"]`, `"GetTopicAttributes.Attributes.Policy.Statement.Sid", "tags"]`, 1))
	s := a.load("CUSTOM/facts", "CUSTOM/one")
	b := newBed(t).asks(s).everything()
	for i := range 30 {
		b.put(tokyo, "logs.log_groups", fmt.Sprintf("group-%02d", i), el{"RetentionInDays": json.Number("1.50")})
	}
	b.put(virginia, "logs.log_groups", "elsewhere", el{"RetentionInDays": json.Number("12345678901234567890")}).
		put("global", "iam.users", "alice", el{"UserName": "alice"}).
		put(tokyo, "sns.topics", "t", el{"arn": "", "tags": el{"k": "v"}, "GetTopicAttributes": el{"Attributes": el{"DisplayName": "x", "Policy": el{"Statement": []any{el{"Sid": "a"}, el{}, el{"Sid": "c"}}}}}}).
		put(tokyo, "ec2.security_groups", "sg-1", el{"IpPermissions": []any{el{"IpRanges": []any{el{"CidrIp": "0.0.0.0/0"}, el{"CidrIp": "10.0.0.0/8"}}}, el{}}})
	res := judge(t, s, b.write(), Options{})
	by := map[string][]string{}
	for _, f := range res.Findings.List() {
		for _, e := range f.Evidence {
			raw, _ := json.Marshal(e.Value)
			by[f.Control+" "+f.Region] = append(by[f.Control+" "+f.Region], fmt.Sprintf("%s %s %s %s %s", e.Collection, e.Resource, e.Region, e.Path, raw))
		}
	}
	in := by["CUSTOM/facts "+tokyo]
	groups := slices.DeleteFunc(slices.Clone(in), func(s string) bool { return !strings.HasPrefix(s, "logs.log_groups") })
	if len(groups) != 25 || groups[0] != "logs.log_groups group-00 ap-northeast-1 RetentionInDays 1.50" {
		t.Errorf("%d groups, the first %q: absolute paths are bounded and keep the form of numbers", len(groups), groups[:1])
	}
	for _, want := range []string{`iam.users alice global UserName "alice"`, `sns.topics t ap-northeast-1 GetTopicAttributes.Attributes.DisplayName "x"`,
		`ec2.security_groups sg-1 ap-northeast-1 IpPermissions.IpRanges.CidrIp [["0.0.0.0/0","10.0.0.0/8"],null]`} {
		if !slices.Contains(in, want) {
			t.Errorf("there is no evidence %q in\n%s", want, strings.Join(in, "\n"))
		}
	}
	same(t, "evidence of the other region", by["CUSTOM/facts "+virginia], []string{`iam.users alice global UserName "alice"`, "logs.log_groups elsewhere us-east-1 RetentionInDays 12345678901234567890"})
	same(t, "relative evidence", by["CUSTOM/one "+tokyo], []string{`sns.topics t ap-northeast-1 GetTopicAttributes.Attributes.DisplayName "x"`,
		`sns.topics t ap-northeast-1 GetTopicAttributes.Attributes.Policy.Statement.Sid ["a",null,"c"]`, `sns.topics t ap-northeast-1 tags {"k":"v"}`})
	for _, f := range res.Findings.List() {
		if raw, _ := json.Marshal(f.ReasonArgs); f.Control == "CUSTOM/facts" && string(raw) != `{"n":12345678901234567890}` {
			t.Errorf("the arguments are %s", raw)
		}
	}
}

// TestEvaluateIDs: ids are made of what a finding is about, without an ARN too, and are unique also where two elements share one.
func TestEvaluateIDs(t *testing.T) {
	s := newAuthor(t).control("named", nil, named).load("CUSTOM/named")
	b := newBed(t).asks(s).put(tokyo, "sns.topics", "a", topic("x")).put(virginia, "sns.topics", "a", topic("x")).
		put(tokyo, "sns.topics", "b", el{"arn": ""}).put(tokyo, "sns.topics", "c", el{"arn": "arn:same"}).put(tokyo, "sns.topics", "d", el{"arn": "arn:same"})
	res := judge(t, s, b.write(), Options{})
	var ids []string
	for _, f := range res.Findings.List() {
		ids = append(ids, f.ID)
		if f.Resource.ID == "b" && f.Resource.ARN != "b" {
			t.Errorf("without an ARN the resource is %+v", f.Resource)
		}
	}
	same(t, "ids", ids, []string{"kijun/111122223333/ap-northeast-1/CUSTOM/named/a", "kijun/111122223333/ap-northeast-1/CUSTOM/named/b", "kijun/111122223333/ap-northeast-1/CUSTOM/named/c",
		"kijun/111122223333/ap-northeast-1/CUSTOM/named/d", "kijun/111122223333/us-east-1/CUSTOM/named/a"})
}

func TestEvaluateGaps(t *testing.T) {
	s := newAuthor(t).control("named", nil, named).
		control("counted", map[string]any{"subject": "account", "collection": nil, "resource": nil}, `findings contains result.pass(input.account, "good", {}, []) if _any

findings contains result.fail(input.account, "bad", {}, []) if not _any

_any if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.DisplayName == "alerts"
}
`).load("CUSTOM/named", "CUSTOM/counted")
	detail := snapshot.Gap{Region: tokyo, Key: "sns.topics", ID: "b", Operation: "sns:GetTopicAttributes"}
	global := "global AWS::::Account:111122223333 "
	for name, tc := range map[string]struct {
		bed            func(b *bed)
		named, counted []string
		why            string // reason of the first that is not available
	}{
		"a denied detail touches its element only": {
			bed: func(b *bed) {
				b.put(tokyo, "sns.topics", "a", topic("x")).put(tokyo, "sns.topics", "b", el{}).put(tokyo, "sns.topics", "c", topic("")).gap(detail)
			},
			named:   []string{tokyo + " a PASSED good", tokyo + " b NOT_AVAILABLE gap", tokyo + " c FAILED bad"},
			counted: []string{global + "NOT_AVAILABLE gap"}, why: "could not be decided without sns:GetTopicAttributes (b)",
		},
		"what was found stands": {
			bed: func(b *bed) {
				b.put(tokyo, "sns.topics", "a", topic("alerts")).put(tokyo, "sns.topics", "b", el{}).gap(detail)
			},
			named: []string{tokyo + " a PASSED good", tokyo + " b NOT_AVAILABLE gap"}, counted: []string{global + "PASSED good"},
		},
		"a denied listing leaves a placeholder": {
			bed: func(b *bed) {
				b.put(tokyo, "sns.topics", "a", topic("x")).gap(snapshot.Gap{Region: virginia, Key: "sns.topics", Operation: "sns:ListTopics"})
			},
			named: []string{tokyo + " a PASSED good", virginia + " sns.topics@us-east-1 NOT_AVAILABLE gap"}, counted: []string{global + "NOT_AVAILABLE gap"},
		},
		"two gaps of one listing leave one": {
			bed: func(b *bed) {
				b.gap(snapshot.Gap{Region: virginia, Key: "sns.topics", Operation: "sns:ListTopics"}).gap(snapshot.Gap{Region: virginia, Key: "sns.topics", Operation: "sns:ListTagsForResource"})
			},
			named: []string{virginia + " sns.topics@us-east-1 NOT_AVAILABLE gap"}, counted: []string{global + "NOT_AVAILABLE gap"},
			why: "could not be decided without sns:ListTagsForResource, sns:ListTopics",
		},
		"a collection that was not asked for": {
			bed:   func(b *bed) { delete(b.selection, "sns.topics") },
			named: []string{"global sns.topics@global NOT_AVAILABLE gap"}, counted: []string{global + "NOT_AVAILABLE gap"}, why: "could not be decided without sns:ListTopics",
		},
		"a detail that was not asked for": {
			bed: func(b *bed) {
				b.put(tokyo, "sns.topics", "b", el{})
				b.selection["sns.topics"] = []string{}
			},
			named: []string{tokyo + " b NOT_AVAILABLE gap"}, counted: []string{global + "NOT_AVAILABLE gap"}, why: "could not be decided without sns:GetTopicAttributes (b)",
		},
		"regions that could not be listed": {
			bed: func(b *bed) {
				b.put(tokyo, "sns.topics", "a", topic("x")).gap(snapshot.Gap{Region: "global", Key: "regions", Operation: "ec2:DescribeRegions"})
			},
			named:   []string{tokyo + " a PASSED good", "global sns.topics@global NOT_AVAILABLE gap"},
			counted: []string{global + "NOT_AVAILABLE gap"}, why: "could not be decided without ec2:DescribeRegions",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBed(t).asks(s)
			tc.bed(b)
			res := judge(t, s, b.write(), Options{Lang: "en"})
			slices.Sort(tc.named)
			got := rows(res, "CUSTOM/named")
			slices.Sort(got)
			same(t, "named", got, tc.named)
			same(t, "counted", rows(res, "CUSTOM/counted"), tc.counted)
			for _, f := range res.Findings.List() {
				if f.Status == NotAvailable && len(f.Gaps) == 0 {
					t.Errorf("%s has no gap to blame", row(f))
				}
			}
			if tc.why != "" && !slices.ContainsFunc(res.Findings.List(), func(f Finding) bool { return f.Reason == tc.why }) {
				t.Errorf("no finding has the reason %q: %s", tc.why, asJSON(t, res.Findings))
			}
			if len(res.Errors) > 0 {
				t.Error(res.Errors)
			}
		})
	}
}

// TestEvaluateGapCodes: an element or collection that the snapshot was not asked for is told apart from one that was denied.
func TestEvaluateGapCodes(t *testing.T) {
	s := newAuthor(t).control("named", nil, named).load("CUSTOM/named")
	b := newBed(t).asks(s)
	delete(b.selection, "sns.topics")
	res := judge(t, s, b.write(), Options{})
	if !slices.ContainsFunc(res.Gaps, func(g Gap) bool {
		return g.Collection == "sns.topics" && g.Code == "NotCollected" && g.Operation == "sns:ListTopics" && slices.Contains(g.Actions, "sns:ListTopics")
	}) {
		t.Errorf("the gaps are %s", asJSON(t, res.Gaps))
	}
	off := loaded(t, Selection{Controls: []string{"S3.8", "IAM.4"}, Disable: []string{"IAM.4"}})
	if res := judge(t, off, newBed(t).asks(off).write(), Options{}); len(res.Gaps) > 0 {
		t.Errorf("a control that is switched off misses evidence: %s", asJSON(t, res.Gaps))
	}
}

func TestEvaluateSubjects(t *testing.T) {
	s := newAuthor(t).control("narrow", nil, named+`
subjects contains topic.id if {
	some topic in input.sns.topics
	topic.GetTopicAttributes.Attributes.FifoTopic == "true"
}
`).load("CUSTOM/narrow")
	fifo := func(name string) el {
		return el{"GetTopicAttributes": el{"Attributes": el{"DisplayName": name, "FifoTopic": "true"}}}
	}
	b := newBed(t).asks(s).put(tokyo, "sns.topics", "in", fifo("x")).put(tokyo, "sns.topics", "in-bad", fifo("")).put(tokyo, "sns.topics", "unknown", el{}).
		gap(snapshot.Gap{Region: tokyo, Key: "sns.topics", ID: "unknown", Operation: "sns:GetTopicAttributes"})
	res := judge(t, s, b.write(), Options{})
	same(t, "narrowed", rows(res, "CUSTOM/narrow"), []string{tokyo + " in PASSED good", tokyo + " in-bad FAILED bad", tokyo + " unknown NOT_AVAILABLE gap"})
	if len(res.Errors) > 0 {
		t.Error(res.Errors)
	}
	// findings for what the subjects leave out are a mistake, for they say that the control means two things
	b = newBed(t).asks(s).put(tokyo, "sns.topics", "in", fifo("x")).put(tokyo, "sns.topics", "out", topic("x"))
	res = judge(t, s, b.write(), Options{})
	same(t, "left out", rows(res, "CUSTOM/narrow"), []string{tokyo + " in PASSED good"})
	if len(res.Errors) != 1 || !strings.Contains(res.Errors[0], "a finding for out, which its subjects leave out") {
		t.Error(res.Errors)
	}
}

// TestEvaluateElsewhere: what a control of resources says of other accounts' stands beside its findings, and no gap makes it or takes it away.
func TestEvaluateElsewhere(t *testing.T) {
	const self = "global AWS::::Account:111122223333 "
	s := loaded(t, Selection{Controls: []string{"CloudTrail.7"}})
	trail := func(bucket string) el {
		return el{"TrailARN": "arn:aws:cloudtrail:" + tokyo + ":111122223333:trail/" + bucket, "S3BucketName": bucket}
	}
	own := func(b *bed) *bed {
		return b.put(tokyo, "s3.buckets", "own", el{"Name": "own", "GetBucketLogging": el{"LoggingEnabled": el{"TargetBucket": "logs"}}}).
			put(tokyo, "cloudtrail.trails", "t", trail("own"))
	}
	trails := snapshot.Gap{Region: virginia, Key: "cloudtrail.trails", Operation: "cloudtrail:DescribeTrails"}
	buckets := snapshot.Gap{Region: "global", Key: "s3.buckets", Operation: "s3:ListBuckets"}
	logging := snapshot.Gap{Region: tokyo, Key: "s3.buckets", ID: "own", Operation: "s3:GetBucketLogging"}
	for name, tc := range map[string]struct {
		bed  func(b *bed)
		want []string
	}{
		"nothing":                    {func(*bed) {}, []string{self + "PASSED no_resources"}},
		"only the account's":         {func(b *bed) { own(b) }, []string{tokyo + " own PASSED logged"}},
		"only another account's":     {func(b *bed) { b.put(tokyo, "cloudtrail.trails", "f", trail("other")) }, []string{self + "WARNING foreign"}},
		"both":                       {func(b *bed) { own(b).put(tokyo, "cloudtrail.trails", "f", trail("other")) }, []string{tokyo + " own PASSED logged", self + "WARNING foreign"}},
		"no trail, one may be there": {func(b *bed) { b.gap(trails) }, []string{self + "NOT_AVAILABLE gap"}},
		"another trail may be there": {func(b *bed) { own(b).gap(trails) }, []string{tokyo + " own PASSED logged", self + "NOT_AVAILABLE gap"}},
		"another's, and another trail may be there": {func(b *bed) { own(b).put(tokyo, "cloudtrail.trails", "f", trail("other")).gap(trails) },
			[]string{tokyo + " own PASSED logged", self + "WARNING foreign"}},
		"the bucket may be the account's": {func(b *bed) { b.put(tokyo, "cloudtrail.trails", "f", trail("other")).gap(buckets) },
			[]string{self + "NOT_AVAILABLE gap", "global s3.buckets@global NOT_AVAILABLE gap"}},
		"how the bucket is set does not matter": {func(b *bed) {
			b.put(tokyo, "s3.buckets", "own", el{"Name": "own"}).put(tokyo, "cloudtrail.trails", "t", trail("own")).put(tokyo, "cloudtrail.trails", "f", trail("other")).gap(logging)
		}, []string{tokyo + " own NOT_AVAILABLE gap", self + "WARNING foreign"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBed(t).asks(s)
			tc.bed(b)
			res := judge(t, s, b.write(), Options{})
			same(t, "findings", rows(res, "CloudTrail.7"), tc.want)
			if len(res.Errors) > 0 {
				t.Error(res.Errors)
			}
		})
	}
}

func TestEvaluateRegions(t *testing.T) {
	rules := `findings contains result.pass(region, "good", {}, []) if {
	some region in input.%[1]s
	region.id in _with
}

findings contains result.fail(region, "bad", {}, []) if {
	some region in input.%[1]s
	not region.id in _with
}

_with contains topic.region if some topic in input.sns.topics
`
	s := newAuthor(t).control("everywhere", map[string]any{"subject": "region", "collection": nil}, fmt.Sprintf(rules, "regions")).
		control("governed", map[string]any{"subject": "region", "collection": nil, "governed": true}, fmt.Sprintf(rules, "governed_regions")).
		control("named", nil, named).load("CUSTOM/everywhere", "CUSTOM/governed", "CUSTOM/named")
	at := "AWS::::Account:111122223333 "
	trail := el{"HomeRegion": virginia, "IsMultiRegionTrail": true, "IncludeGlobalServiceEvents": true, "S3BucketName": "logs", "GetTrailStatus": el{"IsLogging": true},
		"GetEventSelectors": el{"EventSelectors": []any{el{"IncludeManagementEvents": true, "ReadWriteType": "All", "ExcludeManagementEventSources": []any{}}}}}
	for name, tc := range map[string]struct {
		bed                  func(b *bed)
		governed             []string
		everywhere, subjects []string
		why                  string
	}{
		"the caller's region without a trail": {
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{tokyo + " " + at + "PASSED good"}, why: "caller_region",
		},
		"the home of the trail": {
			bed:        func(b *bed) { b.put(virginia, "cloudtrail.trails", "trail", trail) },
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{virginia + " " + at + "FAILED bad"}, why: "trail_home",
		},
		"given": {
			governed:   []string{virginia, tokyo},
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"}, why: "given",
		},
		"given when it was collected": {
			bed:        func(b *bed) { b.governed = []string{virginia} },
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{virginia + " " + at + "FAILED bad"}, why: "given",
		},
		"undecided": {
			bed: func(b *bed) {
				b.gap(snapshot.Gap{Region: virginia, Key: "cloudtrail.trails", Operation: "cloudtrail:DescribeTrails"})
			},
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{tokyo + " " + at + "NOT_AVAILABLE gap", virginia + " " + at + "NOT_AVAILABLE gap"}, why: "undecided",
		},
		"outside what was scanned": {
			governed:   []string{"eu-west-1"},
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{"eu-west-1 " + at + "NOT_AVAILABLE not_scanned"}, why: "given",
		},
		"the caller's region is none of the account's": {
			bed:        func(b *bed) { b.home = "eu-west-1" },
			everywhere: []string{tokyo + " " + at + "PASSED good", virginia + " " + at + "FAILED bad"},
			subjects:   []string{"eu-west-1 " + at + "NOT_AVAILABLE not_scanned"}, why: "caller_region",
		},
		"a region that is only evidence": { // its trail decides, but neither it nor its topics are judged
			bed: func(b *bed) {
				b.targets[2].Evidence = true
				b.put(virginia, "cloudtrail.trails", "trail", trail).put(virginia, "sns.topics", "evidence", topic(""))
			},
			everywhere: []string{tokyo + " " + at + "PASSED good"},
			subjects:   []string{virginia + " " + at + "NOT_AVAILABLE not_scanned"}, why: "trail_home",
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBed(t).asks(s).put(tokyo, "sns.topics", "t", topic("x"))
			if tc.bed != nil {
				tc.bed(b)
			}
			res := judge(t, s, b.write(), Options{Lang: "en", Governed: tc.governed})
			same(t, "everywhere", rows(res, "CUSTOM/everywhere"), tc.everywhere)
			same(t, "governed", rows(res, "CUSTOM/governed"), tc.subjects)
			same(t, "resources", rows(res, "CUSTOM/named"), []string{tokyo + " t PASSED good"})
			if got := res.Accounts[0].GovernedWhy; got != tc.why {
				t.Errorf("why: %s, want %s", got, tc.why)
			}
			if len(res.Errors) > 0 {
				t.Error(res.Errors)
			}
		})
	}
}

func TestEvaluateOrganization(t *testing.T) {
	s := newAuthor(t).control("org", map[string]any{"subject": "organization", "collection": nil}, `findings contains result.pass(input.organization, "good", {}, []) if some _ in input.organizations.organization

findings contains result.fail(input.organization, "bad", {}, []) if not _any

_any if some _ in input.organizations.organization
`).load("CUSTOM/org")
	res := judge(t, s, newBed(t).asks(s).write(), Options{})
	same(t, "organization", rows(res, "CUSTOM/org"), []string{"global AWS::Organizations::Organization FAILED bad"})
}

func TestEvaluateNoResources(t *testing.T) {
	s := newAuthor(t).control("named", nil, named).load("CUSTOM/named", "S3.8")
	res := judge(t, s, newBed(t).asks(s).write(), Options{Lang: "ja"})
	same(t, "built in", rows(res, "S3.8"), []string{"global AWS::::Account:111122223333 PASSED no_resources"})
	same(t, "a user's", rows(res, "CUSTOM/named"), []string{"global AWS::::Account:111122223333 NOT_APPLICABLE no_resources"})
	for _, f := range res.Findings.List() {
		if !f.Empty || f.Reason != "対象となるリソースがありません" {
			t.Errorf("%s: %v %s", f.Control, f.Empty, f.Reason)
		}
	}
	s = loaded(t, Selection{Controls: []string{"BLEA.DefaultSG.4", "BLEA.Ops.2"}}) // the same for what the providers' baselines ask
	for _, f := range judge(t, s, newBed(t).asks(s).write(), Options{}).Findings.List() {
		if f.Status != NotApplicable {
			t.Errorf("%s %s", f.Control, row(f))
		}
	}
}

// TestEvaluateErrors: a control that errs says so, its subjects are not available, and its neighbour is judged.
func TestEvaluateErrors(t *testing.T) {
	account := map[string]any{"subject": "account", "collection": nil, "resource": nil}
	region := map[string]any{"subject": "region", "collection": nil, "resource": nil}
	self := "global AWS::::Account:111122223333 "
	for name, tc := range map[string]struct {
		about map[string]any
		rules string
		want  []string
		says  string // regular expression
	}{
		"a missing finding": {account, `findings contains result.pass(input.account, "good", {}, []) if input.account.id == "?"`,
			[]string{self + "NOT_AVAILABLE error"}, `0 findings for AWS::::Account:111122223333 in global, instead of one`},
		"two findings": {nil, `findings contains result.pass(topic, "good", {}, []) if some topic in input.sns.topics

findings contains result.fail(topic, "bad", {}, []) if {
	some topic in input.sns.topics
	topic.TopicArn == "two"
}`, []string{tokyo + " a PASSED good", tokyo + " b NOT_AVAILABLE error"}, `2 findings for b in ap-northeast-1, instead of one`},
		"two with the same verdict": {account, `findings contains result.pass(input.account, "good", {"x": x}, []) if some x in [1, 2]`,
			[]string{self + "NOT_AVAILABLE error"}, `2 findings for AWS::::Account:111122223333`},
		"a finding for a foreign subject": {nil, `findings contains result.pass(topic, "good", {}, []) if some topic in input.sns.topics

findings contains result.fail(user, "bad", {}, []) if some user in input.iam.users`,
			[]string{tokyo + " a PASSED good", tokyo + " b PASSED good", self + "NOT_AVAILABLE error"}, `1 findings for alice in global, which is none of its subjects`},
		"a foreign subject of an account": {account, `findings contains result.pass(input.account, "good", {}, [])

findings contains result.fail(user, "bad", {}, []) if some user in input.iam.users`, []string{self + "NOT_AVAILABLE error"}, `none of its subjects`},
		"subjects that are none": {nil, named + `
subjects contains topic.TopicArn if some topic in input.sns.topics`, []string{self + "NOT_AVAILABLE error"}, `its subjects name two, which is no id of sns.topics`},
		"elsewhere says more than a warning": {nil, named + `
elsewhere contains result.fail(input.account, "bad", {}, [])`, []string{tokyo + " a NOT_AVAILABLE error", tokyo + " b NOT_AVAILABLE error"}, `its rule elsewhere gave 1 findings, instead of at most one WARNING on the account`},
		"elsewhere says two things": {nil, named + `
elsewhere contains result.warn(input.account, "bad", {"x": x}, []) if some x in [1, 2]`, []string{tokyo + " a NOT_AVAILABLE error", tokyo + " b NOT_AVAILABLE error"}, `its rule elsewhere gave 2 findings`},
		"elsewhere speaks of a resource": {nil, named + `
elsewhere contains result.warn(user, "bad", {}, []) if some user in input.iam.users`, []string{tokyo + " a NOT_AVAILABLE error", tokyo + " b NOT_AVAILABLE error"}, `its rule elsewhere gave 1 findings`},
		"an unknown reason code": {account, `findings contains result.pass(input.account, "goood", {}, [])`,
			[]string{self + "NOT_AVAILABLE error"}, `it gave the reason code "goood", which its METADATA does not have`},
		"a finding made by hand": {account, `findings contains {"id": input.account.id, "status": "PASSED"}`,
			[]string{self + "NOT_AVAILABLE error"}, `has not the form of result\.pass`},
		"findings that are no set": {account, `findings := [result.pass(input.account, "good", {}, [])]`,
			[]string{self + "NOT_AVAILABLE error"}, `its findings is not a set`},
		"a built-in that errs": {account, `findings contains result.pass(input.account, "good", {}, []) if 1 / count(input.ec2.vpcs) == 1

findings contains result.fail(input.account, "bad", {}, [])`, []string{self + "NOT_AVAILABLE error"}, `odd\.rego:8: eval_builtin_error: div: divide by zero`},
		"a conflict": {region, `findings contains result.pass(region, "good", {"x": _value}, []) if some region in input.regions

_value := topic.id if some topic in input.sns.topics`, []string{tokyo + " AWS::::Account:111122223333 NOT_AVAILABLE error", virginia + " AWS::::Account:111122223333 NOT_AVAILABLE error"}, `rule data\.custom\.odd\._value produced conflicting values: "a" at`},
		"a loop": {account, `findings contains result.pass(input.account, "good", {}, []) if _far

_digits := [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

_far if {
	some a in _digits
	some b in _digits
	some c in _digits
	some d in _digits
	some e in _digits
	some f in _digits
	some g in _digits
	some h in _digits
	((((((a + b) + c) + d) + e) + f) + g) + h == 73
}`, []string{self + "NOT_AVAILABLE error"}, `it took longer than 300ms`},
		"huge text": {account, `findings contains result.pass(input.account, "good", {"x": _d}, [])

_a := replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")

_b := replace(_a, "a", _a)

_c := replace(_b, "a", _b)

_d := replace(_c, "a", _c)`, []string{self + "NOT_AVAILABLE error"}, `replace: what it would give is too large`},
		"a huge number": {account, `findings contains result.pass(input.account, "good", {"x": bits.lsh(1, 100000000000)}, [])`,
			[]string{self + "NOT_AVAILABLE error"}, `bits\.lsh: what it would give is too large`},
		"a value that contains itself often": {account, "findings contains result.pass(input.account, \"good\", {\"x\": _x15}, [])\n\n_x0 := [1, 2]\n" + doubling(15),
			[]string{self + "NOT_AVAILABLE error"}, `the arguments of the reason good .* are too large`},
		"the same written out": {account, "findings contains result.pass(input.account, \"good\", {\"x\": sprintf(\"%v\", [_x16])}, [])\n\n_x0 := [1, 2]\n" + doubling(16),
			[]string{self + "NOT_AVAILABLE error"}, `sprintf: what it would give is too large`},
	} {
		t.Run(name, func(t *testing.T) {
			s := newAuthor(t).control("odd", tc.about, tc.rules+"\n").control("named", nil, named).load("CUSTOM/odd", "CUSTOM/named")
			b := newBed(t).asks(s).put(tokyo, "sns.topics", "a", el{"TopicArn": "one", "GetTopicAttributes": el{"Attributes": el{"DisplayName": "x"}}}).
				put(tokyo, "sns.topics", "b", el{"TopicArn": "two", "GetTopicAttributes": el{"Attributes": el{"DisplayName": "x"}}}).put("global", "iam.users", "alice", el{})
			start := time.Now()
			res := judge(t, s, b.write(), Options{Lang: "en", Limit: 300 * time.Millisecond})
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("it took %s", took)
			}
			if tc.about == nil && strings.HasPrefix(name, "subjects") {
				tc.says = "its subjects name (one|two), which is no id of sns.topics"
			}
			same(t, "the control that errs", rows(res, "CUSTOM/odd"), tc.want)
			same(t, "its neighbour", rows(res, "CUSTOM/named"), []string{tokyo + " a PASSED good", tokyo + " b PASSED good"})
			if len(res.Errors) != 1 || !strings.HasPrefix(res.Errors[0], "CUSTOM/odd: ") || !regexp.MustCompile(tc.says).MatchString(res.Errors[0]) {
				t.Errorf("errors: %q, want one that says %q", res.Errors, tc.says)
			}
		})
	}
}

// doubling are rules of which each holds the one before twice.
func doubling(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\n_x%d := [_x%d, _x%d]\n", i+1, i, i)
	}
	return b.String()
}

// TestEvaluateMemory: a control that fills the memory is ended, and the others are judged.
func TestEvaluateMemory(t *testing.T) {
	s := newAuthor(t).control("hog", map[string]any{"subject": "account", "collection": nil, "resource": nil}, `findings contains result.pass(input.account, "good", {}, []) if _much

_digits := [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

_much if {
	all := {sprintf("%0100000d%d%d%d%d%d%d", [a, b, c, d, e, f, g]) |
		some a in _digits
		some b in _digits
		some c in _digits
		some d in _digits
		some e in _digits
		some f in _digits
		some g in _digits
	}
	count(all) == 0
}
`).control("named", nil, named).load("CUSTOM/hog", "CUSTOM/named")
	b := newBed(t).asks(s).put(tokyo, "sns.topics", "a", topic("x"))
	res := judge(t, s, b.write(), Options{Heap: 100 << 20, Limit: time.Minute})
	same(t, "the hog", rows(res, "CUSTOM/hog"), []string{"global AWS::::Account:111122223333 NOT_AVAILABLE error"})
	same(t, "its neighbour", rows(res, "CUSTOM/named"), []string{tokyo + " a PASSED good"})
	if len(res.Errors) != 1 || !strings.Contains(res.Errors[0], "it took more than 100 MiB of memory") {
		t.Error(res.Errors)
	}
}

func TestEvaluatePlan(t *testing.T) {
	bad := `
plan contains {"subject": topic.id, "region": "us-east-1", "calls": [{"service": "sns", "operation": "SetTopicAttributes", "params": {"N": 12345678901234567890}}], %s} if {
	some topic in input.sns.topics
}
`
	for name, tc := range map[string]struct{ rest, says string }{
		"steps of what fails":  {`"undo": [], "effect": [], "needs": ["SNS.1"], "destructive": true`, ""},
		"an unknown key":       {`"undoo": []`, `a step has not the form of a step: unknown field "undoo"`},
		"a value of odd shape": {`"needs": "SNS.1"`, "a step has not the form of a step"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newAuthor(t).control("named", nil, named+fmt.Sprintf(bad, tc.rest)).load("CUSTOM/named")
			b := newBed(t).asks(s).put("global", "sns.topics", "a", topic("x")).put("global", "sns.topics", "b", topic(""))
			res := judge(t, s, b.write(), Options{Plan: true})
			if tc.says != "" {
				if len(res.Errors) != 1 || !strings.Contains(res.Errors[0], tc.says) || len(res.Steps) > 0 {
					t.Errorf("errors %q, steps %s", res.Errors, asJSON(t, res.Steps))
				}
				return
			}
			raw, _ := json.Marshal(res.Steps)
			if string(raw) != `[{"control":"CUSTOM/named","account":"111122223333","region":"us-east-1","subject":"b","calls":[{"service":"sns","operation":"SetTopicAttributes","params":{"N":12345678901234567890}}],"undo":[],"effect":[],"needs":["SNS.1"],"destructive":true}]` {
				t.Errorf("steps %s, errors %q", raw, res.Errors)
			}
		})
	}
}

// TestEvaluateNeeds: what only evidence or steps are made of is collected and loaded, and decides nothing where it is missing.
func TestEvaluateNeeds(t *testing.T) {
	s := newAuthor(t).control("shown", nil, `findings contains result.pass(topic, "good", {}, _reads) if {
	some topic in input.sns.topics
	topic.TopicArn != ""
}

findings contains result.fail(topic, "bad", {}, _reads) if {
	some topic in input.sns.topics
	not topic.TopicArn != ""
}

_reads := ["GetTopicAttributes.Attributes.DisplayName", "input.iam.roles.RoleName"]

plan contains {"subject": topic.id, "region": topic.region, "calls": [{"service": "sns", "operation": "Subscribe", "params": {"Was": _subscribed(topic), "Key": _key}}], "undo": [], "effect": [], "needs": [], "destructive": false} if {
	some topic in input.sns.topics
}

_subscribed(topic) := count(topic.ListSubscriptionsByTopic.Subscriptions)

default _key := "none"

_key := min({key.KeyId | some key in input.kms.keys; key.DescribeKey.KeyMetadata.KeyState == "Enabled"})
`).load("CUSTOM/shown")
	needs := s.Needs()
	for key, want := range map[string][]string{"sns.topics": {"GetTopicAttributes", "ListSubscriptionsByTopic"}, "iam.roles": {}, "kms.keys": {"DescribeKey"}} {
		if got, ok := needs[key]; !ok || !slices.Equal(got, want) {
			t.Errorf("%s: it needs %v, want %v", key, got, want)
		}
	}
	if p := s.Access().All(); !slices.Contains(p, "sns:ListSubscriptionsByTopic") || !slices.Contains(p, "sns:GetTopicAttributes") || !slices.Contains(p, "kms:DescribeKey") {
		t.Errorf("the permissions are %v", p)
	}
	account := func() *bed {
		return newBed(t).put(tokyo, "sns.topics", "a", el{"TopicArn": "", "GetTopicAttributes": el{"Attributes": el{"DisplayName": "x"}}, "ListSubscriptionsByTopic": el{"Subscriptions": []any{1, 2}}}).
			put(tokyo, "sns.topics", "b", el{"TopicArn": "b"}).put(tokyo, "kms.keys", "k", el{"KeyId": "k", "DescribeKey": el{"KeyMetadata": el{"KeyState": "Enabled"}}}).
			put("global", "iam.roles", "r", el{"RoleName": "r"})
	}
	verdicts := []string{tokyo + " a FAILED bad", tokyo + " b PASSED good"}
	whole := judge(t, s, account().asks(s).write(), Options{Plan: true})
	same(t, "whole", rows(whole, "CUSTOM/shown"), verdicts)
	if got := asJSON(t, whole.Steps); !strings.Contains(got, `"Was": 2`) || !strings.Contains(got, `"Key": "k"`) {
		t.Errorf("the steps are %s", got)
	}
	if got := asJSON(t, whole.Findings.List()[0].Evidence); !strings.Contains(got, `"value": "x"`) || !strings.Contains(got, `"value": "r"`) || len(whole.Gaps) > 0 {
		t.Errorf("the evidence is %s, gaps %s", got, asJSON(t, whole.Gaps))
	}
	// denied
	res := judge(t, s, account().asks(s).gap(snapshot.Gap{Region: tokyo, Key: "sns.topics", ID: "b", Operation: "sns:GetTopicAttributes"}).
		gap(snapshot.Gap{Region: tokyo, Key: "sns.topics", ID: "a", Operation: "sns:ListSubscriptionsByTopic"}).
		gap(snapshot.Gap{Region: "global", Key: "iam.roles", Operation: "iam:GetAccountAuthorizationDetails"}).
		gap(snapshot.Gap{Region: tokyo, Key: "kms.keys", Operation: "kms:ListKeys"}).write(), Options{Plan: true})
	same(t, "denied", rows(res, "CUSTOM/shown"), verdicts)
	if len(res.Gaps) != 4 {
		t.Errorf("the gaps are %s", asJSON(t, res.Gaps))
	}
	// not asked for: neither details nor collections
	b := account()
	b.elements = map[[2]string][]el{{tokyo, "sns.topics"}: b.elements[[2]string{tokyo, "sns.topics"}]}
	b.selection = map[string][]string{"sns.topics": {}}
	for key := range s.decisive() {
		if b.selection[key] == nil {
			b.selection[key] = append([]string{}, s.decisive()[key]...)
		}
	}
	res = judge(t, s, b.write(), Options{Plan: true})
	same(t, "not asked for", rows(res, "CUSTOM/shown"), verdicts)
	for _, g := range res.Gaps {
		if g.Collection == "sns.topics" {
			t.Errorf("the gap %s decides nothing", asJSON(t, g))
		}
	}
}

func TestEvaluateParameters(t *testing.T) {
	about := map[string]any{"subject": "account", "collection": nil, "resource": nil, "parameters": map[string]any{
		"days": map[string]any{"type": "integer", "default": 90, "min": 1, "max": 365}, "names": map[string]any{"type": "strings", "default": []string{"a"}},
		"mode": map[string]any{"type": "string", "default": "any", "enum": []string{"any", "all"}}},
		"reasons": map[string]any{"good": map[string]string{"en": "{days} {names} {mode}", "ja": "{days} {names} {mode}"}}}
	a := newAuthor(t).control("p", about, `findings contains result.pass(input.account, "good", {"days": _p.days, "names": _p.names, "mode": _p.mode}, [])

_p := data.parameters["CUSTOM/p"]
`)
	set := func(p map[string]any) (*Set, error) {
		return Load(Selection{Dirs: []string{a.dir}, Controls: []string{"CUSTOM/p"}, Parameters: map[string]map[string]any{"custom/P": p}})
	}
	for name, tc := range map[string]struct {
		given map[string]any
		want  string // the reason, or the error
	}{
		"defaults":       {nil, "90 a any"},
		"overrides":      {map[string]any{"days": 7, "names": []any{"x", "y"}, "mode": "all"}, "7 x, y all"},
		"wrong type":     {map[string]any{"days": "7"}, "parameters: CUSTOM/p.days: 7 is not of type integer"},
		"no integer":     {map[string]any{"days": 7.5}, "parameters: CUSTOM/p.days: 7.5 is not of type integer"},
		"out of range":   {map[string]any{"days": 366}, "parameters: CUSTOM/p.days: 366 is out of range (1 to 365)"},
		"no list":        {map[string]any{"names": "x"}, "parameters: CUSTOM/p.names: x is not a list"},
		"a list of odds": {map[string]any{"names": []any{"x", 1}}, "parameters: CUSTOM/p.names: 1 is not a string"},
		"no such choice": {map[string]any{"mode": "some"}, `parameters: CUSTOM/p.mode: "some" is not one of any, all`},
		"unknown name":   {map[string]any{"dayz": 1}, `parameters: CUSTOM/p has no parameter "dayz"; it has days, mode, names`},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := set(tc.given)
			if err != nil {
				if err.Error() != tc.want {
					t.Errorf("error %q, want %q", err, tc.want)
				}
				return
			}
			res := judge(t, s, newBed(t).asks(s).write(), Options{})
			if res.Findings.Len() != 1 || res.Findings.List()[0].Reason != tc.want || len(res.Findings.List()[0].Parameters) != 3 {
				t.Errorf("findings %s, want %q", asJSON(t, res.Findings), tc.want)
			}
		})
	}
	if _, err := Load(Selection{Controls: []string{"S3.8"}, Parameters: map[string]map[string]any{"S3.88": {"x": 1}}}); err == nil || !strings.Contains(err.Error(), `there is no control with parameters "S3.88"; perhaps S3.8`) {
		t.Errorf("parameters of no control: %v", err)
	}
}

func TestEvaluateEnable(t *testing.T) {
	a := newAuthor(t).control("off", map[string]any{"enabled": false, "disabled_because": "it is not confirmed"}, named).control("on", nil, named)
	for name, tc := range map[string]struct {
		sel     Selection
		off, on int
	}{
		"as shipped": {Selection{Controls: []string{"CUSTOM/off", "CUSTOM/on"}}, 0, 1},
		"enabled":    {Selection{Controls: []string{"CUSTOM/off", "CUSTOM/on"}, Enable: []string{"custom/OFF"}}, 1, 1},
		"disabled":   {Selection{Controls: []string{"CUSTOM/off", "CUSTOM/on"}, Disable: []string{"CUSTOM/on"}}, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			tc.sel.Dirs = []string{a.dir}
			s := loaded(t, tc.sel)
			b := newBed(t).asks(s)
			if tc.off+tc.on > 0 {
				b.put(tokyo, "sns.topics", "a", topic("x"))
			}
			res := judge(t, s, b.write(), Options{})
			if off, on := len(rows(res, "CUSTOM/off")), len(rows(res, "CUSTOM/on")); off != tc.off || on != tc.on {
				t.Errorf("findings: off %d, on %d", off, on)
			}
		})
	}
}

// TestEvaluateProfiles: a control of another profile is switched off, and one whose profile an unread call decides is not available.
func TestEvaluateProfiles(t *testing.T) {
	about := func(profiles ...string) map[string]any {
		return map[string]any{"subject": "account", "collection": nil, "resource": nil, "profiles": profiles}
	}
	pass := `findings contains result.pass(input.account, "good", {}, [])

findings contains result.fail(input.account, "bad", {}, []) if input.account.id == "?"
`
	s := newAuthor(t).control("alone", about("standalone"), pass).control("tower", about("control-tower"), pass).control("both", about("standalone", "control-tower"), pass).
		control("guest", about("guest-ec2"), pass).control("guests", about("guest-ec2", "guest-serverless"), pass).control("mixed", about("control-tower", "guest-ecs"), pass).
		load("CUSTOM/alone", "CUSTOM/tower", "CUSTOM/both", "CUSTOM/guest", "CUSTOM/guests", "CUSTOM/mixed")
	statuses := func(b *bed, o Options) (string, Account) {
		res := judge(t, s, b.write(), o)
		var out []string
		for _, c := range res.Controls {
			got := "-"
			if c.Disabled == "" {
				got = ""
			}
			for _, f := range res.Findings.List() {
				if f.Control == c.ID {
					got += string(f.Status)
				}
			}
			out = append(out, strings.TrimPrefix(c.ID, "CUSTOM/")+" "+got)
		}
		slices.Sort(out)
		return strings.Join(out, ", "), res.Accounts[0]
	}
	stacks := func(marks ...string) *bed {
		b := newBed(t).asks(s).put(tokyo, "cloudformation.stacks", "other", el{"Description": "nobody's"}).put(tokyo, "cloudformation.stacks", "silent", el{})
		for _, m := range marks {
			b.put(tokyo, "cloudformation.stacks", m, el{"Description": "x (uksb-1tupboc58) (tag:" + m + ")"})
		}
		return b
	}
	denied := func(marks ...string) *bed {
		return stacks(marks...).gap(snapshot.Gap{Region: virginia, Key: "cloudformation.stacks", Operation: "cloudformation:DescribeStacks"})
	}
	for name, tc := range map[string]struct {
		bed     *bed
		profile string
		want    string
		account string // base and guests, each with its reason
	}{
		"standalone":                        {stacks("blea-gov-base-standalone"), "", "alone PASSED, both PASSED, guest -, guests -, mixed -, tower -", "standalone stack_standalone []"},
		"control-tower":                     {stacks("blea-gov-base-ct"), "auto", "alone -, both PASSED, guest -, guests -, mixed PASSED, tower PASSED", "control-tower stack_control_tower []"},
		"a base given":                      {stacks("blea-gov-base-standalone"), "control-tower", "alone -, both PASSED, guest -, guests -, mixed PASSED, tower PASSED", "control-tower given []"},
		"a base alone, whatever the guests": {stacks("blea-guest-ec2-app-sample"), "standalone", "alone PASSED, both PASSED, guest -, guests -, mixed -, tower -", "standalone given []"},
		"a guest found": {stacks("blea-gov-base-standalone", "blea-guest-ec2-app-sample"), "auto", "alone PASSED, both PASSED, guest PASSED, guests PASSED, mixed -, tower -",
			"standalone stack_standalone [{guest-ec2 stack_guest}]"},
		"another guest found": {stacks("blea-guest-serverless-api-sample", "blea-guest-ecs-app-sample-monitoring"), "auto", "alone PASSED, both PASSED, guest -, guests PASSED, mixed PASSED, tower -",
			"standalone no_organization [{guest-ecs stack_guest} {guest-serverless stack_guest}]"},
		"base and guest given":         {stacks(), "standalone,guest-ecs", "alone PASSED, both PASSED, guest -, guests -, mixed PASSED, tower -", "standalone given [{guest-ecs given}]"},
		"a guest given":                {stacks("blea-gov-base-standalone"), "guest-serverless", "alone -, both -, guest -, guests PASSED, mixed -, tower -", "  [{guest-serverless given}]"},
		"a guest beside what is found": {stacks("blea-gov-base-ct"), "auto,guest-ec2", "alone -, both PASSED, guest PASSED, guests PASSED, mixed PASSED, tower PASSED", "control-tower stack_control_tower [{guest-ec2 given}]"},
		"the base given beside guests that are found": {stacks("blea-gov-base-ct", "blea-guest-ec2-app-sample"), "standalone,auto", "alone PASSED, both PASSED, guest PASSED, guests PASSED, mixed -, tower -",
			"standalone given [{guest-ec2 stack_guest}]"},
		"undecided": {denied(), "", "alone NOT_AVAILABLE, both PASSED, guest NOT_AVAILABLE, guests NOT_AVAILABLE, mixed NOT_AVAILABLE, tower NOT_AVAILABLE",
			"standalone undecided [{guest-ec2 undecided} {guest-ecs undecided} {guest-serverless undecided}]"},
		"what is found needs no more": {denied("blea-gov-base-standalone", "blea-guest-serverless-api-sample"), "", "alone PASSED, both PASSED, guest NOT_AVAILABLE, guests PASSED, mixed NOT_AVAILABLE, tower -",
			"standalone stack_standalone [{guest-ec2 undecided} {guest-ecs undecided} {guest-serverless stack_guest}]"},
		"what is given needs nothing": {denied(), "control-tower,guest-ec2", "alone -, both PASSED, guest PASSED, guests PASSED, mixed PASSED, tower PASSED", "control-tower given [{guest-ec2 given}]"},
	} {
		got, a := statuses(tc.bed, Options{Profile: tc.profile})
		if got != tc.want {
			t.Errorf("%s: %s", name, got)
		}
		if got := fmt.Sprintf("%s %s %v", a.BLEAProfile, a.BLEAWhy, a.BLEAGuests); got != tc.account {
			t.Errorf("%s: %s", name, got)
		}
	}
	res := judge(t, s, stacks("blea-gov-base-standalone", "blea-guest-ecs-app-sample").write(), Options{})
	for _, c := range res.Controls {
		if c.ID == "CUSTOM/tower" && c.Disabled != "not part of the BLEA profile standalone, guest-ecs" {
			t.Error(c.Disabled)
		}
	}
}

func TestCheckProfile(t *testing.T) {
	for choice, ok := range map[string]bool{
		"auto": true, "standalone": true, "control-tower,guest-ec2,guest-ecs": true, "guest-serverless": true, "auto,guest-ecs": true, "standalone,auto": true,
		"": false, "guest": false, "standalone,": false, "standalone,control-tower": false, "guest-ecs,guest-ecs": false, "standalone, guest-ecs": false,
	} {
		if err := CheckProfile(choice); (err == nil) != ok {
			t.Errorf("%q: %v", choice, err)
		}
	}
}

// TestEvaluateTwins: controls with the same rules have findings, standards, titles and severities of their own; the parameters and the
// steps are those of the control that the rules were written for.
func TestEvaluateTwins(t *testing.T) {
	author := newAuthor(t).control("first", map[string]any{
		"standards": map[string]any{"fsbp": []string{"S3.1"}}, "parameters": map[string]any{"name": map[string]any{"type": "string", "default": "a"}},
		"also": []any{
			map[string]any{"id": "CUSTOM/other", "standards": map[string]any{"cis-5.0": []string{"1.1"}}, "severity": "HIGH", "title": "Other", "title_ja": "別"},
			map[string]any{"id": "CUSTOM/third", "standards": map[string]any{"cis-3.0": []string{"1.1"}}},
		},
	}, `findings contains result.pass(topic, "good", {}, []) if {
	some topic in input.sns.topics
	topic.id in _named
}

findings contains result.fail(topic, "bad", {}, []) if {
	some topic in input.sns.topics
	not topic.id in _named
}

_named contains topic.id if {
	some topic in input.sns.topics
	endswith(topic.id, data.parameters["CUSTOM/first"].name)
}

plan contains {"subject": topic.id, "region": topic.region, "calls": [], "undo": [], "effect": [], "needs": [], "destructive": false} if {
	some topic in input.sns.topics
	not topic.id in _named
}
`)
	for name, tc := range map[string]struct {
		ids, want []string
		steps     string
	}{
		"all": {[]string{"CUSTOM/first", "CUSTOM/other", "CUSTOM/third"}, []string{"CUSTOM/first FAILED LOW b", "CUSTOM/first PASSED LOW b", "CUSTOM/other FAILED HIGH b",
			"CUSTOM/other PASSED HIGH b", "CUSTOM/third FAILED LOW b", "CUSTOM/third PASSED LOW b"}, "CUSTOM/first"},
		"one": {[]string{"CUSTOM/other"}, []string{"CUSTOM/other FAILED HIGH b", "CUSTOM/other PASSED HIGH b"}, "CUSTOM/other"},
	} {
		s, err := Load(Selection{Controls: tc.ids, Dirs: []string{author.dir}, Parameters: map[string]map[string]any{"CUSTOM/first": {"name": "b"}}})
		if err != nil {
			t.Fatal(err)
		}
		res := judge(t, s, newBed(t).asks(s).put(tokyo, "sns.topics", "a", topic("a")).put(tokyo, "sns.topics", "b", topic("b")).write(), Options{Plan: true})
		var got []string
		for _, f := range res.Findings.List() {
			got = append(got, fmt.Sprintf("%s %s %s %v", f.Control, f.Status, f.Severity, f.Parameters["name"]))
		}
		slices.Sort(got)
		same(t, name, got, tc.want)
		if len(res.Steps) != 1 || res.Steps[0].Control != tc.steps || len(res.Errors) > 0 {
			t.Errorf("%s: steps %v, errors %v", name, res.Steps, res.Errors)
		}
		for _, c := range res.Controls {
			if c.ID == "CUSTOM/other" && (c.Title.En != "Other" || c.SameAs != "CUSTOM/first" || c.Standards["cis-5.0"] == nil || c.Standards["fsbp"] != nil) {
				t.Errorf("%s: %+v", name, c)
			}
		}
	}
	s, err := Load(Selection{Controls: []string{"CUSTOM/first", "CUSTOM/other"}, Dirs: []string{author.dir}, Disable: []string{"CUSTOM/first"}})
	if err != nil {
		t.Fatal(err)
	}
	res := judge(t, s, newBed(t).asks(s).put(tokyo, "sns.topics", "b", topic("b")).write(), Options{})
	if res.Findings.Len() != 1 || res.Findings.List()[0].Control != "CUSTOM/other" {
		t.Errorf("with the first switched off: %v", res.Findings)
	}
	for id, want := range map[string]string{"also: id": "no id", "also: CUSTOM/x is part of no standard": "CUSTOM/x", "also: CUSTOM/y needs title and title_ja": "CUSTOM/y"} {
		other := map[string]any{"id": want, "title": "x", "standards": map[string]any{"fsbp": []string{"S3.1"}}}
		if want == "CUSTOM/x" {
			other = map[string]any{"id": want}
		}
		broken := newAuthor(t).control("bad", map[string]any{"also": []any{other}}, `findings contains result.pass(topic, "good", {}, []) if some topic in input.sns.topics

findings contains result.fail(topic, "bad", {}, []) if {
	some topic in input.sns.topics
	topic.id == "?"
}
`)
		if _, err := Load(Selection{Dirs: []string{broken.dir}, Controls: []string{"CUSTOM/bad"}}); err == nil || !strings.Contains(err.Error(), id) {
			t.Errorf("%s: %v", id, err)
		}
	}
}

func TestEvaluateSecureAccount(t *testing.T) {
	s := newAuthor(t).control("tagged", map[string]any{"subject": "account", "collection": nil, "resource": nil}, `findings contains result.pass(input.account, "good", {}, []) if _any

findings contains result.fail(input.account, "bad", {}, []) if not _any

_any if {
	some thing in input.tagging.resources
	thing.tags["cm:Members"]
}
`).load("CUSTOM/tagged")
	for name, tags := range map[string]el{"marked": {"cm:Members": "x"}, "other": {"Name": "x"}} {
		b := newBed(t).asks(s).put(tokyo, "tagging.resources", "r", el{"tags": tags})
		if res := judge(t, s, b.write(), Options{}); res.Accounts[0].SecureAccount != (name == "marked") {
			t.Errorf("%s: %v", name, res.Accounts[0].SecureAccount)
		}
	}
}

// TestEvaluateDeterministic: the same bytes, whatever the goroutines do and in whatever order the evidence was written.
func TestEvaluateDeterministic(t *testing.T) {
	a := newAuthor(t).control("named", nil, named).control("again", nil, named).control("odd", map[string]any{"subject": "account", "collection": nil}, `findings contains result.pass(input.account, "good", {}, []) if input.account.id == "?"
`)
	s := a.load("CUSTOM/named", "CUSTOM/again", "CUSTOM/odd", "S3.8", "IAM.4")
	order := rand.Perm(60)
	write := func() string {
		b := newBed(t).asks(s)
		for _, i := range order {
			region, x := tokyo, topic("")
			if i%2 == 0 {
				region, x = virginia, topic("x")
			}
			b.put(region, "sns.topics", fmt.Sprintf("t%02d", i), x).put(region, "s3.buckets", fmt.Sprintf("b%02d", i), el{})
			if i%7 == 0 {
				b.gap(snapshot.Gap{Region: region, Key: "sns.topics", ID: fmt.Sprintf("t%02d", i), Operation: "sns:GetTopicAttributes"})
			}
		}
		return b.write()
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	want := ""
	for i := range 6 {
		runtime.GOMAXPROCS(1 + i%3*3)
		rand.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		fresh := a.load("CUSTOM/named", "CUSTOM/again", "CUSTOM/odd", "S3.8", "IAM.4")
		got := asJSON(t, judge(t, fresh, write(), Options{Plan: true}))
		if want == "" {
			want = got
		}
		if got != want {
			t.Fatal("the same evidence gave another result")
		}
	}
}

// TestEvaluateUnrelated: collections and details that no control reads change no finding.
func TestEvaluateUnrelated(t *testing.T) {
	s := newAuthor(t).control("named", nil, named).load("CUSTOM/named", "S3.8")
	make := func() *bed {
		return newBed(t).asks(s).put(tokyo, "sns.topics", "a", topic("x")).put(tokyo, "s3.buckets", "b", el{"GetPublicAccessBlock": el{}})
	}
	small := judge(t, s, make().write(), Options{})
	b := make().everything().put(tokyo, "ec2.vpcs", "vpc-1", el{"IsDefault": true}).put("global", "iam.users", "alice", el{}).
		gap(snapshot.Gap{Region: tokyo, Key: "ec2.subnets", Operation: "ec2:DescribeSubnets"}).
		gap(snapshot.Gap{Region: tokyo, Key: "s3.buckets", ID: "b", Operation: "s3:GetBucketPolicy"})
	large := judge(t, s, b.write(), Options{})
	if a, b := asJSON(t, small.Findings), asJSON(t, large.Findings); a != b {
		t.Errorf("%s\nbecame\n%s", a, b)
	}
}

// TestEvaluateInterrupted: a cancelled evaluation gives its cause and no result.
func TestEvaluateInterrupted(t *testing.T) {
	s := loaded(t, Selection{Controls: []string{"S3.8"}})
	r, err := snapshot.Open(newBed(t).asks(s).write())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if res, err := s.Evaluate(ctx, r, Options{}); err == nil {
		t.Errorf("it gave %v", res)
	}
}

// What joins with the Regions of an account finds nothing in one that could not be entered: they are unknown, and not none.
func TestAnAccountThatCouldNotBeEntered(t *testing.T) {
	s := newAuthor(t).control("joined", map[string]any{"subject": "account", "collection": nil}, `
findings contains result.pass(input.account, "good", {}, []) if _there

findings contains result.fail(input.account, "bad", {}, []) if not _there

_there if {
	some region in input.regions
	some topic in input.sns.topics
	topic.region == region.id
}
`).load("CUSTOM/joined")
	b := newBed(t).asks(s).gap(snapshot.Gap{Region: "global", Key: snapshot.AccountKey, Operation: "sts:AssumeRole", Code: "AccessDenied"})
	b.targets = b.targets[:1]
	same(t, "joined", rows(judge(t, s, b.write(), Options{Lang: "en"}), "CUSTOM/joined"), []string{"global AWS::::Account:111122223333 NOT_AVAILABLE gap"})
}
