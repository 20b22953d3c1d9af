// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// Shards: whose a connection is, which connections are read, and what `--shard` and `--of` say together.
import { describe, expect, test } from '@jest/globals';
import { chosenShard } from '../../connector/cli/commands/shard-options.js';
import { type Shard, shardOf } from '../../connector/config/connections/shard.js';
import { readConfigs } from '../../connector/config/read-configs.js';
import { ConfigError } from '../../connector/model/errors.js';
import { ENTRY, issuesOf, machine, PRESETS } from './fixtures.js';

const names = (count: number) => Array.from({ length: count }, (_, at) => `customer_${at}`);

function read(listed: readonly string[], shard: Shard | undefined, env: Record<string, string> = {}) {
  const files = {
    '/project/source.yaml': `connectionsFrom: a.csv\nconnectionDefaults: { region: eu, auth: { applicationKey: a, applicationSecret: b } }\n${ENTRY}`,
    '/project/a.csv': `name,consumerKey\n${listed.map((name) => `${name},\${${name}_KEY}`).join('\n')}\n`,
  };
  const options = { presets: PRESETS, ...(shard && { shard }) };
  return readConfigs('source.yaml', machine(files, env), options).map(({ connection }) => connection);
}

const keysOf = (listed: readonly string[]) =>
  Object.fromEntries(listed.map((name) => [`${name}_KEY`, `key-of-${name}`]));

describe('the hash', () => {
  test('is SHA-256 of the name, and stays as it is written down', () => {
    // Their SHA-256 begin with 822b33ad, 5bc1a08d and 4cdc1a42; 0x822b33ad % 10 is 7.
    const found = ['acme', 'globex', 'initech'].map((name) => [3, 10].map((of) => shardOf(name, of)));
    expect(found).toEqual([
      [2, 8],
      [1, 6],
      [2, 9],
    ]);
  });

  test('shards are disjoint and their union is everything, in the order of the configuration', () => {
    for (const n of [1, 2, 3, 7]) {
      const listed = names(40);
      const shards = Array.from({ length: n }, (_, at) =>
        read(listed, { index: at + 1, of: n }, keysOf(listed)),
      );
      expect(shards.flat().toSorted()).toEqual(listed.toSorted());
      for (const shard of shards) expect(shard).toEqual(listed.filter((name) => shard.includes(name)));
    }
  });

  test('spreads a thousand names evenly', () => {
    const counts = new Map<number, number>();
    for (let n = 0; n < 1000; n++)
      counts.set(shardOf(`customer_${n}`, 10), (counts.get(shardOf(`customer_${n}`, 10)) ?? 0) + 1);
    expect(counts.size).toBe(10);
    for (const count of counts.values()) expect(count).toBeGreaterThan(60);
  });
});

describe('reading', () => {
  test('the keys of other shards may be missing, its own not', () => {
    const listed = names(12);
    const of = 3;
    const own = listed.filter((name) => shardOf(name, of) === 1);
    expect(read(listed, { index: 1, of }, keysOf(own))).toEqual(own);
    expect(() => read(listed, { index: 1, of }, {})).toThrow(/_KEY is not set/);
  });

  test('a shard may be empty', () => {
    const of = 100;
    const index = shardOf('acme', of) === 1 ? 2 : 1;
    expect(read(['acme'], { index, of })).toEqual([]);
  });

  test.each<Shard>([
    { index: 0, of: 3 },
    { index: 4, of: 3 },
    { index: 1.5, of: 3 },
    { index: 1, of: 0 },
  ])('%p is refused', (shard) => {
    expect(issuesOf(() => read(['acme'], shard, keysOf(['acme']))).join()).toMatch(
      /^--shard: .*allowed is a number from 1/,
    );
  });

  test('without connections there is nothing to share', () => {
    const files = { '/project/source.yaml': `region: eu\nauth: { token: abc }\n${ENTRY}` };
    const shard = { index: 1, of: 2 };
    expect(
      issuesOf(() => readConfigs('source.yaml', machine(files), { presets: PRESETS, shard })).join(),
    ).toBe('--shard: source.yaml has no connections: leave it out');
  });
});

describe('--shard and --of', () => {
  const chosen = (options: Parameters<typeof chosenShard>[0], index?: string) => {
    try {
      return chosenShard(options, { JOB_COMPLETION_INDEX: index });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return `${error.issues[0]?.where}: ${error.issues[0]?.message}`;
    }
  };
  const shard = { index: 2, of: 3 };

  test.each<[string, Parameters<typeof chosenShard>[0], string | undefined, unknown]>([
    ['neither', {}, '1', undefined],
    ['--shard', { shard }, undefined, shard],
    ['--of in a pod, whose index counts from 0', { of: 3 }, '0', { index: 1, of: 3 }],
    ['--of in the last pod', { of: 3 }, '2', { index: 3, of: 3 }],
    ['both, the same', { shard, of: 3 }, '1', shard],
    ['--shard in its own pod', { shard }, '1', shard],
    [
      '--of outside of a Job',
      { of: 3 },
      undefined,
      /^--of: JOB_COMPLETION_INDEX is not set: write --shard I\/3/,
    ],
    ['--of with an empty index', { of: 3 }, '', /^--of: JOB_COMPLETION_INDEX is not set/],
    [
      'an index out of range',
      { of: 3 },
      '3',
      /^JOB_COMPLETION_INDEX: "3": allowed is a whole number from 0 to 2/,
    ],
    ['an index that is none', { of: 3 }, '-1', /^JOB_COMPLETION_INDEX: "-1": allowed/],
    [
      'another index: it counts from 0',
      { shard },
      '2',
      /^--shard: 2\/3, and JOB_COMPLETION_INDEX=2 is shard 3\/3: they do not agree/,
    ],
    ['another number', { shard, of: 4 }, undefined, /^--shard: 2\/3, and --of 4: they do not agree/],
    ['another number in a pod', { shard, of: 4 }, '1', /they do not agree/],
    [
      'with --connection',
      { shard, connection: ['acme'] },
      undefined,
      /^--shard: cannot be combined with --connection/,
    ],
    [
      '--of with --connection',
      { of: 3, connection: ['acme'] },
      '1',
      /^--of: cannot be combined with --connection/,
    ],
  ])('%s', (_, options, index, expected) => {
    if (expected instanceof RegExp) expect(chosen(options, index)).toMatch(expected);
    else expect(chosen(options, index)).toEqual(expected);
  });
});
