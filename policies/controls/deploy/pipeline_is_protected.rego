# METADATA
# title: The baseline delivery pipeline is protected
# description: >-
#   A pipeline that deploys can change the whole account, so what it deploys from must be out of reach: the artifact bucket blocks
#   public access, denies requests without TLS and is encrypted, and builds hold no credentials in plain text. Whether a source's
#   connection is available is not read, so pipelines with one are for a person to look at when all else is well.
# related_resources:
#   - https://docs.aws.amazon.com/codepipeline/latest/userguide/security-best-practices.html
#   - https://github.com/aws-samples/baseline-environment-on-aws/blob/main/usecases/blea-gov-base-ct/lib/stack/blea-gov-base-ct-via-cdk-pipelines-stack.ts
# custom:
#   id: BLEA.Deploy.3
#   title_ja: ベースライン配布パイプラインが保護されている
#   severity: MEDIUM
#   subject: resource
#   collection: codepipeline.pipelines
#   resource: AWS::CodePipeline::Pipeline
#   profiles: [control-tower, guest-ecs]
#   measure: defaults
#   standards: {blea: [BLEA.Deploy.3]}
#   reasons:
#     no_store: {en: "the pipeline names no artifact bucket", ja: "パイプラインにアーティファクトバケットが指定されていません"}
#     protected: {en: "the artifact buckets and the builds are protected", ja: "アーティファクトバケットとビルドは保護されています"}
#     connection: {en: "the artifact buckets and the builds are protected; see whether the source's connection is available", ja: "アーティファクトバケットとビルドは保護されています。ソースの接続が利用可能な状態かどうかを確認してください"}
#     foreign: {en: "an artifact bucket is in another account, which was not scanned", ja: "アーティファクトバケットが別のアカウントにあり、スキャンの対象外です"}
#     public: {en: "an artifact bucket does not block all public access", ja: "アーティファクトバケットがすべてのパブリックアクセスをブロックしていません"}
#     plaintext: {en: "an artifact bucket does not deny requests without TLS", ja: "アーティファクトバケットがTLS以外の通信を拒否していません"}
#     unencrypted: {en: "an artifact bucket is not encrypted", ja: "アーティファクトバケットが暗号化されていません"}
#     secrets: {en: "a build has credentials in plain-text variables", ja: "ビルドの平文の環境変数に認証情報が含まれています"}
#   remediation: {en: "Block public access to the artifact bucket, deny requests without TLS, encrypt it, and move credentials of builds to Secrets Manager.", ja: "アーティファクトバケットのパブリックアクセスをブロックし、TLS以外の通信を拒否して暗号化します。ビルドの認証情報はSecrets Managerへ移します。"}
#   manual: deployment
package controls.deploy.pipeline_is_protected

import data.lib.buckets
import data.lib.result

findings contains result.fail(pipeline, "public", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	pipeline.id in _public
}

findings contains result.fail(pipeline, "plaintext", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _public
	pipeline.id in _plaintext
}

findings contains result.fail(pipeline, "unencrypted", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _public
	not pipeline.id in _plaintext
	pipeline.id in _unencrypted
}

findings contains result.fail(pipeline, "secrets", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _public
	not pipeline.id in _plaintext
	not pipeline.id in _unencrypted
	pipeline.id in _with_secrets
}

findings contains result.warn(pipeline, "foreign", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _public
	not pipeline.id in _plaintext
	not pipeline.id in _unencrypted
	not pipeline.id in _with_secrets
	pipeline.id in _foreign
}

findings contains result.not_available(pipeline, "connection", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _public
	not pipeline.id in _plaintext
	not pipeline.id in _unencrypted
	not pipeline.id in _with_secrets
	not pipeline.id in _foreign
	pipeline.id in _connected
}

findings contains result.not_available(pipeline, "no_store", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _with_secrets
	not pipeline.id in _connected
	not pipeline.id in _stored
}

findings contains result.pass(pipeline, "protected", {}, _reads) if {
	some pipeline in input.codepipeline.pipelines
	not pipeline.id in _public
	not pipeline.id in _plaintext
	not pipeline.id in _unencrypted
	not pipeline.id in _with_secrets
	not pipeline.id in _foreign
	not pipeline.id in _connected
	pipeline.id in _stored
}

_reads := [
	"GetPipeline.Pipeline.ArtifactStore.Location",
	"GetPipeline.Pipeline.ArtifactStores",
	"GetPipeline.Pipeline.Stages.Actions.Configuration.ProjectName",
	"GetPipeline.Pipeline.Stages.Actions.Configuration.ConnectionArn",
]

# A pipeline has one store, or one for each Region that it works in.
_stores[pipeline.id] contains pipeline.GetPipeline.Pipeline.ArtifactStore.Location if some pipeline in input.codepipeline.pipelines

_stores[pipeline.id] contains store.Location if {
	some pipeline in input.codepipeline.pipelines
	some store in pipeline.GetPipeline.Pipeline.ArtifactStores
}

_stored contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some _ in _stores[pipeline.id]
}

_foreign contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some bucket in _stores[pipeline.id]
	not bucket in buckets.known
}

_public contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some bucket in _stores[pipeline.id]
	bucket in buckets.known
	not bucket in buckets.blocked_anyhow
}

_plaintext contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some bucket in _stores[pipeline.id]
	bucket in buckets.known
	not bucket in buckets.denies_plaintext
}

_unencrypted contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some bucket in _stores[pipeline.id]
	bucket in buckets.known
	not bucket in buckets.encrypted
}

_connected contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some stage in pipeline.GetPipeline.Pipeline.Stages
	some action in stage.Actions
	action.Configuration.ConnectionArn
}

_with_secrets contains pipeline.id if {
	some pipeline in input.codepipeline.pipelines
	some stage in pipeline.GetPipeline.Pipeline.Stages
	some action in stage.Actions
	some project in input.codebuild.projects
	project.Name == action.Configuration.ProjectName
	project.region == pipeline.region
	project.id in _projects_with_secrets
}

_projects_with_secrets contains project.id if {
	some project in input.codebuild.projects
	some variable in project.Environment.EnvironmentVariables
	_plain(variable)
	regex.match(`(?i)(secret|passw(or)?d|token|access_key|api_?key|credential)`, variable.Name)
}

# A variable without a type is plain text.
_plain(variable) if variable.Type == "PLAINTEXT"

_plain(variable) if not variable.Type
