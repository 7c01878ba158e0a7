package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	sarif "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"kijun/policies"
)

// hostileNames are names that a scanned account can hold.
var hostileNames = []string{`=HYPERLINK("http://x")`, "＝1+1", "\t=1", "`; rm -rf / #", "<script>alert(1)</script>", "]]>", "a|b", "@everyone #1 www.example.com https://example.com", "\"quoted\"", "two\nlines\r", "\u202eevil", "😀", "..", "", strings.Repeat("長", 3000)}

// besieged is a result whose resources and reasons are hostileNames.
func besieged() *policies.Result {
	res := sample("ja")
	for i, name := range hostileNames {
		f := finding("S3.8", "HIGH", policies.Failed, "111122223333", "ap-northeast-1", name, "code", "理由: "+name)
		f.ID = fmt.Sprintf("kijun/111122223333/ap-northeast-1/S3.8/hostile-%d", i)
		res.Findings.Append(f)
	}
	return res
}

func crowdOf(n int) *policies.Result {
	res := sample("en")
	for i := range n {
		f := finding([]string{"S3.8", "EC2.7"}[i%2], "HIGH", []policies.Status{policies.Failed, policies.Passed}[i%2], "111122223333", "ap-northeast-1", fmt.Sprintf("bucket-%d", i), "code", "not all four settings are on")
		f.ID = fmt.Sprint("crowd/", i)
		res.Findings.Append(f)
	}
	return res
}

func TestFormatsGolden(t *testing.T) {
	for name, tc := range map[string]struct {
		format Format
		lang   string
	}{
		"findings-en.csv": {CSV, "en"}, "findings-ja.csv": {CSV, "ja"}, "findings.jsonl": {JSONLines, "en"}, "findings-en.md": {Markdown, "en"}, "findings-ja.md": {Markdown, "ja"},
		"findings.sarif": {SARIF, "en"}, "findings.junit.xml": {JUnit, "en"},
		"findings.asff.json": {ASFF, "en"}, "findings.ocsf.json": {OCSF, "ja"},
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, render(t, tc.format, &Report{Result: sample(tc.lang)}, Options{}))
		})
	}
}

func TestCSVIsInert(t *testing.T) {
	raw := render(t, CSV, &Report{Result: besieged()}, Options{})
	raw, marked := bytes.CutPrefix(raw, []byte("\ufeff"))
	if !marked {
		t.Error("a Japanese file has no byte order mark")
	}
	rows, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+besieged().Findings.Len() {
		t.Errorf("%d rows", len(rows))
	}
	for _, row := range rows[1:] {
		for _, cell := range row {
			if len(cell) > 0 && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(strings.TrimLeft(cell, " \u3000") + " ")[0]) {
				t.Errorf("a spreadsheet would evaluate %q", cell)
			}
		}
	}
	if got := render(t, CSV, &Report{Result: sample("en")}, Options{}); bytes.HasPrefix(got, []byte("\ufeff")) {
		t.Error("an English file has a byte order mark")
	}
}

func TestJSONLinesAreFindings(t *testing.T) {
	res := besieged()
	lines := bytes.Split(bytes.TrimSuffix(render(t, JSONLines, &Report{Result: res}, Options{}), []byte("\n")), []byte("\n"))
	if len(lines) != res.Findings.Len() {
		t.Fatalf("%d lines for %d findings", len(lines), res.Findings.Len())
	}
	for i, raw := range lines {
		var f policies.Finding
		if err := json.Unmarshal(raw, &f); err != nil || f.ID != res.Findings.List()[i].ID || f.Resource.ID != res.Findings.List()[i].Resource.ID && utf8.ValidString(res.Findings.List()[i].Resource.ID) {
			t.Errorf("line %d: %v %s", i+1, err, raw)
		}
	}
}

func TestJUnitNamesAreUnique(t *testing.T) {
	res := besieged()
	again := res.Findings.List()[0]
	again.ID += "x"
	res.Findings.Append(again)
	var got junitSuites
	if err := xml.Unmarshal(render(t, JUnit, &Report{Result: res}, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	n, failures, errors, skipped := 0, 0, 0, 0
	for _, s := range got.Suites {
		for _, c := range s.Cases {
			key := s.Name + c.Class + "\x00" + c.Name
			if names[key] {
				t.Errorf("twice: %q", key)
			}
			names[key] = true
			n++
			if c.Failure != nil {
				failures++
			}
			if c.Error != nil {
				errors++
			}
			if c.Skipped != nil {
				skipped++
			}
		}
	}
	want := map[policies.Status]int{}
	for _, f := range res.Findings.List() {
		want[f.Status]++
	}
	if n != res.Findings.Len() || got.Tests != n || failures != want[policies.Failed] || got.Failures != failures || skipped != want[policies.NotApplicable] ||
		errors != want[policies.NotAvailable]+want[policies.Warning] || errors == 0 || got.Errors != errors || got.Skipped != skipped {
		t.Errorf("%d cases, %d failures, %d errors, %d skipped; findings %v; totals %+v", n, failures, errors, skipped, want, got.Tests)
	}
}

func TestSARIFIsRead(t *testing.T) {
	for name, res := range map[string]*policies.Result{"hostile": besieged(), "nothing": nothing(), "many": crowdOf(20_000)} {
		raw := render(t, SARIF, &Report{Result: res}, Options{})
		var got sarif.Report
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want := 0
		for _, f := range res.Findings.List() {
			if f.Status == policies.Failed || f.Status == policies.NotAvailable || f.Status == policies.Warning {
				want++
			}
		}
		results := got.Runs[0].Results
		if len(results) != min(want, maxSARIF) {
			t.Errorf("%s: %d results, want %d", name, len(results), min(want, maxSARIF))
		}
		prints := map[string]bool{}
		for _, x := range results {
			at := x.Locations[0].PhysicalLocation
			if uri := *at.ArtifactLocation.URI; strings.HasPrefix(uri, "/") || strings.Contains(uri, "..") || strings.ContainsAny(uri, " <>\"`\n") || at.Region.StartLine == nil {
				t.Errorf("%s: GitHub refuses the place %q", name, uri)
			}
			prints[x.PartialFingerprints["kijunFinding/v1"]] = true
		}
		if len(prints) != len(results) {
			t.Errorf("%s: %d fingerprints for %d results", name, len(prints), len(results))
		}
	}
}

func TestMarkdownFitsAComment(t *testing.T) {
	for name, res := range map[string]*policies.Result{"hostile": besieged(), "nothing": nothing(), "many": crowdOf(200_000)} {
		got := string(render(t, Markdown, &Report{Result: res}, Options{}))
		if n := utf8.RuneCountInString(got); n > maxMarkdown {
			t.Errorf("%s: %d characters", name, n)
		}
		for _, bad := range []string{"<script", "@everyone", "https://example.com", "\n#1"} {
			if strings.Contains(strings.ReplaceAll(got, "`"+bad, ""), "\n"+bad) || strings.Contains(outsideCode(got), bad) {
				t.Errorf("%s: %q is live", name, bad)
			}
		}
		if name == "many" && !strings.Contains(got, "more") {
			t.Error("nothing says that findings were left out")
		}
	}
}

// The limits of the API: https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html and BatchImportFindings.
func TestASFFKeepsTheLimits(t *testing.T) {
	for name, res := range map[string]*policies.Result{"hostile": besieged(), "nothing": nothing()} {
		var got []asffFinding
		dec := json.NewDecoder(bytes.NewReader(render(t, ASFF, &Report{Result: res}, Options{})))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&got); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		ids := map[string]bool{}
		for _, f := range got {
			for field, limit := range map[string]struct {
				text string
				most int
			}{"Id": {f.ID, 512}, "GeneratorId": {f.GeneratorID, 512}, "Title": {f.Title, 256}, "Description": {f.Description, 1024}, "Resources.Id": {f.Resources[0].ID, 512},
				"Remediation.Text": {f.Remediation.Recommendation.Text, 512}} {
				if n := utf8.RuneCountInString(limit.text); n < 1 || n > limit.most {
					t.Errorf("%s: %s of %.60s has %d characters", name, field, f.ID, n)
				}
			}
			if ids[f.ID] {
				t.Errorf("%s: twice: %.60s", name, f.ID)
			}
			ids[f.ID] = true
			if len(f.AwsAccountID) != 12 || f.Region == "global" || !strings.Contains(f.ProductArn, ":"+f.Region+":"+f.AwsAccountID+":product/"+f.AwsAccountID+"/default") || f.SchemaVersion != "2018-10-08" {
				t.Errorf("%s: %+v", name, f)
			}
			if f.Compliance.Status == "PASSED" != (f.Workflow.Status == "RESOLVED") || f.Compliance.Status != "FAILED" && f.Severity.Label != "INFORMATIONAL" {
				t.Errorf("%s: %s %s %s", name, f.Compliance.Status, f.Workflow.Status, f.Severity.Label)
			}
		}
	}
	for kind, want := range map[string]string{"AWS::S3::Bucket": "AwsS3Bucket", "AWS::EC2::SecurityGroup": "AwsEc2SecurityGroup", "AWS::::Account": "AwsAccount", "what": "Other"} {
		if got := asffType(kind); got != want {
			t.Errorf("%s is %s, want %s", kind, got, want)
		}
	}
}

// What the class requires: https://schema.ocsf.io/1.6.0/classes/compliance_finding?profiles=cloud
func TestOCSFIsComplete(t *testing.T) {
	var got []map[string]any
	if err := json.Unmarshal(render(t, OCSF, &Report{Result: besieged()}, Options{}), &got); err != nil {
		t.Fatal(err)
	}
	seen := map[float64]int{}
	for _, f := range got {
		for _, path := range []string{"activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "metadata.product", "metadata.version", "finding_info.uid", "compliance.control",
			"compliance.standards", "compliance.status_id", "cloud.provider", "remediation.desc"} {
			at := any(f)
			for _, name := range strings.Split(path, ".") {
				m, _ := at.(map[string]any)
				at = m[name]
			}
			if at == nil || at == "" || at == 0.0 && path != "severity_id" {
				t.Errorf("%v has no %s", f["finding_info"], path)
			}
		}
		if f["type_uid"] != 2003.0*100+f["activity_id"].(float64) {
			t.Errorf("type_uid %v", f["type_uid"])
		}
		seen[f["compliance"].(map[string]any)["status_id"].(float64)]++
		if id := f["severity_id"].(float64); id < 1 || id > 5 {
			t.Errorf("severity_id %v", id)
		}
	}
	if seen[1] == 0 || seen[2] == 0 || seen[3] == 0 || len(seen) != 3 {
		t.Errorf("statuses %v", seen)
	}
}

// outsideCode is markdown without its code spans.
func outsideCode(s string) string {
	var out strings.Builder
	for len(s) > 0 {
		i := strings.IndexByte(s, '`')
		if i < 0 {
			out.WriteString(s)
			break
		}
		if i > 0 && s[i-1] == '\\' {
			out.WriteString(s[:i+1])
			s = s[i+1:]
			continue
		}
		out.WriteString(s[:i])
		n := len(s[i:]) - len(strings.TrimLeft(s[i:], "`"))
		rest := s[i+n:]
		j := strings.Index(rest, s[i:i+n])
		if j < 0 {
			break
		}
		s = strings.TrimLeft(rest[j:], "`")
	}
	return out.String()
}

// Every format stands 200,000 findings; those for people and for pipelines stay small.
func TestFormatsAreBounded(t *testing.T) {
	res := crowdOf(200_000)
	for name, limit := range map[string]int{"markdown": 300_000, "sarif": 10_000_000} {
		counted := &count{}
		if err := Formats[name](counted, &Report{Result: res}, Options{}); err != nil || counted.n > limit {
			t.Errorf("%s: %d bytes, %v", name, counted.n, err)
		}
	}
}

type count struct{ n int }

func (c *count) Write(p []byte) (int, error) { c.n += len(p); return len(p), nil }
