const path = require('node:path');

// Every package's own configuration extends this one.
module.exports = {
  root: true,
  plugins: ['notice'],
  rules: {
    'notice/notice': [
      'error',
      {
        templateFile: path.resolve(
          __dirname,
          'scripts/templates/license-header.txt',
        ),
        templateVars: { YEAR: '20\\d{2}' },
        varRegexps: { YEAR: /20\d{2}/ },
        onNonMatchingHeader: 'prepend',
      },
    ],
  },
  overrides: [
    {
      files: ['**/*.ts', '**/*.tsx'],
      rules: {
        '@typescript-eslint/no-explicit-any': 'error',
        '@typescript-eslint/no-non-null-assertion': 'error',
        '@typescript-eslint/ban-ts-comment': 'error',
      },
    },
    {
      // What belongs to no package: tooling and the tests of the whole.
      files: ['scripts/**', 'test/**', '*.config.ts', '*.mjs'],
      parser: '@typescript-eslint/parser',
      parserOptions: { ecmaVersion: 2022, sourceType: 'module' },
      extends: [
        '@spotify/eslint-config-base',
        '@spotify/eslint-config-typescript',
        'prettier',
      ],
      env: { node: true, es2022: true },
      rules: {
        'no-console': 'off',
        'no-undef': 'off',
        'no-restricted-syntax': 'off',
        '@typescript-eslint/no-use-before-define': [
          'error',
          { functions: false, classes: false, variables: false },
        ],
      },
    },
  ],
};
