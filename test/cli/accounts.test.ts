// Several accounts on the command line: reports, exit codes, and one of them alone.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import type { AccountsReport } from '../../connector/model/accounts-report.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { keyVariables, type Place, placeWith } from './command.js';

let place: Place;
let second: RunningSandbox;

beforeEach(async () => {
  place = await placeWith({ seed: 'parent', edges: false });
  second = await startSandbox({ rate: 0, bills: 10, seed: 'child', edges: false });
  Object.assign(place.env, keyVariables(place.sandbox, 'PARENT'), keyVariables(second, 'CHILD'));
  place.file('source.yaml', config());
});

afterEach(async () => {
  await second.close();
  await place.close();
});

const config = (endpoints = '  - preset: bills') => `connections:
  - { name: parent, region: eu, baseUrl: "${place.sandbox.url}" }
  - { name: child, region: ca, baseUrl: "${second.url}" }
budget: { callsPerSecond: 1000 }
endpoints:
${endpoints}
`;

function accounts(): number {
  const database = new Database(place.path('ovh.db'), { readonly: true });
  try {
    return database.prepare('select distinct _account from bills').all().length;
  } finally {
    database.close();
  }
}

const reportIn = (file: string) => JSON.parse(readFileSync(place.path(file), 'utf8')) as AccountsReport;

describe('load', () => {
  test('both: a report for each, one of all, exit 0', async () => {
    const ended = await place.run('load', '--report', 'report.json');
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^connection parent\nComplete: [\s\S]*\nconnection child\nComplete: /);
    expect(ended.stdout).toMatch(/\nComplete: all 2 connections\n\nconnection +account/);
    const report = reportIn('report.json');
    expect(report.connections.map(({ name, region }) => [name, region])).toEqual([
      ['parent', 'eu'],
      ['child', 'ca'],
    ]);
    expect(report.outcome).toBe('complete');
    expect(accounts()).toBe(2);
    for (const { keys } of [place.sandbox, second])
      for (const key of Object.values(keys)) expect(ended.all + JSON.stringify(report)).not.toContain(key);
  });

  test('one fails: exit 1, the other is loaded, no secret is shown', async () => {
    place.env.PARENT_OVH_CONSUMER_KEY = 'wrong-consumer-key';
    const ended = await place.run('load', '--report', '-');
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/connection parent\nFAILED: nothing was loaded for it/);
    expect(ended.stderr).toMatch(/FAILED: 1 of 2 connections complete; failed: parent/);
    expect((JSON.parse(ended.stdout) as AccountsReport).connections[1]?.outcome).toBe('complete');
    expect(ended.all).not.toContain('wrong-consumer-key');
    expect(accounts()).toBe(1);
  });

  test('one is incomplete: exit 3', async () => {
    await second.close();
    second = await startSandbox({ rate: 0, bills: 10, seed: 'child', edges: true });
    place.file('source.yaml', config());
    const ended = await place.run('load');
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/INCOMPLETE: 1 of 2 connections complete; incomplete: child/);
  });

  test('--connection: one alone, without the keys of the other', async () => {
    delete place.env.PARENT_OVH_CONSUMER_KEY;
    const all = await place.run('load');
    expect(all.code).toBe(2);
    expect(all.stderr).toMatch(/connections\[0\]\.auth\.consumerKey: is missing.*PARENT_OVH_CONSUMER_KEY/);
    const ended = await place.run('load', '--connection', 'child', '--quiet');
    expect([ended.code, ended.all]).toEqual([0, '']);
    expect(accounts()).toBe(1);
    const wrong = await place.run('load', '--connection', 'chld');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean "child"?')]);
  });
});

describe('earlier runs of several accounts', () => {
  const json = async <T>(...args: string[]) => JSON.parse((await place.run(...args, '--json')).stdout) as T;
  type History = { runs: { runId: string; connection: string; account: string }[]; neverStarted: object[] };

  /** The second account refuses objects; a third is configured and was never loaded. */
  async function loaded() {
    await second.close();
    second = await startSandbox({ rate: 0, bills: 10, seed: 'child', edges: true });
    place.file('source.yaml', config().replace('budget', `${BRANCH}budget`));
    // One after another, so that it is known which run is the last.
    const order = ['--concurrency', '1', '--connection', 'parent', 'child'];
    const ended = await place.run('load', '--quiet', ...order);
    expect(ended.code).toBe(3);
    const { total } = await place.stats();
    return { total, history: await json<History>('runs') };
  }

  const BRANCH = '  - { name: branch, region: us, account: zz9-ovh }\n';

  test('runs: all with their connections, a row for the one that never began; a filter; show and compare', async () => {
    const { total, history } = await loaded();
    expect(history.runs.map(({ connection }) => connection)).toEqual(['child', 'parent']);
    expect(history.neverStarted).toEqual([{ connection: 'branch', account: 'zz9-ovh', region: 'us' }]);
    const { stdout } = await place.run('runs');
    expect(stdout).toMatch(/^run +connection +account +started +outcome/);
    expect(stdout).toMatch(/^\S+Z-\w{6} +child +\S+ +\S+ \S+ +incomplete +\d/m);
    expect(stdout).toMatch(/^\S+Z-\w{6} +parent +\S+ +\S+ \S+ +complete +\d/m);
    expect(stdout).toMatch(/^- +branch +zz9-ovh +never started$/m);
    const own = await json<History>('runs', '--connection', 'parent');
    expect(own.runs.map(({ connection }) => connection)).toEqual(['parent']);
    expect(own.neverStarted).toEqual([]);
    const never = await json<History>('runs', '--connection', 'branch', 'parent');
    expect([never.runs.length, never.neverStarted.length]).toEqual([1, 1]);
    expect((await place.run('runs', 'show', '--connection', 'parent')).stdout).toMatch(
      /^Complete\nrun \S+ · connection parent · account /,
    );
    expect((await place.run('runs', 'show')).stdout).toMatch(/connection child/);
    const [child, parent] = history.runs;
    const compared = await place.run('runs', 'compare', String(child?.runId), String(parent?.runId));
    expect(compared.stdout).toMatch(/^Differs/);
    const wrong = await place.run('runs', '--connection', 'chld');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean "child"?')]);
    const foreign = await place.run('runs', 'show', String(child?.runId), '--connection', 'parent');
    expect([foreign.code, foreign.stderr]).toEqual([2, expect.stringMatching(/no such run/)]);
    expect((await place.stats()).total).toBe(total);
  });

  test('ledger: of the last run of each connection, or of one', async () => {
    const { total, history } = await loaded();
    const { stdout } = await place.run('ledger');
    expect(stdout).toMatch(/^child +refused: bills /m);
    expect(stdout).toMatch(/^connection branch: no run of it is recorded$/m);
    const entries = await json<{ connection: string; runId: string; reason: string }[]>('ledger');
    expect(new Set(entries.map(({ connection }) => connection))).toEqual(new Set(['child']));
    expect(new Set(entries.map(({ runId }) => runId))).toEqual(new Set([history.runs[0]?.runId]));
    expect((await place.run('ledger', '--connection', 'parent')).stdout).toMatch(/^Nothing: /);
    const source = await place.run('ledger', '--source', 'bils');
    expect([source.code, source.stderr]).toEqual([2, expect.stringMatching(/did you mean "bills"/)]);
    expect((await place.stats()).total).toBe(total);
  });

  test('retry: each connection what it left out; a named run is of its connection', async () => {
    const { history } = await loaded();
    const [child] = history.runs;
    // Nobody can be asked for the third one: its keys are missing.
    const chosen = ['--connection', 'parent', 'child'];
    const all = await place.run('retry', '--report', 'retry.json', ...chosen);
    expect(all.code).toBe(3);
    const reports = reportIn('retry.json').connections;
    expect(reports.map(({ name, kind, warnings }) => [name, kind ?? warnings.at(-1)?.code])).toEqual([
      ['parent', 'nothing-to-retry'],
      ['child', 'retry'],
    ]);
    const one = await place.run('retry', String(child?.runId), '--report', 'retry.json', ...chosen);
    expect(one.code).toBe(3);
    expect(reportIn('retry.json').connections.map(({ name, retryOf }) => [name, retryOf])).toEqual([
      ['child', child?.runId],
    ]);
    const last = await place.run('retry', 'last', '--report', 'retry.json', ...chosen);
    expect(last.code).toBe(3);
    expect(reportIn('retry.json').connections.map(({ name }) => name)).toEqual(['parent', 'child']);
  });

  test('reset: of each connection, or of one; its rows, and no others', async () => {
    const { total } = await loaded();
    const one = await place.run('reset', 'bills', '--data', '--yes', '--connection', 'child');
    expect(one.code).toBe(0);
    expect(one.stdout).toMatch(/^connection child: of the account \S+ these are removed:\n {2}bills: /);
    expect(accounts()).toBe(1);
    const all = await place.run('reset', 'bills', '--data', '--yes');
    expect(all.code).toBe(0);
    expect(all.stdout).toMatch(/^connection parent: of the account /);
    expect(all.stdout).toMatch(/^connection child: of the account /m);
    expect(all.stdout).toMatch(/^connection branch: nothing was loaded for it yet$/m);
    expect(accounts()).toBe(0);
    const wrong = await place.run('reset', 'bils', '--yes');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean "bills"?')]);
    expect((await place.stats()).total).toBe(total);
  });

  test('a connection that has another name now keeps its runs', async () => {
    const { history } = await loaded();
    const account = history.runs.find(({ connection }) => connection === 'parent')?.account;
    const renamed = config().replace('name: parent,', `name: head, account: ${account},`);
    place.file('source.yaml', renamed);
    const after = await json<History>('runs');
    expect(after.runs.map(({ connection }) => connection)).toEqual(['child', 'head']);
    expect(after.neverStarted).toEqual([]);
  });
});

describe('the other commands', () => {
  test('check: lines for each', async () => {
    const ended = await place.run('check');
    expect(ended.stdout).toMatch(/^connection parent\n[\s\S]*\n\nconnection child\n/);
    expect(ended.stdout.match(/^ok +account/gm)).toHaveLength(2);
    expect(ended.stdout).toMatch(
      /\nok: all 2 connections can be loaded, 2 with warnings\n\nconnection +state/,
    );
    place.env.CHILD_OVH_CONSUMER_KEY = 'wrong-consumer-key';
    const bad = await place.run('check');
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/\nPROBLEM: 1 of 2 connections cannot be loaded as they are\n/);
    expect(bad.stdout).toMatch(/\nchild +problem +1 +\d+ +keys: /);
  });

  test('check and plan for programs: an entry for each connection', async () => {
    const checked = JSON.parse((await place.run('check', '--json')).stdout) as {
      connection: string;
      state: string;
      lines: { code: string; subject: string }[];
    }[];
    expect(checked.map(({ connection }) => connection)).toEqual(['parent', 'child']);
    expect(checked[0]?.lines.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['configuration-valid', 'definitions-fit', 'account-found', 'key-valid']),
    );
    const plans = JSON.parse((await place.run('plan', '--json')).stdout) as {
      connection: string;
      calls: { single: { known: number; sources: { source: string }[] } };
      plan: { nodes: { name: string }[] };
    }[];
    expect(plans.map(({ connection }) => connection)).toEqual(['parent', 'child']);
    expect(plans[0]?.plan.nodes.map(({ name }) => name)).toContain('bills');
    expect(plans[0]?.calls.single.sources.map(({ source }) => source)).toContain('bills');
  });

  test('plan: the same tree once, what all cost; different trees apart', async () => {
    const { stdout } = await place.run('plan');
    expect(stdout).toMatch(/^each of the connections parent, child:\n\nbill_ids: GET/);
    expect(stdout.match(/^bill_ids: /gm)).toHaveLength(1);
    expect(stdout).toMatch(/from eu, .*\nfrom ca, /);
    expect(stdout).toMatch(/all 2 connections, 2 at the same time:\ncalls: 2 \+ 4 × items\(bill_ids\)/);
    place.file('source.yaml', config('  - preset: bills\n  - { name: me, path: /me, connections: [child] }'));
    const apart = (await place.run('plan', '--count')).stdout;
    expect(apart).toMatch(/^connection parent:\n[\s\S]*\n\nconnection child:\n[\s\S]*me: GET \/me/);
  });

  test('plan --count: rows of earlier loads count for their own account', async () => {
    await place.run('load', '--quiet');
    const { stdout } = await place.run('plan', '--count');
    const calls = [...stdout.matchAll(/^calls: ([\d,]+), /gm)].map(([, count]) => Number(count));
    expect(calls).toHaveLength(3);
    expect(calls[2]).toBe((calls[0] ?? 0) + (calls[1] ?? 0));
    await place.run('load', '--report', 'r.json', '--quiet', '--full-refresh', '--connection', 'child');
    const details = reportIn('r.json').connections[0]?.sources.find(({ name }) => name === 'bill_details');
    const child = stdout.slice(stdout.indexOf('connection child:'));
    expect(child).toContain(` ${details?.ledger.loaded} calls or 0: comes with bill_detail_ids`);
  });

  test('preview: the first, or the one that is named', async () => {
    expect((await place.run('preview', 'bill_ids')).stdout).toContain(place.sandbox.url);
    expect((await place.run('preview', 'bill_ids', '--connection', 'child')).stdout).toContain(second.url);
  });

  test('login, a policy and a single call are for one', async () => {
    for (const args of [
      ['login', '--link-only'],
      ['rights', '--policy'],
      ['api', 'call', '/me'],
    ]) {
      const ended = await place.run(...args);
      expect([ended.code, ended.stderr]).toEqual([
        2,
        expect.stringMatching(/several \(parent, child\): name one of them/),
      ]);
    }
  });

  test.each(['ovh.conf', '.env'])(
    'login: the key is stored under the name of the connection, in %s',
    async (file) => {
      await second.close();
      second = await startSandbox({ rate: 0, seed: 'child', edges: false, autoValidateMs: 1 });
      place.file('source.yaml', config());
      delete place.env.CHILD_OVH_CONSUMER_KEY;
      const ended = await place.run('login', '--connection', 'child', '--save', file);
      expect([ended.code, ended.stderr]).toEqual([0, '']);
      const kept = readFileSync(place.path(file), 'utf8');
      expect(kept).toMatch(
        file === '.env'
          ? /^CHILD_OVH_ENDPOINT=ovh-ca\nCHILD_OVH_CONSUMER_KEY=\S+\n$/
          : /^\[child\]\nconsumer_key=\S+\n$/,
      );
      if (file === '.env') return;
      expect(ended.stdout).toContain('Next: source-ovhcloud check');
      expect((await place.run('check', '--connection', 'child')).code).toBe(0);
    },
  );

  test('rights: of each', async () => {
    const ended = await place.run('rights');
    expect(ended.stdout).toMatch(/^connection parent\n[\s\S]*\nconnection child\n/);
  });
});
