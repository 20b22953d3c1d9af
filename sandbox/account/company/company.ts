/** A likely account: a company with projects, servers and names, billed month by month up to a day. */
import { SeededRandom } from '../../random.js';
import { unit } from '../billing/money.js';
import type { ServiceKind } from '../billing/products.js';

/** A service that is billed at a fixed price. */
export interface CompanyService {
  readonly name: string;
  /** As `/services` and the IAM have it. */
  readonly kind: string;
  readonly route: string;
  readonly billed: ServiceKind;
  readonly plan: string;
  readonly product: string;
  readonly words: string;
  /** Of one period, in 10^-8 units. */
  readonly price: bigint;
  readonly period: 'month' | 'year';
  /** Months before that of the day in which it began. A yearly one is billed again in the same month of the year. */
  readonly since: number;
  /** Days from the day until it ends. */
  readonly endsIn: number;
  readonly renewal: 'automatic' | 'manual';
  readonly team: string | null;
}

/** What a project uses, hour by hour. */
export interface CompanyUsage {
  readonly family: 'instance' | 'storage' | 'volume';
  readonly reference: string;
  readonly region: string;
  /** Resources, or TiB for storage and volumes. */
  readonly count: number;
  /** Of an hour, or of a GiB for an hour, in 10^-8 units. */
  readonly price: bigint;
  /** Percent of the hours of a month, at first. */
  readonly hours: number;
  /** Percent that is added each month. */
  readonly growth: number;
}

export interface CompanyProject {
  readonly id: string;
  readonly name: string;
  readonly team: string;
  readonly uses: readonly CompanyUsage[];
}

export interface Company {
  readonly seed: string;
  /** Midnight in UTC of the day on which the account stands. */
  readonly day: number;
  /** Months with bills, that of the day included. */
  readonly months: number;
  readonly services: readonly CompanyService[];
  readonly projects: readonly CompanyProject[];
}

const cents = (amount: number): bigint => (BigInt(Math.round(amount * 100)) * unit) / 100n;

const instances = (
  reference: string,
  region: string,
  count: number,
  price: number,
  hours = 100,
  growth = 0,
): CompanyUsage => ({
  ...{ family: 'instance', reference, region, count, hours, growth },
  price: BigInt(Math.round(price * 1e8)),
});
const stored = (family: 'storage' | 'volume', reference: string, tib: number, growth = 1): CompanyUsage => ({
  ...{ family, reference, region: 'GRA', count: tib, hours: 100, growth },
  price: family === 'storage' ? 1_370n : 5_556n,
});

const projects: readonly Omit<CompanyProject, 'id'>[] = [
  {
    name: 'web-prod',
    team: 'web',
    uses: [
      instances('b3-16', 'GRA11', 3, 0.1104, 100, 1),
      instances('b3-32', 'GRA11', 1, 0.2208),
      stored('storage', 'standard', 6, 2),
      stored('volume', 'high-speed', 1),
    ],
  },
  {
    name: 'data-lake',
    team: 'data',
    uses: [
      instances('r3-64', 'GRA11', 2, 0.3504, 100, 1),
      stored('storage', 'standard', 42, 3),
      stored('volume', 'classic', 2),
    ],
  },
  {
    name: 'ml-research',
    team: 'data',
    uses: [
      instances('l4-90', 'GRA9', 1, 0.75, 35, 6),
      instances('h100-380', 'GRA9', 1, 2.99, 4, 8),
      stored('storage', 'standard', 9, 4),
    ],
  },
  {
    name: 'staging',
    team: 'web',
    uses: [instances('b3-8', 'SBG5', 2, 0.0552, 45), stored('volume', 'classic', 0.5, 0)],
  },
];

const server = (
  name: string,
  plan: string,
  price: number,
  since: number,
  endsIn: number,
  team: string,
): CompanyService => ({
  ...{ name, kind: 'dedicatedServer', route: '/dedicated/server/{serviceName}', billed: 'dedicatedServer' },
  ...{
    plan,
    product: plan === '24adv02' ? 'Advance-2' : 'Rise-1',
    words: `Dedicated server ${plan === '24adv02' ? 'Advance-2' : 'Rise-1'}, monthly`,
  },
  ...{ price: cents(price), period: 'month', since, endsIn, renewal: 'automatic', team },
});
const domain = (
  name: string,
  since: number,
  endsIn: number,
  renewal: 'automatic' | 'manual',
): CompanyService => ({
  ...{
    name,
    kind: 'domain',
    route: '/domain/{serviceName}',
    billed: 'domain',
    plan: 'example',
    product: 'Domain name',
  },
  ...{
    words: `Renewal of ${name} - 12 months`,
    price: cents(11.99),
    period: 'year',
    since,
    endsIn,
    renewal,
    team: null,
  },
});

function servicesOf(seed: string): CompanyService[] {
  const random = new SeededRandom(seed, 'company');
  const vps = (plan: string, price: number, since: number, endsIn: number): CompanyService => ({
    ...{
      name: `vps-${random.hex(8)}.vps.example`,
      kind: 'vps',
      route: '/vps/{serviceName}',
      billed: 'vps',
      plan,
    },
    ...{
      product: 'VPS Value',
      words: 'VPS Value, monthly renewal',
      price: cents(price),
      period: 'month',
      since,
      endsIn,
    },
    ...{ renewal: 'automatic', team: 'web' },
  });
  const other = (
    name: string,
    kind: string,
    route: string,
    billed: ServiceKind,
    words: string,
    price: number,
    endsIn: number,
  ): CompanyService => ({
    ...{ name, kind, route, billed, plan: `${kind}-plan`, product: words.split(',')[0] ?? words, words },
    ...{ price: cents(price), period: 'month', since: 60, endsIn, renewal: 'automatic', team: null },
  });
  return [
    server('ns3201418.ip-192-0-2.example', '24adv02', 159.99, 40, 17, 'data'),
    server('ns3201419.ip-192-0-2.example', '24rise01', 72, 40, 17, 'web'),
    // New a few months ago, and dearer than its plan: it has options.
    server('ns3241876.ip-192-0-2.example', '24rise01', 84, 3, 48, 'data'),
    vps('vps-value-1-4-40', 11.5, 22, 9),
    // With a commitment of a year.
    vps('vps-value-1-2-40', 5.31, 14, 21),
    domain('example-1.example', 31, 12, 'automatic'),
    domain('example-2.example', 28, 26, 'manual'),
    domain('example-3.example', 7, 154, 'automatic'),
    {
      ...other(
        'example-1.example',
        'webHosting',
        '/hosting/web/{serviceName}',
        'webHosting',
        'Web hosting Performance 1, monthly',
        12.49,
        33,
      ),
      plan: 'perfoffer1',
      name: 'site12.cluster021.hosting.ovh.example',
    },
    other(
      `loadbalancer-${random.hex(32)}`,
      'loadbalancer',
      '/ipLoadbalancing/{serviceName}',
      'loadBalancer',
      'IP Load Balancer Pack 1, monthly',
      26.99,
      40,
    ),
    other('ip-198.51.100.24', 'ip', '/ip/service/{serviceName}', 'ip', 'Additional IP, monthly', 2, 17),
    other(
      'zpool-128340',
      'nasHA',
      '/dedicated/nasha/{serviceName}',
      'nas',
      'NAS-HA 3 TB, monthly',
      49.99,
      44,
    ),
    other(
      random.uuid(),
      'licenseWindows',
      '/license/windows/{serviceName}',
      'license',
      'Windows Server 2022 Standard, monthly',
      22,
      17,
    ),
    other('sms-ab12345-1', 'sms', '/sms/{serviceName}', 'sms', '1,000 SMS', 69, 210),
  ];
}

/** The account of a seed as it stands on a day. */
export function companyOf(seed: string, day: number, months: number): Company {
  const ids = new SeededRandom(seed, 'company-projects');
  return {
    seed,
    day,
    months,
    services: servicesOf(seed),
    projects: projects.map((project) => ({ id: ids.hex(32), ...project })),
  };
}

/** First instant of the month that is so many months after that of the day; negative: before. */
export function monthStart({ day }: Company, offset: number): number {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
}
