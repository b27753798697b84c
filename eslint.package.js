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

const createConfig = require('@backstage/cli/config/eslint-factory');

/** Backstage's configuration of a package, with the few rules that we see differently. */
module.exports = dir =>
  createConfig(dir, {
    rules: {
      // A file reads from its purpose down to its helpers and constants.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      // A property test asserts on what it generated.
      'jest/no-conditional-expect': 'off',
      // Helpers that assert are called expect… or assert….
      'jest/expect-expect': [
        'warn',
        {
          assertFunctionNames: ['expect*', '**.expect', 'assert*', '**.assert'],
        },
      ],
    },
  });
