package policies

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each control has steps, or says why a person mends it; not both.
func TestEveryControlIsMended(t *testing.T) {
	s, err := Load(Selection{})
	if err != nil {
		t.Fatal(err)
	}
	plans := regexp.MustCompile(`(?m)^plan contains `)
	for _, it := range s.items {
		text := string(it.text)
		if it.shape != nil {
			text = string(it.shape.text)
		}
		if has := plans.MatchString(text); has == (it.control.Manual != "") {
			t.Errorf("%s: plan %t, by hand %q: it needs one of the two (manual: %s)", it.control.ID, has, it.control.Manual, strings.Join(byHand, ", "))
		}
	}
}

// Each operation of a plan has its risk and its costs.
func TestEveryOperationIsKnown(t *testing.T) {
	sources, err := embedded(".")
	if err != nil {
		t.Fatal(err)
	}
	calls := regexp.MustCompile(`"service": "([a-z0-9-]+)",\s*"operation": "([A-Za-z0-9]+)"|call\(\s*"([a-z0-9-]+)",\s*"([A-Za-z0-9]+)"`)
	undo := regexp.MustCompile(`^(Delete|Disable|Stop|Remove|Disassociate|Cancel|Deregister|Schedule|BatchDisable|CreateDefaultVpc)`)
	seen := map[string]bool{}
	for _, src := range sources {
		if strings.HasSuffix(src.name, "_test.rego") {
			continue
		}
		for _, m := range calls.FindAllStringSubmatch(string(src.text), -1) {
			op := m[1] + m[3] + ":" + m[2] + m[4]
			if seen[op] = true; remedies[op].risk == "" && !undo.MatchString(m[2]+m[4]) {
				t.Errorf("%s: remedies does not know %s", src.name, op)
			}
		}
	}
	if len(seen) < 100 {
		t.Errorf("only %d operations were found", len(seen))
	}
	for _, op := range slices.Sorted(maps.Keys(remedies)) {
		for _, c := range remedies[op].costs {
			if !slices.Contains(Costs(), c) {
				t.Errorf("%s: there is no cost %s", op, c)
			}
		}
	}
}

func TestRisk(t *testing.T) {
	for _, tc := range []struct {
		ops  []string
		want Risk
	}{
		{nil, RiskNone},
		{[]string{"ec2:EnableEbsEncryptionByDefault"}, RiskDeploy},
		{[]string{"logs:CreateLogGroup", "s3:PutBucketPolicy", "sns:CreateTopic"}, RiskAccess},
		{[]string{"ec2:DeleteVpc", "ec2:DetachInternetGateway"}, RiskLoss},
		{[]string{"what:Ever"}, RiskRestart},
	} {
		var calls []Call
		for _, op := range tc.ops {
			service, operation, _ := strings.Cut(op, ":")
			calls = append(calls, Call{Service: service, Operation: operation})
		}
		if got := riskOf(calls); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.ops, got, tc.want)
		}
	}
}
