package policies

import (
	"os"
	"strings"
	"fmt"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"kijun/policies/reads"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

func TestZZ(t *testing.T) {
	sel := Selection{}
	if c := os.Getenv("ZZ"); c != "" {
		sel.Controls = strings.Split(c, ",")
	}
	s, err := Load(sel)
	if err != nil {
		t.Fatal(err)
	}
	type one struct {
		d time.Duration
		s string
	}
	var all []one
	begin := cpu()
	dump := os.Getenv("ZZDUMP")
	var out strings.Builder
	for _, it := range s.items {
		a := cpu()
		f := reads.Analyse(it.compiler, ast.MustParseRef(it.control.Package), it.collections)
		d := cpu() - a
		all = append(all, one{d, it.control.ID})
		if dump != "" {
			fmt.Fprintf(&out, "## %s\n", it.control.ID)
			keys := func(m map[string]*reads.Use) {
				var ks []string
				for k, u := range m {
					var fs []string
					for x := range u.Fields {
						fs = append(fs, x)
					}
					slices.Sort(fs)
					ks = append(ks, fmt.Sprint(k, u.Whole, u.Listing, fs))
				}
				slices.Sort(ks)
				for _, k := range ks {
					fmt.Fprintln(&out, k)
				}
			}
			keys(f.Uses)
			fmt.Fprintln(&out, "plan")
			keys(f.Plan)
			for _, p := range f.Problems {
				fmt.Fprintln(&out, p)
			}
			if os.Getenv("ZZDESC") != "" {
				for _, l := range f.Describe() {
					fmt.Fprintln(&out, l)
				}
			}
		}
	}
	fmt.Println("total", cpu()-begin)
	slices.SortFunc(all, func(a, b one) int { return int(b.d - a.d) })
	for _, o := range all[:min(12, len(all))] {
		fmt.Println(o.d, o.s)
	}
	if dump != "" {
		os.WriteFile(dump, []byte(out.String()), 0o644)
	}
}
