// A reading that is asked to finish: what was begun is whole, nothing further is begun.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { InterruptedError } from '../../connector/model/errors.js';
import { type Answer, planOf, readAll, ScriptedClient, type Told } from './scripted-client.js';

const DEFINITIONS = [
  { name: 'ids', path: '/bill', read: { item: 'b' } },
  { name: 'bills', path: '/bill/{b}', parameters: { b: { from: 'ids' } } },
  { name: 'lines', path: '/bill/{b}/line', parameters: { b: { from: 'ids' } } },
  { name: 'others', path: '/other' },
];
const plan = () => planOf(DEFINITIONS);

function answer(path: string): Answer {
  const [, first, bill, part] = path.split('/');
  if (first === 'other') return ['x'];
  if (bill === undefined) return Array.from({ length: 60 }, (_, n) => `B${n}`);
  return part === undefined ? { id: bill } : ['a', 'b'];
}

const nothing = (): Told => ({ records: [], missing: [], tallies: new Map(), slices: [] });

describe('finish', () => {
  test('whenever it comes: every root that is told is told with all that is below it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 30 }),
        async (calls, size) => {
          const finish = new AbortController();
          const reason = new InterruptedError('asked to end');
          const client = new ScriptedClient(
            (path) => {
              if (client.calls.length >= calls) finish.abort(reason);
              return answer(path);
            },
            () => Math.random(),
          );
          const told = nothing();
          const reading = readAll(plan(), client, { sliceRoots: size, finish: finish.signal }, told);
          const end = await reading.then(
            () => 'whole',
            (error: unknown) => error,
          );
          const of = (name: string) => told.records.filter(({ source }) => source === name).length;
          expect(of('bills')).toBe(of('ids'));
          expect(of('lines')).toBe(2 * of('ids'));
          if (end === 'whole') expect(of('ids')).toBe(60);
          else expect(end).toBe(reason);
          // Those in flight at that moment, and what hangs on them.
          expect(client.calls.length).toBeLessThan(calls + 20);
          expect(told.tallies.get('ids')?.listed ?? 0).toBe(of('ids'));
        },
      ),
      { numRuns: 30 },
    );
  });

  test('after the last root: nothing is missing, nothing is said', async () => {
    const finish = new AbortController();
    const client = new ScriptedClient((path) => {
      if (path === '/bill/B59/line') finish.abort(new InterruptedError('asked to end'));
      return answer(path);
    });
    const bills = DEFINITIONS.filter(({ name }) => name !== 'others');
    const told = await readAll(planOf(bills), client, { finish: finish.signal, concurrency: 1 });
    expect(told.records).toHaveLength(60 + 60 + 120);
  });

  test('before the first: no call', async () => {
    const finish = new AbortController();
    finish.abort(new InterruptedError('asked to end'));
    const client = new ScriptedClient(answer);
    await expect(readAll(plan(), client, { finish: finish.signal })).rejects.toThrow('asked to end');
    expect(client.calls).toEqual([]);
  });
});
