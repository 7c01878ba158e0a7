package history

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kijun/report/files"
)

// Dir is a folder as a Store. It is made, for its owner alone, when something is put there.
type Dir string

// List are the files below a subfolder.
func (d Dir) List(_ context.Context, prefix string) ([]string, error) {
	if info, err := os.Stat(string(d)); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is not a folder", string(d))
	}
	entries, err := os.ReadDir(d.path(prefix))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
			out = append(out, prefix+e.Name())
		}
	}
	return out, nil
}

// Open opens a file.
func (d Dir) Open(_ context.Context, name string) (io.ReadCloser, error) {
	return os.Open(d.path(name))
}

// Put writes a file beside its place and then moves it there.
func (d Dir) Put(_ context.Context, name string, text io.ReadSeeker) error {
	path := d.path(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return files.Replace(path, 0o600, func(w io.Writer) error {
		_, err := io.Copy(w, text)
		return err
	})
}

// Delete removes a file.
func (d Dir) Delete(_ context.Context, name string) error {
	if err := os.Remove(d.path(name)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (d Dir) path(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }
