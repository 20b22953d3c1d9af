// Spend of a currency as rows that the sections of a report add up: one a month, account, service and resource.
import type { QuerySession } from '../../connector/model/query.js';
import type { AccountId, Month } from '../report/report-data.js';
import type { ProjectName, ResourceKind, ServiceKind } from '../report/spend-data.js';
import { inBytes, literal, literals, rowsOf } from './rows.js';

export interface SpendRow {
  month: Month;
  account: AccountId;
  currency: string;
  kind: ServiceKind;
  /** Empty for what has no service. */
  service: string;
  resourceKind: ResourceKind;
  /** `*` where a charge names none. */
  resource: string;
  label: string | null;
  project: ProjectName | null;
  units: bigint;
  /** Charges that it is the sum of. */
  lines: number;
}

const NO_SERVICE: readonly string[] = ['unmapped', 'adjustment'];

/** Charges without tax from one month to another, of these accounts. */
export async function spendRows(
  session: QuerySession,
  { from, to, accounts }: { from: Month; to: Month; accounts: readonly AccountId[] },
): Promise<SpendRow[]> {
  if (accounts.length === 0) return [];
  const rows = await rowsOf(
    session,
    `SELECT month, _account, currency, service_kind, service_name, resource_kind, resource, project_id,
  max(${inBytes(session, 'resource_name')}) AS label, max(${inBytes(session, 'project_name')}) AS project_name, sum(amount_ucents) AS units, count(*) AS charges
FROM charges_by_resource
WHERE charge_kind <> 'tax' AND month >= ${literal(from)} AND month <= ${literal(to)} AND _account IN (${literals(accounts)})
GROUP BY month, _account, currency, service_kind, service_name, resource_kind, resource, project_id`,
  );
  return rows.map((row) => {
    const kind = row.text('service_kind') as ServiceKind;
    const project = row.textOrNull('project_id');
    return {
      month: row.text('month'),
      account: row.text('_account'),
      currency: row.text('currency'),
      kind,
      service: NO_SERVICE.includes(kind) ? '' : row.text('service_name'),
      resourceKind: (row.textOrNull('resource_kind') ?? 'other') as ResourceKind,
      resource: row.textOrNull('resource') ?? '*',
      label: row.textOrNull('label'),
      project: project === null ? null : { id: project, name: row.textOrNull('project_name') },
      units: row.units('units'),
      lines: row.count('charges'),
    };
  });
}

/** One resource, whatever its months. */
export function resourceKey({ account, service, kind, resource, project }: SpendRow): string {
  return JSON.stringify([account, kind, service, resource, project?.id ?? null]);
}
