package policies

import (
	"cmp"
	"errors"
	"maps"
	"regexp"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

// lookingOnly are the compiler's stages that only look for mistakes. Controls that derived.json knows have passed them: it is made by a full
// compilation, and their text has not changed since.
var lookingOnly = []ast.StageID{
	ast.StageCheckKeywordOverrides, ast.StageCheckDuplicateImports, ast.StageCheckVoidCalls, ast.StageCheckRuleConflicts, ast.StageCheckUndefinedFuncs,
	ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckUnsafeBuiltins, ast.StageCheckDeprecatedBuiltins, ast.StageParseMetadataBlocks,
	ast.StageSetAnnotationSet, ast.StageRewriteRegoMetadataCalls, ast.StageBuildRequiredCapabilities,
}

// compile compiles those of the built-in items that are not yet. Compiling is most of a cold start, so only what an account needs is
// compiled, by two compilers side by side where it is much.
func (s *Set) compile(items []*item) error {
	s.compiling.Lock()
	defer s.compiling.Unlock()
	items = slices.DeleteFunc(slices.Clone(items), func(it *item) bool { return it.compiler != nil || it.shape != nil })
	if len(items) == 0 {
		return nil
	}
	groups := s.split(items)
	errs := make([]error, len(groups))
	var wait sync.WaitGroup
	for i, group := range groups {
		wait.Go(func() { errs[i] = s.compileGroup(group) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

func (s *Set) compileGroup(items []*item) error {
	modules := map[string]*ast.Module{}
	vouched := true
	for _, it := range items {
		if it.module == nil {
			got, err := parse([]source{{it.control.File, it.text}}, false)
			if err != nil {
				return err
			}
			it.module = got[it.control.File]
		}
		vouched = vouched && it.uses != nil
		modules[it.control.File] = it.module
	}
	library, err := imported(s.library, modules)
	if err != nil {
		return err
	}
	c := ast.NewCompiler().WithCapabilities(capabilities())
	if vouched {
		c.WithSkipStages(lookingOnly...)
	}
	if c.Compile(merged(modules, library)); c.Failed() {
		return &SelectionError{compileError(c.Errors).Error()}
	}
	for _, it := range items {
		it.compiler = c
	}
	return nil
}

var importLine = regexp.MustCompile(`(?m)^import (data\.lib\.[a-z0-9_]+)`)

// split makes two groups of about the same amount of text, the library that each needs included, such that what needs much of the
// library is together.
func (s *Set) split(items []*item) [][]*item {
	size, imports := map[string]int{}, map[string][]string{}
	scan := func(text []byte) (out []string) {
		for _, m := range importLine.FindAllSubmatch(text, -1) {
			out = append(out, string(m[1]))
		}
		return out
	}
	for _, src := range s.library {
		if m := packageLine.FindSubmatch(src.text); m != nil {
			name := "data." + string(m[1])
			size[name], imports[name] = len(src.text), scan(src.text)
		}
	}
	closures := map[*item]map[string]bool{}
	weight := func(set map[string]bool) (n int) {
		for name := range set {
			n += size[name]
		}
		return n
	}
	all, own := map[string]bool{}, 0
	for _, it := range items {
		set, queue := map[string]bool{}, scan(it.text)
		for len(queue) > 0 {
			name := queue[0]
			queue = queue[1:]
			if !set[name] {
				set[name] = true
				queue = append(queue, imports[name]...)
			}
		}
		closures[it] = set
		own += len(it.text)
		maps.Copy(all, set)
	}
	total := own + weight(all)
	if total < 100_000 {
		return [][]*item{items}
	}
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b *item) int { return cmp.Compare(weight(closures[b]), weight(closures[a])) })
	used, text := map[string]bool{}, 0
	for i, it := range items {
		maps.Copy(used, closures[it])
		if text += len(it.text); text+weight(used) >= total/2 && i+1 < len(items) {
			return [][]*item{items[:i+1], items[i+1:]}
		}
	}
	return [][]*item{items}
}

// derive finds what the controls read that derived.json does not know.
func (s *Set) derive(colls reads.Collections) error {
	items := slices.Concat(s.items, slices.Collect(maps.Values(s.profile)))
	var queue []*item
	for _, it := range items {
		it.collections = colls
		if it.uses == nil {
			queue = append(queue, it)
		}
	}
	if len(queue) == 0 {
		return nil
	}
	if err := s.compile(queue); err != nil {
		return err
	}
	var wait sync.WaitGroup
	work := make(chan *item)
	for range 2 {
		wait.Go(func() {
			for it := range work {
				it.derive()
			}
		})
	}
	for _, it := range queue {
		work <- it
	}
	close(work)
	wait.Wait()
	return nil
}
