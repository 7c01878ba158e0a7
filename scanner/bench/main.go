// Bench measures a whole scan by the built program against an endpoint with AWS's latency and throttles, and compares it with what no scan
// could beat. It generates the account that the endpoint shows, and its answers, from botocore's models of the services. The program
// runs as a process of its own, so that its time of processor and its memory are its own.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"kijun/scanner/collect"
	_ "kijun/scanner/collectors" // for the operations that there are
)

// perCall is what a small call costs the SDK alone, in time of processor: what BenchmarkCall measures without kijun.
const perCall = 140 * time.Microsecond

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run() error {
	var o options
	flag.StringVar(&o.data, "data", "", "botocore's folder of data")
	flag.StringVar(&o.kijun, "kijun", "bin/kijun", "the program")
	flag.DurationVar(&o.latency, "latency", 60*time.Millisecond, "median of the time that an answer takes")
	flag.Uint64Var(&o.seed, "seed", 1, "of the latencies")
	flag.IntVar(&o.accounts, "accounts", 0, "accounts of an organization, mostly empty; 0: one account of some size")
	flag.IntVar(&o.regions, "regions", 3, "enabled regions")
	flag.BoolVar(&o.preflight, "preflight", false, "have IAM asked first")
	flag.BoolVar(&o.verbose, "v", false, "show calls by operation and when the last one came, the program's stderr and what was asked twice")
	flag.BoolVar(&o.serve, "serve", false, "only answer, until interrupted; the address is printed")
	flag.StringVar(&o.keep, "snapshot", "", "keep the snapshot here")
	flag.Parse()
	o.args = flag.Args()
	return o.measure()
}

type options struct {
	data, kijun, keep string
	latency           time.Duration
	seed              uint64
	accounts, regions int
	verbose, serve    bool
	preflight         bool
	args              []string
}

// folders are the services whose folder in botocore's data has another name than operations have.
var folders = map[string]string{}

var regions = []string{"ap-northeast-1", "us-east-1", "us-west-2", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1",
	"eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-2", "us-west-1"}

func (o *options) measure() error {
	lists := map[string]bool{}
	services := map[string]bool{"sts": true, "ec2": true, "account": true}
	for _, c := range collect.All() {
		lists[c.List] = true
		for _, op := range c.Operations() {
			service, _, _ := strings.Cut(op, ":")
			services[service] = true
		}
	}
	var models []*model
	for _, service := range slices.Sorted(maps.Keys(services)) {
		m, err := loadModel(o.data, service)
		if err != nil {
			return err
		}
		models = append(models, m)
	}
	e := newEndpoint(models, o.seed)
	e.median, e.spread, e.regions, e.members = o.latency, 0.25, regions[:o.regions], o.accounts
	full := &account{sizes: many, usual: 3, listed: lists}
	empty := &account{sizes: map[string]int{"iam:GetAccountAuthorizationDetails": 3, "ec2:DescribeVpcs": 1, "ec2:DescribeSecurityGroups": 1, "ec2:DescribeSubnets": 3, "ec2:DescribeNetworkAcls": 1,
		"s3:ListBuckets": 1}, listed: lists}
	e.accounts = func(id string) *account {
		if o.accounts > 0 && id != manager {
			return empty
		}
		return full
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	server := &http.Server{Handler: e, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.Serve(l) }() // it ends with Close, and then says so
	defer server.Close()
	url := "http://" + l.Addr().String()
	if o.serve {
		fmt.Println(url)
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		<-ctx.Done()
		return nil
	}
	if o.keep == "" {
		dir, err := os.MkdirTemp("", "kijun-bench-*")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.keep = filepath.Join(dir, "snapshot.zip")
	}
	e.median, e.free = 0, true // once for nothing, so that making the answers is not measured
	if _, _, err := o.scan(e, url); err != nil {
		return err
	}
	e.median, e.free = o.latency, false
	e.reset()
	wall, state, err := o.scan(e, url)
	if err != nil {
		return err
	}
	return o.tell(e, o.keep, wall, state)
}

// scan runs the program once.
func (o *options) scan(e *endpoint, url string) (time.Duration, *os.ProcessState, error) {
	dir := filepath.Dir(o.keep)
	args := o.args
	if len(args) == 0 {
		args = []string{"scan", "-q", "-o", "jsonl=" + filepath.Join(dir, "findings.jsonl")}
		if o.accounts > 0 {
			args = append(args, "--org", "--role-name", "Audit")
		}
	}
	if o.preflight {
		args = append(args, "--preflight")
	}
	args = append(args, "--snapshot", o.keep)
	cmd := exec.Command(o.kijun, args...)
	cmd.Env = append(os.Environ(), "AWS_ENDPOINT_URL="+url, "AWS_ACCESS_KEY_ID=AKIA"+manager, "AWS_SECRET_ACCESS_KEY=secret", "AWS_SESSION_TOKEN=", "AWS_REGION="+e.regions[0], "AWS_PROFILE=",
		"AWS_CONFIG_FILE="+filepath.Join(dir, "none"), "AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(dir, "none"), "AWS_EC2_METADATA_DISABLED=true")
	var said bytes.Buffer
	cmd.Stderr = &said
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if o.verbose || err != nil {
		os.Stderr.Write(said.Bytes())
	}
	if err != nil {
		return 0, nil, fmt.Errorf("%s: %w", strings.Join(cmd.Args, " "), err)
	}
	return wall, cmd.ProcessState, nil
}

func (o *options) tell(e *endpoint, path string, wall time.Duration, state *os.ProcessState) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	t := &e.tally
	elements, gaps, err := contents(path)
	if err != nil {
		return err
	}
	cpu := state.UserTime() + state.SystemTime()
	peak := 0.0
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		peak = float64(usage.Maxrss) / 1024
	}
	longest, what := t.chain()
	bucket, rated := t.busiest(collect.DefaultRateShare)
	all, whole := t.busiest(1)
	work := time.Duration(t.calls) * perCall
	tries := time.Duration(0) // until each operation was tried by one call, with as many at a time as may be denied
	if !o.preflight {
		tries = time.Duration(len(t.perOperation)/collect.DefaultDenialBudget) * o.latency
	}
	bound := max(time.Duration(longest)*o.latency, rated, tries, work)
	fmt.Printf("%d resources, %d gaps, %d accounts, %d regions, median latency %v\n", elements, gaps, max(1, o.accounts), len(e.regions), o.latency)
	fmt.Printf("%-22s %8.2f s\n", "wall", wall.Seconds())
	fmt.Printf("%-22s %8.2f s   %.2f x\n", "lower bound", bound.Seconds(), wall.Seconds()/bound.Seconds())
	fmt.Printf("  %-20s %8.2f s   %d calls, one after the other (%s)\n", "chain", (time.Duration(longest) * o.latency).Seconds(), longest, what)
	fmt.Printf("  %-20s %8.2f s   %s (%d calls), at kijun's share of the rate\n", "slowest bucket", rated.Seconds(), bucket, t.perBucket[bucket].calls)
	fmt.Printf("  %-20s %8.2f s   %s (%d calls), which counts for those who leave nothing to others\n", "... at the whole rate", whole.Seconds(), all, t.perBucket[all].calls)
	fmt.Printf("  %-20s %8.2f s   %d operations, tried %d at a time (--denial-budget)\n", "budget of denials", tries.Seconds(), len(t.perOperation), collect.DefaultDenialBudget)
	fmt.Printf("  %-20s %8.2f s   %d calls at %v\n", "processor", work.Seconds(), t.calls, perCall)
	fmt.Printf("%-22s %8.2f s   user %.2f, system %.2f\n", "time of processor", cpu.Seconds(), state.UserTime().Seconds(), state.SystemTime().Seconds())
	fmt.Printf("%-22s %8.0f MB\n", "peak memory", peak)
	fmt.Printf("%-22s %8d     at most %d at once\n", "calls", t.calls, t.most)
	fmt.Printf("%-22s %8d\n%-22s %8d\n%-22s %8d\n", "throttle answers", t.throttled, "asked twice", len(t.twice), "not understood", t.unknown)
	if o.verbose {
		for _, s := range t.twice {
			fmt.Println("twice:", s)
		}
		for _, op := range slices.SortedFunc(maps.Keys(t.perOperation), func(a, b string) int { return t.perOperation[b] - t.perOperation[a] }) {
			fmt.Printf("%6d %6.2f s %s\n", t.perOperation[op], t.last[op].Seconds(), op)
		}
	}
	for _, s := range slices.Sorted(maps.Keys(t.strange)) {
		fmt.Println("strange:", s)
	}
	return nil
}

// chain is the longest chain of dependent calls that the requests show: who am I, which regions, the pages of a listing one after the
// other, and a detail of what is on the last one.
func (t *tally) chain() (n int, what string) {
	for _, c := range collect.All() {
		for place, depths := range t.depth {
			pages := depths[c.List]
			if pages == 0 {
				continue
			}
			one := 0
			for _, d := range c.Details {
				one = max(one, min(1, depths[d.Operation]))
			}
			if got := 2 + pages + one; got > n || got == n && place+c.Key < what {
				n, what = got, place+" "+c.Key
			}
		}
	}
	return n, what
}
