// Bytes to text. Bytes that are not UTF-8 become lone surrogates, so that they are counted, reported and refused in keys
// as those are. Replacing each by U+FFFD would make one text of many.
import { isUtf8 } from 'node:buffer';

/** Byte 0x80 becomes U+DC80, byte 0xff becomes U+DCFF: the half of a pair that never begins one. */
const ESCAPE = 0xdc00;

export function decodeUtf8(bytes: Buffer, from = 0, to = bytes.length): string {
  const part = bytes.subarray(from, to);
  return isUtf8(part) ? part.toString('utf8') : escaped(part);
}

function escaped(bytes: Buffer): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    pieces.push(bytes.toString('utf8', from, at), String.fromCharCode(ESCAPE + (bytes[at] ?? 0)));
    from = ++at;
  }
  pieces.push(bytes.toString('utf8', from));
  return pieces.join('');
}

/** Bytes of the character that begins here; 0 where none does. */
function sequenceLength(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  const sequence = bytes.subarray(at, at + length);
  return sequence.length === length && isUtf8(sequence) ? length : 0;
}
