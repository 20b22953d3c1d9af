// What FOCUS is made from.
export const FOCUS_PRESETS = [
  ...['account', 'bills', 'refunds', 'corrective_invoices', 'bill_payments', 'debts', 'orders', 'services'],
  ...['iam_resources', 'cloud_projects', 'vps', 'dedicated_servers'],
] as const;
