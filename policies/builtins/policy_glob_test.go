package builtins

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

func TestGlobMatch(t *testing.T) {
	for _, tc := range []struct {
		pattern, request string
		want             tri
	}{
		{"", "", yes},
		{"", "a", no},
		{"*", "", yes},
		{"?", "", no},
		{"?", "é", yes},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/a/b:c", yes},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b", no},
		{"arn:aws:s3:::b*", "arn:aws:s3:::b/*", yes},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b*", unknown},
		{"arn:aws:s3:::b/*", "arn:aws:s3:::b/*", yes},
		{"arn:aws:s3:::b/AWSLogs/*", "arn:aws:s3:::b/*", unknown},
		{"arn:aws:s3:::c/*", "arn:aws:s3:::b/*", no},
		{"*", "*", yes},
		{"?*", "*", unknown},
		{"*?", "?*", yes},
		{"**", "*", yes},
		{"*a*", "*a*a*", yes},
		{"*a*a*", "*a*", unknown},
		{"a?c", "a*c", unknown},
		{"a*c", "a?c", yes},
		{"a*c", "a??c", yes},
		{"a*b*c", "ab*c", yes},
		{"*x?*", "*x*x*", yes}, // another x always follows the first
		{"*x?*", "*x*", unknown},
		{"a*", "b*", no},
		{"*a", "*b", no},
		{"a*b", "?", no},
	} {
		if got := newMatcher().match(parseGlob(tc.pattern), parseGlob(tc.request)); got != tc.want {
			t.Errorf("match(%q, %q) = %d, want %d", tc.pattern, tc.request, got, tc.want)
		}
	}
}

// Every answer about two short patterns is compared with all strings up to a length at which short patterns show their differences.
func TestGlobMatchAgainstEnumeration(t *testing.T) {
	var words []string
	for frontier := []string{""}; len(frontier[0]) <= 6; {
		words = append(words, frontier...)
		var next []string
		for _, w := range frontier {
			next = append(next, w+"a", w+"b", w+"z") // z is in no pattern
		}
		frontier = next
	}
	random := rand.New(rand.NewPCG(1, 2))
	pattern := func() string {
		var b strings.Builder
		for range random.IntN(5) {
			b.WriteByte("ab?**"[random.IntN(5)])
		}
		return b.String()
	}
	for range 4000 {
		outer, inner := pattern(), pattern()
		all, some := true, false
		for _, w := range words {
			if parseGlob(inner).accepts(plainGlob(w)) {
				ok := parseGlob(outer).accepts(plainGlob(w))
				all, some = all && ok, some || ok
			}
		}
		want := no
		if some {
			want = unknown
		}
		if some && all {
			want = yes
		}
		if got := newMatcher().match(parseGlob(outer), parseGlob(inner)); got != want {
			t.Fatalf("match(%q, %q) = %d, want %d", outer, inner, got, want)
		}
	}
}

func TestGlobHostilePatterns(t *testing.T) {
	started := time.Now()
	stars := strings.Repeat("a*", 1000)
	for _, tc := range [][2]string{
		{stars + "b", strings.Repeat("a", maxRequestText)},
		{strings.Repeat("*", 100_000), strings.Repeat("*", maxRequestText)},
		{"*x" + strings.Repeat("?", 60), strings.Repeat("*x", 500)},
		{strings.Repeat("*x??", 200), strings.Repeat("*x?", 500)},
		{strings.Repeat("?*", 100_000), stars},
	} {
		newMatcher().match(parseGlob(tc[0]), parseGlob(tc[1]))
	}
	if took := time.Since(started); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}
