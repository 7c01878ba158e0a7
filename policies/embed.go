// Package policies judges a snapshot: it loads controls written in Rego, evaluates them over the evidence of each account, and
// applies the soundness rule: a verdict that an unread call could change is NOT_AVAILABLE. It is the only package that imports OPA.
package policies

import "embed"

//go:embed controls lib profile standards schemas data tagging drill scenarios derived.json
var files embed.FS
