// Ctrl-C and SIGTERM: the first asks a run to end, the second ends the process.
import { note } from './output.js';

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
