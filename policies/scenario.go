package policies

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"kijun/scanner/snapshot"
)

// Scenario is an attack as its file tells it: what the attacker does step by step, what AWS would show of it, and what it changes. CONTRIBUTING.md
// describes the form. Built-in ones lie in policies/scenarios.
type Scenario struct {
	ID          string                    `yaml:"id"` // the name of its file, without .yaml
	Title       Text                      `yaml:"title"`
	Description Text                      `yaml:"description"`
	Source      []string                  `yaml:"source"`
	Actors      map[string]map[string]any `yaml:"actors"` // who and from where: parts of records that steps share, by name
	Steps       []ScenarioStep            `yaml:"steps"`
	file        string
	raw         []byte
}

// ScenarioStep is one thing that the attacker does.
type ScenarioStep struct {
	ID     string `yaml:"id"`
	Title  Text   `yaml:"title"`
	Minute int    `yaml:"minute"` // since the attack began
	// Region is where it happens: home (the governed Region), global (where global services show their calls), unused (an enabled Region that is
	// neither), or the name of a Region.
	Region   string              `yaml:"region"`
	Resource ScenarioResource    `yaml:"resource"` // what is another afterwards
	Events   []ScenarioEvent     `yaml:"events"`
	Changes  []ScenarioChange    `yaml:"changes"`
	Mend     map[string][]string `yaml:"mend"` // question -> ids of the controls that ask for what answers it
}

// ScenarioResource is what AWS Config would record of a step.
type ScenarioResource struct {
	Type string `yaml:"type"` // AWS::EC2::SecurityGroup; empty: nothing that AWS Config knows
	// Anywhere marks a type of a global service, which any Region's recorder may record.
	Anywhere bool `yaml:"anywhere"`
}

// ScenarioEvent is one event, of one kind, with the fields that matter; the engine adds those that all events of the kind have.
type ScenarioEvent struct {
	CloudTrail     map[string]any  `yaml:"cloudtrail"`
	By             string          `yaml:"by"`    // actor of a call
	Count          int             `yaml:"count"` // how often the call is made within five minutes; 0 means once
	GuardDuty      map[string]any  `yaml:"guardduty"`
	Feature        string          `yaml:"feature"` // of GuardDuty, without which it does not find this
	SecurityHub    map[string]any  `yaml:"securityhub"`
	ConfigRule     *ScenarioTarget `yaml:"config_rule"`
	ConfigItem     *ScenarioTarget `yaml:"config_item"`
	Health         map[string]any  `yaml:"health"`
	AccessAnalyzer map[string]any  `yaml:"access_analyzer"`
}

// ScenarioTarget is the resource of an event of AWS Config.
type ScenarioTarget struct {
	Identifier string `yaml:"identifier"` // of the managed rule
	Type       string `yaml:"type"`
	ID         string `yaml:"id"`
}

// ScenarioChange is what a step does to the account: it sets a field of elements, unsets it, or removes them. Elements of other accounts are
// out of the attacker's reach, and without Everywhere so are those of other Regions.
type ScenarioChange struct {
	Set        string         `yaml:"set"` // collection
	Unset      string         `yaml:"unset"`
	Remove     string         `yaml:"remove"`
	Path       string         `yaml:"path"`
	Value      any            `yaml:"value"`
	Everywhere bool           `yaml:"everywhere"`
	Where      map[string]any `yaml:"where"`  // path -> value, or {any_of: collection.path}: what another collection had there before the attack
	Unless     map[string]any `yaml:"unless"` // path -> value, or null for any: AWS refuses the call where this holds
}

func (c ScenarioChange) collection() string { return cmp.Or(c.Set, c.Unset, c.Remove) }

// The questions of a drill, in the order in which they are answered.
const (
	QuestionRecorded   = "recorded"
	QuestionConfigured = "configured"
	QuestionDetected   = "detected"
	QuestionHeard      = "heard"
)

// Questions are the questions that each step of a drill answers.
func Questions() []string {
	return []string{QuestionRecorded, QuestionConfigured, QuestionDetected, QuestionHeard}
}

// maxScenario is how many bytes a scenario's file may have.
const maxScenario = 1 << 20

// Scenarios reads the named scenarios: names of built-in ones, or files, which have a dot or a slash in their name. None means all built-in
// ones, in the order of their names. An error names file and line.
func Scenarios(names ...string) ([]Scenario, error) {
	there := builtInScenarios()
	if len(names) == 0 {
		names = there
	}
	var out []Scenario
	for _, name := range names {
		file := "policies/scenarios/" + name + ".yaml"
		var raw []byte
		var err error
		if strings.ContainsAny(name, `./\`) {
			file = name
			raw, err = readScenario(name)
		} else {
			if err := known("scenario", []string{name}, there); err != nil {
				return nil, err
			}
			raw, err = files.ReadFile("scenarios/" + strings.ToLower(name) + ".yaml")
		}
		if err != nil {
			return nil, &SelectionError{fmt.Sprintf("scenario %s: %v", name, err)}
		}
		s, err := parseScenario(file, raw)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(out, func(o Scenario) bool { return o.ID == s.ID }); i >= 0 {
			return nil, &SelectionError{fmt.Sprintf("%s: the scenario %s is there twice, also in %s", file, s.ID, out[i].file)}
		}
		out = append(out, s)
	}
	return out, nil
}

func builtInScenarios() []string {
	entries, _ := files.ReadDir("scenarios")
	var out []string
	for _, e := range entries {
		out = append(out, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return out
}

func readScenario(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxScenario+1))
	if err == nil && len(raw) > maxScenario {
		err = fmt.Errorf("it has more than %d bytes", maxScenario)
	}
	return raw, err
}

var unknownKey = regexp.MustCompile(`line (\d+): field (.+) not found in type \S+`)

// parseScenario reads a scenario strictly: keys that it does not know, and values that mean nothing, are errors with their line.
func parseScenario(file string, raw []byte) (Scenario, error) {
	var s Scenario
	var tree yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&s); errors.Is(err, io.EOF) {
		return s, &SelectionError{file + ":1: there is no scenario in the file"}
	} else if err != nil {
		text := strings.TrimPrefix(strings.TrimPrefix(err.Error(), "yaml: "), "unmarshal errors:\n  ")
		text, _, _ = strings.Cut(text, "\n")
		text = unknownKey.ReplaceAllString(text, `line $1: there is no key "$2" here`)
		if rest, ok := strings.CutPrefix(text, "line "); ok {
			return s, &SelectionError{file + ":" + rest}
		}
		return s, &SelectionError{file + ": " + text}
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return s, &SelectionError{file + ": there is a second document behind ---; only one is read"}
	}
	if err := yaml.Unmarshal(raw, &tree); err != nil {
		return s, &SelectionError{file + ": " + err.Error()}
	}
	s.file, s.raw = file, raw
	s.Source = append([]string{}, s.Source...)
	if line, text := s.mistake(tree.Content[0]); text != "" {
		return s, &SelectionError{fmt.Sprintf("%s:%d: %s", file, line, text)}
	}
	return s, nil
}

// child is the value of a key of a mapping, or the mapping itself.
func child(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return n
}

func nthNode(n *yaml.Node, i int) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if n.Kind == yaml.SequenceNode && i < len(n.Content) {
		return n.Content[i]
	}
	return n
}

var scenarioName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// mistake is the first thing that the types do not forbid, with its line.
func (s *Scenario) mistake(top *yaml.Node) (int, string) {
	name := strings.TrimSuffix(filepath.Base(s.file), filepath.Ext(s.file))
	if !scenarioName.MatchString(s.ID) || s.ID != name {
		return child(top, "id").Line, fmt.Sprintf("the id is %q; it must be the name of the file, %q, in small letters, digits and hyphens", s.ID, name)
	}
	if s.Title.En == "" || s.Title.Ja == "" {
		return child(top, "title").Line, "the title needs en and ja"
	}
	if len(s.Steps) == 0 || len(s.Steps) > 100 {
		return child(top, "steps").Line, fmt.Sprintf("there are %d steps; a scenario has from 1 to 100", len(s.Steps))
	}
	index, err := Index()
	if err != nil {
		return top.Line, err.Error()
	}
	ids := map[string]bool{}
	last := 0
	for i := range s.Steps {
		x, at := &s.Steps[i], nthNode(child(top, "steps"), i)
		line := func(key string) int { return child(at, key).Line }
		switch {
		case !scenarioName.MatchString(x.ID) || ids[x.ID]:
			return line("id"), fmt.Sprintf("the id of step %d is %q; it must be its own, in small letters, digits and hyphens", i+1, x.ID)
		case x.Title.En == "" || x.Title.Ja == "":
			return line("title"), fmt.Sprintf("the title of step %s needs en and ja", x.ID)
		case x.Minute < last || x.Minute > 366*24*60:
			return line("minute"), fmt.Sprintf("step %s is at minute %d; it must be from %d, that of the step before, to a year", x.ID, x.Minute, last)
		case !slices.Contains([]string{"home", "global", "unused"}, x.Region) && !snapshot.IsRegion(x.Region):
			return line("region"), fmt.Sprintf("the region of step %s is %q; it must be home, global, unused or the name of a Region", x.ID, x.Region)
		case len(x.Events) == 0:
			return line("events"), fmt.Sprintf("step %s has no events: nothing would show it", x.ID)
		}
		ids[x.ID], last = true, x.Minute
		for j := range x.Events {
			if text := s.event(&x.Events[j]); text != "" {
				return nthNode(child(at, "events"), j).Line, fmt.Sprintf("event %d of step %s: %s", j+1, x.ID, text)
			}
		}
		for j, c := range x.Changes {
			if text := c.mistake(index); text != "" {
				return nthNode(child(at, "changes"), j).Line, fmt.Sprintf("change %d of step %s: %s", j+1, x.ID, text)
			}
		}
		for _, q := range slices.Sorted(maps.Keys(x.Mend)) {
			if !slices.Contains(Questions(), q) {
				return line("mend"), fmt.Sprintf("mend of step %s: there is no question %q; there are %s", x.ID, q, strings.Join(Questions(), ", "))
			}
			for k, id := range x.Mend[q] {
				if !controlIDs()[id] {
					return nthNode(child(child(at, "mend"), q), k).Line, fmt.Sprintf("mend of step %s: there is no control %q", x.ID, id)
				}
			}
		}
	}
	return 0, ""
}

// controlIDs are the ids of the built-in controls.
var controlIDs = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	all, _ := embedded("controls")
	for _, src := range all {
		for _, id := range src.ids() {
			out[id] = true
		}
	}
	return out
})

// scenarioSchema is the schema of the evidence, which takes long to read.
var scenarioSchema = sync.OnceValues(inputSchema)

// kinds are what an event says it is, with its fields.
func (e *ScenarioEvent) kinds() []string {
	var out []string
	for kind, there := range map[string]bool{"cloudtrail": e.CloudTrail != nil, "guardduty": e.GuardDuty != nil, "securityhub": e.SecurityHub != nil, "config_rule": e.ConfigRule != nil,
		"config_item": e.ConfigItem != nil, "health": e.Health != nil, "access_analyzer": e.AccessAnalyzer != nil} {
		if there {
			out = append(out, kind)
		}
	}
	slices.Sort(out)
	return out
}

// event says what is wrong with an event, or nothing.
func (s *Scenario) event(e *ScenarioEvent) string {
	kinds := e.kinds()
	if len(kinds) != 1 {
		return fmt.Sprintf("it must be one of cloudtrail, guardduty, securityhub, config_rule, config_item, health and access_analyzer, and is %s", cmp.Or(strings.Join(kinds, " and "), "none"))
	}
	lacks := func(fields map[string]any, names ...string) string {
		for _, name := range names {
			if text, _ := fields[name].(string); text == "" {
				return fmt.Sprintf("%s lacks %s", kinds[0], name)
			}
		}
		return ""
	}
	switch kind := kinds[0]; {
	case kind != "cloudtrail" && (e.By != "" || e.Count != 0):
		return "by and count are for cloudtrail"
	case kind != "guardduty" && e.Feature != "":
		return "feature is for guardduty"
	case e.Count < 0 || e.Count > 1_000_000:
		return fmt.Sprintf("count is %d; it must be from 1 to 1000000", e.Count)
	case e.By != "" && s.Actors[e.By] == nil:
		return fmt.Sprintf("there is no actor %q; there are %s", e.By, strings.Join(slices.Sorted(maps.Keys(s.Actors)), ", "))
	case kind == "cloudtrail":
		if text := lacks(e.CloudTrail, "eventSource", "eventName"); text != "" {
			return text
		}
		if e.By == "" && e.CloudTrail["userIdentity"] == nil {
			return "cloudtrail lacks userIdentity, or by with the name of an actor"
		}
		if !strings.HasSuffix(e.CloudTrail["eventSource"].(string), ".amazonaws.com") {
			return fmt.Sprintf("the eventSource is %q; it must be like ec2.amazonaws.com", e.CloudTrail["eventSource"])
		}
	case kind == "guardduty":
		if _, ok := number(e.GuardDuty["severity"]); !ok {
			return "guardduty lacks severity, a number"
		}
		return lacks(e.GuardDuty, "type", "title")
	case kind == "securityhub":
		return lacks(e.SecurityHub, "control", "severity", "type")
	case kind == "config_rule" && (e.ConfigRule.Identifier == "" || e.ConfigRule.Type == "" || e.ConfigRule.ID == ""):
		return "config_rule needs identifier, type and id"
	case kind == "config_item" && (e.ConfigItem.Type == "" || e.ConfigItem.ID == "" || e.ConfigItem.Identifier != ""):
		return "config_item needs type and id, and nothing else"
	case kind == "health":
		return lacks(e.Health, "service", "eventTypeCode", "eventTypeCategory")
	case kind == "access_analyzer":
		return lacks(e.AccessAnalyzer, "resourceType", "resource")
	}
	return ""
}

func number(v any) (float64, bool) {
	switch x := v.(type) {
	case int:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}

// mistake says what is wrong with a change, or nothing.
func (c ScenarioChange) mistake(index map[string]IndexEntry) string {
	n := 0
	for _, key := range []string{c.Set, c.Unset, c.Remove} {
		if key != "" {
			n++
		}
	}
	if n != 1 {
		return "it must be one of set, unset and remove, with a collection"
	}
	if _, ok := index[c.collection()]; !ok {
		return fmt.Sprintf("there is no collection %q; perhaps %s", c.collection(), strings.Join(near(c.collection(), slices.Collect(maps.Keys(index))), ", "))
	}
	switch {
	case c.Remove != "" && (c.Path != "" || c.Value != nil):
		return "remove has no path and no value"
	case c.Remove == "" && c.Path == "":
		return "set and unset need a path"
	case c.Set != "" && c.Value == nil || c.Unset != "" && c.Value != nil:
		return "set needs a value, and unset has none"
	}
	schema, err := scenarioSchema()
	if err != nil {
		return err.Error()
	}
	paths := slices.Sorted(maps.Keys(c.Where))
	paths = append(paths, slices.Sorted(maps.Keys(c.Unless))...)
	if c.Path != "" {
		paths = append(paths, c.Path)
	}
	for _, p := range paths {
		if text := checkPath(schema, c.collection(), p); text != "" {
			return strings.Replace(text, "the evidence path", "the path", 1)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(c.Where)) {
		if m, ok := c.Where[p].(map[string]any); ok {
			from, _ := m["any_of"].(string)
			if len(m) != 1 || from == "" {
				return fmt.Sprintf("where of %s is a value, or {any_of: collection.path}", p)
			}
			if key, rest, ok := absolute("input." + from); !ok || index[key].List == "" {
				return fmt.Sprintf("any_of is %q; it must be collection.path", from)
			} else if text := checkPath(schema, key, rest); text != "" {
				return strings.Replace(text, "the evidence path", "the path", 1)
			}
		}
	}
	return ""
}
