package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"kijun/policies"
)

// worst goes through the findings in the order in which a reader with little time wants them: failures before what is undecided before the
// rest, the most severe first. What somebody accepted comes between what is undecided and what passed. The order of equal ones is that of
// the result.
func worst(res *policies.Result) iter.Seq[*policies.Finding] {
	by := map[string][urgent]int{} // number of findings of a control by urgency
	severity := map[string]int{}
	for t := range res.Findings.Tallies() {
		n := by[t.Control]
		severity[t.Control] = rank(t.Severity)
		for u, m := range urgencies(t) {
			n[u] += m
		}
		by[t.Control] = n
	}
	ids := slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(cmp.Compare(severity[a], severity[b]), compareIDs(a, b), strings.Compare(a, b))
	})
	return func(yield func(*policies.Finding) bool) {
		for u := range urgent {
			for _, id := range ids {
				if by[id][u] == 0 {
					continue
				}
				for f := range res.Findings.Where(func(t policies.Tally) bool { return t.Control == id && urgencies(t)[u] > 0 }) {
					if urgency(f) == u && !yield(f) {
						return
					}
				}
			}
		}
	}
}

// urgent is the number of urgencies.
const urgent = 5

// urgencies are how many findings of each urgency a tally counts.
func urgencies(t policies.Tally) [urgent]int {
	return [urgent]int{t.Failed - t.Suppressed.Failed, t.Warning + t.NotAvailable - t.Suppressed.Warning - t.Suppressed.NotAvailable, t.Suppressed.Open(), t.Passed, t.NotApplicable}
}

// urgency orders findings.
func urgency(f *policies.Finding) int {
	switch {
	case f.Status == policies.Passed:
		return 3
	case f.Status == policies.NotApplicable:
		return 4
	case f.Suppressed != nil:
		return 2
	case f.Status == policies.Failed:
		return 0
	}
	return 1 // WARNING, NOT_AVAILABLE, and a status that this version does not know
}

// byID are the controls of a result.
func byID(res *policies.Result) map[string]*policies.Control {
	out := make(map[string]*policies.Control, len(res.Controls))
	for i := range res.Controls {
		out[res.Controls[i].ID] = &res.Controls[i]
	}
	return out
}

// array writes a JSON array, an element at a time, so that a large result needs no memory of its own.
func array(w io.Writer, each func(put func(any) error) error) error {
	out := bufio.NewWriterSize(w, 1<<16)
	between := "[\n"
	err := each(func(v any) error {
		raw, err := json.Marshal(v)
		if err != nil {
			return err
		}
		if _, err := out.WriteString(between); err != nil {
			return err
		}
		between = ",\n"
		_, err = out.Write(raw)
		return err
	})
	if err != nil {
		return err
	}
	if between == "[\n" {
		between = "["
	} else {
		between = "\n"
	}
	if _, err := out.WriteString(between + "]\n"); err != nil {
		return err
	}
	return out.Flush()
}

func sortedKeys[V any](m map[string]V) []string {
	return full(slices.Sorted(maps.Keys(m)))
}
