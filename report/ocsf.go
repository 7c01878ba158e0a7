package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"kijun/policies"
)

type ocsfFinding struct {
	ActivityID   int             `json:"activity_id"`
	ActivityName string          `json:"activity_name"`
	CategoryUID  int             `json:"category_uid"`
	CategoryName string          `json:"category_name"`
	ClassUID     int             `json:"class_uid"`
	ClassName    string          `json:"class_name"`
	TypeUID      int             `json:"type_uid"`
	TypeName     string          `json:"type_name"`
	Time         int64           `json:"time"`
	SeverityID   int             `json:"severity_id"`
	Severity     string          `json:"severity"`
	StatusID     int             `json:"status_id"`
	Status       string          `json:"status"`
	Message      string          `json:"message"`
	Comment      string          `json:"comment,omitempty"` // why the finding was accepted
	Metadata     ocsfMetadata    `json:"metadata"`
	FindingInfo  ocsfInfo        `json:"finding_info"`
	Compliance   ocsfCompliance  `json:"compliance"`
	Cloud        ocsfCloud       `json:"cloud"`
	Resources    []ocsfResource  `json:"resources"`
	Remediation  ocsfRemediation `json:"remediation"`
}

type ocsfMetadata struct {
	Version  string      `json:"version"`
	Profiles []string    `json:"profiles"`
	Product  ocsfProduct `json:"product"`
}

type ocsfProduct struct {
	Name    string `json:"name"`
	Vendor  string `json:"vendor_name"`
	Version string `json:"version"`
}

type ocsfInfo struct {
	UID      string   `json:"uid"`
	Title    string   `json:"title"`
	Desc     string   `json:"desc"`
	LastSeen int64    `json:"last_seen_time"`
	Types    []string `json:"types"`
}

type ocsfCompliance struct {
	Control      string   `json:"control"`
	Standards    []string `json:"standards"`
	Requirements []string `json:"requirements"`
	StatusID     int      `json:"status_id"`
	Status       string   `json:"status"`
	StatusCode   string   `json:"status_code"`
	StatusDetail string   `json:"status_detail"`
}

type ocsfCloud struct {
	Provider  string      `json:"provider"`
	Region    string      `json:"region"`
	Partition string      `json:"cloud_partition"`
	Account   ocsfAccount `json:"account"`
}

type ocsfAccount struct {
	UID    string `json:"uid"`
	TypeID int    `json:"type_id"`
	Type   string `json:"type"`
}

type ocsfResource struct {
	UID       string `json:"uid"`
	Name      string `json:"name"`
	Type      string `json:"type"`
	Region    string `json:"region"`
	Partition string `json:"cloud_partition"`
}

type ocsfRemediation struct {
	Desc       string   `json:"desc"`
	References []string `json:"references"`
}

// OCSF writes the findings as Compliance Findings (class 2003) of OCSF 1.6 with the cloud profile, an array in the order of the
// result (https://schema.ocsf.io/1.6.0/classes/compliance_finding). What is not applicable is left out.
func OCSF(w io.Writer, r *Report, o Options) error {
	res := r.Result
	lang := o.lang(res)
	controls := byID(res)
	partitions := map[string]string{}
	for _, a := range res.Accounts {
		partitions[a.ID] = a.Partition
	}
	at := res.AsOf.UnixMilli()
	return array(w, func(put func(any) error) error {
		for f := range res.Findings.All() {
			c := controls[f.Control]
			if f.Status == policies.NotApplicable || c == nil {
				continue
			}
			partition := cmp.Or(partitions[f.Account], "aws")
			severity := asffLabel(f)
			x := ocsfFinding{
				ActivityID: 1, ActivityName: "Create", CategoryUID: 2, CategoryName: "Findings", ClassUID: 2003, ClassName: "Compliance Finding",
				TypeUID: 200301, TypeName: "Compliance Finding: Create", Time: at, SeverityID: 5 - rank(severity), Severity: severity[:1] + strings.ToLower(severity[1:]),
				StatusID: 1, Status: "New", Message: f.Reason,
				Metadata:    ocsfMetadata{Version: "1.6.0", Profiles: []string{"cloud"}, Product: ocsfProduct{"kijun", "kijun", res.Kijun}},
				FindingInfo: ocsfInfo{UID: f.ID, Title: c.Title.In(lang), Desc: f.Reason, LastSeen: at, Types: []string{"Configuration"}},
				Compliance:  ocsfCompliance{Control: c.ID, Standards: sortedKeys(c.Standards), Requirements: []string{}, StatusCode: f.ReasonCode, StatusDetail: f.Reason},
				Cloud:       ocsfCloud{Provider: "AWS", Region: f.Region, Partition: partition, Account: ocsfAccount{f.Account, 10, "AWS Account"}},
				Resources:   []ocsfResource{{UID: cmp.Or(f.Resource.ARN, f.Resource.ID, f.ID), Name: f.Resource.ID, Type: f.Resource.Type, Region: f.Region, Partition: partition}},
				Remediation: ocsfRemediation{c.Remediation.In(lang), full(c.Source)},
			}
			for _, s := range x.Compliance.Standards {
				for _, number := range c.Standards[s] {
					x.Compliance.Requirements = append(x.Compliance.Requirements, fmt.Sprintf("%s %s", s, number))
				}
			}
			switch f.Status {
			case policies.Passed:
				x.Compliance.StatusID, x.Compliance.Status = 1, "Pass"
				x.StatusID, x.Status = 4, "Resolved"
			case policies.Failed:
				x.Compliance.StatusID, x.Compliance.Status = 3, "Fail"
			default:
				x.Compliance.StatusID, x.Compliance.Status = 2, "Warning"
			}
			if f.Suppressed != nil {
				x.StatusID, x.Status, x.Comment = 3, "Suppressed", accepted(f.Suppressed, lang)
			}
			if err := put(x); err != nil {
				return err
			}
		}
		return nil
	})
}
