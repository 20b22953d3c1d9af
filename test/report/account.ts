// A synthetic account: thirteen months to October 2026 by service and resource, without tax, in EUR. `-`: no charge.
import type { ResourceKind, ServiceKind } from '../../reports/report/spend-data.js';

export const PROJECTS: Record<string, string> = {
  'web-prod': '4f1c7a90b2d64e0e9a3bd5120c7e88f1',
  'data-lake': '9be2d0417c5f4b6f8d21a7430fe6c35a',
  'ci-runners': '1d93f6a25b0e47cc91ae3860d47b52e9',
  'ml-research': 'c07d58e1963a4f2bb84e19f02d6a7713',
  staging: 'e62b13c4780d4da59f107bc8a56d9024',
};

export interface ServiceRows {
  kind: ServiceKind;
  name: string;
  resourceKind: ResourceKind;
  /** `label · project|amounts`; `N others|amounts` is the rest. */
  rows: string[];
}

export const SERVICES: ServiceRows[] = [
  {
    kind: 'compute',
    name: 'Public Cloud instances',
    resourceKind: 'public-cloud',
    rows: [
      'b3-16 GRA11 · web-prod|1098.56 1108.06 1125.87 1136.54 1140.24 1158.68 1177.65 1187.61 1203.56 1205.72 1229.41 1238.54 1249.38',
      'b3-32 GRA11 · web-prod|933.29 941.72 944.70 962.78 978.02 982.28 996.15 1005.54 1028.42 1018.78 1035.77 1049.54 1060.52',
      'r3-64 GRA11 · data-lake|914.15 912.61 915.45 951.48 922.14 940.83 974.04 972.17 996.39 1004.45 1031.97 1023.49 1058.74',
      'c3-8 GRA9 · ci-runners|425.10 420.80 441.30 481.20 455.90 489.60 487.75 491.20 470.10 448.60 474.50 509.56 688.92',
      '3 others|200.56 200.26 200.51 436.25 787.26 875.86 1289.12 1328.00 1231.79 1229.61 1390.92 1325.13 523.89',
    ],
  },
  {
    kind: 'compute',
    name: 'Dedicated servers',
    resourceKind: 'dedicated',
    rows: [
      'ns3241876.ip-57-129-80.eu|- - - - - - - - - - 768.00 512.00 512.00',
      'ns3201418.ip-57-128-12.eu|429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00',
      'ns3201419.ip-57-128-12.eu|429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00 429.00',
      '3 others|289.97 289.97 289.97 289.97 289.97 289.97 289.97 289.97 289.97 289.97 289.97 289.97 305.97',
    ],
  },
  {
    kind: 'storage',
    name: 'Public Cloud storage',
    resourceKind: 'public-cloud',
    rows: [
      'Object storage standard · data-lake|497.04 496.86 498.03 516.77 513.33 514.41 503.05 542.17 528.29 530.57 538.96 553.13 541.71',
      'Object storage outgoing traffic · data-lake|91.50 95.45 104.99 91.41 104.84 94.56 99.67 105.30 94.22 104.84 121.84 112.46 312.40',
      'Object storage cold archive · data-lake|119.06 119.55 121.36 121.96 124.19 122.09 127.02 130.28 129.53 129.45 128.09 134.66 135.85',
      '9 others|371.70 390.01 385.48 394.22 406.39 412.11 422.67 419.88 443.44 432.86 432.28 443.77 458.59',
    ],
  },
  {
    kind: 'database',
    name: 'Managed databases',
    resourceKind: 'public-cloud',
    rows: [
      'PostgreSQL business-db1-15 · web-prod|531.30 524.38 534.06 544.64 552.15 553.61 566.39 569.01 577.39 583.51 579.55 594.82 595.42',
      'PostgreSQL enterprise-db1-30 · data-lake|418.79 422.86 427.13 419.25 416.84 411.42 411.66 427.93 419.04 413.92 421.42 427.59 418.56',
      'Valkey essential-db1-7 · web-prod|86.42 90.50 91.92 90.88 92.59 92.41 95.93 95.13 97.34 98.31 100.02 97.99 101.55',
      '1 other|49.90 49.90 49.90 49.90 49.90 49.90 49.90 49.90 49.90 49.90 49.90 49.90 49.90',
    ],
  },
  {
    kind: 'containers',
    name: 'Managed Kubernetes',
    resourceKind: 'public-cloud',
    rows: [
      'Kubernetes node pool b3-16 · web-prod|788.62 797.72 802.22 810.20 811.61 820.27 846.47 857.21 854.22 876.20 886.18 892.03 900.82',
      'Kubernetes node pool b3-8 · staging|131.22 133.09 132.86 133.48 129.23 129.69 129.98 129.97 128.60 131.89 131.31 133.42 63.14',
      'Managed Private Registry M · web-prod|45.00 45.00 45.00 45.00 45.00 45.00 45.00 45.00 45.00 45.00 45.00 45.00 45.00',
    ],
  },
  {
    kind: 'network',
    name: 'Networking',
    resourceKind: 'network',
    rows: [
      'occ-par3-71|220.00 220.00 220.00 220.00 220.00 220.00 220.00 220.00 220.00 220.00 220.00 220.00 220.00',
      'loadbalancer-3f0a2e|59.99 59.99 59.99 59.99 59.99 59.99 59.99 59.99 59.99 59.99 59.99 59.99 59.99',
      'Load balancer M · web-prod|53.75 52.94 53.54 53.71 53.57 52.82 53.58 53.16 53.36 53.74 52.90 53.63 54.01',
      '5 others|105.92 105.37 105.56 105.70 105.62 105.76 105.58 105.36 105.74 105.59 105.41 105.75 105.62',
    ],
  },
  {
    kind: 'web',
    name: 'Web, domains, e-mail',
    resourceKind: 'domain',
    rows: [
      'atelier-nord.fr|94.03 81.04 81.04 90.03 81.04 81.04 81.04 81.04 81.04 94.03 81.04 81.04 85.04',
      'nord-atelier.com|- - - 8.99 8.99 - - - - - - - 34.99',
      'jour-nord.fr|- - 8.99 - - - - 7.49 - - - 34.99 12.99',
      '11 others|16.48 21.98 34.97 62.46 8.99 32.97 18.48 52.97 45.98 47.98 43.98 32.97 36.46',
    ],
  },
  {
    kind: 'support',
    name: 'Support',
    resourceKind: 'other',
    rows: [
      'premium.support|265.00 265.00 265.00 267.50 267.50 267.50 270.00 270.00 270.00 272.50 272.50 272.50 275.00',
    ],
  },
  {
    kind: 'licences',
    name: 'Licences',
    resourceKind: 'licence',
    rows: [
      'b2c0f7de-plesk|136.50 136.50 136.50 136.50 136.50 136.50 136.50 136.50 136.50 136.50 136.50 136.50 136.50',
    ],
  },
  {
    kind: 'communication',
    name: 'SMS and telephony',
    resourceKind: 'telephony',
    rows: [
      'sms-ab12345-1|138.55 18.32 138.44 11.21 141.68 18.00 147.12 28.58 138.69 19.08 136.04 11.19 144.74',
    ],
  },
  {
    kind: 'unmapped',
    name: '',
    resourceKind: 'other',
    rows: ['*|19.90 9.90 24.90 19.90 9.90 24.90 19.90 9.90 24.90 19.90 9.90 24.90 19.90'],
  },
];

/** Documents less their lines. */
export const ADJUSTMENT = '- - -0.01 - - -0.01 - - - -0.01 - - 61.98';

export const MONTHS = [
  '2025-10',
  '2025-11',
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-06',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
];

/** The sums of the months, as they are known: the sums of the rows must be these. */
export const TOTALS =
  '8960.30 8867.78 9097.67 9369.92 9771.38 9840.16 10482.61 10529.26 10581.40 10480.88 11631.35 11324.46 11127.58'.split(
    ' ',
  );

/** From November 2023 to September 2025, for the trend. */
export const EARLIER =
  '6104.12 6090.55 6401.80 6380.01 6422.47 6515.90 6498.13 6602.75 6640.20 6711.08 6688.94 6820.36 6905.40 7011.62 7240.15 7298.33 7410.78 7533.09 7699.41 7904.16 8120.87 8410.02 8777.31'.split(
    ' ',
  );
