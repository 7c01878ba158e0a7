package controls.opensearch.domain_is_in_vpc_test

import data.controls.opensearch.domain_is_in_vpc as control

_domain(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_domain_is_in_vpc[name] if {
	some name, tc in {
		"in a VPC passes": {"domain": {"VPCOptions": {"VPCId": "vpc-1", "SubnetIds": ["subnet-1"]}}, "want": ["PASSED inside"]},
		"no VPC fails": {"domain": {}, "want": ["FAILED outside"]},
		"options without a VPC fail": {"domain": {"VPCOptions": {}}, "want": ["FAILED outside"]},
		"an empty VPC fails": {"domain": {"VPCOptions": {"VPCId": ""}}, "want": ["FAILED outside"]},
		"a public endpoint fails": {"domain": {"Endpoint": "search-d.ap-northeast-1.es.amazonaws.com"}, "want": ["FAILED outside"]},
	}
	got := control.findings with input.opensearch.domains as [_domain(tc.domain)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_reason_names_the_vpc if {
	got := control.findings with input.opensearch.domains as [_domain({"VPCOptions": {"VPCId": "vpc-1"}})]
	{finding.args.vpc | some finding in got} == {"vpc-1"}
}
