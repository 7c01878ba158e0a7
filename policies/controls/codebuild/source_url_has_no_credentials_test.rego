package controls.codebuild.source_url_has_no_credentials_test

import data.controls.codebuild.source_url_has_no_credentials as control

_project(more) := object.union({"id": "x", "region": "ap-northeast-1"}, more)

test_source_url_has_no_credentials[name] if {
	some name, tc in {
		"a plain URL passes": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://bitbucket.org/team/repo.git"}}, "want": ["PASSED clean"]},
		"a user and a password fail": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=1-7 class=text]:[cut length=16-31 class=text]@bitbucket.org/team/repo.git"}}, "want": ["FAILED credentials"]},
		"a long token fails": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=8-15 class=text]:[cut length=64+ class=text]@bitbucket.org/team/repo.git"}}, "want": ["FAILED credentials"]},
		"a password without a user fails": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=0 class=empty]:[cut length=1-7 class=number]@bitbucket.org/team/repo.git"}}, "want": ["FAILED credentials"]},
		"a user alone passes": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=1-7 class=text]@bitbucket.org/team/repo.git"}}, "want": ["PASSED clean"]},
		"a token in place of the user fails": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=32-63 class=text]@bitbucket.org/team/repo.git"}}, "want": ["FAILED credentials"]},
		"a longer token in place of the user fails": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=64+ class=text]@bitbucket.org/team/repo.git"}}, "want": ["FAILED credentials"]},
		"a long user passes": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=16-31 class=text]@bitbucket.org/team/repo.git"}}, "want": ["PASSED clean"]},
		"a user with an empty password passes": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://[cut length=1-7 class=text]:[cut length=0 class=empty]@bitbucket.org/team/repo.git"}}, "want": ["PASSED clean"]},
		"a branch with an at sign passes": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://bitbucket.org/team/repo@main"}}, "want": ["PASSED clean"]},
		"an untold URL passes": {"project": {"Source": {"Type": "BITBUCKET"}}, "want": ["PASSED clean"]},
		"a secondary source fails": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://bitbucket.org/team/repo.git"}, "SecondarySources": [{"Type": "BITBUCKET", "Location": "https://bitbucket.org/team/other.git"}, {"Type": "BITBUCKET", "Location": "https://[cut length=1-7 class=text]:[cut length=16-31 class=text]@bitbucket.org/team/repo.git"}]}, "want": ["FAILED credentials"]},
		"a secondary source counts beside another host": {"project": {"Source": {"Type": "S3", "Location": "b/k"}, "SecondarySources": [{"Type": "BITBUCKET", "Location": "https://[cut length=1-7 class=text]:[cut length=16-31 class=text]@bitbucket.org/team/repo.git"}]}, "want": ["FAILED credentials"]},
		"a secondary source of another host does not": {"project": {"Source": {"Type": "BITBUCKET", "Location": "https://bitbucket.org/team/repo.git"}, "SecondarySources": [{"Type": "GITHUB", "Location": "https://[cut length=1-7 class=text]:[cut length=16-31 class=text]@github.com/team/repo.git"}]}, "want": ["PASSED clean"]},
		"another host is out of scope": {"project": {"Source": {"Type": "GITHUB", "Location": "https://[cut length=1-7 class=text]:[cut length=16-31 class=text]@github.com/team/repo.git"}}, "want": []},
		"a secondary source of another host is out of scope": {"project": {"Source": {"Type": "S3", "Location": "b/k"}, "SecondarySources": [{"Type": "GITHUB", "Location": "https://github.com/team/repo.git"}]}, "want": []},
		"a password for another host beside a clean source passes": {"project": {"Source": {"Type": "GITHUB", "Location": "https://[cut length=1-7 class=text]:[cut length=16-31 class=text]@github.com/team/repo.git"}, "SecondarySources": [{"Type": "BITBUCKET", "Location": "https://bitbucket.org/team/repo.git"}]}, "want": ["PASSED clean"]},
		"no sources are out of scope": {"project": {"Source": {"Type": "NO_SOURCE"}, "SecondarySources": []}, "want": []},
		"an untold source is out of scope": {"project": {}, "want": []},
	}
	got := control.findings with input.codebuild.projects as [_project(tc.project)]
	[sprintf("%s %s", [finding.status, finding.code]) | some finding in got] == tc.want
	subjects := control.subjects with input.codebuild.projects as [_project(tc.project)]
	count(subjects) == count(tc.want)
}
