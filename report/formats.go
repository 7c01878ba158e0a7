package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Format writes a report in one output format.
type Format func(io.Writer, *Report, Options) error

// Formats are the output formats by the name that -o takes.
var Formats = map[string]Format{
	"asff":     ASFF,
	"csv":      CSV,
	"html":     HTML,
	"json":     JSON,
	"jsonl":    JSONLines,
	"junit":    JUnit,
	"markdown": Markdown,
	"ocsf":     OCSF,
	"sarif":    SARIF,
	"table":    Table,
	"xlsx":     XLSX,
}

// FormatNamed returns the format called name. The error for an unknown one lists those that exist.
func FormatNamed(name string) (Format, error) {
	if f, ok := Formats[name]; ok {
		return f, nil
	}
	return nil, fmt.Errorf("there is no output format %q; there are %s", name, strings.Join(slices.Sorted(maps.Keys(Formats)), ", "))
}
