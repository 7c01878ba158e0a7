package main

import (
	"strings"
	"testing"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// everyHelp are the texts of all commands and flags.
func everyHelp() map[string]string {
	out := map[string]string{}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		add := func(text string) {
			if text != "" {
				out[text] = c.CommandPath()
			}
		}
		add(c.Short)
		add(c.Long)
		for _, flags := range []*pflag.FlagSet{c.Flags(), c.PersistentFlags()} {
			flags.VisitAll(func(f *pflag.Flag) {
				if !f.Hidden {
					add(f.Usage)
				}
			})
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	walk((&app{}).root())
	return out
}

func TestHelpHasTwins(t *testing.T) {
	all := everyHelp()
	for text, path := range all {
		twin := helpIn(text)
		if twin == text {
			t.Errorf("%s: there is no Japanese for %q", path, text)
		}
		if !strings.ContainsFunc(twin, func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana, unicode.Han) }) {
			t.Errorf("%s: %q is not Japanese", path, twin)
		}
	}
	for text := range japaneseHelp() {
		if all[text] == "" && !strings.HasPrefix(text, "Generate the autocompletion") && text != "Tell about a command" {
			t.Errorf("no help says %q any more", text)
		}
	}
}

// All that stands in the help of a command is Japanese, but for what is typed, and it comes by flag, variable, configuration or locale.
func TestHelpInJapanese(t *testing.T) {
	base := []string{"PATH=/usr/bin", "HOME=/nonexistent"}
	for _, args := range [][]string{{"--help", "--lang", "ja"}, {"--lang=ja", "help"}, {"scan", "--lang", "ja", "--help"}, {"help", "plan", "--lang", "ja"}, {"new", "control", "--help", "--lang", "ja"}} {
		got := kijun(t, append(base, "LANG=C.UTF-8"), args...)
		if got.status != exitOK || !strings.Contains(got.stdout, "使い方:") {
			t.Fatalf("%v: exit %d\n%s%s", args, got.status, got.stdout, got.stderr)
		}
		for line := range strings.Lines(got.stdout) {
			for _, word := range []string{"Usage:", "Flags:", "Commands:", "(default ", "help for ", "Use \""} {
				if strings.Contains(line, word) {
					t.Errorf("%v: %s", args, line)
				}
			}
		}
	}
	for _, env := range [][]string{{"LANG=ja_JP.UTF-8"}, {"LANG=C.UTF-8", "KIJUN_LANG=ja"}} {
		if got := kijun(t, append(base, env...), "scan", "--help"); !strings.Contains(got.stdout, "アカウントを読み取って評価") || !strings.Contains(got.stdout, "（既定: 1h0m0s）") {
			t.Errorf("%v: %s", env, got.stdout)
		}
	}
	if got := kijun(t, append(base, "LANG=ja_JP.UTF-8"), "scan", "--help", "--lang", "en"); !strings.Contains(got.stdout, "Usage:") || strings.Contains(got.stdout, "アカウント") {
		t.Errorf("in English: %s", got.stdout)
	}
}
