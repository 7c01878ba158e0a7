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

// heavyElement is what an element takes in memory at most, in bytes, with what the judgement of it makes and leaves.
const heavyElement = 11 << 10

// policiesHeap is what all compiled policies take in memory, in bytes, and as much garbage as may lie about beside them.
const policiesHeap = 155 << 20

// holdLess has garbage collected more often when the process comes near limit bytes, unless the user has said otherwise.
func holdLess(limit int64) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(limit)
	}
}

// collectLess lets the heap grow by percent before garbage is collected, unless the user has said otherwise.
func collectLess(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
