// A program that lists connections: run once by each command, by no completion of a word, and by no page.
import type { ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { visitor } from '../console/place.js';
import { keyVariables, type Place, placeWith } from './command.js';

let place: Place;

beforeEach(async () => {
  place = await placeWith({ seed: 'acme', edges: false });
  Object.assign(place.env, keyVariables(place.sandbox, 'ACME'));
  program('list-accounts', 'echo name,customer\necho acme,"Acme"\n');
  place.file(
    'source.yaml',
    `connectionsFrom: { command: [./list-accounts] }
connectionDefaults: { region: eu, baseUrl: "${place.sandbox.url}" }
budget: { callsPerSecond: 1000 }
schedule: { cron: "0 6 1 1 *", timeZone: UTC }
endpoints: [{ preset: bills }]
`,
  );
});

afterEach(() => place.close());

/** Notes each of its runs. */
function program(name: string, text: string): void {
  place.file(name, `#!/bin/sh\necho run >> ${place.path('runs')}\n${text}`);
  chmodSync(place.path(name), 0o755);
}

function runs(): number {
  const file = place.path('runs');
  const count = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
  rmSync(file, { force: true });
  return count;
}

test('load, check, plan, preview, connections and runs read it once', async () => {
  const load = await place.run('load', '--quiet', '--shard', '1/1', '--only', 'bills');
  expect([load.code, load.all, runs()]).toEqual([0, '', 1]);
  for (const args of [['check'], ['plan'], ['connections'], ['runs'], ['preview', 'bills'], ['schedule']]) {
    const ended = await place.run(...args);
    expect([args, ended.code, runs()]).toEqual([args, 0, 1]);
  }
  expect((await place.run('connections', '--json')).stdout).toContain('"customer": "Acme"');
  expect(runs()).toBe(1);
  await place.run('completion', 'sources');
  expect(runs()).toBe(0);
});

test('its failure refuses the command: exit code, last words, and no secret', async () => {
  place.env.VAULT_TOKEN = 'canary-in-vault';
  program('list-accounts', 'echo "vault says no to $VAULT_TOKEN" >&2; exit 4\n');
  for (const command of ['load', 'check', 'plan', 'connections', 'serve']) {
    const ended = await place.run(command);
    expect([command, ended.code]).toEqual([command, 2]);
    expect(ended.stderr).toMatch(
      /source\.yaml:1:\d+: connectionsFrom\.command: \.\/list-accounts: ended with exit code 4, and said: vault says no to \*\*\*\n/,
    );
  }
  expect((await place.stats()).total).toBe(0);
});

async function lineOf(child: ChildProcess): Promise<string> {
  let text = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (part) => {
      text += part;
      if (text.includes('\n')) resolve(text.split('\n')[0] ?? '');
    });
  });
}

test('serve runs it once when it starts', async () => {
  const { child, ended } = place.start('serve');
  await lineOf(child);
  child.kill('SIGTERM');
  await ended;
  expect(runs()).toBe(1);
});

test('the console runs it once when it starts, whatever a page asks and the file says meanwhile', async () => {
  const { child, ended } = place.start('console', '--no-open');
  const address = await lineOf(child);
  const ask = await visitor(address);
  expect(await ask('/api/session')).toContain('acme');
  expect(runs()).toBe(1);
  program('other', 'echo name\necho globex\n');
  place.file(
    'source.yaml',
    readFileSync(place.path('source.yaml'), 'utf8').replace('list-accounts', 'other'),
  );
  const source = await ask('/api/source');
  expect(source).toContain('./other');
  expect(source + (await ask('/api/home')) + (await ask('/api/session'))).toContain(
    'is not run because a page asks',
  );
  expect(runs()).toBe(0);
  child.kill('SIGINT');
  await ended;
});

test('a key that was typed is not printed back, and is the name of no batch', async () => {
  const key = 'aaaabbbbccccddddeeeeffff00001111';
  for (const typed of [key, `ovh_${key}`, `acme-${key}`]) {
    for (const args of [
      ['connections', '--connection', typed],
      ['load', '--only', typed],
      ['load', '--profile', typed],
      ['load', '--config', typed],
      ['load', '--report', 'report.json', '--batch', typed],
      ['enqueue', '--batch', typed],
      ['enqueue', '--pipeline', typed],
      ['runs', 'show', '--batch', typed],
      ['preview', typed],
      [typed],
      ['load', `--${typed}`],
    ]) {
      const ended = await place.run(...args);
      expect([args, ended.code]).toEqual([args, 2]);
      expect([args, ended.all.includes(key)]).toEqual([args, false]);
    }
    expect(readFileSync(place.path('report.json'), 'utf8')).not.toContain(key);
  }
  expect((await place.run('connections', '--connection', key)).stderr).toContain('no connection "***"');
  expect((await place.run('load', '--batch', key)).stderr).toMatch(
    /It looks like a key, and is recorded: choose another/,
  );
});
