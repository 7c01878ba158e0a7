package controls.sagemaker.notebook_has_no_direct_internet_access_test

import data.controls.sagemaker.notebook_has_no_direct_internet_access as control

_notebook(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_notebook_has_no_direct_internet_access[name] if {
	some name, tc in {
		"off passes": {"notebook": {"DescribeNotebookInstance": {"DirectInternetAccess": "Disabled"}}, "want": ["PASSED closed"]},
		"on fails": {"notebook": {"DescribeNotebookInstance": {"DirectInternetAccess": "Enabled"}}, "want": ["FAILED direct"]},
		"on in a VPC fails": {"notebook": {"DescribeNotebookInstance": {"DirectInternetAccess": "Enabled", "SubnetId": "subnet-1"}}, "want": ["FAILED direct"]},
		"untold fails": {"notebook": {"DescribeNotebookInstance": {}}, "want": ["FAILED direct"]},
	}
	got := control.findings with input.sagemaker.notebook_instances as [_notebook(tc.notebook)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}
