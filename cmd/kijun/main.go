// Command kijun audits AWS accounts read-only against BLEA, Secure Account and Security Hub's controls. See kijun help.
package main

import "os"

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
