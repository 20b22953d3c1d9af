// What is due of the synthetic account, on 3 November 2026.
import type { CurrencyReport } from '../../reports/report/report-data.js';

const ACCOUNT = 'ab12345-ovh';

type Due = Pick<CurrencyReport, 'owed' | 'vat' | 'expiring' | 'credits' | 'commitments' | 'unitCosts'>;

export function due(): Due {
  const debt = (
    id: string,
    day: string,
    dueDay: string,
    [withTax, paid, open]: [string, string, string],
    daysLate: number,
  ) => ({
    account: ACCOUNT,
    id,
    kind: 'bill' as const,
    day,
    due: dueDay,
    withTax,
    paid,
    open,
    daysLate,
  });
  const rate = (month: string, value: string | null, documents: number, amounts: string) => {
    const [withoutTax = '', tax = '', computed = '', rounding = '', withTax = ''] = amounts.split(' ');
    return { month, rate: value, documents, withoutTax, tax, computed, rounding, withTax };
  };
  const { rate: _, ...october } = rate('2026-10', null, 36, '11127.58 2222.36 2222.3160 0.0440 13349.94');
  const { rate: __, ...september } = rate('2026-09', null, 34, '11324.46 2261.69 2261.6920 -0.0020 13586.15');
  const ending = (
    ends: string,
    daysLeft: number,
    service: string,
    what: string,
    duration: string,
    renewal: 'automatic' | 'manual' | 'none',
    price: string,
  ) => ({ account: ACCOUNT, ends, daysLeft, service, what, duration, renewal, price });
  return {
    owed: {
      ages: [
        { age: 'not-due', documents: 1, open: '264.00' },
        { age: 'due-now', documents: 0, open: '0.00' },
        { age: '1-30', documents: 1, open: '3067.12' },
        { age: '31-60', documents: 1, open: '63.00' },
        { age: 'over-60', documents: 1, open: '46.40' },
      ],
      documents: [
        debt('FR68225573', '2026-07-02', '2026-07-20', ['86.40', '40.00', '46.40'], 106),
        debt('FR68228385', '2026-09-03', '2026-09-20', ['63.00', '0.00', '63.00'], 44),
        debt('FR68228942', '2026-10-01', '2026-10-20', ['3067.12', '0.00', '3067.12'], 14),
        debt('FR68229828', '2026-10-03', '2026-11-15', ['264.00', '0.00', '264.00'], -12),
      ],
      total: { withTax: '3480.52', paid: '40.00', open: '3440.52' },
      month: { withTax: '13349.94', paid: '10066.35', open: '3331.12', credited: '-47.53' },
      payments: [
        {
          account: ACCOUNT,
          day: '2026-10-20',
          method: 'creditCard',
          document: 'FR68228913',
          amount: '5134.82',
        },
        {
          account: ACCOUNT,
          day: '2026-10-05',
          method: 'bankAccount',
          document: 'FR68229068',
          amount: '4931.53',
        },
      ],
      paymentsTotal: '10066.35',
    },
    vat: {
      rows: [
        rate('2026-10', '20', 33, '11111.58 2222.36 2222.3160 0.0440 13333.94'),
        rate('2026-10', '0', 3, '16.00 0.00 0.0000 0.0000 16.00'),
        rate('2026-09', '20', 32, '11308.46 2261.69 2261.6920 -0.0020 13570.15'),
        rate('2026-09', '0', 2, '16.00 0.00 0.0000 0.0000 16.00'),
      ],
      totals: [october, september],
      odd: [{ account: ACCOUNT, id: 'FR68229986', difference: '0.01' }],
    },
    expiring: {
      days: 60,
      rows: [
        ending('2026-11-09', 6, 'nord-config.io', 'Domain', 'P12M', 'manual', '34.99'),
        ending('2026-11-21', 18, 'an-status.net', 'Domain', 'P12M', 'automatic', '10.99'),
        ending('2026-11-30', 27, 'ns512270.ip-192-99-6.net', 'RISE-1', 'P1M', 'automatic', '64.99'),
        ending('2026-12-05', 32, 'atelier-nord.fr', 'Web hosting Performance 2', 'P1M', 'automatic', '17.99'),
        ending('2026-12-14', 41, 'b3-16 × 10', 'Savings plan', 'P12M', 'none', '7824.00'),
      ],
      total: '7952.96',
      unpriced: 0,
    },
    credits: {
      months: ['2026-07', '2026-08', '2026-09', '2026-10'],
      balances: [
        {
          account: ACCOUNT,
          name: 'PCI-START-25',
          type: 'VOUCHER',
          project: null,
          given: '1000.00',
          used: '687.40',
          left: '312.60',
          ends: '2026-12-31',
          usedByMonth: ['102.10', '120.30', '231.50', '233.50'],
          usedUpOn: '2026-12-09',
        },
        {
          account: ACCOUNT,
          name: 'FR-PREPAID',
          type: 'PREPAID',
          project: null,
          given: '150.00',
          used: '0.00',
          left: '150.00',
          ends: null,
          usedByMonth: [null, null, null, null],
          usedUpOn: null,
        },
      ],
      total: { given: '1150.00', used: '687.40', left: '462.60' },
    },
    commitments: {
      eligible: '2309.90',
      covered: '1482.55',
      paid: '652.00',
      plans: [
        {
          account: ACCOUNT,
          id: '7d1f0c52',
          project: { id: '4f1c7a90b2d64e0e9a3bd5120c7e88f1', name: 'web-prod' },
          model: 'b3-16',
          size: 10,
          from: '2025-12-14',
          to: '2026-12-14',
          renewal: 'none',
          price: '652.00',
        },
      ],
    },
    unitCosts: {
      months: ['2026-08', '2026-09', '2026-10'],
      rows: [
        {
          unit: 'active customer',
          scope: null,
          quantities: ['1204', '1231', '1260'],
          amounts: ['11631.35', '11324.46', '11127.58'],
          costs: ['9.66059', '9.19940', '8.83141'],
        },
        {
          unit: 'order',
          scope: 'web-prod',
          quantities: ['48211', '50102', '51990'],
          amounts: ['4190.02', '4211.90', '4258.23'],
          costs: ['0.0869100', '0.0840665', '0.0819048'],
        },
      ],
    },
  };
}
