// Texts as bytes, one behind the other, outside of the heap.

export interface TextBytes {
  bytes: Buffer;
  /** Bytes of each text: -1 for null. */
  lengths: number[];
}

export function bytesOf(texts: readonly (string | null)[]): TextBytes {
  const all = texts.join('');
  const bytes = Buffer.from(all);
  if (bytes.length === all.length) return { bytes, lengths: texts.map((text) => text?.length ?? -1) };
  const lengths = texts.map((text) => (text === null ? -1 : Buffer.byteLength(text)));
  const length = lengths.reduce((sum, own) => sum + Math.max(own, 0), 0);
  if (bytes.length === length) return { bytes, lengths };
  // Halves of a character at the ends of two texts became one: apart, each is the sign of a replacement.
  return { bytes: Buffer.concat(texts.flatMap((text) => (text === null ? [] : Buffer.from(text)))), lengths };
}
