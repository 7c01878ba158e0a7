package policies

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"gopkg.in/yaml.v3"

	"kijun/policies/reads"
	"kijun/scanner/snapshot"
)

// drillEvents is the collection under which the policies of a drill see the events of the attack.
const drillEvents = "drill.events"

// Reply is how a question of a drill is answered.
type Reply string

// The replies. A reply that an unread call could change is Unsure, never Yes or No.
const (
	Yes     Reply = "yes"
	Perhaps Reply = "perhaps" // heard, unless the attacker cuts the path before the message need have come
	Foreign Reply = "foreign" // what decides lies in another account that is not part of the run
	Unsure  Reply = "unknown"
	No      Reply = "no"
	None    Reply = "none" // the step gives no cause for the question
)

// better orders replies from the defender's side: the first is the best.
var better = []Reply{Yes, Perhaps, Foreign, Unsure, No, None}

// Drill is what would be recorded, detected and heard of attacks on an account as the snapshot shows it.
type Drill struct {
	Kijun      string    `json:"kijun"`
	AsOf       time.Time `json:"as_of"` // when the attacks are taken to begin
	Lang       string    `json:"lang"`
	Snapshot   string    `json:"snapshot"`
	Policies   string    `json:"policies"` // digest of what judged, scenarios and latencies included
	Incomplete bool      `json:"incomplete,omitempty"`
	Latencies  Versions  `json:"latencies"` // of which day what is known of AWS's latencies is
	Plays      []Play    `json:"plays"`
	Gaps       []Gap     `json:"gaps"`
	// Lacking are collections that the snapshot was made without asking for, sorted. What needs them is unknown.
	Lacking []string `json:"lacking"`
}

// Play is one scenario played in one account.
type Play struct {
	Scenario    string   `json:"scenario"`
	Title       Text     `json:"title"`
	Description Text     `json:"description"`
	Source      []string `json:"source"`
	Account     string   `json:"account"`
	// Places are the Regions that the scenario's words stand for: home, global and unused.
	Places map[string]string `json:"places"`
	Steps  []PlayStep        `json:"steps"`
	// First is the first moment at which a person hears for certain; nil: none does.
	First *Moment `json:"first"`
	// Perhaps is an earlier moment at which somebody may hear.
	Perhaps *Moment `json:"perhaps"`
	// Blind are the ids of the steps of which nobody hears, Unknown of those of which that cannot be said.
	Blind   []string `json:"blind"`
	Unknown []string `json:"unknown"`
}

// Moment is when somebody hears of a step, at the latest.
type Moment struct {
	Step    string `json:"step"`
	Seconds int    `json:"seconds"` // since the attack began
}

// PlayStep is one step with its answers.
type PlayStep struct {
	Number     int       `json:"number"` // from 1
	ID         string    `json:"id"`
	Title      Text      `json:"title"`
	Minute     int       `json:"minute"` // since the attack began
	Region     string    `json:"region"`
	Recorded   Answer    `json:"recorded"`
	Configured Answer    `json:"configured"`
	Detected   Answer    `json:"detected"`
	Heard      Answer    `json:"heard"`
	Signs      []Sign    `json:"signs"`
	Changes    []Changed `json:"changes"`
}

// Answers are the answers of a step by their questions.
func (p *PlayStep) Answers() map[string]*Answer {
	return map[string]*Answer{QuestionRecorded: &p.Recorded, QuestionConfigured: &p.Configured, QuestionDetected: &p.Detected, QuestionHeard: &p.Heard}
}

// Sign is one event of a step, and what becomes of it.
type Sign struct {
	Kind   string          `json:"kind"` // cloudtrail, guardduty, securityhub, config_rule, config_item, health, access_analyzer, passed_on (by Security Hub)
	Name   string          `json:"name"`
	Region string          `json:"region"` // where it shows
	Event  json.RawMessage `json:"event"`  // as EventBridge hands it to rules
	// Detected is whether the service that finds this is on; nil for a call.
	Detected *Answer `json:"detected,omitempty"`
	Rule     Answer  `json:"rule"`
	// Alarm is only for a call.
	Alarm *Answer `json:"alarm,omitempty"`
	Heard Reply   `json:"heard"`
	// Within is after how many seconds at most it is heard, where it is; by what AWS documents as usual, and guarantees nowhere.
	Within int `json:"within,omitempty"`
	// OutrunBy is the id of a later step that cuts the path before that.
	OutrunBy string `json:"outrun_by,omitempty"`

	id   string
	step int
	el   ast.Object
	most int // after how many seconds at most it is heard by the slowest of its paths
}

// Answer is the answer to one question.
type Answer struct {
	Reply Reply `json:"reply"`
	// Topic says what was asked, Code how it was answered: a sentence of policies/drill/texts.yaml.
	Topic    string         `json:"topic,omitempty"`
	Code     string         `json:"code,omitempty"`
	Args     map[string]any `json:"args,omitempty"`
	Text     Text           `json:"-"`
	Reason   string         `json:"reason,omitempty"` // in the language of the run
	Evidence []Evidence     `json:"evidence,omitempty"`
	Gaps     []int          `json:"gaps,omitempty"` // indices into Drill.Gaps
	Within   int            `json:"within,omitempty"`
	// LostBy is the id of the step that destroys the record; empty: it survives the scenario, or there is none.
	LostBy string `json:"lost_by,omitempty"`
	Mend   []Mend `json:"mend,omitempty"`
}

// Mend is a control that asks for what is missing, with the steps of the remediation plan that belong to it.
type Mend struct {
	Control string `json:"control"`
	Title   Text   `json:"title"`
	Status  Status `json:"status"`
	Steps   []int  `json:"plan_steps"` // numbers
}

// Changed is an element of the evidence that a step changes, or would change if AWS let it.
type Changed struct {
	Collection string `json:"collection"`
	ID         string `json:"id"`
	Region     string `json:"region"`
	Change     string `json:"change"` // set, unset, remove
	Path       string `json:"path,omitempty"`
	// Refused: foreign (another account's), refused (AWS does not let it be done), unsure (an unread call decides); empty: it is done.
	Refused string `json:"refused,omitempty"`
}

// drillTopics are the packages of policies/drill with the kinds of events that each judges.
var drillTopics = []struct {
	name  string
	kinds []string
}{
	{"records", []string{"cloudtrail"}},
	{"configurations", []string{"resource"}},
	{"detections", []string{"guardduty", "securityhub", "config_rule", "config_item", "health", "access_analyzer", "passed_on"}},
	{"rules", []string{"cloudtrail", "guardduty", "securityhub", "config_rule", "config_item", "health", "access_analyzer", "passed_on"}},
	{"alarms", []string{"cloudtrail"}},
}

var drillTexts = sync.OnceValues(func() (map[string]map[string]Text, error) {
	raw, err := files.ReadFile("drill/texts.yaml")
	if err != nil {
		return nil, err
	}
	var out map[string]map[string]Text
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("policies/drill/texts.yaml: %w", err)
	}
	return out, nil
})

// latency is how long a stage of a path takes: usually at most, never guaranteed. Its basis is documented where Source gives the figure, and
// estimated where that page describes the stage and gives none.
type latency struct {
	Seconds int    `json:"seconds"`
	Basis   string `json:"basis"`
	Source  string `json:"source"`
}

type latencyTable struct {
	AsOf   string             `json:"as_of"`
	Stages map[string]latency `json:"stages"`
	raw    []byte
	day    time.Time
}

var latencies = sync.OnceValues(func() (latencyTable, error) {
	var t latencyTable
	var err error
	if t.raw, err = files.ReadFile("data/latencies.json"); err != nil {
		return t, err
	}
	dec := json.NewDecoder(bytes.NewReader(t.raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&t); err != nil {
		return t, fmt.Errorf("policies/data/latencies.json: %w", err)
	}
	if t.day, err = time.Parse(time.DateOnly, t.AsOf); err != nil {
		return t, fmt.Errorf("policies/data/latencies.json: as_of: %w", err)
	}
	return t, nil
})

// LoadDrill compiles what plays the scenarios, and the controls that ask for what they may find missing. Parameters are those of Selection.
func LoadDrill(scenarios []Scenario, parameters map[string]map[string]any) (*Set, error) {
	ids := map[string]bool{"BLEA.CloudTrail.1": true} // without any named all would be chosen
	for _, x := range scenarios {
		for _, step := range x.Steps {
			for _, list := range step.Mend {
				for _, id := range list {
					ids[id] = true
				}
			}
		}
	}
	named := slices.Sorted(maps.Keys(ids))
	s, err := Load(Selection{Controls: named, Enable: named, Parameters: parameters})
	if err != nil {
		return nil, err
	}
	table, err := latencies()
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	sum.Write([]byte(s.Digest))
	sum.Write(table.raw)
	if s.drills, err = drillItems(s.library, s.index); err != nil {
		return nil, err
	}
	for _, it := range s.drills {
		sum.Write(it.text)
	}
	if err := s.compile(slices.Clone(s.drills)); err != nil {
		return nil, err
	}
	for _, it := range s.drills {
		if it.uses == nil {
			it.derive()
		}
	}
	s.drills = append(s.drills, changing(scenarios))
	s.awaited["governed"] = true // where home is
	for _, x := range scenarios {
		sum.Write(x.raw)
	}
	s.Digest = "sha256:" + hex.EncodeToString(sum.Sum(nil))
	return s, nil
}

// drillItems are what judges the events of scenarios, in the order of drillTopics.
func drillItems(library []source, index map[string]IndexEntry) ([]*item, error) {
	texts, err := drillTexts()
	if err != nil {
		return nil, err
	}
	base, cache := shared(library, index), cached()
	var out []*item
	for _, topic := range drillTopics {
		text, err := files.ReadFile("drill/" + topic.name + ".rego")
		if err != nil {
			return nil, err
		}
		it := &item{text: text, digest: digest(base, text), collections: collections(index), control: Control{ID: "drill " + topic.name, Package: "data.drill." + topic.name,
			File: "policies/drill/" + topic.name + ".rego", Subject: "resource", Reasons: texts[topic.name]}}
		it.restore(cache[it.control.ID])
		out = append(out, it)
	}
	return out, nil
}

// changing stands for what the changes of scenarios look at, so that it is collected and loaded.
func changing(scenarios []Scenario) *item {
	it := &item{control: Control{ID: "drill changes"}, uses: map[string]*reads.Use{}}
	use := func(key, path string) {
		if it.uses[key] == nil {
			it.uses[key] = &reads.Use{Listing: true, Fields: map[string]bool{}}
		}
		field, _, _ := strings.Cut(path, ".")
		it.uses[key].Fields[field] = true
	}
	for _, x := range scenarios {
		for _, step := range x.Steps {
			for _, c := range step.Changes {
				use(c.collection(), c.Path)
				for _, paths := range []map[string]any{c.Where, c.Unless} {
					for path, v := range paths {
						use(c.collection(), path)
						if m, ok := v.(map[string]any); ok {
							if key, rest, ok := absolute(fmt.Sprintf("input.%v", m["any_of"])); ok {
								use(key, rest)
							}
						}
					}
				}
			}
		}
	}
	return it
}

// Drill plays the scenarios in every account of a snapshot. res is what Evaluate said of the same snapshot and set: it tells which controls ask
// for what is missing. No network, no clock: the same snapshot, set and options give the same drill.
func (s *Set) Drill(ctx context.Context, r *snapshot.Reader, scenarios []Scenario, res *Result, o Options) (*Drill, error) {
	m := r.Manifest()
	if o.AsOf.IsZero() {
		o.AsOf = m.CollectedAt
	}
	if len(o.Governed) == 0 {
		o.Governed = m.GovernedRegions
	}
	table, err := latencies()
	if err != nil {
		return nil, err
	}
	out := &Drill{Kijun: o.Kijun, AsOf: o.AsOf.UTC(), Lang: o.Lang, Snapshot: m.Root, Policies: s.Digest, Incomplete: m.Incomplete != "", Plays: []Play{}, Gaps: []Gap{}, Lacking: []string{},
		Latencies: Versions{AsOf: table.AsOf, Stale: o.AsOf.Sub(table.day) > stale}}
	set := snapshot.Of(r)
	organization, err := s.shared(set, o)
	if err != nil {
		return nil, err
	}
	var all *common
	if organization != nil {
		all = &common{evidence: organization.evidence, gaps: organization.gaps}
	}
	asked := failing(res)
	for _, account := range set.Accounts() {
		w, err := s.read(set, account, all, o)
		if err != nil {
			return nil, err
		}
		if len(out.Lacking) == 0 {
			out.Lacking = append(out.Lacking, slices.Sorted(maps.Keys(w.missing))...)
		}
		s.unscanned(w, r, scenarios, o)
		d := &driller{set: s, o: o, asOf: o.AsOf.UTC(), table: table, out: out, shift: len(out.Gaps), asked: asked}
		if err := d.account(ctx, w, scenarios); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// failing are the worst statuses of the controls of a result that are not passed, by control, account and Region.
func failing(res *Result) map[[3]string]Status {
	out := map[[3]string]Status{}
	for f := range res.Findings.All() {
		if f.Status == Passed || f.Status == NotApplicable {
			continue
		}
		at := [3]string{f.Control, f.Account, f.Region}
		if out[at] != Failed {
			out[at] = f.Status
		}
	}
	return out
}

// unscanned adds gaps for what was read in some Regions only: an event in another one must not be taken for one that nobody heard.
func (s *Set) unscanned(w *world, r *snapshot.Reader, scenarios []Scenario, o Options) {
	places := slices.Concat(w.enabled, o.Governed, []string{w.home, globalRegion(w.partition)})
	for _, x := range scenarios {
		for _, step := range x.Steps {
			if snapshot.IsRegion(step.Region) {
				places = append(places, step.Region)
			}
		}
	}
	there := map[[2]string]bool{}
	for _, e := range r.Manifest().Collections(w.account) {
		there[[2]string{e.Region, e.Key}] = true
	}
	for _, g := range w.gaps {
		there[[2]string{g.Region, g.Collection}] = true
	}
	slices.Sort(places)
	for _, place := range slices.Compact(places) {
		for key := range w.evidence {
			if place != "" && !w.missing[key] && s.index[key].Scope == "regional" && !there[[2]string{place, key}] {
				w.gaps = append(w.gaps, Gap{Account: w.account, Region: place, Collection: key, Operation: s.index[key].List, Code: "NotScanned"})
			}
		}
	}
	s.hide(w)
}

// globalRegion is where global services show their calls (lib.alerts says the same).
func globalRegion(partition string) string {
	switch partition {
	case "aws-cn":
		return "cn-north-1"
	case "aws-us-gov":
		return "us-gov-west-1"
	}
	return "us-east-1"
}

// driller plays scenarios in one account.
type driller struct {
	set   *Set
	o     Options
	asOf  time.Time
	table latencyTable
	out   *Drill
	shift int // where the account's gaps begin
	asked map[[3]string]Status

	governed []string
	places   map[string]string
	owner    string
	guarded  map[string]bool // buckets that AWS does not let be emptied, and so not deleted
}

// state is the account between two changes.
type state struct {
	w     *world
	since int    // minute
	by    string // id of the step that made it
	asked map[string]ast.Object
	found map[string]map[string]ruling // topic -> id of the event
}

func (d *driller) account(ctx context.Context, w *world, scenarios []Scenario) error {
	ctx = context.WithValue(ctx, answersKey{}, &answers{})
	d.owner = w.account
	first := &run{set: d.set, w: w, o: d.o, asOf: d.asOf.Format(time.RFC3339)}
	var acc Account
	if err := first.govern(ctx, &acc); err != nil {
		return err
	}
	d.governed = first.governed
	d.place(w)
	if err := d.guard(ctx, w); err != nil {
		return err
	}
	d.out.Gaps = append(d.out.Gaps, w.gaps...)
	begin := &state{w: w, asked: map[string]ast.Object{}}
	var plays []*playing
	var states []*state
	for _, x := range scenarios {
		p := d.stage(x, begin)
		plays = append(plays, p)
		states = append(states, p.states[1:]...)
	}
	if err := d.ask(ctx, append([]*state{begin}, states...)); err != nil {
		return err
	}
	for _, p := range plays {
		d.answer(p)
	}
	for _, p := range plays { // what was heard must also come through
		d.pursue(p)
	}
	if err := d.ask(ctx, states); err != nil {
		return err
	}
	for _, p := range plays {
		d.finish(p)
		d.out.Plays = append(d.out.Plays, p.play)
	}
	return nil
}

// guard finds the buckets that cannot be deleted, since their objects cannot.
func (d *driller) guard(ctx context.Context, w *world) error {
	d.guarded = map[string]bool{}
	r := &run{set: d.set, w: w, o: d.o, asOf: d.asOf.Format(time.RFC3339)}
	return r.query(ctx, d.set.drills[0], "guarded", w.input(w.regions(w.evidence, d.governed), r.asOf), nil, func(t *ast.Term) error {
		if id, ok := t.Value.(ast.String); ok {
			d.guarded[string(id)] = true
		}
		return nil
	})
}

// place finds out which Regions the words of scenarios mean in this account.
func (d *driller) place(w *world) {
	home, global := cmp.Or(w.home, "unknown"), globalRegion(w.partition)
	if len(d.governed) > 0 {
		home = d.governed[0]
	}
	unused := home
	for _, avoid := range [][]string{{home}, {home, global}} { // the last that can be met counts
		for _, r := range w.judged {
			if !slices.Contains(avoid, r) {
				unused = r
				break
			}
		}
	}
	d.places = map[string]string{"home": home, "global": global, "unused": unused}
}

func (d *driller) region(step ScenarioStep) string { return cmp.Or(d.places[step.Region], step.Region) }

// playing is a play that is going on.
type playing struct {
	play   Play
	steps  []ScenarioStep
	states []*state // the first is that of the snapshot
	at     []int    // step -> state in which it happens
	made   []*state // step -> state that it makes, or nil
}

// stage builds the events and the states of a scenario.
func (d *driller) stage(x Scenario, begin *state) *playing {
	p := &playing{steps: x.Steps, states: []*state{begin}, play: Play{Scenario: x.ID, Title: x.Title, Description: x.Description, Source: x.Source, Account: d.owner,
		Places: maps.Clone(d.places), Steps: []PlayStep{}, Blind: []string{}, Unknown: []string{}}}
	for i, step := range x.Steps {
		now := p.states[len(p.states)-1]
		out := PlayStep{Number: i + 1, ID: step.ID, Title: step.Title, Minute: step.Minute, Region: d.region(step), Signs: []Sign{}, Changes: []Changed{}}
		b := eventBuilder{account: d.owner, partition: now.w.partition, region: out.Region, global: step.Region == "global", at: d.asOf.Add(time.Duration(step.Minute) * time.Minute),
			scenario: x, prefix: fmt.Sprintf("%s/%d", x.ID, i+1), w: now.w, home: d.places["home"]}
		if step.Resource.Type != "" {
			id := b.prefix + "/resource"
			now.asked[id] = b.element(id, out.Region, "resource", map[string]any{"ResourceType": step.Resource.Type, "Global": step.Resource.Anywhere})
		}
		for j := range step.Events {
			for _, sign := range b.signs(j, step.Events[j], step.Resource) {
				sign.step = i
				now.asked[sign.id] = sign.el
				out.Signs = append(out.Signs, sign)
			}
		}
		p.at = append(p.at, len(p.states)-1)
		var made *state
		if len(step.Changes) > 0 {
			w := now.w
			for _, c := range step.Changes {
				var changed []Changed
				w, changed = d.changed(w, begin.w, c, out.Region)
				out.Changes = append(out.Changes, changed...)
			}
			if w != now.w {
				made = &state{w: w, since: step.Minute, by: step.ID, asked: map[string]ast.Object{}}
				p.states = append(p.states, made)
			}
		}
		p.made = append(p.made, made)
		p.play.Steps = append(p.play.Steps, out)
	}
	return p
}

// ask has the policies judge what is to be asked of each state.
func (d *driller) ask(ctx context.Context, states []*state) error {
	for _, st := range states {
		if st.found == nil {
			st.found = map[string]map[string]ruling{}
		}
		if len(st.asked) == 0 {
			continue
		}
		w := *st.w
		w.evidence = maps.Clone(w.evidence)
		w.evidence[drillEvents] = nil
		ids := slices.Sorted(maps.Keys(st.asked))
		for _, id := range ids {
			w.evidence[drillEvents] = append(w.evidence[drillEvents], st.asked[id])
		}
		r := &run{set: d.set, w: &w, o: d.o, asOf: d.asOf.Format(time.RFC3339), governed: d.governed}
		r.input = w.input(w.regions(w.evidence, r.governed), r.asOf)
		r.library = newLibrary(d.set.drills[:len(drillTopics)])
		for i, topic := range drillTopics {
			var expected []subject
			for _, id := range ids {
				if el := st.asked[id]; slices.Contains(topic.kinds, str(el, "Kind")) {
					expected = append(expected, subject{reads.Subject{ID: id, Region: str(el, "region"), Element: el}, w.account, Resource{ID: id}})
				}
			}
			if len(expected) == 0 {
				continue
			}
			rulings, err := r.settle(ctx, d.set.drills[i], expected)
			if err != nil {
				return fmt.Errorf("drill, %s: %w", topic.name, err)
			}
			if st.found[topic.name] == nil {
				st.found[topic.name] = map[string]ruling{}
			}
			for _, x := range rulings {
				st.found[topic.name][x.subject.ID] = x
			}
		}
		st.asked = map[string]ast.Object{}
	}
	return nil
}

// say makes an answer of a ruling.
func (d *driller) say(st *state, topic, id string) Answer {
	x, ok := st.found[topic][id]
	if !ok {
		return Answer{Reply: None}
	}
	a := Answer{Topic: topic, Code: x.code, Args: x.args, Text: d.set.texts(topic)[x.code]}
	if a.Args == nil {
		a.Args = map[string]any{}
	}
	switch x.status {
	case Passed:
		a.Reply = Yes
	case Failed:
		a.Reply = No
	case Warning:
		a.Reply = Foreign
	default:
		a.Reply = Unsure
	}
	if x.blame != nil {
		var calls []string
		for _, i := range st.w.causes(x.blame) {
			g := st.w.gaps[i]
			a.Gaps = append(a.Gaps, i+d.shift)
			calls = append(calls, g.Operation+" ("+g.Region+")")
		}
		slices.Sort(calls)
		list := []any{}
		for _, c := range slices.Compact(calls) {
			list = append(list, c)
		}
		a.Args, a.Text = map[string]any{"calls": list}, EngineReasons["gap"]
	}
	a.Reason = Fill(a.Text.In(d.o.Lang), a.Args)
	a.Evidence = st.w.shown(a.Args)
	return a
}

func (s *Set) texts(topic string) map[string]Text {
	for i, t := range drillTopics {
		if t.name == topic {
			return s.drills[i].control.Reasons
		}
	}
	return nil
}

// shownOf says which fields are the evidence of what an answer names, by the name of its argument.
var shownOf = []struct {
	arg, collection string
	paths           []string
}{
	{"trails", "cloudtrail.trails", []string{"GetTrailStatus.IsLogging", "IsMultiRegionTrail", "S3BucketName", "LogFileValidationEnabled"}},
	{"stores", "cloudtrail.event_data_stores", []string{"GetEventDataStore.Status"}},
	{"log_groups", "logs.log_groups", []string{"LogGroupName"}},
	{"recorders", "config.recorders", []string{"DescribeConfigurationRecorderStatus.ConfigurationRecordersStatus.Recording"}},
	{"detectors", "guardduty.detectors", []string{"GetDetector.Status"}},
	{"hubs", "securityhub.hubs", []string{"HubArn"}},
	{"analyzers", "accessanalyzer.analyzers", []string{"Status"}},
	{"rules", "events.rules", []string{"State", "EventPattern", "ListTargetsByRule.Targets.Arn"}},
	{"filters", "logs.metric_filters", []string{"FilterPattern"}},
	{"alarms", "cloudwatch.alarms", []string{"ActionsEnabled", "Threshold", "Period", "AlarmActions"}},
	{"topics", "sns.topics", []string{"GetTopicAttributes.Attributes.Policy", "ListSubscriptionsByTopic.Subscriptions.SubscriptionArn"}},
}

// shown are the fields of the evidence behind the things that an answer names.
func (w *world) shown(args map[string]any) []Evidence {
	var out []Evidence
	for _, of := range shownOf {
		list, _ := args[of.arg].([]any)
		for _, el := range w.evidence[of.collection] {
			id := str(el, "id")
			if slices.Contains(list, any(id)) || slices.Contains(list, any(str(el, "arn"))) {
				for _, path := range of.paths {
					out = append(out, Evidence{Collection: of.collection, Resource: id, Region: str(el, "region"), Path: path, Value: lookup(el, path)})
				}
			}
		}
	}
	return out
}

// answer fills in what the states say of a play's steps.
func (d *driller) answer(p *playing) {
	for i := range p.play.Steps {
		step, st := &p.play.Steps[i], p.states[p.at[i]]
		step.Recorded, step.Detected = Answer{Reply: None}, Answer{Reply: None}
		step.Configured = d.say(st, "configurations", fmt.Sprintf("%s/%d/resource", p.play.Scenario, i+1))
		if step.Configured.Reply == Yes {
			step.Configured.Within = d.after(map[string]string{"daily": "config_item_daily"}[step.Configured.Code], "config_item")
		}
		for j := range step.Signs {
			sign := &step.Signs[j]
			d.judge(sign, st)
			if sign.Kind == "cloudtrail" {
				got := d.say(st, "records", sign.id)
				if got.Reply == Yes {
					got.Within = d.after("call_to_bucket")
				}
				if step.Recorded.Reply == None || worse(got.Reply, step.Recorded.Reply) {
					step.Recorded = got
				}
			} else if !slices.Contains([]string{"health", "config_item", "passed_on"}, sign.Kind) && (step.Detected.Reply == None || worse(step.Detected.Reply, sign.Detected.Reply)) {
				step.Detected = *sign.Detected
			}
		}
	}
}

// worse says whether a is worse for the defender than b.
func worse(a, b Reply) bool { return slices.Index(better, a) > slices.Index(better, b) }

// after is how many seconds the first of the stages that the table has takes.
func (d *driller) after(stages ...string) int {
	for _, name := range stages {
		if x, ok := d.table.Stages[name]; ok {
			return x.Seconds
		}
	}
	return 0
}

// judge puts together what becomes of one event: it must be detected, if it is not a call, and told.
func (d *driller) judge(sign *Sign, st *state) {
	sign.Rule = d.say(st, "rules", sign.id)
	sign.Heard, sign.Within, sign.most = sign.Rule.Reply, 0, 0
	publish := d.after("publish")
	switch sign.Kind {
	case "cloudtrail":
		alarm := d.say(st, "alarms", sign.id)
		sign.Alarm = &alarm
		byRule, byAlarm := d.after("call_to_rules")+publish, 0
		if seconds, ok := alarm.Args["seconds"].(json.Number); ok {
			n, _ := seconds.Int64()
			byAlarm = d.after("call_to_log_group") + int(n) + d.after("alarm") + publish
		}
		switch {
		case sign.Rule.Reply == Yes:
			sign.Within = byRule
		case alarm.Reply == Yes:
			sign.Heard, sign.Within = Yes, byAlarm
		case worse(sign.Heard, alarm.Reply):
			sign.Heard = alarm.Reply
		}
		sign.most = sign.Within
		if sign.Rule.Reply == Yes && alarm.Reply == Yes {
			sign.Within, sign.most = min(byRule, byAlarm), max(byRule, byAlarm)
		}
	default:
		found := d.say(st, "detections", sign.id)
		sign.Detected = &found
		if worse(found.Reply, sign.Heard) || sign.Kind == "config_rule" && found.Reply == Unsure { // its name is not known, and so not who would match it
			sign.Heard = found.Reply
		}
		if sign.Heard == Yes {
			sign.Within = d.after(sign.Kind, "guardduty") + publish
			if sign.Kind == "passed_on" {
				sign.Within += d.after("securityhub")
			}
			if sign.Kind == "securityhub" || sign.Kind == "config_rule" {
				sign.Within += d.after("config_item")
			}
			sign.most = sign.Within
		}
	}
}

// pursue asks later states about what was heard: an attacker who cuts the path soon enough outruns the message.
func (d *driller) pursue(p *playing) {
	for i := range p.play.Steps {
		for j := range p.play.Steps[i].Signs {
			sign := &p.play.Steps[i].Signs[j]
			if sign.Heard != Yes {
				continue
			}
			for k := p.at[i] + 1; k < len(p.states); k++ {
				if p.states[k].since*60 < p.play.Steps[i].Minute*60+sign.most {
					past := clone(sign.el)
					past.Insert(ast.StringTerm("Past"), ast.NewTerm(ast.Boolean(true)))
					p.states[k].asked[sign.id] = past
				}
			}
		}
	}
}

func clone(o ast.Object) ast.Object {
	out := ast.NewObject()
	o.Foreach(func(k, v *ast.Term) { out.Insert(k, v) })
	return out
}

// finish sums a play up, with what the later states say.
func (d *driller) finish(p *playing) {
	for i := range p.play.Steps {
		step := &p.play.Steps[i]
		step.Heard = Answer{Reply: None}
		var all []*Sign
		for j := range step.Signs {
			sign := &step.Signs[j]
			all = append(all, sign)
			if sign.Heard != Yes {
				continue
			}
			for k := p.at[i] + 1; k < len(p.states); k++ {
				st := p.states[k]
				if st.since*60 >= step.Minute*60+sign.Within {
					break
				}
				later := *sign
				if d.judge(&later, st); later.Heard != Yes {
					sign.Heard, sign.OutrunBy = Perhaps, st.by
					break
				}
				sign.Within = max(sign.Within, later.Within) // what is left may be slower
			}
		}
		// the best that becomes of any, and of those the soonest
		slices.SortStableFunc(all, func(a, b *Sign) int {
			return cmp.Or(slices.Index(better, a.Heard)-slices.Index(better, b.Heard), cmp.Compare(a.Within, b.Within))
		})
		if len(all) > 0 {
			step.Heard = all[0].telling()
		}
		if step.Recorded.Reply == Yes {
			step.Recorded.LostBy = d.lost(p, i)
		}
		for question, a := range step.Answers() {
			if a.Reply != Yes && a.Reply != None {
				d.mend(a, p.steps[i].Mend[question], step.Region)
			}
		}
		d.sum(&p.play, step)
	}
}

// telling is the answer that says best what becomes of an event.
func (s *Sign) telling() Answer {
	out := s.Rule
	switch {
	case s.Detected != nil && s.Detected.Reply == s.Heard && s.Rule.Reply != s.Heard:
		out = *s.Detected
	case s.Detected != nil && s.Detected.Reply == No:
		out = *s.Detected
	case s.Alarm != nil && s.Rule.Reply != Yes && (s.Alarm.Reply == Yes || worse(s.Rule.Reply, s.Alarm.Reply)):
		out = *s.Alarm
	case s.Alarm != nil && s.Rule.Reply == No && farther(s.Alarm.Code, s.Rule.Code):
		out = *s.Alarm
	}
	out.Reply, out.Within, out.Mend = s.Heard, s.Within, nil
	return out
}

// hops are the codes at which paths end, the first hop first.
var hops = []string{"not_shown", "no_log_group", "no_rule", "no_filter", "no_alarm", "rule_disabled", "no_target", "no_action", "target_missing", "publish_denied", "key_denied", "no_subscriber"}

// farther says whether a path that ends with code a gets farther than one that ends with b.
func farther(a, b string) bool { return slices.Index(hops, a) > slices.Index(hops, b) }

// lost is the id of the step that destroys the record of step i.
func (d *driller) lost(p *playing, i int) string {
	a := &p.play.Steps[i].Recorded
	if a.Code != "recorded" && a.Code != "kept" {
		return ""
	}
	buckets, _ := a.Args["buckets"].([]any)
	groups, _ := a.Args["log_groups"].([]any)
	left := map[any]bool{}
	for _, x := range slices.Concat(buckets, groups) {
		left[x] = true
	}
	for k := i; k < len(p.play.Steps); k++ {
		for _, c := range p.play.Steps[k].Changes {
			if c.Change == "remove" && c.Refused == "" && (c.Collection == "s3.buckets" || c.Collection == "logs.log_groups") {
				delete(left, any(c.ID))
			}
		}
		if len(left) == 0 {
			return p.play.Steps[k].ID
		}
	}
	return ""
}

// mend names the controls that ask for what is missing and do not pass where the step happens.
func (d *driller) mend(a *Answer, ids []string, region string) {
	for _, id := range ids {
		status := Status("")
		for _, place := range []string{region, "global"} {
			if got, ok := d.asked[[3]string{id, d.owner, place}]; ok && status != Failed {
				status = got
			}
		}
		if status == "" {
			continue
		}
		i := slices.IndexFunc(d.set.Controls, func(c Control) bool { return c.ID == id })
		a.Mend = append(a.Mend, Mend{Control: id, Title: d.set.Controls[i].Title, Status: status, Steps: []int{}})
	}
}

// sum counts a step into a play.
func (d *driller) sum(p *Play, step *PlayStep) {
	switch step.Heard.Reply {
	case No, None:
		p.Blind = append(p.Blind, step.ID)
	case Unsure, Foreign, Perhaps:
		p.Unknown = append(p.Unknown, step.ID)
	}
	for j := range step.Signs {
		sign := &step.Signs[j]
		at := &Moment{Step: step.ID, Seconds: step.Minute*60 + sign.Within}
		switch {
		case sign.Heard == Yes && (p.First == nil || at.Seconds < p.First.Seconds):
			p.First = at
		case (sign.Heard == Perhaps || sign.Heard == Unsure || sign.Heard == Foreign) && (p.Perhaps == nil || at.Seconds < p.Perhaps.Seconds):
			p.Perhaps = at
		}
	}
	if p.First != nil && p.Perhaps != nil && p.Perhaps.Seconds >= p.First.Seconds {
		p.Perhaps = nil
	}
}
