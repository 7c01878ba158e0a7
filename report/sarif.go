package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"kijun/policies"
)

// maxSARIF is how many results GitHub shows of one run
// (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).
const maxSARIF = 5000

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool      `json:"tool"`
	Results    []sarifResult  `json:"results"`
	Properties map[string]any `json:"properties"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Short      sarifText      `json:"shortDescription"`
	Full       sarifText      `json:"fullDescription"`
	Help       sarifText      `json:"help"`
	HelpURI    string         `json:"helpUri,omitempty"`
	Default    sarifLevel     `json:"defaultConfiguration"`
	Properties map[string]any `json:"properties"`
}

type sarifLevel struct {
	Level string `json:"level"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID       string             `json:"ruleId"`
	RuleIndex    int                `json:"ruleIndex"`
	Kind         string             `json:"kind"`
	Level        string             `json:"level"`
	Message      sarifText          `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Properties   map[string]any     `json:"properties"`
}

// sarifSuppression says that somebody accepted a result (SARIF 2.1.0, 3.35).
type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine int `json:"startLine"`
}

type sarifLogical struct {
	Name      string `json:"name"`
	Qualified string `json:"fullyQualifiedName"`
	Kind      string `json:"kind"`
}

// SARIF writes what failed and what could not be decided as SARIF 2.1.0, for code scanning: the worst results up to the number that GitHub
// shows. What is left out is counted in the run's properties. A resource has no file, so each gets a made-up path that is the same on
// every scan, as is the fingerprint.
func SARIF(w io.Writer, r *Report, o Options) error {
	lang := o.lang(r.Result)
	controls := byID(r.Result)
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "kijun", Version: r.Result.Kijun, Rules: []sarifRule{}}}, Results: []sarifResult{}}
	index := map[string]int{}
	left := 0
	for f := range worst(r.Result) {
		c := controls[f.Control]
		if urgency(f) > 2 || c == nil {
			continue
		}
		if len(run.Results) == maxSARIF {
			left++
			continue
		}
		if _, ok := index[c.ID]; !ok {
			index[c.ID] = len(run.Tool.Driver.Rules)
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(c, lang))
		}
		x := sarifResult{RuleID: c.ID, RuleIndex: index[c.ID], Kind: "fail", Level: level(f.Severity), Message: sarifText{Safe(f.Reason)}, Locations: []sarifLocation{sarifPlace(f)},
			Fingerprints: map[string]string{"kijunFinding/v1": digest(f.ID)},
			Properties:   map[string]any{"account": f.Account, "region": f.Region, "arn": f.Resource.ARN, "status": f.Status, "severity": f.Severity}}
		if f.Status != policies.Failed {
			x.Kind, x.Level = "open", "none" // of another kind than fail SARIF wants no level
		}
		if f.Suppressed != nil {
			x.Suppressions = []sarifSuppression{{"external", "accepted", accepted(f.Suppressed, lang)}}
		}
		run.Results = append(run.Results, x)
	}
	run.Properties = map[string]any{"as_of": r.Result.AsOf.UTC().Format("2006-01-02T15:04:05Z"), "left_out": left}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRuleOf(c *policies.Control, lang string) sarifRule {
	x := sarifRule{ID: c.ID, Name: c.ID, Short: sarifText{c.Title.In(lang)}, Full: sarifText{c.Title.In(lang)}, Help: sarifText{c.Remediation.In(lang)}, Default: sarifLevel{level(c.Severity)},
		Properties: map[string]any{"security-severity": grade(c.Severity), "tags": append([]string{"security"}, slices.Sorted(maps.Keys(c.Standards))...)}}
	if lang != "ja" && c.Description != "" {
		x.Full.Text = c.Description
	}
	if len(c.Source) > 0 {
		x.HelpURI = c.Source[0]
	}
	return x
}

// sarifPlace is where GitHub shows a result: it wants a relative path and a line.
func sarifPlace(f *policies.Finding) sarifLocation {
	name := f.Resource.ID
	if i := strings.LastIndexAny(name, "/:"); i >= 0 && i < len(name)-1 {
		name = name[i+1:]
	}
	parts := []string{"aws", f.Account, f.Region, strings.ReplaceAll(f.Resource.Type, "::", "-"), name}
	for i, p := range parts {
		if p == "" || p == "." || p == ".." {
			p = "_"
		}
		if r := []rune(p); len(r) > 100 { // GitHub refuses long paths; the fingerprint tells such resources apart
			p = string(r[:100])
		}
		parts[i] = url.PathEscape(p)
	}
	return sarifLocation{sarifPhysical{sarifArtifact{strings.Join(parts, "/")}, sarifRegion{1}},
		[]sarifLogical{{Name: Safe(f.Resource.ID), Qualified: Safe(f.Resource.ARN), Kind: "resource"}}}
}

// level is SARIF's for a severity.
func level(severity string) string {
	switch rank(severity) {
	case 0, 1:
		return "error"
	case 2:
		return "warning"
	}
	return "note"
}

// grade is the number by which GitHub calls a rule critical (over 9.0), high (7.0), medium (4.0) or low.
func grade(severity string) string {
	return []string{"9.5", "8.0", "5.5", "3.0", "0.0", "0.0"}[rank(severity)]
}

// digest is a short name for a text that stays the same.
func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}
