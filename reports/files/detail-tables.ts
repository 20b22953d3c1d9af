// The long tables: what adds up to the spend of each month, and the lines of the month.
import type { View } from '../page/view.js';
import { column, type ReportTable } from './report-table.js';
import { currencyColumn, monthsOf, projectCells, projectColumns, rowsOf } from './spend-tables.js';

export function detailTables(view: View): ReportTable[] {
  return [resources(view), lines(view)];
}

/** What adds up: each resource, what is left of a service, and the adjustment. */
function resources(view: View): ReportTable {
  const { t, f } = view;
  const months = monthsOf(view);
  return {
    name: 'spend_by_resource',
    title: t.sections.projects,
    columns: [
      currencyColumn(view),
      column('kind', t.kind, 'code'),
      column('service', t.service_),
      column('account', t.account, 'code'),
      column('resource', t.resource),
      column('label', t.label),
      ...projectColumns(view),
      ...months.map((month) => column(month, f.shortMonthYear(month), 'amount')),
    ],
    rows: rowsOf(
      view,
      ({ spend }) => spend,
      (spend) => {
        const at = (amounts: (string | null)[]) =>
          months.map((month) => amounts[spend.months.indexOf(month)] ?? null);
        return spend.kinds.flatMap(({ kind, services, amounts }) =>
          services.length === 0
            ? [[kind, null, null, null, null, null, null, ...at(amounts)]]
            : services.flatMap((service) => [
                ...service.resources.map((each) => [
                  kind,
                  service.name,
                  each.account,
                  each.resource,
                  each.label,
                  ...projectCells(each.project),
                  ...at(each.amounts),
                ]),
                ...(service.rest
                  ? [
                      [
                        kind,
                        service.name,
                        null,
                        t.spend.others(service.rest.resources),
                        null,
                        null,
                        null,
                        ...at(service.rest.amounts),
                      ],
                    ]
                  : []),
              ]),
        );
      },
    ),
    isLong: true,
  };
}

function lines(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'lines',
    title: t.lines.title(view.f.month(view.data.month)),
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      column('document', t.document, 'code'),
      column('line', t.lines.line, 'code'),
      column('date', t.date, 'day'),
      column('service', t.service_),
      column('resource', t.resource),
      ...projectColumns(view),
      column('description', t.lines.description),
      column('period_start', t.lines.from, 'day'),
      column('period_end', t.lines.to, 'day'),
      column('quantity', t.lines.quantity),
      column('amount', t.withoutTax, 'amount'),
    ],
    rows: rowsOf(
      view,
      ({ spend }) => spend,
      ({ kinds: all }) =>
        all
          .flatMap(({ services }) => services)
          .flatMap(({ name, resources: of }) => of.map((resource) => ({ name, resource })))
          .flatMap(({ name, resource }) => [
            ...resource.lines.map((line) => [
              resource.account,
              line.document,
              line.line,
              line.day,
              name,
              resource.resource,
              ...projectCells(resource.project),
              line.description,
              line.from,
              line.to,
              line.quantity,
              line.amount,
            ]),
            ...(resource.moreLines
              ? [
                  [
                    resource.account,
                    null,
                    null,
                    null,
                    name,
                    resource.resource,
                    ...projectCells(resource.project),
                    t.lines.more(resource.moreLines.count),
                    null,
                    null,
                    null,
                    resource.moreLines.amount,
                  ],
                ]
              : []),
          ]),
    ),
    isLong: true,
  };
}
