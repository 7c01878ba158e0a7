package collectors

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/ecs/types"

	"kijun/scanner/collect"
)

// ecs.clusters: clusters with their settings (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html).
// The listing has ARNs; a hundred at a time are looked up.
var _ = collect.Register(collect.Collector{
	Key: "ecs.clusters", Type: "AWS::ECS::Cluster",
	List: "ecs:ListClusters", Also: []string{"ecs:DescribeClusters"}, Element: types.Cluster{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ecs.NewFromConfig(t.Config)
		var unread []error
		for page, err := range collect.Pages(ctx, ecs.NewListClustersPaginator(svc, &ecs.ListClustersInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return errors.Join(append(unread, err)...)
			}
			if len(page.ClusterArns) == 0 {
				continue // asked for no cluster in particular, ECS describes the default one
			}
			got, err := svc.DescribeClusters(ctx, &ecs.DescribeClustersInput{
				Clusters: page.ClusterArns, Include: []types.ClusterField{types.ClusterFieldConfigurations, types.ClusterFieldSettings, types.ClusterFieldTags},
			})
			if err != nil {
				return errors.Join(append(unread, err)...)
			}
			unread = append(unread, failures(got.Failures)...)
			for _, cluster := range got.Clusters {
				out.Add(aws.ToString(cluster.ClusterArn), aws.ToString(cluster.ClusterArn), cluster)
			}
		}
		return errors.Join(unread...)
	},
})

// failures are what a lookup of several things could not tell. What is MISSING was deleted a moment ago.
func failures(list []types.Failure) (out []error) {
	for _, f := range list {
		if aws.ToString(f.Reason) != "MISSING" {
			out = append(out, fmt.Errorf("%s: %s %s", aws.ToString(f.Arn), aws.ToString(f.Reason), aws.ToString(f.Detail)))
		}
	}
	return out
}

// services are the services of all clusters, ten at a time. A cluster whose services may not be read hides none of the others'.
func services(ctx context.Context, t *collect.Target) iter.Seq2[types.Service, error] {
	return func(yield func(types.Service, error) bool) {
		svc := ecs.NewFromConfig(t.Config)
		none := func(err error) bool {
			var gone *types.ClusterNotFoundException
			return errors.As(err, &gone) || yield(types.Service{}, err)
		}
		for clusters, err := range collect.Pages(ctx, ecs.NewListClustersPaginator(svc, &ecs.ListClustersInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				yield(types.Service{}, err)
				return
			}
			for _, cluster := range clusters.ClusterArns {
				in := &ecs.ListServicesInput{Cluster: aws.String(cluster), MaxResults: aws.Int32(100)}
				for page, err := range collect.Pages(ctx, ecs.NewListServicesPaginator(svc, in)) {
					if err != nil {
						if !none(err) {
							return
						}
						continue
					}
					for arns := range slices.Chunk(page.ServiceArns, 10) {
						got, err := svc.DescribeServices(ctx, &ecs.DescribeServicesInput{
							Cluster: aws.String(cluster), Services: arns, Include: []types.ServiceField{types.ServiceFieldTags},
						})
						if err != nil {
							if !none(err) {
								return
							}
							continue
						}
						for _, err := range failures(got.Failures) {
							if !yield(types.Service{}, err) {
								return
							}
						}
						for _, service := range got.Services {
							if !yield(service, nil) {
								return
							}
						}
					}
				}
			}
		}
	}
}

// ecs.services: services with what they run on and in which network (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html).
// Their last hundred events say nothing that a control asks. Services of before 2018 have the cluster in none of their ARNs, and two
// of them may share one: the id always has it (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html).
var _ = collect.Register(collect.Collector{
	Key: "ecs.services", Type: "AWS::ECS::Service",
	List: "ecs:ListServices", Also: []string{"ecs:ListClusters", "ecs:DescribeServices"}, Element: types.Service{},
	Secret: []string{
		"Deployments.ServiceConnectConfiguration.LogConfiguration.Options.*",
		"Deployments.ServiceConnectConfiguration.Services.ClientAliases.TestTrafficRules.Header.Value.Exact",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		var unread []error
		for service, err := range services(ctx, t) {
			if err != nil {
				unread = append(unread, err)
				continue
			}
			service.Events = nil
			arn := aws.ToString(service.ServiceArn)
			id := arn
			if prefix, name, _ := strings.Cut(arn, "/"); !strings.Contains(name, "/") {
				_, cluster, _ := strings.Cut(aws.ToString(service.ClusterArn), "/")
				id = prefix + "/" + cluster + "/" + name
			}
			out.Add(id, arn, service)
		}
		return errors.Join(unread...)
	},
})

// ecs.task_sets: sets of tasks of services that CodeDeploy or another deployment controller deploys; the services themselves hold them
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskSet.html). Each has a network of its own.
var _ = collect.Register(collect.Collector{
	Key: "ecs.task_sets", Type: "AWS::ECS::TaskSet",
	List: "ecs:DescribeServices", Also: []string{"ecs:ListClusters", "ecs:ListServices"}, Element: types.TaskSet{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		var unread []error
		for service, err := range services(ctx, t) {
			if err != nil {
				unread = append(unread, err)
			}
			for _, set := range service.TaskSets {
				out.Add(aws.ToString(set.TaskSetArn), aws.ToString(set.TaskSetArn), set)
			}
		}
		return errors.Join(unread...)
	},
})

// ecs.capacity_providers: capacity providers of the account, and AWS's own two for Fargate
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProvider.html). The SDK has no paginator for them.
var _ = collect.Register(collect.Collector{
	Key: "ecs.capacity_providers", Type: "AWS::ECS::CapacityProvider",
	List: "ecs:DescribeCapacityProviders", Element: types.CapacityProvider{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ecs.NewFromConfig(t.Config)
		providers := collect.ByToken(func(ctx context.Context, token *string) (*ecs.DescribeCapacityProvidersOutput, *string, error) {
			got, err := svc.DescribeCapacityProviders(ctx, &ecs.DescribeCapacityProvidersInput{Include: []types.CapacityProviderField{types.CapacityProviderFieldTags}, NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			return got, got.NextToken, nil
		})
		for page, err := range collect.Pages(ctx, providers) {
			if err != nil {
				return err
			}
			for _, provider := range page.CapacityProviders {
				out.Add(aws.ToString(provider.CapacityProviderArn), aws.ToString(provider.CapacityProviderArn), provider)
			}
		}
		return nil
	},
})

// taskFamily is what the listing says of a family: its name.
type taskFamily struct{ Family string }

// ecs.task_definitions: the latest active revision of each family, which is what runs when somebody names the family
// (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html). The id is the family's, so that
// it outlives its revisions; the ARN is the revision's. Of environment variables the names stay, of log options the places.
var _ = collect.Register(collect.Collector{
	Key: "ecs.task_definitions", Type: "AWS::ECS::TaskDefinition",
	List: "ecs:ListTaskDefinitionFamilies", Element: taskFamily{},
	Details: []collect.Detail{{Operation: "ecs:DescribeTaskDefinition", Output: ecs.DescribeTaskDefinitionOutput{}}},
	Secret: []string{
		"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.Environment.Value", "DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.Command",
		"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.EntryPoint", "DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.HealthCheck.Command",
		"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.DockerLabels.*",
		"DescribeTaskDefinition.TaskDefinition.ContainerDefinitions.FirelensConfiguration.Options.*",
		"DescribeTaskDefinition.TaskDefinition.Volumes.DockerVolumeConfiguration.DriverOpts.*",
		"DescribeTaskDefinition.TaskDefinition.Volumes.DockerVolumeConfiguration.Labels.*",
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ecs.NewFromConfig(t.Config)
		in := &ecs.ListTaskDefinitionFamiliesInput{Status: types.TaskDefinitionFamilyStatusActive, MaxResults: aws.Int32(100)}
		for page, err := range collect.Pages(ctx, ecs.NewListTaskDefinitionFamiliesPaginator(svc, in)) {
			if err != nil {
				return err
			}
			for _, family := range page.Families {
				id := t.Arn("ecs", t.Region, "task-definition/"+family)
				el := out.Add(id, id, taskFamily{family})
				el.Do("ecs:DescribeTaskDefinition", func(ctx context.Context) (any, error) {
					got, err := svc.DescribeTaskDefinition(ctx, &ecs.DescribeTaskDefinitionInput{
						TaskDefinition: aws.String(family), Include: []types.TaskDefinitionField{types.TaskDefinitionFieldTags},
					})
					if err != nil || got.TaskDefinition == nil {
						return got, err
					}
					el.Set("arn", aws.ToString(got.TaskDefinition.TaskDefinitionArn))
					for _, container := range got.TaskDefinition.ContainerDefinitions {
						if container.LogConfiguration != nil {
							cutOptions(container.LogConfiguration.Options)
						}
					}
					return got, nil
				})
			}
		}
		return nil
	},
})

// cutOptions cuts all options of a log driver but those that say where the awslogs driver writes: the others can hold a token of the
// receiver (splunk-token) or an address with a password.
func cutOptions(options map[string]string) {
	for name, value := range options {
		if name != "awslogs-group" && name != "awslogs-region" {
			options[name] = collect.Cut(value)
		}
	}
}
