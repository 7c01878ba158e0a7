package report

import (
	"encoding/json"
	"io"

	"kijun/policies"
)

// line is one line of JSONLines: a finding, and what a reader of single lines misses about its control and run.
type line struct {
	policies.Finding
	Title string `json:"title"`
	AsOf  string `json:"as_of"`
	Kijun string `json:"kijun"`
}

// JSONLines writes a finding a line, in the form of the findings of JSON with title, as_of and kijun beside, in the order of the result.
func JSONLines(w io.Writer, r *Report, o Options) error {
	controls := byID(r.Result)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for f := range r.Result.Findings.All() {
		x := line{Finding: complete(f), AsOf: r.Result.AsOf.UTC().Format("2006-01-02T15:04:05Z"), Kijun: r.Result.Kijun}
		if c := controls[f.Control]; c != nil {
			x.Title = c.Title.In(o.lang(r.Result))
		}
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	return nil
}
