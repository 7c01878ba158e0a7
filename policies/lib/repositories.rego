# METADATA
# title: Container repositories
# description: Predicates about private repositories of ECR that several controls share.
package lib.repositories

# METADATA
# description: >-
#   Ids of the repositories whose images are scanned when they are pushed, or continuously. A repository's own setting counts as long as the
#   registry has basic scanning; with enhanced scanning only the registry's rules do
#   (https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html).
scanned contains repository.id if {
	some repository in input.ecr.repositories
	some scanning in repository.BatchGetRepositoryScanningConfiguration.ScanningConfigurations
	scanning.ScanFrequency in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}
}

scanned contains repository.id if {
	some repository in input.ecr.repositories
	repository.ImageScanningConfiguration.ScanOnPush == true
	repository.region in basic
}

# METADATA
# description: Regions whose registry has basic scanning.
basic contains registry.region if {
	some registry in input.ecr.registry_scanning
	registry.ScanningConfiguration.ScanType == "BASIC"
}

# METADATA
# description: >-
#   The steps that switch on scanning of this repository when something is pushed, where its own setting is what counts.
scan_steps(repository) := [{
	"subject": repository.id,
	"region": repository.region,
	"calls": [{"service": "ecr", "operation": "PutImageScanningConfiguration", "params": {"repositoryName": repository.RepositoryName, "imageScanningConfiguration": {"scanOnPush": true}}}],
	"undo": [{"service": "ecr", "operation": "PutImageScanningConfiguration", "params": {"repositoryName": repository.RepositoryName, "imageScanningConfiguration": {"scanOnPush": false}}}],
	"effect": [{"op": "set", "collection": "ecr.repositories", "id": repository.id, "path": "ImageScanningConfiguration.ScanOnPush", "value": true}],
	"needs": [],
	"destructive": false,
}] if {
	repository.region in basic
	not repository.id in scanned
}
