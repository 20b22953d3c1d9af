// Values at which receivers end: each reaches them in a form that they take, and it is said.
import { expect, test } from '@jest/globals';
import type { SinkBatch } from '../../connector/destinations/kit/row-sink.js';
import { messageDestination } from '../../connector/interop/message-destination.js';
import { recordPrinter } from '../../connector/interop/record-printer.js';
import { singerSchema } from '../../connector/interop/singer/catalog.js';
import { MORE, type Stream } from '../../connector/interop/streams.js';
import { JsonText, type RowBatch } from '../../connector/model/table.js';

const COLUMNS = [
  { name: 'id', path: 'id', type: 'text' },
  { name: 'text', path: 'text', type: 'text' },
  { name: 'json', path: 'json', type: 'json' },
] as const;

test('NUL and halves of characters become U+FFFD, and are counted', async () => {
  const written: SinkBatch[] = [];
  const { open } = messageDestination({
    write: async (batches) => void written.push(...batches),
    markDeleted: async () => ({}),
  });
  const session = await open();
  const schema = { table: 't', columns: [...COLUMNS], primaryKey: ['id'] };
  async function* batches(): AsyncGenerator<RowBatch> {
    yield {
      schema,
      rows: [
        ['a', 'NUL \0 inside', new JsonText('{"a":"\\u0000","b":"\\\\u0000"}')],
        ['b', 'half \ud800', new JsonText('["\\ud83d\\ude00"]')],
        ['c', 'clean', null],
      ],
    };
  }
  const { rows, replacedCharacters } = await session.commit({ runId: 'r', batches: batches() });
  expect([rows, replacedCharacters]).toEqual([{ t: 3 }, 3]);
  expect(written[0]?.rows).toEqual([
    ['a', 'NUL \ufffd inside', '{"a":"\\ufffd","b":"\\\\u0000"}'],
    ['b', 'half \ufffd', '["\\ud83d\\ude00"]'],
    ['c', 'clean', null],
  ]);
  await session.close();
});

test.each([
  ['date', '2024-02-29', true],
  ['date', '2023-02-29', false],
  ['date', '0000-00-00', false],
  ['timestamp', '2024-06-30T23:59:60Z', false],
  ['timestamp', '0000-01-01T00:00:00Z', false],
  ['timestamp', '2024-06-30T23:59:59.000000Z', true],
  ['decimal', '12345678901234567890123.12345678', true],
  ['decimal', '1e400', false],
] as const)('%s %s: in its column: %s', (type, value, fits) => {
  const columns = [{ name: 'v', type }, MORE];
  const schema = { table: 't', columns: [{ name: 'v', path: 'v', type: 'text' as const }], primaryKey: [] };
  const [record] = recordPrinter({ columns, isText: false })({ schema, rows: [[value]] });
  const text = type === 'decimal' ? value : JSON.stringify(value);
  if (fits) expect(record).toEqual({ text: `{"v":${text},"_more":null}`, nulled: [] });
  else expect(record).toEqual({ text: `{"v":null,"_more":{"v":${JSON.stringify(value)}}}`, nulled: ['v'] });
});

test('numbers of Singer have no `multipleOf`: targets read decimals without, and fail at long ones with it', () => {
  const stream: Stream = {
    name: 't',
    mode: 'full',
    columns: [{ name: 'v', type: 'decimal' }],
    primaryKey: [],
  };
  expect(singerSchema(stream, false)).toMatchObject({ properties: { v: { type: ['null', 'number'] } } });
  expect(JSON.stringify(singerSchema(stream, false))).not.toContain('multipleOf');
});
