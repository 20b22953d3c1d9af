/** Managed Rancher services of v2: resources with their tasks and events, paged by cursor. */
import { SeededRandom } from '../../random.js';
import type { Wire, WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { Reply } from '../../wire/reply.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Parameters, Route } from '../../wire/routes.js';
import type { InventoryContext, Item } from './collection.js';
import { iamData } from './collection.js';

const day = (at: number): string => `2026-04-${String(1 + (at % 30)).padStart(2, '0')}`;

function projectOf(context: InventoryContext, item: Item): WireObject {
  const spec = { mode: 'CLASSIC', name: String(item.fields.projectName ?? item.id) };
  return {
    createdAt: '2022-10-30T00:30:00Z',
    currentState: spec,
    currentTasks: [],
    iam: iamData(context, 'publicCloudProject', item),
    id: item.id,
    name: item.fields.projectName,
    resourceStatus: 'READY',
    targetSpec: spec,
    updatedAt: '2026-04-01T00:00:00.123456Z',
  };
}

/** Two services in the first project, one without tasks in the second, none in the others. */
function servicesOf(context: InventoryContext, project: Item, at: number): WireObject[] {
  return Array.from({ length: Math.max(0, 2 - at) }, (_, number) => {
    const id = new SeededRandom(context.seed, 'rancher', project.id, number).uuid();
    const spec: WireObject = {
      iamAuthEnabled: number === 0,
      ipRestrictions: number === 0 ? [{ cidrBlock: '192.0.2.0/24', description: 'bureau – été' }] : [],
      name: `rancher-${at}-${number}`,
      plan: 'STANDARD',
      version: '2.9.2',
    };
    return {
      createdAt: '2025-11-11T11:11:11Z',
      currentState: {
        ...spec,
        bootstrapPassword: null,
        networking: number === 0 ? { egressCidrBlocks: ['198.51.100.0/24'] } : null,
        region: 'EU_WEST_GRA',
        url: number === 0 ? `https://${id}.rancher.example` : null,
        usage: number === 0 ? { datetime: '2026-04-02T03:00:00Z', orchestratedVcpus: num(24) } : null,
      },
      currentTasks: number === 0 ? [{ id, link: `/v2/task/${id}`, status: 'RUNNING', type: 'UPDATE' }] : [],
      id,
      resourceStatus: number === 0 ? 'UPDATING' : 'READY',
      targetSpec: spec,
      updatedAt: '2026-04-02T02:03:04Z',
    };
  });
}

/** Several pages for the first service of a project, none for a service without tasks. */
function tasksOf(seed: string, rancher: Wire | undefined, count: number): WireObject[] {
  return Array.from({ length: count }, (_, at) => {
    const id = new SeededRandom(seed, 'task', String(rancher), at).uuid();
    const isOver = at > 0;
    return {
      createdAt: `${day(at)}T01:00:00Z`,
      errors:
        at % 7 === 3 ? [{ message: 'quota exceeded' }, { message: 'rolled back' }] : at % 2 === 0 ? null : [],
      finishedAt: isOver ? `${day(at)}T02:00:00Z` : null,
      id,
      link: `/v2/publicCloud/project/-/rancher/${String(rancher)}/task/${id}`,
      message: at % 7 === 3 ? 'failed' : '',
      progress: [{ name: 'apply', status: isOver ? 'DONE' : 'RUNNING' }],
      startedAt: `${day(at)}T01:00:01.5Z`,
      status: isOver ? (at % 7 === 3 ? 'ERROR' : 'DONE') : 'RUNNING',
      type: at % 3 === 0 ? 'RANCHER_UPDATE' : 'RANCHER_CREATE',
      updatedAt: `${day(at)}T02:00:00Z`,
    };
  });
}

/** Events have no id. Some are equal in every field: next to each other, and across the end of a page. */
function eventsOf(count: number): WireObject[] {
  const alike = new Map([
    [4, 3],
    [25, 24],
    [50, 3],
  ]);
  return Array.from({ length: count }, (_, index) => {
    const at = alike.get(index) ?? index;
    return {
      createdAt: `${day(at)}T01:00:0${at % 10}Z`,
      kind: 'RANCHER',
      link: at % 2 === 0 ? null : `/v2/event/${at}`,
      message: `change ${at}`,
      type: ['TARGET_SPEC_UPDATE', 'TASK_START', 'TASK_ERROR', 'TASK_SUCCESS'][at % 4] ?? '',
    };
  });
}

export function managedRancherRoutes(context: InventoryContext, allProjects: readonly Item[]): Route[] {
  const projects = allProjects.filter(({ state }) => state === 'here');
  const project = ({ projectId = '' }: Parameters) => projects.find(({ id }) => id === projectId);
  const services = (params: Parameters): WireObject[] => {
    const found = project(params);
    return found ? servicesOf(context, found, projects.indexOf(found)) : [];
  };
  const count = (params: Parameters, most: number): number =>
    services(params).findIndex(({ id }) => id === params.rancherId) === 0 && services(params).length > 1
      ? most
      : 0;
  const tasks = (params: Parameters) => tasksOf(context.seed, params.rancherId, count(params, 60));
  /** One of these objects, or the value below it; 404 where the object does not exist. */
  const of = (name: string, items: readonly WireObject[], params: Parameters, below?: Wire): Reply => {
    const id = params[name] ?? '';
    const found = items.find((item) => item.id === id);
    return found ? ok(below ?? found) : unknownObject(name, id);
  };
  const all = projects.map((item) => projectOf(context, item));
  const path = '/v2/publicCloud/project';
  const one = `${path}/{projectId}/rancher/{rancherId}`;
  const list = { method: 'GET', kind: 'objects', idField: 'id', paged: true } as const;
  const object = { method: 'GET', kind: 'object' } as const;
  const ids = { rancherId: 'uuid' } as const;
  return [
    { ...list, path, answer: () => ok(all) },
    { ...object, path: `${path}/{projectId}`, answer: ({ params }) => of('projectId', all, params) },
    {
      ...list,
      path: `${path}/{projectId}/rancher`,
      answer: ({ params }) => of('projectId', all, params, services(params)),
    },
    {
      ...object,
      path: one,
      pathTypes: ids,
      answer: ({ params }) => of('rancherId', services(params), params),
    },
    {
      ...list,
      path: `${one}/task`,
      pathTypes: ids,
      answer: ({ params }) => of('rancherId', services(params), params, tasks(params)),
    },
    {
      ...object,
      path: `${one}/task/{taskId}`,
      pathTypes: { ...ids, taskId: 'uuid' },
      answer: ({ params }) => of('taskId', tasks(params), params),
    },
    {
      method: 'GET',
      kind: 'objects',
      paged: true,
      path: `${one}/event`,
      pathTypes: ids,
      answer: ({ params }) => of('rancherId', services(params), params, eventsOf(count(params, 60))),
    },
  ];
}
