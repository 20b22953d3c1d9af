// The rows of a CSV file that lists connections: a line each, so that an open quote cannot take the next row with it.

/** A line with text, as cells. */
export interface ListedRow {
  /** From 1: the number that an editor shows. */
  line: number;
  cells: string[];
  /** What is wrong with its quotes. */
  problem?: string;
}

export function listedRowsOf(text: string): ListedRow[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  return lines.flatMap((written, index) =>
    written.trim() === '' ? [] : [{ line: index + 1, ...cellsOf(written) }],
  );
}

/** A cell in quotes, or one without, and what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

function cellsOf(line: string): Omit<ListedRow, 'line'> {
  const cells: string[] = [];
  for (let at = 0; ; ) {
    CELL.lastIndex = at;
    const found = CELL.exec(line);
    if (!found) return { cells, problem: quoteProblem(line.slice(at)) };
    const [{ length }, inQuotes, plain = '', end] = found;
    cells.push((inQuotes?.replaceAll('""', '"') ?? plain).trim());
    if (end === '') return { cells };
    at += length;
  }
}

function quoteProblem(rest: string): string {
  if (!rest.startsWith('"'))
    return 'a quote stands inside of a cell: put the whole cell in quotes, and write each quote in it twice';
  const isClosed = /^"(?:[^"]|"")*"(?!")/.test(rest);
  return isClosed
    ? 'text follows a quote that is closed: a quote inside of a cell is written twice'
    : 'a quote that is opened is never closed (a cell is one line)';
}
