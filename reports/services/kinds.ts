// Kinds of services and of resources: coarser than FOCUS, as people look for them.

/**
 * Kinds of service, by `services_dim`. `other` holds what has a service of no such kind (web, domains, messages);
 * `unmapped` what has no service; `adjustment` where documents and their lines differ.
 */
export const SERVICE_KINDS = [
  'compute',
  'storage',
  'network',
  'database',
  'containers',
  'ai',
  'web',
  'communication',
  'licences',
  'backup',
  'security',
  'support',
  'other',
  'unmapped',
  'adjustment',
] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export const RESOURCE_KINDS = [
  'public-cloud',
  'dedicated',
  'vps',
  'hosting',
  'storage',
  'load-balancer',
  'ip',
  'domain',
  'private-cloud-host',
  'private-cloud-datastore',
  'private-cloud',
  'telephony',
  'licence',
  'network',
  'other',
] as const;
export type ResourceKind = (typeof RESOURCE_KINDS)[number];
