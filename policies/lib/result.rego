# METADATA
# title: Findings
# description: >-
#   What a control says of one subject: the subject's key, a status, a reason code of the control's METADATA with its arguments, and
#   the paths of the evidence that the verdict rests on. Only id, region and account of the subject are read.
#   The object is written out in each function, because they are called once a finding, and a function behind them would double what a call costs.
package lib.result

# METADATA
# description: The subject is in the state that the control asks for.
pass(subject, code, args, evidence) := {
	"id": subject.id,
	"region": subject.region,
	"status": "PASSED",
	"code": code,
	"args": args,
	"evidence": evidence,
}

# METADATA
# description: The subject is not in the state that the control asks for.
fail(subject, code, args, evidence) := {
	"id": subject.id,
	"region": subject.region,
	"status": "FAILED",
	"code": code,
	"args": args,
	"evidence": evidence,
}

# METADATA
# description: What decides lies in another account that is not part of the run.
warn(subject, code, args, evidence) := {
	"id": subject.id,
	"region": subject.region,
	"status": "WARNING",
	"code": code,
	"args": args,
	"evidence": evidence,
}

# METADATA
# description: The question does not arise, because something that it presupposes is not there. Listed, and never counted.
not_applicable(subject, code, args, evidence) := {
	"id": subject.id,
	"region": subject.region,
	"status": "NOT_APPLICABLE",
	"code": code,
	"args": args,
	"evidence": evidence,
}

# METADATA
# description: No API answers the question, so a person has to look. (Gaps are the engine's business.)
not_available(subject, code, args, evidence) := {
	"id": subject.id,
	"region": subject.region,
	"status": "NOT_AVAILABLE",
	"code": code,
	"args": args,
	"evidence": evidence,
}
