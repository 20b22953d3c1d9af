/** The account: one holder, every route of his, all answers from the seed. */
import { billingRoutes } from './billing/routes.js';
import { inventoryRoutes } from './inventory/routes.js';
import type { SandboxOptions } from './options.js';
import { Dice } from './random.js';
import { schemaRoutes } from './schema/routes.js';
import type { Route } from './wire/routes.js';

export interface Account {
  readonly nichandle: string;
  readonly routes: readonly Route[];
}

/** `options` is asked again at each call for the switches that can change. */
export function makeAccount(options: () => SandboxOptions): Account {
  const { seed, bills, lines, edges } = options();
  const nichandle = `sb${new Dice(seed, 'holder').whole(10_000, 99_999)}-ovh`;
  const payment404 = (): boolean => options().payment404;
  return {
    nichandle,
    routes: [
      ...billingRoutes({ seed, bills, lines, edges, nichandle, payment404 }),
      ...inventoryRoutes({ seed, edges, nichandle }),
      ...schemaRoutes(),
    ],
  };
}
