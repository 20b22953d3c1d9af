// The commands `airbyte` and `tap` as others start them: messages on standard output and nothing else, exit codes, a kill, no driver.
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { longTest } from '../extent.js';
import { readTruth } from '../integration/truth.js';
import { type CatalogStream, configured, Receiver } from '../interop/airbyte-receiver.js';
import { SingerTarget } from '../interop/singer-target.js';
import { type Ended, type Place, placeWith, startCommand } from './command.js';
import { loadedIn } from './loaded.js';

let place: Place;

afterEach(() => place.close());

async function prepared(options: Parameters<typeof placeWith>[0]): Promise<CatalogStream[]> {
  place = await placeWith(options);
  const { applicationKey, applicationSecret, consumerKey } = place.sandbox.keys;
  const config = {
    region: 'eu',
    baseUrl: place.sandbox.url,
    auth: { way: 'keys', applicationKey, applicationSecret, consumerKey },
    budget: { callsPerSecond: 1000 },
    endpoints: [{ preset: 'bills' }],
  };
  place.file('config.json', JSON.stringify(config));
  const { stdout, code } = await place.run('airbyte', 'discover', '--config', 'config.json');
  expect(code).toBe(0);
  const { streams } = JSON.parse(stdout).catalog;
  place.file('catalog.json', JSON.stringify(configured(streams)));
  return streams;
}

const READ = ['airbyte', 'read', '--config', 'config.json', '--catalog', 'catalog.json'];
const linesOf = ({ stdout }: Ended) => stdout.split('\n').filter(Boolean);

test('ends with 0 when it did its job, with 1 where that is asked for or it could not; keys are nowhere', async () => {
  const streams = await prepared({ bills: 20 });
  const ended = await place.run(...READ);
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
  const receiver = new Receiver(streams).take(linesOf(ended));
  expect(receiver.statuses.bills?.at(-1)).toBe('INCOMPLETE');
  place.file('state.json', JSON.stringify(receiver.stateFile));
  const strict = await place.run(...READ, '--strict', '--state', 'state.json');
  expect(strict.code).toBe(1);
  new Receiver(streams, receiver).take(linesOf(strict));
  place.file(
    'state.json',
    JSON.stringify([
      { type: 'STREAM', stream: { stream_descriptor: { name: 'bills' }, stream_state: { version: 9 } } },
    ]),
  );
  const before = (await place.stats()).total;
  const refused = await place.run(...READ, '--state', 'state.json');
  expect(refused).toMatchObject({ code: 1, stderr: '' });
  expect(new Receiver(streams).take(linesOf(refused)).errors).toEqual([
    {
      message: expect.stringMatching(/state of stream "bills": it has version 9, .*Reset the stream/),
      failure_type: 'config_error',
    },
  ]);
  expect((await place.stats()).total).toBe(before);
  const { applicationSecret, consumerKey } = place.sandbox.keys;
  place.file(
    'config.json',
    readFileSync(place.path('config.json'), 'utf8').replace(`"${consumerKey}"`, '"no key of ours"'),
  );
  const wrong = await place.run(...READ);
  expect(wrong.code).toBe(1);
  expect(linesOf(wrong).at(-1)).toMatch(/"type":"ERROR".*"failure_type":"config_error"/);
  for (const { all } of [ended, strict, refused, wrong]) {
    expect(all).not.toContain(applicationSecret);
    expect(all).not.toContain('no key of ours');
  }
});

test('the printed lines are the state of the next read; what is none is refused, and a missing file is named', async () => {
  await prepared({ bills: 3, edges: false });
  const statesOf = (ended: Ended) => linesOf(ended).filter((line) => line.startsWith('{"type":"STATE"'));
  const linesTold = (ended: Ended) =>
    linesOf(ended).filter((line) => /"type":"RECORD".*"bill_detail_id":/.test(line)).length;
  const callsOf = async (...args: string[]): Promise<[number, Ended]> => {
    const before = (await place.stats()).total;
    const ended = await place.run(...args);
    return [(await place.stats()).total - before, ended];
  };
  const TAP = ['tap', '--config', 'config.json'];
  for (const command of [READ, TAP]) {
    const [firstCalls, first] = await callsOf(...command);
    place.file('state.jsonl', `${statesOf(first).join('\n')}\n`);
    const [calls, again] = await callsOf(...command, '--state', 'state.jsonl');
    expect([first.code, again.code]).toEqual([0, 0]);
    expect(calls).toBeLessThan(firstCalls);
    expect([linesTold(first) > 0, linesTold(again)]).toEqual([true, 0]);
    place.file('state.jsonl', '{"version":9}\n{"version":9}\n');
    const [none, refused] = await callsOf(...command, '--state', 'state.jsonl');
    expect([none, refused.code]).toEqual([0, command === READ ? 1 : 2]);
    expect(refused.all).toMatch(/state: (its entry 1 )?is no state of/);
    place.file('state.jsonl', '{"type":"STATE"');
    expect((await place.run(...command, '--state', 'state.jsonl')).all).toMatch(
      /state\.jsonl: is neither JSON nor/,
    );
    place.file('state.jsonl', '\n');
    expect((await place.run(...command, '--state', 'state.jsonl')).all).toMatch(
      /state\.jsonl: is empty\. Leave the option out for a first read/,
    );
  }
  const config = readFileSync(place.path('config.json'), 'utf8');
  const file = `$\{file:/no/such/key}`;
  place.file('config.json', config.replace(place.sandbox.keys.consumerKey, file));
  const check = await place.run('airbyte', 'check', '--config', 'config.json');
  expect(check.stdout).toContain(`auth.consumerKey: ${file}: there is no such file`);
});

longTest('killed in the middle: the states so far resume it, and nothing is missing', async () => {
  const streams = await prepared({ bills: 900, lines: 1, edges: false });
  const { child, ended } = place.start(...READ);
  // The second slice is under way.
  await new Promise<void>((resolve) => {
    let seen = '';
    child.stdout?.on('data', (chunk) => {
      seen += chunk;
      if (/"type":"STATE"/.test(seen)) resolve();
    });
  });
  child.kill('SIGKILL');
  const { stdout } = await ended;
  // The last line may be torn.
  const cut = new Receiver(streams).take(stdout.split('\n').slice(0, -1));
  expect(cut.statuses.bills).not.toContain('COMPLETE');
  expect(cut.rows('bills').length).toBeGreaterThan(0);
  place.file('state.json', JSON.stringify(cut.stateFile));
  const before = (await place.stats()).total;
  const next = await place.run(...READ, '--state', 'state.json');
  expect(next.code).toBe(0);
  const whole = new Receiver(streams, cut).take(linesOf(next));
  const truth = await readTruth(place.sandbox.url, ['/me/bill/{billId}']);
  const ids = truth.sources['/me/bill/{billId}']?.entries.map(({ params }) => params.billId);
  expect(
    whole
      .rows('bills')
      .map(({ bill_id }) => bill_id)
      .sort(),
  ).toEqual(ids?.sort());
  expect(whole.statuses.bills?.at(-1)).toBe('COMPLETE');
  expect((await place.stats()).total - before).toBeGreaterThan(3);
});

test('asked to end, it says that it is not complete', async () => {
  const streams = await prepared({ bills: 900, lines: 1, edges: false });
  const { child, ended } = place.start(...READ, '--debug');
  await new Promise<void>((resolve) => child.stdout?.on('data', () => resolve()));
  child.kill('SIGTERM');
  const { code, stdout } = await ended;
  expect(code).toBe(1);
  const receiver = new Receiver(streams).take(stdout.split('\n').filter(Boolean));
  expect(receiver.statuses.bills?.at(-1)).toBe('INCOMPLETE');
  expect(receiver.errors.map(({ failure_type }) => failure_type)).toContain('transient_error');
});

test('tap ends with 1 where something is missing, and tells it on standard error', async () => {
  await prepared({ bills: 20 });
  const ended = await place.run('tap', '--config', 'config.json');
  expect(ended.code).toBe(1);
  expect(new SingerTarget().take(linesOf(ended)).rows('bills').length).toBeGreaterThan(20);
  expect(ended.stderr).toMatch(/^ERROR bills: \d+ of \d+ objects that the API listed are not loaded/m);
  const about = await place.run('tap', '--about', '--format', 'meltano');
  const { settings, settings_group_validation: groups } = JSON.parse(about.stdout);
  const names = settings.map(({ name }: { name: string }) => name);
  expect(groups).toHaveLength(3);
  expect(groups.flat().filter((name: string) => !names.includes(name))).toEqual([]);
  const secrets = settings.filter(({ sensitive }: { sensitive?: boolean }) => sensitive);
  expect(secrets.map(({ name }: { name: string }) => name).sort()).toEqual([
    'auth.applicationSecret',
    'auth.clientSecret',
    'auth.consumerKey',
    'auth.token',
    'http.proxy',
  ]);
  expect((await place.run('tap', '--discover')).stderr).toMatch(/--config: is missing/);
});

longTest('no command of a protocol loads a native module', async () => {
  await prepared({ bills: 3, edges: false });
  const coverage = mkdtempSync(join(place.folder, 'coverage-'));
  const env = { ...place.env, NODE_V8_COVERAGE: coverage };
  for (const args of [
    ['airbyte', 'spec'],
    ['airbyte', 'check', '--config', 'config.json'],
    READ,
    ['tap', '--config', 'config.json'],
  ])
    expect((await startCommand(args, place.folder, env).ended).code).toBe(0);
  const { modules, packages } = loadedIn(coverage);
  expect(modules).toContain('connector/interop/read-streams.js');
  expect(packages.filter((name) => /^(better-sqlite3|@duckdb\/.*|pg|pg-native)$/.test(name))).toEqual([]);
});
