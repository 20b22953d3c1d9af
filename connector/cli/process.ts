// Settings of the process: Ctrl-C and SIGTERM stop a run, memory stays near what a load needs, commands are run once.
import { setFlagsFromString } from 'node:v8';
import { type CommandOutput, commandsOnce, notForPages } from '../config/connections/command-output.js';
import { note } from './output.js';

let outputs = commandsOnce();

/** The output of a program that lists connections, which is run once however often the configuration is read. */
export const outputOfStart: CommandOutput = (call) => outputs(call);

/** The same for a page: what was printed before, and nothing is run. */
export const outputAtStart: CommandOutput = (call) => {
  return outputs.known(call) ?? notForPages(call);
};

/** Another command is started. */
export function resetCommands(): void {
  outputs = commandsOnce();
}

/** The first signal stops the run, the second ends the process. */
export function endOnSignal(): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const handle = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    note();
    note('stopping: what is read to its end is committed (again to stop at once)');
    controller.abort();
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return {
    signal: controller.signal,
    dispose: () => process.off('SIGINT', handle).off('SIGTERM', handle),
  };
}

/** Until the first signal, or what else ends it; a signal after that ends the process. @param also calls back when that happens */
export function untilSignal(also: (end: () => void) => void = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      process.off('SIGINT', end).off('SIGTERM', end);
      resolve();
    };
    process.on('SIGINT', end).on('SIGTERM', end);
    also(end);
  });
}

/**
 * Collects garbage when the heap has doubled, not when it has become four times as large: a long load needs less memory
 * (docs/performance.md). What is young is little each time: more threads cost more than they do. And undici's parser of
 * HTTP, a large function of WebAssembly, stays as it was first compiled: to compile it again costs more than it ever saves.
 */
export function tidyOften(): void {
  setFlagsFromString('--heap-growing-percent=100');
  setFlagsFromString('--no-parallel-scavenge');
  setFlagsFromString(`--wasm-tiering-budget=${2 ** 31 - 1}`);
}
