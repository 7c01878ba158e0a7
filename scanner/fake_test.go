package scanner

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// fakeAWS is a generated account behind the real protocols: as many buckets, roles, topics and snapshots as asked for, each answer
// after the same wait. What it lacks it answers with 501, which is a gap.
type fakeAWS struct {
	regions                          []string
	buckets, roles, topics           int
	snapshots, snapshotBytes, onPage int           // snapshots in each region, length of what each says of itself, and how many a page has
	wait                             time.Duration // of each answer

	calls, inFlight, most atomic.Int64
	heap                  atomic.Uint64 // most bytes of live and not yet collected objects seen, when watched
	watch                 bool
}

const fakeAccount = "111122223333"

var credential = regexp.MustCompile(`Credential=[^/]+/[0-9]+/([^/]*)/([^/]*)/aws4_request`)

func (f *fakeAWS) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.calls.Add(1)
	now := f.inFlight.Add(1)
	defer f.inFlight.Add(-1)
	raise(&f.most, now)
	if f.watch {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		if have := sample[0].Value.Uint64(); have > f.heap.Load() {
			f.heap.Store(have)
		}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	time.Sleep(f.wait)
	m := credential.FindStringSubmatch(r.Header.Get("Authorization"))
	if m == nil {
		http.Error(w, "unsigned", http.StatusForbidden)
		return
	}
	region, service := m[1], m[2]
	if service == "s3" {
		f.s3(w, r)
		return
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		form = url.Values{}
	}
	action := form.Get("Action")
	w.Header().Set("Content-Type", "text/xml")
	out := &xml{w}
	switch service + ":" + action {
	case "sts:GetCallerIdentity":
		out.result(action, "<Arn>arn:aws:iam::"+fakeAccount+":user/auditor</Arn><UserId>AIDA</UserId><Account>"+fakeAccount+"</Account>")
	case "ec2:DescribeRegions":
		var b strings.Builder
		for _, name := range f.regions {
			b.WriteString("<item><regionName>" + name + "</regionName><optInStatus>opt-in-not-required</optInStatus></item>")
		}
		out.printf("<DescribeRegionsResponse><regionInfo>%s</regionInfo></DescribeRegionsResponse>", b.String())
	case "ec2:DescribeSnapshots":
		f.describeSnapshots(out, form)
	case "iam:GetAccountAuthorizationDetails":
		f.authorization(out, form)
	case "sns:ListTopics":
		from, to, next := page(form.Get("NextToken"), f.topics, 100)
		var b strings.Builder
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<member><TopicArn>arn:aws:sns:%s:%s:topic-%05d</TopicArn></member>", region, fakeAccount, i)
		}
		out.result(action, "<Topics>"+b.String()+"</Topics>"+next)
	case "sns:GetTopicAttributes":
		out.result(action, `<Attributes><entry><key>TopicArn</key><value>`+form.Get("TopicArn")+`</value></entry><entry><key>KmsMasterKeyId</key><value>alias/aws/sns</value></entry>
			<entry><key>Policy</key><value>{&quot;Statement&quot;:[{&quot;Effect&quot;:&quot;Allow&quot;,&quot;Principal&quot;:{&quot;Service&quot;:&quot;events.amazonaws.com&quot;},&quot;Action&quot;:&quot;sns:Publish&quot;,&quot;Resource&quot;:&quot;*&quot;}]}</value></entry></Attributes>`)
	case "sns:ListSubscriptionsByTopic":
		out.result(action, "<Subscriptions><member><SubscriptionArn>"+form.Get("TopicArn")+":1</SubscriptionArn><Protocol>email</Protocol><Endpoint>a@example.com</Endpoint></member></Subscriptions>")
	case "sns:ListTagsForResource":
		out.result(action, "<Tags/>")
	default:
		http.Error(w, "not here", http.StatusNotImplemented)
	}
}

func raise(most *atomic.Int64, n int64) {
	for have := most.Load(); n > have && !most.CompareAndSwap(have, n); have = most.Load() {
	}
}

// xml writes answers of the query and ec2 protocols.
type xml struct{ w io.Writer }

func (x *xml) printf(format string, a ...any) { fmt.Fprintf(x.w, format, a...) }

func (x *xml) result(action, inner string) {
	x.printf("<%[1]sResponse><%[1]sResult>%[2]s</%[1]sResult></%[1]sResponse>", action, inner)
}

// page is the range of elements that a token asks for, and the token of the next one as a NextToken element.
func page(token string, all, size int) (from, to int, next string) {
	if _, err := fmt.Sscanf(token, "from-%d", &from); err != nil {
		from = 0
	}
	to = min(from+size, all)
	if to < all {
		next = fmt.Sprintf("<NextToken>from-%d</NextToken>", to)
	}
	return from, to, next
}

func (f *fakeAWS) s3(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/xml")
	if r.URL.Path == "/" {
		fmt.Fprint(w, "<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets>")
		for i := range f.buckets {
			fmt.Fprintf(w, "<Bucket><Name>bucket-%05d</Name><BucketRegion>%s</BucketRegion><CreationDate>2026-01-31T00:00:00Z</CreationDate></Bucket>", i, f.regions[i%len(f.regions)])
		}
		fmt.Fprint(w, "</Buckets></ListAllMyBucketsResult>")
		return
	}
	query := r.URL.Query()
	for what, code := range map[string]string{"policy": "NoSuchBucketPolicy", "policyStatus": "NoSuchBucketPolicy", "lifecycle": "NoSuchLifecycleConfiguration",
		"tagging": "NoSuchTagSet", "object-lock": "ObjectLockConfigurationNotFoundError"} {
		if query.Has(what) {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, "<Error><Code>"+code+"</Code></Error>")
			return
		}
	}
	for what, body := range map[string]string{
		"acl":               `<AccessControlPolicy><Owner><ID>1</ID></Owner><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>1</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList></AccessControlPolicy>`,
		"encryption":        `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>`,
		"logging":           `<BucketLoggingStatus/>`,
		"ownershipControls": `<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>`,
		"publicAccessBlock": `<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`,
		"versioning":        `<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>`,
	} {
		if query.Has(what) {
			fmt.Fprint(w, body)
			return
		}
	}
	http.Error(w, "not here", http.StatusNotImplemented)
}

func (f *fakeAWS) authorization(out *xml, form url.Values) {
	if form.Get("Filter.member.1") != "Role" {
		out.result("GetAccountAuthorizationDetails", "<IsTruncated>false</IsTruncated>")
		return
	}
	from, to, next := page(form.Get("Marker"), f.roles, 100)
	next = strings.NewReplacer("<NextToken>", "<IsTruncated>true</IsTruncated><Marker>", "</NextToken>", "</Marker>").Replace(next)
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, `<member><RoleName>role-%05[1]d</RoleName><Arn>arn:aws:iam::%[2]s:role/role-%05[1]d</Arn><Path>/</Path><RoleId>AROA%05[1]d</RoleId><CreateDate>2026-01-31T00:00:00Z</CreateDate>
			<AssumeRolePolicyDocument>%%7B%%22Statement%%22%%3A%%5B%%7B%%22Effect%%22%%3A%%22Allow%%22%%2C%%22Principal%%22%%3A%%7B%%22Service%%22%%3A%%22lambda.amazonaws.com%%22%%7D%%2C%%22Action%%22%%3A%%22sts%%3AAssumeRole%%22%%7D%%5D%%7D</AssumeRolePolicyDocument>
			<AttachedManagedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/ReadOnlyAccess</PolicyArn></member></AttachedManagedPolicies></member>`, i, fakeAccount)
	}
	out.result("GetAccountAuthorizationDetails", "<RoleDetailList>"+b.String()+"</RoleDetailList>"+next)
}

// describeSnapshots writes a page as it goes, so that the fake itself holds none.
func (f *fakeAWS) describeSnapshots(out *xml, form url.Values) {
	if form.Get("RestorableBy.1") != "" {
		out.printf("<DescribeSnapshotsResponse><snapshotSet/></DescribeSnapshotsResponse>")
		return
	}
	from, to, next := page(form.Get("NextToken"), f.snapshots, f.onPage)
	text := strings.Repeat("what a backup job says of its snapshot ", f.snapshotBytes/39)
	out.printf("<DescribeSnapshotsResponse><snapshotSet>")
	for i := from; i < to; i++ {
		out.printf("<item><snapshotId>snap-%017x</snapshotId><volumeId>vol-%017x</volumeId><status>completed</status><startTime>2026-01-31T00:00:00.000Z</startTime>"+
			"<ownerId>%s</ownerId><volumeSize>8</volumeSize><encrypted>true</encrypted><description>%s</description></item>", i, i, fakeAccount, text)
	}
	out.printf("</snapshotSet>%s</DescribeSnapshotsResponse>", strings.NewReplacer("NextToken", "nextToken").Replace(next))
}

// scan reads the fake account into a snapshot of this test.
func (f *fakeAWS) scan(tb testing.TB, need collect.Need, limits collect.Limits) (string, *snapshot.Manifest) {
	tb.Helper()
	server := httptest.NewServer(f)
	defer server.Close()
	for name, value := range map[string]string{"AWS_ENDPOINT_URL": server.URL, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_SESSION_TOKEN": "",
		"AWS_REGION": f.regions[0], "AWS_PROFILE": "", "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent"} {
		tb.Setenv(name, value)
	}
	path := filepath.Join(tb.TempDir(), "snapshot.zip")
	m, err := Scan(context.Background(), Options{Need: need, Path: path, Version: "0", Now: time.Now, Limits: limits})
	if err != nil {
		tb.Fatal(err)
	}
	if len(m.Gaps) > 0 {
		tb.Fatalf("%d gaps, the first: %+v", len(m.Gaps), m.Gaps[0])
	}
	return path, m
}

// elements counts what a snapshot holds of a collection, and its bytes before compression.
func elements(m *snapshot.Manifest, key string) (n int, bytes int64) {
	for _, e := range m.Entries {
		if e.Key == key {
			n += e.Elements
			bytes += e.Bytes
		}
	}
	return n, bytes
}
