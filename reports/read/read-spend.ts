// Spend by month, kind of service, service and resource, with the lines of the month.
import type { QuerySession } from '../../connector/model/query.js';
import type { AccountId, Amount, Month } from '../report/report-data.js';
import type {
  ChargeLine,
  MonthlySpend,
  ServiceKind,
  SpendKind,
  SpendResource,
  SpendService,
  Trend,
} from '../report/spend-data.js';
import {
  amountOf,
  amountOrNull,
  by,
  descending,
  grouped,
  inBytes,
  literal,
  literals,
  type Row,
  rowsOf,
  total,
} from './rows.js';
import { resourceKey, type SpendRow } from './spend-rows.js';

/** Resources of a service that have a row of their own. */
const MOST_RESOURCES = 20;
/** Lines of a report, and of one resource. */
const MOST_LINES = 3_000;
const LINES_OF_RESOURCE = 25;

/** In each of these months; null where there is nothing. */
export function byMonth(rows: readonly SpendRow[], months: readonly Month[]): (bigint | null)[] {
  const sums = new Map<Month, bigint>();
  for (const { month, units } of rows) sums.set(month, (sums.get(month) ?? 0n) + units);
  return months.map((month) => sums.get(month) ?? null);
}

const written = (units: (bigint | null)[]): (Amount | null)[] => units.map(amountOrNull);

/** @param rows of one currency, of these months alone */
export function monthlySpend(
  rows: readonly SpendRow[],
  months: Month[],
  lines: ReadonlyMap<string, ChargeLine[]>,
  total12: bigint | null,
): MonthlySpend {
  const kinds = [...grouped(rows, ({ kind }) => kind)].map(([kind, of]) => ({
    kind: kind as ServiceKind,
    units: total(of.map(({ units }) => units)),
    facts: spendKind(kind as ServiceKind, of, months, lines),
  }));
  kinds.sort((a, b) => place(a.kind) - place(b.kind) || descending(a.units, b.units));
  return {
    months,
    kinds: kinds.map(({ facts }) => facts),
    total: byMonth(rows, months).map((units) => amountOf(units ?? 0n)),
    twelveMonths: amountOrNull(total12),
  };
}

/** What has no service of its own is last. */
function place(kind: ServiceKind): number {
  return kind === 'adjustment' ? 2 : kind === 'unmapped' ? 1 : 0;
}

function spendKind(
  kind: ServiceKind,
  rows: readonly SpendRow[],
  months: Month[],
  lines: ReadonlyMap<string, ChargeLine[]>,
): SpendKind {
  const amounts = written(byMonth(rows, months));
  if (kind === 'adjustment') return { kind, amounts, services: [] };
  const services = [...grouped(rows, ({ service }) => service)].map(([name, of]) => ({
    units: total(of.map(({ units }) => units)),
    facts: spendService(name, of, months, lines),
  }));
  services.sort((a, b) => descending(a.units, b.units));
  return { kind, amounts, services: services.map(({ facts }) => facts) };
}

function spendService(
  name: string,
  rows: readonly SpendRow[],
  months: Month[],
  lines: ReadonlyMap<string, ChargeLine[]>,
): SpendService {
  const last = months.at(-1) ?? '';
  const resources = [...grouped(rows, resourceKey)].map(([key, of]) => ({
    key,
    rows: of,
    now: total(of.filter(({ month }) => month === last).map(({ units }) => units)),
    whole: total(of.map(({ units }) => units)),
  }));
  resources.sort((a, b) => descending(a.now, b.now) || descending(a.whole, b.whole));
  const shown = resources.slice(0, MOST_RESOURCES);
  const rest = resources.slice(MOST_RESOURCES);
  return {
    name,
    amounts: written(byMonth(rows, months)),
    resources: shown.map(({ key, rows: of }) => spendResource(of, months, lines.get(key) ?? [])),
    rest:
      rest.length === 0
        ? null
        : {
            resources: rest.length,
            amounts: written(
              byMonth(
                rest.flatMap((each) => each.rows),
                months,
              ),
            ),
          },
  };
}

function spendResource(rows: readonly SpendRow[], months: Month[], lines: ChargeLine[]): SpendResource {
  const [first] = rows as [SpendRow, ...SpendRow[]];
  const newest = rows.at(-1) ?? first;
  const now = rows.filter(({ month }) => month === months.at(-1));
  const shown = lines.slice(0, LINES_OF_RESOURCE);
  const count = now.reduce((sum, row) => sum + row.lines, 0) - shown.length;
  const left = total(now.map(({ units }) => units)) - total(shown.map(({ amount }) => unitsOf(amount)));
  return {
    account: first.account,
    resource: first.resource,
    label: newest.label,
    project: newest.project,
    amounts: written(byMonth(rows, months)),
    lines: shown,
    moreLines: count === 0 ? null : { count, amount: amountOf(left) },
  };
}

function unitsOf(amount: Amount): bigint {
  const [whole = '', fraction = ''] = amount.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(8, '0'));
  return amount.startsWith('-') ? -size : size;
}

/** The largest lines of the month, by currency and the key of their resource. */
export async function linesOfMonth(
  session: QuerySession,
  { month, accounts }: { month: Month; accounts: readonly AccountId[] },
): Promise<Map<string, Map<string, ChargeLine[]>>> {
  const rows = await rowsOf(
    session,
    `SELECT _account, currency, service_kind, service_name, resource, project_id, document_id, line_id, day, description,
  usage_family, usage_reference, period_start, period_end, quantity_text, quantity, quantity_unit, amount_ucents
FROM charges_by_resource
WHERE charge_kind = 'line' AND month = ${literal(month)} AND _account IN (${literals(accounts)}) AND amount_ucents IS NOT NULL
ORDER BY abs(amount_ucents) DESC, ${inBytes(session, '_account', 'document_id', 'line_id')}
LIMIT ${MOST_LINES}`,
  );
  const size = (row: Row) => (row.units('amount_ucents') < 0n ? -1n : 1n) * row.units('amount_ucents');
  const order = by('_account', 'document_id', 'line_id');
  rows.sort((a, b) => descending(size(a), size(b)) || order(a, b));
  const keyOf = (row: Row) => {
    const kind = row.text('service_kind');
    const service = kind === 'unmapped' ? '' : row.text('service_name');
    return JSON.stringify([
      row.text('_account'),
      kind,
      service,
      row.textOrNull('resource') ?? '*',
      row.textOrNull('project_id'),
    ]);
  };
  return new Map(
    [...grouped(rows, (row) => row.text('currency'))].map(([currency, those]) => [
      currency,
      new Map([...grouped(those, keyOf)].map(([key, of]) => [key, of.map(chargeLine)])),
    ]),
  );
}

function chargeLine(row: Row): ChargeLine {
  const [document, line] = [row.text('document_id'), row.text('line_id')];
  const usage = [row.textOrNull('usage_family'), row.textOrNull('usage_reference')].filter(
    (part) => part !== null,
  );
  const quantity = row.textOrNull('quantity_text') ?? row.textOrNull('quantity');
  const unit = row.textOrNull('quantity_unit');
  return {
    document,
    line,
    day: row.text('day'),
    description: row.textOrNull('description') ?? usage.join(' '),
    from: row.textOrNull('period_start'),
    to: row.textOrNull('period_end'),
    quantity: quantity === null ? null : [quantity, unit].filter((part) => part !== null).join(' '),
    amount: amountOf(row.units('amount_ucents')),
  };
}

/** @param rows of one currency */
export function trendOf(rows: readonly SpendRow[], months: Month[]): Trend {
  const kinds = [...grouped(rows, ({ kind }) => kind)];
  return {
    months,
    total: byMonth(rows, months).map((units) => amountOf(units ?? 0n)),
    kinds: kinds.map(([kind, of]) => ({
      kind: kind as ServiceKind,
      amounts: written(byMonth(of, months)),
    })),
  };
}
