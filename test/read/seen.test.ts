// The set of ids that came already.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IdSet } from '../../connector/read/seen/id-set.js';

test('an empty set has nothing, and says so at once', () => {
  expect(new IdSet(0).has('a')).toBe(false);
});

test('has what was added, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (added, asked) => {
      const ids = new IdSet(0.5);
      const known = new Set<string>();
      for (const id of added) {
        expect(ids.add(id)).toBe(!known.has(id));
        known.add(id);
      }
      for (const id of [...asked, ...added]) expect(ids.has(id)).toBe(known.has(id));
    }),
  );
});

test('long texts differ by any character, also by halves of characters that UTF-8 does not have', () => {
  const ids = new IdSet(0.25);
  const long = 'x'.repeat(200);
  const others = [
    `${long}a`,
    `${long}b`,
    `${long}\ud800`,
    `${long}\ud801`,
    `${long}\ufffd`,
    `${long}\ud83d\ude00`,
  ];
  for (const text of [long, ...others]) expect([text, ids.add(text)]).toEqual([text, true]);
  for (const text of [long, ...others]) expect([text, ids.add(text)]).toEqual([text, false]);
});
