package builtins

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"
)

// policySeeds are documents of the shapes that AWS stores, as text.
func policySeeds(f *testing.F) []string {
	var seeds []string
	for _, document := range bleaPolicies(f) {
		text, err := json.Marshal(document)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, string(text))
	}
	return append(seeds,
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SNS:*","Resource":"*","Condition":{"StringEquals":{"AWS:SourceOwner":"111122223333"}}}]}`,
		`{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["444455556666"]},"NotAction":"s3:*","NotResource":"arn:aws:s3:::b/${aws:username, 'x'}/*"}}`,
		`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Condition":{"ForAllValues:StringLikeIfExists":{"aws:TagKeys":["a*","${*}?"]},"IpAddress":{"aws:SourceIp":["10.0.0.0/8"]},"Null":{"k":true},"NumericLessThan":{"s3:max-keys":10},"DateGreaterThan":{"aws:CurrentTime":"2020-01-01"},"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}}]}`,
		`{"Statement":[]}`, `{}`, `[]`, `null`, `"x"`, `{"Statement":[1]}`)
}

// The closed shape, whatever comes in; and the same for a document and its text.
func FuzzStatements(f *testing.F) {
	for _, seed := range policySeeds(f) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := Statements(text)
		if _, errGrants := Grants(text, owner, "o-mine"); (err == nil) != (errGrants == nil) {
			t.Fatalf("Statements: %v, Grants: %v", err, errGrants)
		}
		if err != nil {
			return
		}
		for i, s := range got {
			if len(s) != 10 || s["index"] != i {
				t.Fatalf("statement %d: %v", i, s)
			}
			if s["effect"] != "Allow" && s["effect"] != "Deny" {
				t.Fatalf("effect %v", s["effect"])
			}
		}
		var decoded any
		if err := json.Unmarshal([]byte(text), &decoded); err != nil {
			return // numbers out of range
		}
		if _, err := Statements(decoded); err != nil {
			t.Fatalf("as text it is a policy, decoded: %v", err)
		}
		if _, err := AdminStatements(decoded); err != nil {
			t.Fatal(err)
		}
		plain(t, got)
	})
}

func FuzzEvaluate(f *testing.F) {
	requests := []string{
		`{"action":"s3:GetObject","resource":"arn:aws:s3:::trail-logs/*","context":{"aws:SecureTransport":"false"}}`,
		`{"action":"sns:Publish","principal":{"type":"Service","value":"events.amazonaws.com"}}`,
		`{"action":"kms:*","principal":{"type":"AWS","value":"arn:aws:sts::444455556666:assumed-role/a/b"},"absent":["aws:TagKeys","k"]}`,
		`{"action":"*","principal":{"type":"*anonymous*"},"context":{"aws:username":["a","b"],"s3:max-keys":3}}`,
	}
	for i, seed := range policySeeds(f) {
		f.Add(seed, requests[i%len(requests)], seed)
	}
	f.Fuzz(func(t *testing.T, text, requestText, moreText string) {
		var document, more, request map[string]any
		if json.Unmarshal([]byte(text), &document) != nil || json.Unmarshal([]byte(moreText), &more) != nil ||
			json.Unmarshal([]byte(requestText), &request) != nil {
			return
		}
		started := time.Now()
		before, err := Evaluate(document, request)
		if took := time.Since(started); took > 10*time.Second {
			t.Fatalf("took %s", took)
		}
		if err != nil {
			return
		}
		decision, possible := before["decision"].(string), before["possible"].([]string)
		if len(possible) == 0 || (len(possible) == 1) != (decision == possible[0]) {
			t.Fatalf("decision %s of %v", decision, possible)
		}
		again, err := Evaluate(document, request)
		if err != nil || !reflect.DeepEqual(before, again) {
			t.Fatalf("not the same twice: %v, %v, %v", before, again, err)
		}
		statements, err := statementList(document)
		if err != nil {
			t.Fatal(err)
		}
		added, err := statementList(more)
		if err != nil {
			return
		}
		for _, item := range added {
			extra, ok := item.(map[string]any)
			if !ok {
				return
			}
			for _, effect := range []string{"Allow", "Deny"} {
				extra["Effect"] = effect
				wider := map[string]any{"Version": document["Version"], "Statement": append(slices.Clone(statements), any(extra))}
				after, err := Evaluate(wider, request)
				if err != nil {
					break
				}
				got, outcomes := after["decision"].(string), after["possible"].([]string)
				switch {
				case effect == "Deny" && slices.Contains(outcomes, "allow") && !slices.Contains(possible, "allow"):
					t.Fatalf("a Deny makes an allow possible: %v, then %v", before, after)
				case effect == "Deny" && got == "allow" && decision != "allow":
					t.Fatalf("a Deny turns %s into allow", decision)
				case effect == "Deny" && decision == "deny" && got != "deny":
					t.Fatalf("a Deny turns deny into %s", got)
				case effect == "Allow" && (decision == "allow" || decision == "deny") && got != decision:
					t.Fatalf("an Allow turns %s into %s", decision, got)
				case effect == "Allow" && slices.Contains(outcomes, "deny") != slices.Contains(possible, "deny"):
					t.Fatalf("an Allow changes what is denied: %v, then %v", before, after)
				}
			}
		}
	})
}
