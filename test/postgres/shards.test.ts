// The pods of an Indexed Job, as processes at the same time: each loads its share, and the tables equal the truth.
import { afterAll, beforeAll, expect } from '@jest/globals';
import { loadSources } from '../../connector/app/accounts/load-accounts.js';
import { openSources } from '../../connector/app/accounts/open-accounts.js';
import type { ConfiguredSource } from '../../connector/app/open.js';
import { shardOf } from '../../connector/config/connections/shard.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { type Place, placeWith, startCommand } from '../cli/command.js';
import { longTest } from '../extent.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { INSTALL_TIMEOUT } from './fixture.js';
import { type Server, startServer } from './server.mjs';
import { compareWithSqlite } from './tables.js';

const ACCOUNTS = 24;
const PODS = 3;
const NAMES = Array.from({ length: ACCOUNTS }, (_, at) => `customer_${at}`);

let server: Server;
let place: Place;
const sandboxes: RunningSandbox[] = [];

beforeAll(async () => {
  server = await startServer();
  place = await placeWith({});
  for (const name of NAMES)
    sandboxes.push(await startSandbox({ rate: 0, bills: 6, seed: name, edges: false }));
}, INSTALL_TIMEOUT);

afterAll(async () => {
  for (const sandbox of sandboxes) await sandbox.close();
  await place.close();
  await server.stop();
});

longTest(
  'all shards together, and nothing twice',
  async () => {
    const connections = sandboxes.map(({ url, keys }, at) => ({
      name: NAMES[at],
      region: 'eu',
      baseUrl: url,
      auth: keys,
    }));
    const destination = { type: 'postgres', url: server.url(), schema: 'shards' };
    const common = { connections, endpoints: [{ preset: 'bills' }], budget: { callsPerSecond: 1000 } };
    place.file('source.yaml', JSON.stringify({ ...common, destination }));
    expect(new Set(NAMES.map((name) => shardOf(name, PODS))).size).toBe(PODS);
    const pods = Array.from({ length: PODS }, (_, at) => {
      const env = { ...place.env, JOB_COMPLETION_INDEX: String(at) };
      return startCommand(['load', '--quiet', '--of', String(PODS)], place.folder, env).ended;
    });
    for (const { code, all } of await Promise.all(pods)) expect([code, all]).toEqual([0, '']);
    // The same accounts in SQLite are as the truth, and PostgreSQL is as SQLite.
    const file = place.path('ovh.db');
    const config = { ...common, destination: { type: 'sqlite', path: file } };
    const sources = openSources(config, { env: {}, cwd: place.folder, home: place.folder });
    expect((await loadSources(sources)).outcome).toBe('complete');
    for (const [at, { url }] of sandboxes.entries()) {
      const source = sources[at] as ConfiguredSource;
      expect(compareTables(file, source, await readTruth(url, source), true)).toEqual([]);
    }
    expect(await compareWithSqlite(server, 'shards', file)).toEqual([]);
    const runs = await server.sql(`SELECT connection || ' ' || outcome FROM shards._ovh_run`);
    expect(runs.flat().toSorted()).toEqual(NAMES.map((name) => `${name} complete`).toSorted());
  },
  300_000,
);
