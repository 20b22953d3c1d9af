const swc = (parser) => ({
  jsc: {
    target: 'es2022',
    parser,
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
  },
  module: { type: 'es6' },
});

/** Tests run as ES modules, straight from TypeScript. */
export default {
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^source-ovhcloud$': '<rootDir>/connector/index.ts',
    '^source-ovhcloud/destination-kit$': '<rootDir>/connector/destinations/kit/index.ts',
    '^source-ovhcloud/destination-kit/testing$': '<rootDir>/connector/destinations/testing/index.ts',
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', swc({ syntax: 'typescript' })],
    '^.+\\.tsx$': ['@swc/jest', swc({ syntax: 'typescript', tsx: true })],
  },
  testSequencer: '<rootDir>/test/sequencer.mjs',
  reporters: ['default', '<rootDir>/test/durations.mjs'],
  // Most of them wait for a sandbox: one less than the processors would leave one idle on small machines.
  maxWorkers: '100%',
  testTimeout: 120_000,
  watchman: false,
};
