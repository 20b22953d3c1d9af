// The journal outlives a crash, the guide shows its code, and the command loads into both destinations.
import { readFileSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as kit from '../../connector/destinations/kit/index.js';
import type { RunReport } from '../../connector/model/report.js';
import { configText, type Place, placeWith, startCommand } from '../../test/cli/command.js';
import { bill, write } from '../../test/destinations/slices.js';
import { journal } from './journal.mjs';

const FOLDER = import.meta.dirname;
const GUIDE = readFileSync(resolve(FOLDER, '../../docs/add-a-destination.md'), 'utf8');
const COMMAND = /^NODE_OPTIONS="--import (\S+)" npx source-ovhcloud (.*)$/m.exec(GUIDE) ?? [];

describe('a journal file', () => {
  test('a line that was cut counts for nothing, and the next one is whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ovh-journal-'));
    const path = join(folder, 'ovh.journal');
    const session = await journal(path).open();
    await write(session, bill(['a', 1]));
    const line = await readFile(path, 'utf8');
    await write(session, bill(['b', 2]));
    await session.close();
    const lines = await readFile(path, 'utf8');
    await appendFile(path, lines.slice(line.length, -1));
    const again = await journal(path).open();
    expect(await again.count('bill')).toBe(2);
    await write(again, bill(['c', 3]));
    await again.close();
    const reading = await journal(path).open({ readOnly: true });
    expect(await reading.count('bill')).toBe(3);
    await expect(write(reading, bill(['d', 4]))).rejects.toThrow(/opened to be read/);
    await reading.close();
    await appendFile(path, '{"no": \n');
    await expect(journal(path).open()).rejects.toThrow(/ovh\.journal: .*JSON/);
    await rm(folder, { recursive: true });
  });
});

describe('the guide', () => {
  test("its code is the example's", () => {
    const files = ['journal.mjs', 'webhook.mjs', 'register.mjs', 'contract.mjs'].map((name) =>
      readFileSync(join(FOLDER, name), 'utf8'),
    );
    const blocks = [...GUIDE.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
    expect(blocks).toHaveLength(4);
    expect(blocks.filter((code) => !files.some((file) => file.includes(code)))).toEqual([]);
  });

  test('what it says that the package gives is there', () => {
    const [, section = ''] = /^## The kit(.*?)^## /ms.exec(GUIDE) ?? [];
    const firstCells = [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);
    const names = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name));
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => typeof (kit as Record<string, unknown>)[name] !== 'function')).toEqual([]);
  });
});

describe('the command with the kind that register.mjs makes known', () => {
  let place: Place;

  beforeAll(async () => {
    place = await placeWith({ seed: 'journal', bills: 3, edges: false });
    place.env.NODE_OPTIONS = `--import ${pathToFileURL(resolve(FOLDER, COMMAND[1] ?? '')).href}`;
    place.file('source.yaml', configText(place, '  - preset: bills'));
  });

  afterAll(async () => {
    await place.close();
  });

  test('loads into it, and knows at the second load what is there', async () => {
    const [command = '', ...to] = COMMAND[2]?.split(' ') ?? [];
    const first = await place.run(command, '--quiet', '--report', '-', ...to);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const { sources } = JSON.parse(first.stdout) as RunReport;
    const listed = sources.find(({ name }) => name === 'bills')?.ledger.listed;
    expect(listed).toBeGreaterThan(0);
    const { total } = await place.stats();
    const again = await place.run(command, ...to);
    expect(again).toMatchObject({ code: 0 });
    expect((await place.stats()).total - total).toBeLessThan(total);
    const runs = await place.run('runs', ...to);
    expect(runs.stdout.match(/complete/g)).toHaveLength(2);
    const session = await journal(place.path('ovh.journal')).open({ readOnly: true });
    expect(await session.count('bills')).toBe(listed);
    await session.close();
  });

  test('loads into the webhook: each row of the report arrives there', async () => {
    const lines: string[] = [];
    const server = createServer(async (request, response) => {
      lines.push(...(await text(request)).trimEnd().split('\n'));
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const to = `webhook:http://127.0.0.1:${port}/rows`;
    const ended = await place.run('load', '--quiet', '--report', '-', '--to', to);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    const tables = lines.map((line) => String(JSON.parse(line).table));
    for (const { table, rows } of (JSON.parse(ended.stdout) as RunReport).sources) {
      expect([table, tables.filter((name) => name === table).length]).toEqual([table, rows]);
    }
    expect(tables.length).toBeGreaterThan(10);
    server.close();
    const gone = await place.run('load', '--quiet', '--to', to);
    expect(gone).toMatchObject({ code: 1, stdout: '' });
  });

  test('without it, the kind is not known, and nothing is made', async () => {
    const [command = '', ...to] = COMMAND[2]?.split(' ') ?? [];
    const env = { ...place.env, NODE_OPTIONS: '' };
    const ended = await startCommand([command, ...to], place.folder, env).ended;
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/"journal" is not a known type/);
  });

  test('a key that it does not have is refused before the first call', async () => {
    const wrong = configText(place, '  - preset: bills', 'destination: { type: journal, pth: x }');
    const ended = await place.run('load', '--config', place.file('wrong.yaml', wrong));
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/pth/);
    expect(ended.stderr).toMatch(/path/);
  });
});
