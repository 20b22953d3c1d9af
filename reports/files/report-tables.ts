// All tables of a report, for CSV, XLSX and Markdown alike. Why one has no rows is in `absent`.
import type { Language } from '../../console/ui/formats.js';
import { type View, viewOf } from '../page/view.js';
import { assertSums } from '../report/check-sums.js';
import { isAbsent, type ReportData } from '../report/report-data.js';
import { comingTables } from './coming-tables.js';
import { detailTables } from './detail-tables.js';
import { dueTables } from './due-tables.js';
import { proofTables } from './proof-tables.js';
import { column, type ReportTable } from './report-table.js';
import { spendTables } from './spend-tables.js';

/** Those with rows. */
export function reportTables(data: ReportData, language: Language = 'en'): ReportTable[] {
  return allReportTables(data, language).filter(({ rows }) => rows.length > 0);
}

/** The same ones for every report, for programs that expect them. */
export function allReportTables(data: ReportData, language: Language = 'en'): ReportTable[] {
  assertSums(data);
  const view = viewOf(data, language);
  return [
    ...proofTables(view),
    ...spendTables(view),
    ...comingTables(view),
    ...dueTables(view),
    ...detailTables(view),
    absentTable(view),
  ];
}

function absentTable({ data, t }: View): ReportTable {
  return {
    name: 'absent',
    title: t.sections.absent,
    columns: [
      column('currency', t.currency, 'code'),
      column('section', t.absent.what, 'code'),
      column('reason', t.absent.why, 'code'),
      column('needs', t.absent.needs, 'code'),
    ],
    rows: data.currencies.flatMap((report) =>
      Object.entries(report).flatMap(([section, facts]) =>
        typeof facts === 'object' && isAbsent(facts)
          ? [[report.currency, section, facts.absent, facts.needs.join(' ')]]
          : [],
      ),
    ),
  };
}
