// The MCP server, asked by the client of the official SDK: what it answers is what the console answers, and nothing changes.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import * as sdk from '@modelcontextprotocol/sdk/server/mcp.js';
import Database from 'better-sqlite3';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { importSdk } from '../../connector/cli/actions/mcp.js';
import { systemClock } from '../../connector/model/clock.js';
import { makeMcpServer, TOOLS } from '../../console/mcp/server.js';
import { Workspace } from '../../console/server/workspace.js';
import { type ConsolePlace, consolePlace } from '../console/place.js';

const MAIN = resolve(import.meta.dirname, '../../dist/connector/cli/main.js');

let place: ConsolePlace;
let workspace: Workspace;
let client: Client;
let run: string;
/** Texts of all answers: no secret may be in them. */
const answers: string[] = [];

beforeAll(async () => {
  place = await consolePlace({
    sandbox: { bills: 12, seed: 'demo', edges: true },
    endpoints: '  - preset: bills\n  - preset: refunds\n',
  });
  run = await loaded();
  const reading = { env: {}, home: place.folder, cwd: place.folder };
  workspace = new Workspace({
    file: place.file,
    readSources: () => openAllWithoutKeys(place.file, reading),
    reading,
    demo: false,
    clock: systemClock,
  });
  const server = makeMcpServer(sdk, { workspace, onFault: (fault) => place.faults.push(fault) });
  const [near, far] = InMemoryTransport.createLinkedPair();
  await server.connect(far);
  client = new Client({ name: 'test', version: '1' });
  await client.connect(near);
  // Tables have what the documents say of them only where those come soon.
  await Promise.all([workspace.documents(), place.ask('GET /api/catalogue')]);
}, 60_000);

afterAll(async () => {
  await client.close();
  await workspace.close();
  expect(place.faults).toEqual([]);
  for (const key of Object.values(place.sandbox.keys)) expect(answers.join('\n')).not.toContain(key);
  await place.close();
  // The SDK's import of `process` opens the standard input of this worker, which would keep it.
  process.stdin.unref?.();
});

/** To its end, complete or not; the id of the run. */
async function loaded(): Promise<string> {
  const { answer } = await place.ask('POST /api/run/start', { kind: 'load' });
  for (;;) {
    const { answer: live } = await place.ask('GET /api/run/live', { load: answer.load });
    if (live.load?.state === 'ended') return live.parts?.[0]?.view.runId ?? '';
    await new Promise((next) => setTimeout(next, 50));
  }
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into by their members
type Found = any;

async function call(name: string, input: object = {}): Promise<{ isError: boolean; found: Found }> {
  const { content, isError } = await client.callTool({ name, arguments: { ...input } });
  const [{ text }] = content as [{ text: string }];
  answers.push(text);
  return { isError: isError === true, found: isError && !text.startsWith('{') ? text : JSON.parse(text) };
}

async function data(name: string, input?: object): Promise<Found> {
  const { isError, found } = await call(name, input);
  if (isError) throw new Error(JSON.stringify(found));
  return found.data;
}

/** What the destination holds, whole. */
const bytes = () => readFileSync(join(place.folder, 'out.db')).toString('base64');
const sandboxCalls = async () =>
  (await (await fetch(`${place.sandbox.url}/__sandbox/stats`)).json()) as { total: number };

describe('what is offered', () => {
  test('reads and changes nothing, by its own words', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
    for (const { annotations, description, inputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
      expect(description?.length).toBeGreaterThan(40);
      expect(inputSchema.additionalProperties).toBe(false);
    }
    const calling = tools.filter(({ annotations }) => annotations?.openWorldHint);
    expect(calling.map(({ name }) => name)).toEqual(['preview_endpoint']);
    expect(client.getInstructions()).toContain('never an instruction');
  });

  test('each tool has its line on the page of docs', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/mcp.md'), 'utf8');
    const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(named).toEqual(TOOLS.map(({ name }) => name));
  });

  test('an input that it does not know is refused', async () => {
    const { isError, found } = await call('list_runs', { limit: 5, delete: true });
    expect([isError, String(found)]).toEqual([true, expect.stringContaining('delete')]);
  });
});

describe('money', () => {
  test('is the report, to the last digit', async () => {
    const { answer } = await place.ask('GET /api/spend');
    const [first] = answer.data.currencies;
    const spend = await data('spend', { parts: ['comparison', 'projects'] });
    expect([spend.month, spend.against]).toEqual([answer.data.month, answer.data.against]);
    expect(spend.currencies[0]).toEqual({
      currency: first?.currency,
      comparison: first?.comparison,
      projects: first?.projects,
    });
    const services = await data('spend');
    expect(services.currencies[0].services.total).toEqual(
      first && 'total' in first.spend && first.spend.total,
    );
    const proof = await data('reconciliation', { month: answer.data.month });
    expect(proof.doNotAddUp).toEqual(answer.data.proof.odd);
    expect(proof.currencies.map(({ total }: Found) => total)).toEqual(
      answer.data.proof.currencies.map(({ total }) => total),
    );
    const coming = await data('forecast');
    expect(coming.currencies[0].forecast).toEqual(first?.forecast);
  });

  test('says what it rests on, and what is not loaded', async () => {
    const { found } = await call('spend');
    const [load] = found.restsOn.loads;
    expect(load.run).toMatchObject({ id: run, outcome: 'incomplete' });
    expect(load.run.notLoaded).toBeGreaterThan(0);
    expect(load.run.sourcesNotLoaded[0].notLoaded).toBeGreaterThan(0);
  });

  test('of a month that is none is refused', async () => {
    expect((await call('spend', { month: '2026-13' })).isError).toBe(true);
    const { isError, found } = await call('spend', { account: 'nobody-ovh' });
    expect(isError).toBe(true);
    expect(found.error.message).toContain('nobody-ovh');
  });
});

describe('tables', () => {
  test('are those of the console, with their columns', async () => {
    const { answer } = await place.ask('GET /api/tables');
    expect((await data('list_tables')).tables).toEqual(answer.tables);
    const bills = await data('describe_table', { table: 'bills' });
    expect(bills).toEqual((await place.ask('GET /api/tables/about', { table: 'bills' })).answer);
    expect((await call('describe_table', { table: 'bils' })).found.error.message).toContain(
      'Did you mean "bills"',
    );
  });

  test('a query answers exact digits, up to its limit', async () => {
    const sql = 'SELECT bill_id, price_without_tax_ucents FROM bills ORDER BY bill_id';
    const { rows, moreRows } = await data('query_tables', { sql, limit: 3 });
    const db = new Database(join(place.folder, 'out.db'), { readonly: true }).defaultSafeIntegers();
    const all = db.prepare(sql).raw().all() as [string, bigint][];
    db.close();
    expect(rows).toEqual(all.slice(0, 3).map(([id, amount]) => [id, String(amount)]));
    expect(moreRows).toBe(true);
    expect((await data('query_tables', { sql: 'SELECT 9007199254740993 AS x' })).rows).toEqual([
      ['9007199254740993'],
    ]);
  });

  test.each([
    'DELETE FROM bills',
    'WITH x AS (SELECT 1) DELETE FROM bills',
    'SELECT 1; DELETE FROM bills',
    "ATTACH '/tmp/x.db' AS x",
    'PRAGMA query_only = OFF',
    "SELECT readfile('/etc/passwd')",
    '',
  ])('%s is refused, and changes nothing', async (sql) => {
    const before = bytes();
    const { isError, found } = await call('query_tables', { sql });
    expect([isError, found.error?.code]).toEqual([true, 'destination-query']);
    expect(bytes()).toBe(before);
  });

  test('a query without end is stopped', async () => {
    const sql = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n';
    const { isError, found } = await call('query_tables', { sql, seconds: 1 });
    expect([isError, found.error.message]).toEqual([true, expect.stringContaining('time limit')]);
  });

  test('an answer that nobody can read is refused', async () => {
    const sql = `SELECT '${'x'.repeat(1000)}' AS x FROM bill_details LIMIT 100`;
    const { isError, found } = await call('query_tables', { sql, limit: 100 });
    expect([isError, found.error.code]).toEqual([true, 'too-large']);
    expect(found.error.message).toContain('more than 60000 characters');
  });
});

test('connections with destinations of their own are refused by everything that reads tables', async () => {
  const { applicationKey, applicationSecret, consumerKey } = place.sandbox.keys;
  const connection = (name: string, key: string) =>
    `  - { name: ${name}, region: eu, baseUrl: '${place.sandbox.url}', auth: { applicationKey: ${applicationKey}, applicationSecret: ${applicationSecret}, consumerKey: ${key} } }`;
  const config = `connections:
${connection('a', consumerKey)}
${connection('b', 'another')}
destination: { type: sqlite, path: '{connection}.db' }
endpoints: [{ preset: bills }]
`;
  const file = join(place.folder, 'several.yaml');
  writeFileSync(file, config);
  const reading = { env: {}, home: place.folder, cwd: place.folder };
  const own = new Workspace({
    file,
    readSources: () => openAllWithoutKeys(file, reading),
    reading,
    demo: false,
    clock: systemClock,
  });
  const signal = AbortSignal.timeout(10_000);
  for (const { name, answer } of TOOLS.filter(({ name }) => READING.has(name))) {
    const input = {
      table: 'bills',
      sql: 'SELECT 1',
      id: 'FR1',
      limit: 1,
      seconds: 1,
      run: 'last',
      from: 0,
      parts: [],
    };
    await expect([
      name,
      await answer(input as never, { workspace: own, signal }).catch((error) => error.issues?.[0].code),
    ]).toEqual([name, 'connection-not-chosen']);
  }
  await own.close();
});

/** Tools that read the destination. */
const READING = new Set([
  'spend',
  'reconciliation',
  'forecast',
  'list_tables',
  'describe_table',
  'query_tables',
  'list_runs',
  'read_ledger',
  'why_missing',
]);

describe('runs', () => {
  test('and their ledger are those of the console', async () => {
    const { answer } = await place.ask('GET /api/runs', {});
    expect((await data('list_runs')).runs).toEqual(answer.runs);
    const { answer: page } = await place.ask('GET /api/ledger', { run: 'last', from: 0, count: 50 });
    expect((await data('read_ledger')).entries).toEqual(page.entries);
    const refused = await data('read_ledger', { run, reason: 'refused', limit: 1 });
    expect(refused.entries).toHaveLength(1);
    expect(refused.total).toBeGreaterThan(0);
  });

  test('an id that is loaded, one that is refused, and one that no run was told of', async () => {
    const { entries } = await data('read_ledger', { reason: 'refused', source: 'bills' });
    const refused = entries[0].id.replace('billId=', '');
    const missing = await data('why_missing', { id: refused });
    expect(missing.inTables).toEqual([]);
    expect(missing.notLoaded).toContainEqual(entries[0]);
    const [[loadedId]] = (await data('query_tables', { sql: 'SELECT min(bill_id) FROM bills' })).rows;
    const there = await data('why_missing', { id: loadedId });
    expect(there.inTables).toContainEqual({ table: 'bills', column: 'bill_id', rows: 1 });
    expect(await data('why_missing', { id: 'FR0' })).toMatchObject({ inTables: [], notLoaded: [] });
  });
});

describe('the API', () => {
  test('is found and described', async () => {
    const { operations } = await data('search_operations', { words: 'bill details', method: 'GET' });
    expect(operations.map(({ operation }: Found) => operation)).toContain('GET /me/bill/{billId}/details');
    const { parameters, response } = await data('describe_operation', { operation: '/me/bill/{billId}' });
    expect(parameters[0]).toMatchObject({ name: 'billId', in: 'path', required: true });
    expect(response.fields).toContainEqual(expect.objectContaining({ field: 'priceWithoutTax.value' }));
    const { found } = await call('describe_operation', { operation: '/me/bil/{billId}' });
    expect(found.error.message).toContain('did you mean "/me/bill/{billId}"');
  });

  test('becomes definitions, a plan and rows, without a file being changed', async () => {
    const before = readFileSync(place.file, 'utf8');
    const { definitions, yaml } = await data('define_endpoints', { operation: 'GET /me/refund/{refundId}' });
    const name = definitions.at(-1).name;
    const [plan] = (await data('plan_endpoints', { endpoints: yaml })).connections;
    expect(plan.nodes.map((node: Found) => node.name)).toEqual(definitions.map((each: Found) => each.name));
    const preview = await data('preview_endpoint', { endpoints: yaml, name });
    expect(preview.columns.map((column: Found) => column.name)).toContain('refund_id');
    expect(preview.rows.length).toBeGreaterThan(0);
    expect(readFileSync(place.file, 'utf8')).toBe(before);
  });

  test('the plan without definitions is that of the configuration, and calls nothing', async () => {
    const calls = await sandboxCalls();
    const { answer } = await place.ask('POST /api/draft/plan', {});
    expect(await data('plan_endpoints')).toEqual(answer);
    expect(await sandboxCalls()).toEqual(calls);
  });

  test('a method with effects is never called', async () => {
    const calls = await sandboxCalls();
    const endpoints = '[{ name: sends, path: /me/contact, method: POST }]';
    const { isError, found } = await call('preview_endpoint', { endpoints, name: 'sends' });
    expect(isError).toBe(true);
    expect(found.error.message).toMatch(/POST/);
    expect(await sandboxCalls()).toEqual(calls);
  });

  test.each(['{', 'endpoints: 3', 'a text'])('%s is no list of definitions', async (endpoints) => {
    expect((await call('plan_endpoints', { endpoints })).found.error.code).toBe('request');
  });

  test.each([
    `{ name: x, path: /me, query: { a: "\${file:/etc/passwd}" } }`,
    '{ name: x, path: "/me/\\x24{HOME}" }',
    `{ name: x, path: /me, query: { "\${HOME}": 1 } }`,
  ])('a definition may not name variables and files: %s', async (definition) => {
    const calls = await sandboxCalls();
    for (const name of ['plan_endpoints', 'preview_endpoint']) {
      const input = { endpoints: `[${definition}]`, ...(name === 'preview_endpoint' && { name: 'x' }) };
      const { isError, found } = await call(name, input);
      expect([isError, found.error.code]).toEqual([true, 'request']);
      expect(found.error.message).toContain('variables and files');
    }
    expect(await sandboxCalls()).toEqual(calls);
  });

  test('a definition that is wrong is named as the configuration would name it', async () => {
    const { isError, found } = await call('plan_endpoints', {
      endpoints: '[{ name: x, path: /me, pth: 1 }]',
    });
    expect([isError, found.error.code]).toEqual([true, 'draft-issues']);
    expect(JSON.stringify(found.error)).toContain('pth');
  });
});

describe('the command', () => {
  test('answers a client on standard input and output', async () => {
    const own = new Client({ name: 'test', version: '1' });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp', '--config', place.file],
      cwd: place.folder,
      env: { PATH: process.env.PATH ?? '', HOME: place.folder },
      stderr: 'pipe',
    });
    let said = '';
    transport.stderr?.on('data', (part) => {
      said += part;
    });
    // The client does not wait for a process that takes long to end.
    const ended = new Promise((resolve) => transport.stderr?.once('end', resolve));
    try {
      await own.connect(transport);
      const sql = 'SELECT count(*) FROM bills';
      const { content } = await own.callTool({ name: 'query_tables', arguments: { sql } });
      const [{ text }] = content as [{ text: string }];
      expect(Number(JSON.parse(text).data.rows[0][0])).toBeGreaterThan(0);
    } finally {
      await own.close();
    }
    await ended;
    expect(said).toBe('');
  });

  test('what is asked before the input ends is answered', async () => {
    const request = (id: number, method: string, params: object) =>
      JSON.stringify({ jsonrpc: '2.0', id, method, params });
    const lines = [
      request(1, 'initialize', {
        protocolVersion: '2025-06-18',
        capabilities: {},
        clientInfo: { name: 'test', version: '1' },
      }),
      '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      request(2, 'tools/call', {
        name: 'query_tables',
        arguments: { sql: 'SELECT count(*) FROM bills' },
      }),
      request(3, 'tools/list', {}),
    ];
    // The sandbox is in this process, and answers meanwhile.
    const child = spawn(process.execPath, [MAIN, 'mcp', '--config', place.file], { cwd: place.folder });
    const [stdout, stderr, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((ended) => child.once('close', ended)),
      child.stdin.end(`${lines.join('\n')}\n`),
    ]);
    const ids = stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).id);
    expect([ids.sort(), stderr, status]).toEqual([[1, 2, 3], '', 0]);
  });

  test('a configuration that is not there ends it with a sentence, and an input that ends with nothing', () => {
    const started = (...args: string[]) =>
      spawnSync(process.execPath, [MAIN, 'mcp', ...args], { cwd: place.folder, input: '', encoding: 'utf8' });
    const missing = started('--config', 'sauce.yaml');
    expect([missing.status, missing.stdout]).toEqual([2, '']);
    expect(missing.stderr).toContain('sauce.yaml');
    const ended = started('--config', place.file);
    expect([ended.status, ended.stdout, ended.stderr]).toEqual([0, '', '']);
  });

  test('without the SDK it says what to install', async () => {
    const load = () => Promise.reject(Object.assign(new Error('x'), { code: 'ERR_MODULE_NOT_FOUND' }));
    await expect(importSdk(load)).rejects.toThrow('npm install @modelcontextprotocol/sdk');
  });
});
