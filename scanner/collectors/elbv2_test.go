package collectors

import (
	"strings"
	"testing"
)

const balancers = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/"

func listedBalancers(names ...string) string {
	var members strings.Builder
	for _, name := range names {
		members.WriteString("<member><LoadBalancerName>" + name + "</LoadBalancerName><LoadBalancerArn>" + balancers + name + "</LoadBalancerArn><Type>application</Type></member>")
	}
	return "<LoadBalancers>" + members.String() + "</LoadBalancers>"
}

func TestLoadBalancers(t *testing.T) {
	attributes := reply{body: "<Attributes><member><Key>access_logs.s3.enabled</Key><Value>true</Value></member></Attributes>"}
	tags := reply{body: "<TagDescriptions><member><Tags><member><Key>team</Key><Value>x</Value></member></Tags></member></TagDescriptions>"}
	worlds(t, "elbv2.load_balancers", map[string]world{
		"two pages": {
			answers: replies{
				"elbv2:DescribeLoadBalancers": {
					{when: "Marker=two", body: listedBalancers("b")}, {body: listedBalancers("a") + "<NextMarker>two</NextMarker>"},
				},
				"elbv2:DescribeLoadBalancerAttributes": {{when: "app%2Fb", code: "AccessDenied"}, attributes}, "elbv2:DescribeTags": {tags},
				"wafv2:GetWebACLForResource": {{when: "app/b", body: `{}`}, {body: `{"WebACL": {"ARN": "arn:aws:wafv2:ap-northeast-1:111122223333:regional/webacl/w/1", "Name": "w", "Id": "1"}}`}},
			},
			ids: []string{balancers + "a", balancers + "b"}, gaps: []string{jp + " " + balancers + "b elbv2:DescribeLoadBalancerAttributes AccessDenied AccessDenied"},
			has: map[string]any{
				"Type": "application", "DescribeLoadBalancerAttributes.Attributes.0.Key": "access_logs.s3.enabled", "DescribeTags.TagDescriptions.0.Tags.0.Key": "team",
				"GetWebACLForResource.WebACL.Name": "w",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "the answer for a balancer without a web ACL", elements[1]["GetWebACLForResource"], map[string]any{})
			},
		},
		"a network load balancer is not asked for a web ACL": {
			answers: replies{
				"elbv2:DescribeLoadBalancers":          {{body: strings.Replace(listedBalancers("n"), ">application<", ">network<", 1)}},
				"elbv2:DescribeLoadBalancerAttributes": {attributes}, "elbv2:DescribeTags": {tags},
			},
			ids: []string{balancers + "n"}, has: map[string]any{"GetWebACLForResource": nil},
		},
		"one that was deleted meanwhile": {
			answers: replies{"elbv2:DescribeLoadBalancers": {{body: listedBalancers("a")}}, "elbv2:DescribeLoadBalancerAttributes": {{code: "LoadBalancerNotFound"}}, "elbv2:DescribeTags": {tags}, "wafv2:GetWebACLForResource": {{body: `{}`}}},
		},
		"none":   {answers: replies{"elbv2:DescribeLoadBalancers": {{body: listedBalancers()}}}},
		"denied": {answers: replies{"elbv2:DescribeLoadBalancers": {{code: "AccessDenied"}}}, gaps: []string{jp + " - elbv2:DescribeLoadBalancers AccessDenied AccessDenied"}},
	})
}

func TestListeners(t *testing.T) {
	const arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:listener/app/"
	listener := func(name string) string {
		return "<member><ListenerArn>" + arn + name + "</ListenerArn><LoadBalancerArn>" + balancers + name[:1] + `</LoadBalancerArn><Protocol>HTTPS</Protocol>
			<DefaultActions><member><Type>authenticate-oidc</Type><AuthenticateOidcConfig><ClientSecret>battery.staple</ClientSecret></AuthenticateOidcConfig></member></DefaultActions></member>`
	}
	rules := []reply{
		{when: "Marker=more", body: "<Rules><member><Priority>default</Priority><IsDefault>true</IsDefault></member></Rules>"},
		{body: `<Rules><member><Priority>1</Priority><Conditions><member><Field>http-header</Field><HttpHeaderConfig><HttpHeaderName>X-From</HttpHeaderName>
			<Values><member>battery.staple</member></Values></HttpHeaderConfig></member></Conditions></member></Rules><NextMarker>more</NextMarker>`},
	}
	tags := []reply{{body: "<TagDescriptions/>"}}
	worlds(t, "elbv2.listeners", map[string]world{
		"of two load balancers, on two pages, without what is secret": {
			answers: replies{
				"elbv2:DescribeLoadBalancers": {{body: listedBalancers("a", "b", "gone")}},
				"elbv2:DescribeListeners": {
					{when: "app%2Fgone", code: "LoadBalancerNotFound"},
					{when: "app%2Fb", body: "<Listeners>" + listener("b/1") + "</Listeners>"},
					{when: "Marker=two", body: "<Listeners>" + listener("a/2") + "</Listeners>"},
					{body: "<Listeners>" + listener("a/1") + "</Listeners><NextMarker>two</NextMarker>"},
				},
				"elbv2:DescribeRules": rules, "elbv2:DescribeTags": tags,
			},
			ids: []string{arn + "a/1", arn + "a/2", arn + "b/1"},
			has: map[string]any{"Protocol": "HTTPS", "DescribeRules.Rules.0.Priority": "1", "DescribeRules.Rules.1.IsDefault": true},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				if text := string(asJSON(t, elements)); strings.Contains(text, "battery") {
					t.Errorf("a secret came through: %s", text)
				}
			},
		},
		"no load balancer":         {answers: replies{"elbv2:DescribeLoadBalancers": {{body: listedBalancers()}}}},
		"the balancers are denied": {answers: replies{"elbv2:DescribeLoadBalancers": {{code: "AccessDenied"}}}, gaps: []string{jp + " - elbv2:DescribeLoadBalancers AccessDenied AccessDenied"}},
		"the listeners of one are denied": {
			answers: replies{
				"elbv2:DescribeLoadBalancers": {{body: listedBalancers("a", "b")}}, "elbv2:DescribeRules": rules, "elbv2:DescribeTags": tags,
				"elbv2:DescribeListeners": {{when: "app%2Fb", code: "AccessDenied"}, {body: "<Listeners>" + listener("a/1") + "</Listeners>"}},
			},
			ids: []string{arn + "a/1"}, gaps: []string{jp + " - elbv2:DescribeListeners CutPage AccessDenied"},
		},
	})
}

func TestTargetGroups(t *testing.T) {
	const arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:targetgroup/"
	group := func(name string) string {
		return "<member><TargetGroupArn>" + arn + name + "</TargetGroupArn><Protocol>HTTPS</Protocol><TargetType>instance</TargetType><LoadBalancerArns><member>" + balancers + "a</member></LoadBalancerArns></member>"
	}
	health := reply{body: "<TargetHealthDescriptions><member><Target><Id>i-1</Id><Port>80</Port></Target><TargetHealth><State>healthy</State></TargetHealth></member></TargetHealthDescriptions>"}
	tags := reply{body: "<TagDescriptions/>"}
	worlds(t, "elbv2.target_groups", map[string]world{
		"two pages": {
			answers: replies{
				"elbv2:DescribeTargetGroups": {
					{when: "Marker=two", body: "<TargetGroups>" + group("b/1") + "</TargetGroups>"}, {body: "<TargetGroups>" + group("a/1") + "</TargetGroups><NextMarker>two</NextMarker>"},
				},
				"elbv2:DescribeTargetHealth": {{when: "targetgroup%2Fb", code: "TargetGroupNotFound"}, health}, "elbv2:DescribeTags": {tags},
			},
			ids: []string{arn + "a/1"},
			has: map[string]any{"DescribeTargetHealth.TargetHealthDescriptions.0.Target.Id": "i-1", "LoadBalancerArns.0": balancers + "a"},
		},
		"none":   {answers: replies{"elbv2:DescribeTargetGroups": {{body: "<TargetGroups/>"}}}},
		"denied": {answers: replies{"elbv2:DescribeTargetGroups": {{code: "AccessDenied"}}}, gaps: []string{jp + " - elbv2:DescribeTargetGroups AccessDenied AccessDenied"}},
	})
}
