// Signals of a service: SIGTERM and SIGINT stop it, SIGHUP makes it read its configuration again.

import { systemClock } from '../model/clock.js';

/** What signals stop. */
export interface Stoppable {
  /** After the slice in flight. */
  stop(): void;
  /** At once. */
  abort(): void;
  /** Reads the configuration again. Absent: it does so anyway. */
  reload?(): void;
}

/** @returns a function that restores the signals. A second SIGTERM or SIGINT ends the process. */
export function obeySignals(service: Stoppable, graceSeconds: number): () => void {
  const ended = new AbortController();
  let isEnding = false;
  const end = (name: NodeJS.Signals) => {
    if (isEnding) process.exit(name === 'SIGINT' ? 130 : 143);
    isEnding = true;
    service.stop();
    systemClock.sleep(graceSeconds * 1000, ended.signal).then(
      () => service.abort(),
      () => undefined,
    );
  };
  const reload = () => service.reload?.();
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', reload);
  return () => {
    ended.abort();
    process.off('SIGINT', end).off('SIGTERM', end).off('SIGHUP', reload);
  };
}
