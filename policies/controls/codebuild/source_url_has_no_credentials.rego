# METADATA
# title: CodeBuild Bitbucket source repository URLs should not contain credentials
# description: >-
#   Whoever may read the project can read what stands in its URL. The control looks at primary and secondary sources in Bitbucket, for a
#   user name with a password or a token behind it; a user name alone, as Bitbucket's own URLs have it, opens nothing. kijun sees only
#   that a password is there: it never keeps it.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-1
#   - https://docs.aws.amazon.com/config/latest/developerguide/codebuild-project-source-repo-url-check.html
# custom:
#   id: CodeBuild.1
#   title_ja: CodeBuildのBitbucketソースリポジトリURLに認証情報を含めない必要があります
#   severity: CRITICAL
#   subject: resource
#   collection: codebuild.projects
#   resource: AWS::CodeBuild::Project
#   standards: {fsbp: [CodeBuild.1], nist-800-53-r5: [CodeBuild.1], pci-dss-3.2.1: [CodeBuild.1], pci-dss-4.0.1: [CodeBuild.1], control-tower: [CodeBuild.1]}
#   reasons:
#     clean: {en: "no URL of a Bitbucket repository has a password or token in it", ja: "BitbucketリポジトリのURLにパスワードやトークンは含まれていません"}
#     credentials: {en: "the URL of a Bitbucket repository has a password or token in it", ja: "BitbucketリポジトリのURLにパスワードまたはトークンが含まれています"}
#   remediation: {en: "Connect the project to Bitbucket with an app connection or a secret in Secrets Manager, take the credentials out of the URL, and revoke them: they have been readable.", ja: "AppコネクションまたはSecrets ManagerのシークレットでプロジェクトをBitbucketに接続し、URLから認証情報を取り除きます。これまで閲覧可能だったため、その認証情報は失効させます。"}
#   manual: application
package controls.codebuild.source_url_has_no_credentials

import data.lib.result

subjects contains id if some id in _bitbucket

findings contains result.pass(project, "clean", {}, _reads) if {
	some project in input.codebuild.projects
	project.id in _bitbucket
	project.id in _clean
}

findings contains result.fail(project, "credentials", {}, _reads) if {
	some project in input.codebuild.projects
	not project.id in _clean
}

_reads := ["Source.Location", "SecondarySources"]

_bitbucket contains project.id if {
	some project in input.codebuild.projects
	project.Source.Type == "BITBUCKET"
}

_bitbucket contains project.id if {
	some project in input.codebuild.projects
	some source in project.SecondarySources
	source.Type == "BITBUCKET"
}

_clean contains project.id if {
	some project in input.codebuild.projects
	not project.id in _leaking
}

_leaking contains project.id if {
	some project in input.codebuild.projects
	project.Source.Type == "BITBUCKET"
	_has_password(project.Source.Location)
}

_leaking contains project.id if {
	some project in input.codebuild.projects
	some source in project.SecondarySources
	source.Type == "BITBUCKET"
	_has_password(source.Location)
}

# The collector leaves a marker each for user and password.
_has_password(location) if regex.match(`^[a-z]+://[^@]*:\[cut length=([1-9][0-9]*-[0-9]+|64\+) [^@]*@`, location)

# A name of Bitbucket's has at most 30 characters: what is longer is a token in its place.
_has_password(location) if regex.match(`^[a-z]+://\[cut length=(32-63|64\+) [^@:]*@`, location)
