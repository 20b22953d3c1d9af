// Load health and proof of the synthetic account.

import type { LedgerCounts, ListProof } from '../../connector/model/report.js';
import type { DocumentSums, Health, Proof, SourceHealth } from '../../reports/report/proof-data.js';
import { MONTHS, TOTALS } from './account.js';

const ACCOUNT = 'ab12345-ovh';

const ledger = (counts: Partial<LedgerCounts>): LedgerCounts => ({
  listed: 0,
  loaded: 0,
  known: 0,
  absent: 0,
  gone: 0,
  expired: 0,
  refused: 0,
  rejected: 0,
  failed: 0,
  ...counts,
});

const source = (
  name: string,
  path: string,
  counts: Partial<LedgerCounts>,
  proof: ListProof,
): SourceHealth => ({
  source: name,
  table: name,
  path,
  ledger: ledger(counts),
  missing: (counts.refused ?? 0) + (counts.rejected ?? 0) + (counts.failed ?? 0),
  proof,
  rows: (counts.loaded ?? 0) + (counts.known ?? 0),
});

export function health(): Health[] {
  return [
    {
      account: ACCOUNT,
      newestDocument: '2026-11-02',
      run: {
        id: '20261103T091402Z-b2f7d1',
        outcome: 'incomplete',
        startedAt: '2026-11-03T10:14:02+01:00',
        seconds: 154,
        calls: 2719,
        missing: 3,
        ledger: ledger({
          listed: 25826,
          loaded: 24120,
          known: 1690,
          absent: 13,
          refused: 1,
          rejected: 1,
          failed: 1,
        }),
        reasons: [
          { code: 'ledger.failed', source: 'bills', count: 1, message: '1 failed of 1,290 listed' },
          {
            code: 'ledger.rejected',
            source: 'bill_details',
            count: 1,
            message: '1 rejected of 4,870 listed',
          },
          {
            code: 'ledger.refused',
            source: 'cloud_usage_history',
            count: 1,
            message: '1 refused of 65 listed',
          },
        ],
        sources: [
          source('bills', '/me/bill', { listed: 1290, loaded: 37, known: 1252, failed: 1 }, 'ids'),
          source(
            'bill_details',
            '/me/bill/{billId}/details',
            { listed: 4870, loaded: 4431, known: 438, rejected: 1 },
            'ids',
          ),
          source(
            'cloud_usage_history',
            '/cloud/project/{serviceName}/usage/history',
            { listed: 65, loaded: 64, refused: 1 },
            'reply',
          ),
          source(
            'bill_payments',
            '/me/bill/{billId}/payment',
            { listed: 1290, loaded: 1277, absent: 13 },
            'single',
          ),
          source(
            'cloud_usage_history_lines',
            '/cloud/project/{serviceName}/usage/history/{usageId}',
            { listed: 18311, loaded: 18311 },
            'single',
          ),
        ],
      },
    },
  ];
}

export function proof(): Proof {
  const kind = (
    name: 'bill' | 'corrective' | 'refund',
    documents: number,
    exact: number,
    lineCount: number,
    [withoutTax, lines, gap, tax, withTax]: [string, string, string, string, string],
  ) => ({ kind: name, documents, exact, lineCount, withoutTax, lines, gap, tax, withTax });
  const total: DocumentSums = {
    documents: 36,
    exact: 33,
    lineCount: 119,
    withoutTax: '11127.58',
    lines: '11065.60',
    gap: '61.98',
    tax: '2222.36',
    withTax: '13349.94',
  };
  const odd = { account: ACCOUNT, kind: 'bill' as const, currency: 'EUR', taxGap: '0.00' };
  return {
    odd: [
      {
        ...odd,
        id: 'FR68230763',
        state: 'not-loaded',
        day: null,
        currency: null,
        withoutTax: null,
        lines: null,
        gap: null,
        taxGap: null,
        reasons: [
          {
            code: 'failed',
            problem: '500 Server::InternalServerError',
            attempts: 6,
            queryId: 'EU.ext-3.6728b1a4.10528.27b4d3f0',
          },
        ],
        command: 'retry 20261103T091402Z-b2f7d1',
      },
      {
        ...odd,
        id: 'FR68230633',
        state: 'no-lines',
        day: '2026-10-22',
        withoutTax: '49.99',
        lines: null,
        gap: '49.99',
        reasons: [{ code: 'empty-list' }],
        command: null,
      },
      {
        ...odd,
        id: 'FR68229068',
        state: 'gap',
        day: '2026-10-01',
        withoutTax: '738.23',
        lines: '726.23',
        gap: '12.00',
        reasons: [
          {
            code: 'rejected-lines',
            count: 1,
            of: 23,
            first: 'FR68229068-17',
            message: 'unitPrice.value is the text “on quote”, the column is decimal',
            amount: '12.00',
            exact: true,
          },
        ],
        command: 'replay --source bill_details',
      },
      {
        ...odd,
        id: 'FR68228913',
        state: 'gap',
        day: '2026-10-01',
        withoutTax: '4279.02',
        lines: '4279.03',
        gap: '-0.01',
        reasons: [{ code: 'rounding', lines: 38 }],
        command: null,
      },
    ],
    currencies: [
      {
        currency: 'EUR',
        total,
        kinds: [
          kind('bill', 33, 30, 116, ['11167.19', '11105.21', '61.98', '2230.28', '13397.47']),
          kind('corrective', 1, 1, 1, ['-20.80', '-20.80', '0.00', '-4.16', '-24.96']),
          kind('refund', 2, 2, 2, ['-18.81', '-18.81', '0.00', '-3.76', '-22.57']),
        ],
        months: [
          { month: '2026-10', account: ACCOUNT, ...total },
          {
            month: '2026-09',
            account: ACCOUNT,
            documents: 34,
            exact: 34,
            lineCount: 121,
            withoutTax: TOTALS[MONTHS.indexOf('2026-09')] ?? '',
            lines: '11324.46',
            gap: '0.00',
            tax: '2261.69',
            withTax: '13586.15',
          },
        ],
      },
    ],
    apart: [
      {
        account: ACCOUNT,
        id: 'PP_2210447',
        kind: 'bill',
        day: '2026-10-09',
        why: 'prepayment',
        amount: '150.00',
        currency: 'EUR',
      },
      {
        account: ACCOUNT,
        id: 'FR68229120',
        kind: 'bill',
        day: '2026-10-02',
        why: 'points',
        amount: '420',
        currency: 'points',
      },
    ],
    lists: [
      {
        account: ACCOUNT,
        source: 'bills',
        path: '/me/bill',
        proof: 'ids',
        readAt: '2026-11-03T09:14:03Z',
        listed: 1290,
      },
      {
        account: ACCOUNT,
        source: 'refunds',
        path: '/me/refund',
        proof: 'ids',
        readAt: '2026-11-03T09:14:04Z',
        listed: 48,
      },
      {
        account: ACCOUNT,
        source: 'corrective_invoices',
        path: '/me/correctiveInvoice',
        proof: 'ids',
        readAt: '2026-11-03T09:14:05Z',
        listed: 15,
      },
    ],
  };
}
