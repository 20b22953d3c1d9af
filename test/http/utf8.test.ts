// Bytes that are not UTF-8: each becomes a lone surrogate, nothing else changes, and no two become the same.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readBody } from '../../connector/http/json/body.js';
import { decodeUtf8 } from '../../connector/http/json/utf8.js';
import { anyCharacter } from '../any-character.js';

/** Lone surrogates back to the bytes that they stand for. */
function encode(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character, 'utf8');
    }),
  );
}

test('any bytes come back from their text, so that no two texts are the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (array) => {
      const bytes = Buffer.from(array);
      expect(encode(decodeUtf8(bytes))).toEqual(bytes);
    }),
    { numRuns: 500 },
  );
});

test('valid text is what it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter }), (text) => {
      const valid = text.toWellFormed();
      expect(decodeUtf8(Buffer.from(valid))).toBe(valid);
    }),
  );
});

test.each([
  ['Latin-1', [0x63, 0x61, 0x66, 0xe9], 'caf\udce9'],
  ['Latin-1 before ASCII', [0xe9, 0x74, 0xe9], '\udce9t\udce9'],
  ['a character that is cut off', [0x61, 0xe2, 0x82], 'a\udce2\udc82'],
  ['a lone continuation', [0x61, 0x80, 0x62], 'a\udc80b'],
  ['an overlong slash', [0xc0, 0xaf], '\udcc0\udcaf'],
  ['a surrogate in UTF-8', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
  ['no byte of UTF-8', [0xff, 0xfe], '\udcff\udcfe'],
  ['between valid characters', [0xc3, 0xa9, 0xff, 0xf0, 0x9f, 0x9a, 0x80], 'é\udcff🚀'],
])('%s', (_, bytes, text) => {
  expect(decodeUtf8(Buffer.from(bytes))).toBe(text);
});

describe('in a reply', () => {
  const reply = (...parts: (string | number[])[]) =>
    Buffer.concat(parts.map((part) => Buffer.from(part as string)));
  const filler = `"${'x'.repeat(300_000)}"`;

  test.each([
    ['short', ''],
    ['long', `${filler},`],
  ])('names and ids of a %s list stay apart', async (_, before) => {
    const bytes = reply('[', before, '"a', [0xe9], '","a', [0xe8], '",{"n', [0xff], '":"', [0xc3], '"}]');
    const items = [...(await readBody(bytes)).items()].slice(before === '' ? 0 : 1);
    expect(items).toEqual(['a\udce9', 'a\udce8', { 'n\udcff': '\udcc3' }]);
  });

  test('a byte that begins a character does not swallow the quote behind it', async () => {
    for (const first of [0xc3, 0xe2, 0xf0]) {
      expect((await readBody(reply('["a', [first], '","b"]'))).length).toBe(2);
    }
  });
});
