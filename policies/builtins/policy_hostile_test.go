package builtins

import (
	"strings"
	"testing"
	"time"
)

// repeated is a list of n texts, within the limit on a document.
func repeated(text string, n int) []any {
	list := make([]any, n)
	for i := range list {
		list[i] = text
	}
	return list
}

// Documents up to the limit, made to be slow, are decided in bounded time.
func TestHostileDocuments(t *testing.T) {
	stars := strings.Repeat("a*", 15_000)
	many := func(effect string, n int) []any {
		list := make([]any, n)
		for i := range list {
			list[i] = map[string]any{"Effect": effect, "Principal": "*", "Action": repeated("a:b*c", 20), "Resource": "*a*"}
		}
		return list
	}
	values := func(text string, n int) map[string]any {
		return map[string]any{"StringNotLike": map[string]any{"t:k": repeated(text, n)}, "DateEquals": map[string]any{"t:d": repeated("2020-01-01", 3000)}}
	}
	for name, statements := range map[string]any{
		"patterns of stars":    map[string]any{"Effect": "Allow", "Action": stars, "Resource": stars},
		"many actions":         map[string]any{"Effect": "Allow", "Principal": "*", "Action": repeated("*a*b", 20_000)},
		"many statements":      append(many("Allow", 500), many("Deny", 500)...),
		"many values":          map[string]any{"Effect": "Allow", "Action": "*", "Condition": values("*a?", 20_000)},
		"many variables":       map[string]any{"Effect": "Allow", "Action": "*", "Resource": strings.Repeat("${t:k}", 30_000)},
		"unclosed variables":   map[string]any{"Effect": "Allow", "Action": "*", "Resource": strings.Repeat("${'", 60_000)},
		"two lists of actions": []any{map[string]any{"Effect": "Allow", "Principal": "*", "Action": repeated("x", 40_000)}, map[string]any{"Effect": "Deny", "Principal": "*", "Action": repeated("*", 40_000)}},
	} {
		t.Run(name, func(t *testing.T) {
			document := map[string]any{"Version": "2012-10-17", "Statement": statements}
			started := time.Now()
			for _, context := range []map[string]any{
				{"t:k": strings.Repeat("a", maxRequestText), "t:d": "2020-01-02"},
				{"t:k": repeated("ab", 40_000), "t:d": repeated("2019", 20_000)},
			} {
				request := map[string]any{"action": "a:" + strings.Repeat("a", 2000), "resource": strings.Repeat("*a", 1000), "context": context}
				if _, err := Evaluate(document, request); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := Grants(document, owner, ""); err != nil {
				t.Fatal(err)
			}
			if _, err := Allows(document, strings.Repeat("a*", 1000)); err != nil {
				t.Fatal(err)
			}
			if took := time.Since(started); took > 30*time.Second {
				t.Errorf("took %s", took)
			} else {
				t.Log(took)
			}
		})
	}
}
