/** Public Cloud projects and their instances. */
import { hashText, SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import type { BilledProject } from '../billing/project-invoices.js';
import type { BillsOfProject } from '../billing/routes.js';
import { instancesOf } from '../company/usage.js';
import { cloudListRoutes } from './cloud-lists.js';
import { type UsageOf, usageOfMonth, usageRoutes } from './cloud-usage.js';
import type { Collection, InventoryContext, Item, State } from './collection.js';
import {
  childRoute,
  collectionRoutes,
  iamData,
  serviceInfos,
  serviceNumber,
  tagsOf,
  withEdges,
} from './collection.js';

function projectItem(context: InventoryContext, name: string, at: number, state: State): Item {
  const own = context.company?.projects.find((project) => project.name === name);
  const id = own?.id ?? new SeededRandom(context.seed, 'project', name).hex(32);
  const tags = tagsOf(context, name, at);
  const fields: WireObject = {
    access: 'full',
    creationDate: '2022-10-30T02:30:00+01:00',
    description: own ? name : at === 0 ? 'Production – été' : null,
    expiration: null,
    iam: iamData(context, 'publicCloudProject', { id, tags }),
    manualQuota: false,
    orderId: at === 1 ? null : num(200_000_000),
    planCode: 'project.2018',
    projectName: at === 2 && !own ? null : name,
    project_id: id,
    status: 'ok',
    unleash: at === 0,
  };
  return { id, state, tags, fields };
}

/** Projects by name. `isWithoutHours` says which one has no hourly usage. */
export function projectItems(context: InventoryContext): Item[] {
  if (context.company)
    return context.company.projects.map(({ name }, at) => projectItem(context, name, at, 'here'));
  return withEdges(context, [
    projectItem(context, 'production', 0, 'here'),
    projectItem(context, 'staging', 1, 'here'),
    projectItem(context, 'without-hourly-usage', 2, 'here'),
    projectItem(context, 'expired', 3, 'expired'),
    projectItem(context, 'refused', 4, 'refused'),
  ]);
}

interface Instance {
  readonly id: string;
  readonly region: string;
  readonly fields: WireObject;
}

function companyInstances({ company }: InventoryContext, project: Item): Instance[] | undefined {
  const own = company?.projects.find(({ id }) => id === project.id);
  if (!company || !own) return undefined;
  return instancesOf(company, own).map(({ id, name, reference, region }) => ({
    id,
    region,
    fields: {
      availabilityZone: null,
      created: '2025-01-15T08:00:00Z',
      currentMonthOutgoingTraffic: null,
      flavor: { ...flavor(region), name: reference },
      flavorId: reference,
      id,
      image: null,
      imageId: 'debian-12-image',
      ipAddresses: [],
      monthlyBilling: null,
      name,
      operationIds: [],
      planCode: `${reference}.consumption`,
      region,
      rescuePassword: null,
      sshKey: null,
      sshKeyId: null,
      status: 'ACTIVE',
    },
  }));
}

function instances(context: InventoryContext, project: Item): Instance[] {
  const own = companyInstances(context, project);
  if (own) return own;
  const random = new SeededRandom(context.seed, 'instances', project.id);
  const count = project.fields.projectName === null ? 0 : random.whole(3, 6);
  return Array.from({ length: count }, (_, at) => {
    const id = random.uuid();
    const region = random.pick(['GRA11', 'SBG5', 'BHS5']);
    const late = at === count - 1;
    const base: WireObject = {
      availabilityZone: null,
      created: `2025-0${1 + at}-15T08:00:00Z`,
      currentMonthOutgoingTraffic: at === 0 ? num('9007199254740995') : null,
      flavor: at === 1 ? null : flavor(region),
      flavorId: 'b3-8-flavor',
      id,
      image: null,
      imageId: 'debian-12-image',
      ipAddresses: addresses(at),
      monthlyBilling: at === 2 ? { since: '2026-01-01T00:00:00Z', status: 'ok' } : null,
      name: at === 0 ? 'web–été 🚀' : `node-${at}`,
      operationIds: at === 1 ? ['op-1', 'op-2'] : [],
      planCode: at === 0 ? 'b3-8.consumption' : null,
      region,
      rescuePassword: at === 2 ? 'rescue-secret' : null,
      sshKey: null,
      sshKeyId: null,
      status: late ? 'HIBERNATED_BY_TEST' : 'ACTIVE',
    };
    return { id, region, fields: late ? { ...base, notInSchema: { nested: [num(1), num('2.50')] } } : base };
  });
}

function flavor(region: string): WireObject {
  return {
    available: true,
    capabilities: ['failoverip', 'resize', 'snapshot', 'volume'].map((name) => ({
      enabled: name !== 'resize',
      name,
    })),
    disk: num(50),
    id: 'b3-8-flavor',
    inboundBandwidth: num(500),
    name: 'b3-8',
    osType: 'linux',
    outboundBandwidth: null,
    planCodes: { hourly: 'b3-8.consumption', license: null, monthly: null },
    quota: num(20),
    ram: num(8000),
    region,
    type: 'ovh.b3',
    vcpus: num(2),
  };
}

function addresses(at: number): WireObject[] {
  if (at === 1) return [];
  const four = {
    gatewayIp: '192.0.2.1',
    ip: `192.0.2.${100 + at}`,
    networkId: '',
    type: 'public',
    version: num(4),
  };
  const six = { gatewayIp: null, ip: `2001:db8::${at + 1}`, networkId: '', type: 'public', version: num(6) };
  return at === 0 ? [four, six] : [four];
}

function usageOf(context: InventoryContext, project: Item): UsageOf {
  return {
    seed: `${context.seed}/${hashText(project.id)}`,
    hourly: project.fields.projectName !== null,
    ...(context.company && { company: context.company, project: project.id }),
  };
}

/** The projects whose usage is billed. */
export function billedProjects(context: InventoryContext): BilledProject[] {
  const here = projectItems(context).filter((project) => project.state === 'here');
  return here
    .filter((project) => usageOf(context, project).hourly)
    .map((project) => ({
      id: project.id,
      usage: (monthStart) => usageOfMonth(usageOf(context, project), monthStart),
    }));
}

export function cloudRoutes(context: InventoryContext, billsOfProject: BillsOfProject): Route[] {
  const projects: Collection = {
    path: '/cloud/project',
    idName: 'serviceName',
    items: projectItems(context),
  };
  const list = childRoute(projects, '/instance', 'objects', (project, { query }) => {
    const region = query.get('region');
    const found = instances(context, project).filter((one) => region === undefined || one.region === region);
    return ok(found.map((one) => one.fields));
  });
  const detail = childRoute(projects, '/instance/{instanceId}', 'object', (project, { params }) => {
    const id = params.instanceId ?? '';
    const found = instances(context, project).find((one) => one.id === id);
    return found ? ok(found.fields) : unknownObject('instanceId', id);
  });
  const infos = childRoute(projects, '/serviceInfos', 'object', (project) =>
    ok(serviceInfos(context, project, serviceNumber('publicCloudProject', project.id))),
  );
  const bills = childRoute(projects, '/bill', 'objects', (project, { query }) => {
    const from = query.instant('from') ?? Number.NEGATIVE_INFINITY;
    const to = query.instant('to') ?? Number.POSITIVE_INFINITY;
    const found = billsOfProject(project.id).filter(({ instant }) => instant >= from && instant <= to);
    return ok(found.map(({ id }) => ({ billId: id, type: 'monthlyConsumption' })));
  });
  return [
    ...collectionRoutes(projects),
    infos,
    {
      ...bills,
      idField: 'billId',
      query: { from: 'datetime', to: 'datetime' },
      required: ['from', 'to'],
    },
    { ...list, query: { region: 'string' }, idField: 'id' },
    detail,
    ...cloudListRoutes(projects, context.seed),
    ...usageRoutes(projects, (project) => usageOf(context, project)),
  ];
}
