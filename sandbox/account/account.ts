/** The account: one holder, every route of his, all answers from the seed. */

import { drifting } from './billing/drift.js';
import { moneyShelves } from './billing/money-lists.js';
import { billingRoutes } from './billing/routes.js';
import { cloudShelves } from './inventory/project-lists.js';
import { shelfRoutes } from './described/routes.js';
import { inventoryRoutes } from './inventory/routes.js';
import type { SandboxOptions } from '../options/options.js';
import { accessShelves } from './access.js';
import { supportShelves } from './support.js';
import { productShelves } from './inventory/product-lists.js';
import { Dice } from '../random.js';
import { schemaRoutes } from '../schema/routes.js';
import type { Route } from '../wire/routes.js';

export interface Account {
  readonly nichandle: string;
  readonly routes: readonly Route[];
}

/** `options` is asked again at each call for the switches that can change. */
export function makeAccount(options: () => SandboxOptions): Account {
  const { seed, bills, lines, edges } = options();
  const nichandle = `sb${new Dice(seed, 'holder').whole(10_000, 99_999)}-ovh`;
  const payment404 = (): boolean => options().payment404;
  const removedBills = (): number => options().removedBills + Math.floor(options().days / 60);
  const days = (): number => options().days;
  const owned = [
    ...drifting(
      billingRoutes({ seed, bills, lines, edges, nichandle, payment404, removedBills, days }),
      options,
    ),
    ...inventoryRoutes({ seed, edges, nichandle }),
  ];
  const shelves = [...moneyShelves, ...cloudShelves, ...productShelves, ...accessShelves, ...supportShelves];
  const routes = [...owned, ...shelfRoutes(shelves, { seed, edges, nichandle, days }, owned)];
  return { nichandle, routes: [...routes, ...schemaRoutes(routes)] };
}
