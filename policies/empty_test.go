package policies

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// emptyAccount is an account in which nobody has done anything yet, every collection having been asked: what AWS itself puts into one
// is there (root, a default VPC, the default event bus, settings as they come), and nothing else.
func emptyAccount(t testing.TB) *bed {
	b := newBed(t).everything()
	id := "AWS::::Account:" + account
	b.put("global", "iam.account_summary", id, el{"arn": "", "SummaryMap": el{"AccountAccessKeysPresent": 0, "AccountMFAEnabled": 0, "AccountPasswordPresent": 1, "Users": 0, "Groups": 0,
		"Roles": 2, "Policies": 0, "MFADevices": 0, "MFADevicesInUse": 0}})
	b.put("global", "iam.credential_report", "<root_account>", el{"arn": "arn:aws:iam::" + account + ":root", "Row": el{"user": "<root_account>", "user_creation_time": "2026-03-01T00:00:00+00:00",
		"password_enabled": "true", "password_last_used": "no_information", "password_last_changed": "2026-03-01T00:00:00+00:00", "password_next_rotation": "not_supported",
		"mfa_active": "false", "access_key_1_active": "false", "access_key_1_last_rotated": "N/A", "access_key_1_last_used_date": "N/A",
		"access_key_2_active": "false", "access_key_2_last_rotated": "N/A", "access_key_2_last_used_date": "N/A", "cert_1_active": "false", "cert_2_active": "false"}})
	for _, region := range []string{tokyo, virginia} {
		one := func(key string, x el) { b.put(region, key, id+":"+region, x) }
		one("ec2.ebs_encryption_by_default", el{"arn": "", "EbsEncryptionByDefault": false, "GetEbsDefaultKmsKeyId": el{"KmsKeyId": "alias/aws/ebs"}})
		one("ec2.serial_console_access", el{"arn": "", "SerialConsoleAccessEnabled": false})
		one("ec2.snapshot_block_public_access", el{"arn": "", "State": "unblocked"})
		one("ec2.image_block_public_access", el{"arn": "", "ImageBlockPublicAccessState": "block-new-sharing"})
		one("ec2.instance_metadata_defaults", el{"arn": ""})
		b.put(region, "events.buses", "arn:aws:events:"+region+":"+account+":event-bus/default", el{"arn": "arn:aws:events:" + region + ":" + account + ":event-bus/default", "Name": "default"})
		vpc := "vpc-" + region
		b.put(region, "ec2.vpcs", vpc, el{"VpcId": vpc, "IsDefault": true, "CidrBlock": "172.31.0.0/16", "OwnerId": account, "State": "available"})
		open := []any{el{"IpProtocol": "-1", "IpRanges": []any{el{"CidrIp": "0.0.0.0/0"}}}}
		b.put(region, "ec2.security_groups", "sg-"+region, el{"GroupId": "sg-" + region, "GroupName": "default", "VpcId": vpc, "OwnerId": account,
			"IpPermissions": []any{el{"IpProtocol": "-1", "UserIdGroupPairs": []any{el{"GroupId": "sg-" + region, "UserId": account}}}}, "IpPermissionsEgress": open})
		entry := func(number int, egress bool, action string) el {
			return el{"RuleNumber": number, "Egress": egress, "Protocol": "-1", "CidrBlock": "0.0.0.0/0", "RuleAction": action}
		}
		b.put(region, "ec2.network_acls", "acl-"+region, el{"NetworkAclId": "acl-" + region, "VpcId": vpc, "IsDefault": true, "OwnerId": account,
			"Entries": []any{entry(100, true, "allow"), entry(32767, true, "deny"), entry(100, false, "allow"), entry(32767, false, "deny")}})
	}
	return b
}

// TestEmptyAccount pins what every control says of an empty account: what is absent is a verdict of somebody's, not an accident.
func TestEmptyAccount(t *testing.T) {
	set := loaded(t, Selection{})
	path := filepath.Join("testdata", "empty.golden")
	res := judge(t, set, emptyAccount(t).write(), Options{Lang: "en"})
	for _, line := range res.Errors {
		t.Errorf("a control erred: %s", line)
	}
	by := map[string][]string{}
	for _, f := range res.Findings.List() {
		by[f.Control] = append(by[f.Control], fmt.Sprintf("%s %s %s %s", f.Status, f.ReasonCode, f.Region, f.Resource.ID))
	}
	var out strings.Builder
	for _, c := range res.Controls {
		rows := by[c.ID]
		if len(rows) == 0 && c.Disabled != "" {
			rows = []string{"- " + c.Disabled}
		}
		if len(rows) == 0 {
			t.Errorf("%s says nothing", c.ID)
		}
		slices.Sort(rows)
		for _, r := range rows {
			fmt.Fprintf(&out, "%s %s\n", c.ID, r)
		}
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := out.String(); got != string(want) {
		g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
		for _, line := range g {
			if !slices.Contains(w, line) {
				t.Errorf("new:  %s", line)
			}
		}
		for _, line := range w {
			if !slices.Contains(g, line) {
				t.Errorf("gone: %s", line)
			}
		}
	}
}

// TestWhole keeps the controls that read an element or a collection as one value under a tenth: for them every detail is asked, and every
// gap matters.
func TestWhole(t *testing.T) {
	set := loaded(t, Selection{})
	var whole []string
	for _, it := range set.items {
		var keys []string
		for key, use := range it.uses {
			if use.Whole {
				keys = append(keys, key)
			}
		}
		if slices.Sort(keys); len(keys) > 0 {
			whole = append(whole, it.control.ID+" ("+strings.Join(keys, ", ")+")")
		}
	}
	t.Logf("%d of %d controls read something whole:\n%s", len(whole), len(set.items), strings.Join(whole, "\n"))
	if 10*len(whole) > len(set.items) {
		t.Errorf("more than a tenth of the controls read something whole:\n%s", strings.Join(whole, "\n"))
	}
}
