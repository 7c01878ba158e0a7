package main

import (
	"bytes"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speakHelp has all help printed in the language of the run. It is asked for before anything is prepared, so the language is looked up here.
func (a *app) speakHelp(root *cobra.Command) {
	english := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if a.helpLang() != "ja" {
			english(cmd, args)
			return
		}
		translateHelp(cmd)
		var text bytes.Buffer
		out := cmd.OutOrStdout()
		cmd.SetOut(&text)
		english(cmd, args)
		cmd.SetOut(out)
		_, _ = out.Write([]byte(helpFrame(text.String()))) // as cobra does, which tells nobody that stdout is gone
	})
}

// helpLang is the language as the flag, the environment, the configuration or the locale gives it. What is wrong with these is said by the
// commands, not by their help.
func (a *app) helpLang() string {
	lang := a.global.lang
	if lang == "" {
		lang = os.Getenv("KIJUN_LANG")
	}
	if lang == "" {
		if c, err := readConfig(a.global.config); err == nil {
			lang = c.Lang
		}
	}
	if lang == "" {
		lang = localeLang()
	}
	return lang
}

// translateHelp puts Japanese texts into a command and those that its help lists.
func translateHelp(cmd *cobra.Command) {
	cmd.InitDefaultHelpFlag()
	cmd.Short, cmd.Long = helpIn(cmd.Short), helpIn(cmd.Long)
	for _, sub := range cmd.Commands() {
		sub.Short = helpIn(sub.Short)
	}
	for _, flags := range []*pflag.FlagSet{cmd.Flags(), cmd.InheritedFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { f.Usage = helpIn(f.Usage) })
	}
}

// helpIn is a text of help in Japanese, or as it is where there is no other.
func helpIn(text string) string {
	if twin, ok := japaneseHelp()[text]; ok {
		return twin
	}
	for _, form := range helpForms() {
		if m := form.english.FindStringSubmatch(text); m != nil {
			return strings.ReplaceAll(form.japanese, "{1}", m[1])
		}
	}
	return text
}

// helpDefault is how a flag's default is printed behind its text.
var helpDefault = regexp.MustCompile(`(?m) \(default (.*)\)$`)

// helpFrame translates what the library prints around the texts.
func helpFrame(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		switch {
		case strings.TrimSpace(line) == "Usage:":
			lines[i] = "使い方:\n"
		case strings.TrimSpace(line) == "Available Commands:":
			lines[i] = "コマンド:\n"
		case strings.TrimSpace(line) == "Flags:":
			lines[i] = "フラグ:\n"
		case strings.TrimSpace(line) == "Global Flags:":
			lines[i] = "共通のフラグ:\n"
		case strings.HasPrefix(line, `Use "`):
			command, _, _ := strings.Cut(strings.TrimPrefix(line, `Use "`), `"`)
			lines[i] = "各コマンドの説明は " + command + " で表示します。\n"
		}
	}
	return helpDefault.ReplaceAllString(strings.Join(lines, ""), "（既定: $1）")
}
