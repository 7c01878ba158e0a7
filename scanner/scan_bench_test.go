package scanner

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"kijun/scanner/collect"
)

var everyDetail = collect.Need{
	"s3.buckets": {"GetBucketAcl", "GetBucketEncryption", "GetBucketLifecycleConfiguration", "GetBucketLogging", "GetBucketOwnershipControls", "GetBucketPolicy",
		"GetBucketPolicyStatus", "GetBucketTagging", "GetBucketVersioning", "GetObjectLockConfiguration", "GetPublicAccessBlock"},
	"iam.roles":  {},
	"sns.topics": {"GetTopicAttributes", "ListSubscriptionsByTopic", "ListTagsForResource"},
}

// BenchmarkScan reads a generated account of three regions, each call answered after 20 ms, and compares the time with what no scan
// can beat: the longest chain of dependent calls, and all calls through as many slots as there are. bound/op is the larger of the two;
// rate-bound/op is what the built-in rates would make of the same calls, which this benchmark switches off.
func BenchmarkScan(b *testing.B) {
	const latency, parallel = 20 * time.Millisecond, 64
	for _, size := range []struct{ buckets, roles, topics int }{{10, 20, 10}, {100, 200, 100}} {
		b.Run(fmt.Sprintf("buckets=%d", size.buckets), func(b *testing.B) {
			b.ReportAllocs()
			var calls, most int64
			var wall time.Duration
			for b.Loop() {
				f := &fakeAWS{regions: []string{"ap-northeast-1", "us-east-1", "us-west-2"}, buckets: size.buckets, roles: size.roles, topics: size.topics, wait: latency}
				start := time.Now()
				_, m := f.scan(b, everyDetail, collect.Limits{Attempts: 5, Backoff: -1, MaxRate: 1e6, Parallel: parallel})
				wall += time.Since(start)
				calls, most = calls+f.calls.Load(), max(most, f.most.Load())
				if n, _ := elements(m, "sns.topics"); n != 3*size.topics {
					b.Fatalf("%d topics, instead of %d", n, 3*size.topics)
				}
			}
			n := int64(b.N)
			calls /= n
			// who am I, which regions, the pages of roles one after the other
			chain := time.Duration(2+(size.roles+99)/100) * latency
			chain = max(chain, 4*latency) // ... or the list of topics and a topic's details
			bound := max(chain, time.Duration(calls)*latency/parallel)
			// S3 has the most calls of one bucket of tokens: 100 a second after the first 200; SNS 30 after 60 in each region
			rated := max(float64(1+11*size.buckets-200)/100, float64(1+3*size.topics-60)/30, 0)
			b.ReportMetric(float64(calls), "calls/op")
			b.ReportMetric(float64(most), "in-flight")
			b.ReportMetric(bound.Seconds(), "bound-s/op")
			b.ReportMetric((wall/time.Duration(n)).Seconds()/bound.Seconds(), "x-bound")
			b.ReportMetric(rated, "rate-bound-s/op")
		})
	}
}

// BenchmarkListing reads a long listing without waiting: the time that kijun itself takes for an element.
func BenchmarkListing(b *testing.B) {
	const n = 20_000
	b.ReportAllocs()
	for b.Loop() {
		f := &fakeAWS{regions: []string{"ap-northeast-1"}, snapshots: n, snapshotBytes: 200, onPage: 1000}
		f.scan(b, collect.Need{"ec2.snapshots": {}}, collect.Limits{Attempts: 5, Backoff: -1, MaxRate: 1e6})
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/n, "µs/element")
}

// TestScanMemory reads a listing that is larger than the memory it may take: elements must go to the disk as they come.
func TestScanMemory(t *testing.T) {
	const n, each, most = 18_000, 8_000, 64 << 20
	runtime.GC()
	f := &fakeAWS{regions: []string{"ap-northeast-1"}, snapshots: n, snapshotBytes: each, onPage: 300, wait: 2 * time.Millisecond, watch: true}
	_, m := f.scan(t, collect.Need{"ec2.snapshots": {}}, collect.Limits{Attempts: 5, Backoff: -1, MaxRate: 1e6})
	got, bytes := elements(m, "ec2.snapshots")
	if got != n || bytes < 2*most {
		t.Fatalf("%d elements of %d bytes, which is too little to tell anything", got, bytes)
	}
	t.Logf("%d elements, %d MiB, %d MiB of heap", got, bytes>>20, f.heap.Load()>>20)
	if heap := f.heap.Load(); heap > most {
		t.Errorf("the heap grew to %d MiB while %d MiB were written, which take no more than %d MiB", heap>>20, bytes>>20, int64(most)>>20)
	}
}
