/** The account: its holder and all of its routes. Every answer follows from the seed. */

import { OptionError } from '../options/option-values.js';
import type { SandboxOptions } from '../options/options.js';
import { SeededRandom } from '../random.js';
import { schemaRoutes } from '../schema/routes.js';
import { dateText } from '../wire/instants.js';
import type { Route } from '../wire/routes.js';
import { accessLists } from './access.js';
import { drifting } from './billing/drift.js';
import { moneyLists } from './billing/money-lists.js';
import { linkedPdfs } from './billing/pdfs.js';
import { makeBilling } from './billing/routes.js';
import { type SpendTruth, spendOf } from './billing/spend.js';
import { priceRoutes } from './catalogs.js';
import { companyBills } from './company/bills.js';
import { type Company, companyOf } from './company/company.js';
import { generatedRoutes } from './described/routes.js';
import { billedProjects } from './inventory/cloud.js';
import { holdingsIn, lazily } from './inventory/holdings.js';
import { productLists } from './inventory/product-lists.js';
import { projectLists } from './inventory/project-lists.js';
import { inventoryRoutes } from './inventory/routes.js';
import { supportLists } from './support.js';
import { unreadable } from './unreadable.js';

export interface Account {
  readonly nichandle: string;
  readonly routes: readonly Route[];
  /** What a perfect accountant finds in its billing documents. */
  readonly spend: () => SpendTruth;
}

/** Calls `options` for every request, because some options change while the sandbox runs. */
export function makeAccount(options: () => SandboxOptions): Account {
  const { seed, bills, lines, edges } = options();
  const company = companyIn(options());
  const nichandle = `sb${new SeededRandom(seed, 'holder').whole(10_000, 99_999)}-ovh`;
  const payment404 = (): boolean => options().payment404;
  const removedBills = (): number => options().removedBills + Math.floor(options().days / 60);
  const days = (): number => options().days;
  const context = { seed, edges, nichandle, ...(company && { company }) };
  const known: Route[] = [];
  const billing = makeBilling({
    ...context,
    bills,
    lines,
    payment404,
    removedBills,
    days,
    holdings: lazily(() => holdingsIn(known)),
    projects: billedProjects(context),
    ...(company && { ownDocuments: companyBills(company) }),
  });
  const owned = [
    ...linkedPdfs(drifting(billing.routes, options), options),
    ...inventoryRoutes(context, billing.billsOfProject),
    ...priceRoutes(context),
  ];
  const lists = [...moneyLists, ...projectLists, ...productLists, ...accessLists, ...supportLists];
  const described = generatedRoutes(lists, { ...context, days }, owned);
  known.push(...owned, ...described);
  const routes = unreadable(known, options);
  return { nichandle, routes: [...routes, ...schemaRoutes(routes)], spend: () => spendOf(billing.kinds) };
}

function companyIn({ account, accountDay, accountMonths, seed }: SandboxOptions): Company | undefined {
  if (account !== 'company') return undefined;
  const day = Date.parse(`${accountDay}T00:00:00Z`);
  if (Number.isNaN(day) || dateText(day) !== accountDay)
    throw new OptionError(`option accountDay: ${accountDay} is no day such as 2026-07-09`);
  return companyOf(seed, day, accountMonths);
}
