# Remediation plan: 19 steps
# kijun never runs these commands. Read each step before you do.

# 1.  CRITICAL  BLEA.CloudTrail.1  111122223333  ap-northeast-1  account 111122223333
#   A trail records the management events of all regions
#   Put it right.
aws cloudtrail update-trail --region ap-northeast-1 --cli-input-json '{"IsMultiRegionTrail":true,"Name":"main"}'
#   undo: aws cloudtrail update-trail --region ap-northeast-1 --cli-input-json '{"IsMultiRegionTrail":false,"Name":"main"}'

# 2.  HIGH  S3.8  111122223333  ap-northeast-1  a-bucket-with-a-name-as-long-as-a-name-of-a-bucket-may-be-63-char
#   S3 general purpose buckets should block public access
#   Put it right.
#   by hand: there are no commands for this finding
# 3.  HIGH  S3.8  111122223333  ap-northeast-1  請求書-バックアップ用バケット

# 4.  MEDIUM  EC2.7  111122223333  us-east-1
#   EBS default encryption should be enabled
#   Put it right.
#   by hand: there are no commands for this finding

# 5.  MEDIUM  EC2.7  111122223333  ap-northeast-1
aws ec2 enable-ebs-encryption-by-default --region ap-northeast-1
#   undo: aws ec2 disable-ebs-encryption-by-default --region ap-northeast-1

# 6.  LOW  S3.20  111122223333  us-east-1  logs-00
#   S3 general purpose buckets should have MFA delete enabled
#   Put it right.
#   by hand: there are no commands for this finding
# 7.  LOW  S3.20  111122223333  us-east-1  logs-01
# 8.  LOW  S3.20  111122223333  us-east-1  logs-02
# 9.  LOW  S3.20  111122223333  us-east-1  logs-03
# 10.  LOW  S3.20  111122223333  us-east-1  logs-04
# 11.  LOW  S3.20  111122223333  us-east-1  logs-05
# 12.  LOW  S3.20  111122223333  us-east-1  logs-06
# 13.  LOW  S3.20  111122223333  us-east-1  logs-07
# 14.  LOW  S3.20  111122223333  us-east-1  logs-08
# 15.  LOW  S3.20  111122223333  us-east-1  logs-09
# 16.  LOW  S3.20  111122223333  us-east-1  logs-10
# 17.  LOW  S3.20  111122223333  us-east-1  logs-11

# 18.  HIGH  S3.8  111122223333  ap-northeast-1  evil\x1b[2J\r\nHIGH  S3.8\u202egpj.\u200bx'; rm -rf / #\x00\u0085\U000e0041
#   S3 general purpose buckets should block public access
#   Put it right.
#   destroys something: the commands stand in comments
#   aws s3api put-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"evil\u001b[2J\r\nHIGH  S3.8\u202egpj.\u200bx\u0027; rm -rf / #\u0000\u0085\udb40\udc41"}'

# 19.  HIGH  S3.8  111122223333  ap-northeast-1  orders-logs
aws s3api put-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"orders-logs"}'
#   undo: aws s3api delete-public-access-block --region ap-northeast-1 --cli-input-json '{"Bucket":"orders-logs"}'
