package main

import (
	"regexp"
	"sync"
)

// helpForm is a text of help with a list in it that the program makes.
type helpForm struct {
	english  *regexp.Regexp
	japanese string
}

var helpForms = sync.OnceValue(func() (out []helpForm) {
	for _, f := range [][2]string{
		{`^FORMAT\[=FILE\], repeatable: (.*) \(default table\)$`, "形式[=ファイル]。複数指定可: {1}（既定: table）"},
		{`^FORMAT\[=FILE\], repeatable: (.*) \(default text\); cloudformation=FOLDER writes a template for each account and region$`, "形式[=ファイル]。複数指定可: {1}（既定: text）。cloudformation=フォルダー はアカウントとリージョンごとにテンプレートを書き込みます"},
		{`^exit 1 if a control of this severity or above fails: (.*)$`, "この重要度以上のコントロールが失敗した場合に1で終了: {1}"},
		{`^only steps for controls of this severity or above: (.*)$`, "この重要度以上のコントロールの手順だけ: {1}"},
		{`^help for (.*)$`, "{1} の説明を表示"},
	} {
		out = append(out, helpForm{regexp.MustCompile(f[0]), f[1]})
	}
	return out
})

// japaneseHelp are the texts of --help in Japanese by the English ones. A test finds what is missing.
var japaneseHelp = sync.OnceValue(func() map[string]string {
	return map[string]string{
		// commands
		"Audit AWS accounts, read-only, against BLEA, Secure Account and Security Hub's controls":                                                                                                               "AWSアカウントを読み取り専用でBLEA、Secure Account、Security Hubのコントロールに照らして監査",
		"kijun (基準) reads an AWS account through read-only APIs, keeps what it read as a sealed snapshot, and judges it with policies\nthat anyone can read. What it could not read it says; it never guesses.": "kijun（基準）は、読み取り専用のAPIでAWSアカウントを読み取り、封印したスナップショットとして残し、誰でも読めるポリシーで評価します。\n読み取れなかったものは、そのとおり報告します。推測はしません。",
		"Accept findings: write them to the file of suppressions":                                                                                                                                               "検出結果を受け入れ、抑制ファイルに書き込む",
		"Accept findings until a day: write an entry a finding to the file of suppressions, whose comments stay. Their status stays, too;\nthey no longer count in scores and gates. With --from-securityhub the findings and controls that were suppressed and disabled in\nSecurity Hub are taken over; that reads with securityhub:GetFindings, ListSecurityControlDefinitions and BatchGetSecurityControls.": "検出結果を期限まで受け入れます。検出結果ごとに抑制ファイルへ項目を書き込みます（コメントは残ります）。ステータスは変わりませんが、スコアと\nゲートでは数えません。--from-securityhub を付けると、Security Hubで抑制された検出結果と無効化されたコントロールを引き継ぎます。その読み取りには\nsecurityhub:GetFindings、ListSecurityControlDefinitions、BatchGetSecurityControls を使います。",
		"Bring a result to another service":                                                     "結果をほかのサービスに渡す",
		"Check controls (the built-in ones without a folder) as strictly as kijun's own":        "コントロールを検査（フォルダーを指定しない場合は組み込みのもの）",
		"Check that a snapshot is as it was sealed":                                             "スナップショットが封印時のままであることを確認",
		"Judge a snapshot, or several that belong together, without network and credentials":    "1つまたは一組のスナップショットを評価（ネットワークも認証情報も不要）",
		"List the controls, or tell about one":                                                  "コントロールの一覧、または1つの説明",
		"List the runs of a history, with their scores and the trend":                           "履歴の実行をスコアと推移とともに一覧",
		"List the standards and how much of each is implemented, or the requirements of one":    "標準と実装状況の一覧、または1つの標準の要件",
		"Play attacks against what was collected: what would be recorded, detected and heard":   "収集した内容に対して攻撃を演習し、記録、検知、通知の有無を調べる",
		"Print the IAM policy that a scan of the chosen controls needs, or a role that has it":  "選んだコントロールのスキャンに必要なIAMポリシー、またはそれを持つロールを出力",
		"Print the findings of a result in Security Hub's format, or import what differs there": "検出結果をSecurity Hubの形式で出力、または差分をインポート",
		"Print the remediation plan of a snapshot, with a forecast, or of a result in JSON":     "スナップショットの修復計画（予測付き）、またはJSONの結果の修復計画を出力",
		"Print the version": "バージョンを表示",
		"Read an account and judge it: collect, then eval":                                      "アカウントを読み取って評価（collectとeval）",
		"Read an account into a snapshot":                                                       "アカウントを読み取り、スナップショットにする",
		"Run the tests of controls (of the built-in ones without a folder)":                     "コントロールのテストを実行（フォルダーを指定しない場合は組み込みのもの）",
		"Scan an example account that answers on this machine: no AWS account needed":           "このマシンで応答する例示アカウントをスキャン（AWSアカウント不要）",
		"Tell about a command":                                                                  "コマンドを説明",
		"Tell what changed between two results or snapshots, or the last two runs of a history": "2つの結果やスナップショット、または履歴の直近2回の差分を表示",
		"Write a control and its test, to be filled in":                                         "コントロールとテストのひな形を作成",
		"Write the beginning of something":                                                      "ひな形を作成",
		"Print the findings of a result (-o json) in Security Hub's format. With --import kijun writes: it sends the findings that are new or differ from those in\nSecurity Hub, and archives those that are gone where the scan was complete. kijun permissions --import prints the permissions that this takes.":                                                                                                                                                                                                                                                                                                                                                                                                          "結果（-o json）の検出結果をSecurity Hubの形式で出力します。--import を付けると書き込みを行います。新規の検出結果とSecurity Hubの内容と異なる検出結果を送り、\n完全にスキャンできた範囲で解消したものをアーカイブします。必要な権限は kijun permissions --import で出力します。",
		"Print the least IAM policy that a scan of the chosen controls needs: every action is named, none by a pattern. What is longer than one managed policy\nmay be (6,144 characters) is in several statements, each short enough for one: --split writes them as files. All of it may be embedded in a role up to\n10,240 characters. --format cloudformation and terraform make a role with as many managed policies as it takes (a role can have 10).\n\nWith --org there are two sides: caller is the account that the scan starts from, which knows the organization and assumes the role in the others,\nmember is the role in each other account, including those that administer services for the organization.": "選んだコントロールのスキャンに必要な最小のIAMポリシーを出力します。アクションはすべて名前で列挙し、パターンは使いません。1つの管理ポリシーの上限（6,144文字）を超える場合は、\nそれぞれ1つに収まる複数のステートメントに分けます。--split はこれをファイルに書き込みます。ロールへの埋め込みは合計10,240文字までです。\n--format cloudformation と terraform は、必要な数の管理ポリシーを持つロールを作ります（1つのロールに10個まで）。\n\n--org では2つの側があります。caller はスキャンを開始するアカウントで、組織の情報を読み取り、ほかのアカウントのロールを引き受けます。\nmember はほかの各アカウントのロールで、組織のサービスを管理するアカウントも含みます。",
		"Tell what changed between two results of -o json or snapshots, or runs of a history by their names. NEW is the newest run of the\nhistory if it is left out, and OLD the run before it that is of the same accounts.\n\nExit status: 0 nothing is new or worse, 1 something is, 2 nothing is, but something can no longer be decided or was not looked for.":                                                                                                                                                                                                                                                                                                                                                        "-o json の結果、スナップショット、または履歴の実行（名前で指定）の差分を表示します。NEWを省略すると履歴の最新の実行、OLDを省略すると同じアカウントの\nその前の実行になります。\n\n終了ステータス: 0は新規も悪化もなし、1はあり、2はないものの、判定できなくなったものや調べなかったものがあることを示します。",
		"drill plays attack scenarios against a snapshot, without a call to AWS: for each step it says whether it is recorded, whether it is detected, who hears of it,\nafter how long at most, and else where the path breaks. Without a snapshot it first collects what it needs, as scan does.":                                                                                                                                                                                                                                                                                                                                                                                                                          "drillは、AWSを呼び出さずに、スナップショットに対して攻撃シナリオを演習します。各ステップについて、記録されるか、検知されるか、誰に最長どれだけの時間で届くか、\n届かない場合は経路がどこで途切れるかを示します。スナップショットを指定しない場合は、scanと同じように必要なものを先に収集します。",
		"Generate the autocompletion script for the specified shell": "シェルの補完スクリプトを生成",
		"Generate the autocompletion script for bash":                "bashの補完スクリプトを生成",
		"Generate the autocompletion script for zsh":                 "zshの補完スクリプトを生成",
		"Generate the autocompletion script for fish":                "fishの補完スクリプトを生成",
		"Generate the autocompletion script for powershell":          "PowerShellの補完スクリプトを生成",

		// what is chosen
		"evaluate only these controls (ids, repeatable, commas too)":                       "これらのコントロールだけを評価（ID。複数指定、カンマ区切り可）",
		"evaluate only the controls of these standards (repeatable, commas too)":           "これらの標準のコントロールだけを評価（複数指定、カンマ区切り可）",
		"only the controls of these standards":                                             "これらの標準のコントロールだけ",
		"count these controls although they ship disabled":                                 "既定で無効のこれらのコントロールを数える",
		"do not count these controls":                                                      "これらのコントロールを数えない",
		"folder with controls and standards of your own (repeatable)":                      "独自のコントロールと標準のフォルダー（複数指定可）",
		"configuration file (default kijun.yaml in this folder, if there is one)":          "設定ファイル（既定: このフォルダーに kijun.yaml があればそれ）",
		"language of texts: en or ja (default: from the locale)":                           "表示する言語: en または ja（既定: ロケールに従う）",
		"no progress and no remarks on stderr, only errors":                                "標準エラーに進捗や注記を出さず、エラーだけを出力",
		"form of stderr: text or json":                                                     "標準エラーの形式: text または json",
		"profile of the AWS configuration (default: AWS_PROFILE)":                          "AWS設定のプロファイル（既定: AWS_PROFILE）",
		"judge only these regions (repeatable, commas too; default: all that are enabled)": "これらのリージョンだけを評価（複数指定、カンマ区切り可。既定: 有効なすべて）",
		"longest duration of the scan; what is not read by then is reported as a gap":      "スキャンの最長時間。それまでに読み取れなかったものは未取得として報告",
		"longest duration of one call with its retries":                                    "再試行を含む1回の呼び出しの最長時間",
		"calls in flight": "同時に実行する呼び出しの数",
		"calls a second for each account, region and family of operations, instead of AWS's rates and their share (default: those)":                                                                                                                   "アカウント、リージョン、操作群ごとの1秒あたりの呼び出し数。AWSのレートとその割合の代わりに使用（既定: AWSのレートと割合）",
		"ask IAM first what the caller may do, instead of after the first denial, and believe it as long as it is right: a scan under --denial-budget is faster (the caller needs iam:SimulatePrincipalPolicy)":                                       "呼び出し元に何が許可されているかを、最初の拒否の後ではなく最初にIAMに尋ね、正しい限りそれを信じる。--denial-budget の下でのスキャンが速くなる（呼び出し元に iam:SimulatePrincipalPolicy が必要）",
		"share of the calls a second that AWS allows in an account, above 0 and at most 1; throttle answers lower it further":                                                                                                                         "AWSがアカウントに許す呼び出しレートのうち使う割合（0より大きく1以下）。スロットリングの応答があればさらに下げる",
		"calls that AWS denies, in any five minutes of an account's CloudTrail, at most (BLEA's alarm fires at 5); what might exceed it waits, and is a gap when the scan's time is over; 0: call nothing that is likely to be denied; off: no limit": "アカウントのCloudTrailの任意の5分間に拒否される呼び出しの上限（BLEAのアラームは5件で発報）。超えるおそれのあるものは待ち、時間切れなら未取得とする。0: 拒否されそうなものは呼び出さない、off: 上限なし",
		"assume this role before anything is read; several make a chain, in their order":                                                                                                                                                              "読み取りの前にこのロールを引き受ける。複数指定すると、その順に引き受ける",
		"external id for the roles that are assumed":                                                                 "引き受けるロールの外部ID",
		"name of the sessions of roles, which CloudTrail shows":                                                      "ロールのセッション名（CloudTrailに表示される）",
		"how long the session of a role lasts before it is renewed; roles that are assumed from a role: at most 1h":  "ロールのセッションを更新するまでの長さ。ロールから引き受けるロールは最長1時間",
		"read the accounts of the organization, from its management or a delegated administrator account":            "管理アカウントまたは委任管理者アカウントから、組織のアカウントを読み取る",
		"role to assume in each account of the organization; the account that the scan starts from is read as it is": "組織の各アカウントで引き受けるロール。スキャンを開始するアカウントはそのまま読み取る",
		"read only these accounts of the organization (ids, repeatable, commas too)":                                 "組織のこれらのアカウントだけを読み取る（ID。複数指定、カンマ区切り可）",
		"do not read these accounts": "これらのアカウントを読み取らない",
		"read only accounts in or below these organizational units (ids or names)":                                                                    "これらの組織単位とその配下のアカウントだけを読み取る（IDまたは名前）",
		"read also accounts that are suspended or being closed":                                                                                       "停止中または閉鎖中のアカウントも読み取る",
		"read the accounts of this file instead of listing the organization: an id a line, and behind it the ARN of the role where it is another one": "組織の一覧の代わりに、このファイルのアカウントを読み取る。1行に1つのID、ロールが異なる場合は続けてそのARN",
		"I/N: read only the I-th of N shares of the accounts; /N takes I from JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX":                      "I/N: アカウントをN分割したI番目だけを読み取る。/N の場合、IはJOB_COMPLETION_INDEXまたはAWS_BATCH_JOB_ARRAY_INDEXから読む",
		"go on from the accounts that an interrupted scan of the organization has read into the same snapshot":                                        "中断した組織のスキャンが同じスナップショットに読み取ったアカウントの続きから再開",
		"read what belongs to the organization, and none of its accounts":                                                                             "組織に属するものだけを読み取り、アカウントは読み取らない",
		"keep the snapshot in this file": "スナップショットをこのファイルに残す",
		"keep the snapshot in this file, or in a bucket (s3://bucket/name.zip); of an organization also in a folder (NAME/, s3://bucket/prefix/), which then has one file an account": "スナップショットをこのファイルまたはバケット（s3://bucket/name.zip）に残す。組織の場合はフォルダー（NAME/、s3://bucket/prefix/）も可で、アカウントごとに1ファイル",
		"file to write, or s3://bucket/name.zip; of an organization also a folder (NAME/, s3://bucket/prefix/), which then has one file an account":                                   "書き込むファイル、または s3://bucket/name.zip。組織の場合はフォルダー（NAME/、s3://bucket/prefix/）も可で、アカウントごとに1ファイル",

		// judgement
		"regions that BLEA governs": "BLEAの対象リージョン",
		"regions that BLEA governs (default: the home of the qualifying trail, else the caller's region)":                                         "BLEAの対象リージョン（既定: 条件を満たす証跡のホームリージョン、なければ呼び出し元のリージョン）",
		"regions that BLEA governs, for snapshots":                                                                                                "BLEAの対象リージョン（スナップショットの場合）",
		"regions that BLEA governs, recorded in the snapshot":                                                                                     "BLEAの対象リージョン（スナップショットに記録）",
		"regions that BLEA governs: the first is the home of the scenarios (default: the home of the qualifying trail, else the caller's region)": "BLEAの対象リージョン。最初のものがシナリオのホーム（既定: 条件を満たす証跡のホームリージョン、なければ呼び出し元のリージョン）",
		"profiles of BLEA: auto, or with commas standalone or control-tower, guest-ec2, guest-ecs, guest-serverless":                              "BLEAのプロファイル: auto、またはカンマ区切りで standalone か control-tower、guest-ec2、guest-ecs、guest-serverless",
		"profiles of BLEA, for snapshots":                                                                                                         "BLEAのプロファイル（スナップショットの場合）",
		"time that ages are measured against, like 2026-01-31T00:00:00Z (default: the snapshot's)":                                                "経過期間の基準とする日時。例: 2026-01-31T00:00:00Z（既定: スナップショットの日時）",
		"add the remediation plan":                                                                                          "修復計画を加える",
		"[STANDARD=]N: exit 1 if a score is below N (repeatable)":                                                           "[標準=]N: スコアがN未満の場合に1で終了（複数指定可）",
		"exit 1 instead of 2 where the gate is undecided":                                                                   "ゲートが判定不能の場合に2ではなく1で終了",
		"exit 1 if more findings than N failed":                                                                             "N件を超える検出結果が失敗した場合に1で終了",
		"result of -o json: exit 1 only for findings that are new or worse than in it":                                      "-o json の結果。これより新規または悪化した検出結果がある場合にだけ1で終了",
		"do not shorten lists in the table":                                                                                 "表の一覧を省略しない",
		"do not shorten the list":                                                                                           "一覧を省略しない",
		"file with accepted findings (default kijun.suppressions.yaml in this folder, if there is one)":                     "受け入れた検出結果のファイル（既定: このフォルダーに kijun.suppressions.yaml があればそれ）",
		"file with accepted findings, for snapshots (default kijun.suppressions.yaml in this folder, if there is one)":      "受け入れた検出結果のファイル（スナップショットの場合。既定: このフォルダーに kijun.suppressions.yaml があればそれ）",
		"file with accepted findings, which need no step (default kijun.suppressions.yaml in this folder, if there is one)": "受け入れた検出結果のファイル。手順は不要とする（既定: このフォルダーに kijun.suppressions.yaml があればそれ）",
		"judge also if accounts that were to be read are in none of the snapshots; they are reported as not available":      "読み取るはずのアカウントがどのスナップショットにもない場合も評価し、判定不能として報告",
		"folder, or s3://bucket/prefix, where each run leaves its result and a summary":                                     "各実行の結果と要約を残すフォルダー、または s3://bucket/prefix",
		"folder, or s3://bucket/prefix, that holds the runs":                                                                "実行が残されているフォルダー、または s3://bucket/prefix",
		"how much of the history stays: a number of runs like 400, or of days like 90d (default: all)":                      "履歴を残す量: 400 のような回数、または 90d のような日数（既定: すべて）",
		"draw the trend of these standards only (repeatable, commas too)":                                                   "これらの標準の推移だけを描く（複数指定、カンマ区切り可）",
		"list only runs with these accounts (repeatable, commas too)":                                                       "これらのアカウントの実行だけを一覧（複数指定、カンマ区切り可）",
		"tell nobody, whatever the configuration says":                                                                      "設定にかかわらず、誰にも知らせない",
		"tell only these targets of the configuration what changed (repeatable, commas too; default: all)":                  "設定のこれらの通知先にだけ変更を知らせる（複数指定、カンマ区切り可。既定: すべて）",
		"tell these targets of the configuration what changed (repeatable, commas too; default: none)":                      "設定のこれらの通知先に変更を知らせる（複数指定、カンマ区切り可。既定: なし）",
		"the root hash that collect printed":                                                                                "collectが出力したルートハッシュ",

		// plans and drills
		"[STANDARD=]N: the shortest beginning of the plan after which the score is at least N (repeatable)":             "[標準=]N: スコアがN以上になる、計画の最短の部分（複数指定可）",
		"let the script hold steps that destroy something, each with a question, and let them count for --target-score": "破壊的な手順を確認付きでスクリプトに含め、--target-score でも数える",
		"play only these scenarios: names, or files of your own (repeatable, commas too; default: all built-in ones)":   "これらのシナリオだけを演習: 名前または独自のファイル（複数指定、カンマ区切り可。既定: 組み込みのすべて）",
		"when the attacks begin, like 2026-01-31T00:00:00Z (default: the snapshot's time)":                              "攻撃の開始日時。例: 2026-01-31T00:00:00Z（既定: スナップショットの日時）",

		// suppressions
		"why the findings are accepted":                      "受け入れる理由",
		"last day that they are, like 2026-12-31, or a time": "受け入れる最終日（例: 2026-12-31）または日時",
		"who answers for it":                                 "責任者",
		"where to read more":                                 "詳細の参照先",
		"file to write (default kijun.suppressions.yaml, or what the configuration says)":      "書き込むファイル（既定: kijun.suppressions.yaml または設定の値）",
		"result of -o json that has the findings: they are looked up, and named by their ARNs": "検出結果を含む -o json の結果。検出結果を探し、ARNで記録",
		"take over what is suppressed or disabled in Security Hub":                             "Security Hubで抑制または無効化されたものを引き継ぐ",

		// permissions and export
		"for a scan of the organization, by side: caller and member":                                                            "組織のスキャン用に、caller と member の側ごとに出力",
		"json, list, cloudformation (a template of the role, for a stack or a stack set) or terraform":                          "json、list、cloudformation（ロールのテンプレート。スタックまたはスタックセット用）、terraform のいずれか",
		"of the ARNs: aws, aws-cn, aws-us-gov":                                                                                  "ARNのパーティション: aws、aws-cn、aws-us-gov",
		"print only this side: caller, member, start, or the ARN of a role of --role-arn":                                       "この側だけを出力: caller、member、start、または --role-arn のロールのARN",
		"print what kijun export asff --import needs instead; a scan never needs it":                                            "代わりに kijun export asff --import に必要な権限を出力（スキャンには不要）",
		"print what notices through SNS and SES need instead; a scan never needs it":                                            "代わりにSNSとSESの通知に必要な権限を出力（スキャンには不要）",
		"the role in each account of the organization, or the default name in a template (default Kijun)":                       "組織の各アカウントのロール、またはテンプレートでの既定の名前（既定: Kijun）",
		"the roles that are assumed before anything is read, as for a scan; they become sides of their own":                     "読み取りの前に引き受けるロール（スキャンと同じ）。それぞれ独立した側になる",
		"write the policy into this folder instead, as files that are short enough for managed policies, and print their names": "代わりに、管理ポリシーに収まる長さのファイルとしてこのフォルダーに書き込み、その名前を出力",
		"send the differences to Security Hub (a write)":                                                                        "差分をSecurity Hubに送る（書き込み）",
		"with --import: compare, and send nothing":                                                                              "--import とともに: 比較だけを行い、何も送らない",
		"with --import: external id for the role":                                                                               "--import とともに: ロールの外部ID",
		"with --import: profile of the AWS configuration (default: AWS_PROFILE)":                                                "--import とともに: AWS設定のプロファイル（既定: AWS_PROFILE）",
		"with --import: role to assume in each account but the caller's":                                                        "--import とともに: 呼び出し元以外の各アカウントで引き受けるロール",
		"with --import: table or json":                                                                                          "--import とともに: table または json",

		// authors
		"exit 1 if the tests of a folder cover less than this percentage of one of its files":   "フォルダーのテストがいずれかのファイルをこの割合（%）まで網羅していない場合に1で終了",
		"folder to write to (default policies/controls/<service>, for CUSTOM/ ids this folder)": "書き込むフォルダー（既定: policies/controls/<service>、CUSTOM/ のIDではこのフォルダー）",
		"format the folder's files first, as opa fmt does":                                      "先に、フォルダーのファイルを opa fmt と同じように整形",
		"only tests whose package and name match this regular expression":                       "パッケージと名前がこの正規表現に一致するテストだけ",
		"table or json": "table または json",
	}
})
