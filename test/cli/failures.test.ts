// Whatever happens to a load: a failure has a line on standard error, and the report tells of this load or is not there.
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { reportSchema } from '../../connector/cli/reference/report-schema.js';
import { type Ended, startCommand } from './command.js';
import { warm } from './warm-command.js';

const YESTERDAY = '{"outcome":"complete","runId":"yesterday"}';

let server: Server;
let origin: string;
/** Bills that are answered before the API falls silent. */
let answered = Number.POSITIVE_INFINITY;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const answer = (body: unknown) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (path === '/1.0/auth/time') return answer(Math.floor(Date.now() / 1000));
    if (answered <= 0) return request.socket.destroy();
    if (path === '/1.0/me') return answer({ nichandle: 'ab12345-ovh' });
    if (path === '/1.0/me/bill') return answer(Array.from({ length: 30 }, (_, index) => `FR${index}`));
    answered--;
    return answer({ billId: path.split('/').at(-1) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  answered = Number.POSITIVE_INFINITY;
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-failures-'));
  env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder };
  writeFileSync(path('source.yaml'), configText());
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string) => join(folder, name);
const AUTH =
  'auth: { applicationKey: key-0123456789, applicationSecret: secret-0123456789, consumerKey: consumer-0123456789 }';
const ENDPOINTS = `
endpoints:
  - { name: bill_ids, path: /me/bill, options: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } }, options: { primaryKey: [billId] } }
`;

const configText = (more = '') => `region: eu
baseUrl: ${origin}
${AUTH}
account: ab12345-ovh
schemas: { use: never }
strategy: single
budget: { callsPerSecond: 1000, shared: false }
http: { attempts: 1, concurrency: 1 }
${more}${ENDPOINTS}`;

const run = (...args: string[]): Promise<Ended> => warm.run(args, folder, env);

describe('a failure has one line on standard error', () => {
  test.each<[string, string[], RegExp]>([
    ['quiet', ['--quiet'], /^the load failed: .+ \(and \d+ more: source-ovhcloud runs show \d{8}T\S+\)$/],
    ['with its report on standard output', [], /^the load failed: /],
    ['with the report in JSON on standard output', ['--report', '-', '--quiet'], /^the load failed: /],
    [
      'with its log in a file',
      ['--quiet', '--log-level', 'debug', '--log-file', 'x.log'],
      /^the load failed: /,
    ],
    ['as JSON', ['--log-format', 'json', '--quiet'], /^\{"level":"error".*"run failed: /],
    [
      'as JSON, with a log level',
      ['--log-format', 'json', '--log-level', 'error'],
      /^\{"level":"error".*"run failed: /,
    ],
    ['rows on standard output', ['--quiet', '--to', 'jsonl:-'], /^the load failed: /],
  ])('%s', async (_, options, words) => {
    answered = 5;
    const { code, stderr } = await run('load', ...options);
    expect(code).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => !line.startsWith('{"level":"warn"'))).toEqual([
      expect.stringMatching(words),
    ]);
  });

  test('of several connections each that failed has one', async () => {
    const connections = ['one', 'two', 'three']
      .map((name, index) => {
        const url = index === 1 ? origin : `http://127.0.0.1:9`;
        return `  - { name: ${name}, region: eu, baseUrl: "${url}", account: ${name}, ${AUTH.replace(/consumer-/, `${name}-`)} }`;
      })
      .join('\n');
    const text = configText().replace(
      /region: eu\nbaseUrl: .*\nauth: .*\naccount: .*\n/,
      `connections:\n${connections}\n`,
    );
    writeFileSync(path('source.yaml'), text);
    const { code, stderr } = await run('load', '--quiet');
    expect(code).toBe(1);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^one failed: /),
      expect.stringMatching(/^three failed: /),
    ]);
  });

  test('in a service that is quiet', async () => {
    answered = 5;
    writeFileSync(path('source.yaml'), configText('schedule: { cron: "* * * * * *" }\n'));
    const { child, ended } = startCommand(['serve', '--quiet'], folder, env);
    await new Promise<void>((resolve) =>
      child.stderr?.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('failed')) resolve();
      }),
    );
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended;
    expect([code, stdout]).toEqual([0, '']);
    for (const line of stderr.trimEnd().split('\n')) expect(line).toMatch(/^all failed: /);
  }, 30_000);

  test.each<[string, string[], RegExp]>([
    ['in words', [], /^Unexpected: boom\. This is a fault of source-ovhcloud/],
    ['as JSON', ['--log-format', 'json'], /^\{"level":"error".*"msg":"Unexpected: boom/],
  ])('a fault outside of every load, %s: no report', async (_, options, words) => {
    writeFileSync(path('report.json'), YESTERDAY);
    writeFileSync(
      path('fault.mjs'),
      `import { existsSync } from 'node:fs';
       setInterval(() => { if (!existsSync('report.json')) setTimeout(() => { throw new Error('boom'); }, 100); }, 5).unref();`,
    );
    writeFileSync(path('source.yaml'), configText().replace('callsPerSecond: 1000', 'callsPerSecond: 2'));
    env.NODE_OPTIONS = `--import ${path('fault.mjs')}`;
    const { code, stderr } = await startCommand(
      ['load', '--quiet', '--report', 'report.json', ...options],
      folder,
      env,
    ).ended;
    expect([code, stderr]).toEqual([1, expect.stringMatching(words)]);
    if (options.length > 0) for (const line of stderr.trim().split('\n')) JSON.parse(line);
    expect(existsSync(path('report.json'))).toBe(false);
  });

  test('complete: nothing on standard error', async () => {
    expect(await run('load', '--quiet')).toMatchObject({ code: 0, all: '' });
  });
});

describe('the report tells of this load, or is not there', () => {
  beforeEach(() => writeFileSync(path('report.json'), YESTERDAY));

  const refusals: [string, string[], string][] = [
    ['a wrong key', [], 'regoin: eu\n'],
    ['an address that cannot be parsed', ['--base-url', 'http://['], ''],
    ['an address without a host', ['--base-url', 'https://'], ''],
    ['an unknown source object', ['--only', 'bils'], ''],
    ['an unknown connection', ['--connection', 'x'], ''],
    ['a log file in no folder', ['--log-file', 'no/such/x.log'], ''],
    ['a port that is none', ['--metrics-port', '1'], 'metrics: { port: 1, host: "256.1.1.1" }\n'],
    ['a configuration that is not there', ['--config', 'none.yaml'], ''],
    ['an option that there is not', ['--reprot', 'x'], ''],
    ['a level that there is not', ['--log-level', 'loud'], ''],
  ];

  test.each(refusals)('refused: %s', async (_, options, more) => {
    writeFileSync(path('source.yaml'), configText(more));
    const { code, stderr } = await run('load', '--quiet', '--report', 'report.json', ...options);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/\S/)]);
    const report: unknown = JSON.parse(readFileSync(path('report.json'), 'utf8'));
    expect(report).toMatchObject({
      outcome: 'refused',
      exitCode: 2,
      reasons: [{ message: expect.any(String) }],
    });
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });

  test.each<[string, string[], number, string]>([
    ['a folder that is not there', ['--to', 'no/such/x.db'], Number.POSITIVE_INFINITY, 'failed'],
    ['an API that falls silent', [], 5, 'failed'],
    ['an API that is not there', ['--base-url', 'http://127.0.0.1:9'], 0, 'failed'],
    ['nothing in the way', [], Number.POSITIVE_INFINITY, 'complete'],
  ])('ended: %s', async (_, options, bills, outcome) => {
    answered = bills;
    const { code } = await run('load', '--quiet', '--report', 'report.json', ...options);
    const report = JSON.parse(readFileSync(path('report.json'), 'utf8')) as Record<string, unknown>;
    expect(report).toMatchObject({ outcome, exitCode: code });
    expect(reportSchema.safeParse(report).error).toBeUndefined();
  });

  test('killed in the middle: it is not there', async () => {
    writeFileSync(path('source.yaml'), configText().replace('callsPerSecond: 1000', 'callsPerSecond: 2'));
    const { child, ended } = startCommand(['load', '--quiet', '--report', 'report.json'], folder, env);
    while (existsSync(path('report.json'))) await new Promise((wake) => setTimeout(wake, 10));
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(path('report.json'))).toBe(false);
  });

  test('a link stays a link', async () => {
    rmSync(path('report.json'));
    writeFileSync(path('real.json'), YESTERDAY);
    symlinkSync('real.json', path('report.json'));
    expect((await run('load', '--quiet', '--report', 'report.json')).code).toBe(0);
    expect(lstatSync(path('report.json')).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(path('real.json'), 'utf8'))).toMatchObject({ outcome: 'complete' });
  });

  test.each<[string, string[], number, number, RegExp]>([
    [
      'complete',
      [],
      Number.POSITIVE_INFINITY,
      1,
      /cannot be written: ENOSPC.*The load itself is complete\n$/,
    ],
    ['failed', [], 5, 1, /^the load failed: [\s\S]*ENOSPC.*The load itself failed\n$/],
    ['refused', ['--only', 'bils'], 5, 2, /ENOSPC.*The load was refused\n[\s\S]*there is no source object/],
  ])('a full disk, %s: it says so, and what became of the load', async (_, options, bills, exit, words) => {
    answered = bills;
    const { code, stderr } = await run('load', '--quiet', '--report', '/dev/full', ...options);
    expect([code, stderr]).toEqual([exit, expect.stringMatching(words)]);
  });
});
