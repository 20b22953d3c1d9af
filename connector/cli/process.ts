// What the command asks of its process: an end on Ctrl-C and SIGTERM, and memory near what a load holds.
import { setFlagsFromString } from 'node:v8';
import { note } from './output.js';

/** The first signal asks a run to end, the second ends the process. */
export function endOnSignal(): { signal: AbortSignal; dispose: () => void } {
  const controller = new AbortController();
  const handle = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(name === 'SIGINT' ? 130 : 143);
    note('\nending: the slice in flight is left out whole (again to end at once)');
    controller.abort();
  };
  process.on('SIGINT', handle).on('SIGTERM', handle);
  return {
    signal: controller.signal,
    dispose: () => process.off('SIGINT', handle).off('SIGTERM', handle),
  };
}

/**
 * Garbage is collected when the heap has grown by a third since the last time, not when it has doubled or more: a long
 * load stays near what it holds, for a few per cent of CPU (docs/performance.md).
 */
export function tidyOften(): void {
  setFlagsFromString('--heap-growing-percent=30');
}
