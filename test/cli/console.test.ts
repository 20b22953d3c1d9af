// console as a person starts it: a real process, its address, the page, the end by a signal.
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { opened, raw } from '../console/place.js';
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
  const { cookie } = await opened(address);
  const { port, host } = new URL(address);
  const headers = [
    `host: ${host}`,
    `cookie: ${cookie?.split(';')[0]}`,
    'sec-fetch-site: same-origin',
    'connection: close',
  ];
  const page = await raw(Number(port), ['GET / HTTP/1.1', ...headers]);
  expect(page).toContain('<script type="application/json" id="boot">');
  return raw(Number(port), [`GET ${path} HTTP/1.1`, ...headers]);
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
