// Tools about money: spend, whether documents add up, and what is coming. The facts of the report, for one month.
import { z } from 'zod';
import { type CurrencyReport, isAbsent, type ReportData } from '../../reports/report/report-data.js';
import { reportOf } from '../server/spend/addresses.js';
import { tool } from './tool.js';

const MOST_ROWS = 60;

const of = z.object({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-10')
    .optional()
    .describe('2026-10; default: the last month that is over and has documents'),
  account: z.string().max(200).optional().describe('default: all accounts of the tables'),
});

const PARTS = ['services', 'projects', 'resources', 'tags', 'gpu', 'comparison', 'unmapped'] as const;

export const SPEND_TOOLS = [
  tool({
    name: 'spend',
    title: 'Spend of a month',
    description:
      'Where the money went in a month, without tax and by currency: services, projects, resources, tags, GPU, compared with the month before or another one. Rests on documents that are proved by their lines; says what is not loaded.',
    input: of.extend({
      against: of.shape.month.describe('month to compare with; default: the one before'),
      parts: z.array(z.enum(PARTS)).min(1).default(['services', 'comparison']),
    }),
    calls: false,
    async answer({ parts, ...asked }, { workspace }) {
      const data = await reportOf(workspace, asked);
      return {
        restsOn: basis(data),
        data: {
          month: data.month,
          against: data.against,
          currencies: data.currencies.map((currency) => ({
            currency: currency.currency,
            ...shortened(Object.fromEntries(parts.map((part) => [part, partOf(currency, part)]))),
          })),
        },
      };
    },
  }),
  tool({
    name: 'reconciliation',
    title: 'Does a month add up?',
    description:
      'Documents of a month against their lines and taxes, to the last digit: how many are exact, sums, gaps with their reason, documents that are not loaded, and what stands apart (prepayments, points).',
    input: of,
    calls: false,
    async answer(asked, { workspace }) {
      const data = await reportOf(workspace, asked);
      const { odd, currencies, apart, lists } = data.proof;
      return {
        restsOn: basis(data),
        data: {
          month: data.month,
          currencies: currencies.map(({ months: _, ...each }) => each),
          ...shortened({ doNotAddUp: odd, apart }),
          lists,
          vat: data.currencies.map(({ currency, vat }) => ({ currency, vat })),
        },
      };
    },
  }),
  tool({
    name: 'forecast',
    title: 'What is coming',
    description:
      'Forecast of the month in progress by three methods, each with its last error; budgets, anomalies, debts by age, services that expire, credits and commitments.',
    input: of,
    calls: false,
    async answer(asked, { workspace }) {
      const data = await reportOf(workspace, asked);
      return {
        restsOn: basis(data),
        data: {
          today: data.today,
          currencies: data.currencies.map(
            ({ currency, forecast, budgets, anomalies, owed, expiring, credits, commitments }) => ({
              currency,
              forecast,
              budgets,
              ...shortened({ anomalies, owed, expiring, credits, commitments }),
            }),
          ),
        },
      };
    },
  }),
];

/** Where the facts are from, how complete they are, and what must be known before the figures. */
function basis({ database, today, madeAt, synthetic, accounts, health, notices }: ReportData): object {
  return {
    database,
    today,
    madeAt,
    ...(synthetic && { synthetic }),
    accounts: accounts.map(({ account }) => account),
    loads: health.map(({ account, run, newestDocument }) => ({
      account,
      newestDocument,
      run: run && {
        id: run.id,
        outcome: run.outcome,
        startedAt: run.startedAt,
        notLoaded: run.missing,
        reasons: run.reasons,
        sourcesNotLoaded: run.sources
          .filter(({ missing }) => missing > 0)
          .slice(0, 20)
          .map(({ source, path, missing }) => ({ source, path, notLoaded: missing })),
      },
    })),
    notices,
  };
}

/** Each but the first is a section of the report. */
function partOf(currency: CurrencyReport, part: (typeof PARTS)[number]): object {
  return part === 'services' ? servicesOf(currency) : currency[part];
}

/** Spend by kind and service; resources are a part of their own. */
function servicesOf({ spend }: CurrencyReport): object {
  if (isAbsent(spend)) return spend;
  const { months, kinds, total, twelveMonths } = spend;
  return {
    months,
    total,
    twelveMonths,
    kinds: kinds.map(({ kind, amounts, services }) => ({
      kind,
      amounts,
      services: services.map(({ name, amounts: each }) => ({ name, amounts: each })),
    })),
  };
}

/** Long lists end after so many entries, and say how many there are. */
function shortened<T extends object>(parts: T): T {
  const short = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const kept = value.slice(0, MOST_ROWS).map(short);
      return value.length > MOST_ROWS ? [...kept, { moreEntries: value.length - MOST_ROWS }] : kept;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each)]));
  };
  return short(parts) as T;
}
