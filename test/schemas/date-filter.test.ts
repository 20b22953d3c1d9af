// The date filter of a list, as the documents declare it.
import { describe, expect, test } from '@jest/globals';
import type { ApiOperation } from '../../connector/model/api-schema.js';
import { dateFilter } from '../../connector/schemas/derivation/date-filter.js';

const operation = (parameters: Record<string, string>): ApiOperation => ({
  branch: 'v1',
  section: '/x',
  path: '/x',
  method: 'GET',
  description: '',
  parameters: Object.entries(parameters).map(([name, type]) => ({
    name,
    in: 'query',
    type,
    required: false,
    description: '',
  })),
  responseType: 'string[]',
  authenticated: true,
  status: { value: 'PRODUCTION', description: '' },
  iamActions: [],
});

describe('the two parameters of a date filter', () => {
  test.each<[Record<string, string>, object | undefined]>([
    [
      { 'date.from': 'datetime', 'date.to': 'datetime', orderId: 'long' },
      { from: 'date.from', to: 'date.to' },
    ],
    [
      { from: 'date', to: 'date' },
      { from: 'from', to: 'to', format: 'date' },
    ],
    [
      { beginDate: 'datetime', endDate: 'datetime' },
      { from: 'beginDate', to: 'endDate' },
    ],
    [
      { minCreationDate: 'datetime', maxCreationDate: 'datetime' },
      { from: 'minCreationDate', to: 'maxCreationDate' },
    ],
    [
      {
        'creationDate.from': 'datetime',
        'creationDate.to': 'datetime',
        'deletionDate.from': 'datetime',
        'deletionDate.to': 'datetime',
      },
      { from: 'creationDate.from', to: 'creationDate.to' },
    ],
    [{ 'a.from': 'datetime', 'a.to': 'datetime', 'b.from': 'datetime', 'b.to': 'datetime' }, undefined],
    [{ from: 'string', to: 'string' }, undefined],
    [{ 'date.from': 'datetime' }, undefined],
    [{}, undefined],
  ])('%j', (parameters, expected) => {
    expect(dateFilter(operation(parameters))).toEqual(expected);
  });
});
