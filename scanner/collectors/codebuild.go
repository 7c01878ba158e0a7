package collectors

import (
	"context"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codebuild"
	"github.com/aws/aws-sdk-go-v2/service/codebuild/types"

	"kijun/scanner/collect"
)

// codebuild.projects: build projects (https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Project.html). The listing has names; a
// hundred at a time are looked up. A project deleted in between is left out of the answer. The URL of a repository keeps a marker where it has
// a user and password, since that they are there is what controls ask. PLAINTEXT variables are values; the other types are
// names of parameters and secrets.
var _ = collect.Register(collect.Collector{
	Key: "codebuild.projects", Type: "AWS::CodeBuild::Project",
	List: "codebuild:ListProjects", Also: []string{"codebuild:BatchGetProjects"}, Element: types.Project{},
	Secret: []string{
		"Environment.EnvironmentVariables.Value", "Source.Buildspec", "Source.Auth.Resource", "SecondarySources.Buildspec", "SecondarySources.Auth.Resource",
		"Webhook.Secret", "Webhook.PayloadUrl", "Badge.BadgeRequestUrl", // the URLs carry a token
		"Source.BuildStatusConfig.TargetUrl", "SecondarySources.BuildStatusConfig.TargetUrl", // of the customer's own tools, and may carry one
	},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := codebuild.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, codebuild.NewListProjectsPaginator(svc, &codebuild.ListProjectsInput{})) {
			if err != nil {
				return err
			}
			for names := range slices.Chunk(page.Projects, 100) {
				got, err := svc.BatchGetProjects(ctx, &codebuild.BatchGetProjectsInput{Names: names})
				if err != nil {
					return err
				}
				for _, project := range got.Projects {
					if project.Source != nil {
						project.Source.Location = withoutUser(project.Source.Location)
					}
					for i := range project.SecondarySources {
						project.SecondarySources[i].Location = withoutUser(project.SecondarySources[i].Location)
					}
					out.Add(aws.ToString(project.Arn), aws.ToString(project.Arn), project)
				}
			}
		}
		return nil
	},
})

// withoutUser cuts user and password out of a URL. A "/" in a password should be escaped; where it is not, what looks like a port
// gives it away, and all up to the last "@" is cut.
func withoutUser(location *string) *string {
	scheme, rest, ok := strings.Cut(aws.ToString(location), "://")
	host, _, _ := strings.Cut(rest, "/")
	_, port, _ := strings.Cut(host, ":")
	end := strings.LastIndex(host, "@")
	if end < 0 && strings.Trim(port, "0123456789") != "" {
		end = strings.LastIndex(rest, "@")
	}
	if !ok || end < 0 {
		return location
	}
	user, password, both := strings.Cut(rest[:end], ":")
	marker := collect.Cut(user)
	if both {
		marker += ":" + collect.Cut(password)
	}
	return aws.String(scheme + "://" + marker + rest[end:])
}
