package files

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "x")
	for _, text := range []string{"first", "second"} {
		if err := ReplaceBytes(path, 0o640, []byte(text)); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := os.ReadFile(path); err != nil || string(raw) != text || info.Mode().Perm() != 0o640 {
			t.Errorf("%q with %v, %v", raw, info.Mode(), err)
		}
	}
	broken := errors.New("half of it is missing")
	if err := Replace(path, 0o600, func(w io.Writer) error { return errors.Join(ignore(w.Write([]byte("half"))), broken) }); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	if raw, err := os.ReadFile(path); err != nil || string(raw) != "second" {
		t.Errorf("half a file took the place of a whole one: %q, %v", raw, err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if err := ReplaceBytes(filepath.Join(dir, "none", "x"), 0o600, nil); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

func ignore(_ int, err error) error { return err }

func TestReplaceWritesToDevices(t *testing.T) {
	before, err := os.Stat(os.DevNull)
	if err != nil {
		t.Skip(err)
	}
	if err := ReplaceBytes(os.DevNull, 0o600, []byte("x")); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(os.DevNull); err != nil || after.Mode() != before.Mode() {
		t.Errorf("the device became %v, %v", after.Mode(), err)
	}
}
