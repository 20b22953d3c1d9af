// What was written of FOCUS, in words.
import { textOf } from '../lines.js';
import { tableText } from '../table-text.js';
import { type BrokenRule, count, counted, NAMED } from './words.js';

export interface WrittenFocus {
  dataset: string;
  version: string;
  files: readonly { path: string; rows: number; months: readonly string[] }[];
  rows: number;
  documents: number;
  sums: readonly { month: string; currency: string; rows: number; billed: string | null }[];
  violations: readonly BrokenRule[];
  absent: readonly { reason: string; kind: string; id: string; ledger: string | null }[];
}

export function focusExportText(written: WrittenFocus, columns: number): string {
  const { dataset, version, files, sums, violations, absent, documents, rows } = written;
  const hasCosts = sums.some(({ billed }) => billed !== null);
  const lines = files.map(({ path, rows: inFile, months }) => {
    const first = months[0] ?? '';
    const last = months.at(-1) ?? '';
    return `${path}: ${counted(inFile, 'row')}, ${first === last ? first : `${first} to ${last}`}`;
  });
  lines.push(
    `${dataset} of FOCUS ${version}: ${counted(rows, 'row')}${hasCosts ? ` of ${counted(documents, 'document')}` : ''}`,
    '',
  );
  if (hasCosts) {
    const body = sums.map(({ month, currency, rows: inMonth, billed }) => [
      month,
      currency,
      count(inMonth),
      billed ?? '',
    ]);
    lines.push(
      ...tableText(['month', 'currency', 'rows', 'BilledCost'], body, { right: [2, 3], width: columns }),
      '',
    );
  }
  if (violations.length === 0) {
    lines.push(
      `Strict check: every row keeps every rule${hasCosts ? ', and the rows of every document add up to what is to be paid' : ''}.`,
    );
  } else lines.push('Strict check: RULES ARE BROKEN', ...violations.flatMap(violationLines));
  const apart = absentLines(absent);
  if (apart.length > 0) lines.push('', 'In no file:', ...apart);
  return textOf(lines, columns);
}

function violationLines({ rule, count: number, examples }: BrokenRule): string[] {
  const [first] = examples;
  const where =
    first === undefined
      ? ''
      : (first.note ??
        `row ${first.row}: ${first.values.map((value) => (value === null ? 'null' : JSON.stringify(value))).join(', ')}`);
  return [`  ${rule.id}, ${counted(number, 'time')}: ${rule.says} (${rule.page})`, `    ${where}`];
}

const ABSENT: Readonly<Record<string, [one: string, many: string]>> = {
  points: ['document in points or without a currency', 'documents in points or without a currency'],
  prepayment: ['prepayment, whose use is billed again', 'prepayments, whose use is billed again'],
  'not-loaded': [
    'document that the API listed and no load could read, of a month that is not known',
    'documents that the API listed and no load could read, of months that are not known',
  ],
};

function absentLines(absent: WrittenFocus['absent']): string[] {
  return Object.entries(ABSENT).flatMap(([reason, [one, many]]) => {
    const found = absent.filter((each) => each.reason === reason);
    if (found.length === 0) return [];
    const names = found
      .slice(0, NAMED)
      .map(({ kind, id, ledger }) => `${kind} ${id}${ledger === null ? '' : ` (${ledger})`}`);
    const more = found.length > NAMED ? ` and ${count(found.length - NAMED)} more` : '';
    return [`  ${counted(found.length, one, many)}: ${names.join(', ')}${more}`];
  });
}
