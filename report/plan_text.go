package report

import (
	"strings"

	"kijun/policies"
)

// riskTexts say what a step may break.
var riskTexts = map[policies.Risk]policies.Text{
	policies.RiskNone:    {En: "nothing that works today is known to stop", Ja: "現在動作しているものが停止することは想定されません"},
	policies.RiskDeploy:  {En: "what is started or deployed from then on behaves differently", Ja: "以降に起動・デプロイされるものの動作が変わります"},
	policies.RiskAccess:  {En: "whoever relies on the present permission is denied; look at who uses it first", Ja: "現在の権限に依存する利用者は拒否されます。事前に利用状況を確認してください"},
	policies.RiskNetwork: {En: "traffic that the present setting lets through stops; look at the flow logs first", Ja: "現在の設定で通っている通信が止まります。事前にフローログを確認してください"},
	policies.RiskClients: {En: "clients that do not meet the new requirement fail or are asked to act", Ja: "新しい要件を満たさないクライアントや利用者は失敗するか、対応が必要になります"},
	policies.RiskRestart: {En: "something may restart, fail over or be replaced; choose a maintenance window", Ja: "再起動・フェイルオーバー・置き換えが起こる可能性があります。メンテナンス時間帯に実施してください"},
	policies.RiskLoss:    {En: "something is gone afterwards and does not come back", Ja: "実施後に失われ、元に戻せないものがあります"},
}

// costTexts say what the bill for a step depends on.
var costTexts = map[string]policies.Text{
	"alarms":    {En: "the number of metrics and alarms", Ja: "メトリクスとアラームの数"},
	"backups":   {En: "the size of backups and how long they are kept", Ja: "バックアップの容量と保持期間"},
	"capacity":  {En: "the capacity that runs", Ja: "稼働するキャパシティ"},
	"checks":    {En: "the number of checks a month", Ja: "月間のチェック数"},
	"detection": {En: "the amount of events and data that are analysed", Ja: "分析されるイベントとデータの量"},
	"keys":      {En: "the number of KMS keys and of requests to them", Ja: "KMSキーの数とリクエスト数"},
	"logs":      {En: "the amount of log data written and kept", Ja: "書き込み・保管されるログの量"},
	"messages":  {En: "the number of messages", Ja: "メッセージの数"},
	"network":   {En: "the number of requests and rules", Ja: "リクエスト数とルール数"},
	"recording": {En: "the number of configuration items recorded and of evaluations", Ja: "記録される設定項目と評価の数"},
	"storage":   {En: "the amount of data stored", Ja: "保存されるデータ量"},
}

// manualTexts say why a finding is mended by hand, by the codes of METADATA.
var manualTexts = map[string]policies.Text{
	"root":         {En: "only the root user can do it, signed in by a person", Ja: "ルートユーザーとしてサインインした人だけが実施できます"},
	"device":       {En: "a person has to have the device or prove who they are", Ja: "本人がデバイスを持って操作する必要があります"},
	"application":  {En: "the application or its clients must change first", Ja: "アプリケーションやクライアントの変更が先に必要です"},
	"recreate":     {En: "it is fixed at creation: make it anew and move what it holds", Ja: "作成時に決まる設定のため、作り直してデータを移行します"},
	"decision":     {En: "the right value is for its owner to choose", Ja: "適切な値は所有者が決める必要があります"},
	"organization": {En: "it is done in another account of the organization, or in AWS Control Tower", Ja: "組織の別アカウントまたはAWS Control Towerで実施します"},
	"deployment":   {En: "it is deployed with the stacks of the system", Ja: "システムのスタックとともにデプロイします"},
	"time":         {En: "it is mended by what happens, not by a setting", Ja: "設定ではなく、運用上の行為によって解消します"},
}

// planTexts are the sentences of plans.
var planTexts = map[string]policies.Text{
	"step":         {En: "Step", Ja: "ステップ"},
	"severity":     {En: "Severity", Ja: "重要度"},
	"control":      {En: "Control", Ja: "コントロール"},
	"where":        {En: "Where", Ja: "対象"},
	"what":         {En: "What", Ja: "内容"},
	"by":           {En: "By", Ja: "方法"},
	"risk":         {En: "Risk", Ja: "リスク"},
	"resolves":     {En: "Findings", Ja: "検出結果"},
	"score":        {En: "Score after", Ja: "実施後スコア"},
	"hand":         {En: "hand", Ja: "手作業"},
	"commands":     {En: "commands", Ja: "コマンド"},
	"breaks":       {En: "may break: {what}", Ja: "影響: {what}"},
	"cost":         {En: "cost depends on: {what}", Ja: "費用の要因: {what}"},
	"costNone":     {En: "no charge of its own", Ja: "それ自体の料金はありません"},
	"mends":        {En: "mends {n} findings", Ja: "解消する検出結果: {n}件"},
	"worsens":      {En: "makes {n} findings fail, which later steps mend or a person has to", Ja: "新たに失敗する検出結果: {n}件（後続のステップまたは手作業で解消）"},
	"forecast":     {En: "forecast: all standards {score}{more}", Ja: "予測: すべての標準 {score}{more}"},
	"passes":       {En: "passes then: {controls}", Ja: "合格になるコントロール: {controls}"},
	"allowed":      {En: "needs: {actions}", Ja: "必要な権限: {actions}"},
	"irreversible": {En: "cannot be undone by commands", Ja: "コマンドで元に戻すことはできません"},
	"title":        {En: "Remediation plan", Ja: "修復計画"},
	"onlyList":     {En: "A result is listed without forecast; give the snapshot for one.", Ja: "結果ファイルからは予測できません。予測にはスナップショットを指定してください。"},
	"unreached":    {En: "the plan ends below the target of {target}: what is left is done by hand, destroys something, or could not be read", Ja: "計画の最後でも目標 {target} に届きません。残りは手作業、破壊的な変更、または読み取れないものです"},
	"undo":         {En: "Undo", Ja: "取り消し"},
	"details":      {En: "Steps", Ja: "ステップの詳細"},
	"template":     {En: "kijun: what CloudFormation can do of the plan for account {account} in {region}", Ja: "kijun: アカウント {account}、リージョン {region} の計画のうちCloudFormationで実施できるもの"},
	"scriptUsage":  {En: "usage: {name} [--dry-run] [--undo] [--from N] [--only ID]... (only shows the commands, takes the steps back, begins with step N, does only the steps named)", Ja: "使い方: {name} [--dry-run] [--undo] [--from N] [--only ID]...（コマンドの表示のみ、ステップの取り消し、ステップNから開始、指定したステップのみ実施）"},
	"scriptSure":   {En: "Step {n} destroys something: {what}. Type yes to go on: ", Ja: "ステップ{n}は破壊的な変更です: {what}。続行するには yes と入力: "},
	"scriptUsed":   {En: "step {n} is left out: it is in use", Ja: "ステップ{n}は使用中のため実施しません"},
	"scriptLeft":   {En: "step {n} was left out", Ja: "ステップ{n}は実施しませんでした"},
	"scriptNone":   {En: "destroys something and is not part of this script: ask for it with --allow-destructive", Ja: "破壊的な変更のためこのスクリプトには含まれません。--allow-destructive で含められます"},
}

func planSay(key, lang string, pairs ...any) string { return fill(planTexts[key], lang, pairs...) }

// costText is what the bill depends on, in one sentence.
func costText(costs []string, lang string) string {
	if len(costs) == 0 {
		return planSay("costNone", lang)
	}
	var out []string
	for _, c := range costs {
		out = append(out, costTexts[c].In(lang))
	}
	between := ", "
	if lang == "ja" {
		between = "、"
	}
	return strings.Join(out, between)
}
