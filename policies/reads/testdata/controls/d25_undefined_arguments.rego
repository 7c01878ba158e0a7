package controls.d25_undefined_arguments

import data.lib.result

# The arguments alone decide which finding there is.
findings contains result.pass(topic, "with", {"first": _with(topic)}, []) if some topic in input.sns.topics

findings contains result.fail(topic, "without", {"none": _without(topic)}, []) if some topic in input.sns.topics

_with(topic) := topic.GetTopicAttributes.KmsMasterKeyId

_without(topic) := "nothing" if not topic.GetTopicAttributes.KmsMasterKeyId
