// An API whose ids, names and messages try to write on the terminal: nothing of it is obeyed, and no line of it looks like
// one of ours, in any output of the command.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Ended } from './command.js';
import { warm } from './warm-command.js';

const FORGED = 'Complete: every object that was listed is loaded';
const HOSTILE = [
  `A\u001b[2J\u001b[1;1H${FORGED}`,
  `B\n${FORGED}`,
  `C\r\n2026-01-01 00:00:00Z INFO  run complete`,
  `D\u009b31m\u0085${FORGED}`,
  `E\u202e\u2066evil\u2069`,
  `F\u2028${FORGED}\u2029`,
  `G\u001b]0;title\u0007\u0008\u0008\u0000`,
];

/** Code points that a terminal obeys, apart from the line feed. */
const OBEYED = [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
] as const;
const obeyed = (text: string) =>
  [...text].filter((char) => {
    const code = char.codePointAt(0) ?? 0;
    return OBEYED.some(([first, last]) => code >= first && code <= last);
  });

let server: Server;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    const answer = (status: number, body: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (path === '/1.0/auth/time') return answer(200, Math.floor(Date.now() / 1000));
    if (path === '/1.0/me') return answer(200, { nichandle: 'ab12345-ovh', name: HOSTILE.join(' ') });
    if (path === '/1.0/me/bill') return answer(200, HOSTILE);
    if (path === '/1.0/me/gone') return answer(500, { message: HOSTILE.join(' '), errorCode: HOSTILE[0] });
    const index = HOSTILE.findIndex((id) => path === `/1.0/me/bill/${encodeURIComponent(id)}`);
    if (index < 3) return answer(403, { message: HOSTILE[index + 3], errorCode: `X_${HOSTILE[index]}` });
    return answer(200, { billId: HOSTILE[index], note: HOSTILE.join('\n') });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-forged-'));
  env = { PATH: process.env.PATH ?? '', HOME: folder, TMPDIR: folder };
  const config = `region: eu
baseUrl: http://127.0.0.1:${port}
auth: { applicationKey: key-0123456789, applicationSecret: secret-0123456789, consumerKey: consumer-0123456789 }
account: ab12345-ovh
schemas: { use: never }
budget: { callsPerSecond: 1000, shared: false }
http: { attempts: 1 }
destination: { type: sqlite, path: ovh.db }
endpoints:
  - { name: bill_ids, path: /me/bill, options: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } }, options: { primaryKey: [billId] } }
`;
  writeFileSync(join(folder, 'source.yaml'), config);
  writeFileSync(
    join(folder, 'gone.yaml'),
    config.replace(/endpoints:[\s\S]*/, 'endpoints:\n  - { name: gone, path: /me/gone }\n'),
  );
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Ended> => warm.run(args, folder, env);

function expectHarmless(text: string): void {
  expect(obeyed(text)).toEqual([]);
  expect(text.split('\n').filter((line) => line.startsWith(FORGED) || line.startsWith('2026-01-01'))).toEqual(
    [],
  );
}

describe('what the command prints', () => {
  beforeAll(async () => {
    await run('load', '--quiet');
  });

  test.each<[string[], number]>([
    [['load', '--full-refresh'], 3],
    [['load', '--full-refresh', '--log-level', 'debug', '--log-format', 'human'], 3],
    [['load', '--full-refresh', '--log-level', 'debug', '--log-format', 'json'], 3],
    [['load', '--config', 'gone.yaml', '--to', 'gone.db'], 3],
    [['load', '--full-refresh', '--quiet', '--report', '-'], 3],
    [['ledger'], 0],
    [['ledger', '--json'], 0],
    [['runs'], 0],
    [['runs', 'show', 'last'], 0],
    [['retry'], 3],
    [['preview', 'bills'], 0],
    [['preview', 'bill_ids'], 0],
    [['plan', '--count'], 0],
    [['api', 'call', '/me', '--config', 'source.yaml'], 0],
    [['api', 'call', '/me/gone', '--config', 'source.yaml'], 1],
  ])('%j', async (args, code) => {
    const { code: ended, stdout, stderr, all } = await run(...args);
    expect({ ended, all }).toEqual({ ended: code, all });
    expectHarmless(stdout);
    expectHarmless(stderr);
    if (args.includes('json')) for (const line of stderr.trim().split('\n')) JSON.parse(line);
  });

  test('it is shown: as escapes, in one line', async () => {
    const { stdout } = await run('ledger');
    expect(stdout).toContain(String.raw`billId=A\u001b[2J\u001b[1;1HComplete`);
    expect(stdout).toContain(String.raw`billId=B\nComplete`);
    expect(stdout).toContain(String.raw`billId=C\r\n2026`);
  });

  test('JSON keeps the values', async () => {
    const { stdout } = await run('ledger', '--json');
    const entries = JSON.parse(stdout) as { id: string }[];
    expect(entries.map(({ id }) => id).sort()).toEqual(HOSTILE.slice(0, 3).map((id) => `billId=${id}`));
  });

  test.each(['human', 'json'])('a log file, %s', async (format) => {
    const file = `${format}.log`;
    await run(
      'load',
      '--full-refresh',
      '--quiet',
      '--log-level',
      'debug',
      '--log-format',
      format,
      '--log-file',
      file,
    );
    const text = readFileSync(join(folder, file), 'utf8');
    expect(text).toContain('billId=');
    expectHarmless(text);
    if (format === 'human') {
      // Each entry begins with its time, each further line of one is indented.
      const odd = text
        .trimEnd()
        .split('\n')
        .filter((line) => !/^\d{4}-\d\d-\d\d [\d:]+Z|^ {4}/.test(line));
      expect(odd).toEqual([]);
    } else for (const line of text.trim().split('\n')) JSON.parse(line);
  });
});

test('texts of several lines go through printText and noteText: print and note write one line', () => {
  const files = ['', 'actions', 'commands', 'observe'].flatMap((name) => {
    const place = resolve(import.meta.dirname, '../../connector/cli', name);
    return readdirSync(place)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [file, readFileSync(join(place, file), 'utf8')] as const);
  });
  const calls = files.flatMap(([file, text]) =>
    [...text.matchAll(/\b(?:print|note)\((?!line|text)[^;]*;/g)].map(([call]) => `${file}: ${call}`),
  );
  expect(calls.length).toBeGreaterThan(20);
  expect(calls.filter((call) => /\\n|\w+Text\(|JSON\.stringify\([^;]*, 2\)/.test(call))).toEqual([]);
});
