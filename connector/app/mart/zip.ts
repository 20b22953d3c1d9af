// Several files as one: a ZIP archive whose files are stored as they are. Names are UTF-8.

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xed_b8_83_20 : rest >>> 1;
  return rest >>> 0;
});

function checksum(content: Uint8Array): number {
  let rest = 0xff_ff_ff_ff;
  for (const byte of content) rest = (TABLE[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xff_ff_ff_ff) >>> 0;
}

/** The bit that says that names are UTF-8, and the first day that the format knows: nothing tells when it was made. */
const UTF8 = 0x08_00;
const FIRST_DAY = 0x00_21;
const VERSION = 20;

export function zipOf(files: ReadonlyMap<string, string>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of files) {
    const content = Buffer.from(text, 'utf8');
    const title = Buffer.from(name, 'utf8');
    // What the head of a file and its entry in the directory have in common.
    const shared = numbers(
      [VERSION, 2],
      [UTF8, 2],
      [0, 2],
      [0, 2],
      [FIRST_DAY, 2],
      [checksum(content), 4],
      [content.length, 4],
      [content.length, 4],
      [title.length, 2],
      [0, 2],
    );
    const head = Buffer.concat([numbers([0x04_03_4b_50, 4]), shared, title]);
    parts.push(head, content);
    const place = numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]);
    directory.push(numbers([0x02_01_4b_50, 4], [VERSION, 2]), shared, place, title);
    at += head.length + content.length;
  }
  const list = Buffer.concat(directory);
  const end = numbers(
    [0x06_05_4b_50, 4],
    [0, 2],
    [0, 2],
    [files.size, 2],
    [files.size, 2],
    [list.length, 4],
    [at, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, list, end]);
}

function numbers(...list: [value: number, bytes: 2 | 4][]): Buffer {
  const text = Buffer.alloc(list.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of list) at = text.writeUIntLE(value, at, bytes);
  return text;
}
