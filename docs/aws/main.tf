# The role that the portal's backend runs with, by hand of docs/aws-setup.md.
# terraform apply -var instance_id=ssoins-1234567890abcdef -var identity_store_id=d-1234567890 ...

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "instance_id" {
  description = "Identity Center instance, the last part of its ARN"
  type        = string
}

variable "identity_store_id" {
  description = "Identity store of the instance, for example d-1234567890"
  type        = string
}

variable "identity_center_account_id" {
  description = "Account that owns the instance: the organization's management account"
  type        = string
}

variable "portal_account_id" {
  description = "Account that the portal runs in; nobody is granted access there"
  type        = string
}

variable "portal_principal_arn" {
  description = "Who may take the role: the portal's workload role, and nothing else"
  type        = string
}

locals {
  policy = replace(replace(replace(replace(replace(
    file("${path.module}/policy.json"),
    "MANAGEMENT_ACCOUNT_ID", var.identity_center_account_id),
    "IDENTITY_CENTER_ACCOUNT_ID", var.identity_center_account_id),
    "PORTAL_ACCOUNT_ID", var.portal_account_id),
    "INSTANCE_ID", var.instance_id),
    "IDENTITY_STORE_ID", var.identity_store_id
  )
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "AWS"
      identifiers = [var.portal_principal_arn]
    }
  }
}

resource "aws_iam_role" "elevated_access" {
  name                 = "elevated-access"
  description          = "Grants and removes temporary access for the developer portal"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 3600
}

resource "aws_iam_role_policy" "elevated_access" {
  name   = "elevated-access"
  role   = aws_iam_role.elevated_access.id
  policy = local.policy
}

output "role_arn" {
  value = aws_iam_role.elevated_access.arn
}
