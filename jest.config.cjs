const { node, jsdom } = require('./test/jest/projects.cjs');

module.exports = {
  projects: [
    { ...node, testMatch: ['<rootDir>/test/**/*.spec.ts'] },
    { ...jsdom, testMatch: ['<rootDir>/test/**/*.spec.tsx'] },
  ],
  testTimeout: 60_000,
  maxWorkers: 2,
  workerIdleMemoryLimit: '1.5GB',
};
