package policies

import (
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// library keeps what the documents of policies/lib are for one account's evidence. Many controls build on the same ones, and a query by
// itself forgets them at its end. Calls of functions are left to the query: with a whole element in their key they are many, and seldom
// asked twice.
type library struct {
	functions map[string]bool // package.name of the library's functions
	mu        sync.Mutex
	cache     topdown.VirtualCache
}

func newLibrary(items []*item) *library {
	l := &library{functions: map[string]bool{}, cache: topdown.NewVirtualCache()}
	seen := map[*ast.Compiler]bool{}
	for _, it := range items {
		if it.shape != nil || seen[it.compiler] { // what is made from a template has an input of its own
			continue
		}
		seen[it.compiler] = true
		for _, m := range it.compiler.Modules {
			if !fromLibrary(m.Package.Path) {
				continue
			}
			for _, r := range m.Rules {
				if len(r.Head.Args) > 0 {
					l.functions[documentName(r.Ref().GroundPrefix())] = true
				}
			}
		}
	}
	return l
}

// fromLibrary says whether a reference is data.lib.<package>.<rule>, or below.
func fromLibrary(ref ast.Ref) bool {
	if len(ref) < 3 {
		return false
	}
	name, ok := ref[1].Value.(ast.String)
	return ok && name == "lib"
}

// documentName is package.rule of a reference into the library.
func documentName(ref ast.Ref) string {
	if len(ref) < 4 {
		return ""
	}
	pkg, _ := ref[2].Value.(ast.String)
	rule, _ := ref[3].Value.(ast.String)
	return string(pkg) + "." + string(rule)
}

// shares says whether what ref names is the same for every query. A library of no documents shares none.
func (l *library) shares(ref ast.Ref) bool {
	return l.cache != nil && fromLibrary(ref) && len(ref) > 3 && !l.functions[documentName(ref)]
}

// query is the cache of the queries of one control: its own documents, and behind them the library's. OPA puts a value there before it has seen all
// that may contradict it, so what a query leaves behind counts only once it has ended well: see settle.
func (l *library) query() *queryCache {
	return &queryCache{VirtualCache: topdown.NewVirtualCache(), library: l}
}

// queryCache is a topdown.VirtualCache.
type queryCache struct {
	topdown.VirtualCache
	library *library
	depth   int // of with: what holds under other evidence is nobody else's
	fresh   []libraryDocument
}

type libraryDocument struct {
	ref   ast.Ref
	value *ast.Term
}

// Push begins a frame for evidence changed by with.
func (q *queryCache) Push() {
	q.depth++
	q.VirtualCache.Push()
}

// Pop ends it.
func (q *queryCache) Pop() {
	q.depth--
	q.VirtualCache.Pop()
}

// once says whether ref is a call of data.lib.result: a control makes each finding once, and the call has a whole element in its key.
func once(ref ast.Ref) bool {
	if len(ref) == 0 {
		return false
	}
	name, ok := ref[0].Value.(ast.Ref)
	return ok && fromLibrary(name) && name[2].Value.Compare(resultPackage) == 0
}

const resultPackage = ast.String("result")

// Get looks at the query's own documents first.
func (q *queryCache) Get(ref ast.Ref) (*ast.Term, bool) {
	if once(ref) {
		return nil, false
	}
	value, undefined := q.VirtualCache.Get(ref)
	if value != nil || undefined || q.depth > 0 || !q.library.shares(ref) {
		return value, undefined
	}
	q.library.mu.Lock()
	defer q.library.mu.Unlock()
	return q.library.cache.Get(ref)
}

// Put keeps a document or the answer of a function for this query, and notes a document of the library for the others.
func (q *queryCache) Put(ref ast.Ref, value *ast.Term) {
	if once(ref) {
		return
	}
	q.VirtualCache.Put(ref, value)
	if q.depth == 0 && q.library.shares(ref) {
		q.fresh = append(q.fresh, libraryDocument{ref.Copy(), value})
	}
}

// settle gives the documents of a query that ended without error to all.
func (q *queryCache) settle() {
	q.library.mu.Lock()
	defer q.library.mu.Unlock()
	for _, d := range q.fresh {
		q.library.cache.Put(d.ref, d.value)
	}
	q.fresh = nil
}
