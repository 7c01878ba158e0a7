# METADATA
# title: Profile of BLEA
# description: >-
#   Which governance base of BLEA an account should be held against. A stack of BLEA's own decides; else an account in an
#   organization whose trail or recorder comes from Control Tower is held against the Control Tower base; else it stands alone.
#   PASSED means standalone, FAILED means control-tower.
package profile.blea

import data.lib.result

findings contains result.pass(input.account, "stack_standalone", {}, []) if "standalone" in _stacks

findings contains result.fail(input.account, "stack_control_tower", {}, []) if {
	not "standalone" in _stacks
	"control-tower" in _stacks
}

findings contains result.fail(input.account, "control_tower", {}, []) if {
	not "standalone" in _stacks
	not "control-tower" in _stacks
	_organization
	_control_tower
}

findings contains result.pass(input.account, "no_control_tower", {}, []) if {
	not "standalone" in _stacks
	not "control-tower" in _stacks
	_organization
	not _control_tower
}

findings contains result.pass(input.account, "no_organization", {}, []) if {
	not "standalone" in _stacks
	not "control-tower" in _stacks
	not _organization
}

# BLEA's CDK application marks its stacks in their descriptions (usecases/*/bin/*.ts).
_stacks contains "standalone" if {
	some stack in input.cloudformation.stacks
	contains(stack.Description, "tag:blea-gov-base-standalone")
}

_stacks contains "control-tower" if {
	some stack in input.cloudformation.stacks
	contains(stack.Description, "tag:blea-gov-base-ct")
}

_organization if some _ in input.organizations.organization

_control_tower if {
	some trail in input.cloudtrail.trails
	contains(lower(trail.Name), "aws-controltower")
}

_control_tower if {
	some recorder in input.config.recorders
	contains(lower(recorder.Name), "aws-controltower")
}
