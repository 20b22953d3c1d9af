/** Bills for the usage of a project in a month: the first bills of a month are for the month before, one for each project. */
import { addDays, dateText } from '../../wire/instants.js';
import type { Line } from './billing-documents.js';
import { historyMonths, historyStart } from './billing-documents.js';
import { roundToCents, unit } from './money.js';

/** What was used of one family of products. */
export interface UsagePart {
  readonly family: string;
  /** In 10^-8 units, not rounded. */
  readonly amount: bigint;
}

export interface BilledProject {
  readonly id: string;
  /** What it used in a month that began at this instant; undefined where the account does not know it. */
  readonly usage: (monthStart: number) => readonly UsagePart[] | undefined;
}

export interface ProjectInvoice {
  readonly project: string;
  readonly lines: readonly Line[];
}

const names: Readonly<Record<string, string>> = {
  instance: 'Public Cloud instances, hourly consumption',
  storage: 'Object Storage, GiB × hour',
  volume: 'Block Storage, GiB × hour',
};

/** The invoice that bill `index` of `count` is; undefined for other bills. */
export function projectInvoice(
  index: number,
  count: number,
  projects: readonly BilledProject[],
  firstLine: number,
): ProjectInvoice | undefined {
  const month = Math.floor((index * historyMonths) / Math.max(1, count));
  const place = index - Math.ceil((month * count) / historyMonths);
  const project = projects[place];
  const start = Date.UTC(historyStart.year, historyStart.month + month - 1, 1);
  const parts = project?.usage(start);
  if (!project || !parts) return undefined;
  const period = {
    periodStart: dateText(start),
    periodEnd: dateText(addDays(Date.UTC(historyStart.year, historyStart.month + month, 1), -1)),
  };
  const lines = parts.map(
    ({ family, amount }, at): Line => ({
      id: String(firstLine + at),
      amount: roundToCents(amount),
      unitPrice: roundToCents(amount),
      quantity: '1',
      description: names[family] ?? family,
      domain: project.id,
      kind: 'publicCloud',
      ...period,
    }),
  );
  // One invoice in four has a fee that is no usage.
  const fee: Line = {
    id: String(firstLine + parts.length),
    amount: 15n * unit,
    unitPrice: 15n * unit,
    quantity: '1',
    description: 'Savings plan b3-8 × 1 - 12 mois',
    domain: project.id,
    kind: 'publicCloud',
    ...period,
  };
  return { project: project.id, lines: (month + place) % 4 === 3 ? [...lines, fee] : lines };
}
