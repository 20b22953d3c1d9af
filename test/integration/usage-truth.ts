// What the lines of a usage must be, told from the payload alone. Shares nothing with the shaping of the connector.
import { isLosslessNumber } from 'lossless-json';

const BLOCKS = ['hourlyUsage', 'monthlyUsage', 'resourcesUsage'];
/** Amounts of the sandbox have at most this many places. */
const PLACES = 12;

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isLosslessNumber(value);

/** The amounts of the deepest objects that have one. */
export function deepestAmounts(value: unknown): bigint[] {
  if (Array.isArray(value)) return value.flatMap(deepestAmounts);
  if (!isPlain(value)) return [];
  const below = Object.entries(value).flatMap(([name, member]) =>
    name === 'totalPrice' ? [] : deepestAmounts(member),
  );
  if (below.length > 0 || value.totalPrice === undefined || value.totalPrice === null) return below;
  return [amount(value.totalPrice)];
}

/** The payload as its table has it: the blocks are a count, a sum and a gap. */
export function withoutBlocks(payload: Plain): { row: Plain; count: number; total: bigint; gap: bigint } {
  const amounts = BLOCKS.flatMap((block) => deepestAmounts(payload[block]));
  const total = amounts.reduce((sum, each) => sum + each, 0n);
  const row = Object.fromEntries(Object.entries(payload).filter(([name]) => !BLOCKS.includes(name)));
  return { row, count: amounts.length, total, gap: amount(payload.totalPrice) - total };
}

/** In units of 10^-12. */
export function amount(value: unknown): bigint {
  const text = isPlain(value) ? String(value.value) : String(value);
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const places = PLACES + Number(exponent) - fraction.length;
  if (places < 0) throw new Error(`${text} has more than ${PLACES} places`);
  const units = BigInt(whole + fraction) * 10n ** BigInt(places);
  return mantissa.startsWith('-') ? -units : units;
}
