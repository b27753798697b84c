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

import { ProxiedSignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { useMemo, useState } from 'react';
import { chosenPerson } from './chosenPerson';
import { DemoIdentity } from './DemoIdentity';
import { readDemoPeople } from './demoPeople';
import { PersonChooser } from './PersonChooser';
import { SignInFailed } from './SignInFailed';

/** Sign-in as one of the demo people. Development only: see config.d.ts. */
export function DemoSignInPage({ onSignInSuccess }: SignInPageProps) {
  const config = useApi(configApiRef);
  const people = useMemo(() => readDemoPeople(config), [config]);
  const [user, setUser] = useState(chosenPerson.get);
  const person = people.find(candidate => candidate.user === user);

  const choose = (chosen: string) => {
    chosenPerson.set(chosen);
    setUser(chosen);
  };

  const forget = () => {
    chosenPerson.clear();
    setUser(undefined);
  };

  if (!person) {
    return (
      <PersonChooser
        title={config.getOptionalString('app.title') ?? 'Portal'}
        people={people}
        onChoose={choose}
      />
    );
  }

  return (
    <ProxiedSignInPage
      key={person.user}
      provider="demo"
      headers={{ 'X-Demo-User': person.user }}
      onSignInSuccess={identity => onSignInSuccess(new DemoIdentity(identity))}
      ErrorComponent={({ error }) => (
        <SignInFailed name={person.name} error={error} onBack={forget} />
      )}
    />
  );
}
