// A fleet for real: workers on Node 22, the queue and the tables in PostgreSQL, each account a sandbox of its own.
import { afterAll, beforeAll, expect } from '@jest/globals';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { isLong, longTest } from '../extent.js';
import { INSTALL_TIMEOUT } from '../postgres/fixture.js';
import { type Server, startServer } from '../postgres/server.mjs';
import { type FleetProject, fleetProject, missingTools } from './tools.js';

let server: Server;
let project: FleetProject;
let missing: string | undefined;
const sandboxes: RunningSandbox[] = [];

beforeAll(async () => {
  if (!isLong) return;
  missing = missingTools();
  if (missing !== undefined) return console.warn(`no fleet is tested: ${missing}`);
  server = await startServer();
  project = fleetProject();
}, INSTALL_TIMEOUT);

afterAll(async () => {
  await Promise.all(sandboxes.map((each) => each.close()));
  await server?.stop();
  project?.remove();
});

/** A test that needs what the registry may not have. */
function fleetTest(name: string, work: () => Promise<void>, timeout = 200_000): void {
  longTest(name, async () => (missing === undefined ? work() : undefined), timeout);
}

let schemas = 0;

async function configured(
  count: number,
  more = '',
): Promise<{ schema: string; connections: RunningSandbox[] }> {
  while (sandboxes.length < count) {
    const seed = `fleet-${sandboxes.length}`;
    sandboxes.push(await startSandbox({ rate: 0, bills: 3, lines: 2, seed, edges: false }));
  }
  const schema = `fleet${++schemas}`;
  const connections = sandboxes.slice(0, count);
  const lines = connections.map(
    ({ url, keys }, number) =>
      `  - { name: c_${number}, region: eu, baseUrl: "${url}", auth: ${JSON.stringify(keys)} }`,
  );
  project.write(
    'source.yaml',
    `connections:\n${lines.join('\n')}
destination: { type: postgres, url: "${server.url()}", schema: ${schema} }
budget: { callsPerSecond: 1000, shared: false }
schemas: { use: never }
${more}endpoints:
  - preset: bills
`,
  );
  return { schema, connections };
}

fleetTest('enqueue, work until the queue is empty, status; a second enqueue adds nothing', async () => {
  const { schema } = await configured(6);
  const first = await project.run('enqueue', '--batch', 'night', '--json');
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(JSON.parse(first.stdout)).toMatchObject({ batch: 'night', already: [] });
  const second = await project.run('enqueue');
  expect([second.code, second.stdout]).toEqual([
    0,
    expect.stringMatching(/^nothing was added\n6 jobs queued/),
  ]);
  const work = await project.run('work', '--until-empty', '--concurrency', '3');
  expect([work.code, work.stderr]).toEqual([0, '']);
  expect(work.stdout.match(/: complete in/g)).toHaveLength(6);
  const rows = await server.sql(
    `SELECT outcome, batch_id, count(*)::int FROM ${schema}._ovh_run GROUP BY 1, 2`,
  );
  expect(rows).toEqual([['complete', 'night', 6]]);
  const status = await project.run('fleet', 'status', '--json');
  expect(JSON.parse(status.stdout)).toMatchObject({
    dead: [],
    batches: [{ batch: 'night', queued: 0, running: 0, complete: 6 }],
  });
});
