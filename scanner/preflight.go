package scanner

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
	"golang.org/x/sync/errgroup"

	"kijun/scanner/actions"
	"kijun/scanner/collect"
	"kijun/scanner/target"
)

// actionsACall are the actions that IAM is asked about at once.
const actionsACall = 100

// consult has IAM say, once a call in the account was denied or before (Limits.AskFirst), which of the operations that will be called the caller may: fewer calls are
// denied then, and what is allowed need not wait. role is the ARN of the role that the account is read by, if it is known.
func (s *scan) consult(in *entered, role string) {
	source := principal(in.Caller.ARN, role)
	if source == "" {
		return
	}
	s.gate.Consult(in.Caller.Account, func() map[string]collect.Verdict {
		needs := map[string][]string{} // operation -> actions
		names := map[string]bool{}
		for _, c := range s.all {
			details, chosen := s.o.Need[c.Key]
			if !chosen {
				continue
			}
			ops := c.Listing()
			for _, d := range c.Details {
				if slices.Contains(details, collect.OperationName(d.Operation)) {
					ops = append(ops, d.Operation)
				}
			}
			for _, op := range ops {
				needs[op], _, _ = actions.Lookup(op)
				for _, a := range needs[op] {
					names[a] = true
				}
			}
		}
		cfg := in.cfg.Copy()
		cfg.Region = target.GlobalRegion(in.Partition)
		client := iam.NewFromConfig(cfg)
		said := map[string]collect.Verdict{}
		var mu sync.Mutex
		var group errgroup.Group
		for part := range slices.Chunk(slices.Sorted(maps.Keys(names)), actionsACall) {
			group.Go(func() error {
				p := iam.NewSimulatePrincipalPolicyPaginator(client, &iam.SimulatePrincipalPolicyInput{PolicySourceArn: aws.String(source), ActionNames: part})
				for page, err := range collect.Pages(s.ends, p) {
					if err != nil {
						return err
					}
					mu.Lock()
					for _, r := range page.EvaluationResults {
						said[aws.ToString(r.EvalActionName)] = verdict(r)
					}
					mu.Unlock()
				}
				return nil
			})
		}
		if group.Wait() != nil {
			return nil // it may not be asked: then the calls tell
		}
		out := map[string]collect.Verdict{}
		for op, actions := range needs {
			for i, a := range actions {
				if v := said[a]; i == 0 || v > out[op] || v == collect.Unknown && out[op] == collect.Allows {
					out[op] = v
				}
			}
		}
		return out
	})
}

// verdict is what IAM says of an action. Where a condition asks for something that a simulation does not know, like the region, it says nothing.
func verdict(r types.EvaluationResult) collect.Verdict {
	switch {
	case r.EvalDecision == types.PolicyEvaluationDecisionTypeAllowed:
		return collect.Allows
	case len(r.MissingContextValues) > 0:
		return collect.Unknown
	case r.EvalDecision == types.PolicyEvaluationDecisionTypeExplicitDeny, r.OrganizationsDecisionDetail != nil && !r.OrganizationsDecisionDetail.AllowedByOrganizations:
		return collect.Denies
	}
	return collect.Lacks
}

// principal is the ARN of the user or role whose policies count for a caller, "" for one without, such as the root user.
func principal(caller, role string) string {
	id, err := arn.Parse(caller)
	if err != nil {
		return ""
	}
	kind, rest, _ := strings.Cut(id.Resource, "/")
	switch kind {
	case "user":
		return caller
	case "assumed-role":
		name, _, _ := strings.Cut(rest, "/")
		if strings.HasSuffix(role, "/"+name) {
			return role // it knows the role's path
		}
		return "arn:" + id.Partition + ":iam::" + id.AccountID + ":role/" + name
	}
	return ""
}
