# METADATA
# title: Runtimes of Lambda
# description: Which functions have a runtime of Lambda's, and of which of these support has ended.
package lib.runtimes

import data.lib.versions

# METADATA
# description: Ids of the functions with a runtime of Lambda's. Container images have none.
managed contains function.id if {
	some function in input.lambda.functions
	function.Runtime != ""
}

# METADATA
# description: >-
#   Ids of the functions whose runtime is out of support (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html). One that the table
#   of versions does not know has not ended.
ended contains function.id if {
	some function in input.lambda.functions
	versions.ended("lambda_runtimes", function.Runtime)
}
