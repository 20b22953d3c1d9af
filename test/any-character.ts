// Any character of Unicode for fast-check, without the second that it takes to make its own `unit: 'binary'`.
import fc from 'fast-check';

const HALVES = { first: 0xd800, count: 0x800 };

/** All but halves of pairs. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - HALVES.count })
  .map((code) => String.fromCodePoint(code < HALVES.first ? code : code + HALVES.count));
