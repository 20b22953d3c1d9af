// Reads of a SQLite connection: one statement that only reads, and the functions that compare and add up exact decimals.

/** What begins a statement that reads. PRAGMA may change how the connection locks, so it is none. */
const READS = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(?:SELECT|WITH|VALUES|EXPLAIN)\b/i;

const MOST = Number.POSITIVE_INFINITY;

/**
 * @param db a connection of better-sqlite3, opened for reading
 * @param stopsAt instant after which it is stopped, looked at between two rows
 */
export function readRows(db, { sql, values = [], limit = MOST, maxCharacters = MOST, isStopped }) {
  const statement = READS.test(sql) ? db.prepare(sql) : undefined;
  if (!statement?.reader || !statement.readonly) return { refused: true };
  const columns = statement.columns().map(({ name, type }) => ({ name, declared: type ?? '' }));
  const rows = [];
  let characters = 0;
  for (const row of statement
    .raw()
    .safeIntegers()
    .iterate(...values)) {
    if (isStopped?.()) return { stopped: true };
    if (rows.length >= limit) return { columns, rows, isCut: true };
    for (const value of row) characters += value?.length ?? 1;
    if (characters > maxCharacters) return { columns, rows, isCut: true, isTooLong: true };
    rows.push(row);
  }
  return { columns, rows, isCut: false };
}

/** `_ovh_digits(number)`, `_ovh_compare(digits, digits)` and `_ovh_sum(digits)`. Texts that are no decimal count as NULL. */
export function addFunctions(db) {
  const options = { deterministic: true, safeIntegers: true };
  db.function('_ovh_digits', options, (value) => (value === null ? null : digitsOf(value)));
  db.function('_ovh_compare', options, (a, b) => {
    const [one, other] = [scaled(a), scaled(b)];
    if (one === null || other === null) return null;
    const [x, y] = aligned(one, other);
    return x < y ? -1n : x > y ? 1n : 0n;
  });
  db.aggregate('_ovh_sum', {
    ...options,
    start: null,
    step: (total, value) => {
      const quick = quickUnits(value);
      if (quick !== undefined) {
        const sum = total ?? { units: 0n, places: QUICK_PLACES, quick: 0 };
        if (sum.quick === undefined) return added(sum, { units: BigInt(quick), places: QUICK_PLACES });
        const next = sum.quick + quick;
        if (Number.isSafeInteger(next)) return { ...sum, quick: next };
        return { units: sum.units + BigInt(sum.quick), places: QUICK_PLACES, quick };
      }
      const next = value === null ? null : scaled(value);
      return next === null || total === null ? (next ?? total) : added(whole(total), next);
    },
    result: (total) => (total === null ? null : written(whole(total))),
  });
}

/** Most amounts are numbers of few digits: they are added as whole numbers of the last place, which a double holds. */
const QUICK_PLACES = 8;
const QUICK = 10 ** QUICK_PLACES;
/** Two decimals of so many digits are never the same double. */
const QUICK_MOST = 1e15;
const QUICK_WHOLE = 10_000_000n;

function quickUnits(value) {
  if (typeof value === 'bigint')
    return value < QUICK_WHOLE && value > -QUICK_WHOLE ? Number(value) * QUICK : undefined;
  if (typeof value !== 'number') return undefined;
  const units = Math.round(value * QUICK);
  return Math.abs(units) < QUICK_MOST && units / QUICK === value ? units : undefined;
}

function whole({ units, places, quick = 0 }) {
  return { units: units + BigInt(quick), places };
}

function added(a, b) {
  const [x, y, places] = aligned(a, b);
  return { units: x + y, places };
}

function digitsOf(value) {
  if (typeof value !== 'number') return String(value);
  const number = scaled(String(value));
  return number === null ? null : written(number);
}

function scaled(value) {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(String(value));
  if (!match) return null;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  const places = fraction.length - Number(exponent);
  const size = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, -places));
  return { units: sign === '-' ? -size : size, places: Math.max(0, places) };
}

function aligned(a, b) {
  const places = Math.max(a.places, b.places);
  return [a.units * 10n ** BigInt(places - a.places), b.units * 10n ** BigInt(places - b.places), places];
}

function written({ units, places }) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const text = fraction === '' ? whole : `${whole}.${fraction}`;
  return units < 0n ? `-${text}` : text;
}
