// Many accounts: side by side against one after another, at the same pace of each.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, ended, start } from './measure.mjs';
import { atMost, number } from './sections.mjs';

/** The pace of a configuration that says nothing, and the limit of each account's server. */
const PACE = 18;
const RATE = 20;
const AT_ONCE = [4, 8, 32];
const MOST_MEGABYTES = 600;

export async function accounts({ accounts: count, accountsAlone, full, quick }) {
  const child = start('many-sandboxes.mjs');
  try {
    const all = await answerOf(child, { count, rate: RATE, bills: 5, lines: 5, edges: false });
    const few = full ? all : all.slice(0, accountsAlone);
    const alone = await measure(few, 1);
    const expected = (alone.seconds / few.length) * count;
    const loads = [{ ...alone, expected }];
    for (const concurrency of AT_ONCE) loads.push({ ...(await measure(all, concurrency)), expected });
    const best = Math.min(...loads.slice(1).map(({ seconds }) => seconds));
    const most = Math.max(...loads.map(({ peakMegabytes }) => peakMegabytes));
    return {
      title: `${number(count)} accounts into one SQLite file, each at ${PACE} calls a second`,
      heads: [
        'at once',
        'accounts',
        'seconds',
        'for one account',
        'to one after another',
        'CPU s',
        'calls',
        'rows',
        'peak MB',
      ],
      rows: loads.map((load) => [
        String(load.concurrency),
        number(load.accounts),
        load.seconds.toFixed(1),
        (load.seconds / load.accounts).toFixed(2),
        (load.seconds / load.accounts / (expected / count)).toFixed(2),
        load.cpuSeconds.toFixed(1),
        number(load.calls),
        number(load.rows),
        number(Math.round(load.peakMegabytes)),
      ]),
      bars: [
        atMost(
          'every account is complete: not complete',
          loads.reduce((sum, load) => sum + load.accounts - load.complete, 0),
          0,
        ),
        ...(quick
          ? []
          : [
              atMost('side by side at most a quarter of one after another', best, expected / 4),
              atMost('peak memory in MB', most, MOST_MEGABYTES),
            ]),
      ],
      loads,
    };
  } finally {
    await ended(child);
  }
}

async function measure(accounts, concurrency) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  const child = start('load-accounts.mjs', []);
  try {
    const database = join(folder, 'bench.db');
    const job = { accounts, concurrency, database, folder, callsPerSecond: PACE };
    return { concurrency, accounts: accounts.length, ...(await answerOf(child, job)) };
  } finally {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  }
}
