// What a comparison of files of FOCUS found, in words.
import { textOf } from '../lines.js';
import { tableText } from '../table-text.js';
import { type BrokenRule, count, counted, NAMED } from './words.js';

interface ComparedCosts {
  rows: number;
  untaxed: string;
  tax: string;
}

export interface ComparedFocus {
  files: readonly {
    path: string;
    version: string;
    rows: number;
    months: readonly string[];
    unreadable: number;
    violations: readonly BrokenRule[];
  }[];
  months: readonly {
    month: string;
    account: string;
    currency: string;
    theirs: ComparedCosts | null;
    ours: ComparedCosts | null;
    difference: { untaxed: string; tax: string } | null;
    isEqual: boolean;
    invoices: {
      equal: number;
      different: readonly { id: string; theirs: string; ours: string; difference: string }[];
      onlyTheirs: readonly { id: string; cost: string }[];
      onlyOurs: readonly { id: string; cost: string }[];
    } | null;
  }[];
  isEqual: boolean;
}

const HEADS = ['month', 'account', 'currency', '', 'theirs', 'ours', 'theirs less ours'];

export function focusComparisonText({ files, months, isEqual }: ComparedFocus, columns: number): string {
  const rows = months.flatMap((month) =>
    (['untaxed', 'tax'] as const).map((part) => [
      month.month,
      month.account,
      month.currency,
      part === 'tax' ? 'tax' : 'without tax',
      month.theirs?.[part] ?? '-',
      month.ours?.[part] ?? '-',
      month.difference?.[part] ?? '',
    ]),
  );
  const lines = [
    ...files.flatMap(fileLines),
    '',
    ...tableText(HEADS, rows, { right: [4, 5, 6], width: columns }),
    ...months.flatMap(invoiceLines),
    '',
    isEqual ? 'Equal, to the last digit.' : 'NOT EQUAL',
  ];
  return textOf(lines, columns);
}

function fileLines({
  path,
  version,
  rows,
  months,
  unreadable,
  violations,
}: ComparedFocus['files'][number]): string[] {
  const what = months.length > 0 ? months.join(', ') : 'no month counts: later files have them';
  const broken = violations.reduce((sum, violation) => sum + violation.count, 0);
  const rules = violations.map(({ rule }) => rule.id).slice(0, NAMED);
  return [
    `${path}: FOCUS ${version}, ${counted(rows, 'row')}, ${what}`,
    ...(unreadable > 0
      ? [`  ${counted(unreadable, 'row')} without a cost or a month that can be read: in no sum`]
      : []),
    ...(broken > 0
      ? [
          `  the strict check finds ${counted(broken, 'violation')}: ${rules.join(', ')}${violations.length > NAMED ? ' …' : ''}`,
        ]
      : []),
  ];
}

function invoiceLines({ month, account, invoices }: ComparedFocus['months'][number]): string[] {
  if (invoices === null) return [];
  const { equal, different, onlyTheirs, onlyOurs } = invoices;
  if (different.length + onlyTheirs.length + onlyOurs.length === 0) return [];
  const list = (words: readonly string[]) =>
    `${words.slice(0, NAMED).join(', ')}${words.length > NAMED ? ` and ${count(words.length - NAMED)} more` : ''}`;
  return [
    '',
    `Invoices of ${month}, ${account}: ${counted(equal, 'is', 'are')} equal`,
    ...(different.length > 0
      ? [
          `  ${count(different.length)} differ: ${list(different.map((each) => `${each.id} (${each.theirs} - ${each.ours} = ${each.difference})`))}`,
        ]
      : []),
    ...(onlyTheirs.length > 0
      ? [`  only in their file: ${list(onlyTheirs.map(({ id, cost }) => `${id} (${cost})`))}`]
      : []),
    ...(onlyOurs.length > 0
      ? [`  only loaded: ${list(onlyOurs.map(({ id, cost }) => `${id} (${cost})`))}`]
      : []),
  ];
}
