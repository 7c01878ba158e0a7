package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestDemo runs the main job as the README's first command does, through the real binary: collectors, SDK and HTTP against the
// recorded account, then table and plan; and the same as JSON, whose findings have the fields that other tools rely on.
func TestDemo(t *testing.T) {
	env := environ("")
	got := kijun(t, env, "demo", "-q")
	if got.status != exitOK {
		t.Fatalf("exit %d\n%s", got.status, got.stderr)
	}
	for _, want := range []string{"Scores", "blea", "secure-account", "Failed controls", "CRITICAL", "aws "} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("the report has no %q", want)
		}
	}
	got = kijun(t, env, "demo", "-q", "-o", "json", "--control", "IAM.4,S3.8", "--fail-on", "CRITICAL")
	if got.status != exitFailed {
		t.Errorf("the root user of the example has a key, but --fail-on CRITICAL gave %d\n%s", got.status, got.stderr)
	}
	var result struct {
		Findings []map[string]any `json:"findings"`
	}
	if err := json.Unmarshal([]byte(got.stdout), &result); err != nil {
		t.Fatal(err)
	}
	if len(result.Findings) < 2 {
		t.Fatalf("%d findings", len(result.Findings))
	}
	for _, f := range result.Findings {
		for _, field := range []string{"id", "control", "status", "severity", "account", "region", "resource", "reason", "reason_code", "reason_args", "evidence", "parameters", "standards"} {
			if _, ok := f[field]; !ok {
				t.Errorf("a finding has no %s", field)
			}
		}
	}
}
