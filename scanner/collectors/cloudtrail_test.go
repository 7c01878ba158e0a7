package collectors

import (
	"slices"
	"testing"
)

const (
	trailHere = "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/main"
	trailOrg  = "arn:aws:cloudtrail:us-east-1:444455556666:trail/organization"
	storeOrg  = "arn:aws:cloudtrail:us-east-1:444455556666:eventdatastore/EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE"
	storeHere = "arn:aws:cloudtrail:ap-northeast-1:111122223333:eventdatastore/EXAMPLE-1111-4e8f-8bd1-bcf6cEXAMPLE"
)

func TestTrails(t *testing.T) {
	list := []reply{{body: `{"trailList": [
		{"Name": "main", "TrailARN": "` + trailHere + `", "HomeRegion": "ap-northeast-1", "IsMultiRegionTrail": true},
		{"Name": "organization", "TrailARN": "` + trailOrg + `", "HomeRegion": "us-east-1", "IsOrganizationTrail": true}]}`}}
	// what a member account is told of its organization's trail
	unknown := reply{when: "444455556666", code: "TrailNotFoundException"}
	worlds(t, "cloudtrail.trails", map[string]world{
		"a trail seen in two regions is one, asked at home": {
			regions: []string{jp, us},
			answers: replies{
				"cloudtrail:DescribeTrails":    {{body: `{"trailList": [{"Name": "main", "TrailARN": "` + trailHere + `", "HomeRegion": "ap-northeast-1"}]}`}},
				"cloudtrail:GetTrailStatus":    {{when: "cloudtrail.ap-northeast-1.", body: `{"IsLogging": true, "LatestDeliveryTime": 1767323045}`}},
				"cloudtrail:GetEventSelectors": {{body: `{"AdvancedEventSelectors": [{"Name": "m", "FieldSelectors": [{"Field": "eventCategory", "Equals": ["Management"]}]}]}`}},
				"cloudtrail:ListTags": {
					{when: `"NextToken":"two"`, body: `{"ResourceTagList": [{"ResourceId": "` + trailHere + `", "TagsList": [{"Key": "cm:Members", "Value": "Managed"}]}]}`},
					{body: `{"ResourceTagList": [{"ResourceId": "` + trailHere + `", "TagsList": [{"Key": "a", "Value": "b"}]}], "NextToken": "two"}`},
				},
			},
			ids: []string{trailHere},
			has: map[string]any{
				"region": jp, "seen_in": []string{jp, us}, "GetTrailStatus.IsLogging": true, "GetTrailStatus.LatestDeliveryTime": "2026-01-02T03:04:05Z",
				"GetEventSelectors.AdvancedEventSelectors.0.FieldSelectors.0.Equals.0": "Management",
				"ListTags.ResourceTagList.1.TagsList.0.Value":                          "Managed",
			},
			check: func(t *testing.T, f *aFake, _ []map[string]any) {
				expect(t, "calls for the status", f.calls("cloudtrail:GetTrailStatus"), 1)
				expect(t, "calls for the list", f.calls("cloudtrail:DescribeTrails"), 2)
			},
		},
		"an organization's trail that the member may not ask about stays": {
			need: []string{"GetTrailStatus", "GetEventSelectors", "ListTags"},
			answers: replies{
				"cloudtrail:DescribeTrails":    list,
				"cloudtrail:GetTrailStatus":    {unknown, {body: `{"IsLogging": false}`}},
				"cloudtrail:GetEventSelectors": {unknown, {body: `{}`}},
				"cloudtrail:ListTags":          {{when: "444455556666", code: "CloudTrailARNInvalidException"}, {body: `{"ResourceTagList": []}`}},
			},
			ids: []string{trailHere, trailOrg},
			gaps: []string{
				us + " " + trailOrg + " cloudtrail:GetEventSelectors Other -",
				us + " " + trailOrg + " cloudtrail:GetTrailStatus Other -",
				us + " " + trailOrg + " cloudtrail:ListTags Other CloudTrailARNInvalidException",
			},
			has: map[string]any{"GetTrailStatus.IsLogging": false},
		},
		"a trail of the account that went in between is not there": {
			need: []string{"GetTrailStatus"},
			answers: replies{
				"cloudtrail:DescribeTrails": list,
				"cloudtrail:GetTrailStatus": {{when: "444455556666", body: `{"IsLogging": true}`}, {code: "TrailNotFoundException"}},
			},
			ids: []string{trailOrg},
		},
		"none":   {answers: replies{"cloudtrail:DescribeTrails": {{body: `{"trailList": []}`}}}},
		"denied": {answers: replies{"cloudtrail:DescribeTrails": denied}, gaps: []string{jp + " - cloudtrail:DescribeTrails AccessDenied AccessDeniedException"}},
		"no detail is needed": {
			need: []string{}, answers: replies{"cloudtrail:DescribeTrails": list}, ids: []string{trailHere, trailOrg}, has: map[string]any{"GetTrailStatus": nil},
		},
	})
}

func TestEventDataStores(t *testing.T) {
	worlds(t, "cloudtrail.event_data_stores", map[string]world{
		"two pages": {
			answers: replies{
				"cloudtrail:ListEventDataStores": {
					{when: `"NextToken":"two"`, body: `{"EventDataStores": [{"EventDataStoreArn": "` + storeOrg + `", "Name": "org"}]}`},
					{body: `{"EventDataStores": [{"EventDataStoreArn": "` + storeHere + `", "Name": "here"}], "NextToken": "two"}`},
				},
				"cloudtrail:GetEventDataStore": {{when: "444455556666", code: "EventDataStoreNotFoundException"}, {body: `{"Status": "ENABLED", "MultiRegionEnabled": true}`}},
			},
			ids:  slices.Sorted(slices.Values([]string{storeHere, storeOrg})),
			gaps: []string{jp + " " + storeOrg + " cloudtrail:GetEventDataStore Other -"},
			has:  map[string]any{"Name": "here", "GetEventDataStore.MultiRegionEnabled": true},
		},
		"none":   {answers: replies{"cloudtrail:ListEventDataStores": {{body: `{"EventDataStores": []}`}}}},
		"denied": {answers: replies{"cloudtrail:ListEventDataStores": denied}, gaps: []string{jp + " - cloudtrail:ListEventDataStores AccessDenied AccessDeniedException"}},
	})
}
