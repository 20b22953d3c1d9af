// The command loads into object storage: the truth, then few calls, a kill, two loads at once.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openSource } from '../../connector/app/open.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { configText, type Place, placeWith } from '../cli/command.js';
import { longTest } from '../extent.js';
import { copyToSqlite, differentTables } from '../integration/parquet-rows.js';
import { compareTables, readTruth } from '../integration/truth.js';
import { BUCKET, KEYS, type ObjectServer, startObjectServer } from './server.js';

let server: ObjectServer;
let place: Place;

beforeAll(async () => {
  server = await startObjectServer();
});

beforeEach(() => {
  Object.assign(server, { conditions: 'kept', ahead: 0, fate: () => undefined, requests: [] });
});

afterEach(() => place.close());
afterAll(() => server.close());

async function start(options: Parameters<typeof placeWith>[0], more = '') {
  place = await placeWith(options);
  Object.assign(place.env, {
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    AWS_ENDPOINT_URL_S3: server.endpoint,
    AWS_REGION: 'gra',
  });
  const text = configText(place, '  - preset: bills', `budget: { callsPerSecond: 1000 }\n${more}`);
  place.file('source.yaml', text);
}

const at = (prefix: string) =>
  createDestination({
    type: 'parquet',
    path: `s3://${BUCKET}/${prefix}`,
    endpoint: server.endpoint,
    region: 'gra',
    ...KEYS,
  });

/** What is wrong with the tables of a place: nothing. */
async function wrong(prefix: string): Promise<unknown[]> {
  const files = place.path(`files-${prefix}`);
  mkdirSync(files);
  for (const key of await server.keys()) {
    const [, name] = new RegExp(`^${prefix}/([^/]+)$`).exec(key) ?? [];
    if (name) writeFileSync(`${files}/${name}`, (await server.get(key)) ?? '');
  }
  const copy = place.path(`copy-${prefix}.db`);
  await copyToSqlite(at(prefix), copy);
  const { sandbox, folder } = place;
  const config = {
    region: 'eu',
    baseUrl: sandbox.url,
    auth: { ...sandbox.keys },
    endpoints: [{ preset: 'bills' }],
  };
  const source = openSource(config, { env: {}, home: folder, cwd: folder });
  const unlike = compareTables(copy, source, await readTruth(sandbox.url, source));
  return [...(await differentTables(at(prefix), files)), ...unlike];
}

/** The section of docs/destinations.md, with the bucket and the server of the test. */
const section = () =>
  (
    readFileSync(resolve(import.meta.dirname, '../../docs/destinations.md'), 'utf8').split(
      '## Object storage\n',
    )[1] ?? ''
  )
    .replaceAll('s3://my-bucket', `s3://${BUCKET}`)
    .replaceAll('https://s3.gra.io.cloud.ovh.net', server.endpoint);
const block = (language: string) => section().split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';

test('as docs/destinations.md has it: the truth, read by DuckDB; again with few calls; its runs', async () => {
  await start({ seed: 'bucket', bills: 40, edges: false }, block('yaml'));
  const commands = block('bash')
    .split('\n')
    .flatMap((line) =>
      /^source-ovhcloud (.*)$/.exec(line)?.[1]?.split(' ') ? [line.split(' ').slice(1)] : [],
    );
  expect(commands.map(([name]) => name)).toEqual(['check', 'load', 'load']);
  const said: string[] = [];
  for (const command of commands) {
    const { code, all } = await place.run(...command);
    expect({ command, code, all }).toEqual({
      command,
      code: 0,
      all: expect.not.stringContaining('NodeVersion'),
    });
    said.push(all);
  }
  expect(said[0]).toContain(`s3://${BUCKET}/billing (will be made)`);
  for (const prefix of ['billing', 'elsewhere']) expect(await wrong(prefix)).toEqual([]);
  expect((await server.keys()).filter((key) => /lock|tmp/.test(key))).toEqual([]);
  const [first, requests] = [(await place.stats()).total, server.requests.length];
  expect(await place.run('load')).toMatchObject({ code: 0 });
  expect(((await place.stats()).total - first) * 2).toBeLessThan(first / 2);
  expect(server.requests.length - requests).toBeLessThan(120);
  const runs = await place.run('runs');
  expect(runs.stdout.match(/ complete /g)).toHaveLength(2);
  expect(`${said}${runs.all}`).not.toMatch(/AWS4-HMAC/);
});

longTest('killed and started again: the lock expires, the tables are the truth', async () => {
  const path = `s3://${BUCKET}/killed`;
  await start(
    { seed: 'killed', bills: 250, lines: 1, edges: false },
    `destination: { type: parquet, path: '${path}' }`,
  );
  const load = place.start('load', '--quiet', '--strategy', 'single');
  const segments = async () => (await server.keys()).filter((key) => /^killed\/.*segments$/.test(key)).length;
  while (load.child.exitCode === null && (await segments()) < 1) await wait(20);
  load.child.kill('SIGKILL');
  await load.ended;
  expect(load.child.signalCode).toBe('SIGKILL');
  const held = await place.run('load');
  expect(held).toMatchObject({
    code: 1,
    all: expect.stringMatching(/another run is loading into it \(process \d+ on/),
  });
  server.ahead = 62_000;
  expect(await place.run('load')).toMatchObject({ code: 0 });
  expect(await wrong('killed')).toEqual([]);
});

test.each([
  ['a bucket that is not there', { path: 's3://nowhere/x' }, /no such bucket/],
  [
    'a wrong secret',
    { secretAccessKey: 'AnOtherSecretOfSomebody' },
    /secret does not belong to the access key/,
  ],
  ['a wrong key', { accessKeyId: 'NOBODY' }, /does not know the access key/],
  ['no server', { endpoint: 'http://127.0.0.1:1' }, /no server answers there/],
])('%s: in words, before the first call, without secrets', async (_, options, words) => {
  const given = {
    path: `s3://${BUCKET}/errors`,
    endpoint: server.endpoint,
    region: 'gra',
    ...KEYS,
    secretAccessKey: KEYS.secretAccessKey,
    ...options,
  };
  await start({ bills: 1 }, `destination: ${JSON.stringify({ type: 'parquet', ...given })}`);
  const ended = await place.run('load');
  expect(ended.code).toBe(1);
  expect(ended.all).toMatch(words);
  expect(ended.all).not.toContain('AnOtherSecretOfSomebody');
  expect((await place.stats()).total).toBe(0);
});

test('what cannot be a place is refused with its configuration', async () => {
  await start({ bills: 1 });
  for (const [to, words] of [
    ['parquet:s3://bucket/a/../b', /must not have empty parts/],
    ['csv:s3://', /s3:\/\/bucket\/prefix/],
    ['csv:s3://key:secret@bucket/a', /without keys in it/],
    [`s3://${BUCKET}/x`, /not in object storage. Use parquet:s3/],
  ] as const) {
    const ended = await place.run('load', '--to', to);
    expect({ to, code: ended.code, all: ended.all }).toEqual({
      to,
      code: 2,
      all: expect.stringMatching(words),
    });
  }
});

test('PDFs of documents go into a bucket whole, with the keys of the environment', async () => {
  await start({ bills: 2, edges: false, pdfs: true });
  const args = ['documents', '--kind', 'refunds', '--into', `s3://${BUCKET}/invoices`, '--json'];
  const { code, stdout } = await place.run(...args);
  expect(code).toBe(0);
  const [report] = JSON.parse(stdout) as { kinds: { refunds: { downloaded: number } } }[];
  const names = (await server.keys()).filter((key) => key.startsWith('invoices/'));
  expect(names).toHaveLength(report?.kinds.refunds.downloaded ?? 0);
  for (const name of names) expect(String(await server.get(name))).toMatch(/^%PDF-[\s\S]*%%EOF\n$/);
  const again = JSON.parse((await place.run(...args)).stdout);
  expect(again[0].kinds.refunds).toMatchObject({ downloaded: 0, present: names.length });
});
