// One measured load: the sandbox in one process, the load in another, and what both say of it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As many calls a second as a configuration allows: no limit that is felt. */
const UNLIMITED = 1000;

/** Starts a sandbox with an account of `bills` bills, gives it to `work`, and ends it. */
export async function withSandbox(options, work) {
  const child = start('sandbox.mjs');
  try {
    const { url, keys } = await answerOf(child, { rate: 0, lines: 8, edges: false, ...options });
    return await work({ url, keys, cpuSeconds: () => answerOf(child, 'cpu') });
  } finally {
    child.disconnect();
    await ended(child);
  }
}

/**
 * Loads the preset `bills` into a new SQLite file. Calls are those of the routes of bills; `otherCalls` are those for
 * the account, the clock and the schema documents.
 */
export async function measureLoad(sandbox, options = {}) {
  const { strategy = 'auto', callsPerSecond = UNLIMITED } = options;
  const { url, keys } = sandbox;
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  const child = start('load.mjs', []);
  try {
    await fetch(`${url}/__sandbox/reset`, { method: 'POST' });
    const before = await sandbox.cpuSeconds();
    const database = join(folder, 'bench.db');
    const load = await answerOf(child, { url, keys, strategy, callsPerSecond, database, folder });
    const sandboxCpuSeconds = (await sandbox.cpuSeconds()) - before;
    const stats = await (await fetch(`${url}/__sandbox/stats`)).json();
    if (load.outcome !== 'complete')
      throw new Error(
        `the load is ${load.outcome}: ${load.reasons.map(({ message }) => message).join('; ')}`,
      );
    const calls = callsBelow(stats, 'GET /me/bill');
    const { total, mostInAnySecond, answered429 } = stats;
    return {
      strategy,
      callsPerSecond,
      ...load,
      calls,
      otherCalls: total - calls,
      mostInAnySecond,
      answered429,
      sandboxCpuSeconds,
    };
  } finally {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Rows into a new destination, in a process of its own. */
export async function measureDestination(type, { rows, isOnce = false, options }) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  const child = start('destination.mjs');
  try {
    const job = { type, rows, isOnce, options: options ?? { path: join(folder, 'data') } };
    return { type, rows, ...(await answerOf(child, job)) };
  } finally {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

function callsBelow({ calls }, label) {
  const own = Object.entries(calls).filter(([name]) => name === label || name.startsWith(`${label}/`));
  return own.flatMap(([, byStatus]) => Object.values(byStatus)).reduce((sum, count) => sum + count, 0);
}

export function start(file, execArgv = []) {
  return fork(new URL(file, import.meta.url), { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** Sends a message; the next one that comes is its answer. A process that ends without one is an error. */
export async function answerOf(child, message) {
  const waiting = new AbortController();
  const { signal } = waiting;
  const lost = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${code} and without an answer`);
  });
  try {
    child.send(message);
    const [answer] = await Promise.race([once(child, 'message', { signal }), lost]);
    return answer;
  } finally {
    lost.catch(() => undefined);
    waiting.abort();
  }
}

export async function ended(child) {
  if (child.connected) child.disconnect();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
