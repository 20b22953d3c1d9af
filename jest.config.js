/** Tests run as ES modules, straight from TypeScript, in one process a worker: test/runner. */
export default {
  roots: ['<rootDir>/test', '<rootDir>/examples'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: '<rootDir>/test/runner/environment.mjs',
  runtime: '<rootDir>/test/runner/runtime.cjs',
  testRunner: '<rootDir>/test/runner/runner.mjs',
  injectGlobals: false,
  transform: {},
  testSequencer: '<rootDir>/test/sequencer.mjs',
  reporters: ['default', '<rootDir>/test/durations.mjs'],
  // Most of them wait for a sandbox: one less than the processors would leave one idle on small machines.
  maxWorkers: '100%',
  testTimeout: 120_000,
  watchman: false,
};
