// The files for other programs, byte by byte or read by DuckDB; and folders that are refused.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { DestinationConfig } from '../../connector/destinations/kit/kind.js';
import { createDestination } from '../../connector/destinations/registry.js';
import { Decimal } from '../../connector/model/json.js';
import { type Cell, JsonText } from '../../connector/model/table.js';
import { query, withDuckDb } from '../integration/parquet-rows.js';
import { type FolderFixture, folderFixture } from './folders.js';
import { batch, bill, type Columns, write } from './slices.js';

let fixture: FolderFixture;

afterEach(() => fixture.remove());

async function file(config: DestinationConfig, columns: Columns, rows: Cell[][]): Promise<string> {
  fixture = await folderFixture(config);
  const session = await fixture.open();
  await write(session, batch('t', columns, [], rows));
  await session.close();
  return readFileSync(join(fixture.folder, `t.${config.type}`), 'utf8');
}

const EVERY: Columns = {
  b: 'boolean',
  i: 'bigint',
  d: 'decimal',
  t: 'text',
  j: 'json',
  at: 'timestamp',
  on: 'date',
};
const ROW: Cell[] = [
  true,
  2n ** 63n - 1n,
  new Decimal('-0.10'),
  'é "x"\n\u0000\ud800',
  new JsonText('{"a":\n[1.10]}'),
  '2024-01-01T00:00:00+01:00',
  '2024-02-29',
];

describe('JSON Lines', () => {
  test('numbers with all of their digits; a line is a row', async () => {
    expect(await file({ type: 'jsonl' }, EVERY, [ROW, [false]])).toBe(
      '{"b":true,"i":9223372036854775807,"d":-0.10,"t":"é \\"x\\"\\n\\u0000\\ud800","j":{"a": [1.10]},' +
        '"at":"2023-12-31T23:00:00.000000Z","on":"2024-02-29"}\n' +
        '{"b":false,"i":null,"d":null,"t":null,"j":null,"at":null,"on":null}\n',
    );
  });

  test('or as text', async () => {
    expect(await file({ type: 'jsonl', numbers: 'text' }, EVERY, [ROW])).toContain(
      '"i":"9223372036854775807","d":"-0.10"',
    );
  });
});

describe('CSV', () => {
  const TEXTS: Columns = { 'a,b': 'text', n: 'bigint', d: 'decimal', j: 'json' };
  const odd = (text: string | null): Cell[] => [text, -1, new Decimal('-2.50'), new JsonText('[1]')];

  test('quotes where they are needed; null is nothing, an empty text is ""', async () => {
    const rows = [odd('x, "y"\r\nz'), odd(''), odd(null), odd('=1+1')];
    expect(await file({ type: 'csv' }, TEXTS, rows)).toBe(
      '"a,b",n,d,j\r\n"x, ""y""\r\nz",-1,-2.50,[1]\r\n"",-1,-2.50,[1]\r\n,-1,-2.50,[1]\r\n=1+1,-1,-2.50,[1]\r\n',
    );
  });

  /** What a spreadsheet may run, at the beginning of a text. */
  const SIGNS = [
    '=1',
    '+1',
    '-1',
    '@a',
    '\ta',
    '\ra',
    '\na',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠a',
    '\ufeff=1',
    '\ufeffa',
  ];

  test('formulas made harmless, numbers as they are; delimiter and mark', async () => {
    const rows = [...SIGNS, 'a=1', '', ' =1', 'a\ufeff=1', '＃1'].map(odd);
    const config = { type: 'csv', formulas: 'escape', delimiter: 'semicolon', bom: true };
    expect((await file(config, TEXTS, rows)).split('\r\n')).toEqual([
      '\ufeffa,b;n;d;j',
      ...SIGNS.map((text) => (/[\r\n]/.test(text) ? `"'${text}"` : `'${text}`)).map(
        (text) => `${text};-1;-2.50;[1]`,
      ),
      ...['a=1', '""', ' =1', 'a\ufeff=1', '＃1'].map((text) => `${text};-1;-2.50;[1]`),
      '',
    ]);
  });

  test('formulas stay as they are unless it is asked for, also in heads', async () => {
    const text = await file({ type: 'csv' }, { '=head': 'text' }, [['=1'], ['＝1']]);
    expect(text).toBe('=head\r\n=1\r\n＝1\r\n');
    await fixture.remove();
    const heads = await file({ type: 'csv', formulas: 'escape' }, { '=head': 'text', '＠b': 'text' }, []);
    expect(heads).toBe("'=head,'＠b\r\n");
  });

  test.each(['semicolon', 'tab', 'pipe'])('a decimal comma, with %s between values', async (delimiter) => {
    const rows: Cell[][] = [
      ['1.5', 7, new Decimal('-1234.50'), new JsonText('{"a":1.5}')],
      [null, null, null, null],
      ['x', 1, new Decimal('0'), new JsonText('[1.25]')],
      ['x', 1, 12, new JsonText('1')],
    ];
    const text = await file({ type: 'csv', decimal: 'comma', delimiter }, TEXTS, rows);
    const [, ...lines] = text.trimEnd().split('\r\n');
    const between = { semicolon: ';', tab: '\t', pipe: '|' }[delimiter] ?? '';
    expect(lines.map((line) => line.split(between).slice(0, 3))).toEqual([
      ['1.5', '7', '-1234,50'],
      ['', '', ''],
      ['x', '1', '0'],
      ['x', '1', '12'],
    ]);
    expect(lines[0]).toContain('1.5}');
  });

  test('a decimal comma and a comma between values are refused before the first call', () => {
    for (const config of [{}, { delimiter: 'comma' }] as Record<string, string>[]) {
      expect(() => createDestination({ type: 'csv', path: 'x', decimal: 'comma', ...config })).toThrow(
        /destination: decimal: .*write `delimiter: semicolon`/,
      );
    }
  });

  test('as DuckDB reads it', async () => {
    await file({ type: 'csv' }, TEXTS, [odd('x, "y"\nz'), odd('')]);
    const sql = `select "a,b", n from read_csv('${join(fixture.folder, 't.csv')}', allow_quoted_nulls = false)`;
    expect(await withDuckDb((connection) => query(connection, sql))).toEqual([
      ['x, "y"\nz', '-1'],
      ['', '-1'],
    ]);
  });
});

describe('Parquet', () => {
  const read = (what: string, from = 't') =>
    withDuckDb((connection) => query(connection, `${what} '${join(fixture.folder, `${from}.parquet`)}'`));

  test.each(['auto', 'gzip', 'snappy', 'none'])('types and values (%s)', async (compression) => {
    await file({ type: 'parquet', compression }, EVERY, [ROW, []]);
    expect((await read('describe select * from')).map(([, type]) => type)).toEqual([
      'BOOLEAN',
      'BIGINT',
      'DECIMAL(38,2)',
      'VARCHAR',
      'VARCHAR',
      'TIMESTAMP WITH TIME ZONE',
      'DATE',
    ]);
    expect(await read(`select b, i, d, t, j, epoch_us("at"), "on" from`)).toEqual([
      // UTF-8 has no half characters.
      [
        'true',
        '9223372036854775807',
        '-0.10',
        'é "x"\n\u0000\ufffd',
        '{"a":\n[1.10]}',
        '1704063600000000',
        '2024-02-29',
      ],
      Array(7).fill(null),
    ]);
  });

  test('row groups: a small one first; texts that differ and that repeat come out as they were', async () => {
    const rows = Array.from({ length: 23_456 }, (_, n): Cell[] => [n, `text ${n}`, `é${n % 7}`, null]);
    await file({ type: 'parquet' }, { n: 'bigint', own: 'text', few: 'text', none: 'text' }, rows);
    const metadata = `select distinct row_group_id, row_group_num_rows
      from parquet_metadata('${join(fixture.folder, 't.parquet')}') order by 1`;
    expect((await withDuckDb((connection) => query(connection, metadata))).map(([, count]) => count)).toEqual(
      ['1000', '20000', '2456'],
    );
    const found = await read('select n, own, few, none from');
    expect(found).toEqual(rows.map(([n, ...texts]) => [String(n), ...texts]));
  });

  test('decimals have the digits that they need, and become text when no type holds them', async () => {
    const digits = [
      '59.90',
      '0.1234567',
      '0.123456789012345678901234567890',
      '1'.repeat(39),
      `${'1'.repeat(20)}.${'1'.repeat(19)}`,
    ];
    const columns = Object.fromEntries(digits.map((_, index) => [`d${index}`, 'decimal' as const]));
    await file({ type: 'parquet' }, columns, [digits.map((text) => new Decimal(text)), digits.map(() => 7)]);
    expect((await read('describe select * from')).map(([, type]) => type)).toEqual([
      'DECIMAL(38,2)',
      'DECIMAL(38,9)',
      'DECIMAL(38,30)',
      'VARCHAR',
      'VARCHAR',
    ]);
    expect((await read('select * from'))[0]).toEqual([digits[0], '0.123456700', ...digits.slice(2)]);
  });

  test('an integer that became a decimal; instants that are none; a table without rows', async () => {
    await file({ type: 'parquet' }, { n: 'bigint', at: 'timestamp' }, [[2n ** 62n, '2024-01-01T00:00:00']]);
    const session = await fixture.open();
    await write(session, batch('t', { n: 'decimal' }, [], [[new Decimal('0.5')]]));
    await session.prepare([bill().schema]);
    await session.close();
    expect((await read('select n, "at" from')).sort()).toEqual([
      ['0.50', null],
      ['4611686018427387904.00', '2024-01-01T00:00:00'],
    ]);
    expect(await read('select count(*) from', 'bill')).toEqual([['0']]);
  });
});

describe('folders', () => {
  const fill = async (config: DestinationConfig) => {
    fixture = await folderFixture(config);
    const session = await fixture.open();
    await write(session, bill(['a', 1]));
    await session.close();
  };

  test('a file of others is left as it is; the slice is refused', async () => {
    await fill({ type: 'csv' });
    writeFileSync(join(fixture.folder, 'Other.csv'), 'mine');
    const session = await fixture.open();
    await expect(write(session, bill(['b', 1]), batch('other', { id: 'text' }, [], [['x']]))).rejects.toThrow(
      /already has a file "other.csv" that source-ovhcloud did not make/,
    );
    expect(await session.count('bill')).toBe(1);
    await session.close();
    expect(readFileSync(join(fixture.folder, 'Other.csv'), 'utf8')).toBe('mine');
  });

  test('another format, a file in place of the folder: refused in words', async () => {
    await fill({ type: 'csv' });
    const other = createDestination({ type: 'jsonl', path: fixture.folder });
    await expect(other.open()).rejects.toThrow(/its files are csv, not jsonl/);
    await expect(other.check()).rejects.toThrow(/its files are csv/);
    const inFile = createDestination({ type: 'csv', path: join(fixture.folder, 'bill.csv') });
    await expect(inFile.open()).rejects.toThrow(/this is a file/);
    await expect(createDestination({ type: 'csv', path: '/no/such' }).check()).rejects.toThrow(
      /there is no folder/,
    );
  });

  test.each([
    ['{"version":2', /manifest\.json is damaged/],
    ['', /manifest\.json is damaged/],
    ['null', /manifest\.json is damaged/],
    ['[]', /written by another version.*newer/],
    ['{"version":2}', /manifest\.json is damaged/],
    ['{"version":2,"format":"csv","tables":[{"segments":[]}]}', /manifest\.json is damaged/],
    [
      '{"version":1,"format":"csv","tables":[{"schema":{},"parts":[]}]}',
      /earlier version.*Load into another folder/,
    ],
    ['{"version":3,"tables":[]}', /another version.*Use a newer one/],
  ])('a manifest %j is refused with a sentence', async (text, words) => {
    await fill({ type: 'csv' });
    writeFileSync(join(fixture.folder, '_ovh/manifest.json'), text);
    await expect(fixture.open()).rejects.toMatchObject({
      name: 'DestinationError',
      message: expect.stringMatching(words),
    });
  });

  test.each([
    ['file', '../outside.csv'],
    ['file', '/tmp/outside.csv'],
    ['file', 'other.csv'],
    ['segment', '_ovh/../outside.segments'],
    ['segment', '../00000001-00000000.segments'],
    ['segment', 'bill.csv'],
  ])('a manifest that names a %s %s is refused, and nothing outside is touched', async (what, name) => {
    await fill({ type: 'csv' });
    const path = join(fixture.folder, '_ovh/manifest.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8'));
    const [table] = manifest.tables;
    if (what === 'file') table.file = name;
    else table.segments[0].file = name;
    writeFileSync(path, JSON.stringify(manifest));
    await expect(fixture.open()).rejects.toThrow(/manifest\.json is damaged/);
    expect(readdirSync(join(fixture.folder, '..'))).toEqual(['data']);
  });

  test('two writers: the second to commit is refused, and nothing of the first is lost', async () => {
    await fill({ type: 'csv' });
    const [one, two] = [await fixture.open(), await fixture.open()];
    await write(one, bill(['b', 1]));
    await expect(write(two, bill(['c', 1]))).rejects.toThrow(/another program has loaded into it/);
    expect(await one.count('bill')).toBe(2);
    await one.close();
  });

  test('files are written anew when an option is another, or when they were removed; else they are left', async () => {
    await fill({ type: 'csv' });
    const path = join(fixture.folder, 'bill.csv');
    writeFileSync(path, 'touched');
    await (await fixture.open()).close();
    expect(readFileSync(path, 'utf8')).toBe('touched');
    const session = await createDestination({ type: 'csv', path: fixture.folder, delimiter: 'tab' }).open();
    await session.close();
    expect(readFileSync(path, 'utf8')).toBe('id\tn\r\na\t1\r\n');
  });

  test('what a crash has left is removed, what others have is not', async () => {
    await fill({ type: 'csv' });
    const own = join(fixture.folder, '_ovh');
    mkdirSync(join(fixture.folder, 'mine'));
    for (const name of ['_ovh/00000099.segments', '_ovh/manifest.json.tmp', 'bill.csv.tmp', 'notes.tmp'])
      writeFileSync(join(fixture.folder, name), 'left');
    await (await fixture.open()).close();
    expect(readdirSync(own).sort()).toEqual([
      expect.stringMatching(/^00000001-\w{8}\.segments$/),
      'manifest.json',
    ]);
    expect(readdirSync(fixture.folder).sort()).toEqual(['_ovh', 'bill.csv', 'mine', 'notes.tmp']);
  });
});
