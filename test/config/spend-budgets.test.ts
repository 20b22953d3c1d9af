// The file of `report --budget`: limits with their digits, and every mistake with its place.
import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../connector/config/config.js';
import { readSpendBudgets } from '../../connector/config/spend-budgets.js';
import { ConfigError } from '../../connector/model/errors.js';

const environment = (text: string): Environment => ({
  env: {},
  cwd: '/',
  home: '/',
  readFile: () => new TextEncoder().encode(text),
});
const read = (text: string) => readSpendBudgets('budget.yaml', environment(text));

function issues(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.issues.map(({ code, where, key }) => `${code} ${where} ${key ?? ''}`.trim());
    throw error;
  }
  return [];
}

test('limits keep their digits, thresholds rise, the scope is what was written', () => {
  const text = `
budgets:
  - name: All of it
    limit: 11800.00
  - name: Data
    limit: 12345678901234567890.10
    currency: CAD
    thresholds: [100, 50, 100]
    project: data-lake
    tag: team=data
`;
  expect(read(text)).toEqual({
    file: 'budget.yaml',
    budgets: [
      { name: 'All of it', limit: '11800.00', currency: 'EUR', thresholds: [80, 100], scope: {} },
      {
        name: 'Data',
        limit: '12345678901234567890.10',
        currency: 'CAD',
        thresholds: [50, 100],
        scope: { project: 'data-lake', tag: 'team=data' },
      },
    ],
  });
});

describe('mistakes', () => {
  test.each([
    ['', ['config-missing budget.yaml budgets']],
    ['budgets: []', ['config-missing budget.yaml:1:1 budgets']],
    [
      'budget: [{ name: a, limit: 1 }]',
      ['config-missing budget.yaml budgets', 'config-unknown-key budget.yaml:1:1 budget'],
    ],
    ['budgets: [{ limit: 1 }]', ['config-missing budget.yaml:1:11 budgets[0].name']],
    ['budgets: [{ name: a }]', ['config-missing budget.yaml:1:11 budgets[0].limit']],
    ['budgets: [{ name: a, limit: 0.00 }]', ['config-value budget.yaml:1:29 budgets[0].limit']],
    ['budgets: [{ name: a, limit: -5 }]', ['config-value budget.yaml:1:29 budgets[0].limit']],
    ['budgets: [{ name: a, limit: "5" }]', ['config-value budget.yaml:1:29 budgets[0].limit']],
    ['budgets: [{ name: a, limit: 1e3 }]', ['config-value budget.yaml:1:29 budgets[0].limit']],
    [
      'budgets: [{ name: a, limit: 5, currency: eur }]',
      ['config-value budget.yaml:1:42 budgets[0].currency'],
    ],
    [
      'budgets: [{ name: a, limit: 5, thresholds: [80.5] }]',
      ['config-value budget.yaml:1:32 budgets[0].thresholds'],
    ],
    ['budgets: [{ name: a, limit: 5, tag: data }]', ['config-value budget.yaml:1:37 budgets[0].tag']],
    [
      'budgets: [{ name: a, limit: 5, projet: x }]',
      ['config-unknown-key budget.yaml:1:32 budgets[0].projet'],
    ],
    ['budgets: [5]', ['config-value budget.yaml:1:11 budgets[0]']],
    [
      'budgets: [{ name: a, limit: 5 }, { name: a, limit: 6 }]',
      ['config-name-taken budget.yaml:1:42 budgets[1].name'],
    ],
  ])('%s', (text, expected) => {
    expect(issues(text).sort()).toEqual(expected.sort());
  });

  test('a file that is not there', () => {
    expect(() => readSpendBudgets('nowhere/budget.yaml')).toThrow(
      /nowhere\/budget\.yaml: there is no such file/,
    );
  });
});
