// Charges of one currency that have a section of their own: GPU by model, and what no rule gives a service.
import { exactSum } from '../../connector/model/exact.js';
import type { Month } from '../report/report-data.js';
import type { GpuSpend, Unmapped } from '../report/spend-data.js';
import type { OutlookRows, OutlookScope } from './read-outlook.js';
import type { TwoMonths } from './read-pairs.js';
import { amountOrNull, descending, grouped, type Row, total } from './rows.js';

/** Flavors of instances and models of AI services that have a GPU. */
const GPU =
  /^(?:t1|t2|a10|a100|b200|h100|h200|l4|l40s|mi\d+x?|rtx\d+|v100s?|quadro)-|gpu|(?:^|-)(?:v100s?|l40s|a100|h100)(?:-|$)/i;

export function gpuOf({ usage }: OutlookRows, scope: OutlookScope): GpuSpend {
  const rows = usage.filter((row) => row.text('currency') === scope.currency);
  const gpus = rows.filter((row) => GPU.test(row.text('usage_reference')));
  const groups = grouped(gpus, (row) =>
    JSON.stringify([row.text('_account'), row.textOrNull('project_id'), row.text('usage_reference')]),
  );
  const units = (of: readonly Row[], month: Month) => {
    const those = of.filter((row) => row.text('month') === month);
    return those.length === 0 ? null : total(those.map((row) => row.units('amount_ucents')));
  };
  const pairOf = (of: readonly Row[]) => ({
    amount: amountOrNull(units(of, scope.month)),
    before: amountOrNull(units(of, scope.against)),
  });
  return {
    rows: [...groups]
      .map(([, of]) => {
        const [first] = of as [Row];
        const project = first.textOrNull('project_id');
        const hours = of.filter(
          (row) => row.text('month') === scope.month && /^hour/i.test(row.text('quantity_unit')),
        );
        return {
          model: first.text('usage_reference'),
          account: first.text('_account'),
          project: project === null ? null : { id: project, name: first.textOrNull('project_name') },
          hours:
            hours.length === 0
              ? null
              : (exactSum(hours.map((row) => row.textOrNull('quantity') ?? '0')) ?? null),
          size: units(of, scope.month) ?? 0n,
          ...pairOf(of),
        };
      })
      .sort((a, b) => descending(a.size, b.size))
      .map(({ size: _, ...row }) => row),
    total: pairOf(gpus),
  };
}

export function unmappedOf({ unmapped }: OutlookRows, scope: OutlookScope, months: TwoMonths): Unmapped {
  const rows = unmapped.filter((row) => row.text('currency') === scope.currency);
  const groups = grouped(rows, (row) =>
    JSON.stringify([row.text('_account'), row.textOrNull('resource'), row.textOrNull('plan_code')]),
  );
  const at = (of: readonly Row[], month: Month) => of.find((row) => row.text('month') === month);
  const all = [...groups].map(([, of]) => {
    const [first] = of as [Row];
    const now = at(of, scope.month);
    return {
      account: first.text('_account'),
      resource: first.textOrNull('resource') ?? '*',
      planCode: first.textOrNull('plan_code'),
      lines: now?.count('lines') ?? 0,
      units: now?.units('amount_ucents') ?? 0n,
      amount: amountOrNull(now?.unitsOrNull('amount_ucents') ?? null),
      before: amountOrNull(at(of, scope.against)?.unitsOrNull('amount_ucents') ?? null),
    };
  });
  return {
    rows: all.sort((a, b) => descending(a.units, b.units)).map(({ units: _, ...row }) => row),
    lines: all.reduce((sum, { lines }) => sum + lines, 0),
    total: months.pair(months.rows.filter(({ kind }) => kind === 'unmapped')),
  };
}
