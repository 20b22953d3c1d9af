// What a draft would do: the plan and its cost, sample values, the first rows as they will land, the check of keys.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { PlanNodeEntry } from '../../console/contract/draft-calls.js';
import { longTest } from '../extent.js';
import { type ConsolePlace, consolePlace } from './place.js';

let place: ConsolePlace;
let text: string;
/** Bills that the list has; one of them comes twice. */
let listed: number;

const MORE = `  - name: bill_objects
    path: /me/bill/{billId}
    parameters: { billId: { from: bills } }
  - name: lines
    path: /me/bill/{billId}/details
    parameters: { billId: { from: bills } }
    read: { item: billDetailId }
  - name: two_bills
    path: /me/bill/{billId}/payment
    parameters: { billId: [FR1, FR2, FR3, FR4, FR5, FR6, FR7] }
    read: { absent: [404] }
`;

beforeAll(async () => {
  place = await consolePlace({ sandbox: { bills: 12 } });
  text = `${(await place.ask('GET /api/source')).answer.text}${MORE}`;
  const list = await place.ask('POST /api/call', {
    method: 'GET',
    path: '/me/bill',
    parameters: {},
    query: {},
    headers: {},
  });
  if (list.answer.outcome !== 'ok') throw new Error('refused');
  listed = new Set(JSON.parse(list.answer.text) as string[]).size;
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

function expectNoKeys(raw: string): void {
  for (const key of Object.values(place.sandbox.keys)) expect(raw).not.toContain(key);
}

/** Calls with keys so far. */
async function callsSoFar(): Promise<number> {
  const stats = (await (await fetch(`${place.sandbox.url}/__sandbox/stats`)).json()) as {
    calls: Record<string, Record<string, number>>;
  };
  return Object.entries(stats.calls)
    .filter(([route]) => !/\.json$|\/auth\/time$|^\/?(1\.0|v1|v2)?\/?$/.test(route))
    .reduce((sum, [, counts]) => sum + Object.values(counts).reduce((a, b) => a + b, 0), 0);
}

describe('the plan of a draft', () => {
  test('has calls with and without shortcuts, minutes at the pace and rights, and calls nothing', async () => {
    await place.ask('POST /api/draft/check', { text });
    const before = await callsSoFar();
    const { status, answer, text: raw } = await place.ask('POST /api/draft/plan', { text });
    expect(status).toBe(200);
    expect(await callsSoFar()).toBe(before);
    expectNoKeys(raw);
    const [plan] = answer.connections;
    const nodes = new Map(plan?.nodes.map((node): [string, PlanNodeEntry] => [node.name, node]));
    expect(nodes.get('bill_objects')).toMatchObject({
      parent: 'bills',
      single: { known: 0, unknown: [{ factor: 1, times: 'bills' }] },
      few: { known: 0, unknown: [] },
      way: 'comes with bills',
    });
    expect(nodes.get('two_bills')).toMatchObject({
      single: { known: 7 },
      constants: [expect.stringMatching(/^billId: FR1, /)],
    });
    expect(plan).toMatchObject({ pace: 18, counted: false, region: 'eu' });
    expect(plan?.single.minutes).toBeUndefined();
    const right = plan?.rights.needed.find(({ path }) => path === '/me/bill/*');
    expect(right?.objects).toEqual(['bill_objects', 'lines', 'two_bills']);
    expect(plan?.rights.missing).toBeUndefined();
    expect(plan?.rights.createTokenLink).toContain('GET=/me/bill/*');
  });

  test('counts lists and asks for the rights of the key where it is wanted', async () => {
    const { answer } = await place.ask('POST /api/draft/plan', { text, ask: true });
    const [plan] = answer.connections;
    expect(plan?.counted).toBe(true);
    expect(plan?.nodes.find(({ name }) => name === 'bills')?.items).toBe(listed);
    expect(plan?.single.known).toBeGreaterThan(plan?.few.known ?? 0);
    expect(plan?.single.minutes).toBeCloseTo((plan?.single.known ?? 0) / 18 / 60);
    expect(plan?.rights.missing).toEqual([]);
  });

  test('of the file needs no text; a draft with issues is refused with them', async () => {
    const { answer } = await place.ask('POST /api/draft/plan', {});
    expect(answer.connections[0]?.nodes.map(({ name }) => name)).toEqual(['bills']);
    const { status, error } = await place.ask('POST /api/draft/plan', {
      text: text.replace('/details', '/detalis'),
    });
    expect(status).toBe(400);
    expect(error).toMatchObject({ code: 'draft-issues', issues: [{ code: 'route-unknown' }] });
  });
});

describe('a preview', () => {
  test('has rows as they will land, with digits, key and what is left out as secret', async () => {
    const {
      status,
      answer,
      text: raw,
    } = await place.ask('POST /api/draft/preview', { text, name: 'bill_objects' });
    expect(status).toBe(200);
    expectNoKeys(raw);
    expect(answer.table).toBe('bill_objects');
    const column = (name: string) => answer.columns.findIndex((each) => each.name === name);
    expect(answer.columns[column('bill_id')]).toMatchObject({ type: 'text', key: true });
    expect(answer.columns[column('price_with_tax_value')]).toMatchObject({ type: 'decimal', key: false });
    expect(answer.columns[column('date')]?.description).toMatch(/\S/);
    expect(answer.rows[0]?.[column('price_with_tax_value')]).toMatch(/^-?\d+(\.\d+)?$/);
    expect(answer.leftOut).toContainEqual({ field: 'password', why: 'secret-known' });
    expect(answer.columns.map(({ name }) => name)).not.toContain('password');
    expect(answer).toMatchObject({ total: 1, pace: 18, notes: [] });
    expect(answer.calls).toBeGreaterThanOrEqual(2);
    expect(answer.samples.values).toMatchObject([{ parameter: 'billId', from: 'bills' }]);
    expect(answer.samples.values[0]?.samples).toHaveLength(5);
    expect(answer.samples).toMatchObject({ more: listed - 5, atLeast: false });
    expect(answer.samples.addresses[0]).toBe(`/me/bill/${answer.samples.values[0]?.samples[0]}`);
    expect(answer.curl).toContain('/me/bill/');
  });

  test('works beside entries that are wrong, not where it needs them', async () => {
    const wrong = `${text}  - preset: bils\n  - name: late\n    path: /me/bill/{billId}\nschedule: { cron: "0 6 * * *", only: [late] }\n`;
    const { status, answer } = await place.ask('POST /api/draft/preview', {
      text: wrong,
      name: 'bill_objects',
    });
    expect([status, answer.rows.length]).toEqual([200, 1]);
    const needed = wrong.replace('path: /me/bill\n', 'path: /me/bil\n');
    const refused = await place.ask('POST /api/draft/preview', { text: needed, name: 'bill_objects' });
    expect(refused.error.code).toBe('draft-issues');
  });

  test('says why there is no row; an unknown one and one without keys are refused', async () => {
    const none = await place.ask('POST /api/draft/preview', { text, name: 'two_bills' });
    expect(none.answer).toMatchObject({ rows: [], nothing: expect.stringMatching(/\S/) });
    expect((await place.ask('POST /api/draft/preview', { text, name: 'other' })).status).toBe(404);
    const keyless = text.replace(/auth:\n( {2}.*\n)+/, '');
    const { status, error } = await place.ask('POST /api/draft/preview', { text: keyless, name: 'bills' });
    expect([status, error.issues?.[0]?.code]).toEqual([400, 'credentials-missing']);
  });
});

longTest('a preview that nobody waits for any more calls nothing more', async () => {
  const slow = await consolePlace({ sandbox: { bills: 12, latencyMs: 400 } });
  try {
    const deep = `  - name: line_objects
    path: /me/bill/{billId}/details/{billDetailId}
    parameters: { billId: { from: lines, parameter: billId }, billDetailId: { from: lines } }
`;
    const draft = `${(await slow.ask('GET /api/source')).answer.text}${MORE}${deep}`;
    await slow.ask('POST /api/draft/check', { text: draft });
    const abort = new AbortController();
    const asked = fetch(`${slow.origin}/api/draft/preview`, {
      method: 'POST',
      headers: {
        cookie: slow.cookie,
        'sec-fetch-site': 'same-origin',
        origin: slow.origin,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ text: draft, name: 'line_objects' }),
      signal: abort.signal,
    });
    const listed = async () => {
      const { calls } = (await (await fetch(`${slow.sandbox.url}/__sandbox/stats`)).json()) as {
        calls: Record<string, unknown>;
      };
      return Object.keys(calls).filter((route) => route.startsWith('GET /me/bill'));
    };
    for (let round = 0; round < 500 && (await listed()).length === 0; round++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    abort.abort();
    await expect(asked).rejects.toThrow();
    // Two more calls would have had their answers.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await listed()).not.toContain('GET /me/bill/{billId}/details/{billDetailId}');
  } finally {
    await slow.close();
  }
});

test('samples read the parents alone, and say the first addresses and how many more', async () => {
  const before = await callsSoFar();
  const { answer } = await place.ask('POST /api/draft/samples', { text, name: 'lines' });
  expect(answer.calls).toBe((await callsSoFar()) - before);
  expect(answer.calls).toBe(1);
  expect(answer.addresses).toHaveLength(5);
  expect(answer.addresses[0]).toMatch(/^\/me\/bill\/FR\w+\/details$/);
  expect(answer).toMatchObject({ more: listed - 5, atLeast: false });
  const constants = await place.ask('POST /api/draft/samples', { text, name: 'two_bills' });
  expect(constants.answer).toMatchObject({ calls: 0, more: 2, values: [] });
  expect(constants.answer.addresses[0]).toBe('/me/bill/FR1/payment');
});

describe('Connect', () => {
  test('has one line for each check, with a code and its state', async () => {
    const { status, answer, text: raw } = await place.ask('POST /api/check', { text });
    expect(status).toBe(200);
    expectNoKeys(raw);
    const [checked] = answer.connections;
    expect(checked?.lines.map(({ subject, code }) => [subject, code])).toEqual(
      expect.arrayContaining([
        ['destination', 'destination-ready'],
        ['region', 'region-answers'],
        ['clock', 'clock-agrees'],
        ['account', 'account-found'],
        ['keys', 'key-valid'],
        ['rights', 'rights-granted'],
      ]),
    );
    expect(answer.calls).toBeGreaterThan(0);
  });

  test('says what can be done: another clock, a right that is missing, no keys', async () => {
    const other = await consolePlace({ sandbox: { clockSkewSeconds: 300, rules: ['GET /me'] } });
    try {
      const { answer } = await other.ask('POST /api/check', {});
      const lines = answer.connections[0]?.lines ?? [];
      expect(lines.find(({ subject }) => subject === 'clock')).toMatchObject({
        code: 'clock-differs',
        state: 'warning',
        remedy: { kind: 'set-clock' },
      });
      expect(lines.find(({ code }) => code === 'rights-missing')).toMatchObject({
        state: 'problem',
        text: expect.stringContaining('GET /me/bill'),
        remedy: { kind: 'create-token', link: expect.stringContaining('GET=/me/bill') },
      });
      const keyless = (await other.ask('GET /api/source')).answer.text.replace(/auth:\n( {2}.*\n)+/, '');
      const { answer: without } = await other.ask('POST /api/check', { text: keyless });
      expect(without.connections[0]).toMatchObject({
        state: 'problem',
        lines: [{ code: 'credentials-missing', subject: 'keys', remedy: { kind: 'login' } }],
      });
    } finally {
      await other.close();
    }
  });
});

describe('lists that an endpoint lacks', () => {
  const HEAD = (): string => text.slice(0, text.indexOf('endpoints:'));
  const asked = (endpoints: string) =>
    place.ask('POST /api/draft/parents', { text: `${HEAD()}endpoints:\n${endpoints}`, entry: 0 });
  const DETAIL = `  - name: one_line
    path: /me/bill/{billId}/details/{billDetailId}
`;

  test('are added with those above them, and mapped; the draft is then valid', async () => {
    const { answer } = await asked(DETAIL);
    expect(answer.added).toEqual(['me_bill_ids', 'me_bill_details_ids']);
    const edited = await place.ask('POST /api/draft/edit', {
      text: `${HEAD()}endpoints:\n${DETAIL}`,
      edits: answer.edits,
    });
    const { answer: check } = await place.ask('POST /api/draft/check', { text: edited.answer.text });
    expect(check.issues).toEqual([]);
    expect(check.outline?.objects.map(({ name }) => name)).toEqual([
      'me_bill_ids',
      'me_bill_details_ids',
      'one_line',
    ]);
  });

  test('one that is there is used, a constant stays', async () => {
    const { answer } = await asked(
      `${DETAIL}    parameters: { billId: FR1 }\n  - { name: mine, path: /me/bill, table: false, read: { item: billId } }\n`,
    );
    expect(answer.added).toHaveLength(1);
    expect(JSON.stringify(answer.edits)).toContain('FR1');
    const used = await asked(
      `  - { name: one, path: '/me/bill/{billId}/debt' }\n  - { name: mine, path: /me/bill, table: false, read: { item: id } }\n`,
    );
    expect(used.answer).toMatchObject({
      added: [],
      edits: [{ set: ['endpoints', 0, 'parameters', 'billId'], value: { from: 'mine' } }],
    });
  });

  test('what no route lists is refused with its reason', async () => {
    const { status, error } = await asked("  - { name: one, path: '/no/such/{thing}' }\n");
    expect([status, error.code]).toEqual([404, 'route-unknown']);
    const gone = await place.ask('POST /api/draft/parents', { text, entry: 99 });
    expect(gone.error.code).toBe('not-found');
  });
});
