package collectors

import "testing"

func TestLandingZones(t *testing.T) {
	const arn = "arn:aws:controltower:us-east-1:111122223333:landingzone/1A2B3C4D5E6F7G8H"
	worlds(t, "controltower.landing_zones", map[string]world{
		"every region is asked, the home region in full": {
			regions: []string{jp, us},
			answers: replies{
				"controltower:ListLandingZones": {{when: `"nextToken":"two"`, body: `{"landingZones": [{"arn": "` + arn + `"}]}`}, {body: `{"landingZones": [], "nextToken": "two"}`}},
				"controltower:GetLandingZone": {{when: "controltower.us-east-1.", body: `{"landingZone": {"arn": "` + arn + `", "version": "3.3", "status": "ACTIVE",
					"driftStatus": {"status": "IN_SYNC"}, "manifest": {"governedRegions": ["us-east-1"]}}}`}},
				"controltower:ListEnabledControls": {{body: `{"enabledControls": [{"arn": "c", "controlIdentifier": "arn:aws:controltower:us-east-1::control/AWS-GR_EBS_OPTIMIZED_INSTANCE", "statusSummary": {"status": "SUCCEEDED"}}]}`}},
				"controltower:ListEnabledBaselines": {
					{when: `"nextToken":"more"`, body: `{"enabledBaselines": [{"arn": "b", "targetIdentifier": "arn:aws:organizations::111122223333:account/o-exampleorgid/444455556666"}]}`},
					{when: `"includeChildren":true`, body: `{"enabledBaselines": [{"arn": "a", "statusSummary": {"status": "SUCCEEDED"}}], "nextToken": "more"}`},
				},
			},
			ids: []string{arn},
			has: map[string]any{
				"region": us, "seen_in": []string{jp, us}, "GetLandingZone.LandingZone.Version": "3.3", "GetLandingZone.LandingZone.DriftStatus.Status": "IN_SYNC",
				"GetLandingZone.LandingZone.Manifest.governedRegions.0": us, "ListEnabledBaselines.EnabledBaselines.1.Arn": "b",
				"ListEnabledControls.EnabledControls.0.StatusSummary.Status": "SUCCEEDED",
			},
		},
		"none":     {answers: replies{"controltower:ListLandingZones": {{body: `{"landingZones": []}`}}}},
		"a member": {answers: replies{"controltower:ListLandingZones": denied}, gaps: []string{jp + " - controltower:ListLandingZones AccessDenied AccessDeniedException"}},
		"one is denied": {
			need:    []string{"GetLandingZone"},
			answers: replies{"controltower:ListLandingZones": {{body: `{"landingZones": [{"arn": "` + arn + `"}]}`}}, "controltower:GetLandingZone": denied},
			ids:     []string{arn},
			gaps:    []string{us + " " + arn + " controltower:GetLandingZone AccessDenied AccessDeniedException"},
		},
	})
}
