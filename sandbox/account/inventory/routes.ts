/** All routes of the account's products. */
import type { Route } from '../../wire/routes.js';
import { cloudRoutes, projectItems } from './cloud.js';
import type { InventoryContext } from './collection.js';
import { domainItems, domainRoutes } from './domains.js';
import { iamRoutes } from './iam.js';
import type { Billed } from './machines.js';
import { machineRoutes, serverItems, vpsItems } from './machines.js';
import { managedRancherRoutes } from './managed-rancher.js';
import { networkRoutes } from './network.js';

/** Every billed item that can be read, in the order of /services and /v2/iam/resource. */
function billedThings(context: InventoryContext): Billed[] {
  const things = [
    { kind: 'publicCloudProject', route: '/cloud/project/{serviceName}', items: projectItems(context) },
    { kind: 'dedicatedServer', route: '/dedicated/server/{serviceName}', items: serverItems(context) },
    { kind: 'vps', route: '/vps/{serviceName}', items: vpsItems(context) },
    { kind: 'domain', route: '/domain/{serviceName}', items: domainItems(context) },
  ];
  return things.flatMap(({ kind, route, items }) =>
    items.filter((item) => item.state === 'here').map((item) => ({ kind, route, item })),
  );
}

export function inventoryRoutes(context: InventoryContext): Route[] {
  const billed = billedThings(context);
  return [
    ...domainRoutes(context),
    ...cloudRoutes(context),
    ...networkRoutes(context),
    ...machineRoutes(context, billed),
    ...iamRoutes(context, billed),
    ...managedRancherRoutes(context, projectItems(context)),
  ];
}
