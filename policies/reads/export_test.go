package reads

import "github.com/open-policy-agent/opa/v1/ast"

// Coarse is Analyse for a control so deep that all it uses is looked into apart from its use.
func Coarse(c *ast.Compiler, pkg ast.Ref, cols Collections) *Facts { return analyse(c, pkg, cols, 0) }

// Mutate returns facts with every polarity changed by pol, and every condition of a body by cond, to see whether the brute force notices.
func (f *Facts) Mutate(pol func(field string, p int) int, conditions func(n int) bool) *Facts {
	out := *f
	n := 0
	mutate := func(bs []*branch) (out []*branch) {
		for _, b := range bs {
			c := &branch{outcomes: append([]outcome{}, b.outcomes...)}
			for _, r := range b.reads {
				r.pol = polarity(pol(r.field, int(r.pol)))
				c.reads = append(c.reads, r)
			}
			for i := range c.outcomes {
				c.outcomes[i].plans = nil
			}
			c.prepare()
			for i := range c.outcomes {
				for _, p := range c.outcomes[i].plans {
					for l := range p.levels {
						for k := range p.levels[l].cons {
							if n++; conditions != nil && conditions(n) {
								p.levels[l].cons[k] = condition{e: p.levels[l].e, path: []string{"nowhere"}, op: defined}
							}
						}
					}
				}
			}
			out = append(out, c)
		}
		return out
	}
	out.findings, out.subjects = mutate(f.findings), mutate(f.subjects)
	return &out
}
