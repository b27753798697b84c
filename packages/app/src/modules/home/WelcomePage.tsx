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
  configApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  ButtonLink,
  Card,
  CardBody,
  CardHeader,
  Container,
  Flex,
  Text,
} from '@backstage/ui';
import type { HomePageLayoutProps } from '@backstage/plugin-home-react/alpha';
import { useEffect, useState } from 'react';
import { readDemoPeople } from '../signIn/demoPeople';
import styles from './WelcomePage.module.css';

/** The landing page: who you are here, what is yours to do, and where to begin. */
export function WelcomePage(props: HomePageLayoutProps) {
  const config = useApi(configApiRef);
  const user = useUserEntityRef();
  const person = readDemoPeople(config).find(
    candidate => candidate.user === user,
  );

  return (
    <Container>
      <div className={styles.page}>
        <Text as="h1" variant="title-medium" weight="bold">
          {person ? `Hello, ${person.name}` : 'Hello'}
        </Text>
        <div className={styles.cards}>
          {props.widgets
            .filter(
              ({ node }) => node.spec.plugin.pluginId === 'elevated-access',
            )
            .map(({ node, component }) => (
              <div key={node.spec.id}>{component}</div>
            ))}
        </div>
        <div className={styles.cards}>
          <Card>
            <CardHeader>
              <Text as="h2" variant="title-x-small" weight="bold">
                Elevated access
              </Text>
            </CardHeader>
            <CardBody>
              <Flex direction="column" gap="4" align="start">
                <Text as="p">
                  Ask for the least access to an AWS account that fixes the
                  problem, for as long as it takes. It ends by itself.
                </Text>
                {person && (
                  <Text as="p">
                    As {person.name} ({person.role.toLocaleLowerCase('en')}):{' '}
                    {person.canTry}
                  </Text>
                )}
                <ButtonLink variant="primary" href="/elevated-access">
                  Open elevated access
                </ButtonLink>
              </Flex>
            </CardBody>
          </Card>
          <Card>
            <CardHeader>
              <Text as="h2" variant="title-x-small" weight="bold">
                Catalog
              </Text>
            </CardHeader>
            <CardBody>
              <Flex direction="column" gap="4" align="start">
                <Text as="p">
                  Systems, components, groups and people of Octant. The same
                  people and groups are in Identity Center.
                </Text>
                <ButtonLink variant="secondary" href="/catalog">
                  Open the catalog
                </ButtonLink>
              </Flex>
            </CardBody>
          </Card>
        </div>
      </div>
    </Container>
  );
}

function useUserEntityRef(): string | undefined {
  const identityApi = useApi(identityApiRef);
  const [user, setUser] = useState<string>();
  useEffect(() => {
    let current = true;
    identityApi.getBackstageIdentity().then(identity => {
      if (current) {
        setUser(identity.userEntityRef);
      }
    });
    return () => {
      current = false;
    };
  }, [identityApi]);
  return user;
}
