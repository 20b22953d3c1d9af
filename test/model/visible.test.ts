// Control characters become visible; everything else, and the value of JSON, stays.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { visible, visibleLine } from '../../connector/model/visible.js';
import { anyCharacter } from '../any-character.js';

/** Code points that a terminal obeys, or that reorder or end a line; written down apart from the code. */
const OBEYED = [
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2066, 0x2069],
  [0xd800, 0xdfff],
] as const;

const obeyed = (text: string) =>
  [...text].filter((char) => {
    const code = char.codePointAt(0) ?? 0;
    return OBEYED.some(([first, last]) => code >= first && code <= last);
  });

describe('visible', () => {
  test.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u009b2J', '\\u009b2J'],
    ['paid\u202e.00 1', 'paid\\u202e.00 1'],
    ['\u2066a\u2069\u200f', '\\u2066a\\u2069\\u200f'],
    ['a\rb', 'a\\rb'],
    ['a\u0008\u0008b', 'a\\u0008\\u0008b'],
    ['a\u2028b\u2029c\u0085d', 'a\\u2028b\\u2029c\\u0085d'],
    ['half \ud83d', 'half \\ud83d'],
    ['\u0000\u007f', '\\u0000\\u007f'],
  ])('%j', (text, expected) => {
    expect(visible(text)).toBe(expected);
  });

  test.each([
    'one\ntwo\tthree',
    'Zoë Ångström',
    'שלום עולם',
    'مرحبا',
    '日本語',
    '👩‍👩‍👧 🏳️‍🌈',
    '· × … ⏎ │ └',
    '',
  ])('%j stays as it is', (text) => {
    expect(visible(text)).toBe(text);
  });

  test('a line has no line break, whatever it says', () => {
    expect(visibleLine('FR1\nComplete: every object\r\n2026-01-01 INFO')).toBe(
      'FR1\\nComplete: every object\\r\\n2026-01-01 INFO',
    );
  });

  test('any text: nothing is left that a terminal obeys', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(obeyed(visible(text))).toEqual([]);
        expect(visibleLine(text)).not.toContain('\n');
        expect(visible(visible(text))).toBe(visible(text));
      }),
    );
  });

  test('any JSON keeps its value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: anyCharacter }), (value) => {
        const json = JSON.stringify(value, null, 2);
        expect(JSON.parse(visible(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});
