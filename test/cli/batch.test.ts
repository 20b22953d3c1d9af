// `load --batch` and `runs show --batch`: one report of all connections, from the tables, with its exit code.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AccountsReport } from '../../connector/model/accounts-report.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { keyVariables, type Place, placeWith } from './command.js';

let place: Place;
let second: RunningSandbox;

beforeEach(async () => {
  place = await placeWith({ seed: 'parent', bills: 4, edges: false });
  second = await startSandbox({ rate: 0, bills: 3, seed: 'child', edges: false });
  Object.assign(place.env, keyVariables(place.sandbox, 'PARENT'), keyVariables(second, 'CHILD'));
  place.file('source.yaml', config(second.url));
});

const config = (child: string) => `connections:
  - { name: parent, region: eu, baseUrl: "${place.sandbox.url}" }
  - { name: child, region: ca, baseUrl: "${child}" }
budget: { callsPerSecond: 1000 }
endpoints: [{ preset: bills }]
`;

afterEach(async () => {
  await second.close();
  await place.close();
});

async function report(...args: string[]): Promise<{ code: number | null; report: AccountsReport }> {
  const { code, stdout } = await place.run('runs', 'show', '--batch', 'night', '--json', ...args);
  return { code, report: JSON.parse(stdout) };
}

test('a connection that never began is named, until it has loaded; the last run of each counts', async () => {
  expect((await place.run('load', '--quiet', '--batch', 'night', '--connection', 'child')).code).toBe(0);
  expect((await place.run('load', '--quiet', '--batch', 'other')).code).toBe(0);
  const words = await place.run('runs', 'show', '--batch', 'night');
  expect(words.code).toBe(3);
  expect(words.stderr).toBe('');
  expect(words.stdout).toMatch(
    /connection parent\nINCOMPLETE: nothing was loaded for it\n.*no run of batch night/,
  );
  expect(words.stdout).toMatch(/INCOMPLETE: 1 of 2 connections complete; incomplete: parent/);
  const before = await report();
  expect(before.code).toBe(3);
  expect(before.report.connections.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['parent', 'incomplete'],
    ['child', 'complete'],
  ]);
  expect(before.report.connections[0]?.reasons).toMatchObject([{ code: 'batch-not-begun' }]);
  expect((await report('--connection', 'child')).code).toBe(0);

  const loads = ['load', '--quiet', '--batch', 'night', '--report', '-', '--connection', 'parent'];
  const loaded = JSON.parse((await place.run(...loads)).stdout) as AccountsReport;
  const after = await report();
  expect(after.code).toBe(0);
  expect(after.report.outcome).toBe('complete');
  expect(after.report.connections.map(({ batch }) => batch)).toEqual(['night', 'night']);
  const [own] = after.report.connections;
  const [told] = loaded.connections;
  expect(own).toMatchObject({ runId: told?.runId, account: told?.account, seconds: told?.seconds });
  expect(own?.sources.map(({ name, ledger, balanced }) => [name, ledger, balanced])).toEqual(
    told?.sources.map(({ name, ledger, balanced }) => [name, ledger, balanced]),
  );
  expect((await place.run('runs', 'show', '--batch', 'night')).stdout).toMatch(
    /^Complete: all 2 connections/,
  );
});

test('an incomplete run names its first objects, and the commands that show the rest', async () => {
  const denied = { iamDenied: ['GET /me/bill/{billId}'] };
  const third = await startSandbox({ rate: 0, bills: 12, seed: 'child', edges: false, ...denied });
  try {
    const { clientId, clientSecret } = third.oauth2;
    const auth = `auth: { clientId: ${clientId}, clientSecret: ${clientSecret} }, tokenUrl: "${third.url}/auth/oauth2/token"`;
    const text = `${config(third.url).replace('region: ca', `region: ca, ${auth}`)}strategy: single\nschemas: { use: never }\n`;
    place.file('source.yaml', text);
    const loads = ['load', '--quiet', '--batch', 'night', '--report', '-'];
    const loaded = JSON.parse((await place.run(...loads)).stdout) as AccountsReport;
    const child = loaded.connections[1];
    const refused = child?.sources.find(({ name }) => name === 'bills');
    if (!child || !refused) throw new Error('the report must have the bills of the child');
    const words = await place.run('runs', 'show', '--batch', 'night');
    expect(words.code).toBe(3);
    const named = refused.notLoaded.filter(({ reason }) => reason === 'refused').map(({ id }) => id);
    const lines = words.stdout.split('\n').filter((line) => line.startsWith(`  refused: ${refused.name} `));
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(named.some((id) => line.includes(` ${id}: `))).toBe(true);
    const { runId } = child;
    expect(words.stdout).toMatch(
      new RegExp(
        `\\.\\.\\. and \\d+ more of ${refused.name}: source-ovhcloud ledger ${runId} --source ${refused.name}\\n`,
      ),
    );
    expect(words.stdout).toContain(`  the run: source-ovhcloud runs show ${runId}\n`);
    expect(words.stdout).not.toContain('--report FILE');
    // Statuses are not recorded.
    expect(words.stdout).toMatch(/^\d+ calls in .*\)$/m);
    const all = await place.run('ledger', runId, '--source', refused.name, '--json');
    for (const id of lines.map((line) => line.split(/[ :]+/)[3]))
      expect(JSON.parse(all.stdout)).toContainEqual(expect.objectContaining({ id, reason: 'refused' }));
    // With a destination for each connection the commands say whose.
    place.file('source.yaml', `${text}destination: { type: sqlite, path: "{connection}.db" }\n`);
    expect((await place.run('load', '--quiet', '--batch', 'apart')).code).toBe(3);
    const apart = await place.run('runs', 'show', '--batch', 'apart');
    const [, command = ''] = /its objects, and why: source-ovhcloud (.*)/.exec(apart.stdout) ?? [];
    expect(command).toMatch(/^ledger \S+ --connection child$/);
    expect((await place.run(...command.split(' '))).stdout).toMatch(/^child {2}refused: bills /m);
  } finally {
    await third.close();
  }
});

test('refused: a batch that nobody knows, a run beside a batch, a name that no batch has', async () => {
  const unknown = await place.run('runs', 'show', '--batch', 'never');
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    expect.stringMatching(/batch "never": no run of this batch/),
  ]);
  const both = await place.run('runs', 'show', 'last', '--batch', 'night');
  expect([both.code, both.stderr]).toEqual([2, expect.stringMatching(/a run and a batch are named/)]);
  const name = await place.run('load', '--batch', 'a b');
  expect([name.code, name.stderr]).toEqual([2, expect.stringMatching(/letters, digits/)]);
});

test.each(['enqueue', 'work', 'fleet status'])(
  '%s on this Node: one sentence, before anything else',
  async (command) => {
    if (Number.parseInt(process.versions.node, 10) >= 22) return;
    const { code, stdout, stderr } = await place.run(...command.split(' '), '--config', 'not-there.yaml');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /Refused, nothing was loaded or changed: one problem\n.*this is Node 20\.\d+\.\d+, and the queue needs Node 22\.12 or newer/,
    );
    expect(stderr.trim().split('\n')).toHaveLength(2);
  },
);

test('a name of ten thousand characters is refused, and not printed whole', async () => {
  const { code, stderr } = await place.run('load', '--batch', 'x y'.repeat(5000));
  expect([code, stderr.length < 500]).toEqual([2, true]);
  expect(stderr).toMatch(/'(x yx y)+.*\.\.\.' is invalid\. Allowed are letters/s);
});
