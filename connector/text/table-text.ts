// Tables as text, for people.
import { wrap } from './wrap.js';

const WIDEST_CELL = 40;

export interface TableOptions {
  /** Columns whose cells stand to the right. */
  right?: readonly number[];
  /** Columns of the terminal; what does not fit is left out and said. Default: no limit. */
  width?: number;
}

/** Lines of a table: heads, a rule, rows. Line breaks and control characters are made visible, each by one sign. */
export function tableText(heads: string[], rows: string[][], options: TableOptions = {}): string[] {
  const cells = [heads, ...rows].map((row) => row.map(oneLine));
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => textWidth(row[column] ?? ''))));
  const shown = fitting(widths, options.width);
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
    hidden.length > 0
      ? wrap(`(and ${hidden.length} more: ${hidden.join(', ')})`, options.width ?? 100).split('\n')
      : [];
  return [line(head), rule, ...body.map(line), ...more];
}

function fitting(widths: number[], limit: number | undefined): number {
  if (limit === undefined) return widths.length;
  let used = 0;
  for (const [index, width] of widths.entries()) {
    used += width + (index > 0 ? 2 : 0);
    if (used > limit) return Math.max(1, index);
  }
  return widths.length;
}

function oneLine(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (char) =>
    char === '\n' ? '⏎' : char === '\t' ? ' ' : '·',
  );
  const characters = [...visible];
  return characters.length > WIDEST_CELL ? `${characters.slice(0, WIDEST_CELL - 1).join('')}…` : visible;
}

function textWidth(text: string): number {
  return [...text].length;
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? space + text : text + space;
}
