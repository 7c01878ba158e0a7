package policies

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"gopkg.in/yaml.v3"

	"kijun/policies/reads"
)

// Selection says which controls to evaluate and how.
type Selection struct {
	Controls  []string // ids; none means all
	Standards []string // ids; none means all
	Dirs      []string // folders with users' controls
	// Parameters override defaults: control id -> name -> value.
	Parameters map[string]map[string]any
	Enable     []string // ids of controls that ship disabled and shall count
	Disable    []string // ids of controls that shall not count
}

// Set is a choice of controls. Built-in ones are compiled when an account first needs them: see compile.
type Set struct {
	Controls  []Control  // sorted by id
	Standards []Standard // the chosen ones, sorted by id
	Digest    string     // SHA-256 over the sources of the chosen controls, the library and the parameters, and the table of versions if they ask for it
	items     []*item
	awaited   map[string]bool  // names of decisions that a chosen control waits for
	profile   map[string]*item // the decisions that come before the controls, by their names in decisions
	index     map[string]IndexEntry
	params    map[string]map[string]any
	store     storage.Store // data.parameters, data.versions
	library   []source
	compiling sync.Mutex
	versions  *versionTable // nil if no module asks for it
	drills    []*item       // what plays scenarios: those of drillTopics, and what changes look at
}

// decisions are what is found out about an account before its controls are judged: BLEA's governance base, the Regions that it governs
// and the guest systems.
var decisions = []struct{ name, subject string }{{"blea", "account"}, {"governed", "region"}, {"guest_ec2", "account"}, {"guest_ecs", "account"}, {"guest_serverless", "account"}}

// decided are the items of the decisions that a chosen control waits for. A scan of others asks nothing for them.
func (s *Set) decided() []*item {
	var out []*item
	for _, d := range decisions {
		if s.awaited[d.name] {
			out = append(out, s.profile[d.name])
		}
	}
	return out
}

// await finds the decisions that the chosen controls wait for: the profiles, where a control is part of some only, and the governed
// Regions, where a control or such a decision is about them.
func (s *Set) await() {
	s.awaited = map[string]bool{}
	governed := func(it *item) bool { return it.control.Governed || it.uses["governed_regions"] != nil }
	for _, it := range s.items {
		if it.control.Disabled != "" {
			continue
		}
		if governed(it) {
			s.awaited["governed"] = true
		}
		if len(it.control.Profiles) > 0 && !it.named {
			for _, d := range decisions {
				if d.name != "governed" {
					s.awaited[d.name] = true
					s.awaited["governed"] = s.awaited["governed"] || governed(s.profile[d.name])
				}
			}
		}
	}
}

// item is one control.
type item struct {
	control  Control
	text     []byte                // of a built-in control
	module   *ast.Module           // of text, once parsed
	compiler *ast.Compiler         // nil until compile
	shape    *shape                // of a control that is made from the template of tags: its compiler is that one's
	uses     map[string]*reads.Use // what findings, subjects and elsewhere read
	plan     map[string]*reads.Use // what the plan reads
	digest   string                // of the sources that decide both
	user     bool                  // from --policy: watched more closely
	named    bool                  // enabled by name: it counts whatever the account's profiles are
	outside  bool                  // it has a rule elsewhere
	paths    []string              // evidence paths named in its result calls

	collections reads.Collections
	walk        sync.Once
	walked      *reads.Facts

	mu      sync.Mutex
	queries map[string]rego.PreparedEvalQuery
}

// IndexEntry is what the collectors say of a collection (policies/schemas/index.json, generated).
type IndexEntry struct {
	Type    string              `json:"type"`
	Scope   string              `json:"scope"`
	List    string              `json:"list"`
	Also    []string            `json:"also"`
	Details map[string]string   `json:"details"`
	Actions map[string][]string `json:"actions"`
	Tags    string              `json:"tags"`
	Owner   string              `json:"owner"`
	// Administrator is set where the administrator of a service is asked, "management" where that can be nobody but the account that manages the organization.
	Administrator string `json:"administrator"`
}

// Index is the generated catalogue of collections.
func Index() (map[string]IndexEntry, error) {
	raw, err := files.ReadFile("schemas/index.json")
	if err != nil {
		return nil, err
	}
	var out map[string]IndexEntry
	if err := json.Unmarshal(raw, &out); err != nil {
		return nil, fmt.Errorf("schemas/index.json: %w", err)
	}
	for name, base := range sharedOf {
		e := out[base]
		e.Scope = "organization"
		out[sharedService+name] = e
	}
	return out, nil
}

// collections is the index in the form of the walker.
func collections(index map[string]IndexEntry) reads.Collections {
	out := reads.Collections{}
	for key, e := range index {
		out[key] = reads.Collection{Details: slices.Sorted(maps.Keys(e.Details)), Shared: e.Scope != "regional"}
	}
	out[drillEvents] = reads.Collection{}
	return out
}

// source is one module before it is parsed.
type source struct {
	name string
	text []byte
}

func embedded(dir string) ([]source, error) {
	var out []source
	err := fs.WalkDir(files, dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".rego") {
			return err
		}
		text, err := files.ReadFile(path)
		out = append(out, source{"policies/" + path, text})
		return err
	})
	return out, err
}

// idLine finds the ids of a module's controls without parsing it, so that a scan of few controls parses few.
var idLine = regexp.MustCompile(`(?m)^#   (?:  - )?id: (\S+)$`)

// ids are those of the controls in a module.
func (src source) ids() []string {
	var out []string
	for _, m := range idLine.FindAllSubmatch(src.text, -1) {
		out = append(out, string(m[1]))
	}
	return out
}

const switchedOff = "switched off in the configuration"

// SelectionError is a control, standard or parameter that the user named and that cannot be.
type SelectionError struct{ Message string }

// Error says what was named and what there is.
func (e *SelectionError) Error() string { return e.Message }

// Load compiles the chosen controls. A control that does not compile is an error with file, line and column.
func Load(sel Selection) (*Set, error) {
	index, err := Index()
	if err != nil {
		return nil, err
	}
	s := &Set{index: index, profile: map[string]*item{}}
	if s.Standards, err = Standards(sel.Dirs...); err != nil {
		return nil, err
	}
	own, err := ownStandards(sel.Dirs)
	if err != nil {
		return nil, err
	}
	if err := known("standard", sel.Standards, s.standardIDs()); err != nil {
		return nil, err
	}
	all, err := embedded("controls")
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(src source) bool {
		return strings.HasSuffix(src.name, "_test.rego") || strings.HasSuffix(src.name, "/package.rego")
	})
	lib, err := embedded("lib")
	if err != nil {
		return nil, err
	}
	lib = slices.DeleteFunc(lib, func(src source) bool { return strings.HasSuffix(src.name, "_test.rego") })
	prof, err := embedded("profile")
	if err != nil {
		return nil, err
	}
	custom, err := userModules(sel.Dirs)
	if err != nil {
		return nil, err
	}
	ids := map[string]string{} // lower case -> id
	add := func(file, id string) error {
		if _, twice := ids[strings.ToLower(id)]; twice {
			return &SelectionError{fmt.Sprintf("%s: the control %s is defined twice", file, id)}
		}
		ids[strings.ToLower(id)] = id
		return nil
	}
	for _, src := range all {
		for _, id := range src.ids() {
			if err := add(src.name, id); err != nil {
				return nil, err
			}
		}
	}
	var named []string // what is asked of a run of few controls
	if len(sel.Controls) > 0 {
		named = slices.Concat(sel.Controls, sel.Enable, sel.Disable, slices.Collect(maps.Keys(sel.Parameters)))
	}
	tags, err := tagging(index, named...)
	if err != nil {
		return nil, err
	}
	tags = slices.DeleteFunc(tags, func(m made) bool { // a control that somebody has written comes first
		_, written := ids[strings.ToLower(m.control.ID)]
		return written
	})
	for _, m := range tags {
		if err := add(m.control.File, m.control.ID); err != nil {
			return nil, err
		}
	}
	theirs, err := s.controls(custom, true)
	if err != nil {
		return nil, err
	}
	for _, c := range theirs {
		if err := add(c.File, c.ID); err != nil {
			return nil, err
		}
	}
	there := slices.Collect(maps.Values(ids))
	serving, err := answered(own, there)
	if err != nil {
		return nil, err
	}
	for _, x := range []struct {
		what string
		list []string
	}{{"control", sel.Controls}, {"control to enable", sel.Enable}, {"control to disable", sel.Disable}} {
		if err := known(x.what, x.list, there); err != nil {
			return nil, err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(sel.Parameters)) { // those of users' controls may be in a folder that this run does not read
		if !strings.HasPrefix(id, "CUSTOM/") || len(sel.Dirs) > 0 {
			if err := known("control with parameters", []string{id}, there); err != nil {
				return nil, err
			}
		}
	}
	chosen := func(list []string, id string) bool {
		return slices.ContainsFunc(list, func(x string) bool { return strings.EqualFold(x, id) })
	}
	all = slices.DeleteFunc(all, func(src source) bool {
		return len(sel.Controls) > 0 && !slices.ContainsFunc(src.ids(), func(id string) bool { return chosen(sel.Controls, id) })
	})
	base, cache := shared(lib, index), cached()
	var ours []*item
	var fresh []source // what derived.json does not know
	for _, src := range all {
		var known []*item
		for _, id := range src.ids() {
			if it := (&item{text: src.text, digest: digest(base, src.text)}); it.restore(cache[id]) {
				known = append(known, it)
			}
		}
		if len(known) > 0 && len(known) == len(src.ids()) {
			ours = append(ours, known...)
		} else {
			fresh = append(fresh, src)
		}
	}
	modules, err := parse(fresh, true)
	if err != nil {
		return nil, err
	}
	read, err := s.controls(modules, false)
	if err != nil {
		return nil, err
	}
	for _, c := range read {
		i := slices.IndexFunc(fresh, func(src source) bool { return src.name == c.File })
		ours = append(ours, &item{control: c, module: modules[c.File], text: fresh[i].text, digest: digest(base, fresh[i].text)})
	}
	for _, c := range theirs {
		ours = append(ours, &item{control: c, user: true})
	}
	for _, it := range ours {
		c := &it.control
		c.serve(serving)
		if len(sel.Standards) > 0 && !slices.ContainsFunc(slices.Collect(maps.Keys(c.Standards)), func(id string) bool { return chosen(sel.Standards, id) }) ||
			len(sel.Controls) > 0 && !chosen(sel.Controls, c.ID) {
			continue
		}
		if chosen(sel.Enable, c.ID) {
			c.Disabled = ""
		}
		if chosen(sel.Disable, c.ID) {
			c.Disabled = switchedOff
		}
		it.named = chosen(sel.Enable, c.ID)
		s.items = append(s.items, it)
	}
	for _, m := range tags {
		m.control.serve(serving)
		if c := m.control; (len(sel.Standards) == 0 || slices.ContainsFunc(slices.Collect(maps.Keys(c.Standards)), func(id string) bool { return chosen(sel.Standards, id) })) && (len(sel.Controls) == 0 || chosen(sel.Controls, c.ID)) {
			if chosen(sel.Disable, c.ID) {
				c.Disabled = switchedOff
			}
			it := &item{control: c, shape: m.shape, digest: digest(base, append([]byte(c.Collection+"\n"), m.shape.text...))}
			it.restore(cache[c.ID])
			s.items = append(s.items, it)
		}
	}
	if len(s.items) == 0 {
		return nil, &SelectionError{fmt.Sprintf("no control is left to evaluate: no %s is part of %s", cmp.Or(strings.Join(sel.Controls, ", "), "control"), strings.Join(sel.Standards, ", "))}
	}
	if len(sel.Standards) > 0 {
		s.Standards = slices.DeleteFunc(s.Standards, func(x Standard) bool { return !chosen(sel.Standards, x.ID) })
	}
	if s.params, err = parameters(s.items, sel.Parameters); err != nil {
		return nil, err
	}
	data := map[string]any{}
	for id, p := range s.params {
		data[id] = p
	}
	versions, err := versionsData()
	if err != nil {
		return nil, err
	}
	s.store = inmem.NewFromObjectWithOpts(map[string]any{"parameters": data, "versions": versions.data}, inmem.OptRoundTripOnWrite(false))
	s.library = lib
	slices.SortFunc(s.items, func(a, b *item) int { return compareIDs(a.control.ID, b.control.ID) })
	for _, it := range s.items {
		s.Controls = append(s.Controls, it.control)
	}
	if len(custom) > 0 {
		cu, err := compileCustom(custom, lib)
		if err != nil {
			return nil, err
		}
		for _, it := range s.items {
			if it.user {
				it.compiler = cu
			}
		}
	}
	for _, d := range decisions {
		file := "policies/profile/" + d.name + ".rego"
		i := slices.IndexFunc(prof, func(src source) bool { return src.name == file })
		it := &item{text: prof[i].text, digest: digest(base, prof[i].text), control: Control{ID: "profile " + d.name, Package: "data.profile." + d.name, File: file, Subject: d.subject}}
		it.restore(cache[it.control.ID])
		s.profile[d.name] = it
	}
	if err := s.derive(collections(index)); err != nil {
		return nil, err
	}
	s.await()
	return s, s.digestAll(custom)
}

// compileCustom compiles users' modules, apart from the built-in ones, which they can neither see nor shadow.
func compileCustom(custom map[string]*ast.Module, lib []source) (*ast.Compiler, error) {
	used, err := imported(lib, custom)
	if err != nil {
		return nil, err
	}
	cu, err := typedCompiler() // a mistyped field would be undefined, and pass under not
	if err != nil {
		return nil, err
	}
	if cu.Compile(merged(custom, used, map[string]*ast.Module{customName: customModule()})); cu.Failed() {
		return nil, &SelectionError{joined(problems(cu.Errors)).Error()}
	}
	if lost := strays(cu, custom, slices.Sorted(maps.Keys(custom))); len(lost) > 0 {
		return nil, &SelectionError{joined(lost).Error()}
	}
	return cu, nil
}

// digestAll sets the digest of what decides verdicts.
func (s *Set) digestAll(custom map[string]*ast.Module) error {
	sum := sha256.New()
	versioned := false
	add := func(name, text string) {
		fmt.Fprintf(sum, "%s\n%d\n%s", filepath.Base(name), len(text), text)
	}
	for _, it := range s.items {
		if it.shape != nil {
			add(it.control.ID+" "+it.control.Collection, string(it.shape.text))
		} else if !it.user {
			add(it.control.File, string(it.text))
			versioned = versioned || usesVersions(string(it.text))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.profile)) {
		add(name, string(s.profile[name].text))
	}
	for _, src := range s.library {
		add(src.name, string(src.text))
	}
	for _, name := range slices.Sorted(maps.Keys(custom)) {
		add(name, custom[name].String())
		versioned = versioned || usesVersions(custom[name].String())
	}
	if versioned {
		table, err := versionsData()
		if err != nil {
			return err
		}
		s.versions = &table
		sum.Write(table.raw)
	}
	for _, it := range s.items {
		if it.shape != nil {
			fmt.Fprintf(sum, "%s %s\n%s", it.control.ID, it.control.Collection, it.shape.text)
		}
	}
	raw, err := json.Marshal(s.params)
	if err != nil {
		return err
	}
	sum.Write(raw)
	s.Digest = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	return nil
}

// controls reads the METADATA of the modules that are controls, in the order of their files.
func (s *Set) controls(modules map[string]*ast.Module, user bool) ([]Control, error) {
	var out []Control
	var bad []Problem
	packages := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		m := modules[name]
		if strings.HasPrefix(name, "policies/profile/") && !user || user && !defines(m, "findings") {
			continue
		}
		at := m.Package.Loc()
		mistake := func(format string, a ...any) {
			bad = append(bad, Problem{name, at.Row, at.Col, fmt.Sprintf(format, a...)})
		}
		c, err := metadata(name, m)
		if err != nil {
			bad = append(bad, problems(err)...)
			continue
		}
		if user && !strings.HasPrefix(c.ID, "CUSTOM/") {
			mistake("the id of a control of your own begins with CUSTOM/, not %q", c.ID)
		}
		if other, twice := packages[c.Package]; twice {
			mistake("the package %s is also that of %s; each control has its own", strings.TrimPrefix(c.Package, "data."), other)
		}
		packages[c.Package] = name
		for _, x := range append([]Control{c}, c.twins...) {
			for _, id := range slices.Sorted(maps.Keys(x.Standards)) {
				if !slices.Contains(s.standardIDs(), id) {
					mistake("METADATA: there is no standard %q; there are %s", id, strings.Join(s.standardIDs(), ", "))
				}
			}
		}
		if _, ok := s.index[c.Collection]; !ok && c.Collection != "" {
			mistake("METADATA: there is no collection %q; perhaps %s", c.Collection, strings.Join(near(c.Collection, slices.Collect(maps.Keys(s.index))), ", "))
		}
		if c.Subject != "resource" && defines(m, "subjects") {
			mistake("subjects narrows the elements of a collection; the subject of this control is the %s", c.Subject)
		}
		if c.Subject != "resource" && defines(m, "elsewhere") {
			mistake("elsewhere tells of what lies in other accounts beside the elements of a collection; the subject of this control is the %s", c.Subject)
		}
		out = append(append(out, c), c.twins...)
	}
	if len(bad) > 0 {
		return nil, &SelectionError{joined(bad).Error()}
	}
	return out, nil
}

// joined are problems as one error of as many lines.
func joined(list []Problem) error {
	errs := make([]error, len(list))
	for i, p := range list {
		errs[i] = p
	}
	return errors.Join(errs...)
}

// compareIDs orders S3.2 before S3.10.
func compareIDs(a, b string) int {
	as, an := splitID(a)
	bs, bn := splitID(b)
	return cmp.Or(cmp.Compare(as, bs), cmp.Compare(len(an), len(bn)), cmp.Compare(an, bn))
}

func splitID(id string) (service, number string) {
	i := strings.LastIndexAny(id, "./")
	if i < 0 {
		return id, ""
	}
	return id[:i], id[i+1:]
}

func (s *Set) standardIDs() []string {
	var out []string
	for _, x := range s.Standards {
		out = append(out, x.ID)
	}
	return out
}

func known(what string, asked, there []string) error {
	for _, a := range asked {
		if slices.ContainsFunc(there, func(t string) bool { return strings.EqualFold(a, t) }) {
			continue
		}
		if len(there) <= 15 {
			return &SelectionError{fmt.Sprintf("there is no %s %q; there are %s", what, a, strings.Join(slices.SortedFunc(slices.Values(there), compareIDs), ", "))}
		}
		return &SelectionError{fmt.Sprintf("there is no %s %q; perhaps %s", what, a, strings.Join(near(a, there), ", "))}
	}
	return nil
}

// near are the five of there that are most like a.
func near(a string, there []string) []string {
	a = strings.ToLower(a)
	there = slices.Clone(there)
	distances := map[string]int{}
	for _, t := range there {
		distances[t] = distance(a, strings.ToLower(t))
	}
	slices.SortFunc(there, func(x, y string) int { return cmp.Or(distances[x]-distances[y], compareIDs(x, y)) })
	return there[:min(5, len(there))]
}

// distance is how many letters must be changed, added or removed to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := last
			if a[i] != b[j] {
				cost = 1 + min(last, row[j], row[j+1])
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}

func merged(groups ...map[string]*ast.Module) map[string]*ast.Module {
	out := map[string]*ast.Module{}
	for _, m := range groups {
		maps.Copy(out, m)
	}
	return out
}

func parse(in []source, annotations bool) (map[string]*ast.Module, error) {
	out := map[string]*ast.Module{}
	var errs []error
	for _, src := range in {
		m, err := ast.ParseModuleWithOpts(src.name, string(src.text), ast.ParserOptions{ProcessAnnotation: annotations, Capabilities: capabilities(), RegoVersion: ast.RegoV1})
		if err != nil {
			errs = append(errs, compileError(err))
			continue
		}
		out[src.name] = m
	}
	if err := errors.Join(errs...); err != nil {
		return nil, &SelectionError{err.Error()}
	}
	return out, nil
}

// imported are the modules of the library that the given modules import, and those that these import.
func imported(lib []source, by map[string]*ast.Module) (map[string]*ast.Module, error) {
	byPackage := map[string]source{}
	for _, src := range lib {
		if m := packageLine.FindSubmatch(src.text); m != nil {
			byPackage["data."+string(m[1])] = src
		}
	}
	out := map[string]*ast.Module{}
	queue := slices.Collect(maps.Values(by))
	for len(queue) > 0 {
		m := queue[0]
		queue = queue[1:]
		for _, i := range m.Imports {
			src, ok := byPackage[i.Path.String()]
			if !ok || out[src.name] != nil {
				continue
			}
			got, err := parse([]source{src}, false)
			if err != nil {
				return nil, err
			}
			maps.Copy(out, got)
			queue = append(queue, got[src.name])
		}
	}
	return out, nil
}

var packageLine = regexp.MustCompile(`(?m)^package (\S+)$`)

// compileError is OPA's error with file:line:column on each line.
func compileError(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) {
		return err
	}
	var lines []string
	for _, e := range list {
		if e.Location == nil {
			lines = append(lines, e.Message)
			continue
		}
		lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", e.Location.File, e.Location.Row, e.Location.Col, e.Message))
	}
	return errors.New(strings.Join(lines, "\n"))
}

// userModules reads the folders of --policy: Rego modules of packages custom.*, nothing else, and no link that leads out.
func userModules(dirs []string) (map[string]*ast.Module, error) {
	var in []source
	for _, dir := range dirs {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, &SelectionError{fmt.Sprintf("--policy %s: %v", dir, err)}
		}
		err = fs.WalkDir(root.FS(), ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name := filepath.Join(dir, path)
			switch ext := filepath.Ext(path); {
			case d.Type()&fs.ModeSymlink != 0:
				return Problem{name, 1, 1, "this is a link; links are not followed"}
			case d.IsDir() && d.Name() == "testdata":
				return fs.SkipDir // what Go skips, too
			case d.IsDir(), strings.HasSuffix(path, "_test.rego"):
				return nil
			case yamlFile(path) && filepath.Dir(path) == standardsDir: // ownStandards reads them
				return nil
			case ext == ".json", ext == ".yaml", ext == ".yml":
				return Problem{name, 1, 1, "data files are not read; put constants into the control"}
			case ext != ".rego":
				return nil
			}
			text, err := root.ReadFile(path)
			if err != nil {
				return err
			}
			in = append(in, source{name, text})
			return nil
		})
		root.Close()
		if err != nil {
			return nil, &SelectionError{fmt.Sprintf("--policy %s: %v", dir, err)}
		}
	}
	out, err := parse(in, true)
	if err != nil {
		return nil, err
	}
	var bad []Problem
	for _, name := range slices.Sorted(maps.Keys(out)) {
		if p := out[name].Package; !p.Path.HasPrefix(customRoot) {
			bad = append(bad, Problem{name, p.Loc().Row, p.Loc().Col, fmt.Sprintf("the package is %s; a control of your own is in a package under custom", strings.TrimPrefix(p.Path.String(), "data."))})
		}
	}
	if len(bad) > 0 {
		return nil, &SelectionError{joined(bad).Error()}
	}
	return out, nil
}

// parameters merges the user's values over the defaults and checks types and ranges.
func parameters(items []*item, over map[string]map[string]any) (map[string]map[string]any, error) {
	out := map[string]map[string]any{}
	by := map[string]*item{}
	for _, it := range items {
		id := it.rules() // also the parameters are those of the control that the rules were written for
		by[strings.ToLower(id)] = it
		for name, p := range it.control.Parameters {
			if out[id] == nil {
				out[id] = map[string]any{}
			}
			if p.Default != nil {
				out[id][name] = p.Default
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(over)) {
		it := by[strings.ToLower(id)]
		if it == nil {
			continue // a control that is not chosen in this run; the configuration names it for others
		}
		for _, name := range slices.Sorted(maps.Keys(over[id])) {
			p, ok := it.control.Parameters[name]
			if !ok {
				return nil, &SelectionError{fmt.Sprintf("parameters: %s has no parameter %q; it has %s", it.rules(), name, cmp.Or(strings.Join(slices.Sorted(maps.Keys(it.control.Parameters)), ", "), "none"))}
			}
			if err := p.check(over[id][name]); err != nil {
				return nil, &SelectionError{fmt.Sprintf("parameters: %s.%s: %v", it.rules(), name, err)}
			}
			out[it.rules()][name] = over[id][name]
		}
	}
	return out, nil
}

// Standards reads the standards that kijun knows and those of users' folders, sorted by id.
func Standards(dirs ...string) ([]Standard, error) {
	entries, err := files.ReadDir("standards")
	if err != nil {
		return nil, err
	}
	var out []Standard
	for _, e := range entries {
		raw, err := files.ReadFile("standards/" + e.Name())
		if err != nil {
			return nil, err
		}
		var s Standard
		dec := yaml.NewDecoder(bytes.NewReader(raw))
		dec.KnownFields(true)
		if err := dec.Decode(&s); err != nil {
			return nil, fmt.Errorf("policies/standards/%s: %w", e.Name(), err)
		}
		if s.ID+".yaml" != e.Name() {
			return nil, fmt.Errorf("policies/standards/%s: id is %q; the file is named after it", e.Name(), s.ID)
		}
		s.count()
		out = append(out, s)
	}
	own, err := ownStandards(dirs)
	if err != nil {
		return nil, err
	}
	for _, s := range own {
		if slices.ContainsFunc(out, func(x Standard) bool { return x.ID == s.ID }) {
			return nil, &SelectionError{fmt.Sprintf("the standard %s is there twice; one of your own has an id of its own", s.ID)}
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b Standard) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Needs says what a scan has to collect for the chosen controls: collection -> details. It is what decides, and what findings show as
// evidence or steps are made of.
func (s *Set) Needs() map[string][]string {
	out := s.decisive()
	for _, it := range s.active() {
		for key, use := range it.plan {
			s.need(out, key, use)
		}
		for _, p := range it.paths {
			if key, field := it.shown(p); key != "" {
				s.need(out, key, &reads.Use{Fields: map[string]bool{field: true}})
			}
		}
	}
	return out
}

// decisive are the needs that verdicts rest on.
func (s *Set) decisive() map[string][]string {
	out := map[string][]string{}
	for _, it := range s.active() {
		if it.control.Collection != "" {
			s.need(out, it.control.Collection, &reads.Use{})
		}
		for key, use := range it.uses {
			s.need(out, key, use)
		}
	}
	return out
}

func (s *Set) need(out map[string][]string, key string, use *reads.Use) {
	if name, ok := strings.CutPrefix(key, sharedService); ok {
		key = sharedOf[name] // it is made of what every account was asked for
	}
	e, ok := s.index[key]
	if !ok {
		return
	}
	if out[key] == nil {
		out[key] = []string{}
	}
	for field := range e.Details {
		if (use.Whole || use.Fields[field]) && !slices.Contains(out[key], field) {
			out[key] = append(out[key], field)
		}
	}
	slices.Sort(out[key])
}

// shown is the collection and the top field of an evidence path; no collection if the path begins in none.
func (it *item) shown(path string) (key, field string) {
	key, rest, ok := absolute(path)
	if !ok {
		key, rest = it.control.Collection, path
	}
	field, _, _ = strings.Cut(rest, ".")
	return key, field
}

// Access are the IAM actions that a scan takes, by the account that is asked. Each list is sorted; an action can be in several.
type Access struct {
	Account        []string // of any account that is judged
	Organization   []string // of the account that knows the organization
	Administration []string // of the accounts that administer services for the organization
}

// All are the actions of one account that is all of that.
func (a Access) All() []string {
	all := slices.Concat(a.Account, a.Organization, a.Administration)
	slices.Sort(all)
	return slices.Compact(all)
}

// Access says what collecting the needs takes, and all of the collections more.
func (s *Set) Access(more ...string) Access {
	needs := s.Needs()
	for _, key := range more {
		needs[key] = slices.Sorted(maps.Keys(s.index[key].Details))
	}
	account, organization, administration := map[string]bool{}, map[string]bool{}, map[string]bool{}
	account["ec2:DescribeRegions"] = true // without it a scan does not know the regions
	for key, details := range needs {
		e := s.index[key]
		into := account
		switch {
		case e.Administrator != "" && e.Administrator != "management":
			into = administration
		case e.Scope == "organization":
			into = organization
		}
		ops := append([]string{e.List}, e.Also...)
		for _, d := range details {
			ops = append(ops, e.Details[d])
		}
		for _, op := range ops {
			for _, a := range e.Actions[op] {
				into[a] = true
			}
		}
	}
	sorted := func(m map[string]bool) []string { return slices.Sorted(maps.Keys(m)) }
	return Access{sorted(account), sorted(organization), sorted(administration)}
}
