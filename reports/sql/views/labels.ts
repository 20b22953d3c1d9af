// Labels of accounts, such as `customer`: one row each, and spend by them.
import type { MartView, ViewColumn } from '../view.js';
import { ACCOUNT, CURRENCY, MONTH } from './columns.js';
import { COMPARED, compared } from './spend.js';

const LABEL: ViewColumn = { name: 'label', type: 'text', about: 'name of a label, such as `customer`' };

export const ACCOUNT_LABELS: MartView = {
  name: 'account_labels',
  about: 'Labels of accounts, as `labels` of their connections are in the configuration: one row each.',
  key: ['_account', 'label'],
  needs: [],
  columns: [ACCOUNT, LABEL, { name: 'value', type: 'text', about: 'its text, such as `Acme Ltd`' }],
  sql: ({ d, from }) => d.members(from('_ovh_connection'), ['account'], 'labels'),
};

export const MONTHLY_SPEND_BY_LABEL: MartView = {
  name: 'monthly_spend_by_label',
  about:
    'Spend of all accounts by month and label, beside the month before. An account has a row in each label, so sum one label only; accounts without it are in the row without a value.',
  key: ['label', 'month', 'value', 'currency'],
  needs: ['bills', 'bill_details'],
  columns: [
    LABEL,
    MONTH,
    { name: 'value', type: 'text', about: 'text of the label; null: accounts without it' },
    CURRENCY,
    ...COMPARED.map((column) =>
      column.name === 'share'
        ? { ...column, about: 'part of the month of all accounts in this currency, four decimals' }
        : column,
    ),
  ],
  sql: ({ d }) => {
    const keys = 'n.label, n.month_number, l.value, n.currency';
    return compared(
      d,
      ['value'],
      `SELECT ${keys}, ${d.sum('n.amount_ucents')} AS amount
  FROM (
    SELECT s._account, s.month_number, s.currency, s.amount_ucents, u.label
    FROM (
      SELECT _account, month_number, currency, ${d.sum('amount_ucents')} AS amount_ucents
      FROM mart_ruled GROUP BY _account, month_number, currency
    ) AS s CROSS JOIN (SELECT DISTINCT label FROM account_labels) AS u
  ) AS n
  LEFT JOIN account_labels AS l ON l._account = n._account AND l.label = n.label
  GROUP BY ${keys}`,
      [],
      'label',
    );
  },
};
