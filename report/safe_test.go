package report

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSafe(t *testing.T) {
	for in, want := range map[string]string{
		"":                                      "",
		"orders-logs_1.2 (a/b)":                 "orders-logs_1.2 (a/b)",
		`C:\temp\n`:                             `C:\temp\n`,
		"請求書　バックアップ":                            "請求書　バックアップ",
		"naïve café 😀":                          "naïve café 😀",
		"か\u3099":                               "か\u3099",
		"a\nb\r\tc":                             `a\nb\r\tc`,
		"\x1b[31mred\x1b]0;title\a":             `\x1b[31mred\x1b]0;title\x07`,
		"\x00\x7f\u0085\u009b31m":               `\x00\x7f\u0085\u009b31m`,
		"\u202egpj.exe\u2066":                   `\u202egpj.exe\u2066`,
		"a\u200bb\u200dc\ufeffd":                `a\u200bb\u200dc\ufeffd`,
		"a\u2028b\u2029c\u00a0d":                `a\u2028b\u2029c\u00a0d`,
		"\u3164\u115f\u2800":                    `\u3164\u115f\u2800`,
		"葛\U000e0100 ☁\ufe0f":                   `葛\U000e0100 ☁\ufe0f`,
		"\U000e0041\ue000":                      `\U000e0041\ue000`,
		"bad\xff\xfeutf":                        `bad\xff\xfeutf`,
		"\u0301a\u0301\u0302\u0303\u0304\u0305": `\u0301a` + "\u0301\u0302\u0303" + `\u0304\u0305`,
	} {
		if got := Safe(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzSafe(f *testing.F) {
	f.Add(hostile)
	f.Add("\u0301\u0301\u0301\u0301\u200d\u0301")
	f.Add("日本語\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := Safe(s)
		if !utf8.ValidString(got) {
			t.Fatalf("%q is not UTF-8", got)
		}
		for _, r := range got {
			if deceptive(r) {
				t.Fatalf("%q holds %U", got, r)
			}
		}
		if again := Safe(got); again != got {
			t.Fatalf("%q becomes %q", got, again)
		}
		if plain(s) && got != s {
			t.Fatalf("%q becomes %q", s, got)
		}
	})
}

func TestWrap(t *testing.T) {
	for _, tc := range []struct {
		in    string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"no limit at all", 0, "no limit at all"},
		{"a sentence that is long", 10, "a sentence|that is|long"},
		{"two\nlines of text", 8, "two|lines of|text"},
		{"arn:aws:sns:ap-northeast-1:111122223333:orders", 20, "arn:aws:sns:ap-|northeast-1:|111122223333:orders"},
		{"abcdefghijklmnop", 5, "abcde|fghij|klmno|p"},
		{"証跡が、すべての操作を記録しています。", 8, "証跡が、|すべての|操作を記|録してい|ます。"},
		{"これは「括弧」です", 8, "これは|「括弧」|です"}, // an opening bracket never ends a line
		{"S3汎用バケット", 9, "S3汎用バ|ケット"},
		{"  indented text", 8, "  indent|ed text"},
		{"日", 1, "日"}, // wider than the column: shown all the same
		{"か\u3099か\u3099か\u3099", 2, "か\u3099|か\u3099|か\u3099"},
	} {
		if got := strings.Join(wrap(tc.in, tc.limit), "|"); got != tc.want {
			t.Errorf("%q in %d: got %q, want %q", tc.in, tc.limit, got, tc.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("証跡が、すべての操作を ーーーー 記録しています。", 7)
	f.Add("arn:aws:sns:::::::   x", 3)
	f.Fuzz(func(t *testing.T, s string, limit int) {
		s, limit = Safe(s), limit%60
		strip := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		lines := wrap(s, limit)
		if strip(strings.Join(lines, "")) != strip(s) {
			t.Fatalf("%q lost something: %q", s, lines)
		}
		for _, line := range lines {
			if limit > 1 && width(line) > limit {
				t.Fatalf("%q is wider than %d", line, limit)
			}
		}
	})
}
