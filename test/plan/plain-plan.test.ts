// A plan is plain data: it can be printed, and sent to another process, which then reads the same.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import { MemoryDestination } from '../../connector/destinations/memory/memory.js';
import { systemClock } from '../../connector/model/clock.js';
import { Decimal } from '../../connector/model/json.js';
import type { Plan } from '../../connector/model/plan.js';
import { backfillPlan } from '../../connector/plan/modes/backfill.js';
import { PRESETS } from '../../endpoints/presets.js';
import { planOf, ScriptedClient } from '../read/scripted-client.js';
import { runOf } from '../run/run-plan.js';

const through = (plan: Plan): Plan => JSON.parse(JSON.stringify(plan));

/** The places of what is no plain data. */
function notPlain(value: unknown, at = 'plan'): string[] {
  if (value === null || ['string', 'boolean', 'undefined'].includes(typeof value)) return [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${at}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((item, index) => notPlain(item, `${at}[${index}]`));
  if (typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) {
    return [`${at}: ${typeof value}`];
  }
  return Object.entries(value).flatMap(([key, member]) => notPlain(member, `${at}.${key}`));
}

describe('a plan through JSON', () => {
  test.each(PRESETS.map(({ name }) => [name]))('of the preset %s is the same', (preset) => {
    const region = preset.startsWith('us_') ? 'us' : 'eu';
    const config = { region, endpoints: [{ preset }], schemas: { use: 'never' } };
    const { plan } = openWithoutKeys(config, { env: {}, home: '/', cwd: '/' });
    expect(plan.nodes.length).toBeGreaterThan(0);
    expect(notPlain(plan)).toEqual([]);
    expect(through(plan)).toEqual(plan);
  });

  test('the scanner finds what is not plain', () => {
    expect(notPlain({ a: [new Map(), () => 1, 1n, new Decimal('1')] })).toHaveLength(4);
  });

  const EXACT = planOf([
    {
      name: 'things',
      path: '/thing/{n}/{kind}',
      parameters: { n: { value: [9007199254740993n, 7, new Decimal('1.50')] }, kind: { value: 'a' } },
    },
    {
      name: 'search',
      path: '/search',
      method: 'POST',
      body: { above: 9007199254740993n, price: new Decimal('59.90'), $number: 'x' },
      write: { allowWrite: true },
    },
    { name: 'ids', path: '/bill', read: { item: 'b' }, sync: { window: { from: 'date.from' } } },
    { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
    {
      name: 'pairs',
      path: '/pair/{b}/{n}',
      parameters: { b: { from: 'ids' }, n: { from: 'numbers' } },
      read: { combine: true },
    },
    { name: 'numbers', path: '/number', read: { item: 'n' } },
  ]);

  async function run(plan: Plan) {
    const requests: string[] = [];
    const client = new ScriptedClient((path, { body, query }) => {
      requests.push(`${path} ${JSON.stringify([query, String(body && Object.values(body))])}`);
      if (path === '/bill') return ['B1', 'B2'];
      if (path === '/number') return [1, 2];
      return { id: path, value: 1 };
    });
    const destination = new MemoryDestination();
    const report = await runOf({
      plan,
      client,
      destination,
      clock: { ...systemClock, now: () => Date.UTC(2026, 0, 1), random: () => 0.5 },
    });
    const rows = ['things', 'search', 'bills', 'pairs'].map((table) =>
      destination.rows(table).map(({ _run_id, ...row }) => row),
    );
    return { requests, rows, report: { ...report, runId: '' } };
  }

  test('gives the same requests, rows and report, digits of constants and bodies among them', async () => {
    expect(notPlain(EXACT)).toEqual([]);
    const [one, other] = [await run(EXACT), await run(through(EXACT))];
    expect(other).toEqual(one);
    expect(one.report.outcome).toBe('complete');
    expect(one.requests).toContainEqual(expect.stringMatching(/^\/thing\/9007199254740993\/a /));
    expect(one.requests).toContainEqual(expect.stringMatching(/^\/thing\/1\.50\/a /));
    expect(one.requests).toContainEqual(expect.stringMatching(/^\/search .*9007199254740993,59\.90,x/));
    expect(one.requests.filter((request) => request.startsWith('/pair/'))).toHaveLength(4);
  });

  test('of a backfill too', () => {
    const plan = backfillPlan(EXACT, { name: 'ids', from: '2024-01-01' });
    expect(plan.isBackfill).toBe(true);
    expect(notPlain(plan)).toEqual([]);
    expect(through(plan)).toEqual(plan);
  });
});
