// What SQLite has in a row, for comparisons: exact numbers, and instants. Shares nothing with the connector.

type Row = Record<string, unknown>;

/** The row with all digits of its numbers as plain text, and without the columns that have the digits of others. */
export function exactRow(row: Row): Row {
  const names = Object.keys(row).filter((name) => !isExactOf(name, row));
  return Object.fromEntries(names.map((name) => [name, row[`${name}_exact`] ?? plain(row[name])]));
}

function isExactOf(name: string, row: Row): boolean {
  return name.endsWith('_exact') && name.slice(0, -'_exact'.length) in row;
}

function plain(value: unknown): unknown {
  return typeof value === 'number' ? plainNumber(String(value)) : value;
}

/** Plain notation of a number without zeros at its end, by shifting its digits as text. */
export function plainNumber(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  let digits = whole + fraction;
  let point = whole.length + Number(exponent);
  while (point < 1) {
    digits = `0${digits}`;
    point++;
  }
  digits = digits.padEnd(point, '0');
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = digits.slice(point).replace(/0+$/, '');
  const short = after === '' ? before : `${before}.${after}`;
  return short === '0' ? short : sign + short;
}

/** An instant in UTC, with six digits of a second. */
export function utc(text: string): string {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  const iso = new Date(text.replace(/\.\d+/, '')).toISOString();
  return `${iso.slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

/** An amount in units of 10⁻⁸; undefined where it is no whole number of them. */
export function units(text: string): string | undefined {
  const plainText = plainNumber(text);
  const [whole = '', fraction = ''] = plainText.split('.');
  return fraction.length > 8 ? undefined : String(BigInt(whole + fraction.padEnd(8, '0')));
}
