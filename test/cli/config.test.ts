// config set, add, remove: a key changes, everything else stays, and what would not be valid is not written.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Place, placeWith } from './command.js';

let place: Place;

const TEXT = `# mine
region: eu   # Europe
auth: { consumerKey: written-consumer-key }
endpoints:
  - preset: bills # all
`;

beforeAll(async () => {
  place = await placeWith();
  place.file('source.yaml', TEXT);
});

afterAll(async () => {
  await place.close();
});

const written = () => readFileSync(place.path('source.yaml'), 'utf8');

describe('config', () => {
  test('shows what would change with --diff, and writes nothing; a secret beside it is not shown', async () => {
    const ended = await place.run('config', 'set', 'region', 'ca', '--diff');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toBe(
      '  # mine\n- region: eu   # Europe\n+ region: ca   # Europe\n  auth: { consumerKey: *** }\n  endpoints:\n',
    );
    expect(ended.stderr).toContain('Nothing is written');
    expect(ended.all).not.toContain('written-consumer-key');
    expect(written()).toBe(TEXT);
  });

  test('sets with exact digits, adds and removes', async () => {
    expect((await place.run('config', 'set', 'endpoints[0].query["date.from"]', '2024-01-01')).code).toBe(0);
    await place.run('config', 'set', 'budget.callsPerSecond', '12.50');
    await place.run(
      'config',
      'add',
      'endpoints',
      '{ name: orders, path: /me/order, read: { item: orderId } }',
    );
    await place.run('config', 'remove', 'auth');
    expect(written()).toBe(`# mine
region: eu   # Europe
endpoints:
  - preset: bills # all
    query: { date.from: 2024-01-01 }
  - name: orders
    path: /me/order
    read: { item: orderId }
budget: { callsPerSecond: 12.50 }
`);
    const again = await place.run('config', 'set', 'region', 'eu');
    expect([again.code, again.stderr.trim()]).toEqual([0, 'source.yaml says this already.']);
  });

  test('refuses what would not be valid, a path that is none, and a value that is no YAML', async () => {
    const before = written();
    for (const [args, words] of [
      [['set', 'region', 'mars'], 'unknown region'],
      [['set', 'regoin', 'eu'], 'did you mean "region"'],
      [['remove', 'endpoints[7]'], 'there is no `endpoints[7]`'],
      [['set', '', 'x'], 'names no key'],
      [['add', 'endpoints', '{ a: '], 'no YAML'],
      [['set', 'region.x', '1'], 'not a group'],
    ] as const) {
      const ended = await place.run('config', ...args);
      expect([ended.code, ended.stderr.includes(words) ? words : ended.stderr]).toEqual([2, words]);
    }
    expect(written()).toBe(before);
  });

  test('mends step by step what was wrong before', async () => {
    const file = place.file('wrong.yaml', 'region: mars\nendpoints:\n  - preset: bils\n');
    const first = await place.run('config', 'set', 'region', 'eu', '--config', file);
    expect(first.code).toBe(0);
    expect(first.stderr).toContain('still wrong: wrong.yaml:3:13: endpoints[0].preset: unknown preset');
    const second = await place.run('config', 'set', 'endpoints[0].preset', 'bills', '--config', file);
    expect(second.stderr).toBe('wrong.yaml is written.\n');
  });
});
