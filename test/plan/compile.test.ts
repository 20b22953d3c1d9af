import { describe, expect, test } from '@jest/globals';
import type { EndpointDefinition, ParameterBinding } from '../../connector/model/definition.js';
import { ConfigError } from '../../connector/model/errors.js';
import type { PlanNode } from '../../connector/model/plan.js';
import { accessRules, covers, createTokenLink } from '../../connector/plan/access-rules.js';
import { compilePlan } from '../../connector/plan/compile.js';
import type { PlanContext } from '../../connector/plan/context.js';
import { estimate, formatCount } from '../../connector/plan/estimate.js';
import { PlanGraph } from '../../connector/plan/plan-graph.js';
import { NO_OPTIONS } from '../model/no-options.js';

const context: PlanContext = {
  secrets: [{ fields: ['password'] }, { path: '/me/bill/{}', fields: ['url', 'pdfUrl'] }],
  v2: true,
  locate: (name, key) => `test.yaml:${name}${key ? `.${key}` : ''}`,
};

type Input = Partial<EndpointDefinition> & { name: string; path: string };

function define(input: Input): EndpointDefinition {
  return { method: 'GET', parameters: {}, query: {}, headers: {}, ...NO_OPTIONS, ...input };
}

function from(source: string, more: { field?: string; parameter?: string } = {}): ParameterBinding {
  return { from: source, ...more };
}

const compile = (inputs: Input[], more: Partial<PlanContext> = {}) =>
  compilePlan(inputs.map(define), { ...context, ...more });

function issuesOf(inputs: Input[], more: Partial<PlanContext> = {}): string[] {
  try {
    compile(inputs, more);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map((issue) => `${issue.where} | ${issue.message}`);
  }
}

const ids: Input = { name: 'bill_ids', path: '/me/bill', read: { item: 'billId' } };
const bills: Input = { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: from('bill_ids') } };
const lineIds: Input = {
  name: 'line_ids',
  path: '/me/bill/{billId}/details',
  parameters: { billId: from('bill_ids') },
  read: { item: 'billDetailId' },
};
const lines: Input = {
  name: 'lines',
  path: '/me/bill/{billId}/details/{billDetailId}',
  parameters: { billId: from('line_ids', { parameter: 'billId' }), billDetailId: from('line_ids') },
};

describe('trees', () => {
  test('three levels, whatever the order of the definitions', () => {
    const plan = compile([lines, bills, lineIds, ids]);
    expect(plan.trees).toHaveLength(1);
    const graph = new PlanGraph(plan);
    const childrenOf = (name: string) =>
      plan.nodes.filter((node) => node.parent === name).map((node) => node.name);
    expect(plan.trees[0]?.root).toBe('bill_ids');
    expect(childrenOf('bill_ids').sort()).toEqual(['bills', 'line_ids']);
    expect(childrenOf('line_ids')).toEqual(['lines']);
    const nodeOf = (name: string) => plan.nodes.find((node) => node.name === name) as PlanNode;
    expect(graph.children(nodeOf('line_ids')).map(({ name }) => name)).toEqual(['lines']);
    expect(graph.above(nodeOf('lines')).map(({ name }) => name)).toEqual(['line_ids', 'bill_ids']);
    const order = plan.nodes.map((node) => node.name);
    expect(order.indexOf('bill_ids')).toBeLessThan(order.indexOf('bills'));
    expect(order.indexOf('line_ids')).toBeLessThan(order.indexOf('lines'));
  });

  test('names that match are mapped by themselves', () => {
    const plan = compile([
      ids,
      { ...bills, parameters: {} },
      { ...lineIds, parameters: {} },
      { ...lines, parameters: {} },
    ]);
    const node = plan.nodes.find((each) => each.name === 'lines');
    expect(node?.bindings).toEqual([
      { parameter: 'billId', kind: 'parameter', source: 'line_ids', sourceParameter: 'billId' },
      { parameter: 'billDetailId', kind: 'item', source: 'line_ids' },
    ]);
  });

  test('a name that several could give is not guessed', () => {
    const other: Input = { name: 'paid_ids', path: '/me/paid', read: { item: 'billId' } };
    const [issue] = issuesOf([ids, other, { ...bills, parameters: {} }]);
    expect(issue).toMatch(/several source objects could give it \(bill_ids, paid_ids\)/);
  });

  test('several parameters from one row, and constants', () => {
    const plan = compile([
      { name: 'pools', path: '/pool', table: { primaryKey: ['id'] } },
      {
        name: 'nodes',
        path: '/x/{project}/{pool}/{kind}',
        parameters: {
          project: from('pools', { field: 'project.id' }),
          pool: from('pools', { field: 'id' }),
          kind: { value: ['a', 'b', 'a'] },
        },
      },
    ]);
    expect(plan.trees).toHaveLength(1);
    expect(plan.nodes[1]?.bindings[2]).toEqual({ parameter: 'kind', kind: 'constant', values: ['a', 'b'] });
  });

  test('independent source objects combine only when it is said', () => {
    const both: Input = {
      name: 'pairs',
      path: '/pair/{a}/{b}',
      parameters: { a: from('lefts'), b: from('rights') },
    };
    const lefts: Input = { name: 'lefts', path: '/a' };
    const rights: Input = { name: 'rights', path: '/b' };
    expect(issuesOf([lefts, rights, both])[0]).toMatch(
      /independent source objects \(lefts, rights\).*combine: true/,
    );
    const plan = compile(
      [both, lefts, rights].map((each) => (each === both ? { ...both, read: { combine: true } } : each)),
    );
    expect(plan.trees.map((tree) => [tree.root, tree.cross])).toEqual([
      ['lefts', []],
      ['rights', []],
      ['pairs', ['lefts', 'rights']],
    ]);
  });

  test('only: with the rest of the tree, and nothing of other trees', () => {
    const plan = compile([ids, bills, lineIds, lines, { name: 'me', path: '/me' }], { only: ['lines'] });
    expect(plan.nodes.map((node) => [node.name, node.load])).toEqual([
      ['bill_ids', true],
      ['bills', true],
      ['line_ids', true],
      ['lines', true],
    ]);
    expect(plan.warnings).toEqual([
      expect.objectContaining({ code: 'tree-completed', source: 'bill_ids', count: 3 }),
    ]);
    expect(plan.warnings[0]?.message).toMatch(
      /the same tree as lines is loaded too: bill_ids, bills, line_ids/,
    );
    expect(compile([ids, bills], { only: ['bills', 'bill_ids'] }).warnings).toEqual([]);
  });

  test('only: methods that change things are not added, nor what needs them', () => {
    const write = {
      name: 'pay',
      path: '/me/bill/{billId}/pay',
      method: 'POST' as const,
      parameters: { billId: { from: 'bill_ids' } },
      write: { allowWrite: true },
    };
    const below = {
      name: 'receipts',
      path: '/me/receipt/{id}',
      parameters: { id: { from: 'pay', field: 'receipt' } },
    };
    const all = [ids, bills, write, below];
    const plan = compile(all, { only: ['bills'] });
    expect(plan.nodes.map(({ name }) => name)).toEqual(['bill_ids', 'bills']);
    expect(plan.warnings.map(({ code }) => code)).toEqual(['tree-completed', 'tree-partial']);
    expect(plan.warnings[1]?.message).toMatch(
      /is not loaded, because it would change things.*: pay, receipts\./,
    );
    expect(compile(all, { only: ['receipts'] }).nodes.map(({ name, load }) => [name, load])).toEqual([
      ['bill_ids', true],
      ['bills', true],
      ['pay', false],
      ['receipts', true],
    ]);
  });

  test('only: combined lists are another tree, and are read for their ids', () => {
    const lists: Parameters<typeof compile>[0] = [
      { name: 'lefts', path: '/a', read: { item: 'l' } },
      { name: 'left_ones', path: '/a/{l}', parameters: { l: { from: 'lefts' } } },
      { name: 'rights', path: '/b', read: { item: 'r' } },
      {
        name: 'pairs',
        path: '/a/{l}/b/{r}',
        parameters: { l: { from: 'lefts' }, r: { from: 'rights' } },
        read: { combine: true },
      },
    ];
    const loads = (only: string[]) => compile(lists, { only }).nodes.map(({ name, load }) => [name, load]);
    expect(loads(['pairs'])).toEqual([
      ['lefts', false],
      ['rights', false],
      ['pairs', true],
    ]);
    expect(loads(['left_ones', 'rights'])).toEqual([
      ['lefts', true],
      ['left_ones', true],
      ['rights', true],
    ]);
  });

  test('only, alone: parents are read for their ids, the rest is left out, and said', () => {
    const plan = compile([ids, bills, lineIds, lines], { only: ['lines'], alone: true });
    expect(plan.warnings).toEqual([
      expect.objectContaining({ code: 'tree-partial', source: 'bill_ids', count: 3 }),
    ]);
    expect(plan.nodes.map((node) => [node.name, node.load])).toEqual([
      ['bill_ids', false],
      ['line_ids', false],
      ['lines', true],
    ]);
    expect(issuesOf([ids, bills], { only: ['bils'] })[0]).toMatch(/--only \| .*did you mean "bills"/);
  });

  test('secret fields are left out unless asked for by name', () => {
    expect(compile([ids, bills]).nodes[1]?.table.omit).toEqual(['password', 'url', 'pdfUrl']);
    const asked = compile([ids, { ...bills, table: { include: ['pdfUrl'] } }]);
    expect(asked.nodes[1]?.table.omit).toEqual(['password', 'url']);
    expect(asked.nodes[0]?.table.omit).toEqual(['password']);
  });
});

describe('what is refused before the first call', () => {
  test.each<[string, Input[], RegExp]>([
    [
      'a source that does not exist',
      [{ ...bills, parameters: { billId: from('bill_idz') } }, ids],
      /did you mean "bill_ids"/,
    ],
    ['a parameter without a value', [{ name: 'x', path: '/me/bill/{billId}' }], /\{billId\} has no value/],
    [
      'a parameter that the path has not',
      [{ ...ids, parameters: { billId: { value: 1 } } }],
      /has no parameters/,
    ],
    [
      'a misspelt parameter',
      [ids, { ...bills, parameters: { bilId: from('bill_ids') } }],
      /did you mean \{billId\}/,
    ],
    [
      'a field of bare items',
      [ids, { ...bills, parameters: { billId: from('bill_ids', { field: 'id' }) } }],
      /have no field "id"/,
    ],
    [
      'a parameter that the source was not read with',
      [ids, { ...bills, parameters: { billId: from('bill_ids', { parameter: 'x' }) } }],
      /read without parameters/,
    ],
    [
      'field and parameter at once',
      [ids, { ...bills, parameters: { billId: from('bill_ids', { field: 'billId', parameter: 'x' }) } }],
      /not both/,
    ],
    ['two of one name', [ids, ids], /two endpoints are called "bill_ids"/],
    ['names that collide', [ids, { name: 'bill-ids', path: '/me' }], /both be the table "bill_ids"/],
    [
      'names that collide in camel case',
      [ids, { name: 'BillIds', path: '/me' }],
      /both be the table "bill_ids"/,
    ],
    ['a reserved word', [{ name: 'Order', path: '/me/order' }], /"order" is a reserved word/],
    ['a name that begins with sqlite_', [{ name: 'sqlite_x', path: '/me' }], /belong to the database/],
    ['a name with odd characters', [{ name: 'a b', path: '/me' }], /not a technical name/],
    [
      'a mapping from itself',
      [{ name: 'x', path: '/x/{a}', parameters: { a: from('x') } }],
      /circle: x -> x/,
    ],
    ['a body on GET', [{ ...ids, body: { a: 1 } }], /a GET has no body/],
    [
      'a write that is not allowed',
      [{ name: 'w', path: '/me/document', method: 'POST' }],
      /allowWrite: true/,
    ],
    ['an empty constant', [{ ...bills, parameters: { billId: { value: '' } } }], /has no value/],
    [
      'a dot segment as a constant',
      [{ ...bills, parameters: { billId: { value: '..' } } }],
      /cannot stand in a path/,
    ],
    [
      'an empty list of constants',
      [{ ...bills, parameters: { billId: { value: [] } } }],
      /at least one value/,
    ],
    ['a page size on v1', [{ ...ids, read: { pageSize: 10 } }], /\/v2 lists only/],
    [
      'append with a key',
      [{ ...ids, table: { primaryKey: ['id'] }, write: { disposition: 'append' } }],
      /no primary key/,
    ],
    [
      'an item called like a parameter',
      [{ name: 'x', path: '/x/{a}/y', parameters: { a: { value: 1 } }, read: { item: 'a' } }],
      /already the column/,
    ],
    [
      'parameters that become one column',
      [{ name: 'x', path: '/x/{aB}/{a_b}', parameters: { aB: { value: 1 }, a_b: { value: 1 } } }],
      /both be the column/,
    ],
    ['no endpoint at all', [], /no endpoint to load/],
  ])('%s', (_, inputs, words) => {
    expect(issuesOf(inputs).join('\n')).toMatch(words);
  });

  test('a long circle is named whole', () => {
    const ring = ['a', 'b', 'c'].map((name, index, all) => ({
      name,
      path: `/${name}/{p}`,
      parameters: { p: from(all[(index + 1) % 3] ?? '') },
    }));
    expect(issuesOf(ring).join('\n')).toMatch(/a -> b -> c -> a/);
  });

  test('all problems at once, each with its place', () => {
    const issues = issuesOf([
      { name: 'select', path: '/me//x' },
      { name: 'b', path: '/b/{x}' },
      { name: 'w', path: '/w', method: 'DELETE' },
    ]);
    expect(issues).toHaveLength(4);
    expect(issues.join('\n')).toContain('test.yaml:b.parameters.x');
  });

  test('writes on a schedule must be allowed again', () => {
    const write: Input = { name: 'w', path: '/w', method: 'POST', write: { allowWrite: true } };
    expect(issuesOf([write])).toEqual([]);
    expect(issuesOf([write], { scheduled: true })[0]).toMatch(/allowWriteOnSchedule/);
    const again = { ...write, write: { allowWrite: true, allowWriteOnSchedule: true } };
    expect(issuesOf([again], { scheduled: true })).toEqual([]);
  });

  test('/v2 where the region has none', () => {
    expect(issuesOf([{ name: 'x', path: '/v2/iam/resource' }], { v2: false })[0]).toMatch(/no \/v2 branch/);
  });
});

describe('rights and cost', () => {
  test('the least access rules', () => {
    const own = ['GET /auth/details', 'GET /auth/currentCredential'];
    const rules = (inputs: Input[]) =>
      accessRules(compile(inputs)).map(({ method, path }) => `${method} ${path}`);
    expect(rules([ids, bills, lineIds, lines])).toEqual([...own, 'GET /me/bill', 'GET /me/bill/*']);
    expect(rules([{ name: 'me', path: '/v1/me' }])).toEqual([...own, 'GET /me']);
    const write: Input = { name: 'w', path: '/me/document', method: 'POST', write: { allowWrite: true } };
    expect(rules([write])).toEqual([...own, 'POST /me/document']);
  });

  test('a rule covers what it says and no more', () => {
    const covered = (rule: string, path: string) =>
      covers({ method: 'GET', path: rule }, { method: 'GET', path });
    expect(covered('/me', '/me/bill')).toBe(false);
    expect(covered('/me/*', '/me')).toBe(false);
    expect(covered('/me/*', '/me/bill/*/details')).toBe(true);
    expect(covered('/domain/zone/*/record', '/domain/zone/*/record')).toBe(true);
    expect(covered('/me.bill', '/mexbill')).toBe(false);
    expect(covers({ method: 'GET', path: '/*' }, { method: 'POST', path: '/me' })).toBe(false);
  });

  test('the createToken link has the rules filled in', () => {
    const link = createTokenLink('https://eu.api.ovh.com/createToken/', [
      { method: 'GET', path: '/me/bill' },
      { method: 'GET', path: '/me/bill/*' },
    ]);
    expect(link).toBe('https://eu.api.ovh.com/createToken/?GET=/me/bill&GET=/me/bill/*');
  });

  test('calls as far as they are known', () => {
    const plan = compile([ids, bills, lineIds, lines]);
    const unknown = estimate(plan, new Map(), 20);
    expect(unknown.known).toBe(1);
    expect(unknown.unknown.map(formatCount)).toEqual(['2 × items(bill_ids)', 'items(line_ids)']);
    expect(unknown.minutes).toBeUndefined();
    const counted = estimate(
      plan,
      new Map([
        ['bill_ids', 5000],
        ['line_ids', 40_000],
      ]),
      20,
    );
    expect(counted.known).toBe(1 + 5000 + 5000 + 40_000);
    expect(counted.minutes).toBeCloseTo(50_001 / 20 / 60);
  });
});
