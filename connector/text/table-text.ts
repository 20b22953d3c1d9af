// Tables as text, for people.
import { wrap } from './wrap.js';

/** On a terminal. */
const WIDEST_CELL = 40;

export interface TableOptions {
  /** Columns whose cells stand to the right. */
  right?: readonly number[];
  /** Columns of the terminal: long cells are cut, and columns that do not fit are left out and named. Default: everything is whole. */
  width?: number;
  /** No column is left out: lines are broken by the terminal. */
  allColumns?: boolean;
}

/** Lines of a table: heads, a rule, rows. Line breaks and control characters are made visible, each by one sign. */
export function tableText(heads: string[], rows: string[][], options: TableOptions = {}): string[] {
  const { width = Number.POSITIVE_INFINITY } = options;
  const widest = width === Number.POSITIVE_INFINITY ? width : WIDEST_CELL;
  const cells = [heads, ...rows].map((row) => row.map((cell) => oneLine(cell, widest)));
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => textWidth(row[column] ?? ''))));
  const shown = options.allColumns ? widths.length : fitting(widths, width);
  const line = (row: string[]) =>
    widths
      .slice(0, shown)
      .map((width, column) => pad(row[column] ?? '', width, options.right?.includes(column) ?? false))
      .join('  ')
      .trimEnd();
  const rule = widths
    .slice(0, shown)
    .map((width) => '-'.repeat(width))
    .join('  ');
  const [head = [], ...body] = cells;
  const hidden = heads.slice(shown);
  const more =
    hidden.length > 0 ? wrap(`(and ${hidden.length} more: ${hidden.join(', ')})`, width).split('\n') : [];
  return [line(head), rule, ...body.map(line), ...more];
}

function fitting(widths: number[], limit: number): number {
  let used = 0;
  for (const [index, width] of widths.entries()) {
    used += width + (index > 0 ? 2 : 0);
    if (used > limit) return Math.max(1, index);
  }
  return widths.length;
}

function oneLine(text: string, widest: number): string {
  const visible = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (char) =>
    char === '\n' ? '⏎' : char === '\t' ? ' ' : '·',
  );
  const characters = [...visible];
  return characters.length > widest ? `${characters.slice(0, widest - 1).join('')}…` : visible;
}

function textWidth(text: string): number {
  return [...text].length;
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? space + text : text + space;
}
