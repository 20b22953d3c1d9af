// English words of Spend, beside those of the report.

import { english as counted } from '../../ui/texts/counted.js';

export const spend = {
  views: { spend: 'Spend', reconcile: 'Reconcile', expiring: 'Outlook and due' },
  month: 'Month',
  against: 'compared with',
  before: 'the month before',
  account: 'Account',
  everyAccount: 'All accounts',
  currency: 'Currency',
  group: 'By',
  groups: { service: 'Service', project: 'Project', resource: 'Resource', all: 'Everything' },
  earlier: 'Earlier month',
  later: 'Later month',
  report: 'Report of the month',
  reportAs: {
    html: 'HTML, one page',
    xlsx: 'Excel workbook',
    csv: 'CSV, a file a table',
    markdown: 'Markdown',
    json: 'JSON',
  },
  focus: 'FOCUS',
  focusAs: { csv: 'CSV', parquet: 'Parquet' },
  focusOf: (from: string, until: string) => `FOCUS 1.3, ${from} to ${until}`,
  updating: 'updating',
  odd: (count: string) => `${count} to look at`,
  openCharges: 'Open these charges as a table',
  viewsMissing:
    'The views of spend are not beside the tables. This page needs none; SQL and other programs do.',
  viewsMade: 'The views of spend are beside the tables.',
  install: 'Make the views',
  installTitle: 'Make the views beside the tables?',
  installHow:
    'Views such as charges, spend_by_service and reconciliation are made in the destination, as `views install` does. The tables do not change; views can be removed at any time.',
  installed: (count: string) => `${counted(count, 'view is', 'views are')} made.`,
  drop: 'Remove the views',
  dropTitle: 'Remove the views?',
  dropHow: 'The views are removed, as `views drop` does. The tables stay.',
  dropped: (count: string) => `${counted(count, 'view is', 'views are')} removed.`,
  cancel: 'Cancel',
  empty: 'Nothing is loaded yet, so nothing is spent here.',
  emptyHow: 'Bills and their lines are enough for this page. After the first load it is here:',
  nothing: 'No document of this month is in the tables.',
  unable:
    'Spend can be read where the destination is SQLite, PostgreSQL, DuckDB, or Parquet in a folder of this machine.',
};
