# METADATA
# title: Guest system of BLEA (ECS)
# description: >-
#   Whether the account carries a guest system after BLEA's ECS sample, so that the account is held against what the sample
#   guarantees. A stack of the sample says so. PASSED means that it does.
package profile.guest_ecs

import data.lib.blea_stacks
import data.lib.result

findings contains result.pass(input.account, "stack_guest", {}, []) if "guest-ecs" in blea_stacks.guests

findings contains result.fail(input.account, "no_stack", {}, []) if not "guest-ecs" in blea_stacks.guests
