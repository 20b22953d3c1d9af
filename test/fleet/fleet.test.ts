// A fleet for real: workers on Node 22, the queue and the tables in PostgreSQL, each account a sandbox of its own.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from '@jest/globals';
import { extent, longTest } from '../extent.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import type { Server } from '../postgres/server.mjs';
import { type Fleet, inHand, pause, startFleet, until } from './fleet.js';

let server: Server;
let fleet: Fleet;
let isThere = false;

beforeAll(async () => {
  const started = await startFleet();
  if (!started) return;
  isThere = true;
  fleet = started;
  server = fleet.server;
}, INSTALL_TIMEOUT);

afterAll(() => fleet?.close());

/** A test that needs what the registry may not have. */
function fleetTest(name: string, work: () => Promise<void>, timeout = 200_000): void {
  longTest(name, async () => (isThere ? work() : undefined), timeout);
}

const status = async () => JSON.parse((await fleet.project.run('fleet', 'status', '--json')).stdout);
const batchIn = async (batch: string, ...args: string[]) => {
  const { code, stdout } = await fleet.project.run('runs', 'show', '--batch', batch, '--json', ...args);
  return { code, report: JSON.parse(stdout) };
};

fleetTest('enqueue, work until the queue is empty, status; a second enqueue adds nothing', async () => {
  const schema = await fleet.configure(6);
  const { run } = fleet.project;
  const empty = await status();
  expect(empty).toMatchObject({ workers: [], batches: [], dead: [] });
  const first = await run('enqueue', '--batch', 'night', '--json');
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(JSON.parse(first.stdout)).toMatchObject({ batch: 'night', already: [] });
  const second = await run('enqueue');
  expect([second.code, second.stdout]).toEqual([
    0,
    expect.stringMatching(/^nothing was added, and there is no batch \S+\n6 jobs queued/),
  ]);
  const named = await run('enqueue', '--batch', 'night');
  expect(named.stdout).toMatch(/^nothing was added\n6 jobs queued/);
  const before = await batchIn('night');
  expect([
    before.code,
    before.report.connections.map(({ reasons }: { reasons: { code: string }[] }) => reasons[0]?.code),
  ]).toEqual([3, Array.from({ length: 6 }, () => 'batch-not-ended')]);
  const work = await run('work', '--until-empty', '--concurrency', '3');
  expect([work.code, work.stderr]).toEqual([0, '']);
  expect(work.stdout.match(/: complete in/g)).toHaveLength(6);
  expect(work.stdout).toMatch(/batch night: complete: 6 of 6 connections complete/);
  const rows = await server.sql(
    `SELECT outcome, batch_id, count(*)::int FROM ${schema}._ovh_run GROUP BY 1, 2`,
  );
  expect(rows).toEqual([['complete', 'night', 6]]);
  expect(await status()).toMatchObject({
    dead: [],
    batches: [{ batch: 'night', queued: 0, running: 0, complete: 6 }],
  });
  const after = await batchIn('night');
  expect([after.code, after.report.outcome, after.report.connections.length]).toEqual([0, 'complete', 6]);
  expect(await fleet.differences(schema, 6)).toEqual([]);
});

fleetTest('a job that waits after a failure says why, in the batch and in the status', async () => {
  const schema = await fleet.configure(1);
  const { run, write } = fleet.project;
  const destination = { type: 'postgres', url: server.url(), schema };
  const { connections, ...more } = fleet.config(1, destination) as { connections: { auth: object }[] };
  const refused = connections.map((each) => ({
    ...each,
    auth: { ...each.auth, consumerKey: 'x'.repeat(32) },
  }));
  write('source.yaml', JSON.stringify({ ...more, connections: refused }));
  expect((await run('enqueue', '--batch', 'night')).code).toBe(0);
  const worker = fleet.work();
  const [job] = await until('a job that waits', async () => {
    const { waiting } = await status();
    return waiting.length === 1 ? waiting : undefined;
  });
  worker.kill('SIGTERM');
  await worker.ended;
  expect(job).toMatchObject({ connection: 'c_0', failures: 1, message: expect.stringMatching(/\w/) });
  const { report } = await batchIn('night');
  expect(JSON.stringify(report.connections[0].reasons)).toContain(job.code);
  expect((await run('fleet', 'status')).stdout).toContain(job.message.slice(0, 40));
});

fleetTest('the name of a batch is taken once, but for connections that are not in it yet', async () => {
  await fleet.configure(2);
  const { run } = fleet.project;
  expect((await run('enqueue', '--batch', 'night', '--connection', 'c_0')).code).toBe(0);
  const partly = await run('enqueue', '--batch', 'night');
  expect([partly.code, partly.stdout]).toEqual([
    0,
    expect.stringMatching(/^batch night: 1 job added to .*\n1 job queued or running already: c_0\n/),
  ]);
  expect((await run('work', '--until-empty', '--quiet')).code).toBe(0);
  const again = await run('enqueue', '--batch', 'night');
  expect([again.code, again.stdout, again.stderr]).toEqual([
    2,
    '',
    expect.stringMatching(
      /--batch: "night" is the name of a batch that has had jobs of c_0, c_1: both would count/,
    ),
  ]);
  expect((await status()).batches).toMatchObject([{ batch: 'night', queued: 0, complete: 2 }]);
  expect((await run('enqueue', '--batch', 'next')).code).toBe(0);
});

fleetTest(
  'a job for a connection that the worker does not know is dead, the others run; one notification',
  async () => {
    const bodies: string[] = [];
    const hook = createServer((request, response) => {
      request.on('data', (chunk) => bodies.push(String(chunk))).on('end', () => response.end());
    });
    await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done));
    try {
      const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
      const schema = await fleet.configure(3);
      const { run, write } = fleet.project;
      expect((await run('enqueue', '--batch', 'night')).code).toBe(0);
      const destination = { type: 'postgres', url: server.url(), schema };
      const worker = fleet.config(2, destination, { notify: { webhook: { url } } });
      write('source.yaml', JSON.stringify(worker));
      const work = await run('work', '--until-empty');
      expect(work.code).toBe(0);
      expect(work.stdout).toMatch(/c_2: FAILED .*not tried again/);
      const { dead, batches } = await status();
      expect(dead).toMatchObject([{ connection: 'c_2', code: 'config-name-unknown', batch: 'night' }]);
      expect(batches).toMatchObject([{ complete: 2, dead: 1 }]);
      const { code, report } = await batchIn('night');
      expect([code, report.outcome, report.connections.length]).toEqual([1, 'failed', 3]);
      expect(report.connections[2]).toMatchObject({ name: 'c_2', outcome: 'failed', runId: '' });
      expect(bodies.map((body) => JSON.parse(body))).toMatchObject([
        { version: 1, event: 'failed', batch: 'night', connections: 3, complete: 2, exitCode: 1 },
      ]);
      expect(bodies.join()).not.toContain(fleet.sandboxes[0]?.keys.consumerKey);
    } finally {
      hook.close();
    }
  },
);

fleetTest(
  'two configurations on one queue: neither takes the jobs of the other, nor reports them',
  async () => {
    const schema = await fleet.configure(2);
    const { run, write } = fleet.project;
    const config = (tables: string, count: number, more = {}) =>
      JSON.stringify(
        fleet.config(
          count,
          { type: 'postgres', url: server.url(), schema: tables },
          { queue: { schema: `${schema}_jobs` }, ...more },
        ),
      );
    write('source.yaml', config(schema, 2));
    write('other.yaml', config(`${schema}_other`, 1));
    expect((await run('enqueue', '--batch', 'night')).code).toBe(0);
    const refused = await run('enqueue', '--config', 'other.yaml');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toMatch(/jobs for another destination/);
    const stranger = fleet.work('--config', 'other.yaml');
    await until('jobs that were put back', async () =>
      (await status()).batches[0].waiting === 2 ? true : undefined,
    );
    await pause(8000);
    stranger.kill('SIGTERM');
    await stranger.ended;
    const said = stranger.lines().filter(({ event }) => event.startsWith('job.'));
    expect(said.map(({ event, end }) => [event, end])).toEqual([['job.ended', 'retry']]);
    const elsewhere = await run('runs', 'show', '--batch', 'night', '--config', 'other.yaml');
    expect([elsewhere.code, elsewhere.stdout]).toEqual([2, '']);
    expect(await status()).toMatchObject({ dead: [], others: [], batches: [{ complete: 0, dead: 0 }] });
    expect((await run('work', '--until-empty')).code).toBe(0);
    const { stdout } = await run('fleet', 'status', '--json', '--config', 'other.yaml');
    expect(JSON.parse(stdout)).toMatchObject({ batches: [], others: [{ batch: 'night' }] });
    expect((await batchIn('night')).code).toBe(0);
    expect(await fleet.differences(schema, 2)).toEqual([]);
    expect((await run('enqueue', '--config', 'other.yaml')).code).toBe(0);
    const tables = config(schema, 2, { queue: { schema: `${schema}_other` } });
    write('tables.yaml', tables);
    await server.sql(
      `CREATE SCHEMA IF NOT EXISTS ${schema}_other; CREATE TABLE ${schema}_other.mine (a int)`,
    );
    const taken = await run('enqueue', '--config', 'tables.yaml');
    expect([taken.code, taken.stderr]).toEqual([2, expect.stringMatching(/not those of a queue/)]);
  },
);

fleetTest(
  'SIGTERM in the middle: the slice is committed, the job given back, another worker resumes it',
  async () => {
    const schema = await fleet.configure(2, { budget: { callsPerSecond: 2, shared: false } });
    expect((await fleet.project.run('enqueue', '--batch', 'night')).code).toBe(0);
    const first = fleet.work('--concurrency', '2');
    await until('both jobs in the middle', async () => {
      const [row] = await server
        .sql(`SELECT count(*)::int FROM ${schema}._ovh_run WHERE outcome = 'running'`)
        .catch(() => [[0]]);
      return row?.[0] === 2 ? true : undefined;
    });
    first.kill('SIGTERM');
    const { code, stderr } = await first.ended;
    expect([code, stderr]).toEqual([0, '']);
    const ends = first.lines().filter(({ event }) => event === 'job.ended');
    expect(ends.map(({ end, outcome }) => [end, outcome])).toEqual([
      ['returned', 'incomplete'],
      ['returned', 'incomplete'],
    ]);
    expect((await status()).batches).toMatchObject([{ batch: 'night', queued: 2, running: 0 }]);
    await fleet.configureAgain(2, schema);
    expect((await fleet.project.run('work', '--until-empty')).code).toBe(0);
    const { code: exit, report } = await batchIn('night');
    expect([exit, report.connections.length]).toEqual([0, 2]);
    expect(await fleet.differences(schema, 2)).toEqual([]);
  },
);

fleetTest(
  'an account that a load has is tried again, and no failure; two workers share what is left',
  async () => {
    const slow = { budget: { callsPerSecond: 2, shared: false } };
    const schema = await fleet.configure(1, slow);
    const { start, run } = fleet.project;
    const load = start(['load', '--quiet']);
    await until('a load that has the account', async () => {
      const rows = await server
        .sql(`SELECT 1 FROM ${schema}._ovh_run WHERE outcome = 'running'`)
        .catch(() => []);
      return rows.length > 0 ? true : undefined;
    });
    expect((await run('enqueue', '--batch', 'night')).code).toBe(0);
    const workers = [fleet.work(), fleet.work()];
    await until('a job that waits', async () =>
      (await status()).batches[0].waiting === 1 ? true : undefined,
    );
    expect((await load.ended).code).toBe(0);
    await until('the end', async () => ((await status()).batches[0].complete === 1 ? true : undefined));
    for (const worker of workers) worker.kill('SIGTERM');
    await Promise.all(workers.map(({ ended }) => ended));
    const ends = workers.flatMap((worker) => worker.lines()).filter(({ event }) => event === 'job.ended');
    expect(ends.filter(({ end }) => end === 'done')).toHaveLength(1);
    expect(ends.filter(({ end }) => end === 'retry').length).toBeGreaterThan(0);
    expect((await batchIn('night')).code).toBe(0);
    expect(await fleet.differences(schema, 1)).toEqual([]);
  },
);

const COLD = extent(1, 2, 'FLEET_COLD');

fleetTest(
  `a schema that nobody has used, 16 jobs at once, ${COLD} times`,
  async () => {
    for (let round = 0; round < COLD; round++) {
      const schema = await fleet.configure(16);
      expect((await fleet.project.run('enqueue', '--batch', 'cold')).code).toBe(0);
      const args = ['--until-empty', '--concurrency', '8'];
      const workers = [fleet.work(...args), fleet.work(...args)];
      expect(await Promise.all(workers.map(async ({ ended }) => (await ended).code))).toEqual([0, 0]);
      const ends = workers.flatMap((worker) => worker.lines()).filter(({ event }) => event === 'job.ended');
      expect(ends.map(({ end, outcome }) => `${end} ${outcome}`)).toEqual(
        Array.from({ length: 16 }, () => 'done complete'),
      );
      const [count] = await server.sql(`SELECT count(DISTINCT _account)::int FROM ${schema}.bills`);
      expect(count).toEqual([16]);
    }
  },
  600_000,
);

fleetTest('metrics and health of a worker; what it has in hand when it is killed', async () => {
  await fleet.configure(2, { budget: { callsPerSecond: 2, shared: false } });
  expect((await fleet.project.run('enqueue', '--batch', 'night')).code).toBe(0);
  const worker = fleet.work('--metrics-port', '0', '--name', 'one');
  const url = await until('the address', async () =>
    worker.lines().find(({ event }) => event === 'metrics.served') === undefined
      ? undefined
      : worker.lines().find(({ event }) => event === 'metrics.served')?.url,
  );
  await until('two jobs in hand', () => (inHand(worker.lines()).length === 2 ? true : undefined));
  await pause(2000);
  const health = (await (await fetch(`${url}/healthz`)).json()) as { status: string; running: string[] };
  expect(health).toMatchObject({ status: 'ok' });
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/connection="c_[01]"/);
  await until('the worker in the status', async () =>
    (await status()).workers.some(
      ({ name, pid }: { name: string; pid: number }) => name === 'one' && pid === worker.pid,
    )
      ? true
      : undefined,
  );
  worker.kill('SIGKILL');
  await worker.ended;
  await fleet.project.run('work', '--until-empty');
  expect((await batchIn('night')).code).toBe(0);
});
