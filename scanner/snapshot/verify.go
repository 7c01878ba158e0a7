package snapshot

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// What Verify finds wrong.
const (
	Changed         = "changed"    // an entry is not what the manifest was made of
	Missing         = "missing"    // the manifest names an entry that is not there
	Added           = "added"      // an entry is there that the manifest does not name
	ManifestChanged = "manifest"   // the manifest is not the one that was sealed
	RootDiffers     = "root"       // the snapshot is not the one whose root was expected
	Unreadable      = "unreadable" // an entry cannot be read safely, whatever it holds
)

// Problem is one thing that Verify finds wrong.
type Problem struct {
	Entry  string // name inside the zip, quoted if kijun would not have written it; empty: the snapshot as a whole
	What   string // Changed, Missing, Added, ManifestChanged, RootDiffers or Unreadable
	Detail string
}

// String is the problem in one line.
func (p Problem) String() string {
	return strings.TrimPrefix(fmt.Sprintf("%s: %s: %s", p.Entry, p.What, p.Detail), ": ")
}

// Verify compares a snapshot with its own manifest and names everything that was changed, removed or added, the manifest and the
// root first, then the entries sorted by name. It returns the root as computed from the manifest, "" if the manifest cannot be
// read. Whoever changes an entry can also seal the file again: expectRoot, if not empty, is the root that was printed when the
// snapshot was made ("sha256:..."), and any other is a problem. An error, always an [ErrUnusable], means that the file cannot be
// looked into at all: not there, not a zip, cut short, or of another schema.
func Verify(path, expectRoot string) ([]Problem, string, error) {
	file, size, err := openFile(path)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = file.Close() }() // was only read
	return verify(path, file, size, expectRoot)
}

func verify(path string, in io.ReaderAt, size int64, expectRoot string) ([]Problem, string, error) {
	r := &Reader{path: path, in: in, lim: defaults}
	list, err := readDirectory(in, size, r.lim)
	if err != nil {
		return nil, "", r.fail("", err)
	}
	r.index(list)

	var problems []Problem
	root, m := "", &Manifest{}
	err = errors.New("missing")
	what := Missing
	if f := r.files[manifestName]; f != nil {
		what = ManifestChanged
		if err = f.bad; err == nil {
			m, root, err = r.readManifest(f)
		}
	}
	if errors.As(err, new(*SchemaError)) {
		return nil, "", r.fail(manifestName, err)
	}
	if err == nil && m.Root != root {
		problems = append(problems, Problem{manifestName, ManifestChanged, fmt.Sprintf("its root is %s, it says %.100q", root, m.Root)})
	}
	if err != nil {
		problems = append(problems, Problem{manifestName, what, err.Error()})
	}
	if want := normalRoot(expectRoot); expectRoot != "" && want != root {
		problems = append(problems, Problem{"", RootDiffers, fmt.Sprintf("the root is %s, not the expected %s", cmp.Or(root, "unknown"), want)})
	}
	entries := r.compare(list, m.Entries, err == nil)
	slices.SortStableFunc(entries, func(a, b Problem) int { return cmp.Compare(a.Entry, b.Entry) })
	return append(problems, entries...), root, nil
}

// normalRoot lets a root be given without its prefix, and with the white space and the capitals of whatever it was copied from.
func normalRoot(root string) string {
	return "sha256:" + strings.TrimPrefix(strings.ToLower(strings.TrimSpace(root)), "sha256:")
}

// compare finds what differs between the files and the entries. Only a manifest that was read whole can tell what was added.
func (r *Reader) compare(list []*zipFile, entries []Entry, whole bool) []Problem {
	var problems []Problem
	report := func(name, what string, detail any) {
		problems = append(problems, Problem{printable(name), what, fmt.Sprint(detail)})
	}
	named := map[string]bool{manifestName: true}
	for _, e := range entries {
		named[e.Name] = true
		f := r.files[e.Name]
		switch {
		case f == nil:
			report(e.Name, Missing, "the manifest names it")
		case f.bad != nil:
			report(e.Name, Unreadable, f.bad)
		case f.size != e.Bytes:
			report(e.Name, Changed, fmt.Sprintf("%d bytes, the manifest says %d", f.size, e.Bytes))
		default:
			err := r.scan(f, e, nil)
			if changed, ok := errors.AsType[*changedError](err); ok {
				report(e.Name, Changed, changed.err)
			} else if err != nil {
				report(e.Name, Unreadable, err)
			}
		}
	}
	for _, f := range list {
		switch {
		case r.files[f.name] != f:
			report(f.name, Added, f.bad)
		case !named[f.name] && whole && f.bad != nil:
			report(f.name, Added, f.bad)
		case !named[f.name] && whole:
			report(f.name, Added, "the manifest does not name it")
		}
	}
	return problems
}
