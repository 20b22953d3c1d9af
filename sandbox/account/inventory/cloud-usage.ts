/** Usage of Public Cloud projects: the current month, past months, and their resources with exact doubles. */

import { SeededRandom } from '../../random.js';
import { utcTime } from '../../wire/instants.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import { decimalText, price, roundToCents, unit } from '../billing/money.js';
import type { UsagePart } from '../billing/project-invoices.js';
import { type Company, monthStart } from '../company/company.js';
import { usedIn } from '../company/usage.js';
import type { Collection, Item } from './collection.js';
import { childRoute } from './collection.js';

export interface UsageOf {
  readonly seed: string;
  /** False: `hourlyUsage` is present and null. */
  readonly hourly: boolean;
  /** With the id of the project. */
  readonly company?: Company;
  readonly project?: string;
}

interface Month {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The account's history ends in June 2026; July is the current month. */
const currentMonth = { year: 2026, month: 6 };
const pastMonths = 14;

/** First instant of the month that is so many months after the current one. */
function firstOf({ company }: UsageOf, offset: number): number {
  return company ? monthStart(company, offset) : Date.UTC(currentMonth.year, currentMonth.month + offset, 1);
}

const monthsBySeed = new Map<string, readonly Month[]>();

/** Every invoice of a project asks for them. */
function months(usage: UsageOf): readonly Month[] {
  if (usage.company) return monthsOf(usage);
  const known = monthsBySeed.get(usage.seed) ?? monthsOf(usage);
  monthsBySeed.set(usage.seed, known);
  return known;
}

function monthsOf(usage: UsageOf): Month[] {
  return Array.from({ length: usage.company?.months ?? pastMonths }, (_, back) => {
    const from = firstOf(usage, -1 - back);
    const to = firstOf(usage, -back) - 1000;
    return { id: new SeededRandom(usage.seed, 'usage', back).uuid(), from, to };
  });
}

const summary = ({ id, from, to }: Month): WireObject => ({
  id,
  lastUpdate: utcTime(to + 3_600_000),
  period: { from: utcTime(from), to: utcTime(to) },
});

/** The thousandths of an hour or GiB-hour, times a price in 10^-8 units. */
function metered(
  random: SeededRandom,
  perUnit: bigint,
  measure: string,
): { readonly quantity: WireObject; readonly amount: bigint } {
  const thousandths = BigInt(random.whole(1, 744_000));
  const value = decimalText((thousandths * unit) / 1000n);
  return { quantity: { unit: measure, value: num(value) }, amount: (thousandths * perUnit) / 1000n };
}

interface Usage {
  readonly hourly: WireObject | null;
  readonly amount: bigint;
  readonly parts: readonly UsagePart[];
}

function hourlyUsage(random: SeededRandom): Usage {
  const first = metered(random, 2_208_000n, 'Hour');
  const second = metered(random, 2_208_000n, 'Hour');
  const volume = metered(random, 5_556n, 'GiBh');
  const stored = metered(random, 1_370n, 'GiBh');
  const kube = metered(random, 0n, 'Hour');
  const both = first.amount + second.amount;
  const detail = (part: typeof first): WireObject => ({
    instanceId: random.uuid(),
    quantity: part.quantity,
    resourceId: random.hex(32),
    totalPrice: num(decimalText(part.amount)),
  });
  const instance: WireObject = {
    deploymentMode: null,
    details: [detail(first), detail(second)],
    quantity: { unit: 'Hour', value: num('1e3') },
    reference: 'b3-8',
    region: 'GRA11',
    savingsPlanIds: null,
    totalPrice: num(decimalText(both, 2)),
  };
  const hourly: WireObject = {
    instance: [instance],
    instanceBandwidth: [],
    instanceOption: [],
    // totalPrice is an object here; its neighbours have a number.
    managedKubernetesService: [
      {
        deploymentMode: 'REGION-1-AZ',
        details: null,
        quantity: kube.quantity,
        reference: null,
        region: 'GRA11',
        totalPrice: price(0n, 'EUR'),
      },
    ],
    quantum: { notebook: [], processingUnit: [] },
    rancher: [],
    snapshot: [],
    storage: [storage(stored.quantity, stored.amount)],
    volume: [volumeUsage(random, volume.quantity, volume.amount)],
  };
  const parts = [
    { family: 'instance', amount: both },
    { family: 'storage', amount: stored.amount },
    { family: 'volume', amount: volume.amount },
  ];
  return { hourly, amount: both + volume.amount + stored.amount, parts };
}

/** What a project used in the month that began at this instant; undefined where there is no such month, or nothing. */
export function usageOfMonth(usage: UsageOf, monthStart: number): readonly UsagePart[] | undefined {
  const month = months(usage).find(({ from }) => from === monthStart);
  if (!month || !usage.hourly) return undefined;
  return hourlyUsage(new SeededRandom(usage.seed, 'usage-detail', month.id)).parts;
}

function storage(quantity: WireObject, amount: bigint): WireObject {
  return {
    bucketName: 'archives-été',
    deploymentMode: 'REGION-3-AZ',
    incomingBandwidth: null,
    incomingInternalBandwidth: null,
    outgoingBandwidth: {
      quantity: { unit: 'GiB', value: num('1.5E-7') },
      resourceIds: [],
      totalPrice: num('0.0'),
    },
    outgoingInternalBandwidth: null,
    region: 'EU-WEST-PAR',
    retrievalFees: null,
    stored: { quantity, resourceIds: ['res-1', 'res-2'], totalPrice: num(decimalText(amount)) },
    totalPrice: num(decimalText(amount)),
    type: 'storage-standard',
  };
}

function volumeUsage(random: SeededRandom, quantity: WireObject, amount: bigint): WireObject {
  const totalPrice = num(decimalText(amount));
  return {
    deploymentMode: null,
    details: [{ quantity, resourceId: random.hex(32), totalPrice, volumeId: random.uuid() }],
    quantity,
    region: 'GRA11',
    totalPrice,
    type: 'classic',
  };
}

/** Part of a month: `offset` months after the current one. */
interface Span {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

function fullUsage(usage: UsageOf, name: string, { from, until, offset }: Span): WireObject {
  const { company } = usage;
  const project = company?.projects.find(({ id }) => id === usage.project);
  if (company && project) {
    const { hourly, amount } = usedIn(company, project, from, until, offset);
    return {
      hourlyUsage: hourly,
      monthlyUsage: null,
      resourcesUsage: null,
      totalPrice: price(roundToCents(amount), 'EUR'),
    };
  }
  const random = new SeededRandom(usage.seed, 'usage-detail', name);
  const none: Usage = { hourly: null, amount: 0n, parts: [] };
  const { hourly, amount } = usage.hourly ? hourlyUsage(random) : none;
  const monthly = random.chance(0.5)
    ? { certification: [], instance: [], instanceOption: [], savingsPlan: [] }
    : null;
  return {
    hourlyUsage: hourly,
    monthlyUsage: monthly,
    resourcesUsage: usage.hourly ? [registryUsage()] : null,
    totalPrice: price(roundToCents(amount), 'EUR'),
  };
}

function registryUsage(): WireObject {
  const quantity = { unit: 'Hour', value: num('744.0') };
  const component = { id: 'c-1', name: 'registry-s', quantity, resourceId: 'r-1', totalPrice: num('0') };
  const resource = { components: [component], deploymentMode: null, region: 'GRA' };
  return { resources: [resource], totalPrice: num('-0.0'), type: 'registry' };
}

function usableCredits(): WireObject {
  const credit = { description: 'Bon d’achat', id: num(1000), usedAmount: num('12.5') };
  return { details: [credit], totalCredit: num('12.50') };
}

/** The usage routes below a project. */
export function usageRoutes(projects: Collection, usageOf: (project: Item) => UsageOf): Route[] {
  const current = childRoute(projects, '/usage/current', 'object', (project) => {
    const usage = usageOf(project);
    const from = firstOf(usage, 0);
    const until = usage.company?.day ?? from + 15 * 86_400_000;
    return ok({
      lastUpdate: usage.company ? utcTime(until) : '2026-07-16T00:12:34.567891Z',
      period: { from: utcTime(from), to: utcTime(until) },
      ...fullUsage(usage, 'current', { from, until, offset: 0 }),
    });
  });
  const forecast = childRoute(projects, '/usage/forecast', 'object', (project) => {
    const usage = usageOf(project);
    const [from, until] = [firstOf(usage, 0), firstOf(usage, 1)];
    return ok({
      lastUpdate: usage.company ? utcTime(usage.company.day) : '2026-07-16T00:12:34Z',
      period: { from: utcTime(from), to: utcTime(until - 1000) },
      ...fullUsage(usage, 'forecast', { from, until, offset: 0 }),
      usableCredits: usage.hourly && !usage.company ? usableCredits() : null,
    });
  });
  const history = childRoute(projects, '/usage/history', 'objects', (project, { query }) => {
    const from = query.instant('from') ?? Number.NEGATIVE_INFINITY;
    const to = query.instant('to') ?? Number.POSITIVE_INFINITY;
    const within = months(usageOf(project)).filter((month) => month.from >= from && month.to <= to);
    return ok(within.map(summary));
  });
  const detail = childRoute(projects, '/usage/history/{usageId}', 'object', (project, { params }) => {
    const id = params.usageId ?? '';
    const usage = usageOf(project);
    const all = months(usage);
    const back = all.findIndex((candidate) => candidate.id === id);
    const month = all[back];
    if (!month) return unknownObject('usageId', id);
    const span = { from: month.from, until: firstOf(usage, -back), offset: -1 - back };
    return ok({ ...summary(month), ...fullUsage(usage, id, span) });
  });
  return [
    current,
    forecast,
    { ...history, query: { from: 'datetime', to: 'datetime' }, idField: 'id' },
    detail,
  ];
}
