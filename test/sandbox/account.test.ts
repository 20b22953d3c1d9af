/** The account on the wire: filters, digits, edge cases, determinism. */

import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type LosslessNumber, parse } from 'lossless-json';
import type { RunningSandbox } from '../../sandbox/main.js';
import { startSandbox } from '../../sandbox/main.js';
import { type Ask, ask, askJson, control, withSandbox } from './naive-reader.js';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rate: 0, bills: 200 });
});
afterAll(() => sandbox.close());

const text = async (path: string, how: Ask = {}): Promise<string> => (await ask(sandbox, path, how)).text;
const list = async (path: string): Promise<string[]> => (await askJson(sandbox, path)) as string[];

describe('filters', () => {
  test('date.from and date.to are both included, on instants', async () => {
    const edge = encodeURIComponent('2026-06-01T00:00:00.123Z');
    expect(await list(`/1.0/me/bill?date.from=${edge}&date.to=${edge}`)).toEqual(['FR90000024']);
    const otherZone = encodeURIComponent('2026-06-01T02:00:00.123+02:00');
    expect(await list(`/1.0/me/bill?date.from=${otherZone}&date.to=${otherZone}`)).toEqual(['FR90000024']);
    const before = encodeURIComponent('2026-06-01T00:00:00.122Z');
    expect(await list(`/1.0/me/bill?date.from=${before}&date.to=${before}`)).toEqual([]);
    expect(await list('/1.0/me/bill?date.from=2025-12-31&date.to=2026-01-01')).toContain('FR90000026');
  });

  test('windows of the list add up to the whole of it', async () => {
    const all = await list('/1.0/me/bill');
    const parts = await Promise.all(
      [2018, 2020, 2022, 2024].map((year) =>
        list(`/1.0/me/bill?date.from=${year}-01-01&date.to=${year + 1}-12-31T23:59:59.999Z`),
      ),
    );
    const rest = await list('/1.0/me/bill?date.from=2026-01-01');
    expect([...parts.flat(), ...rest].toSorted()).toEqual(all.toSorted());
    expect(parts.every((part) => part.length > 0)).toBe(true);
  });

  test('category and orderId', async () => {
    const all = new Set(await list('/1.0/me/bill'));
    const web = await list('/1.0/me/bill?category=purchase-web');
    expect(web.length).toBeGreaterThan(0);
    expect(web.length).toBeLessThan(all.size);
    expect(await list('/1.0/me/bill?orderId=9007199254740993')).toEqual(['FR90000009']);
    expect(await list('/1.0/me/bill?orderId=9007199254740992')).toEqual([]);
  });

  test('orders without a date are in the list, and in no window', async () => {
    expect(await text('/1.0/me/order')).toContain('150000001');
    expect(await text('/1.0/me/order?date.from=1970-01-01')).not.toContain('150000001');
  });

  test.each([
    ['/1.0/me/bill?limit=10&offset=0', 'Received not described parameters: limit, offset'],
    ['/1.0/me/bill/FR10000000?x=', 'Received not described parameters: x'],
    ['/1.0/me/bill?date.from=yesterday', 'datetime'],
    ['/1.0/me/bill?date.from=2026-02-30', 'datetime'],
    ['/1.0/me/bill?date.from=2026-01-01T00:00:00+01:00', 'datetime'],
    ['/1.0/me/bill?date.from=2026-01-01T00:00:00', 'datetime'],
    ['/1.0/me/bill?orderId=12a', 'long'],
    ['/1.0/me/bill?category=nonsense', 'one of'],
    ['/1.0/me/bill?orderId=1&orderId=2', 'more than once'],
    ['/1.0/me/bill?orderId=%zz', 'not well encoded'],
    ['/1.0/me/order/abc', 'long'],
    ['/1.0/me/document/abc', 'uuid'],
    ['/1.0/ip/192.0.2.0%252F28', 'ip'],
    ['/1.0/domain?iamTags=%7B', 'tags'],
  ])('400 for %s', async (path, message) => {
    const answer = await ask(sandbox, path);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({
      class: 'Client::BadRequest',
      message: expect.stringContaining(message),
    });
  });

  test('IAM tags, regions, usage periods', async () => {
    const tags = encodeURIComponent('{"env":[{"operator":"EQ","value":"prod"}]}');
    const prod = await list(`/1.0/domain?iamTags=${tags}`);
    expect(prod).toContain('example-1.example');
    expect(prod).not.toContain('example-2.example');
    const [project] = await list('/1.0/cloud/project');
    const instances = (await askJson(sandbox, `/1.0/cloud/project/${project}/instance`)) as {
      region: string;
    }[];
    const region = instances[0]?.region ?? '';
    const some = (await askJson(
      sandbox,
      `/1.0/cloud/project/${project}/instance?region=${region}`,
    )) as unknown[];
    expect(some).toEqual(instances.filter((one) => one.region === region));
    expect(
      await list(`/1.0/cloud/project/${project}/usage/history?from=2026-05-01&to=2026-07-01`),
    ).toHaveLength(2);
  });
});

describe('bytes', () => {
  test('numbers keep their digits', async () => {
    const [first] = await list('/1.0/me/bill/FR90000013/details');
    expect(await text(`/1.0/me/bill/FR90000013/details/${first}`)).toContain('"value":16.43856}');
    const lines = await Promise.all(
      (await list('/1.0/me/bill/FR90000013/details')).map((id) =>
        text(`/1.0/me/bill/FR90000013/details/${id}`),
      ),
    );
    for (const token of ['1e-05', '1E+2', '59.90', '10.000'])
      expect(lines.join()).toContain(`"value":${token}}`);
    expect(await text('/1.0/me/bill/FR90000011')).toContain('"priceInUcents":9900000000000001,');
    expect(await text('/1.0/me/bill/FR90000009')).toContain('"orderId":9007199254740993,');
    expect(await text('/1.0/me/order/9007199254740993')).toContain('"orderId":9007199254740993');
    expect(await text('/1.0/me/order')).toContain('2147483648');
  });

  test('fields that are null and fields that are missing', async () => {
    expect(await askJson(sandbox, '/1.0/me/bill/FR90000002')).toHaveProperty('pdfUrl', null);
    expect(await askJson(sandbox, '/1.0/me/bill/FR90000003')).not.toHaveProperty('pdfUrl');
    expect(await askJson(sandbox, '/1.0/me/bill/FR90000031')).toMatchObject({ eInvoicingId: '' });
    expect(await askJson(sandbox, '/1.0/me/bill/FR90000001/details')).toEqual([]);
    expect(await askJson(sandbox, '/1.0/me/bill/FR90000035')).toMatchObject({
      uniqueId: 'camel',
      unique_id: 'snake',
      order: 7,
    });
    const projects = await list('/1.0/cloud/project');
    const usages = await Promise.all(
      projects.map((id) => askJson(sandbox, `/1.0/cloud/project/${id}/usage/current`)),
    );
    expect(usages).toContainEqual(
      expect.objectContaining({ hourlyUsage: null, totalPrice: expect.anything() }),
    );
  });

  test('odd texts arrive escaped and whole', async () => {
    const ids = await list('/1.0/me/bill/FR90000029/details');
    const texts = await Promise.all(ids.map((id) => text(`/1.0/me/bill/FR90000029/details/${id}`)));
    expect(texts.join()).toContain('lone surrogate \\ud800 inside');
    expect(texts.join()).toContain('NUL \\u0000 inside');
    expect(texts.join()).toContain('🚀');
    const [long] = await list('/1.0/me/bill/FR90000030/details');
    const { description } = JSON.parse(await text(`/1.0/me/bill/FR90000030/details/${long}`)) as {
      description: string;
    };
    expect(description.length).toBeGreaterThanOrEqual(200_000);
    expect(description.startsWith('=cmd')).toBe(true);
  });

  test('content type, gzip where it is accepted and worth it', async () => {
    const plain = await ask(sandbox, '/1.0/me/bill');
    expect(plain.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const packed = await ask(sandbox, '/1.0/me/bill', { headers: { 'Accept-Encoding': 'gzip, deflate' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.bytes)).toEqual(plain.bytes);
    const refused = await ask(sandbox, '/1.0/me/bill', { headers: { 'Accept-Encoding': 'gzip;q=0' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
    const small = await ask(sandbox, '/1.0/auth/details', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  test('bare values', async () => {
    expect(await text('/1.0/me/order/9007199254740993/status')).toBe('"delivered"');
    expect(await text('/1.0/auth/time', { credentials: 'none' })).toMatch(/^\d{10}$/);
  });

  test('the same seed gives the same bytes, another seed others', async () => {
    const bytes = async (options: object): Promise<string> => {
      let found = '';
      await withSandbox(
        () => startSandbox(options),
        async (other) => {
          found = (await ask(other, '/__sandbox/truth', { credentials: 'none' })).text;
        },
      );
      return found;
    };
    const first = await bytes({ seed: 'a' });
    expect(await bytes({ seed: 'a' })).toBe(first);
    expect(await bytes({ seed: 'b' })).not.toBe(first);
  });
});

describe('coherence', () => {
  test('lines add up to the total without tax, and tax to the total with it', async () => {
    for (const id of (await list('/1.0/me/bill')).slice(3, 60)) {
      const bill = (await askJson(sandbox, `/1.0/me/bill/${id}`)) as Record<
        string,
        { priceInUcents: number }
      >;
      const lines = await Promise.all(
        (await list(`/1.0/me/bill/${id}/details`)).map((line) =>
          askJson(sandbox, `/1.0/me/bill/${id}/details/${line}`),
        ),
      );
      const sum = lines.reduce<number>(
        (total, line) => total + (line as { totalPrice: { priceInUcents: number } }).totalPrice.priceInUcents,
        0,
      );
      expect(sum).toBe(bill.priceWithoutTax?.priceInUcents);
      expect(sum + (bill.tax?.priceInUcents ?? Number.NaN)).toBe(bill.priceWithTax?.priceInUcents);
    }
  });

  test('a bill and its order and debt know each other', async () => {
    const bill = parse(await text('/1.0/me/bill/FR90000034')) as { orderId: LosslessNumber };
    const order = bill.orderId.value;
    expect(await askJson(sandbox, `/1.0/me/order/${order}/associatedObject`)).toEqual({
      id: 'FR90000034',
      type: 'Bill',
    });
    expect(await text(`/1.0/me/order/${order}/status`)).toBe('"notPaid"');
    const debt = parse(await text('/1.0/me/bill/FR90000034/debt')) as {
      debtId: LosslessNumber;
      orderId: LosslessNumber;
    };
    expect(debt.orderId.value).toBe(order);
    expect(await text(`/1.0/me/debtAccount/debt/${debt.debtId.value}`)).toBe(
      await text('/1.0/me/bill/FR90000034/debt'),
    );
  });

  test('an absent payment or debt is 404, or 200 and null by the switch', async () => {
    expect((await ask(sandbox, '/1.0/me/bill/FR90000034/payment')).status).toBe(404);
    expect((await ask(sandbox, '/1.0/me/bill/FR90000002/debt')).status).toBe(404);
    await control(sandbox, '/options', { payment404: false });
    const answer = await ask(sandbox, '/1.0/me/bill/FR90000034/payment');
    expect([answer.status, answer.text]).toEqual([200, 'null']);
    expect(await text('/1.0/me/bill/FR90000002/debt')).toBe('null');
    expect(await text('/1.0/me/bill/FR90000002/debt/operation')).toBe('[]');
    await control(sandbox, '/options', { payment404: true });
  });

  test('gone, expired and refused objects, and none of them without edges', async () => {
    const all = await list('/1.0/me/bill');
    expect(all.filter((id) => id === 'FR90000004')).toHaveLength(2);
    for (const tail of ['', '/details', '/payment', '/debt']) {
      expect((await ask(sandbox, `/1.0/me/bill/FR90000098${tail}`)).status).toBe(404);
      expect((await ask(sandbox, `/1.0/me/bill/FR90000099${tail}`)).status).toBe(403);
    }
    const expired = await ask(sandbox, '/1.0/domain/expired.example/serviceInfos');
    expect([expired.status, expired.text]).toEqual([460, '{"message":"This service is expired"}']);
    await withSandbox(
      () => startSandbox({ edges: false, bills: 5 }),
      async (clean) => {
        const bills = (await askJson(clean, '/1.0/me/bill')) as string[];
        expect(bills).toContain('FR90000002');
        expect(bills).not.toContain('FR90000098');
        expect(await askJson(clean, '/1.0/domain')).not.toContain('expired.example');
      },
    );
  });
});

interface Spend {
  documents: Record<
    'kind' | 'id' | 'state' | 'day' | 'withoutTax' | 'tax' | 'withTax' | 'lines' | 'currency',
    string
  >[];
  sums: Record<'kind' | 'month' | 'service' | 'project' | 'currency' | 'amount', string>[];
}

describe('spend', () => {
  const price = (value: unknown) => BigInt((value as { priceInUcents: LosslessNumber }).priceInUcents.value);
  const spend = async () => JSON.parse(await text('/__sandbox/spend', { credentials: 'none' })) as Spend;

  test('is told document by document as their own routes do', async () => {
    const { documents } = await spend();
    const paths = { bill: '/1.0/me/bill', refund: '/1.0/me/refund', corrective: '/1.0/me/correctiveInvoice' };
    for (const [kind, path] of Object.entries(paths)) {
      const told = documents.filter((each) => each.kind === kind);
      expect(told.map(({ id }) => id).sort()).toEqual([...new Set(await list(path))].sort());
      for (const each of told.filter(({ state }) => state === 'here').slice(-30)) {
        const found = parse(await text(`${path}/${each.id}`)) as Record<string, unknown>;
        const withTax = price(found.priceWithTax);
        const sign = kind === 'refund' && withTax > 0n ? -1n : 1n;
        const amounts = [withTax, price(found.priceWithoutTax), price(found.tax)].map((one) => sign * one);
        expect([each.withTax, each.withoutTax, each.tax].map(BigInt)).toEqual(amounts);
        expect(String(found.date).startsWith(each.day)).toBe(true);
      }
    }
  });

  test('has documents whose parts do not add up, in every way', async () => {
    const { documents } = await spend();
    const named = (id: string) => documents.find((each) => each.id === id);
    const gaps = (id: string) => {
      const { withTax = '', withoutTax = '', tax = '', lines = '' } = named(id) ?? {};
      return [BigInt(withoutTax) - BigInt(lines), BigInt(withTax) - BigInt(withoutTax) - BigInt(tax)];
    };
    const cent = 1_000_000n;
    expect(gaps('FR90000036')).toEqual([cent, 0n]);
    expect(gaps('FR90000037')).toEqual([0n, 0n]);
    expect(named('FR90000037')?.tax).toBe(String(201n * cent));
    expect(gaps('FR90000038')).toEqual([0n, cent]);
    expect(gaps('FR90000039')).toEqual([300n * cent, 0n]);
    expect(gaps('FR90000040')).toEqual([300n * cent, 0n]);
    expect(gaps('FR90000001')).toEqual([1200n * cent, 0n]);
    expect(documents.filter(({ state }) => state !== 'here').map(({ state }) => state)).toEqual([
      'gone',
      'refused',
    ]);
    expect(new Set(documents.map(({ currency }) => currency))).toEqual(
      new Set(['EUR', 'PLN', 'USD', 'points', 'N/A']),
    );
  });

  test('lines of bills name projects and services of the account, most of them', async () => {
    const { documents, sums } = await spend();
    const projects = await list('/1.0/cloud/project');
    const billed = sums.filter(({ kind, project }) => kind === 'bill' && project !== '');
    const known = billed.filter(({ project }) => projects.includes(project));
    expect(known.length).toBeGreaterThan(20);
    expect(known.length).toBeLessThan(billed.length);
    const services = (await askJson(sandbox, '/1.0/dedicated/server')) as string[];
    const details = await Promise.all(
      documents.slice(3, 60).map(async ({ id }) => {
        const ids = await list(`/1.0/me/bill/${id}/details`);
        return Promise.all(ids.map((line) => askJson(sandbox, `/1.0/me/bill/${id}/details/${line}`)));
      }),
    );
    const names = details.flat().map((line) => (line as { domain: string }).domain);
    expect(names.filter((name) => services.includes(name)).length).toBeGreaterThan(2);
  });

  test('a project is billed what it used, line by line rounded to cents', async () => {
    const [project] = await list('/1.0/cloud/project');
    const all = '?from=2020-01-01&to=2030-01-01';
    const bills = (await askJson(sandbox, `/1.0/cloud/project/${project}/bill${all}`)) as Record<
      string,
      string
    >[];
    expect(bills.length).toBeGreaterThan(5);
    const periods = (await askJson(sandbox, `/1.0/cloud/project/${project}/usage/history`)) as {
      id: string;
      period: { from: string };
    }[];
    let equal = 0;
    for (const { billId, type } of bills) {
      expect(type).toBe('monthlyConsumption');
      const ids = await list(`/1.0/me/bill/${billId}/details`);
      const lines = await Promise.all(
        ids.map((id) => text(`/1.0/me/bill/${billId}/details/${id}`).then((found) => parse(found))),
      );
      const [first] = lines as { domain: string; periodStart: string }[];
      expect(first?.domain).toBe(project);
      const period = periods.find(({ period: { from } }) => from.startsWith(first?.periodStart ?? '?'));
      const usage = parse(await text(`/1.0/cloud/project/${project}/usage/history/${period?.id}`)) as {
        totalPrice: unknown;
      };
      const billed = (lines as { totalPrice: unknown }[]).reduce(
        (sum, line) => sum + price(line.totalPrice),
        0n,
      );
      const gap = billed - price(usage.totalPrice);
      if (gap === 0n || gap === 1_000_000n || gap === -1_000_000n) equal++;
      else expect(gap > 14n * 100_000_000n && gap < 16n * 100_000_000n).toBe(true);
    }
    expect(equal).toBeGreaterThan(bills.length / 2);
    expect(equal).toBeLessThan(bills.length);
  });
});
