// The surroundings of a test file: those of the process. What a file changes there is put back after it.
export default class ProcessEnvironment {
  global = globalThis;
  #console = globalThis.console;
  #exit = process.exit;

  async setup() {}

  async teardown() {
    globalThis.console = this.#console;
    process.exit = this.#exit;
  }

  getVmContext() {
    return null;
  }
}
