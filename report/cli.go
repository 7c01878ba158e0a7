package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"

	"kijun/policies"
)

var (
	serviceName   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	operationName = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	// Of a question; it holds nothing that a shell would take for its own within single quotes.
	queryText = regexp.MustCompile(`^[A-Za-z0-9_.\[\]]+$`)
	// A region never starts with a dash, which would make it an option.
	regionName = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// commands are the services whose AWS CLI command is not the botocore name (aws-cli: customizations/s3, configservice, codedeploy).
var commands = map[string]string{"s3": "s3api", "config": "configservice", "codedeploy": "deploy"}

// CLI is the AWS CLI command of a call, for a POSIX shell; both versions of the AWS CLI take it. Parameters stand only in
// --cli-input-json within single quotes and the JSON holds no single quote, so no scanned value can become an option, a file or
// another command. A region that is none ("global", or not a name) is left out. A call whose service or operation is not a name
// gives a comment. What a call asks AWS for stands behind it as a command of its own, $(aws ...), whose answer is ids.
func CLI(call policies.Call, region string) string {
	if !serviceName.MatchString(call.Service) || !operationName.MatchString(call.Operation) {
		return "# " + Safe(fmt.Sprintf("not a call: %q %q", call.Service, call.Operation))
	}
	service, ok := commands[call.Service]
	if !ok {
		service = call.Service
	}
	words := []string{"aws", service, kebab(call.Operation)}
	if regionName.MatchString(region) && region != "global" {
		words = append(words, "--region", region)
	}
	if len(call.Params) > 0 {
		input, err := shellJSON(call.Params)
		if err != nil {
			return "# " + Safe(fmt.Sprintf("not a call: %s %s: %v", call.Service, call.Operation, err))
		}
		words = append(words, "--cli-input-json", "'"+input+"'")
	}
	if call.Ask != nil {
		asked := question(call, region)
		if strings.HasPrefix(asked, "#") {
			return asked
		}
		words = append(words, "--"+kebab(call.Ask.Parameter), "$("+asked+")")
	}
	return strings.Join(words, " ")
}

// question is the command that finds what a call asks for, or a comment.
func question(call policies.Call, region string) string {
	if !operationName.MatchString(call.Ask.Parameter) || !queryText.MatchString(call.Ask.Query) {
		return "# " + Safe(fmt.Sprintf("not a question: %q %q", call.Ask.Parameter, call.Ask.Query))
	}
	line := CLI(policies.Call{Service: call.Service, Operation: call.Ask.Operation, Params: call.Ask.Params}, region)
	if strings.HasPrefix(line, "#") {
		return line
	}
	return line + " --query '" + call.Ask.Query + "' --output text"
}

// shellJSON is JSON on one line that holds neither a single quote nor a character that does something to a terminal.
func shellJSON(v any) (string, error) {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, r := range strings.TrimSuffix(raw.String(), "\n") { // what is escaped here stands in strings: JSON itself is plain ASCII
		switch {
		case r != '\'' && !deceptive(r):
			b.WriteRune(r)
		default:
			b.WriteString(jsonEscape(r))
		}
	}
	return b.String(), nil
}

// jsonEscape is a character as JSON writes it in letters and digits.
func jsonEscape(r rune) string {
	if r <= 0xffff {
		return fmt.Sprintf(`\u%04x`, r)
	}
	hi, lo := utf16.EncodeRune(r)
	return fmt.Sprintf(`\u%04x\u%04x`, hi, lo)
}

var (
	pluralAcronym = regexp.MustCompile(`[A-Z]{2,}s$`)
	firstCap      = regexp.MustCompile(`(.)([A-Z][a-z]+)`)
	endCap        = regexp.MustCompile(`([a-z0-9])([A-Z])`)
	// mixedCase are the words that the CLI writes as one, against its own rule.
	mixedCase = strings.NewReplacer("iSCSI", "Iscsi", "HITs", "Hits", "PartiQL", "Partiql", "WhatsApp", "Whatsapp", "OTel", "Otel")
)

// irregular are operations that botocore lists one by one though another of the same word follows the rule.
var irregular = map[string]string{
	"CreateOAuth2Token":            "create-oauth2-token",
	"CreateOAuth2TokenWithIAM":     "create-oauth2-token-with-iam",
	"IntrospectOAuth2TokenWithIAM": "introspect-oauth2-token-with-iam",
	"RevokeOAuth2TokenWithIAM":     "revoke-oauth2-token-with-iam",
}

// kebab is the AWS CLI's name of an operation, as botocore's xform_name makes it (botocore/__init__.py).
func kebab(operation string) string {
	if name, ok := irregular[operation]; ok {
		return name
	}
	s := mixedCase.Replace(operation)
	if plural := pluralAcronym.FindString(s); plural != "" {
		s = s[:len(s)-len(plural)] + "-" + strings.ToLower(plural)
	}
	s = firstCap.ReplaceAllString(s, "$1-$2")
	s = endCap.ReplaceAllString(s, "$1-$2")
	return strings.ToLower(strings.TrimPrefix(s, "-"))
}
