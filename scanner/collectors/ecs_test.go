package collectors

import (
	"strings"
	"testing"
)

const ecsArn = "arn:aws:ecs:ap-northeast-1:111122223333:"

// twoClusters is a listing of two pages.
var twoClusters = []reply{
	{when: `"nextToken":"two"`, body: `{"clusterArns": ["` + ecsArn + `cluster/b"]}`},
	{body: `{"clusterArns": ["` + ecsArn + `cluster/a"], "nextToken": "two"}`},
}

func TestECSClusters(t *testing.T) {
	worlds(t, "ecs.clusters", map[string]world{
		"two pages": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:DescribeClusters": {
				{when: `"clusters":["` + ecsArn + `cluster/b"]`, body: `{"clusters": [{"clusterArn": "` + ecsArn + `cluster/b", "settings": []}], "failures": []}`},
				{when: `"TAGS"`, body: `{"clusters": [{"clusterArn": "` + ecsArn + `cluster/a", "clusterName": "a", "settings": [{"name": "containerInsights", "value": "enhanced"}], "tags": [{"key": "team", "value": "x"}]}]}`},
			}},
			ids: []string{ecsArn + "cluster/a", ecsArn + "cluster/b"},
			has: map[string]any{"Settings.0.Name": "containerInsights", "Settings.0.Value": "enhanced", "tags.team": "x"},
		},
		"one is gone, one cannot be read": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:DescribeClusters": {
				{when: `"clusters":["` + ecsArn + `cluster/b"]`, body: `{"clusters": [], "failures": [{"arn": "` + ecsArn + `cluster/b", "reason": "UNKNOWN"}]}`},
				{body: `{"clusters": [], "failures": [{"arn": "` + ecsArn + `cluster/a", "reason": "MISSING"}]}`},
			}},
			gaps: []string{jp + " - ecs:ListClusters Other -"},
		},
		"none": {answers: replies{"ecs:ListClusters": {{body: `{"clusterArns": []}`}}}, check: func(t *testing.T, f *aFake, _ []map[string]any) {
			expect(t, "lookups", f.calls("ecs:DescribeClusters"), 0) // asked for none, ECS would describe the default cluster
		}},
		"denied":            {answers: replies{"ecs:ListClusters": denied}, gaps: []string{jp + " - ecs:ListClusters AccessDenied AccessDeniedException"}},
		"the lookup denied": {answers: replies{"ecs:ListClusters": twoClusters, "ecs:DescribeClusters": denied}, gaps: []string{jp + " - ecs:DescribeClusters AccessDenied AccessDeniedException"}},
	})
}

func TestECSServices(t *testing.T) {
	names := func(cluster string, n int) string {
		out := []string{}
		for i := range n {
			out = append(out, `"`+ecsArn+"service/"+cluster+"/"+string(rune('a'+i))+`"`)
		}
		return strings.Join(out, ", ")
	}
	lists := []reply{
		{when: `cluster/b"`, body: `{"serviceArns": ["` + ecsArn + `service/old"]}`},
		{when: `"nextToken":"two"`, body: `{"serviceArns": ["` + ecsArn + `service/a/l"]}`},
		{body: `{"serviceArns": [` + names("a", 11) + `], "nextToken": "two"}`},
	}
	one := func(cluster, arn, more string) string {
		return `{"clusterArn": "` + ecsArn + `cluster/` + cluster + `", "serviceArn": "` + ecsArn + arn + `"` + more + `}`
	}
	lookups := []reply{
		{when: `service/old`, body: `{"services": [` + one("b", "service/old", "") + `]}`},
		{when: `service/a/l`, body: `{"services": [` + one("a", "service/a/l", "") + `]}`},
		{when: `service/a/k`, body: `{"services": [], "failures": [{"arn": "` + ecsArn + `service/a/k", "reason": "MISSING"}]}`},
		{when: `service/a/a`, body: `{"services": [` + one("a", "service/a/a", `, "launchType": "FARGATE", "platformVersion": "LATEST", "events": [{"id": "e", "message": "m"}],
			"networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "ENABLED"}}, "tags": [{"key": "team", "value": "x"}],
			"taskSets": [{"taskSetArn": "`+ecsArn+`task-set/a/a/ecs-svc/1", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"], "assignPublicIp": "DISABLED"}}}]`) + `]}`},
	}
	worlds(t, "ecs.services", map[string]world{
		"two clusters, ten at a time": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:ListServices": lists, "ecs:DescribeServices": lookups},
			ids:     []string{ecsArn + "service/a/a", ecsArn + "service/a/l", ecsArn + "service/b/old"},
			has:     map[string]any{"NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp": "ENABLED", "PlatformVersion": "LATEST", "tags.team": "x", "Events": nil},
			check: func(t *testing.T, f *aFake, elements []map[string]any) {
				expect(t, "lookups", f.calls("ecs:DescribeServices"), 4)
				expect(t, "the ARN of a service of before 2018", elements[2]["arn"], ecsArn+"service/old")
			},
		},
		"one cluster is gone": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:DescribeServices": lookups, "ecs:ListServices": append([]reply{{when: `cluster/a"`, code: "ClusterNotFoundException"}}, lists...)},
			ids:     []string{ecsArn + "service/b/old"},
		},
		"one cluster is closed": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:DescribeServices": lookups, "ecs:ListServices": append([]reply{{when: `cluster/a"`, code: "AccessDeniedException"}}, lists...)},
			ids:     []string{ecsArn + "service/b/old"},
			gaps:    []string{jp + " - ecs:ListServices CutPage AccessDeniedException"},
		},
		"one lookup is closed": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:ListServices": lists, "ecs:DescribeServices": append([]reply{{when: `service/a/`, code: "AccessDeniedException"}}, lookups...)},
			ids:     []string{ecsArn + "service/b/old"},
			gaps:    []string{jp + " - ecs:DescribeServices CutPage AccessDeniedException"},
		},
		"none":   {answers: replies{"ecs:ListClusters": {{body: `{"clusterArns": []}`}}}},
		"denied": {answers: replies{"ecs:ListClusters": denied}, gaps: []string{jp + " - ecs:ListClusters AccessDenied AccessDeniedException"}},
	})
	worlds(t, "ecs.task_sets", map[string]world{
		"of all services": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:ListServices": lists, "ecs:DescribeServices": lookups},
			ids:     []string{ecsArn + "task-set/a/a/ecs-svc/1"},
			has:     map[string]any{"NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp": "DISABLED"},
		},
		"one cluster is closed": {
			answers: replies{"ecs:ListClusters": twoClusters, "ecs:DescribeServices": lookups, "ecs:ListServices": append([]reply{{when: `cluster/b"`, code: "AccessDeniedException"}}, lists...)},
			ids:     []string{ecsArn + "task-set/a/a/ecs-svc/1"},
			gaps:    []string{jp + " - ecs:ListServices CutPage AccessDeniedException"},
		},
		"denied": {answers: replies{"ecs:ListClusters": denied}, gaps: []string{jp + " - ecs:ListClusters AccessDenied AccessDeniedException"}},
	})
}

func TestTaskDefinitions(t *testing.T) {
	worlds(t, "ecs.task_definitions", map[string]world{
		"two pages, without what is secret": {
			answers: replies{
				"ecs:ListTaskDefinitionFamilies": {
					{when: `"nextToken":"two"`, body: `{"families": ["web"]}`},
					{when: `"status":"ACTIVE"`, body: `{"families": ["app"], "nextToken": "two"}`},
				},
				"ecs:DescribeTaskDefinition": {
					{when: `"web"`, code: "AccessDeniedException"},
					{when: `"TAGS"`, body: `{"taskDefinition": {"taskDefinitionArn": "` + ecsArn + `task-definition/app:7", "family": "app", "pidMode": "host", "containerDefinitions": [{
						"name": "app", "image": "app", "privileged": false, "command": ["--password", "correct horse battery staple"], "entryPoint": ["battery"],
						"healthCheck": {"command": ["battery"]}, "dockerLabels": {"auth": "battery"}, "environment": [{"name": "AWS_ACCESS_KEY_ID", "value": "battery"}],
						"secrets": [{"name": "TOKEN", "valueFrom": "arn:aws:ssm:ap-northeast-1:111122223333:parameter/token"}],
						"logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "app", "awslogs-region": "ap-northeast-1", "splunk-token": "battery"}}}]},
						"tags": [{"key": "team", "value": "x"}]}`},
				},
			},
			ids:  []string{ecsArn + "task-definition/app", ecsArn + "task-definition/web"},
			gaps: []string{jp + " " + ecsArn + "task-definition/web ecs:DescribeTaskDefinition AccessDenied AccessDeniedException"},
			has: map[string]any{
				"arn": ecsArn + "task-definition/app:7",
				"DescribeTaskDefinition.TaskDefinition.PidMode":                                                        "host",
				"DescribeTaskDefinition.Tags.0.Key":                                                                    "team",
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.Environment.0.Name":                      "AWS_ACCESS_KEY_ID",
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.Secrets.0.ValueFrom":                     "arn:aws:ssm:ap-northeast-1:111122223333:parameter/token",
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-group":  "app",
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.awslogs-region": "ap-northeast-1",
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.LogConfiguration.Options.splunk-token":   "[cut length=1-7 class=text]",
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.Privileged":                              false,
				"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.0.Environment.0.Value":                     "[cut length=1-7 class=text]",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				if text := string(asJSON(t, elements)); strings.Contains(text, "battery") {
					t.Errorf("a secret came through: %s", text)
				}
			},
		},
		"none":   {answers: replies{"ecs:ListTaskDefinitionFamilies": {{body: `{"families": []}`}}}},
		"denied": {answers: replies{"ecs:ListTaskDefinitionFamilies": denied}, gaps: []string{jp + " - ecs:ListTaskDefinitionFamilies AccessDenied AccessDeniedException"}},
	})
}

func TestCapacityProviders(t *testing.T) {
	worlds(t, "ecs.capacity_providers", map[string]world{
		"two pages": {
			answers: replies{"ecs:DescribeCapacityProviders": {
				{when: `"nextToken":"two"`, body: `{"capacityProviders": [{"name": "FARGATE", "capacityProviderArn": "` + ecsArn + `capacity-provider/FARGATE"}]}`},
				{when: `"TAGS"`, body: `{"capacityProviders": [{"name": "own", "capacityProviderArn": "` + ecsArn + `capacity-provider/own",
					"autoScalingGroupProvider": {"managedTerminationProtection": "ENABLED"}, "tags": [{"key": "team", "value": "x"}]}], "nextToken": "two"}`},
			}},
			ids: []string{ecsArn + "capacity-provider/FARGATE", ecsArn + "capacity-provider/own"},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "protection", at(elements[1], "AutoScalingGroupProvider.ManagedTerminationProtection"), "ENABLED")
				expect(t, "tags", elements[1]["tags"], map[string]any{"team": "x"})
			},
		},
		"denied": {answers: replies{"ecs:DescribeCapacityProviders": denied}, gaps: []string{jp + " - ecs:DescribeCapacityProviders AccessDenied AccessDeniedException"}},
	})
}
