// Where `mode` may stand.
import { describe, expect, test } from '@jest/globals';
import { openDraft } from '../../connector/source/open.js';

const open = (endpoints: object[]) =>
  openDraft({ region: 'eu', endpoints }, { env: {}, home: '/nowhere', cwd: '/nowhere' });
const ids = { name: 'ids', path: '/me/bill', options: { item: 'billId' } };
const bills = (options: object) => ({
  name: 'bills',
  path: '/me/bill/{billId}',
  parameters: { billId: { from: 'ids' } },
  options,
});

describe('modes', () => {
  test('of what is read for each id of a list at the root', () => {
    const { plan } = open([ids, bills({ mode: 'open', until: { status: ['done', null] } })]);
    expect(plan.nodes[1]?.definition.options.mode).toBe('open');
  });

  test.each<[string, object[], RegExp]>([
    [
      'on the list itself',
      [{ ...ids, options: { item: 'billId', mode: 'known' } }],
      /"known" is for what is read for each id/,
    ],
    [
      'two levels down',
      [
        ids,
        {
          name: 'lines',
          path: '/me/bill/{billId}/details',
          parameters: { billId: { from: 'ids' } },
          options: { item: 'l' },
        },
        {
          name: 'details',
          path: '/me/bill/{billId}/details/{l}',
          parameters: { billId: { from: 'lines', parameter: 'billId' }, l: { from: 'lines' } },
          options: { mode: 'known' },
        },
      ],
      /use full here/,
    ],
    ['final values of a mode that has none', [ids, bills({ until: { status: ['x'] } })], /`mode: open` only/],
    [
      'rows without a key',
      [ids, bills({ mode: 'known', writeDisposition: 'append' })],
      /needs rows that stay and have a key/,
    ],
    [
      'items that combinations need',
      [
        ids,
        bills({ mode: 'known' }),
        { name: 'zones', path: '/domain/zone', options: { item: 'zone' } },
        {
          name: 'pairs',
          path: '/x/{a}/{b}',
          parameters: { a: { from: 'bills', field: 'orderId' }, b: { from: 'zones' } },
          options: { cross: true },
        },
      ],
      /combinations need/,
    ],
  ])('refused: %s', (_, endpoints, words) => {
    expect(() => open(endpoints)).toThrow(words);
  });
});
