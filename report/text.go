package report

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"kijun/policies"
)

// message names a heading or sentence of the reports.
type message int

const (
	msgTitle message = iota
	msgAccount
	msgRegions
	msgProfile
	msgGuest
	msgGoverned
	msgSecureAccount
	msgMarksFound
	msgSnapshot
	msgPolicies
	msgVersions
	msgStale
	msgBecause
	msgNoRegions
	msgIncomplete
	msgErrors
	msgScores
	msgSummary
	msgStandard
	msgScore
	msgInterval
	msgCoverage
	msgPassed
	msgFailed
	msgUnknown
	msgNoData
	msgDisabled
	msgRequirements
	msgDecided
	msgUncounted
	msgScoreNote
	msgMeasures
	msgMeasure
	msgFailing
	msgFailingNone
	msgUndecided
	msgUnread
	msgCalls
	msgRegionCalls
	msgAccountCalls
	msgAnswer
	msgWaiting
	msgWaitingNone
	msgEmpty
	msgMore
	msgMoreAccounts
	msgOrganization
	msgManagedBy
	msgAccounts
	msgUnreadAccount
	msgClosedRegions
	msgAccountScores
	msgAccountScoresNote
	msgAll
	msgName
	msgTotals
	msgTotalsNone
	msgAccountResource
	msgPlan
	msgPlanNone
	msgPlanNever
	msgPlanConstruct
	msgPlanAfter
	msgPlanUndo
	msgPlanManual
	msgPlanDestructive
	msgGateNone
	msgGatePassed
	msgGateFailed
	msgGateUndecided
	msgGateNothing
	msgGateIncomplete
	msgGateFindings
	msgGateUnknown
	msgGateNoScore
	msgGateNoStandard
	msgGateLow
	msgGateStraddles
	msgGateNew
	msgGateNewUnknown
	msgGateMany
	msgGateManyNew
	msgGatePerhaps
	msgGatePerhapsNew
	msgGateNothingNew
	msgGateNoFindings
	msgGateDecided
	msgGateFew
	msgGateFewNew
	msgGateReached
	msgGateScores
	msgSuppressed
	msgSuppressions
	msgSuppressionLine
	msgAccepted
	msgUntil
	msgOwner
	msgDiffTitle
	msgDiffPolicies
	msgDiffNew
	msgDiffWorse
	msgDiffUnknown
	msgDiffResolved
	msgDiffSuppressed
	msgDiffNotCompared
	msgDiffNotThere
	msgDiffTotals
	msgSince
	msgFailedSince
	msgHistoryNone
	msgHistoryTitle
	msgEvidenceOf
	msgSuppressedShort
	msgGate
	msgTrend
	msgLowHigh
	msgDiffPassed
	msgDiffFailed
	msgDiffUndecided
	msgDiffNothing
	messages
)

// texts are all headings and sentences. Placeholders are filled by say.
var texts = [messages]policies.Text{
	msgTitle:             {En: "kijun {version}  evidence of {as_of}", Ja: "kijun {version}  証跡の基準日時 {as_of}"},
	msgAccount:           {En: "Account", Ja: "アカウント"},
	msgRegions:           {En: "Regions", Ja: "リージョン"},
	msgProfile:           {En: "BLEA profile", Ja: "BLEAプロファイル"},
	msgGuest:             {En: "BLEA guest", Ja: "BLEAゲスト"},
	msgGoverned:          {En: "Governed regions", Ja: "統制対象リージョン"},
	msgSecureAccount:     {En: "Secure Account", Ja: "セキュアアカウント"},
	msgMarksFound:        {En: "its marks were found", Ja: "セキュアアカウントとして発行された痕跡があります"},
	msgSnapshot:          {En: "Snapshot", Ja: "スナップショット"},
	msgPolicies:          {En: "Policies", Ja: "ポリシー"},
	msgVersions:          {En: "Versions", Ja: "バージョン情報"},
	msgStale:             {En: "What is known of versions and their ends of support is of {as_of}, more than 180 days before the evidence. A newer kijun knows more.", Ja: "バージョンとサポート終了日の情報は {as_of} 時点のもので、証跡より180日を超えて古くなっています。新しいkijunを使用してください。"},
	msgBecause:           {En: "{what} ({why})", Ja: "{what}（{why}）"},
	msgNoRegions:         {En: "none", Ja: "なし"},
	msgIncomplete:        {En: "The snapshot is incomplete: the scan was stopped before it was done.", Ja: "スナップショットは不完全です。スキャンは完了前に中断されました。"},
	msgErrors:            {En: "Errors of controls: they are not judged ({n})", Ja: "コントロールのエラー: 判定されていません（{n}件）"},
	msgScores:            {En: "Scores", Ja: "スコア"},
	msgSummary:           {En: "All standards", Ja: "すべての標準"},
	msgStandard:          {En: "Standard", Ja: "標準"},
	msgScore:             {En: "Score", Ja: "スコア"},
	msgInterval:          {En: "Interval", Ja: "区間"},
	msgCoverage:          {En: "Coverage", Ja: "判定率"},
	msgPassed:            {En: "Passed", Ja: "合格"},
	msgFailed:            {En: "Failed", Ja: "失敗"},
	msgUnknown:           {En: "Unknown", Ja: "不明"},
	msgNoData:            {En: "No data", Ja: "データなし"},
	msgDisabled:          {En: "Disabled", Ja: "無効"},
	msgRequirements:      {En: "Requirements", Ja: "要件"},
	msgDecided:           {En: "Passed/failed/\nunknown", Ja: "合格/失敗/\n不明"},
	msgUncounted:         {En: "No data/\ndisabled", Ja: "データなし/\n無効"},
	msgScoreNote:         {En: "Interval: the score if every unknown control failed, and if every one passed. Coverage: the share of the counted controls that could be decided. Requirements: those of the standard that a control of this report answers, plus those that only a person can check, of all.", Ja: "区間: 不明なコントロールがすべて失敗の場合とすべて合格の場合のスコア。判定率: 対象コントロールのうち合否を判定できた割合。要件: 標準の全要件のうち、このレポートのコントロールが対応する数 + 人による確認が必要な数。"},
	msgMeasures:          {En: "BLEA by measure", Ja: "BLEA: 対策別"},
	msgMeasure:           {En: "Measure", Ja: "対策"},
	msgFailing:           {En: "Failed controls ({n})", Ja: "失敗したコントロール（{n}件）"},
	msgFailingNone:       {En: "No control failed.", Ja: "失敗したコントロールはありません。"},
	msgUndecided:         {En: "Could be neither passed nor failed ({n})", Ja: "合否を判定できないコントロール（{n}件）"},
	msgUnread:            {En: "What could not be read ({n})", Ja: "読み取れなかったもの（{n}件）"},
	msgCalls:             {En: "calls: {n}", Ja: "呼び出し: {n}件"},
	msgRegionCalls:       {En: "{region} ({n})", Ja: "{region}（{n}件）"},
	msgAccountCalls:      {En: "accounts: {n}", Ja: "アカウント: {n}件"},
	msgAnswer:            {En: "AWS answered: {message}", Ja: "AWSの応答: {message}"},
	msgWaiting:           {En: "undecided because of it: {controls}", Ja: "これにより未判定: {controls}"},
	msgWaitingNone:       {En: "no control is undecided because of it", Ja: "これにより未判定のコントロールはありません"},
	msgEmpty:             {En: "Passed only because nothing was in scope ({n})", Ja: "対象がないため合格となったコントロール（{n}件）"},
	msgMore:              {En: "... and {n} more", Ja: "... ほか{n}件"},
	msgMoreAccounts:      {En: "further accounts: {n}", Ja: "ほかのアカウント: {n}件"},
	msgTotals:            {En: "Failed controls: {controls} ({severities}). Failed findings: {findings}.", Ja: "失敗したコントロール: {controls}件（{severities}）、失敗した検出結果: {findings}件"},
	msgTotalsNone:        {En: "Nothing was evaluated.", Ja: "評価されたものはありません。"},
	msgAccountResource:   {En: "account {id}", Ja: "アカウント {id}"},
	msgPlan:              {En: "Remediation plan: {n} steps", Ja: "修復計画: {n}ステップ"},
	msgPlanNone:          {En: "Remediation plan: nothing to do", Ja: "修復計画: 対応は不要です"},
	msgPlanNever:         {En: "kijun never runs these commands. Read each step before you do.", Ja: "kijunはこれらのコマンドを実行しません。内容を確認してから実行してください。"},
	msgPlanConstruct:     {En: "BLEA construct: {construct}", Ja: "BLEAコンストラクト: {construct}"},
	msgPlanAfter:         {En: "after step {steps}", Ja: "ステップ{steps}の後に実施"},
	msgPlanUndo:          {En: "undo: {command}", Ja: "取り消し: {command}"},
	msgPlanManual:        {En: "by hand: there are no commands for this finding", Ja: "手作業: この検出結果に対するコマンドはありません"},
	msgPlanDestructive:   {En: "destroys something: the commands stand in comments", Ja: "破壊的な変更のため、コマンドはコメントにしています"},
	msgGateNone:          {En: "no gate was asked for", Ja: "ゲートは指定されていません"},
	msgGatePassed:        {En: "gate passed: {why}", Ja: "ゲート: 合格: {why}"},
	msgGateFailed:        {En: "gate failed: {why}", Ja: "ゲート: 不合格: {why}"},
	msgGateUndecided:     {En: "gate undecided: {why}", Ja: "ゲート: 判定不能: {why}"},
	msgGateNothing:       {En: "nothing was evaluated", Ja: "評価されたものがありません"},
	msgGateIncomplete:    {En: "the snapshot is incomplete", Ja: "スナップショットが不完全です"},
	msgGateFindings:      {En: "failed, {severity} or worse: {controls}", Ja: "{severity}以上の失敗: {controls}"},
	msgGateUnknown:       {En: "unknown, {severity} or worse: {controls}", Ja: "{severity}以上の不明: {controls}"},
	msgGateNoScore:       {En: "{standard} has no score", Ja: "{standard}のスコアがありません"},
	msgGateNoStandard:    {En: "no standard was scored", Ja: "スコアの対象となる標準がありません"},
	msgGateLow:           {En: "the score of {standard} is {score}, below {limit}", Ja: "{standard}のスコアは{score}で、{limit}を下回っています"},
	msgGateStraddles:     {En: "the score of {standard} is within {score}, the limit is {limit}", Ja: "{standard}のスコアは{score}の範囲にあり、下限は{limit}です"},
	msgGateNew:           {En: "new or worse than in the baseline, {severity} or worse: {controls}", Ja: "ベースラインより新規または悪化、{severity}以上: {controls}"},
	msgGateNewUnknown:    {En: "unknown, and not so in the baseline, {severity} or worse: {controls}", Ja: "ベースラインでは判定済みで今回不明、{severity}以上: {controls}"},
	msgGateMany:          {En: "{failed} findings failed, {limit} may", Ja: "失敗した検出結果が{failed}件で、許容数{limit}件を超えています"},
	msgGateManyNew:       {En: "{failed} findings are new or worse than in the baseline, {limit} may be", Ja: "ベースラインより新規または悪化した検出結果が{failed}件で、許容数{limit}件を超えています"},
	msgGatePerhaps:       {En: "{failed} findings failed and {unknown} are unknown, {limit} may fail", Ja: "失敗した検出結果が{failed}件、不明が{unknown}件で、許容数は{limit}件です"},
	msgGatePerhapsNew:    {En: "{failed} findings are new or worse than in the baseline and {unknown} newly unknown, {limit} may fail", Ja: "ベースラインより新規または悪化した検出結果が{failed}件、新たに不明が{unknown}件で、許容数は{limit}件です"},
	msgGateNothingNew:    {En: "nothing is new or worse than in the baseline, {severity} or worse", Ja: "ベースラインより新規または悪化したものはありません（{severity}以上）"},
	msgGateNoFindings:    {En: "nothing failed, {severity} or worse", Ja: "{severity}以上の失敗はありません"},
	msgGateDecided:       {En: "every control is decided", Ja: "すべてのコントロールが判定済みです"},
	msgGateFew:           {En: "{failed} findings failed, {limit} may", Ja: "失敗した検出結果は{failed}件で、許容数{limit}件以内です"},
	msgGateFewNew:        {En: "{failed} findings are new or worse than in the baseline, {limit} may be", Ja: "ベースラインより新規または悪化した検出結果は{failed}件で、許容数{limit}件以内です"},
	msgGateReached:       {En: "the score of {standard} is {score}, the limit is {limit}", Ja: "{standard}のスコアは{score}で、下限は{limit}です"},
	msgGateScores:        {En: "{n} scores reach their limits", Ja: "{n}件のスコアが下限を満たしています"},
	msgSuppressed:        {En: "Suppressed findings ({n})", Ja: "抑制された検出結果（{n}件）"},
	msgSuppressions:      {En: "Suppressions to look at ({n})", Ja: "確認が必要な抑制設定（{n}件）"},
	msgSuppressionLine:   {En: "{file}:{line} {about}: {why}", Ja: "{file}:{line} {about}: {why}"},
	msgAccepted:          {En: "{status}, suppressed: {why}", Ja: "{status}、抑制: {why}"},
	msgUntil:             {En: "until {expires}", Ja: "期限 {expires}"},
	msgOwner:             {En: "owner {owner}", Ja: "担当 {owner}"},
	msgDiffTitle:         {En: "Changes from {from} to {to}", Ja: "{from} から {to} までの変化"},
	msgDiffPolicies:      {En: "The two were judged by different controls or parameters: a change may come from there.", Ja: "2つの結果はコントロールまたはパラメータが異なります。変化はその影響の可能性があります。"},
	msgDiffNew:           {En: "New ({n})", Ja: "新規（{n}件）"},
	msgDiffWorse:         {En: "Worse ({n})", Ja: "悪化（{n}件）"},
	msgDiffUnknown:       {En: "Newly unknown ({n})", Ja: "新たに不明（{n}件）"},
	msgDiffResolved:      {En: "Resolved ({n})", Ja: "解消（{n}件）"},
	msgDiffSuppressed:    {En: "Suppressed ({n})", Ja: "抑制（{n}件）"},
	msgDiffNotCompared:   {En: "Not compared: the later result did not look for them ({n})", Ja: "比較対象外: 新しい結果では確認していません（{n}件）"},
	msgDiffNotThere:      {En: "(none)", Ja: "（なし）"},
	msgDiffTotals:        {En: "New: {new}. Worse: {worse}. Newly unknown: {unknown}. Resolved: {resolved}. Suppressed: {suppressed}. Unchanged: {failed} failed, {undecided} unknown.", Ja: "新規: {new}件、悪化: {worse}件、新たに不明: {unknown}件、解消: {resolved}件、抑制: {suppressed}件。変化なし: 失敗{failed}件、不明{undecided}件。"},
	msgSince:             {En: "first seen {day}", Ja: "初回検出 {day}"},
	msgFailedSince:       {En: "failed since {day}", Ja: "{day} から失敗"},
	msgHistoryNone:       {En: "The history holds no runs.", Ja: "履歴に実行結果はありません。"},
	msgHistoryTitle:      {En: "{n} runs of account {accounts} with {controls} controls that count", Ja: "アカウント {accounts} の実行結果: {n}件（対象コントロール: {controls}件）"},
	msgEvidenceOf:        {En: "Evidence of (UTC)", Ja: "証跡の基準日時（UTC）"},
	msgSuppressedShort:   {En: "Suppressed", Ja: "抑制"},
	msgGate:              {En: "Gate", Ja: "ゲート"},
	msgTrend:             {En: "Trend", Ja: "推移"},
	msgLowHigh:           {En: "Low-high", Ja: "最小-最大"},
	msgDiffPassed:        {En: "nothing is new or worse", Ja: "新規または悪化した検出結果はありません"},
	msgDiffFailed:        {En: "something is new or worse: {new} new, {worse} worse", Ja: "新規または悪化した検出結果があります: 新規{new}件、悪化{worse}件"},
	msgDiffUndecided:     {En: "nothing is new or worse, but {unknown} findings are newly unknown and {left} were not looked for", Ja: "新規または悪化した検出結果はありませんが、新たに不明が{unknown}件、比較対象外が{left}件あります"},
	msgDiffNothing:       {En: "nothing was evaluated in the later result", Ja: "新しい結果で評価されたものがありません"},
	msgOrganization:      {En: "Organization", Ja: "組織"},
	msgManagedBy:         {En: "{id} (managed by {account})", Ja: "{id}（管理アカウント {account}）"},
	msgAccounts:          {En: "Accounts", Ja: "アカウント"},
	msgUnreadAccount:     {En: "not read: {account} ({why})", Ja: "読み取れなかったアカウント: {account}（{why}）"},
	msgClosedRegions:     {En: "closed regions of {account}: {regions}", Ja: "{account} の閉じられたリージョン: {regions}"},
	msgAccountScores:     {En: "Scores by account ({n})", Ja: "アカウント別スコア（{n}件）"},
	msgAccountScoresNote: {En: "Each account by itself. The organization's scores are no mean of these: a control that fails in one account fails in the organization.", Ja: "アカウントごとの値です。組織のスコアはこれらの平均ではありません。1つのアカウントで失敗したコントロールは組織全体で失敗となります。"},
	msgAll:               {En: "All", Ja: "すべて"},
	msgName:              {En: "Name", Ja: "名前"},
}

// measure is one group of BLEA's controls.
type measure struct {
	id   string
	name policies.Text
}

// measures are BLEA's groups in the order of the talk: its four measures, then what surrounds them.
var measures = []measure{
	{"operations", policies.Text{En: "Record operations", Ja: "操作の記録"}},
	{"resources", policies.Text{En: "Record resources", Ja: "リソースの記録"}},
	{"settings", policies.Text{En: "Detect risky settings", Ja: "危険な設定の検出"}},
	{"behaviour", policies.Text{En: "Detect suspicious behaviour", Ja: "不審な挙動の検出"}},
	{"notification", policies.Text{En: "Notification", Ja: "通知"}},
	{"identity", policies.Text{En: "Identity", Ja: "ID管理"}},
	{"defaults", policies.Text{En: "Default settings", Ja: "デフォルト設定"}},
	{"", policies.Text{En: "Other", Ja: "その他"}},
}

// whys say why a profile or governed regions were chosen; the keys are the engine's codes.
var whys = map[string]policies.Text{
	"given":               {En: "as given", Ja: "指定による"},
	"trail_home":          {En: "home region of the trail that qualifies", Ja: "要件を満たす証跡のホームリージョン"},
	"caller_region":       {En: "region of the caller: no trail qualifies", Ja: "要件を満たす証跡がないため、呼び出し元のリージョン"},
	"stack_standalone":    {En: "a stack of BLEA's standalone base is deployed", Ja: "BLEAスタンドアロン版ガバナンスベースのスタックがデプロイされています"},
	"stack_control_tower": {En: "a stack of BLEA's base for Control Tower is deployed", Ja: "BLEA Control Tower版ガバナンスベースのスタックがデプロイされています"},
	"control_tower":       {En: "a trail or recorder of Control Tower in an organization", Ja: "組織に属し、Control Towerの証跡またはレコーダーがあります"},
	"no_control_tower":    {En: "in an organization, without a trail or recorder of Control Tower", Ja: "組織に属しますが、Control Towerの証跡もレコーダーもありません"},
	"stack_guest":         {En: "a stack of the sample is deployed", Ja: "サンプルのスタックがデプロイされています"},
	"no_organization":     {En: "not in an organization", Ja: "組織に属していません"},
	"undecided":           {En: "undecided: something that decides it could not be read", Ja: "決定に必要な情報を読み取れないため未確定"},
}

// remedies say what closes a gap of each class.
var remedies = map[string]policies.Text{
	"AccessDenied":    {En: "allow {actions} and scan again", Ja: "{actions} を許可して再スキャンします"},
	"DenialBudget":    {En: "not called, because it might have been denied and --denial-budget was used up; allow {actions}, or scan again with a longer --timeout or --denial-budget off", Ja: "拒否される可能性があり --denial-budget を使い切っていたため呼び出していません。{actions} を許可するか、--timeout を延ばすか --denial-budget off で再スキャンします"},
	"Throttled":       {En: "AWS throttled the call to the end; scan again when the account is quieter", Ja: "スロットリングが続きました。時間をおいて再スキャンします"},
	"Timeout":         {En: "no answer in time; scan again", Ja: "時間内に応答がありませんでした。再スキャンします"},
	"CutPage":         {En: "the list ended early; scan again", Ja: "一覧が途中で終わりました。再スキャンします"},
	"RegionDisabled":  {En: "the region is not enabled for the account; enable it or leave it out with --region", Ja: "リージョンが有効ではありません。有効にするか --region で対象から外します"},
	"Unsupported":     {En: "the service does not answer this call here", Ja: "このサービスはここではこの呼び出しに応答しません"},
	"EndpointMissing": {En: "the name of the endpoint does not resolve: the service has none in the region, or the network fails", Ja: "エンドポイントの名前を解決できません。このリージョンにサービスがないか、ネットワークの問題です"},
	"NotScanned":      {En: "not part of the scan; scan again with this region and control", Ja: "スキャンの対象外でした。このリージョンとコントロールを含めて再スキャンします"},
	"NotCollected":    {En: "the snapshot was made without asking this; collect again with this control", Ja: "このスナップショットの収集時に問い合わせていません。このコントロールを含めて収集し直します"},
	"BlockedBySCP":    {En: "not called, because the organization denies it; leave closed regions out with --region, or exempt kijun's role in the policy", Ja: "組織が拒否するため呼び出していません。閉じられたリージョンを --region で対象から外すか、ポリシーでkijunのロールを除外します"},
	"Elsewhere":       {En: "only the account that manages the organization, or administers the service for it, is told this; scan with --org", Ja: "組織の管理アカウントまたはサービスの委任管理者だけが確認できます。--org でスキャンします"},
	"Credentials":     {En: "the credentials were not accepted or have expired; sign in and scan again", Ja: "認証情報が受け付けられないか、期限切れです。サインインして再スキャンします"},
	"ClockSkew":       {En: "the clock of the machine that scanned was wrong; set it and scan again", Ja: "スキャンした端末の時計がずれていました。時計を合わせて再スキャンします"},
	"Connection":      {En: "the connection failed; scan again", Ja: "接続に失敗しました。再スキャンします"},
	"ServerError":     {En: "the service failed; scan again later", Ja: "サービス側でエラーが発生しました。時間をおいて再スキャンします"},
	"Malformed":       {En: "the answer is not what the service gives; look what stands between kijun and AWS (proxy, endpoint), and scan again", Ja: "サービスの応答として読めません。kijunとAWSの間（プロキシ、エンドポイント）を確認して再スキャンします"},
	"Endless":         {En: "the pages of the list begin again without end; scan again", Ja: "一覧のページが繰り返され、終わりませんでした。再スキャンします"},
	"Interrupted":     {En: "the scan ended before; scan again, with a longer --timeout", Ja: "その前にスキャンが終了しました。--timeout を延ばして再スキャンします"},
	"Refused":         {En: "kijun itself refused to send the call, because it is not a declared read", Ja: "宣言された読み取りではないため、kijunが送信を拒否しました"},
	"Panic":           {En: "a mistake of kijun itself; please report it", Ja: "kijun自身の不具合です。ご報告ください"},
	"Other":           {En: "see the answer of AWS", Ja: "AWSの応答を確認します"},
}

var placeholder = regexp.MustCompile(`\{[a-z_0-9]+\}`)

// say is a message in lang with its placeholders filled from pairs of name and value. Scanned values go through Safe before.
func say(m message, lang string, pairs ...any) string { return fill(texts[m], lang, pairs...) }

func fill(t policies.Text, lang string, pairs ...any) string {
	return placeholder.ReplaceAllStringFunc(t.In(lang), func(p string) string {
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == p[1:len(p)-1] {
				return fmt.Sprint(pairs[i+1])
			}
		}
		return p
	})
}

// Reason is the sentence of a control's reason code in lang, with the finding's arguments in its placeholders. Arguments are
// scanned text and made Safe; a placeholder without an argument stays visible; a code that the control does not have is shown itself.
func Reason(c policies.Control, code string, args map[string]any, lang string) string {
	t, ok := c.Reasons[code]
	if !ok {
		return Safe(code)
	}
	args = policies.Spoken(args, lang)
	return placeholder.ReplaceAllStringFunc(Safe(t.In(lang)), func(p string) string {
		v, ok := args[p[1:len(p)-1]]
		if !ok {
			return p
		}
		return show(v)
	})
}

// mostValues is how many values of a list a sentence can bear.
const mostValues = 8

func show(v any) string {
	switch x := v.(type) {
	case string:
		return Safe(x)
	case json.Number:
		return Safe(x.String())
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case []string:
		return showList(x)
	case []any:
		return showList(x)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return Safe(fmt.Sprint(v))
	}
	return Safe(string(raw))
}

func showList[T any](list []T) string {
	var parts []string
	for _, v := range list[:min(len(list), mostValues)] {
		parts = append(parts, show(v))
	}
	out := strings.Join(parts, ", ")
	if more := len(list) - mostValues; more > 0 {
		out += fmt.Sprintf(" (+%d)", more)
	}
	return out
}
