package report

import (
	"slices"
	"strings"

	"kijun/policies"
)

// compared are the standards that are set side by side.
var compared = []string{"blea", "secure-account", "fsbp"}

// aim is one thing that a baseline may ask for, and the controls by which each standard asks for it. A name that ends in ".*" stands for all
// controls of that family. Whether a standard has the control is looked up in the result, so that a control of Security Hub that is not part of
// FSBP never shows as if FSBP asked for it. Equivalences: the catalogue's related controls, those that ask for the same thing.
type aim struct {
	id       string
	measure  string
	name     policies.Text
	controls string
}

// aims are all that BLEA and Secure Account ask for, by measure, and what FSBP asks for beside it.
var aims = []aim{
	{"trail", "operations", policies.Text{En: "CloudTrail records all Regions", Ja: "CloudTrailによる全リージョンの記録"}, "BLEA.CloudTrail.1 SA.CloudTrail.1 CloudTrail.1"},
	{"trail_validation", "operations", policies.Text{En: "Log files can be validated", Ja: "ログファイルの整合性検証"}, "BLEA.CloudTrail.2 CloudTrail.4"},
	{"trail_key", "operations", policies.Text{En: "Logs encrypted with a key of the customer, which rotates and is limited", Ja: "カスタマー管理キーによるログの暗号化（ローテーションとキーポリシーの限定）"}, "BLEA.CloudTrail.3 BLEA.CloudTrail.4 BLEA.CloudTrail.5 CloudTrail.2"},
	{"trail_log_group", "operations", policies.Text{En: "Delivery to CloudWatch Logs, encrypted and kept", Ja: "CloudWatch Logsへの配信（暗号化と保持期間）"}, "BLEA.CloudTrail.6 BLEA.CloudTrail.7 BLEA.CloudTrail.8 BLEA.CloudTrail.17 CloudTrail.5"},
	{"trail_bucket", "operations", policies.Text{En: "The trail's bucket is closed and takes TLS only", Ja: "証跡バケットの非公開化とTLSの強制"}, "BLEA.CloudTrail.9 BLEA.CloudTrail.11 BLEA.CloudTrail.14"},
	{"trail_tamper", "operations", policies.Text{En: "Logs cannot be changed or deleted", Ja: "ログの改ざんと削除の防止"}, "BLEA.CloudTrail.10 BLEA.CloudTrail.12"},
	{"trail_access_log", "operations", policies.Text{En: "Access to the logs is logged and kept", Ja: "ログへのアクセスの記録と保持"}, "BLEA.CloudTrail.13 BLEA.CloudTrail.15 BLEA.CloudTrail.16"},
	{"trail_organization", "operations", policies.Text{En: "A trail of the organization", Ja: "組織の証跡"}, "BLEA.CloudTrail.18"},
	{"config", "resources", policies.Text{En: "AWS Config records all resources", Ja: "AWS Configによる全リソースの記録"}, "BLEA.Config.1 BLEA.Config.2 BLEA.Config.3 SA.Config.1 Config.1"},
	{"config_bucket", "resources", policies.Text{En: "The bucket of Config is protected", Ja: "Configのバケットの保護"}, "BLEA.Config.4 BLEA.Config.5 BLEA.Config.6 BLEA.Config.7 BLEA.Config.8"},
	{"hub", "settings", policies.Text{En: "Security Hub checks continuously", Ja: "Security Hubによる継続的な検査"}, "BLEA.SecurityHub.* SA.SecurityHub.1"},
	{"guardrails", "settings", policies.Text{En: "Detective guardrails of Control Tower as Config rules", Ja: "Control Towerの検出ガードレール（Configルール）"}, "BLEA.Guardrail.*"},
	{"analyzer", "settings", policies.Text{En: "IAM Access Analyzer looks for access from outside", Ja: "IAM Access Analyzerによる外部アクセスの検出"}, "BLEA.Org.4 SA.AccessAnalyzer.1 IAM.28"},
	{"default_groups", "settings", policies.Text{En: "Default security groups are closed", Ja: "デフォルトセキュリティグループの閉鎖"}, "BLEA.DefaultSG.* EC2.2"},
	{"inspector", "settings", policies.Text{En: "Inspector looks for vulnerabilities", Ja: "Inspectorによる脆弱性の検出"}, "BLEA.Ops.1 BLEA.Org.3 Inspector.*"},
	{"builds", "settings", policies.Text{En: "Builds without privileged mode or secrets in clear text", Ja: "ビルドの特権モードと平文シークレットの回避"}, "BLEA.Ops.6 CodeBuild.*"},
	{"advisor", "settings", policies.Text{En: "Trusted Advisor is read", Ja: "Trusted Advisorの活用"}, "BLEA.Ops.3 BLEA.Org.5"},
	{"guardduty", "behaviour", policies.Text{En: "GuardDuty detects suspicious behaviour", Ja: "GuardDutyによる不審な挙動の検出"}, "BLEA.GuardDuty.1 BLEA.GuardDuty.2 SA.GuardDuty.1 GuardDuty.1"},
	{"guardduty_tried", "behaviour", policies.Text{En: "The alert path was tried with a sample finding", Ja: "サンプル検出による通知経路の確認"}, "BLEA.GuardDuty.3"},
	{"guardduty_plans", "behaviour", policies.Text{En: "GuardDuty's further protection plans", Ja: "GuardDutyの追加の保護プラン"}, "GuardDuty.5 GuardDuty.6 GuardDuty.7 GuardDuty.8 GuardDuty.9 GuardDuty.10 GuardDuty.11 GuardDuty.12 GuardDuty.13"},
	{"detective", "behaviour", policies.Text{En: "Detective for investigations", Ja: "Detectiveによる調査"}, "SA.Detective.1"},
	{"macie", "behaviour", policies.Text{En: "Macie looks for sensitive data", Ja: "Macieによる機密データの検出"}, "Macie.*"},
	{"subscriber", "notification", policies.Text{En: "Somebody has confirmed to receive alerts", Ja: "通知の受信者の確認"}, "BLEA.Notify.1 SA.Notify.4"},
	{"topic", "notification", policies.Text{En: "The services may publish to the topic", Ja: "各サービスからトピックへの発行の許可"}, "BLEA.Notify.2 BLEA.Notify.16"},
	{"chat", "notification", policies.Text{En: "Alerts reach a chat channel, which may only read", Ja: "チャットへの通知（読み取り専用）"}, "BLEA.Notify.3 BLEA.Notify.4 BLEA.Org.7"},
	{"notify_guardduty", "notification", policies.Text{En: "Findings of GuardDuty are notified", Ja: "GuardDutyの検出の通知"}, "BLEA.Notify.5 SA.Notify.1"},
	{"notify_hub", "notification", policies.Text{En: "Findings of Security Hub are notified", Ja: "Security Hubの検出の通知"}, "BLEA.Notify.6 SA.Notify.2"},
	{"notify_analyzer", "notification", policies.Text{En: "Findings of Access Analyzer are notified", Ja: "Access Analyzerの検出の通知"}, "SA.Notify.3"},
	{"notify_regions", "notification", policies.Text{En: "Findings of every Region reach somebody", Ja: "全リージョンの検出の通知"}, "SA.Notify.5"},
	{"notify_health", "notification", policies.Text{En: "AWS Health events are notified", Ja: "AWS Healthイベントの通知"}, "BLEA.Notify.7"},
	{"notify_trail", "notification", policies.Text{En: "Changes of the trail are notified", Ja: "証跡の変更の通知"}, "BLEA.Notify.8"},
	{"notify_network", "notification", policies.Text{En: "Changes of security groups and network ACLs are notified", Ja: "セキュリティグループとネットワークACLの変更の通知"}, "BLEA.Notify.9 BLEA.Notify.10 BLEA.Notify.11"},
	{"notify_root", "notification", policies.Text{En: "Use of the root user raises an alarm", Ja: "ルートユーザー使用のアラーム"}, "BLEA.Notify.12"},
	{"notify_identity", "notification", policies.Text{En: "New access keys and changed IAM policies raise an alarm", Ja: "アクセスキー作成とIAMポリシー変更のアラーム"}, "BLEA.Notify.13 BLEA.Notify.15"},
	{"notify_denied", "notification", policies.Text{En: "Denied calls raise an alarm", Ja: "不正なアクセス試行のアラーム"}, "BLEA.Notify.14"},
	{"job_functions", "identity", policies.Text{En: "Job functions with separate duties", Ja: "職務の分離されたジョブ機能"}, "BLEA.IAM.1 BLEA.IAM.2 BLEA.IAM.3 BLEA.IAM.4 BLEA.IAM.6 BLEA.IAM.7 BLEA.IAM.8 BLEA.IAM.9"},
	{"mfa", "identity", policies.Text{En: "People use MFA", Ja: "利用者のMFA"}, "BLEA.IAM.5 IAM.5 IAM.19"},
	{"root_mfa", "identity", policies.Text{En: "The root user has MFA", Ja: "ルートユーザーのMFA"}, "BLEA.Ops.4 BLEA.Ops.5 IAM.6 IAM.9"},
	{"root_key", "identity", policies.Text{En: "The root user has no access key", Ja: "ルートユーザーのアクセスキーの不在"}, "SA.IAM.1 IAM.4"},
	{"passwords", "identity", policies.Text{En: "A strong password policy", Ja: "強固なパスワードポリシー"}, "SA.IAM.2 IAM.7"},
	{"credentials", "identity", policies.Text{En: "Unused credentials go, keys are changed", Ja: "未使用の認証情報の削除とキーの更新"}, "IAM.3 IAM.8"},
	{"least_privilege", "identity", policies.Text{En: "Policies grant no more than is needed", Ja: "ポリシーの最小権限"}, "IAM.1 IAM.2 IAM.21"},
	{"public_access", "defaults", policies.Text{En: "S3 Block Public Access for the account", Ja: "アカウントレベルのS3ブロックパブリックアクセス"}, "SA.S3.1 S3.1"},
	{"ebs", "defaults", policies.Text{En: "EBS volumes are encrypted by default", Ja: "EBSのデフォルト暗号化"}, "SA.EBS.1 EC2.7"},
	{"default_vpc", "defaults", policies.Text{En: "Default VPCs are gone", Ja: "デフォルトVPCの削除"}, "SA.VPC.1"},
	{"sharing", "defaults", policies.Text{En: "Snapshots and documents cannot be shared with the public", Ja: "スナップショットとドキュメントの公開共有のブロック"}, "EC2.182 SSM.7"},
	{"managed", "defaults", policies.Text{En: "Instances are managed by Systems Manager", Ja: "Systems Managerによるインスタンス管理"}, "BLEA.Ops.2 BLEA.EC2.3 SSM.1"},
	{"contact", "defaults", policies.Text{En: "A security contact", Ja: "セキュリティの連絡先"}, "Account.1"},
	{"deployed", "defaults", policies.Text{En: "The baseline itself is deployed and healthy", Ja: "ベースライン自体のデプロイと健全性"}, "BLEA.Deploy.* SA.Tag.1 SA.Maint.1"},
	{"organization", "defaults", policies.Text{En: "Control Tower governs the organization", Ja: "Control Towerによる組織の統制"}, "BLEA.Org.1 BLEA.Org.2 BLEA.Org.6"},
	{"network", "workloads", policies.Text{En: "Networks: flow logs, private subnets, endpoints", Ja: "ネットワーク: フローログ、プライベートサブネット、エンドポイント"}, "BLEA.VPC.* EC2.6 EC2.15 EC2.21"},
	{"servers", "workloads", policies.Text{En: "Instances: encrypted, private, IMDSv2", Ja: "インスタンス: 暗号化、非公開、IMDSv2"}, "BLEA.EC2.1 BLEA.EC2.2 BLEA.EC2.4 BLEA.EC2.5 BLEA.EC2.6 EC2.3 EC2.8 EC2.9 AutoScaling.1"},
	{"balancers", "workloads", policies.Text{En: "Load balancers", Ja: "ロードバランサー"}, "BLEA.ELB.* ELB.*"},
	{"containers", "workloads", policies.Text{En: "Containers and their images", Ja: "コンテナとイメージ"}, "BLEA.ECS.* BLEA.ECR.* ECS.* ECR.*"},
	{"databases", "workloads", policies.Text{En: "Databases and tables", Ja: "データベースとテーブル"}, "BLEA.RDS.* BLEA.DynamoDB.* RDS.* DynamoDB.*"},
	{"edge", "workloads", policies.Text{En: "CloudFront and WAF", Ja: "CloudFrontとWAF"}, "BLEA.CloudFront.* BLEA.WAF.* CloudFront.* WAF.*"},
	{"functions", "workloads", policies.Text{En: "Functions and APIs", Ja: "関数とAPI"}, "BLEA.Lambda.* BLEA.APIGateway.* Lambda.* APIGateway.*"},
	{"buckets", "workloads", policies.Text{En: "All buckets are closed, encrypted and take TLS only", Ja: "全バケットの非公開化、暗号化、TLSの強制"}, "BLEA.S3.* S3.2 S3.3 S3.5 S3.6 S3.8 S3.12 S3.19 S3.24"},
	{"bucket_logs", "workloads", policies.Text{En: "All buckets log access and have a lifecycle", Ja: "全バケットのアクセスログとライフサイクル"}, "S3.9 S3.13"},
	{"keys", "workloads", policies.Text{En: "Keys of applications rotate and cannot be deleted at once", Ja: "アプリケーションのキーのローテーションと削除防止"}, "BLEA.KMS.* KMS.*"},
	{"watching", "workloads", policies.Text{En: "Dashboards, canaries and alarms of applications", Ja: "アプリケーションのダッシュボード、外形監視、アラーム"}, "BLEA.Monitor.*"},
}

// htmlComparison are standards side by side.
type htmlComparison struct {
	Standards []string       `json:"standards"`
	Rows      []htmlCompared `json:"rows"`
	// Others are, by standard, how many of its controls have which status and stand in no row.
	Others []map[Status]int `json:"others"`
}

type htmlCompared struct {
	Measure string     `json:"measure"`
	Name    both       `json:"name"`
	Cells   [][]string `json:"cells"` // by standard, the ids of its controls
	// Has is what the account has of it, over all cells: PASSED, PART, FAILED, UNKNOWN or NO_DATA.
	Has string `json:"has"`
}

// partly is what an account has of an aim of which some controls pass and some fail.
const partly = "PART"

// compare sets the standards of the result that are compared side by side; nil if there are less than two.
func compare(res *policies.Result, ts map[string]*tally) *htmlComparison {
	out := &htmlComparison{Standards: []string{}, Rows: []htmlCompared{}}
	for _, id := range compared {
		if slices.ContainsFunc(res.AllStandards, func(s policies.Standard) bool { return s.ID == id }) {
			out.Standards = append(out.Standards, id)
		}
	}
	if len(out.Standards) < 2 {
		return nil
	}
	in := map[string]bool{}
	for _, a := range aims {
		row := htmlCompared{Measure: a.measure, Name: bothOf(a.name)}
		statuses, asked := map[Status]int{}, false
		for _, standard := range out.Standards {
			cell := []string{}
			for _, c := range res.Controls {
				if _, ok := c.Standards[standard]; ok && a.asks(c.ID) {
					cell = append(cell, Safe(c.ID))
					statuses[ts[c.ID].status(c)]++
					in[standard+"\x00"+c.ID], asked = true, true
				}
			}
			slices.SortFunc(cell, compareIDs)
			row.Cells = append(row.Cells, cell)
		}
		if asked {
			row.Has = has(statuses)
			out.Rows = append(out.Rows, row)
		}
	}
	for _, standard := range out.Standards {
		others := map[Status]int{}
		for _, c := range res.Controls {
			if _, ok := c.Standards[standard]; ok && !in[standard+"\x00"+c.ID] {
				others[ts[c.ID].status(c)]++
			}
		}
		out.Others = append(out.Others, others)
	}
	return out
}

// asks says whether a control belongs to the aim.
func (a aim) asks(id string) bool {
	for name := range strings.FieldsSeq(a.controls) {
		family, all := strings.CutSuffix(name, "*")
		rest, ok := strings.CutPrefix(id, family)
		if ok && (rest == "" || all && !strings.Contains(rest, ".")) {
			return true
		}
	}
	return false
}

// has folds the statuses of an aim's controls: all that could be decided passed, some did, none did.
func has(statuses map[Status]int) string {
	switch {
	case statuses[Passed] > 0 && statuses[Failed] > 0:
		return partly
	case statuses[Failed] > 0:
		return string(Failed)
	case statuses[Unknown] > 0:
		return string(Unknown)
	case statuses[Passed] > 0:
		return string(Passed)
	}
	return string(NoData)
}
