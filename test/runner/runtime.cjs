// Loads the modules of a test with Node itself, once for all test files of a worker. Jest's own runtime evaluates all of
// them again for each file, which takes as long as the tests.
const { pathToFileURL } = require('node:url');
const { sourceMaps } = require('./source-maps.cjs');

/** What a test imports from '@jest/globals'. */
const globals = {};
const imported = new Set();

class NativeRuntime {
  setGlobalsForRuntime(functions) {
    Object.assign(globals, functions);
  }

  unstable_shouldLoadAsEsm() {
    return true;
  }

  async unstable_importModule(path) {
    if (imported.has(path)) throw new Error(`${path} was loaded before: run Jest anew, without --watch`);
    imported.add(path);
    return import(pathToFileURL(path).href);
  }

  requireInternalModule(path) {
    const adapter = require(path);
    resetCircus();
    return adapter;
  }

  requireModule(path) {
    return require(path);
  }

  getSourceMaps() {
    return sourceMaps;
  }

  getAllCoverageInfoCopy() {
    return undefined;
  }

  enterTestCode() {}
  leaveTestCode() {}
  teardown() {}
}

const HANDLERS = Symbol.for('EVENT_HANDLERS');
let pristine;

/**
 * Jest expects its functions to be loaded anew for each test file. Here they stay, because modules that were loaded once
 * hold them; their state and their listeners become those of the beginning.
 */
function resetCircus() {
  pristine ??= {
    state: Object.getOwnPropertySymbols(globalThis).find(
      ({ description }) => description === 'JEST_STATE_SYMBOL',
    ),
    handlers: globalThis[HANDLERS].length,
  };
  const { getState, resetState } = require('jest-circus');
  resetState();
  globalThis[pristine.state] = getState();
  globalThis[HANDLERS].length = pristine.handlers;
}

module.exports = { __esModule: true, default: NativeRuntime, globals };
