package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kijun/policies"
)

// TestSuppressFromSecurityHub takes over what moto's Security Hub holds; what moto lacks is canned.
func TestSuppressFromSecurityHub(t *testing.T) {
	e := startEmulator(t)
	const account = "123456789012" // moto's
	for _, region := range []string{"ap-northeast-1", "us-east-1"} {
		e.do(t, "POST", "/__answers", []map[string]any{
			{"service": "securityhub", "operation": "GetFindings", "region": region, "answer": map[string]any{"Findings": []any{
				hubFinding(account, region, "S3.8", "arn:aws:s3:::site-"+region, "SUPPRESSED", "public site", "alice"),
				hubFinding(account, region, "EC2.7", "AWS::::Account:"+account, "SUPPRESSED", "", ""),
				hubFinding("444455556666", region, "S3.8", "arn:aws:s3:::member", "SUPPRESSED", "", ""),
				hubFinding(account, region, "S3.8", "arn:aws:s3:::open", "NEW", "", ""),
				generatedBy("arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/2.6", hubFinding(account, region, "", "arn:aws:s3:::trail-"+region, "SUPPRESSED", "", "")),
				generatedBy("pci-dss/v/3.2.1/PCI.S3.6", hubFinding(account, region, "", "AWS::::Account:"+account, "SUPPRESSED", "", "")),
				hubFinding(account, region, "Glacier.1", "arn:aws:glacier:x", "SUPPRESSED", "", ""),
			}}},
			{"service": "securityhub", "operation": "ListSecurityControlDefinitions", "region": region, "answer": map[string]any{"SecurityControlDefinitions": []any{
				definition("S3.20"), definition("S3.5"), definition("EC2.2"), definition("IAM.6"), definition("IAM.9"),
			}}},
			{"service": "securityhub", "operation": "BatchGetSecurityControls", "region": region, "answer": map[string]any{"UnprocessedIds": []any{}, "SecurityControls": []any{
				control("S3.20", "DISABLED", "no MFA delete here"), control("S3.5", "ENABLED", ""), control("EC2.2", map[bool]string{true: "DISABLED", false: "ENABLED"}[region == "us-east-1"], "sandbox region"),
				control("IAM.6", "DISABLED", ""), control("IAM.9", map[bool]string{true: "DISABLED", false: "ENABLED"}[region == "us-east-1"], "global, recorded elsewhere"),
			}}},
		})
	}
	e.do(t, "DELETE", "/__log", nil)
	dir := t.TempDir()
	path := filepath.Join(dir, "kijun.suppressions.yaml")
	args := []string{"suppress", "--from-securityhub", "--expires", "2027-03-31", "--file", path, "--region", "ap-northeast-1,us-east-1", "--max-rate", "100000"}
	got := kijun(t, environ(e.url), args...)
	if got.status != exitOK || !strings.Contains(got.stderr, "12 suppressed findings, 4 controls disabled somewhere") || !strings.Contains(got.stderr, "does not have these controls yet: 1") {
		t.Fatalf("exit %d\n%s", got.status, got.stderr)
	}
	s, err := policies.ReadSuppressions(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, x := range s.Entries {
		lines = append(lines, strings.Join([]string{x.Control, x.Account, x.Region, x.Resource, x.Reason, x.Owner, x.Expires}, "|"))
	}
	want := []string{
		"CloudTrail.7|" + account + "||arn:aws:s3:::trail-ap-northeast-1|suppressed in Security Hub||2027-03-31",
		"CloudTrail.7|" + account + "||arn:aws:s3:::trail-us-east-1|suppressed in Security Hub||2027-03-31",
		"EC2.2|" + account + "|us-east-1||disabled in Security Hub: sandbox region||2027-03-31",
		"EC2.7|" + account + "|ap-northeast-1|AWS::::Account:" + account + "|suppressed in Security Hub||2027-03-31",
		"EC2.7|" + account + "|us-east-1|AWS::::Account:" + account + "|suppressed in Security Hub||2027-03-31",
		"IAM.6|" + account + "|||disabled in Security Hub||2027-03-31",
		"S3.1|" + account + "|ap-northeast-1|AWS::::Account:" + account + "|suppressed in Security Hub||2027-03-31",
		"S3.1|" + account + "|us-east-1|AWS::::Account:" + account + "|suppressed in Security Hub||2027-03-31",
		"S3.20|" + account + "|||disabled in Security Hub: no MFA delete here||2027-03-31",
		"S3.8|" + account + "||arn:aws:s3:::site-ap-northeast-1|suppressed in Security Hub: public site|alice|2027-03-31",
		"S3.8|" + account + "||arn:aws:s3:::site-us-east-1|suppressed in Security Hub: public site|alice|2027-03-31",
		"S3.8|444455556666||arn:aws:s3:::member|suppressed in Security Hub||2027-03-31",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	for _, call := range []string{"BatchUpdateFindings", "UpdateSecurityControl", "BatchImportFindings"} {
		if strings.Contains(string(e.do(t, "GET", "/__log", nil)), call) {
			t.Errorf("%s was called", call)
		}
	}

	// the second time there is nothing to add
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := kijun(t, environ(e.url), args...); got.status != exitOK || !strings.Contains(got.stderr, "nothing was written") {
		t.Errorf("again: exit %d\n%s", got.status, got.stderr)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("again: the file changed: %v", err)
	}

	// what cannot be read is told, and what it hides is not taken over: IAM.6 may be on in the region that did not answer
	e.do(t, "POST", "/__faults", map[string]any{"service": "securityhub", "operation": "BatchGetSecurityControls", "region": "us-east-1", "kind": "denied"})
	cut := filepath.Join(dir, "cut.yaml")
	args[5] = cut
	got = kijun(t, append(environ(e.url), "AWS_MAX_ATTEMPTS=1"), args...)
	if got.status != exitUndecided || !strings.Contains(got.stderr, "not read: securityhub:BatchGetSecurityControls in us-east-1: AccessDenied") || !strings.HasSuffix(got.stderr, "what they hide was not taken over\n") {
		t.Errorf("denied: exit %d\n%s", got.status, got.stderr)
	}
	if s, err = policies.ReadSuppressions(cut); err != nil {
		t.Fatal(err)
	}
	for _, x := range s.Entries {
		if x.Control == "IAM.6" || x.Control == "S3.20" && x.Region != "ap-northeast-1" {
			t.Errorf("taken over: %+v", x)
		}
	}

	// where Security Hub is off there is nothing
	e.do(t, "DELETE", "/__faults", nil)
	for _, region := range []string{"ap-northeast-1", "us-east-1"} {
		e.do(t, "POST", "/__answers", map[string]any{"service": "securityhub", "operation": "GetFindings", "region": region, "answer": map[string]any{"Error": map[string]any{"Code": "InvalidAccessException", "Message": "not subscribed", "Status": 401}}})
	}
	args[5] = filepath.Join(dir, "off.yaml")
	if got := kijun(t, environ(e.url), args...); got.status != exitOK || !strings.Contains(got.stderr, "in 0 regions") {
		t.Errorf("off: exit %d\n%s", got.status, got.stderr)
	}
}

func hubFinding(account, region, control, resource, workflow, note, by string) map[string]any {
	f := map[string]any{"SchemaVersion": "2018-10-08", "Id": fmt.Sprintf("arn:aws:securityhub:%s:%s:security-control/%s/finding/%s", region, account, control, resource), "ProductArn": "arn:aws:securityhub:" + region + "::product/aws/securityhub",
		"GeneratorId": "security-control/" + control, "AwsAccountId": account, "Region": region, "CreatedAt": "2026-01-01T00:00:00Z", "UpdatedAt": "2026-01-01T00:00:00Z", "Title": "t", "Description": "d", "RecordState": "ACTIVE",
		"Workflow": map[string]any{"Status": workflow}, "Compliance": map[string]any{"Status": "FAILED", "SecurityControlId": control}, "Resources": []any{map[string]any{"Type": "Other", "Id": resource}}}
	if note != "" {
		f["Note"] = map[string]any{"Text": note, "UpdatedBy": by, "UpdatedAt": "2026-01-01T00:00:00Z"}
	}
	return f
}

// generatedBy is a finding of an account without consolidated findings, that names its control by the generator alone.
func generatedBy(id string, f map[string]any) map[string]any {
	f["GeneratorId"] = id
	delete(f["Compliance"].(map[string]any), "SecurityControlId")
	return f
}

func definition(id string) map[string]any {
	return map[string]any{"SecurityControlId": id, "Title": "t", "Description": "d", "RemediationUrl": "u", "SeverityRating": "LOW", "CurrentRegionAvailability": "AVAILABLE"}
}

func control(id, status, reason string) map[string]any {
	c := map[string]any{"SecurityControlId": id, "SecurityControlArn": "arn:aws:securityhub:x", "Title": "t", "Description": "d", "RemediationUrl": "u", "SeverityRating": "LOW", "SecurityControlStatus": status}
	if reason != "" {
		c["LastUpdateReason"] = reason
	}
	return c
}
