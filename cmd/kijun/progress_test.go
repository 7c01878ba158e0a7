package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"kijun/scanner"
	"kijun/scanner/snapshot"
)

// openPTY gives both ends of a terminal of 100 columns.
func openPTY(t *testing.T) (ours, theirs *os.File) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("terminals are made here as Linux does")
	}
	ours, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ours.Close() })
	if err := unix.IoctlSetPointerInt(int(ours.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(ours.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	theirs, err = os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { theirs.Close() })
	if err := unix.IoctlSetWinsize(int(theirs.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 100}); err != nil {
		t.Fatal(err)
	}
	return ours, theirs
}

// screen is what a terminal shows after what was written to it: enough of one for lines that are drawn and taken away.
func screen(written string) []string {
	lines, row, col := []string{""}, 0, 0
	for i := 0; i < len(written); i++ {
		switch {
		case strings.HasPrefix(written[i:], "\x1b[J"):
			lines[row] = lines[row][:min(col, len(lines[row]))]
			lines = lines[:row+1]
			i += 2
		case strings.HasPrefix(written[i:], "\x1b[A"):
			row--
			i += 2
		case written[i] == '\r':
			col = 0
		case written[i] == '\n':
			row++
			if row == len(lines) {
				lines = append(lines, "")
			}
		default:
			lines[row] = lines[row][:min(col, len(lines[row]))] + written[i:i+1]
			col++
		}
	}
	return lines
}

// TestProgressOnATerminal scans the example account with stderr on a terminal.
func TestProgressOnATerminal(t *testing.T) {
	for _, tc := range []struct {
		name  string
		env   []string
		args  []string
		shown bool
	}{
		{"a terminal", nil, nil, true},
		{"in Japanese, without colours", []string{"NO_COLOR=1"}, []string{"--lang", "ja"}, true},
		{"quiet", nil, []string{"--quiet"}, false},
		{"a terminal that cannot", []string{"TERM=dumb"}, nil, false},
		{"lines for machines", nil, []string{"--log-format", "json"}, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			ours, theirs := openPTY(t)
			cmd := exec.Command(binary(t), append([]string{"demo", "-o", "json"}, tc.args...)...)
			cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TERM=xterm", "LANG=C.UTF-8"}, tc.env...)
			var out bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, theirs
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			theirs.Close()
			written, _ := io.ReadAll(ours) // ends with an error when the terminal has no other end any more
			if err := cmd.Wait(); err != nil {
				t.Fatalf("%v\n%s", err, written)
			}
			text := string(written)
			if tc.shown != strings.Contains(text, "\x1b[J") {
				t.Errorf("drawn: %v, want %v\n%q", !tc.shown, tc.shown, text)
			}
			if regexp.MustCompile("\x1b\\[[0-9;]*m").MatchString(text) {
				t.Errorf("there are colours: %q", text)
			}
			left := strings.Join(screen(text), "\n")
			if strings.Contains(left, "collections,") || strings.Contains(left, "コレクション ") && !strings.Contains(left, "読み取りました") {
				t.Errorf("progress is left on the screen: %q", left)
			}
			if tc.shown && !regexp.MustCompile(`[0-9]+/[0-9]+|待`).MatchString(text) {
				t.Errorf("no numbers: %q", text)
			}
			if !json.Valid(out.Bytes()) {
				t.Error("progress reached the report")
			}
		})
	}
}

// With --log-format json there is a line at the end of each scan at least, on a terminal or not, with the numbers of the whole.
func TestProgressForMachines(t *testing.T) {
	got := kijun(t, []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "LANG=C.UTF-8"}, "demo", "-o", "json", "--log-format", "json")
	if got.status != exitOK {
		t.Fatal(got.stderr)
	}
	var last map[string]any
	for line := range strings.Lines(got.stderr) {
		var entry map[string]any
		if err := json.Unmarshal([]byte(line), &entry); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if entry["msg"] == "progress" {
			last = entry
		}
	}
	if last == nil {
		t.Fatalf("no line tells of progress:\n%s", got.stderr)
	}
	for _, name := range []string{"collections", "collections_of", "regions", "calls", "calls_per_second"} {
		if v, _ := last[name].(float64); v <= 0 {
			t.Errorf("%s is %v", name, last[name])
		}
	}
	if last["collections"] != last["collections_of"] || last["waiting"] != 0.0 {
		t.Errorf("at the end: %v", last)
	}
	if _, ok := last["throttled"].(float64); !ok {
		t.Errorf("throttled answers are not counted: %v", last)
	}
}

func TestProgressSaysWhatItWaitsFor(t *testing.T) {
	topics := scanner.Waiting{Account: "111122223333", Region: "eu-west-1", Key: "sns.topics"}
	all := scanner.Waiting{Account: snapshot.OrganizationSet, Region: "global", Key: "organizations.accounts"}
	for _, tc := range []struct {
		s             scanner.Status
		lang          string
		first, second string
	}{
		{scanner.Status{}, "en", "0/0 collections, 0 regions; 0 calls, 7/s, 0 throttled, 0 gaps", "waiting for the credentials and the list of accounts and regions"},
		{scanner.Status{Done: 3, Total: 9, Regions: 2, Calls: 40, Throttled: 5, Gaps: 1, Waiting: []scanner.Waiting{topics, all}}, "en",
			"3/9 collections, 2 regions; 40 calls, 7/s, 5 throttled, 1 gaps", "waiting for sns.topics of 111122223333 in eu-west-1, and 1 more"},
		{scanner.Status{Accounts: 4, Of: 50, Regions: 31, Calls: 400, Waiting: []scanner.Waiting{all}}, "en",
			"4/50 accounts, 31 regions; 400 calls, 7/s, 0 throttled, 0 gaps", "waiting for organizations.accounts of organization in global, and 0 more"},
		{scanner.Status{Total: 9, Held: 12, Waiting: []scanner.Waiting{topics}}, "en", "0/9 collections, 0 regions; 0 calls, 7/s, 0 throttled, 0 gaps", "waiting for the budget of denials: 12 calls"},
		{scanner.Status{Done: 9, Total: 9}, "en", "9/9 collections, 0 regions; 0 calls, 7/s, 0 throttled, 0 gaps", "writing the snapshot"},
		{scanner.Status{Done: 3, Total: 9, Regions: 2, Calls: 40, Throttled: 5, Gaps: 1, Waiting: []scanner.Waiting{topics}}, "ja",
			"コレクション 3/9、リージョン 2。呼び出し 40件（7件/秒）、スロットリング 5件、未取得 1件", "待機中: sns.topics（111122223333 の eu-west-1）、ほか 0件"},
	} {
		a := &app{}
		a.global.lang = tc.lang
		first, second := a.lines(tc.s, 7)
		if first != tc.first || second != tc.second {
			t.Errorf("%+v:\n%s\n%s", tc.s, first, second)
		}
	}
}

func TestPace(t *testing.T) {
	begin := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	p := pace{at: begin}
	for _, tc := range []struct {
		after time.Duration
		calls int
		want  float64
	}{
		{0, 0, 0}, {500 * time.Millisecond, 10, 20}, {time.Second, 30, 30}, {1500 * time.Millisecond, 90, 30}, {3 * time.Second, 130, 50}, {4 * time.Second, 130, 0},
	} {
		if got := p.of(tc.calls, begin.Add(tc.after)); got != tc.want {
			t.Errorf("after %v: %v, want %v", tc.after, got, tc.want)
		}
	}
}
