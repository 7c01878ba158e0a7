package collectors

import "testing"

func TestStacks(t *testing.T) {
	const list, resources, id = "cloudformation:DescribeStacks", "cloudformation:ListStackResources", "arn:aws:cloudformation:ap-northeast-1:111122223333:stack/"
	stack := func(name, more string) string {
		return `<Stacks><member><StackId>` + id + name + `</StackId><StackName>` + name + `</StackName><StackStatus>CREATE_COMPLETE</StackStatus>` + more + `</member></Stacks>`
	}
	listed := []reply{
		{when: "NextToken=page-2", body: stack("other/2", "")},
		{body: stack("blea/1", `<Description>BLEA Governance Base for standalone account (uksb-1tupboc58) (tag:blea-gov-base-standalone)</Description>
			<DriftInformation><StackDriftStatus>NOT_CHECKED</StackDriftStatus></DriftInformation>
			<Parameters><member><ParameterKey>Password</ParameterKey><ParameterValue>hunter2</ParameterValue><ResolvedValue>hunter2</ResolvedValue></member></Parameters>
			<Outputs><member><OutputKey>Token</OutputKey><OutputValue>hunter2</OutputValue></member></Outputs>
			<Tags><member><Key>Repository</Key><Value>aws-samples/baseline-environment-on-aws</Value></member></Tags>`) + "<NextToken>page-2</NextToken>"},
	}
	none := []reply{{body: "<StackResourceSummaries/>"}}
	worlds(t, "cloudformation.stacks", map[string]world{
		"two pages": {
			answers: replies{list: listed, resources: {
				{when: "NextToken=more", body: `<StackResourceSummaries><member><LogicalResourceId>B</LogicalResourceId></member></StackResourceSummaries>`},
				{when: "blea", body: `<StackResourceSummaries><member><LogicalResourceId>A</LogicalResourceId><ResourceType>AWS::SNS::Topic</ResourceType></member></StackResourceSummaries><NextToken>more</NextToken>`},
				none[0],
			}},
			ids: []string{id + "blea/1", id + "other/2"},
			has: map[string]any{
				"arn": id + "blea/1", "StackName": "blea/1", "DriftInformation.StackDriftStatus": "NOT_CHECKED", "tags.Repository": "aws-samples/baseline-environment-on-aws",
				"Parameters.0.ParameterKey": "Password", "Parameters.0.ParameterValue": "[cut length=1-7 class=text]", "Outputs.0.OutputValue": "[cut length=1-7 class=text]",
				"ListStackResources.StackResourceSummaries.0.ResourceType": "AWS::SNS::Topic", "ListStackResources.StackResourceSummaries.1.LogicalResourceId": "B",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) { hides(t, elements, "hunter2") },
		},
		"one is denied": {
			answers: replies{list: listed, resources: {{when: "blea", code: "AccessDenied"}, none[0]}},
			ids:     []string{id + "blea/1", id + "other/2"},
			gaps:    []string{jp + " " + id + "blea/1 " + resources + " AccessDenied AccessDenied"},
		},
		"none":   {answers: replies{list: {{body: "<Stacks/>"}}}},
		"denied": {answers: replies{list: {{code: "AccessDenied"}}}, gaps: []string{jp + " - " + list + " AccessDenied AccessDenied"}},
	})
}
