# Remediation plan: 19 steps
# kijun never runs these commands. Read each step before you do.

# 1.  CRITICAL  BLEA.CloudTrail.1  111122223333  ap-northeast-1  account 111122223333  [BLEA.CloudTrail.1-31f9cd6b]
#   A trail records the management events of all regions
#   Put it right.
aws cloudtrail update-trail --region ap-northeast-1 --cli-input-json '{"IsMultiRegionTrail":true,"Name":"main"}'
#   undo: aws cloudtrail update-trail --region ap-northeast-1 --cli-input-json '{"IsMultiRegionTrail":false,"Name":"main"}'

# 2.  HIGH  S3.8  111122223333  ap-northeast-1  a-bucket-with-a-name-as-long-as-a-name-of-a-bucket-may-be-63-char  [S3.8-cb54c2d5]
#   S3 general purpose buckets should block public access
#   Put it right.
#   by hand: there are no commands for this finding
# 3.  HIGH  S3.8  111122223333  ap-northeast-1  請求書-バックアップ用バケット  [S3.8-35bb1d88]

# 4.  MEDIUM  EC2.7  111122223333  us-east-1  [EC2.7-1de12b44]
#   EBS default encryption should be enabled
#   Put it right.
#   by hand: there are no commands for this finding

# 5.  MEDIUM  EC2.7  111122223333  ap-northeast-1  [EC2.7-7bc5c9ee]
aws ec2 enable-ebs-encryption-by-default --region ap-northeast-1
#   undo: aws ec2 disable-ebs-encryption-by-default --region ap-northeast-1

# 6.  LOW  S3.20  111122223333  us-east-1  logs-00  [S3.20-5c2a01ca]
#   S3 general purpose buckets should have MFA delete enabled
#   Put it right.
#   by hand: there are no commands for this finding
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
#   S3 general purpose buckets should block public access
#   Put it right.
#   destroys something: the commands stand in comments
#   aws s3api put-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"evil\u001b[2J\r\nHIGH  S3.8\u202egpj.\u200bx\u0027; rm -rf / #\u0000\u0085\udb40\udc41"}'

# 19.  HIGH  S3.8  111122223333  ap-northeast-1  orders-logs  [S3.8-db3cb084]
aws s3api put-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"orders-logs"}'
#   undo: aws s3api delete-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"orders-logs"}'
