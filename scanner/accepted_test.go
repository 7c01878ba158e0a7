package scanner

import "testing"

func TestGenerated(t *testing.T) {
	for id, want := range map[string][3]string{
		"security-control/EC2.7": {"EC2.7"},
		"aws-foundational-security-best-practices/v/1.0.0/Autoscaling.5":                    {"Autoscaling.5"},
		"service-managed-aws-control-tower/v/1.0.0/CodeBuild.1":                             {"CodeBuild.1"},
		"nist-800-53/v/5.0.0/ACM.1":                                                         {"ACM.1"},
		"nist-800-171/v/2.0.0/IAM.1":                                                        {"IAM.1"},
		"pci-dss/v/4.0.1/IAM.6":                                                             {"IAM.6"},
		"pci-dss/v/3.2.1/PCI.IAM.4":                                                         {"IAM.6"},
		"pci-dss/v/3.2.1/PCI.CW.1":                                                          {"CloudWatch.1"},
		"pci-dss/v/3.2.1/PCI.DMS.1":                                                         {"DMS.1"},
		"arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/2.1":      {"", "cis-1.2", "2.1"},
		"arn:aws-us-gov:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0/rule/1": {"", "cis-1.2", "1"},
		"cis-aws-foundations-benchmark/v/1.4.0/1.10":                                        {"", "cis-1.4", "1.10"},
		"cis-aws-foundations-benchmark/v/3.0.0/2.2.1":                                       {"", "cis-3.0", "2.2.1"},
		"arn:aws:guardduty:ap-northeast-1:111122223333:detector/x":                          {},
		"kijun/S3.8": {},
		"":           {},
	} {
		control, standard, requirement := generated(id)
		if got := [3]string{control, standard, requirement}; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}
