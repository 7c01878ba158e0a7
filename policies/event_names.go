package policies

import (
	"maps"
	"regexp"
	"strings"
)

// eventNames are the forms of the names that lib/samples.rego gives its events, with what they are in Japanese; $1 is put in through eventWords.
var eventNames = []struct {
	form *regexp.Regexp
	ja   string
}{
	{regexp.MustCompile(`^(\w+) by a (role|user)$`), "$2による$1"},
	{regexp.MustCompile(`^root calls (\w+)$`), "ルートユーザーによる$1"},
	{regexp.MustCompile(`^root signs in from (\S+)$`), "$1 からのルートユーザーのサインイン"},
	{regexp.MustCompile(`^GuardDuty ([0-9.]+)$`), "GuardDutyの検出（重要度 $1）"},
	{regexp.MustCompile(`^GuardDuty ([0-9.]+) \(other type\)$`), "GuardDutyの別種の検出（重要度 $1）"},
	{regexp.MustCompile(`^GuardDuty ([A-Z]+) in Security Hub \((.*)\)$`), "Security Hub上のGuardDutyの検出 $1（$2）"},
	{regexp.MustCompile(`^Security Hub ([A-Z]+) (NEW|NOTIFIED) \((.*)\)$`), "Security Hubの検出結果 $1 $2（$3）"},
	{regexp.MustCompile(`^Health, this account: (.*)$`), "このアカウントのHealthイベント: $1"},
	{regexp.MustCompile(`^Health, public: (.*)$`), "公開されたHealthイベント: $1"},
	{regexp.MustCompile(`^Access Analyzer: (.*)$`), "Access Analyzerの検出: $1"},
	{regexp.MustCompile(`^Access Analyzer ([A-Z]+) in Security Hub$`), "Security Hub上のAccess Analyzerの検出 $1"},
	{regexp.MustCompile(`^Config item of (.*)$`), "$1 のConfig設定項目"},
	{regexp.MustCompile(`^RDS cluster event: (.*) \((.*)\)$`), "RDSクラスターのイベント: $1（$2）"},
	{regexp.MustCompile(`^RDS instance event: (.*) \((.*)\)$`), "RDSインスタンスのイベント: $1（$2）"},
	{regexp.MustCompile(`^ECS (\w+) in (\w+)$`), "ECSクラスター $2 の$1"},
	{regexp.MustCompile(`^(default group of one VPC)$`), "$1"},
	{regexp.MustCompile(`^(default group of another VPC)$`), "$1"},
	{regexp.MustCompile(`^failed ConsoleLogin \((\w+)\)$`), "$1 のConsoleLoginの失敗"},
	{regexp.MustCompile(`^ConsoleLogin without MFA \((\w+)\)$`), "$1 のMFAなしのConsoleLogin"},
	{regexp.MustCompile(`^denied (\w+) by (.*)$`), "$2による$1の拒否"},
	{regexp.MustCompile(`^([\w.]+) on (\w+)$`), "$2に対する$1"},
}

// eventWords are the words within the names.
var eventWords = map[string]string{
	"role": "ロール", "user": "ユーザー", "default group of one VPC": "あるVPCのデフォルトセキュリティグループ", "default group of another VPC": "別のVPCのデフォルトセキュリティグループ",
	"public bucket": "公開されたバケット", "role for another account": "別アカウント向けのロール", "EC2 retirement": "EC2のリタイア", "abuse report": "不正使用の報告",
	"exposed key": "漏えいしたキー", "notice for RDS": "RDSのお知らせ", "notice for Lambda": "Lambdaのお知らせ", "EC2 issue": "EC2の障害",
	"failure": "障害", "failover": "フェイルオーバー", "maintenance": "メンテナンス", "availability": "可用性", "configuration change": "設定変更", "deletion": "削除",
	"notification": "通知", "recovery": "復旧",
}

// EventName is the name of a sample event in lang.
func EventName(name, lang string) string {
	if lang != "ja" {
		return name
	}
	for _, n := range eventNames {
		if m := n.form.FindStringSubmatch(name); m != nil {
			out := n.ja
			for i, v := range m[1:] {
				if w, ok := eventWords[v]; ok {
					v = w
				}
				out = strings.ReplaceAll(out, "$"+string(rune('1'+i)), v)
			}
			return out
		}
	}
	return name
}

// Spoken are a reason's arguments with the names of events in lang. Other arguments are names of the account's own, and stay.
func Spoken(args map[string]any, lang string) map[string]any {
	list, ok := args["events"].([]any)
	if lang != "ja" || !ok {
		return args
	}
	out := maps.Clone(args)
	names := make([]any, len(list))
	for i, v := range list {
		names[i] = v
		if name, ok := v.(string); ok {
			names[i] = EventName(name, lang)
		}
	}
	out["events"] = names
	return out
}
