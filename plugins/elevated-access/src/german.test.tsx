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
  coreExtensionData,
  createExtension,
  createExtensionDataRef,
  createExtensionInput,
  createFrontendModule,
  createFrontendPlugin,
  type TranslationResource,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { homePageWidgetDataRef } from '@backstage/plugin-home-react/alpha';
import type { JsonObject } from '@backstage/types';
import { configure, screen, waitFor } from '@testing-library/react';
import plugin, {
  elevatedAccessApiRef,
  elevatedAccessAuditTranslations,
  elevatedAccessCatalogTranslations,
  elevatedAccessPoliciesTranslations,
  elevatedAccessTranslations,
} from '.';
import { aMe, paymentsProd, powerUser } from './__testUtils__/builders';
import {
  aTestApi,
  expectNoBarriers,
  refusal,
} from './__testUtils__/renderPage';
import { anExplanation, aPolicy, leads } from './__testUtils__/policyBuilders';
// Loaded beforehand: a busy processor takes longer than a test waits.
import './components/home/cards';
import './components/home/widgets';
import './components/my-access/MyAccessPage';
import './pages';
import './policyPages';

// Texts, header and page come one after the other.
configure({ asyncUtilTimeout: 15_000 });

/** What an app's TranslationBlueprint hands over. */
const translation = createExtensionDataRef<TranslationResource>().with({
  id: 'core.translation.translation',
});

/** What an app that offers German installs. */
const german = createFrontendModule({
  pluginId: 'app',
  extensions: [
    elevatedAccessTranslations,
    elevatedAccessPoliciesTranslations,
    elevatedAccessAuditTranslations,
    elevatedAccessCatalogTranslations,
  ].map(resource =>
    createExtension({
      kind: 'translation',
      name: resource.id,
      attachTo: { id: 'api:app/translations', input: 'translations' },
      output: [translation],
      factory: () => [translation(resource)],
    }),
  ),
});

/** A home page that shows every widget. */
const home = createFrontendPlugin({
  pluginId: 'home',
  extensions: [
    createExtension({
      kind: 'page',
      attachTo: { id: 'app/routes', input: 'routes' },
      inputs: { widgets: createExtensionInput([homePageWidgetDataRef]) },
      output: [coreExtensionData.routePath, coreExtensionData.reactElement],
      factory: ({ inputs }) => [
        coreExtensionData.routePath('/home'),
        coreExtensionData.reactElement(
          <>
            {inputs.widgets.map((widget, index) => (
              <div key={index}>
                {widget.get(homePageWidgetDataRef).component}
              </div>
            ))}
          </>,
        ),
      ],
    }),
  ],
});

type Configured = Record<string, { config: JsonObject }>;

function renderInGerman(
  path: string,
  configured: Configured[] = [],
  api = aTestApi(),
) {
  return renderTestApp({
    features: [plugin, home, german],
    apis: [[elevatedAccessApiRef, api]],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          {
            'api:app/app-language': {
              config: {
                availableLanguages: ['en', 'de'],
                defaultLanguage: 'de',
              },
            },
          },
          ...configured,
        ],
      },
      backend: { baseUrl: 'http://localhost:7007' },
    },
    initialRouteEntries: [path],
  });
}

const tabs = () => screen.getAllByRole('tab').map(tab => tab.textContent);

describe('For whoever reads German', () => {
  it('the page, its tabs and its texts are German', async () => {
    renderInGerman('/elevated-access');
    const heading = await screen.findByRole('heading', {
      name: 'Zugriff anfordern',
    });
    expect(heading).toBeVisible();
    await waitFor(() =>
      expect(tabs()).toEqual([
        'Anfordern',
        'Mein Zugriff',
        'Eingang',
        'Aktiv',
        'Prüfung',
        'Richtlinien',
        'Zustand',
      ]),
    );
    expect(
      screen.getByRole('heading', { name: 'Erhöhter Zugriff' }),
    ).toBeVisible();
    await expectNoBarriers(heading.closest('main') ?? document.body);
  });

  it('a tab that the portal names itself keeps its name', async () => {
    renderInGerman('/elevated-access/my-access', [
      { 'sub-page:elevated-access/inbox': { config: { title: 'Approvals' } } },
    ]);
    expect(
      await screen.findByRole('heading', { name: 'Mein Zugriff' }),
    ).toBeVisible();
    await waitFor(() => expect(tabs()).toContain('Zustand'));
    expect(tabs()).toContain('Approvals');
  });

  it('the cards of the home page have German titles', async () => {
    renderInGerman('/home');
    expect(await screen.findByText('Mein AWS-Zugriff')).toBeVisible();
    expect(
      await screen.findByText('Wartet auf meine Entscheidung'),
    ).toBeVisible();
    expect(
      await screen.findByText('Sie haben keinen erhöhten Zugriff.'),
    ).toBeVisible();
  });
});

describe('What the backend says, for whoever reads German', () => {
  const refusedWith = async (problem: Parameters<typeof refusal>[1]) => {
    const error = await refusal(503, problem);
    renderInGerman(
      '/elevated-access/my-access',
      [],
      aTestApi({ listRequests: jest.fn().mockRejectedValue(error) }),
    );
    const [alert] = await screen.findAllByRole('alert');
    return alert;
  };

  it('is told in German first, then in its own words, marked as English', async () => {
    const alert = await refusedWith({
      code: 'identity-center-unavailable',
      message: 'Identity Center could not be asked about the user: timeout.',
      remedy: 'Try again in a minute.',
    });
    expect(alert).toHaveTextContent(
      'Identity Center kann nicht gefragt werden. Versuchen Sie es in einer Minute noch einmal. (im Wortlaut des Backends: Identity Center could not be asked about the user: timeout. Try again in a minute.)',
    );
    expect(
      screen.getAllByText(/could not be asked about the user/)[0],
    ).toHaveAttribute('lang', 'en');
  });

  it('is told in German alone where that says it all', async () => {
    const alert = await refusedWith({
      code: 'database-unavailable',
      message: 'The database does not take this now; nothing was changed.',
      remedy: 'Try again in a minute.',
    });
    expect(alert).toHaveTextContent(/Die Datenbank nimmt das gerade nicht an/);
    expect(alert).not.toHaveTextContent(/The database/);
  });

  it('is left as it is where its code is not known here', async () => {
    const alert = await refusedWith({ message: 'Something new is wrong.' });
    expect(alert).toHaveTextContent('Something new is wrong.');
  });

  it('says of each policy in German what keeps it from permitting something', async () => {
    const explanation = anExplanation();
    renderInGerman(
      `/elevated-access/policies/explain?${new URLSearchParams({
        account: paymentsProd.id,
        permissionSet: powerUser.arn,
        minutes: '60',
      })}`,
      [],
      aTestApi({ explain: jest.fn(async () => explanation) }),
    );
    expect(
      await screen.findByText(
        /nennt weder die Person noch eine ihrer Gruppen \(im Wortlaut/,
      ),
    ).toBeVisible();
    expect(screen.getByText(/^Was sich ändern müsste:/)).toHaveTextContent(
      'Was sich ändern müsste: wen sie nennt (im Wortlaut des Backends: Ann would have to be in security.)',
    );
    expect(screen.getAllByText(/Erforderlich/)).not.toHaveLength(0);
    expect(screen.queryByText(/Required/)).not.toBeInTheDocument();
  });

  it('says of a policy in German what is wrong with it', async () => {
    renderInGerman(
      '/elevated-access/policies/approval/payments-leads/edit',
      [],
      aTestApi({
        getMe: jest.fn(async () => aMe({ roles: ['admin'] })),
        listPolicyChanges: jest.fn(async () => ({ items: [] })),
        getPolicy: jest.fn(async () =>
          aPolicy({
            kind: 'approval',
            name: 'payments-leads',
            spec: {
              ...leads,
              stages: leads.stages.map(it => ({ ...it, escalation: [] })),
              targets: [{ account: '12' }],
              requestExpiry: 'PT0M',
            },
          }),
        ),
        validatePolicy: jest.fn(async () => ({
          problems: [
            {
              path: ['targets', 0, 'account'],
              reason: 'must be the 12 digits of an AWS account id',
            },
            { path: ['requestExpiry'], reason: 'must be longer than nothing' },
          ],
        })),
      }),
    );
    const digits = 'Schreiben Sie die 12 Ziffern einer Kontonummer.';
    // Below the field, and in the list of all that is wrong.
    expect(await screen.findAllByText(digits)).toHaveLength(2);
    expect(screen.queryByText(/must be the 12 digits/)).toBeNull();
    expect(
      screen.getByRole('textbox', { name: 'Stunden' }),
    ).toHaveAccessibleDescription(/^So ergibt das/);
    expect(screen.getByText('must be longer than nothing')).toHaveAttribute(
      'lang',
      'en',
    );
  });
});
