# 修復計画: 19ステップ
# kijunはこれらのコマンドを実行しません。内容を確認してから実行してください。

# 1.  CRITICAL  BLEA.CloudTrail.1  111122223333  ap-northeast-1  アカウント 111122223333  [BLEA.CloudTrail.1-31f9cd6b]
#   証跡がすべてのリージョンの管理イベントを記録している必要があります
#   設定を修正します。
aws cloudtrail update-trail --region ap-northeast-1 --cli-input-json '{"IsMultiRegionTrail":true,"Name":"main"}'
#   取り消し: aws cloudtrail update-trail --region ap-northeast-1 --cli-input-json '{"IsMultiRegionTrail":false,"Name":"main"}'

# 2.  HIGH  S3.8  111122223333  ap-northeast-1  a-bucket-with-a-name-as-long-as-a-name-of-a-bucket-may-be-63-char  [S3.8-cb54c2d5]
#   S3汎用バケットはパブリックアクセスをブロックする必要があります
#   設定を修正します。
#   手作業: この検出結果に対するコマンドはありません
# 3.  HIGH  S3.8  111122223333  ap-northeast-1  請求書-バックアップ用バケット  [S3.8-35bb1d88]

# 4.  MEDIUM  EC2.7  111122223333  us-east-1  [EC2.7-1de12b44]
#   EBSのデフォルト暗号化を有効にする必要があります
#   設定を修正します。
#   手作業: この検出結果に対するコマンドはありません

# 5.  MEDIUM  EC2.7  111122223333  ap-northeast-1  [EC2.7-7bc5c9ee]
aws ec2 enable-ebs-encryption-by-default --region ap-northeast-1
#   取り消し: aws ec2 disable-ebs-encryption-by-default --region ap-northeast-1

# 6.  LOW  S3.20  111122223333  us-east-1  logs-00  [S3.20-5c2a01ca]
#   S3汎用バケットではMFA Deleteを有効にする必要があります
#   設定を修正します。
#   手作業: この検出結果に対するコマンドはありません
# 7.  LOW  S3.20  111122223333  us-east-1  logs-01  [S3.20-0d695386]
# 8.  LOW  S3.20  111122223333  us-east-1  logs-02  [S3.20-5595454e]
# 9.  LOW  S3.20  111122223333  us-east-1  logs-03  [S3.20-860f1d9c]
# 10.  LOW  S3.20  111122223333  us-east-1  logs-04  [S3.20-596f7000]
# 11.  LOW  S3.20  111122223333  us-east-1  logs-05  [S3.20-16a22846]
# 12.  LOW  S3.20  111122223333  us-east-1  logs-06  [S3.20-ccded9f1]
# 13.  LOW  S3.20  111122223333  us-east-1  logs-07  [S3.20-d9a9b5d1]
# 14.  LOW  S3.20  111122223333  us-east-1  logs-08  [S3.20-61ea5a19]
# 15.  LOW  S3.20  111122223333  us-east-1  logs-09  [S3.20-31f3534b]
# 16.  LOW  S3.20  111122223333  us-east-1  logs-10  [S3.20-2e75990f]
# 17.  LOW  S3.20  111122223333  us-east-1  logs-11  [S3.20-67baef06]

# 18.  HIGH  S3.8  111122223333  ap-northeast-1  evil\x1b[2J\r\nHIGH  S3.8\u202egpj.\u200bx'; rm -rf / #\x00\u0085\U000e0041  [S3.8-b8cb0186]
#   S3汎用バケットはパブリックアクセスをブロックする必要があります
#   設定を修正します。
#   破壊的な変更のため、コマンドはコメントにしています
#   aws s3api put-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"evil\u001b[2J\r\nHIGH  S3.8\u202egpj.\u200bx\u0027; rm -rf / #\u0000\u0085\udb40\udc41"}'

# 19.  HIGH  S3.8  111122223333  ap-northeast-1  orders-logs  [S3.8-db3cb084]
aws s3api put-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"orders-logs"}'
#   取り消し: aws s3api delete-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"orders-logs"}'
