package policies

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
)

// eventBuilder makes of a scenario's events what AWS would show in one account, Region and moment.
type eventBuilder struct {
	account, partition, region, home string
	global                           bool // the step happens where global services show their calls
	at                               time.Time
	scenario                         Scenario
	prefix                           string // of ids
	w                                *world
}

// element is what the policies see of an event, or of a changed resource.
func (b *eventBuilder) element(id, region, kind string, fields map[string]any) ast.Object {
	o := texts(map[string]string{"id": id, "region": region, "account": b.account, "Kind": kind})
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		v, err := ast.InterfaceToValue(fields[name])
		if err == nil { // what YAML holds always has a value
			o.Insert(ast.StringTerm(name), ast.NewTerm(v))
		}
	}
	return o
}

// sign makes one sign of an event of EventBridge.
func (b *eventBuilder) sign(id, region, kind, name string, event map[string]any, fields map[string]any) Sign {
	raw, err := json.Marshal(event)
	if err != nil {
		raw = []byte("null")
	}
	all := map[string]any{"Event": event, "Global": false}
	maps.Copy(all, fields)
	return Sign{Kind: kind, Name: name, Region: region, Event: raw, id: id, el: b.element(id, region, kind, all)}
}

// signs are the signs of one event: several, where the evidence tells under which names or in which Regions it shows.
func (b *eventBuilder) signs(n int, e ScenarioEvent, resource ScenarioResource) []Sign {
	id := fmt.Sprintf("%s/%d", b.prefix, n+1)
	switch kind := e.kinds()[0]; kind {
	case "cloudtrail":
		return []Sign{b.call(id, e)}
	case "guardduty":
		fields := map[string]any{}
		if e.Feature != "" {
			fields["Feature"] = e.Feature
		}
		name := fmt.Sprint(e.GuardDuty["type"])
		finding := b.sign(id, b.region, kind, name, b.finding(e.GuardDuty), fields)
		severity, _ := number(e.GuardDuty["severity"])
		fields["Product"] = kind
		return append([]Sign{finding}, b.passedOn(id, "guardduty", "GuardDuty", name, hubLabel(severity), tactic(name), fields)...)
	case "securityhub":
		return b.imported(id, e, resource)
	case "config_rule":
		return b.compliance(id, e.ConfigRule, resource)
	case "config_item":
		return []Sign{b.item(id, e.ConfigItem, resource)}
	case "health":
		return []Sign{b.sign(id, b.region, kind, fmt.Sprint(e.Health["eventTypeCode"]), b.health(e.Health), nil)}
	default:
		detail := b.filled(map[string]any{"version": "1.0", "id": b.uuid(id), "status": "ACTIVE", "createdAt": b.stamp(), "analyzedAt": b.stamp(), "updatedAt": b.stamp(), "accountId": b.account,
			"region": b.region, "condition": map[string]any{}, "isDeleted": false, "isPublic": false}, e.AccessAnalyzer)
		name, severity := fmt.Sprint(e.AccessAnalyzer["resourceType"]), "LOW"
		if detail["isPublic"] == true {
			severity = "HIGH"
		}
		finding := b.sign(id, b.region, kind, name, b.envelope("Access Analyzer Finding", "aws.access-analyzer", b.region, detail, nil), nil)
		return append([]Sign{finding}, b.passedOn(id, "access-analyzer", "IAM Access Analyzer", name, severity,
			"Software and Configuration Checks/AWS Security Best Practices/External Access Granted", map[string]any{"Product": kind})...)
	}
}

func (b *eventBuilder) stamp() string { return b.at.Format(time.RFC3339) }

// uuid is a name that is always the same for the same event.
func (b *eventBuilder) uuid(id string) string {
	sum := digest([]byte(b.account), []byte(id))
	return strings.Join([]string{sum[:8], sum[8:12], "4" + sum[13:16], "8" + sum[17:20], sum[20:32]}, "-")
}

func (b *eventBuilder) envelope(kind, source, region string, detail map[string]any, resources []any) map[string]any {
	if resources == nil {
		resources = []any{}
	}
	return map[string]any{"version": "0", "id": b.uuid(b.prefix + kind + region), "detail-type": kind, "source": source, "account": b.account, "time": b.stamp(), "region": region, "resources": resources, "detail": detail}
}

// filled lays the layers over each other, the last on top, and puts account, Region, partition and time where their placeholders are.
func (b *eventBuilder) filled(layers ...map[string]any) map[string]any {
	out := map[string]any{}
	for _, layer := range layers {
		out = overlaid(out, layer)
	}
	fill := strings.NewReplacer("{account}", b.account, "{region}", b.region, "{partition}", b.partition, "{time}", b.stamp())
	return replaced(out, fill).(map[string]any)
}

func overlaid(under, over map[string]any) map[string]any {
	out := maps.Clone(under)
	for k, v := range over {
		a, ok := out[k].(map[string]any)
		if b, both := v.(map[string]any); ok && both {
			out[k] = overlaid(a, b)
			continue
		}
		out[k] = v
	}
	return out
}

func replaced(v any, r *strings.Replacer) any {
	switch x := v.(type) {
	case string:
		return r.Replace(x)
	case map[string]any:
		out := map[string]any{}
		for k, v := range x {
			out[k] = replaced(v, r)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i, v := range x {
			out[i] = replaced(v, r)
		}
		return out
	case time.Time:
		return x.UTC().Format(time.RFC3339)
	}
	return v
}

// call is a record of CloudTrail, and what EventBridge makes of it.
func (b *eventBuilder) call(id string, e ScenarioEvent) Sign {
	service, _, _ := strings.Cut(fmt.Sprint(e.CloudTrail["eventSource"]), ".")
	host := fmt.Sprintf("%s.%s.amazonaws.com", service, b.region)
	record := b.filled(map[string]any{
		"eventVersion": "1.11", "eventTime": b.stamp(), "awsRegion": b.region, "sourceIPAddress": "198.51.100.7", "userAgent": "Mozilla/5.0", "requestParameters": nil, "responseElements": nil,
		"requestID": b.uuid(id + "/request"), "eventID": b.uuid(id), "readOnly": false, "eventType": "AwsApiCall", "managementEvent": true, "recipientAccountId": b.account,
		"eventCategory": "Management", "tlsDetails": map[string]any{"tlsVersion": "TLSv1.3", "cipherSuite": "TLS_AES_128_GCM_SHA256", "clientProvidedHostHeader": host},
	}, b.scenario.Actors[e.By], e.CloudTrail)
	kind := map[any]string{"AwsConsoleSignIn": "AWS Console Sign In via CloudTrail", "AwsServiceEvent": "AWS Service Event via CloudTrail"}[record["eventType"]]
	if kind == "" {
		kind = "AWS API Call via CloudTrail"
	}
	access := "WriteOnly"
	if record["readOnly"] == true {
		access = "ReadOnly"
	}
	fields := map[string]any{}
	for _, name := range []string{"eventCategory", "eventName", "eventSource", "eventType"} {
		fields[name] = fmt.Sprint(record[name])
	}
	fields["readOnly"] = fmt.Sprint(record["readOnly"] == true)
	if who, ok := record["userIdentity"].(map[string]any); ok {
		fields["userIdentity.arn"] = fmt.Sprint(who["arn"])
	}
	count := max(1, e.Count)
	name := fmt.Sprint(record["eventName"])
	if count > 1 {
		name = fmt.Sprintf("%s (%d)", name, count)
	}
	return b.sign(id, b.region, "cloudtrail", name, b.envelope(kind, "aws."+service, b.region, record, nil),
		map[string]any{"Record": record, "Fields": fields, "Access": access, "Global": b.global, "Count": count})
}

func (b *eventBuilder) finding(given map[string]any) map[string]any {
	detector := b.uuid("detector")
	detector = strings.ReplaceAll(detector, "-", "")
	name := strings.ReplaceAll(b.uuid(fmt.Sprint(b.prefix, given["type"])), "-", "")
	detail := b.filled(map[string]any{
		"schemaVersion": "2.0", "accountId": b.account, "region": b.region, "partition": b.partition, "id": name,
		"arn":      fmt.Sprintf("arn:%s:guardduty:%s:%s:detector/%s/finding/%s", b.partition, b.region, b.account, detector, name),
		"resource": map[string]any{"resourceType": "AccessKey"},
		"service": map[string]any{"serviceName": "guardduty", "detectorId": detector, "resourceRole": "TARGET", "additionalInfo": map[string]any{"type": "default", "value": "{}"},
			"eventFirstSeen": b.stamp(), "eventLastSeen": b.stamp(), "archived": false, "count": 1},
		"createdAt": b.stamp(), "updatedAt": b.stamp(), "description": given["title"],
	}, given)
	return b.envelope("GuardDuty Finding", "aws.guardduty", b.region, detail, nil)
}

// normalized are Security Hub's severities as numbers (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html).
var normalized = map[string]int{"CRITICAL": 90, "HIGH": 70, "MEDIUM": 40, "LOW": 1, "INFORMATIONAL": 0}

// imported are the events of a failed control of Security Hub: in its Region, and where findings are gathered.
func (b *eventBuilder) imported(id string, e ScenarioEvent, resource ScenarioResource) []Sign {
	control, label, kind := fmt.Sprint(e.SecurityHub["control"]), fmt.Sprint(e.SecurityHub["severity"]), fmt.Sprint(e.SecurityHub["type"])
	given := maps.Clone(e.SecurityHub)
	for _, key := range []string{"control", "severity", "type"} {
		delete(given, key)
	}
	kinds := []any{"Software and Configuration Checks/Industry and Regulatory Standards"}
	finding := b.filled(map[string]any{
		"SchemaVersion": "2018-10-08", "AwsAccountId": b.account, "Region": b.region, "CreatedAt": b.stamp(), "UpdatedAt": b.stamp(), "FirstObservedAt": b.stamp(), "LastObservedAt": b.stamp(),
		"Severity": map[string]any{"Label": label, "Normalized": normalized[label], "Original": label}, "Workflow": map[string]any{"Status": "NEW"}, "WorkflowState": "NEW", "RecordState": "ACTIVE",
		"CompanyName": "AWS", "ProductName": "Security Hub", "ProductArn": fmt.Sprintf("arn:%s:securityhub:%s::product/aws/securityhub", b.partition, b.region),
		"Id":          fmt.Sprintf("arn:%s:securityhub:%s:%s:security-control/%s/finding/%s", b.partition, b.region, b.account, control, b.uuid(id)),
		"GeneratorId": "security-control/" + control, "Types": kinds, "Title": control, "Description": control,
		"Compliance":            map[string]any{"Status": "FAILED", "SecurityControlId": control, "AssociatedStandards": []any{map[string]any{"StandardsId": "standards/aws-foundational-security-best-practices/v/1.0.0"}}},
		"Resources":             []any{map[string]any{"Type": "Other", "Id": b.prefix, "Partition": b.partition, "Region": b.region}},
		"FindingProviderFields": map[string]any{"Severity": map[string]any{"Label": label, "Original": label}, "Types": kinds},
	}, given)
	return b.shown(id, "securityhub", control, finding, map[string]any{"ResourceType": kind, "Global": resource.Anywhere})
}

// hubLabel is the label that Security Hub gives a severity of GuardDuty (https://docs.aws.amazon.com/guardduty/latest/ug/securityhub-integration.html).
func hubLabel(severity float64) string {
	switch {
	case severity >= 9:
		return "CRITICAL"
	case severity >= 7:
		return "HIGH"
	case severity >= 4:
		return "MEDIUM"
	}
	return "LOW"
}

// tactic is the type that Security Hub gives a finding of GuardDuty.
func tactic(finding string) string {
	purpose, _, _ := strings.Cut(finding, ":")
	name := strings.Replace(finding, "/", "-", 1)
	if t, ok := map[string]string{"CryptoCurrency": "Command and Control", "UnauthorizedAccess": "Initial Access", "Stealth": "Defense Evasion"}[purpose]; ok {
		return "TTPs/" + t + "/" + name
	}
	return "TTPs/" + name
}

// passedOn are the events of Security Hub about what another service found.
func (b *eventBuilder) passedOn(id, product, name, title, label, kind string, fields map[string]any) []Sign {
	source := fmt.Sprintf("arn:%s:%s:%s:%s:", b.partition, product, b.region, b.account)
	finding := b.filled(map[string]any{
		"SchemaVersion": "2018-10-08", "AwsAccountId": b.account, "Region": b.region, "CreatedAt": b.stamp(), "UpdatedAt": b.stamp(), "FirstObservedAt": b.stamp(), "LastObservedAt": b.stamp(),
		"Severity": map[string]any{"Label": label, "Normalized": normalized[label], "Original": label}, "Workflow": map[string]any{"Status": "NEW"}, "WorkflowState": "NEW", "RecordState": "ACTIVE",
		"CompanyName": "AWS", "ProductName": name, "ProductArn": fmt.Sprintf("arn:%s:securityhub:%s::product/aws/%s", b.partition, b.region, product),
		"Id": source + "finding/" + b.uuid(id), "GeneratorId": source + "source", "Types": []any{kind}, "Title": title, "Description": title,
		"Resources":             []any{map[string]any{"Type": "Other", "Id": source + "resource", "Partition": b.partition, "Region": b.region}},
		"FindingProviderFields": map[string]any{"Severity": map[string]any{"Label": label, "Original": label}, "Types": []any{kind}},
	})
	return b.shown(id+"/hub", "passed_on", title, finding, fields)
}

// shown are the events of a finding of Security Hub: in its Region, and where findings are, or may be, gathered.
func (b *eventBuilder) shown(id, kind, name string, finding, fields map[string]any) []Sign {
	places := []string{b.region, b.home}
	const aggregators = "securityhub.finding_aggregators"
	for _, aggregator := range b.w.evidence[aggregators] {
		if place, ok := lookup(aggregator, "GetFindingAggregator.FindingAggregationRegion").(string); ok {
			places = append(places, place)
		}
	}
	if b.w.hides(aggregators, "") {
		places = append(places, b.w.enabled...)
	}
	var out []Sign
	seen := map[string]bool{}
	for _, place := range places {
		if seen[place] {
			continue
		}
		seen[place] = true
		at := id
		if place != b.region {
			at += "@" + place
		}
		event := b.envelope("Security Hub Findings - Imported", "aws.securityhub", place, map[string]any{"findings": []any{finding}},
			[]any{fmt.Sprintf("arn:%s:securityhub:%s::product/aws/securityhub/%s", b.partition, b.region, finding["Id"])})
		all := maps.Clone(fields)
		all["From"] = b.region
		out = append(out, b.sign(at, place, kind, name, event, all))
	}
	return out
}

// compliance are the events of the Config rules of a kind, whatever they are called in the account.
func (b *eventBuilder) compliance(id string, target *ScenarioTarget, resource ScenarioResource) []Sign {
	var names []string
	for _, rule := range b.w.evidence["config.rules"] {
		if name := str(rule, "ConfigRuleName"); str(rule, "region") == b.region && lookup(rule, "Source.SourceIdentifier") == any(target.Identifier) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if len(names) == 0 || b.w.hides("config.rules", b.region) { // the name of one that is not there, or may be
		names = append(names, strings.ToLower(strings.ReplaceAll(target.Identifier, "_", "-")))
	}
	slices.Sort(names)
	names = slices.Compact(names)
	var out []Sign
	for _, name := range names {
		detail := b.filled(map[string]any{
			"resourceId": target.ID, "awsRegion": b.region, "awsAccountId": b.account, "configRuleName": name, "recordVersion": "1.0",
			"configRuleARN": fmt.Sprintf("arn:%s:config:%s:%s:config-rule/config-rule-a1b2c3", b.partition, b.region, b.account), "messageType": "ComplianceChangeNotification",
			"newEvaluationResult": map[string]any{
				"evaluationResultIdentifier": map[string]any{
					"evaluationResultQualifier": map[string]any{"configRuleName": name, "resourceType": target.Type, "resourceId": target.ID, "evaluationMode": "DETECTIVE"},
					"orderingTimestamp":         b.stamp(),
				},
				"complianceType": "NON_COMPLIANT", "resultRecordedTime": b.stamp(), "configRuleInvokedTime": b.stamp(),
			},
			"notificationCreationTime": b.stamp(), "resourceType": target.Type,
		})
		out = append(out, b.sign(id+"/"+name, b.region, "config_rule", name, b.envelope("Config Rules Compliance Change", "aws.config", b.region, detail, nil),
			map[string]any{"Identifier": target.Identifier, "Rule": name, "ResourceType": target.Type, "Global": resource.Anywhere}))
	}
	return out
}

func (b *eventBuilder) item(id string, target *ScenarioTarget, resource ScenarioResource) Sign {
	detail := b.filled(map[string]any{
		"recordVersion": "1.3", "messageType": "ConfigurationItemChangeNotification", "configurationItemDiff": map[string]any{"changeType": "UPDATE", "changedProperties": map[string]any{}},
		"notificationCreationTime": b.stamp(),
		"configurationItem": map[string]any{"resourceType": target.Type, "resourceId": target.ID, "awsAccountId": b.account, "awsRegion": b.region, "configurationItemStatus": "OK",
			"configurationItemCaptureTime": b.stamp()},
	})
	return b.sign(id, b.region, "config_item", target.Type, b.envelope("Config Configuration Item Change", "aws.config", b.region, detail, nil),
		map[string]any{"ResourceType": target.Type, "Global": resource.Anywhere})
}

func (b *eventBuilder) health(given map[string]any) map[string]any {
	code := fmt.Sprint(given["eventTypeCode"])
	start := b.at.Format(time.RFC1123)
	start = strings.Replace(start, "UTC", "GMT", 1)
	detail := b.filled(map[string]any{
		"eventArn":       fmt.Sprintf("arn:%s:health:%s::event/%v/%s/%s_%s", b.partition, b.region, given["service"], code, code, strings.ReplaceAll(b.uuid(b.prefix+code), "-", "")),
		"eventScopeCode": "ACCOUNT_SPECIFIC", "communicationId": b.uuid(b.prefix + code), "startTime": start, "lastUpdatedTime": start, "statusCode": "open", "eventRegion": b.region,
		"eventDescription": []any{map[string]any{"language": "en_US", "latestDescription": code}}, "affectedEntities": []any{}, "affectedAccount": b.account, "page": "1", "totalPages": "1",
	}, given)
	return b.envelope("AWS Health Event", "aws.health", b.region, detail, nil)
}
