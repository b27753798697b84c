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

import { Alert, Avatar, Flex, Text } from '@backstage/ui';
import { useId } from 'react';
import { OctantLogo } from '../nav/OctantLogo';
import type { DemoPerson } from './demoPeople';
import styles from './PersonChooser.module.css';

interface PersonChooserProps {
  title: string;
  people: DemoPerson[];
  onChoose: (user: string) => void;
}

export function PersonChooser({ title, people, onChoose }: PersonChooserProps) {
  return (
    <main className={styles.page}>
      <div className={styles.content}>
        <Flex align="center" gap="3">
          <OctantLogo size={40} />
          <Text as="h1" variant="title-medium" weight="bold">
            {title}
          </Text>
        </Flex>
        <div className={styles.intro}>
          <Text as="h2" variant="title-small">
            Who would you like to be?
          </Text>
          <Text as="p" color="secondary">
            This is a demonstration: nobody has a password. The choice holds for
            this browser tab, so another tab can be another person.
          </Text>
        </div>
        {people.length === 0 ? (
          <Alert
            status="warning"
            title="Demo sign-in is switched off"
            description="Set auth.providers.demo in the configuration of a development machine, or give this portal a sign-in page of its own."
          />
        ) : (
          <ul className={styles.people}>
            {people.map(person => (
              <li key={person.user}>
                <PersonCard person={person} onChoose={onChoose} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </main>
  );
}

interface PersonCardProps {
  person: DemoPerson;
  onChoose: (user: string) => void;
}

function PersonCard({ person, onChoose }: PersonCardProps) {
  const id = useId();
  return (
    <button
      type="button"
      className={styles.card}
      aria-labelledby={`${id}-name ${id}-role`}
      aria-describedby={`${id}-try`}
      onClick={() => onChoose(person.user)}
    >
      <Avatar src="" name={person.name} size="large" purpose="decoration" />
      <Flex direction="column" gap="1" align="start">
        <Text id={`${id}-name`} variant="body-large" weight="bold">
          {person.name}
        </Text>
        <Text id={`${id}-role`} className={styles.role} variant="body-small">
          {person.role}
        </Text>
        <Text id={`${id}-try`}>{person.canTry}</Text>
      </Flex>
    </button>
  );
}
