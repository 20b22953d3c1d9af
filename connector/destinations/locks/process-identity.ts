// Which process this is, and whether another one still runs.
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface ProcessIdentity {
  pid: number;
  /** Where process ids mean the same: a machine since its start, and in it a container. */
  machine: string;
  /** When the process started, in the words of the system; absent where it does not say. */
  started?: string;
}

export function thisProcess(): ProcessIdentity {
  const started = startOf(process.pid);
  return { pid: process.pid, machine: machineName(), ...(started !== undefined && { started }) };
}

/** `unknown`: it is on another machine or in another container, or another process may have its id by now. */
export function stateOf({ pid, machine, started }: ProcessIdentity): 'running' | 'ended' | 'unknown' {
  if (machine !== machineName()) return 'unknown';
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user exists, and may not be asked more.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'ended';
  }
  const now = startOf(pid);
  if (started === undefined || now === undefined) return 'unknown';
  return started === now ? 'running' : 'ended';
}

function machineName(): string {
  const boot = textOf(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
  const space = textOf(() => readlinkSync('/proc/self/ns/pid'));
  return [boot ?? hostname(), ...(space === undefined ? [] : [space])].join(' ');
}

/** Field 22 of its status: ticks since the start of the machine. The name before it may contain anything. */
function startOf(pid: number): string | undefined {
  const status = textOf(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return status?.slice(status.lastIndexOf(')') + 2).split(' ')[19];
}

function textOf(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
