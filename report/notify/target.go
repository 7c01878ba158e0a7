package notify

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/mail"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"gopkg.in/yaml.v3"

	"kijun/policies"
	"kijun/scanner/snapshot"
)

// Config is notify: of kijun.yaml.
type Config struct {
	// Outbox is the folder where messages wait that could not be sent.
	Outbox string `yaml:"outbox"`
	// Link is an address where the whole result can be read; ${NAME} stands for a variable of the environment.
	Link    string            `yaml:"link"`
	Targets map[string]Target `yaml:"targets"`
}

// The types of targets.
const (
	Slack   = "slack"
	Webhook = "webhook"
	SMTP    = "smtp"
	SES     = "ses"
	SNS     = "sns"
)

// The times when a target is told.
const (
	OnChanges = "changes"
	Always    = "always"
)

// Target is one place where notices go, as the configuration says it.
type Target struct {
	Type        string        `yaml:"type"`
	When        string        `yaml:"when"`         // changes (the default) or always
	MinSeverity string        `yaml:"min_severity"` // of the changes that are told; empty: all
	Lang        string        `yaml:"lang"`         // en or ja; empty: the run's
	Timeout     time.Duration `yaml:"timeout"`      // of one attempt; 0 means ten seconds
	URL         Secret        `yaml:"url"`          // of slack and webhook
	HMACSecret  Secret        `yaml:"hmac_secret"`  // of webhook: signs what is sent
	Topic       string        `yaml:"topic"`        // of sns: its ARN
	Region      string        `yaml:"region"`       // of ses; empty: the caller's
	Server      string        `yaml:"server"`       // of smtp: host:port
	TLS         string        `yaml:"tls"`          // of smtp: starttls (the default), implicit, none
	User        string        `yaml:"user"`         // of smtp
	Password    Secret        `yaml:"password"`     // of smtp
	From        string        `yaml:"from"`         // of smtp and ses
	To          []string      `yaml:"to"`           // of smtp and ses
}

// Secret is a value that does not stand in the configuration: it is read from the environment or from a file.
type Secret struct{ Env, File, plain string }

// UnmarshalYAML reads {env: NAME} or {file: PATH}. A plain text is kept, for an address that is no secret.
func (s *Secret) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		s.plain = n.Value
		return nil
	}
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: it must be {env: NAME} or {file: PATH}", n.Line)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key, value := n.Content[i], n.Content[i+1]; key.Value {
		case "env":
			s.Env = value.Value
		case "file":
			s.File = value.Value
		default:
			return fmt.Errorf("line %d: field %s not found; it must be {env: NAME} or {file: PATH}", key.Line, key.Value)
		}
	}
	if (s.Env == "") == (s.File == "") {
		return fmt.Errorf("line %d: it must be {env: NAME} or {file: PATH}", n.Line)
	}
	return nil
}

func (s Secret) given() bool { return s.Env != "" || s.File != "" || s.plain != "" }

// maxSecret is more than any password or address has.
const maxSecret = 64 << 10

// value reads the secret. An error names where it was looked for, never what was there.
func (s Secret) value() (string, error) {
	switch {
	case s.Env != "":
		if v := os.Getenv(s.Env); v != "" {
			return v, nil
		}
		return "", fmt.Errorf("the environment variable %s is not set", s.Env)
	case s.File != "":
		info, err := os.Stat(s.File)
		if err != nil {
			return "", err
		}
		if info.Size() > maxSecret {
			return "", fmt.Errorf("%s has %d bytes, which is no secret", s.File, info.Size())
		}
		raw, err := os.ReadFile(s.File)
		if err != nil {
			return "", err
		}
		v := strings.TrimRight(string(raw), "\r\n")
		if v == "" {
			return "", fmt.Errorf("%s is empty", s.File)
		}
		return v, nil
	}
	return s.plain, nil
}

var (
	topicARN = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^arn:aws[a-z-]*:sns:([a-z]{2,4}(?:-[a-z]+)+-[0-9]{1,2}):[0-9]{12}:[A-Za-z0-9_.-]{1,256}$`)
	})
	targetName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`) })
)

// fields are the keys that each type takes besides those that all take; those with ! are needed.
var fields = map[string][]string{
	Slack:   {"!url"},
	Webhook: {"!url", "!hmac_secret"},
	SNS:     {"!topic"},
	SES:     {"!from", "!to", "region"},
	SMTP:    {"!server", "!from", "!to", "tls", "user", "password"},
}

// Check says what is wrong with the configuration, without reading secrets.
func (c Config) Check() error {
	for _, name := range slices.Sorted(maps.Keys(c.Targets)) {
		if !targetName().MatchString(name) {
			return fmt.Errorf("notify: %q is not a name of a target: letters, digits, - and _", name)
		}
		if err := c.Targets[name].check(); err != nil {
			return fmt.Errorf("notify: target %s: %w", name, err)
		}
	}
	if c.Link != "" {
		if u, err := url.Parse(os.Expand(c.Link, func(string) string { return "x" })); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
			return fmt.Errorf("notify: link is %q; it must be an address like https://ci.example.com/runs/${RUN_ID}", c.Link)
		}
	}
	return nil
}

func (t Target) check() error {
	takes, ok := fields[t.Type]
	if !ok {
		return fmt.Errorf("type is %q; it must be one of %s", t.Type, strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
	}
	has := map[string]bool{"url": t.URL.given(), "hmac_secret": t.HMACSecret.given(), "topic": t.Topic != "", "region": t.Region != "", "server": t.Server != "", "tls": t.TLS != "",
		"user": t.User != "", "password": t.Password.given(), "from": t.From != "", "to": len(t.To) > 0}
	for _, name := range slices.Sorted(maps.Keys(has)) {
		needed := slices.Contains(takes, "!"+name)
		switch {
		case needed && !has[name]:
			return fmt.Errorf("a target of type %s needs %s", t.Type, name)
		case has[name] && !needed && !slices.Contains(takes, name):
			return fmt.Errorf("a target of type %s takes no %s", t.Type, name)
		}
	}
	if t.When != "" && t.When != OnChanges && t.When != Always {
		return fmt.Errorf("when is %q; it must be %s or %s", t.When, OnChanges, Always)
	}
	if t.MinSeverity != "" && !slices.Contains(policies.Severities(), strings.ToUpper(t.MinSeverity)) {
		return fmt.Errorf("min_severity is %q; it must be one of %s", t.MinSeverity, strings.Join(policies.Severities(), ", "))
	}
	if t.Lang != "" && t.Lang != "en" && t.Lang != "ja" {
		return fmt.Errorf("lang is %q; it must be en or ja", t.Lang)
	}
	if t.Timeout < 0 || t.Timeout > 5*time.Minute {
		return errors.New("timeout must be above zero and at most five minutes")
	}
	if t.Type == Slack && t.URL.plain != "" {
		return errors.New("the url of a webhook of Slack lets anybody post: give it as {env: NAME} or {file: PATH}")
	}
	if t.HMACSecret.plain != "" || t.Password.plain != "" {
		return errors.New("a secret does not stand in the configuration: give it as {env: NAME} or {file: PATH}")
	}
	if t.URL.plain != "" {
		u, err := address(t.URL.plain)
		if err != nil {
			return err
		}
		if u.User != nil || u.RawQuery != "" {
			return errors.New("the url holds a login or a query, which may be secret: give it as {env: NAME} or {file: PATH}")
		}
	}
	if t.Topic != "" && !topicARN().MatchString(t.Topic) {
		return fmt.Errorf("topic is %q; it must be the ARN of a topic of SNS", t.Topic)
	}
	if t.Region != "" && !snapshot.IsRegion(t.Region) {
		return fmt.Errorf("region is %q; it must be a name like ap-northeast-1", t.Region)
	}
	if t.Server != "" {
		if host, port, err := net.SplitHostPort(t.Server); err != nil || host == "" || port == "" {
			return fmt.Errorf("server is %q; it must be host:port, like smtp.example.com:587", t.Server)
		}
	}
	if t.TLS != "" && !slices.Contains([]string{"starttls", "implicit", "none"}, t.TLS) {
		return fmt.Errorf("tls is %q; it must be starttls, implicit or none", t.TLS)
	}
	if (t.User != "") != t.Password.given() {
		return errors.New("user and password belong together")
	}
	if t.User != "" && t.TLS == "none" {
		return errors.New("a password is not sent without encryption: leave tls out, or user and password")
	}
	if t.From != "" {
		if _, err := mail.ParseAddress(t.From); err != nil {
			return fmt.Errorf("from is %q, which is no address of mail", t.From)
		}
	}
	for _, to := range t.To {
		if _, err := mail.ParseAddress(to); err != nil {
			return fmt.Errorf("to has %q, which is no address of mail", to)
		}
	}
	return nil
}

// address reads a webhook's address. What is sent tells where an account is weak, so it goes encrypted, or not further than this machine.
func address(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		return nil, errors.New("the url is no address like https://hooks.example.com/path")
	}
	if u.Scheme == "https" {
		return u, nil
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return u, nil
	}
	return nil, fmt.Errorf("the url begins with %s://; messages go over https", u.Scheme)
}
