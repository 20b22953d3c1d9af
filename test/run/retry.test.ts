// Retry: only what an earlier run left out is asked for, with exactly the calls that this takes.
import { describe, expect, test } from '@jest/globals';
import { type RetryRequest, retryOf } from '../../connector/app/repair/retry.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { StopError } from '../../connector/model/errors.js';
import type { Plan } from '../../connector/model/plan.js';
import type { RunReport } from '../../connector/model/report.js';
import { backfillPlan } from '../../connector/plan/modes/backfill.js';
import { NothingToRetry } from '../../connector/run/choose-retry.js';
import { compareRuns } from '../../connector/state/history/compare-runs.js';
import { findRun, listRuns } from '../../connector/state/history/stored-runs.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { type Answer, BILLS, type Definitions, planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from './run-plan.js';

const failed: Answer = { skip: 'failed', status: 500 };

/** Seven bills with two lines each; what is in `ill` answers that. */
const billAnswer =
  (ill: Record<string, Answer>) =>
  (path: string): Answer => {
    if (ill[path] !== undefined) return ill[path];
    const [, , bill, part, line] = path.split('/');
    if (bill === undefined) return ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7'];
    if (part === undefined) return { amount: Number(bill.slice(1)) };
    return line === undefined ? [1, 2] : { text: `${bill}/${line}` };
  };

interface Told {
  report: RunReport;
  calls: string[];
}

class Place {
  readonly destination = new MemoryDestination();

  constructor(private readonly answer: (ill: Record<string, Answer>) => (path: string) => Answer) {}

  async run(plan: Plan, ill: Record<string, Answer> = {}, request?: RetryRequest): Promise<Told> {
    const client = new ScriptedClient(this.answer(ill));
    const retry = request && (await retryOf(plan, this.destination, 'acc', request));
    if (retry instanceof NothingToRetry) throw new Error(retry.notice.message);
    const report = await runOf({
      plan: retry?.plan ?? plan,
      retry,
      client,
      destination: this.destination,
      concurrency: 3,
    });
    return { report, calls: client.calls.sort() };
  }

  /** Rows without what tells which run wrote them. */
  rows(table: string): string[] {
    const own = this.destination.rows(table).map(({ _run_id, _loaded_at, ...row }) => row);
    return own
      .map((row) =>
        JSON.stringify(row, (_, value) =>
          String(value) === value || typeof value === 'object' ? value : String(value),
        ),
      )
      .sort();
  }
}

const ledger = (report: RunReport, name: string) =>
  report.sources.find((source) => source.name === name)?.ledger;

describe('what is read', () => {
  test('the branches of the roots in which something failed, and no list', async () => {
    const place = new Place(billAnswer);
    const plan = planOf(BILLS);
    const first = await place.run(plan, {
      '/bill/B3/line/2': failed,
      '/bill/B5/line': { skip: 'refused', status: 403 },
      '/bill/B7': failed,
      '/bill/B6': { skip: 'gone', status: 404 },
    });
    expect(first.report.outcome).toBe('incomplete');
    const { report, calls } = await place.run(plan, {}, {});
    expect(calls).toEqual([
      '/bill/B3/line',
      '/bill/B3/line/1',
      '/bill/B3/line/2',
      '/bill/B5/line',
      '/bill/B5/line/1',
      '/bill/B5/line/2',
      '/bill/B7',
    ]);
    expect(report).toMatchObject({ outcome: 'complete', retryOf: first.report.runId, reasons: [] });
    expect(ledger(report, 'ids')).toMatchObject({ listed: 3, known: 3, loaded: 0 });
    const whole = new Place(billAnswer);
    await whole.run(plan, { '/bill/B6': { skip: 'gone', status: 404 } });
    for (const table of ['ids', 'bills', 'line_ids', 'lines']) {
      expect({ table, rows: place.rows(table) }).toEqual({ table, rows: whole.rows(table) });
    }
    // The ledger of the first run is as it was, and there is nothing left.
    const [last, before] = await listRuns(place.destination);
    expect(last).toMatchObject({ runId: report.runId, retryOf: first.report.runId, outcome: 'complete' });
    expect(before?.sources.find(({ name }) => name === 'bills')?.ledger).toMatchObject({
      failed: 1,
      gone: 1,
    });
    expect(place.destination.rows('_ovh_ledger')).toHaveLength(4);
    await expect(place.run(plan, {}, {})).rejects.toThrow(/nothing to retry/);
  });

  test('what is still missing is told, and the next retry asks for that alone', async () => {
    const place = new Place(billAnswer);
    const plan = planOf(BILLS);
    await place.run(plan, { '/bill/B1': failed, '/bill/B2': failed });
    const second = await place.run(plan, { '/bill/B2': failed }, {});
    expect(second.calls).toEqual(['/bill/B1', '/bill/B2']);
    expect(second.report).toMatchObject({
      outcome: 'incomplete',
      reasons: [{ code: 'objects-missing', source: 'bills', count: 1, message: '1 failed of 2 listed' }],
    });
    const third = await place.run(plan, {}, {});
    expect(third.calls).toEqual(['/bill/B2']);
    expect(third.report).toMatchObject({ outcome: 'complete', retryOf: second.report.runId });
  });

  test('what is gone or absent only where it is asked for', async () => {
    const place = new Place(billAnswer);
    const plan = planOf(BILLS);
    const first = await place.run(plan, { '/bill/B6': { skip: 'gone' }, '/bill/B1': failed });
    const gone = await place.run(plan, {}, { run: first.report.runId.slice(0, 16), reasons: ['gone'] });
    expect(gone.calls).toEqual(['/bill/B6']);
    expect(noticeLines(gone.report.reasons)).toEqual([`not retried: 1 failed of run ${first.report.runId}`]);
    // So it is still to be asked for.
    const rest = await place.run(plan, {}, {});
    expect(rest.calls).toEqual(['/bill/B1']);
    expect(rest.report).toMatchObject({ outcome: 'complete', retryOf: first.report.runId });
    await expect(place.run(plan, {}, {})).rejects.toThrow(/nothing to retry/);
  });

  test('only the source objects and ids that are named; the rest is told, and still to be asked for', async () => {
    const place = new Place(billAnswer);
    const plan = planOf(BILLS);
    const ill = { '/bill/B1': failed, '/bill/B2': failed, '/bill/B5/line/1': failed };
    const first = await place.run(plan, ill);
    const one = await place.run(plan, {}, { sources: ['bills'], ids: ['b=B2'] });
    expect(one.calls).toEqual(['/bill/B2']);
    expect(noticeLines(one.report.reasons)).toEqual([`not retried: 2 failed of run ${first.report.runId}`]);
    const lines = await place.run(plan, {}, { run: first.report.runId, sources: ['lines'] });
    expect(lines.calls).toEqual(['/bill/B5/line', '/bill/B5/line/1', '/bill/B5/line/2']);
    const rest = await place.run(plan, {}, {});
    expect(rest.report).toMatchObject({ outcome: 'complete', retryOf: first.report.runId });
    await expect(place.run(plan, {}, { run: first.report.runId, sources: ['bils'] })).rejects.toThrow(
      /no such source object; did you mean "bills"/,
    );
  });

  test('a retry that was cut makes up for nothing', async () => {
    const place = new Place(billAnswer);
    const plan = planOf(BILLS);
    const first = await place.run(plan, { '/bill/B1': failed, '/bill/B2': failed });
    const cut = await place.run(
      plan,
      { '/bill/B2': new StopError('consumer-key-refused', 'the keys are gone') },
      {},
    );
    expect(cut.report).toMatchObject({ outcome: 'failed', retryOf: first.report.runId });
    const again = await place.run(plan, {}, {});
    expect(again.report).toMatchObject({ outcome: 'complete', retryOf: first.report.runId });
    expect(place.rows('bills')).toHaveLength(7);
  });

  test('a root list that failed: its tree is read wholly, the others are not', async () => {
    const place = new Place(
      (ill) => (path) => ill[path] ?? (path === '/other' ? [{ id: 1 }] : billAnswer({})(path)),
    );
    const plan = planOf([...BILLS, { name: 'other', path: '/other' }]);
    await place.run(plan, { '/bill': failed });
    const { calls, report } = await place.run(plan, {}, {});
    expect(calls).toHaveLength(1 + 7 + 7 + 14);
    expect(report.sources.map(({ name }) => name)).toEqual(['ids', 'bills', 'line_ids', 'lines']);
    expect(place.rows('lines')).toHaveLength(14);
  });

  test('objects at the root: the fields that others map from are enough', async () => {
    const answer =
      (ill: Record<string, Answer>) =>
      (path: string): Answer => {
        if (ill[path] !== undefined) return ill[path];
        if (path === '/order')
          return [1, 2].map((id) => ({ id, more: 'x', inner: { bill: `B${id}`, pin: 7 } }));
        return { seen: true };
      };
    const plan = planOf([
      { name: 'orders', path: '/order', table: { primaryKey: ['id'] } },
      { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'orders', field: 'inner.bill' } } },
    ]);
    const place = new Place(answer);
    await place.run(plan, { '/bill/B2': failed });
    expect(place.destination.rows('_ovh_ledger')).toMatchObject([
      { root_source: 'orders', root_item: '{"inner":{"bill":"B2"}}' },
    ]);
    const { calls } = await place.run(plan, {}, {});
    expect(calls).toEqual(['/bill/B2']);
    expect(place.rows('orders')).toHaveLength(2);
    expect(place.rows('bills')).toHaveLength(2);
  });

  test('constants and combinations: the reading that failed; all of it where an item is missing', async () => {
    const answer =
      (ill: Record<string, Answer>) =>
      (path: string): Answer => {
        if (ill[path] !== undefined) return ill[path];
        if (path === '/a') return ['a1', 'a2'];
        if (path === '/b') return ['b1', 'b2'];
        return { path };
      };
    const plan = planOf([
      { name: 'a', path: '/a', read: { item: 'x' } },
      { name: 'b', path: '/b', read: { item: 'y' } },
      {
        name: 'pairs',
        path: '/pairs/{x}/{y}',
        parameters: { x: { from: 'a' }, y: { from: 'b' } },
        read: { combine: true },
      },
      { name: 'zones', path: '/zone/{z}', parameters: { z: { value: ['n', 's'] } } },
    ]);
    const place = new Place(answer);
    await place.run(plan, { '/pairs/a1/b2': failed, '/zone/s': failed });
    const one = await place.run(plan, {}, {});
    expect(one.calls).toEqual(['/pairs/a1/b2', '/zone/s']);
    expect(one.report.outcome).toBe('complete');
    await place.run(plan, { '/b': failed });
    const all = await place.run(plan, {}, {});
    expect(all.calls).toHaveLength(2 + 4);
    expect(place.rows('pairs')).toHaveLength(4);
  });
});

describe('of a backfill', () => {
  const [ids, ...others] = BILLS;
  const dated = [{ ...ids, sync: { window: { from: 'since', to: 'until' } } }, ...others] as Definitions;
  const plan = planOf(dated);
  const backfill = backfillPlan(plan, { name: 'bills', from: '2024-01-01' });

  test('loads do not reach what it left out, and retries do, until nothing is left', async () => {
    const place = new Place(billAnswer);
    const first = await place.run(backfill, { '/bill/B3': failed, '/bill/B4/line': failed });
    await place.run(plan);
    const second = await place.run(plan, { '/bill/B3': failed }, {});
    expect(second.calls).toEqual(['/bill/B3', '/bill/B4/line', '/bill/B4/line/1', '/bill/B4/line/2']);
    expect(second.report).toMatchObject({ outcome: 'incomplete', retryOf: first.report.runId });
    await place.run(plan);
    const third = await place.run(plan, {}, {});
    expect(third.calls).toEqual(['/bill/B3']);
    expect(third.report).toMatchObject({ outcome: 'complete', retryOf: second.report.runId });
    await expect(place.run(plan, {}, {})).rejects.toThrow(/nothing to retry/);
  });

  test('it makes up for nothing that a load left out', async () => {
    const place = new Place(billAnswer);
    const load = await place.run(plan, { '/bill/B1': failed });
    await place.run(backfill);
    const { calls, report } = await place.run(plan, {}, {});
    expect(calls).toEqual(['/bill/B1']);
    expect(report.retryOf).toBe(load.report.runId);
  });

  test('a dated list that failed is not asked without its dates', async () => {
    const place = new Place(billAnswer);
    await place.run(backfill, { '/bill': failed });
    const { calls, report } = await place.run(plan, {}, {});
    expect(calls).toEqual([]);
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.reasons)).toEqual([
      expect.stringMatching(
        /^ids: the run was a backfill, and "ids" must be asked for its dates: .* repeat the `backfill`$/,
      ),
    ]);
  });

  test('nor is one below another list', async () => {
    const place = new Place(billAnswer);
    const [, bills, lineIds, lines] = BILLS;
    const below = planOf([
      ids,
      bills,
      { ...lineIds, sync: { window: { from: 'since' } } },
      lines,
    ] as Definitions);
    const part = backfillPlan(below, { name: 'lines', from: '2024-01-01' });
    await place.run(part, { '/bill/B2/line/1': failed });
    const { calls, report } = await place.run(below, {}, {});
    expect(calls).toEqual([]);
    expect(noticeLines(report.reasons).join()).toMatch(/"line_ids" must be asked for its dates/);
  });
});

describe('what is not read', () => {
  test('what the configuration does not name any more, or names otherwise, is told', async () => {
    const place = new Place(billAnswer);
    await place.run(planOf(BILLS), { '/bill/B1': failed, '/bill/B2/line': failed });
    const { report, calls } = await place.run(
      planOf([
        { name: 'ids', path: '/bill', read: { item: 'b' } },
        { name: 'bills', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } } },
      ]),
      {},
      {},
    );
    expect(calls).toEqual([]);
    expect(report.outcome).toBe('incomplete');
    expect(noticeLines(report.reasons)).toEqual([
      expect.stringMatching(
        /^bills: "bills" reads GET \/bill\/\{b\}\/line now, and read GET \/bill\/\{b\} then: one/,
      ),
      expect.stringMatching(
        /^line_ids: it is not in the configuration any more: one object is not read again/,
      ),
    ]);
  });

  test('tables that only append or are replaced as a whole', async () => {
    const place = new Place(billAnswer);
    const [ids, bills] = BILLS;
    const plan = planOf([ids as never, { ...bills, write: { disposition: 'append' } } as never]);
    await place.run(plan, { '/bill/B1': failed });
    const { report, calls } = await place.run(plan, {}, {});
    expect(calls).toEqual([]);
    expect(noticeLines(report.reasons).join()).toMatch(
      /bills: "bills" is written with append: one object is not read again/,
    );
    expect(place.rows('bills')).toHaveLength(6);
  });

  test('a run that is not there, or of another account', async () => {
    const place = new Place(billAnswer);
    const plan = planOf(BILLS);
    await place.run(plan);
    await expect(place.run(plan, {}, { run: 'x' })).rejects.toThrow(/no such run/);
    const { runId } = await findRun(place.destination, 'last');
    await expect(retryOf(plan, place.destination, 'other', { run: runId })).rejects.toThrow(
      /the account acc/,
    );
  });
});

test('what is known is only added to: no load begins or ends', async () => {
  const place = new Place(billAnswer);
  const modes = BILLS.map((each) =>
    each.name === 'bills' || each.name === 'line_ids' ? { ...each, sync: { mode: 'known' as const } } : each,
  );
  const plan = planOf(modes);
  await place.run(plan, { '/bill/B1': failed, '/bill/B2/line/1': failed });
  const loads = JSON.stringify(place.destination.rows('_ovh_load'));
  const known = () => place.destination.rows('_ovh_known').filter(({ source }) => source !== 'ids').length;
  const before = known();
  const { report } = await place.run(plan, {}, {});
  expect(report.outcome).toBe('complete');
  expect(JSON.stringify(place.destination.rows('_ovh_load'))).toBe(loads);
  expect(known()).toBe(before + 2);
  const next = await place.run(plan);
  expect(next.calls).toEqual(['/bill']);
});

test('runs side by side: what hangs on known items is no difference', async () => {
  const place = new Place(billAnswer);
  const plan = planOf(
    BILLS.map((each) => (each.name === 'line_ids' ? { ...each, sync: { mode: 'known' as const } } : each)),
  );
  const gone: Record<string, Answer> = { '/bill/B7/line/2': { skip: 'gone', status: 404 } };
  await place.run(plan, gone);
  await place.run(plan, gone);
  const [after, before] = await listRuns(place.destination);
  if (!before || !after) throw new Error('two runs were expected');
  const { same, sources } = compareRuns(before, after);
  expect(same).toBe(true);
  expect(sources.map(({ name, isPartial }) => [name, isPartial])).toEqual([
    ['ids', false],
    ['bills', false],
    ['line_ids', true],
    ['lines', true],
  ]);
});
