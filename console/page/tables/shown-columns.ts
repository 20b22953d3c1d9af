// Columns in the order in which they are read, and the few that a narrow screen has room for.
import { useLayoutEffect, useState } from 'preact/hooks';
import type { TableColumn } from '../../contract/tables.js';

/** What every table has, and says little of its rows. */
const COMMON = ['_account', '_run_id', '_loaded_at', '_deleted_at'];

/** The key first, what every table has last. */
export function inReadingOrder(columns: readonly TableColumn[]): TableColumn[] {
  const rank = ({ name, key }: TableColumn) => (COMMON.includes(name) ? 2 : key ? 0 : 1);
  return [...columns].sort((a, b) => rank(a) - rank(b));
}

/** The key, a day, an amount; else the first ones. */
export function fewOf(columns: readonly TableColumn[]): TableColumn[] {
  // Of several columns of a key the last one names the row.
  const first = columns.findLast(({ name, key }) => key && !COMMON.includes(name)) ?? columns[0];
  const others = columns.filter((column) => column !== first);
  const day = others.find(({ type }) => type === 'date') ?? others.find(({ type }) => type === 'timestamp');
  const amounts = others.filter(({ type }) => type === 'decimal');
  const amount = amounts.find(({ path }) => /withoutTax|totalPrice/i.test(path)) ?? amounts[0];
  const chosen = new Set(
    [first, day, amount, ...others.slice(0, 2)].filter((column) => column !== undefined),
  );
  return [...chosen].slice(0, 3);
}

const NARROW = '(max-width: 760px)';

export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useLayoutEffect(() => {
    const media = matchMedia(NARROW);
    const look = () => setNarrow(media.matches);
    media.addEventListener('change', look);
    return () => media.removeEventListener('change', look);
  }, []);
  return isNarrow;
}
