package collect

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// asks are calls of an account that knows what it denies: side by side as a scan makes them, and what came of each.
type asks struct {
	ledger  *ledger
	denies  func(c *call) bool
	takes   func() time.Duration
	policy  func(item string) *string
	message string // of a denial, behind the code

	mu     sync.Mutex
	at     []time.Time // of the denials
	sent   map[string]int
	errs   map[string]error // by call
	flying int
	most   int
}

type getBucketPolicy struct{ Policy *string }

func (a *asks) ask(ctx context.Context, operation, region, item string) {
	c := &call{operation: operation, service: service(operation), region: region, item: item}
	name := operation + " " + region + " " + item
	err := a.ledger.admit(ctx, ctx, c)
	a.mu.Lock()
	if a.errs == nil {
		a.errs, a.sent = map[string]error{}, map[string]int{}
	}
	a.errs[name] = err
	if err == nil {
		a.sent[operation]++
		a.flying++
		a.most = max(a.most, a.flying)
	}
	a.mu.Unlock()
	if err != nil {
		return
	}
	time.Sleep(a.takes())
	var result any
	if a.denies(c) {
		err = fmt.Errorf("%w %s", answered(403, "AccessDenied"), a.message)
		a.mu.Lock()
		a.at = append(a.at, time.Now())
		a.errs[name] = err
		a.mu.Unlock()
	} else if a.policy != nil && operation == alone[c.service] {
		result = &getBucketPolicy{a.policy(item)}
	}
	a.mu.Lock()
	a.flying--
	a.mu.Unlock()
	a.ledger.answered(c, err, result)
}

// worst is the largest number of denials in any five minutes.
func worst(at []time.Time) int {
	slices.SortFunc(at, time.Time.Compare)
	most := 0
	for i := range at {
		n := i
		for n < len(at) && at[n].Sub(at[i]) <= denialWindow {
			n++
		}
		most = max(most, n-i)
	}
	return most
}

// count is how many calls ended with that class, "" for those that were answered.
func (a *asks) count(class Class, code string) (n int) {
	for _, err := range a.errs {
		got, of := Class(""), ""
		if err != nil {
			got, of = Classify(err, nil)
		}
		if got == class && (code == "" || of == code) {
			n++
		}
	}
	return n
}

func steady(d time.Duration) func() time.Duration { return func() time.Duration { return d } }

func TestNoAccountIsDeniedMoreThanTheBudget(t *testing.T) {
	services := []string{"sns", "sqs", "ec2", "rds", "kms", "s3", "config", "iam", "lambda", "macie2"}
	for seed := range uint64(60) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				random := rand.New(rand.NewPCG(seed, 1))
				budget := 1 + int(seed%5)
				share := []float64{0.02, 0.2, 0.5, 0.9, 1}[random.IntN(5)]
				kind := random.IntN(3) // operations, regions or items that deny
				deny := map[string]bool{}
				is := func(key string) bool {
					v, ok := deny[key]
					if !ok {
						v = random.Float64() < share
						deny[key] = v
					}
					return v
				}
				var lock sync.Mutex
				a := &asks{ledger: newLedger(me, budget), policy: func(string) *string { return nil }}
				a.denies = func(c *call) bool {
					lock.Lock()
					defer lock.Unlock()
					switch kind {
					case 0:
						return is(c.operation)
					case 1:
						return !everywhere[c.service] && is(c.region)
					}
					return c.item != "" && is(c.item)
				}
				a.takes = func() time.Duration {
					lock.Lock()
					defer lock.Unlock()
					return time.Duration(20+random.IntN(200)) * time.Millisecond
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
				defer cancel()
				var wait sync.WaitGroup
				total := 0
				for _, s := range services {
					for op := range 6 {
						for region := range 3 {
							items := []string{""}
							if s == "kms" || s == "s3" {
								items = []string{fmt.Sprint("a", region), fmt.Sprint("b", region), fmt.Sprint("c", region)}
							}
							for _, item := range items {
								name := fmt.Sprintf("%s:Get%d", s, op)
								if item != "" && op == 0 {
									name = alone[s]
								}
								total++
								wait.Go(func() { a.ask(ctx, name, fmt.Sprint("region-", region), item) })
							}
						}
					}
				}
				wait.Wait()
				if n := worst(a.at); n > budget {
					t.Errorf("%d denials in five minutes, budget %d", n, budget)
				}
				if len(a.errs) != total {
					t.Errorf("%d of %d calls ended", len(a.errs), total)
				}
				for name, err := range a.errs {
					if class, _ := Classify(err, nil); err != nil && class != AccessDenied && class != DenialBudget {
						t.Errorf("%s: %v", name, err)
					}
				}
				if kind == 0 { // what is allowed is asked, however much else is denied
					for name, err := range a.errs {
						op, _, _ := strings.Cut(name, " ")
						class, _ := Classify(err, nil)
						if !deny[op] && err != nil && class != DenialBudget && !strings.HasPrefix(op, "s3:") && !strings.HasPrefix(op, "kms:") {
							t.Errorf("%s: %v", name, err)
						}
					}
				}
				if a.ledger.held != 0 || a.ledger.flying != 0 || len(a.ledger.queue) != 0 {
					t.Errorf("held %d, flying %d, waiting %d at the end", a.ledger.held, a.ledger.flying, len(a.ledger.queue))
				}
			})
		})
	}
}

// Where nothing is denied, trying each operation once costs little: 300 operations in three regions, and then as many calls at a time as there are.
func TestWhatIsAllowedIsFast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asks{ledger: newLedger(me, 4), takes: steady(60 * time.Millisecond), denies: func(*call) bool { return false }}
		start := time.Now()
		var wait sync.WaitGroup
		for op := range 300 {
			for region := range 3 {
				wait.Go(func() { a.ask(t.Context(), fmt.Sprintf("ec2:Describe%d", op), fmt.Sprint("region-", region), "") })
			}
		}
		wait.Wait()
		if took := time.Since(start); a.count("", "") != 900 || took > 5*time.Second {
			t.Errorf("%d of 900 were answered in %s", a.count("", ""), took)
		}
		start = time.Now()
		for n := range 2000 {
			wait.Go(func() { a.ask(t.Context(), "ec2:Describe1", "region-1", fmt.Sprint("i-", n)) })
		}
		wait.Wait()
		if took := time.Since(start); took > 2*time.Second && a.most < 64 {
			t.Errorf("2000 calls took %s, %d at a time", took, a.most)
		}
	})
}

func TestOneRegionTellsForAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asks{ledger: newLedger(me, 4), takes: steady(50 * time.Millisecond), denies: func(c *call) bool { return c.operation == "rds:DescribeDBInstances" }}
		var wait sync.WaitGroup
		for region := range 17 {
			for _, op := range []string{"rds:DescribeDBInstances", "ec2:DescribeVolumes"} {
				wait.Go(func() { a.ask(t.Context(), op, fmt.Sprintf("region-%02d", region), "") })
			}
		}
		wait.Wait()
		if a.sent["rds:DescribeDBInstances"] != 1 || a.sent["ec2:DescribeVolumes"] != 17 || a.count(AccessDenied, LearnedCode) != 16 {
			t.Errorf("sent %v, learned %d", a.sent, a.count(AccessDenied, LearnedCode))
		}
		if text := message(a.errs["rds:DescribeDBInstances region-16 "]); text != "not called: rds:DescribeDBInstances was denied in region-00" {
			t.Errorf("it says %q", text)
		}
	})
}

// A region that an organization has closed costs two denials, whatever is asked there; services that answer everywhere do.
func TestAClosedRegion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asks{ledger: newLedger(me, 4), takes: steady(50 * time.Millisecond), denies: func(c *call) bool { return c.region == "closed" && c.service != "config" }}
		var wait sync.WaitGroup
		ask := func(region string) {
			for _, op := range []string{"rds:DescribeDBInstances", "ec2:DescribeVolumes", "sns:ListTopics", "sqs:ListQueues", "config:DescribeConfigRules"} {
				wait.Go(func() { a.ask(t.Context(), op, region, "") })
			}
			wait.Wait()
		}
		ask("home")
		ask("closed")
		ask("other")
		if len(a.at) != 2 && len(a.at) != 3 || a.errs["config:DescribeConfigRules closed "] != nil || a.count("", "") != 11 {
			t.Errorf("%d denials, %d answers: %v", len(a.at), a.count("", ""), a.errs)
		}
	})
}

// Buckets whose policies do not stand in the way are asked freely; those that deny spend the budget, and the rest waits for the window.
func TestPoliciesOfBuckets(t *testing.T) {
	deny := `{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}`
	synctest.Test(t, func(t *testing.T) {
		a := &asks{ledger: newLedger(me, 4), takes: steady(50 * time.Millisecond), policy: func(item string) *string {
			if strings.HasPrefix(item, "shut") {
				return &deny
			}
			return nil
		}}
		a.denies = func(c *call) bool { return strings.HasPrefix(c.item, "shut") && c.operation != "s3:GetBucketPolicy" }
		ctx, cancel := context.WithTimeout(t.Context(), 12*time.Minute)
		defer cancel()
		ops := []string{"s3:GetBucketAcl", "s3:GetBucketEncryption", "s3:GetBucketLogging", "s3:GetBucketPolicy", "s3:GetBucketTagging"}
		start := time.Now()
		var wait sync.WaitGroup
		var open sync.WaitGroup
		for n := range 50 {
			for _, op := range ops {
				open.Go(func() { a.ask(ctx, op, "home", fmt.Sprintf("open-%02d", n)) })
			}
		}
		for n := range 5 {
			for _, op := range ops {
				wait.Go(func() { a.ask(ctx, op, "home", fmt.Sprintf("shut-%02d", n)) })
			}
		}
		open.Wait()
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("buckets that nothing protects took %s", took)
		}
		wait.Wait()
		if n := worst(a.at); n != 4 || len(a.at) != 12 { // at 0, 5 and 10 minutes
			t.Errorf("%d denials, %d in a window", len(a.at), n)
		}
		if a.count("", "") != 255 || a.count(DenialBudget, "") != 8 {
			t.Errorf("%d answers, %d for want of budget", a.count("", ""), a.count(DenialBudget, ""))
		}
		if s := a.ledger.numbers(); s.Unasked != 8 || s.Waited < 8 || s.Longest < 5*time.Minute {
			t.Errorf("%+v", s)
		}
	})
}

// A bucket that denies everything is left alone after two denials.
func TestABucketThatDeniesAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asks{ledger: newLedger(me, 4), takes: steady(50 * time.Millisecond), policy: func(string) *string { return nil }, denies: func(c *call) bool { return c.item == "shut" }}
		for _, item := range []string{"open", "shut"} {
			for _, op := range []string{"s3:GetBucketAcl", "s3:GetBucketEncryption", "s3:GetBucketPolicy", "s3:GetBucketTagging"} {
				a.ask(t.Context(), op, "home", item)
			}
		}
		if len(a.at) != 2 || a.count(AccessDenied, LearnedCode) != 2 || a.count("", "") != 4 {
			t.Errorf("%d denials: %v", len(a.at), a.errs)
		}
	})
}

func TestTheBudgetsLimits(t *testing.T) {
	for name, c := range map[string]struct {
		limit, denials int
		unasked, waits bool
	}{
		"no limit": {0, 30, false, false}, "none": {NoDenial, 1, true, false}, "one": {1, 1, true, false}, "four": {4, 4, true, false}, "thirty": {30, 30, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a := &asks{ledger: newLedger(me, c.limit), takes: steady(50 * time.Millisecond), denies: func(c *call) bool { return c.item != "good" }}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				start := time.Now()
				a.ask(ctx, "sts:AssumeRole", "home", "good")
				for n := range 30 {
					a.ask(ctx, "sts:AssumeRole", "home", fmt.Sprint("bad", n))
				}
				if len(a.at) != c.denials || (a.count(DenialBudget, "") > 0) != c.unasked {
					t.Errorf("%d denials, %d for want of budget", len(a.at), a.count(DenialBudget, ""))
				}
				if took := time.Since(start); took > 40*time.Second { // the window opens after the end: nothing is gained by waiting
					t.Errorf("it took %s", took)
				}
			})
		})
	}
}

// After the first denial IAM is asked: what it denies is not called, what it allows goes first, and the rest as before.
func TestIAMIsAskedAfterADenial(t *testing.T) {
	for name, told := range map[string]Verdict{"it says what is denied": Lacks, "it says what is denied in any case": Denies, "it says nothing": Unknown} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := newLedger(me, 4)
				bad := func(op string) bool { return strings.HasPrefix(op, "rds:") }
				asked := 0
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				a := &asks{ledger: l, takes: steady(50 * time.Millisecond), denies: func(c *call) bool { return bad(c.operation) }}
				l.consult = func() map[string]Verdict {
					asked++
					a.ask(ctx, simulation, us, "")
					out := map[string]Verdict{}
					for n := range 40 {
						out[fmt.Sprintf("rds:Describe%02d", n)] = told
						out[fmt.Sprintf("ec2:Describe%02d", n)] = Allows
					}
					return out
				}
				var wait sync.WaitGroup
				for n := range 40 {
					for _, service := range []string{"rds", "ec2"} {
						wait.Go(func() { a.ask(ctx, fmt.Sprintf("%s:Describe%02d", service, n), "home", "") })
					}
				}
				wait.Wait()
				if asked != 1 || len(a.at) > 4 {
					t.Errorf("asked %d times, %d denials", asked, len(a.at))
				}
				answers := a.count("", "") - 1 // the simulation
				if answers != 40 {
					t.Errorf("%d of 40 were answered", answers)
				}
				if learned := a.count(AccessDenied, LearnedCode); told != Unknown && learned+len(a.at) != 40 || told == Unknown && a.count(DenialBudget, "") != 36 {
					t.Errorf("%d learned, %d denials, %d for want of budget", learned, len(a.at), a.count(DenialBudget, ""))
				}
			})
		})
	}
}

// What IAM allows is still tried: where it is wrong the budget holds.
func TestIAMMayBeWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger(me, 4)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		a := &asks{ledger: l, takes: steady(50 * time.Millisecond), denies: func(c *call) bool { return c.operation != simulation && c.operation > "ec2:Describe30" }}
		l.consult = func() map[string]Verdict {
			out := map[string]Verdict{}
			for n := range 100 {
				out[fmt.Sprintf("ec2:Describe%02d", n)] = Allows
			}
			return out
		}
		a.ask(ctx, "zzz:DescribeThings", "home", "")
		var wait sync.WaitGroup
		for n := range 100 {
			wait.Go(func() { a.ask(ctx, fmt.Sprintf("ec2:Describe%02d", n), "home", "") })
		}
		wait.Wait()
		if n := worst(a.at); n != 4 {
			t.Errorf("%d denials", n)
		}
	})
}

// Asked first, IAM's word lets operations be tried side by side, in services where it was true before. It is not believed any more once it was
// wrong, and what was under way by then is bounded.
func TestIAMIsBelievedWhenAskedFirst(t *testing.T) {
	run := func(t *testing.T, first bool, denies func(*call) bool) (took time.Duration, a *asks) {
		synctest.Test(t, func(t *testing.T) {
			l := newLedger(me, 4)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Minute)
			defer cancel()
			a = &asks{ledger: l, takes: steady(60 * time.Millisecond), denies: denies}
			l.consult = func() map[string]Verdict {
				out := map[string]Verdict{}
				for n := range 400 {
					out[trial(n)] = Allows
				}
				return out
			}
			l.mu.Lock()
			if first {
				l.ask(true)
			}
			l.mu.Unlock()
			start := time.Now()
			var wait sync.WaitGroup
			for n := range 400 {
				wait.Go(func() { a.ask(ctx, trial(n), "home", "") })
			}
			wait.Wait()
			took = time.Since(start)
		})
		return took, a
	}
	nothing := func(*call) bool { return false }
	slow, _ := run(t, false, nothing)
	fast, a := run(t, true, nothing)
	if fast > slow/2 || a.count("", "") != 400 || a.most > max(DefaultDenialBudget, trusts)+DefaultDenialBudget {
		t.Errorf("it took %s instead of %s, %d were answered, %d at a time", fast, slow, a.count("", ""), a.most)
	}
	_, a = run(t, true, func(c *call) bool { return strings.HasSuffix(c.operation, "9") }) // also the first of some services
	if n := worst(a.at); n > DefaultDenialBudget+trusts || n == 0 || a.ledger.trust {
		t.Errorf("%d denials when IAM was wrong, trust %v", n, a.ledger.trust)
	}
	_, a = run(t, true, func(c *call) bool { return strings.HasPrefix(c.operation, "svc1") }) // whole services: each is tried with care first
	if n := worst(a.at); n > DefaultDenialBudget || n == 0 {
		t.Errorf("%d denials when IAM was wrong about services", n)
	}
}

// trial is the n-th of 400 operations, ten for each service, half of which list.
func trial(n int) string {
	return fmt.Sprintf("svc%d:%s%d", n/10, []string{"Get", "List"}[n%2], n)
}

func TestACallThatHangsBlocksNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &asks{ledger: newLedger(me, 4), takes: steady(time.Minute), denies: func(*call) bool { return false }}
		b := &asks{ledger: a.ledger, takes: steady(50 * time.Millisecond), denies: func(*call) bool { return false }}
		var wait, others sync.WaitGroup
		for n := range 4 {
			wait.Go(func() { a.ask(t.Context(), fmt.Sprint("rds:Describe", n), "home", "") })
		}
		synctest.Wait()
		start := time.Now()
		others.Go(func() { b.ask(t.Context(), "ec2:DescribeVolumes", "home", "") })
		others.Wait()
		if took := time.Since(start); took > 4*time.Second {
			t.Errorf("it waited %s", took)
		}
		wait.Wait()
	})
}

func TestWaitingForAnswersEndsWithTheScan(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLedger(me, 4)
		ctx, cancel := context.WithCancel(t.Context())
		a := &asks{ledger: l, takes: steady(time.Second), denies: func(*call) bool { return false }}
		var wait sync.WaitGroup
		for n := range 6 {
			wait.Go(func() { a.ask(ctx, fmt.Sprint("rds:Describe", n), "home", "") })
		}
		time.Sleep(100 * time.Millisecond)
		cancel()
		wait.Wait()
		if a.count(Interrupted, "") != 4 || a.count("", "") != 2 || len(l.queue) != 0 {
			t.Errorf("%v", a.errs)
		}
	})
}

func TestPoliciesThatLetRead(t *testing.T) {
	root := `{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"}]}`
	for name, c := range map[string]struct {
		service, operation, policy string
		want                       bool
	}{
		"no policy":                       {"s3", "s3:GetBucketAcl", ``, true},
		"a key without policy":            {"kms", "kms:DescribeKey", ``, false},
		"a key left to the account":       {"kms", "kms:DescribeKey", root, true},
		"a key left to another account":   {"kms", "kms:DescribeKey", strings.ReplaceAll(root, "1111", "4444"), false},
		"a key with a condition":          {"kms", "kms:DescribeKey", strings.Replace(root, `"Action"`, `"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}, "Action"`, 1), false},
		"a key for its reads":             {"kms", "kms:DescribeKey", strings.Replace(root, `"kms:*"`, `["kms:List*", "kms:Desc?ibe*"]`, 1), true},
		"a key for other reads":           {"kms", "kms:DescribeKey", strings.Replace(root, `"kms:*"`, `"kms:List*"`, 1), false},
		"allowances of a bucket":          {"s3", "s3:GetBucketAcl", `{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}}`, true},
		"a denial of all":                 {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*"}]}`, false},
		"a denial of another":             {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:Put*"}]}`, true},
		"a denial of all others":          {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "NotAction": "s3:GetBucketAcl"}]}`, false},
		"a denial without TLS":            {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}`, true},
		"a denial without TLS, as a list": {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": ["false"]}}}]}`, true},
		"a denial with TLS":               {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}`, false},
		"a denial outside a network":      {"s3", "s3:GetBucketAcl", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}]}`, false},
		"no JSON":                         {"s3", "s3:GetBucketAcl", `{`, false},
		"an unknown operation":            {"s3", "s3:GetEverything", ``, false},
	} {
		if got := readStatements(&c.policy).allow(c.service, c.operation, me); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestLearnedByKindOfPolicy(t *testing.T) {
	for text, learned := range map[string]bool{
		"because no identity-based policy allows the sqs:GetQueueAttributes action": true, "with an explicit deny in a service control policy": true,
		"because no permissions boundary allows the action": true, "with an explicit deny in a resource-based policy": false, "": false,
	} {
		synctest.Test(t, func(t *testing.T) {
			a := &asks{ledger: newLedger(me, 4), takes: steady(0), denies: func(*call) bool { return true }, message: text}
			a.ask(t.Context(), "sqs:GetQueueAttributes", "home", "")
			a.ask(t.Context(), "sqs:GetQueueAttributes", "other", "")
			if (a.count(AccessDenied, LearnedCode) == 1) != learned {
				t.Errorf("%q: %v", text, a.errs)
			}
		})
	}
}

// denying answers like S3 or SNS, with a denial where deny says so.
func denying(deny func(r *http.Request, action string) bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		action := r.Form.Get("Action")
		switch {
		case deny(r, action):
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprint(w, "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>")
		case action != "":
			xml(w, r)
		default:
			fmt.Fprint(w, "<Tagging><TagSet/></Tagging>")
		}
	}
}

func TestTheGateKeepsTheBudget(t *testing.T) {
	cfg, requests := serve(t, denying(func(r *http.Request, action string) bool { return action == "GetTopicAttributes" }))
	g := gate(t, &cfg, Limits{Denials: 2, MaxRate: 1e6}, "sns:ListTopics", "sns:GetTopicAttributes", "s3:GetBucketTagging")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var wait sync.WaitGroup
	var mu sync.Mutex
	classes := map[Class]int{}
	for n := range 20 {
		wait.Go(func() {
			_, err := sns.NewFromConfig(cfg).GetTopicAttributes(ctx, &sns.GetTopicAttributesInput{TopicArn: aws.String(fmt.Sprint("t", n))})
			class, _ := Classify(err, nil)
			mu.Lock()
			classes[class]++
			mu.Unlock()
		})
	}
	wait.Wait()
	if requests.Load() != 2 || classes[AccessDenied] != 2 || classes[DenialBudget] != 18 {
		t.Errorf("%d requests, %v", requests.Load(), classes)
	}
	if s := g.StatsOf(me)["sns:GetTopicAttributes"]; s.Attempts != 2 || s.Denied != 2 || s.Failed != 2 {
		t.Errorf("%+v", s)
	}
	if d := g.Denials(""); d.Unasked != 18 {
		t.Errorf("%+v", d)
	}
	if g.Calls()["sns:GetTopicAttributes"] != 2 {
		t.Errorf("calls %v", g.Calls())
	}
	var budget *BudgetError
	if _, err := s3.NewFromConfig(cfg).GetBucketTagging(ctx, &s3.GetBucketTaggingInput{Bucket: aws.String("logs")}); !errors.As(err, &budget) {
		t.Errorf("a bucket, with the budget used up: %v", err)
	}
}

// Names of one account share what it is denied.
func TestTheCallersAccountIsOne(t *testing.T) {
	g := NewGate(nil, Limits{Denials: 4})
	caller := g.ledger("caller")
	g.Same("caller", me)
	if g.ledger(me) != caller || g.ledger("caller") != caller || g.bucket("caller", us, "sts:AssumeRole") != g.bucket(me, us, "sts:AssumeRole") || g.ledger("444455556666") == caller {
		t.Error("the caller's account is not one")
	}
}

// Only what AWS answered to the question shows that the caller may ask it: not what broke on the way, nor what somebody else answered.
func TestWhatDecides(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"an answer":               {nil, true},
		"gone":                    {answered(404, "NoSuchEntity"), true},
		"wrong parameters":        {answered(400, "ValidationException"), true},
		"no such operation":       {answered(400, "UnknownOperationException"), true},
		"an error of the service": {answered(500, "InternalFailure"), false},
		"a page":                  {malformed("the answer is <html>"), false},
		"an answer that broke":    {&AnswerError{Connection, errors.New("reset")}, false},
		"no connection":           {&net.OpError{Op: "dial", Err: errors.New("refused")}, false},
		"a wrong clock":           {dated(time.Hour, "SignatureDoesNotMatch"), false},
		"throttled":               {answered(400, "Throttling"), false},
		"expired":                 {answered(400, "ExpiredTokenException"), false},
		"a closed region":         {answered(403, "OptInRequired"), false},
		"not sent":                {&RefusedError{}, false},
		"interrupted":             {context.Canceled, false},
	} {
		class := Class("")
		if c.err != nil {
			class, _ = Classify(c.err, nil)
		}
		if got := decided(c.err, class); got != c.want {
			t.Errorf("%s (%s) decides: %v", name, class, got)
		}
	}
}
