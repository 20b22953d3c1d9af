// Workers that are killed at random, each replaced: every account is complete, the tables are the truth, and what a dead
// worker had in hand is taken up by another.
// The whole size: FLEET_ACCOUNTS=200 FLEET_KILLS=20 npm run jest -- --long test/fleet/kills.test.ts
import { afterAll, beforeAll, expect } from '@jest/globals';
import { extent, longTest } from '../extent.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import { type Fleet, inHand, type Line, pause, startFleet, until, type Worker } from './fleet.js';

const ACCOUNTS = extent(20, 40, 'FLEET_ACCOUNTS');
const KILLS = extent(2, 6, 'FLEET_KILLS');
const WORKERS = 3;
/** On a machine that has nothing else to do it is 30. */
const MOST_SECONDS = 60;
/** Spread over the load: a fleet whose workers die faster than its jobs end has no free place to take one up. */
const BETWEEN_MS = (1000 * ACCOUNTS) / KILLS;
/** Calls a second of each account, so that a load takes a few. */
const PACE = 5;

let fleet: Fleet | undefined;

beforeAll(async () => {
  fleet = await startFleet();
}, INSTALL_TIMEOUT);

afterAll(() => fleet?.close());

longTest(
  `${ACCOUNTS} accounts, ${WORKERS} workers, ${KILLS} of them killed`,
  async () => {
    if (!fleet) return;
    const { project, server } = fleet;
    const schema = await fleet.configure(ACCOUNTS, { budget: { callsPerSecond: PACE, shared: false } });
    const begun = Date.now();
    expect((await project.run('enqueue', '--batch', 'night')).code).toBe(0);
    const start = () => (fleet as Fleet).work('--concurrency', '4');
    const all: Worker[] = Array.from({ length: WORKERS }, start);
    const alive = [...all];
    const deaths: { at: number; held: string[] }[] = [];
    const ended = (lines: Line[]) =>
      lines.filter(({ event, end }) => event === 'job.ended' && end === 'done');
    const done = () => ended(all.flatMap((worker) => worker.lines())).length;
    while (deaths.length < KILLS) {
      await pause(BETWEEN_MS * (0.5 + Math.random()));
      const victim = alive[Math.floor(Math.random() * alive.length)] as Worker;
      if (inHand(victim.lines()).length === 0 && done() < ACCOUNTS) continue;
      victim.kill('SIGKILL');
      await victim.ended;
      deaths.push({ at: Date.now(), held: inHand(victim.lines()) });
      const next = start();
      alive[alive.indexOf(victim)] = next;
      all.push(next);
    }
    await until('the end of the batch', async () => {
      const { stdout } = await project.run('fleet', 'status', '--json');
      const [batch] = JSON.parse(stdout).batches;
      await pause(3000);
      return batch.queued + batch.running + batch.waiting === 0 ? batch : undefined;
    });
    const seconds = (Date.now() - begun) / 1000;
    const { dead } = JSON.parse((await project.run('fleet', 'status', '--json')).stdout);
    for (const worker of alive) worker.kill('SIGTERM');
    expect(await Promise.all(alive.map(async (worker) => (await worker.ended).code))).toEqual(
      alive.map(() => 0),
    );

    const starts = all.flatMap((worker) => worker.lines()).filter(({ event }) => event === 'job.started');
    const waits = deaths.flatMap(({ at, held }) =>
      held.map((name) => {
        const next = starts.filter((line) => line.connection === name && line.at > at).map((line) => line.at);
        return next.length === 0 ? Number.POSITIVE_INFINITY : (Math.min(...next) - at) / 1000;
      }),
    );
    const sorted = waits.toSorted((one, other) => one - other);
    const part = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]?.toFixed(1);
    const runs = await server.sql<[string, number, number]>(
      `SELECT outcome, count(*)::int, count(DISTINCT account)::int FROM ${schema}._ovh_run GROUP BY 1 ORDER BY 1`,
    );
    const calls = await server.sql(`SELECT sum(calls)::int FROM ${schema}._ovh_run`);
    console.log(
      `fleet: ${ACCOUNTS} accounts, ${WORKERS} workers, ${deaths.length} killed with ${waits.length} jobs in hand: ${seconds.toFixed(0)} s, ${calls} calls, ${done()} ends; taken up after ${part(0)} to ${part(1)} s, half after ${part(0.5)}, nine of ten after ${part(0.9)}; runs ${JSON.stringify(runs)}`,
    );
    expect(dead).toEqual([]);
    expect(runs.find(([outcome]) => outcome === 'complete')?.[2]).toBe(ACCOUNTS);
    expect(runs.map(([outcome]) => outcome).filter((outcome) => outcome === 'running')).toEqual([]);
    expect(await fleet.differences(schema, ACCOUNTS)).toEqual([]);
    expect(Math.max(0, ...waits)).toBeLessThan(MOST_SECONDS);
  },
  1_800_000,
);
