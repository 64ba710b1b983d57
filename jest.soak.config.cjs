/** Long randomised runs, apart from `pnpm test`: `pnpm test:soak [name]`. */
const { node } = require('./test/jest/projects.cjs');

module.exports = {
  projects: [{ ...node, displayName: 'soak', testMatch: ['<rootDir>/test/soak/*.soak.ts'] }],
  testTimeout: 3_600_000,
  maxWorkers: 1,
};
