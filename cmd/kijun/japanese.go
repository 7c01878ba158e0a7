package main

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// japanese are the messages on stderr in Japanese, by their English form as it stands in the source. {1} is what the first verb of the form becomes.
// Errors are made where nobody knows the language, and pass many hands; so they are recognized by their text where they are printed. A test finds a
// message that has no twin here.
var japanese = map[string]string{
	// configuration and flags
	"the configuration cannot be read: %v":                                           "設定ファイルを読み取れません: {1}",
	"%s: there is a second document behind ---; only one is read":                    "{1}: --- の後に2つ目のドキュメントがあります。読み取るのは1つだけです",
	"--%s is empty; give it a value, or leave it out":                                "--{1} が空です。値を指定するか、フラグを外してください",
	"%v; %s --help lists the flags":                                                  "{1}。フラグの一覧は {2} --help で確認できます",
	"unknown flag: %s":                                                               "不明なフラグです: {1}",
	"unknown shorthand flag: %s in %s":                                               "不明な短縮フラグです: {2} の {1}",
	"flag needs an argument: %s":                                                     "フラグに値が必要です: {1}",
	"invalid argument %s for %s flag: %s":                                            "フラグ {2} の値 {1} が正しくありません: {3}",
	"field %s not found":                                                             "キー {1} はありません",
	"line %s: field %s not found":                                                    "{1}行目: キー {2} はありません",
	"line %s: cannot unmarshal %s into %s":                                           "{1}行目: {2} を {3} として読み取れません",
	"there is no command %q; perhaps %s (%s help lists them)":                        "コマンド {1} はありません。もしかして: {2}（一覧は {3} help）",
	"there is no command %q; %s help lists them":                                     "コマンド {1} はありません。一覧は {2} help で確認できます",
	"--log-format is %q; it must be text or json":                                    "--log-format が {1} です。text または json を指定してください",
	"--lang is %q; it must be en or ja":                                              "--lang が {1} です。en または ja を指定してください",
	"%s takes no argument, but got %q":                                               "{1} は引数を取りませんが、{2} が指定されました",
	"%s takes one argument at most: %v (got %d)":                                     "{1} の引数は最大1つです: {2}（指定された数: {3}）",
	"%s takes one argument: %v (got %d)":                                             "{1} の引数は1つです: {2}（指定された数: {3}）",
	"interrupted":                                                                    "中断されました",
	"interrupted; %d accounts that were read stay in %s: --resume goes on from them": "中断されました。読み取り済みの{1}アカウント分は {2} に残っています。--resume で続きから再開できます",
	"interrupted; nothing was written":                                               "中断されました。何も書き込まれていません",
	"interrupted; the snapshot %s is complete, reports were not written":             "中断されました。スナップショット {1} は完成していますが、レポートは書き込まれていません",
	"internal error: %v":                                                             "内部エラー: {1}",
	"-o: there is no format %q; there are %s":                                        "-o: 形式 {1} はありません。指定できるのは {2} です",
	"-o: there is no format %q here; there are %s":                                   "-o: ここでは形式 {1} は使えません。指定できるのは {2} です",
	"-o: there is no format %q here; there are table, json":                          "-o: ここでは形式 {1} は使えません。指定できるのは table, json です",
	"there is no output format %q; there are %s":                                     "出力形式 {1} はありません。指定できるのは {2} です",
	"-o %s: the name of the file is missing":                                         "-o {1}: ファイル名がありません",
	"-o: %s and %s would both go to stdout; give one a file (%s=FILE)":               "-o: {1} と {2} の両方が標準出力に出力されます。一方をファイルにしてください（{3}=FILE）",
	"-o %s: %s is a folder":                                                          "-o {1}: {2} はフォルダーです",
	"-o %s: it cannot be written: %v":                                                "-o {1}: 書き込めません: {2}",
	"%s cannot be written: %v":                                                       "{1} に書き込めません: {2}",
	"-o %s=%s: it cannot be written: %v":                                             "-o {1}={2}: 書き込めません: {3}",
	"write %s: %w":                                                                   "{1} の書き込み: {2}",
	"a temporary folder for the snapshot: %v":                                        "スナップショット用の一時フォルダー: {1}",
	"a temporary folder for the snapshots: %v":                                       "スナップショット用の一時フォルダー: {1}",
	"%s could not be read to its end: %v":                                            "{1} を最後まで読み取れませんでした: {2}",
	"%s: there is no snapshot":                                                       "{1}: スナップショットがありません",
	"%q is neither a snapshot in a bucket (s3://bucket/name.zip) nor a place for snapshots (s3://bucket/prefix/)": "{1} はバケット内のスナップショット（s3://bucket/name.zip）でも、その置き場所（s3://bucket/prefix/）でもありません",
	"a temporary folder: %v": "一時フォルダー: {1}",
	"--parallel, --timeout and --call-timeout must be above zero, and --max-rate not below":                                                  "--parallel、--timeout、--call-timeout には0より大きい値を、--max-rate には0以上の値を指定してください",
	"--rate-share is %v; it must be above 0 and at most 1":                                                                                   "--rate-share が {1} です。0より大きく1以下の値を指定してください",
	"--denial-budget is %q; it must be a number, or off":                                                                                     "--denial-budget が {1} です。数値または off を指定してください",
	"AWS throttled %d requests; the calls like them were slowed down":                                                                        "{1}件のリクエストがAWSにスロットリングされたため、同種の呼び出しを減速しました",
	"%d calls were not made because the same was denied before":                                                                              "同じ呼び出しが既に拒否されていたため、{1}件の呼び出しを行いませんでした",
	"%d calls waited for --denial-budget, the longest %s":                                                                                    "{1}件の呼び出しが --denial-budget のために待機しました（最長 {2}）",
	"%d calls were not made because they might have been denied and --denial-budget was used up: what they would have told is not available": "拒否される可能性があり --denial-budget を使い切っていたため、{1}件の呼び出しを行いませんでした。その内容は確認できません",
	"--blea-profile is %v":                                            "--blea-profile が {1}",
	"%q; it must be auto, or of %s one or more with commas":           "{1} です。auto、または {2} のうち1つ以上をカンマ区切りで指定してください",
	"%q; %s is there twice":                                           "{1} です。{2} が重複しています",
	"%q; an account has one governance base, %s":                      "{1} です。アカウントのガバナンスベースは1つだけです: {2}",
	"--as-of is %q; it must be a time like 2026-01-31T00:00:00Z":      "--as-of が {1} です。2026-01-31T00:00:00Z のような日時を指定してください",
	"%s: %q is not the name of a region (like ap-northeast-1)":        "{1}: {2} はリージョン名ではありません（例: ap-northeast-1）",
	"--min-score is %q; it must be [STANDARD=]N with N from 0 to 100": "--min-score が {1} です。[STANDARD=]N の形で、Nは0から100を指定してください",
	"the gate: %v": "ゲート: {1}",
	"--max-failed is %q; it must be the number of findings that may fail, 0 or more": "--max-failed が {1} です。失敗を許す検出結果の件数（0以上）を指定してください",
	"--baseline: %v":                                               "--baseline: {1}",
	"there is no severity %q; there are %s":                        "重要度 {1} はありません。指定できるのは {2} です",
	"the number of failed findings that pass is 0 or more, not %d": "失敗を許す検出結果の件数は0以上です（指定値: {1}）",
	"a score is 0 to 100, not %d":                                  "スコアは0から100です（指定値: {1}）",
	"there is no score of the standard %q; there are %s":           "標準 {1} のスコアはありません。指定できるのは {2} です",
	"the baseline is of other accounts, so every finding is new":   "基準の結果は別のアカウントのものなので、すべての検出結果が新規になります",

	// snapshots of other builds
	"snapshot has schema %d, written by kijun %.40q; this kijun reads schema %d: use that kijun, or a newer one":      "スナップショットのスキーマが {1} です（作成したkijun: {2}）。このkijunが読めるのは {3} です。作成したときのkijunか、より新しいものを使ってください",
	"snapshot has schema %d, written by kijun %.40q; this kijun reads schema %d: use that kijun, or collect it again": "スナップショットのスキーマが {1} です（作成したkijun: {2}）。このkijunが読めるのは {3} です。作成したときのkijunを使うか、収集し直してください",
	"%w; kijun %.40q wrote it: if this is another build, use that one, or collect it again":                           "{1}。作成したkijunは {2} です。このkijunと別のビルドなら、そのビルドを使うか、収集し直してください",

	// results, plans, snapshots
	"-o: a plan is text or json, not %q":                              "-o: 計画の形式は text または json です（指定値: {1}）",
	"%s holds no plan: write it with --plan, or give the snapshot":    "{1} に計画がありません。--plan を付けて作成するか、スナップショットを指定してください",
	"%s is not as it was sealed: %d problems":                         "{1} は封印時の状態と一致しません（問題: {2}件）",
	"read account %s: %d calls, %d gaps, %d collections, snapshot %s": "アカウント {1} を読み取りました: 呼び出し {2}件、未取得 {3}件、コレクション {4}件、スナップショット {5}",
	"progress": "進捗",
	"%d/%d collections, %d regions; %d calls, %.0f/s, %d throttled, %d gaps": "コレクション {1}/{2}、リージョン {3}。呼び出し {4}件（{5}件/秒）、スロットリング {6}件、未取得 {7}件",
	"%d/%d accounts, %d regions; %d calls, %.0f/s, %d throttled, %d gaps":    "アカウント {1}/{2}、リージョン {3}。呼び出し {4}件（{5}件/秒）、スロットリング {6}件、未取得 {7}件",
	"waiting for the budget of denials: %d calls":                            "拒否件数の上限に達しないよう待機中の呼び出し: {1}件",
	"writing the snapshot": "スナップショットを書き込んでいます",
	"waiting for the credentials and the list of accounts and regions":                      "認証情報とアカウント・リージョンの一覧を待っています",
	"waiting for %s of %s in %s, and %d more":                                               "待機中: {1}（{2} の {3}）、ほか {4}件",
	"a control could not be evaluated: %s":                                                  "評価できなかったコントロール: {1}",
	"scanning the example account at %s (answers recorded %s)":                              "{1} の例示アカウントをスキャンします（応答の記録日: {2}）",
	"this is a zip file, perhaps a snapshot, and not a result written by -o json":           "これはzipファイル（おそらくスナップショット）で、-o json の結果ではありません",
	"its schema is %q and this kijun reads %q: use the kijun that wrote it, or a newer one": "スキーマが {1} ですが、このkijunが読めるのは {2} です。作成したときのkijunか、より新しいものを使ってください",
	"this is not a result written by -o json: its schema is %q, not %q":                     "-o json の結果ではありません。スキーマが {1} です（必要: {2}）",
	"this is not a result written by -o json: %q is expected, not %v":                       "-o json の結果ではありません。{1} が必要ですが、{2} があります",
	"line %d, column %d: %w":                                             "{1}行目{2}文字目: {3}",
	"controls: the id %q is empty or there twice":                        "コントロール: ID {1} が空か、重複しています",
	"control %s: unknown severity %q":                                    "コントロール {1}: 不明な重要度 {2} です",
	"findings[%d]: the id %q is empty or there twice":                    "検出結果[{1}]: ID {2} が空か、重複しています",
	"finding %s: there is no control %q":                                 "検出結果 {1}: コントロール {2} がありません",
	"finding %s: unknown status %q":                                      "検出結果 {1}: 不明なステータス {2} です",
	"finding %s: unknown severity %q":                                    "検出結果 {1}: 不明な重要度 {2} です",
	"finding %s: there is no gap %d":                                     "検出結果 {1}: 未取得の記録 {2} がありません",
	"finding %q: it has no id, or no control":                            "検出結果 {1}: IDまたはコントロールがありません",
	"plan step %d: there is no control %q":                               "計画のステップ{1}: コントロール {2} がありません",
	"as_of is missing":                                                   "as_of がありません",
	"it ends in the middle; it is not a whole result written by -o json": "途中で終わっています。-o json の完全な結果ではありません",
	"near byte %d: %w":                                                   "{1}バイト目付近: {2}",
	"it has no findings; it is not a whole result written by -o json":    "検出結果がありません。-o json の完全な結果ではありません",
	"a list is expected, not %v":                                         "リストが必要ですが、{1} があります",
	"the finding %s is there twice":                                      "検出結果 {1} が重複しています",
	"unusable snapshot":                                                  "使用できないスナップショット",
	"unusable snapshot %s: %w":                                           "使用できないスナップショット {1}: {2}",
	"cannot write snapshot":                                              "スナップショットを書き込めません",
	"cannot write snapshot %s: %w":                                       "スナップショット {1} を書き込めません: {2}",
	"not JSON":                                                           "JSONではありません",
	"not a regular file":                                                 "通常のファイルではありません",
	"it is not a regular file":                                           "通常のファイルではありません",
	"missing":                                                            "ありません",
	"missing: the manifest names it":                                     "マニフェストにありますが、ファイルがありません",
	"added: the manifest does not name it":                               "追加されています。マニフェストにありません",
	"changed: its root is %s, it says %.100q":                            "変更されています。ルートハッシュは {1} ですが、{2} と記録されています",
	"changed: %d bytes, the manifest says %d":                            "変更されています。{1}バイトですが、マニフェストでは{2}バイトです",
	"its root is %s, it says %.100q":                                     "ルートハッシュは {1} ですが、{2} と記録されています",
	"the root is %s, not the expected %s":                                "ルートハッシュは {1} で、指定された {2} と一致しません",
	"its SHA-256 is %x, the manifest says %s":                            "SHA-256は {1} ですが、マニフェストでは {2} です",
	"line %d is longer than %d bytes":                                    "{1}行目が{2}バイトを超えています",
	"line %d does not end":                                               "{1}行目が途中で終わっています",
	"%d elements, the manifest says %d":                                  "要素は{1}件ですが、マニフェストでは{2}件です",
	"more elements than the %d of the manifest":                          "要素がマニフェストの{1}件より多くあります",
	"the id %+.200q does not follow %+.200q":                             "ID {1} が {2} の後に来る順序になっていません",
	"line %d: %w":                                                        "{1}行目: {2}",
	"not in canonical form":                                              "正規の形式ではありません",
	"not an object with an id":                                           "IDを持つオブジェクトではありません",
	"not the manifest of a snapshot: no schema":                          "スナップショットのマニフェストではありません。スキーマがありません",
	"not in the form that kijun writes":                                  "kijunが書く形式ではありません",
	"%s: missing":                                                        "{1}: ありません",
	"entries: %q does not follow %q":                                     "エントリー: {1} が {2} の後に来る順序になっていません",
	"%s: not a list":                                                     "{1}: リストではありません",
	"members are missing":                                                "必要な項目がありません",
	"no such entry":                                                      "そのエントリーはありません",
	"id already present":                                                 "IDがすでにあります",
	"%q is not an account id":                                            "{1} はアカウントIDではありません",
	"%q is not a region":                                                 "{1} はリージョンではありません",
	"%q is not a collection":                                             "{1} はコレクションではありません",
	"entry %q: %w":                                                       "エントリー {1}: {2}",
	"entry %q: its name should be %q":                                    "エントリー {1}: 名前は {2} でなければなりません",
	"entry %q: it has nothing in it":                                     "エントリー {1}: 中身がありません",
	"empty collections of %q: keys or regions are missing, or not in order": "{1} の空のコレクション: キーまたはリージョンがないか、順序が正しくありません",
	"empty: not in the form that kijun writes":                              "empty: kijunが書く形式ではありません",
	"empty: %d collections of account %s, %d so far: more than %d or %d":    "empty: アカウント {2} のコレクションが{1}件、ここまで{3}件です（上限は{4}件または{5}件）",
	"empty: %q has elements":                                                "empty: {1} には要素があります",
	"entry %q: %q is not a SHA-256":                                         "エントリー {1}: {2} はSHA-256ではありません",
	"target %q %q is not an account and a region":                           "対象 {1} {2} はアカウントとリージョンではありません",
	"the snapshot is closed":                                                "スナップショットは閉じられています",
	"no path is given":                                                      "パスが指定されていません",
	"more than %d entries":                                                  "エントリーが{1}件を超えています",
	"%s: element %+q: %w":                                                   "{1}: 要素 {2}: {3}",
	"not a JSON object":                                                     "JSONオブジェクトではありません",
	"the object's id is %.100s":                                             "オブジェクトのIDが {1} です",
	"%d bytes, more than the %d of a line":                                  "{1}バイトあり、1行の上限{2}バイトを超えています",
	"%d bytes, more than %d":                                                "{1}バイトあり、上限の{2}バイトを超えています",
	"the entry grows beyond %d bytes":                                       "エントリーが{1}バイトを超えます",
	"the manifest has %d bytes, more than %d":                               "マニフェストが{1}バイトあり、上限の{2}バイトを超えています",
	"the snapshot grows beyond %d bytes":                                    "スナップショットが{1}バイトを超えます",
	"not a zip file, or cut short":                                          "zipファイルではないか、途中で切れています",
	"%d files, more than %d":                                                "ファイルが{1}個あり、上限の{2}個を超えています",
	"the zip's directory does not end where it says":                        "zipのディレクトリの終わりが記録と一致しません",
	"a zip in several parts":                                                "分割されたzipです",
	"the zip's directory is not where it says":                              "zipのディレクトリの位置が記録と一致しません",
	"it is encrypted":                                                       "暗号化されています",
	"it is a directory":                                                     "ディレクトリです",
	"it is a link or another special file":                                  "リンクなどの特殊なファイルです",
	"there are two files of this name":                                      "同じ名前のファイルが2つあります",
	"with it the content has more than %d bytes":                            "これを含めると内容が{1}バイトを超えます",
	"it overlaps another file":                                              "ほかのファイルと重なっています",
	"not a name that a snapshot holds":                                      "スナップショットにあるはずのない名前です",
	"unknown compression method %d":                                         "不明な圧縮方式 {1} です",
	"it lies outside the file":                                              "ファイルの範囲外にあります",
	"it is not compressed, but has two sizes":                               "圧縮されていないのに、2つのサイズが記録されています",
	"its header differs from the zip's directory":                           "ヘッダーがzipのディレクトリと一致しません",
	"%d bytes are said to be in %d compressed ones":                         "圧縮後{2}バイトの中に{1}バイトあると記録されています",
	"it has more than the %d bytes declared":                                "宣言された{1}バイトを超えています",
	"it cannot be inflated: %w":                                             "展開できません: {1}",
	"it has %d of the %d bytes declared":                                    "宣言された{2}バイトのうち{1}バイトしかありません",
	"something follows its compressed content":                              "圧縮された内容の後に余分なデータがあります",
	"its checksum is wrong":                                                 "チェックサムが一致しません",

	"-o %s=%s: %v":           "-o {1}={2}: {3}",
	"a snapshot":             "スナップショット",
	"a snapshot or a result": "スナップショットまたは結果",
	"a result in JSON":       "JSON形式の結果",
	"a folder":               "フォルダー",
	"the id of a control":    "コントロールのID",
	"the id of a standard":   "標準のID",

	// what the system says
	"no such file or directory": "そのようなファイルやフォルダーはありません",
	"permission denied":         "権限がありません",
	"is a directory":            "フォルダーです",
	"not a directory":           "フォルダーではありません",
	"file exists":               "すでに存在します",
	"no space left on device":   "ディスクの空き容量がありません",
	"read-only file system":     "読み取り専用のファイルシステムです",
	"connection refused":        "接続が拒否されました",
	"no such host":              "ホストが見つかりません",

	// differences and histories
	"kijun diff takes two arguments at most: results or snapshots (got %d)":      "kijun diff の引数は最大2つです: 結果またはスナップショット（指定された数: {1}）",
	"give two results or snapshots, or --history for the runs of one":            "結果またはスナップショットを2つ指定するか、--history で履歴を指定してください",
	"the history %s holds no runs":                                               "履歴 {1} に実行結果がありません",
	"the history %s holds no run before %s that it can be compared with":         "履歴 {1} に、{2} より前の比較できる実行結果がありません",
	"there is neither a file nor a run %q; kijun history -o json names the runs": "{1} というファイルも実行結果もありません。実行結果の名前は kijun history -o json で確認できます",
	"--history-keep says how much of a history stays, but there is no --history": "--history-keep は履歴を残す量の指定ですが、--history がありません",
	"--history-keep: %v": "--history-keep: {1}",
	"--history is %q; it must be a folder, or a bucket like s3://bucket/prefix": "--history が {1} です。フォルダー、または s3://bucket/prefix のようなバケットを指定してください",
	"--history %v":  "--history {1}",
	"--history: %v": "--history: {1}",
	"the history is looked at without a run: %s":                                          "履歴のうち次の実行結果を除いて処理します: {1}",
	"kept as run %s of the history %s":                                                    "履歴 {2} に実行結果 {1} として保存しました",
	"--history is missing: name the folder, or the bucket, that holds the runs":           "--history がありません。実行結果のあるフォルダーまたはバケットを指定してください",
	"there is no standard %q; kijun standards lists them":                                 "標準 {1} はありません。一覧は kijun standards で確認できます",
	"%s is not a folder":                                                                  "{1} はフォルダーではありません",
	"%q is neither a number of runs like 400 nor of days like 90d":                        "{1} は 400 のような回数でも 90d のような日数でもありません",
	"it is too large for a summary":                                                       "要約としては大きすぎます",
	"it is not the summary of a run":                                                      "実行結果の要約ではありません",
	"its schema is %q, not %q":                                                            "スキーマが {1} です（必要: {2}）",
	"it is the summary of another run":                                                    "別の実行結果の要約です",
	"the result of the run %s: %w":                                                        "実行結果 {1}: {2}",
	"the run %s cannot be read: %v":                                                       "実行結果 {1} を読み取れません: {2}",
	"the result of the run %s is not the one that was written: its SHA-256 is %s, not %s": "実行結果 {1} が書き込まれたときの内容と一致しません（SHA-256: {2}、記録: {3}）",
	"%q is not the address of a bucket like s3://bucket/prefix":                           "{1} は s3://bucket/prefix のようなバケットのアドレスではありません",

	// suppressions
	"--from-securityhub takes no finding, but got %q": "--from-securityhub は検出結果を取りませんが、{1} が指定されました",
	"name the findings to accept, by their id as in -o json (kijun/ACCOUNT/REGION/CONTROL/RESOURCE), or give --from-securityhub": "受け入れる検出結果を、-o json にあるID（kijun/ACCOUNT/REGION/CONTROL/RESOURCE）で指定するか、--from-securityhub を指定してください",
	"--reason is missing: say why the findings are accepted":                                                                     "--reason がありません。受け入れる理由を指定してください",
	"--expires is missing: give the last day that the findings are accepted, like 2026-12-31":                                    "--expires がありません。受け入れる最後の日を 2026-12-31 のように指定してください",
	"--expires is %q; it must be a day like 2026-12-31 or a time like 2026-12-31T09:00:00Z":                                      "--expires が {1} です。2026-12-31 のような日付か、2026-12-31T09:00:00Z のような日時を指定してください",
	"not read: %s in %s: %s %s": "読み取れません: {2} の {1}: {3} {4}",
	"Security Hub could not be read completely: %d calls failed; what they hide was not taken over": "Security Hubを完全には読み取れませんでした（失敗した呼び出し: {1}件）。読み取れなかったものは取り込んでいません",
	"--result: %v": "--result: {1}",
	"%q is not the id of a finding, as -o json has them: kijun/ACCOUNT/REGION/CONTROL/RESOURCE": "{1} は検出結果のIDではありません。-o json にある kijun/ACCOUNT/REGION/CONTROL/RESOURCE の形で指定してください",
	"%s has no finding %s":                    "{1} に検出結果 {2} がありません",
	"the suppressions cannot be read: %v":     "抑制ファイルを読み取れません: {1}",
	"the suppressions cannot be read: %w":     "抑制ファイルを読み取れません: {1}",
	"%s has it all: nothing was written":      "{1} にはすでにすべてあります。何も書き込んでいません",
	"the suppressions cannot be written: %v":  "抑制ファイルに書き込めません: {1}",
	"accepted %s until %s: %s":                "{1} を {2} まで受け入れました: {3}",
	"%d entries were added to %s, %d changed": "{2} に{1}件を追加し、{3}件を変更しました",
	"%d entries were added to %s":             "{2} に{1}件を追加しました",
	"read Security Hub of account %s in %d regions: %d suppressed findings, %d controls disabled somewhere":        "アカウント {1} のSecurity Hubを{2}リージョンで読み取りました: 抑制された検出結果 {3}件、いずれかで無効なコントロール {4}件",
	"not taken over, because kijun does not have these controls yet: %d":                                           "kijunにまだないコントロールのため取り込まなかったもの: {1}件",
	"%s: line %d: there is one key, suppressions, not %q":                                                          "{1}: {2}行目: キーは suppressions だけです（{3} は使えません）",
	"%s: line %d: suppressions are a list of entries, each with control or resource, reason and expires":           "{1}: {2}行目: suppressions は項目のリストです。各項目に control または resource と、reason、expires を書きます",
	"%s: an entry cannot be added to a file of this form; write the list under suppressions: with an entry a dash": "{1}: この形のファイルには項目を追加できません。suppressions: の下に、項目ごとに - を付けたリストを書いてください",
	"the list is not one with dashes": "リストが - で書かれていません",
	"the file is empty":               "ファイルが空です",

	// authors
	"%d tests failed":                     "{1}件のテストが失敗しました",
	"no test was found":                   "テストが見つかりません",
	"%d files are covered less than %g%%": "{1}個のファイルのカバレッジが{2}%未満です",
	"%d problems":                         "問題が{1}件あります",
	"--fix needs a folder":                "--fix にはフォルダーが必要です",
	"kijun new control takes two arguments, an id and a name: kijun new control CUSTOM/backup topic_has_backup (got %d)": "kijun new control の引数はIDと名前の2つです: kijun new control CUSTOM/backup topic_has_backup（指定された数: {1}）",
	"%q is not a name like topic_encrypted_at_rest":                                                                      "{1} は topic_encrypted_at_rest のような名前ではありません",
	"%s is there already":                                                 "{1} はすでにあります",
	"--partition is %q; it must be one of %s":                             "--partition が {1} です。{2} のいずれかを指定してください",
	"--split writes policies: leave --format out":                         "--split はポリシーを書き込みます。--format を外してください",
	"--split %s: %v":                                                      "--split {1}: {2}",
	"--side: a scan of one account has one side: add --org or --role-arn": "--side: 1アカウントのスキャンに側の区別はありません。--org または --role-arn を追加してください",
	"--side: there is no side %q; there are %s":                           "--side: {1} という側はありません。指定できるのは {2} です",
	"the role would have %d managed policies, and can have %d: narrow it with --standard or --control":                                                        "ロールの管理ポリシーが{1}個になり、上限の{2}個を超えます。--standard または --control で絞り込んでください",
	"account %s: ec2:DescribeRegions is denied, so the permissions of a scan seem to be missing: kijun permissions prints the policy that it needs":           "アカウント {1}: ec2:DescribeRegions が拒否されました。スキャンに必要な権限がないようです。必要なポリシーは kijun permissions で確認できます",
	"the policy has %d characters, more than the %d that may be embedded in a role: --split DIR writes it as managed policies":                                "ポリシーが{1}文字あり、ロールに埋め込める上限の{2}文字を超えています。--split DIR で管理ポリシーとして書き込めます",
	"the policy has %d characters, more than the %d of a managed policy: embed it in a role, or use --split DIR, which writes a file for each managed policy": "ポリシーが{1}文字あり、管理ポリシーの上限{2}文字を超えています。ロールに埋め込むか、管理ポリシーごとにファイルを書き込む --split DIR を使ってください",
	"there is no %s %q; there are %s":                                                      "{1} {2} はありません。あるのは {3} です",
	"there is no %s %q; perhaps %s":                                                        "{1} {2} はありません。もしかして: {3}",
	"there is no control %q; perhaps %s":                                                   "コントロール {1} はありません。もしかして: {2}",
	"there is no control %q; there are %s":                                                 "コントロール {1} はありません。あるのは {2} です",
	"there is no standard %q; there are %s":                                                "標準 {1} はありません。あるのは {2} です",
	"there is no control with parameters %q; perhaps %s":                                   "パラメーターを指定したコントロール {1} はありません。もしかして: {2}",
	"there is no control for requirement %s of the standard %s: %q; perhaps %s":            "標準 {2} の要件 {1} が指すコントロール {3} はありません。もしかして: {4}",
	"%s: the control %s is defined twice":                                                  "{1}: コントロール {2} が重複して定義されています",
	"no control is left to evaluate: no %s is part of %s":                                  "評価するコントロールがありません: {2} に {1} は含まれません",
	"--policy %s: %v":                                                                      "--policy {1}: {2}",
	"this is a link; links are not followed":                                               "リンクです。リンクはたどりません",
	"data files are not read; put constants into the control":                              "データファイルは読み取りません。定数はコントロールに書いてください",
	"the package is %s; a control of your own is in a package under custom":                "パッケージが {1} です。独自のコントロールは custom 以下のパッケージに置いてください",
	"parameters: %s has no parameter %q; it has %s":                                        "パラメーター: {1} に {2} はありません。あるのは {3} です",
	"parameters: %s.%s: %v":                                                                "パラメーター: {1}.{2}: {3}",
	"%v is not of type %s":                                                                 "{1} は {2} 型ではありません",
	"%v is out of range (%s to %s)":                                                        "{1} は範囲外です（{2} から {3}）",
	"%v is not true or false":                                                              "{1} は true でも false でもありません",
	"%v is not a string":                                                                   "{1} は文字列ではありません",
	"%q is not one of %s":                                                                  "{1} は {2} のいずれでもありません",
	"%v is not a list":                                                                     "{1} はリストではありません",
	"%d members are more than %s":                                                          "{1}個あり、上限の{2}個を超えています",
	"the standard %s is there twice; one of your own has an id of its own":                 "標準 {1} が重複しています。独自の標準には固有のIDを付けてください",
	"id is %q; it must be of small letters, digits, - and full stops, like team-baseline":  "id が {1} です。team-baseline のように、英小文字、数字、-、ピリオドで指定してください",
	"id is %q; the file is named after it":                                                 "id が {1} です。ファイル名はIDと同じにしてください",
	"title needs en and ja":                                                                "title には en と ja が必要です",
	"requirements are missing":                                                             "requirements がありません",
	"a requirement has no id":                                                              "IDのない要件があります",
	"the requirement %q is there twice":                                                    "要件 {1} が重複しています",
	"the title of the requirement %q needs en and ja":                                      "要件 {1} の title には en と ja が必要です",
	"manual of the requirement %q needs en and ja":                                         "要件 {1} の manual には en と ja が必要です",
	"the requirement %q has controls and is for a person (manual); one or the other":       "要件 {1} に controls と manual の両方があります。どちらか一方にしてください",
	"the file is not formatted: kijun lint --fix does it":                                  "整形されていません。kijun lint --fix で整形できます",
	"the id of a control of your own begins with CUSTOM/, not %q":                          "独自のコントロールのIDは CUSTOM/ で始めてください（{1}）",
	"the package %s is also that of %s; each control has its own":                          "パッケージ {1} は {2} でも使われています。コントロールごとに分けてください",
	"the id %s is also that of %s":                                                         "ID {1} は {2} でも使われています",
	"there is no collection %q":                                                            "コレクション {1} はありません",
	"there is no standard %q":                                                              "標準 {1} はありません",
	"the standard %s has no requirement %q":                                                "標準 {1} に要件 {2} はありません",
	"METADATA: there is no standard %q; there are %s":                                      "METADATA: 標準 {1} はありません。あるのは {2} です",
	"METADATA: there is no collection %q; perhaps %s":                                      "METADATA: コレクション {1} はありません。もしかして: {2}",
	"subjects narrows the elements of a collection; the subject of this control is the %s": "subjects はコレクションの要素を絞り込むものです。このコントロールの対象は {1} です",
	"elsewhere tells of what lies in other accounts beside the elements of a collection; the subject of this control is the %s": "elsewhere はコレクションの要素のほかに別アカウントにあるものを伝えるものです。このコントロールの対象は {1} です",
	"there is no test beside it (%s_test.rego)":                                "テストがありません（{1}_test.rego）",
	"there is no test beside it (%s_test.rego); kijun new control writes both": "テストがありません（{1}_test.rego）。kijun new control は両方を作成します",
	"not ... in a lookup that may find nothing: the rule is then undefined, not true; ask a set of pairs (not [k, x] in p), or bind the lookup by a rule that is always defined": "見つからないことのある参照に対する not ... in です。その場合、規則は真ではなく未定義になります。組の集合で調べる（not [k, x] in p）か、常に定義される規則で参照を束縛してください",
	"object.get: there is no %q in %s":                                    "object.get: {2} に {1} はありません",
	"the METADATA has no reason %q":                                       "METADATA に reason {1} がありません",
	"the reason %s has the placeholder %s, but is given no such argument": "reason {1} のプレースホルダー {2} に対応する引数が渡されていません",
	"no rule gives the reason %q":                                         "reason {1} を返す規則がありません",
	"the evidence path %q leads nowhere: there is no %q":                  "証跡のパス {1} は存在しません: {2} がありません",
	"undefined function %s; a control sees the snapshot only: no clock, no chance, no network; ages are measured against input.as_of": "未定義の関数 {1} です。コントロールから見えるのはスナップショットだけで、時計、乱数、ネットワークは使えません。経過時間は input.as_of を基準に測ります",
	"undefined function %s; kijun's functions are those of data.lib.*, which a control imports, and OPA's own":                        "未定義の関数 {1} です。使えるのは、コントロールがインポートする data.lib.* の関数とOPAの関数です",
	"undefined ref: %s; perhaps %s is meant": "未定義の参照です: {1}。もしかして: {2}",
	"undefined ref: %s":                      "未定義の参照です: {1}",
	"the package has no METADATA":            "パッケージにMETADATAがありません",
	"METADATA: %v":                           "METADATA: {1}",
	"%s is %q; it must be one of %s":         "{1} が {2} です。{3} のいずれかを指定してください",
	"id %q has not the form of a control's id (like S3.1, BLEA.IAM.1, CUSTOM/backup)":                "id {1} はコントロールのIDの形ではありません（例: S3.1、BLEA.IAM.1、CUSTOM/backup）",
	"%q has not the form of a control's id (like S3.1, BLEA.IAM.1, CUSTOM/backup)":                   "{1} はコントロールのIDの形ではありません（例: S3.1、BLEA.IAM.1、CUSTOM/backup）",
	"collection names the subjects of a control with subject: resource, and only of one":             "collection は subject: resource のコントロールに必要で、それ以外では使えません",
	"title and title_ja are both needed":                                                             "title と title_ja の両方が必要です",
	"remediation needs en and ja":                                                                    "remediation には en と ja が必要です",
	"manual is for a control without a plan, otherwise for what a plan has no step for: it has both": "manual は計画のないコントロール、otherwise は計画にステップのないもののための項目ですが、両方があります",
	"reasons are missing":       "reasons がありません",
	"reason %s needs en and ja": "reason {1} には en と ja が必要です",
	"reason %s has other placeholders in ja (%v) than in en (%v)":                        "reason {1} のプレースホルダーが ja（{2}）と en（{3}）で異なります",
	"manual is for a control without a plan, otherwise for one with a plan: it has both": "manual はプランのないコントロール、otherwise はプランに手順がない検出結果に指定します。両方は指定できません",
	"a control that ships disabled says why in disabled_because":                         "無効な状態で提供するコントロールは、理由を disabled_because に書いてください",
	"parameter %s: %q is not a type of parameters (%s)":                                  "パラメーター {1}: {2} はパラメーターの型ではありません（{3}）",
	"default of parameter %s: %v":                                                        "パラメーター {1} の既定値: {2}",
	"also: id %q has not the form of a control's id":                                     "also: id {1} はコントロールのIDの形ではありません",
	"also: %s is part of no standard":                                                    "also: {1} はどの標準にも含まれていません",
	"also: %s needs title and title_ja, or neither":                                      "also: {1} には title と title_ja の両方が必要か、どちらも不要です",
	"there is no %s in data/versions.json":                                               "data/versions.json に {1} がありません",
	"there is no %s":                                                                     "{1} がありません",
	"its rule elsewhere gave %d findings, instead of at most one WARNING on the account": "規則 elsewhere が{1}件の検出結果を返しました。アカウントに対するWARNING 1件までです",
	"a finding has not the form of result.pass and result.fail: %.200s":                  "検出結果が result.pass や result.fail の形ではありません: {1}",
	"it gave the status %q":                                                              "ステータス {1} を返しました",
	"it gave the reason code %q, which its METADATA does not have":                       "METADATAにない理由コード {1} を返しました",
	"the arguments of the reason %s for %s are too large":                                "{2} に対する理由 {1} の引数が大きすぎます",
	"its subjects are not a set of ids: %.200s":                                          "subjects がIDの集合ではありません: {1}",
	"it took longer than %s":                                                             "{1}を超えて実行されました",
	"the evaluation panicked: %v":                                                        "評価中に異常終了しました: {1}",
	"its %s is not a set: write %s contains ...":                                         "{1} が集合ではありません。{2} contains ... と書いてください",
	"it took more than %d MiB of memory":                                                 "{1} MiBを超えるメモリを使用しました",
	"a step is too large":                                                                "ステップが大きすぎます",
	"a step has not the form of a step: %s: %.200s":                                      "ステップの形ではありません: {1}: {2}",
	"a step has no subject or no region: %.200s":                                         "ステップに対象またはリージョンがありません: {1}",
	"read the findings of %s back: %w":                                                   "{1} の検出結果の読み戻し: {2}",
	"keep findings in a temporary file: %w":                                              "検出結果の一時ファイルへの保存: {1}",
	"the temporary file is damaged":                                                      "一時ファイルが壊れています",

	"%d passed, %d failed":     "合格 {1}件、失敗 {2}件",
	" (not covered: lines %s)": "（未実行の行: {1}）",
	" (disabled)":              "（無効）",

	// AWS
	"the profile %q is not in the AWS configuration files: aws configure list-profiles shows those that are": "プロファイル {1} はAWSの設定ファイルにありません。一覧は aws configure list-profiles で確認できます",
	"the AWS configuration cannot be read: %v":                                                               "AWSの設定を読み取れません: {1}",
	"the AWS configuration cannot be read: %w":                                                               "AWSの設定を読み取れません: {1}",
	"%q is not the name of a region (like ap-northeast-1)":                                                   "{1} はリージョン名ではありません（例: ap-northeast-1）",
	"sts:GetCallerIdentity answered with an ARN that is none: %w":                                            "sts:GetCallerIdentity の応答がARNではありません: {1}",
	"the region %s is not enabled in account %s (enabled: %s)":                                               "リージョン {1} はアカウント {2} で有効ではありません（有効: {3}）",
	"the AWS credentials have expired (%s): get new ones, for SSO with %s":                                   "AWSの認証情報の有効期限が切れています（{1}）。取得し直してください（SSOの場合: {2}）",
	"AWS does not accept these credentials (%s): check the access key and the secret key":                    "AWSがこの認証情報を受け付けません（{1}）。アクセスキーとシークレットキーを確認してください",
	"these credentials may not even ask who they are (sts:GetCallerIdentity, %s)":                            "この認証情報には sts:GetCallerIdentity の権限もありません（{1}）",
	"AWS does not accept the time of this machine (%s): set its clock":                                       "AWSがこの端末の時刻を受け付けません（{1}）。時計を合わせてください",
	"AWS cannot be reached: %s":                                                                              "AWSに接続できません: {1}",
	"sts:GetCallerIdentity failed: %s":                                                                       "sts:GetCallerIdentity が失敗しました: {1}",
	"no AWS credentials were found: set AWS_PROFILE, use --profile, or see aws configure":                    "AWSの認証情報が見つかりません。AWS_PROFILE か --profile を指定するか、aws configure を参照してください",
	"the SSO session has expired: run %s":                                                                    "SSOセッションの有効期限が切れています。{1} を実行してください",
	"the AWS credentials could not be had: %s answered %s with %s":                                           "AWSの認証情報を取得できません: {1} が {2} に {3} と応答しました",
	"the AWS credentials could not be had: %s":                                                               "AWSの認証情報を取得できません: {1}",
	"not answered for %s: %s":                                                                                "{1} について応答がありません: {2}",

	// notices and Security Hub
	"a notice for %s could not be sent: %v; it waits in %s and is sent with the next run": "{1} への通知を送信できませんでした: {2}。{3} に保存し、次の実行で送信します",
	"notify: what was told last cannot be read: %v":                                       "通知: 前回知らせた内容を読み取れません: {1}",
	"notify: the outbox %s cannot be written: %v":                                         "notify: 未送信フォルダー {1} に書き込めません: {2}",
	"notices sent: %d": "送信した通知: {1}件",
	"not everybody could be told: see the lines above":                                                                                       "送信できなかった通知があります。上の行を確認してください",
	"--notify and --no-notify exclude each other":                                                                                            "--notify と --no-notify は同時に指定できません",
	"notify: there is no place where messages wait that cannot be sent: set outbox under notify in the configuration":                        "notify: 未送信の通知の保存先がありません。設定の notify に outbox を指定してください",
	"notify: target %s is told what changed, and there is no earlier run to compare with: give --history or --baseline, or set when: always": "notify: 通知先 {1} には変更点を知らせますが、比較する以前の実行がありません。--history か --baseline を指定するか、when: always を設定してください",
	"notify: there is no target %q; there are %s":                                                                                            "notify: 通知先 {1} はありません。あるのは {2} です",
	"notify: target %s: %w": "notify: 通知先 {1}: {2}",
	"url: %w":               "url: {1}",
	"hmac_secret: %w":       "hmac_secret: {1}",
	"password: %w":          "password: {1}",
	"the notice for %s could neither be sent (%v) nor be kept: %w": "{1} への通知は送信も（{2}）保存もできませんでした: {3}",
	"the outbox cannot be read: %w":                                "未送信フォルダーを読み取れません: {1}",
	"%s is no notice that this kijun can read":                     "{1} はこのkijunが読める通知ではありません",
	"a notice was sent and cannot be taken out of the outbox: %w":  "送信済みの通知を未送信フォルダーから削除できません: {1}",
	"the outbox cannot be written: %w":                             "未送信フォルダーに書き込めません: {1}",
	"from is no address: %w":                                       "from がメールアドレスではありません: {1}",
	"to has no address: %w":                                        "to がメールアドレスではありません: {1}",
	"the server offers no STARTTLS; with tls: implicit the connection is encrypted from its beginning": "サーバーがSTARTTLSに対応していません。最初から暗号化する接続には tls: implicit を指定します",
	"the server asks for what AUTH LOGIN has not":                                                      "サーバーがAUTH LOGINにない情報を求めています",
	"line %d: it must be {env: NAME} or {file: PATH}":                                                  "{1}行目: {env: NAME} または {file: PATH} で指定してください",
	"line %d: field %s not found; it must be {env: NAME} or {file: PATH}":                              "{1}行目: キー {2} はありません。{env: NAME} または {file: PATH} で指定してください",
	"the environment variable %s is not set":                                                           "環境変数 {1} が設定されていません",
	"%s has %d bytes, which is no secret":                                                              "{1} は{2}バイトあり、秘密の値とは考えられません",
	"%s is empty":                                                                                      "{1} は空です",
	"notify: %q is not a name of a target: letters, digits, - and _":                                   "notify: {1} は通知先の名前として使えません。英数字、-、_ で指定してください",
	"notify: link is %q; it must be an address like https://ci.example.com/runs/${RUN_ID}":             "notify: link が {1} です。https://ci.example.com/runs/${RUN_ID} のようなアドレスを指定してください",
	"type is %q; it must be one of %s":                                                                 "type が {1} です。{2} のいずれかを指定してください",
	"a target of type %s needs %s":                                                                     "{1} の通知先には {2} が必要です",
	"a target of type %s takes no %s":                                                                  "{1} の通知先に {2} は指定できません",
	"when is %q; it must be %s or %s":                                                                  "when が {1} です。{2} または {3} を指定してください",
	"min_severity is %q; it must be one of %s":                                                         "min_severity が {1} です。{2} のいずれかを指定してください",
	"lang is %q; it must be en or ja":                                                                  "lang が {1} です。en または ja を指定してください",
	"timeout must be above zero and at most five minutes":                                              "timeout は0より長く5分以下で指定してください",
	"the url of a webhook of Slack lets anybody post: give it as {env: NAME} or {file: PATH}":          "SlackのWebhookのURLは、知っていれば誰でも投稿できます。{env: NAME} または {file: PATH} で指定してください",
	"a secret does not stand in the configuration: give it as {env: NAME} or {file: PATH}":             "秘密の値は設定ファイルに書けません。{env: NAME} または {file: PATH} で指定してください",
	"the url holds a login or a query, which may be secret: give it as {env: NAME} or {file: PATH}":    "URLに秘密の値かもしれないログイン情報またはクエリが含まれています。{env: NAME} または {file: PATH} で指定してください",
	"topic is %q; it must be the ARN of a topic of SNS":                                                "topic が {1} です。SNSトピックのARNを指定してください",
	"region is %q; it must be a name like ap-northeast-1":                                              "region が {1} です。ap-northeast-1 のような名前を指定してください",
	"server is %q; it must be host:port, like smtp.example.com:587":                                    "server が {1} です。smtp.example.com:587 のように host:port で指定してください",
	"tls is %q; it must be starttls, implicit or none":                                                 "tls が {1} です。starttls、implicit、none のいずれかを指定してください",
	"user and password belong together":                                                                "user と password は両方指定してください",
	"a password is not sent without encryption: leave tls out, or user and password":                   "暗号化せずにパスワードは送信しません。tls を外すか、user と password を外してください",
	"from is %q, which is no address of mail":                                                          "from の {1} はメールアドレスではありません",
	"to has %q, which is no address of mail":                                                           "to の {1} はメールアドレスではありません",
	"the url is no address like https://hooks.example.com/path":                                        "URLが https://hooks.example.com/path のようなアドレスではありません",
	"the url begins with %s://; messages go over https":                                                "URLが {1}:// で始まっています。通知はhttpsで送信します",
	"its url is no address":                                                                            "URLがアドレスではありません",
	"it answered %s%s, and redirects are not followed: give the final address":                         "応答は {1}{2} です。リダイレクトには従いません。最終的なアドレスを指定してください",
	"it answered %s":                                        "応答は {1} です",
	"it did not answer in time":                             "時間内に応答がありませんでした",
	"AWS did not answer in time":                            "AWSから時間内に応答がありませんでした",
	"AWS answered %s: %s":                                   "AWSの応答は {1}: {2} です",
	"the server answered %d %s":                             "サーバーの応答は {1} {2} です",
	"there is no such target in the configuration any more": "設定にその通知先がなくなっています",
	"the notice has %d bytes without any change, more than the %d of a message":                     "変更点を除いても通知が{1}バイトあり、上限の{2}バイトを超えています",
	"region is missing, and the AWS configuration has none":                                         "region がなく、AWSの設定にもありません",
	"there is no type %q of AWS":                                                                    "AWSに {1} という種類はありません",
	"--%s belongs to --import, which is not given":                                                  "--{1} は --import と一緒に指定してください",
	"--role-name is %q; it must be the name of a role, without arn:":                                "--role-name が {1} です。arn: を付けず、ロール名を指定してください",
	"nothing was imported: %s":                                                                      "何も取り込まれていません: {1}",
	"%d findings were not imported (regions and accounts with errors: %d)":                          "{1}件の検出結果を取り込めませんでした（エラーのあったリージョンとアカウント: {2}）",
	"the credentials are of account %s: give --role-name, a role that may be assumed in account %s": "認証情報はアカウント {1} のものです。アカウント {2} で引き受けられるロールを --role-name で指定してください",
	"the findings in Security Hub could not be read, so nothing was sent: %s":                       "Security Hubの検出結果を読み取れないため、何も送信していません: {1}",
	"%s is larger than the %d bytes that Security Hub takes":                                        "{1} はSecurity Hubの上限{2}バイトを超えています",
	"Security Hub did not take %d findings, and does not say why":                                   "Security Hubが{1}件の検出結果を受け取りませんでした。理由は示されていません",
	"not sent: %s":                        "送信していません: {1}",
	"%w: %s at byte %d":                   "{1}: {2}（{3}バイト目）",
	"%s: what it would give is too large": "{1}: 結果が大きすぎます",
	"%s: line %d: %v":                     "{1}: {2}行目: {3}",
	"an entry is a mapping with control or resource, reason and expires":                               "項目は control または resource と、reason、expires を持つマッピングです",
	"there is no key %q; there are control, account, region, resource, reason, owner, expires, ticket": "キー {1} はありません。使えるのは control, account, region, resource, reason, owner, expires, ticket です",
	"%s is there twice": "{1} が重複しています",
	"%s is one text":    "{1} は1つの文字列です",
	"%s is empty; give it a value, or leave it out":                                       "{1} が空です。値を指定するか、省略してください",
	"%s %q matches everything; name what is meant, or leave the key out":                  "{1} {2} はすべてに一致します。対象を具体的に指定するか、キーを省略してください",
	"control %q is not the id of a control (like S3.8)":                                   "control {1} はコントロールのIDではありません（例: S3.8）",
	"account %q is not the id of an account (12 digits)":                                  "account {1} はアカウントID（12桁の数字）ではありません",
	"region %q is not the name of a region (like ap-northeast-1, or global)":              "region {1} はリージョン名ではありません（例: ap-northeast-1、global）",
	"the entry matches everything; it needs a control or a resource":                      "この項目はすべてに一致します。control または resource が必要です",
	"resource %q matches everything; it needs a control, or the service of the resource":  "resource {1} はすべてに一致します。control か、リソースのサービスが必要です",
	"the entry has no reason; say why the findings are accepted":                          "reason がありません。受け入れる理由を書いてください",
	"the entry has no expiry; expires is the last day that it counts, like 2026-12-31":    "期限がありません。有効な最後の日を expires に 2026-12-31 のように書いてください",
	"expires is %q; it must be a day like 2026-12-31 or a time like 2026-12-31T09:00:00Z": "expires が {1} です。2026-12-31 のような日付か、2026-12-31T09:00:00Z のような日時を指定してください",

	// organizations
	"%d entries are more than one file holds: give a folder, which keeps one file an account":                                     "エントリーが{1}件あり、1つのファイルに収まりません。フォルダーを指定すると、アカウントごとに1ファイルで保存します",
	"%s holds the snapshot of account %s, which is none of this scan's: give an empty folder":                                     "{1} に、このスキャンの対象ではないアカウント {2} のスナップショットがあります。空のフォルダーを指定してください",
	"%s is %q; with --shard %s it must be from 0 to %d":                                                                           "{1} が {2} です。--shard {3} では0から{4}でなければなりません",
	"%s says something else of it: two snapshots of one account cannot be joined":                                                 "{1} の内容と異なります。1つのアカウントの2つのスナップショットは結合できません",
	"%s takes one argument or more: %s (got 0)":                                                                                   "{1} の引数は1つ以上です: {2}（指定された数: 0）",
	"%s:%d: %q is not an account id (12 digits)":                                                                                  "{1}:{2}: {3} はアカウントID（12桁の数字）ではありません",
	"%s:%d: %q is not the ARN of a role in account %s":                                                                            "{1}:{2}: {3} はアカウント {4} のロールのARNではありません",
	"%s:%d: a line is an account id and, if it is another one, the ARN of the role there":                                         "{1}:{2}: 1行には、アカウントIDと、別のロールを使う場合はそのARNを書きます",
	"%s:%d: account %s is there twice":                                                                                            "{1}:{2}: アカウント {3} が重複しています",
	"%w: %w: %s; collect it again, or report the rest with --allow-missing":                                                       "{1}: {2}: {3}。収集し直すか、--allow-missing を付けて残りだけを判定してください",
	"--%s chooses among the accounts of an organization: add --org, or --accounts-file":                                           "--{1} は組織のアカウントを選ぶフラグです。--org または --accounts-file を追加してください",
	"--%s: %q is not an account id (12 digits)":                                                                                   "--{1}: {2} はアカウントID（12桁の数字）ではありません",
	"--account: %s is none of the %d accounts of the organization or the accounts file":                                           "--account: {1} は組織またはアカウントファイルの{2}アカウントに含まれません",
	"--accounts-file %s names no account":                                                                                         "--accounts-file {1} にアカウントがありません",
	"--accounts-file %s names no role for account %s: add --role-name":                                                            "--accounts-file {1} にアカウント {2} のロールがありません。--role-name を追加してください",
	"--accounts-file %s: %v":                                                                                                      "--accounts-file {1}: {2}",
	"--accounts-file: %v":                                                                                                         "--accounts-file: {1}",
	"--org needs --role-name: the role that kijun assumes in each account":                                                        "--org には --role-name（各アカウントでkijunが引き受けるロール）が必要です",
	"--ou: %q is the name of %d units; give one by its id: %s":                                                                    "--ou: {1} という名前の組織単位が{2}個あります。IDで指定してください: {3}",
	"--ou: the organization has no unit %q":                                                                                       "--ou: 組織に組織単位 {1} はありません",
	"--ou: the units of the organization cannot be listed (%s, %s)":                                                               "--ou: 組織単位の一覧を取得できません（{1}、{2}）",
	"--role-arn: %q is not the ARN of a role":                                                                                     "--role-arn: {1} はロールのARNではありません",
	"--role-name: %q is not the name of a role (with its path, without arn:)":                                                     "--role-name: {1} はロール名ではありません（パスは含め、arn: は付けません）",
	"--session-duration is %s; it must be from 15m to 12h":                                                                        "--session-duration が {1} です。15m から 12h で指定してください",
	"--session-name: %q is none: 2 to 64 letters, digits and _+=,.@-":                                                             "--session-name: {1} は使えません。英数字と _+=,.@- の2〜64文字で指定してください",
	"--shard is %q; it must be I/N with I from 1 to N, or /N in a job that has JOB_COMPLETION_INDEX or AWS_BATCH_JOB_ARRAY_INDEX": "--shard が {1} です。I/N（Iは1からN）、または JOB_COMPLETION_INDEX か AWS_BATCH_JOB_ARRAY_INDEX のあるジョブでは /N を指定してください",
	"account %s is in no organization: scan without --org, or give --accounts-file":                                               "アカウント {1} は組織に属していません。--org を外すか、--accounts-file を指定してください",
	"it changed while it was read":                                                                                                "読み取り中に変更されました",
	"it holds account %s like %s, but was collected for other controls":                                                           "{2} と同じアカウント {1} を含みますが、別のコントロールのために収集されています",
	"it is a part of another scan than %s: the accounts to be read are not the same":                                              "{1} とは別のスキャンの一部です。対象アカウントが異なります",
	"it is shard %d of %d, and so is %s":                                                                                          "{2}分割の{1}番目ですが、{3} も同じです",
	"no account is left to scan: of %d, none is active and chosen by --account, --ou and --exclude-account":                       "スキャンするアカウントがありません。{1}アカウントのうち、有効で --account、--ou、--exclude-account の条件に合うものがありません",
	"no role was named: give --role-name":                                                                                         "ロールが指定されていません。--role-name を指定してください",
	"organization: %w":                                                                                                            "組織: {1}",
	"parts are missing":                                                                                                           "一部がありません",
	"read %d accounts: %d calls, %d gaps, snapshot %s":                                                                            "{1}アカウントを読み取りました: 呼び出し {2}件、未取得 {3}件、スナップショット {4}",
	"the accounts of the organization cannot be listed from account %s (%s, %s): scan from the management or a delegated administrator account, or give --accounts-file": "アカウント {1} から組織のアカウント一覧を取得できません（{2}、{3}）。管理アカウントまたは委任管理者アカウントからスキャンするか、--accounts-file を指定してください",
	"the answer has an ARN that is none: %v":                                                  "応答のARNが正しくありません: {1}",
	"the manifest has %d bytes, more than %d: give a folder, which keeps one file an account": "マニフェストが{1}バイトあり、上限の{2}バイトを超えています。フォルダーを指定すると、アカウントごとに1ファイルで保存します",
	"the role leads into account %s":                                                          "ロールはアカウント {1} のものです",
	"there is no snapshot in this folder":                                                     "このフォルダーにスナップショットがありません",

	// plans and drills
	"--severity is %q; it must be one of %s":                                       "--severity が {1} です。{2} のいずれかを指定してください",
	"--target-score is %q: there is no standard %q in this run":                    "--target-score が {1} です。この実行に標準 {2} はありません",
	"--target-score is %q; it must be [STANDARD=]N with N from 0 to 100":           "--target-score が {1} です。[STANDARD=]N の形で、Nは0から100を指定してください",
	"the target %s is reached already":                                             "目標 {1} はすでに達成されています",
	"--target-score needs a forecast, and %s is a result: give the snapshot":       "--target-score には予測が必要ですが、{1} は結果です。スナップショットを指定してください",
	"-o %s: CloudFormation can do nothing of this plan":                            "-o {1}: この計画にCloudFormationで実行できるものはありません",
	"-o %s: there are %d templates (%s); give a folder for them (%s=FOLDER)":       "-o {1}: テンプレートが{2}個あります（{3}）。フォルダーを指定してください（{4}=FOLDER）",
	"-o %s=%s: %s cannot be written: %v":                                           "-o {1}={2}: {3} を書き込めません: {4}",
	"-o: a plan has no format %q; there are %s":                                    "-o: 計画に形式 {1} はありません。指定できるのは {2} です",
	"%s: the scenario %s is there twice, also in %s":                               "{1}: シナリオ {2} が {3} にもあり、重複しています",
	"%s:1: there is no scenario in the file":                                       "{1}:1: ファイルにシナリオがありません",
	"--%s says how to collect, and %s is collected already; leave one of them out": "--{1} は収集方法の指定ですが、{2} は収集済みです。どちらかを外してください",
	"drill, %s: %w":             "訓練 {1}: {2}",
	"it has more than %d bytes": "{1}バイトを超えています",
	"the snapshot was made without %s; what needs them is unknown: collect again without --control and --standard": "スナップショットは {1} なしで作成されています。それを必要とするものは不明です。--control と --standard を付けずに収集し直してください",
}

// headings are the heads and labels of listings in Japanese.
var headings = map[string]string{
	"ID": "ID", "SEVERITY": "重要度", "TITLE": "タイトル", "STANDARDS": "標準", "IMPLEMENTED": "対応済み", "MANUAL": "人による確認", "MISSING": "未対応", "REQUIREMENTS": "要件",
	"CONTROLS": "コントロール", "STATE": "状態", "ACCOUNT": "アカウント", "REGION": "リージョン", "NEW": "新規", "CHANGED": "変更", "ARCHIVED": "アーカイブ", "UNCHANGED": "変更なし",
	"KEPT": "保持", "NEWER": "より新しい", "FAILED": "失敗", "remediation": "修復方法", "BLEA construct": "BLEAコンストラクト", "disabled": "無効", "source": "参照元",
	"reads": "読み取るもの", "coverage": "カバレッジ", "implemented": "対応済み", "manual": "人による確認", "missing": "未対応",
}

// heads are headings in the language of the run.
func (a *app) heads(words ...string) []string {
	if a.global.lang != "ja" {
		return words
	}
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = cmp.Or(headings[w], w)
	}
	return out
}

// verb is a verb of a form.
var verb = regexp.MustCompile(`%%|%[+#]?(?:\.[0-9]+)?[a-zA-Z]`)

// twin is a form that can be recognized.
type twin struct {
	english *regexp.Regexp
	japan   string
	letters int    // of the form without its verbs: the more, the surer
	errors  []bool // which of its verbs are errors, and so have a twin of their own; others are names and numbers
}

// twins are the forms, the surest first.
var twins = sync.OnceValue(func() []twin {
	var out []twin
	for english, japan := range japanese {
		t := twin{english: pattern(english), japan: japan, letters: len(verb.ReplaceAllString(english, ""))}
		for _, v := range verb.FindAllString(english, -1) {
			if v != "%%" {
				t.errors = append(t.errors, v == "%v" || v == "%w")
			}
		}
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b twin) int {
		return cmp.Or(b.letters-a.letters, strings.Compare(a.english.String(), b.english.String()))
	})
	return out
})

// pattern recognizes what a form becomes.
func pattern(form string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString(`(?s)^`)
	last := 0
	for _, at := range verb.FindAllStringIndex(form, -1) {
		b.WriteString(regexp.QuoteMeta(form[last:at[0]]))
		switch kind := form[at[1]-1]; {
		case form[at[0]:at[1]] == "%%":
			b.WriteString("%")
		case kind == 'd':
			b.WriteString(`(-?[0-9]+)`)
		case kind == 'q':
			b.WriteString(`("(?:[^"\\]|\\.)*"|` + "`[^`]*`" + `)`)
		case at[0] == 0 && kind == 's': // a name at the beginning: what stands before a colon is not part of it
			b.WriteString(`((?:[^:]|:[^ ])*?)`)
		default:
			b.WriteString(`(.*?)`)
		}
		last = at[1]
	}
	b.WriteString(regexp.QuoteMeta(form[last:]) + `$`)
	return regexp.MustCompile(b.String())
}

var argument = regexp.MustCompile(`\{[1-9]\}`)

// inJapanese is a message in Japanese, as far as it is known: what stands before a colon, and what AWS or the system says, stays as it is.
func inJapanese(message string) string {
	if out, ok := recognized(message); ok {
		return out
	}
	for i := 0; i < len(message); {
		at := strings.Index(message[i:], ": ")
		if at < 0 {
			break
		}
		i += at + 2
		if out, ok := recognized(message[i:]); ok {
			return message[:i] + out
		}
	}
	return message
}

func recognized(message string) (string, bool) {
	for _, t := range twins() {
		m := t.english.FindStringSubmatch(message)
		if m == nil {
			continue
		}
		return argument.ReplaceAllStringFunc(t.japan, func(p string) string {
			n, err := strconv.Atoi(p[1 : len(p)-1])
			switch {
			case err != nil || n >= len(m):
				return p
			case t.errors[n-1]:
				return inJapanese(m[n])
			}
			return m[n]
		}), true
	}
	return "", false
}

// says is a message in the language of the run.
func (a *app) says(message string) string {
	lang := a.global.lang
	if lang == "" { // before the flags are read
		lang = localeLang()
	}
	if lang != "ja" {
		return message
	}
	return inJapanese(message)
}
