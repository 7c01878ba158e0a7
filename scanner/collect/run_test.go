package collect

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"kijun/scanner/snapshot"
)

const (
	jp, us = "ap-northeast-1", "us-east-1"
	thing  = "fake:GetThing"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 987_654_321, time.FixedZone("JST", 9*3600))

// world is a run of fake collectors.
type world struct {
	collectors []*Collector
	regions    []string // none: Tokyo
	need       Need     // nil: every detail
	limits     Limits
	onGap      func(snapshot.Gap)
	onDone     func(key, account, region string, elements int)
	break_     func(*snapshot.Writer) // what happens to the snapshot before the run
}

// seen is what a run leaves.
type seen struct {
	runner   *Runner
	elements []map[string]any // by region and id
	gaps     []string         // "region key id operation class code", with - for none
	entries  []string         // "region key elements"
	err      error            // of the run
}

// run runs the world into a real snapshot and reads that.
func (w world) run(t *testing.T, ctx context.Context) seen {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	out, err := snapshot.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Abort()
	if w.break_ != nil {
		w.break_(out)
	}
	need := w.need
	if need == nil {
		need = Need{}
		for _, c := range w.collectors {
			need[c.Key] = nil
			for _, d := range c.Details {
				need[c.Key] = append(need[c.Key], OperationName(d.Operation))
			}
		}
	}
	r := &Runner{Need: need, Out: out, Gate: NewGate(nil, w.limits), Now: func() time.Time { return noon }, OnGap: w.onGap, OnDone: w.onDone}
	regions := w.regions
	if regions == nil {
		regions = []string{jp}
	}
	var jobs []Job
	info := snapshot.Info{Kijun: "test", CollectedAt: noon.UTC().Truncate(time.Second), Partition: "aws", Caller: snapshot.Caller{Account: me}}
	for _, region := range regions {
		info.Targets = append(info.Targets, snapshot.Target{Account: me, Region: region})
		for _, c := range w.collectors {
			jobs = append(jobs, Job{Collector: c, Target: &Target{Account: me, Partition: "aws", Region: region, Home: region}})
		}
	}
	info.Targets = append(info.Targets, snapshot.Target{Account: me, Region: "global"})
	got := seen{runner: r, err: r.Run(ctx, jobs)}
	if got.err != nil {
		return got
	}
	if err := r.Finish(); err != nil {
		t.Fatal(err)
	}
	m, err := out.Close(info)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range m.Gaps {
		if g.Account != me {
			t.Errorf("a gap of account %q", g.Account)
		}
		got.gaps = append(got.gaps, strings.Join([]string{g.Region, g.Key, cmp.Or(g.ID, "-"), g.Operation, g.Code, cmp.Or(g.Error, "-")}, " "))
	}
	back, err := snapshot.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	for _, e := range back.Entries() {
		got.entries = append(got.entries, fmt.Sprint(e.Region, " ", e.Key, " ", e.Elements))
		if err := back.Each(e.Account, e.Region, e.Key, func(_ string, raw []byte) error {
			var element map[string]any
			got.elements = append(got.elements, element)
			return json.Unmarshal(raw, &got.elements[len(got.elements)-1])
		}); err != nil {
			t.Fatal(err)
		}
	}
	slices.SortStableFunc(got.elements, func(a, b map[string]any) int {
		return cmp.Or(cmp.Compare(a["region"].(string), b["region"].(string)), cmp.Compare(a["id"].(string), b["id"].(string)))
	})
	return got
}

// ids are "region id" of the elements.
func (s seen) ids() []string {
	out := []string{}
	for _, e := range s.elements {
		out = append(out, e["region"].(string)+" "+e["id"].(string))
	}
	return out
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	g, errG := json.Marshal(got)
	w, errW := json.Marshal(want)
	if err := errors.Join(errG, errW); err != nil {
		t.Fatal(err)
	}
	if string(g) != string(w) {
		t.Errorf("%s: got %s, want %s", what, g, w)
	}
}

// fakeThings lists with collect. Its one detail means "not configured" by the code NoThing.
func fakeThings(collect func(ctx context.Context, t *Target, out *Sink) error) *Collector {
	return &Collector{Key: "fake.things", Type: "AWS::Fake::Thing", List: "fake:ListThings", Absent: []string{"NoThings"},
		Details: []Detail{{Operation: thing, Absent: []string{"NoThing"}}, {Operation: "fake:ListTags"}}, Collect: collect}
}

// quiet is a neighbour that must go on whatever the others do.
func quiet() *Collector {
	return &Collector{Key: "fake.others", Type: "AWS::Fake::Other", List: "fake:ListOthers", Collect: func(_ context.Context, _ *Target, out *Sink) error {
		out.Add("other", "", struct{ Name string }{"x"})
		return nil
	}}
}

type listed struct {
	Name *string
	Tags map[string]string
}

func fails(err error) func(context.Context) (any, error) {
	return func(context.Context) (any, error) { return nil, err }
}

func gives(v any) func(context.Context) (any, error) {
	return func(context.Context) (any, error) { return v, nil }
}

func TestElements(t *testing.T) {
	var ended []string
	var mu sync.Mutex
	got := world{
		collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
			a := out.Add("a", "arn:aws:fake:ap-northeast-1:111122223333:a", listed{Name: aws.String("first"), Tags: map[string]string{"team": "x"}}).Set("Extra", "more")
			a.Do(thing, gives(struct {
				Policy, NextToken string
			}{"p", "token"}))
			a.Do("fake:ListTags", func(context.Context) (any, error) {
				a.Tags(map[string]string{"owner": "y"})
				return struct{ Tags map[string]string }{map[string]string{"owner": "y"}}, nil
			})
			b := out.Hold("b", "", listed{}).Region(us)
			out.Add("c", "", nil)
			b.Give(thing, struct{ Policy string }{"late"}, nil)
			b.Set("Late", true)
			return nil
		})},
		onDone: func(key, account, region string, n int) {
			mu.Lock()
			defer mu.Unlock()
			ended = append(ended, fmt.Sprint(key, account, region, n))
		},
	}.run(t, t.Context())
	if got.err != nil {
		t.Fatal(got.err)
	}
	same(t, "gaps", got.gaps, nil)
	same(t, "elements", got.elements, []map[string]any{
		{"id": "a", "arn": "arn:aws:fake:ap-northeast-1:111122223333:a", "account": me, "region": jp, "type": "AWS::Fake::Thing", "tags": map[string]any{"team": "x", "owner": "y"},
			"Name": "first", "Tags": map[string]any{"team": "x"}, "Extra": "more", "GetThing": map[string]any{"Policy": "p"}, "ListTags": map[string]any{"Tags": map[string]any{"owner": "y"}}},
		{"id": "c", "account": me, "region": jp, "type": "AWS::Fake::Thing", "tags": map[string]any{}},
		{"id": "b", "account": me, "region": us, "type": "AWS::Fake::Thing", "tags": map[string]any{}, "GetThing": map[string]any{"Policy": "late"}, "Late": true},
	})
	same(t, "done", ended, []string{"fake.things" + me + jp + "3"})
	if want := noon.UTC().Truncate(time.Second); !got.runner.Newest().Equal(want) {
		t.Errorf("the newest answer is of %s, want %s", got.runner.Newest(), want)
	}
}

func TestDetailsThatNobodyReadsAreNotAsked(t *testing.T) {
	var asked atomic.Int64
	got := world{need: Need{"fake.things": {"ListTags"}}, collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
		if out.Needs(thing) || !out.Needs("fake:ListTags") {
			t.Error("Needs does not say what is needed")
		}
		el := out.Add("a", "", nil)
		el.Do(thing, func(context.Context) (any, error) { asked.Add(1); return nil, nil })
		el.Give(thing, nil, errors.New("not even looked at"))
		return nil
	})}}.run(t, t.Context())
	same(t, "gaps", got.gaps, nil)
	if asked.Load() != 0 || len(got.elements) != 1 || got.elements[0]["GetThing"] != nil {
		t.Errorf("asked %d times: %v", asked.Load(), got.elements)
	}
}

func TestDetailsThatFail(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		gaps []string
		gone bool
		want any // of GetThing
	}{
		"denied":                  {err: answered(403, "AccessDenied"), gaps: []string{jp + " fake.things a " + thing + " AccessDenied AccessDenied"}},
		"denied without a code":   {err: answered(403, ""), gaps: []string{jp + " fake.things a " + thing + " AccessDenied -"}},
		"throttled":               {err: answered(400, "Throttling"), gaps: []string{jp + " fake.things a " + thing + " Throttled Throttling"}},
		"not configured":          {err: answered(404, "NoThing"), want: map[string]any{}},
		"vanished":                {err: answered(404, "NotFound"), gone: true},
		"a panic":                 {gaps: []string{jp + " fake.things a " + thing + " Panic -"}},
		"an answer without value": {err: errNil, want: map[string]any{}},
	} {
		t.Run(name, func(t *testing.T) {
			ask := fails(c.err)
			if c.err == nil {
				ask = func(context.Context) (any, error) { panic("a mistake") }
			} else if c.err == errNil {
				ask = gives((*listed)(nil))
			}
			for _, form := range []string{"Do", "Give"} {
				got := world{collectors: []*Collector{quiet(), fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
					el := out.Add("a", "", listed{Name: aws.String("n")})
					if form == "Do" || c.err == nil {
						el.Do(thing, ask)
					} else {
						v, err := ask(t.Context())
						el.Give(thing, v, err)
					}
					el.Do("fake:ListTags", gives(struct{ A int }{1}))
					out.Add("b", "", nil)
					return nil
				})}}.run(t, t.Context())
				if got.err != nil {
					t.Fatal(got.err)
				}
				same(t, form+" gaps", got.gaps, c.gaps)
				want := []string{jp + " a", jp + " b", jp + " other"}
				if c.gone {
					want = want[1:]
				}
				same(t, form+" ids", got.ids(), want)
				if !c.gone {
					same(t, form+" detail", got.elements[0]["GetThing"], c.want)
					same(t, form+" neighbour", got.elements[0]["ListTags"], map[string]any{"A": 1})
					same(t, form+" listing", got.elements[0]["Name"], "n")
				}
			}
		})
	}
}

var errNil = errors.New("the answer is nil")

func TestListingsThatFail(t *testing.T) {
	for name, c := range map[string]struct {
		collect func(out *Sink) error
		gaps    []string
		ids     []string
	}{
		"denied":                    {func(*Sink) error { return errors.New("x") }, []string{jp + " fake.things - fake:ListThings Other -"}, nil},
		"denied by AWS":             {func(*Sink) error { return answered(403, "AccessDenied") }, []string{jp + " fake.things - sns:GetTopicAttributes AccessDenied AccessDenied"}, nil},
		"nothing there":             {func(*Sink) error { return answered(400, "NoThings") }, nil, nil},
		"a listing cannot vanish":   {func(*Sink) error { return apiError("NotFound") }, []string{jp + " fake.things - fake:ListThings Other NotFound"}, nil},
		"a panic":                   {func(*Sink) error { panic("a mistake") }, []string{jp + " fake.things - fake:ListThings Panic -"}, nil},
		"a second page denied":      {func(out *Sink) error { out.Add("a", "", nil); return apiError("AccessDenied") }, []string{jp + " fake.things - fake:ListThings CutPage AccessDenied"}, []string{"a"}},
		"a panic at the second":     {func(out *Sink) error { out.Add("a", "", nil); panic("a mistake") }, []string{jp + " fake.things - fake:ListThings Panic -"}, []string{"a"}},
		"a panic while one is held": {func(out *Sink) error { out.Hold("a", "", nil); panic("a mistake") }, []string{jp + " fake.things - fake:ListThings Panic -"}, []string{"a"}},
		"an element without id":     {func(out *Sink) error { out.Add("", "", nil); return nil }, []string{jp + " fake.things - fake:ListThings Panic -"}, nil},
		"a detail not declared":     {func(out *Sink) error { out.Add("a", "", nil).Do("fake:DeleteThing", gives(1)); return nil }, nil, []string{"a"}}, // not needed either
		"nothing":                   {func(*Sink) error { return nil }, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var told []string
			var mu sync.Mutex
			got := world{
				collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error { return c.collect(out) }), quiet()},
				onGap:      func(g snapshot.Gap) { mu.Lock(); defer mu.Unlock(); told = append(told, g.Code) },
			}.run(t, t.Context())
			if got.err != nil {
				t.Fatal(got.err)
			}
			same(t, "gaps", got.gaps, c.gaps)
			want := []string{}
			for _, id := range append(c.ids, "other") {
				want = append(want, jp+" "+id)
			}
			same(t, "ids", got.ids(), want)
			if len(told) != len(c.gaps) {
				t.Errorf("told of %v", told)
			}
		})
	}
}

// A detail that a control needs and the collector does not declare is a mistake of the collector, and no silence.
func TestDetailsThatAreNotDeclared(t *testing.T) {
	for name, ask := range map[string]func(*Element){
		"Do":       func(el *Element) { el.Do("fake:DeleteThing", gives(1)) },
		"Give":     func(el *Element) { el.Give("fake:DeleteThing", 1, nil) },
		"Ask":      func(el *Element) { Ask(el, (*caller)(nil).DeleteThing, &DeleteThingInput{}) },
		"AskPages": func(el *Element) { AskPages(el, &pager[DeleteThingOutput]{}) },
	} {
		got := world{need: Need{"fake.things": {"DeleteThing"}}, collectors: []*Collector{quiet(), fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
			ask(out.Add("a", "", nil))
			return nil
		})}}.run(t, t.Context())
		same(t, name, got.gaps, []string{jp + " fake.things - fake:ListThings Panic -"})
		same(t, name+" ids", got.ids(), []string{jp + " a", jp + " other"})
	}
}

// The names of these types are those of the operations, as in the SDK.
type (
	options          struct{}
	caller           struct{}
	DeleteThingInput struct{}
	GetThingInput    struct{ ID string }
	GetThingOutput   struct {
		Items     []string
		Name      string
		NextToken *string
	}
	DeleteThingOutput struct{}
)

func (*caller) DeleteThing(context.Context, *DeleteThingInput, ...func(*options)) (*DeleteThingOutput, error) {
	return nil, nil
}

func (*caller) GetThing(_ context.Context, in *GetThingInput, _ ...func(*options)) (*GetThingOutput, error) {
	return &GetThingOutput{Name: in.ID, NextToken: aws.String("x")}, nil
}

// pager is a paginator of the SDK's form over pages; an error ends it.
type pager[Page any] struct {
	pages []*Page
	err   error
	asked int
}

func (p *pager[Page]) HasMorePages() bool {
	return p.asked < len(p.pages) || p.err != nil && p.asked == len(p.pages)
}

func (p *pager[Page]) NextPage(context.Context, ...func(*options)) (*Page, error) {
	p.asked++
	if p.asked > len(p.pages) {
		return nil, p.err
	}
	return p.pages[p.asked-1], nil
}

func TestAsk(t *testing.T) {
	got := world{collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
		Ask(out.Add("a", "", nil), (*caller)(nil).GetThing, &GetThingInput{ID: "a"})
		AskPages(out.Add("b", "", nil), &pager[GetThingOutput]{pages: []*GetThingOutput{{Items: []string{"1"}, Name: "x", NextToken: aws.String("x")}, {Items: []string{"2", "3"}, Name: "y"}}})
		AskPages(out.Add("c", "", nil), &pager[GetThingOutput]{pages: []*GetThingOutput{{Items: []string{"1"}}}, err: apiError("AccessDenied")})
		return nil
	})}}.run(t, t.Context())
	same(t, "gaps", got.gaps, []string{jp + " fake.things c " + thing + " AccessDenied AccessDenied"})
	var details []any
	for _, e := range got.elements {
		details = append(details, e["GetThing"])
	}
	same(t, "details", details, []any{map[string]any{"Name": "a"}, map[string]any{"Items": []string{"1", "2", "3"}, "Name": "y"}, nil})
}

func TestPagesEndAfterAnError(t *testing.T) {
	p := &pager[GetThingOutput]{pages: []*GetThingOutput{{Name: "x"}}, err: errors.New("no more")}
	var names []string
	for page, err := range Pages(t.Context(), p) {
		if err != nil {
			names = append(names, err.Error())
			continue // a collector that does so must not be asked forever
		}
		names = append(names, page.Name)
	}
	same(t, "pages", names, []string{"x", "no more"})
	p = &pager[GetThingOutput]{pages: []*GetThingOutput{{Name: "x"}, {Name: "y"}}}
	for range Pages(t.Context(), p) {
		break
	}
	if p.asked != 1 {
		t.Errorf("asked for %d pages after the loop had ended", p.asked)
	}
}

func TestDuplicateIDs(t *testing.T) {
	got := world{collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
		for i, id := range []string{"a", "b", "a"} { // a listing that changes while it is read
			out.Add(id, "", struct{ N int }{i})
		}
		return nil
	})}}.run(t, t.Context())
	if got.err != nil {
		t.Fatal(got.err)
	}
	same(t, "gaps", got.gaps, nil)
	same(t, "ids", got.ids(), []string{jp + " a", jp + " b"})
	same(t, "the first stays", got.elements[0]["N"], 0)
}

func sharedThings(collect func(ctx context.Context, t *Target, out *Sink) error) *Collector {
	c := fakeThings(collect)
	c.Scope = Shared
	return c
}

func TestSharedElements(t *testing.T) {
	regions := []string{us, "eu-west-1", jp}
	var asked atomic.Int64
	got := world{regions: regions, collectors: []*Collector{sharedThings(func(_ context.Context, target *Target, out *Sink) error {
		el := out.Add("everywhere", "", listed{Name: aws.String("x")}).Region(us).Set("Home", us).Tags(map[string]string{"a": "b"})
		el.Do(thing, func(context.Context) (any, error) { asked.Add(1); return struct{ A int }{1}, nil })
		el.Give("fake:ListTags", struct{ B int }{2}, nil)
		if target.Region == jp {
			out.Add("here", "", nil)
			return nil
		}
		return apiError("AccessDenied")
	})}}.run(t, t.Context())
	if got.err != nil {
		t.Fatal(got.err)
	}
	if asked.Load() != 1 {
		t.Errorf("the detail was asked %d times", asked.Load())
	}
	same(t, "ids", got.ids(), []string{jp + " here", us + " everywhere"})
	same(t, "entries", got.entries, []string{"global fake.things 2"})
	same(t, "seen in", got.elements[1]["seen_in"], []string{jp, "eu-west-1", us})
	same(t, "seen in one", got.elements[0]["seen_in"], []string{jp})
	same(t, "details", []any{got.elements[1]["GetThing"], got.elements[1]["ListTags"], got.elements[1]["tags"]}, []any{map[string]int{"A": 1}, map[string]int{"B": 2}, map[string]string{"a": "b"}})
	var regionsWithGaps []string
	for _, g := range got.gaps {
		region, _, _ := strings.Cut(g, " ")
		regionsWithGaps = append(regionsWithGaps, region)
	}
	same(t, "gaps", regionsWithGaps, []string{"eu-west-1", us})
}

func TestHomes(t *testing.T) {
	out, err := snapshot.Create(filepath.Join(t.TempDir(), "s.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer out.Abort()
	r := &Runner{Need: Need{"fake.things": nil}, Out: out, Gate: NewGate(nil, Limits{}), Now: time.Now}
	if homes := r.Homes(); len(homes) != 0 {
		t.Errorf("before the run: %v", homes)
	}
	c := sharedThings(func(_ context.Context, _ *Target, out *Sink) error {
		out.Add("a", "", nil).Region(us)
		out.Add("b", "", nil).Region("eu-west-1")
		out.Add("c", "", nil).Region(us)
		return nil
	})
	if err := r.Run(t.Context(), []Job{{c, &Target{Account: me, Region: jp}}}); err != nil {
		t.Fatal(err)
	}
	same(t, "homes", r.Homes(), []string{"eu-west-1", us})
}

// What is listed leaves memory with the next element, not with the end of the listing.
func TestElementsLeaveMemory(t *testing.T) {
	const many = 1000
	var freed atomic.Int64
	got := world{collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
		for i := range many {
			el := out.Add(fmt.Sprint(i), "", listed{Name: aws.String(strings.Repeat("x", 1000))})
			runtime.AddCleanup(el, func(int) { freed.Add(1) }, 0)
			if i%2 == 0 {
				el.Do(thing, gives(struct{ A int }{1}))
			}
		}
		for range 100 { // details may still be under way
			runtime.GC()
			if freed.Load() > many*9/10 {
				return nil
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("%d of %d elements have left memory", freed.Load(), many)
		return nil
	})}}.run(t, t.Context())
	if len(got.elements) != many {
		t.Errorf("%d elements", len(got.elements))
	}
}

// Details under way are bounded over all collectors, and a collector that lists faster than they are answered waits.
func TestDetailsUnderWayAreBounded(t *testing.T) {
	var now, most atomic.Int64
	got := world{regions: []string{jp, us}, limits: Limits{Parallel: 2}, collectors: []*Collector{fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
		for i := range 50 {
			out.Add(fmt.Sprint(i), "", nil).Do(thing, func(context.Context) (any, error) {
				n := now.Add(1)
				defer now.Add(-1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				time.Sleep(time.Millisecond)
				return struct{}{}, nil
			})
		}
		return nil
	})}}.run(t, t.Context())
	if len(got.elements) != 100 || most.Load() != 8 {
		t.Errorf("%d elements, at most %d details at a time; want 100 and 8", len(got.elements), most.Load())
	}
}

func TestTheScansDeadlineLeavesGaps(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	wait := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	slow := &Collector{Key: "fake.slow", Type: "AWS::Fake::Slow", List: "fake:ListSlow", Collect: func(ctx context.Context, _ *Target, _ *Sink) error { return wait(ctx) }}
	got := world{limits: Limits{Parallel: 1}, collectors: []*Collector{slow, quiet(), fakeThings(func(_ context.Context, _ *Target, out *Sink) error {
		for i := range 10 { // more than may be under way: the last ones wait for their turn
			out.Add(fmt.Sprint(i), "", nil).Do(thing, func(ctx context.Context) (any, error) { return nil, wait(ctx) })
		}
		return nil
	})}}.run(t, ctx)
	if got.err != nil {
		t.Fatal(got.err)
	}
	want := []string{jp + " fake.slow - fake:ListSlow Timeout -"}
	for i := range 10 {
		want = append(want, fmt.Sprintf("%s fake.things %d %s Timeout -", jp, i, thing))
	}
	same(t, "gaps", got.gaps, want)
	same(t, "elements", len(got.elements), 11)
}

// Jobs that have not even begun when the time is over are gaps as well.
func TestJobsAfterTheDeadlineAreGaps(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 0)
	defer cancel()
	w := &wire{}
	cfg := w.config(t, Limits{})
	got := world{collectors: []*Collector{fakeThings(func(ctx context.Context, _ *Target, _ *Sink) error {
		return errors.Join(together(ctx, cfg, 1)...)
	})}}.run(t, ctx)
	same(t, "gaps", got.gaps, []string{jp + " fake.things - sns:ListTopics Timeout -"})
	if w.sent.Load() != 0 {
		t.Error("a request was sent")
	}
}

func TestAnInterruptIsAnError(t *testing.T) {
	cause := errors.New("interrupted by the user")
	for name, collect := range map[string]func(ctx context.Context, out *Sink, stop func()) error{
		"while listing": func(ctx context.Context, _ *Sink, stop func()) error { stop(); <-ctx.Done(); return ctx.Err() },
		"while a detail is asked": func(_ context.Context, out *Sink, stop func()) error {
			out.Add("a", "", nil).Do(thing, func(ctx context.Context) (any, error) { stop(); <-ctx.Done(); return nil, ctx.Err() })
			return nil
		},
		"after the last answer": func(_ context.Context, out *Sink, stop func()) error { out.Add("a", "", nil); stop(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			defer cancel(nil)
			got := world{collectors: []*Collector{quiet(), fakeThings(func(ctx context.Context, _ *Target, out *Sink) error {
				return collect(ctx, out, func() { cancel(cause) })
			})}}.run(t, ctx)
			if !errors.Is(got.err, cause) {
				t.Errorf("got %v, want %v", got.err, cause)
			}
		})
	}
}

func TestWhatCannotBeRecordedIsAnError(t *testing.T) {
	got := world{collectors: []*Collector{quiet()}, break_: func(w *snapshot.Writer) { w.Abort() }}.run(t, t.Context())
	if got.err == nil || !strings.Contains(got.err.Error(), "record fake.others") {
		t.Errorf("got %v", got.err)
	}
	held := fakeThings(func(_ context.Context, _ *Target, out *Sink) error { out.Hold("a", "", nil); return nil })
	got = world{collectors: []*Collector{held}, break_: func(w *snapshot.Writer) { w.Abort() }}.run(t, t.Context())
	if got.err == nil || !strings.Contains(got.err.Error(), "record fake.things") {
		t.Errorf("got %v", got.err)
	}
}

func TestRegistry(t *testing.T) {
	before := registry
	t.Cleanup(func() { registry = before })
	registry = nil
	for _, key := range []string{"b.x", "a.z", "a.y"} {
		Register(Collector{Key: key})
	}
	var keys []string
	for _, c := range All() {
		keys = append(keys, c.Key)
	}
	same(t, "keys", keys, []string{"a.y", "a.z", "b.x"})
	Register(Collector{Key: "a.z"})
	defer func() {
		if recover() == nil {
			t.Error("two collectors have one key")
		}
	}()
	All()
}

func TestTarget(t *testing.T) {
	target := &Target{Account: me, Partition: "aws-cn", Region: "cn-north-1", Config: aws.Config{Region: "cn-north-1"}}
	if got := target.In("cn-northwest-1").Region; got != "cn-northwest-1" || target.Config.Region != "cn-north-1" {
		t.Errorf("In is in %s and leaves %s", got, target.Config.Region)
	}
	same(t, "ARN", target.Arn("iam", "", "role/x"), "arn:aws-cn:iam::111122223333:role/x")
	c := &Collector{Key: "fake.things", List: "fake:B", Also: []string{"fake:C", "fake:B"}, Details: []Detail{{Operation: "fake:A"}}}
	if got := c.Operations(); !reflect.DeepEqual(got, []string{"fake:A", "fake:B", "fake:C"}) {
		t.Errorf("operations %v", got)
	}
	same(t, "service", c.Service(), "fake")
}
