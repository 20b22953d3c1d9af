// Every sum in a report against its parts, before anything is written: a page whose table does not add up is worse than
// none.
import { compare, difference, sum } from '../../console/ui/numbers.js';
import { type Amount, type CurrencyReport, isAbsent, type ReportData } from './report-data.js';
import type { Pair } from './spend-data.js';

type Value = Amount | null;

/** What does not add up, one sentence each; empty: everything does. */
export function wrongSums(data: ReportData): string[] {
  const wrong: string[] = [];
  const equal = (what: string, total: Value, parts: Value[]): void => {
    const added = sum(parts.map((part) => part ?? '0'));
    if (compare(added, total ?? '0') !== 0)
      wrong.push(`${what}: the parts are ${added}, the sum is ${total}`);
  };
  const pairs = (what: string, total: Pair, parts: Pair[]): void => {
    equal(
      `${what}, month`,
      total.amount,
      parts.map(({ amount }) => amount),
    );
    equal(
      `${what}, month beside it`,
      total.before,
      parts.map(({ before }) => before),
    );
  };
  checkProof(data, equal);
  for (const { currency, total, foreignLines } of data.proof.currencies) {
    const spend = data.currencies.find((report) => report.currency === currency)?.spend;
    if (spend !== undefined && !isAbsent(spend))
      equal(`${currency} spend against documents`, spend.total.at(-1) ?? null, [
        total.withoutTax,
        foreignLines ?? null,
      ]);
  }
  for (const report of data.currencies) {
    const named = (what: string) => `${report.currency} ${what}`;
    checkSpend(report, (what, ...rest) => equal(named(what), ...rest));
    checkPairs(report, (what, ...rest) => pairs(named(what), ...rest));
    checkDue(report, (what, ...rest) => equal(named(what), ...rest));
  }
  return wrong;
}

/** @throws where a sum is not the sum of its parts: a fault of the program, never of the data */
export function assertSums(data: ReportData): void {
  const wrong = wrongSums(data);
  if (wrong.length === 0) return;
  const shown = wrong.slice(0, 5).join('; ');
  throw new Error(
    `The report was not written, because its figures do not add up: ${shown}. This is a fault of the program; please report it with these lines.`,
  );
}

type Equal = (what: string, total: Value, parts: Value[]) => void;
type Pairs = (what: string, total: Pair, parts: Pair[]) => void;

function checkProof({ proof }: ReportData, equal: Equal): void {
  for (const { currency, total, kinds, months } of proof.currencies) {
    for (const column of ['withoutTax', 'lines', 'gap', 'tax', 'withTax'] as const)
      equal(
        `${currency} proof, ${column}`,
        total[column],
        kinds.map((kind) => kind[column]),
      );
    for (const sums of [total, ...kinds, ...months])
      equal(`${currency} proof, gap`, sums.gap, [difference(sums.withoutTax, sums.lines)]);
  }
}

function checkSpend({ spend }: CurrencyReport, equal: Equal): void {
  if (isAbsent(spend)) return;
  spend.months.forEach((month, index) => {
    equal(
      `spend of ${month}`,
      spend.total[index] ?? null,
      spend.kinds.map(({ amounts }) => amounts[index] ?? null),
    );
    for (const { kind, amounts, services } of spend.kinds) {
      if (services.length === 0) continue;
      equal(
        `${kind} of ${month}`,
        amounts[index] ?? null,
        services.map((each) => each.amounts[index] ?? null),
      );
      for (const { name, amounts: whole, resources, rest } of services)
        if (resources.length > 0)
          equal(`${name} of ${month}`, whole[index] ?? null, [
            ...resources.map((each) => each.amounts[index] ?? null),
            rest?.amounts[index] ?? null,
          ]);
    }
  });
  for (const resource of spend.kinds
    .flatMap(({ services }) => services)
    .flatMap(({ resources }) => resources))
    if (resource.lines.length > 0)
      equal(`lines of ${resource.resource}`, resource.amounts.at(-1) ?? null, [
        ...resource.lines.map(({ amount }) => amount),
        resource.moreLines?.amount ?? null,
      ]);
  if (spend.twelveMonths !== null) equal('twelve months', spend.twelveMonths, spend.total.slice(-12));
}

function checkPairs(report: CurrencyReport, pairs: Pairs): void {
  const { comparison, kinds, projects, resources, tags, gpu, unmapped, spend } = report;
  const whole = isAbsent(spend)
    ? null
    : { amount: spend.total.at(-1) ?? null, before: spend.total.at(-2) ?? null };
  const total = (what: string, of: Pair): void => {
    if (whole !== null) pairs(`${what} against spend`, { ...of, before: null }, [{ ...whole, before: null }]);
  };
  if (!isAbsent(comparison)) {
    pairs('comparison of services', comparison.total, comparison.services);
    pairs('comparison of accounts', comparison.total, comparison.accounts);
    total('comparison', comparison.total);
  }
  if (!isAbsent(kinds)) {
    pairs('kinds of service', kinds.total, kinds.services);
    pairs('kinds of resource', kinds.total, kinds.resources);
    total('kinds', kinds.total);
  }
  if (!isAbsent(projects)) {
    pairs('projects', projects.total, [
      ...projects.projects,
      ...(projects.outside ? [projects.outside] : []),
    ]);
    total('projects', projects.total);
  }
  if (!isAbsent(resources)) pairs('dearest resources', resources.sum, resources.dearest);
  if (!isAbsent(tags))
    for (const { key, values, untagged } of tags.keys) pairs(`tag ${key}`, tags.total, [...values, untagged]);
  if (!isAbsent(gpu)) pairs('GPU', gpu.total, gpu.rows);
  if (!isAbsent(unmapped)) pairs('unmapped', unmapped.total, unmapped.rows);
}

function checkDue({ owed, vat, expiring, credits }: CurrencyReport, equal: Equal): void {
  if (!isAbsent(owed)) {
    equal(
      'open by age',
      owed.total.open,
      owed.ages.map(({ open }) => open),
    );
    for (const column of ['withTax', 'paid', 'open'] as const)
      equal(
        `owed, ${column}`,
        owed.total[column],
        owed.documents.map((each) => each[column]),
      );
    equal('month, with tax', owed.month.withTax, [owed.month.paid, owed.month.open, owed.month.credited]);
    equal(
      'payments',
      owed.paymentsTotal,
      owed.payments.map(({ amount }) => amount),
    );
  }
  if (!isAbsent(vat))
    for (const total of vat.totals) {
      const rows = vat.rows.filter(({ month }) => month === total.month);
      for (const column of ['withoutTax', 'tax', 'withTax'] as const)
        equal(
          `VAT of ${total.month}, ${column}`,
          total[column],
          rows.map((row) => row[column]),
        );
    }
  if (!isAbsent(expiring))
    equal(
      'expiring',
      expiring.total,
      expiring.rows.map(({ price }) => price),
    );
  if (!isAbsent(credits))
    for (const column of ['given', 'used', 'left'] as const)
      equal(
        `credits, ${column}`,
        credits.total[column],
        credits.balances.map((each) => each[column]),
      );
}
