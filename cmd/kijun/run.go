package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"kijun/policies"
	"kijun/report"
	"kijun/report/notify"
	"kijun/scanner"
	"kijun/scanner/snapshot"
)

// The exit statuses, the same for every output format.
const (
	exitOK          = 0   // the gate passed, or no gate was asked for
	exitFailed      = 1   // the gate failed, verify found a mismatch, a test failed
	exitUndecided   = 2   // a gated control is unknown, a score straddles its limit, nothing was evaluated
	exitUsage       = 3   // usage, configuration, credentials, unusable input
	exitInternal    = 4   // a mistake of kijun's, or a notice or finding that could not be sent
	exitInterrupted = 130 // SIGINT, SIGTERM
)

// version is the release, set when it is built with -ldflags "-X main.version=...".
var version = "0.1.0"

// usageError is a mistake in how kijun was called or configured.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

func usagef(format string, a ...any) error { return &usageError{fmt.Errorf(format, a...)} }

// exitError ends the program with a status that is no mistake: a gate, a mismatch.
type exitError struct {
	status int
	why    string
}

func (e *exitError) Error() string { return e.why }

// app is what the subcommands share.
type app struct {
	in          io.Reader
	out, errOut io.Writer
	global      globalFlags
	log         *slog.Logger
	parameters  map[string]map[string]any               // of controls, from the configuration
	kept        string                                  // a snapshot that the user asked for and that is complete
	begun       string                                  // the folder in which an interrupted scan keeps the accounts that it has read
	notify      notify.Config                           // whom to tell, from the configuration
	onResult    func(*policies.Result, judgement) error // told of the result, once its reports are written
}

type globalFlags struct {
	config    string
	lang      string
	quiet     bool
	logFormat string
}

var errInterrupted = errors.New("interrupted")

// run is the whole program, without the process.
func run(args []string, in io.Reader, out, errOut io.Writer) (status int) {
	defer func() {
		if v := recover(); v != nil {
			fmt.Fprintf(errOut, "kijun: internal error: %v\n%s", v, debug.Stack())
			status = exitInternal
		}
	}()
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	go func() {
		if _, ok := <-signals; ok {
			cancel(errInterrupted)
			signal.Stop(signals) // a second one ends the process at once
		}
	}()
	a := &app{in: in, out: out, errOut: errOut}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errInterrupted) {
		done, _ := filepath.Glob(filepath.Join(a.begun, "[0-9]*.zip")) // a name without a match leaves nothing to tell
		switch {
		case a.kept != "":
			a.complain(fmt.Sprintf("interrupted; the snapshot %s is complete, reports were not written", a.kept))
		case a.begun != "" && len(done) > 0:
			a.complain(fmt.Sprintf("interrupted; %d accounts that were read stay in %s: --resume goes on from them", len(done), a.begun))
		default:
			a.complain("interrupted; nothing was written")
		}
		return exitInterrupted
	}
	return a.exit(err)
}

// exit maps an error to the exit status, and says it in one line.
func (a *app) exit(err error) int {
	var x *exitError
	var usage *usageError
	var credentials *scanner.UsageError
	var selection *policies.SelectionError
	var schema *snapshot.SchemaError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &x):
		a.complain(x.why)
		return x.status
	case errors.As(err, &usage), errors.As(err, &credentials), errors.As(err, &selection), errors.As(err, &schema),
		errors.Is(err, snapshot.ErrUnusable), errors.Is(err, snapshot.ErrOutput):
		a.complain(err.Error())
		return exitUsage
	}
	var file *fs.PathError
	if errors.As(err, &file) && full(file.Err) {
		a.complain(fmt.Sprintf("%s cannot be written: %v", file.Path, file.Err))
		return exitUsage
	}
	a.complain(fmt.Sprintf("internal error: %v", strings.ReplaceAll(err.Error(), "\n", "; ")))
	return exitInternal
}

// full says whether a file could not be written because of the disk or its limits, which no program can mend.
func full(err error) bool {
	for _, reason := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EFBIG, syscall.EROFS, syscall.EIO} {
		if errors.Is(err, reason) {
			return true
		}
	}
	return false
}

// complain says what is wrong, a line each, also when the program is quiet, in the form of stderr that was asked for.
func (a *app) complain(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if a.global.logFormat == "json" {
			slog.New(slog.NewJSONHandler(a.errOut, nil)).Error(line)
			continue
		}
		fmt.Fprintln(a.errOut, "kijun: "+report.Safe(a.says(line)))
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "kijun",
		Short:         "Audit AWS accounts, read-only, against BLEA, Secure Account and Security Hub's controls",
		Long:          "kijun (基準) reads an AWS account through read-only APIs, keeps what it read as a sealed snapshot, and judges it with policies\nthat anyone can read. What it could not read it says; it never guesses.",
		SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.prepare(cmd) },
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usagef("%v; %s --help lists the flags", err, cmd.CommandPath())
	})
	root.SetHelpCommand(&cobra.Command{Use: "help [COMMAND]", Short: "Tell about a command", PersistentPreRun: func(*cobra.Command, []string) {},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, strings.Join(args, " "))
			}
			return cmd.Help()
		}})
	f := root.PersistentFlags()
	f.StringVar(&a.global.config, "config", "", "configuration file (default kijun.yaml in this folder, if there is one)")
	f.StringVar(&a.global.lang, "lang", "", "language of texts: en or ja (default: from the locale)")
	f.BoolVarP(&a.global.quiet, "quiet", "q", false, "no progress and no remarks on stderr, only errors")
	f.StringVar(&a.global.logFormat, "log-format", "text", "form of stderr: text or json")
	root.AddCommand(a.scanCommand(), a.collectCommand(), a.evalCommand(), a.planCommand(), a.drillCommand(), a.verifyCommand(), a.suppressCommand(), a.diffCommand(), a.historyCommand(), a.controlsCommand(), a.standardsCommand(),
		a.permissionsCommand(), a.testCommand(), a.lintCommand(), a.newCommand(), a.exportCommand(), a.demoCommand(), a.versionCommand())
	a.speakHelp(root)
	return root
}

// unknownCommand tells the commands that are most like what was typed.
func unknownCommand(cmd *cobra.Command, name string) error {
	cmd.SuggestionsMinimumDistance = 3
	if like := cmd.SuggestionsFor(name); len(like) > 0 {
		return usagef("there is no command %q; perhaps %s (%s help lists them)", name, strings.Join(like, ", "), cmd.Root().Name())
	}
	return usagef("there is no command %q; %s help lists them", name, cmd.Root().Name())
}

// prepare reads environment and configuration for the flags that were not given, and sets up the log.
func (a *app) prepare(cmd *cobra.Command) error {
	if err := a.configure(cmd); err != nil {
		return err
	}
	switch a.global.logFormat {
	case "text", "json":
	default:
		return usagef("--log-format is %q; it must be text or json", a.global.logFormat)
	}
	switch a.global.lang {
	case "":
		a.global.lang = localeLang()
	case "en", "ja":
	default:
		return usagef("--lang is %q; it must be en or ja", a.global.lang)
	}
	a.log = slog.New(slog.DiscardHandler)
	if !a.global.quiet {
		if a.global.logFormat == "json" {
			a.log = slog.New(slog.NewJSONHandler(a.errOut, nil))
		} else {
			a.log = slog.New(&plainHandler{w: a.errOut, says: a.says})
		}
	}
	return nil
}

// localeLang is the language of the locale, as the usual variables give it.
func localeLang() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "ja") {
				return "ja"
			}
			return "en"
		}
	}
	return "en"
}

// terminal is the width of w if it is one, else 0.
func terminal(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		return 0
	}
	return width
}

func (a *app) versionCommand() *cobra.Command {
	// without prepare: a broken configuration must not hide which kijun found it broken
	return &cobra.Command{Use: "version", Short: "Print the version", Args: noArgs, PersistentPreRun: func(*cobra.Command, []string) {}, RunE: func(*cobra.Command, []string) error {
		fmt.Fprintln(a.out, "kijun "+version)
		return nil
	}}
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, but got %q", cmd.CommandPath(), args[0])
	}
	return nil
}

func atMostOneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return usagef("%s takes one argument at most: %s (got %d)", cmd.CommandPath(), what, len(args))
		}
		return nil
	}
}

func someArgs(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("%s takes one argument or more: %s (got 0)", cmd.CommandPath(), what)
		}
		return nil
	}
}

func oneArg(what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usagef("%s takes one argument: %s (got %d)", cmd.CommandPath(), what, len(args))
		}
		return nil
	}
}
