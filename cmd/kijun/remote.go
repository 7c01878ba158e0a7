package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"kijun/policies"
	"kijun/scanner/bucket"
	"kijun/scanner/snapshot"
)

// remote says whether a snapshot lies in a bucket.
func remote(address string) bool { return strings.HasPrefix(address, "s3://") }

// shelf is where in a bucket snapshots lie: below an address that ends with a slash, or under the one name that the address ends in.
type shelf struct {
	*bucket.Bucket
	name string // of the one snapshot; empty: all that lie there
}

func openShelf(ctx context.Context, address, profile string) (*shelf, error) {
	folder, name := address, ""
	if !strings.HasSuffix(address, "/") {
		folder, name = address[:strings.LastIndexByte(address, '/')], address[strings.LastIndexByte(address, '/')+1:]
		if folder == "s3:/" || !strings.HasSuffix(name, ".zip") {
			return nil, usagef("%q is neither a snapshot in a bucket (s3://bucket/name.zip) nor a place for snapshots (s3://bucket/prefix/)", address)
		}
	}
	b, err := bucket.Open(ctx, folder, profile, version)
	if err != nil {
		return nil, err
	}
	return &shelf{b, name}, nil
}

// names are those of the snapshots.
func (s *shelf) names(ctx context.Context) ([]string, error) {
	if s.name != "" {
		return []string{s.name}, nil
	}
	all, err := s.List(ctx, "")
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(name string) bool { return path.Base(name) != name || !strings.HasSuffix(name, ".zip") }), nil
}

// fetch copies the snapshots into a folder, and gives their number.
func (s *shelf) fetch(ctx context.Context, dir string) (int, error) {
	names, err := s.names(ctx)
	if err != nil {
		return 0, err
	}
	for _, name := range names {
		if err := s.copy(ctx, name, filepath.Join(dir, name)); err != nil {
			return 0, err
		}
	}
	return len(names), nil
}

func (s *shelf) copy(ctx context.Context, name, to string) (err error) {
	in, err := s.Open(ctx, name)
	if err != nil {
		return usagef("%v", err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if closing := out.Close(); err == nil {
			err = closing
		}
	}()
	if _, err := io.Copy(out, in); err != nil {
		return usagef("%s could not be read to its end: %v", name, err)
	}
	return nil
}

// store copies a file to the bucket.
func (s *shelf) store(ctx context.Context, file, name string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	return s.Put(ctx, name, in)
}

// collectInto reads into a snapshot in a bucket. What is read of an account is there as soon as it is complete; the head, without which
// the others are not evaluated, comes last.
func (a *app) collectInto(ctx context.Context, set *policies.Set, r reach, governed []string, address string) (*snapshot.Manifest, error) {
	to, err := openShelf(ctx, address, r.profile)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "kijun-*")
	if err != nil {
		return nil, usagef("a temporary folder for the snapshot: %v", err)
	}
	defer os.RemoveAll(dir)
	if to.name != "" || !r.many() {
		file := filepath.Join(dir, "snapshot.zip")
		m, err := a.collectFile(ctx, set, r, governed, file)
		if err != nil {
			return nil, err
		}
		name := to.name
		if name == "" {
			name = m.Caller.Account + ".zip"
		}
		return m, to.store(ctx, file, name)
	}
	if r.resume {
		if _, err := to.fetch(ctx, dir); err != nil {
			return nil, err
		}
	}
	r.finished = func(file string) error { return to.store(ctx, file, filepath.Base(file)) }
	m, err := a.collectFile(ctx, set, r, governed, dir+"/")
	if err != nil {
		return nil, err
	}
	heads, err := filepath.Glob(filepath.Join(dir, "organization*.zip"))
	if err != nil {
		return nil, err
	}
	for _, head := range heads {
		if err := r.finished(head); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// local gives the snapshots at paths as files, those in a bucket as copies, which the caller removes with done.
func local(ctx context.Context, paths []string) (files []string, done func(), err error) {
	done = func() {}
	if !slices.ContainsFunc(paths, remote) {
		return paths, done, nil
	}
	dir, err := os.MkdirTemp("", "kijun-*")
	if err != nil {
		return nil, done, usagef("a temporary folder for the snapshots: %v", err)
	}
	done = func() { os.RemoveAll(dir) }
	for i, address := range paths {
		if !remote(address) {
			files = append(files, address)
			continue
		}
		from, err := openShelf(ctx, address, "")
		if err != nil {
			return nil, done, err
		}
		into := filepath.Join(dir, fmt.Sprint(i))
		if err := os.Mkdir(into, 0o700); err != nil {
			return nil, done, err
		}
		n, err := from.fetch(ctx, into)
		if err != nil {
			return nil, done, err
		}
		if n == 0 {
			return nil, done, usagef("%s: there is no snapshot", address)
		}
		files = append(files, into)
	}
	return files, done, nil
}
