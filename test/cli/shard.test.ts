// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables of a configuration look like that
// Processes that share the connections of a configuration, and the list of connections for what starts them.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { exitCodeOf } from '../../connector/cli/report-file.js';
import { shardOf } from '../../connector/config/connections/shard.js';
import { type AccountsReport, accountsReport } from '../../connector/model/accounts-report.js';
import type { RunReport } from '../../connector/model/report.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { keyVariables, type Place, placeWith } from './command.js';

let place: Place;
let second: RunningSandbox;

beforeEach(async () => {
  place = await placeWith({ seed: 'acme', edges: false });
  second = await startSandbox({ rate: 0, bills: 10, seed: 'child', edges: true });
  place.file('source.yaml', config());
});

afterEach(async () => {
  await second.close();
  await place.close();
});

const OF = 3;
const [PARENT, CHILD] = [shardOf('acme', OF), shardOf('globex', OF)];

const config = () => `connections:
  - { name: acme, region: eu, baseUrl: "${place.sandbox.url}" }
  - { name: globex, region: ca, baseUrl: "${second.url}" }
budget: { callsPerSecond: 1000 }
endpoints:
  - preset: bills
  - { preset: refunds, connections: [globex] }
`;

function accounts(): number {
  const database = new Database(place.path('ovh.db'), { readonly: true });
  try {
    return database.prepare('select distinct _account from bills').all().length;
  } finally {
    database.close();
  }
}

type Written = AccountsReport & { exitCode: number };
const reportIn = (file: string) => JSON.parse(readFileSync(place.path(file), 'utf8')) as Written;
const index = (shard: number) => {
  place.env.JOB_COMPLETION_INDEX = String(shard - 1);
};

test('each process loads its own, and needs no keys of the others; together they have all', async () => {
  expect(PARENT).not.toBe(CHILD);
  Object.assign(place.env, keyVariables(place.sandbox, 'ACME'));
  const first = await place.run('load', '--quiet', '--shard', `${PARENT}/${OF}`, '--report', 'a.json');
  expect([first.code, first.all]).toEqual([0, '']);
  expect(reportIn('a.json').connections.map(({ name }) => name)).toEqual(['acme']);
  expect(accounts()).toBe(1);
  const without = await place.run('load', '--quiet', '--shard', `${CHILD}/${OF}`);
  expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('GLOBEX_OVH_APPLICATION_KEY')]);
  Object.assign(place.env, keyVariables(second, 'GLOBEX'));
  index(CHILD);
  const other = await place.run('load', '--quiet', '--of', String(OF), '--report', 'b.json');
  expect(other.code).toBe(3);
  expect(reportIn('b.json').connections.map(({ name }) => name)).toEqual(['globex']);
  expect(accounts()).toBe(2);
});

test('an incomplete load ends as it is wanted; a failed one does not', async () => {
  Object.assign(place.env, keyVariables(place.sandbox, 'ACME'), keyVariables(second, 'GLOBEX'));
  const args = ['load', '--quiet', '--incomplete-exit', '0', '--report', 'r.json'];
  expect((await place.run(...args)).code).toBe(0);
  expect(reportIn('r.json')).toMatchObject({ outcome: 'incomplete', exitCode: 0 });
  place.env.ACME_OVH_CONSUMER_KEY = 'wrong-consumer-key';
  expect((await place.run(...args)).code).toBe(1);
  expect(reportIn('r.json')).toMatchObject({ outcome: 'failed', exitCode: 1 });
  const wrong = await place.run('load', '--incomplete-exit', '256');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('from 0 to 255')]);
});

test('what a signal ended stays incomplete: a scheduler must start it again', () => {
  const stopped = { outcome: 'incomplete', interrupted: true } as RunReport;
  expect(exitCodeOf(stopped, 0)).toBe(3);
  expect(
    exitCodeOf({ ...accountsReport([]), outcome: 'incomplete', connections: [{ name: 'a', ...stopped }] }, 0),
  ).toBe(3);
  expect(exitCodeOf({ outcome: 'incomplete' } as RunReport, 0)).toBe(0);
  expect(exitCodeOf({ outcome: 'complete' } as RunReport, 7)).toBe(0);
});

describe('a shard without connections', () => {
  const empty = () => {
    const of = 50;
    const taken = ['acme', 'globex'].map((name) => shardOf(name, of));
    return `${Array.from({ length: of }, (_, at) => at + 1).find((each) => !taken.includes(each))}/${of}`;
  };

  test('load: complete with a sentence and a report, nothing called, no table made', async () => {
    const shard = empty();
    const ended = await place.run('load', '--shard', shard, '--report', 'report.json');
    expect([ended.code, ended.stdout]).toEqual([0, '']);
    expect(ended.stderr).toBe(`Nothing to do: shard ${shard} has no connection of source.yaml\n`);
    expect(reportIn('report.json')).toMatchObject({
      outcome: 'complete',
      exitCode: 0,
      connections: [],
      rows: 0,
    });
    expect((await place.stats()).total).toBe(0);
    expect((await place.run('load', '--quiet', '--shard', shard)).all).toBe('');
    expect((await place.run('runs')).stderr).toMatch(/no such file yet/);
  });

  test('check, plan and connections say so', async () => {
    const shard = empty();
    for (const command of ['check', 'plan', 'connections']) {
      const ended = await place.run(command, '--shard', shard);
      expect([command, ended.code, ended.stderr]).toEqual([
        command,
        0,
        expect.stringMatching(/^Nothing to do/),
      ]);
      expect((await place.run(command, '--shard', shard, '--json')).stdout).toBe('[]\n');
    }
  });

  test('--only names what another shard has', async () => {
    Object.assign(place.env, keyVariables(place.sandbox, 'ACME'));
    const ended = await place.run('load', '--shard', `${PARENT}/${OF}`, '--only', 'refunds');
    expect([ended.code, ended.stderr]).toEqual([0, expect.stringMatching(/^Nothing to do/)]);
    const wrong = await place.run('load', '--shard', `${PARENT}/${OF}`, '--only', 'refnds');
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('there is no source object "refnds"'),
    ]);
  });
});

test.each<[string[], string | undefined, RegExp]>([
  [['--shard', '0/3'], undefined, /Allowed is I\/N, such as 2\/3: I from 1 to N/],
  [['--shard', '4/3'], undefined, /Allowed is I\/N/],
  [['--shard', '2'], undefined, /Allowed is I\/N/],
  [['--of', '0'], '0', /Allowed is a whole number from 1 to 10,000/],
  [['--of', '3'], undefined, /JOB_COMPLETION_INDEX is not set/],
  [['--of', '3'], '7', /JOB_COMPLETION_INDEX: "7": allowed is a whole number from 0 to 2/],
  [['--shard', '1/3'], '1', /do not agree/],
  [['--shard', '1/3', '--connection', 'acme'], undefined, /cannot be combined with --connection/],
])('load %p in a pod %p is refused', async (options, at, words) => {
  if (at !== undefined) place.env.JOB_COMPLETION_INDEX = at;
  const ended = await place.run('load', ...options);
  expect([ended.code, ended.stderr]).toEqual([2, expect.stringMatching(words)]);
  expect((await place.stats()).total).toBe(0);
});

describe('connections', () => {
  const CANARY = 'canary-0123456789abcdef';

  test('each with region, account, labels, where its keys are from, pipelines and source objects; no call', async () => {
    place.file(
      'source.yaml',
      `connections:
  - { name: acme, region: eu, account: ab1-ovh, labels: { customer: "Acme, Ltd" } }
connectionsFrom: accounts.csv
connectionDefaults: { auth: { applicationKey: "\${APP_KEY}", applicationSecret: "\${file:app.secret}" } }
schedule:
  - { name: nightly, cron: "0 6 * * *", timeZone: UTC }
  - { name: refunds, cron: "0 7 * * *", timeZone: UTC, only: [refunds] }
endpoints:
  - { name: bill_ids, path: /me/bill }
  - { name: refunds, path: /me/refund, connections: [globex] }
`,
    );
    place.file('accounts.csv', `name,region,consumerKey\nglobex,ca,${CANARY}\ninitech,eu,\n`);
    place.file('app.secret', CANARY);
    Object.assign(place.env, { APP_KEY: CANARY, ACME_OVH_CONSUMER_KEY: CANARY });
    const { stdout, stderr, code } = await place.run('connections', '--json');
    expect([code, stderr]).toEqual([0, '']);
    const common = [
      { name: 'applicationKey', from: 'APP_KEY' },
      { name: 'applicationSecret', from: 'app.secret' },
    ];
    const keys = (from: string | null) => [...common, { name: 'consumerKey', from }];
    const [acme, globex, initech] = JSON.parse(stdout) as unknown[];
    expect(acme).toEqual({
      name: 'acme',
      region: 'eu',
      account: 'ab1-ovh',
      labels: { customer: 'Acme, Ltd' },
      keys: keys('ACME_OVH_CONSUMER_KEY'),
      pipelines: ['nightly'],
      endpoints: ['bill_ids'],
    });
    expect(globex).toMatchObject({
      account: null,
      keys: keys('accounts.csv'),
      pipelines: ['nightly', 'refunds'],
      endpoints: ['bill_ids', 'refunds'],
    });
    expect(initech).toMatchObject({ keys: keys(null) });
    const table = await place.run('connections');
    expect(table.stdout).toMatch(/^connection +region +account +keys from/);
    expect(table.stdout).toMatch(/^initech .*APP_KEY, app\.secret, MISSING: consum/m);
    expect(stdout + table.all).not.toContain(CANARY);
    const named = await place.run('connections', '--json', '--connection', 'globex');
    expect((JSON.parse(named.stdout) as object[]).length).toBe(1);
  });

  test('a variable that is not set is named, with the key and the row that need it', async () => {
    place.file(
      'source.yaml',
      `connections:
  - { name: child, region: eu, auth: { clientId: "\${CHILD_ID}", clientSecret: "\${CHILD_SECRET}" } }
  - { name: lent, region: eu, auth: { token: "\${LENT_TOKEN}" } }
connectionsFrom: accounts.csv
connectionDefaults: { region: eu }
endpoints: [{ name: bill_ids, path: /me/bill }]
`,
    );
    place.file(
      'accounts.csv',
      'name,applicationKey,applicationSecret,consumerKey\nacme,ak,as,"${ACME_KEY}"\nglobex,ak,as,x-${GLOBEX_KEY}\n',
    );
    // The keys of another place do not stand in for those that are written.
    Object.assign(place.env, {
      CHILD_SECRET: CANARY,
      CHILD_OVH_CLIENT_ID: CANARY,
      LENT_OVH_ACCESS_TOKEN: CANARY,
    });
    const { stdout } = await place.run('connections', '--json');
    const unset = (variable: string, where: string) => ({ from: null, unset: { variable, where } });
    const keys = (JSON.parse(stdout) as { keys: unknown }[]).map((each) => each.keys);
    expect(keys.slice(0, 2)).toEqual([
      [
        { name: 'clientId', ...unset('CHILD_ID', 'source.yaml:2:50') },
        { name: 'clientSecret', from: 'CHILD_SECRET' },
      ],
      [{ name: 'token', ...unset('LENT_TOKEN', 'source.yaml:3:46') }],
    ]);
    expect(keys[2]).toContainEqual({ name: 'consumerKey', ...unset('ACME_KEY', 'accounts.csv:2:1') });
    expect(keys[3]).toContainEqual({ name: 'consumerKey', ...unset('GLOBEX_KEY', 'accounts.csv:3:1') });
    const table = await place.run('connections');
    expect(table.stdout).toMatch(/^child .*CHILD_SECRET, MISSING: clientId \(no CHILD_ID\)/m);
    expect(table.stdout).toContain('  GLOBEX_KEY: consumerKey of globex, accounts.csv:3:1\n');
    expect(stdout + table.all).not.toContain(CANARY);
    const load = await place.run('load');
    for (const name of ['CHILD_ID', 'LENT_TOKEN', 'ACME_KEY', 'GLOBEX_KEY'])
      expect(load.stderr).toContain(`the environment variable ${name} is not set`);
  });

  // Everywhere a key may stand, and where people put one by mistake.
  const written = (auth: string) => `connections:\n  - { name: acme, region: eu, auth: ${auth} }\n`;
  const END = 'endpoints: [{ name: bill_ids, path: /me/bill }]\n';
  test.each<[string, string, Record<string, string>, Record<string, string>]>([
    [
      'auth',
      written(`{ applicationKey: ${CANARY}, applicationSecret: ${CANARY}, consumerKey: ${CANARY} }`),
      {},
      {},
    ],
    ['oauth2', written(`{ clientId: id, clientSecret: ${CANARY} }`), {}, {}],
    ['a token', written(`{ token: ${CANARY} }`), {}, {}],
    ['a default of a variable', written(`{ token: "\${NONE:-${CANARY}}" }`), {}, {}],
    ['a variable', written('{ token: "${TOKEN}" }'), {}, { TOKEN: CANARY }],
    ['its own variable', written('{}'), {}, { ACME_OVH_ACCESS_TOKEN: CANARY }],
    ['a file', written('{ token: "${file:t}" }'), { t: CANARY }, {}],
    [
      'an ovh.conf',
      written('{}'),
      { 'ovh.conf': `[acme]\napplication_key=k\napplication_secret=${CANARY}\n` },
      {},
    ],
    [
      'a profile',
      written('{}').replace('auth: {}', 'profile: p'),
      { 'ovh.conf': `[profile:p]\naccess_token=${CANARY}\n` },
      {},
    ],
    ['a row', 'connectionsFrom: a.csv\n', { 'a.csv': `name,region,token\nacme,eu,${CANARY}\n` }, {}],
    [
      'a label that repeats it',
      'connectionsFrom: a.csv\n',
      { 'a.csv': `name,region,token,note\nacme,eu,${CANARY},${CANARY}\n` },
      {},
    ],
    [
      'defaults',
      `connections: [{ name: acme, region: eu }]\nconnectionDefaults: { auth: { token: ${CANARY} } }\n`,
      {},
      {},
    ],
    ['a label of YAML that repeats it', written(`{ token: ${CANARY} }, labels: { note: ${CANARY} }`), {}, {}],
    [
      'a destination',
      `${written('{ token: t-1 }')}destination: { type: postgres, url: "postgres://u:${CANARY}@localhost/db" }\n`,
      {},
      {},
    ],
  ])('no key is shown from %s', async (_, text, files, env) => {
    place.file('source.yaml', text + END);
    for (const [name, content] of Object.entries(files)) place.file(name, content);
    Object.assign(place.env, env);
    for (const args of [['--json'], []]) {
      const ended = await place.run('connections', ...args);
      expect(ended.all).toMatch(/acme|row 2|connections\[0\]/);
      expect(ended.all).not.toContain(CANARY);
    }
  });

  test('a configuration of one account is refused', async () => {
    place.file('source.yaml', `region: eu\n${END}`);
    const ended = await place.run('connections', '--json');
    expect([ended.code, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toMatch(
      /source\.yaml: connections: is missing: this configuration is of one account/,
    );
  });
});
