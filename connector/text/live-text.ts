// Progress in words: one line for where nothing can be rewritten, a few lines for a terminal.
import type { RunProgress, TreeStatus } from '../run/run-state.js';

export interface Elapsed {
  seconds: number;
  /** Items of the current root that get done, lately; undefined while that is not known. It is root `number` of `of`. */
  rootsPerSecond?: number;
  number: number;
  of: number;
}

/** `bill_ids: 1,200 of 5,000 done · 3,601 calls (17.9/s) · 9,800 rows committed · about 9 min left`. */
export function progressText(progress: RunProgress, elapsed: Elapsed): string {
  const { tree } = progress;
  const parts = [totalText(progress, elapsed.seconds)];
  if (!tree || tree.rootsListed === 0) return parts.join(' · ');
  const isOneOfMany = elapsed.of > 1;
  const which = isOneOfMany ? ` (${elapsed.number} of ${elapsed.of})` : '';
  parts.unshift(`${tree.root}${which}: ${number(tree.rootsDone)} of ${number(tree.rootsListed)} done`);
  const left = timeLeft(tree, elapsed.rootsPerSecond);
  if (left !== undefined) parts.push(`about ${duration(left)} left${isOneOfMany ? ' of it' : ''}`);
  return parts.join(' · ');
}

function totalText({ calls, rows, statistics }: RunProgress, seconds: number): string {
  const pace = seconds > 0 ? (calls / seconds).toFixed(1) : '0';
  const { retries, slowdowns = 0, lowestPace = 0 } = statistics;
  return [
    `${number(calls)} calls (${pace}/s)`,
    `${number(rows)} rows committed`,
    ...(retries > 0 ? [`${number(retries)} retries`] : []),
    ...(slowdowns > 0 ? [`slowed down to ${Number(lowestPace.toPrecision(2))}/s`] : []),
  ].join(' · ');
}

/** Seconds; undefined where no pace is known, and when nothing is left. */
function timeLeft({ rootsDone, rootsListed }: TreeProgressCounts, pace = 0): number | undefined {
  const left = rootsListed - rootsDone;
  return pace > 0 && left > 0 ? left / pace : undefined;
}

type TreeProgressCounts = Pick<TreeStatus, 'rootsDone' | 'rootsListed'>;

const MOST_TREES = 8;

/** A line for each tree, those around the one that is read where there are many, and one for the whole. */
export function progressLines(progress: RunProgress, elapsed: Elapsed, title = ''): string[] {
  const { trees } = progress;
  const present = Math.max(
    0,
    trees.findIndex(({ stage }) => stage === 'reading'),
  );
  const first = Math.max(0, Math.min(present - 2, trees.length - MOST_TREES));
  const shown = trees.slice(first, first + MOST_TREES);
  const after = trees.length - first - shown.length;
  const cells = shown.map((tree) => treeCells(tree, elapsed.rootsPerSecond));
  const widths = [0, 1, 2, 3].map((place) => Math.max(...cells.map((row) => (row[place] ?? '').length)));
  const lines = cells.map((row) =>
    row
      .map((cell, place) => (place === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[place] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const whole = `${title === '' ? '' : `${title}: `}${totalText(progress, elapsed.seconds)} · ${duration(elapsed.seconds)}`;
  return [
    ...(first > 0 ? [`... ${first} done`] : []),
    ...lines,
    ...(after > 0 ? [`... ${after} more`] : []),
    whole,
  ];
}

function treeCells(tree: TreeStatus, pace: number | undefined): string[] {
  const { root, stage, rootsListed, rootsDone, calls, rows } = tree;
  if (stage === 'waiting') return [root, 'waiting'];
  const left = stage === 'reading' ? timeLeft(tree, pace) : undefined;
  const last = stage === 'done' ? 'done' : left === undefined ? '' : `about ${duration(left)} left`;
  const counts = `${number(rootsDone)} of ${number(rootsListed)}`;
  return [root, counts, `${number(calls)} calls`, `${number(rows)} rows`, last];
}

const number = (value: number) => value.toLocaleString('en');

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
