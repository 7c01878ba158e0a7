package collect

import "testing"

// TestTags finds where the keys of tags stand, whichever call answers with them.
func TestTags(t *testing.T) {
	type tag struct{ Key, Value *string }
	type listed struct {
		Tags    []tag
		OwnerId *string
	}
	type plain struct{ Name *string }
	for name, tc := range map[string]struct {
		element     any
		details     []Detail
		tags, owner string
	}{
		"the listing's":   {listed{}, nil, "tags{}", "OwnerId"},
		"a map":           {struct{ Tags map[string]string }{}, nil, "tags{}", ""},
		"EC2's set":       {struct{ TagSet []tag }{}, nil, "tags{}", ""},
		"none":            {plain{}, []Detail{{Operation: "x:GetThing", Output: plain{}}}, "", ""},
		"another owner":   {struct{ ResourceOwnerId *string }{}, nil, "", "ResourceOwnerId"},
		"a call of tags":  {listed{}, []Detail{{Operation: "x:ListTagsForThing", Output: struct{ TagList []tag }{}}}, "ListTagsForThing.TagList[].Key", "OwnerId"},
		"a map of a call": {plain{}, []Detail{{Operation: "x:ListTags", Output: struct{ Tags map[string]string }{}}}, "ListTags.Tags{}", ""},
		"KMS's members": {plain{}, []Detail{{Operation: "x:ListResourceTags", Output: struct {
			Tags []struct{ TagKey, TagValue *string }
		}{}}}, "ListResourceTags.Tags[].TagKey", ""},
		"lists in a list": {plain{}, []Detail{{Operation: "x:ListTags", Output: struct {
			ResourceTagList []struct {
				ResourceId *string
				TagsList   []tag
			}
		}{}}}, "ListTags.ResourceTagList[].TagsList[].Key", ""},
		"what describes the thing": {plain{}, []Detail{{Operation: "x:DescribeThing", Output: struct{ Thing *listed }{}}}, "DescribeThing.Thing.Tags[].Key", ""},
		"not what it holds": {plain{}, []Detail{{Operation: "x:DescribeThing", Output: struct {
			Thing struct{ Parts []listed }
		}{}}}, "", ""},
		"not a list of words": {struct{ Tags []string }{}, nil, "", ""},
	} {
		got := Index(&Collector{Key: "x.things", List: "sns:ListTopics", Element: tc.element, Details: tc.details})
		if got.Tags != tc.tags || got.Owner != tc.owner {
			t.Errorf("%s: %q %q", name, got.Tags, got.Owner)
		}
	}
}
