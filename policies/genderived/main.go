// Command genderived prints policies/derived.json: what each built-in control reads.
package main

import (
	"fmt"
	"os"

	"kijun/policies"
)

func main() {
	raw, err := policies.Derived()
	if err != nil {
		fmt.Fprintln(os.Stderr, "genderived:", err)
		os.Exit(4)
	}
	os.Stdout.Write(raw)
}
