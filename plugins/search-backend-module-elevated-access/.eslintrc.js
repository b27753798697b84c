const config = require('../../eslint.package')(__dirname);

module.exports = {
  ...config,
  rules: {
    ...config.rules,
    // Tests run beside the real backend of the other plugin.
    '@backstage/no-mixed-plugin-imports': [
      'warn',
      { excludedTargetPackages: ['backstage-plugin-elevated-access-backend'] },
    ],
  },
};
