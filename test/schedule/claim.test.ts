// A tick is claimed once, whoever asks; a claim whose process has ended is found out, and not for ever.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { sqliteDestination } from '../../connector/destinations/sqlite/sqlite.js';
import type { Destination } from '../../connector/model/destination.js';
import { DestinationError } from '../../connector/model/errors.js';
import { alreadyLocked } from '../../connector/schedule/already-locked.js';
import { type Claimed, type ClaimResult, claimTick } from '../../connector/schedule/claim.js';
import { ticksOf } from '../../connector/schedule/cron.js';
import { leftoverOf, passedTicks } from '../../connector/schedule/pipeline-state.js';
import { readTicks } from '../../connector/schedule/tick-table.js';

const TICK = Date.parse('2026-11-21T06:00:00Z');
const HOUR = 3_600_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-claim-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const KINDS: [string, () => () => Destination][] = [
  [
    'memory',
    () => {
      const one = new MemoryDestination();
      return () => one;
    },
  ],
  ['sqlite', () => () => sqliteDestination(join(folder, 'ovh.db'))],
];

/** A claim by process `pid`. */
const claim = (destination: Destination, pid: number, tick = TICK, scope = 'one'): Promise<ClaimResult> =>
  claimTick({
    destination,
    pipeline: 'all',
    scope,
    tick,
    now: tick + pid,
    holder: { pid, host: 'here', since: new Date(tick).toISOString() },
  });

const mine = (result: ClaimResult): Claimed => {
  if (result.kind !== 'claimed') throw new Error(`not claimed: ${result.kind}`);
  return result;
};

describe.each(KINDS)('%s', (_, make) => {
  test('of many at once one has it; the others hear that it runs, then that it was run', async () => {
    const open = make();
    const results = await Promise.all(Array.from({ length: 6 }, (__, pid) => claim(open(), pid)));
    const claimed = results.filter(({ kind }) => kind === 'claimed');
    expect(claimed).toHaveLength(1);
    const one = mine(claimed[0] as ClaimResult);
    expect(await claim(open(), 9)).toEqual({ kind: 'taken', running: true });
    await one.settle({ state: 'done', outcome: 'complete', endedAt: TICK + 5, runIds: ['r1', 'r2'] });
    expect(await claim(open(), 9)).toEqual({ kind: 'taken', running: false });
    await one.release();
    expect(await claim(open(), 9)).toEqual({ kind: 'taken', running: false });
    expect(await claim(open(), 9, TICK - HOUR)).toEqual({ kind: 'taken', running: false });
    expect((await readTicks(open(), 'all'))[0]).toMatchObject({
      outcome: 'complete',
      runIds: ['r1', 'r2'],
      tick: TICK,
    });
    await mine(await claim(open(), 9, TICK + HOUR)).release();
  });

  test('the next tick while this one runs is an overlap; while something else runs, the destination is busy', async () => {
    const open = make();
    const one = mine(await claim(open(), 1));
    expect((await claim(open(), 2, TICK + HOUR)).kind).toBe('overlap');
    expect(await claim(open(), 2, TICK + HOUR, 'other')).toMatchObject({
      kind: 'busy',
      code: 'destination-in-use',
    });
    await one.settle({ state: 'done' });
    await one.release();
    const unlock = await open().lock({ pid: 5, host: 'here', since: '' });
    expect(await claim(open(), 2, TICK + HOUR)).toMatchObject({
      kind: 'busy',
      code: 'destination-in-use',
      message: expect.stringMatching(/another run is loading into it \(process 5 on here/),
    });
    await unlock();
  });

  test('abandoned: taken over by whoever comes next, three times; then given up, and the next tick is free', async () => {
    const open = make();
    await mine(await claim(open(), 1)).release();
    const second = mine(await claim(open(), 2));
    expect(second.wasAbandoned).toBe(true);
    await second.release();
    await mine(await claim(open(), 3)).release();
    expect(await claim(open(), 4)).toEqual({ kind: 'given-up' });
    const next = mine(await claim(open(), 4, TICK + HOUR));
    expect(next.wasAbandoned).toBe(false);
    await next.release();
  });

  test('interrupted: gone on with, however often', async () => {
    const open = make();
    for (let n = 0; n < 5; n++) {
      const one = mine(await claim(open(), n));
      expect(one.wasAbandoned).toBe(n > 0);
      await one.settle({ state: 'interrupted' });
      await one.release();
    }
  });

  test('another scope with the same name has ticks of its own', async () => {
    const open = make();
    await mine(await claim(open(), 1)).release();
    expect(mine(await claim(open(), 1, TICK, 'other')).wasAbandoned).toBe(false);
  });

  test('a held destination is the same one, and is not locked again', async () => {
    const destination = make()();
    const unlock = await destination.lock({ pid: 1, host: 'here', since: '' });
    const same = alreadyLocked(destination);
    expect([same.name, same.location]).toEqual([destination.name, destination.location]);
    await (await same.lock({ pid: 2, host: 'there', since: '' }))();
    await (await same.open()).close();
    await expect(destination.lock({ pid: 2, host: 'there', since: '' })).rejects.toThrow('another run');
    await unlock();
  });
});

test('a destination that cannot be used is no claim, in its own words', async () => {
  const nowhere = sqliteDestination(join(folder, 'no/such/ovh.db'));
  expect(await claim(nowhere, 1)).toMatchObject({
    kind: 'busy',
    code: 'destination-missing',
    message: expect.stringMatching(/no folder/),
  });
  await expect(readTicks(nowhere, 'all')).rejects.toThrow(DestinationError);
});

describe('what a start finds undone', () => {
  const ticks = ticksOf('0 6 * * *', 'Europe/Paris');
  const at = Date.parse;
  const row = (tick: string, state: 'claimed' | 'interrupted' | 'done' = 'done', scope = 'one') => ({
    pipeline: 'all',
    scope,
    tick: at(tick),
    state,
    claims: 1,
    claimedAt: at(tick),
    host: 'h',
    pid: 1,
  });

  test('ticks that passed, over the night in which the clock changes', () => {
    const passed = passedTicks(ticks, at('2026-10-24T04:00:00Z'), at('2026-10-26T05:00:00Z'));
    expect(passed).toEqual({ tick: at('2026-10-26T05:00:00Z'), count: 2 });
    expect(passedTicks(ticks, at('2026-10-26T05:00:00Z'), at('2026-10-27T04:59:59Z'))).toBeUndefined();
    expect(passedTicks(ticksOf('* * * * * *', 'UTC'), 0, at('2026-01-01T00:00:00Z'))?.count).toBe(100);
  });

  test.each<[string, ReturnType<typeof row>[], object | undefined]>([
    ['nothing is known', [], undefined],
    ['the last was run', [row('2026-11-21T05:00:00Z')], undefined],
    [
      'two were missed',
      [row('2026-11-19T05:00:00Z')],
      { cause: 'missed', count: 2, tick: at('2026-11-21T05:00:00Z') },
    ],
    [
      'the last was killed',
      [row('2026-11-21T05:00:00Z', 'claimed')],
      { cause: 'abandoned', count: 1, tick: at('2026-11-21T05:00:00Z') },
    ],
    [
      'the last was asked to end',
      [row('2026-11-21T05:00:00Z', 'interrupted')],
      expect.objectContaining({ cause: 'abandoned' }),
    ],
    [
      'one was killed, the next missed',
      [row('2026-11-20T05:00:00Z', 'claimed')],
      { cause: 'missed', count: 2, tick: at('2026-11-21T05:00:00Z') },
    ],
    [
      'what it loads has changed since',
      [row('2026-11-20T05:00:00Z', 'done', 'old')],
      expect.objectContaining({ cause: 'missed', count: 1 }),
    ],
    ['another scope was killed', [row('2026-11-21T05:00:00Z', 'claimed', 'old')], undefined],
    [
      'its own counts before others',
      [row('2026-11-21T05:00:00Z', 'done', 'old'), row('2026-11-20T05:00:00Z')],
      expect.objectContaining({ cause: 'missed' }),
    ],
  ])('%s', (_, rows, expected) => {
    expect(leftoverOf(ticks, 'one', rows, at('2026-11-21T12:00:00Z'))).toEqual(expected);
  });
});
