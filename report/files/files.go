// Package files writes files that appear whole or not at all.
package files

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Replace writes what fill gives beside the path and moves it there with the mode when all of it is on the disk; until then what was there
// stays. A device or a pipe is written to, for it must not become a file.
func Replace(path string, mode os.FileMode, fill func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(fill(f), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".kijun-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	if err := errors.Join(fill(f), f.Sync(), f.Close(), os.Chmod(f.Name(), mode)); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// ReplaceBytes is Replace with bytes.
func ReplaceBytes(path string, mode os.FileMode, data []byte) error {
	return Replace(path, mode, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
