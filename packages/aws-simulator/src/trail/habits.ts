/*
 * Copyright 2026 The Elevated Access Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/** Something that people do in AWS. */
export interface Habit {
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  /** Records of services without a Region are in us-east-1. */
  readonly global?: boolean;
  readonly resource?: {
    readonly type: string;
    /** `{account}` and `{region}` are filled in. */
    readonly name: string;
  };
}

const looking: readonly Habit[] = [
  { service: 'sts', name: 'GetCallerIdentity', readOnly: true },
  { service: 'ec2', name: 'DescribeInstances', readOnly: true },
  { service: 'ec2', name: 'DescribeSecurityGroups', readOnly: true },
  { service: 'rds', name: 'DescribeDBInstances', readOnly: true },
  { service: 'logs', name: 'DescribeLogGroups', readOnly: true },
  { service: 'monitoring', name: 'DescribeAlarms', readOnly: true },
  {
    service: 'lambda',
    name: 'GetFunction20150331v2',
    readOnly: true,
    resource: {
      type: 'AWS::Lambda::Function',
      name: 'arn:aws:lambda:{region}:{account}:function:settlement',
    },
  },
  {
    service: 'ecs',
    name: 'DescribeServices',
    readOnly: true,
    resource: {
      type: 'AWS::ECS::Cluster',
      name: 'arn:aws:ecs:{region}:{account}:cluster/payments',
    },
  },
  { service: 'iam', name: 'ListRoles', readOnly: true, global: true },
  {
    service: 's3',
    name: 'GetBucketPolicy',
    readOnly: true,
    resource: { type: 'AWS::S3::Bucket', name: 'octant-{account}-artifacts' },
  },
];

const changing: readonly Habit[] = [
  {
    service: 'ecs',
    name: 'UpdateService',
    readOnly: false,
    resource: {
      type: 'AWS::ECS::Service',
      name: 'arn:aws:ecs:{region}:{account}:service/payments/ledger',
    },
  },
  {
    service: 'lambda',
    name: 'UpdateFunctionConfiguration20150331v2',
    readOnly: false,
    resource: {
      type: 'AWS::Lambda::Function',
      name: 'arn:aws:lambda:{region}:{account}:function:settlement',
    },
  },
  {
    service: 'rds',
    name: 'RebootDBInstance',
    readOnly: false,
    resource: {
      type: 'AWS::RDS::DBInstance',
      name: 'arn:aws:rds:{region}:{account}:db:ledger',
    },
  },
  {
    service: 'ec2',
    name: 'AuthorizeSecurityGroupIngress',
    readOnly: false,
    resource: {
      type: 'AWS::EC2::SecurityGroup',
      name: 'sg-0a1b2c3d4e5f60718',
    },
  },
  { service: 'autoscaling', name: 'SetDesiredCapacity', readOnly: false },
];

/** What somebody with a permission set of this name does; whoever may only read tries to change something now and then. */
export function habitsOf(permissionSetName: string): {
  readonly looking: readonly Habit[];
  readonly changing: readonly Habit[];
  readonly mayChange: boolean;
} {
  return {
    looking,
    changing,
    mayChange: !/read|view|audit|support/i.test(permissionSetName),
  };
}
