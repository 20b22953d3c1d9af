/** Public Cloud resources other than instances: volumes, storage, networks, clusters, databases. */
import type { GeneratedList, Place } from '../described/generated-list.js';
import { anyOfEnum } from '../described/generated-list.js';

const project = '/cloud/project/{serviceName}';
const regions = ['GRA11', 'SBG5', 'BHS5'];
const byRegion = { query: { region: 'string' }, where: { region: 'region' } } as const;
const ofProject = ({ params }: Place) => ({ projectId: params.serviceName ?? '' });
const ofRegion = ({ params }: Place) => ({ region: params.regionName ?? '' });
/** Some regions lack a product. */
const lacking = ({ random }: Omit<Place, 'at'>): boolean => random.chance(0.25);

const storage: readonly GeneratedList[] = [
  { path: `${project}/volume`, form: 'objects', model: 'cloud.volume.Volume', count: [0, 5], ...byRegion },
  {
    path: `${project}/volume/snapshot`,
    form: 'objects',
    model: 'cloud.volume.Snapshot',
    count: [0, 3],
    ...byRegion,
  },
  {
    path: `${project}/snapshot`,
    form: 'objects',
    model: 'cloud.image.Image',
    count: [0, 3],
    query: { flavorType: 'string', region: 'string' },
    where: { flavorType: 'flavorType', region: 'region' },
  },
  {
    path: `${project}/storage`,
    form: 'objects',
    model: 'cloud.storage.Container',
    count: [0, 3],
    query: { includeType: 'boolean' },
  },
  {
    path: `${project}/containerRegistry`,
    form: 'objects',
    model: 'cloud.containerRegistry.Registry',
    count: [0, 2],
  },
];

const networks: readonly GeneratedList[] = [
  {
    path: `${project}/region/{regionName}/storage`,
    form: 'objects',
    model: 'cloud.StorageContainerList',
    idField: 'name',
    count: [0, 3],
    fields: ofRegion,
    lacking,
  },
  {
    path: `${project}/region/{regionName}/floatingip`,
    form: 'objects',
    model: 'cloud.project.FloatingIp',
    count: [0, 3],
    fields: ofRegion,
    lacking,
  },
  {
    path: `${project}/region/{regionName}/loadbalancing/loadbalancer`,
    form: 'objects',
    model: 'cloud.loadbalancing.LoadBalancer',
    count: [0, 2],
    fields: ofRegion,
    lacking,
  },
  { path: `${project}/network/private`, form: 'objects', model: 'cloud.network.Network', count: [0, 3] },
  {
    path: `${project}/quota`,
    form: 'objects',
    model: 'cloud.quota.Quotas',
    idField: 'region',
    id: ({ at }) => regions[at] ?? '',
    count: [1, 3],
    query: { categories: 'string[]' },
  },
];

const clusters: readonly GeneratedList[] = [
  { path: `${project}/kube`, form: 'members', model: 'cloud.kube.Cluster', idName: 'kubeId', count: [0, 2] },
  {
    path: `${project}/kube/{kubeId}/nodepool`,
    form: 'objects',
    model: 'cloud.kube.NodePool',
    count: [1, 2],
    fields: ofProject,
  },
  {
    path: `${project}/kube/{kubeId}/nodepool/{nodePoolId}/nodes`,
    form: 'objects',
    model: 'cloud.kube.Node',
    // The longest lists need more than one page.
    count: [12, 60],
    paged: true,
    fields: (place, drawn) => {
      const deleted = place.at % 5 === 4;
      const status = deleted ? 'DELETED' : 'READY';
      return { ...ofProject(place), deletedAt: deleted ? drawn.updatedAt : null, status };
    },
    query: { history: 'boolean' },
    passes: ({ status }, query) => (status === 'DELETED') === (query.get('history') === 'true'),
  },
  {
    path: `${project}/database/service`,
    form: 'members',
    model: 'cloud.project.database.Service',
    idName: 'clusterId',
    count: [0, 3],
    query: { category: anyOfEnum('cloud.project.database.engine.CategoryEnum') },
    where: { category: 'category' },
  },
];

const credits: GeneratedList = {
  path: `${project}/credit`,
  form: 'members',
  model: 'cloud.Credit',
  idName: 'id',
  count: [0, 3],
};

export const projectLists: readonly GeneratedList[] = [...storage, ...networks, ...clusters, credits];
