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

import { aPermissionSet, anAccount } from './__testUtils__/policyBuilders';
import {
  assertTargetAllowed,
  findProtection,
  isProtected,
  type ProtectedTargetQuery,
} from './protection';

function query(overrides: Partial<ProtectedTargetQuery> = {}) {
  return {
    account: anAccount(),
    permissionSet: aPermissionSet(),
    snapshot: { managementAccountId: '000000000000' },
    protectedAccountIds: [],
    delegatedAdministrator: true,
    ...overrides,
  };
}

describe('protection', () => {
  it('lets through what nothing protects', () => {
    expect(isProtected(query())).toBe(false);
    expect(() => assertTargetAllowed(query())).not.toThrow();
  });

  it.each([true, false])(
    'protects the management account (delegated administrator: %p)',
    delegatedAdministrator => {
      const asked = query({
        account: anAccount({ id: '000000000000' }),
        delegatedAdministrator,
      });
      expect(isProtected(asked)).toBe(true);
      expect(() => assertTargetAllowed(asked)).toThrow(
        expect.objectContaining({
          name: 'NotAllowedError',
          code: 'account-protected',
          field: 'accountIds',
        }),
      );
    },
  );

  it('protects the accounts that the config names', () => {
    expect(
      findProtection(query({ protectedAccountIds: ['111122223333'] })),
    ).toMatchObject({ code: 'account-protected' });
  });

  it('protects sets of the management account from a delegated administrator only', () => {
    const permissionSet = aPermissionSet('Admin', {
      inManagementAccount: true,
    });
    expect(findProtection(query({ permissionSet }))).toMatchObject({
      code: 'permission-set-protected',
    });
    expect(
      isProtected(query({ permissionSet, delegatedAdministrator: false })),
    ).toBe(false);
  });

  it('protects everything while the management account is not known', () => {
    const unknown = query({ snapshot: { managementAccountId: '' } });
    expect(isProtected(unknown)).toBe(true);
    expect(() => assertTargetAllowed(unknown)).toThrow(
      expect.objectContaining({
        name: 'ServiceUnavailableError',
        code: 'directory-unavailable',
      }),
    );
  });
});
