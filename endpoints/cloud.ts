// Presets: Public Cloud: usage, projects and what is in them.
import type { LinesSpec } from '../connector/model/lines.js';
import type { Preset } from '../connector/model/preset.js';
import { CLOUD_PROJECT_IDS, CLOUD_REGION_IDS } from './shared-lists.js';

/** New families of usage come without notice: they are lines as well, whatever they are called. */
const USAGE_LINES: LinesSpec = {
  amount: 'totalPrice',
  blocks: { hourlyUsage: 'hourly', monthlyUsage: 'monthly', resourcesUsage: 'resources' },
  first: { resourceId: ['resourceId', 'instanceId', 'volumeId', 'rancherId', 'id'] },
};

export const CLOUD_PRESETS: readonly Preset[] = [
  {
    name: 'cloud_projects',
    title: 'Public Cloud projects',
    description: 'Public Cloud projects with their renewal.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_projects',
        path: '/cloud/project/{serviceName}',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
      },
      {
        name: 'cloud_project_service_infos',
        path: '/cloud/project/{serviceName}/serviceInfos',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
      },
    ],
  },
  {
    name: 'cloud_instances',
    title: 'Public Cloud instances',
    description: 'Every instance of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_instances',
        path: '/cloud/project/{serviceName}/instance',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
    ],
    notes: ['rescuePassword is left out.'],
  },
  {
    name: 'cloud_volumes',
    title: 'Public Cloud volumes and their snapshots',
    description: 'Every volume and volume snapshot of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_volumes',
        path: '/cloud/project/{serviceName}/volume',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
      {
        name: 'cloud_volume_snapshots',
        path: '/cloud/project/{serviceName}/volume/snapshot',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
    ],
  },
  {
    name: 'cloud_snapshots',
    title: 'Public Cloud instance snapshots',
    description: 'Every instance snapshot of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_snapshots',
        path: '/cloud/project/{serviceName}/snapshot',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
    ],
  },
  {
    name: 'cloud_usage_current',
    title: 'Public Cloud usage of this month',
    description: 'What every project has used since the first of the month.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_usage_current',
        path: '/cloud/project/{serviceName}/usage/current',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { lines: USAGE_LINES },
        sync: { mode: 'snapshot' },
      },
    ],
    notes: [
      'Each load is kept: the views `<table>_latest` show the last one.',
      'Every cost is one row of <table>_lines, at the deepest level that carries an amount: sum them freely. lines_total is their exact sum, lines_gap what the total has more than they.',
    ],
  },
  {
    name: 'cloud_usage_forecast',
    title: 'Public Cloud forecast',
    description: 'What every project is expected to cost at the end of the month.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_usage_forecast',
        path: '/cloud/project/{serviceName}/usage/forecast',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { lines: USAGE_LINES },
        sync: { mode: 'snapshot' },
      },
    ],
    notes: [
      'Each load is kept: the views `<table>_latest` show the last one.',
      'Every cost is one row of <table>_lines, at the deepest level that carries an amount: sum them freely. lines_total is their exact sum, lines_gap what the total has more than they.',
    ],
  },
  {
    name: 'cloud_usage_history',
    title: 'Public Cloud usage by month',
    description: 'The periods of every project, and what was used in each.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_usage_periods',
        path: '/cloud/project/{serviceName}/usage/history',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
        sync: { mode: 'window', window: { from: 'from', to: 'to', lookBack: 75 } },
      },
      {
        name: 'cloud_usage_history',
        path: '/cloud/project/{serviceName}/usage/history/{usageId}',
        parameters: {
          serviceName: { from: 'cloud_usage_periods', parameter: 'serviceName' },
          usageId: { from: 'cloud_usage_periods', field: 'id' },
        },
        table: { lines: USAGE_LINES },
      },
    ],
    notes: [
      'Every cost is one row of <table>_lines, at the deepest level that carries an amount: sum them freely. lines_total is their exact sum, lines_gap what the total has more than they.',
    ],
  },
  {
    name: 'cloud_bills',
    title: 'Bills of Public Cloud projects',
    description:
      'Which bills are for which project: the link between usage and invoices, for the last twelve months.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_bills',
        path: '/cloud/project/{serviceName}/bill',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        query: {
          from: { monthsAgo: 12 },
          to: { daysAgo: 0 },
        },
        table: { primaryKey: ['serviceName', 'billId', 'type'] },
        sync: { window: { from: 'from', to: 'to' } },
      },
    ],
  },
  {
    name: 'cloud_credits',
    title: 'Public Cloud credits',
    description: 'Credits and vouchers of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_credit_ids',
        path: '/cloud/project/{serviceName}/credit',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: false,
        read: { item: 'creditId' },
      },
      {
        name: 'cloud_credits',
        path: '/cloud/project/{serviceName}/credit/{id}',
        parameters: {
          serviceName: { from: 'cloud_credit_ids', parameter: 'serviceName' },
          id: { from: 'cloud_credit_ids' },
        },
      },
    ],
  },
  {
    name: 'kube',
    title: 'Managed Kubernetes',
    description: 'Clusters, node pools and nodes of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'kube_cluster_ids',
        path: '/cloud/project/{serviceName}/kube',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: false,
        read: { item: 'kubeId' },
      },
      {
        name: 'kube_clusters',
        path: '/cloud/project/{serviceName}/kube/{kubeId}',
        parameters: {
          serviceName: { from: 'kube_cluster_ids', parameter: 'serviceName' },
          kubeId: { from: 'kube_cluster_ids' },
        },
      },
      {
        name: 'kube_node_pools',
        path: '/cloud/project/{serviceName}/kube/{kubeId}/nodepool',
        parameters: {
          serviceName: { from: 'kube_cluster_ids', parameter: 'serviceName' },
          kubeId: { from: 'kube_cluster_ids' },
        },
        table: { primaryKey: ['serviceName', 'kubeId', 'id'] },
      },
      {
        name: 'kube_nodes',
        path: '/cloud/project/{serviceName}/kube/{kubeId}/nodepool/{nodePoolId}/nodes',
        parameters: {
          serviceName: { from: 'kube_node_pools', parameter: 'serviceName' },
          kubeId: { from: 'kube_node_pools', parameter: 'kubeId' },
          nodePoolId: { from: 'kube_node_pools', field: 'id' },
        },
        table: { primaryKey: ['serviceName', 'kubeId', 'id'] },
      },
    ],
  },
  {
    name: 'cloud_storage',
    title: 'Object storage containers',
    description: 'Containers of every project, by region and of the older kind.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      CLOUD_REGION_IDS,
      {
        name: 'cloud_buckets',
        path: '/cloud/project/{serviceName}/region/{regionName}/storage',
        parameters: {
          serviceName: { from: 'cloud_region_ids', parameter: 'serviceName' },
          regionName: { from: 'cloud_region_ids' },
        },
        table: { primaryKey: ['serviceName', 'regionName', 'name'] },
        read: { absent: [404] },
      },
      {
        name: 'cloud_swift_containers',
        path: '/cloud/project/{serviceName}/storage',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
    ],
  },
  {
    name: 'cloud_networks',
    title: 'Networks, floating addresses and load balancers',
    description: 'Private networks, floating IP addresses and load balancers of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      CLOUD_REGION_IDS,
      {
        name: 'cloud_private_networks',
        path: '/cloud/project/{serviceName}/network/private',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
      {
        name: 'cloud_floating_ips',
        path: '/cloud/project/{serviceName}/region/{regionName}/floatingip',
        parameters: {
          serviceName: { from: 'cloud_region_ids', parameter: 'serviceName' },
          regionName: { from: 'cloud_region_ids' },
        },
        table: { primaryKey: ['serviceName', 'regionName', 'id'] },
        read: { absent: [404] },
      },
      {
        name: 'cloud_load_balancers',
        path: '/cloud/project/{serviceName}/region/{regionName}/loadbalancing/loadbalancer',
        parameters: {
          serviceName: { from: 'cloud_region_ids', parameter: 'serviceName' },
          regionName: { from: 'cloud_region_ids' },
        },
        table: { primaryKey: ['serviceName', 'regionName', 'id'] },
        read: { absent: [404] },
      },
    ],
  },
  {
    name: 'cloud_databases',
    title: 'Managed databases',
    description: 'Database clusters of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_database_ids',
        path: '/cloud/project/{serviceName}/database/service',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: false,
        read: { item: 'clusterId' },
      },
      {
        name: 'cloud_databases',
        path: '/cloud/project/{serviceName}/database/service/{clusterId}',
        parameters: {
          serviceName: { from: 'cloud_database_ids', parameter: 'serviceName' },
          clusterId: { from: 'cloud_database_ids' },
        },
      },
    ],
  },
  {
    name: 'cloud_registries',
    title: 'Container registries',
    description: 'Container registries of every project.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_registries',
        path: '/cloud/project/{serviceName}/containerRegistry',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'id'] },
      },
    ],
  },
  {
    name: 'cloud_quotas',
    title: 'Quotas',
    description: 'What every project may use in each region.',
    endpoints: [
      CLOUD_PROJECT_IDS,
      {
        name: 'cloud_quotas',
        path: '/cloud/project/{serviceName}/quota',
        parameters: { serviceName: { from: 'cloud_project_ids' } },
        table: { primaryKey: ['serviceName', 'region'] },
      },
    ],
  },
  {
    name: 'consumption',
    title: 'Consumption of the account',
    description: 'What is used and not billed yet, and the forecast, by service.',
    endpoints: [
      {
        name: 'consumption_current',
        path: '/me/consumption/usage/current',
        sync: { mode: 'snapshot' },
      },
      {
        name: 'consumption_forecast',
        path: '/me/consumption/usage/forecast',
        sync: { mode: 'snapshot' },
      },
    ],
    notes: ['Each load is kept: the views `<table>_latest` show the last one.'],
  },
  {
    name: 'consumption_history',
    title: 'Consumption of past months',
    description: 'What was used and billed, by service, for the last three months.',
    endpoints: [
      {
        name: 'consumption_history',
        path: '/me/consumption/usage/history',
        query: {
          beginDate: { monthsAgo: 3 },
          endDate: { daysAgo: 0 },
        },
        sync: { window: { from: 'beginDate', to: 'endDate' } },
      },
    ],
    notes: ['Another period: `query: { beginDate: { monthsAgo: 12 } }`.'],
  },
];
