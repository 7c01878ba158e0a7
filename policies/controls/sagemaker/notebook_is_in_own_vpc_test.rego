package controls.sagemaker.notebook_is_in_own_vpc_test

import data.controls.sagemaker.notebook_is_in_own_vpc as control

_notebook(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_notebook_is_in_own_vpc[name] if {
	some name, tc in {
		"a subnet passes": {"notebook": {"DescribeNotebookInstance": {"SubnetId": "subnet-1"}}, "want": ["PASSED inside"]},
		"no subnet fails": {"notebook": {"DescribeNotebookInstance": {}}, "want": ["FAILED outside"]},
		"an empty subnet fails": {"notebook": {"DescribeNotebookInstance": {"SubnetId": ""}}, "want": ["FAILED outside"]},
		"security groups alone fail": {"notebook": {"DescribeNotebookInstance": {"SecurityGroups": ["sg-1"]}}, "want": ["FAILED outside"]},
	}
	got := control.findings with input.sagemaker.notebook_instances as [_notebook(tc.notebook)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_the_reason_names_the_subnet if {
	got := control.findings with input.sagemaker.notebook_instances as [_notebook({"DescribeNotebookInstance": {"SubnetId": "subnet-1"}})]
	{finding.args.subnet | some finding in got} == {"subnet-1"}
}
