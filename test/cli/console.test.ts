// console as a person starts it: a real process, its address, the page, the end by a signal.
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { opened, visitor } from '../console/place.js';
import { longTest } from '../extent.js';
import { configText, type Place, placeWith } from './command.js';

let place: Place;
const children: ChildProcess[] = [];

beforeEach(async () => {
  place = await placeWith({});
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await place.close();
});

/** Its first line is the address. */
async function started(...args: string[]) {
  const { child, ended } = place.start('console', '--no-open', ...args);
  children.push(child);
  let text = '';
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (part) => {
      text += part;
      const [line, ...rest] = text.split('\n');
      if (rest.length > 0) resolve(line ?? '');
    });
    ended.then(({ all }) => reject(new Error(all)));
  });
  return { child, ended, address };
}

/** As the page asks, after the address was opened. */
async function asked(address: string, path: string): Promise<string> {
  const ask = await visitor(address);
  expect(await ask('/')).toContain('<script type="application/json" id="boot">');
  return ask(path);
}

test('prints an address that works once, shows the built page with a configuration, ends with SIGINT', async () => {
  place.file('source.yaml', configText(place, '  - { name: bills, path: /me/bill }'));
  const { child, ended, address } = await started();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\?token=[\w-]{43}$/);
  const session = await asked(address, '/api/session');
  expect(session).toContain('"file":"source.yaml"');
  expect(session).toContain('"kind":"keys"');
  expect((await opened(address)).status).toBe(401);
  child.kill('SIGINT');
  const { code, all } = await ended;
  expect(code).toBe(0);
  expect(all).toContain('Ctrl-C');
  for (const key of Object.values(place.sandbox.keys)) expect(all + session).not.toContain(key);
});

test('a configuration that is not there is named', async () => {
  const { child, ended } = await started('--config', 'sauce.yaml');
  child.kill('SIGINT');
  expect((await ended).all).toContain('sauce.yaml is not there: check its name');
});

test('a load that runs is stopped with the console, as Ctrl-C stops load, and the terminal says so', async () => {
  const change = { method: 'POST', body: '{"latencyMs":40}' };
  await fetch(`${place.sandbox.url}/__sandbox/options`, change);
  const bills = `  - { name: bill_ids, path: /me/bill, table: false, read: { item: billId } }
  - { name: bills, path: '/me/bill/{billId}', parameters: { billId: { from: bill_ids } } }`;
  const more =
    'budget: { callsPerSecond: 1000 }\nstrategy: single\nhttp: { concurrency: 2 }\ndestination: { type: sqlite, path: ovh.db }';
  place.file('source.yaml', configText(place, bills, more));
  const { child, ended, address } = await started();
  const { origin } = new URL(address);
  const cookie = (await opened(address)).cookie?.split(';')[0] ?? '';
  const ask = async (path: string, body?: object) => {
    const headers = { cookie, origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    const post = body && { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(`${origin}${path}`, { headers, ...post })).json();
  };
  const { load } = (await ask('/api/run/start', { kind: 'load' })) as { load: string };
  for (;;) {
    const { progress = [] } = (await ask(`/api/run/live?load=${load}`)) as {
      progress?: { view: { trees: { done: number }[] } }[];
    };
    if (progress[0]?.view.trees.some(({ done }) => done > 2)) break;
  }
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  expect(stderr).toContain('stopping the load: what is read to its end is committed (again to stop at once)');
  const { stdout } = await place.run('runs', '--json');
  const [run] = (
    JSON.parse(stdout) as { runs: { outcome: string; rows: number; reasons: { code: string }[] }[] }
  ).runs;
  expect(run).toMatchObject({
    outcome: 'incomplete',
    reasons: [{ code: 'interrupted' }, { code: 'ended-early' }],
  });
  expect(run?.rows).toBeGreaterThan(2);
});

longTest('--demo: the sandbox account in a folder of its own, of which nothing stays', async () => {
  const { child, ended, address } = await started('--demo');
  const session = await asked(address, '/api/session');
  expect(session).toContain('"demo":true');
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
  expect(readdirSync(place.folder).filter((name) => name.startsWith('source-ovhcloud-'))).toEqual([]);
  expect(existsSync(place.path('ovh.db'))).toBe(false);
});

describe('refused before anything starts', () => {
  test.each<[string, string[], RegExp]>([
    ['a port that is none', ['--port', '70000'], /from 0 to 65535/],
    ['a demo of a configuration', ['--demo', '--config', 'source.yaml'], /cannot be combined with --demo/],
  ])('%s', async (_, args, words) => {
    const { code, stderr } = await place.run('console', '--no-open', ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });

  test('a port that is taken', async () => {
    const { code, stderr } = await place.run('console', '--no-open', '--port', String(place.sandbox.port));
    expect(code).toBe(2);
    expect(stderr).toMatch(/is taken by another program/);
  });
});
