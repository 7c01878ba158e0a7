// Command kijun audits AWS accounts read-only against BLEA, Secure Account and Security Hub's controls. See kijun help.
package main

import (
	"os"
	"runtime/debug"

	"kijun/cmd/kijun/ballast"
)

func main() {
	ballast.Drop()
	collectLess(400) // most of what a short run allocates is garbage, and collecting it costs a third of its time
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// collectLess lets the heap grow by percent before garbage is collected, unless the user has said otherwise.
func collectLess(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
