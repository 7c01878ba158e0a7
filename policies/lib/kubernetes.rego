# METADATA
# title: Versions of Kubernetes
# description: Which of them EKS has in standard support.
package lib.kubernetes

import data.lib.versions

# METADATA
# description: >-
#   Standard support of this version has not ended. Versions have the form 1.N; what is newer than the table of versions is supported, what
#   is older than all in it is not (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html).
supported(version) if {
	_minor(version) >= min({_minor(known) | some known, _ in data.versions.eks})
	not versions.ended("eks", version)
}

_minor(version) := to_number(split(version, ".")[1]) if regex.match(`^1\.[0-9]+$`, version)
