package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// TestImports keeps the way of the data: cmd → scanner → policies → report, the SDK behind scanner and OPA behind policies.
func TestImports(t *testing.T) {
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports", "kijun/...")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	rules := []struct{ who, not, except, why string }{
		{"kijun/", "github.com/aws/aws-sdk-go-v2", "kijun/scanner", "only scanner speaks to AWS"},
		{"kijun/", "github.com/open-policy-agent/opa", "kijun/policies", "only policies knows OPA"},
		{"kijun/scanner", "kijun/policies", "", "the scanner knows no controls"},
		{"kijun/scanner", "kijun/report", "", "the scanner knows no reports"},
		{"kijun/policies", "kijun/report", "", "the policies know no reports"},
		{"kijun/report", "kijun/cmd", "", "reports know no flags"},
		{"kijun/scanner/snapshot", "kijun/", "", "the snapshot stands alone"},
	}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	packages := 0
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages++
		for _, imported := range p.Imports {
			if p.ImportPath == "kijun/report/awsout" && strings.HasPrefix(imported, "github.com/aws/") {
				continue // the outputs to AWS, which the user asks for; a guard of its own keeps what they may call
			}
			for _, r := range rules {
				if strings.HasPrefix(p.ImportPath, r.who) && strings.HasPrefix(imported, r.not) && (r.except == "" || !strings.HasPrefix(p.ImportPath, r.except)) {
					t.Errorf("%s imports %s: %s", p.ImportPath, imported, r.why)
				}
			}
			if strings.HasPrefix(p.ImportPath, "kijun/policies") && strings.HasPrefix(imported, "kijun/scanner") && imported != "kijun/scanner/snapshot" {
				t.Errorf("%s imports %s: policies see only the snapshot", p.ImportPath, imported)
			}
			if strings.HasPrefix(p.ImportPath, "kijun/report") && strings.HasPrefix(imported, "kijun/scanner") && imported != "kijun/scanner/snapshot" {
				t.Errorf("%s imports %s: reports see only the snapshot", p.ImportPath, imported)
			}
		}
	}
	if packages < 10 {
		t.Errorf("only %d packages were looked at", packages)
	}
}
