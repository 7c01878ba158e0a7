package collectors

import "testing"

func TestAutoScalingGroups(t *testing.T) {
	const arn = "arn:aws:autoscaling:ap-northeast-1:111122223333:autoScalingGroup:0:autoScalingGroupName/"
	group := func(name string) string {
		return "<member><AutoScalingGroupName>" + name + "</AutoScalingGroupName><AutoScalingGroupARN>" + arn + name + `</AutoScalingGroupARN>
			<AvailabilityZones><member>ap-northeast-1a</member></AvailabilityZones><HealthCheckType>ELB</HealthCheckType><VPCZoneIdentifier>subnet-1,subnet-2</VPCZoneIdentifier>
			<Tags><member><Key>team</Key><Value>x</Value><PropagateAtLaunch>true</PropagateAtLaunch></member></Tags></member>`
	}
	worlds(t, "autoscaling.groups", map[string]world{
		"two pages": {
			answers: replies{"autoscaling:DescribeAutoScalingGroups": {
				{when: "NextToken=two", body: "<AutoScalingGroups>" + group("b") + "</AutoScalingGroups>"},
				{body: "<AutoScalingGroups>" + group("a") + "</AutoScalingGroups><NextToken>two</NextToken>"},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"HealthCheckType": "ELB", "AvailabilityZones.0": "ap-northeast-1a", "tags.team": "x"},
		},
		"none":   {answers: replies{"autoscaling:DescribeAutoScalingGroups": {{body: "<AutoScalingGroups/>"}}}},
		"denied": {answers: replies{"autoscaling:DescribeAutoScalingGroups": {{code: "AccessDenied"}}}, gaps: []string{jp + " - autoscaling:DescribeAutoScalingGroups AccessDenied AccessDenied"}},
	})
}

func TestLaunchConfigurations(t *testing.T) {
	const arn = "arn:aws:autoscaling:ap-northeast-1:111122223333:launchConfiguration:0:launchConfigurationName/"
	configuration := func(name string) string {
		return "<member><LaunchConfigurationName>" + name + "</LaunchConfigurationName><LaunchConfigurationARN>" + arn + name + `</LaunchConfigurationARN>
			<AssociatePublicIpAddress>false</AssociatePublicIpAddress><MetadataOptions><HttpTokens>required</HttpTokens></MetadataOptions><UserData>Y29ycmVjdCBob3JzZQ==</UserData></member>`
	}
	worlds(t, "autoscaling.launch_configurations", map[string]world{
		"two pages, without user data": {
			answers: replies{"autoscaling:DescribeLaunchConfigurations": {
				{when: "NextToken=two", body: "<LaunchConfigurations>" + configuration("b") + "</LaunchConfigurations>"},
				{body: "<LaunchConfigurations>" + configuration("a") + "</LaunchConfigurations><NextToken>two</NextToken>"},
			}},
			ids: []string{arn + "a", arn + "b"},
			has: map[string]any{"AssociatePublicIpAddress": false, "MetadataOptions.HttpTokens": "required", "UserData": "[cut length=16-31 class=text]"},
		},
		"none": {answers: replies{"autoscaling:DescribeLaunchConfigurations": {{body: "<LaunchConfigurations/>"}}}},
		"denied": {answers: replies{"autoscaling:DescribeLaunchConfigurations": {{code: "AccessDenied"}}},
			gaps: []string{jp + " - autoscaling:DescribeLaunchConfigurations AccessDenied AccessDenied"}},
	})
}
