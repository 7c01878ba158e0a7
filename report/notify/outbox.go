package notify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"kijun/report/files"
)

// Outbox is a folder in which notices wait until they are sent. Several runs may use it at once.
type Outbox struct{ Dir string }

// Letter is one notice on its way to one target.
type Letter struct {
	Target   string    `json:"target"`
	Written  time.Time `json:"written"`
	Attempts int       `json:"attempts"`
	Error    string    `json:"error,omitempty"` // of the last attempt
	Notice   *Notice   `json:"notice"`
	path     string
}

// stale is how long a letter may be in somebody's hands: after that its run has ended without putting it back.
const stale = 15 * time.Minute

const taken = ".sending"

var letterFile = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^letter-[0-9]{20}-[A-Za-z0-9_-]+\.json(\.sending)?$`)
})

// Put writes a letter. Once it returns, the notice survives the end of the process.
func (o *Outbox) Put(l *Letter) error {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return err
	}
	if l.path == "" {
		l.path = filepath.Join(o.Dir, fmt.Sprintf("letter-%020d-%s-%s.json", l.Written.UnixNano(), l.Target, l.Notice.ID))
	}
	raw, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return err
	}
	return files.ReplaceBytes(l.path, 0o600, raw)
}

// Waiting are the letters that nobody is sending, oldest first. unreadable are files that are no letters; they stay where they are.
func (o *Outbox) Waiting(now time.Time) (letters []*Letter, unreadable []string, err error) {
	entries, err := os.ReadDir(o.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		if !letterFile().MatchString(e.Name()) {
			continue
		}
		path := filepath.Join(o.Dir, e.Name())
		info, err := e.Info()
		if err != nil || strings.HasSuffix(path, taken) && now.Sub(info.ModTime()) < stale {
			continue // it is being sent, or was just now
		}
		raw, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		l := &Letter{path: path}
		if err != nil || json.Unmarshal(raw, l) != nil || l.Notice == nil || l.Notice.Schema != Schema || l.Target == "" {
			unreadable = append(unreadable, path)
			continue
		}
		letters = append(letters, l)
	}
	slices.SortStableFunc(letters, func(a, b *Letter) int { return a.Written.Compare(b.Written) })
	return letters, unreadable, nil
}

// take claims a letter, so that no other run sends it, too.
func (o *Outbox) take(l *Letter, now time.Time) bool {
	to := strings.TrimSuffix(l.path, taken) + taken
	if os.Rename(l.path, to) != nil {
		return false
	}
	l.path = to
	return os.Chtimes(to, now, now) == nil
}

// back puts a letter that could not be sent back, with what was answered.
func (o *Outbox) back(l *Letter) error {
	from := l.path
	l.path = strings.TrimSuffix(l.path, taken)
	if err := o.Put(l); err != nil {
		return err
	}
	return os.Remove(from)
}

// done removes a letter that was sent.
func (o *Outbox) done(l *Letter) error { return os.Remove(l.path) }

// run is a run that has begun.
type run struct {
	Began time.Time `json:"began"`
	Host  string    `json:"host"`
	PID   int       `json:"pid"`
}

// lost is how long a run of another machine may take: after that it is not coming back.
const lost = 24 * time.Hour

// Begin notes that a run began, and tells which earlier ones never ended: killed, or the machine with them. end takes the note away.
func (o *Outbox) Begin(now time.Time) (unfinished []time.Time, end func(), err error) {
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, nil, err
	}
	host, err := os.Hostname()
	if err != nil {
		host = ""
	}
	notes, err := filepath.Glob(filepath.Join(o.Dir, "run-*.json"))
	if err != nil {
		return nil, nil, err
	}
	for _, path := range notes {
		var r run
		raw, err := os.ReadFile(path)
		if err != nil || json.Unmarshal(raw, &r) != nil {
			continue
		}
		gone := now.Sub(r.Began) > lost
		if r.Host == host && r.PID != os.Getpid() {
			if p, err := os.FindProcess(r.PID); err != nil || errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
				gone = true
			}
		}
		if gone && os.Remove(path) == nil { // who removes it tells it
			unfinished = append(unfinished, r.Began)
		}
	}
	slices.SortFunc(unfinished, time.Time.Compare)
	raw, err := json.Marshal(run{now.UTC(), host, os.Getpid()})
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(o.Dir, fmt.Sprintf("run-%020d-%d.json", now.UnixNano(), os.Getpid()))
	return unfinished, func() { os.Remove(path) }, files.ReplaceBytes(path, 0o600, raw)
}
