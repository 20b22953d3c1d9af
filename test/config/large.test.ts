// Configurations that are large, long or without end: read in time that grows with their size, or refused.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { openWithoutKeys } from '../../connector/app/open.js';
import { readAtMost } from '../../connector/disk/bounded-read.js';
import { ConfigError, type ConfigIssue } from '../../connector/model/errors.js';
import { dependencyOrder } from '../../connector/plan/lineage.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'large-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = () => ({ env: {}, cwd: folder, home: folder });
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const HEAD = 'region: eu\naccount: a\n';

function refused(text: string): ConfigIssue[] {
  const path = join(folder, 'source.yaml');
  writeFileSync(path, text);
  try {
    openAllWithoutKeys(path, environment());
  } catch (error) {
    if (error instanceof ConfigError) return error.issues;
    throw error;
  }
  return [];
}

test.each(['/dev/zero', '/dev/urandom'])('%s has no end, and is refused', (device) => {
  expect(() => openWithoutKeys(device, environment())).toThrow(
    /is more than 1 MB large; it may have at most 1 MB/,
  );
});

test('a pipe is read like a file', () => {
  const pipe = join(folder, 'pipe');
  expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
  const text = `${HEAD}endpoints:\n  - { name: e, path: /me }\n`;
  const writer = spawn('sh', ['-c', `printf '${text.replaceAll('\n', '\\n')}' > '${pipe}'`], {
    stdio: 'ignore',
  });
  expect(readAtMost(pipe).toString()).toBe(text);
  writer.unref();
});

test('a file of a byte too many says how large it is', () => {
  const issues = refused(`${HEAD}# ${'x'.repeat(1_000_000)}`);
  expect(issues.map(({ message }) => message)).toEqual(['is 1.1 MB large; it may have at most 1 MB']);
});

describe('many of everything', () => {
  test('connections, definitions mapped from one list, and constants are read', () => {
    const connections = `connections:\n${lines(300, (n) => `  - { name: c${n}, region: eu, account: a${n} }\n`)}`;
    expect(refused(`${connections}endpoints:\n  - { name: e, path: /me }\n`)).toEqual([]);
    const mapped = lines(
      500,
      (n) => `  - { name: e${n}, path: "/me/bill/{billId}/x${n}", parameters: { billId: { from: ids } } }\n`,
    );
    expect(
      refused(`${HEAD}endpoints:\n  - { name: ids, path: /me/bill, read: { item: billId } }\n${mapped}`),
    ).toEqual([]);
    const ids = lines(5_000, (n) => `FR${n}, `);
    expect(
      refused(`${HEAD}endpoints:\n  - { name: e, path: "/me/bill/{id}", parameters: { id: [${ids}x] } }\n`),
    ).toEqual([]);
  });

  test.each<[string, string, string]>([
    [
      'mapped from nowhere',
      lines(600, (n) => `  - { name: e${n}, path: "/x/{b}", parameters: { b: { from: z${n} } } }\n`),
      'config-name-unknown',
    ],
    ['without a source', lines(600, (n) => `  - { name: e${n}, path: "/x/{b}" }\n`), 'config-mapping'],
    ['unknown presets', lines(2_000, (n) => `  - { preset: bils${n} }\n`), 'config-name-unknown'],
    ['unknown keys', lines(1_000, (n) => `  - { name: e${n}, path: /me, rea: {} }\n`), 'config-unknown-key'],
  ])('%s: the first hundred issues, and how many more there are', (_, endpoints, code) => {
    const issues = refused(`${HEAD}endpoints:\n${endpoints}`);
    expect(issues).toHaveLength(101);
    expect(issues[0]?.code).toBe(code);
    expect(issues[100]).toMatchObject({
      code: 'config-more-issues',
      message: expect.stringMatching(/^and \d+ more/),
    });
    const longest = Math.max(...issues.map(({ message }) => message.length));
    expect(longest).toBeLessThan(5_000);
  });

  test('connections that are alike', () => {
    const all = lines(600, (n) => `  - { name: c${n}, region: eu, account: a }\n`);
    const issues = refused(`connections:\n${all}endpoints:\n  - { name: e, path: /me }\n`);
    expect(issues).toHaveLength(101);
    expect(issues[0]).toMatchObject({ key: 'connections[1].account', code: 'config-name-taken' });
  });

  test('a chain of more than fifty is refused', () => {
    const each = (n: number) =>
      `  - { name: e${n + 1}, path: "/x/{b}/${n}", parameters: { b: { from: e${n} } }, read: { item: x } }\n`;
    const first = '  - { name: e0, path: /x, read: { item: x } }\n';
    expect(refused(`${HEAD}endpoints:\n${first}${lines(49, each)}`)).toEqual([]);
    const chain = refused(`${HEAD}endpoints:\n${first}${lines(60, each)}`);
    expect(chain).toMatchObject([
      {
        code: 'config-mapping',
        key: 'e50.parameters',
        message: 'is mapped through more than 50 source objects',
      },
    ]);
  });

  test('a circle and a chain of any length are followed without the stack', () => {
    const count = 20_000;
    const bound = (from: (n: number) => string[]) =>
      new Map(
        Array.from({ length: count }, (_, n) => [
          `e${n}`,
          { bindings: [], sources: from(n), combine: false },
        ]),
      );
    const circle = dependencyOrder(bound((n) => [`e${(n + 1) % count}`]));
    expect(circle.cycles.map((names) => [names.length, names[0], names.at(-1)])).toEqual([
      [count + 1, 'e0', 'e0'],
    ]);
    const chain = dependencyOrder(bound((n) => (n + 1 < count ? [`e${n + 1}`] : [])));
    expect(chain.cycles).toEqual([]);
    expect([chain.order[0], chain.order.at(-1), chain.order.length]).toEqual([`e${count - 1}`, 'e0', count]);
  });

  test('pipelines', () => {
    const pipelines = lines(501, (n) => `  - { name: p${n}, cron: "0 3 * * *" }\n`);
    const issues = refused(`${HEAD}schedule:\n${pipelines}endpoints:\n  - { name: e, path: /me }\n`);
    expect(issues).toMatchObject([{ key: 'schedule', message: 'has 501 pipelines; allowed: at most 500' }]);
  });

  test.each(['{}', '[]', 'a: ', '\t- a\n', '"'])('broken text without end: %j', (part) => {
    const issues = refused(`${HEAD}x: ${part.repeat(60_000 / part.length)}\n`);
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.length).toBeLessThanOrEqual(101);
    expect(new Set(issues.map(({ code }) => code))).toEqual(
      new Set(issues.length > 100 ? ['config-text', 'config-more-issues'] : ['config-text']),
    );
  });
});
