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

import { SimulatorState } from '../control/state';
import { Access } from '../oracle/Oracle';
import { Session } from '../oracle/Sessions';
import { html, SafeHtml } from './html';

/** What the page shows. */
export interface PortalView {
  readonly organization: string;
  readonly now: string;
  readonly clockKind: 'real' | 'virtual';
  readonly people: SimulatorState['users'];
  /** The person asked for, whether there is one or not. */
  readonly asked?: string;
  readonly person?: SimulatorState['users'][number];
  readonly access: readonly Access[];
  readonly sessions: readonly Session[];
  readonly nameOf: {
    readonly account: (id: string) => string;
    readonly permissionSet: (arn: string) => string;
  };
  readonly outage?: string;
  readonly problem?: string;
  readonly revision: string;
}

/** The whole document. */
export function portalPage(view: PortalView): SafeHtml {
  const title = view.person
    ? `${view.person.displayName} · Access portal`
    : 'Access portal';
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} (DEMO AWS)</title>
        <link rel="stylesheet" href="/portal/style.css" />
        <link rel="icon" href="data:," />
        <script src="/portal/script.js" defer></script>
      </head>
      <body>
        <header>
          <p class="badge">
            <strong>DEMO AWS</strong> simulator: nothing here is real
          </p>
          <h1>${view.organization} <span>access portal</span></h1>
        </header>
        <main>
          ${chooser(view)}
          <div id="access" data-revision="${view.revision}">
            ${view.problem
              ? html`<p class="notice" role="alert">${view.problem}</p>`
              : undefined}
            ${view.outage
              ? html`<p class="notice" role="status">
                  Outage in force: ${view.outage}
                </p>`
              : undefined}
            ${body(view)}
            <p class="clock">
              As of
              <time datetime="${view.now}">${readable(view.now)}</time
              >${view.clockKind === 'virtual' ? ' (virtual clock)' : ''}
            </p>
          </div>
        </main>
      </body>
    </html> `;
}

function chooser(view: PortalView): SafeHtml {
  const people = [...view.people].sort((a, b) =>
    a.displayName.localeCompare(b.displayName),
  );
  const options = people.map(person =>
    person.userName === view.person?.userName
      ? html`<option value="${person.userName}" selected>
          ${label(person)}
        </option>`
      : html`<option value="${person.userName}">${label(person)}</option>`,
  );
  return html`<form method="get" action="/portal" class="chooser">
    <label for="user">Signed in as</label>
    <select id="user" name="user">
      <option value="">Choose a person</option>
      ${options}
    </select>
    <button type="submit">Show</button>
  </form>`;
}

function label(person: SimulatorState['users'][number]): string {
  const title = person.title ? `, ${person.title}` : '';
  const disabled = person.status === 'DISABLED' ? ' (disabled)' : '';
  return `${person.displayName}${title}${disabled}`;
}

function body(view: PortalView): SafeHtml {
  const { person } = view;
  if (!person) {
    return view.asked
      ? html`<p class="empty">There is nobody called ${view.asked} here.</p>`
      : html`<p class="empty">
          Choose a person to see what they may use in AWS right now.
        </p>`;
  }
  return html`<section aria-labelledby="accounts">
      <h2 id="accounts">Accounts of ${person.displayName}</h2>
      ${accounts(view, person.userName)}
    </section>
    <section aria-labelledby="sessions">
      <h2 id="sessions">Sessions still alive</h2>
      ${sessions(view)}
    </section>`;
}

function accounts(view: PortalView, userName: string): SafeHtml {
  if (view.person?.status === 'DISABLED') {
    return html`<p class="empty">
      This person is disabled and cannot sign in.
    </p>`;
  }
  if (view.access.length === 0) {
    return html`<p class="empty">No access to any account right now.</p>`;
  }
  const byAccount = new Map<string, Access[]>();
  for (const access of view.access) {
    const list = byAccount.get(access.accountId) ?? [];
    byAccount.set(access.accountId, [...list, access]);
  }
  const cards = [...byAccount.values()]
    .sort((a, b) => a[0].accountName.localeCompare(b[0].accountName))
    .map(
      list => html`<li class="card">
        <h3>${list[0].accountName} <code>${list[0].accountId}</code></h3>
        <ul class="sets">
          ${list.map(access => entry(access, userName))}
        </ul>
      </li>`,
    );
  return html`<ul class="cards">
    ${cards}
  </ul>`;
}

function entry(access: Access, userName: string): SafeHtml {
  const how = access.viaGroup
    ? `through group ${access.viaGroup}`
    : 'assigned directly';
  return html`<li
    data-account="${access.accountName}"
    data-permission-set="${access.permissionSetName}"
  >
    <div>
      <p class="set">${access.permissionSetName}</p>
      <p class="detail">
        since <time datetime="${access.since}">${readable(access.since)}</time>,
        ${how}
      </p>
      <p class="detail"><code>${access.roleName}</code></p>
    </div>
    <form method="post" action="/portal/sessions">
      <input type="hidden" name="user" value="${userName}" />
      <input type="hidden" name="account" value="${access.accountId}" />
      <input
        type="hidden"
        name="permissionSet"
        value="${access.permissionSetArn}"
      />
      <button
        type="submit"
        aria-label="Start a session with ${access.permissionSetName} in ${access.accountName}"
      >
        Start session
      </button>
    </form>
  </li>`;
}

function sessions(view: PortalView): SafeHtml {
  if (view.sessions.length === 0) {
    return html`<p class="empty">None.</p>`;
  }
  const rows = view.sessions.map(
    session => html`<tr>
      <td>${view.nameOf.account(session.accountId)}</td>
      <td>${view.nameOf.permissionSet(session.permissionSetArn)}</td>
      <td>
        <time datetime="${session.tokenIssueTime}"
          >${readable(session.tokenIssueTime)}</time
        >
      </td>
      <td>
        <time datetime="${session.expiresAt}"
          >${readable(session.expiresAt)}</time
        >
      </td>
      <td><code>${session.accessKeyId}</code></td>
    </tr>`,
  );
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="Sessions"
  >
    <table>
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Permission set</th>
          <th scope="col">Issued</th>
          <th scope="col">Expires</th>
          <th scope="col">Access key</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

/** `2026-01-05 09:00:00 UTC`. */
function readable(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
