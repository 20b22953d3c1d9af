// Presets are open: what a use changes of their definitions.
import { describe, expect, test } from '@jest/globals';
import { openWithoutKeys } from '../../connector/app/open.js';
import { tableOptions } from '../../connector/model/definition.js';
import type { Plan } from '../../connector/model/plan.js';
import { draft, issuesOf } from './fixtures.js';

const endpointsOf = (use: string) => draft(`region: eu\nendpoints:\n  - ${use}\n`).endpoints;
const planOf = (...endpoints: object[]): Plan =>
  openWithoutKeys({ region: 'eu', endpoints }, { env: {}, cwd: '/nowhere', home: '/nowhere' }).plan;
const nodeOf = (plan: Plan, name: string) => plan.nodes.find((node) => node.name === name);

describe('include: secret fields to load all the same', () => {
  test('as the notes of the preset print it, on the definitions that have the field', () => {
    const plan = planOf({ preset: 'bills', include: ['pdfUrl'] });
    expect(nodeOf(plan, 'bills')?.table.omit).not.toContain('pdfUrl');
    expect(nodeOf(plan, 'bills')?.table.omit).toContain('url');
    expect(nodeOf(plan, 'bill_details')?.definition.table).not.toHaveProperty('include');
  });

  test.each([
    ['refunds', ['pdfUrl'], 'refunds'],
    ['corrective_invoices', ['url', 'password'], 'corrective_invoices'],
    ['deposits', ['pdfUrl'], 'deposits'],
    ['account', ['email'], 'account'],
  ])('%s: %j', (preset, include, name) => {
    const node = nodeOf(planOf({ preset, include }), name);
    expect(node?.table.omit.filter((field) => include.includes(field))).toEqual([]);
    expect(node?.definition.table).toMatchObject({ include });
  });

  test('a field that only the documents know as secret goes to all definitions', () => {
    const plan = planOf({ preset: 'kube', include: ['kubeconfig'] });
    expect(
      plan.nodes.filter(({ definition }) => tableOptions(definition).include?.includes('kubeconfig')),
    ).toEqual(plan.nodes.filter(({ load }) => load));
  });

  test('beside that of one definition', () => {
    const use = {
      preset: 'bills',
      include: ['pdfUrl'],
      definitions: { bills: { table: { include: ['url'] } } },
    };
    expect(nodeOf(planOf(use), 'bills')?.definition.table).toEqual({ include: ['url', 'pdfUrl'] });
  });
});

describe('accept: what is known not to load', () => {
  const accepted = (plan: Plan) =>
    Object.fromEntries(plan.nodes.map(({ name, definition }) => [name, definition.accept]));

  test('of a use is for all of its definitions, of one definition for that beside it', () => {
    const use = {
      preset: 'bills',
      accept: { refused: ['FR1', 7] },
      definitions: { bills: { accept: { refused: ['FR2'], failed: true } } },
    };
    expect(accepted(planOf(use))).toEqual({
      bill_ids: { refused: ['FR1', '7'] },
      bills: { refused: ['FR1', '7', 'FR2'], failed: true },
      bill_detail_ids: { refused: ['FR1', '7'] },
      bill_details: { refused: ['FR1', '7'] },
    });
  });

  test('presets that share a list read it once, whatever each of them accepts', () => {
    const one = { preset: 'bills', accept: { refused: ['FR1'] } };
    const other = { preset: 'bill_payments', accept: { refused: ['FR2'], gone: true } };
    for (const uses of [
      [one, other],
      [other, one],
    ]) {
      const { bill_ids: list, bills, bill_payments: payments } = accepted(planOf(...uses));
      expect(list?.refused).toHaveLength(2);
      expect(list).toMatchObject({ gone: true });
      expect(bills).toEqual({ refused: ['FR1'] });
      expect(payments).toEqual({ refused: ['FR2'], gone: true });
    }
    expect(accepted(planOf({ preset: 'bill_payments' }, one)).bill_ids).toEqual({ refused: ['FR1'] });
  });

  test.each([
    [
      'an unknown state',
      'accept: { refuse: true }',
      /refuse.*refused, failed, rejected, absent, gone, expired/,
    ],
    ['false', 'accept: { refused: false }', /accept\.refused.*true, or a list of ids/],
    ['no id', 'accept: { refused: [] }', /accept\.refused/],
    ['a text', 'accept: { refused: FR1 }', /true, or a list of ids/],
  ])('%s is refused', (_, text, words) => {
    for (const entry of [`{ preset: bills, ${text} }`, `{ name: a, path: /me/bill, ${text} }`])
      expect(issuesOf(() => endpointsOf(entry)).join('\n')).toMatch(words);
  });
});

describe('options of one definition', () => {
  test('each option replaces that of the preset, the others stay', () => {
    const [ids, bills] = endpointsOf(
      '{ preset: bills, definitions: { bill_ids: { read: { timeout: 5 } }, bills: { sync: { mode: known }, table: { json: [a] } } } }',
    );
    expect(ids?.read).toEqual({ item: 'billId', timeout: 5 });
    expect(bills?.sync).toEqual({ mode: 'known' });
    expect(bills?.table).toEqual({ json: ['a'] });
  });

  test('final values give way with the mode, a key with `append`', () => {
    const full = nodeOf(
      planOf({ preset: 'bills', definitions: { bills: { sync: { mode: 'full' } } } }),
      'bills',
    );
    expect(full?.definition.sync).toEqual({ mode: 'full' });
    const open = nodeOf(
      planOf({ preset: 'debts', definitions: { debts: { sync: { mode: 'open' } } } }),
      'debts',
    );
    expect(open?.definition.sync.until).toEqual({ status: ['PAID', 'REFUNDED', 'WRITE_OFF'] });
    const append = { cloud_instances: { write: { disposition: 'append' } } };
    const instances = nodeOf(planOf({ preset: 'cloud_instances', definitions: append }), 'cloud_instances');
    expect(instances?.table).toMatchObject({ writeDisposition: 'append', primaryKey: undefined });
  });

  test('query: of the preset, of its use, of the definition, the nearest wins', () => {
    const [ids, bills, lines] = endpointsOf(
      '{ preset: bills, query: { a: 1, b: 1 }, definitions: { bill_ids: { query: { b: 2 } }, bill_lines: { query: { a: 3 } } } }',
    );
    expect([ids?.query, bills?.query, lines?.query]).toEqual([{ a: 1, b: 2 }, {}, { a: 3 }]);
  });

  test('a query that names the dates replaces the window', () => {
    const query = { from: '2024-01-01' };
    const use = { preset: 'cloud_usage_history', definitions: { cloud_usage_periods: { query } } };
    expect(nodeOf(planOf(use), 'cloud_usage_periods')?.definition.sync.mode).toBeUndefined();
  });

  test('parameters: constants in place of a list, which is then not read', () => {
    const parameters = { serviceName: ['p1', 'p2'] };
    const use = {
      preset: 'cloud_instances',
      only: ['cloud_instances'],
      definitions: { cloud_instances: { parameters } },
    };
    expect(planOf(use).nodes.map(({ name }) => name)).toEqual(['cloud_instances']);
  });
});

describe('names', () => {
  test('a technical name, which the other definitions follow; and a table', () => {
    const definitions = { bill_ids: { name: 'invoice_ids' }, bills: { table: { name: 'invoices' } } };
    const plan = planOf({ preset: 'bills', only: ['bills'], definitions });
    expect(plan.nodes.map(({ name, table }) => [name, table.table])).toEqual([
      ['invoice_ids', 'invoice_ids'],
      ['bills', 'invoices'],
    ]);
    expect(nodeOf(plan, 'bills')?.bindings).toEqual([
      { parameter: 'billId', kind: 'item', source: 'invoice_ids' },
    ]);
  });

  test('one preset twice, for two periods', () => {
    const use = (year: string) => ({
      preset: 'refunds',
      only: ['refunds'],
      query: { 'date.from': `${year}-01-01`, 'date.to': `${year}-12-31` },
      definitions: { refund_ids: { name: `ids_${year}` }, refunds: { name: `refunds_${year}` } },
    });
    const plan = planOf(use('2023'), use('2024'));
    expect(plan.nodes.map(({ name }) => name)).toEqual([
      'ids_2023',
      'refunds_2023',
      'ids_2024',
      'refunds_2024',
    ]);
  });

  test('columns: some left out', () => {
    const definitions = { bills: { table: { omit: ['category', 'tax.text'] } } };
    expect(nodeOf(planOf({ preset: 'bills', definitions }), 'bills')?.table.omit).toEqual(
      expect.arrayContaining(['password', 'category', 'tax.text']),
    );
  });
});

test('an issue of the plan has the line of the change, else that of the use', () => {
  const text = `region: eu
endpoints:
  - preset: bills
    definitions:
      bills: { table: { name: invoices } }
      bill_details:
        table:
          name: invoices
`;
  const readFile = (path: string) => {
    if (path.endsWith('/source.yaml')) return Buffer.from(text);
    throw Object.assign(new Error('none'), { code: 'ENOENT' });
  };
  const open = () => openWithoutKeys('source.yaml', { env: {}, cwd: '/nowhere', home: '/nowhere', readFile });
  expect(issuesOf(open)).toEqual([expect.stringMatching(/^source\.yaml:8:17: bill_details\.table\.name: /)]);
});

describe('what is refused', () => {
  test.each<[string, string, RegExp]>([
    [
      'a definition that the preset does not have',
      '{ preset: bills, definitions: { bils: { name: x } } }',
      /3:37: endpoints\[0\]\.definitions\.bils: not in the preset bills \(did you mean "bills"\?\); allowed: bill_ids, bills, bill_lines/,
    ],
    [
      'an option that does not exist',
      '{ preset: bills, definitions: { bills: { sync: { mod: open } } } }',
      /definitions\.bills\.sync\.mod: unknown key \(did you mean "mode"\?\)/,
    ],
    [
      'the path',
      '{ preset: bills, definitions: { bills: { path: /x } } }',
      /definitions\.bills\.path: unknown key/,
    ],
    ['an empty include', '{ preset: bills, include: [] }', /include: found an empty list/],
    [
      'a table that is no name',
      '{ preset: bills, definitions: { bills: { table: { name: My Table } } } }',
      /definitions\.bills\.table\.name: found "My Table"; allowed: the name of a table/,
    ],
  ])('%s', (_what, use, words) => {
    const issues = issuesOf(() => endpointsOf(use));
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(words);
  });

  test.each<[string, object[], RegExp]>([
    [
      'two tables of one name',
      [{ preset: 'bills', definitions: { bills: { table: { name: 'bill_details' } } } }],
      /would both be the table "bill_details"/,
    ],
    [
      'a reserved word',
      [{ preset: 'bills', definitions: { bills: { table: { name: 'order' } } } }],
      /table\.name: "order" is a reserved word of SQL/,
    ],
    [
      'one list in two forms',
      [{ preset: 'bills', query: { category: 'refund' } }, { preset: 'bill_payments' }],
      /two endpoints are called "bill_ids"/,
    ],
    [
      'a key that is left out',
      [{ preset: 'cloud_instances', definitions: { cloud_instances: { table: { omit: ['id'] } } } }],
      /table\.omit: leaves out "id", which `table\.primaryKey` needs/,
    ],
    [
      'a field that is left out and loaded',
      [{ preset: 'bills', include: ['pdfUrl'], definitions: { bills: { table: { omit: ['pdfUrl'] } } } }],
      /leaves out "pdfUrl", which `table\.include` needs/,
    ],
  ])('%s', (_what, endpoints, words) => {
    expect(() => planOf(...endpoints)).toThrow(words);
  });
});
