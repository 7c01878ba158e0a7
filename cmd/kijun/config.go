package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"gopkg.in/yaml.v3"

	"kijun/report/notify"
)

// config is kijun.yaml. Every key but parameters and notify is also a flag (with - for _) and a variable KIJUN_<KEY>.
type config struct {
	Profile          string                    `yaml:"profile"`
	Region           list                      `yaml:"region"`
	GovernedRgns     list                      `yaml:"governed_region"`
	BLEAProfile      string                    `yaml:"blea_profile"`
	Org              *bool                     `yaml:"org"`
	RoleName         string                    `yaml:"role_name"`
	RoleARN          list                      `yaml:"role_arn"`
	ExternalID       string                    `yaml:"external_id"`
	SessionName      string                    `yaml:"session_name"`
	SessionDuration  string                    `yaml:"session_duration"`
	Account          list                      `yaml:"account"`
	ExcludeAccount   list                      `yaml:"exclude_account"`
	OU               list                      `yaml:"ou"`
	IncludeSuspended *bool                     `yaml:"include_suspended"`
	AccountsFile     string                    `yaml:"accounts_file"`
	Standard         list                      `yaml:"standard"`
	Control          list                      `yaml:"control"`
	Enable           list                      `yaml:"enable"`
	Disable          list                      `yaml:"disable"`
	Policy           list                      `yaml:"policy"`
	Policies         list                      `yaml:"policies"` // the same
	Lang             string                    `yaml:"lang"`
	Output           list                      `yaml:"output"`
	FailOn           string                    `yaml:"fail_on"`
	FailOnUnknown    *bool                     `yaml:"fail_on_unknown"`
	MinScore         list                      `yaml:"min_score"`
	MaxFailed        *int                      `yaml:"max_failed"`
	Baseline         string                    `yaml:"baseline"`
	Suppressions     string                    `yaml:"suppressions"`
	History          string                    `yaml:"history"`
	HistoryKeep      string                    `yaml:"history_keep"`
	Timeout          string                    `yaml:"timeout"`
	CallTimeout      string                    `yaml:"call_timeout"`
	Parallel         *int                      `yaml:"parallel"`
	MaxRate          *float64                  `yaml:"max_rate"`
	RateShare        *float64                  `yaml:"rate_share"`
	Preflight        *bool                     `yaml:"preflight"`
	DenialBudget     string                    `yaml:"denial_budget"`
	Quiet            *bool                     `yaml:"quiet"`
	LogFormat        string                    `yaml:"log_format"`
	Parameters       map[string]map[string]any `yaml:"parameters"`
	Notify           notify.Config             `yaml:"notify"`
}

// list is a list of texts, or one text.
type list []string

func (l *list) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*l = list{n.Value}
		return nil
	}
	var many []string
	err := n.Decode(&many)
	*l = many
	return err
}

// values are the keys that are flags, as texts: one, or a list's.
func (c config) values() map[string][]string {
	out := map[string][]string{"region": c.Region, "role-arn": c.RoleARN, "account": c.Account, "exclude-account": c.ExcludeAccount, "ou": c.OU, "governed-region": c.GovernedRgns, "standard": c.Standard, "control": c.Control, "enable": c.Enable,
		"disable": c.Disable, "policy": slices.Concat(c.Policy, c.Policies), "output": c.Output, "min-score": c.MinScore}
	for name, v := range map[string]string{"profile": c.Profile, "role-name": c.RoleName, "external-id": c.ExternalID, "session-name": c.SessionName, "session-duration": c.SessionDuration,
		"accounts-file": c.AccountsFile, "blea-profile": c.BLEAProfile, "lang": c.Lang, "fail-on": c.FailOn, "timeout": c.Timeout,
		"call-timeout": c.CallTimeout, "denial-budget": c.DenialBudget, "log-format": c.LogFormat, "baseline": c.Baseline, "suppressions": c.Suppressions,
		"history": c.History, "history-keep": c.HistoryKeep} {
		if v != "" {
			out[name] = []string{v}
		}
	}
	if c.Org != nil {
		out["org"] = []string{strconv.FormatBool(*c.Org)}
	}
	if c.IncludeSuspended != nil {
		out["include-suspended"] = []string{strconv.FormatBool(*c.IncludeSuspended)}
	}
	if c.FailOnUnknown != nil {
		out["fail-on-unknown"] = []string{strconv.FormatBool(*c.FailOnUnknown)}
	}
	if c.Quiet != nil {
		out["quiet"] = []string{strconv.FormatBool(*c.Quiet)}
	}
	if c.Preflight != nil {
		out["preflight"] = []string{strconv.FormatBool(*c.Preflight)}
	}
	if c.MaxFailed != nil {
		out["max-failed"] = []string{strconv.Itoa(*c.MaxFailed)}
	}
	if c.Parallel != nil {
		out["parallel"] = []string{strconv.Itoa(*c.Parallel)}
	}
	if c.RateShare != nil {
		out["rate-share"] = []string{strconv.FormatFloat(*c.RateShare, 'g', -1, 64)}
	}
	if c.MaxRate != nil {
		out["max-rate"] = []string{strconv.FormatFloat(*c.MaxRate, 'g', -1, 64)}
	}
	return out
}

// readConfig reads the configuration file: the named one, else kijun.yaml where kijun is started, if it is there.
func readConfig(name string) (config, error) {
	var c config
	path := name
	if path == "" {
		path = "kijun.yaml"
	}
	raw, err := os.ReadFile(path)
	if name == "" && errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, usagef("the configuration cannot be read: %v", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		text := strings.TrimPrefix(err.Error(), "yaml: ")
		text = strings.ReplaceAll(strings.TrimPrefix(text, "unmarshal errors:\n  "), "\n  ", "; ")
		text = strings.NewReplacer(" in type main.config", "", " in type notify.Config", "", " in type notify.Target", "").Replace(text)
		return c, usagef("%s: %s", path, text)
	}
	if err := c.Notify.Check(); err != nil {
		return c, usagef("%s: %v", path, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return c, usagef("%s: there is a second document behind ---; only one is read", path)
	}
	return c, nil
}

// configure sets the flags that were not given from KIJUN_* and then from the configuration file.
func (a *app) configure(cmd *cobra.Command) error {
	if err := filled(cmd); err != nil {
		return err
	}
	if !cmd.Flags().Changed("config") {
		if v := os.Getenv("KIJUN_CONFIG"); v != "" {
			a.global.config = v
		}
	}
	c, err := readConfig(a.global.config)
	if err != nil {
		return err
	}
	values := c.values()
	var errs []error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || f.Name == "config" || f.Name == "help" || f.Annotations[own] != nil {
			return
		}
		name := strings.ReplaceAll(f.Name, "-", "_")
		from, v := "KIJUN_"+strings.ToUpper(name), []string(nil)
		if text := os.Getenv(from); text != "" {
			v = []string{text}
		} else if v = values[f.Name]; len(v) > 0 {
			from = "the configuration's " + name
		}
		for _, text := range v {
			if err := cmd.Flags().Set(f.Name, text); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", from, err))
			}
		}
	})
	if err := errors.Join(errs...); err != nil {
		return &usageError{err}
	}
	a.parameters, a.notify = c.Parameters, c.Notify
	return nil
}

// filled refuses flags with nothing in them: an unset variable of a script must not make --fail-on no gate, or --control every control.
func filled(cmd *cobra.Command) (err error) {
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if list, ok := f.Value.(pflag.SliceValue); err == nil && (f.Value.String() == "" || ok && (len(list.GetSlice()) == 0 || slices.Contains(list.GetSlice(), ""))) {
			err = usagef("--%s is empty; give it a value, or leave it out", f.Name)
		}
	})
	return err
}

// own marks a flag that only its command has and that neither the environment nor the configuration sets: -o of a listing is not -o of
// a report.
const own = "own"
