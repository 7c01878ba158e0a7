# METADATA
# title: Listeners of Application and Network Load Balancers should use secure protocols
# description: >-
#   What goes between the client and the load balancer without TLS can be read and changed on the way. A listener of an Application Load
#   Balancer uses HTTPS, one of a Network Load Balancer TLS; a listener that only redirects to HTTPS is plain as well. Gateway Load
#   Balancers have neither.
# related_resources:
#   - https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-18
#   - https://docs.aws.amazon.com/config/latest/developerguide/elbv2-listener-encryption-in-transit.html
# custom:
#   id: ELB.18
#   title_ja: Application Load BalancerとNetwork Load Balancerのリスナーは安全なプロトコルを使用する必要があります
#   severity: MEDIUM
#   subject: resource
#   collection: elbv2.listeners
#   resource: AWS::ElasticLoadBalancingV2::Listener
#   standards: {fsbp: [ELB.18]}
#   reasons:
#     encrypted: {en: "the listener uses HTTPS or TLS", ja: "リスナーはHTTPSまたはTLSを使用しています"}
#     plain: {en: "the listener uses neither HTTPS nor TLS", ja: "リスナーはHTTPSもTLSも使用していません"}
#   remediation: {en: "Make the listener use HTTPS or TLS, with a certificate of AWS Certificate Manager.", ja: "AWS Certificate Managerの証明書を使用し、リスナーのプロトコルをHTTPSまたはTLSに変更します。"}
#   manual: application
package controls.elb.listener_encrypts_transit

import data.lib.result

subjects contains id if some id in _judged

findings contains result.pass(listener, "encrypted", {}, _reads) if {
	some listener in input.elbv2.listeners
	listener.id in _judged
	listener.id in _encrypted
}

findings contains result.fail(listener, "plain", {}, _reads) if {
	some listener in input.elbv2.listeners
	listener.id in _judged
	not listener.id in _encrypted
}

_reads := ["Protocol"]

_judged contains listener.id if {
	some listener in input.elbv2.listeners
	not listener.id in _of_gateways
}

# The kind of the load balancer is part of the ARN.
_of_gateways contains listener.id if {
	some listener in input.elbv2.listeners
	contains(listener.LoadBalancerArn, ":loadbalancer/gwy/")
}

_encrypted contains listener.id if {
	some listener in input.elbv2.listeners
	listener.Protocol in {"HTTPS", "TLS"}
}
