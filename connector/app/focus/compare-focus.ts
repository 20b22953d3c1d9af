// Compares files of FOCUS that others have written with what is loaded, month by month.
import { FocusChecker } from '../../../reports/focus/check/checker.js';
import type { Violation } from '../../../reports/focus/check/rule.js';
import type { FocusVersion } from '../../../reports/focus/columns/column.js';
import { type ComparedMonth, compareSums } from '../../../reports/focus/compare/compare.js';
import {
  FileSums,
  keyParts,
  NEEDED,
  ourSums,
  type SumsByMonth,
} from '../../../reports/focus/compare/sums.js';
import { ConfigError } from '../../model/errors.js';
import type { QuerySession } from '../../model/query.js';
import { openFocusFile } from './focus-file.js';

export interface ComparedFile {
  path: string;
  version: FocusVersion;
  rows: number;
  /** Of the months that count: an export of the same month by a later file replaces it. */
  months: string[];
  /** Rows without a cost or a month that can be read: they are in no sum. */
  unreadable: number;
  /** What the strict check finds in it. It changes no sum. */
  violations: Violation[];
}

export interface FocusComparison {
  files: ComparedFile[];
  months: ComparedMonth[];
  /** Every sum and every invoice is the same, and every row could be read. */
  isEqual: boolean;
}

/**
 * Files in the order of their names: exports of a month to date hold what earlier ones of the same account and month had.
 *
 * @param session with the views of the mart
 * @throws ConfigError for files that cannot be read, or lack a column
 */
export async function compareFocus(
  session: QuerySession,
  paths: readonly string[],
): Promise<FocusComparison> {
  const read: { file: Omit<ComparedFile, 'months'>; sums: SumsByMonth }[] = [];
  for (const path of [...paths].sort()) read.push(await readFile(path));
  const last = new Map<string, number>();
  for (const [at, { sums }] of read.entries()) for (const key of sums.keys()) last.set(accountMonth(key), at);
  const theirs: SumsByMonth = new Map();
  const files = read.map(({ file, sums }, at): ComparedFile => {
    const counted = [...sums].filter(([key]) => last.get(accountMonth(key)) === at);
    for (const [key, sum] of counted) theirs.set(key, sum);
    return { ...file, months: [...new Set(counted.map(([key]) => keyParts(key).month))].sort() };
  });
  const months = compareSums(theirs, await ourSums(session));
  const isEqual =
    files.every(({ unreadable }) => unreadable === 0) &&
    months.every(
      ({ isEqual: isSame, invoices }) =>
        isSame &&
        (invoices === null ||
          invoices.different.length + invoices.onlyOurs.length + invoices.onlyTheirs.length === 0),
    );
  return { files, months, isEqual };
}

async function readFile(path: string): Promise<{ file: Omit<ComparedFile, 'months'>; sums: SumsByMonth }> {
  const { names, rows } = await openFocusFile(path);
  const missing = NEEDED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const message = `${path} has no column ${missing.join(', ')}: it is no file of FOCUS, or no CSV with commas`;
    throw new ConfigError([{ code: 'option-value', where: 'compare focus', message }]);
  }
  const version = versionOf(names);
  const checker = new FocusChecker(names, { dataset: 'CostAndUsage', version, isOurs: false });
  const sums = new FileSums(names);
  for await (const row of rows) {
    checker.see(row);
    sums.add(row);
  }
  const violations = checker.violations();
  const unreadable = sums.unreadable.length;
  return { file: { path, version, rows: checker.rows, unreadable, violations }, sums: sums.sums };
}

/** By the columns that a version has brought or given up. */
function versionOf(names: readonly string[]): FocusVersion {
  if (!names.includes('ServiceProviderName') && !names.includes('HostProviderName')) return '1.2';
  return names.includes('ProviderName') || names.includes('PublisherName') ? '1.3' : '1.4';
}

function accountMonth(key: string): string {
  const { account, month } = keyParts(key);
  return `${month} ${account}`;
}
