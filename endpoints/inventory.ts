// Presets: what the account owns: domains, servers, addresses, cloud projects, services.
import type { EndpointInput, Preset } from '../connector/model/preset.js';

/** A list of ids and the objects behind them. */
function listAndDetail(ids: string, objects: string, path: string, parameter: string): EndpointInput[] {
  return [
    { name: ids, path, options: { item: parameter } },
    { name: objects, path: `${path}/{${parameter}}`, parameters: { [parameter]: { from: ids } } },
  ];
}

export const INVENTORY_PRESETS: readonly Preset[] = [
  {
    name: 'services',
    title: 'Everything that is billed',
    description: 'One table for every service: product, plan, price, next billing date, expiry, state.',
    endpoints: listAndDetail('service_ids', 'services', '/services', 'serviceId'),
  },
  {
    name: 'domains',
    title: 'Domain names and DNS records',
    description: 'Domain names, DNS zones and every record of every zone.',
    endpoints: [
      ...listAndDetail('domain_ids', 'domains', '/domain', 'serviceName'),
      ...listAndDetail('dns_zone_ids', 'dns_zones', '/domain/zone', 'zoneName'),
      {
        name: 'dns_record_ids',
        path: '/domain/zone/{zoneName}/record',
        parameters: { zoneName: { from: 'dns_zone_ids' } },
        options: { item: 'recordId' },
      },
      {
        name: 'dns_records',
        path: '/domain/zone/{zoneName}/record/{id}',
        parameters: { zoneName: { from: 'dns_record_ids', parameter: 'zoneName' }, id: { from: 'dns_record_ids' } },
      },
    ],
  },
  {
    name: 'all_dom',
    title: 'AllDom packs',
    description: 'AllDom packs and the domains that belong to each.',
    endpoints: [
      ...listAndDetail('all_dom_ids', 'all_doms', '/allDom', 'serviceName'),
      {
        name: 'all_dom_domain_ids',
        path: '/allDom/{serviceName}/domain',
        parameters: { serviceName: { from: 'all_dom_ids' } },
        options: { item: 'domain' },
      },
      {
        name: 'all_dom_domains',
        path: '/allDom/{serviceName}/domain/{domain}',
        parameters: {
          serviceName: { from: 'all_dom_domain_ids', parameter: 'serviceName' },
          domain: { from: 'all_dom_domain_ids' },
        },
      },
    ],
  },
  {
    name: 'ips',
    title: 'IP addresses',
    description: 'IP blocks, where they are routed, and their reverse names.',
    endpoints: [
      ...listAndDetail('ip_ids', 'ips', '/ip', 'ip'),
      {
        name: 'ip_reverse_ids',
        path: '/ip/{ip}/reverse',
        parameters: { ip: { from: 'ip_ids' } },
        options: { item: 'ipReverse' },
      },
      {
        name: 'ip_reverses',
        path: '/ip/{ip}/reverse/{ipReverse}',
        parameters: { ip: { from: 'ip_reverse_ids', parameter: 'ip' }, ipReverse: { from: 'ip_reverse_ids' } },
      },
    ],
  },
  {
    name: 'cloud_projects',
    title: 'Public Cloud projects and instances',
    description: 'Public Cloud projects with their instances.',
    endpoints: [
      ...listAndDetail('cloud_project_ids', 'cloud_projects', '/cloud/project', 'serviceName'),
      {
        name: 'cloud_instances',
        path: '/cloud/project/{serviceName}/instance',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        options: { primaryKey: ['serviceName', 'id'] },
      },
    ],
  },
  {
    name: 'dedicated_servers',
    title: 'Dedicated servers',
    description: 'Dedicated servers with their renewal and expiry.',
    endpoints: [
      ...listAndDetail('dedicated_server_ids', 'dedicated_servers', '/dedicated/server', 'serviceName'),
      {
        name: 'dedicated_server_service_infos',
        path: '/dedicated/server/{serviceName}/serviceInfos',
        parameters: { serviceName: { from: 'dedicated_server_ids' } },
      },
    ],
  },
  {
    name: 'vps',
    title: 'Virtual private servers',
    description: 'Virtual private servers: model, state, zone.',
    endpoints: listAndDetail('vps_ids', 'vps', '/vps', 'serviceName'),
  },
  {
    name: 'iam_resources',
    title: 'Resources, owners and tags',
    description: 'Every resource that access rights can name, with its owner and tags (API v2).',
    endpoints: [
      {
        name: 'iam_resources',
        path: '/v2/iam/resource',
        options: { primaryKey: ['urn'], pageSize: 500, json: ['tags'] },
      },
    ],
  },
];
