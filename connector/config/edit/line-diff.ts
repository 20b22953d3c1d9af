// What differs between two texts, line by line: the shortest way from one to the other (Myers).

export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Line in the one text, and in the other; from 1. */
  before?: number;
  after?: number;
}

/** Lines that follow each other, both included; from 1. */
export interface ChangedLines {
  from: number;
  to: number;
}

/** Texts that differ in more lines are shown as one removed and one added. */
const MOST_STEPS = 800;

export function lineDiff(one: string, other: string): DiffLine[] {
  const [before, after] = [linesOf(one), linesOf(other)];
  let first = 0;
  while (first < before.length && first < after.length && before[first] === after[first]) first++;
  let behind = 0;
  const most = Math.min(before.length, after.length) - first;
  while (behind < most && before.at(-1 - behind) === after.at(-1 - behind)) behind++;
  const kinds = [
    ...new Array<DiffLine['kind']>(first).fill('same'),
    ...steps(before.slice(first, before.length - behind), after.slice(first, after.length - behind)),
    ...new Array<DiffLine['kind']>(behind).fill('same'),
  ];
  return numbered(kinds, before, after);
}

/** The lines of the new text that are new or changed. */
export function changedLines(before: string, after: string): ChangedLines[] {
  const found: ChangedLines[] = [];
  for (const { kind, after: line } of lineDiff(before, after)) {
    if (kind !== 'added' || line === undefined) continue;
    const last = found.at(-1);
    if (last && last.to === line - 1) last.to = line;
    else found.push({ from: line, to: line });
  }
  return found;
}

/** A line break at the end ends the last line. */
function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function numbered(kinds: readonly DiffLine['kind'][], one: string[], other: string[]): DiffLine[] {
  let [before, after] = [0, 0];
  return kinds.map((kind) => {
    if (kind === 'removed') return { kind, text: one[before++] ?? '', before };
    const text = other[after++] ?? '';
    return kind === 'added' ? { kind, text, after } : { kind, text, before: ++before, after };
  });
}

function steps(one: readonly string[], other: readonly string[]): DiffLine['kind'][] {
  const [n, m] = [one.length, other.length];
  const rows: Map<number, number>[] = [];
  let row = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(n + m, MOST_STEPS); d++) {
    rows.push(row);
    const next = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      const isDown = k === -d || (k !== d && (row.get(k - 1) ?? -1) < (row.get(k + 1) ?? -1));
      let x = isDown ? (row.get(k + 1) ?? 0) : (row.get(k - 1) ?? 0) + 1;
      while (x < n && x - k < m && one[x] === other[x - k]) x++;
      next.set(k, x);
      if (x >= n && x - k >= m) return backward(rows, n, m);
    }
    row = next;
  }
  return [...new Array<DiffLine['kind']>(n).fill('removed'), ...new Array<DiffLine['kind']>(m).fill('added')];
}

function backward(rows: readonly Map<number, number>[], n: number, m: number): DiffLine['kind'][] {
  const kinds: DiffLine['kind'][] = [];
  let [x, y] = [n, m];
  for (let d = rows.length - 1; d >= 0; d--) {
    const row = rows[d] ?? new Map<number, number>();
    const k = x - y;
    const isDown = k === -d || (k !== d && (row.get(k - 1) ?? -1) < (row.get(k + 1) ?? -1));
    const from = isDown ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (row.get(from) ?? 0);
    const fromY = d === 0 ? 0 : fromX - from;
    for (; x > fromX && y > fromY; x--, y--) kinds.push('same');
    if (d > 0) kinds.push(isDown ? 'added' : 'removed');
    [x, y] = [fromX, fromY];
  }
  return kinds.reverse();
}
