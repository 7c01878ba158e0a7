package policies

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Versions says of which day the table of versions and their ends of support is, where verdicts rest on it. AWS moves these dates
// and adds versions, so the older the table, the less it knows.
type Versions struct {
	AsOf  string `json:"as_of"` // YYYY-MM-DD
	Stale bool   `json:"stale"` // it was more than 180 days old when the evidence was collected
}

// stale is how old the table may be before a report warns of it.
const stale = 180 * 24 * time.Hour

// versionTable is data/versions.json. Controls see it as data.versions: families of versions with the date on which standard support ends,
// and under supported what a control of Security Hub holds to be supported.
type versionTable struct {
	raw  []byte
	data map[string]any
	asOf time.Time
}

var versionsData = sync.OnceValues(func() (versionTable, error) {
	var t versionTable
	var err error
	if t.raw, err = files.ReadFile("data/versions.json"); err != nil {
		return t, err
	}
	if err := json.Unmarshal(t.raw, &t.data); err != nil {
		return t, fmt.Errorf("policies/data/versions.json: %w", err)
	}
	day, _ := t.data["as_of"].(string)
	if t.asOf, err = time.Parse(time.DateOnly, day); err != nil {
		return t, fmt.Errorf("policies/data/versions.json: as_of: %w", err)
	}
	return t, nil
})

// usesVersions says whether the text of a module, as OPA prints it, mentions the table.
func usesVersions(module string) bool {
	return strings.Contains(module, "data.versions") || strings.Contains(module, "data.lib.versions")
}

// at is what a result as of this time says of the table.
func (t versionTable) at(asOf time.Time) *Versions {
	return &Versions{AsOf: t.asOf.Format(time.DateOnly), Stale: asOf.Sub(t.asOf) > stale}
}
