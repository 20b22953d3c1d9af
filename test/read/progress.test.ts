// How far a tree has come, as the live lines tell it: at the end everything that was listed is done.
import { describe, expect, test } from '@jest/globals';
import { PlanReader } from '../../connector/read/plan-reader.js';
import type { ReadOptions, TreeProgress } from '../../connector/read/reading.js';
import { type Answer, planOf, readOptions, ScriptedClient } from './scripted-client.js';

const PLAN = planOf([
  { name: 'ids', path: '/bill' },
  { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
  { name: 'zones', path: '/zone' },
]);

async function progressAfter(
  answer: (path: string) => Answer,
  more: Partial<ReadOptions> = {},
): Promise<readonly TreeProgress[]> {
  const reader = new PlanReader(PLAN, new ScriptedClient(answer), readOptions(more));
  for await (const slice of reader.slices()) for await (const _ of slice.batches());
  return reader.trees();
}

const answers =
  (bills: string[]) =>
  (path: string): Answer =>
    path === '/bill' ? bills : path === '/zone' ? ['a', 'b'] : { path };

describe('roots that are done', () => {
  test('of each tree, also those without anything below', async () => {
    expect(await progressAfter(answers(['a', 'b', 'c']))).toMatchObject([
      { root: 'ids', rootsListed: 3, rootsDone: 3, calls: 4 },
      { root: 'zones', rootsListed: 2, rootsDone: 2, calls: 1 },
    ]);
  });

  test('duplicates count, nothing is left to do for them', async () => {
    const [ids] = await progressAfter(answers(['a', 'b', 'a', 'a', 'c']));
    expect(ids).toMatchObject({ root: 'ids', rootsListed: 5, rootsDone: 5 });
  });

  test('roots that are known from the load before count', async () => {
    const known = { has: (source: string, item: string) => source === 'ids' && item !== '"c"' };
    const [ids] = await progressAfter(answers(['a', 'b', 'c', 'b']), { known });
    expect(ids).toMatchObject({ root: 'ids', rootsListed: 4, rootsDone: 4 });
  });
});
