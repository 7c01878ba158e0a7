package collect

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"slices"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// The SDK takes an answer without a body, or in XML one without an element that it knows, for an answer without elements: the page of
// a captive portal then says that an account has no volumes. These middlewares look at each answer before and after the SDK does.

// AnswerError is an answer that is none: cut short, of another kind than the service's, or without what the operation gives.
type AnswerError struct {
	Class Class // Connection or Malformed
	Err   error
}

// Error says what is wrong with the answer.
func (e *AnswerError) Error() string { return e.Err.Error() }

// Unwrap is what the SDK or the connection said of it.
func (e *AnswerError) Unwrap() error { return e.Err }

// RetryableError has the SDK ask again: what stands between kijun and AWS may have answered.
func (e *AnswerError) RetryableError() bool { return true }

func malformed(format string, a ...any) *AnswerError {
	return &AnswerError{Malformed, fmt.Errorf(format, a...)}
}

// headSize is how much of an answer is looked at: a root element or the first members of an object stand there. An answer that is a
// document of the user's is looked at as a whole: policySize is more than a bucket's policy may have.
const (
	headSize   = 1 << 10
	policySize = 64 << 10
)

// body is the body of an answer with its beginning kept.
type body struct {
	head []byte // what was read ahead, at most as many bytes as asked for
	left []byte // of head
	rest io.ReadCloser
	err  error // what ended the reading, if not the end
	done bool  // head is all
	told bool  // it names the operation that it answers
}

// Read gives the head and then the rest.
func (b *body) Read(p []byte) (int, error) {
	if len(b.left) > 0 {
		n := copy(p, b.left)
		b.left = b.left[n:]
		return n, nil
	}
	if b.done {
		return 0, io.EOF
	}
	n, err := b.rest.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		b.err = err
	}
	return n, err
}

// Close ends the connection's use.
func (b *body) Close() error { return b.rest.Close() }

// ahead reads the beginning.
func ahead(rest io.ReadCloser, size int) (*body, error) {
	b := &body{rest: rest, head: make([]byte, 0, size)}
	for len(b.head) < size {
		n, err := rest.Read(b.head[len(b.head):size])
		b.head = b.head[:len(b.head)+n]
		if errors.Is(err, io.EOF) {
			b.done = true
			break
		}
		if err != nil {
			return b, err
		}
	}
	b.left = b.head
	return b, nil
}

// checkAnswers adds the middlewares.
func checkAnswers(stack *middleware.Stack) error {
	type inHand struct{}
	err := stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("kijun:Answer", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, md, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok || response.Response == nil || response.Body == nil {
			return out, md, err
		}
		size := headSize
		if awsmiddleware.GetOperationName(ctx) == bareDocument {
			size = policySize
		}
		b, err := ahead(response.Body, size)
		response.Body = b
		if err != nil {
			return out, md, broken(ctx, err)
		}
		if kept, ok := ctx.Value(inHand{}).(**body); ok {
			*kept = b
		}
		request, ok := in.Request.(*smithyhttp.Request)
		if !ok || request.Method == http.MethodHead {
			return out, md, nil
		}
		check := begins
		if response.StatusCode/100 != 2 {
			check = refuses
		}
		if wrong := check(ctx, request, response, b); wrong != nil {
			return out, md, wrong
		}
		return out, md, nil
	}), middleware.After)
	if err != nil {
		return err
	}
	return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("kijun:Result", func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		var b *body
		out, md, err := next.HandleDeserialize(context.WithValue(ctx, inHand{}, &b), in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if !ok || response.Response == nil || b == nil {
			return out, md, err
		}
		var known *AnswerError
		var said smithy.APIError
		switch {
		case errors.As(err, &known), errors.As(err, &said):
		case b.err != nil:
			err = broken(ctx, b.err)
		case response.StatusCode/100 != 2 || ctx.Err() != nil:
		case err != nil:
			err = malformed("the answer cannot be read: %w", err)
		case !b.told && says(b) && blank(out.Result):
			err = malformed("the answer holds nothing of what %s gives", awsmiddleware.GetOperationName(ctx))
		}
		return out, md, err
	}), middleware.Before)
}

// broken is the error of a connection that ended within an answer.
func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err // the deadline, or the end of the scan, ended it
	}
	return &AnswerError{Connection, fmt.Errorf("the answer broke off: %w", err)}
}

// inXML are the services, by the SDK's ids, whose REST APIs answer in XML.
var inXML = []string{"S3", "S3 Control", "CloudFront", "Route 53"}

// bareDocument is the operation of these that answers with a JSON document as it is.
const bareDocument = "GetBucketPolicy"

// begins says what is wrong with how an answer begins.
func begins(ctx context.Context, request *smithyhttp.Request, _ *smithyhttp.Response, b *body) *AnswerError {
	operation := awsmiddleware.GetOperationName(ctx)
	head := bytes.TrimSpace(bytes.TrimPrefix(b.head, []byte("\ufeff")))
	if len(head) == 0 {
		return malformed("the answer to %s is empty", operation)
	}
	kind := request.Header.Get("Content-Type")
	form := strings.HasPrefix(kind, "application/x-www-form-urlencoded")
	switch {
	case kind == "application/cbor":
		return nil // a header of the protocol, which the SDK asks for, says what it is
	case operation == bareDocument:
		if !b.done || !json.Valid(head) {
			return malformed("the answer to %s is not JSON", operation)
		}
	case form, slices.Contains(inXML, awsmiddleware.GetServiceID(ctx)):
		root, _ := rootOf(head)
		switch {
		case root == "":
			return malformed("the answer to %s is not XML", operation)
		case strings.EqualFold(root, "html"), strings.HasPrefix(root, "Error"), form && root != operation+"Response":
			return malformed("the answer to %s is <%.40s>", operation, root)
		}
		b.told = form
	case head[0] != '{':
		return malformed("the answer to %s is not a JSON object", operation)
	}
	return nil
}

// refuses says what is wrong with an error. Where the SDK finds no code in it, it makes one of S3's of the status, and a page that says 404
// would mean that a bucket is gone.
func refuses(ctx context.Context, _ *smithyhttp.Request, response *smithyhttp.Response, b *body) *AnswerError {
	if !slices.Contains(inXML, awsmiddleware.GetServiceID(ctx)) {
		return nil
	}
	root, _ := rootOf(bytes.TrimPrefix(b.head, []byte("\ufeff")))
	if root != "" && !strings.EqualFold(root, "html") {
		return nil
	}
	class, known := ofStatus(response.StatusCode)
	if !known {
		class = Malformed
	}
	return &AnswerError{class, fmt.Errorf("the answer, of status %d, is not XML", response.StatusCode)}
}

// rootOf is the name of the root element of a document in XML, and what stands behind its start; "" when there is none.
func rootOf(text []byte) (root string, rest []byte) {
	for {
		text = bytes.TrimSpace(text)
		end := ""
		switch {
		case bytes.HasPrefix(text, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(text, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(text, []byte("<!")): // a document type: of a page
			return "html", nil
		case bytes.HasPrefix(text, []byte("<")):
			name, rest, _ := bytes.Cut(text[1:], []byte(">"))
			closed := bytes.HasSuffix(name, []byte("/"))
			if i := bytes.IndexAny(name, " \t\r\n/"); i >= 0 {
				name = name[:i]
			}
			if i := bytes.IndexByte(name, ':'); i >= 0 {
				name = name[i+1:]
			}
			if closed {
				rest = nil
			}
			return string(name), rest
		default:
			return "", nil
		}
		_, after, found := bytes.Cut(text, []byte(end))
		if !found {
			return "", nil
		}
		text = after
	}
}

// says tells whether an answer holds anything that the SDK should have understood.
func says(b *body) bool {
	head := bytes.TrimSpace(bytes.TrimPrefix(b.head, []byte("\ufeff")))
	switch {
	case len(head) == 0:
		return false
	case head[0] == '{':
		if !b.done {
			return true
		}
		var members map[string]any
		if json.Unmarshal(head, &members) != nil {
			return false
		}
		for _, v := range members {
			switch x := v.(type) {
			case nil:
			case string:
				if x != "" {
					return true
				}
			case []any:
				if len(x) > 0 {
					return true
				}
			case map[string]any:
				if len(x) > 0 {
					return true
				}
			default:
				if !reflect.ValueOf(v).IsZero() {
					return true
				}
			}
		}
		return false
	case head[0] == '<':
		_, inner := rootOf(head)
		for {
			before, after, found := bytes.Cut(inner, []byte("<!--"))
			if i := bytes.IndexByte(before, '<'); i >= 0 && i+1 < len(before) && before[i+1] != '/' {
				return true
			}
			if !found {
				return false
			}
			_, inner, _ = bytes.Cut(after, []byte("-->"))
		}
	}
	return false
}

// blank says whether an operation's output has none of its members.
func blank(result any) bool {
	v := reflect.ValueOf(result)
	return v.Kind() == reflect.Pointer && !v.IsNil() && hollow(v)
}

func hollow(v reflect.Value) bool {
	if v.Kind() == reflect.Pointer && !v.IsNil() && v.Elem().Kind() == reflect.Struct {
		members := 0
		for i := range v.Elem().NumField() {
			f := v.Elem().Type().Field(i)
			if !f.IsExported() || f.Name == "ResultMetadata" {
				continue
			}
			if members++; !hollow(v.Elem().Field(i)) {
				return false
			}
		}
		return members > 0 // a structure without members says something by being there: a bucket that tells EventBridge
	}
	return v.IsZero()
}
