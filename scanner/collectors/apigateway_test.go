package collectors

import (
	"strings"
	"testing"
)

func TestAPIGateway(t *testing.T) {
	const arn = "arn:aws:apigateway:ap-northeast-1::"
	apis := []reply{
		{when: "position=two", body: `{"item": [{"id": "b", "name": "second"}]}`},
		{body: `{"item": [{"id": "a", "name": "first", "tags": {"team": "x"}}], "position": "two"}`},
	}
	worlds(t, "apigateway.rest_apis", map[string]world{
		"two pages": {answers: replies{"apigateway:GetRestApis": apis}, ids: []string{arn + "/restapis/a", arn + "/restapis/b"}, has: map[string]any{"Name": "first", "tags.team": "x"}},
		"denied":    {answers: replies{"apigateway:GetRestApis": denied}, gaps: []string{jp + " - apigateway:GetRestApis AccessDenied AccessDeniedException"}},
	})
	stages := []reply{
		{when: "/restapis/b/", body: `{"item": [{"stageName": "v1"}]}`},
		{body: `{"item": [{"stageName": "v1", "tracingEnabled": true, "methodSettings": {"*/*": {"loggingLevel": "INFO", "metricsEnabled": true}},
			"variables": {"password": "battery"}, "canarySettings": {"stageVariableOverrides": {"password": "battery"}}, "tags": {"team": "x"}}]}`},
	}
	worlds(t, "apigateway.stages", map[string]world{
		"of two APIs, without what is secret": {
			answers: replies{"apigateway:GetRestApis": apis, "apigateway:GetStages": stages},
			ids:     []string{arn + "/restapis/a/stages/v1", arn + "/restapis/b/stages/v1"},
			has: map[string]any{
				"RestApiId": "a", "RestApiName": "first", "StageName": "v1", "TracingEnabled": true, "MethodSettings.*/*.LoggingLevel": "INFO",
				"Variables.password": "[cut length=1-7 class=text]", "tags.team": "x",
			},
			check: func(t *testing.T, _ *aFake, elements []map[string]any) {
				if text := string(asJSON(t, elements)); strings.Contains(text, "battery") {
					t.Errorf("a secret came through: %s", text)
				}
			},
		},
		"one API is gone": {
			answers: replies{"apigateway:GetRestApis": apis, "apigateway:GetStages": append([]reply{{when: "/restapis/a/", code: "NotFoundException"}}, stages...)},
			ids:     []string{arn + "/restapis/b/stages/v1"},
		},
		"one API is closed": {
			answers: replies{"apigateway:GetRestApis": apis, "apigateway:GetStages": append([]reply{{when: "/restapis/a/", code: "AccessDeniedException"}}, stages...)},
			ids:     []string{arn + "/restapis/b/stages/v1"},
			gaps:    []string{jp + " - apigateway:GetStages CutPage AccessDeniedException"},
		},
		"denied": {answers: replies{"apigateway:GetRestApis": denied}, gaps: []string{jp + " - apigateway:GetRestApis AccessDenied AccessDeniedException"}},
	})
	worlds(t, "apigateway.account", map[string]world{
		"a role": {
			answers: replies{"apigateway:GetAccount": {{body: `{"cloudwatchRoleArn": "arn:aws:iam::111122223333:role/logs"}`}}},
			ids:     []string{jp}, has: map[string]any{"CloudwatchRoleArn": "arn:aws:iam::111122223333:role/logs"},
		},
		"denied": {answers: replies{"apigateway:GetAccount": denied}, gaps: []string{jp + " - apigateway:GetAccount AccessDenied AccessDeniedException"}},
	})
	worlds(t, "apigateway.domain_names", map[string]world{
		"a public and a private one": {
			answers: replies{"apigateway:GetDomainNames": {
				{when: "position=two", body: `{"item": [{"domainName": "api.internal", "domainNameId": "d1", "securityPolicy": "TLS_1_2"}]}`},
				{when: "resourceOwner=SELF", body: `{"item": [{"domainName": "api.example.com", "securityPolicy": "TLS_1_0"}], "position": "two"}`},
			}},
			ids: []string{arn + "/domainnames/api.example.com", arn + "/domainnames/api.internal+d1"},
			has: map[string]any{"SecurityPolicy": "TLS_1_0"},
		},
		"denied": {answers: replies{"apigateway:GetDomainNames": denied}, gaps: []string{jp + " - apigateway:GetDomainNames AccessDenied AccessDeniedException"}},
	})
}
