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

import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { parseOwner } from './entities/ownerRef';
import type { OwnerRule } from './entities/Owners';

const SECTION = 'catalog.providers.elevatedAccess';

/** 5,000 accounts take seconds; the rest is for a database under load. */
const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 5 },
};

export interface ProviderConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  owner: {
    tagKey: string;
    fallback: string;
    rules: OwnerRule[];
  };
  /** What happens to accounts that the catalog has from elsewhere. */
  existingAccounts: 'leave' | 'ignore';
}

/**
 * The section `catalog.providers.elevatedAccess`, which may be missing.
 *
 * @throws InputError that names the key at fault and what belongs there
 */
export function readProviderConfig(rootConfig: Config): ProviderConfig {
  const section = rootConfig.getOptionalConfig(SECTION);
  refuseUnknown(section, ['schedule', 'owner', 'existingAccounts'], '');
  refuseUnknown(
    section?.getOptionalConfig('owner'),
    ['tag', 'default', 'rules'],
    '.owner',
  );
  const fallback = section?.getOptionalString('owner.default');
  return {
    schedule: readSchedule(section),
    owner: {
      tagKey: section?.getOptionalString('owner.tag') ?? 'owner',
      fallback:
        fallback === undefined
          ? 'group:default/unknown'
          : requireOwner(fallback, 'owner.default'),
      rules: (section?.getOptionalConfigArray('owner.rules') ?? []).map(
        (rule, index) => readRule(rule, `owner.rules[${index}]`),
      ),
    },
    existingAccounts: readExistingAccounts(section),
  };
}

/** A key that is misspelt would quietly give everything to the default owner. */
function refuseUnknown(
  section: Config | undefined,
  known: readonly string[],
  path: string,
): void {
  const unknown = section?.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${SECTION}${path}.${unknown} is not known; there are ${known.join(
        ', ',
      )}`,
    );
  }
}

function readSchedule(
  section: Config | undefined,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = section?.getOptionalConfig('schedule');
  if (!schedule) {
    return DEFAULT_SCHEDULE;
  }
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  } catch (error) {
    throw new InputError(
      `${SECTION}.schedule is not a schedule: ${toError(error).message}`,
    );
  }
}

function readRule(rule: Config, path: string): OwnerRule {
  const account = rule.getOptionalString('account');
  const ou = rule.getOptionalString('ou');
  const owner = requireOwner(rule.getString('owner'), `${path}.owner`);
  if (account !== undefined && ou === undefined) {
    if (!/^\d{12}$/.test(account)) {
      throw wrong(
        `${path}.account`,
        account,
        'the 12 digits of an account id, in quotes',
      );
    }
    return { account, owner };
  }
  if (ou !== undefined && account === undefined) {
    if (!/^(\/|ou-|r-)/.test(ou)) {
      throw wrong(
        `${path}.ou`,
        ou,
        'the id of an organizational unit or its path from the root, such as /Workloads/Prod',
      );
    }
    return { ou: ou === '/' ? ou : ou.replace(/\/+$/, ''), owner };
  }
  throw new InputError(
    `${SECTION}.${path} must name either an account or an ou`,
  );
}

function requireOwner(text: string, path: string): string {
  const owner = parseOwner(text);
  if (!owner) {
    throw wrong(
      path,
      text,
      'a reference of a group or a user, such as group:default/platform',
    );
  }
  return owner;
}

function readExistingAccounts(
  section: Config | undefined,
): ProviderConfig['existingAccounts'] {
  const value = section?.getOptionalString('existingAccounts') ?? 'leave';
  if (value !== 'leave' && value !== 'ignore') {
    throw wrong('existingAccounts', value, 'leave or ignore');
  }
  return value;
}

function wrong(path: string, value: string, expected: string): InputError {
  return new InputError(
    `${SECTION}.${path} is ${JSON.stringify(value)}; it must be ${expected}`,
  );
}
