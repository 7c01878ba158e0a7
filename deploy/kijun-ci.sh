#!/usr/bin/env bash
# Scans in a pipeline and leaves the reports in a folder. All arguments go to kijun scan.
#
#   KIJUN          the program (default: kijun)
#   KIJUN_REPORTS  the folder for the reports (default: kijun-reports)
#
# The exit status is that of kijun: 0 the gate passed, 1 it failed, 2 it is undecided, 3 usage or credentials, 4 a mistake of kijun's or a
# notice that could not be sent. status.txt in the folder holds it, for steps that run whatever it is.
set -uo pipefail

kijun=${KIJUN:-kijun}
reports=${KIJUN_REPORTS:-kijun-reports}
mkdir -p "$reports" || exit 3

"$kijun" scan --snapshot "$reports/snapshot.zip" -o table \
  -o "json=$reports/result.json" -o "sarif=$reports/kijun.sarif" -o "junit=$reports/junit.xml" \
  -o "markdown=$reports/summary.md" -o "xlsx=$reports/kijun.xlsx" -o "html=$reports/kijun.html" "$@"
status=$?
echo "$status" >"$reports/status.txt"
exit "$status"
