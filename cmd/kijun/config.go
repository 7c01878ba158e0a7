package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"gopkg.in/yaml.v3"
)

// config is kijun.yaml. Every key but parameters is also a flag (with - for _) and a variable KIJUN_<KEY>.
type config struct {
	Profile       string                    `yaml:"profile"`
	Region        []string                  `yaml:"region"`
	GovernedRgns  []string                  `yaml:"governed_region"`
	BLEAProfile   string                    `yaml:"blea_profile"`
	Standard      []string                  `yaml:"standard"`
	Control       []string                  `yaml:"control"`
	Enable        []string                  `yaml:"enable"`
	Disable       []string                  `yaml:"disable"`
	Policy        []string                  `yaml:"policy"`
	Lang          string                    `yaml:"lang"`
	Output        []string                  `yaml:"output"`
	FailOn        string                    `yaml:"fail_on"`
	FailOnUnknown *bool                     `yaml:"fail_on_unknown"`
	MinScore      []string                  `yaml:"min_score"`
	Timeout       string                    `yaml:"timeout"`
	CallTimeout   string                    `yaml:"call_timeout"`
	Parallel      *int                      `yaml:"parallel"`
	MaxRate       *float64                  `yaml:"max_rate"`
	Quiet         *bool                     `yaml:"quiet"`
	LogFormat     string                    `yaml:"log_format"`
	Parameters    map[string]map[string]any `yaml:"parameters"`
}

// values are the keys that are flags, as text.
func (c config) values() map[string]string {
	out := map[string]string{}
	text := func(name, v string) {
		if v != "" {
			out[name] = v
		}
	}
	text("profile", c.Profile)
	text("region", strings.Join(c.Region, ","))
	text("governed-region", strings.Join(c.GovernedRgns, ","))
	text("blea-profile", c.BLEAProfile)
	text("standard", strings.Join(c.Standard, ","))
	text("control", strings.Join(c.Control, ","))
	text("enable", strings.Join(c.Enable, ","))
	text("disable", strings.Join(c.Disable, ","))
	text("policy", strings.Join(c.Policy, ","))
	text("lang", c.Lang)
	text("output", strings.Join(c.Output, ","))
	text("fail-on", c.FailOn)
	text("min-score", strings.Join(c.MinScore, ","))
	text("timeout", c.Timeout)
	text("call-timeout", c.CallTimeout)
	text("log-format", c.LogFormat)
	if c.FailOnUnknown != nil {
		out["fail-on-unknown"] = strconv.FormatBool(*c.FailOnUnknown)
	}
	if c.Quiet != nil {
		out["quiet"] = strconv.FormatBool(*c.Quiet)
	}
	if c.Parallel != nil {
		out["parallel"] = strconv.Itoa(*c.Parallel)
	}
	if c.MaxRate != nil {
		out["max-rate"] = strconv.FormatFloat(*c.MaxRate, 'g', -1, 64)
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
		return c, usagef("--config: %v", err)
	}
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&c); err != nil && !errors.Is(err, io.EOF) {
		text := strings.TrimPrefix(err.Error(), "yaml: ")
		text = strings.ReplaceAll(strings.TrimPrefix(text, "unmarshal errors:\n  "), "\n  ", "; ")
		text = strings.ReplaceAll(text, " in type main.config", "")
		return c, usagef("%s: %s", path, text)
	}
	return c, nil
}

// configure sets the flags that were not given from KIJUN_* and then from the configuration file.
func (a *app) configure(cmd *cobra.Command) error {
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
		if f.Changed || f.Name == "config" || f.Name == "help" {
			return
		}
		from := "KIJUN_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		v, ok := os.LookupEnv(from)
		if !ok {
			if v, ok = values[f.Name]; ok {
				from = "the configuration's " + strings.ReplaceAll(f.Name, "-", "_")
			}
		}
		if ok {
			if err := cmd.Flags().Set(f.Name, v); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", from, err))
			}
		}
	})
	if err := errors.Join(errs...); err != nil {
		return usagef("%v", err)
	}
	a.parameters = c.Parameters
	return nil
}
