package collect

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"kijun/scanner/snapshot"
)

// Need says for each collection which of its details the chosen controls read; a collection that is not in it is not read.
type Need map[string][]string

// Runner collects into one snapshot.
type Runner struct {
	Need    Need
	Out     *snapshot.Writer
	Gate    *Gate
	Now     func() time.Time
	OnGap   func(snapshot.Gap) // told of each gap as it happens; may be nil
	OnDone  func(key, account, region string, elements int)
	OnStart func(key, account, region string)        // told before a collection is asked for; may be nil
	OnRead  func(key string, element map[string]any) // told of each element as it is written; must not keep it; may be nil

	Width int // jobs and details that may be under way at a time, each; 0 means four for each call in flight

	listings, details *room
	mu                sync.Mutex
	shared            map[string]map[string]*Element // account/key -> id -> element, for shared collections
	newest            time.Time
}

// Newest is when the last answer came.
func (r *Runner) Newest() time.Time { r.mu.Lock(); defer r.mu.Unlock(); return r.newest }

func (r *Runner) saw() {
	now := r.Now().UTC().Truncate(time.Second)
	r.mu.Lock()
	if now.After(r.newest) {
		r.newest = now
	}
	r.mu.Unlock()
}

// Gap records that something could not be read.
func (r *Runner) Gap(g snapshot.Gap) {
	r.Out.Gap(g)
	if r.OnGap != nil {
		r.OnGap(g)
	}
}

// Job is one collector in one target.
type Job struct {
	Collector *Collector
	Target    *Target
}

// Run runs the jobs side by side. It returns an error only when nothing can be recorded any more (the disk is full, or ctx ended);
// what AWS refuses becomes gaps.
func (r *Runner) Run(ctx context.Context, jobs []Job) error {
	r.mu.Lock()
	if r.details == nil {
		width := cmp.Or(r.Width, 4*r.Gate.limits.Parallel)
		r.listings, r.details = newRoom(width, width), newRoom(width, width)
		r.shared = map[string]map[string]*Element{}
	}
	r.mu.Unlock()
	group, inner := errgroup.WithContext(ctx)
	for _, job := range jobs {
		// Details are asked in another room: those that wait for them hold no place among those that list.
		place, err := r.listings.enter(context.WithoutCancel(ctx)) // when ctx has ended each job still records that it was not read
		if err != nil {
			return err
		}
		group.Go(func() error { return r.run(inner, job, place) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Cause(ctx)
	}
	return nil // a deadline that passed has left gaps
}

func (r *Runner) run(ctx context.Context, job Job, place *place) error {
	c, t := job.Collector, job.Target
	region := t.Region
	if c.Merges() {
		region = "global"
	}
	if r.OnStart != nil {
		r.OnStart(c.Key, t.Account, t.Region)
	}
	out := &Sink{r: r, c: c, t: t, ctx: ctx, entry: r.Out.Entry(t.holder(), region, c.Key)}
	err := guarded(func() error { return c.Collect(place.hold(ctx), t, out) })
	place.leave()
	out.flush()
	out.wait.Wait()
	out.mu.Lock()
	held := out.held
	out.held = nil
	broken, count := out.err, out.count
	out.mu.Unlock()
	for _, el := range held {
		out.release(el)
	}
	if broken == nil {
		out.mu.Lock()
		broken = out.err
		out.mu.Unlock()
	}
	if errors.Is(broken, snapshot.ErrOutput) {
		return broken
	}
	if broken != nil {
		return fmt.Errorf("record %s: %w", c.Key, broken)
	}
	if err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			return context.Cause(ctx)
		}
		class, code := Classify(err, c.Absent)
		var p *panicError
		switch {
		case errors.As(err, &p):
			class = Panicked
		case class == Vanished:
			class = Other // a listing cannot vanish
		}
		if class != NotConfigured {
			if count > 0 && class != Panicked {
				if code == "" && class != Other {
					code = string(class) // the cause
				}
				class = CutPage
			}
			r.Gap(snapshot.Gap{Account: t.holder(), Region: t.Region, Key: c.Key, Operation: failed(err, c.List), Code: string(class), Error: code, Message: message(err)})
		}
	}
	r.saw()
	if r.OnDone != nil {
		r.OnDone(c.Key, t.Account, t.Region, count)
	}
	return nil
}

// failed is the operation that an error of the SDK names, else the listing.
func failed(err error, list string) string {
	var op interface {
		Service() string
		Operation() string
	}
	if errors.As(err, &op) {
		service, ok := services[op.Service()]
		if !ok {
			service = strings.ToLower(strings.ReplaceAll(op.Service(), " ", ""))
		}
		return service + ":" + op.Operation()
	}
	return list
}

type panicError struct{ value any }

func (p *panicError) Error() string { return fmt.Sprintf("the collector panicked: %v", p.value) }

// guarded runs f and turns a panic into an error: one collector's mistake must not end the scan.
func guarded(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicError{v}
		}
	}()
	return f()
}

// Beside runs the requests of a listing that do not need each other's answers side by side, and gives their errors in the same order.
func Beside(requests ...func() error) []error {
	errs := make([]error, len(requests))
	var group sync.WaitGroup
	for i, f := range requests {
		group.Go(func() { errs[i] = guarded(f) })
	}
	group.Wait()
	return errs
}

// Sink takes what a collector lists.
type Sink struct {
	r     *Runner
	c     *Collector
	t     *Target
	ctx   context.Context
	entry *snapshot.EntryWriter
	wait  sync.WaitGroup
	last  *Element

	mu    sync.Mutex
	held  []*Element
	count int
	err   error
}

// Element is one listed thing on its way into the snapshot.
type Element struct {
	sink     *Sink
	mu       sync.Mutex
	fields   map[string]any
	pending  int
	vanished bool
	again    bool // listed before in another region: details are already asked
}

// Needs says whether a chosen control reads this detail, for calls that a collector can spare.
func (s *Sink) Needs(operation string) bool {
	return slices.Contains(s.r.Need[s.c.Key], OperationName(operation))
}

// Add records a listed element before any detail of it is asked, so that a denied detail never hides it. id is unique within
// account and collection. arn may be empty. The element leaves memory when the next one is added and its details are there.
func (s *Sink) Add(id, arn string, listed any) *Element {
	s.flush()
	el := s.add(id, arn, listed)
	s.last = el
	return el
}

// Hold is Add for an element that later calls of the same collector still fill; it stays in memory until Collect returns.
func (s *Sink) Hold(id, arn string, listed any) *Element {
	el := s.add(id, arn, listed)
	s.mu.Lock()
	s.held = append(s.held, el)
	s.mu.Unlock()
	return el
}

func (s *Sink) add(id, arn string, listed any) *Element {
	if id == "" {
		panic("an element of " + s.c.Key + " has no id")
	}
	if s.c.Merges() {
		s.r.mu.Lock()
		defer s.r.mu.Unlock()
		key := s.t.Account + "/" + s.c.Key
		if s.r.shared[key] == nil {
			s.r.shared[key] = map[string]*Element{}
		}
		if el := s.r.shared[key][id]; el != nil {
			el.mu.Lock()
			el.fields["seen_in"] = append(el.fields["seen_in"].([]any), s.t.Region)
			el.mu.Unlock()
			return &Element{sink: s, fields: map[string]any{}, pending: 1, again: true}
		}
	}
	fields, _ := Encode(listed).(map[string]any)
	if fields == nil {
		fields = map[string]any{}
	}
	delete(fields, "ResultMetadata")
	fields["id"], fields["account"], fields["region"], fields["type"] = id, s.t.Account, s.t.Region, s.c.Type
	if arn != "" {
		fields["arn"] = arn
	}
	fields["tags"] = tagsOf(fields)
	el := &Element{sink: s, fields: fields, pending: 1}
	if s.c.Merges() {
		fields["seen_in"] = []any{s.t.Region}
		el.pending++ // the runner's Finish writes it, when every region has been asked
		s.r.shared[s.t.Account+"/"+s.c.Key][id] = el
	}
	s.mu.Lock()
	s.count++
	s.mu.Unlock()
	return el
}

// Finish writes the elements of shared collections, which later regions could still have added to.
func (r *Runner) Finish() error {
	for _, elements := range r.shared {
		for _, el := range elements {
			seen := el.fields["seen_in"].([]any)
			slices.SortFunc(seen, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
			el.sink.release(el)
			if el.sink.err != nil {
				return el.sink.err
			}
		}
	}
	r.shared = nil
	return nil
}

// Homes are the regions that shared elements live in, as far as they are listed by now, sorted.
func (r *Runner) Homes() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for _, elements := range r.shared {
		for _, el := range elements {
			if home, ok := el.fields["region"].(string); ok && !slices.Contains(out, home) {
				out = append(out, home)
			}
		}
	}
	slices.Sort(out)
	return out
}

// tagsOf reads the usual forms of tags in a listing: a list of Key and Value, or a map.
func tagsOf(fields map[string]any) map[string]any {
	out := map[string]any{}
	for _, name := range []string{"Tags", "TagSet", "TagList"} {
		switch tags := fields[name].(type) {
		case map[string]any:
			for k, v := range tags {
				out[k] = v
			}
		case []any:
			for _, tag := range tags {
				if m, ok := tag.(map[string]any); ok {
					key, _ := m["Key"].(string)
					if key == "" {
						key, _ = m["TagKey"].(string)
					}
					value, ok := m["Value"]
					if !ok {
						value = m["TagValue"]
					}
					if value == nil {
						value = ""
					}
					out[key] = value
				}
			}
		}
	}
	return out
}

func (s *Sink) flush() {
	if s.last != nil {
		s.release(s.last)
		s.last = nil
	}
}

// release drops one hold on an element and writes it when none is left.
func (s *Sink) release(el *Element) {
	el.mu.Lock()
	el.pending--
	done := el.pending == 0
	el.mu.Unlock()
	if !done || el.again || el.vanished {
		return
	}
	s.c.finish(el.fields)
	if s.r.OnRead != nil {
		s.r.OnRead(s.c.Key, el.fields)
	}
	raw, err := json.Marshal(el.fields)
	if err == nil {
		err = s.entry.Add(el.fields["id"].(string), raw)
	}
	if errors.Is(err, snapshot.ErrDuplicate) {
		err = nil // pages of a changing listing can overlap: the first answer stays
	}
	if err != nil {
		s.mu.Lock()
		if s.err == nil {
			s.err = err
		}
		s.mu.Unlock()
	}
}

// Region sets the region that the element lives in, when the listing is of a wider scope (buckets, shadow trails).
func (el *Element) Region(region string) *Element { return el.Set("region", region) }

// Set sets a field of the element: one that the listing gave in another form. Details go through Detail.
func (el *Element) Set(field string, value any) *Element {
	el.mu.Lock()
	el.fields[field] = value
	el.mu.Unlock()
	return el
}

// Tags adds tags that came by a call of their own.
func (el *Element) Tags(tags map[string]string) *Element {
	el.mu.Lock()
	if have, ok := el.fields["tags"].(map[string]any); ok { // an element that is listed again keeps the tags of its first listing
		for k, v := range tags {
			have[k] = v
		}
	}
	el.mu.Unlock()
	return el
}

// Do asks one declared detail, if a chosen control reads it, side by side with others. ask returns the operation's output, whose
// encoded form stands under the operation's name. A failure is a gap of this element and operation only.
func (el *Element) Do(operation string, ask func(context.Context) (any, error)) {
	s := el.sink
	if el.again || !s.Needs(operation) {
		return
	}
	i := slices.IndexFunc(s.c.Details, func(d Detail) bool { return d.Operation == operation })
	if i < 0 {
		panic(fmt.Sprintf("%s asks %s, which it does not declare", s.c.Key, operation))
	}
	detail := s.c.Details[i]
	place, err := s.r.details.enter(s.ctx)
	if err != nil {
		s.gap(el, detail, err)
		return
	}
	el.mu.Lock()
	el.pending++
	el.mu.Unlock()
	s.wait.Add(1)
	go func() {
		defer s.wait.Done()
		defer place.leave()
		ctx := place.hold(s.ctx)
		var got any
		err := guarded(func() error {
			answer, err := ask(ctx)
			if err == nil {
				got = Encode(answer)
			}
			return err
		})
		s.settle(el, detail, got, err)
		s.release(el)
	}()
}

// Give records a detail that a bulk call has answered already; err is that call's failure.
func (el *Element) Give(operation string, got any, err error) {
	s := el.sink
	if el.again || !s.Needs(operation) {
		return
	}
	if i := slices.IndexFunc(s.c.Details, func(d Detail) bool { return d.Operation == operation }); i >= 0 {
		s.settle(el, s.c.Details[i], got, err)
		return
	}
	panic(fmt.Sprintf("%s gives %s, which it does not declare", s.c.Key, operation))
}

func (s *Sink) settle(el *Element, detail Detail, got any, err error) {
	if err != nil {
		s.gap(el, detail, err)
		return
	}
	value := Encode(got)
	if m, ok := value.(map[string]any); ok {
		for k := range m {
			if tokens[k] {
				delete(m, k)
			}
		}
	}
	el.mu.Lock()
	el.fields[OperationName(detail.Operation)] = value
	el.mu.Unlock()
	s.r.saw()
}

func (s *Sink) gap(el *Element, detail Detail, err error) {
	class, code := Classify(err, detail.Absent)
	el.mu.Lock()
	id := el.fields["id"].(string)
	region := el.fields["region"].(string)
	switch class {
	case NotConfigured:
		el.fields[OperationName(detail.Operation)] = map[string]any{}
	case Vanished:
		el.vanished = true
	}
	el.mu.Unlock()
	if class == NotConfigured || class == Vanished {
		return
	}
	var p *panicError
	if errors.As(err, &p) {
		class = Panicked
	}
	s.r.Gap(snapshot.Gap{Account: s.t.holder(), Region: region, Key: s.c.Key, ID: id, Operation: detail.Operation, Code: string(class), Error: code, Message: message(err)})
}

// Ask is Do for a plain SDK call: the operation's name is that of the input's type.
func Ask[In, Out, Opt any](el *Element, call func(context.Context, *In, ...func(*Opt)) (*Out, error), in *In, opts ...func(*Opt)) {
	el.Do(el.declared(reflect.TypeFor[In]()), func(ctx context.Context) (any, error) { return call(ctx, in, opts...) })
}

// AskPages is Ask for a call with pages: they are merged into one answer.
func AskPages[Page, Opt any](el *Element, p paginator[Page, Opt]) {
	name := strings.TrimSuffix(reflect.TypeFor[Page]().Name(), "Output")
	el.Do(el.named(name), func(ctx context.Context) (any, error) { return Merge(ctx, p) })
}

// Merge reads all pages and joins them into one answer: lists are appended, tokens dropped.
func Merge[Page, Opt any](ctx context.Context, p paginator[Page, Opt]) (any, error) {
	all := map[string]any{}
	for page, err := range Pages(ctx, p) {
		if err != nil {
			return nil, err
		}
		if m, ok := Encode(page).(map[string]any); ok {
			merge(all, m)
		}
	}
	return all, nil
}

func (el *Element) declared(in reflect.Type) string {
	return el.named(strings.TrimSuffix(in.Name(), "Input"))
}

// named is the declared operation with this name.
func (el *Element) named(name string) string {
	for _, d := range el.sink.c.Details {
		if OperationName(d.Operation) == name {
			return d.Operation
		}
	}
	panic(fmt.Sprintf("%s asks %s, which it does not declare", el.sink.c.Key, name))
}
