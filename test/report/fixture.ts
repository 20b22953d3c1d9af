// The facts of a report, made from the synthetic account: what a test or a picture renders.
import { difference, sum } from '../../console/ui/numbers.js';
import type { CurrencyReport, ReportData } from '../../reports/report/report-data.js';
import type {
  ChargeLine,
  MonthlySpend,
  Pair,
  ProjectName,
  ResourcePair,
  SpendKind,
  SpendResource,
  SpendService,
} from '../../reports/report/spend-data.js';
import { ADJUSTMENT, EARLIER, MONTHS, PROJECTS, SERVICES, type ServiceRows, TOTALS } from './account.js';
import { due } from './due-fixture.js';
import { health, proof } from './proof-fixture.js';

export const ACCOUNT = 'ab12345-ovh';

type Amounts = (string | null)[];

const amountsOf = (text: string): Amounts => text.split(' ').map((each) => (each === '-' ? null : each));

export function added(rows: Amounts[]): Amounts {
  return MONTHS.map((_, index) => {
    const there = rows.map((row) => row[index] ?? null).filter((amount) => amount !== null);
    return there.length === 0 ? null : sum(there);
  });
}

export const project = (name: string): ProjectName => ({ id: PROJECTS[name] ?? name, name });

function linesOf(label: string, amount: string | null, index: number): ChargeLine[] {
  if (amount === null) return [];
  const document = `FR6822${9000 + index * 7}`;
  const first = sum([String(Math.floor(Number(amount) * 40) / 100)]);
  const parts = Number(amount) > 100 ? [difference(amount, first), first] : [amount];
  return parts.map((part, line) => ({
    document,
    line: `${document}-${line + 1}`,
    day: '2026-10-01',
    description: line === 0 ? `${label}, monthly` : `${label}, by the hour`,
    from: '2026-09-01',
    to: '2026-09-30',
    quantity: line === 0 ? '1' : '744.5',
    amount: part,
  }));
}

function serviceOf({ name, rows }: ServiceRows, index: number): SpendService {
  const parsed = rows.map((row) => {
    const [head = '', amounts = ''] = row.split('|');
    return { head, amounts: amountsOf(amounts) };
  });
  const rest = parsed.find(({ head }) => /^\d+ others?$/.test(head));
  const resources = parsed
    .filter((each) => each !== rest)
    .map(({ head, amounts }, row): SpendResource => {
      const [label = '', projectName] = head.split(' · ');
      return {
        account: ACCOUNT,
        resource: projectName === undefined ? label : label.toLowerCase().replaceAll(' ', '-'),
        label: projectName === undefined ? null : label,
        project: projectName === undefined ? null : project(projectName),
        amounts,
        lines: linesOf(label, amounts.at(-1) ?? null, index * 10 + row),
        moreLines: null,
      };
    });
  return {
    name,
    amounts: added(parsed.map(({ amounts }) => amounts)),
    resources,
    rest: rest ? { resources: Number(rest.head.split(' ')[0]), amounts: rest.amounts } : null,
  };
}

export function spend(): MonthlySpend {
  const kinds: SpendKind[] = [];
  SERVICES.forEach((rows, index) => {
    const service = serviceOf(rows, index);
    const kind = kinds.find((each) => each.kind === rows.kind);
    if (kind) kind.services.push(service);
    else kinds.push({ kind: rows.kind, amounts: [], services: [service] });
  });
  for (const kind of kinds) kind.amounts = added(kind.services.map(({ amounts }) => amounts));
  kinds.push({ kind: 'adjustment', amounts: amountsOf(ADJUSTMENT), services: [] });
  return { months: MONTHS, kinds, total: TOTALS, twelveMonths: sum(TOTALS.slice(1)) };
}

const pair = (amounts: Amounts): Pair => ({ amount: amounts.at(-1) ?? null, before: amounts.at(-2) ?? null });

export const total: Pair = { amount: '11127.58', before: '11324.46' };

function resourcePairs(facts: MonthlySpend): ResourcePair[] {
  return facts.kinds
    .flatMap(({ services }) => services)
    .flatMap(({ name, resources }) =>
      resources.map(({ account, resource, label, project: of, amounts }) => ({
        account,
        resource,
        label,
        project: of,
        service: name,
        ...pair(amounts),
      })),
    );
}

const size = ({ amount, before }: Pair): number => Math.abs(Number(amount ?? 0) - Number(before ?? 0));

function report(facts: MonthlySpend): CurrencyReport {
  const resources = resourcePairs(facts);
  const dearest = [...resources].sort((a, b) => Number(b.amount) - Number(a.amount)).slice(0, 10);
  const services = facts.kinds.flatMap(({ kind, services: all, amounts }) =>
    all.length === 0
      ? [{ kind, name: '', ...pair(amounts) }]
      : all.map(({ name, amounts: each }) => ({ kind, name, ...pair(each) })),
  );
  const ofKind = (kind: string, rows: ServiceRows[]) => {
    const amounts = added(rows.map((each, index) => serviceOf(each, index).amounts));
    return {
      kind,
      ...pair(amounts),
      resources: rows.reduce((count, { rows: all }) => count + all.length, 0),
    };
  };
  const kindNames = [...new Set(SERVICES.map(({ kind }) => kind))];
  const resourceKinds = [...new Set(SERVICES.map(({ resourceKind }) => resourceKind))];
  const adjustment = { amount: '61.98', before: null };
  return {
    currency: 'EUR',
    spend: facts,
    trend: {
      months: [...earlierMonths(), ...MONTHS],
      total: [...EARLIER, ...TOTALS],
      kinds: [],
    },
    comparison: {
      total,
      accounts: [{ account: ACCOUNT, ...total }],
      services,
      movers: [...resources].sort((a, b) => size(b) - size(a)).slice(0, 10),
      resources: { all: 59, created: 2, gone: 1 },
    },
    kinds: {
      services: [
        ...kindNames.map((kind) => ({
          ...ofKind(
            kind,
            SERVICES.filter((each) => each.kind === kind),
          ),
          kind,
        })),
        { kind: 'adjustment' as const, ...adjustment, resources: 0 },
      ],
      resources: resourceKinds.map((kind) => {
        const row = ofKind(
          kind,
          SERVICES.filter((each) => each.resourceKind === kind),
        );
        // Documents without their lines have no resource: what differs is with the others.
        return kind === 'other'
          ? { ...row, kind, amount: sum([row.amount ?? '0', '61.98']) }
          : { ...row, kind };
      }),
      total,
    },
    projects: {
      projects: [
        row('web-prod', '4258.23', '4211.90', '2309.90 225.36 696.97 945.82 80.18'),
        row('data-lake', '2555.93', '2340.60', '1058.74 1078.63 418.56'),
        row('ci-runners', '726.23', '545.22', '688.92 37.31'),
        row('ml-research', '460.81', '1248.81', '376.01 84.80'),
        row('staging', '290.82', '370.94', '147.88 22.45 49.90 63.14 7.45'),
      ],
      outside: {
        amount: '2835.56',
        before: '2606.99',
        services: [
          { name: 'Dedicated servers', amount: '1675.97' },
          { name: 'Networking', amount: '351.99' },
          { name: 'Web, domains, e-mail', amount: '169.48' },
          { name: 'Support', amount: '638.12' },
        ],
      },
      total,
    },
    resources: {
      dearest,
      sum: {
        amount: sum(dearest.map(({ amount }) => amount ?? '0')),
        before: sum(dearest.map(({ before }) => before ?? '0')),
      },
      total,
    },
    tags: {
      keys: [
        {
          key: 'team',
          values: [
            { value: 'platform', amount: '6102.44', before: '6240.18', resources: 21 },
            { value: 'data', amount: '3016.74', before: '3589.41', resources: 14 },
          ],
          untagged: { amount: '2008.40', before: '1494.87', resources: 24 },
        },
        {
          key: 'environment',
          values: [
            { value: 'production', amount: '8310.02', before: '8205.77', resources: 30 },
            { value: 'staging', amount: '290.82', before: '370.94', resources: 6 },
          ],
          untagged: { amount: '2526.74', before: '2747.75', resources: 23 },
        },
      ],
      total,
    },
    gpu: {
      rows: [
        {
          model: 'l40s-90',
          project: project('ml-research'),
          account: ACCOUNT,
          hours: '164.5',
          amount: '268.14',
          before: '801.45',
        },
        {
          model: 'h100-380',
          project: project('ml-research'),
          account: ACCOUNT,
          hours: '38',
          amount: '107.87',
          before: '346.02',
        },
      ],
      total: { amount: '376.01', before: '1147.47' },
    },
    forecast: {
      month: '2026-11',
      toDate: { amount: '3071.44', through: '2026-11-02' },
      methods: [
        {
          method: 'ovhcloud',
          amount: '11314.52',
          why: null,
          last: { month: '2026-10', forecast: '11450.28', actual: '11127.58' },
        },
        {
          method: 'run-rate',
          amount: '11567.12',
          why: null,
          last: { month: '2026-10', forecast: '10715.86', actual: '11127.58' },
        },
        {
          method: 'three-month-mean',
          amount: '11361.13',
          why: null,
          last: { month: '2026-10', forecast: '11145.56', actual: '11127.58' },
        },
      ],
    },
    budgets: {
      file: 'budget.yaml',
      budgets: [
        {
          name: 'All of it',
          scope: {},
          limit: '11800.00',
          spent: '11127.58',
          forecast: '11361.13',
          thresholds: [80, 100],
        },
        {
          name: 'Machine learning',
          scope: { project: 'ml-research' },
          limit: '1500.00',
          spent: '460.81',
          forecast: null,
          thresholds: [80, 100],
        },
        {
          name: 'Data lake',
          scope: { project: 'data-lake' },
          limit: '2500.00',
          spent: '2555.93',
          forecast: '2610.40',
          thresholds: [80, 100],
        },
      ],
    },
    anomalies: {
      months: MONTHS,
      rows: [
        anomaly(resources, facts, 'c3-8 GRA9', '472.30', '216.62', '6.8'),
        anomaly(resources, facts, 'Object storage outgoing traffic', '102.26', '210.14', '19.6'),
        anomaly(resources, facts, 'Kubernetes node pool b3-8', '131.26', '-68.12', '-17.3'),
      ],
      threshold: '3.5',
      floor: '50.00',
      belowFloor: 1,
    },
    unmapped: {
      rows: [
        {
          account: ACCOUNT,
          resource: '*',
          planCode: 'training-pack-2026',
          lines: 1,
          amount: '19.90',
          before: '24.90',
        },
      ],
      lines: 1,
      total: { amount: '19.90', before: '24.90' },
    },
    ...due(),
  };
}

function earlierMonths(): string[] {
  return EARLIER.map((_, index) => {
    const month = 10 + index;
    return `${2023 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

function row(name: string, amount: string, before: string, mix: string) {
  const services = [
    'Public Cloud instances',
    'Public Cloud storage',
    'Managed databases',
    'Managed Kubernetes',
    'Networking',
  ];
  return {
    account: ACCOUNT,
    project: project(name),
    amount,
    before,
    services: mix.split(' ').map((each, index) => ({ name: services[index] ?? '', amount: each })),
  };
}

function anomaly(
  resources: ResourcePair[],
  facts: MonthlySpend,
  label: string,
  usual: string,
  change: string,
  z: string,
) {
  const { amount, before: _, ...resource } = resources.find((each) => each.label === label) as ResourcePair;
  const amounts = facts.kinds
    .flatMap(({ services }) => services)
    .flatMap((service) => service.resources)
    .find((each) => each.label === label)?.amounts as Amounts;
  return { ...resource, amounts, usual, amount: amount ?? '0', difference: change, z };
}

/** October 2026 of one account: 36 of 37 documents loaded, four of them odd. */
export function reportData(): ReportData {
  // A copy of its own for every caller.
  return structuredClone<ReportData>({
    version: 1,
    month: '2026-10',
    against: '2026-09',
    madeAt: '2026-11-03T10:19:00+01:00',
    today: '2026-11-03',
    generator: { name: 'source-ovhcloud', version: '0.2.0' },
    database: 'ovh.db',
    synthetic: true,
    accounts: [{ account: ACCOUNT, region: 'eu', currency: 'EUR' }],
    health: health(),
    proof: proof(),
    currencies: [report(spend())],
    notices: [{ code: 'others-not-loaded', account: ACCOUNT, sources: ['cloud_usage_history'], count: 1 }],
  });
}
