// Command genschema writes the schemas of all collections into the folder that it is given, and removes what no collector makes.
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"kijun/scanner"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "genschema:", err)
		os.Exit(4)
	}
}

func run(dir string) error {
	schemas, err := scanner.Schemas()
	if err != nil {
		return err
	}
	old, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	for _, name := range old {
		if _, ok := schemas[filepath.Base(name)]; !ok {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	for name, raw := range schemas {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o644); err != nil {
			return err
		}
	}
	return nil
}
