# METADATA
# title: Versions
# description: >-
#   What data.versions says of versions. It is of a certain day, which the report tells, and does not know every version: those that it does
#   not know have not ended.
package lib.versions

# METADATA
# description: >-
#   Standard support of this version of this family has ended: its last day lies before that of the evidence
#   (https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html gives such days).
ended(family, version) if data.versions[family][version] < _today

# METADATA
# description: The day on which standard support of this version of this family ends.
end(family, version) := data.versions[family][version]

_today := substring(input.as_of, 0, 10)
