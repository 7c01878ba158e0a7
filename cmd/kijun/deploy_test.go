package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/pflag"
	"gopkg.in/yaml.v3"

	"kijun/policies/builtins"
)

// job is one container of deploy/ that runs kijun.
type job struct {
	file, name string
	args       []string          // of kijun
	env        map[string]string // that the template sets
	count      int               // of an indexed job or an array; 0: neither
	tag        string            // of the image
}

// jobs are all of them, with example values in the places of parameters.
func jobs(t *testing.T) []job {
	t.Helper()
	var out []job
	for name, text := range documents(t) {
		switch {
		case strings.HasPrefix(name, "deploy/kubernetes/"):
			out = append(out, podsOf(t, name, text)...)
		case strings.HasPrefix(name, "deploy/") && strings.Contains(text, "AWSTemplateFormatVersion"):
			out = append(out, containersOf(t, name, text)...)
		}
	}
	slices.SortFunc(out, func(a, b job) int { return strings.Compare(a.file+a.name, b.file+b.name) })
	return out
}

func objectsOf(t *testing.T, text string) (out []map[string]any) {
	t.Helper()
	dec := yaml.NewDecoder(strings.NewReader(text))
	for {
		var o map[string]any
		if err := dec.Decode(&o); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, o)
	}
}

// at goes down by names and positions.
func at(v any, path ...any) any {
	for _, step := range path {
		switch key := step.(type) {
		case string:
			m, _ := v.(map[string]any)
			v = m[key]
		case int:
			list, _ := v.([]any)
			if key >= len(list) {
				return nil
			}
			v = list[key]
		}
	}
	return v
}

func texts(v any) (out []string) {
	list, _ := v.([]any)
	for _, item := range list {
		out = append(out, fmt.Sprint(item))
	}
	return out
}

var expansion = regexp.MustCompile(`\$\(([A-Za-z_]+)\)`)

func podsOf(t *testing.T, name, text string) (out []job) {
	t.Helper()
	settings := map[string]map[string]string{}
	for _, o := range objectsOf(t, documents(t)["deploy/kubernetes/base.yaml"]) {
		if o["kind"] == "ConfigMap" {
			values := map[string]string{}
			for k, v := range at(o, "data").(map[string]any) {
				values[k] = fmt.Sprint(v)
			}
			settings[fmt.Sprint(at(o, "metadata", "name"))] = values
		}
	}
	for _, o := range objectsOf(t, text) {
		spec := at(o, "spec")
		switch o["kind"] {
		case "CronJob":
			spec = at(spec, "jobTemplate", "spec")
		case "Job":
		default:
			continue
		}
		pod := at(spec, "template", "spec")
		c := at(pod, "containers", 0)
		if at(c, "command") != nil {
			t.Errorf("%s: a command in place of the image's own hides kijun's exit status", name)
		}
		for path, want := range map[string]any{"runAsNonRoot": true, "runAsUser": 65532} {
			if got := at(pod, "securityContext", path); got != want {
				t.Errorf("%s: %s is %v", name, path, got)
			}
		}
		if at(c, "securityContext", "readOnlyRootFilesystem") != true || at(c, "securityContext", "allowPrivilegeEscalation") != false || at(c, "resources", "limits", "memory") == nil {
			t.Errorf("%s: a container may write to its image, become more, or take what memory there is", name)
		}
		j := job{file: name, name: fmt.Sprint(at(o, "metadata", "name")), args: texts(at(c, "args")), env: settings[fmt.Sprint(at(c, "envFrom", 0, "configMapRef", "name"))]}
		_, j.tag, _ = strings.Cut(fmt.Sprint(at(c, "image")), ":")
		for i, arg := range j.args {
			j.args[i] = expansion.ReplaceAllStringFunc(arg, func(v string) string {
				value, ok := j.env[v[2:len(v)-1]]
				if !ok {
					t.Errorf("%s: nothing sets %s", name, v)
				}
				return value
			})
		}
		if at(spec, "completionMode") == "Indexed" {
			j.count, _ = at(spec, "completions").(int)
			if at(spec, "backoffLimitPerIndex") == nil {
				t.Errorf("%s: one share that fails ends the others", name)
			}
		}
		out = append(out, j)
	}
	return out
}

// resolver gives the values of a CloudFormation template with example values in place of what only AWS knows.
type resolver struct {
	parameters map[string]string
	chosen     bool // which branch of each !If
}

var reference = regexp.MustCompile(`\$\{([A-Za-z:.]+)\}`)

func (r resolver) ref(name string) string {
	if v, ok := r.parameters[name]; ok {
		return v
	}
	return map[string]string{"AWS::AccountId": "111122223333", "AWS::Region": "ap-northeast-1", "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}[name] + map[bool]string{true: strings.ToLower(name)}[!strings.HasPrefix(name, "AWS::")]
}

func (r resolver) value(n *yaml.Node) any {
	switch n.Tag {
	case "!Ref":
		return r.ref(n.Value)
	case "!GetAtt":
		return strings.ToLower(n.Value)
	case "!Sub":
		return reference.ReplaceAllStringFunc(n.Value, func(v string) string { return r.ref(v[2 : len(v)-1]) })
	case "!If":
		return r.value(n.Content[map[bool]int{true: 1, false: 2}[r.chosen]])
	}
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = r.value(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, r.value(c))
		}
		return out
	}
	var v any
	if n.Decode(&v) != nil {
		return n.Value
	}
	return v
}

// templateOf gives a template as it is with these parameters.
func templateOf(t *testing.T, text string, chosen bool, parameters map[string]string) map[string]any {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	r := resolver{map[string]string{}, chosen}
	plain, _ := r.value(doc.Content[0]).(map[string]any)
	for name, p := range plain["Parameters"].(map[string]any) {
		r.parameters[name] = "example"
		if v := at(p, "Default"); v != nil && v != "" {
			r.parameters[name] = fmt.Sprint(v)
		}
	}
	maps.Copy(r.parameters, parameters)
	out, _ := r.value(doc.Content[0]).(map[string]any)
	return out
}

func containersOf(t *testing.T, name, text string) (out []job) {
	t.Helper()
	for _, chosen := range []bool{true, false} {
		resources, _ := templateOf(t, text, chosen, nil)["Resources"].(map[string]any)
		for _, id := range slices.Sorted(maps.Keys(resources)) { // the jobs before the machine that counts them
			r := resources[id]
			properties := at(r, "Properties")
			switch at(r, "Type") {
			case "AWS::ECS::TaskDefinition":
				c := at(properties, "ContainerDefinitions", 0)
				if at(c, "ReadonlyRootFilesystem") != true || at(c, "User") != "65532:65532" || at(c, "EntryPoint") != nil {
					t.Errorf("%s: the container may write to its image, is root, or hides kijun's exit status", name)
				}
				_, tag, _ := strings.Cut(fmt.Sprint(at(c, "Image")), ":")
				out = append(out, job{file: name, name: fmt.Sprint(id, chosen), args: texts(at(c, "Command")), tag: tag})
			case "AWS::Batch::JobDefinition":
				c := at(properties, "ContainerProperties")
				if at(c, "User") != "65532:65532" {
					t.Errorf("%s: the container is root", name)
				}
				_, tag, _ := strings.Cut(fmt.Sprint(at(c, "Image")), ":")
				place := fmt.Sprint(at(properties, "Parameters", "snapshot"))
				j := job{file: name, name: fmt.Sprint(id, chosen), args: placed(texts(at(c, "Command")), place), tag: tag}
				out = append(out, j)
			case "AWS::StepFunctions::StateMachine":
				var machine struct {
					StartAt string
					States  map[string]struct {
						Type, Next string
						Parameters struct {
							JobDefinition      string
							ArrayProperties    struct{ Size int }
							Parameters         map[string]string
							ContainerOverrides struct{ Command []string }
						}
						Catch []struct{ Next string }
					}
				}
				if err := json.Unmarshal([]byte(fmt.Sprint(at(properties, "DefinitionString"))), &machine); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				first := machine.States[machine.StartAt]
				if first.Parameters.JobDefinition != "collect" || machine.States[first.Next].Parameters.JobDefinition != "judge" || machine.States[first.Catch[0].Next].Next != "ShareMissing" || machine.States["ShareMissing"].Type != "Fail" {
					t.Errorf("%s: the evidence is not judged after it was collected, or a missing share is no failure: %+v", name, machine)
				}
				if got := fmt.Sprint(first.Parameters.ArrayProperties.Size); got != fmt.Sprint(at(templateOf(t, text, true, nil), "Parameters", "Shares", "Default")) {
					t.Errorf("%s: the array has %s jobs", name, got)
				}
				for state, s := range machine.States {
					if s.Type == "Task" && s.Parameters.Parameters["snapshot.$"] != first.Parameters.Parameters["snapshot.$"] {
						t.Errorf("%s: %s looks at another place", name, state)
					}
					if command := s.Parameters.ContainerOverrides.Command; len(command) > 0 {
						out = append(out, job{file: name, name: fmt.Sprint(state, chosen), args: placed(command, "s3://bucket/runs/x/"), tag: version})
					}
				}
				for i := range out {
					if strings.HasPrefix(out[i].name, "Collect") {
						out[i].count = first.Parameters.ArrayProperties.Size
					}
				}
			}
		}
	}
	return out
}

// placed puts a value where AWS Batch would put the parameter snapshot.
func placed(args []string, value string) []string {
	for i, arg := range args {
		if arg == "Ref::snapshot" {
			args[i] = value
		}
	}
	return args
}

// Every job calls a command that exists with flags that exist, and one share a machine.
func TestJobsCallWhatExists(t *testing.T) {
	all := jobs(t)
	if len(all) < 9 {
		t.Errorf("only %d jobs were found", len(all))
	}
	for _, j := range all {
		t.Run(filepath.Base(filepath.Dir(j.file))+"/"+j.name, func(t *testing.T) {
			for name, value := range j.env {
				t.Setenv(name, value)
			}
			if j.tag != version {
				t.Errorf("the image is of kijun %q, not %s", j.tag, version)
			}
			a := &app{out: io.Discard, errOut: io.Discard}
			cmd, rest, err := a.root().Find(j.args)
			if err != nil || !slices.Contains([]string{"scan", "collect", "eval"}, cmd.Name()) {
				t.Fatalf("%q: %v", j.args, err)
			}
			if err := cmd.ParseFlags(rest); err != nil {
				t.Fatalf("%q: %v", j.args, err)
			}
			if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
				t.Errorf("%q: %v", j.args, err)
			}
			if err := a.prepare(cmd); err != nil {
				t.Errorf("%q: %v", j.args, err)
			}
			if a.global.logFormat != "json" {
				t.Error("the log is not in a form that machines read")
			}
			value := func(name string) string {
				f := cmd.Flags().Lookup(name)
				if f == nil {
					return ""
				}
				return f.Value.String()
			}
			if cmd.Name() == "collect" {
				if want := "/" + strconv.Itoa(j.count); value("shard") != want || value("org") != "true" || value("resume") != "true" || value("role-name") == "" {
					t.Errorf("%q: %d machines", j.args, j.count)
				}
			} else if j.count != 0 {
				t.Errorf("%q runs %d times", j.args, j.count)
			}
			if cmd.Name() != "collect" && value("history") == "" {
				t.Errorf("%q keeps no history", j.args)
			}
			for env := range j.env {
				name, ok := strings.CutPrefix(env, "KIJUN_")
				if ok && !hasFlag(strings.ToLower(strings.ReplaceAll(name, "_", "-"))) {
					t.Errorf("no command reads %s", env)
				}
			}
		})
	}
}

func hasFlag(name string) (found bool) {
	for _, c := range (&app{}).root().Commands() {
		for _, set := range []*pflag.FlagSet{c.Flags(), c.InheritedFlags()} {
			found = found || set.Lookup(name) != nil
		}
	}
	return found
}

// The index of the job chooses the share, in Kubernetes and in Batch.
func TestShareOfAJob(t *testing.T) {
	for _, name := range []string{"JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"} {
		for value, want := range map[string]string{"0": "1/20", "19": "20/20", "20": "", "-1": "", "x": "", "": ""} {
			t.Run(name+"="+value, func(t *testing.T) {
				for _, n := range []string{"JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"} {
					t.Setenv(n, "")
				}
				t.Setenv(name, value)
				i, n, err := shardOf("/20")
				if got := fmt.Sprintf("%d/%d", i, n); err == nil && got != want || err != nil && want != "" {
					t.Errorf("got %s, %v, want %s", got, err, want)
				}
			})
		}
	}
}

// python runs a module of the test environment and gives its exit status.
func python(t *testing.T, args ...string) (int, string) {
	t.Helper()
	interpreter := os.Getenv("KIJUN_PYTHON")
	if interpreter == "" {
		t.Skip("KIJUN_PYTHON is not set: make test sets it")
	}
	cmd := exec.Command(interpreter, args...)
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// mustPass lints files, and then a copy of the first that is wrong, which the linter must notice.
func mustPass(t *testing.T, files []string, right, wrong string, args ...string) {
	t.Helper()
	if status, out := python(t, append(slices.Clone(args), files...)...); status != 0 {
		t.Errorf("%v: exit %d\n%s", args, status, out)
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	spoiled := filepath.Join(t.TempDir(), filepath.Base(files[0]))
	if !bytes.Contains(raw, []byte(right)) {
		t.Fatalf("%s has no %q", files[0], right)
	}
	if err := os.WriteFile(spoiled, bytes.ReplaceAll(raw, []byte(right), []byte(wrong)), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, out := python(t, append(slices.Clone(args), spoiled)...); status == 0 {
		t.Errorf("%v: a file with %q passes\n%s", args, wrong, out)
	}
}

func deployed(t *testing.T, with string) (files []string) {
	t.Helper()
	for name, text := range documents(t) {
		if strings.HasPrefix(name, "deploy/") && strings.Contains(text, with) {
			files = append(files, filepath.Join(repository(t), name))
		}
	}
	slices.Sort(files)
	return files
}

func TestTemplates(t *testing.T) {
	files := deployed(t, "AWSTemplateFormatVersion")
	if len(files) < 4 {
		t.Errorf("only %v were found", files)
	}
	mustPass(t, files, "MaxvCpus", "MaximumCpus", "-c", "import sys; from cfnlint.runner import main; sys.exit(main())", "--regions", "ap-northeast-1", "--")
}

func TestManifests(t *testing.T) {
	files := deployed(t, "apiVersion: batch/v1")
	files = append(files, filepath.Join(repository(t), "deploy", "kubernetes", "base.yaml"))
	for _, release := range []string{"1.31", "1.37"} { // the oldest in which retries of an index are not behind a gate that is off, and the newest that is known
		mustPass(t, files, "activeDeadlineSeconds", "activeDeadline", "-m", "kubernetes_validate", "--strict", "--quiet", "-k", release)
	}
}

// There is no Docker here: what the Dockerfile says is checked, and that its program is one that needs no C library.
func TestDockerfile(t *testing.T) {
	top := repository(t)
	raw, err := os.ReadFile(filepath.Join(top, "deploy", "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"FROM scratch", "USER 65532:65532", `ENTRYPOINT ["/usr/local/bin/kijun"]`, `VOLUME ["/tmp"]`, "WORKDIR /kijun"} {
		if !slices.Contains(strings.Split(string(raw), "\n"), line) {
			t.Errorf("there is no line %s", line)
		}
	}
	if !strings.Contains(string(raw), "CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH make build") {
		t.Error("the program is built with other flags than the Makefile's, or needs a C library")
	}
	cmd := exec.Command("go", "list", "-deps", "-f", "{{if or .CgoFiles .Error}}{{.ImportPath}}{{end}}", "./cmd/kijun")
	cmd.Dir = top
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != "" {
		t.Errorf("without cgo: %v\n%s", err, out)
	}
	ignored, err := os.ReadFile(filepath.Join(top, ".dockerignore"))
	if err != nil {
		t.Fatal(err)
	}
	cmd = exec.Command("go", "list", "-deps", "-f", `{{if and .Module (eq .Module.Path "kijun")}}{{$dir := .Dir}}{{range .GoFiles}}{{$dir}}/{{.}}
{{end}}{{range .EmbedFiles}}{{$dir}}/{{.}}
{{end}}{{end}}`, "./cmd/kijun")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	needed := append(strings.Fields(string(out)), filepath.Join(top, "go.mod"), filepath.Join(top, "go.sum"), filepath.Join(top, "Makefile"))
	for _, path := range needed {
		name, err := filepath.Rel(top, path)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := strings.Cut(name, "/")
		if !slices.Contains(strings.Split(string(ignored), "\n"), "!"+first) || strings.HasSuffix(name, "_test.go") {
			t.Errorf("the build needs %s, which .dockerignore keeps from it", name)
		}
	}
	if interpreter := os.Getenv("KIJUN_PYTHON"); interpreter != "" {
		hadolint := filepath.Join(filepath.Dir(interpreter), "hadolint")
		if out, err := exec.Command(hadolint, filepath.Join(top, "deploy", "Dockerfile")).CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		cmd := exec.Command(hadolint, "-")
		cmd.Stdin = strings.NewReader(strings.Replace(string(raw), "FROM scratch", "FROM debian:latest", 1))
		if out, err := cmd.CombinedOutput(); err == nil {
			t.Errorf("an image without a version passes\n%s", out)
		}
	}
}

// Whoever listens is told of each run that ended badly, and of no other.
func TestDeployedRules(t *testing.T) {
	for name, events := range map[string]map[string]bool{
		"deploy/fargate/kijun.yaml": {
			`{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"clusterArn": "cluster.arn", "lastStatus": "STOPPED", "stopCode": "EssentialContainerExited", "containers": [{"exitCode": 0}]}}`: false,
			`{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"clusterArn": "cluster.arn", "lastStatus": "STOPPED", "stopCode": "EssentialContainerExited", "containers": [{"exitCode": 1}]}}`: true,
			`{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"clusterArn": "cluster.arn", "lastStatus": "STOPPED", "stopCode": "TaskFailedToStart", "containers": [{"name": "kijun"}]}}`:      true,
			`{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"clusterArn": "cluster.arn", "lastStatus": "RUNNING", "containers": [{"name": "kijun"}]}}`:                                       false,
			`{"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": {"clusterArn": "another", "lastStatus": "STOPPED", "containers": [{"exitCode": 1}]}}`:                                             false,
		},
		"deploy/batch/kijun.yaml": {
			`{"source": "aws.states", "detail-type": "Step Functions Execution Status Change", "detail": {"stateMachineArn": "run", "status": "FAILED"}}`:      true,
			`{"source": "aws.states", "detail-type": "Step Functions Execution Status Change", "detail": {"stateMachineArn": "run", "status": "SUCCEEDED"}}`:   false,
			`{"source": "aws.states", "detail-type": "Step Functions Execution Status Change", "detail": {"stateMachineArn": "other", "status": "TIMED_OUT"}}`: false,
		},
	} {
		raw, err := json.Marshal(at(templateOf(t, documents(t)[name], true, nil), "Resources", "Failed", "Properties", "EventPattern"))
		if err != nil {
			t.Fatal(err)
		}
		var pattern any // as JSON gives it
		if err := json.Unmarshal(raw, &pattern); err != nil {
			t.Fatal(err)
		}
		for text, want := range events {
			var event map[string]any
			if err := json.Unmarshal([]byte(text), &event); err != nil {
				t.Fatal(err)
			}
			got, err := builtins.MatchEvent(pattern, event)
			if err != nil || got != want {
				t.Errorf("%s: %v %v for %s", name, got, err, text)
			}
		}
	}
}

// TestManyMachines runs the jobs of the templates as processes that share a bucket: one of them is killed and tried again, as Kubernetes
// and Batch would, the judge that comes too early is told so, and the report is that of one process, byte for byte.
func TestManyMachines(t *testing.T) {
	e := startEmulator(t)
	names := e.seedOrganization(t)
	const shares = 3
	kept := []string{"--control", "SNS.1,BLEA.Org.5", "--region", "ap-northeast-1", "--max-rate", "100000"}
	judged := []string{"--control", "SNS.1,BLEA.Org.5", "--as-of", "2026-01-31T00:00:00Z", "-o", "json"}
	report := func(t *testing.T, got outcome) string {
		t.Helper()
		_, rest, ok := strings.Cut(got.stdout, `"snapshot"`) // the root is of other files
		head, _, _ := strings.Cut(got.stdout, `"snapshot"`)
		if !ok || got.status != exitOK {
			t.Fatalf("exit %d\n%s", got.status, got.stderr)
		}
		_, rest, _ = strings.Cut(rest, "\n")
		return head + rest
	}
	whole := filepath.Join(t.TempDir(), "whole.zip")
	if got := kijun(t, environ(e.url), append([]string{"collect", "--org", "--role-name", "Audit", "--snapshot", whole}, kept...)...); got.status != exitOK {
		t.Fatal(got.stderr)
	}
	want := report(t, kijun(t, environ(e.url), append([]string{"eval", whole}, judged...)...))

	// the emulator makes up the accounts' ids, so that a share may have none: one that has some is killed
	lost := slices.IndexFunc([]string{"1/3", "2/3", "3/3"}, func(shard string) bool {
		path := filepath.Join(t.TempDir(), "part.zip")
		got := kijun(t, environ(e.url), append([]string{"collect", "--org", "--role-name", "Audit", "--shard", shard, "--snapshot", path}, kept...)...)
		return got.status == exitOK && !strings.Contains(got.stderr, "read 0 accounts")
	})
	if lost < 0 {
		t.Fatal("no share has accounts")
	}

	all := jobs(t)
	one := func(file, name string) job {
		i := slices.IndexFunc(all, func(j job) bool { return j.file == file && j.name == name })
		if i < 0 {
			t.Fatalf("%s has no job %s", file, name)
		}
		return all[i]
	}
	for _, tc := range []struct{ file, collect, judge, missing, index string }{
		{"deploy/kubernetes/organization.yaml", "kijun-collect", "kijun-judge", "", "JOB_COMPLETION_INDEX"},
		{"deploy/batch/kijun.yaml", "Collecttrue", "Judgetrue", "JudgeWhatIsTheretrue", "AWS_BATCH_JOB_ARRAY_INDEX"},
	} {
		t.Run(tc.index, func(t *testing.T) {
			collect, judge := one(tc.file, tc.collect), one(tc.file, tc.judge)
			env := environ(e.url, "KIJUN_ROLE_NAME=Audit") // the role of the emulator's members
			for name, value := range collect.env {
				if name != "KIJUN_ROLE_NAME" && name != "AWS_REGION" {
					env = append(env, name+"="+value)
				}
			}
			bucketOf := regexp.MustCompile(`s3://([^/]+)/`)
			name := bucketOf.FindStringSubmatch(strings.Join(collect.args, " "))[1]
			e.calls(t, "us-east-1", bucketNamed(name))
			args := slices.Concat(collect.args, kept)
			for i, arg := range args {
				if arg == "/"+strconv.Itoa(collect.count) || arg == "--shard=/"+strconv.Itoa(collect.count) {
					args[i] = strings.TrimSuffix(arg, strconv.Itoa(collect.count)) + strconv.Itoa(shares)
				}
				if i > 0 && args[i-1] == "--role-name" {
					args[i] = "Audit"
				}
			}
			place := func(args []string) []string { // what was collected, and nothing of earlier runs
				var out []string
				for i, arg := range args {
					switch {
					case strings.HasPrefix(arg, "--history") || i > 0 && strings.HasPrefix(args[i-1], "--history") && !strings.Contains(args[i-1], "="):
					case strings.HasPrefix(arg, "s3://"):
						out = append(out, regexp.MustCompile(`s3://\S+/`).FindString(strings.Join(collect.args, " ")))
					default:
						out = append(out, arg)
					}
				}
				return append(out, judged...)
			}
			run := func(share int) outcome {
				return kijun(t, append(slices.Clone(env), tc.index+"="+strconv.Itoa(share)), args...)
			}
			for share := range shares {
				if share == lost {
					continue
				}
				if got := run(share); got.status != exitOK {
					t.Fatalf("share %d: exit %d\n%s", share, got.status, got.stderr)
				}
			}
			// It hangs before it has read all, lest it ends, or its last file is on its way, when it is killed.
			e.do(t, "POST", "/__faults", map[string]any{"service": "sns", "operation": "ListTopics", "kind": "timeout"})
			e.do(t, "DELETE", "/__log", nil)
			killed := exec.Command(binary(t), args...)
			killed.Env = append(slices.Clone(env), tc.index+"="+strconv.Itoa(lost))
			if err := killed.Start(); err != nil {
				t.Fatal(err)
			}
			for len(e.do(t, "GET", "/__log", nil)) < 10 { // until it has called something
			}
			if err := killed.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = killed.Wait()
			e.do(t, "DELETE", "/__faults", nil)
			early := kijun(t, env, place(judge.args)...)
			if early.status != exitUsage || !strings.Contains(early.stderr, fmt.Sprintf("shard %d of 3 is missing", lost+1)) {
				t.Errorf("exit %d\n%s", early.status, early.stderr)
			} else if tc.missing != "" {
				rest := kijun(t, env, place(one(tc.file, tc.missing).args)...)
				if !strings.Contains(rest.stdout, "NOT_AVAILABLE") || rest.status == exitUsage {
					t.Errorf("exit %d\n%s", rest.status, rest.stderr)
				}
			}
			if got := run(lost); got.status != exitOK {
				t.Fatalf("again: exit %d\n%s", got.status, got.stderr)
			}
			if got := report(t, kijun(t, env, place(judge.args)...)); got != want {
				t.Errorf("the report is another than that of one process (accounts %v)", names)
			}
		})
	}
}
