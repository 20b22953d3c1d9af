// Traces the way of one bill from the configuration to its row, for docs/ARCHITECTURE.md: the files on the call stack,
// awaited callers included, at six points. Prints them as JSON. `npm run docs` writes the page; a test holds it.

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import undici from 'undici';
// Not the entry: that is one file of many modules.
import { loadSource } from '../dist/connector/app/load.js';
import { openSource } from '../dist/connector/app/open.js';
import { OpenFacts } from '../dist/connector/read/open-facts.js';

const BILL = 'FR-TRACED';
const PATH = '/me/traced/{billId}';
const POINTS = [
  'its definition is read',
  'its request is sent',
  'its reply is parsed',
  'its record joins a slice',
  'its record is shaped',
  'its row is inserted',
];

/** By point, the files on the stack, callers first; each file at the first point where it is. */
const found = POINTS.map(() => new Set());
let isNoting = false;
/** Until the source is open; afterwards its path is also read for other reasons. */
let isOpening = true;

function note(point) {
  if (isNoting) return;
  isNoting = true;
  const files = [...new Error().stack.matchAll(/dist\/connector\/([\w/.-]+)\.js/g)].map(([, file]) => file);
  for (const file of files.reverse()) found[point].add(`connector/${file}.ts`);
  isNoting = false;
}

/** Calls `before` with the arguments and the result, whenever a method is called. */
function watch(prototype, name, before) {
  const own = prototype[name];
  prototype[name] = function (...args) {
    const result = own.apply(this, args);
    if (!isNoting) before.call(this, args, result);
    return result;
  };
}

const has = (value) =>
  JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each))?.includes(BILL);

function watchAll() {
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  for (const name of ['split', 'startsWith', 'replace', 'matchAll', 'indexOf']) {
    watch(String.prototype, name, function () {
      if (isOpening && String(this) === PATH) note(0);
    });
  }
  for (const { prototype } of [undici.Pool, undici.Agent, undici.Client, undici.EnvHttpProxyAgent]) {
    watch(prototype, 'dispatch', ([options]) => String(options.path).includes(BILL) && note(1));
  }
  watch(String.prototype, 'slice', (_, text) => text === BILL && note(2));
  watch(OpenFacts.prototype, 'push', ([record]) => has(record.payload) && note(3));
  watch(Object, 'entries', ([value]) => {
    if (isOpening && value?.path === PATH) note(0);
    if (value?.billId === BILL) note(4);
  });
  const memory = new Database(':memory:');
  watch(Object.getPrototypeOf(memory.prepare('select 1')), 'run', (args) => has(args) && note(5));
  memory.close();
}

async function api() {
  const server = createServer((request, response) => {
    const path = request.url.split('?')[0];
    const answers = {
      '/1.0/auth/time': Math.floor(Date.now() / 1000),
      '/1.0/auth/details': { account: 'ab12345-ovh' },
      '/1.0/me/traced': ['FR1', 'FR2', BILL, 'FR3'],
    };
    const price = { currencyCode: 'EUR', value: 1.5, text: '1,50 €' };
    const bill = { billId: path.split('/').at(-1), date: '2026-01-01T00:00:00+01:00', price };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(answers[path] ?? bill));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function trace() {
  const server = await api();
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-walk-'));
  watchAll();
  const source = openSource({
    region: 'eu',
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    schemas: { use: 'never' },
    auth: { applicationKey: 'a'.repeat(16), applicationSecret: 'b'.repeat(32), consumerKey: 'c'.repeat(32) },
    budget: { callsPerSecond: 100, shared: false },
    strategy: 'single',
    destination: { type: 'sqlite', path: join(folder, 'walk.db') },
    endpoints: [
      { name: 'ids', path: '/me/traced', read: { item: 'billId' } },
      { name: 'bills', path: PATH, parameters: { billId: { from: 'ids' } } },
    ],
  });
  isOpening = false;
  const { outcome } = await loadSource(source);
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
  if (outcome !== 'complete' || found.some((files) => files.size === 0))
    throw new Error(`the trace is ${outcome}`);
  const seen = new Set();
  return POINTS.map((point, index) => {
    const files = [...found[index]].filter((file) => !seen.has(file));
    for (const file of files) seen.add(file);
    return { point, files };
  });
}

console.log(JSON.stringify(await trace()));
