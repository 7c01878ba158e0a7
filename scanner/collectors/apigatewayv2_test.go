package collectors

import (
	"strings"
	"testing"
)

func TestAPIGatewayV2(t *testing.T) {
	const arn = "arn:aws:apigateway:ap-northeast-1::/apis/"
	apis := []reply{{when: "nextToken=two", body: `{"items": [{"apiId": "b"}]}`}, {body: `{"items": [{"apiId": "a"}], "nextToken": "two"}`}}
	for _, part := range []struct {
		key, operation, path, first, second, third string
		has                                        map[string]any
	}{
		{"apigatewayv2.stages", "apigatewayv2:GetStages", "/stages/", `{"stageName": "1", "accessLogSettings": {"destinationArn": "arn:logs"}, "stageVariables": {"p": "battery"}, "tags": {"team": "x"}}`,
			`{"stageName": "2"}`, `{"stageName": "1"}`, map[string]any{"ApiId": "a", "StageName": "1", "AccessLogSettings.DestinationArn": "arn:logs", "StageVariables.p": "[cut length=1-7 class=text]", "tags.team": "x"}},
		{"apigatewayv2.routes", "apigatewayv2:GetRoutes", "/routes/", `{"routeId": "1", "routeKey": "GET /", "authorizationType": "JWT"}`,
			`{"routeId": "2"}`, `{"routeId": "1"}`, map[string]any{"ApiId": "a", "AuthorizationType": "JWT"}},
		{"apigatewayv2.integrations", "apigatewayv2:GetIntegrations", "/integrations/", `{"integrationId": "1", "connectionType": "VPC_LINK", "tlsConfig": {"serverNameToVerify": "x.example.com"},
			"integrationUri": "https://battery", "requestParameters": {"append:header.key": "battery"}, "requestTemplates": {"a": "battery"}, "responseParameters": {"200": {"append:header.key": "battery"}}}`,
			`{"integrationId": "2"}`, `{"integrationId": "1"}`, map[string]any{"ApiId": "a", "ConnectionType": "VPC_LINK", "TlsConfig.ServerNameToVerify": "x.example.com", "IntegrationUri": "[cut length=8-15 class=url]"}},
	} {
		lists := []reply{
			{when: "/apis/b/", body: `{"items": [` + part.third + `]}`},
			{when: "nextToken=more", body: `{"items": [` + part.second + `]}`},
			{body: `{"items": [` + part.first + `], "nextToken": "more"}`},
		}
		worlds(t, part.key, map[string]world{
			"two APIs": {
				answers: replies{"apigatewayv2:GetApis": apis, part.operation: lists},
				ids:     []string{arn + "a" + part.path + "1", arn + "a" + part.path + "2", arn + "b" + part.path + "1"},
				has:     part.has,
				check: func(t *testing.T, _ *aFake, elements []map[string]any) {
					if text := string(asJSON(t, elements)); strings.Contains(text, "battery") {
						t.Errorf("a secret came through: %s", text)
					}
				},
			},
			"one API is gone": {
				answers: replies{"apigatewayv2:GetApis": apis, part.operation: append([]reply{{when: "/apis/a/", code: "NotFoundException"}}, lists...)},
				ids:     []string{arn + "b" + part.path + "1"},
			},
			"one API is closed": {
				answers: replies{"apigatewayv2:GetApis": apis, part.operation: append([]reply{{when: "/apis/a/", code: "AccessDeniedException"}}, lists...)},
				ids:     []string{arn + "b" + part.path + "1"},
				gaps:    []string{jp + " - " + part.operation + " CutPage AccessDeniedException"},
			},
			"denied": {answers: replies{"apigatewayv2:GetApis": denied}, gaps: []string{jp + " - apigatewayv2:GetApis AccessDenied AccessDeniedException"}},
		})
	}
}
