// Package history keeps what each run found: a compressed result and a summary a run, in a folder or wherever a Store puts things. Runs
// write side by side without a lock, because each has names of its own and its summary is written last.
package history

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"kijun/policies"
	"kijun/report"
)

// Store keeps texts under names with slashes.
type Store interface {
	// List are the names that begin with prefix.
	List(ctx context.Context, prefix string) ([]string, error)
	// Open reads a text. The error for one that is not there is fs.ErrNotExist.
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	// Put writes a text, whole or not at all.
	Put(ctx context.Context, name string, text io.ReadSeeker) error
	// Delete removes a text; one that is not there is no error.
	Delete(ctx context.Context, name string) error
}

const (
	runs    = "runs/"
	results = "results/"
)

// form is the time in a name: names sort by it, and it needs no character that a file system or an address minds.
const form = "20060102T150405.000000000Z"

var nameForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9]{8}T[0-9]{6}\.[0-9]{9}Z-[0-9]{8}T[0-9]{6}\.[0-9]{9}Z-[0-9a-f]{8}$`)
})

// name is that of a run.
func name(at, written time.Time) string {
	var chance [4]byte
	rand.Read(chance[:]) // it never fails
	return at.UTC().Format(form) + "-" + written.UTC().Format(form) + "-" + hex.EncodeToString(chance[:])
}

// Keep says how much of a history stays. The zero value keeps all.
type Keep struct {
	Runs int
	Days int // before the evidence of the newest run
}

// fewest is how many runs always stay: two can be compared.
const fewest = 2

var keepForm = regexp.MustCompile(`^([1-9][0-9]{0,5})(d?)$`)

// ParseKeep reads "400" (runs) or "90d" (days).
func ParseKeep(text string) (Keep, error) {
	m := keepForm.FindStringSubmatch(text)
	if m == nil {
		return Keep{}, fmt.Errorf("%q is neither a number of runs like 400 nor of days like 90d", text)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return Keep{}, err
	}
	if m[2] == "d" {
		return Keep{Days: n}, nil
	}
	return Keep{Runs: n}, nil
}

// Runs are the summaries of a history, oldest first, and what of it could not be read, a line each. A run that is removed meanwhile is
// left out.
func Runs(ctx context.Context, s Store) ([]report.Run, []string, error) {
	names, err := s.List(ctx, runs)
	if err != nil {
		return nil, nil, err
	}
	slices.Sort(names)
	list := make([]*report.Run, len(names))
	problems := make([]string, len(names))
	var wait sync.WaitGroup
	slots := make(chan struct{}, 16)
	for i, n := range names {
		id, ok := strings.CutSuffix(strings.TrimPrefix(n, runs), ".json")
		if !ok || !nameForm().MatchString(id) {
			continue // not of a run
		}
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			r, err := summary(ctx, s, id)
			switch {
			case err == nil:
				list[i] = r
			case !errors.Is(err, fs.ErrNotExist):
				problems[i] = fmt.Sprintf("the run %s cannot be read: %v", id, err)
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, context.Cause(ctx)
	}
	var out []report.Run
	for _, r := range list {
		if r != nil {
			out = append(out, *r)
		}
	}
	return out, slices.DeleteFunc(problems, func(p string) bool { return p == "" }), nil
}

// mostSummary is how many bytes a summary may have: a history may lie where others write, too.
const mostSummary = 1 << 20

func summary(ctx context.Context, s Store, id string) (*report.Run, error) {
	in, err := s.Open(ctx, runs+id+".json")
	if err != nil {
		return nil, err
	}
	defer in.Close()
	raw, err := io.ReadAll(io.LimitReader(in, mostSummary+1))
	if err != nil {
		return nil, err
	}
	var r report.Run
	switch {
	case len(raw) > mostSummary:
		return nil, errors.New("it is too large for a summary")
	case json.Unmarshal(raw, &r) != nil:
		return nil, errors.New("it is not the summary of a run")
	case r.Schema != report.RunSchema:
		return nil, fmt.Errorf("its schema is %q, not %q", r.Schema, report.RunSchema)
	case r.Name != id:
		return nil, errors.New("it is the summary of another run")
	}
	return &r, nil
}

// Source reads the result of a run.
func Source(ctx context.Context, s Store, r report.Run) report.Source {
	return func(each func(*policies.Finding) error) (report.Head, error) {
		in, err := s.Open(ctx, results+r.Name+".json.gz")
		if err != nil {
			return report.Head{}, fmt.Errorf("the result of the run %s: %w", r.Name, err)
		}
		defer in.Close()
		sum := sha256.New()
		tee := io.TeeReader(in, sum)
		head, err := report.ReadSource(tee, each)
		if err != nil {
			return head, fmt.Errorf("the result of the run %s: %w", r.Name, err)
		}
		if _, err := io.Copy(io.Discard, tee); err != nil {
			return head, fmt.Errorf("the result of the run %s: %w", r.Name, err)
		}
		if got := hex.EncodeToString(sum.Sum(nil)); got != r.SHA256 {
			return head, fmt.Errorf("the result of the run %s is not the one that was written: its SHA-256 is %s, not %s", r.Name, got, r.SHA256)
		}
		return head, nil
	}
}

// Before is the newest run that a result with this summary can be compared with: of the same accounts and controls, else with an account in
// common; never one of later evidence, nor one that was stopped. runs are oldest first.
func Before(list []report.Run, now report.Run) (report.Run, bool) {
	for _, fits := range []func(report.Run) bool{now.Like, now.Shares} {
		for _, r := range slices.Backward(list) {
			if r.Name != now.Name && !r.At.After(now.At) && !r.Incomplete && fits(r) {
				return r, true
			}
		}
	}
	return report.Run{}, false
}

// Earlier are the runs like a result, up to its time, oldest first: its trend. At most the last most of them.
func Earlier(list []report.Run, now report.Run, most int) []report.Run {
	var out []report.Run
	for _, r := range list {
		if r.Name != now.Name && !r.At.After(now.At) && r.Like(now) {
			out = append(out, r)
		}
	}
	return out[max(0, len(out)-most):]
}

// Write keeps a result and its summary, and removes what need not be kept. written is the time of now. What could not be removed is no error
// of the run: it is told, a line each.
func Write(ctx context.Context, s Store, rep *report.Report, r report.Run, written time.Time, keep Keep) (report.Run, []string, error) {
	r.Name, r.Written = name(r.At, written), written.UTC()
	f, err := os.CreateTemp("", "kijun-result-*")
	if err != nil {
		return r, nil, err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	sum := sha256.New()
	z := gzip.NewWriter(io.MultiWriter(f, sum))
	if err := errors.Join(report.JSON(z, rep, report.Options{}), z.Close()); err != nil {
		return r, nil, err
	}
	r.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if r.Bytes, err = f.Seek(0, io.SeekEnd); err != nil {
		return r, nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return r, nil, err
	}
	raw, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return r, nil, err
	}
	if err := s.Put(ctx, results+r.Name+".json.gz", f); err != nil {
		return r, nil, err
	}
	if err := s.Put(ctx, runs+r.Name+".json", bytes.NewReader(append(raw, '\n'))); err != nil {
		return r, nil, err
	}
	if keep == (Keep{}) {
		return r, nil, nil
	}
	return r, prune(ctx, s, keep), nil
}

// prune removes runs, the summary first: what has one is whole.
func prune(ctx context.Context, s Store, keep Keep) []string {
	list, problems, err := Runs(ctx, s)
	if err != nil {
		return []string{fmt.Sprintf("old runs could not be removed: %v", err)}
	}
	for i, r := range list {
		left := len(list) - i // with this one
		old := keep.Runs > 0 && left > keep.Runs || keep.Days > 0 && r.At.Before(list[len(list)-1].At.AddDate(0, 0, -keep.Days))
		if !old || left <= fewest {
			continue
		}
		for _, n := range []string{runs + r.Name + ".json", results + r.Name + ".json.gz"} {
			if err := s.Delete(ctx, n); err != nil {
				problems = append(problems, fmt.Sprintf("%s could not be removed: %v", n, err))
				break
			}
		}
	}
	return problems
}
