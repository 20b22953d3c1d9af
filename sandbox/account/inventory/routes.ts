/** All routes of the account's products. */
import { addDays, utcTime } from '../../wire/instants.js';
import type { Route } from '../../wire/routes.js';
import type { BillsOfProject } from '../billing/routes.js';
import type { Company } from '../company/company.js';
import { membersOf } from '../described/generated-list.js';
import { cloudRoutes, projectItems } from './cloud.js';
import type { InventoryContext } from './collection.js';
import { tagsOf } from './collection.js';
import { domainItems, domainRoutes } from './domains.js';
import { lazily } from './holdings.js';
import { iamRoutes } from './iam.js';
import type { Billed } from './machines.js';
import { machineRoutes, serverItems, vpsItems } from './machines.js';
import { managedRancherRoutes } from './managed-rancher.js';
import { networkRoutes } from './network.js';
import { productLists } from './product-lists.js';

/** Kinds of billed things whose lists are generated. Some web hostings have the name of a domain. */
const generatedKinds: Readonly<Record<string, string>> = {
  pccVMware: '/dedicatedCloud',
  loadbalancer: '/ipLoadbalancing',
  nasHA: '/dedicated/nasha',
  sms: '/sms',
  webHosting: '/hosting/web',
};

/** Every billed item that can be read, in the order of /services and /v2/iam/resource. */
function billedThings(context: InventoryContext): Billed[] {
  if (context.company) return companyThings(context, context.company);
  const things = [
    { kind: 'publicCloudProject', route: '/cloud/project/{serviceName}', items: projectItems(context) },
    { kind: 'dedicatedServer', route: '/dedicated/server/{serviceName}', items: serverItems(context) },
    { kind: 'vps', route: '/vps/{serviceName}', items: vpsItems(context) },
    { kind: 'domain', route: '/domain/{serviceName}', items: domainItems(context) },
  ];
  const others = Object.entries(generatedKinds).flatMap(([kind, path]) =>
    productLists
      .filter((list) => list.path === path)
      .map((list) => ({ kind, route: `${path}/{serviceName}`, items: membersOf(list, context, {}) })),
  );
  return [...things, ...others].flatMap(({ kind, route, items }) =>
    items.filter((item) => item.state === 'here').map((item) => ({ kind, route, item })),
  );
}

function companyThings(context: InventoryContext, company: Company): Billed[] {
  const projects = projectItems(context).map((item) => ({
    kind: 'publicCloudProject',
    route: '/cloud/project/{serviceName}',
    item,
  }));
  const services = company.services.map(
    ({ name, kind, route, plan, product, price, period, endsIn, renewal }, at): Billed => ({
      kind,
      route,
      item: { id: name, state: 'here', tags: tagsOf(context, name, at), fields: {} },
      sold: {
        ...{ plan, product, price, renewal },
        duration: period === 'year' ? 'P1Y' : 'P1M',
        ends: utcTime(addDays(company.day, endsIn)),
      },
    }),
  );
  return [...services, ...projects];
}

export function inventoryRoutes(context: InventoryContext, billsOfProject: BillsOfProject): Route[] {
  const billed = lazily(() => billedThings(context));
  return [
    ...domainRoutes(context),
    ...cloudRoutes(context, billsOfProject),
    ...networkRoutes(context),
    ...machineRoutes(context, billed),
    ...iamRoutes(context, billed),
    ...managedRancherRoutes(context, projectItems(context)),
  ];
}
