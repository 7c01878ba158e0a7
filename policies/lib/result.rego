# METADATA
# title: Findings
# description: >-
#   What a control says of one subject: the subject's key, a status, a reason code of the control's METADATA with its arguments, and
#   the paths of the evidence that the verdict rests on. Only id, region and account of the subject are read.
package lib.result

# METADATA
# description: The subject is in the state that the control asks for.
pass(subject, code, args, evidence) := _finding(subject, "PASSED", code, args, evidence)

# METADATA
# description: The subject is not in the state that the control asks for.
fail(subject, code, args, evidence) := _finding(subject, "FAILED", code, args, evidence)

# METADATA
# description: What decides lies in another account that is not part of the run.
warn(subject, code, args, evidence) := _finding(subject, "WARNING", code, args, evidence)

# METADATA
# description: The question does not arise, because something that it presupposes is not there. Listed, and never counted.
not_applicable(subject, code, args, evidence) := _finding(subject, "NOT_APPLICABLE", code, args, evidence)

# METADATA
# description: No API answers the question, so a person has to look. (Gaps are the engine's business.)
not_available(subject, code, args, evidence) := _finding(subject, "NOT_AVAILABLE", code, args, evidence)

_finding(subject, status, code, args, evidence) := {
	"id": subject.id,
	"region": subject.region,
	"status": status,
	"code": code,
	"args": args,
	"evidence": evidence,
}
