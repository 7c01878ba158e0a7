# METADATA
# title: Times
# description: >-
#   Moments as numbers that can be compared and subtracted. AWS gives times that Rego's own parser refuses: a certificate may be valid until the
#   year 9999.
package lib.times

# METADATA
# description: >-
#   Nanoseconds from 1970 to a moment in RFC 3339; one before 1678 or from 2262 on is the first or the last that nanoseconds in 64 bits can tell.
ns(text) := time.parse_rfc3339_ns(text) if {
	text >= "1678"
	text < "2262"
}

ns(text) := -9223372036854775808 if text < "1678"

ns(text) := 9223372036854775807 if text >= "2262"

# METADATA
# description: A number of days in nanoseconds.
days(n) := (((n * 24) * 60) * 60) * 1000000000
