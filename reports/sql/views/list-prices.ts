// What services cost beside what their plans cost in the public catalogues.
import { CATALOGS } from '../input-prices.js';
import type { MartView } from '../view.js';
import { ACCOUNT, amounts, CURRENCY } from './columns.js';
import { ratio } from './spend.js';

/** Months of the durations in which services are paid. */
const MONTHS = { P1M: 1, P3M: 3, P6M: 6, P12M: 12, P1Y: 12, P24M: 24, P2Y: 24, P36M: 36, P3Y: 36 };

export const LIST_PRICES: MartView = {
  name: 'list_prices',
  about:
    'Each service whose plan is in a catalogue of its currency: what it pays beside the list price without commitment, for the same duration and one piece. Without tax, without promotions.',
  key: ['_account', 'service_id'],
  needs: CATALOGS.map((name) => `catalog_${name}_plans` as const),
  columns: [
    ACCOUNT,
    { name: 'service_id', type: 'bigint', about: 'service' },
    { name: 'resource', type: 'text', about: 'name of the service' },
    { name: 'service_name', type: 'text', about: 'as in `services_dim`' },
    { name: 'plan_code', type: 'text', about: 'plan' },
    { name: 'duration', type: 'text', about: 'for which it pays, ISO 8601: `P1M`' },
    ...amounts('list_price', 'list price of the plan'),
    ...amounts('price', 'what the service pays; null: unknown'),
    ...amounts('difference', 'price less list price: negative is cheaper than the list'),
    { name: 'change', type: 'decimal', about: 'difference ÷ list price, four decimals; null where it is 0' },
    CURRENCY,
  ],
  sql: (mart) => {
    const { d } = mart;
    const catalogs = CATALOGS.map(
      (name) => `SELECT p._account, p.plan_code, c.locale_currency_code AS currency, x.price,
    CASE x.interval_unit WHEN 'month' THEN x.interval END AS months, x.phase, x.quantity_min
  FROM ${mart.from(`catalog_${name}_plans`)} AS p
  JOIN ${mart.from(`catalog_${name}`)} AS c ON c._account = p._account
  JOIN ${mart.from(`catalog_${name}_plans_pricings`)} AS x ON x._account = p._account AND x._position = p._position
  WHERE x.mode = 'default' AND x.type = 'rental' AND x.commitment = 0`,
    );
    const months = Object.entries(MONTHS).map(([duration, count]) => `WHEN '${duration}' THEN ${count}`);
    const difference = '(s.price - p.price)';
    return `WITH plans AS (
  ${catalogs.join('\n  UNION ALL\n  ')}
), list AS (
  SELECT q.*, row_number() OVER (PARTITION BY _account, plan_code, currency, months
    ORDER BY coalesce(phase, 0), coalesce(quantity_min, 0), price) AS place FROM plans AS q
)
SELECT s._account, s.service_id, s.resource_name, r.service_name, s.plan_code, s.duration,
  ${d.money('p.price')}, p.price, ${d.money('s.price')}, s.price, ${d.money(difference)}, ${difference},
  CASE WHEN p.price <> 0 THEN ${d.tenThousandths(ratio(d, difference, 'p.price'))} END, p.currency
FROM (
  SELECT t._account, t.service_id, t.resource_name, t.billing_plan_code AS plan_code, t.billing_pricing_duration AS duration,
    t.billing_pricing_price_ucents AS price, t.billing_pricing_price_currency_code AS currency,
    CASE t.billing_pricing_duration ${months.join(' ')} END AS months
  FROM ${mart.from('services')} AS t WHERE t._deleted_at IS NULL
) AS s
JOIN list AS p ON p._account = s._account AND p.plan_code = s.plan_code AND p.months = s.months AND p.currency = s.currency
  AND p.place = 1
LEFT JOIN mart_service_rules AS n ON n._account = s._account AND n.service_id = s.service_id
LEFT JOIN services_dim AS r ON r.rule = n.rule`;
  },
};
