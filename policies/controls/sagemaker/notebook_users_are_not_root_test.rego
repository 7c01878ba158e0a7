package controls.sagemaker.notebook_users_are_not_root_test

import data.controls.sagemaker.notebook_users_are_not_root as control

_notebook(more) := object.union({"id": "x", "region": "ap-northeast-1", "NotebookInstanceName": "n", "NotebookInstanceStatus": "Stopped"}, more)

test_notebook_users_are_not_root[name] if {
	some name, tc in {
		"no root passes": {"notebook": {"DescribeNotebookInstance": {"RootAccess": "Disabled"}}, "want": ["PASSED user"]},
		"root fails": {"notebook": {"DescribeNotebookInstance": {"RootAccess": "Enabled"}}, "want": ["FAILED root"]},
		"untold fails": {"notebook": {"DescribeNotebookInstance": {}}, "want": ["FAILED root"]},
	}
	got := control.findings with input.sagemaker.notebook_instances as [_notebook(tc.notebook)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
}

test_plan[name] if {
	some name, tc in {
		"a stopped instance": {"notebook": {"DescribeNotebookInstance": {"RootAccess": "Enabled"}}, "want": {{"NotebookInstanceName": "n", "RootAccess": "Disabled"}}},
		"a running instance": {"notebook": {"NotebookInstanceStatus": "InService", "DescribeNotebookInstance": {"RootAccess": "Enabled"}}, "want": set()},
		"one without root": {"notebook": {"DescribeNotebookInstance": {"RootAccess": "Disabled"}}, "want": set()},
	}
	plan := control.plan with input.sagemaker.notebook_instances as [_notebook(tc.notebook)]
	{step.calls[0].params | some step in plan; step.subject == "x"} == tc.want
}
