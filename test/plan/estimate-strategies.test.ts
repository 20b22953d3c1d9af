// Calls with strategies, by node: all that work, and without those that the API refused before.
import { describe, expect, test } from '@jest/globals';
import { estimate } from '../../connector/plan/estimate.js';
import {
  estimateStrategies,
  type RefusedStrategy,
  totalOf,
} from '../../connector/plan/estimate-strategies.js';
import { planOf } from '../read/scripted-client.js';

const PLAN = planOf([
  { name: 'ids', path: '/bill' },
  { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
  { name: 'payments', path: '/bill/{b}/payment', parameters: { b: { from: 'ids' } } },
  { name: 'line_ids', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } } },
  {
    name: 'lines',
    path: '/bill/{b}/line/{l}',
    parameters: { b: { from: 'line_ids', parameter: 'b' }, l: { from: 'line_ids' } },
  },
]);

const LIST = '/1.0/bill';
const BILL = `${LIST}/{b}`;
const PAYMENT = `${BILL}/payment`;
const LINES = `${BILL}/line`;
const LINE = `${LINES}/{l}`;

type Refusal = [RefusedStrategy['strategy'], string];

function callsOf(refused: Refusal[], lines = 300) {
  const items = new Map([
    ['ids', 100],
    ['line_ids', lines],
  ]);
  const found = estimateStrategies(PLAN, estimate(PLAN, items, 18), items, {
    strategy: 'auto',
    batchSize: 50,
    isRefused: (strategy, route) => refused.some(([one, where]) => one === strategy && where === route),
  });
  return Object.fromEntries(found.map(({ node, way, calls }) => [node.name, [totalOf(calls).known, way]]));
}

describe('100 bills with 300 lines', () => {
  test('where nothing was refused', () => {
    expect(callsOf([])).toEqual({
      ids: [2, 'expanded list'],
      bills: [0, 'comes with ids'],
      payments: [2, 'batches'],
      line_ids: [4, 'batches of expanded lists'],
      lines: [0, 'comes with line_ids'],
    });
  });

  test('where everything was: a call for each list and object', () => {
    const all = callsOf([
      ['expanded', LIST],
      ['expanded', LINES],
      ['batch', BILL],
      ['batch', PAYMENT],
      ['batch', LINES],
      ['batch', LINE],
    ]);
    expect(Object.values(all).map(([calls]) => calls)).toEqual([1, 100, 100, 100, 300]);
    expect(new Set(Object.values(all).map(([, way]) => way))).toEqual(new Set(['single']));
  });

  test.each<[string, Refusal[], object]>([
    [
      'the list of bills as objects',
      [['expanded', LIST]],
      { ids: [1, 'single'], bills: [2, 'batches'], payments: [2, 'batches'] },
    ],
    [
      'batches of payments',
      [['batch', PAYMENT]],
      { bills: [0, 'comes with ids'], payments: [100, 'single'] },
    ],
    [
      'batches of lists as objects',
      [['combined', LINES]],
      { line_ids: [102, 'expanded lists, and batches of ids'], lines: [0, 'comes with line_ids'] },
    ],
    [
      'batches of lists',
      [['batch', LINES]],
      { line_ids: [200, 'expanded lists'], lines: [0, 'comes with line_ids'] },
    ],
    [
      'lists as objects, in batches and by themselves: three lines of a bill are not worth a batch',
      [
        ['combined', LINES],
        ['expanded', LINES],
      ],
      { line_ids: [2, 'batches'], lines: [300, 'single'] },
    ],
    [
      'a route that is not in the plan',
      [['batch', '/1.0/other/{b}']],
      { ids: [2, 'expanded list'], payments: [2, 'batches'] },
    ],
  ])('without %s', (_, refused, expected) => {
    expect(callsOf(refused)).toMatchObject(expected);
  });

  test('a batch takes the lines of one bill alone', () => {
    const refused: Refusal[] = [
      ['combined', LINES],
      ['expanded', LINES],
    ];
    expect(callsOf(refused, 2_000)).toMatchObject({ lines: [100, 'batches'] });
    expect(callsOf(refused, 12_000)).toMatchObject({ lines: [300, 'batches'] });
  });
});
