// Package collect runs collectors: declarations of what to read from one AWS service, with straight-line code that reads it.
// The runner owns concurrency, rate limits, retries, deadlines, panic recovery and error classes; what could not be read
// becomes a gap. Every call passes the guard, which refuses what is not declared as a List or Read of the control plane.
package collect

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Scope says where a collector runs and whose elements it yields.
type Scope int

// The scopes. Regional runs once a region. Global runs once an account, in the partition's global region. Shared runs once a
// region, but yields things that more than one region shows (shadow trails): they are kept once, with seen_in. Organization is what
// belongs to the organization: a scan of it reads that once for all accounts, a scan of one account as far as this account may.
const (
	Regional Scope = iota
	Global
	Shared
	Organization
)

// String names the scope as the generated schema index does.
func (s Scope) String() string {
	return [...]string{"regional", "global", "shared", "organization"}[s]
}

// Detail is one further call about each element. Its answer stands in the element under the operation's name.
type Detail struct {
	Operation string   // "sns:GetTopicAttributes", with the botocore name of the service
	Output    any      // a zero value of the call's output type, for the schema
	Absent    []string // the service's own error codes that mean "not configured": the answer is then an empty object
	Asking    []string // operations that the collector asks for it before, without whose answers it cannot be asked
}

// Collector is what kijun knows of one collection of one service. Nothing in it runs before the runner asks.
type Collector struct {
	Key   string // "sns.topics"
	Type  string // CloudFormation's type name of an element
	Scope Scope
	// Administrator, of the scope Organization, is the service principal ("guardduty.amazonaws.com") whose delegated administrator is asked,
	// the management account where there is none, in each region; what several regions show is kept once. Without it the account that
	// the scan starts from is asked once.
	Administrator string
	Evidence      bool     // also read in regions that are not judged but needed as evidence (us-east-1, a trail's home)
	List          string   // the listing operation, "sns:ListTopics"
	Also          []string // further operations of the listing (a second page family, a lookup of ids)
	Common        []string // operations, listed in List or Also, that every region of an account asks with the same input in one region: they are sent once
	Element       any      // a zero value of the listing's element type, for the schema
	Absent        []string // error codes of the listing that mean "none": not subscribed, no such configuration
	Details       []Detail
	// JSON names the strings that hold JSON documents, as dotted paths ("GetTopicAttributes.Attributes.Policy", "*" for any
	// member of a list or map); they are decoded.
	JSON []string
	// Secret names the strings that must not leave this process; they are replaced by a marker.
	Secret []string
	// Keys declares maps that AWS fills with strings as structs, so that their schema can be closed. Other keys go under Other.
	Keys map[string][]string
	// Collect lists the elements and asks their details.
	Collect func(ctx context.Context, t *Target, out *Sink) error
}

// ManagementAccount, as a collector's Administrator, means the account that manages the organization, in each region: of a service that nobody
// else can administer.
const ManagementAccount = "management"

// AnyAdministrator, as a collector's Administrator, means the delegated administrators of all services.
const AnyAdministrator = "*"

// Once says whether the collector runs once an account and not once a region.
func (c *Collector) Once() bool {
	return c.Scope == Global || c.Scope == Organization && c.Administrator == ""
}

// Merges says whether an element that several regions show is kept once.
func (c *Collector) Merges() bool {
	return c.Scope == Shared || c.Scope == Organization && c.Administrator != ""
}

// Listing are the operations that list, the one that names the collector's elements first.
func (c *Collector) Listing() []string { return append([]string{c.List}, c.Also...) }

// Operations are all that the collector may call, sorted.
func (c *Collector) Operations() []string {
	ops := c.Listing()
	for _, d := range c.Details {
		ops = append(ops, d.Operation)
	}
	slices.Sort(ops)
	return slices.Compact(ops)
}

// Service is the part of the key before the dot.
func (c *Collector) Service() string { s, _, _ := strings.Cut(c.Key, "."); return s }

// OperationName is the part of "sns:GetTopicAttributes" behind the colon.
func OperationName(operation string) string { _, name, _ := strings.Cut(operation, ":"); return name }

var registry []*Collector

// Register adds a collector. It is called from package variables, so it does nothing but append.
func Register(c Collector) *Collector {
	registry = append(registry, &c)
	return &c
}

// All returns the registered collectors sorted by key. Two with the same key are a mistake of the program.
func All() []*Collector {
	all := slices.Clone(registry)
	slices.SortFunc(all, func(a, b *Collector) int { return cmp.Compare(a.Key, b.Key) })
	for i := 1; i < len(all); i++ {
		if all[i].Key == all[i-1].Key {
			panic(fmt.Sprintf("two collectors are registered for %s", all[i].Key))
		}
	}
	return all
}

// Target is one account in one region, with the SDK configuration that reaches it.
type Target struct {
	Account   string
	Owner     string // whose evidence it is: empty for the account's own, snapshot.OrganizationSet for the organization's
	Partition string
	Region    string // "global" for global collectors
	Config    aws.Config
	Home      string // the region that the configuration speaks to
	// Buckets' requests and s3control need path style and a bare host at a custom endpoint.
	CustomEndpoint bool
}

// holder is what entries and gaps have as their account.
func (t *Target) holder() string { return cmp.Or(t.Owner, t.Account) }

// In is the configuration for another region of the same account.
func (t *Target) In(region string) aws.Config {
	cfg := t.Config.Copy()
	cfg.Region = region
	return cfg
}

// Arn builds an ARN in the target's partition and account; region "" for global services.
func (t *Target) Arn(service, region, resource string) string {
	return fmt.Sprintf("arn:%s:%s:%s:%s:%s", t.Partition, service, region, t.Account, resource)
}

type paginator[Page, Opt any] interface {
	HasMorePages() bool
	NextPage(context.Context, ...func(*Opt)) (*Page, error)
}

// Pages iterates over an SDK paginator's pages and ends after the first error. Pages that begin again are an error: a service that gives a
// token which it gave before, or new tokens with the same elements, would be asked until the deadline.
func Pages[Page, Opt any](ctx context.Context, p paginator[Page, Opt]) iter.Seq2[*Page, error] {
	return func(yield func(*Page, error) bool) {
		var r rounds
		for p.HasMorePages() {
			page, err := p.NextPage(ctx)
			if err == nil && r.again(page) {
				page, err = nil, errEndless
			}
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// ByToken is a paginator for an operation that the SDK has none for. next asks for the page of a token, which is nil for the first one, and
// gives the token of the one after it, nil or "" when there is none.
func ByToken[Page any](next func(ctx context.Context, token *string) (page *Page, after *string, err error)) *Tokens[Page] {
	return &Tokens[Page]{next: next}
}

// Tokens is what ByToken gives.
type Tokens[Page any] struct {
	next  func(context.Context, *string) (*Page, *string, error)
	begun bool
	token *string
}

// HasMorePages says whether a page is left to ask for.
func (p *Tokens[Page]) HasMorePages() bool { return !p.begun || p.token != nil && *p.token != "" }

// NextPage asks for the next page.
func (p *Tokens[Page]) NextPage(ctx context.Context, _ ...func(*struct{})) (*Page, error) {
	page, token, err := p.next(ctx, p.token)
	p.begun, p.token = true, token
	return page, err
}

var errEndless = errors.New("the pages of the listing begin again")

// manyEmpty is how many pages without an element may follow each other. A filter can leave some empty.
const manyEmpty = 1000

// rounds finds out that the pages of a listing begin again. It compares each page with one before it, which it moves on at every power of
// two (Brent's way to find a cycle), so that one page is kept and none is compared twice.
type rounds struct {
	kept      reflect.Value
	n, at     int
	emptyOnes int
}

// again says whether a page is one that was there before.
func (r *rounds) again(page any) bool {
	v := reflect.Indirect(reflect.ValueOf(page))
	if v.Kind() != reflect.Struct {
		return false
	}
	r.n++
	if !filled(v) {
		r.emptyOnes++
		return r.emptyOnes >= manyEmpty
	}
	r.emptyOnes = 0
	if r.kept.IsValid() && alike(r.kept, v) {
		return true
	}
	if r.n >= r.at {
		r.kept, r.at = v, 2*r.n
	}
	return false
}

// members are a page's fields that say what it lists.
func members(page reflect.Value) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range page.NumField() {
			f := page.Type().Field(i)
			if f.IsExported() && f.Name != "ResultMetadata" && !tokens[f.Name] && !yield(i) {
				return
			}
		}
	}
}

func filled(page reflect.Value) bool {
	for i := range members(page) {
		if f := page.Field(i); (f.Kind() == reflect.Slice || f.Kind() == reflect.Map) && f.Len() > 0 {
			return true
		}
	}
	return false
}

func alike(a, b reflect.Value) bool {
	for i := range members(a) {
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			return false
		}
	}
	return true
}
