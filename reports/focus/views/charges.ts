// The rows of CostAndUsage under names of our own, with amounts in whole 10⁻⁸ units: what the views and the files are made of.
import { text } from '../../sql/dialect.js';
import type { MartContext, MartView, ViewColumn } from '../../sql/view.js';
import { billingMonth } from '../../sql/views/charges.js';
import { PROVIDER } from '../columns/cost-and-usage.js';
import { firstDayOf, nextMonthOf } from './focus-sql.js';

/** Services that run on no machine. */
const WITHOUT_HOST = ['Domain names', 'Licences', 'Support'];

const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  'public-cloud': 'Public Cloud Resource',
  dedicated: 'Dedicated Server',
  vps: 'VPS',
  hosting: 'Web Hosting',
  storage: 'Storage',
  'load-balancer': 'Load Balancer',
  ip: 'IP',
  network: 'Network',
  domain: 'Domain Name',
  'private-cloud': 'Hosted Private Cloud',
  // Hosts and datastores: their id is that of the private cloud.
  'private-cloud-host': 'Hosted Private Cloud',
  'private-cloud-datastore': 'Hosted Private Cloud',
  telephony: 'Telephony Line',
  licence: 'License',
};

/** What a row says that makes up for a difference, by its reason. */
const ADJUSTMENTS: Readonly<Record<string, string>> = {
  'no-lines': 'the document has no lines',
  nothing: 'the document has no lines and a total of 0',
  rounding: 'the lines are rounded',
  'other-currency': 'lines have another currency than the document',
  'tax-total': 'the total with tax differs from its parts',
  unknown: 'the lines differ from the total without tax',
};

/** Most months over which a purchase is spread. */
const MOST_MONTHS = 240;

const column = (type: ViewColumn['type'], ...names: string[]): ViewColumn[] =>
  names.map((name) => ({ name, type, about: '' }));

export const FOCUS_FIELDS: readonly ViewColumn[] = [
  ...column(
    'text',
    '_account',
    'account_name',
    'billing_month',
    'document_kind',
    'document_id',
    'line_id',
    'row_id',
  ),
  ...column('bigint', 'share', 'billed_ucents', 'effective_ucents'),
  ...column('text', 'currency', 'charge_category', 'real_category', 'charge_class', 'charge_frequency'),
  ...column('text', 'description', 'original_description', 'host_provider', 'pricing_category'),
  ...column('decimal', 'pricing_quantity'),
  ...column('text', 'pricing_unit', 'region', 'resource_id', 'resource_name', 'resource_type'),
  ...column(
    'text',
    'service_category',
    'service_name',
    'service_subcategory',
    'project_id',
    'project_name',
    'tags',
  ),
  ...column(
    'text',
    'adjustment',
    'category',
    'corrects',
    'domain',
    'order_line_type',
    'order_id',
    'plan_code',
  ),
  ...column('text', 'quantity_text'),
  ...column('decimal', 'unit_price'),
  ...column('date', 'day', 'billing_start', 'billing_end', 'charge_start', 'charge_end'),
];

export const FOCUS_CHARGES: MartView = {
  name: 'mart_focus',
  about: 'Rows of CostAndUsage with amounts in whole 10⁻⁸ units.',
  internal: true,
  key: ['_account', 'document_kind', 'document_id', 'row_id'],
  needs: ['bills'],
  columns: FOCUS_FIELDS,
  sql: (mart) => {
    const rows = [shareOf(mart, 'whole')];
    if (mart.settings.purchases === 'amortise') rows.push(shareOf(mart, 'months'));
    const months = Array.from({ length: MOST_MONTHS }, (_, at) => `(${at})`).join(', ');
    return `WITH focus_documents AS MATERIALIZED (
  ${documents(mart)}
), focus_lines AS MATERIALIZED (
  ${lines(mart)}
  UNION ALL
  ${emptyDocuments(mart)}
), focus_months(i) AS (VALUES ${mart.settings.purchases === 'amortise' ? months : '(0)'})
${rows.join('\nUNION ALL\n')}`;
  },
};

/** Documents that are spend, with their months. */
const documents = (
  mart: MartContext,
) => `SELECT t._account, t.document_kind, t.document_id, t.day, t.currency, t.category, t.order_id,
    t.corrects, ${billingMonth(mart)} AS billing_month, u.line_count,
    t.total_without_tax_ucents, coalesce(t.tax_ucents, 0) AS tax_ucents, t.total_with_tax_ucents
  FROM documents AS t
  LEFT JOIN mart_sums AS u ON u._account = t._account AND u.document_kind = t.document_kind AND u.document_id = t.document_id
  WHERE t.apart IS NULL`;

function lines({ d }: MartContext): string {
  const isCorrection = `c.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month`;
  return `SELECT c._account, c.document_kind, c.document_id, c.line_id,
    CASE WHEN c.adjustment IS NULL THEN c.charge_kind ELSE 'adjustment' END AS charge_kind, t.day, t.billing_month, t.currency,
    CASE WHEN c.currency = t.currency THEN coalesce(c.amount_ucents, 0) ELSE 0 END AS amount_ucents,
    CASE WHEN c.adjustment IS NOT NULL THEN 'Adjustment' WHEN c.charge_kind = 'tax' THEN 'Tax'
      WHEN c.document_kind = 'bill' AND c.amount_ucents < 0 THEN 'Credit'
      WHEN c.document_kind <> 'bill' AND c.resource IS NULL THEN 'Adjustment'
      WHEN c.order_line_type IN ('GIFT', 'VOUCHER') THEN 'Credit'
      WHEN c.order_line_type = 'CAUTION' THEN 'Adjustment'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage'
      WHEN c.order_line_type IS NULL AND c.resource = c.project_id THEN 'Usage'
      ELSE 'Purchase' END AS real_category,
    CASE WHEN ${isCorrection} THEN 'Correction' END AS charge_class,
    CASE WHEN c.charge_kind <> 'line' THEN 'One-Time'
      WHEN c.order_line_type IN ('CONSUMPTION', 'OUTPLAN') THEN 'Usage-Based'
      WHEN c.order_line_type IN ('RENEW', 'DURATION') OR c.period_start IS NOT NULL THEN 'Recurring'
      ELSE 'One-Time' END AS charge_frequency,
    c.description, c.domain, c.resource, c.resource_name, c.resource_kind, c.region, c.project_id, c.project_name, c.tags,
    c.service_category, c.service_name, c.service_subcategory, c.quantity, c.quantity_text, c.unit_price,
    coalesce(c.period_start, t.day) AS charge_start,
    ${d.plusDays(d.greatest('coalesce(c.period_end, c.period_start, t.day)', 'coalesce(c.period_start, t.day)'), '1')} AS charge_end,
    c.category, c.order_id, c.order_line_type, c.plan_code, c.corrects, c.adjustment
  FROM charges AS c
  JOIN focus_documents AS t ON t._account = c._account AND t.document_kind = c.document_kind AND t.document_id = c.document_id
  LEFT JOIN focus_documents AS o ON o._account = c._account AND o.document_kind = 'bill' AND o.document_id = c.corrects`;
}

/** Documents of 0 without lines have a row of 0, so that they are seen. */
function emptyDocuments({ d }: MartContext): string {
  const none = (count: number) => Array.from({ length: count }, () => d.none('text')).join(', ');
  return `SELECT t._account, t.document_kind, t.document_id, 'adjustment-lines', 'adjustment', t.day, t.billing_month, t.currency,
    ${d.cast('0', 'bigint')}, 'Adjustment',
    CASE WHEN t.document_kind <> 'bill' AND coalesce(o.billing_month, '') <> t.billing_month THEN 'Correction' END,
    'One-Time', ${none(9)}, 'Other', 'Adjustment', 'Other (Other)', ${d.none('decimal')}, ${none(1)}, ${d.none('decimal')},
    t.day, ${d.plusDays('t.day', '1')}, t.category, t.order_id, ${none(2)}, t.corrects, 'nothing'
  FROM focus_documents AS t
  LEFT JOIN focus_documents AS o ON o._account = t._account AND o.document_kind = 'bill' AND o.document_id = t.corrects
  WHERE t.line_count IS NULL AND t.total_without_tax_ucents = 0 AND t.tax_ucents = 0 AND t.total_with_tax_ucents = 0`;
}

/** The rows themselves, or the months of purchases. */
function shareOf(mart: MartContext, part: 'whole' | 'months'): string {
  const { d, settings } = mart;
  const isMonths = part === 'months';
  const isSpread = settings.purchases === 'amortise';
  const zero = d.cast('0', 'bigint');
  const isPurchase = "c.real_category = 'Purchase'";
  const purchase = settings.purchases === 'usage' || isMonths ? 'Usage' : 'Purchase';
  const category = `CASE WHEN ${isPurchase} THEN '${purchase}' ELSE c.real_category END`;
  const isPriced = "c.real_category IN ('Usage', 'Purchase')";
  const quantity = isMonths
    ? d.cast('1', 'decimal')
    : `CASE WHEN ${isPriced} THEN coalesce(c.quantity, 1) WHEN c.real_category = 'Credit' THEN c.quantity END`;
  const { start, end, cost } = monthOf(mart);
  const billingStart = firstDayOf(d, 'c.billing_month');
  return `SELECT c._account, a.account_name, c.billing_month, c.document_kind, c.document_id, c.line_id,
  ${isMonths ? `c.line_id || '/' || ${d.cast('m.i + 1', 'text')}` : 'c.line_id'}, ${isMonths ? d.cast('m.i + 1', 'bigint') : zero},
  ${isMonths ? zero : 'c.amount_ucents'}, ${isMonths ? cost : isSpread ? `CASE WHEN ${isPurchase} THEN ${zero} ELSE c.amount_ucents END` : 'c.amount_ucents'},
  c.currency, ${category}, c.real_category, c.charge_class, c.charge_frequency,
  ${description()}, c.description,
  CASE WHEN c.charge_kind = 'line' AND c.service_name NOT IN (${WITHOUT_HOST.map(text).join(', ')}) THEN '${PROVIDER}' END,
  CASE WHEN ${isPriced} THEN 'Standard' END, ${quantity},
  CASE WHEN ${isPriced} OR c.real_category = 'Credit' AND c.quantity IS NOT NULL THEN 'Units' END,
  c.region, ${resource('c.resource')}, ${resource('c.resource_name')}, ${resource(resourceType())},
  c.service_category, c.service_name, c.service_subcategory,
  c.project_id, CASE WHEN c.project_id IS NOT NULL THEN coalesce(nullif(c.project_name, ''), c.project_id) END, nullif(c.tags, '{}'),
  c.adjustment, c.category, c.corrects, c.domain, c.order_line_type, ${d.cast('c.order_id', 'text')}, c.plan_code,
  ${isMonths ? d.none('text') : 'c.quantity_text'}, c.unit_price, c.day, ${billingStart}, ${nextMonthOf(d, billingStart)},
  ${isMonths ? start : 'c.charge_start'}, ${isMonths ? end : 'c.charge_end'}
FROM focus_lines AS c
LEFT JOIN (SELECT _account, ${d.minText("nullif(organisation, '')")} AS account_name FROM ${mart.from('account')} AS t GROUP BY _account) AS a
  ON a._account = c._account${
    isMonths
      ? `
JOIN focus_months AS m ON m.i <= ${monthsBetween(mart)}
WHERE ${isPurchase}`
      : ''
  }`;
}

/** A resource is none of its own where the line is for a project. */
function resource(value: string): string {
  return `CASE WHEN c.resource IS NULL OR c.resource = c.project_id THEN NULL ELSE ${value} END`;
}

function resourceType(): string {
  const kinds = Object.entries(RESOURCE_TYPES).map(([kind, name]) => `WHEN '${kind}' THEN ${text(name)}`);
  return `CASE c.resource_kind ${kinds.join(' ')} ELSE 'Other' END`;
}

function description(): string {
  const reasons = Object.entries(ADJUSTMENTS).map(
    ([reason, words]) => `WHEN '${reason}' THEN ${text(words)}`,
  );
  const adjustment = `CASE c.adjustment ${reasons.join(' ')} ELSE 'lines were not loaded: ' || coalesce(c.adjustment, '') END`;
  return `CASE WHEN trim(c.description) <> '' THEN c.description ELSE CASE c.charge_kind WHEN 'tax' THEN 'Tax'
    WHEN 'adjustment' THEN 'Adjustment: ' || ${adjustment} ELSE 'No description' || coalesce(': ' || c.domain, '') END END`;
}

const monthsBetween = ({ d }: MartContext) =>
  d.least(
    `${d.monthOf(d.plusDays('c.charge_end', '-1'))} - ${d.monthOf('c.charge_start')}`,
    String(MOST_MONTHS - 1),
  );

/**
 * The part of a calendar month in a purchase, by days. Parts are differences of sums from the start, so that they add up to
 * the whole; amounts are divided before they are multiplied, so that no product leaves 64 bits.
 */
function monthOf(mart: MartContext): { start: string; end: string; cost: string } {
  const { d } = mart;
  const first = d.monthOf('c.charge_start');
  const start = `CASE WHEN m.i = 0 THEN c.charge_start ELSE ${d.firstDay(`${first} + m.i`)} END`;
  const end = `CASE WHEN m.i = ${monthsBetween(mart)} THEN c.charge_end ELSE ${d.firstDay(`${first} + m.i + 1`)} END`;
  const all = d.days('c.charge_start', 'c.charge_end');
  const until = (day: string) => {
    const days = d.days('c.charge_start', day);
    return `(${d.div('c.amount_ucents', all)} * ${days} + ${d.div(`c.amount_ucents % ${all} * ${days}`, all)})`;
  };
  return { start, end, cost: `${until(end)} - ${until(start)}` };
}
