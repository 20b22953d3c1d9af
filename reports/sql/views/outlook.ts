// What is coming and what is odd: forecast, anomalies, budgets, unit costs.
import type { MartContext, MartView, ViewColumn } from '../view.js';
import { ACCOUNT, amounts, CURRENCY, MONTH, SERVICE_COLUMNS } from './columns.js';
import { nameOf } from './services.js';
import { ratio } from './spend.js';
import { sumsByService } from './spend-rows.js';

const FORECAST_COLUMNS: readonly ViewColumn[] = [
  ACCOUNT,
  { name: 'month', type: 'text', about: '`2026-10`: the month of `as_of`' },
  CURRENCY,
  {
    name: 'method',
    type: 'text',
    about:
      '`three-month-mean`: of the three months before; `run-rate`: charges of the month so far ÷ days gone × days of the month, what is for a month or longer counted once; `ovhcloud`: OVHcloud’s own forecast of the usage of projects in this month, which it bills in the next one, and the mean of three months of all else',
  },
  ...amounts('amount', 'forecast of the month, without tax; null where there is too little to go by'),
  ...amounts('last_forecast', 'the same for the month before, by what was known then'),
  ...amounts(
    'last_actual',
    'what the month before came to; of `ovhcloud`: the usage of projects in that month, by its bills in the month of `as_of` so far, and all else of the month before. Null until there are such bills',
  ),
  {
    name: 'last_error',
    type: 'decimal',
    about: '(forecast − actual) ÷ actual of the month before, four decimals',
  },
];

export const FORECAST: MartView = {
  name: 'forecast',
  about:
    'What the month of `as_of` will come to, by three methods and no less than what is billed so far, each with its error of the month before.',
  key: ['_account', 'month', 'currency', 'method'],
  needs: ['bills', 'bill_details'],
  columns: FORECAST_COLUMNS,
  sql: (mart) => {
    const { d } = mart;
    const sum = (value: string, from: number, to = from) =>
      d.sum(`CASE WHEN back BETWEEN ${from} AND ${to} THEN ${value} END`);
    const rest = (from: number, to: number) =>
      d.div(d.sum(`CASE WHEN back BETWEEN ${from} AND ${to} THEN amount - project END`), '3');
    const mean = (from: number, to: number) => d.div(sum('amount', from, to), '3');
    const isOnce = `${d.days('c.period_start', 'c.period_end')} >= 26`;
    const dayOfMonth = (month: string, day: string) => `${d.days(d.firstDay(month), day)} + 1`;
    const runRate = (back: number, amount: string, once: string, days: string, gone: string) =>
      `${sum(once, back)} + ${d.div(`${d.div(`(${sum(amount, back)} - ${sum(once, back)})`, '1000')} * ${days}`, gone)} * 1000`;
    const daysOf = (month: string) => d.days(d.firstDay(month), d.firstDay(`${month} + 1`));
    return `WITH now_of AS (
  SELECT _account, as_of_day, ${d.monthOf('as_of_day')} AS month_number FROM as_of
), spend AS MATERIALIZED (
  SELECT n._account, c.currency, n.month_number, n.as_of_day, n.month_number - ${d.monthOf('c.day')} AS back,
    ${d.sum('c.amount_ucents')} AS amount,
    ${d.sum('CASE WHEN c.project_id IS NOT NULL THEN c.amount_ucents ELSE 0 END')} AS project,
    ${d.sum(`CASE WHEN ${isOnce} THEN c.amount_ucents ELSE 0 END`)} AS once,
    ${d.sum(`CASE WHEN c.is_early = 1 THEN c.amount_ucents ELSE 0 END`)} AS early,
    ${d.sum(`CASE WHEN c.is_early = 1 AND ${isOnce} THEN c.amount_ucents ELSE 0 END`)} AS early_once,
    ${d.sum('CASE WHEN c.is_early = 1 AND c.project_id IS NULL THEN c.amount_ucents ELSE 0 END')} AS early_rest
  FROM now_of AS n
  JOIN (
    SELECT x._account, x.currency, x.day, x.amount_ucents, coalesce(z.project_id, x.project_id) AS project_id,
      x.period_start, x.period_end,
      CASE WHEN ${dayOfMonth(d.monthOf('x.day'), 'x.day')} <= ${dayOfMonth('y.month_number', 'y.as_of_day')} THEN 1 ELSE 0 END AS is_early
    FROM mart_rows AS x JOIN now_of AS y ON y._account = x._account
    LEFT JOIN mart_names AS z ON z.name = ${nameOf('x')}
    WHERE y.month_number - ${d.monthOf('x.day')} BETWEEN 0 AND 4
  ) AS c ON c._account = n._account
  GROUP BY n._account, c.currency, n.month_number, n.as_of_day, n.month_number - ${d.monthOf('c.day')}
), own AS (
  SELECT f._account, f.total_price_currency_code AS currency, n.month_number - f.month_number AS back, ${d.sum('f.total_price_ucents')} AS amount
  FROM ${newestForecasts(mart)} AS f JOIN now_of AS n ON n._account = f._account
  GROUP BY f._account, f.total_price_currency_code, n.month_number - f.month_number
), gone AS (
  SELECT _account, ${dayOfMonth('month_number', 'as_of_day')} AS days, ${daysOf('month_number')} AS of_month,
    ${daysOf('(month_number - 1)')} AS of_last FROM now_of
), sums AS (
  SELECT s._account, s.month_number, s.currency, ${mean(1, 3)} AS mean, ${mean(2, 4)} AS last_mean,
    ${runRate(0, 'amount', 'once', 'min(g.of_month)', 'min(g.days)')} AS rate,
    ${runRate(1, 'early', 'early_once', 'min(g.of_last)', d.least('min(g.days)', 'min(g.of_last)'))} AS last_rate,
    ${rest(1, 3)} AS rest, ${rest(2, 4)} AS last_rest, ${sum('amount', 1)} AS actual,
    ${sum('amount', 0)} AS so_far, ${sum('early', 1)} AS last_so_far,
    CASE WHEN ${sum('project', 0)} <> 0 THEN ${sum('project', 0)} + coalesce(${sum('amount - project', 1)}, 0) END AS own_actual,
    ${sum('early_rest', 1)} AS own_last_so_far
  FROM spend AS s JOIN gone AS g ON g._account = s._account
  GROUP BY s._account, s.month_number, s.currency
), methods AS (
  SELECT _account, month_number, currency, 'three-month-mean' AS method, mean AS amount, last_mean AS last, actual,
    so_far, last_so_far FROM sums
  UNION ALL
  SELECT _account, month_number, currency, 'run-rate', rate, last_rate, actual, so_far, last_so_far FROM sums
  UNION ALL
  SELECT s._account, s.month_number, s.currency, 'ovhcloud', a.amount + s.rest, b.amount + s.last_rest, s.own_actual,
    s.so_far, s.own_last_so_far
  FROM sums AS s
  LEFT JOIN own AS a ON a._account = s._account AND a.currency = s.currency AND a.back = 0
  LEFT JOIN own AS b ON b._account = s._account AND b.currency = s.currency AND b.back = 1
)
SELECT _account, ${d.monthText('month_number')}, currency, method, ${d.money('amount')}, ${d.cast('amount', 'bigint')},
  ${d.money('last')}, ${d.cast('last', 'bigint')}, ${d.money('actual')}, ${d.cast('actual', 'bigint')},
  CASE WHEN actual <> 0 THEN ${d.tenThousandths(ratio(d, '(last - actual)', 'actual'))} END
FROM (
  SELECT _account, month_number, currency, method, actual, CASE WHEN amount < so_far THEN so_far ELSE amount END AS amount,
    CASE WHEN last < last_so_far THEN last_so_far ELSE last END AS last
  FROM methods
) AS t`;
  },
};

/** OVHcloud's own forecast of each project and month, as the newest snapshot has it. */
function newestForecasts(mart: MartContext): string {
  const { d } = mart;
  return `(SELECT * FROM (
        SELECT t.*, ${d.monthOf('t.period_from_day')} AS month_number,
          row_number() OVER (PARTITION BY t._account, t.service_name, ${d.monthOf('t.period_from_day')} ORDER BY t._snapshot_at DESC) AS place
        FROM ${mart.from('cloud_usage_forecast')} AS t) AS s WHERE place = 1)`;
}

/**
 * Anomalies go by the months with charges alone: the others are so many zeros, which have their place in the sorted list. A
 * month that is like most of the months before is no candidate.
 */

/** Months before the one that is looked at. */
const PAST = 12;
const LEAST = 4;

export const ANOMALIES: MartView = {
  name: 'anomalies',
  about:
    'Resources whose month is far from the median of the twelve months before: by a robust z-score (distance ÷ (1.4826 × median of the distances)), and by a sum of money. A month without charges is 0, from the first month of the resource on.',
  key: ['_account', 'month', 'service_name', 'project_id', 'resource', 'currency'],
  needs: ['bills', 'bill_details'],
  columns: [
    ACCOUNT,
    MONTH,
    ...SERVICE_COLUMNS.slice(2),
    { name: 'project_id', type: 'text', about: 'Public Cloud project' },
    { name: 'resource', type: 'text', about: 'resource; null: what has none' },
    CURRENCY,
    ...amounts('amount', 'spend of the month'),
    ...amounts('usual', 'median of the months before'),
    ...amounts('difference', 'amount, less what is usual'),
    { name: 'z', type: 'decimal', about: 'robust z-score; null: the months before never moved' },
    { name: 'past_months', type: 'bigint', about: 'months before that it has' },
    { name: 'is_above_floor', type: 'text', about: '`yes`: the difference is as large as the floor; `no`' },
  ],
  sql: (mart) => {
    const { d, settings } = mart;
    const key = ['_account', 'service', 'project_id', 'resource', 'currency'].join(', ');
    const before = `OVER (PARTITION BY id ORDER BY month_number RANGE BETWEEN ${PAST} PRECEDING AND 1 PRECEDING)`;
    // The middle of a sorted list: one place, counted twice, or two.
    const [low, high] = [d.div('months + 1', '2'), d.div('months + 2', '2')];
    const inMiddle = (value: string) =>
      d.sum(
        `CASE WHEN place = ${low} THEN ${value} ELSE 0 END + CASE WHEN place = ${high} THEN ${value} ELSE 0 END`,
      );
    const floor = d.cast(`${settings.anomalyFloor}00000000`, 'bigint');
    const z = ratio(d, '(amount - usual)', 'mad');
    // z in ten-thousandths: difference / MAD / 1.4826.
    const score = `(${d.div(z, '14826')} * 10000 + ${d.div(`(${z}) % 14826 * 10000`, '14826')})`;
    return `WITH base AS MATERIALIZED (
  ${sumsByService(mart, ['service_name'], ['project_id', 'resource'])}
), numbered AS MATERIALIZED (
  SELECT b.*, dense_rank() OVER (ORDER BY ${key}) AS id FROM base AS b
), counted AS MATERIALIZED (
  SELECT id, month_number, amount, count(*) ${before} AS charged,
    min(amount) ${before} AS lowest, max(amount) ${before} AS highest
  FROM numbered
), firsts AS MATERIALIZED (
  SELECT id, min(month_number) AS month_number FROM counted GROUP BY id
), candidates AS MATERIALIZED (
  SELECT * FROM (
    SELECT c.id * 100000 + c.month_number AS place_id, c.id, c.month_number, c.amount, c.charged, c.lowest, c.highest,
      ${d.least(d.cast(String(PAST), 'bigint'), 'c.month_number - f.month_number')} AS months
    FROM counted AS c JOIN firsts AS f ON f.id = c.id WHERE c.charged >= ${LEAST}
  ) AS c
  WHERE NOT (lowest = amount AND highest = amount AND 2 * charged > months + 1)
), steps(step) AS (VALUES ${Array.from({ length: PAST }, (_, at) => `(${at + 1})`).join(', ')}), past AS MATERIALIZED (
  SELECT c.place_id, c.months, c.months - c.charged AS zeros, b.amount AS earlier
  FROM candidates AS c CROSS JOIN steps AS s CROSS JOIN counted AS b
  WHERE b.id = c.id AND b.month_number = c.month_number - s.step
), placed AS (
  SELECT p.*, row_number() OVER (PARTITION BY place_id ORDER BY earlier) + CASE WHEN earlier < 0 THEN 0 ELSE zeros END AS place
  FROM past AS p
), middles AS (
  SELECT place_id, ${d.div(inMiddle('earlier'), '2')} AS usual FROM placed GROUP BY place_id
), usuals AS MATERIALIZED (
  SELECT m.place_id, m.usual FROM middles AS m JOIN candidates AS c ON c.place_id = m.place_id WHERE c.amount <> m.usual
), distances AS (
  SELECT u.*, row_number() OVER (PARTITION BY place_id ORDER BY distance)
    + CASE WHEN distance < abs(usual) THEN 0 ELSE zeros END AS place
  FROM (
    SELECT p.place_id, p.months, p.zeros, u.usual, abs(p.earlier - u.usual) AS distance
    FROM usuals AS u JOIN past AS p ON p.place_id = u.place_id
  ) AS u
), scored AS (
  SELECT place_id, usual, months, ${d.div(`${inMiddle('distance')} + CASE ${inMiddle('1')} WHEN 0 THEN abs(usual) + abs(usual) WHEN 1 THEN abs(usual) ELSE 0 END`, '2')} AS mad
  FROM distances GROUP BY place_id, usual, months
), found AS (
  SELECT s.*, c.id, c.month_number, c.amount, CASE WHEN mad > 0 THEN ${score} END AS z
  FROM scored AS s JOIN candidates AS c ON c.place_id = s.place_id
)
SELECT i._account, ${d.monthText('f.month_number')}, m.service_name, i.project_id, i.resource, i.currency,
  ${d.money('f.amount')}, f.amount, ${d.money('f.usual')}, f.usual, ${d.money('f.amount - f.usual')}, f.amount - f.usual,
  ${d.tenThousandths('f.z')}, f.months, CASE WHEN abs(f.amount - f.usual) >= ${floor} THEN 'yes' ELSE 'no' END
FROM found AS f JOIN numbered AS i ON i.id = f.id AND i.month_number = f.month_number
JOIN mart_services AS m ON m.rule = i.service
WHERE f.z IS NULL OR abs(f.z) >= ${settings.anomalyThreshold} * 100`;
  },
};

export const BUDGETS: MartView = {
  name: 'budgets',
  about: 'Spend of each month against the budgets of the table `x_budgets`, which you make.',
  key: ['name', 'month', 'currency'],
  needs: ['bills', 'bill_details'],
  columns: [
    { name: 'name', type: 'text', about: 'name of the budget' },
    MONTH,
    CURRENCY,
    { name: 'limit_amount', type: 'decimal', about: 'its limit, a month' },
    ...amounts('spent', 'spend of the month in its scope, without tax'),
  ],
  sql: (mart) => {
    const { d } = mart;
    const nothing = `SELECT ${d.none('text')}, ${d.none('text')}, ${d.none('text')}, ${d.none('decimal')}, ${d.none('decimal')}, ${d.none('bigint')} WHERE 1 = 0`;
    const spent = d.sum('c.amount_ucents');
    const scope = (budget: string, charge: string) => `(b.${budget} IS NULL OR b.${budget} = c.${charge})`;
    return mart.either(
      'x_budgets',
      `SELECT b.name, ${d.monthText('c.month_number')}, b.currency, b.limit_amount, ${d.money(spent)}, ${spent}
FROM ${mart.own('x_budgets')} AS b
JOIN mart_spend AS c ON c.currency = b.currency AND ${scope('account', '_account')}
  AND ${scope('project_id', 'project_id')} AND ${scope('service_name', 'service_name')}
GROUP BY b.name, c.month_number, b.currency, b.limit_amount`,
      nothing,
    );
  },
};

export const UNIT_COSTS: MartView = {
  name: 'unit_costs',
  about: 'Spend of each month for the units of the table `x_units`, which you make: orders, users, requests.',
  key: ['month', 'unit', 'project_id', 'service_name', 'currency'],
  needs: ['bills', 'bill_details'],
  columns: [
    MONTH,
    { name: 'unit', type: 'text', about: 'name of the unit' },
    { name: 'project_id', type: 'text', about: 'only the spend of this project; null: all' },
    { name: 'service_name', type: 'text', about: 'only the spend of this service; null: all' },
    CURRENCY,
    { name: 'quantity', type: 'decimal', about: 'units of the month' },
    ...amounts('amount', 'spend, without tax: divide it by the quantity'),
  ],
  sql: (mart) => {
    const { d } = mart;
    const nothing = `SELECT ${d.none('text')}, ${d.none('text')}, ${d.none('text')}, ${d.none('text')}, ${d.none('text')}, ${d.none('decimal')}, ${d.none('decimal')}, ${d.none('bigint')} WHERE 1 = 0`;
    const sum = d.sum('c.amount_ucents');
    return mart.either(
      'x_units',
      `SELECT x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity, ${d.money(sum)}, ${sum}
FROM ${mart.own('x_units')} AS x
JOIN mart_spend AS c ON ${d.monthText('c.month_number')} = x.month
  AND (x.project_id IS NULL OR x.project_id = c.project_id) AND (x.service_name IS NULL OR x.service_name = c.service_name)
GROUP BY x.month, x.unit, x.project_id, x.service_name, c.currency, x.quantity`,
      nothing,
    );
  },
};
