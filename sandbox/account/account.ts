/** The account: its holder and all of its routes. Every answer follows from the seed. */

import type { SandboxOptions } from '../options/options.js';
import { SeededRandom } from '../random.js';
import { schemaRoutes } from '../schema/routes.js';
import type { Route } from '../wire/routes.js';
import { accessLists } from './access.js';
import { drifting } from './billing/drift.js';
import { moneyLists } from './billing/money-lists.js';
import { billingRoutes } from './billing/routes.js';
import { generatedRoutes } from './described/routes.js';
import { productLists } from './inventory/product-lists.js';
import { projectLists } from './inventory/project-lists.js';
import { inventoryRoutes } from './inventory/routes.js';
import { supportLists } from './support.js';
import { unreadable } from './unreadable.js';

export interface Account {
  readonly nichandle: string;
  readonly routes: readonly Route[];
}

/** Calls `options` for every request, because some options change while the sandbox runs. */
export function makeAccount(options: () => SandboxOptions): Account {
  const { seed, bills, lines, edges } = options();
  const nichandle = `sb${new SeededRandom(seed, 'holder').whole(10_000, 99_999)}-ovh`;
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
  const lists = [...moneyLists, ...projectLists, ...productLists, ...accessLists, ...supportLists];
  const described = generatedRoutes(lists, { seed, edges, nichandle, days }, owned);
  const routes = unreadable([...owned, ...described], options);
  return { nichandle, routes: [...routes, ...schemaRoutes(routes)] };
}
