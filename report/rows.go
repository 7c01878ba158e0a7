package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"io"
	"maps"
	"slices"

	"kijun/policies"
)

// worst are the findings in the order in which a reader with little time wants them: failures before what is undecided before the
// rest, the most severe first. The order of equal ones is that of the result.
func worst(res *policies.Result) []*policies.Finding {
	out := make([]*policies.Finding, len(res.Findings))
	for i := range res.Findings {
		out[i] = &res.Findings[i]
	}
	slices.SortStableFunc(out, func(a, b *policies.Finding) int {
		return cmp.Or(cmp.Compare(urgency(a.Status), urgency(b.Status)), cmp.Compare(rank(a.Severity), rank(b.Severity)), compareIDs(a.Control, b.Control))
	})
	return out
}

// urgency orders statuses.
func urgency(s policies.Status) int {
	switch s {
	case policies.Failed:
		return 0
	case policies.Passed:
		return 2
	case policies.NotApplicable:
		return 3
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
