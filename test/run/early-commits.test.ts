// What is there when a run ends at any moment: its record from the first call on, and its rows some seconds later.
import { describe, expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { type Clock, systemClock } from '../../connector/model/clock.js';
import { InterruptedError } from '../../connector/model/errors.js';
import { planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const plan = () =>
  planOf([
    { name: 'ids', path: '/bill', read: { item: 'b' } },
    { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
    { name: 'lines', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } } },
  ]);

const BILLS = 150;
const MS_PER_CALL = 50;

/** What a run would leave that is killed now. */
function committed(destination: MemoryDestination) {
  const rows = (table: string) => destination.rows(table);
  const outcomes = rows('_ovh_run').map(({ outcome }) => outcome);
  return { outcomes, bills: rows('bills').length, lines: rows('lines').length };
}

async function run(atCall: (count: number, ending: AbortController) => void, destination: MemoryDestination) {
  let now = Date.UTC(2026, 10, 21);
  const clock: Clock = { ...systemClock, now: () => now };
  const ending = new AbortController();
  const client = new ScriptedClient((path) => {
    now += MS_PER_CALL;
    atCall(client.calls.length, ending);
    const [, , bill, part] = path.split('/');
    if (bill === undefined) return Array.from({ length: BILLS }, (_, n) => `B${n}`);
    return part === undefined ? { id: bill } : [`${bill}-1`, `${bill}-2`];
  });
  return runOf({ plan: plan(), client, destination, clock, signal: ending.signal, concurrency: 4 });
}

describe('a run', () => {
  test('is recorded before its first call, and has rows after two seconds', async () => {
    const destination = new MemoryDestination();
    const seen: Record<number, ReturnType<typeof committed>> = {};
    const report = await run((count) => {
      if ([1, 30, 80].includes(count)) seen[count] = committed(destination);
    }, destination);
    expect(seen[1]).toEqual({ outcomes: ['running'], bills: 0, lines: 0 });
    expect(seen[30]).toEqual({ outcomes: ['running'], bills: 0, lines: 0 });
    const early = seen[80];
    expect(early?.outcomes).toEqual(['running']);
    expect(early?.bills).toBeGreaterThan(10);
    expect(early?.lines).toBe(2 * (early?.bills ?? 0));
    expect(report.outcome).toBe('complete');
    expect(committed(destination)).toEqual({ outcomes: ['complete'], bills: BILLS, lines: 2 * BILLS });
  });

  test('that is interrupted keeps what it has read to its end', async () => {
    const destination = new MemoryDestination();
    const report = await run((count, ending) => {
      if (count === 35) ending.abort(new InterruptedError('asked to end'));
    }, destination);
    expect(report).toMatchObject({ outcome: 'incomplete', interrupted: true });
    const { bills, lines } = committed(destination);
    // 34 calls are 17 bills; some were in flight.
    expect(bills).toBeGreaterThan(10);
    expect(bills).toBeLessThan(18);
    expect(lines).toBe(2 * bills);
    for (const { name, balanced, rows } of report.sources) {
      expect([name, balanced]).toEqual([name, true]);
      if (name === 'bills') expect(rows).toBe(bills);
    }
  });
});
