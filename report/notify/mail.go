package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/csv"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/mail"
	"net/smtp"
	"net/textproto"
	"strings"
	"time"

	"kijun/report"
)

const (
	maxMailText   = 100_000 // bytes of the part that a person reads
	maxAttachment = 4 << 20 // bytes; encoded a third more, below the 10 MB that SES takes by default
	maxSubject    = 150     // characters
)

// attachment is its file's name.
const attachment = "kijun-changes.csv"

// Mail is the notice as a message of mail (RFC 5322): text, and all listed changes as an attachment.
func (n *Notice) Mail(lang, from string, to []string) ([]byte, error) {
	sender, err := mail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("from is no address: %w", err)
	}
	var receivers []string
	for _, x := range to {
		a, err := mail.ParseAddress(x)
		if err != nil {
			return nil, fmt.Errorf("to has no address: %w", err)
		}
		receivers = append(receivers, a.String())
	}
	table, err := n.table(lang)
	if err != nil {
		return nil, err
	}
	f := form{lang: lang, most: maxMailText, size: bytesOf, escape: plain, strong: plain}
	if len(table) > 0 && len(table) <= maxAttachment {
		f.file = attachment
	}
	_, host, _ := strings.Cut(sender.Address, "@")
	boundary := "kijun-" + n.ID
	var b bytes.Buffer
	header := func(name, value string) { b.WriteString(name + ": " + value + "\r\n") }
	header("From", sender.String())
	header("To", strings.Join(receivers, ",\r\n "))
	header("Subject", encoded(n.Subject(lang, maxSubject)))
	header("Date", n.AsOf.UTC().Format(time.RFC1123Z))
	header("Message-ID", "<"+n.ID+"@"+host+">")
	header("Auto-Submitted", "auto-generated")
	header("MIME-Version", "1.0")
	header("Content-Type", `multipart/mixed; boundary="`+boundary+`"`)
	part := func(kind, disposition string, content []byte) {
		b.WriteString("\r\n--" + boundary + "\r\n")
		header("Content-Type", kind)
		header("Content-Transfer-Encoding", "base64")
		if disposition != "" {
			header("Content-Disposition", disposition)
		}
		b.WriteString("\r\n")
		text := base64.StdEncoding.EncodeToString(content)
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		b.WriteString(text + "\r\n")
	}
	part("text/plain; charset=utf-8", "", []byte(strings.ReplaceAll(n.body(f), "\n", "\r\n")))
	if f.file != "" {
		part(`text/csv; charset=utf-8; name="`+attachment+`"`, `attachment; filename="`+attachment+`"`, table)
	}
	b.WriteString("\r\n--" + boundary + "--\r\n")
	return b.Bytes(), nil
}

// encoded is a header's text: long Japanese becomes several encoded words, each on a line of its own.
func encoded(s string) string {
	return strings.ReplaceAll(mime.BEncoding.Encode("utf-8", s), "?= =?", "?=\r\n =?")
}

// table is a CSV of the listed changes, empty when there is none.
func (n *Notice) table(lang string) ([]byte, error) {
	if len(n.Changes) == 0 {
		return nil, nil
	}
	var b bytes.Buffer
	if lang == "ja" {
		b.WriteString("\ufeff") // without it Excel takes the file for another encoding
	}
	out := csv.NewWriter(&b)
	rows := [][]string{{"kind", "status", "severity", "control", "title", "account", "region", "resource", "reason", "finding_id"}}
	for _, c := range n.Changes {
		row := []string{string(c.Kind), string(c.Status), c.Severity, c.Control, c.Title.In(lang), c.Account, c.Region, c.Resource, c.Reason, c.Finding}
		for i := range row {
			row[i] = report.Inert(report.Safe(row[i]))
		}
		rows = append(rows, row)
	}
	err := out.WriteAll(rows)
	return b.Bytes(), err
}

// mailer sends mail through a server.
type mailer struct {
	server, security, user, password string
	from                             string
	to                               []string
	lang                             string
	roots                            *tls.Config // of tests; nil: the system's
}

func (m *mailer) Send(ctx context.Context, n *Notice) error {
	raw, err := n.Mail(in(m.lang, n), m.from, m.to)
	if err != nil {
		return &Failure{Why: err.Error(), Final: true}
	}
	if err := m.deliver(ctx, raw); err != nil {
		return m.failure(err)
	}
	return nil
}

// errNoTLS is a server that does not encrypt.
var errNoTLS = errors.New("the server offers no STARTTLS; with tls: implicit the connection is encrypted from its beginning")

// failure is an error without what is secret: a server may repeat what it was told.
func (m *mailer) failure(err error) *Failure {
	f := &Failure{Why: err.Error()}
	var said *textproto.Error
	if errors.As(err, &said) {
		f.Why = fmt.Sprintf("the server answered %d %s", said.Code, report.Safe(said.Msg))
		f.Final = said.Code >= 500
	}
	var wrong *tls.CertificateVerificationError
	if errors.Is(err, errNoTLS) || errors.As(err, &wrong) {
		f.Final = true
	}
	if ne := net.Error(nil); errors.As(err, &ne) && ne.Timeout() {
		f.Why = "it did not answer in time"
	}
	for _, secret := range []string{base64.StdEncoding.EncodeToString([]byte("\x00" + m.user + "\x00" + m.password)), base64.StdEncoding.EncodeToString([]byte(m.password)), m.password} {
		if m.password != "" {
			f.Why = strings.ReplaceAll(f.Why, secret, "***")
		}
	}
	return f
}

func (m *mailer) deliver(ctx context.Context, raw []byte) error {
	host, _, err := net.SplitHostPort(m.server)
	if err != nil {
		return err
	}
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", m.server)
	if err != nil {
		return err
	}
	defer conn.Close()
	if deadline, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(deadline); err != nil {
			return err
		}
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	secure := &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12}
	if m.roots != nil {
		secure.RootCAs = m.roots.RootCAs
	}
	if m.security == "implicit" {
		conn = tls.Client(conn, secure)
	}
	c, err := smtp.NewClient(conn, host)
	if err != nil {
		return err
	}
	defer c.Close()
	if m.security == "" || m.security == "starttls" {
		if ok, _ := c.Extension("STARTTLS"); !ok {
			return errNoTLS
		}
		if err := c.StartTLS(secure); err != nil {
			return err
		}
	}
	if m.user != "" {
		var way smtp.Auth = smtp.PlainAuth("", m.user, m.password, host)
		if _, ways := c.Extension("AUTH"); !strings.Contains(" "+ways+" ", " PLAIN ") && strings.Contains(" "+ways+" ", " LOGIN ") {
			way = &login{m.user, m.password}
		}
		if err := c.Auth(way); err != nil {
			return err
		}
	}
	sender, err := mail.ParseAddress(m.from)
	if err != nil {
		return err
	}
	if err := c.Mail(sender.Address); err != nil {
		return err
	}
	for _, to := range m.to {
		a, err := mail.ParseAddress(to)
		if err != nil {
			return err
		}
		if err := c.Rcpt(a.Address); err != nil {
			return err
		}
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write(raw); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit() // the server has the message; how it says good-bye does not matter
	return nil
}

// login is AUTH LOGIN, which some servers have instead of PLAIN. It goes over an encrypted connection only: see Target.check.
type login struct{ user, password string }

func (l *login) Start(server *smtp.ServerInfo) (string, []byte, error) {
	if !server.TLS {
		return "", nil, errNoTLS
	}
	return "LOGIN", nil, nil
}

func (l *login) Next(asked []byte, more bool) ([]byte, error) {
	switch {
	case !more:
		return nil, nil
	case strings.HasPrefix(strings.ToLower(string(asked)), "user"):
		return []byte(l.user), nil
	case strings.HasPrefix(strings.ToLower(string(asked)), "pass"):
		return []byte(l.password), nil
	}
	return nil, errors.New("the server asks for what AUTH LOGIN has not")
}
