package policies

import (
	"maps"
	"slices"
)

// Risk says what a step may do to what runs, from nothing to the worst.
type Risk string

// The risks of operations.
const (
	RiskNone    Risk = "none"    // nothing that works today stops
	RiskDeploy  Risk = "deploy"  // it takes effect for what is started or deployed from then on
	RiskAccess  Risk = "access"  // whoever relied on the old permission is denied
	RiskNetwork Risk = "network" // traffic that the old rule or address let through stops
	RiskClients Risk = "clients" // clients that do not speak the new way fail
	RiskRestart Risk = "restart" // something restarts, fails over or is replaced
	RiskLoss    Risk = "loss"    // something is gone afterwards
)

// Risks are all of them, from the least to the worst.
func Risks() []Risk {
	return []Risk{RiskNone, RiskDeploy, RiskAccess, RiskNetwork, RiskClients, RiskRestart, RiskLoss}
}

var riskWeights = map[Risk]int{RiskNone: 2, RiskDeploy: 2, RiskAccess: 3, RiskNetwork: 3, RiskClients: 3, RiskRestart: 5, RiskLoss: 20}

// weight divides what a step is worth in the order of the plan. What is not known is taken for the worst but loss.
func (r Risk) weight() int {
	if w, ok := riskWeights[r]; ok {
		return w
	}
	return riskWeights[RiskRestart]
}

// Costs are what the bill for a step may depend on.
func Costs() []string {
	return []string{"alarms", "backups", "capacity", "checks", "detection", "keys", "logs", "messages", "network", "recording", "storage"}
}

// remedy is what kijun knows of an operation that changes an account: its risk, and what its cost depends on.
type remedy struct {
	risk  Risk
	costs []string
}

// remedies are the operations of the controls' plans. Costs are from the services' pricing pages, in kind and not in amount.
var remedies = map[string]remedy{
	"accessanalyzer:CreateAnalyzer":                  {RiskNone, nil},
	"account:PutAlternateContact":                    {RiskNone, nil},
	"acm:UpdateCertificateOptions":                   {RiskNone, nil},
	"apigateway:UpdateAccount":                       {RiskNone, nil},
	"apigateway:UpdateStage":                         {RiskDeploy, []string{"logs"}},
	"apigatewayv2:UpdateStage":                       {RiskDeploy, []string{"logs"}},
	"application-autoscaling:PutScalingPolicy":       {RiskNone, []string{"capacity"}},
	"application-autoscaling:RegisterScalableTarget": {RiskNone, []string{"capacity"}},
	"autoscaling:UpdateAutoScalingGroup":             {RiskDeploy, nil},
	"chatbot:UpdateSlackChannelConfiguration":        {RiskAccess, nil},
	"cloudfront:UpdateDistribution":                  {RiskClients, []string{"logs"}},
	"cloudtrail:CreateTrail":                         {RiskNone, []string{"logs", "storage"}},
	"cloudtrail:PutEventSelectors":                   {RiskNone, []string{"logs", "storage"}},
	"cloudtrail:StartLogging":                        {RiskNone, []string{"logs", "storage"}},
	"cloudtrail:UpdateTrail":                         {RiskNone, []string{"logs", "storage"}},
	"cloudwatch:EnableAlarmActions":                  {RiskNone, []string{"messages"}},
	"cloudwatch:PutMetricAlarm":                      {RiskNone, []string{"alarms", "messages"}},
	"codebuild:UpdateProject":                        {RiskDeploy, []string{"logs"}},
	"config:DeleteConfigRule":                        {RiskLoss, nil},
	"config:PutConfigRule":                           {RiskNone, []string{"recording"}},
	"config:PutConfigurationRecorder":                {RiskNone, []string{"recording"}},
	"config:PutDeliveryChannel":                      {RiskNone, []string{"storage"}},
	"config:PutRemediationConfigurations":            {RiskNetwork, nil},
	"config:StartConfigurationRecorder":              {RiskNone, []string{"recording"}},
	"detective:CreateGraph":                          {RiskNone, []string{"detection"}},
	"dms:ModifyReplicationInstance":                  {RiskRestart, nil},
	"dynamodb:UpdateContinuousBackups":               {RiskNone, []string{"backups"}},
	"dynamodb:UpdateTable":                           {RiskNone, []string{"capacity", "keys"}},
	"ec2:AuthorizeSecurityGroupIngress":              {RiskNone, nil},
	"ec2:CreateFlowLogs":                             {RiskNone, []string{"logs"}},
	"ec2:CreateLaunchTemplateVersion":                {RiskDeploy, nil},
	"ec2:CreateNetworkAclEntry":                      {RiskNetwork, nil},
	"ec2:DeleteInternetGateway":                      {RiskLoss, nil},
	"ec2:DeleteNetworkAclEntry":                      {RiskNetwork, nil},
	"ec2:DeleteSubnet":                               {RiskLoss, nil},
	"ec2:DeleteVpc":                                  {RiskLoss, nil},
	"ec2:DetachInternetGateway":                      {RiskNetwork, nil},
	"ec2:EnableEbsEncryptionByDefault":               {RiskDeploy, []string{"keys"}},
	"ec2:EnableSnapshotBlockPublicAccess":            {RiskAccess, nil},
	"ec2:ModifyInstanceMetadataOptions":              {RiskClients, nil},
	"ec2:ModifyLaunchTemplate":                       {RiskDeploy, nil},
	"ec2:ModifyNetworkInterfaceAttribute":            {RiskNetwork, nil},
	"ec2:ModifySnapshotAttribute":                    {RiskAccess, nil},
	"ec2:ModifySubnetAttribute":                      {RiskDeploy, nil},
	"ec2:ModifyTransitGateway":                       {RiskAccess, nil},
	"ec2:ModifyVpcEndpoint":                          {RiskAccess, nil},
	"ec2:RevokeSecurityGroupEgress":                  {RiskNetwork, nil},
	"ec2:RevokeSecurityGroupIngress":                 {RiskNetwork, nil},
	"ecr:CreatePullThroughCacheRule":                 {RiskNone, []string{"storage"}},
	"ecr:PutImageScanningConfiguration":              {RiskNone, nil},
	"ecr:PutImageTagMutability":                      {RiskDeploy, nil},
	"ecr:PutLifecyclePolicy":                         {RiskLoss, nil},
	"ecs:UpdateCapacityProvider":                     {RiskDeploy, nil},
	"ecs:UpdateClusterSettings":                      {RiskNone, []string{"alarms", "logs"}},
	"ecs:UpdateService":                              {RiskRestart, nil},
	"eks:UpdateClusterConfig":                        {RiskNetwork, []string{"logs"}},
	"elasticache:ModifyCacheCluster":                 {RiskRestart, []string{"backups"}},
	"elasticache:ModifyReplicationGroup":             {RiskRestart, []string{"backups"}},
	"elasticbeanstalk:UpdateEnvironment":             {RiskRestart, []string{"logs"}},
	"elb:ModifyLoadBalancerAttributes":               {RiskNone, []string{"storage"}},
	"elbv2:ModifyLoadBalancerAttributes":             {RiskNone, []string{"storage"}},
	"emr:PutBlockPublicAccessConfiguration":          {RiskDeploy, nil},
	"es:UpdateElasticsearchDomainConfig":             {RiskRestart, []string{"capacity", "logs"}},
	"events:PutPermission":                           {RiskNone, nil},
	"events:PutRule":                                 {RiskNone, []string{"messages"}},
	"events:PutTargets":                              {RiskNone, []string{"messages"}},
	"events:UpdateEndpoint":                          {RiskNone, []string{"messages"}},
	"guardduty:CreateDetector":                       {RiskNone, []string{"detection"}},
	"guardduty:UpdateDetector":                       {RiskNone, []string{"detection"}},
	"guardduty:UpdateMemberDetectors":                {RiskNone, []string{"detection"}},
	"guardduty:UpdateOrganizationConfiguration":      {RiskNone, []string{"detection"}},
	"iam:AddUserToGroup":                             {RiskNone, nil},
	"iam:AttachGroupPolicy":                          {RiskNone, nil},
	"iam:AttachRolePolicy":                           {RiskNone, nil},
	"iam:AttachUserPolicy":                           {RiskNone, nil},
	"iam:CreateGroup":                                {RiskNone, nil},
	"iam:CreatePolicy":                               {RiskNone, nil},
	"iam:CreateRole":                                 {RiskNone, nil},
	"iam:CreateServiceLinkedRole":                    {RiskNone, nil},
	"iam:DeleteGroupPolicy":                          {RiskAccess, nil},
	"iam:DeleteLoginProfile":                         {RiskLoss, nil},
	"iam:DeleteRolePolicy":                           {RiskAccess, nil},
	"iam:DeleteServerCertificate":                    {RiskLoss, nil},
	"iam:DeleteUserPolicy":                           {RiskAccess, nil},
	"iam:DetachGroupPolicy":                          {RiskAccess, nil},
	"iam:DetachRolePolicy":                           {RiskAccess, nil},
	"iam:DetachUserPolicy":                           {RiskAccess, nil},
	"iam:PutGroupPolicy":                             {RiskAccess, nil},
	"iam:PutRolePolicy":                              {RiskAccess, nil},
	"iam:PutUserPolicy":                              {RiskAccess, nil},
	"iam:UpdateAccessKey":                            {RiskAccess, nil},
	"iam:UpdateAccountPasswordPolicy":                {RiskClients, nil},
	"iam:UpdateAssumeRolePolicy":                     {RiskAccess, nil},
	"inspector2:Enable":                              {RiskNone, []string{"detection"}},
	"inspector2:UpdateOrganizationConfiguration":     {RiskNone, []string{"detection"}},
	"kafka:UpdateConnectivity":                       {RiskNetwork, nil},
	"kafka:UpdateMonitoring":                         {RiskNone, []string{"alarms"}},
	"kafka:UpdateSecurity":                           {RiskClients, nil},
	"kms:CancelKeyDeletion":                          {RiskNone, []string{"keys"}},
	"kms:EnableKey":                                  {RiskNone, []string{"keys"}},
	"kms:EnableKeyRotation":                          {RiskNone, []string{"keys"}},
	"kms:PutKeyPolicy":                               {RiskAccess, nil},
	"lambda:AddPermission":                           {RiskNone, nil},
	"lambda:RemovePermission":                        {RiskAccess, nil},
	"lambda:UpdateFunctionConfiguration":             {RiskDeploy, []string{"logs"}},
	"logs:AssociateKmsKey":                           {RiskAccess, []string{"keys"}},
	"logs:CreateLogGroup":                            {RiskNone, []string{"logs"}},
	"logs:PutMetricFilter":                           {RiskNone, []string{"alarms"}},
	"logs:PutResourcePolicy":                         {RiskNone, nil},
	"logs:PutRetentionPolicy":                        {RiskNone, []string{"logs"}},
	"macie2:EnableMacie":                             {RiskNone, []string{"detection"}},
	"macie2:UpdateAutomatedDiscoveryConfiguration":   {RiskNone, []string{"detection"}},
	"macie2:UpdateMacieSession":                      {RiskNone, []string{"detection"}},
	"opensearch:StartServiceSoftwareUpdate":          {RiskRestart, nil},
	"opensearch:UpdateDomainConfig":                  {RiskRestart, []string{"capacity", "logs"}},
	"rds:CreateEventSubscription":                    {RiskNone, []string{"messages"}},
	"rds:ModifyDBCluster":                            {RiskRestart, []string{"backups", "logs"}},
	"rds:ModifyDBClusterSnapshotAttribute":           {RiskAccess, nil},
	"rds:ModifyDBInstance":                           {RiskRestart, []string{"backups", "capacity", "logs"}},
	"rds:ModifyDBSnapshotAttribute":                  {RiskAccess, nil},
	"redshift-serverless:UpdateNamespace":            {RiskDeploy, []string{"logs"}},
	"redshift-serverless:UpdateWorkgroup":            {RiskRestart, nil},
	"redshift:EnableLogging":                         {RiskNone, []string{"logs"}},
	"redshift:ModifyCluster":                         {RiskRestart, []string{"backups"}},
	"redshift:ModifyClusterParameterGroup":           {RiskClients, nil},
	"s3:CreateBucket":                                {RiskNone, []string{"storage"}},
	"s3:PutBucketAcl":                                {RiskAccess, nil},
	"s3:PutBucketEncryption":                         {RiskDeploy, []string{"keys"}},
	"s3:PutBucketLifecycleConfiguration":             {RiskLoss, []string{"storage"}},
	"s3:PutBucketLogging":                            {RiskNone, []string{"storage"}},
	"s3:PutBucketNotificationConfiguration":          {RiskNone, []string{"messages"}},
	"s3:PutBucketOwnershipControls":                  {RiskAccess, nil},
	"s3:PutBucketPolicy":                             {RiskAccess, nil},
	"s3:PutBucketVersioning":                         {RiskNone, []string{"storage"}},
	"s3:PutObjectLockConfiguration":                  {RiskAccess, []string{"storage"}},
	"s3:PutPublicAccessBlock":                        {RiskAccess, nil},
	"s3control:PutPublicAccessBlock":                 {RiskAccess, nil},
	"sagemaker:UpdateNotebookInstance":               {RiskRestart, nil},
	"secretsmanager:DeleteSecret":                    {RiskLoss, nil},
	"secretsmanager:RestoreSecret":                   {RiskNone, nil},
	"secretsmanager:RotateSecret":                    {RiskClients, nil},
	"securityhub:BatchEnableStandards":               {RiskNone, []string{"checks"}},
	"securityhub:CreateFindingAggregator":            {RiskNone, nil},
	"securityhub:EnableSecurityHub":                  {RiskNone, []string{"checks"}},
	"securityhub:UpdateOrganizationConfiguration":    {RiskNone, []string{"checks"}},
	"securityhub:UpdateSecurityHubConfiguration":     {RiskNone, nil},
	"sns:CreateTopic":                                {RiskNone, []string{"messages"}},
	"sns:SetTopicAttributes":                         {RiskAccess, []string{"keys"}},
	"sns:Subscribe":                                  {RiskNone, []string{"messages"}},
	"sqs:SetQueueAttributes":                         {RiskAccess, []string{"keys"}},
	"ssm:ModifyDocumentPermission":                   {RiskAccess, nil},
	"ssm:UpdateServiceSetting":                       {RiskDeploy, nil},
	"stepfunctions:UpdateStateMachine":               {RiskDeploy, []string{"logs"}},
	"wafv2:AssociateWebACL":                          {RiskNetwork, []string{"network"}},
	"wafv2:PutLoggingConfiguration":                  {RiskNone, []string{"logs"}},
	"wafv2:UpdateWebACL":                             {RiskNetwork, []string{"network"}},
}

// riskOf is the worst risk of the calls. An operation that is not known may restart something.
func riskOf(calls []Call) Risk {
	worst := RiskNone
	for _, c := range calls {
		r, known := remedies[c.Service+":"+c.Operation]
		if !known {
			r.risk = RiskRestart
		}
		if slices.Index(Risks(), r.risk) > slices.Index(Risks(), worst) {
			worst = r.risk
		}
	}
	return worst
}

// costsOf are what the bill for the calls may depend on, sorted.
func costsOf(calls []Call) []string {
	set := map[string]bool{}
	for _, c := range calls {
		for _, x := range remedies[c.Service+":"+c.Operation].costs {
			set[x] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// Check is a question to be asked right before a step that destroys something: the list at Query (JMESPath) of the call's answer must be empty.
type Check struct {
	Call  Call   `json:"call"`
	Query string `json:"query"`
}

// checksOf are the questions that must be answered before calls that destroy something.
func checksOf(calls []Call) []Check {
	var out []Check
	for _, c := range calls {
		switch c.Service + ":" + c.Operation {
		case "ec2:DeleteVpc":
			out = append(out, Check{Call{Service: "ec2", Operation: "DescribeNetworkInterfaces", Params: filtered("vpc-id", c.Params["VpcId"])}, "NetworkInterfaces"},
				Check{Call{Service: "ec2", Operation: "DescribeInstances", Params: filtered("vpc-id", c.Params["VpcId"])}, "Reservations"},
				Check{Call{Service: "ec2", Operation: "DescribeVpcPeeringConnections", Params: filtered("requester-vpc-info.vpc-id", c.Params["VpcId"])}, "VpcPeeringConnections"})
		}
	}
	return out
}

func filtered(name string, value any) map[string]any {
	return map[string]any{"Filters": []any{map[string]any{"Name": name, "Values": []any{value}}}}
}

// about adds to a step what its operations say of it.
func (r *run) about(s *Step) {
	s.Risk, s.Costs = riskOf(s.Calls), costsOf(s.Calls)
	if s.Destructive {
		s.Risk, s.Checks = RiskLoss, checksOf(s.Calls)
	}
	if r.o.Actions == nil {
		return
	}
	set := map[string]bool{}
	for _, c := range slices.Concat(s.Calls, s.Undo) {
		for _, a := range r.o.Actions(c.Service + ":" + c.Operation) {
			set[a] = true
		}
		if c.Ask != nil {
			for _, a := range r.o.Actions(c.Service + ":" + c.Ask.Operation) {
				set[a] = true
			}
		}
	}
	s.Permissions = slices.Sorted(maps.Keys(set))
}
