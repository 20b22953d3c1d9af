// The rules by which a charge gets its service: what they look at, and the service that they name. Never words of a
// description: those are in the language of the account, and change.
import type { ResourceKind } from './kinds.js';

/**
 * What a rule looks at. `plan`: the plan code of the line, from its order. `route`: the API's path of the service of that name. `iam`: the type of the
 * IAM resource of that name. `service-plan`: the plan code of the service. `domain`: the name on the line as it is;
 * `resource`: the resource that it belongs to. `family`: of usage, `instance` or `storage.stored`; `reference`: of usage,
 * such as `b3-8`.
 */
export const RULE_MATCHES = [
  'plan',
  'domain',
  'route',
  'iam',
  'service-plan',
  'resource',
  'family',
  'reference',
] as const;
export type RuleMatch = (typeof RULE_MATCHES)[number];

export interface ServiceRule {
  match: RuleMatch;
  /**
   * The whole text, in lower case: `*` any characters, `?` one character, `[0-9]` one of these. Upper and lower case of
   * ASCII letters are the same.
   */
  pattern: string;
  /** A name of `SERVICES`. */
  service: string;
  resourceKind: ResourceKind;
}

const HEX = '[0-9a-f]';
const hex = (length: number): string => HEX.repeat(length);

/** The first rule that matches wins, in the order of `RULE_MATCHES` and of this list. */
export const RULES: readonly ServiceRule[] = [
  ...rules('plan', {
    'project.20??': ['Public Cloud', 'public-cloud'],
    '*.consumption': ['Public Cloud', 'public-cloud'],
    'vps-*': ['VPS', 'vps'],
    'pcc-*': ['Hosted Private Cloud', 'private-cloud'],
    'snapshot-vps-*': ['Backup', 'vps'],
    'windows-server-*': ['Licences', 'licence'],
    'plesk-*': ['Licences', 'licence'],
    'cpanel-*': ['Licences', 'licence'],
  }),
  ...rules('route', {
    '/cloud/project/*': ['Public Cloud', 'public-cloud'],
    '/dedicated/server/*': ['Dedicated servers', 'dedicated'],
    '/dedicated/nasha/*': ['NAS-HA', 'storage'],
    '/dedicated/ceph/*': ['Cloud Disk Array', 'storage'],
    '/dedicatedcloud/*': ['Hosted Private Cloud', 'private-cloud'],
    '/vps/*': ['VPS', 'vps'],
    '/nutanix/*': ['Nutanix on OVHcloud', 'private-cloud'],
    '/ip/*': ['Additional IP', 'ip'],
    '/iploadbalancing/*': ['Load Balancer', 'load-balancer'],
    '/vrack/*': ['vRack', 'network'],
    '/ovhcloudconnect/*': ['OVHcloud Connect', 'network'],
    '/cdn/*': ['CDN', 'network'],
    '/sslgateway/*': ['SSL Gateway', 'network'],
    '/xdsl/*': ['Internet access', 'network'],
    '/overthebox/*': ['Internet access', 'network'],
    '/dbaas/logs/*': ['Logs Data Platform', 'other'],
    '/domain/*': ['Domain names', 'domain'],
    '/alldom/*': ['Domain names', 'domain'],
    '/hosting/web/*': ['Web hosting', 'hosting'],
    '/hosting/privatedatabase/*': ['Web Cloud Databases', 'hosting'],
    '/email/*': ['E-mail', 'hosting'],
    '/msservices/*': ['Microsoft 365', 'hosting'],
    '/license/office*': ['Microsoft 365', 'licence'],
    '/license/*': ['Licences', 'licence'],
    '/sms/*': ['SMS', 'telephony'],
    '/telephony/*': ['Telephony', 'telephony'],
    '/freefax/*': ['Telephony', 'telephony'],
    '/storage/netapp/*': ['Enterprise File Storage', 'storage'],
    '/veeam*': ['Backup', 'storage'],
    '/backupservices/*': ['Backup', 'storage'],
    '/okms/*': ['Key Management Service', 'other'],
    '/support*': ['Support', 'other'],
  }),
  ...rules('iam', {
    publiccloudproject: ['Public Cloud', 'public-cloud'],
    dedicatedserver: ['Dedicated servers', 'dedicated'],
    vps: ['VPS', 'vps'],
    pccvmware: ['Hosted Private Cloud', 'private-cloud'],
    ip: ['Additional IP', 'ip'],
    loadbalancer: ['Load Balancer', 'load-balancer'],
    vrack: ['vRack', 'network'],
    ldp: ['Logs Data Platform', 'other'],
    domain: ['Domain names', 'domain'],
    webhosting: ['Web hosting', 'hosting'],
  }),
  ...rules('domain', {
    'pcc-[0-9]*/host/*': ['Hosted Private Cloud', 'private-cloud-host'],
    'pcc-[0-9]*/filer/*': ['Hosted Private Cloud', 'private-cloud-datastore'],
    'pcc-[0-9]*/zpool/*': ['Hosted Private Cloud', 'private-cloud-datastore'],
    'pcc-[0-9]*/datastore/*': ['Hosted Private Cloud', 'private-cloud-datastore'],
  }),
  ...rules('resource', {
    [hex(32)]: ['Public Cloud', 'public-cloud'],
    [`${hex(8)}-${hex(4)}-${hex(4)}-${hex(4)}-${hex(12)}`]: ['Licences', 'licence'],
    'ns[0-9]*.ip-*': ['Dedicated servers', 'dedicated'],
    'ns[0-9]*.ovh.*': ['Dedicated servers', 'dedicated'],
    'ks[0-9]*.kimsufi.*': ['Dedicated servers', 'dedicated'],
    'vps-*.vps.*': ['VPS', 'vps'],
    'vps[0-9]*.*ovh.*': ['VPS', 'vps'],
    'pcc-[0-9]*': ['Hosted Private Cloud', 'private-cloud'],
    'ip-[0-9]*.[0-9]*.[0-9]*.[0-9]*': ['Additional IP', 'ip'],
    '[0-9]*.[0-9]*.[0-9]*.[0-9]*': ['Additional IP', 'ip'],
    '*:*:*': ['Additional IP', 'ip'],
    'loadbalancer-*': ['Load Balancer', 'load-balancer'],
    'pn-[0-9]*': ['vRack', 'network'],
    'cdn-[0-9]*': ['CDN', 'network'],
    'ldp-*': ['Logs Data Platform', 'other'],
    'zpool-[0-9]*': ['NAS-HA', 'storage'],
    'vm-[0-9]*': ['Backup', 'storage'],
    'ftpback-*.ovh.net': ['Backup', 'storage'],
    'xdsl-*': ['Internet access', 'network'],
    'sms-*-[0-9]*': ['SMS', 'telephony'],
    '+[0-9]*': ['Telephony', 'telephony'],
    '00[1-9][0-9][0-9][0-9]*': ['Telephony', 'telephony'],
    'premium.support*': ['Support', 'other'],
    '*.hosting.ovh.*': ['Web hosting', 'hosting'],
    '*.ovh.net': ['OVHcloud (other)', 'other'],
    '?*.?*': ['Domain names', 'domain'],
    '*backup*': ['Backup', 'storage'],
  }),
  ...rules('family', {
    instance: ['Public Cloud instances', 'public-cloud'],
    instanceoption: ['Public Cloud instances', 'public-cloud'],
    certification: ['Public Cloud instances', 'public-cloud'],
    instancebandwidth: ['Public Cloud network', 'public-cloud'],
    'instancebandwidth.*': ['Public Cloud network', 'public-cloud'],
    savingsplan: ['Public Cloud savings plans', 'public-cloud'],
    volume: ['Public Cloud block storage', 'public-cloud'],
    snapshot: ['Public Cloud snapshots', 'public-cloud'],
    'snapshot.*': ['Public Cloud snapshots', 'public-cloud'],
    storage: ['Public Cloud object storage', 'public-cloud'],
    'storage.*': ['Public Cloud object storage', 'public-cloud'],
    managedkubernetesservice: ['Managed Kubernetes', 'public-cloud'],
    '*kube*': ['Managed Kubernetes', 'public-cloud'],
    rancher: ['Managed Rancher', 'public-cloud'],
    registry: ['Managed Private Registry', 'public-cloud'],
    '*registry*': ['Managed Private Registry', 'public-cloud'],
    'quantum*': ['Quantum', 'public-cloud'],
    '*loadbalancer*': ['Public Cloud load balancers', 'public-cloud'],
    '*gateway*': ['Public Cloud network', 'public-cloud'],
    '*floatingip*': ['Public Cloud network', 'public-cloud'],
    '*share*': ['Public Cloud file storage', 'public-cloud'],
    '*database*': ['Managed databases', 'public-cloud'],
    '*data-platform*': ['Data Platform', 'public-cloud'],
    'ai-endpoints*': ['AI endpoints', 'public-cloud'],
    'ai*': ['AI', 'public-cloud'],
    '*': ['Public Cloud', 'public-cloud'],
  }),
];

function rules(
  match: RuleMatch,
  patterns: Record<string, readonly [service: string, resourceKind: ResourceKind]>,
): ServiceRule[] {
  return Object.entries(patterns).map(([pattern, [service, resourceKind]]) => ({
    match,
    pattern,
    service,
    resourceKind,
  }));
}
