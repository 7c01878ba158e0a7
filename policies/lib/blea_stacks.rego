# METADATA
# title: Stacks of BLEA
# description: >-
#   BLEA's CDK applications mark their stacks in the description and with a tag (usecases/*/bin/*.ts); its first two versions named them
#   BLEA-*.
package lib.blea_stacks

# METADATA
# description: Ids of the stacks with such a mark.
marked contains stack.id if {
	some stack in input.cloudformation.stacks
	contains(stack.Description, "uksb-1tupboc58")
	contains(stack.Description, "tag:blea-")
}

marked contains stack.id if {
	some stack in input.cloudformation.stacks
	some tag in stack.Tags
	tag.Key == "Repository"
	tag.Value == "aws-samples/baseline-environment-on-aws"
}

marked contains stack.id if {
	some stack in input.cloudformation.stacks
	startswith(stack.StackName, "BLEA-")
}

# METADATA
# description: >-
#   The guest samples of which the account has a stack, under the names of their profiles. Their descriptions tell
#   (usecases/blea-guest-*/bin/*.ts); the ECS sample is several stacks, each with a mark of its own.
guests contains "guest-ec2" if {
	some stack in input.cloudformation.stacks
	contains(stack.Description, "tag:blea-guest-ec2-app-sample")
}

guests contains "guest-ecs" if {
	some stack in input.cloudformation.stacks
	contains(stack.Description, "tag:blea-guest-ecs-app-sample")
}

guests contains "guest-serverless" if {
	some stack in input.cloudformation.stacks
	contains(stack.Description, "tag:blea-guest-serverless-api-sample")
}

# METADATA
# description: Ids of the stacks whose last operation came to an end and that have resources. A creation that was rolled back left none.
complete contains stack.id if {
	some stack in input.cloudformation.stacks
	endswith(stack.StackStatus, "_COMPLETE")
	not stack.StackStatus in ["DELETE_COMPLETE", "ROLLBACK_COMPLETE"]
}

# METADATA
# description: Ids of the stacks in a failed or rolled-back state.
failed contains stack.id if {
	some stack in input.cloudformation.stacks
	endswith(stack.StackStatus, "_FAILED")
}

failed contains stack.id if {
	some stack in input.cloudformation.stacks
	startswith(stack.StackStatus, "ROLLBACK_")
}

# METADATA
# description: Ids of the stacks whose resources were changed behind CloudFormation's back.
drifted contains stack.id if {
	some stack in input.cloudformation.stacks
	stack.DriftInformation.StackDriftStatus == "DRIFTED"
}

# METADATA
# description: Ids of the stacks whose resources were compared with the template and found equal.
in_sync contains stack.id if {
	some stack in input.cloudformation.stacks
	stack.DriftInformation.StackDriftStatus == "IN_SYNC"
}
