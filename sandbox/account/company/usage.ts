/** The usage of the company's projects: the same amounts on the wire of the usage routes and on the invoices. */
import { SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { decimalText, unit } from '../billing/money.js';
import type { UsagePart } from '../billing/project-invoices.js';
import type { Company, CompanyProject, CompanyUsage } from './company.js';

export interface Used {
  readonly hourly: WireObject;
  readonly amount: bigint;
  readonly parts: readonly UsagePart[];
}

const hour = 3_600_000;
const gibOfTib = 1024;

interface Metered {
  readonly use: CompanyUsage;
  readonly quantity: WireObject;
  readonly amount: bigint;
  readonly resource: string;
}

/** One resource of a month, or of its first part. */
function metered(
  use: CompanyUsage,
  at: number,
  month: { start: number; until: number; age: number },
  random: SeededRandom,
  name: SeededRandom,
): Metered {
  const isStored = use.family !== 'instance';
  const hours = (month.until - month.start) / hour;
  const grown = (use.hours / 100) * (1 + use.growth / 100) ** month.age;
  // Some months are busier; what runs always runs always.
  const share = use.hours === 100 && !isStored ? 1 : grown * (0.92 + random.next() * 0.16);
  const size = isStored ? Math.max(1, Math.round(use.count * gibOfTib * share)) : 1;
  const part = isStored ? hours : Math.min(hours, hours * share);
  const thousandths = BigInt(Math.round(size * part * 1000));
  return {
    use,
    quantity: {
      unit: isStored ? 'GiBh' : 'Hour',
      value: num(decimalText((thousandths * unit) / 1000n)),
    },
    amount: (thousandths * use.price) / 1000n,
    resource: isStored ? `${use.reference}-${at}` : name.uuid(),
  };
}

/** Two months ago the data lake was copied: its storage was larger for that month. */
const COPIED = { project: 'data-lake', reference: 'standard', offset: -2, times: 1.6 };

/** The instances of a project: their ids, names and regions. */
export function instancesOf(company: Company, project: CompanyProject) {
  return project.uses.flatMap(({ family, reference, region, count }, index) => {
    const names = resourceNames(company, project, index);
    const [short] = project.name.split('-');
    return family === 'instance'
      ? Array.from({ length: count }, (_, at) => ({
          id: names.uuid(),
          name: `${short}-${reference}-${at + 1}`,
          reference,
          region,
        }))
      : [];
  });
}

const resourceNames = (company: Company, project: CompanyProject, index: number): SeededRandom =>
  new SeededRandom(company.seed, 'company-resource', project.name, index);

/** @param offset of the month from that of the day: 0 is the current one, -1 the one before */
export function usedIn(
  company: Company,
  project: CompanyProject,
  start: number,
  until: number,
  offset: number,
): Used {
  const age = company.months + offset;
  const all = project.uses.flatMap((use, index) => {
    const random = new SeededRandom(company.seed, 'company-usage', project.name, index, offset);
    const names = resourceNames(company, project, index);
    const isCopied =
      project.name === COPIED.project && use.reference === COPIED.reference && offset === COPIED.offset;
    const grown = isCopied ? { ...use, count: use.count * COPIED.times } : use;
    return Array.from({ length: use.family === 'instance' ? use.count : 1 }, (_, at) => ({
      ...metered(grown, at, { start, until, age }, random, names),
      use,
    }));
  });
  const of = (family: CompanyUsage['family']) => all.filter(({ use }) => use.family === family);
  const sum = (items: readonly Metered[]) => items.reduce((total, { amount }) => total + amount, 0n);
  const families = (['instance', 'storage', 'volume'] as const).filter((family) => of(family).length > 0);
  return {
    hourly: {
      instance: project.uses
        .filter(({ family }) => family === 'instance')
        .map((use) =>
          instanceOf(
            use,
            all.filter((each) => each.use === use),
          ),
        ),
      instanceBandwidth: [],
      instanceOption: [],
      managedKubernetesService: [],
      quantum: { notebook: [], processingUnit: [] },
      rancher: [],
      snapshot: [],
      storage: of('storage').map((each) => storageOf(project, each)),
      volume: of('volume').map(volumeOf),
    },
    amount: sum(all),
    parts: families.map((family) => ({ family, amount: sum(of(family)) })),
  };
}

function instanceOf(use: CompanyUsage, all: readonly Metered[]): WireObject {
  const total = all.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    deploymentMode: null,
    details: all.map(({ quantity, amount, resource }) => ({
      instanceId: resource,
      quantity,
      resourceId: resource,
      totalPrice: num(decimalText(amount)),
    })),
    quantity: all[0]?.quantity ?? { unit: 'Hour', value: num('0') },
    reference: use.reference,
    region: use.region,
    savingsPlanIds: null,
    totalPrice: num(decimalText(total, 2)),
  };
}

function storageOf(project: CompanyProject, { quantity, amount }: Metered): WireObject {
  const price = num(decimalText(amount));
  return {
    bucketName: `${project.name}-data`,
    deploymentMode: 'REGION-3-AZ',
    incomingBandwidth: null,
    incomingInternalBandwidth: null,
    outgoingBandwidth: null,
    outgoingInternalBandwidth: null,
    region: 'GRA',
    retrievalFees: null,
    stored: { quantity, resourceIds: [], totalPrice: price },
    totalPrice: price,
    type: 'storage-standard',
  };
}

function volumeOf({ use, quantity, amount, resource }: Metered): WireObject {
  const totalPrice = num(decimalText(amount));
  return {
    deploymentMode: null,
    details: [{ quantity, resourceId: resource, totalPrice, volumeId: resource }],
    quantity,
    region: use.region,
    totalPrice,
    type: use.reference,
  };
}
