// What is written down of runs does not grow for ever.
import { expect, test } from '@jest/globals';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { systemClock } from '../../connector/model/clock.js';
import { type Answer, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const plan = () => planOf([{ name: 'bills', path: '/bill', read: { item: 'b' } }]);

test('older runs go from every table, the last complete one and those of others stay', async () => {
  const destination = new MemoryDestination();
  let minutes = 0;
  const run = (answer: Answer, keepRuns: number | undefined, account = 'acc') => {
    minutes++;
    return runOf({
      plan: plan(),
      client: new ScriptedClient(() => answer),
      destination,
      account,
      clock: { ...systemClock, now: () => Date.UTC(2026, 0, 1, 0, minutes) },
      keepRuns,
    });
  };
  const ill: Answer = { skip: 'failed', status: 500 };
  const first = await run(['B1'], undefined);
  const other = await run(ill, undefined, 'other');
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push((await run(ill, undefined)).runId);
  const last = (await run(ill, 3)).runId;
  const runsIn = (table: string) => [...new Set(destination.rows(table).map(({ run_id }) => run_id))].sort();
  const kept = [first.runId, other.runId, ...ids.slice(-2), last].sort();
  expect(runsIn('_ovh_run')).toEqual(kept);
  expect(runsIn('_ovh_run_source')).toEqual(kept);
  expect(runsIn('_ovh_ledger')).toEqual(kept.filter((id) => id !== first.runId));
  // A complete one takes the place of the last complete one.
  await run(['B1'], 1);
  await run(['B1'], 1);
  expect(runsIn('_ovh_run')).not.toContain(first.runId);
});

test('a lower number is reached in the end, a bounded number at a time', async () => {
  const destination = new MemoryDestination();
  const run = (at: number, keepRuns?: number) =>
    runOf({
      plan: plan(),
      client: new ScriptedClient(() => ['B1']),
      destination,
      clock: { ...systemClock, now: () => Date.UTC(2026, 0, 1) + at * 1000 },
      keepRuns,
    });
  for (let n = 0; n < 60; n++) await run(n);
  await run(60, 1);
  expect(destination.rows('_ovh_run')).toHaveLength(11);
  await run(61, 1);
  // The run itself, and the last complete one before it.
  expect(destination.rows('_ovh_run')).toHaveLength(2);
});
