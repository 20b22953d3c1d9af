// Tables of spend, and of what is coming.
import type { View } from '../page/view.js';
import { type CurrencyReport, isAbsent, type Section } from '../report/report-data.js';
import type { MonthlySpend, Pair, ProjectName, SpendKind } from '../report/spend-data.js';
import { column, type ReportTable, type TableCell, type TableColumn } from './report-table.js';

/** Rows of one section, over all currencies, each with its currency first. */
export function rowsOf<T extends object>(
  view: View,
  section: (report: CurrencyReport) => Section<T>,
  rows: (facts: T, report: CurrencyReport) => TableCell[][],
): TableCell[][] {
  return view.data.currencies.flatMap((report) => {
    const facts = section(report);
    return isAbsent(facts) ? [] : rows(facts, report).map((row) => [report.currency, ...row]);
  });
}

export const currencyColumn = ({ t }: View): TableColumn => column('currency', t.currency, 'code');
export const projectCells = (project: ProjectName | null): TableCell[] => [
  project?.id ?? null,
  project?.name ?? null,
];
export const projectColumns = ({ t }: View): TableColumn[] => [
  column('project_id', t.projectId, 'code'),
  column('project', t.project),
];
export const pairColumns = ({ data, f }: View): TableColumn[] => [
  column('amount_before', f.capital(f.month(data.against)), 'amount'),
  column('amount', f.capital(f.month(data.month)), 'amount'),
];
export const pairCells = ({ amount, before }: Pair): TableCell[] => [before, amount];

export function spendTables(view: View): ReportTable[] {
  return [
    byMonth(view),
    comparedAccounts(view),
    comparedServices(view),
    comparedResources(view),
    kinds(view, 'services'),
    kinds(view, 'resources'),
    projects(view),
    tags(view),
    gpu(view),
  ];
}

/** Months of all currencies, oldest first. */
export function monthsOf({ data }: View): string[] {
  const months = data.currencies.flatMap(({ spend }) => (isAbsent(spend) ? [] : spend.months));
  return [...new Set(months)].sort();
}

function byMonth(view: View): ReportTable {
  const { t, f } = view;
  const months = monthsOf(view);
  const at = (spend: MonthlySpend, amounts: (string | null)[]) =>
    months.map((month) => amounts[spend.months.indexOf(month)] ?? null);
  return {
    name: 'spend_by_month',
    title: t.spend.byService,
    columns: [
      currencyColumn(view),
      column('kind', t.kind),
      column('service', t.service_),
      ...months.map((month) => column(month, f.shortMonthYear(month), 'amount')),
    ],
    rows: rowsOf(
      view,
      ({ spend }) => spend,
      (spend) => [
        ...spend.kinds.flatMap((kind) =>
          servicesOf(kind).map(({ name, amounts }) => [
            t.kindName(kind.kind),
            name === '' ? null : t.service(name),
            ...at(spend, amounts),
          ]),
        ),
      ],
    ),
    totals: rowsOf(
      view,
      ({ spend }) => spend,
      (spend) => [[t.total, null, ...at(spend, spend.total)]],
    ),
  };
}

const servicesOf = ({ services, amounts }: SpendKind): { name: string; amounts: (string | null)[] }[] =>
  services.length === 0 ? [{ name: '', amounts }] : services;

function comparedServices(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'comparison_of_services',
    title: t.compare.services,
    columns: [currencyColumn(view), column('service', t.service_), ...pairColumns(view)],
    rows: rowsOf(
      view,
      (report) => report.comparison,
      ({ services }) => [
        ...services.map((each) => [
          each.name === '' ? t.kindName(each.kind) : t.service(each.name),
          ...pairCells(each),
        ]),
      ],
    ),
    totals: rowsOf(
      view,
      (report) => report.comparison,
      ({ total }) => [[t.total, ...pairCells(total)]],
    ),
  };
}

function comparedResources(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'comparison_of_resources',
    title: t.compare.movers,
    columns: [
      currencyColumn(view),
      column('resource', t.resource),
      column('service', t.service_),
      column('account', t.account, 'code'),
      ...projectColumns(view),
      ...pairColumns(view),
    ],
    rows: rowsOf(
      view,
      (report) => report.comparison,
      ({ movers }) =>
        movers.map((each) => [
          each.label ?? each.resource,
          t.service(each.service),
          each.account,
          ...projectCells(each.project),
          ...pairCells(each),
        ]),
    ),
  };
}

function comparedAccounts(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'comparison_of_accounts',
    title: t.spend.byAccount,
    columns: [currencyColumn(view), column('account', t.account, 'code'), ...pairColumns(view)],
    rows: rowsOf(
      view,
      (report) => report.comparison,
      ({ accounts }) => accounts.map((each) => [each.account, ...pairCells(each)]),
    ),
  };
}

function kinds(view: View, what: 'services' | 'resources'): ReportTable {
  const { t } = view;
  return {
    name: what === 'services' ? 'kinds_of_service' : 'kinds_of_resource',
    title: t.kindTables[what],
    columns: [
      currencyColumn(view),
      column('kind', t.kind),
      column('resources', t.resources, 'count'),
      ...pairColumns(view),
    ],
    rows: rowsOf(
      view,
      (report) => report.kinds,
      (facts) => [
        ...facts[what].map((each) => [
          what === 'services' ? t.kindName(each.kind) : t.resourceKind(each.kind),
          each.resources,
          ...pairCells(each),
        ]),
      ],
    ),
    totals: rowsOf(
      view,
      (report) => report.kinds,
      ({ total }) => [[t.total, null, ...pairCells(total)]],
    ),
  };
}

function projects(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'projects',
    title: t.projects.byProject,
    columns: [
      currencyColumn(view),
      column('account', t.account, 'code'),
      ...projectColumns(view),
      ...pairColumns(view),
    ],
    rows: rowsOf(
      view,
      (report) => report.projects,
      (facts) => [
        ...facts.projects.map((each) => [each.account, ...projectCells(each.project), ...pairCells(each)]),
        ...(facts.outside ? [[null, null, t.projects.outside, ...pairCells(facts.outside)]] : []),
      ],
    ),
    totals: rowsOf(
      view,
      (report) => report.projects,
      ({ total }) => [[null, null, t.total, ...pairCells(total)]],
    ),
  };
}

function tags(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'tags',
    title: t.sections.tags,
    columns: [
      currencyColumn(view),
      column('tag', t.tags.tag, 'code'),
      column('value', t.tags.value),
      column('resources', t.resources, 'count'),
      ...pairColumns(view),
    ],
    rows: rowsOf(
      view,
      (report) => report.tags,
      ({ keys }) =>
        keys.flatMap(({ key, values, untagged }) => [
          ...values.map((each) => [key, each.value, each.resources, ...pairCells(each)]),
          [key, null, untagged.resources, ...pairCells(untagged)],
        ]),
    ),
  };
}

function gpu(view: View): ReportTable {
  const { t } = view;
  return {
    name: 'gpu',
    title: t.gpu.title,
    columns: [
      currencyColumn(view),
      column('model', t.gpu.model),
      column('account', t.account, 'code'),
      ...projectColumns(view),
      column('hours', t.gpu.hours, 'number'),
      ...pairColumns(view),
    ],
    rows: rowsOf(
      view,
      (report) => report.gpu,
      ({ rows }) =>
        rows.map((each) => [
          each.model,
          each.account,
          ...projectCells(each.project),
          each.hours,
          ...pairCells(each),
        ]),
    ),
  };
}
