package policies

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kijun/scanner/snapshot"
)

// crowds are the collections of a large account: how many elements for each thousand of the whole, and what one looks like. Every
// tenth is in a bad state.
var crowds = []struct {
	key    string
	share  int
	region string // empty: spread over the regions
	make   func(i int, bad bool) map[string]any
}{
	{"ec2.instances", 150, "", func(i int, bad bool) map[string]any {
		tokens := map[bool]string{false: "required", true: "optional"}[bad]
		return map[string]any{"InstanceId": fmt.Sprintf("i-%017x", i), "ImageId": "ami-12c6146b", "InstanceType": "t3.micro", "State": map[string]any{"Name": "running"},
			"MetadataOptions": map[string]any{"HttpTokens": tokens, "HttpEndpoint": "enabled", "State": "applied"}, "VpcId": "vpc-1", "SubnetId": "subnet-1",
			"BlockDeviceMappings": []any{map[string]any{"DeviceName": "/dev/sda1", "Ebs": map[string]any{"VolumeId": fmt.Sprintf("vol-%017x", i), "Status": "attached"}}},
			"SecurityGroups":      []any{map[string]any{"GroupId": "sg-1", "GroupName": "web"}}, "Tags": []any{map[string]any{"Key": "Name", "Value": fmt.Sprint("web-", i)}}}
	}},
	{"ec2.volumes", 150, "", func(i int, bad bool) map[string]any {
		return map[string]any{"VolumeId": fmt.Sprintf("vol-%017x", i), "Encrypted": !bad, "State": "in-use", "Size": 8, "VolumeType": "gp3",
			"Attachments": []any{map[string]any{"InstanceId": fmt.Sprintf("i-%017x", i), "State": "attached", "DeleteOnTermination": true}}}
	}},
	{"ec2.snapshots", 150, "", func(i int, bad bool) map[string]any {
		return map[string]any{"SnapshotId": fmt.Sprintf("snap-%017x", i), "Encrypted": !bad, "State": "completed", "StartTime": "2026-01-31T00:00:00Z", "OwnerId": account}
	}},
	{"ec2.security_groups", 100, "", func(i int, bad bool) map[string]any {
		source := map[bool]string{false: "10.0.0.0/8", true: "0.0.0.0/0"}[bad]
		return map[string]any{"GroupId": fmt.Sprintf("sg-%017x", i), "GroupName": fmt.Sprint("web-", i), "VpcId": "vpc-1", "IpPermissions": []any{map[string]any{
			"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": []any{map[string]any{"CidrIp": source}}, "Ipv6Ranges": []any{}}}, "IpPermissionsEgress": []any{}}
	}},
	{"s3.buckets", 100, "", func(i int, bad bool) map[string]any {
		name := fmt.Sprint("bucket-", i)
		return map[string]any{"Name": name, "CreationDate": "2026-01-31T00:00:00Z", "GetPublicAccessBlock": map[string]any{"PublicAccessBlockConfiguration": map[string]any{
			"BlockPublicAcls": !bad, "IgnorePublicAcls": true, "BlockPublicPolicy": true, "RestrictPublicBuckets": true}},
			"GetBucketAcl": map[string]any{"Owner": map[string]any{"ID": "1"}, "Grants": []any{}}, "GetBucketLogging": map[string]any{}, "GetBucketVersioning": map[string]any{"Status": "Enabled"},
			"GetBucketPolicy": map[string]any{"Policy": document("Deny", "*", "s3:*", "arn:aws:s3:::"+name+"/*")}, "GetBucketPolicyStatus": map[string]any{"PolicyStatus": map[string]any{"IsPublic": false}}}
	}},
	{"iam.roles", 60, "global", func(i int, _ bool) map[string]any {
		return map[string]any{"RoleName": fmt.Sprint("role-", i), "Path": "/", "AssumeRolePolicyDocument": document("Allow", map[string]any{"Service": "lambda.amazonaws.com"}, "sts:AssumeRole", nil),
			"AttachedManagedPolicies": []any{map[string]any{"PolicyName": "p", "PolicyArn": fmt.Sprintf("arn:aws:iam::%s:policy/policy-%d", account, i%500)}}, "InstanceProfileList": []any{},
			"RolePolicyList": []any{map[string]any{"PolicyName": "inline", "PolicyDocument": document("Allow", nil, []any{"s3:GetObject", "s3:PutObject"}, fmt.Sprintf("arn:aws:s3:::bucket-%d/*", i))}}}
	}},
	{"iam.users", 20, "global", func(i int, _ bool) map[string]any {
		return map[string]any{"UserName": fmt.Sprint("user-", i), "Path": "/", "GroupList": []any{"people"}, "AttachedManagedPolicies": []any{}, "UserPolicyList": []any{},
			"ListAccessKeys": map[string]any{"AccessKeyMetadata": []any{}}, "ListMFADevices": map[string]any{"MFADevices": []any{}}, "GetLoginProfile": map[string]any{}}
	}},
	{"iam.policies", 20, "global", func(i int, bad bool) map[string]any {
		action := map[bool]any{false: []any{"ec2:Describe*", "logs:*"}, true: "*"}[bad]
		return map[string]any{"PolicyName": fmt.Sprint("policy-", i), "AttachmentCount": 1, "DefaultVersionId": "v1", "PolicyVersionList": []any{
			map[string]any{"VersionId": "v1", "IsDefaultVersion": true, "Document": document("Allow", nil, action, "*")}}}
	}},
	{"kms.keys", 50, "", func(i int, bad bool) map[string]any {
		return map[string]any{"KeyId": fmt.Sprint(i), "DescribeKey": map[string]any{"KeyMetadata": map[string]any{"KeyManager": "CUSTOMER", "KeyState": "Enabled", "KeySpec": "SYMMETRIC_DEFAULT",
			"KeyUsage": "ENCRYPT_DECRYPT", "Origin": "AWS_KMS", "Enabled": true}}, "GetKeyRotationStatus": map[string]any{"KeyRotationEnabled": !bad},
			"GetKeyPolicy": map[string]any{"Policy": document("Allow", map[string]any{"AWS": "arn:aws:iam::" + account + ":root"}, "kms:*", "*")}, "ListResourceTags": map[string]any{}}
	}},
	{"sns.topics", 50, "", func(i int, _ bool) map[string]any {
		return map[string]any{"GetTopicAttributes": map[string]any{"Attributes": map[string]any{"KmsMasterKeyId": "alias/aws/sns",
			"Policy": document("Allow", map[string]any{"Service": "events.amazonaws.com"}, "sns:Publish", "*")}},
			"ListSubscriptionsByTopic": map[string]any{"Subscriptions": []any{map[string]any{"SubscriptionArn": "PendingConfirmation", "Protocol": "email", "Endpoint": "[cut]"}}}}
	}},
	{"logs.log_groups", 80, "", func(i int, bad bool) map[string]any {
		return map[string]any{"LogGroupName": fmt.Sprint("group-", i), "RetentionInDays": 30, "DescribeSubscriptionFilters": map[string]any{}, "LogGroupClass": "STANDARD"}
	}},
	{"logs.metric_filters", 10, "", func(i int, _ bool) map[string]any {
		return map[string]any{"FilterName": fmt.Sprint("filter-", i), "LogGroupName": fmt.Sprint("group-", i), "FilterPattern": `{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }`,
			"MetricTransformations": []any{map[string]any{"MetricName": fmt.Sprint("metric-", i), "MetricNamespace": "Trail", "MetricValue": "1"}}}
	}},
	{"cloudwatch.alarms", 40, "", func(i int, bad bool) map[string]any {
		return map[string]any{"AlarmName": fmt.Sprint("alarm-", i), "ActionsEnabled": !bad, "AlarmActions": []any{"arn:aws:sns:ap-northeast-1:" + account + ":1"}, "MetricName": fmt.Sprint("metric-", i),
			"Namespace": "Trail", "Statistic": "Sum", "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 1.0, "Period": 300, "EvaluationPeriods": 1, "StateValue": "OK"}
	}},
	{"events.rules", 20, "", func(i int, _ bool) map[string]any {
		return map[string]any{"Name": fmt.Sprint("rule-", i), "EventBusName": "default", "State": "ENABLED", "EventPattern": map[string]any{"source": []any{"aws.ec2"}, "detail": map[string]any{"state": []any{"running"}}},
			"ListTargetsByRule": map[string]any{"Targets": []any{map[string]any{"Id": "1", "Arn": "arn:aws:sns:ap-northeast-1:" + account + ":1"}}}}
	}},
}

func document(effect string, principal, action, resource any) map[string]any {
	statement := map[string]any{"Effect": effect, "Action": action}
	if principal != nil {
		statement["Principal"] = principal
	}
	if resource != nil {
		statement["Resource"] = resource
	}
	return map[string]any{"Version": "2012-10-17", "Statement": []any{statement}}
}

// crowd writes a snapshot of an account with n elements in three regions that was asked for all there is.
func crowd(tb testing.TB, n int) string {
	tb.Helper()
	regions := []string{"ap-northeast-1", "us-east-1", "us-west-2"}
	path := filepath.Join(tb.TempDir(), "snapshot.zip")
	w, err := snapshot.Create(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer w.Abort()
	index, err := Index()
	if err != nil {
		tb.Fatal(err)
	}
	for _, c := range crowds {
		for i := range n * c.share / 1000 {
			region := c.region
			if region == "" {
				region = regions[i%len(regions)]
			}
			element := c.make(i, i%10 == 0)
			id := fmt.Sprintf("arn:aws:x:%s:%s:%s/%d", region, account, c.key, i)
			maps.Copy(element, map[string]any{"id": id, "arn": id, "type": index[c.key].Type, "account": account, "region": region, "tags": map[string]any{}})
			raw, err := json.Marshal(element)
			if err != nil {
				tb.Fatal(err)
			}
			at := region
			if index[c.key].Scope != "regional" {
				at = "global"
			}
			if err := w.Entry(account, at, c.key).Add(id, raw); err != nil {
				tb.Fatal(err)
			}
		}
	}
	info := snapshot.Info{Kijun: "0", CollectedAt: time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), Partition: "aws", Selection: map[string][]string{},
		Caller:  snapshot.Caller{Account: account, ARN: "arn:aws:iam::" + account + ":user/auditor", Region: regions[0]},
		Targets: []snapshot.Target{{Account: account, Region: "global"}}}
	for _, region := range regions {
		info.Targets = append(info.Targets, snapshot.Target{Account: account, Region: region})
	}
	for key, e := range index {
		info.Selection[key] = slices.Sorted(maps.Keys(e.Details))
	}
	if _, err := w.Close(info); err != nil {
		tb.Fatal(err)
	}
	return path
}

// peak is the most bytes of objects that the heap holds until stop is called, what is not yet collected included.
func peak() (stop func() uint64) {
	runtime.GC()
	var most atomic.Uint64
	quit, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		for {
			metrics.Read(sample)
			most.Store(max(most.Load(), sample[0].Value.Uint64()))
			select {
			case <-quit:
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(quit)
		<-done
		return most.Load()
	}
}

// stopwatch adds up how long each control took.
type stopwatch struct {
	mu   sync.Mutex
	took map[string]time.Duration
}

func (s *stopwatch) add(control, rule string, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.took[cmp.Or(control, rule)] += took
}

// slowest are the controls that took longest, the slowest first, with their share of a run. The controls run side by side.
func (s *stopwatch) slowest(most, runs int) string {
	names := slices.SortedFunc(maps.Keys(s.took), func(a, b string) int { return cmp.Or(cmp.Compare(s.took[b], s.took[a]), strings.Compare(a, b)) })
	var out strings.Builder
	for _, name := range names[:min(most, len(names))] {
		fmt.Fprintf(&out, "\n%8d ms  %s", (s.took[name] / time.Duration(runs)).Milliseconds(), name)
	}
	return out.String()
}

// BenchmarkEvaluate judges accounts with all controls, the loading of the snapshot included; a hundred thousand elements are a large account.
// A control that takes longer than ten seconds is stopped and counted: there should be none, and µs/element should be the same for both
// sizes. On two free cores the large account should take less than 15 seconds and 1.5 GiB.
func BenchmarkEvaluate(b *testing.B) {
	set, err := Load(Selection{})
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1_000, 100_000} {
		b.Run(fmt.Sprintf("elements=%d", n), func(b *testing.B) {
			path := crowd(b, n)
			b.ReportAllocs()
			stop := peak()
			findings, stopped, runs := 0, 0, 0
			watch := stopwatch{took: map[string]time.Duration{}}
			for b.Loop() {
				runs++
				r, err := snapshot.Open(path)
				if err != nil {
					b.Fatal(err)
				}
				res, err := set.Evaluate(context.Background(), r, Options{Kijun: "0", Lang: "en", Profile: "standalone", Limit: 10 * time.Second, Timing: watch.add})
				if err != nil {
					b.Fatal(err)
				}
				findings, stopped = res.Findings.Len(), len(res.Errors)
				if err := r.Close(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(stop()>>20), "peak-MiB")
			b.ReportMetric(float64(findings), "findings")
			b.ReportMetric(float64(stopped), "stopped")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/element")
			fmt.Fprintf(os.Stderr, "\n%d elements, time per control, the slowest first:%s\n", n, watch.slowest(40, runs)) // a benchmark's log is cut at ten lines
		})
	}
}

// BenchmarkLoad compiles and analyses controls, which every command does that judges or scans.
func BenchmarkLoad(b *testing.B) {
	for _, choice := range []struct {
		name string
		sel  Selection
	}{{"all", Selection{}}, {"blea", Selection{Standards: []string{"blea"}}}, {"one", Selection{Controls: []string{"IAM.4"}}}} {
		b.Run(choice.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Load(choice.sel); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
