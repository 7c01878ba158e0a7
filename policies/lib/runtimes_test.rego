# METADATA
# title: Tests of the runtimes, and functions for the tests of controls
package lib.runtimes_test

import data.lib.runtimes

# METADATA
# description: A small table of runtimes.
table := {"nodejs20.x": "2026-04-30", "python3.13": "2029-06-30"}

_function(more) := object.union({"id": "arn:aws:lambda:ap-northeast-1:111122223333:function:f", "region": "ap-northeast-1", "FunctionName": "f"}, more)

# METADATA
# description: Functions on the day after the table's first end, each with whether its runtime is supported.
cases := {
	"a runtime in support": {"function": _function({"Runtime": "python3.13", "PackageType": "Zip"}), "want": "supported"},
	"a runtime out of support": {"function": _function({"Runtime": "nodejs20.x", "PackageType": "Zip"}), "want": "ended"},
	"a runtime that the table does not know": {"function": _function({"Runtime": "cobol1"}), "want": "supported"},
	"a container image": {"function": _function({"PackageType": "Image"}), "want": "none"},
	"an empty runtime": {"function": _function({"Runtime": ""}), "want": "none"},
}

test_runtimes[name] if {
	some name, tc in cases
	managed := runtimes.managed with input.lambda.functions as [tc.function]
	managed == {tc.function.id | tc.want != "none"}
	ended := runtimes.ended with input.lambda.functions as [tc.function] with input.as_of as "2026-05-01T00:00:00Z" with data.versions.lambda_runtimes as table
	ended == {tc.function.id | tc.want == "ended"}
}

test_the_last_day_counts if {
	ended := runtimes.ended with input.lambda.functions as [_function({"Runtime": "nodejs20.x"})] with input.as_of as "2026-04-30T23:00:00Z" with data.versions.lambda_runtimes as table
	ended == set()
}
