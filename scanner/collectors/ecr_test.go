package collectors

import "testing"

func TestRepositories(t *testing.T) {
	const arn = "arn:aws:ecr:ap-northeast-1:111122223333:repository/"
	one := func(name string) string {
		return `{"repositories": [{"repositoryName": "` + name + `", "repositoryArn": "` + arn + name + `", "imageTagMutability": "IMMUTABLE", "imageScanningConfiguration": {"scanOnPush": true}}]`
	}
	list := []reply{{when: `"nextToken":"two"`, body: one("b") + `}`}, {body: one("a") + `, "nextToken": "two"}`}}
	worlds(t, "ecr.repositories", map[string]world{
		"two pages": {
			answers: replies{
				"ecr:DescribeRepositories": list,
				"ecr:BatchGetRepositoryScanningConfiguration": {
					{when: `["b"]`, code: "AccessDeniedException"},
					{body: `{"scanningConfigurations": [{"repositoryName": "a", "scanFrequency": "CONTINUOUS_SCAN", "scanOnPush": false}], "failures": []}`},
				},
				"ecr:GetLifecyclePolicy": {
					{when: `"repositoryName":"b"`, code: "LifecyclePolicyNotFoundException"},
					{body: `{"lifecyclePolicyText": "{\"rules\": [{\"rulePriority\": 1}]}"}`},
				},
				"ecr:GetRepositoryPolicy": {
					{when: `"repositoryName":"b"`, code: "RepositoryPolicyNotFoundException"},
					{body: `{"policyText": "{\"Statement\": [{\"Effect\": \"Allow\"}]}"}`},
				},
				"ecr:ListTagsForResource": {{body: `{"tags": [{"Key": "team", "Value": "x"}]}`}},
			},
			ids:  []string{arn + "a", arn + "b"},
			gaps: []string{jp + " " + arn + "b ecr:BatchGetRepositoryScanningConfiguration AccessDenied AccessDeniedException"},
			has: map[string]any{
				"ImageTagMutability": "IMMUTABLE", "ImageScanningConfiguration.ScanOnPush": true, "GetLifecyclePolicy.LifecyclePolicyText.rules.0.rulePriority": 1,
				"BatchGetRepositoryScanningConfiguration.ScanningConfigurations.0.ScanFrequency": "CONTINUOUS_SCAN",
				"GetRepositoryPolicy.PolicyText.Statement.0.Effect":                              "Allow", "ListTagsForResource.Tags.0.Key": "team",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				expect(t, "no lifecycle policy", elements[1]["GetLifecyclePolicy"], map[string]any{})
				expect(t, "no policy", elements[1]["GetRepositoryPolicy"], map[string]any{})
			},
		},
		"deleted in between": {
			answers: replies{
				"ecr:DescribeRepositories": list,
				"ecr:BatchGetRepositoryScanningConfiguration": {
					{when: `["b"]`, body: `{"scanningConfigurations": [], "failures": [{"repositoryName": "b", "failureCode": "REPOSITORY_NOT_FOUND"}]}`},
					{body: `{"scanningConfigurations": [{"repositoryName": "a", "scanFrequency": "MANUAL"}]}`},
				},
				"ecr:GetLifecyclePolicy": {{when: `"repositoryName":"a"`, code: "RepositoryNotFoundException"}, {code: "LifecyclePolicyNotFoundException"}},
			},
			need: []string{"BatchGetRepositoryScanningConfiguration", "GetLifecyclePolicy"},
		},
		"none":   {answers: replies{"ecr:DescribeRepositories": {{body: `{"repositories": []}`}}}},
		"denied": {answers: replies{"ecr:DescribeRepositories": denied}, gaps: []string{jp + " - ecr:DescribeRepositories AccessDenied AccessDeniedException"}},
	})
}

func TestRegistry(t *testing.T) {
	worlds(t, "ecr.registry_scanning", map[string]world{
		"one a region": {
			answers: replies{"ecr:GetRegistryScanningConfiguration": {{body: `{"registryId": "111122223333", "scanningConfiguration": {"scanType": "ENHANCED",
				"rules": [{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}]}}`}}},
			ids: []string{jp},
			has: map[string]any{"ScanningConfiguration.ScanType": "ENHANCED", "ScanningConfiguration.Rules.0.RepositoryFilters.0.Filter": "*"},
		},
		"denied": {answers: replies{"ecr:GetRegistryScanningConfiguration": denied}, gaps: []string{jp + " - ecr:GetRegistryScanningConfiguration AccessDenied AccessDeniedException"}},
	})
	worlds(t, "ecr.pull_through_cache_rules", map[string]world{
		"two pages": {
			answers: replies{"ecr:DescribePullThroughCacheRules": {
				{when: `"nextToken":"two"`, body: `{"pullThroughCacheRules": [{"ecrRepositoryPrefix": "quay", "upstreamRegistryUrl": "quay.io"}]}`},
				{body: `{"pullThroughCacheRules": [{"ecrRepositoryPrefix": "ecr-public", "upstreamRegistryUrl": "public.ecr.aws"}], "nextToken": "two"}`},
			}},
			ids: []string{jp + "|ecr-public", jp + "|quay"},
			has: map[string]any{"UpstreamRegistryUrl": "public.ecr.aws"},
		},
		"denied": {answers: replies{"ecr:DescribePullThroughCacheRules": denied}, gaps: []string{jp + " - ecr:DescribePullThroughCacheRules AccessDenied AccessDeniedException"}},
	})
}
