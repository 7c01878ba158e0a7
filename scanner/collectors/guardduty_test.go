package collectors

import "testing"

func TestDetectors(t *testing.T) {
	list := []reply{{body: `{"detectorIds": ["d1"]}`}}
	worlds(t, "guardduty.detectors", map[string]world{
		"two pages, seen from a member": {
			answers: replies{
				"guardduty:ListDetectors":                     {{when: "nextToken=two", body: `{"detectorIds": ["d2"]}`}, {body: `{"detectorIds": ["d1"], "nextToken": "two"}`}},
				"guardduty:GetDetector":                       {{when: "/detector/d2", code: "AccessDeniedException"}, {body: `{"status": "ENABLED", "findingPublishingFrequency": "SIX_HOURS", "tags": {"a": "b"}}`}},
				"guardduty:GetAdministratorAccount":           {{body: `{"administrator": {"accountId": "444455556666", "relationshipStatus": "Enabled"}}`}},
				"guardduty:DescribeOrganizationConfiguration": {{code: "BadRequestException"}},
			},
			ids: []string{"d1", "d2"},
			gaps: []string{
				jp + " d1 guardduty:DescribeOrganizationConfiguration Other BadRequestException",
				jp + " d2 guardduty:DescribeOrganizationConfiguration Other BadRequestException",
				jp + " d2 guardduty:GetDetector AccessDenied AccessDeniedException",
			},
			has: map[string]any{
				"arn": "arn:aws:guardduty:ap-northeast-1:111122223333:detector/d1", "DetectorId": "d1", "GetDetector.Status": "ENABLED",
				"GetAdministratorAccount.Administrator.AccountId": "444455556666",
			},
		},
		"the administrator": {
			need: []string{"DescribeOrganizationConfiguration"},
			answers: replies{
				"guardduty:ListDetectors":                     list,
				"guardduty:DescribeOrganizationConfiguration": {{body: `{"autoEnable": false, "autoEnableOrganizationMembers": "ALL", "memberAccountLimitReached": false}`}},
			},
			ids: []string{"d1"},
			has: map[string]any{"DescribeOrganizationConfiguration.AutoEnableOrganizationMembers": "ALL"},
		},
		"off": {answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": []}`}}}},
		"the second page is denied": {
			need:    []string{},
			answers: replies{"guardduty:ListDetectors": {{when: "nextToken=two", code: "AccessDeniedException"}, {body: `{"detectorIds": ["d1"], "nextToken": "two"}`}}},
			ids:     []string{"d1"},
			gaps:    []string{jp + " - guardduty:ListDetectors CutPage AccessDeniedException"},
		},
		"denied": {answers: replies{"guardduty:ListDetectors": denied}, gaps: []string{jp + " - guardduty:ListDetectors AccessDenied AccessDeniedException"}},
	})
}

func TestFilters(t *testing.T) {
	worlds(t, "guardduty.filters", map[string]world{
		"two pages": {
			answers: replies{
				"guardduty:ListDetectors": {{body: `{"detectorIds": ["d1"]}`}},
				"guardduty:ListFilters":   {{when: "nextToken=two", body: `{"filterNames": ["quiet"]}`}, {body: `{"filterNames": ["all"], "nextToken": "two"}`}},
				"guardduty:GetFilter":     {{when: "/filter/quiet", code: "AccessDeniedException"}, {body: `{"action": "ARCHIVE", "name": "all", "findingCriteria": {"criterion": {"severity": {"gte": 1}}}}`}},
			},
			ids:  []string{"d1/all", "d1/quiet"},
			gaps: []string{jp + " d1/quiet guardduty:GetFilter AccessDenied AccessDeniedException"},
			has:  map[string]any{"GetFilter.Action": "ARCHIVE", "Name": "all", "GetFilter.FindingCriteria.Criterion.severity.Gte": 1},
		},
		"no detector": {answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": []}`}}}},
		"denied": {
			answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": ["d1"]}`}}, "guardduty:ListFilters": denied},
			gaps:    []string{jp + " - guardduty:ListFilters AccessDenied AccessDeniedException"},
		},
	})
}

func TestSampleFindings(t *testing.T) {
	detectors := []reply{{body: `{"detectorIds": ["d1"]}`}}
	finding := func(id, title, info string) string {
		return `{"id": "` + id + `", "arn": "arn:aws:guardduty:ap-northeast-1:111122223333:detector/d1/finding/` + id + `", "title": "` + title + `",
			"updatedAt": "2026-01-01T00:00:00.000Z", "service": {"additionalInfo": {"type": "default", "value": "` + info + `"}}}`
	}
	worlds(t, "guardduty.findings", map[string]world{
		"samples": {
			answers: replies{
				"guardduty:ListDetectors": detectors,
				"guardduty:ListFindings":  {{body: `{"findingIds": ["f1"]}`}},
				"guardduty:GetFindings":   {{body: `{"findings": [` + finding("f1", "[SAMPLE] A user", `{\"sample\":true}`) + `]}`}},
			},
			ids: []string{"f1"},
		},
		"a filter that AWS does not know lets nothing real through, and leaves a gap": {
			answers: replies{
				"guardduty:ListDetectors": detectors,
				"guardduty:ListFindings":  {{when: `"service.additionalInfo.sample":{"equals":["true"]}`, body: `{"findingIds": ["f1", "f2", "f3"]}`}},
				"guardduty:GetFindings": {{body: `{"findings": [` + finding("f1", "An EC2 instance", `{\"sample\":true}`) + `,` + finding("f2", "[SAMPLE] A user", ``) + `,` +
					finding("f3", "A real one", `{\"portsScannedSample\":[22]}`) + `]}`}},
			},
			ids:  []string{"f1", "f2"},
			gaps: []string{jp + " - guardduty:ListFindings CutPage -"},
			has:  map[string]any{"Service.AdditionalInfo.Value.sample": true, "UpdatedAt": "2026-01-01T00:00:00.000Z"},
		},
		"none": {answers: replies{"guardduty:ListDetectors": detectors, "guardduty:ListFindings": {{body: `{"findingIds": []}`}}}},
		"denied": {
			answers: replies{"guardduty:ListDetectors": detectors, "guardduty:ListFindings": {{body: `{"findingIds": ["f1"]}`}}, "guardduty:GetFindings": denied},
			gaps:    []string{jp + " - guardduty:GetFindings AccessDenied AccessDeniedException"},
		},
	})
}

func TestMembers(t *testing.T) {
	detectors := []reply{{body: `{"detectorIds": ["d1"]}`}}
	worlds(t, "guardduty.members", map[string]world{
		"two pages": {
			answers: replies{
				"guardduty:ListDetectors": detectors,
				"guardduty:ListMembers": {
					{when: "nextToken=two", body: `{"members": [{"accountId": "777788889999", "relationshipStatus": "Enabled"}]}`},
					{when: "onlyAssociated=true", body: `{"members": [{"accountId": "444455556666", "email": "who@example.com", "relationshipStatus": "Enabled"}, {"accountId": "555566667777"}], "nextToken": "two"}`},
				},
				"guardduty:GetMemberDetectors": {
					{when: "777788889999", code: "AccessDeniedException"},
					{body: `{"members": [{"accountId": "444455556666", "features": [{"name": "S3_DATA_EVENTS", "status": "ENABLED"}]}], "unprocessedAccounts": [{"accountId": "555566667777", "result": "no"}]}`},
				},
			},
			ids: []string{jp + "/444455556666", jp + "/555566667777", jp + "/777788889999"},
			gaps: []string{
				jp + " " + jp + "/555566667777 guardduty:GetMemberDetectors Other -",
				jp + " " + jp + "/777788889999 guardduty:GetMemberDetectors AccessDenied AccessDeniedException",
			},
			has: map[string]any{"AccountId": "444455556666", "GetMemberDetectors.Features.0.Name": "S3_DATA_EVENTS", "GetMemberDetectors.Features.0.Status": "ENABLED"},
		},
		"no members":  {answers: replies{"guardduty:ListDetectors": detectors, "guardduty:ListMembers": {{body: `{"members": []}`}}}},
		"no detector": {answers: replies{"guardduty:ListDetectors": {{body: `{"detectorIds": []}`}}}},
		"denied": {
			answers: replies{"guardduty:ListDetectors": detectors, "guardduty:ListMembers": denied},
			gaps:    []string{jp + " - guardduty:ListMembers AccessDenied AccessDeniedException"},
		},
	})
}
