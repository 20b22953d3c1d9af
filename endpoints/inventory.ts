// Presets: servers, domains, addresses and other products.
import type { Preset } from '../connector/model/preset.js';

/** Calls and messages are many: what comes later than this is rare. */
const BY_CREATION = { from: 'creationDatetime.from', to: 'creationDatetime.to', lookBack: 14 };

export const INVENTORY_PRESETS: readonly Preset[] = [
  {
    name: 'dedicated_servers',
    title: 'Dedicated servers',
    description: 'Dedicated servers with their hardware, renewal and expiry.',
    endpoints: [
      {
        name: 'dedicated_server_ids',
        path: '/dedicated/server',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'dedicated_servers',
        path: '/dedicated/server/{serviceName}',
        parameters: { serviceName: { from: 'dedicated_server_ids' } },
      },
      {
        name: 'dedicated_server_service_infos',
        path: '/dedicated/server/{serviceName}/serviceInfos',
        parameters: { serviceName: { from: 'dedicated_server_ids' } },
      },
      {
        name: 'dedicated_server_hardware',
        path: '/dedicated/server/{serviceName}/specifications/hardware',
        parameters: { serviceName: { from: 'dedicated_server_ids' } },
      },
    ],
  },
  {
    name: 'vps',
    title: 'Virtual private servers',
    description: 'Virtual private servers: model, state, renewal, addresses, disks.',
    endpoints: [
      {
        name: 'vps_ids',
        path: '/vps',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'vps',
        path: '/vps/{serviceName}',
        parameters: { serviceName: { from: 'vps_ids' } },
      },
      {
        name: 'vps_service_infos',
        path: '/vps/{serviceName}/serviceInfos',
        parameters: { serviceName: { from: 'vps_ids' } },
      },
      {
        name: 'vps_ips',
        path: '/vps/{serviceName}/ips',
        parameters: { serviceName: { from: 'vps_ids' } },
        read: { item: 'ipAddress' },
      },
      {
        name: 'vps_disk_ids',
        path: '/vps/{serviceName}/disks',
        parameters: { serviceName: { from: 'vps_ids' } },
        table: false,
        read: { item: 'diskId' },
      },
      {
        name: 'vps_disks',
        path: '/vps/{serviceName}/disks/{id}',
        parameters: {
          serviceName: { from: 'vps_disk_ids', parameter: 'serviceName' },
          id: { from: 'vps_disk_ids' },
        },
      },
    ],
  },
  {
    name: 'domains',
    title: 'Domain names',
    description: 'Domain names with their renewal and expiry.',
    endpoints: [
      {
        name: 'domain_ids',
        path: '/domain',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'domains',
        path: '/domain/{serviceName}',
        parameters: { serviceName: { from: 'domain_ids' } },
      },
      {
        name: 'domain_service_infos',
        path: '/domain/{serviceName}/serviceInfos',
        parameters: { serviceName: { from: 'domain_ids' } },
      },
    ],
  },
  {
    name: 'dns',
    title: 'DNS zones and records',
    description: 'DNS zones and every record of every zone.',
    endpoints: [
      {
        name: 'dns_zone_ids',
        path: '/domain/zone',
        table: false,
        read: { item: 'zoneName' },
      },
      {
        name: 'dns_zones',
        path: '/domain/zone/{zoneName}',
        parameters: { zoneName: { from: 'dns_zone_ids' } },
      },
      {
        name: 'dns_record_ids',
        path: '/domain/zone/{zoneName}/record',
        parameters: { zoneName: { from: 'dns_zone_ids' } },
        table: false,
        read: { item: 'recordId' },
      },
      {
        name: 'dns_records',
        path: '/domain/zone/{zoneName}/record/{id}',
        parameters: {
          zoneName: { from: 'dns_record_ids', parameter: 'zoneName' },
          id: { from: 'dns_record_ids' },
        },
      },
    ],
  },
  {
    name: 'all_dom',
    title: 'AllDom packs',
    description: 'AllDom packs and the domains that belong to each.',
    endpoints: [
      {
        name: 'all_dom_ids',
        path: '/allDom',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'all_doms',
        path: '/allDom/{serviceName}',
        parameters: { serviceName: { from: 'all_dom_ids' } },
      },
      {
        name: 'all_dom_domain_ids',
        path: '/allDom/{serviceName}/domain',
        parameters: { serviceName: { from: 'all_dom_ids' } },
        table: false,
        read: { item: 'domain' },
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
      {
        name: 'ip_ids',
        path: '/ip',
        table: false,
        read: { item: 'ip' },
      },
      {
        name: 'ips',
        path: '/ip/{ip}',
        parameters: { ip: { from: 'ip_ids' } },
      },
      {
        name: 'ip_reverse_ids',
        path: '/ip/{ip}/reverse',
        parameters: { ip: { from: 'ip_ids' } },
        table: false,
        read: { item: 'ipReverse' },
      },
      {
        name: 'ip_reverses',
        path: '/ip/{ip}/reverse/{ipReverse}',
        parameters: {
          ip: { from: 'ip_reverse_ids', parameter: 'ip' },
          ipReverse: { from: 'ip_reverse_ids' },
        },
      },
    ],
  },
  {
    name: 'web_hosting',
    title: 'Web hosting',
    description: 'Web hosting plans and the domains attached to each.',
    endpoints: [
      {
        name: 'web_hosting_ids',
        path: '/hosting/web',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'web_hostings',
        path: '/hosting/web/{serviceName}',
        parameters: { serviceName: { from: 'web_hosting_ids' } },
      },
      {
        name: 'web_hosting_domain_ids',
        path: '/hosting/web/{serviceName}/attachedDomain',
        parameters: { serviceName: { from: 'web_hosting_ids' } },
        table: false,
        read: { item: 'domain' },
      },
      {
        name: 'web_hosting_domains',
        path: '/hosting/web/{serviceName}/attachedDomain/{domain}',
        parameters: {
          serviceName: { from: 'web_hosting_domain_ids', parameter: 'serviceName' },
          domain: { from: 'web_hosting_domain_ids' },
        },
      },
    ],
  },
  {
    name: 'private_cloud',
    title: 'Hosted Private Cloud',
    description: 'Private clouds, their datacenters, hosts and datastores.',
    endpoints: [
      {
        name: 'private_cloud_ids',
        path: '/dedicatedCloud',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'private_clouds',
        path: '/dedicatedCloud/{serviceName}',
        parameters: { serviceName: { from: 'private_cloud_ids' } },
      },
      {
        name: 'private_cloud_datacenter_ids',
        path: '/dedicatedCloud/{serviceName}/datacenter',
        parameters: { serviceName: { from: 'private_cloud_ids' } },
        read: { item: 'datacenterId' },
      },
      {
        name: 'private_cloud_host_ids',
        path: '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/host',
        parameters: {
          serviceName: { from: 'private_cloud_datacenter_ids', parameter: 'serviceName' },
          datacenterId: { from: 'private_cloud_datacenter_ids' },
        },
        table: false,
        read: { item: 'hostId' },
      },
      {
        name: 'private_cloud_hosts',
        path: '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/host/{hostId}',
        parameters: {
          serviceName: { from: 'private_cloud_host_ids', parameter: 'serviceName' },
          datacenterId: { from: 'private_cloud_host_ids', parameter: 'datacenterId' },
          hostId: { from: 'private_cloud_host_ids' },
        },
      },
      {
        name: 'private_cloud_filer_ids',
        path: '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/filer',
        parameters: {
          serviceName: { from: 'private_cloud_datacenter_ids', parameter: 'serviceName' },
          datacenterId: { from: 'private_cloud_datacenter_ids' },
        },
        table: false,
        read: { item: 'filerId' },
      },
      {
        name: 'private_cloud_filers',
        path: '/dedicatedCloud/{serviceName}/datacenter/{datacenterId}/filer/{filerId}',
        parameters: {
          serviceName: { from: 'private_cloud_filer_ids', parameter: 'serviceName' },
          datacenterId: { from: 'private_cloud_filer_ids', parameter: 'datacenterId' },
          filerId: { from: 'private_cloud_filer_ids' },
        },
      },
    ],
  },
  {
    name: 'load_balancers',
    title: 'Load balancers (IPLB)',
    description: 'IP load balancers.',
    endpoints: [
      {
        name: 'ip_load_balancer_ids',
        path: '/ipLoadbalancing',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'ip_load_balancers',
        path: '/ipLoadbalancing/{serviceName}',
        parameters: { serviceName: { from: 'ip_load_balancer_ids' } },
      },
    ],
  },
  {
    name: 'vracks',
    title: 'vRacks',
    description: 'Private networks between services.',
    endpoints: [
      {
        name: 'vrack_ids',
        path: '/vrack',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'vracks',
        path: '/vrack/{serviceName}',
        parameters: { serviceName: { from: 'vrack_ids' } },
      },
    ],
  },
  {
    name: 'network_storage',
    title: 'Network storage',
    description: 'NAS-HA and Enterprise File Storage.',
    endpoints: [
      {
        name: 'nasha_ids',
        path: '/dedicated/nasha',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'nashas',
        path: '/dedicated/nasha/{serviceName}',
        parameters: { serviceName: { from: 'nasha_ids' } },
      },
      {
        name: 'netapps',
        path: '/storage/netapp',
        table: { primaryKey: ['id'] },
      },
    ],
  },
  {
    name: 'email_domains',
    title: 'E-mail of domains',
    description: 'E-mail services of domain names.',
    endpoints: [
      {
        name: 'email_domain_ids',
        path: '/email/domain',
        table: false,
        read: { item: 'domain' },
      },
      {
        name: 'email_domains',
        path: '/email/domain/{domain}',
        parameters: { domain: { from: 'email_domain_ids' } },
      },
    ],
  },
  {
    name: 'private_databases',
    title: 'Web Cloud databases',
    description: 'Private database servers.',
    endpoints: [
      {
        name: 'private_database_ids',
        path: '/hosting/privateDatabase',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'private_databases',
        path: '/hosting/privateDatabase/{serviceName}',
        parameters: { serviceName: { from: 'private_database_ids' } },
      },
    ],
  },
  {
    name: 'telephony',
    title: 'Telephony',
    description: 'Telephony accounts, their services and every call.',
    endpoints: [
      {
        name: 'telephony_account_ids',
        path: '/telephony',
        table: false,
        read: { item: 'billingAccount' },
      },
      {
        name: 'telephony_accounts',
        path: '/telephony/{billingAccount}',
        parameters: { billingAccount: { from: 'telephony_account_ids' } },
      },
      {
        name: 'telephony_service_ids',
        path: '/telephony/{billingAccount}/service',
        parameters: { billingAccount: { from: 'telephony_account_ids' } },
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'telephony_services',
        path: '/telephony/{billingAccount}/service/{serviceName}',
        parameters: {
          billingAccount: { from: 'telephony_service_ids', parameter: 'billingAccount' },
          serviceName: { from: 'telephony_service_ids' },
        },
      },
      {
        name: 'voice_call_ids',
        path: '/telephony/{billingAccount}/service/{serviceName}/voiceConsumption',
        parameters: {
          billingAccount: { from: 'telephony_service_ids', parameter: 'billingAccount' },
          serviceName: { from: 'telephony_service_ids' },
        },
        table: false,
        read: { item: 'consumptionId', absent: [404] },
        sync: { mode: 'window', window: BY_CREATION },
      },
      {
        name: 'voice_calls',
        path: '/telephony/{billingAccount}/service/{serviceName}/voiceConsumption/{consumptionId}',
        parameters: {
          billingAccount: { from: 'voice_call_ids', parameter: 'billingAccount' },
          serviceName: { from: 'voice_call_ids', parameter: 'serviceName' },
          consumptionId: { from: 'voice_call_ids' },
        },
      },
    ],
    notes: ['Calls are many, and personal data: `only` leaves them out.'],
  },
  {
    name: 'sms',
    title: 'SMS',
    description: 'SMS accounts and every message sent.',
    endpoints: [
      {
        name: 'sms_account_ids',
        path: '/sms',
        table: false,
        read: { item: 'serviceName' },
      },
      {
        name: 'sms_accounts',
        path: '/sms/{serviceName}',
        parameters: { serviceName: { from: 'sms_account_ids' } },
      },
      {
        name: 'sms_outgoing_ids',
        path: '/sms/{serviceName}/outgoing',
        parameters: { serviceName: { from: 'sms_account_ids' } },
        table: false,
        read: { item: 'smsId' },
        sync: { mode: 'window', window: BY_CREATION },
      },
      {
        name: 'sms_outgoing',
        path: '/sms/{serviceName}/outgoing/{id}',
        parameters: {
          serviceName: { from: 'sms_outgoing_ids', parameter: 'serviceName' },
          id: { from: 'sms_outgoing_ids' },
        },
      },
    ],
    notes: ['Messages are personal data.'],
  },
];
