package main

import (
	"kijun/scanner/snapshot"
)

// contents counts the elements and gaps of a snapshot.
func contents(path string) (elements, gaps int, err error) {
	r, err := snapshot.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer r.Close()
	m := r.Manifest()
	for _, e := range m.Entries {
		elements += e.Elements
	}
	return elements, len(m.Gaps), nil
}
