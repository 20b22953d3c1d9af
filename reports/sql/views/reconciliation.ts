// Whether every document adds up: its lines against its total without tax, its parts against its total with tax.
import type { MartContext, MartView } from '../view.js';
import { ACCOUNT, amounts, CURRENCY, DOCUMENT_COLUMNS, MONTH } from './columns.js';
import { KINDS, type Kind, lineAmount, linesFrom } from './documents.js';

const STATE = {
  name: 'state',
  type: 'text',
  about:
    '`ok`: to the last digit; `GAP`: the lines differ from the total without tax; `NO LINES`; `TAX GAP`: with tax differs from without tax + tax; `NOT LOADED`: the API listed it, and no row came; `UNCHECKED`: lines were not loaded at all',
} as const;

/** Sums of the lines of a document. */
export const SUMS: MartView = {
  name: 'mart_sums',
  about: 'Sums of the lines of each document, in its currency.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id'],
  needs: ['bill_details'],
  columns: [
    ...DOCUMENT_COLUMNS.slice(0, 3),
    { name: 'lines_ucents', type: 'bigint', about: '' },
    { name: 'line_count', type: 'bigint', about: '' },
    { name: 'foreign_lines', type: 'bigint', about: '' },
    { name: 'unknown_lines', type: 'bigint', about: '' },
    { name: 'period_ends', type: 'bigint', about: '' },
    { name: 'last_period_end', type: 'date', about: '' },
  ],
  sql: (mart) => KINDS.map((kind) => sumsOf(kind, mart)).join('\nUNION ALL\n'),
};

/** By the keys of the tables, which is the order of their rows. Its columns have the names of those of `mart_sums`. */
export function sumsOf(kind: Kind, mart: MartContext): string {
  const { d } = mart;
  const isSame = 'l.total_price_currency_code = t.price_with_tax_currency_code';
  const periods = kind.hasPeriod
    ? 'count(l.period_end) AS period_ends, max(l.period_end) AS last_period_end'
    : `${d.cast('0', 'bigint')} AS period_ends, ${d.none('date')} AS last_period_end`;
  return `SELECT l._account, '${kind.kind}' AS document_kind, l.${kind.id} AS document_id,
  ${d.sum(`CASE WHEN ${isSame} THEN ${lineAmount(kind)} END`)} AS lines_ucents, count(*) AS line_count,
  ${d.sum(`CASE WHEN ${isSame} THEN 0 ELSE 1 END`)} AS foreign_lines,
  ${d.sum('CASE WHEN l.total_price_ucents IS NULL THEN 1 ELSE 0 END')} AS unknown_lines, ${periods}
${linesFrom(kind, mart)}
GROUP BY l._account, l.${kind.id}`;
}

/** What the ledger says of documents and lines that are not there. */
export const NOT_LOADED: MartView = {
  name: 'mart_not_loaded',
  about:
    'Documents and lines that the API listed, and that no row is of: the newest entry of the ledger for each.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id', 'part', 'item'],
  needs: [],
  columns: [
    ...DOCUMENT_COLUMNS.slice(0, 3),
    { name: 'part', type: 'text', about: '' },
    { name: 'item', type: 'text', about: '' },
    { name: 'reason', type: 'text', about: '' },
    { name: 'code', type: 'text', about: '' },
    { name: 'message', type: 'text', about: '' },
    { name: 'run_id', type: 'text', about: '' },
  ],
  sql: (mart) => {
    const paths = KINDS.flatMap(({ kind, documents, lines }) => {
      const [document, line] = [mart.pathOf(documents), mart.pathOf(lines)];
      const list = line.slice(0, line.lastIndexOf('/'));
      const [, documentName, lineName] = /\{(\w+)\}.*\{(\w+)\}/.exec(line) ?? [];
      return [
        `('${document}', '${kind}', 'document', '${documentName}', '')`,
        `('${list}', '${kind}', 'lines', '${documentName}', '')`,
        `('${line}', '${kind}', 'lines', '${documentName}', '${lineName}')`,
      ];
    });
    return `WITH p(path, document_kind, part, document_name, line_name) AS (VALUES ${paths.join(', ')}),
whole AS (
  SELECT r.account, s.path, max(r.started_at) AS started_at
  FROM ${mart.from('_ovh_run')} AS r JOIN ${mart.from('_ovh_run_source')} AS s ON s.run_id = r.run_id
  WHERE r.kind = 'load' AND r.read_to_end IN ('1', 'true') AND r.warnings NOT LIKE '%"backfill"%'
  GROUP BY r.account, s.path
), entries AS (
  SELECT r.account, p.document_kind, substr(l.root_item, 2, length(l.root_item) - 2) AS document_id, p.part,
    p.document_name, p.line_name, l.id, l.reason, l.code, l.message, l.run_id,
    row_number() OVER (PARTITION BY r.account, p.document_kind, s.path, l.id ORDER BY r.started_at DESC, l.run_id DESC, l.reason) AS place
  FROM ${mart.from('_ovh_ledger')} AS l
  JOIN ${mart.from('_ovh_run')} AS r ON r.run_id = l.run_id
  JOIN ${mart.from('_ovh_run_source')} AS s ON s.run_id = l.run_id AND s.source = l.source
  JOIN p ON p.path = s.path
  LEFT JOIN whole AS w ON w.account = r.account AND w.path = s.path
  WHERE l.reason <> 'absent' AND l.root_item LIKE '"%' AND (w.started_at IS NULL OR r.started_at >= w.started_at)
)
SELECT e.account, e.document_kind, e.document_id, e.part, e.id, e.reason, e.code, e.message, e.run_id
FROM entries AS e
WHERE e.place = 1 AND NOT (${isThere(mart)})`;
  },
};

/** Whether what an entry names has come since, by the keys of its tables. */
function isThere(mart: MartContext): string {
  const conditions = KINDS.flatMap(({ kind, documents, lines, id, lineId }) => {
    const [table, of] = [mart.from(documents), mart.from(lines)];
    const line =
      "(e.line_name = '' OR e.id = e.document_name || '=' || t.ID || ', ' || e.line_name || '=' || t.LINE)"
        .replace('ID', id)
        .replace('LINE', lineId);
    return [
      `e.document_kind = '${kind}' AND e.part = 'document' AND EXISTS (
    SELECT 1 FROM ${table} AS t WHERE t._account = e.account AND t.${id} = e.document_id)`,
      `e.document_kind = '${kind}' AND e.part = 'lines' AND EXISTS (
    SELECT 1 FROM ${of} AS t WHERE t._account = e.account AND t.${id} = e.document_id AND ${line})`,
    ];
  });
  return conditions.join('\n  OR ');
}

export const RECONCILIATION: MartView = {
  name: 'reconciliation',
  about:
    'Each document against its lines, to the last digit, and each document that the API listed and no load could read.',
  key: ['_account', 'document_kind', 'document_id'],
  needs: ['bills'],
  columns: [
    ...DOCUMENT_COLUMNS,
    ...amounts('total_without_tax', 'total without tax, as OVHcloud gives it'),
    ...amounts('lines_sum', 'sum of its lines, in the currency of the document; null where it has none'),
    { name: 'line_count', type: 'bigint', about: 'its lines' },
    ...amounts('gap', 'total without tax, less the sum of the lines'),
    ...amounts('tax', 'tax'),
    ...amounts('total_with_tax', 'total with tax'),
    ...amounts('tax_gap', 'total with tax, less total without tax, less tax'),
    STATE,
    {
      name: 'reason',
      type: 'text',
      about:
        'what is known of a gap: `refused`, `failed`, `gone`, `expired`, `rejected` (of lines, or of a document that is not loaded), `other-currency`, `no-lines`, `rounding` (half a cent a line); null: nothing',
    },
    {
      name: 'missing_lines',
      type: 'bigint',
      about: 'lines, or lists of them, that the ledger names as not loaded',
    },
    { name: 'message', type: 'text', about: 'what the API said of it' },
    { name: 'run_id', type: 'text', about: 'run that did not load it' },
    { name: 'apart', type: 'text', about: '`prepayment` or `points`: in no sum; null: it is spend' },
  ],
  sql: (mart) => {
    const { d } = mart;
    const gap = 'd.total_without_tax_ucents - coalesce(s.lines_ucents, 0)';
    const taxGap = 'd.total_with_tax_ucents - d.total_without_tax_ucents - coalesce(d.tax_ucents, 0)';
    const none = d.none('bigint');
    const noMoney = `${d.none('decimal')}, ${none}`;
    const unchecked = KINDS.map(({ kind, lines }) =>
      mart.either(lines, '', `WHEN d.document_kind = '${kind}' THEN 'UNCHECKED'\n    `),
    ).join('');
    const withTaxGap = `CASE WHEN ${taxGap} <> 0 THEN 'TAX GAP' ELSE 'ok' END`;
    return `SELECT d._account, d.document_kind, d.document_id, d.day, d.month, d.currency,
  d.total_without_tax, d.total_without_tax_ucents, ${d.money('s.lines_ucents')}, s.lines_ucents, coalesce(s.line_count, 0),
  ${d.money(gap)}, ${gap}, d.tax, d.tax_ucents, d.total_with_tax, d.total_with_tax_ucents,
  ${d.money(taxGap)}, ${taxGap},
  CASE ${unchecked}WHEN s.line_count IS NULL AND d.total_without_tax_ucents = 0 AND m.missing IS NULL THEN ${withTaxGap}
    WHEN s.line_count IS NULL THEN 'NO LINES'
    WHEN ${gap} = 0 AND m.missing IS NULL THEN ${withTaxGap}
    ELSE 'GAP' END,
  CASE WHEN m.missing IS NOT NULL THEN m.reason
    WHEN s.line_count IS NULL AND d.total_without_tax_ucents <> 0 THEN 'no-lines'
    WHEN s.foreign_lines > 0 THEN 'other-currency'
    WHEN ${gap} <> 0 AND abs(${gap}) <= 500000 * s.line_count THEN 'rounding' END,
  coalesce(m.missing, 0), m.message, m.run_id, d.apart
FROM documents AS d
LEFT JOIN mart_sums AS s ON s._account = d._account AND s.document_kind = d.document_kind AND s.document_id = d.document_id
LEFT JOIN (
  SELECT _account, document_kind, document_id, count(*) AS missing, ${d.minText('reason')} AS reason, ${d.minText('message')} AS message,
    max(run_id) AS run_id
  FROM mart_not_loaded WHERE part = 'lines' GROUP BY _account, document_kind, document_id
) AS m ON m._account = d._account AND m.document_kind = d.document_kind AND m.document_id = d.document_id
UNION ALL
SELECT _account, document_kind, document_id, ${d.none('date')}, ${d.none('text')}, ${d.none('text')},
  ${noMoney}, ${noMoney}, ${none}, ${noMoney}, ${noMoney}, ${noMoney}, ${noMoney},
  'NOT LOADED', ${d.minText('reason')}, ${none}, ${d.minText('message')}, max(run_id), ${d.none('text')}
FROM mart_not_loaded WHERE part = 'document' GROUP BY _account, document_kind, document_id`;
  },
};

export const RECONCILIATION_MONTHLY: MartView = {
  name: 'reconciliation_monthly',
  about:
    'The same by month, account, kind and currency, without what is apart. Documents that are not loaded have no month.',
  key: ['_account', 'month', 'document_kind', 'currency'],
  needs: ['bills'],
  columns: [
    ACCOUNT,
    MONTH,
    DOCUMENT_COLUMNS[1] ?? ACCOUNT,
    CURRENCY,
    { name: 'documents', type: 'bigint', about: 'documents' },
    { name: 'exact', type: 'bigint', about: 'those in state `ok`' },
    { name: 'with_gap', type: 'bigint', about: 'those in state `GAP`, `NO LINES` or `TAX GAP`' },
    { name: 'not_loaded', type: 'bigint', about: 'those in state `NOT LOADED`' },
    { name: 'line_count', type: 'bigint', about: 'their lines' },
    ...amounts('total_without_tax', 'sum of the totals without tax'),
    ...amounts('lines_sum', 'sum of the lines'),
    ...amounts('gap', 'sum of the gaps'),
    ...amounts('tax', 'sum of the taxes'),
    ...amounts('total_with_tax', 'sum of the totals with tax'),
  ],
  sql: ({ d }) => {
    const count = (condition: string) => d.sum(`CASE WHEN ${condition} THEN 1 ELSE 0 END`);
    const both = (column: string) => {
      const sum = d.sum(column);
      return `${d.money(sum)}, ${sum}`;
    };
    return `SELECT _account, month, document_kind, currency, count(*), ${count("state = 'ok'")},
  ${count("state IN ('GAP', 'NO LINES', 'TAX GAP')")}, ${count("state = 'NOT LOADED'")}, ${d.sum('line_count')},
  ${both('total_without_tax_ucents')}, ${both('coalesce(lines_sum_ucents, 0)')}, ${both('gap_ucents')},
  ${both('tax_ucents')}, ${both('total_with_tax_ucents')}
FROM reconciliation WHERE apart IS NULL
GROUP BY _account, month, document_kind, currency`;
  },
};
