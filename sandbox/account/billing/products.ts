/** What generated bills are for: products, and the names of what the account has of each kind. */
import type { SeededRandom } from '../../random.js';
import { unit } from './money.js';

/** The kinds of services that lines are for. `none`: a line for no service. */
export const serviceKinds = [
  'publicCloud',
  'dedicatedServer',
  'vps',
  'domain',
  'webHosting',
  'privateCloudHost',
  'privateCloudDatastore',
  'loadBalancer',
  'ip',
  'nas',
  'sms',
  'telephony',
  'license',
  'none',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** Names of what the account has now, by kind. */
export type Holdings = Partial<Readonly<Record<ServiceKind, readonly string[]>>>;

export interface Product {
  readonly kind: ServiceKind;
  readonly description: string;
  /** The name of a service that the account once had. */
  readonly gone: (random: SeededRandom) => string;
  /** What a name of the account's becomes on a line. */
  readonly part?: (name: string, random: SeededRandom) => string;
  /** Unit price, in 10^-8 units. */
  readonly price: bigint;
  readonly hours?: boolean;
}

const cents = (amount: bigint): bigint => (amount * unit) / 100n;

export const products: readonly [Product, ...Product[]] = [
  {
    kind: 'publicCloud',
    description: 'b3-8 instance, hourly consumption (GRA11)',
    gone: (random) => random.hex(32),
    price: 2_208_000n,
    hours: true,
  },
  {
    kind: 'dedicatedServer',
    description: 'Location mensuelle serveur dédié Rise-1 - 1 mois',
    gone: (random) => `ns${random.whole(3_000_000, 3_999_999)}.ip-192-0-2.example`,
    price: 72n * unit,
  },
  {
    kind: 'domain',
    description: 'Renouvellement .example - 12 mois',
    gone: (random) => `example-${random.whole(10, 99)}.example`,
    price: cents(1199n),
  },
  {
    kind: 'vps',
    description: 'VPS Value 1-2-40, monthly renewal',
    gone: (random) => `vps-${random.hex(8)}.vps.example`,
    price: cents(590n),
  },
  {
    kind: 'publicCloud',
    description: 'Public Cloud object storage, GiB × hour',
    gone: (random) => random.hex(32),
    price: 1_370n,
    hours: true,
  },
  {
    kind: 'privateCloudHost',
    description: 'Hôte supplémentaire « PRE128 »',
    gone: (random) => `pcc-192-0-2-${random.whole(1, 250)}/host/${random.whole(1, 40)}`,
    part: (name, random) => `${name}/host/${random.whole(1, 40)}`,
    price: cents(38_999n),
  },
  { kind: 'none', description: 'Remise commerciale', gone: () => '*', price: -5n * unit },
  {
    kind: 'privateCloudDatastore',
    description: 'Datastore 6 To supplémentaire',
    gone: (random) => `pcc-192-0-2-${random.whole(1, 250)}/filer/${random.whole(1, 9)}`,
    part: (name, random) => `${name}/filer/${random.whole(1, 9)}`,
    price: cents(12_000n),
  },
  {
    kind: 'loadBalancer',
    description: 'IP Load Balancer Pack 1 - 1 mois',
    gone: (random) => `loadbalancer-${random.hex(32)}`,
    price: cents(2699n),
  },
  {
    kind: 'ip',
    description: 'Additional IP, monthly',
    gone: (random) => `ip-198.51.100.${random.whole(1, 254)}`,
    price: cents(200n),
  },
  {
    kind: 'webHosting',
    description: 'Hébergement web Performance 1 - 12 mois',
    gone: (random) => `site${random.whole(1, 99)}.cluster021.hosting.ovh.example`,
    price: cents(1249n),
  },
  {
    kind: 'nas',
    description: 'NAS-HA 3 To - 1 mois',
    gone: (random) => `zpool-${random.whole(100_000, 199_999)}`,
    price: cents(4999n),
  },
  {
    kind: 'sms',
    description: 'Pack 100 SMS',
    gone: (random) => `sms-ab12345-${random.whole(2, 9)}`,
    price: cents(700n),
  },
  {
    kind: 'telephony',
    description: 'Ligne VoIP Entreprise - 1 mois',
    gone: (random) => `0033${random.whole(100_000_000, 199_999_999)}`,
    price: cents(999n),
  },
  {
    kind: 'license',
    description: 'Licence Windows Server 2022 Standard - 1 mois',
    gone: (random) => random.uuid(),
    price: cents(2200n),
  },
];

/** One line in eight is for a service that the account no longer has, or has only on its bills. */
const goneShare = 0.125;

/** The name on a line of this product. */
export function billedName(product: Product, holdings: Holdings, random: SeededRandom): string {
  const [first, ...others] = holdings[product.kind] ?? [];
  if (first === undefined || random.chance(goneShare)) return product.gone(random);
  const name = random.pick([first, ...others]);
  return product.part?.(name, random) ?? name;
}
