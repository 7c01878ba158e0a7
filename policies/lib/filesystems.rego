# METADATA
# title: File systems
# description: Predicates about EFS that several controls share.
package lib.filesystems

# METADATA
# description: Ids of the file systems that are encrypted at rest. EFS knows no encryption but that with a key of KMS.
encrypted contains system.id if {
	some system in input.efs.file_systems
	system.Encrypted == true
}
