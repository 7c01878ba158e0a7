package collectors

import (
	"fmt"
	"testing"
)

// What all of EC2's lists have in common: pages, nothing, no permission, and whose resource it is.
func TestEC2Lists(t *testing.T) {
	for _, c := range []struct {
		key, operation string
		set            string // the list in the answer; %s is the one item
		id, owner      string // the item's members
		arn            string // with OTHER for the owner, ME for the account, ID for the id
	}{
		{"ec2.vpcs", "DescribeVpcs", "<vpcSet>%s</vpcSet>", "vpcId", "ownerId", "ec2:ap-northeast-1:OTHER:vpc/ID"},
		{"ec2.subnets", "DescribeSubnets", "<subnetSet>%s</subnetSet>", "subnetId", "ownerId", "ec2:ap-northeast-1:OTHER:subnet/ID"},
		{"ec2.security_groups", "DescribeSecurityGroups", "<securityGroupInfo>%s</securityGroupInfo>", "groupId", "ownerId", "ec2:ap-northeast-1:OTHER:security-group/ID"},
		{"ec2.security_group_rules", "DescribeSecurityGroupRules", "<securityGroupRuleSet>%s</securityGroupRuleSet>", "securityGroupRuleId", "groupOwnerId", "ec2:ap-northeast-1:OTHER:security-group-rule/ID"},
		{"ec2.network_acls", "DescribeNetworkAcls", "<networkAclSet>%s</networkAclSet>", "networkAclId", "ownerId", "ec2:ap-northeast-1:OTHER:network-acl/ID"},
		{"ec2.flow_logs", "DescribeFlowLogs", "<flowLogSet>%s</flowLogSet>", "flowLogId", "", "ec2:ap-northeast-1:ME:vpc-flow-log/ID"},
		{"ec2.network_interfaces", "DescribeNetworkInterfaces", "<networkInterfaceSet>%s</networkInterfaceSet>", "networkInterfaceId", "ownerId", "ec2:ap-northeast-1:OTHER:network-interface/ID"},
		{"ec2.internet_gateways", "DescribeInternetGateways", "<internetGatewaySet>%s</internetGatewaySet>", "internetGatewayId", "ownerId", "ec2:ap-northeast-1:OTHER:internet-gateway/ID"},
		{"ec2.route_tables", "DescribeRouteTables", "<routeTableSet>%s</routeTableSet>", "routeTableId", "ownerId", "ec2:ap-northeast-1:OTHER:route-table/ID"},
		{"ec2.instances", "DescribeInstances", "<reservationSet><item><ownerId>OTHER</ownerId><instancesSet>%s</instancesSet></item></reservationSet>", "instanceId", "", "ec2:ap-northeast-1:OTHER:instance/ID"},
		{"ec2.volumes", "DescribeVolumes", "<volumeSet>%s</volumeSet>", "volumeId", "", "ec2:ap-northeast-1:ME:volume/ID"},
		{"ec2.snapshots", "DescribeSnapshots", "<snapshotSet>%s</snapshotSet>", "snapshotId", "ownerId", "ec2:ap-northeast-1::snapshot/ID"},
		{"ec2.public_snapshots", "DescribeSnapshots", "<snapshotSet>%s</snapshotSet>", "snapshotId", "ownerId", "ec2:ap-northeast-1::snapshot/ID"},
	} {
		item := func(id string) string {
			members := fmt.Sprintf("<%[1]s>%[2]s</%[1]s>", c.id, id)
			if c.owner != "" {
				members += fmt.Sprintf("<%[1]s>OTHER</%[1]s>", c.owner)
			}
			return fmt.Sprintf(c.set, "<item>"+members+"</item>")
		}
		fill := func(arn, id string) string {
			return replace("arn:aws:"+arn, "ME", me, "ID", id)
		}
		operation := "ec2:" + c.operation
		t.Run(c.key, func(t *testing.T) {
			worlds(t, c.key, map[string]world{
				"two pages": {
					answers: replies{operation: {{when: "NextToken=page-2", body: item("x-2")}, {body: item("x-1") + "<nextToken>page-2</nextToken>"}}},
					ids:     []string{"x-1", "x-2"},
					has:     map[string]any{"arn": fill(c.arn, "x-1"), "region": jp, "account": me},
					check: func(t *testing.T, f *aFake, _ []map[string]any) {
						expect(t, "calls", f.calls(operation), 2)
					},
				},
				"none":              {answers: replies{operation: {{}}}},
				"denied":            {answers: replies{operation: {{code: "UnauthorizedOperation"}}}, gaps: []string{jp + " - " + operation + " AccessDenied UnauthorizedOperation"}},
				"the second denied": {answers: replies{operation: {{when: "NextToken=page-2", code: "UnauthorizedOperation"}, {body: item("x-1") + "<nextToken>page-2</nextToken>"}}}, ids: []string{"x-1"}, gaps: []string{jp + " - " + operation + " CutPage UnauthorizedOperation"}},
				"region not enabled": {answers: replies{operation: {{code: "OptInRequired"}}}, regions: []string{"af-south-1"},
					gaps: []string{"af-south-1 - " + operation + " RegionDisabled OptInRequired"}},
			})
		})
	}
}

func TestEC2Settings(t *testing.T) {
	for _, c := range []struct {
		key, operation, body string
		has                  map[string]any
	}{
		{"ec2.snapshot_block_public_access", "GetSnapshotBlockPublicAccessState", "<state>block-all-sharing</state><managedBy>account</managedBy>", map[string]any{"State": "block-all-sharing", "ManagedBy": "account"}},
		{"ec2.image_block_public_access", "GetImageBlockPublicAccessState", "<imageBlockPublicAccessState>block-new-sharing</imageBlockPublicAccessState>", map[string]any{"ImageBlockPublicAccessState": "block-new-sharing", "ManagedBy": nil}},
		{"ec2.instance_metadata_defaults", "GetInstanceMetadataDefaults", "<accountLevel><httpTokens>required</httpTokens><httpPutResponseHopLimit>2</httpPutResponseHopLimit></accountLevel>", map[string]any{"HttpTokens": "required", "HttpPutResponseHopLimit": 2, "HttpEndpoint": nil}},
		{"ec2.vpc_block_public_access", "DescribeVpcBlockPublicAccessOptions", "<vpcBlockPublicAccessOptions><internetGatewayBlockMode>off</internetGatewayBlockMode><state>default-state</state></vpcBlockPublicAccessOptions>", map[string]any{"InternetGatewayBlockMode": "off", "State": "default-state"}},
		{"ec2.serial_console_access", "GetSerialConsoleAccessStatus", "<serialConsoleAccessEnabled>false</serialConsoleAccessEnabled>", map[string]any{"SerialConsoleAccessEnabled": false}},
		{"ec2.ebs_encryption_by_default", "GetEbsEncryptionByDefault", "<ebsEncryptionByDefault>true</ebsEncryptionByDefault>", map[string]any{"EbsEncryptionByDefault": true, "GetEbsDefaultKmsKeyId.KmsKeyId": "alias/aws/ebs"}},
	} {
		operation := "ec2:" + c.operation
		key := []reply{{body: "<kmsKeyId>alias/aws/ebs</kmsKeyId>"}}
		t.Run(c.key, func(t *testing.T) {
			worlds(t, c.key, map[string]world{
				"two regions":  {answers: replies{operation: {{body: c.body}}, "ec2:GetEbsDefaultKmsKeyId": key}, regions: []string{us, jp}, ids: []string{jp, us}, has: c.has},
				"nothing said": {answers: replies{operation: {{}}, "ec2:GetEbsDefaultKmsKeyId": key}, ids: []string{jp}},
				"denied":       {answers: replies{operation: {{code: "UnauthorizedOperation"}}}, gaps: []string{jp + " - " + operation + " AccessDenied UnauthorizedOperation"}},
				"unsupported":  {answers: replies{operation: {{code: "UnsupportedOperation"}}}, gaps: []string{jp + " - " + operation + " Unsupported UnsupportedOperation"}},
			})
		})
	}
	worlds(t, "ec2.ebs_encryption_by_default", map[string]world{
		"the key is denied": {
			answers: replies{"ec2:GetEbsEncryptionByDefault": {{body: "<ebsEncryptionByDefault>false</ebsEncryptionByDefault>"}}, "ec2:GetEbsDefaultKmsKeyId": {{code: "UnauthorizedOperation"}}},
			ids:     []string{jp}, has: map[string]any{"EbsEncryptionByDefault": false, "GetEbsDefaultKmsKeyId": nil},
			gaps: []string{jp + " " + jp + " ec2:GetEbsDefaultKmsKeyId AccessDenied UnauthorizedOperation"},
		},
	})
}

// Of snapshots only the account's own are asked for, and of the public ones only those.
func TestEC2SnapshotsOwners(t *testing.T) {
	own := reply{when: "Owner.1=self", body: "<snapshotSet><item><snapshotId>snap-1</snapshotId></item></snapshotSet>"}
	public := reply{when: "RestorableBy.1=all", body: "<snapshotSet/>"}
	worlds(t, "ec2.snapshots", map[string]world{"own": {answers: replies{"ec2:DescribeSnapshots": {public, own}}, ids: []string{"snap-1"}}})
	worlds(t, "ec2.public_snapshots", map[string]world{"none of the own": {answers: replies{"ec2:DescribeSnapshots": {public}}}})
}

func TestEC2Tags(t *testing.T) {
	worlds(t, "ec2.network_interfaces", map[string]world{"tagSet": {
		answers: replies{"ec2:DescribeNetworkInterfaces": {{body: "<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><tagSet><item><key>Owner</key><value>net</value></item></tagSet></item></networkInterfaceSet>"}}},
		ids:     []string{"eni-1"}, has: map[string]any{"tags": map[string]any{"Owner": "net"}},
	}})
}

// How EC2's nested lists come out; ec2.volumes pins the protocol.
func TestEC2Golden(t *testing.T) {
	elements, gaps := run(t, "ec2.security_groups", nil, fake(t, replies{"ec2:DescribeSecurityGroups": {{body: `<securityGroupInfo>
		<item>
			<ownerId>111122223333</ownerId><groupId>sg-0a1b2c3d4e5f60718</groupId><groupName>default</groupName><vpcId>vpc-0a1b2c3d4e5f60718</vpcId>
			<groupDescription>default VPC security group</groupDescription>
			<ipPermissions><item><ipProtocol>-1</ipProtocol><groups><item><userId>111122223333</userId><groupId>sg-0a1b2c3d4e5f60718</groupId></item></groups>
				<ipRanges/><ipv6Ranges/><prefixListIds/></item></ipPermissions>
			<ipPermissionsEgress><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><groups/>
				<ipRanges><item><cidrIp>0.0.0.0/0</cidrIp><description>out</description></item></ipRanges>
				<ipv6Ranges><item><cidrIpv6>::/0</cidrIpv6></item></ipv6Ranges><prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds></item></ipPermissionsEgress>
			<tagSet><item><key>Name</key><value>closed</value></item></tagSet>
		</item>
		<item><ownerId>444455556666</ownerId><groupId>sg-0ffffffffffffffff</groupId><groupName>shared</groupName><ipPermissions/><ipPermissionsEgress/></item>
	</securityGroupInfo>`}}}))
	expect(t, "gaps", told(gaps), []string{})
	golden(t, "ec2.security_groups", elements)
}

// Routes, and both kinds of association.
func TestRouteTables(t *testing.T) {
	elements, gaps := run(t, "ec2.route_tables", nil, fake(t, replies{"ec2:DescribeRouteTables": {{body: `<routeTableSet>
		<item>
			<routeTableId>rtb-0a1b2c3d4e5f60718</routeTableId><vpcId>vpc-0a1b2c3d4e5f60718</vpcId><ownerId>111122223333</ownerId>
			<routeSet>
				<item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state><origin>CreateRouteTable</origin></item>
				<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-0a1b2c3d4e5f60718</gatewayId><state>active</state><origin>CreateRoute</origin></item>
				<item><destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><egressOnlyInternetGatewayId>eigw-1</egressOnlyInternetGatewayId><state>blackhole</state><origin>CreateRoute</origin></item>
			</routeSet>
			<associationSet>
				<item><routeTableAssociationId>rtbassoc-1</routeTableAssociationId><routeTableId>rtb-0a1b2c3d4e5f60718</routeTableId><main>true</main><associationState><state>associated</state></associationState></item>
				<item><routeTableAssociationId>rtbassoc-2</routeTableAssociationId><routeTableId>rtb-0a1b2c3d4e5f60718</routeTableId><subnetId>subnet-1</subnetId><main>false</main><associationState><state>associated</state></associationState></item>
			</associationSet>
			<propagatingVgwSet/><tagSet><item><key>Name</key><value>public</value></item></tagSet>
		</item>
	</routeTableSet>`}}}))
	expect(t, "gaps", told(gaps), []string{})
	golden(t, "ec2.route_tables", elements)
}
