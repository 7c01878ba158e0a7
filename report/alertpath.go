package report

import (
	"strings"

	"kijun/policies"
)

// htmlHop is one station of an alert path and the link that leads to it.
type htmlHop struct {
	// Kind is what stands there; the page has a word for each (hop_<kind>).
	Kind string `json:"k"`
	// Names are the first few of the things that the finding names there, and More how many others there are.
	Names []string `json:"n,omitempty"`
	More  int      `json:"more,omitempty"`
	// NamesJa are the Names in Japanese where these are words: those of sample events.
	NamesJa []string `json:"nj,omitempty"`
	// State is of the station, and Link of what leads to it: "ok", "broken", "open" (the evidence leaves it open) or "beyond" (behind
	// what is broken, where nothing comes).
	State string `json:"s"`
	Link  string `json:"l,omitempty"`
	// Why is a word for what is the matter there (why_<code>); empty where nothing is.
	Why string `json:"w,omitempty"`
}

// The states of a station and of a link.
const (
	hopOK     = "ok"
	hopBroken = "broken"
	hopOpen   = "open"
	hopBeyond = "beyond"
)

// route is a kind of alert path: its stations, and at which of them a reason code says that it ends.
type route struct {
	mark     string // a reason code that only controls of this kind have
	stations []string
	args     map[string]string // argument of the finding by station
	ends     map[string]ending
}

// ending is where a path ends. The zero value is a path that holds.
type ending struct {
	hop   int
	link  bool // it is the link to the station that breaks, not the station
	state string
}

// routes are the ways on which the notification controls look for a person. A code that says that the news goes another way has no place here.
var routes = []route{
	{"rule_disabled", []string{"event", "rule", "topic", "subscriber"}, map[string]string{"event": "events", "rule": "rules", "topic": "topics"}, map[string]ending{
		"heard": {}, "indirect": {3, false, hopOpen},
		"no_rule": {1, true, hopBroken}, "old_guardduty_list": {1, true, hopBroken}, "no_config_rule": {0, false, hopBroken}, "no_trail": {1, true, hopBroken},
		"trail_abroad": {1, true, hopOpen}, "rule_disabled": {1, false, hopBroken}, "no_target": {2, true, hopBroken}, "target_missing": {2, false, hopBroken},
		"publish_denied": {2, true, hopBroken}, "key_denied": {2, true, hopBroken}, "no_subscriber": {3, true, hopBroken},
		"foreign": {2, true, hopOpen}, "unclear": {2, true, hopOpen},
	}},
	{"no_filter", []string{"call", "log_group", "filter", "alarm", "topic", "subscriber"}, map[string]string{"call": "events", "filter": "filters", "alarm": "alarms", "topic": "topics"}, map[string]ending{
		"heard": {}, "indirect": {5, false, hopOpen},
		"no_log_group": {1, true, hopBroken}, "log_group_abroad": {1, true, hopOpen}, "no_filter": {2, true, hopBroken}, "no_alarm": {3, true, hopBroken},
		"alarm_too_slow": {3, false, hopBroken}, "no_action": {4, true, hopBroken}, "target_missing": {4, false, hopBroken}, "publish_denied": {4, true, hopBroken},
		"key_denied": {4, true, hopBroken}, "no_subscriber": {5, true, hopBroken}, "foreign": {4, true, hopOpen}, "unclear": {4, true, hopOpen},
	}},
	{"unsubscribed", []string{"publisher", "topic", "subscriber"}, map[string]string{"topic": "unsubscribed topics targets"}, map[string]ending{
		"subscribed": {}, "unsubscribed": {2, true, hopBroken}, "no_topic": {1, true, hopBroken}, "abroad": {1, true, hopOpen},
	}},
	{"admitted", []string{"publisher", "topic"}, map[string]string{"publisher": "denied unclear", "topic": "topics"}, map[string]ending{
		"admitted": {}, "denied": {1, true, hopBroken}, "no_topic": {1, true, hopBroken}, "unclear": {1, true, hopOpen},
	}},
	{"publishable", []string{"publisher", "topic"}, map[string]string{"topic": "blocked topics"}, map[string]ending{
		"publishable": {}, "blocked": {1, true, hopBroken}, "no_topic": {1, true, hopBroken}, "key_abroad": {1, true, hopOpen}, "unclear": {1, true, hopOpen},
	}},
}

// routeOf is the kind of alert path that a control tells of; nil if it tells of none.
func routeOf(c *policies.Control) *route {
	for i := range routes {
		if _, ok := c.Reasons[routes[i].mark]; ok {
			return &routes[i]
		}
	}
	return nil
}

// drawn says whether a control's findings have alert paths.
func drawn(c policies.Control) bool { return routeOf(&c) != nil }

// listedPath says whether the section of alert paths shows the control: BLEA's and Secure Account's own. The alarms of CIS would say the
// same once more; their paths stand at their findings.
func listedPath(c *policies.Control) bool {
	return c.SameAs == "" && (strings.HasPrefix(c.ID, "BLEA.") || strings.HasPrefix(c.ID, "SA.") || strings.HasPrefix(c.ID, "CUSTOM/"))
}

// alertPath is the way on which a notification control looked for a person, as far as its finding tells; nil for other controls and where
// there was nothing to look for.
func alertPath(c *policies.Control, f *policies.Finding) []htmlHop {
	r := routeOf(c)
	if r == nil || f.Status == policies.NotApplicable {
		return nil
	}
	end, known := r.ends[f.ReasonCode]
	if !known {
		return detour(r, f)
	}
	var out []htmlHop
	for i, kind := range r.stations {
		h := htmlHop{Kind: kind, State: hopOK, Link: hopOK}
		h.Names, h.More = named(f.ReasonArgs, r.args[kind])
		if kind == "subscriber" {
			h.Names, h.More = subscriptions(f)
		}
		switch {
		case end.state == "" || i < end.hop:
		case i > end.hop:
			h.State, h.Link = hopBeyond, hopBeyond
			if end.state == hopOpen {
				h.State, h.Link = hopOpen, hopOpen
			}
		case end.link:
			h.State, h.Link, h.Why = hopBeyond, end.state, f.ReasonCode
			if end.state == hopOpen {
				h.State = hopOpen
			} else if len(h.Names) > 0 { // it is there, but nothing comes to it or from it
				h.State = hopOK
			}
		default:
			h.State, h.Why = end.state, f.ReasonCode
		}
		out = append(out, h)
	}
	out[0].Link = ""
	out[0].speak()
	return out
}

// detour is the path where the news goes another way than the one that the control asks for first, or where nobody could look.
func detour(r *route, f *policies.Finding) []htmlHop {
	state := hopOpen
	switch f.Status {
	case policies.Passed:
		state = hopOK
	case policies.Failed:
		state = hopBroken
	}
	first := htmlHop{Kind: r.stations[0], State: hopOK}
	first.Names, first.More = named(f.ReasonArgs, r.args[first.Kind])
	first.speak()
	end := htmlHop{Kind: r.stations[len(r.stations)-1], State: state, Link: state}
	if state == hopBroken {
		end.State = hopBeyond
	}
	if f.Status == policies.NotAvailable {
		return []htmlHop{first, {Kind: "unread", State: hopOpen, Link: hopOpen}, end}
	}
	return []htmlHop{first, {Kind: "other_way", State: state, Link: hopOK}, end}
}

// speak names the events of a station in Japanese, too.
func (h *htmlHop) speak() {
	if h.Kind != "event" && h.Kind != "call" {
		return
	}
	for _, name := range h.Names {
		h.NamesJa = append(h.NamesJa, brief(policies.EventName(name, "ja")))
	}
}

// named are the first names in the finding's arguments under one of these names.
func named(args map[string]any, under string) (names []string, more int) {
	for name := range strings.FieldsSeq(under) {
		list, ok := args[name].([]any)
		if !ok {
			continue
		}
		for _, v := range list {
			if s, ok := v.(string); ok && len(names) < mostNames {
				names = append(names, brief(lastPart(s)))
			} else {
				more++
			}
		}
		if len(names) > 0 {
			return names, more
		}
	}
	return nil, 0
}

// lastPart is what tells an ARN, or the id of a metric filter, from others of its kind.
func lastPart(s string) string {
	if strings.HasPrefix(s, "arn:") {
		parts := strings.SplitN(s, ":", 6)
		if len(parts) == 6 && parts[5] != "" {
			s = parts[5]
			for _, prefix := range []string{"rule/", "alarm:"} {
				s = strings.TrimPrefix(s, prefix)
			}
		}
		return s
	}
	if i := strings.LastIndexByte(s, '|'); i >= 0 && i+1 < len(s) {
		return s[i+1:]
	}
	return s
}

// subscriptions are what the evidence says of the subscriptions of the topics that a finding names: their ARNs' topics are known already, so
// that only what is no ARN (PendingConfirmation) and the number of the others are told.
func subscriptions(f *policies.Finding) (names []string, more int) {
	topics := map[string]bool{}
	for _, name := range []string{"topics", "unsubscribed"} {
		if list, ok := f.ReasonArgs[name].([]any); ok {
			for _, v := range list {
				if s, ok := v.(string); ok {
					topics[s] = true
				}
			}
		}
	}
	for _, e := range f.Evidence {
		if e.Collection != "sns.topics" || !topics[e.Resource] || !strings.HasSuffix(e.Path, "Subscriptions.SubscriptionArn") {
			continue
		}
		list, ok := e.Value.([]any)
		if !ok {
			continue
		}
		for _, v := range list {
			s, ok := v.(string)
			if ok && !strings.HasPrefix(s, "arn:") && len(names) < mostNames {
				names = append(names, brief(s))
			} else {
				more++
			}
		}
	}
	return names, more
}
