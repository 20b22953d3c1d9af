// Where a run can prove that an object is gone: told by the definitions alone.
import { expect, test } from '@jest/globals';
import type { EndpointDefinition } from '../../connector/model/definition.js';
import { compilePlan } from '../../connector/plan/compile.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { NO_OPTIONS } from '../model/no-options.js';

type Input = Partial<EndpointDefinition> & { name: string; path: string };

const compile = (inputs: Input[]) =>
  compilePlan(
    inputs.map((input) => ({
      method: 'GET',
      parameters: {},
      query: {},
      headers: {},
      ...NO_OPTIONS,
      ...input,
    })),
    { secrets: [], v2: true, locate: (name) => name },
  );

const proving = (...inputs: Input[]) =>
  compile(inputs)
    .nodes.filter((node) => node.table.deletions)
    .map((node) => node.name);

const ids: Input = { name: 'ids', path: '/me/bill', read: { item: 'billId' } };
const bills: Input = { name: 'bills', path: '/me/bill/{billId}', parameters: { billId: { from: 'ids' } } };
const lineIds: Input = {
  name: 'line_ids',
  path: '/me/bill/{billId}/details',
  parameters: { billId: { from: 'ids' } },
  read: { item: 'billDetailId' },
};
const lines: Input = {
  name: 'lines',
  path: '/me/bill/{billId}/details/{billDetailId}',
  parameters: {
    billId: { from: 'line_ids', parameter: 'billId' },
    billDetailId: { from: 'line_ids' },
  },
};

test('lists, their objects, and what is below, to any depth', () => {
  expect(proving(ids, bills, lineIds, lines)).toEqual(['ids', 'bills', 'line_ids', 'lines']);
  const objects: Input = { name: 'tags', path: '/v2/tag' };
  const one: Input = { name: 'tag', path: '/v2/tag/{id}', parameters: { id: { from: 'tags', field: 'id' } } };
  expect(proving(objects, one)).toEqual(['tags', 'tag']);
});

test.each<[string, Partial<Input>]>([
  ['a filter', { query: { 'date.from': '2024-01-01' } }],
  ['a filter in a header', { headers: { 'X-Pagination-Filter': 'a:eq=b' } }],
  ['one request for pages', { read: { item: 'billId', pagination: { by: 'none' } } }],
  ['a method that changes things', { method: 'POST', read: { item: 'billId' }, write: { allowWrite: true } }],
])('a list with %s proves nothing, nor does what is below it', (_what, more) => {
  expect(proving({ ...ids, ...more }, bills, lineIds, lines)).toEqual([]);
});

test.each<[string, Input, string[]]>([
  ['a constant', { name: 'one', path: '/me/bill/{billId}', parameters: { billId: { value: 'a' } } }, []],
  [
    'a field of something else',
    {
      name: 'orders',
      path: '/me/order/{orderId}',
      parameters: { orderId: { from: 'bills', field: 'orderId' } },
    },
    [],
  ],
  [
    'a source object that may have nothing stands between',
    {
      name: 'debts',
      path: '/me/bill/{billId}/debt',
      parameters: { billId: { from: 'line_ids', parameter: 'billId' } },
    },
    [],
  ],
  [
    'the list at the path before it',
    { name: 'debts', path: '/me/bill/{billId}/debt', parameters: { billId: { from: 'ids' } } },
    ['debts'],
  ],
  ['a filter of its own', { ...bills, name: 'narrow', query: { a: 1 } }, []],
  ['rows that are appended', { ...bills, name: 'log', write: { disposition: 'append' } }, []],
  ['rows that are replaced', { ...bills, name: 'now', write: { disposition: 'replace' } }, []],
  ['the option', { ...bills, name: 'off', sync: { deletions: false } }, []],
])('mapped from %s', (_what, input, expected) => {
  const found = proving(ids, bills, lineIds, lines, input);
  expect(found.slice(0, 4)).toEqual(['ids', 'bills', 'line_ids', 'lines']);
  expect(found.slice(4)).toEqual(expected);
});

test('asked for where it can do nothing, the plan says so', () => {
  const asked: Input = { ...ids, query: { a: 1 }, read: { item: 'billId' }, sync: { deletions: true } };
  expect(noticeLines(compile([asked]).warnings).join('\n')).toMatch(/ids: `deletions: true` does nothing/);
  expect(
    noticeLines(compile([{ ...ids, read: { item: 'billId' }, sync: { deletions: true } }]).warnings),
  ).toEqual([]);
});
