// A value as a cell shows it: its text, with every digit; NULL is a word, and an empty text a sign.
import type { CellType } from '../../contract/tables.js';
import { t } from '../state/language.js';

/** A cell shows so much; the record has all. */
const SHOWN = 300;

export function Value({ text, type }: { text: string | null | undefined; type: CellType }) {
  if (text === undefined) return <span class="bone" aria-hidden="true" />;
  if (text === null) return <span class="null">NULL</span>;
  if (text === '')
    return (
      <span class="null" title={t.value.tables.emptyText}>
        {'""'}
      </span>
    );
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
  return <span class={type === 'json' ? 'mono' : undefined}>{shown}</span>;
}

export const isNumber = (type: CellType): boolean => type === 'bigint' || type === 'decimal';

/** In characters: heads and values have room, long texts are cut. */
export function widthOf(name: string, type: CellType, texts: readonly (string | null | undefined)[]): number {
  const least = { boolean: 8, bigint: 10, decimal: 11, text: 10, json: 14, timestamp: 31, date: 14 }[type];
  const longest = Math.max(0, ...texts.map((text) => text?.length ?? 4));
  return Math.min(38, Math.max(least, name.length + 3, longest + 1));
}
