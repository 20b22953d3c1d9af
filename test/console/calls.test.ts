// TRY: what is shown before a call, that it is sent once and only after consent, and answers of any size, without secrets.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KeptAnswers } from '../../console/server/calls/kept-answers.js';
import { longTest } from '../extent.js';
import { type ConsolePlace, consolePlace } from './place.js';

let place: ConsolePlace;

beforeAll(async () => {
  place = await consolePlace({ sandbox: { bills: 30 } });
});

afterAll(async () => {
  expect(place.faults).toEqual([]);
  await place.close();
});

const request = (method: string, path: string, more: object = {}) => ({
  method,
  path,
  parameters: {},
  query: {},
  headers: {},
  ...more,
});

async function callsOf(route: string): Promise<number> {
  const stats = (await (await fetch(`${place.sandbox.url}/__sandbox/stats`)).json()) as {
    calls: Record<string, Record<string, number>>;
  };
  return Object.values(stats.calls[route] ?? {}).reduce((sum, count) => sum + count, 0);
}

function expectNoKeys(text: string): void {
  for (const key of Object.values(place.sandbox.keys)) expect(text).not.toContain(key);
}

describe('a GET', () => {
  test('is sent at once: text with the digits of the wire, headers, query id, code; secrets are masked', async () => {
    const ids = await place.ask('POST /api/call', request('GET', '/me/bill'));
    expect(ids.answer).toMatchObject({ outcome: 'ok', status: 200, isWhole: true, hidden: false, pace: 18 });
    if (ids.answer.outcome !== 'ok') throw new Error('refused');
    const list = JSON.parse(ids.answer.text) as string[];
    expect(ids.answer.items).toBe(list.length);
    const one = await place.ask(
      'POST /api/call',
      request('GET', '/me/bill/{billId}', { parameters: { billId: list[0] } }),
    );
    if (one.answer.outcome !== 'ok') throw new Error('refused');
    expect(JSON.parse(one.answer.text)).toMatchObject({ billId: list[0], password: '********' });
    expect(one.answer.text).toMatch(/\n {4}"value": [\d.]+\n/);
    expect(one.answer.hidden).toBe(true);
    expect(one.answer.headers.map(([name]) => name)).toContain('content-type');
    expect(one.answer.queryId).toMatch(/\S+/);
    expect(one.answer.milliseconds).toBeGreaterThanOrEqual(0);
    expect(Object.keys(one.answer.code)).toEqual(['curl', 'node', 'python', 'php']);
    expect(one.answer.code.curl).toContain(`/me/bill/${list[0]}`);
    expectNoKeys(one.text);
  });

  test('a refusal is an answer, with the class and words of the API', async () => {
    const { answer, status, text } = await place.ask(
      'POST /api/call',
      request('GET', '/me/bill/{billId}', { parameters: { billId: 'NONE' } }),
    );
    expect(status).toBe(200);
    expect(answer).toMatchObject({ outcome: 'refused', status: 404, queryId: expect.any(String) });
    if (answer.outcome === 'refused') expect(answer.message).not.toBe('');
    expectNoKeys(text);
  });

  test('every fault of a call is named, and nothing is sent', async () => {
    const before = await callsOf('GET /me/bill/{billId}');
    const { status, error } = await place.ask(
      'POST /api/call',
      request('GET', '/me/bill/{billId}', { body: '{' }),
    );
    expect([status, error.code]).toEqual([400, 'call-value']);
    const missing = await place.ask('POST /api/call', request('GET', '/me/bill/{billId}'));
    // A person at a page has no options of a command.
    expect(missing.error.issues).toEqual([
      { code: 'call-value', where: '{billId}', message: 'has no value' },
    ]);
    const wrong = await place.ask(
      'POST /api/call',
      request('GET', '/me/bill', { query: { 'date.from': 'soon' } }),
    );
    expect([wrong.status, wrong.error.code]).toEqual([400, 'call-value']);
    expect(await callsOf('GET /me/bill/{billId}')).toBe(before);
  });

  test('the next page of v2 comes by its cursor', async () => {
    const path = '/v2/iam/resource';
    const first = await place.ask(
      'POST /api/call',
      request('GET', path, { headers: { 'X-Pagination-Size': '2' } }),
    );
    if (first.answer.outcome !== 'ok') throw new Error('refused');
    expect(first.answer.items).toBe(2);
    const { nextPage } = first.answer;
    expect(Object.keys(nextPage ?? {})).toEqual(['X-Pagination-Cursor']);
    const headers = { 'X-Pagination-Size': '2', 'X-Schemas-Version': '1.0', ...nextPage };
    const second = await place.ask('POST /api/call', request('GET', path, { headers }));
    if (second.answer.outcome !== 'ok') throw new Error('refused');
    expect(second.answer.text).not.toBe(first.answer.text);
  });
});

describe('a call with effects', () => {
  const body = '{"name": "notes.txt", "tags": []}';
  const post = request('POST', '/me/document', { body });

  test('is not sent without having been shown', async () => {
    const before = await callsOf('POST /me/document');
    const { status, error } = await place.ask('POST /api/call', post);
    expect([status, error.code]).toEqual([409, 'consent-missing']);
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await place.ask('POST /api/call', request(method, '/me/document'))).error.code).toBe(
        'consent-missing',
      );
    expect(await callsOf('POST /me/document')).toBe(before);
  });

  test('is shown as it will be sent; then sent once, however often it is clicked', async () => {
    const before = await callsOf('POST /me/document');
    const { answer: draft } = await place.ask('POST /api/call/draft', post);
    expect(draft).toMatchObject({
      effects: true,
      sendable: true,
      shown: {
        method: 'POST',
        url: `${place.sandbox.url}/1.0/me/document`,
        body: expect.stringContaining('notes.txt'),
      },
    });
    expect(draft.code.python).toContain('notes.txt');
    const without = await place.ask('POST /api/call', { draft: draft.id, consent: false as true });
    expect(without.error.code).toBe('consent-missing');
    expect(await callsOf('POST /me/document')).toBe(before);
    const clicks = await Promise.all(
      [1, 2, 3].map(() => place.ask('POST /api/call', { draft: draft.id, consent: true })),
    );
    expect(clicks.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(clicks.find(({ status }) => status === 409)?.error.code).toBe('draft-used');
    expect(await callsOf('POST /me/document')).toBe(before + 1);
  });

  test('what is sent is what was shown, whatever comes with the consent', async () => {
    const { answer: draft } = await place.ask('POST /api/call/draft', post);
    const changed = { draft: draft.id, consent: true, ...request('DELETE', '/me/document/{id}') } as never;
    expect((await place.ask('POST /api/call', changed)).status).toBe(400);
    const unknown = await place.ask('POST /api/call', { draft: 'x', consent: true });
    expect([unknown.status, unknown.error.code]).toEqual([409, 'draft-used']);
  });

  test('faults are found before it is shown', async () => {
    const { status, error } = await place.ask(
      'POST /api/call/draft',
      request('POST', '/me/document', { body: '{"name": 1}' }),
    );
    expect([status, error.code]).toEqual([400, 'call-value']);
    const missing = await place.ask('POST /api/call/draft', request('POST', '/me/document'));
    expect(missing.error.message).toContain('body');
  });
});

const OPEN = {
  resourcePath: '/auth',
  apis: [
    { path: '/auth/time', operations: [{ httpMethod: 'GET', responseType: 'long', noAuthentication: true }] },
    { path: '/me/bill', operations: [{ httpMethod: 'GET', responseType: 'string[]' }] },
  ],
  models: {},
};

describe('the account', () => {
  test('who, until when, which rights; the link for new keys', async () => {
    const { answer, text } = await place.ask('POST /api/account', {});
    expect(answer).toMatchObject({
      account: expect.any(String),
      state: expect.stringMatching(/valid|expires/),
    });
    expect(answer.rules?.length).toBeGreaterThan(0);
    expect(answer.methods).toContain('GET');
    expect(answer.createTokenLink).toContain('/createToken/');
    expectNoKeys(text);
  });

  test('without keys: only what needs none is sent', async () => {
    const bare = await consolePlace({ keys: false, documents: [OPEN] });
    try {
      const { answer } = await bare.ask('POST /api/account', {});
      expect(answer).toEqual({ state: 'no-keys', createTokenLink: expect.any(String) });
      const signed = await bare.ask('POST /api/call', request('GET', '/me/bill'));
      expect([signed.status, signed.error.code]).toEqual([400, 'credentials-missing']);
      const open = await bare.ask('POST /api/call', request('GET', '/auth/time'));
      expect(open.answer).toMatchObject({ outcome: 'ok', status: 200 });
      const { answer: draft } = await bare.ask('POST /api/call/draft', request('GET', '/me/bill'));
      expect(draft.sendable).toBe(false);
      expect(bare.faults).toEqual([]);
    } finally {
      await bare.close();
    }
  });

  test('a connection that there is not', async () => {
    const { status, error } = await place.ask('POST /api/account', { connection: 'other' });
    expect([status, error.code]).toEqual([404, 'not-found']);
  });
});

describe('answers of any size', () => {
  test('lines of an answer, and its text', async () => {
    const { answer } = await place.ask('POST /api/call', request('GET', '/me/bill'));
    if (answer.outcome !== 'ok') throw new Error('refused');
    const all = answer.text.split('\n');
    const lines = await place.ask('GET /api/answer/lines', { id: answer.id, from: 1, count: 2 });
    expect(lines.answer).toEqual({ from: 1, lines: all.slice(1, 3), total: all.length });
    expect((await place.ask('GET /api/answer/text', { id: answer.id })).text).toBe(answer.text);
    expect((await place.ask('GET /api/answer/text', { id: 'other' })).status).toBe(404);
    expect((await place.ask('GET /api/answer/lines', { id: 'x', from: 0, count: 1 })).status).toBe(404);
  });

  longTest('one of 20 MB: every line is there, with the digits of the wire', async () => {
    const item = (at: number) => `{"id":9007199254740993${at},"value":1.10,"name":"${'n'.repeat(150)}"}`;
    const body = `[${Array.from({ length: 100_000 }, (_, at) => item(at)).join(',')}]`;
    const api = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end(body),
    );
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const large = await consolePlace({ keys: false, baseUrl: url, documents: [OPEN] });
    try {
      const { answer } = await large.ask('POST /api/call', request('GET', '/auth/time'));
      if (answer.outcome !== 'ok') throw new Error(answer.message);
      expect(answer).toMatchObject({ items: 100_000, lines: 500_002, isWhole: false });
      expect(answer.bytes).toBeGreaterThan(20_000_000);
      const { answer: last } = await large.ask('GET /api/answer/lines', {
        id: answer.id,
        from: 499_996,
        count: 3,
      });
      expect(last.lines[1]?.trim()).toBe('"id": 900719925474099399999,');
      expect(last.lines[2]?.trim()).toBe('"value": 1.10,');
    } finally {
      await large.close();
      api.closeAllConnections();
      api.close();
    }
  });

  test('a large one is sent in parts, of which each line is the same; the oldest are forgotten', () => {
    const answers = new KeptAnswers();
    const line = (at: number) => `  "${at} ${'x'.repeat(100)}",`;
    const text = Array.from({ length: 50_000 }, (_, at) => line(at)).join('\n');
    const kept = answers.keep(text);
    expect(kept).toMatchObject({ bytes: text.length, lines: 50_000, isWhole: false });
    expect(kept.text.split('\n')[999]).toBe(line(999));
    expect(answers.lines(kept.id, 49_998, 10)).toEqual({
      from: 49_998,
      lines: [line(49_998), line(49_999)],
      total: 50_000,
    });
    expect(answers.lines(kept.id, 50_000, 10)?.lines).toEqual([]);
    const one = answers.keep('y'.repeat(3_000_000));
    expect([one.lines, one.text.length]).toEqual([1, 256 * 1024]);
    for (let at = 0; at < 10; at++) answers.keep('z');
    expect(answers.text(kept.id)).toBeUndefined();
    expect(answers.text(one.id)).toBeUndefined();
  });
});

test('a configuration that is wrong is a problem that is shown, and the page goes on', async () => {
  const { writeFileSync } = await import('node:fs');
  const broken = await consolePlace();
  try {
    writeFileSync(broken.file, 'region: nowhere\nendpoints: []\n');
    const { answer } = await broken.ask('GET /api/session');
    expect(answer.problems.length).toBeGreaterThan(0);
    expect(answer.credentials).toEqual({ kind: 'none', from: [] });
    const call = await broken.ask('POST /api/call', request('GET', '/me/bill'));
    expect(call.status).toBe(400);
    expect(broken.faults).toEqual([]);
  } finally {
    await broken.close();
  }
});
