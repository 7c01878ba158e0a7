package reads_test

import (
	"fmt"
	"math/rand/v2"

	"kijun/policies/reads"
	"kijun/policies/reads/brute"
)

// collections of the test controls. Trails show in several regions, buckets and users come from one global listing.
var collections = reads.Collections{
	"sns.topics":          {Details: []string{"GetTopicAttributes", "ListSubscriptions"}},
	"s3.buckets":          {Details: []string{"GetBucketEncryption", "GetPublicAccessBlock", "GetBucketPolicy", "GetBucketTagging"}, Fills: map[string]string{"tags": "GetBucketTagging"}, Shared: true},
	"cloudtrail.trails":   {Details: []string{"GetTrailStatus"}, Shared: true},
	"logs.metric_filters": {},
	"cloudwatch.alarms":   {},
	"iam.summary":         {Details: []string{"GetAccountSummary"}},
	"iam.users":           {Details: []string{"ListMFADevices", "ListAccessKeys"}, Shared: true},
	"ec2.ebs_encryption":  {Details: []string{"GetEbsEncryptionByDefault"}},
}

var regions = []string{"r1", "r2"}

var universe = brute.Universe{
	Collections: collections,
	Element:     element,
	Size:        func(coll string) int { return sizes(coll, 4) },
	All:         func(coll string) int { return sizes(coll, 8) },
	Fixed:       func(coll string) bool { return sizes(coll, 4) < 4 && coll != "governed_regions" },
	Input:       map[string]any{"account": map[string]any{"id": "AWS::::Account:111122223333", "account": "111122223333", "region": "global"}, "as_of": "2026-01-01T00:00:00Z"},
	Data:        map[string]any{"parameters": map[string]any{"D.17": map[string]any{"account": "111122223333"}}},
}

func sizes(coll string, n int) int {
	switch coll {
	case "iam.summary":
		return 1
	case "ec2.ebs_encryption", "regions", "governed_regions":
		return len(regions)
	}
	return n
}

func pick[T any](r *rand.Rand, xs ...T) T { return xs[r.IntN(len(xs))] }

func someARN(coll string, r *rand.Rand) string {
	n := r.IntN(4)
	if coll == "s3.buckets" {
		return fmt.Sprintf("arn:aws:s3:::b%d", n)
	}
	return fmt.Sprintf("arn:aws:sns:%s:111122223333:t%d", regions[n%2], n)
}

// element is number n of a collection. Its region follows from n: an ARN names one thing.
func element(r *rand.Rand, coll string, n int) brute.Element {
	region := regions[n%2]
	x := brute.Element{"id": fmt.Sprintf("%s%d", coll[:1], n), "arn": fmt.Sprintf("arn:aws:x:%s:111122223333:%s%d", region, coll, n), "region": region}
	switch coll {
	case "regions", "governed_regions":
		return brute.Element{"id": region, "region": region, "account": "111122223333", "governed": n == 0}
	case "sns.topics":
		x["arn"] = fmt.Sprintf("arn:aws:sns:%s:111122223333:t%d", region, n)
		x["LogGroup"] = pick(r, "s2", "s3")
	case "s3.buckets":
		x["arn"] = fmt.Sprintf("arn:aws:s3:::b%d", n)
		x["tags"] = pick(r, brute.Element{}, brute.Element{"owner": "a"}, brute.Element{"exempt": "yes", "owner": "a"}, brute.Element{"exempt": "no"})
	case "cloudtrail.trails":
		x["IsMultiRegionTrail"] = r.IntN(2) == 0
		x["S3BucketArn"] = someARN("s3.buckets", r)
		x["seen_in"] = pick(r, []any{"r1"}, []any{"r2"}, []any{"r1", "r2"})
		if r.IntN(4) > 0 {
			x["LogGroupArn"] = pick(r, "g0", "g1")
		}
	case "logs.metric_filters":
		x["LogGroupArn"], x["MetricName"] = pick(r, "g0", "g1"), pick(r, "m0", "m1")
	case "cloudwatch.alarms":
		x["MetricName"], x["AlarmActions"] = pick(r, "m0", "m1"), []any{someARN("sns.topics", r), someARN("sns.topics", r)}[:r.IntN(3)]
	case "iam.users", "iam.summary":
		x["region"] = "global"
	}
	for _, op := range collections[coll].Details {
		if v := detail(r, op); v != nil {
			x[op] = v
		}
	}
	return x
}

// detail is a random answer of an operation; nil: not configured, or one that fills another field.
func detail(r *rand.Rand, op string) any {
	if r.IntN(5) == 0 {
		return nil
	}
	yes := r.IntN(2) == 0
	switch op {
	case "GetTopicAttributes":
		return pick[any](r, brute.Element{}, brute.Element{"KmsMasterKeyId": ""}, brute.Element{"KmsMasterKeyId": "k"})
	case "ListSubscriptions":
		return pick[any](r, []any{}, []any{brute.Element{"Confirmed": yes}}, []any{brute.Element{"Confirmed": false}, brute.Element{"Confirmed": yes}})
	case "GetBucketEncryption":
		return pick[any](r, brute.Element{"Algorithm": "aws:kms"}, brute.Element{"Algorithm": "AES256"}, brute.Element{})
	case "GetPublicAccessBlock":
		return brute.Element{"BlockPublicAcls": yes}
	case "GetBucketPolicy":
		s := brute.Element{"Effect": pick(r, "Allow", "Deny"), "Principal": pick[any](r, "*", brute.Element{"AWS": []any{"*"}}, brute.Element{"AWS": []any{"a"}})}
		if yes {
			s["Condition"] = pick(r, brute.Element{}, brute.Element{"Bool": 1})
		}
		return brute.Element{"Statement": []any{s}}
	case "GetTrailStatus":
		return brute.Element{"IsLogging": yes}
	case "GetAccountSummary":
		return brute.Element{"AccountAccessKeysPresent": r.IntN(2)}
	case "ListMFADevices":
		return pick[any](r, []any{}, []any{brute.Element{"Enabled": yes}})
	case "ListAccessKeys":
		return pick[any](r, []any{}, []any{brute.Element{"Status": pick(r, "Active", "Inactive")}}, []any{brute.Element{"Status": "Inactive"}, brute.Element{"Status": pick(r, "Active", "Inactive")}})
	case "GetEbsEncryptionByDefault":
		return brute.Element{"Enabled": yes}
	}
	return nil
}
