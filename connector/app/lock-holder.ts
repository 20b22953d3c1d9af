// Who this process is to those that wait for the lock of a destination.
import { hostname } from 'node:os';
import type { Clock } from '../model/clock.js';
import type { LockHolder } from '../model/destination.js';

export function lockHolder({ clock }: { clock: Clock }): LockHolder {
  return { pid: process.pid, host: hostname(), since: new Date(clock.now()).toISOString() };
}
