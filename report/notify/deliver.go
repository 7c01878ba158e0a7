package notify

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"
)

// Office sends notices.
type Office struct {
	Config  Config
	Names   []string // of the targets to use; none means all
	Outbox  Outbox
	Version string // of kijun, for the user agent
	// AWS makes the senders of the types sns and ses.
	AWS func(ctx context.Context, t Target) (Sender, error)
	Now func() time.Time
	// Sleep waits between attempts; nil means the clock.
	Sleep func(context.Context, time.Duration) error
	// Attempts is how often a notice is tried in one run; 0 means 4.
	Attempts int

	senders map[string]Sender
}

// Open checks the names, reads the secrets and makes the senders. Its errors are the user's to mend.
func (o *Office) Open(ctx context.Context) error {
	if err := o.Config.Check(); err != nil {
		return err
	}
	names := slices.Sorted(maps.Keys(o.Config.Targets))
	for _, name := range o.Names {
		if !slices.Contains(names, name) {
			there := "none"
			if len(names) > 0 {
				there = strings.Join(names, ", ")
			}
			return fmt.Errorf("notify: there is no target %q; there are %s", name, there)
		}
	}
	if len(o.Names) > 0 {
		names = o.Names
	}
	o.senders = map[string]Sender{}
	for _, name := range names {
		s, err := o.sender(ctx, o.Config.Targets[name])
		if err != nil {
			return fmt.Errorf("notify: target %s: %w", name, err)
		}
		o.senders[name] = s
	}
	return nil
}

func (o *Office) sender(ctx context.Context, t Target) (Sender, error) {
	switch t.Type {
	case Slack, Webhook:
		text, err := t.URL.value()
		if err != nil {
			return nil, fmt.Errorf("url: %w", err)
		}
		if _, err := address(text); err != nil {
			return nil, err
		}
		p := &poster{url: text, content: slackBody(t.Lang), agent: "kijun/" + o.Version, now: o.Now, client: noRedirects()}
		if t.Type == Webhook {
			p.content = webhookBody
			if p.secret, err = t.HMACSecret.value(); err != nil {
				return nil, fmt.Errorf("hmac_secret: %w", err)
			}
		}
		return p, nil
	case SMTP:
		m := &mailer{server: t.Server, security: t.TLS, user: t.User, from: t.From, to: t.To, lang: t.Lang}
		if t.Password.given() {
			var err error
			if m.password, err = t.Password.value(); err != nil {
				return nil, fmt.Errorf("password: %w", err)
			}
		}
		return m, nil
	}
	return o.AWS(ctx, t)
}

// Unsent is a notice that waits in the outbox because it could not be sent.
type Unsent struct{ Target, Why string }

// Deliver sends what waits in the outbox, oldest first, and then this notice, to each target that wants it. A notice is in the outbox
// before it is tried, so it is lost neither by a failure nor by the end of the process; it may arrive twice, with the same ID. The error is
// an outbox that cannot be used.
func (o *Office) Deliver(ctx context.Context, n *Notice) (sent int, unsent []Unsent, err error) {
	names := slices.Sorted(maps.Keys(o.senders))
	var errs []error
	if n != nil {
		n.LinkTo(os.Expand(o.Config.Link, os.Getenv))
		for i, name := range names {
			t := o.Config.Targets[name]
			mine := n.Least(strings.ToUpper(t.MinSeverity))
			if mine.Silent() && t.When != Always {
				continue
			}
			written := o.Now().UTC().Add(time.Duration(i)) // no two files have the same name
			if err := o.Outbox.Put(&Letter{Target: name, Written: written, Notice: mine}); err != nil {
				// it cannot be kept, but perhaps it can be sent
				if why := o.try(ctx, o.senders[name], t, mine); why != nil {
					errs = append(errs, fmt.Errorf("the notice for %s could neither be sent (%v) nor be kept: %w", name, why.Why, err))
				} else {
					sent++
				}
			}
		}
	}
	letters, unreadable, err := o.Outbox.Waiting(o.Now())
	if err != nil {
		errs = append(errs, fmt.Errorf("the outbox cannot be read: %w", err))
	}
	for _, path := range unreadable {
		errs = append(errs, fmt.Errorf("%s is no notice that this kijun can read", path))
	}
	stopped := map[string]string{} // targets that do not answer now: they are not tried with every letter
	for _, l := range letters {
		s, ok := o.senders[l.Target]
		if !ok {
			if _, known := o.Config.Targets[l.Target]; !known {
				unsent = append(unsent, Unsent{l.Target, "there is no such target in the configuration any more"})
			}
			continue
		}
		if why, ok := stopped[l.Target]; ok {
			unsent = append(unsent, Unsent{l.Target, why})
			continue
		}
		if !o.Outbox.take(l, o.Now()) {
			continue // another run has it
		}
		why := o.try(ctx, s, o.Config.Targets[l.Target], l.Notice)
		if why == nil {
			sent++
			if err := o.Outbox.done(l); err != nil {
				errs = append(errs, fmt.Errorf("a notice was sent and cannot be taken out of the outbox: %w", err))
			}
			continue
		}
		l.Attempts++
		l.Error = why.Why
		if err := o.Outbox.back(l); err != nil {
			errs = append(errs, fmt.Errorf("the outbox cannot be written: %w", err))
		}
		unsent = append(unsent, Unsent{l.Target, why.Why})
		if !why.Final {
			stopped[l.Target] = why.Why
		}
	}
	return sent, unsent, errors.Join(errs...)
}

const (
	attempts    = 4
	perAttempt  = 10 * time.Second
	firstPause  = time.Second
	longestWait = 30 * time.Second
)

// try sends a notice, with attempts and pauses between them. nil means that it arrived.
func (o *Office) try(ctx context.Context, s Sender, t Target, n *Notice) *Failure {
	most := o.Attempts
	if most <= 0 {
		most = attempts
	}
	limit := t.Timeout
	if limit == 0 {
		limit = perAttempt
	}
	pause := firstPause
	for i := 1; ; i++ {
		one, cancel := context.WithTimeout(ctx, limit)
		err := s.Send(one, n)
		cancel()
		if err == nil {
			return nil
		}
		f := &Failure{Why: err.Error()}
		errors.As(err, &f)
		if f.Final || i >= most || ctx.Err() != nil {
			return f
		}
		// each tries at another moment, so that many do not come back at once
		wait := max(min(pause/2+rand.N(pause), longestWait), f.After)
		if err := o.sleep(ctx, wait); err != nil {
			return f
		}
		pause *= 2
	}
}

func (o *Office) sleep(ctx context.Context, d time.Duration) error {
	if o.Sleep != nil {
		return o.Sleep(ctx, d)
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
