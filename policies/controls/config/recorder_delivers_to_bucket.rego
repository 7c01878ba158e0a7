# METADATA
# title: A delivery channel sends configuration history to S3
# description: >-
#   AWS Config keeps history for seven years at most; what is in a bucket can be kept longer and audited. The bucket may be in
#   another account, and the key its own.
# related_resources:
#   - https://docs.aws.amazon.com/config/latest/developerguide/manage-delivery-channel.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-standalone/lib/construct/logging.ts
# custom:
#   id: BLEA.Config.2
#   title_ja: AWS Configの記録がS3へ配信されている
#   severity: MEDIUM
#   subject: region
#   governed: true
#   profiles: [standalone]
#   measure: resources
#   construct: Logging
#   standards: {blea: [BLEA.Config.2]}
#   reasons:
#     delivering: {en: "a delivery channel sends history to a bucket", ja: "配信チャネルが履歴をバケットへ配信しています"}
#     no_channel: {en: "the Region has no delivery channel to a bucket", ja: "バケットへの配信チャネルがありません"}
#     failing: {en: "the last delivery to the bucket failed", ja: "直近のバケットへの配信に失敗しています"}
#   remediation: {en: "Create a delivery channel to a bucket that AWS Config may write to.", ja: "AWS Configが書き込めるバケットへの配信チャネルを作成します。"}
package controls.config.recorder_delivers_to_bucket

import data.lib.config_bucket
import data.lib.recorders
import data.lib.result
import data.lib.steps

findings contains result.pass(region, "delivering", {}, _reads) if {
	some region in input.governed_regions
	region.id in _delivering
}

findings contains result.fail(region, "no_channel", {}, _reads) if {
	some region in input.governed_regions
	not region.id in config_bucket.channels
}

findings contains result.fail(region, "failing", {}, _reads) if {
	some region in input.governed_regions
	region.id in config_bucket.channels
	not region.id in _delivering
}

_reads := [
	"input.config.delivery_channels.S3BucketName",
	"input.config.delivery_channels.DescribeDeliveryChannelStatus.DeliveryChannelsStatus.ConfigHistoryDeliveryInfo.LastStatus",
	"input.config.delivery_channels.DescribeDeliveryChannelStatus.DeliveryChannelsStatus.ConfigStreamDeliveryInfo.LastStatus",
]

_delivering contains channel.region if {
	some channel in input.config.delivery_channels
	channel.id in config_bucket.delivering
}

# Without a recorder there can be no channel; the steps of BLEA.Config.1 create both.
plan contains steps.step(
	region,
	config_bucket.channel_calls(region),
	config_bucket.channel_undo(region),
	config_bucket.channel_effects(region),
) if {
	some region in input.governed_regions
	region.id in recorders.present
	not region.id in config_bucket.channels
}
