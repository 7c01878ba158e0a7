# METADATA
# title: CloudFront distributions
# description: Predicates about distributions that several controls share. Sets hold ids.
package lib.distributions

# METADATA
# description: Distributions with an S3 origin. A bucket with website hosting is a custom origin.
from_buckets contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some origin in distribution.Origins.Items
	origin.S3OriginConfig
}

# METADATA
# description: Distributions with a default root object.
rooted contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.GetDistributionConfig.DistributionConfig.DefaultRootObject != ""
}

# METADATA
# description: Distributions that answer viewers without TLS on some path.
plaintext contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.DefaultCacheBehavior.ViewerProtocolPolicy == "allow-all"
}

plaintext contains distribution.id if {
	some distribution in input.cloudfront.distributions
	some behavior in distribution.CacheBehaviors.Items
	behavior.ViewerProtocolPolicy == "allow-all"
}

# METADATA
# description: Distributions with standard logging to S3, as it was before CloudWatch Logs delivered it.
logging contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.GetDistributionConfig.DistributionConfig.Logging.Enabled == true
}

# METADATA
# description: Distributions whose default cache behavior has real-time logs.
logging_in_real_time contains distribution.id if {
	some distribution in input.cloudfront.distributions
	distribution.DefaultCacheBehavior.RealtimeLogConfigArn != ""
}
