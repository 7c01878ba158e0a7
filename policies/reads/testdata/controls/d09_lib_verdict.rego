package controls.d09_lib_verdict

import data.lib.alerts

findings contains finding if {
	some topic in input.sns.topics
	finding := alerts.judge(topic)
}
