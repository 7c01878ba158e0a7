package main

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"kijun/policies"
	"kijun/scanner"
	"kijun/scanner/collect"
	"kijun/scanner/snapshot"
)

// everything is the need of a scan that reads all that any collector can.
func everything(t testing.TB) collect.Need {
	t.Helper()
	index, err := policies.Index()
	if err != nil {
		t.Fatal(err)
	}
	need := collect.Need{}
	for key, e := range index {
		need[key] = slices.Sorted(maps.Keys(e.Details))
	}
	return need
}

// point makes the SDK of this process speak to an endpoint, with nobody's credentials.
func point(t testing.TB, url string) {
	t.Helper()
	t.Setenv("AWS_ENDPOINT_URL", url)
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing", "AWS_REGION": "ap-northeast-1",
		"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent"} {
		t.Setenv(name, value)
	}
}

// collectInto scans into a snapshot of this test and returns its path.
func collectInto(t testing.TB, need collect.Need, now func() time.Time, limits collect.Limits) (string, *snapshot.Manifest) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapshot.zip")
	m, err := scanner.Scan(context.Background(), scanner.Options{Need: need, Path: path, Version: version, Now: now, Limits: limits})
	if err != nil {
		t.Fatal(err)
	}
	return path, m
}

// TestCollectors runs every collector with every detail against the emulator. What moto does not have is a gap of class Unsupported
// (the front answers 501); anything else is a mistake of a collector.
func TestCollectors(t *testing.T) {
	e := startEmulator(t)
	e.seed(t, "blea-standalone")
	point(t, e.url)
	_, m := collectInto(t, everything(t), time.Now, collect.Limits{Attempts: 1, MaxRate: 100_000})
	for _, g := range m.Gaps {
		if g.Code == string(collect.Unsupported) || g.Operation == "securityhub:DescribeOrganizationConfiguration" { // for administrators only
			continue
		}
		t.Errorf("%s %s %s %s: %s %s: %s", g.Region, g.Key, g.ID, g.Operation, g.Code, g.Error, g.Message)
	}
	seen := map[string]int{}
	for _, entry := range m.Entries {
		seen[entry.Key] += entry.Elements
	}
	for _, key := range []string{"cloudtrail.trails", "s3.buckets", "iam.roles", "sns.topics", "events.rules", "cloudwatch.alarms", "logs.metric_filters", "config.rules",
		"guardduty.detectors", "securityhub.hubs", "kms.keys", "ec2.security_groups", "chatbot.slack_channels", "cloudformation.stacks"} {
		if seen[key] == 0 {
			t.Errorf("%s has no elements in BLEA's baseline", key)
		}
	}
}
