package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"gopkg.in/yaml.v3"

	"kijun/policies"
)

// repository is the top of the source.
func repository(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// documents are the files that tell users what to type.
func documents(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	top := repository(t)
	for _, from := range []string{"README.md", "CONTRIBUTING.md", "docs", "deploy"} {
		err := filepath.WalkDir(filepath.Join(top, from), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			name, _ := filepath.Rel(top, path)
			out[name] = string(raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// command finds what is typed: at the beginning of a line of code, or between backquotes.
var command = regexp.MustCompile("(?m)(?:^ {4}|`|&& |=\\$\\(|^- |run: )(?:(?:\\.\\./)*bin/)?kijun ([a-z][^`|\n#]*)")

// TestDocumentsNameWhatExists runs no command: it looks for each subcommand and flag that the documents name.
func TestDocumentsNameWhatExists(t *testing.T) {
	root := (&app{}).root()
	seen := map[string]bool{}
	for name, text := range documents(t) {
		for _, m := range command.FindAllStringSubmatch(text, -1) {
			for _, line := range strings.Split(m[1], "&&") {
				words := strings.Fields(strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(line), "bin/"), "kijun "))
				cmd, rest, err := root.Find(words)
				if err != nil || cmd == root {
					t.Errorf("%s: there is no command kijun %s", name, line)
					continue
				}
				seen[cmd.CommandPath()] = true
				for _, w := range rest {
					flags(t, name, cmd, w)
				}
			}
		}
	}
	for _, path := range []string{"kijun scan", "kijun export asff", "kijun test", "kijun lint", "kijun new control", "kijun permissions", "kijun history", "kijun diff"} {
		if !seen[path] {
			t.Errorf("no document shows %s", path)
		}
	}
}

func flags(t *testing.T, name string, cmd *cobra.Command, word string) {
	t.Helper()
	word = strings.Trim(word, ",.;:)（）、。")
	switch {
	case strings.HasPrefix(word, "--"):
		flag, _, _ := strings.Cut(strings.TrimPrefix(word, "--"), "=")
		if cmd.Flags().Lookup(flag) == nil && cmd.InheritedFlags().Lookup(flag) == nil {
			t.Errorf("%s: %s has no flag --%s", name, cmd.CommandPath(), flag)
		}
	case len(word) == 2 && word[0] == '-':
		if cmd.Flags().ShorthandLookup(word[1:]) == nil && cmd.InheritedFlags().ShorthandLookup(word[1:]) == nil {
			t.Errorf("%s: %s has no flag %s", name, cmd.CommandPath(), word)
		}
	}
}

// lone is a flag that stands alone between backquotes.
var lone = regexp.MustCompile("`(--[a-z][a-z-]*)[^`]*`")

func TestDocumentsNameFlagsThatExist(t *testing.T) {
	all := map[string]bool{}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		for _, line := range strings.Fields(c.Flags().FlagUsages() + c.InheritedFlags().FlagUsages() + c.PersistentFlags().FlagUsages()) {
			all[strings.TrimRight(line, ",")] = true
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk((&app{}).root())
	for name, text := range documents(t) {
		for _, m := range lone.FindAllStringSubmatch(text, -1) {
			if !all[m[1]] {
				t.Errorf("%s: no command has the flag %s", name, m[1])
			}
		}
	}
}

// fence is a block of code with its language.
var fence = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```")

// Every YAML that users copy can be read, and what is kijun.yaml is one.
func TestDocumentsHoldGoodYAML(t *testing.T) {
	t.Setenv("BUILD_ID", "1")
	read := func(name, text string) {
		dec := yaml.NewDecoder(strings.NewReader(text))
		for {
			var node yaml.Node
			err := dec.Decode(&node)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Errorf("%s: %v\n%s", name, err, text)
				return
			}
		}
	}
	configs := 0
	for name, text := range documents(t) {
		switch filepath.Ext(name) {
		case ".yaml", ".yml":
			read(name, text)
		case ".md":
			for _, m := range fence.FindAllStringSubmatch(text, -1) {
				if m[1] != "yaml" {
					continue
				}
				read(name, m[2])
				if regexp.MustCompile(`(?m)^(notify|fail_on|policies|parameters|standard):`).MatchString(m[2]) {
					configs++
					path := filepath.Join(t.TempDir(), "kijun.yaml")
					if err := os.WriteFile(path, []byte(m[2]), 0o600); err != nil {
						t.Fatal(err)
					}
					if _, err := readConfig(path); err != nil {
						t.Errorf("%s: %v\n%s", name, err, m[2])
					}
				}
			}
		}
	}
	if configs < 6 {
		t.Errorf("only %d configurations were found", configs)
	}
}

// Each document has its twin in the other language, with the same code in it.
func TestDocumentsHaveTwins(t *testing.T) {
	all := documents(t)
	for name, text := range all {
		dir, base := filepath.Split(name)
		if dir != "docs/en/" && dir != "docs/ja/" {
			continue
		}
		twin := filepath.Join("docs", map[string]string{"docs/en/": "ja", "docs/ja/": "en"}[dir], base)
		other, ok := all[twin]
		if !ok {
			t.Errorf("%s has no %s", name, twin)
			continue
		}
		a, b := fence.FindAllStringSubmatch(text, -1), fence.FindAllStringSubmatch(other, -1)
		comment := regexp.MustCompile(` +#.*`)
		same := func(x, y []string) bool {
			return comment.ReplaceAllString(x[0], "") == comment.ReplaceAllString(y[0], "")
		}
		if !slices.EqualFunc(a, b, same) {
			t.Errorf("the code in %s is not that in %s", name, twin)
		}
	}
}

// The worked example is what the documents show, and works.
func TestWorkedExample(t *testing.T) {
	all := documents(t)
	for _, part := range []string{"docs/example/controls/standards/team-baseline.yaml", "docs/example/kijun.yaml"} {
		if all[part] == "" {
			t.Fatalf("there is no %s", part)
		}
	}
	example := filepath.Join(repository(t), "docs", "example")
	for _, lang := range []string{"en", "ja"} {
		text := all["docs/"+lang+"/custom-controls.md"]
		if !strings.Contains(text, all["docs/example/controls/standards/team-baseline.yaml"]) {
			t.Errorf("%s: the standard is another one than in the example", lang)
		}
		for _, m := range fence.FindAllStringSubmatch(text, -1) {
			if m[1] == "rego" && !strings.Contains(all["docs/example/controls/topic_name_is_long_enough.rego"], m[2]) {
				t.Errorf("%s: the example does not hold\n%s", lang, m[2])
			}
		}
	}
	problems, err := policies.Lint(filepath.Join(example, "controls"))
	if err != nil || len(problems) > 0 {
		t.Errorf("%v %v", problems, err)
	}
	results, covered, err := policies.TestCovered(t.Context(), filepath.Join(example, "controls"), "")
	if err != nil || len(results) < 6 || len(covered) != 1 || covered[0].Percent < 100 {
		t.Errorf("%v %v %v", results, covered, err)
	}
	for _, r := range results {
		if !r.Pass {
			t.Errorf("%s: %s", r.Name, r.Case)
		}
	}
}

// The scripts in the templates are scripts.
func TestPipelineScripts(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Fatal("the tests of the pipelines need bash")
	}
	check := func(name, script string) {
		script = regexp.MustCompile(`\$\{\{[^}]*\}\}`).ReplaceAllString(script, "x")
		cmd := exec.Command(bash, "-n")
		cmd.Stdin = strings.NewReader(script)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s\n%s", name, err, out, script)
		}
	}
	scripts := 0
	for name, text := range documents(t) {
		if !strings.HasPrefix(name, "deploy/") {
			continue
		}
		if filepath.Ext(name) == ".sh" {
			check(name, text)
			scripts++
			continue
		}
		if filepath.Ext(name) == "" {
			continue // the Dockerfile, which runs no script of its own
		}
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var walk func(*yaml.Node, bool)
		walk = func(n *yaml.Node, code bool) {
			switch n.Kind {
			case yaml.ScalarNode:
				if code {
					check(name, n.Value)
					scripts++
				}
			case yaml.MappingNode:
				for i := 0; i+1 < len(n.Content); i += 2 {
					key := n.Content[i].Value
					walk(n.Content[i+1], slices.Contains([]string{"run", "script", "before_script", "after_script", "commands"}, key))
					if key == "run" && bytes.Contains([]byte(n.Content[i+1].Value), []byte("${{")) {
						t.Errorf("%s: an expression within a script would be run: %s", name, n.Content[i+1].Value)
					}
				}
			default:
				for _, c := range n.Content {
					walk(c, code)
				}
			}
		}
		walk(&doc, false)
	}
	if scripts < 10 {
		t.Errorf("only %d scripts were found", scripts)
	}
}

// TestAction runs the script of the GitHub action with a program in kijun's place: its arguments come apart as a shell would take them
// apart and no further, its status is the action's, and the reports are where the next steps look.
func TestAction(t *testing.T) {
	top := repository(t)
	raw, err := os.ReadFile(filepath.Join(top, "deploy", "github", "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	var action struct {
		Runs struct {
			Steps []struct{ ID, Run string }
		}
	}
	if err := yaml.Unmarshal(raw, &action); err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(action.Runs.Steps, func(s struct{ ID, Run string }) bool { return s.ID == "scan" })
	if at < 0 {
		t.Fatal("there is no step scan")
	}
	for _, tc := range []struct{ args, want, status string }{
		{"", "", "0"},
		{"--standard blea --fail-on HIGH", "--standard,blea,--fail-on,HIGH,", "1"},
		{"$(touch stolen) `touch stolen`; touch stolen", "$(touch,stolen),`touch,stolen`;,touch,stolen,", "2"},
	} {
		dir := t.TempDir()
		stub := "#!/usr/bin/env bash\nshift 17\nprintf '%s,' \"$@\" >got\necho summary >\"$KIJUN_REPORTS/summary.md\"\nexit " + tc.status + "\n"
		if err := os.WriteFile(filepath.Join(dir, "stub"), []byte(stub), 0o700); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", action.Runs.Steps[at].Run)
		cmd.Dir = dir
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "INPUT_KIJUN=" + filepath.Join(dir, "stub"), "INPUT_ARGS=" + tc.args, "KIJUN_REPORTS=" + filepath.Join(dir, "reports"),
			"GITHUB_ACTION_PATH=" + filepath.Join(top, "deploy", "github"), "GITHUB_OUTPUT=" + filepath.Join(dir, "output"), "GITHUB_STEP_SUMMARY=" + filepath.Join(dir, "summary")}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		read := func(name string) string {
			raw, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			return string(raw)
		}
		if got := strings.TrimPrefix(read("got"), ","); got != tc.want {
			t.Errorf("%q became %q", tc.args, got)
		}
		if got := read("output"); got != "status="+tc.status+"\nreports="+filepath.Join(dir, "reports")+"\n" {
			t.Errorf("the outputs are %q", got)
		}
		if read("summary") != "summary\n" || read("reports/status.txt") != tc.status+"\n" {
			t.Error("the summary or the status is not where the next steps look")
		}
		if _, err := os.Stat(filepath.Join(dir, "stolen")); err == nil {
			t.Error("an argument was run")
		}
	}
}
