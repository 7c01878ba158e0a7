package policies

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// standardsDir is the folder within a folder of users' controls where their own standards lie.
const standardsDir = "standards"

var standardID = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,62}$`)

// ownStandards reads the standards of users: DIR/standards/*.yaml, in the form of the built-in ones. Their requirements name the controls
// that answer them, also built-in ones.
func ownStandards(dirs []string) ([]Standard, error) {
	var out []Standard
	for _, dir := range dirs {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return nil, &SelectionError{fmt.Sprintf("--policy %s: %v", dir, err)}
		}
		entries, err := fs.ReadDir(root.FS(), standardsDir)
		for _, e := range entries {
			if !yamlFile(e.Name()) {
				continue
			}
			var raw []byte
			if raw, err = root.ReadFile(path.Join(standardsDir, e.Name())); err != nil {
				break
			}
			s, bad := readStandard(filepath.Join(dir, standardsDir, e.Name()), raw)
			if bad != nil {
				root.Close()
				return nil, &SelectionError{bad.Error()}
			}
			out = append(out, s)
		}
		root.Close()
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, &SelectionError{fmt.Sprintf("--policy %s: %v", dir, err)}
		}
	}
	return out, nil
}

func yamlFile(name string) bool {
	return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}

// readStandard reads one standard of a user's. Its mistakes are told with the line, as far as YAML knows it.
func readStandard(name string, raw []byte) (Standard, error) {
	var s Standard
	dec := yaml.NewDecoder(bytes.NewReader(raw))
	dec.KnownFields(true)
	if err := dec.Decode(&s); err != nil {
		text := strings.ReplaceAll(strings.TrimPrefix(strings.TrimPrefix(err.Error(), "yaml: "), "unmarshal errors:\n  "), "\n  ", "; ")
		text = strings.NewReplacer(" in type policies.Standard", "", " in type policies.Requirement", "").Replace(text)
		return s, fmt.Errorf("%s: %s", name, text)
	}
	bad := func(word, format string, a ...any) error {
		line := 1
		if i := bytes.Index(raw, []byte(word)); i > 0 && word != "" {
			line += bytes.Count(raw[:i], []byte("\n"))
		}
		return Problem{name, line, 1, fmt.Sprintf(format, a...)}
	}
	base := filepath.Base(name)
	switch {
	case !standardID.MatchString(s.ID):
		return s, bad("id:", "id is %q; it must be of small letters, digits, - and full stops, like team-baseline", s.ID)
	case s.ID != strings.TrimSuffix(base, filepath.Ext(base)):
		return s, bad("id:", "id is %q; the file is named after it", s.ID)
	case s.Title.En == "" || s.Title.Ja == "":
		return s, bad("title:", "title needs en and ja")
	case len(s.Requirements) == 0:
		return s, bad("requirements:", "requirements are missing")
	}
	seen := map[string]bool{}
	for _, r := range s.Requirements {
		switch {
		case r.ID == "":
			return s, bad("requirements:", "a requirement has no id")
		case seen[r.ID]:
			return s, bad(r.ID, "the requirement %q is there twice", r.ID)
		case r.Title != nil && (r.Title.En == "" || r.Title.Ja == ""):
			return s, bad(r.ID, "the title of the requirement %q needs en and ja", r.ID)
		case r.Manual != nil && (r.Manual.En == "" || r.Manual.Ja == ""):
			return s, bad(r.ID, "manual of the requirement %q needs en and ja", r.ID)
		case r.Manual != nil && len(r.Controls) > 0:
			return s, bad(r.ID, "the requirement %q has controls and is for a person (manual); one or the other", r.ID)
		}
		seen[r.ID] = true
	}
	s.count()
	return s, nil
}

func (s *Standard) count() {
	s.Total, s.Manual = len(s.Requirements), 0
	for _, r := range s.Requirements {
		if r.Manual != nil {
			s.Manual++
		}
	}
}

// answered are the requirements of users' standards by control, in lower case: control -> standard -> requirements. there are all controls.
func answered(own []Standard, there []string) (map[string]map[string][]string, error) {
	out := map[string]map[string][]string{}
	for _, s := range own {
		for _, r := range s.Requirements {
			if err := known(fmt.Sprintf("control for requirement %s of the standard %s:", r.ID, s.ID), r.Answers(), there); err != nil {
				return nil, err
			}
			for _, id := range r.Answers() {
				id = strings.ToLower(id)
				if out[id] == nil {
					out[id] = map[string][]string{}
				}
				out[id][s.ID] = append(out[id][s.ID], r.ID)
			}
		}
	}
	return out, nil
}

// serve puts a control into the users' standards that name it.
func (c *Control) serve(by map[string]map[string][]string) {
	mine := by[strings.ToLower(c.ID)]
	if len(mine) == 0 {
		return
	}
	c.Standards = maps.Clone(c.Standards)
	if c.Standards == nil {
		c.Standards = map[string][]string{}
	}
	for id, numbers := range mine {
		for _, n := range numbers {
			if !slices.Contains(c.Standards[id], n) {
				c.Standards[id] = append(slices.Clone(c.Standards[id]), n)
			}
		}
	}
}
