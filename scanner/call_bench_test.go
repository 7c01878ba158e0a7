package scanner

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/sns"
	"golang.org/x/sync/errgroup"

	"kijun/scanner/collect"
	"kijun/scanner/target"
)

// TestMain lets BenchmarkCall start the endpoint as a process, so that the time that answers take is not counted as the client's.
func TestMain(m *testing.M) {
	if os.Getenv("KIJUN_SERVE_CALLS") == "" {
		os.Exit(m.Run())
	}
	if err := answerCalls(); err != nil {
		fmt.Fprintln(os.Stderr, "the endpoint of the benchmark:", err)
		os.Exit(1)
	}
}

// answerCalls answers, at the address that it prints, until stdin ends, which it does with the process that has started this one.
func answerCalls() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: &fakeAWS{regions: []string{"ap-northeast-1"}, topics: benchTopics}, ReadHeaderTimeout: time.Minute}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // however it ends, nobody asks any more
		server.Close()
	}()
	fmt.Println("http://" + l.Addr().String())
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// benchTopics is how many things BenchmarkCall asks about: enough that what a scan takes once is a small part.
const benchTopics = 5000

// BenchmarkCall is the time of processor that one small call takes: of the SDK alone, and of a scan, which also waits for its turn, counts,
// keeps the answer as evidence and seals it. Both talk HTTP with the same endpoint, another process, over the same kind of connections.
func BenchmarkCall(b *testing.B) {
	const parallel = 64
	url := serveCalls(b)
	var alone float64
	b.Run("sdk", func(b *testing.B) {
		for name, value := range benchEnv(url) {
			b.Setenv(name, value)
		}
		ctx := context.Background()
		cfg, err := target.Load(ctx, target.Options{Version: "0", Limits: collect.Limits{Parallel: parallel}})
		if err != nil {
			b.Fatal(err)
		}
		calls, start := 0, processor(b)
		for b.Loop() {
			svc := sns.NewFromConfig(cfg)
			var group errgroup.Group
			group.SetLimit(parallel)
			for pages := sns.NewListTopicsPaginator(svc, &sns.ListTopicsInput{}); pages.HasMorePages(); calls++ {
				page, err := pages.NextPage(ctx)
				if err != nil {
					b.Fatal(err)
				}
				for _, topic := range page.Topics {
					calls++
					group.Go(func() error {
						_, err := svc.GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: topic.TopicArn})
						return err
					})
				}
			}
			if err := group.Wait(); err != nil {
				b.Fatal(err)
			}
		}
		alone = perCallOf(b, processor(b)-start, calls)
	})
	b.Run("kijun", func(b *testing.B) {
		for name, value := range benchEnv(url) {
			b.Setenv(name, value)
		}
		need := collect.Need{"sns.topics": {"GetTopicAttributes"}}
		calls, start := 0, processor(b)
		for b.Loop() {
			m, err := Scan(context.Background(), Options{Need: need, Path: b.TempDir() + "/snapshot.zip", Version: "0", Now: time.Now,
				Limits: collect.Limits{Attempts: 5, Backoff: -1, MaxRate: 1e6, Parallel: parallel}})
			if err != nil {
				b.Fatal(err)
			}
			if n, _ := elements(m, "sns.topics"); n != benchTopics || len(m.Gaps) > 0 {
				b.Fatalf("%d topics and %d gaps", n, len(m.Gaps))
			}
			for _, n := range m.Calls {
				calls += n
			}
		}
		if took := perCallOf(b, processor(b)-start, calls); alone > 0 {
			b.ReportMetric(took/alone, "x-sdk")
		}
	})
}

// perCallOf reports the time of processor of a call, in microseconds.
func perCallOf(b *testing.B, took time.Duration, calls int) float64 {
	b.Helper()
	each := float64(took.Microseconds()) / float64(calls)
	b.ReportMetric(each, "cpu-µs/call")
	b.ReportMetric(float64(calls)/float64(b.N), "calls/op")
	return each
}

// processor is the time that this process has taken, without its children.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func benchEnv(url string) map[string]string {
	return map[string]string{"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_SESSION_TOKEN": "",
		"AWS_REGION": "ap-northeast-1", "AWS_PROFILE": "", "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent"}
}

// serveCalls starts the endpoint and gives its address.
func serveCalls(b *testing.B) string {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "KIJUN_SERVE_CALLS=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		in.Close()
		_ = cmd.Wait()
	})
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatalf("the endpoint did not start: %v", err)
	}
	return strings.TrimSpace(url)
}
