package controls.org.aggregated_notifications_reach_chat_test

import data.controls.org.aggregated_notifications_reach_chat as control

_in := [{"id": "o-1", "MasterAccountId": "444455556666"}]

_org(scope) := {"id": "AWS::::Organization", "account": "111122223333", "region": "global", "scope": scope}

test_aggregated_notifications_reach_chat[name] if {
	some name, tc in {
		"email": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "email"}]}}], "want": ["PASSED", "heard"]},
		"email-json": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "email-json"}]}}], "want": ["PASSED", "heard"]},
		"sms": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "sms"}]}}], "want": ["PASSED", "heard"]},
		"http": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "http"}]}}], "want": ["PASSED", "heard"]},
		"https": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "https"}]}}], "want": ["PASSED", "heard"]},
		"not confirmed": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "PendingConfirmation", "Protocol": "email"}]}}], "want": ["FAILED", "unheard"]},
		"a function": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "lambda"}]}}], "want": ["FAILED", "unheard"]},
		"nobody": {"all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": []}}], "want": ["FAILED", "unheard"]},
		"no topic": {"all": [], "want": ["NOT_AVAILABLE", "no_topic"]},
		"no organization": {"organization": [], "all": [], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and it is heard": {"organization": [], "all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": [{"SubscriptionArn": "arn:aws:sns:1", "Protocol": "email"}]}}], "want": ["NOT_APPLICABLE", "no_organization"]},
		"no organization, and nobody hears": {"organization": [], "all": [{"id": "t", "ListSubscriptionsByTopic": {"Subscriptions": []}}], "want": ["NOT_APPLICABLE", "no_organization"]},
	}
	got := control.findings with input.organization as _org(object.get(tc, "scope", "organization"))
		with input.account as {"account": object.get(tc, "account", "111122223333")}
		with input.organizations.organization as object.get(tc, "organization", _in)
		with input.governed_regions as [{"id": r, "region": r} | some r in object.get(tc, "regions", ["ap-northeast-1"])]
		with input.sns.aggregated_topics as tc.all
	{[f.status, f.code] | some f in got} == {tc.want}
}
