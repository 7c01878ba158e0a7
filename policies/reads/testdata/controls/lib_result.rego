package lib.result

pass(r, code, args, paths) := _finding(r, "PASSED", code, args, paths)

fail(r, code, args, paths) := _finding(r, "FAILED", code, args, paths)

warn(r, code, args, paths) := _finding(r, "WARNING", code, args, paths)

not_applicable(r, code, args, paths) := _finding(r, "NOT_APPLICABLE", code, args, paths)

not_available(r, code, args, paths) := _finding(r, "NOT_AVAILABLE", code, args, paths)

_finding(r, status, code, args, paths) := {"id": r.id, "region": r.region, "status": status, "code": code, "args": args, "paths": paths}
