// What the account holds: services that end, credit that is left, savings plans and how much of the usage they cover.
import type { MartView, ViewColumn } from '../view.js';
import { ACCOUNT, amounts, CURRENCY, MONTH } from './columns.js';

const text = (name: string, about: string): ViewColumn => ({ name, type: 'text', about });

export const EXPIRING: MartView = {
  name: 'expiring',
  about:
    'Every service with the day on which it ends, how it is renewed, and the price of one renewal. Without tax.',
  key: ['_account', 'service_id'],
  needs: ['services'],
  columns: [
    ACCOUNT,
    { name: 'service_id', type: 'bigint', about: 'service' },
    { name: 'ends', type: 'date', about: 'day on which it ends' },
    { name: 'days_left', type: 'bigint', about: 'days from `as_of` to then' },
    text('resource', 'name of the service'),
    text('resource_name', 'its name for people, where it has another'),
    text('service_name', 'as in `services_dim`'),
    text('what', 'plan or product, as OVHcloud calls it'),
    text('duration', 'of one renewal, ISO 8601: `P1M`'),
    text('renewal', '`automatic`, `manual`, `none`, `unknown`'),
    text('state', 'state of the service, as the API has it'),
    ...amounts('price', 'price of one renewal; null: unknown'),
    CURRENCY,
  ],
  sql: (mart) => {
    const { d } = mart;
    return `SELECT s._account, s.service_id, s.ends, ${d.days('a.as_of_day', 's.ends')}, s.resource_name,
  nullif(nullif(s.resource_display_name, ''), s.resource_name), r.service_name,
  coalesce(nullif(s.billing_plan_invoice_name, ''), nullif(s.resource_product_description, ''), nullif(s.resource_product_name, '')),
  coalesce(s.billing_renew_current_period, s.billing_pricing_duration),
  CASE WHEN s.billing_renew_current_mode IN ('automatic', 'manual') THEN s.billing_renew_current_mode
    WHEN s.billing_renew_current_mode IS NULL THEN 'unknown' ELSE 'none' END,
  s.billing_lifecycle_current_state,
  ${d.money('s.billing_pricing_price_ucents')}, s.billing_pricing_price_ucents, s.billing_pricing_price_currency_code
FROM (
  SELECT t.*, ${d.utcDay('t.billing_expiration_date')} AS ends FROM ${mart.from('services')} AS t WHERE t._deleted_at IS NULL
) AS s
LEFT JOIN mart_service_rules AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN services_dim AS r ON r.rule = n.rule
LEFT JOIN as_of AS a ON a._account = s._account
WHERE s.ends IS NOT NULL`;
  },
};

export const CREDITS: MartView = {
  name: 'credits',
  about:
    'Credit that is left: vouchers of projects, credit balances as the newest load has them, prepaid accounts. Paying from a balance is a payment, not a discount.',
  key: ['_account', 'source', 'project_id', 'name'],
  needs: ['cloud_credits', 'credit_balances', 'ovh_accounts'],
  columns: [
    ACCOUNT,
    text('source', '`cloud_credit`, `credit_balance`, `prepaid_account`'),
    text('name', 'name of the balance, code of the voucher or number of the credit'),
    text('type', '`VOUCHER`, `DEPOSIT`, `PREPAID_ACCOUNT`, `BONUS`'),
    text('project_id', 'Public Cloud project of a credit'),
    CURRENCY,
    ...amounts('given', 'used and left together'),
    ...amounts('used', 'used; of balances by the movements that are loaded'),
    ...amounts('left_over', 'what is left'),
    { name: 'ends', type: 'date', about: 'day after which what is left, or the next part of it, is lost' },
    ...amounts('used_90_days', 'used in the 90 days before `as_of`; null: unknown'),
    {
      name: 'used_up_day',
      type: 'date',
      about: 'day on which it is used up at that pace; null: not used, or unknown',
    },
  ],
  sql: (mart) => {
    const { d } = mart;
    const none = `${d.none('decimal')}, ${d.none('bigint')}`;
    const newest = `(SELECT * FROM (
    SELECT t.*, row_number() OVER (PARTITION BY _account, balance_name ORDER BY _snapshot_at DESC) AS place
    FROM ${mart.from('credit_balances')} AS t) AS p WHERE place = 1)`;
    const pace = d.div('left_ucents', `nullif(${d.div('used_90', '90')}, 0)`);
    return `SELECT _account, 'cloud_credit', coalesce(nullif(voucher, ''), ${d.cast('id', 'text')}), 'VOUCHER', service_name,
  total_credit_currency_code, ${d.money('total_credit_ucents')}, total_credit_ucents, ${d.money('used_credit_ucents')}, used_credit_ucents,
  ${d.money('available_credit_ucents')}, available_credit_ucents, validity_to_day, ${none}, ${d.none('date')}
FROM ${mart.from('cloud_credits')} AS c
UNION ALL
SELECT _account, 'credit_balance', balance_name, type, ${d.none('text')}, currency,
  ${d.money('left_ucents + used')}, left_ucents + used, ${d.money('used')}, used, ${d.money('left_ucents')}, left_ucents, ends,
  ${d.money('used_90')}, used_90,
  CASE WHEN used_90 > 0 AND left_ucents > 0 AND ${pace} < 36500 THEN ${d.plusDays('as_of_day', pace)} END
FROM (
  SELECT b._account, b.balance_name, b.type, b.amount_currency_code AS currency, b.amount_ucents AS left_ucents,
    coalesce(m.used, 0) AS used, coalesce(m.used_90, 0) AS used_90, e.ends, a.as_of_day
  FROM ${newest} AS b
  LEFT JOIN as_of AS a ON a._account = b._account
  LEFT JOIN (
    SELECT x._account, x.balance_name, ${d.sum('abs(x.amount_ucents)')} AS used,
      ${d.sum(`CASE WHEN ${d.days('x.creation_date_day', 'y.as_of_day')} BETWEEN 0 AND 90 THEN abs(x.amount_ucents) ELSE 0 END`)} AS used_90
    FROM ${mart.from('credit_movements')} AS x LEFT JOIN as_of AS y ON y._account = x._account
    WHERE x.type = 'USE' GROUP BY x._account, x.balance_name
  ) AS m ON m._account = b._account AND m.balance_name = b.balance_name
  LEFT JOIN (
    SELECT _account, balance_name, _snapshot_at, min(expiration_date_day) AS ends
    FROM ${mart.from('credit_balances_expiring')} AS z GROUP BY _account, balance_name, _snapshot_at
  ) AS e ON e._account = b._account AND e.balance_name = b.balance_name AND e._snapshot_at = b._snapshot_at
) AS t
UNION ALL
SELECT _account, 'prepaid_account', ovh_account_id, 'PREPAID_ACCOUNT', ${d.none('text')}, balance_currency_code,
  ${none}, ${none}, ${d.money('balance_ucents')}, balance_ucents, ${d.none('date')}, ${none}, ${d.none('date')}
FROM ${mart.from('ovh_accounts')} AS o`;
  },
};

export const CREDITS_MONTHLY: MartView = {
  name: 'credits_monthly',
  about: 'What was used of each credit balance, by month.',
  key: ['_account', 'name', 'month', 'currency'],
  needs: ['credit_movements'],
  columns: [
    ACCOUNT,
    text('name', 'name of the balance'),
    MONTH,
    CURRENCY,
    ...amounts('used', 'used in the month'),
  ],
  sql: (mart) => {
    const { d } = mart;
    const sum = d.sum('abs(amount_ucents)');
    return `SELECT _account, balance_name, ${d.month('creation_date_day')}, amount_currency_code, ${d.money(sum)}, ${sum}
FROM ${mart.from('credit_movements')} AS m WHERE type = 'USE' AND creation_date_day IS NOT NULL
GROUP BY _account, balance_name, ${d.month('creation_date_day')}, amount_currency_code`;
  },
};

export const COMMITMENTS: MartView = {
  name: 'commitments',
  about:
    'How much of the usage of each flavor savings plans cover, by month and project: hours with a plan ÷ hours of that flavor. Flavors without a plan have a coverage of 0.',
  key: ['_account', 'month', 'project_id', 'flavor', 'currency'],
  needs: ['cloud_usage_history_lines'],
  columns: [
    ACCOUNT,
    { ...MONTH, about: '`2026-10`: month of the usage' },
    text('project_id', 'Public Cloud project'),
    text('flavor', 'flavor of instances: `b3-8`'),
    CURRENCY,
    { name: 'hours', type: 'decimal', about: 'hours of usage' },
    { name: 'covered_hours', type: 'decimal', about: 'those that a plan covers' },
    { name: 'coverage', type: 'decimal', about: 'covered_hours ÷ hours, four decimals' },
    ...amounts('amount', 'price of the usage'),
    ...amounts('covered_amount', 'price of the usage that a plan covers'),
    ...amounts('fee', 'price of the plans of the flavor in the month'),
  ],
  sql: (mart) => {
    const { d } = mart;
    const isFee = "lower(family) = 'savingsplan'";
    const isCovered = "savings_plan_ids IS NOT NULL AND savings_plan_ids NOT IN ('', '[]', 'null')";
    const sumIf = (condition: string, value: string) =>
      d.sum(`CASE WHEN ${condition} THEN ${value} ELSE 0 END`);
    return `SELECT _account, ${d.month('period_from_day')}, service_name, flavor, currency,
  ${d.millionths('hours')}, ${d.millionths('covered_hours')},
  CASE WHEN hours > 0 THEN ${d.tenThousandths(d.div(`covered_hours * 10000 + ${d.div('hours', '2')}`, 'hours'))} END,
  ${d.money('amount')}, amount, ${d.money('covered')}, covered, ${d.money('fee')}, fee
FROM (
  SELECT _account, period_from_day, service_name, flavor, currency,
    ${sumIf(`NOT (${isFee})`, 'quantity')} AS hours, ${sumIf(`NOT (${isFee}) AND ${isCovered}`, 'quantity')} AS covered_hours,
    ${sumIf(`NOT (${isFee})`, 'amount')} AS amount, ${sumIf(`NOT (${isFee}) AND ${isCovered}`, 'amount')} AS covered,
    ${sumIf(isFee, 'amount')} AS fee
  FROM (
    SELECT h._account, h.period_from_day, h.service_name, l.reference AS flavor, l.total_price_currency_code AS currency,
      l.family, ${d.jsonText('l.savings_plan_ids')} AS savings_plan_ids, l.total_price_ucents AS amount,
      ${d.toMillionths('l.quantity_value')} AS quantity
    FROM ${mart.from('cloud_usage_history')} AS h
    JOIN ${mart.from('cloud_usage_history_lines')} AS l
      ON l._account = h._account AND l.service_name = h.service_name AND l.usage_id = h.usage_id
    WHERE l.reference IS NOT NULL AND (lower(l.family) IN ('instance', 'savingsplan', 'rancher')) AND h.period_from_day IS NOT NULL
  ) AS t
  GROUP BY _account, period_from_day, service_name, flavor, currency
) AS s`;
  },
};

export const COMMITMENT_PLANS: MartView = {
  name: 'commitment_plans',
  about: 'Savings plans, with the project that they are of.',
  key: ['_account', 'service_id', 'plan_id'],
  needs: ['savings_plans'],
  columns: [
    ACCOUNT,
    { name: 'service_id', type: 'bigint', about: 'service that has the plan' },
    text('plan_id', 'plan'),
    text('display_name', 'its name on invoices'),
    text('project_id', 'Public Cloud project'),
    text('flavor', 'flavor that it covers'),
    { name: 'size', type: 'bigint', about: 'how many at once' },
    text('status', '`ACTIVE`, `PENDING`, `TERMINATED`'),
    { name: 'start_day', type: 'date', about: 'first day' },
    { name: 'end_day', type: 'date', about: 'last day' },
    text('renewal', '`automatic`: it goes on at its end; `none`; `unknown`'),
    ...amounts('unit_price', 'price of one in its newest period; null: unknown'),
  ],
  sql: (mart) => {
    const { d } = mart;
    return `SELECT t._account, t.service_id, t.id, t.display_name, s.resource_name, t.flavor, t.size, t.status, t.start_date, t.end_date,
  CASE t.period_end_action WHEN 'REACTIVATE' THEN 'automatic' WHEN 'TERMINATE' THEN 'none' ELSE 'unknown' END,
  ${d.money('p.unit_price_ucents')}, p.unit_price_ucents
FROM ${mart.from('savings_plans')} AS t
LEFT JOIN ${mart.from('services')} AS s ON s._account = t._account AND s.service_id = t.service_id
LEFT JOIN (
  SELECT * FROM (
    SELECT x.*, row_number() OVER (PARTITION BY _account, service_id, savings_plan_id ORDER BY period_start_date DESC, id) AS place
    FROM ${mart.from('savings_plan_periods')} AS x) AS y WHERE place = 1
) AS p ON p._account = t._account AND p.service_id = t.service_id AND p.savings_plan_id = t.id`;
  },
};
