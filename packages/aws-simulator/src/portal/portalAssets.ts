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

/** The portal's style sheet: light and dark, no framework. */
export const portalStyle = `
:root {
  color-scheme: light dark;
  --bg: #f6f7f9; --card: #fff; --text: #16191f; --soft: #545b64;
  --line: #d5dbdb; --accent: #0b5cad; --on-accent: #fff;
  --badge: #ffd54a; --on-badge: #1b1400;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0f141a; --card: #192029; --text: #eef1f4; --soft: #a9b4c0;
    --line: #35404d; --accent: #8ab8f0; --on-accent: #0b1622;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--bg); color: var(--text);
  font: 16px/1.5 system-ui, sans-serif;
}
header, main { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
.badge {
  display: inline-block; margin: 1rem 0 0; padding: 0.15rem 0.75rem;
  border-radius: 1rem; background: var(--badge); color: var(--on-badge);
  font-size: 0.875rem;
}
h1 { margin: 0.5rem 0 1rem; font-size: 1.5rem; }
h1 span { color: var(--soft); font-weight: 400; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.125rem; }
h3 { margin: 0; font-size: 1rem; }
code { font-size: 0.8125rem; color: var(--soft); overflow-wrap: anywhere; }
.chooser { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
select, button {
  font: inherit; min-height: 2.5rem; padding: 0.25rem 0.75rem;
  border: 1px solid var(--line); border-radius: 0.375rem;
  background: var(--card); color: var(--text); max-width: 100%;
}
button { border-color: var(--accent); color: var(--accent); cursor: pointer; }
button:hover { background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul { list-style: none; margin: 0; padding: 0; }
.cards { display: grid; gap: 0.75rem; }
.card {
  padding: 1rem; border: 1px solid var(--line); border-radius: 0.5rem;
  background: var(--card);
}
.sets li {
  display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.75rem;
  align-items: center; margin-top: 0.75rem; padding-top: 0.75rem;
  border-top: 1px solid var(--line);
}
.set { margin: 0; font-weight: 600; }
.detail { margin: 0; color: var(--soft); font-size: 0.875rem; }
.empty, .clock { color: var(--soft); }
.clock { margin: 2rem 0; font-size: 0.875rem; }
.notice { padding: 0.75rem 1rem; border: 2px solid currentColor; border-radius: 0.5rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; background: var(--card); }
th, td { padding: 0.5rem 0.75rem; text-align: left; border: 1px solid var(--line); font-size: 0.875rem; }
`;

/**
 * Asks every second and a half whether anything changed, and if so
 * takes the new content from a freshly rendered page.
 */
export const portalScript = `
'use strict';
const chooser = document.getElementById('user');
chooser.addEventListener('change', () => chooser.form.submit());

async function refresh() {
  const current = document.getElementById('access');
  const query = location.search;
  try {
    const reply = await fetch('/portal/revision' + query);
    const { revision } = await reply.json();
    if (revision !== current.dataset.revision) {
      const page = await (await fetch('/portal' + query)).text();
      const fresh = new DOMParser()
        .parseFromString(page, 'text/html')
        .getElementById('access');
      if (!current.contains(document.activeElement)) {
        current.replaceWith(fresh);
      } else {
        const label = document.activeElement.getAttribute('aria-label');
        current.replaceWith(fresh);
        const same = [...fresh.querySelectorAll('button')].find(
          button => button.getAttribute('aria-label') === label,
        );
        if (same) same.focus();
      }
    }
  } catch {
    // The simulator is down or restarting: keep what is shown, ask again.
  }
  setTimeout(refresh, 1500);
}
setTimeout(refresh, 1500);
`;
