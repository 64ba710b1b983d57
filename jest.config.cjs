const { node, jsdom } = require('./test/jest/projects.cjs');

module.exports = {
  projects: [
    { ...node, testMatch: ['<rootDir>/test/**/*.spec.ts'] },
    { ...jsdom, testMatch: ['<rootDir>/test/**/*.spec.tsx'] },
  ],
  testTimeout: 60_000,
  // More than there are cores: much of what they do is waiting for a database, a clock or a process.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1.5GB',
};
