// Spend by month: of services, projects, resources and tags, and what no rule names. Without tax; of one currency each.
import { UNASSIGNED } from '../../services/services.js';
import type { Dialect } from '../dialect.js';
import type { MartView, ViewColumn } from '../view.js';
import { ACCOUNT, amounts, CURRENCY, MONTH, SERVICE_COLUMNS } from './columns.js';
import { sumsByService } from './spend-rows.js';

export const COMPARED: readonly ViewColumn[] = [
  ...amounts('amount', 'spend of the month, without tax; 0 where it is gone'),
  ...amounts('previous_amount', 'spend of the month before; 0 where it is new'),
  {
    name: 'change',
    type: 'decimal',
    about: '(amount − previous) ÷ previous, four decimals; null where the month before has 0',
  },
  {
    name: 'share',
    type: 'decimal',
    about: 'part of the month of the account in this currency, four decimals',
  },
  {
    name: 'status',
    type: 'text',
    about: '`new`: nothing the month before; `gone`: nothing in this month; else null',
  },
];

const PROJECT: ViewColumn = { name: 'project_id', type: 'text', about: 'Public Cloud project; null: none' };
const RESOURCE: ViewColumn = {
  name: 'resource',
  type: 'text',
  about: 'service, or resource of a project; null: none',
};

/**
 * A quotient of whole numbers in ten-thousandths, rounded half away from zero. Very large ones lose their last digits
 * first, in the same way in every engine.
 */
export function ratio(d: Dialect, dividend: string, divisor: string): string {
  const isLarge = `${d.greatest(`abs(${dividend})`, `abs(${divisor})`)} > 400000000000000`;
  const size = (value: string) =>
    `abs(CASE WHEN ${isLarge} THEN ${d.div(value, '1000000')} ELSE ${value} END)`;
  const [above, below] = [size(dividend), size(divisor)];
  const rounded = d.div(`20000 * ${above} + ${below}`, `nullif(2 * ${below}, 0)`);
  return `(CASE WHEN (${dividend} < 0) <> (${divisor} < 0) THEN -1 ELSE 1 END * ${rounded})`;
}

/**
 * The rows `month_number`, `_account`, these columns, `currency` and `amount` of a query, beside those of the month before.
 *
 * @param owner in place of `_account`: a part is that of a month of it
 */
export function compared(
  d: Dialect,
  columns: readonly string[],
  base: string,
  service: readonly string[] = [],
  owner = '_account',
): string {
  const keys = [owner, ...columns, 'currency'].join(', ');
  const total = d.cast(`sum(now) OVER (PARTITION BY ${owner}, month_number, currency)`, 'bigint');
  const shown = columns
    .flatMap((name) => (name === 'service' ? service.map((column) => `m.${column}`) : `t.${name}`))
    .map((name) => `${name}, `)
    .join('');
  const services = service.length > 0 ? '\nJOIN mart_services AS m ON m.rule = t.service' : '';
  return `WITH base AS MATERIALIZED (
  ${base}
), last AS (
  SELECT max(month_number) AS month_number FROM base
), both_months AS (
  SELECT month_number, ${keys}, amount AS now, 0 AS before, 1 AS has_now, 0 AS has_before FROM base
  UNION ALL
  SELECT month_number + 1, ${keys}, 0, amount, 0, 1 FROM base WHERE month_number < (SELECT month_number FROM last)
), sums AS (
  SELECT month_number, ${keys}, ${d.sum('now')} AS now, ${d.sum('before')} AS before, ${d.sum('has_now')} AS has_now,
    ${d.sum('has_before')} AS has_before
  FROM both_months GROUP BY month_number, ${keys}
)
SELECT t.${owner}, ${d.monthText('t.month_number')}, ${shown}t.currency,
  ${d.money('t.now')}, t.now, ${d.money('t.before')}, t.before,
  CASE WHEN t.before <> 0 THEN ${d.tenThousandths(ratio(d, '(t.now - t.before)', 't.before'))} END,
  CASE WHEN t.total <> 0 THEN ${d.tenThousandths(ratio(d, 't.now', 't.total'))} END,
  CASE WHEN t.has_before = 0 THEN 'new' WHEN t.has_now = 0 THEN 'gone' END
FROM (SELECT s.*, ${total} AS total FROM sums AS s) AS t${services}`;
}

/** @param service its columns of the service @param others those after them */
function spendView(
  name: string,
  about: string,
  service: readonly ViewColumn[],
  others: readonly ViewColumn[],
): MartView {
  const names = (columns: readonly ViewColumn[]) => columns.map((column) => column.name);
  return {
    name,
    about,
    key: ['_account', 'month', ...names(service), ...names(others), 'currency'],
    needs: ['bills', 'bill_details'],
    columns: [ACCOUNT, MONTH, ...service, ...others, CURRENCY, ...COMPARED],
    sql: (mart) =>
      compared(
        mart.d,
        ['service', ...names(others)],
        sumsByService(mart, names(service), names(others)),
        names(service),
      ),
  };
}

export const MONTHLY_SPEND = spendView(
  'monthly_spend',
  'Spend by month, service and project, beside the month before.',
  SERVICE_COLUMNS,
  [PROJECT],
);

export const MONTHLY_SPEND_BY_RESOURCE = spendView(
  'monthly_spend_by_resource',
  'Spend by month and resource, beside the month before.',
  [...SERVICE_COLUMNS, { name: 'resource_kind', type: 'text', about: 'as in `services_dim`' }],
  [PROJECT, RESOURCE],
);

const tags: readonly ViewColumn[] = [
  { name: 'tag_key', type: 'text', about: 'key of a tag of the resource' },
  { name: 'tag_value', type: 'text', about: 'its value' },
];

export const MONTHLY_SPEND_BY_TAG: MartView = {
  name: 'monthly_spend_by_tag',
  about:
    'Spend by month and tag, beside the month before. The tag of a resource goes before that of its project. A resource with two keys is in both, so sum one key only; what is not in a key is untagged.',
  key: ['_account', 'month', 'tag_key', 'tag_value', 'currency'],
  needs: ['bills', 'bill_details', 'iam_resources'],
  columns: [ACCOUNT, MONTH, ...tags, CURRENCY, ...COMPARED],
  sql: (mart) => {
    const { d } = mart;
    // A resource of a project has the tags of the project, too, but for keys of its own.
    const rows = `WITH sums AS MATERIALIZED (
    SELECT _account, month_number, resource, project_id, currency, ${d.sum('amount_ucents')} AS amount_ucents
    FROM mart_ruled GROUP BY _account, month_number, resource, project_id, currency
  ), tags AS MATERIALIZED (
    SELECT _account, resource, tag_key, tag_value FROM mart_tags
  )
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.resource
  UNION ALL
  SELECT n._account, n.month_number, t.tag_key, t.tag_value, n.currency, n.amount_ucents
  FROM sums AS n JOIN tags AS t ON t._account = n._account AND t.resource = n.project_id
  LEFT JOIN tags AS o ON o._account = n._account AND o.resource = n.resource AND o.tag_key = t.tag_key
  WHERE o.tag_key IS NULL`;
    const keys = 'month_number, _account, tag_key, tag_value, currency';
    return compared(
      d,
      ['tag_key', 'tag_value'],
      `SELECT ${keys}, ${d.sum('amount_ucents')} AS amount FROM (${rows}) AS r GROUP BY ${keys}`,
    );
  },
};

/** The tags of named resources, one row each. */
export const TAGS: MartView = {
  name: 'mart_tags',
  about: 'Tags of resources, one row each.',
  internal: true,
  key: ['_account', 'resource', 'tag_key'],
  needs: ['iam_resources'],
  columns: [ACCOUNT, { ...RESOURCE }, ...tags],
  sql: ({ d }) => d.members('mart_named_iam', ['_account', 'resource'], 'tags'),
};

export const UNMAPPED: MartView = {
  name: 'unmapped',
  about: 'What no rule of `services_dim` gives a service, with its sum.',
  key: ['_account', 'month', 'resource', 'plan_code', 'currency'],
  needs: ['bills', 'bill_details'],
  columns: [
    ACCOUNT,
    MONTH,
    RESOURCE,
    { name: 'plan_code', type: 'text', about: 'plan code, where one is known' },
    CURRENCY,
    { name: 'lines', type: 'bigint', about: 'charges' },
    ...amounts('amount', 'their sum, without tax'),
  ],
  sql: ({ d }) => {
    const sum = d.sum('amount_ucents');
    return `SELECT _account, ${d.monthText('month_number')}, resource, plan_code, currency, count(*), ${d.money(sum)}, ${sum}
FROM mart_spend
WHERE charge_kind = 'line' AND service_name = '${UNASSIGNED}'
GROUP BY _account, month_number, resource, plan_code, currency`;
  },
};
