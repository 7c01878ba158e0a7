package collectors

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"kijun/scanner/collect"
)

// ec2.vpcs: VPCs, and those of other accounts that share a subnet with this one: OwnerId tells them apart
// (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.vpcs", Type: "AWS::EC2::VPC",
	List: "ec2:DescribeVpcs", Element: types.Vpc{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeVpcsPaginator(svc, &ec2.DescribeVpcsInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, vpc := range page.Vpcs {
				id := aws.ToString(vpc.VpcId)
				out.Add(id, ec2Arn(t, vpc.OwnerId, "vpc/"+id), vpc)
			}
		}
		return nil
	},
})

// ec2.subnets: subnets, shared ones of other accounts too.
var _ = collect.Register(collect.Collector{
	Key: "ec2.subnets", Type: "AWS::EC2::Subnet",
	List: "ec2:DescribeSubnets", Element: types.Subnet{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeSubnetsPaginator(svc, &ec2.DescribeSubnetsInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, subnet := range page.Subnets {
				id := aws.ToString(subnet.SubnetId)
				out.Add(id, ec2Arn(t, subnet.OwnerId, "subnet/"+id), subnet)
			}
		}
		return nil
	},
})

// ec2.security_groups: security groups with their rules. The default group of a VPC is the one named "default": no other may have
// that name. IpPermissions joins rules of the same protocol and ports; ec2.security_group_rules has them one by one.
var _ = collect.Register(collect.Collector{
	Key: "ec2.security_groups", Type: "AWS::EC2::SecurityGroup",
	List: "ec2:DescribeSecurityGroups", Element: types.SecurityGroup{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeSecurityGroupsPaginator(svc, &ec2.DescribeSecurityGroupsInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, group := range page.SecurityGroups {
				id := aws.ToString(group.GroupId)
				out.Add(id, ec2Arn(t, group.OwnerId, "security-group/"+id), group)
			}
		}
		return nil
	},
})

// ec2.security_group_rules: the rules of all security groups, each with its own id; IsEgress tells the directions apart. Ports are -1
// where a rule is for all protocols.
var _ = collect.Register(collect.Collector{
	Key: "ec2.security_group_rules", Type: "AWS::EC2::SecurityGroupRule",
	List: "ec2:DescribeSecurityGroupRules", Element: types.SecurityGroupRule{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeSecurityGroupRulesPaginator(svc, &ec2.DescribeSecurityGroupRulesInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, rule := range page.SecurityGroupRules {
				id := aws.ToString(rule.SecurityGroupRuleId)
				out.Add(id, ec2Arn(t, rule.GroupOwnerId, "security-group-rule/"+id), rule)
			}
		}
		return nil
	},
})

// ec2.network_acls: network ACLs with entries and associations. Each ends in the entry 32767, which denies all, cannot be removed and
// is listed like the others.
var _ = collect.Register(collect.Collector{
	Key: "ec2.network_acls", Type: "AWS::EC2::NetworkAcl",
	List: "ec2:DescribeNetworkAcls", Element: types.NetworkAcl{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeNetworkAclsPaginator(svc, &ec2.DescribeNetworkAclsInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, acl := range page.NetworkAcls {
				id := aws.ToString(acl.NetworkAclId)
				out.Add(id, ec2Arn(t, acl.OwnerId, "network-acl/"+id), acl)
			}
		}
		return nil
	},
})

// ec2.flow_logs: flow logs of VPCs, subnets, network interfaces and transit gateways: the beginning of ResourceId tells which. A flow
// log is ACTIVE though it delivers nothing: DeliverLogsStatus tells
// (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.flow_logs", Type: "AWS::EC2::FlowLog",
	List: "ec2:DescribeFlowLogs", Element: types.FlowLog{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeFlowLogsPaginator(svc, &ec2.DescribeFlowLogsInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, log := range page.FlowLogs {
				id := aws.ToString(log.FlowLogId)
				out.Add(id, ec2Arn(t, nil, "vpc-flow-log/"+id), log)
			}
		}
		return nil
	},
})

// ec2.network_interfaces: network interfaces, also those that AWS services keep for themselves (RequesterManaged). Their tags are in
// TagSet.
var _ = collect.Register(collect.Collector{
	Key: "ec2.network_interfaces", Type: "AWS::EC2::NetworkInterface",
	List: "ec2:DescribeNetworkInterfaces", Element: types.NetworkInterface{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeNetworkInterfacesPaginator(svc, &ec2.DescribeNetworkInterfacesInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, eni := range page.NetworkInterfaces {
				id := aws.ToString(eni.NetworkInterfaceId)
				out.Add(id, ec2Arn(t, eni.OwnerId, "network-interface/"+id), eni)
			}
		}
		return nil
	},
})

// ec2.internet_gateways: internet gateways with the VPCs they are attached to.
var _ = collect.Register(collect.Collector{
	Key: "ec2.internet_gateways", Type: "AWS::EC2::InternetGateway",
	List: "ec2:DescribeInternetGateways", Element: types.InternetGateway{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeInternetGatewaysPaginator(svc, &ec2.DescribeInternetGatewaysInput{MaxResults: aws.Int32(1000)})) {
			if err != nil {
				return err
			}
			for _, gateway := range page.InternetGateways {
				id := aws.ToString(gateway.InternetGatewayId)
				out.Add(id, ec2Arn(t, gateway.OwnerId, "internet-gateway/"+id), gateway)
			}
		}
		return nil
	},
})

// ec2.route_tables: route tables with their routes and associations. Exactly one table of a VPC is the main one, and holds for every subnet
// of it that has no association of its own (https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html). The main association
// names no subnet. Associations with a gateway (edge associations) are listed among those with subnets. A route whose gateway is gone stays,
// with State "blackhole".
var _ = collect.Register(collect.Collector{
	Key: "ec2.route_tables", Type: "AWS::EC2::RouteTable",
	List: "ec2:DescribeRouteTables", Element: types.RouteTable{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		svc := ec2.NewFromConfig(t.Config)
		for page, err := range collect.Pages(ctx, ec2.NewDescribeRouteTablesPaginator(svc, &ec2.DescribeRouteTablesInput{MaxResults: aws.Int32(100)})) {
			if err != nil {
				return err
			}
			for _, table := range page.RouteTables {
				id := aws.ToString(table.RouteTableId)
				out.Add(id, ec2Arn(t, table.OwnerId, "route-table/"+id), table)
			}
		}
		return nil
	},
})

// ec2.vpc_block_public_access: one element a region; a region where nobody has set anything answers with InternetGatewayBlockMode
// "off" (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessOptions.html).
var _ = collect.Register(collect.Collector{
	Key: "ec2.vpc_block_public_access", Type: "AWS::EC2::VPCBlockPublicAccessOptions",
	List: "ec2:DescribeVpcBlockPublicAccessOptions", Element: types.VpcBlockPublicAccessOptions{},
	Collect: func(ctx context.Context, t *collect.Target, out *collect.Sink) error {
		got, err := ec2.NewFromConfig(t.Config).DescribeVpcBlockPublicAccessOptions(ctx, &ec2.DescribeVpcBlockPublicAccessOptionsInput{})
		if err != nil {
			return err
		}
		out.Add(t.Region, "", got.VpcBlockPublicAccessOptions)
		return nil
	},
})
