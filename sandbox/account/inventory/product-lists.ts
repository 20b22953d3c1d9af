/** Other products: server parts, hosting, private clouds, storage, mail, telephony, SMS, and the usage of services. */
import type { GeneratedList } from '../described/generated-list.js';
import { anyOfEnum } from '../described/generated-list.js';

const created = { 'creationDatetime.from': 'datetime', 'creationDatetime.to': 'datetime' } as const;
const byCreated = {
  'creationDatetime.from': 'creationDatetime>=',
  'creationDatetime.to': 'creationDatetime<=',
};

const services: readonly GeneratedList[] = [
  {
    path: '/services/{serviceId}/savingsPlans/subscribed',
    form: 'objects',
    model: 'services.savingsPlans.SavingsPlan',
    count: [0, 2],
    lacking: ({ random }) => random.chance(0.25),
  },
  {
    path: '/services/{serviceId}/savingsPlans/subscribed/{savingsPlanId}/periods',
    form: 'objects',
    model: 'services.savingsPlans.SavingsPlan.Period',
    count: [1, 3],
    pathTypes: { savingsPlanId: 'uuid' },
  },
  {
    path: '/services/{serviceId}/consumption/history',
    form: 'members',
    model: 'services.consumption.Summary',
    idName: 'id',
    count: [0, 3],
    query: { planFamily: 'string', uniqueId: 'string' },
    lacking: ({ random }) => random.chance(0.25),
  },
  {
    path: '/services/{serviceId}/consumption/history/{id}/element',
    form: 'objects',
    model: 'services.consumption.Element',
    count: [0, 3],
    query: { planFamily: 'string', uniqueId: 'string' },
    where: { planFamily: 'planFamily', uniqueId: 'uniqueId' },
  },
];

const machines: readonly GeneratedList[] = [
  {
    path: '/dedicated/server/{serviceName}/specifications/hardware',
    form: 'one',
    model: 'dedicated.server.HardwareSpecifications',
  },
  {
    path: '/vps/{serviceName}/ips',
    form: 'ids',
    model: 'ip',
    count: [0, 3],
    id: ({ at }) => (at === 1 ? '2001:db8::5' : `192.0.2.${50 + at}`),
  },
  { path: '/vps/{serviceName}/disks', form: 'members', model: 'vps.Disk', idName: 'id', count: [0, 2] },
];

const sites = ['www.example-1.example', 'münchen.example', '*.wild.example', 'shop.example-2.example'];

const hosting: readonly GeneratedList[] = [
  {
    path: '/hosting/web',
    form: 'members',
    model: 'hosting.web.ServiceWithIAM',
    idName: 'serviceName',
    id: ({ at }) => `example-${at + 1}.example`,
    edge: 'expired',
  },
  {
    path: '/hosting/web/{serviceName}/attachedDomain',
    form: 'members',
    model: 'hosting.web.attachedDomain.PublicAttachedDomain',
    idName: 'domain',
    id: ({ at }) => sites[at] ?? '',
    count: [0, 4],
    query: { domain: 'string', path: 'string' },
    where: { domain: 'domain', path: 'path' },
  },
  {
    path: '/hosting/privateDatabase',
    form: 'members',
    model: 'hosting.privateDatabase.ServiceWithIAM',
    idName: 'serviceName',
    id: ({ at }) => `ab12345-00${at + 1}`,
    edge: 'gone',
  },
  {
    path: '/email/domain',
    form: 'members',
    model: 'email.domain.DomainServiceWithIAM',
    idName: 'domain',
    id: ({ at }) =>
      ['example-1.example', 'münchen.example', 'mail.example-2.example'][at] ?? `m${at}.example`,
    edge: 'expired',
  },
];

const datacenters = '/dedicatedCloud/{serviceName}/datacenter';

const clouds: readonly GeneratedList[] = [
  {
    path: '/dedicatedCloud',
    form: 'members',
    model: 'dedicatedCloud.dedicatedCloudWithIAM',
    idName: 'serviceName',
    id: ({ at }) => `pcc-192-0-2-${at + 1}`,
    edge: 'refused',
  },
  {
    path: datacenters,
    form: 'members',
    model: 'dedicatedCloud.Datacenter',
    idName: 'datacenterId',
    count: [1, 2],
  },
  {
    path: `${datacenters}/{datacenterId}/host`,
    form: 'members',
    model: 'dedicatedCloud.Host',
    idName: 'hostId',
    count: [0, 3],
  },
  {
    path: `${datacenters}/{datacenterId}/filer`,
    form: 'members',
    model: 'dedicatedCloud.Filer',
    idName: 'filerId',
    count: [0, 3],
  },
];

const networks: readonly GeneratedList[] = [
  {
    path: '/ipLoadbalancing',
    form: 'members',
    model: 'ipLoadbalancing.IpWithIAM',
    idName: 'serviceName',
    id: ({ random }) => `loadbalancer-${random.hex(32)}`,
  },
  {
    path: '/vrack',
    form: 'members',
    model: 'vrack.vrackWithIAM',
    idName: 'serviceName',
    id: ({ at }) => `pn-${12_340 + at}`,
    edge: 'refused',
  },
  {
    path: '/dedicated/nasha',
    form: 'members',
    model: 'dedicated.nasha.StorageWithIAM',
    idName: 'serviceName',
    id: ({ at }) => `zpool-12834${at}`,
    count: [1, 3],
    edge: 'gone',
  },
  { path: '/storage/netapp', form: 'objects', model: 'storage.NetAppServiceWithIAM' },
];

const calls = '/telephony/{billingAccount}/service/{serviceName}/voiceConsumption';

const telecom: readonly GeneratedList[] = [
  {
    path: calls,
    form: 'members',
    model: 'telephony.VoiceConsumption',
    idName: 'consumptionId',
    count: [3, 6],
    grows: { every: 5, date: 'creationDatetime' },
    query: {
      ...created,
      destinationType: anyOfEnum('telephony.VoiceConsumptionDestinationTypeEnum'),
      planType: anyOfEnum('telephony.VoiceConsumptionPlanTypeEnum'),
      wayType: anyOfEnum('telephony.VoiceConsumptionWayTypeEnum'),
    },
    where: { ...byCreated, destinationType: 'destinationType', planType: 'planType', wayType: 'wayType' },
    // A number that is not a line has no calls.
    lacking: ({ params }) => params.serviceName?.startsWith('00') ?? false,
  },
  {
    path: '/sms',
    form: 'members',
    model: 'sms.AccountWithIAM',
    idName: 'serviceName',
    id: ({ at }) => `sms-ab12345-${at + 1}`,
    idField: 'name',
    edge: 'gone',
  },
  {
    path: '/sms/{serviceName}/outgoing',
    form: 'members',
    model: 'sms.Outgoing',
    idName: 'id',
    count: [0, 5],
    grows: { every: 7, date: 'creationDatetime' },
    query: {
      ...created,
      batchID: 'uuid',
      deliveryReceipt: 'long',
      differedDelivery: 'long',
      messageID: 'uuid',
      ptt: 'long',
      receiver: 'string',
      sender: 'string',
      tag: 'string',
    },
    where: {
      ...byCreated,
      batchID: 'batchID',
      deliveryReceipt: 'deliveryReceipt',
      differedDelivery: 'differedDelivery',
      messageID: 'messageID',
      ptt: 'ptt',
      receiver: 'receiver',
      sender: 'sender',
      tag: 'tag',
    },
  },
];

export const productLists: readonly GeneratedList[] = [
  ...services,
  ...machines,
  ...hosting,
  ...clouds,
  ...networks,
  ...telecom,
];
