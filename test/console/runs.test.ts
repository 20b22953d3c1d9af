// Loads of the console: started, watched, stopped, and looked at afterwards, by the same library as the commands.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { openAllWithoutKeys } from '../../connector/app/accounts/open-accounts.js';
import { type ConnectionEntry, ledgerHistory } from '../../connector/app/history/ledger.js';
import { loadSource } from '../../connector/app/load.js';
import { openSource } from '../../connector/app/open.js';
import { createDestination } from '../../connector/destinations/registry.js';
import type { LedgerState } from '../../connector/model/report.js';
import type { RunLine } from '../../console/contract/history.js';
import type { LedgerLine } from '../../console/contract/ledger.js';
import type { LiveUpdate, StartRequest } from '../../console/contract/run.js';
import { Changes } from '../../console/server/runs/changes.js';
import { EventLog } from '../../console/server/runs/event-log.js';
import { type RunningSandbox, startSandbox } from '../../sandbox/main.js';
import { BILLS_WITH_LINES, type ConsolePlace, configOf, consolePlace, type PlaceOptions } from './place.js';

let place: ConsolePlace | undefined;

afterEach(async () => {
  await place?.close();
  expect(place?.faults ?? []).toEqual([]);
  place = undefined;
});

async function opened(options: PlaceOptions = {}): Promise<ConsolePlace> {
  place = await consolePlace({
    config: 'budget: { callsPerSecond: 1000 }\n',
    endpoints: BILLS_WITH_LINES,
    ...options,
  });
  return place;
}

/** Applies updates as the page does, until the load has ended. */
async function ended(at: ConsolePlace, load: string): Promise<Watched> {
  const seen = new Watched();
  for (;;) {
    const { answer } = await at.ask('GET /api/run/live', { load, since: seen.seq });
    seen.take(answer);
    if (seen.load?.state === 'ended') return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

class Watched {
  seq = 0;
  load: LiveUpdate['load'];
  parts: NonNullable<LiveUpdate['parts']>[number]['view'][] = [];
  objects: NonNullable<LiveUpdate['objects']>[number]['view'][] = [];
  events: string[] = [];

  take({ seq, load, parts = [], objects = [], events = [] }: LiveUpdate): void {
    this.seq = seq;
    this.load = load ?? this.load;
    for (const { part, view } of parts) this.parts[part] = view;
    for (const { object, view } of objects) this.objects[object] = view;
    this.events.push(...events.map(({ event }) => event));
  }
}

async function start(at: ConsolePlace, request: StartRequest): Promise<string> {
  const { answer, error } = await at.ask('POST /api/run/start', request);
  expect(error).toBeUndefined();
  return answer.load;
}

/** Rows of a table without what tells which run wrote them. */
function rows(file: string, table: string): string[] {
  const db = new Database(file, { readonly: true });
  const all = db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
  db.close();
  return all.map(({ _run_id, _loaded_at, _read_at, ...row }) => JSON.stringify(row)).sort();
}

const stats = async (at: ConsolePlace): Promise<{ total: number; calls: unknown }> =>
  (await fetch(`${at.sandbox.url}/__sandbox/stats`)).json() as never;
const forget = (at: ConsolePlace) => fetch(`${at.sandbox.url}/__sandbox/reset`, { method: 'POST' });
const change = (at: ConsolePlace, options: object) =>
  fetch(`${at.sandbox.url}/__sandbox/options`, { method: 'POST', body: JSON.stringify(options) });

/** As the command loads it, into another file. */
async function loadedByLibrary(at: ConsolePlace, into: string) {
  return loadSource(openSource(at.file, { ...reading(at), destinationPath: into }));
}

describe('a load', () => {
  test('from start to finish: the tables, the calls and the record are those of the command', async () => {
    const at = await opened({ sandbox: { edges: true } });
    const load = await start(at, { kind: 'load' });
    const seen = await ended(at, load);
    expect(seen.load).toMatchObject({ state: 'ended', outcome: 'incomplete', kind: 'load' });
    expect(seen.events.at(0)).toBe('run.started');
    expect(seen.events.at(-1)).toBe('run.ended');
    const ours = await stats(at);
    await forget(at);
    const report = await loadedByLibrary(at, join(at.folder, 'other.db'));
    expect((await stats(at)).calls).toEqual(ours.calls);
    for (const table of ['bills', 'lines'])
      expect(rows(join(at.folder, 'out.db'), table)).toEqual(rows(join(at.folder, 'other.db'), table));
    const runId = seen.parts[0]?.runId ?? '';
    const { answer } = await at.ask('GET /api/run', { run: runId });
    // What was seen live is what is stored, and what the command reports.
    expect(answer.stored?.counts.map(({ ledger }) => ledger)).toEqual(
      seen.objects.map(({ ledger }) => ledger),
    );
    expect(seen.objects.map(({ ledger }) => ledger)).toEqual(report.sources.map(({ ledger }) => ledger));
    expect(answer.stored?.plan.map(({ name, depth }) => `${depth} ${name}`)).toEqual([
      '0 bill_ids',
      '1 bills',
      '1 line_ids',
      '2 lines',
    ]);
    const { answer: list } = await at.ask('GET /api/runs', {});
    expect(list.runs).toMatchObject([{ runId, outcome: 'incomplete', kind: 'load' }]);
    expect(list.runs[0]?.missing).toBe(report.reasons.reduce((sum, { count = 0 }) => sum + count, 0));
    expect(list.loads).toEqual([]);
  });
});

/** A load that takes seconds, seen while it reads. */
async function inTheMiddle(at: ConsolePlace): Promise<string> {
  const load = await start(at, { kind: 'load' });
  for (;;) {
    const { answer } = await at.ask('GET /api/run/live', { load });
    const [progress] = answer.progress ?? [];
    if (progress?.view.trees.some(({ done }) => done > 3)) return load;
    expect(answer.load?.state).toBe('running');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const SLOW: PlaceOptions = {
  config: 'budget: { callsPerSecond: 1000 }\nhttp: { concurrency: 2 }\nstrategy: single\n',
  sandbox: { bills: 4, latencyMs: 15 },
};

describe('stopping', () => {
  test.each(['slice', 'now'] as const)(
    '%s: what is read is committed, and the record says so',
    async (how) => {
      const at = await opened(SLOW);
      const load = await inTheMiddle(at);
      expect((await at.ask('POST /api/run/stop', { load, how })).status).toBe(200);
      const seen = await ended(at, load);
      expect(seen.load).toMatchObject({ outcome: 'incomplete', stopping: how });
      const [part] = seen.parts;
      expect(part).toMatchObject({ state: 'ended', interrupted: true });
      expect(part?.reasons.map(({ code }) => code)).toEqual(['interrupted', 'ended-early']);
      const [, bills, , lines] = seen.objects;
      const stored = rows(join(at.folder, 'out.db'), 'lines').length;
      expect(stored).toBe(lines?.ledger.loaded);
      expect(bills?.ledger.loaded).toBeGreaterThan(0);
      expect(bills?.ledger.loaded).toBeLessThan(40);
      // The next load goes on from there.
      await change(at, { latencyMs: 0 });
      const next = await ended(at, await start(at, { kind: 'load' }));
      expect(next.load?.outcome).toBe('complete');
      expect(next.objects[0]?.ledger.known).toBeGreaterThan(3);
      await loadedByLibrary(at, join(at.folder, 'other.db'));
      const [own, whole] = ['out.db', 'other.db'].map((name) => rows(join(at.folder, name), 'lines'));
      expect(own?.join('\n') === whole?.join('\n')).toBe(true);
      expect((await at.ask('POST /api/run/stop', { load, how })).status).toBe(404);
    },
  );

  test('the end of the console ends its loads as Ctrl-C does, and waits for them', async () => {
    const at = await opened(SLOW);
    const load = await inTheMiddle(at);
    const live = at.ask('GET /api/run/live', { load });
    expect(at.listening.runs()).toBe(true);
    await live;
    await at.listening.close();
    expect(at.listening.runs()).toBe(false);
    const db = new Database(join(at.folder, 'out.db'), { readonly: true });
    const run = db.prepare('SELECT outcome, reasons FROM _ovh_run').get() as {
      outcome: string;
      reasons: string;
    };
    db.close();
    expect(run.outcome).toBe('incomplete');
    expect(run.reasons).toContain('interrupted');
  });
});

describe('one at a time', () => {
  test('a second load into the destination is refused, and the first goes on', async () => {
    const at = await opened(SLOW);
    const load = await inTheMiddle(at);
    const second = await at.ask('POST /api/run/start', { kind: 'retry' });
    expect([second.status, second.error.code]).toEqual([409, 'run-busy']);
    expect(second.error.message).toContain(load);
    expect((await at.ask('GET /api/run/now', {})).answer.loads.map((each) => each.load)).toEqual([load]);
    await at.ask('POST /api/run/stop', { load, how: 'now' });
    await ended(at, load);
    expect((await at.ask('GET /api/run/now', {})).answer.loads).toEqual([]);
  });

  test('where another process loads: who it is, and nothing is called', async () => {
    const at = await opened();
    const destination = createDestination({ type: 'sqlite', path: join(at.folder, 'out.db') });
    const unlock = await destination.lock({
      pid: 4711,
      host: 'elsewhere',
      since: '2026-11-03T09:14:02.000Z',
    });
    const load = await start(at, { kind: 'load' });
    const seen = await ended(at, load);
    expect(seen.parts).toMatchObject([{ state: 'not-started', outcome: 'failed' }]);
    const [reason] = seen.parts[0]?.reasons ?? [];
    expect(reason?.code).toBe('destination-in-use');
    expect(reason?.message).toContain('process 4711 on elsewhere, since 2026-11-03T09:14:02.000Z');
    expect((await stats(at)).total).toBe(0);
    // No run is stored of it, so the list has the load.
    const { answer } = await at.ask('GET /api/runs', {});
    expect(answer.loads.map((each) => each.load)).toEqual([load]);
    await unlock();
    expect((await ended(at, await start(at, { kind: 'load' }))).load?.outcome).toBe('complete');
  });
});

test('a run that a command started meanwhile is in the history while it runs, and keeps others away', async () => {
  const at = await opened({
    ...SLOW,
    endpoints: `${BILLS_WITH_LINES}  - { name: account, path: /me }\n`,
    sandbox: { bills: 4, latencyMs: 40 },
  });
  const end = new AbortController();
  const command = loadSource(openSource(at.file, reading(at)), { signal: end.signal });
  let line: RunLine | undefined;
  while (line === undefined || line.rows === 0) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    line = (await at.ask('GET /api/runs', {})).answer.runs[0];
  }
  expect(line).toMatchObject({ outcome: 'running', kind: 'load' });
  const { answer } = await at.ask('GET /api/run', { run: line.runId });
  expect([answer.live, answer.stored?.counts[1]?.ledger.loaded]).toEqual([undefined, expect.any(Number)]);
  const seen = await ended(at, await start(at, { kind: 'load' }));
  expect(seen.parts[0]?.reasons[0]).toMatchObject({
    code: 'destination-in-use',
    message: expect.stringContaining(`process ${process.pid} on`),
  });
  end.abort();
  await command;
  const { answer: after } = await at.ask('GET /api/run', { run: line.runId });
  expect(after.stored).toMatchObject({ outcome: 'incomplete', readToEnd: false });
});

test('several connections: one load, a run for each, and what went wrong with one keeps none of the others', async () => {
  const at = await opened();
  const other = await startSandbox({ rate: 0, edges: false, bills: 2, seed: 'other' });
  const connection = (name: string, { url, keys }: RunningSandbox) =>
    `  - { name: ${name}, region: eu, baseUrl: '${url}', auth: { applicationKey: ${keys.applicationKey}, applicationSecret: ${keys.applicationSecret}, consumerKey: ${name === 'broken' ? 'no' : ''}${keys.consumerKey} } }\n`;
  const sandboxes = [
    ['main', at.sandbox],
    ['broken', other],
    ['second', other],
  ] as const;
  writeFileSync(
    at.file,
    `connections:\n${sandboxes.map(([name, sandbox]) => connection(name, sandbox)).join('')}budget: { callsPerSecond: 1000 }\ndestination: { type: sqlite, path: out.db }\nendpoints:\n${BILLS_WITH_LINES}`,
  );
  const seen = await ended(at, await start(at, { kind: 'load' }));
  expect(seen.load?.outcome).toBe('failed');
  expect(seen.parts.map(({ connection: name, state, outcome }) => [name, state, outcome])).toEqual([
    ['main', 'ended', 'complete'],
    ['broken', 'not-started', 'failed'],
    ['second', 'ended', 'complete'],
  ]);
  const { answer } = await at.ask('GET /api/runs', {});
  expect(answer.runs.map((each) => each.connection).sort()).toEqual(['main', 'second']);
  const { answer: second } = await at.ask('GET /api/run', { run: seen.parts[2]?.runId ?? '' });
  expect(second.live?.part).toBe(2);
  const one = await ended(at, await start(at, { kind: 'load', connections: ['second'] }));
  expect(one.parts.map(({ connection: name }) => name)).toEqual(['second']);
  await other.close();
});

test('events of a long load are the newest of each level: many small ones push no warning out, and memory stays', () => {
  const log = new EventLog(new Changes(), (text) => text.replaceAll('hunter2', '***'));
  const retried = {
    event: 'call.retried',
    method: 'GET',
    path: '/me',
    attempt: 1,
    waitMs: 1,
    message: 'hunter2',
  } as const;
  log.add(
    { event: 'call.throttled', method: 'GET', path: '/me', waitMs: 1, message: 'x'.repeat(100_000) },
    0,
    0,
  );
  for (let count = 0; count < 100_000; count++) log.add(retried, 0, count);
  const kept = log.after(0);
  expect(kept).toHaveLength(101);
  expect(kept[0]).toMatchObject({ seq: 1, level: 'warn', event: 'call.throttled' });
  expect(kept[0]?.text.length).toBeLessThan(1_100);
  expect(kept.at(-1)?.seq).toBe(100_001);
  expect(JSON.stringify(kept)).not.toContain('hunter2');
  expect(log.after(100_000)).toHaveLength(1);
});

test('keys that expire in the middle end the run, with what was read and the reason', async () => {
  const at = await opened(SLOW);
  const load = await inTheMiddle(at);
  await change(at, { revoke: true });
  const seen = await ended(at, load);
  expect(seen.load?.outcome).toBe('failed');
  expect(seen.parts[0]?.reasons.map(({ code }) => code)).toContain('consumer-key-refused');
  expect(JSON.stringify(seen)).not.toContain(at.sandbox.keys.consumerKey);
});

describe('what a load may be', () => {
  test('wrong requests are refused with a sentence, before anything is called', async () => {
    const at = await opened();
    const wrong: [StartRequest, string][] = [
      [{ kind: 'load', only: ['bils'] }, 'did you mean'],
      [{ kind: 'load', connections: ['other'] }, 'connection'],
      [{ kind: 'backfill', name: 'bills' }, 'first day'],
      [{ kind: 'backfill', name: 'bills', from: '2026-01-01' }, 'date'],
      [{ kind: 'retry', reasons: ['tired'] }, 'no reason of the ledger'],
      [{ kind: 'load', strategy: 'magic' as 'auto' }, 'strategy'],
    ];
    for (const [request, words] of wrong) {
      const { status, error } = await at.ask('POST /api/run/start', request);
      expect([request, status, error.message]).toEqual([request, 400, expect.stringContaining(words)]);
    }
    expect((await stats(at)).total).toBe(0);
  });

  test('a configuration that writes rows to the terminal is refused; without keys it says so', async () => {
    const at = await opened({ keys: false });
    const { status, error } = await at.ask('POST /api/run/start', { kind: 'load' });
    expect([status, error.code]).toEqual([400, 'credentials-missing']);
    // A price needs none.
    const { answer } = await at.ask('POST /api/run/price', { kind: 'load' });
    expect(answer.parts).toMatchObject([
      { single: { known: 1, unknown: [{ times: 'bill_ids' }, { times: 'line_ids' }] } },
    ]);
  });

  test('the price is that of plan; counted, it calls the lists and nothing else', async () => {
    const at = await opened();
    const { answer: guess } = await at.ask('POST /api/run/price', { kind: 'load', strategy: 'single' });
    expect(guess).toMatchObject({ counted: false, parts: [{ callsPerSecond: 1000 }] });
    expect((await stats(at)).total).toBe(0);
    const { answer } = await at.ask('POST /api/run/price', { kind: 'load', strategy: 'single', count: true });
    expect(answer.command).toBe(`source-ovhcloud load --config ${at.file} --strategy single`);
    const load = await start(at, { kind: 'load', strategy: 'single' });
    await ended(at, load);
    const bills = rows(join(at.folder, 'out.db'), 'bills').length;
    // The list, each bill, and each list of lines; lines are not counted yet.
    const known = 1 + 2 * bills;
    expect(answer.parts[0]?.calls).toEqual({ known, unknown: [{ factor: 1, times: 'line_ids' }] });
    const { answer: after } = await at.ask('POST /api/run/price', {
      kind: 'load',
      strategy: 'single',
      count: true,
    });
    const lines = rows(join(at.folder, 'out.db'), 'lines').length;
    expect(after.parts[0]?.calls).toEqual({ known: known + lines, unknown: [] });
  });
});

describe('events', () => {
  const connect = (at: ConsolePlace, path: string, headers: Record<string, string> = {}) =>
    fetch(`${at.origin}${path}`, {
      headers: {
        cookie: at.cookie,
        'sec-fetch-site': 'same-origin',
        accept: 'text/event-stream',
        ...headers,
      },
    });

  /** Parts of a stream, until it ends or enough is read. */
  async function read(
    response: Response,
    isEnough: (updates: LiveUpdate[]) => boolean,
  ): Promise<LiveUpdate[]> {
    const updates: LiveUpdate[] = [];
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      text += decoder.decode(value, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const [, id, data] = /^id: (\d+)\nevent: update\ndata: (.*)$/.exec(part) ?? [];
        if (data === undefined) continue;
        updates.push(JSON.parse(data));
        expect(updates.at(-1)?.seq).toBe(Number(id));
      }
      if (done || isEnough(updates)) {
        await reader.cancel();
        return updates;
      }
    }
  }

  test('all of it first, then differences at most four a second; they go on from any number', async () => {
    const at = await opened(SLOW);
    const load = await inTheMiddle(at);
    const began = Date.now();
    const response = await connect(at, `/api/run/events?load=${load}`);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const updates = await read(response, (all) => all.length >= 4);
    expect(Date.now() - began).toBeGreaterThanOrEqual(700);
    const [first, second, third, fourth] = updates as [LiveUpdate, LiveUpdate, LiveUpdate, LiveUpdate];
    expect(first).toMatchObject({
      since: 0,
      load: { load },
      parts: [{ part: 0 }],
      objects: expect.anything(),
    });
    expect([second.since, third.since]).toEqual([first.seq, second.seq]);
    expect(JSON.stringify(second).length).toBeLessThan(JSON.stringify(first).length);
    // With the number of the second, as a browser asks again: nothing of before, and everything since.
    const again = await read(
      await connect(at, `/api/run/events?load=${load}`, { 'last-event-id': String(second.seq) }),
      (all) => all.length > 0,
    );
    expect(again[0]?.since).toBe(second.seq);
    expect(again[0]?.seq).toBeGreaterThanOrEqual(fourth.seq);
    expect(again[0]?.load === undefined || again[0].load.load === load).toBe(true);
    expect(again[0]?.parts).toBeUndefined();
    // To its end, which ends the stream; the sum of all differences is what was there first and last.
    await at.ask('POST /api/run/stop', { load, how: 'now' });
    const rest = new Watched();
    for (const update of await read(await connect(at, `/api/run/events?load=${load}`), () => false))
      rest.take(update);
    const whole = await ended(at, load);
    expect(rest.load).toEqual(whole.load);
    expect(rest.objects).toEqual(whole.objects);
    // A number of another process is no number of this load.
    const other = await at.ask('GET /api/run/live', { load, since: 10_000_000 });
    expect(other.answer.since).toBe(0);
  });

  test('other pages, other ports and other names get none of it', async () => {
    const at = await opened(SLOW);
    const load = await inTheMiddle(at);
    const path = `/api/run/events?load=${load}`;
    const wrong: [Record<string, string>, number][] = [
      [{ cookie: '' }, 401],
      [{ 'sec-fetch-site': 'same-site' }, 403],
      [{ 'sec-fetch-site': 'cross-site' }, 403],
      [{ origin: 'http://127.0.0.1:1' }, 403],
    ];
    for (const [headers, status] of wrong) {
      const response = await connect(at, path, headers);
      expect([headers, response.status]).toEqual([headers, status]);
      await response.body?.cancel();
    }
    expect((await connect(at, '/api/run/events?load=load-0')).status).toBe(404);
    await at.ask('POST /api/run/stop', { load, how: 'now' });
    await ended(at, load);
  });
});

describe('the ledger', () => {
  const all = { run: 'last', from: 0, count: 500 };

  test('facets, pages, files and one entry say the same as the command', async () => {
    const at = await opened({ sandbox: { edges: true, bills: 20 } });
    await ended(at, await start(at, { kind: 'load' }));
    const { answer: facets } = await at.ask('GET /api/ledger/facets', { run: 'last' });
    const [run] = facets.runs;
    const history = await ledgerHistory(openAllWithoutKeys(at.file, reading(at)) as never, 'last');
    const told: ConnectionEntry[] = [];
    for await (const entry of history.entries()) told.push(entry);
    expect(facets.counts.reduce((sum, { count }) => sum + count, 0)).toBe(told.length);
    expect(told.length).toBeGreaterThan(4);
    const { answer } = await at.ask('GET /api/ledger', all);
    expect(answer.total).toBe(told.length);
    const key = ({ source, id, reason }: { source: string; id: string; reason: string }) =>
      `${source} ${id} ${reason}`;
    expect(answer.entries.map(key).sort()).toEqual(told.map(key).sort());
    // Page by page, it is the same list.
    const pages: string[] = [];
    for (let from = 0; from < told.length; from += 3)
      pages.push(...(await at.ask('GET /api/ledger', { ...all, from, count: 3 })).answer.entries.map(key));
    expect(pages).toEqual(answer.entries.map(key));
    // A filter is the same in pages and files.
    const filter = { run: 'last', reasons: 'refused,gone' };
    const some = (await at.ask('GET /api/ledger', { ...all, ...filter })).answer;
    expect(new Set(some.entries.map(({ reason }) => reason))).toEqual(new Set(['refused', 'gone']));
    const json = JSON.parse((await at.ask('GET /api/ledger.json', filter)).text || '[]');
    const csv = (await at.ask('GET /api/ledger.csv', filter)).text.trim().split('\r\n');
    expect(csv).toHaveLength(some.entries.length + 1);
    expect(json ?? (await at.ask('GET /api/ledger.json', filter)).answer).toEqual(some.entries);
    // One of them, with the call behind it.
    const [one] = some.entries;
    const { answer: entry } = await at.ask('GET /api/ledger/entry', {
      ...{ run: run?.runId ?? '', source: one?.source ?? '', id: one?.id ?? '', reason: one?.reason ?? '' },
    });
    expect(entry.entry).toEqual(one);
    expect(entry.path.replace(/\{(\w+)\}/g, (_, name) => `${name}=${entry.parameters[name]}`)).toContain(
      one?.id.split(', ')[0] ?? 'nothing',
    );
    expect((await at.ask('GET /api/ledger', { ...all, text: one?.id ?? '' })).answer.entries).toContainEqual(
      one,
    );
  });

  test('a retry makes exactly the calls that the command makes, of what is asked for', async () => {
    const at = await opened({ sandbox: { edges: true, bills: 20 } });
    await ended(at, await start(at, { kind: 'load' }));
    const { answer } = await at.ask('GET /api/ledger', { ...all, reasons: 'refused,failed,rejected' });
    const [one] = answer.entries;
    const requests: StartRequest[] = [
      { kind: 'retry', run: one?.runId },
      { kind: 'retry', run: one?.runId, reasons: ['gone'], sources: ['bills'] },
      { kind: 'retry', run: one?.runId, sources: [one?.source ?? ''], ids: [one?.id ?? ''] },
    ];
    const copy = join(at.folder, 'copy.db');
    for (const request of requests) {
      copyFileSync(join(at.folder, 'out.db'), copy);
      await forget(at);
      const seen = await ended(at, await start(at, request));
      const ours = await stats(at);
      expect(seen.parts[0]?.state).toBe('ended');
      expect(ours.total).toBeGreaterThan(1);
      await forget(at);
      const { run, reasons, sources, ids } = request;
      const retry = { run, reasons: reasons as LedgerState[] | undefined, sources, ids };
      await loadSource(openSource(at.file, { ...reading(at), destinationPath: copy }), { retry });
      expect((await stats(at)).calls).toEqual(ours.calls);
    }
  });

  test('what was rejected is shown without its secrets, and replayed after a fix without a call', async () => {
    const at = await opened({
      config: 'budget: { callsPerSecond: 1000 }\ndrift: reject\n',
      sandbox: { bills: 10 },
    });
    await ended(at, await start(at, { kind: 'load', only: ['bills'], alone: true }));
    await change(at, { drift: ['field'], driftFrom: 8 });
    await ended(at, await start(at, { kind: 'load', refresh: 'all', only: ['bills'], alone: true }));
    const { answer } = await at.ask('GET /api/ledger', { ...all, reasons: 'rejected' });
    expect(answer.entries.length).toBeGreaterThan(0);
    const [{ runId, source, id, reason }] = answer.entries as [LedgerLine];
    const { answer: entry } = await at.ask('GET /api/ledger/entry', { run: runId, source, id, reason });
    expect(entry.letter?.payload).toContain(`"billId": "${id.split('=')[1]}"`);
    // A field that only a later rule knows as secret was stored: it is masked when it is shown.
    const db = new Database(join(at.folder, 'out.db'));
    const changed = db.prepare(
      "UPDATE _ovh_rejected SET payload = json_set(payload, '$.password', 'hunter2')",
    );
    expect(changed.run().changes).toBe(answer.entries.length);
    db.close();
    const masked = await at.ask('GET /api/ledger/entry', { run: runId, source, id, reason });
    expect(masked.answer.letter?.payload).toContain('"password": "********"');
    expect(masked.text).not.toContain('hunter2');
    expect(entry.below).toEqual([]);
    // The fix: new fields are taken from now on.
    writeFileSync(at.file, configOf(at).replace('drift: reject\n', ''));
    await forget(at);
    const dry = await ended(at, await start(at, { kind: 'replay', run: runId, dryRun: true }));
    expect(dry.objects.map(({ ledger }) => ledger.loaded)).toEqual([answer.entries.length]);
    expect((await at.ask('GET /api/runs', {})).answer.runs).toHaveLength(2);
    const real = await ended(at, await start(at, { kind: 'replay', run: runId, sources: ['bills'] }));
    expect(real.load).toMatchObject({
      outcome: 'complete',
      asked: expect.stringMatching(/^replay 2\S+ --source bills$/),
    });
    expect((await stats(at)).total).toBe(0);
    const none = await ended(at, await start(at, { kind: 'replay' }));
    expect([none.load?.outcome, none.parts]).toEqual(['complete', []]);
  });
});

const reading = (at: ConsolePlace) => ({ env: {}, home: at.folder, cwd: at.folder });

describe('the log file', () => {
  const FILE = 'load.log';
  const lines = (at: ConsolePlace) =>
    readFileSync(join(at.folder, FILE), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });

  test('has the events of a load as the command writes them, and no secret', async () => {
    const at = await opened({
      config: `log: { file: ${FILE}, level: info }\nbudget: { callsPerSecond: 1000 }\n`,
    });
    await ended(at, await start(at, { kind: 'load' }));
    const events = lines(at).map(({ event }) => event);
    expect([events.at(0), events.at(-1)]).toEqual(['run.started', 'run.ended']);
    const written = readFileSync(join(at.folder, FILE), 'utf8');
    const { applicationSecret, consumerKey } = at.sandbox.keys;
    expect([applicationSecret, consumerKey].filter((secret) => written.includes(secret))).toEqual([]);
    await ended(at, await start(at, { kind: 'replay' }));
    expect(lines(at)).toHaveLength(events.length);
  });

  test('one that cannot be written is refused before the first call', async () => {
    const at = await opened({ config: 'log: { file: nowhere/load.log }\n' });
    const { status, error } = await at.ask('POST /api/run/start', { kind: 'load' });
    expect([status, error.code]).toEqual([400, 'file-unusable']);
    expect((await stats(at)).total).toBe(0);
  });
});
