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

/** Whether a figure reaches its goal. */
export function meets(value, { atMost = Infinity, atLeast = -Infinity }) {
  return Number.isFinite(value) && value <= atMost && value >= atLeast;
}

/**
 * Prints figures against their goals, as a table and, where asked for, as a last
 * line of JSON. Benches, crash points and chaos share it.
 *
 * @param {object} options
 * @param {string} options.name
 * @param {Record<string, number>} options.figures
 * @param {Record<string, { atMost?: number, atLeast?: number }>} options.goals
 * @param {boolean} options.json
 * @returns {boolean} whether every goal is met
 */
export function reportFigures({ name, figures, goals, json }) {
  const rows = Object.entries(figures).map(([figure, value]) => {
    const goal = goals[figure];
    return {
      figure,
      value,
      goal: goal
        ? `${goal.atMost !== undefined ? '≤' : '≥'} ${
            goal.atMost ?? goal.atLeast
          }`
        : '',
      met: goal ? meets(value, goal) : true,
    };
  });
  const missing = Object.keys(goals).filter(goal => !(goal in figures));
  const met = missing.length === 0 && rows.every(row => row.met);
  process.stdout.write(`${name}\n`);
  for (const row of rows) {
    process.stdout.write(
      `  ${row.figure.padEnd(24)} ${String(row.value).padStart(
        12,
      )}  ${row.goal.padEnd(10)} ${row.met ? 'met' : 'NOT MET'}\n`,
    );
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ name, figures, goals, met })}\n`);
  }
  return met;
}
