package grant

import (
	"fmt"
	"io"
	"strings"
)

// Role is a role that has what a scan needs, as a template with parameters for what differs from account to account: the role's name, who
// may assume it, and the external id.
type Role struct {
	Name       string // a default, with its path if it has one
	About      string // one sentence
	Statements []Statement
	// Members, if set, are statements that allow to assume roles of this name in all accounts, whatever the partition.
	Members []string
}

// split is the path and the bare name of a role.
func split(name string) (path, bare string) {
	i := strings.LastIndexByte(name, '/')
	path = "/" + strings.TrimPrefix(name[:i+1], "/")
	return path, name[i+1:]
}

// principal is the form of who may assume the role: an account id, or the ARN of a role or user.
const principal = `([0-9]{12}|arn:aws[a-z-]*:iam::[0-9]{12}:(root|role/.+|user/.+))`

// CloudFormation writes the role as a template, which can be a stack or a stack set. It needs CAPABILITY_NAMED_IAM.
func (r Role) CloudFormation(w io.Writer) error {
	path, name := split(r.Name)
	var b strings.Builder
	fmt.Fprintf(&b, `AWSTemplateFormatVersion: "2010-09-09"
Description: %s
Parameters:
  RoleName:
    Type: String
    Description: The name of the role, the same in every account
    Default: %s
    AllowedPattern: "[A-Za-z0-9_+=,.@-]{1,64}"
  TrustedPrincipal:
    Type: String
    Description: Who may assume the role - the id of an account, or the ARN of a role or user
    AllowedPattern: "%s"
    ConstraintDescription: must be an account id of 12 digits, or the ARN of a role or user
  ExternalId:
    Type: String
    Description: The external id that has to be given (--external-id); empty for none
    Default: ""
    AllowedPattern: "([A-Za-z0-9_+=,.@:/-]{2,1224})?"
Conditions:
  HasExternalId: !Not [!Equals [!Ref ExternalId, ""]]
Resources:
`, quoted(r.About), quoted(name), principal)
	for i, s := range r.Statements {
		fmt.Fprintf(&b, `  Policy%d:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      Description: %s
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: %s
            Effect: Allow
            Action:
`, i+1, quoted(r.About), s.Sid)
		for _, a := range s.Action {
			fmt.Fprintf(&b, "              - %s\n", a)
		}
		fmt.Fprintf(&b, "            Resource: %q\n", s.Resource)
	}
	fmt.Fprintf(&b, `  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Ref RoleName
      Path: %s
      Description: %s
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: !Ref TrustedPrincipal
            Action: sts:AssumeRole
            Condition: !If [HasExternalId, {StringEquals: {"sts:ExternalId": !Ref ExternalId}}, !Ref AWS::NoValue]
      ManagedPolicyArns:
`, quoted(path), quoted(r.About))
	for i := range r.Statements {
		fmt.Fprintf(&b, "        - !Ref Policy%d\n", i+1)
	}
	if len(r.Members) > 0 {
		b.WriteString(`      Policies:
        - PolicyName: AssumeRoles
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: AssumeRoles
                Effect: Allow
                Action: sts:AssumeRole
                Resource:
`)
		for _, m := range r.Members {
			if sub := strings.Replace(m, "arn:PARTITION:", "arn:${AWS::Partition}:", 1); sub != m {
				fmt.Fprintf(&b, "                  - !Sub %q\n", sub)
			} else {
				fmt.Fprintf(&b, "                  - %q\n", m)
			}
		}
	}
	b.WriteString(`Outputs:
  RoleArn:
    Description: The ARN of the role
    Value: !GetAtt Role.Arn
`)
	_, err := io.WriteString(w, b.String())
	return err
}

// Terraform writes the role as a module.
func (r Role) Terraform(w io.Writer) error {
	path, name := split(r.Name)
	var b strings.Builder
	fmt.Fprintf(&b, `# %s

variable "role_name" {
  description = "The name of the role, the same in every account"
  type        = string
  default     = %s
}

variable "trusted_principal" {
  description = "Who may assume the role: the id of an account, or the ARN of a role or user"
  type        = string

  validation {
    condition     = can(regex("^%s$", var.trusted_principal))
    error_message = "It must be an account id of 12 digits, or the ARN of a role or user."
  }
}

variable "external_id" {
  description = "The external id that has to be given (--external-id); empty for none"
  type        = string
  default     = ""
}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [var.trusted_principal]
    }

    dynamic "condition" {
      for_each = var.external_id == "" ? [] : [var.external_id]

      content {
        test     = "StringEquals"
        variable = "sts:ExternalId"
        values   = [condition.value]
      }
    }
  }
}

resource "aws_iam_role" "kijun" {
  name               = var.role_name
  path               = %s
  description        = %s
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
`, strings.ReplaceAll(r.About, "\n", " "), hcl(name), principal, hcl(path), hcl(r.About))
	statement := func(id, sid string, actions, resources []string) {
		fmt.Fprintf(&b, "\ndata \"aws_iam_policy_document\" %q {\n  statement {\n    sid     = %q\n    actions = [\n", id, sid)
		for _, a := range actions {
			fmt.Fprintf(&b, "      %q,\n", a)
		}
		b.WriteString("    ]\n    resources = [\n")
		for _, x := range resources {
			fmt.Fprintf(&b, "      %q,\n", strings.Replace(x, "arn:PARTITION:", "arn:${data.aws_partition.current.partition}:", 1))
		}
		fmt.Fprintf(&b, `    ]
  }
}

resource "aws_iam_policy" %[1]q {
  name_prefix = "${var.role_name}-"
  path        = %[2]s
  policy      = data.aws_iam_policy_document.%[1]s.json
}

resource "aws_iam_role_policy_attachment" %[1]q {
  role       = aws_iam_role.kijun.name
  policy_arn = aws_iam_policy.%[1]s.arn
}
`, id, hcl(path))
	}
	for i, s := range r.Statements {
		statement(fmt.Sprintf("read_%d", i+1), s.Sid, s.Action, []string{s.Resource})
	}
	if len(r.Members) > 0 {
		statement("assume_roles", "AssumeRoles", []string{"sts:AssumeRole"}, r.Members)
	}
	b.WriteString(`
output "role_arn" {
  description = "The ARN of the role"
  value       = aws_iam_role.kijun.arn
}
`)
	_, err := io.WriteString(w, b.String())
	return err
}

// quoted is a text between quotation marks, as YAML reads it. What is quoted is printable ASCII.
func quoted(s string) string { return fmt.Sprintf("%q", s) }

// hcl is a text between quotation marks, as HCL reads it: what would begin a template stays text.
func hcl(s string) string { return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(quoted(s)) }
