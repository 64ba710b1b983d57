/** What every Jest project here has in common. */
const path = require('node:path');

const root = path.resolve(__dirname, '../..');

const common = {
  rootDir: root,
  resolver: '<rootDir>/test/jest/resolver.cjs',
  runtime: '<rootDir>/test/jest/runtime.cjs',
  transform: { '\\.[cm]?[jt]sx?$': '<rootDir>/test/jest/transform.cjs' },
  transformIgnorePatterns: [],
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'jsx', 'json', 'node'],
  modulePathIgnorePatterns: [
    '<rootDir>/dist/',
    '<rootDir>/client/dist/',
    '<rootDir>/plugins/kit/dist/',
    '<rootDir>/.purser/',
  ],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/fixtures/'],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
};

// Jest's soft clean-up puts setters that call themselves upon what a test file left behind: whoever sets it again in the
// same worker overflows the stack, and a server then answers nothing.
const globalsCleanup = 'off';

const node = {
  ...common,
  displayName: 'node',
  testEnvironment: 'node',
  testEnvironmentOptions: { globalsCleanup },
  setupFiles: ['<rootDir>/test/jest/setup-node.ts'],
  globalSetup: '<rootDir>/test/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/test/jest/global-teardown.mjs',
};

const jsdom = {
  ...common,
  displayName: 'jsdom',
  testEnvironment: '<rootDir>/test/jest/jsdom-environment.cjs',
  testEnvironmentOptions: { customExportConditions: [''], globalsCleanup },
  setupFilesAfterEnv: ['<rootDir>/test/jest/setup-jsdom.ts'],
  moduleNameMapper: { '\\.(css|svg|png|webp|woff2)$': '<rootDir>/test/jest/asset.cjs' },
};

module.exports = { node, jsdom };
