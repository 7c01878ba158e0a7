package controls.d12_every_region

import data.lib.result

findings contains result.pass(input.account, "all", {"regions": count(input.governed_regions)}, []) if {
	every region in input.governed_regions {
		region.region in _on
	}
}

findings contains result.fail(input.account, "some", {"regions": _off}, []) if {
	some region in input.governed_regions
	not region.region in _on
}

_off := [region.region | some region in input.governed_regions; not region.region in _on]

_on contains setting.region if {
	some setting in input.ec2.ebs_encryption
	setting.GetEbsEncryptionByDefault.Enabled == true
}
