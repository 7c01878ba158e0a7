package collectors

import "testing"

func TestNotebookInstances(t *testing.T) {
	const list, describe, tags, arn = "sagemaker:ListNotebookInstances", "sagemaker:DescribeNotebookInstance", "sagemaker:ListTags", "arn:aws:sagemaker:ap-northeast-1:111122223333:notebook-instance/"
	const secret = "hunter2hunter2"
	worlds(t, "sagemaker.notebook_instances", map[string]world{
		"two pages": {
			answers: replies{
				list: {
					{when: `"NextToken":"two"`, body: `{"NotebookInstances": [{"NotebookInstanceName": "b", "NotebookInstanceArn": "` + arn + `b"}]}`},
					{body: `{"NotebookInstances": [{"NotebookInstanceName": "a", "NotebookInstanceArn": "` + arn + `a", "DefaultCodeRepository": "https://jane:` + secret + `@example.com/r",
						"AdditionalCodeRepositories": ["https://jane:` + secret + `@example.com/s", "named"]}], "NextToken": "two"}`},
				},
				describe: {
					{when: `"NotebookInstanceName":"b"`, code: "AccessDeniedException"},
					{body: `{"NotebookInstanceName": "a", "DirectInternetAccess": "Disabled", "RootAccess": "Enabled", "SubnetId": "subnet-1", "DefaultCodeRepository": "https://jane:` + secret + `@example.com/r",
						"AdditionalCodeRepositories": ["https://jane:` + secret + `@example.com/s"]}`},
				},
				tags: {{when: `"NextToken":"more"`, body: `{"Tags": [{"Key": "b", "Value": "2"}]}`}, {body: `{"Tags": [{"Key": "a", "Value": "1"}], "NextToken": "more"}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b " + describe + " AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": arn + "a", "DescribeNotebookInstance.DirectInternetAccess": "Disabled", "DescribeNotebookInstance.RootAccess": "Enabled",
				"DescribeNotebookInstance.SubnetId": "subnet-1", "ListTags.Tags.1.Key": "b", "AdditionalCodeRepositories.1": "named",
				"DefaultCodeRepository": "https://[cut length=1-7 class=text]:[cut length=8-15 class=text]@example.com/r",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, secret) },
		},
		"none":   {answers: replies{list: {{body: `{"NotebookInstances": []}`}}}},
		"denied": {answers: replies{list: denied}, gaps: []string{jp + " - " + list + " AccessDenied AccessDeniedException"}},
	})
}
