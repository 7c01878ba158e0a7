package builtins

import "strings"

// tri is a truth value that may stay open. The order makes "and" the minimum, "or" the maximum.
type tri int8

const (
	no tri = iota
	unknown
	yes
)

func (t tri) not() tri { return yes - t }

func truth(b bool) tri {
	if b {
		return yes
	}
	return no
}

// glob is a pattern of IAM: characters, and the two wildcards as negative runes, so that an escaped "${*}" stays a plain asterisk.
type glob []rune

const (
	anyRun rune = -1 // *: any characters, colons and slashes too, or none
	anyOne rune = -2 // ?: exactly one character
	fresh  rune = -3 // stands for a character that no pattern names
)

// maxInclusionStates bounds the subset construction of includes. Real patterns need some tens of states.
const maxInclusionStates = 4096

// matchWork bounds the character comparisons of one call, so that a hostile policy costs a fraction of a second and no more.
const matchWork = 20_000_000

func parseGlob(text string) glob {
	g := make(glob, 0, len(text))
	for _, r := range text {
		switch r {
		case '*':
			r = anyRun
		case '?':
			r = anyOne
		}
		g = append(g, r)
	}
	return g
}

// parseAction reads an action or a pattern of actions. Actions are matched without regard to case, and a lone "*" means "*:*".
func parseAction(text string) glob {
	if text != "" && strings.Trim(text, "*") == "" {
		text = "*:*"
	}
	return parseGlob(strings.ToLower(text))
}

func (g glob) hasWildcard() bool {
	for _, r := range g {
		if r == anyRun || r == anyOne {
			return true
		}
	}
	return false
}

// matcher compares patterns within a budget. When it is spent every further answer is unknown.
type matcher struct{ left int }

func newMatcher() *matcher { return &matcher{left: matchWork} }

// spend takes work from the budget and says whether it suffices.
func (m *matcher) spend(work int) bool {
	m.left -= work
	return m.left >= 0
}

func (m *matcher) spent() bool { return m.left < 0 }

// match is yes when pattern includes every string that request can be, no when they have none in common, unknown in between.
func (m *matcher) match(pattern, request glob) tri {
	if m.spent() {
		return unknown
	}
	for i := range min(len(pattern), len(request)) {
		if pattern[i] < 0 || request[i] < 0 {
			break
		}
		if pattern[i] != request[i] { // most patterns of a policy are for another service or resource
			m.spend(i + 1)
			return no
		}
	}
	if !m.spend((len(pattern) + 1) * (len(request) + 1)) {
		return unknown
	}
	switch {
	case !request.hasWildcard():
		return truth(pattern.accepts(request))
	case !overlaps(pattern, request):
		return no
	case m.includes(pattern, request):
		return yes
	}
	return unknown
}

// accepts matches a plain text with the greedy method: only the last star is ever tried again, which is enough and never exponential.
func (g glob) accepts(text glob) bool {
	p, t, star, resume := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(g) && g[p] == anyRun:
			star, resume = p, t
			p++
		case p < len(g) && (g[p] == anyOne || g[p] == text[t]):
			p++
			t++
		case star >= 0:
			resume++
			p, t = star+1, resume
		default:
			return false
		}
	}
	for p < len(g) && g[p] == anyRun {
		p++
	}
	return p == len(g)
}

// overlaps says whether some string matches both patterns.
func overlaps(a, b glob) bool {
	// row[j]: the first i tokens of a and the first j tokens of b can produce the same string.
	row := make([]bool, len(b)+1)
	row[0] = true
	for j, r := range b {
		row[j+1] = row[j] && r == anyRun
	}
	for _, ra := range a {
		diagonal := row[0]
		row[0] = row[0] && ra == anyRun
		for j, rb := range b {
			above := row[j+1]
			switch {
			case ra == anyRun, rb == anyRun:
				row[j+1] = above || row[j]
			default:
				row[j+1] = diagonal && (ra == rb || ra == anyOne || rb == anyOne)
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// canonical orders each group of wildcards as question marks, then at most one star. The language stays the same, and the star's
// loop is then the only choice a reader of the pattern has.
func (g glob) canonical() glob {
	out := make(glob, 0, len(g))
	star := false
	for _, r := range g {
		if r == anyRun {
			star = true
			continue
		}
		if star && r != anyOne {
			out = append(out, anyRun)
			star = false
		}
		out = append(out, r)
	}
	if star {
		out = append(out, anyRun)
	}
	return out
}

// includes says whether every string of inner matches outer. A character that outer does not name can only be taken by a wildcard
// of outer, which takes any other as well; so it is enough to read inner with such a character in the place of its wildcards, once
// for every number of repetitions that outer can tell apart. Beyond maxInclusionStates the answer is no, which callers read as unknown.
func (m *matcher) includes(outer, inner glob) bool {
	outer, inner = outer.canonical(), inner.canonical()
	type node struct {
		at  int // tokens of inner read
		set positions
	}
	start := make(positions, len(outer)/64+1)
	start.add(outer, 0)
	stack := []node{{0, start.pruned(outer)}}
	seen := map[string]bool{}
	visit := func(at int, set positions) {
		key := set.key(at)
		if !seen[key] {
			seen[key] = true
			stack = append(stack, node{at, set})
		}
	}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !m.spend(len(outer)+1) || len(seen) > maxInclusionStates {
			return false
		}
		switch {
		case n.set.empty():
			return false
		case n.at == len(inner):
			if !n.set.has(len(outer)) {
				return false
			}
		case inner[n.at] == anyRun:
			visit(n.at, n.set.step(outer, fresh))
			visit(n.at+1, n.set)
		case inner[n.at] == anyOne:
			visit(n.at+1, n.set.step(outer, fresh))
		default:
			visit(n.at+1, n.set.step(outer, inner[n.at]))
		}
	}
	return true
}

// positions is the set of places in a pattern that a reader may have reached, as bits.
type positions []uint64

func (p positions) has(i int) bool { return p[i/64]&(1<<(i%64)) != 0 }

// add enters place i, and the place behind it when i is a star, which may match nothing.
func (p positions) add(g glob, i int) {
	p[i/64] |= 1 << (i % 64)
	if i < len(g) && g[i] == anyRun {
		p.add(g, i+1)
	}
}

func (p positions) empty() bool {
	for _, word := range p {
		if word != 0 {
			return false
		}
	}
	return true
}

func (p positions) step(g glob, r rune) positions {
	next := make(positions, len(p))
	for i, token := range g {
		if !p.has(i) {
			continue
		}
		switch token {
		case anyRun:
			next.add(g, i)
		case anyOne, r:
			next.add(g, i+1)
		}
	}
	return next.pruned(g)
}

// pruned drops the places before the last star reached: whatever they accept, the star accepts too.
func (p positions) pruned(g glob) positions {
	for i := len(g) - 1; i >= 0; i-- {
		if g[i] == anyRun && p.has(i) {
			for j := range i {
				p[j/64] &^= 1 << (j % 64)
			}
			break
		}
	}
	return p
}

func (p positions) key(at int) string {
	b := make([]byte, 0, 8*len(p)+8)
	for _, word := range append(positions{uint64(at)}, p...) {
		for range 8 {
			b = append(b, byte(word))
			word >>= 8
		}
	}
	return string(b)
}
