package main

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"kijun/policies"
	"kijun/scanner/snapshot"
)

// speaking are the packages whose errors reach users.
var speaking = []string{"cmd/kijun", "scanner", "scanner/target", "scanner/snapshot", "scanner/bucket", "report", "report/history", "report/notify", "report/awsout", "policies"}

// within are messages that only kijun's own developers can see: a mistake in the files that are built into it.
var within = regexp.MustCompile(`^(schemas/|policies/|versions\.|governed regions: |BLEA profile: |scenario |unexpected %q at byte|not a number: |the element ends early|[^ ]+, element %q|a finding has not|s3://)`)

// messages are the forms of the messages in a file, with their places.
func messages(set *token.FileSet, file *ast.File) map[string]token.Position {
	out := map[string]token.Position{}
	add := func(e ast.Expr) {
		if text, ok := formOf(e); ok && strings.ContainsFunc(verb.ReplaceAllString(text, ""), unicode.IsLetter) {
			out[text] = set.Position(e.Pos())
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			of, name := "", ""
			switch f := x.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
				switch y := f.X.(type) {
				case *ast.Ident:
					of = y.Name
				case *ast.SelectorExpr:
					of = y.Sel.Name
				}
			}
			switch of + "." + name {
			case ".bad":
				for _, arg := range x.Args {
					if text, ok := formOf(arg); ok && strings.Contains(text, " ") {
						add(arg)
					}
				}
			case ".usagef", ".mistake", "fmt.Errorf", "errors.New", "log.Info", "log.Warn", "log.Error", "a.complain", "a.says":
				if len(x.Args) > 0 {
					add(x.Args[0])
				}
			}
		case *ast.CompositeLit:
			name := ""
			switch t := x.Type.(type) {
			case *ast.Ident:
				name = t.Name
			case *ast.SelectorExpr:
				name = t.Sel.Name
			}
			if slices.Contains([]string{"SelectionError", "UsageError", "exitError", "Failure", "Problem"}, name) {
				for _, e := range x.Elts {
					if kv, ok := e.(*ast.KeyValueExpr); ok {
						e = kv.Value
					}
					add(e)
				}
			}
		}
		return true
	})
	return out
}

// formOf is the form that an expression prints: a text, a Sprintf, or these put together with values.
func formOf(e ast.Expr) (string, bool) {
	switch x := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(x.Value)
		return text, err == nil && x.Kind == token.STRING
	case *ast.BinaryExpr:
		a, one := formOf(x.X)
		b, two := formOf(x.Y)
		if !one {
			a = "%s"
		}
		if !two {
			b = "%s"
		}
		return a + b, one || two
	case *ast.CallExpr:
		if f, ok := x.Fun.(*ast.SelectorExpr); ok && (f.Sel.Name == "Sprintf" || f.Sel.Name == "Errorf") {
			return formOf(x.Args[0])
		}
	}
	return "", false
}

// TestEveryMessageHasItsTwin finds messages that a user who reads Japanese would get in English.
func TestEveryMessageHasItsTwin(t *testing.T) {
	top := repository(t)
	seen := 0
	for _, dir := range speaking {
		files, err := filepath.Glob(filepath.Join(top, dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, path := range files {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, path, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for form, at := range messages(set, file) {
				seen++
				if _, ok := twinOf(form); !ok && !within.MatchString(form) {
					t.Errorf("%s:%d: japanese has no %q", filepath.Join(dir, filepath.Base(path)), at.Line, form)
				}
			}
		}
	}
	if seen < 300 {
		t.Errorf("only %d messages were found", seen)
	}
}

// twinOf finds a form as it stands, or with other verbs: an error that is joined to a text is %s in the one and %v in the other.
func twinOf(form string) (string, bool) {
	if out, ok := japanese[form]; ok {
		return out, true
	}
	plain := func(s string) string { return verb.ReplaceAllString(s, "%s") }
	for english, out := range japanese {
		if plain(english) == plain(form) {
			return out, true
		}
	}
	return "", false
}

// sentence is a form with words, not only the name of a flag.
var sentence = regexp.MustCompile(`[a-z]{2,} +[a-z]{2,}`)

func TestTwinsAreWhole(t *testing.T) {
	for english, japan := range japanese {
		n := len(verb.FindAllString(strings.ReplaceAll(english, "%%", ""), -1))
		var want, got []string
		for i := range n {
			want = append(want, fmt.Sprintf("{%d}", i+1))
		}
		got = argument.FindAllString(japan, -1)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q: the arguments are %v, not %v", english, got, want)
		}
		if strings.Contains(japan, "%!") || strings.ContainsFunc(english, func(r rune) bool { return r > 0x7e }) {
			t.Errorf("%q: %q", english, japan)
		}
		if letters := verb.ReplaceAllString(english, ""); sentence.MatchString(letters) && !strings.ContainsFunc(japan, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }) {
			t.Errorf("%q: %q is not Japanese", english, japan)
		}
	}
}

func TestInJapanese(t *testing.T) {
	for in, want := range map[string]string{
		`--fail-on is empty; give it a value, or leave it out`:                                                        `--fail-on が空です。値を指定するか、フラグを外してください`,
		`there is no control "S3.88"; perhaps S3.8, S3.1`:                                                             `コントロール "S3.88" はありません。もしかして: S3.8, S3.1`,
		`kijun.yaml: notify: target ops: type is "x"; it must be one of ses, slack`:                                   `kijun.yaml: notify: 通知先 ops: type が "x" です。ses, slack のいずれかを指定してください`,
		`mine/typo.rego:21:2: there is no collection "x"`:                                                             `mine/typo.rego:21:2: コレクション "x" はありません`,
		`--baseline: r.json: its schema is "a" and this kijun reads "b": use the kijun that wrote it, or a newer one`: `--baseline: r.json: スキーマが "a" ですが、このkijunが読めるのは "b" です。作成したときのkijunか、より新しいものを使ってください`,
		"gate failed: failed, HIGH or worse: S3.8":                                                                    "gate failed: failed, HIGH or worse: S3.8",
		"open x: no such file or directory":                                                                           "open x: そのようなファイルやフォルダーはありません",
		"":                                                                                                            "",
		`kijun.yaml: line 3: field controlls not found`:                                                               `kijun.yaml: 3行目: キー controlls はありません`,
		`the snapshot "missing" is there`:                                                                             `the snapshot "missing" is there`,
		`a notice for missing could not be sent: it answered 404 Not Found; it waits in missing and is sent with the next run`: `missing への通知を送信できませんでした: 応答は 404 Not Found です。missing に保存し、次の実行で送信します`,
	} {
		if got := inJapanese(in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// An error goes through as many hands as it does in the program, and comes out in Japanese; in English it is what it was.
func TestErrorsSpeakTheLanguageOfTheRun(t *testing.T) {
	for _, err := range []error{
		usagef("--as-of is %q; it must be a time like 2026-01-31T00:00:00Z", "x"),
		&policies.SelectionError{Message: `parameters: CUSTOM/a.b: 500 is out of range (1 to 100)`},
		fmt.Errorf("%w %s: %w", snapshot.ErrUnusable, "x.zip", errors.New("not a zip file, or cut short")),
		&exitError{exitFailed, "3 problems"},
		errors.New("something of nobody's"),
	} {
		for _, lang := range []string{"en", "ja"} {
			var out bytes.Buffer
			a := &app{errOut: &out}
			a.global.lang = lang
			a.exit(err)
			japanese := strings.ContainsFunc(out.String(), func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) })
			if japanese != (lang == "ja") || !strings.HasPrefix(out.String(), "kijun: ") {
				t.Errorf("%s: %s", lang, out.String())
			}
		}
	}
}

// No text of any length or form makes the search for its twin fail or wander.
func FuzzInJapanese(f *testing.F) {
	f.Add("there is no control \"\\\": ")
	f.Add(strings.Repeat("a: ", 1000))
	f.Fuzz(func(t *testing.T, message string) { inJapanese(message) })
}

// Every head and label of the listings has its twin.
func TestHeadingsHaveTwins(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if id, named := call.Fun.(*ast.Ident); named && id.Name == "table" && !strings.HasSuffix(path, "_test.go") {
				if _, plain := call.Args[1].(*ast.CompositeLit); plain {
					t.Errorf("%s: the heads of a table are in English only", path)
				}
			}
			if ok && f.Sel.Name == "heads" {
				for _, arg := range call.Args {
					if word, literal := formOf(arg); literal {
						seen++
						if headings[word] == "" {
							t.Errorf("%s: headings has no %q", path, word)
						}
					}
				}
			}
			return true
		})
	}
	if seen < 20 {
		t.Errorf("only %d headings were found", seen)
	}
}
