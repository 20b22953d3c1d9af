/** Lists of a project that page by their query string: AI jobs by number, gateways of a region by marker. */
import { SeededRandom } from '../../random.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { QueryPaging } from '../../wire/query-pages.js';
import { ok, unknownObject } from '../../wire/reply.js';
import type { Route } from '../../wire/routes.js';
import type { Collection, Item } from './collection.js';
import { childRoute } from './collection.js';

const jobPaging: QueryPaging = { by: 'page', parameter: 'page', size: 'size', usual: 25, most: 1000 };
/** "Gateway listing limit (default and max is 50)". */
const gatewayPaging: QueryPaging = { by: 'marker', parameter: 'marker', size: 'limit', usual: 50, most: 50 };

const regions = ['GRA11', 'SBG5', 'BHS5'];
const states = ['DONE', 'RUNNING', 'FAILED', 'INTERRUPTED'] as const;

/** The first project has several pages of each, the second exactly one full page, the others none. */
function countOf(project: Item, counts: readonly [number, number]): number {
  if (project.fields.projectName === null) return 0;
  return project.fields.orderId === null ? counts[1] : counts[0];
}

function jobs(seed: string, project: Item): WireObject[] {
  return Array.from({ length: countOf(project, [230, 100]) }, (_, at) => {
    const random = new SeededRandom(seed, 'job', project.id, at);
    return {
      createdAt: '2026-03-01T10:00:00.5Z',
      id: random.uuid(),
      spec: {
        command: at % 3 === 0 ? null : ['python', 'train.py'],
        image: 'ovhcom/ai-training-pytorch',
        labels: at % 4 === 0 ? { 'team.name': 'vision' } : null,
        name: `job-${at}`,
        region: 'GRA',
        resources: { cpu: num(4), gpu: num(at % 2), memory: num('17179869184') },
        timeout: at % 5 === 0 ? num(3600) : null,
      },
      status: {
        duration: num(random.whole(1, 90_000)),
        exitCode: at % 4 === 2 ? num(1) : null,
        state: random.pick(states),
      },
      updatedAt: '2026-03-01T11:00:00Z',
      user: `user-${at % 3}`,
    };
  });
}

function gateways(seed: string, project: Item, region: string): WireObject[] {
  if (!regions.includes(region)) return [];
  const count = region === 'BHS5' ? 0 : countOf(project, region === 'GRA11' ? [120, 50] : [3, 1]);
  return Array.from({ length: count }, (_, at) => {
    const random = new SeededRandom(seed, 'gateway', project.id, region, at);
    return {
      externalInformation:
        at % 2 === 0
          ? null
          : { ips: [{ ip: `192.0.2.${at}`, subnetId: random.uuid() }], networkId: random.uuid() },
      id: random.uuid(),
      interfaces: [],
      model: 's',
      name: `gateway-${at}`,
      region,
      status: 'active',
    };
  });
}

function named(items: readonly WireObject[], name: string, id: string) {
  const found = items.find((item) => item.id === id);
  return found ? ok(found) : unknownObject(name, id);
}

/** Makes each list once: a reader of every item would otherwise make the list for each item. */
class Lists {
  readonly #made = new Map<string, readonly WireObject[]>();

  constructor(private readonly seed: string) {}

  jobs(project: Item): readonly WireObject[] {
    return this.#get(`job/${project.id}`, () => jobs(this.seed, project));
  }

  gateways(project: Item, region = ''): readonly WireObject[] {
    return this.#get(`gateway/${project.id}/${region}`, () => gateways(this.seed, project, region));
  }

  #get(name: string, make: () => readonly WireObject[]): readonly WireObject[] {
    const made = this.#made.get(name) ?? make();
    this.#made.set(name, made);
    return made;
  }
}

export function cloudListRoutes(projects: Collection, seed: string): Route[] {
  const lists = new Lists(seed);
  const jobList = childRoute(projects, '/ai/job', 'objects', (project) => ok(lists.jobs(project)));
  const gatewayList = childRoute(
    projects,
    '/region/{regionName}/gateway',
    'objects',
    (project, { params }) => {
      const region = params.regionName ?? '';
      return regions.includes(region)
        ? ok(lists.gateways(project, region))
        : unknownObject('regionName', region);
    },
  );
  return [
    { ...jobList, idField: 'id', query: { page: 'long', size: 'long' }, queryPaging: jobPaging },
    childRoute(projects, '/ai/job/{jobId}', 'object', (project, { params }) =>
      named(lists.jobs(project), 'jobId', params.jobId ?? ''),
    ),
    childRoute(projects, '/region', 'ids', () => ok(regions)),
    { ...gatewayList, idField: 'id', query: { limit: 'long', marker: 'string' }, queryPaging: gatewayPaging },
    childRoute(projects, '/region/{regionName}/gateway/{id}', 'object', (project, { params }) =>
      named(lists.gateways(project, params.regionName), 'id', params.id ?? ''),
    ),
  ];
}
