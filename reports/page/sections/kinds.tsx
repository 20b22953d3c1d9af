// Kinds of service and of resource, and graphics processors by model.
import { Bar } from '../../../console/ui/charts/bars.js';
import { compare, largest, toNumber } from '../../../console/ui/numbers.js';
import { Section } from '../../../console/ui/parts/parts.js';
import { type Amount, isAbsent } from '../../report/report-data.js';
import type { Pair } from '../../report/spend-data.js';
import type { CurrencyView } from '../view.js';
import { Empty } from './empty.js';
import { PairTable } from './pair-table.js';

export function KindsSection(view: CurrencyView) {
  const { t, f, report, id } = view;
  const { kinds, gpu } = report;
  return (
    <Section id={id('kinds')} title={t.sections.kinds} about={t.about.kinds}>
      {isAbsent(kinds) ? (
        <Empty {...view} absence={kinds} />
      ) : (
        <div class="two">
          {(['services', 'resources'] as const).map((what) => {
            const rows = [...kinds[what]].sort(bySize);
            const most = largest(rows.map(({ amount }) => amount ?? '0')) ?? '0';
            return (
              <div key={what}>
                <h3>{t.kindTables[what]}</h3>
                <PairTable
                  {...view}
                  title={t.kindTables[what]}
                  head={t.kind}
                  rows={rows.map((row) => ({
                    ...row,
                    key: row.kind,
                    name: what === 'services' ? t.kindName(row.kind) : t.resourceKind(row.kind),
                    cells: [<BarOf key="bar" row={row} most={most} />, f.count(row.resources)],
                  }))}
                  total={kinds.total}
                  extra={[
                    { head: t.inProportion, class: 'no-m nop barcol mid' },
                    { head: t.resources, number: true, class: 'no-m nop' },
                  ]}
                  with={['share']}
                />
              </div>
            );
          })}
        </div>
      )}
      {!isAbsent(gpu) && (
        <>
          <h3>{t.gpu.title}</h3>
          <PairTable
            {...view}
            title={t.gpu.title}
            head={t.gpu.model}
            rows={gpu.rows.map((row) => ({
              ...row,
              key: `${row.account}/${row.project?.id}/${row.model}`,
              name: row.model,
              cells: [
                [row.project && (row.project.name ?? row.project.id), view.many ? row.account : null]
                  .filter(Boolean)
                  .join(' · ') || '–',
                row.hours === null ? '–' : f.digits(row.hours),
              ],
            }))}
            total={gpu.total}
            extra={[{ head: t.project }, { head: t.gpu.hours, number: true, class: 'no-m' }]}
          />
        </>
      )}
    </Section>
  );
}

/** The largest first; what has no service of its own last. */
function bySize(a: Pair & { kind: string }, b: Pair & { kind: string }): number {
  const apart = (kind: string) => (kind === 'adjustment' ? 2 : kind === 'unmapped' ? 1 : 0);
  return apart(a.kind) - apart(b.kind) || compare(b.amount ?? '0', a.amount ?? '0');
}

function BarOf({ row, most }: { row: Pair; most: Amount }) {
  return <Bar part={toNumber(row.amount ?? '0') / (toNumber(most) || 1)} />;
}
