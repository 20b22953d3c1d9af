// Lists that several presets need. Each stands here once, so that presets used together read it once.
import type { EndpointInput } from '../connector/model/preset.js';
import type { WindowSpec } from '../connector/model/window.js';

/** The date filter of bills, orders and their like; for a backfill too. */
export const BY_DATE: WindowSpec = { from: 'date.from', to: 'date.to' };

export const BILL_IDS: EndpointInput = {
  name: 'bill_ids',
  path: '/me/bill',
  table: false,
  read: { item: 'billId' },
  sync: { window: BY_DATE },
};

export const ORDER_IDS: EndpointInput = {
  name: 'order_ids',
  path: '/me/order',
  table: false,
  read: { item: 'orderId' },
  sync: { window: BY_DATE },
};

export const ORDER_DETAIL_IDS: EndpointInput = {
  name: 'order_detail_ids',
  path: '/me/order/{orderId}/details',
  parameters: { orderId: { from: 'order_ids' } },
  table: false,
  read: { item: 'orderDetailId' },
  sync: { mode: 'known' },
};

export const CLOUD_PROJECT_IDS: EndpointInput = {
  name: 'cloud_project_ids',
  path: '/cloud/project',
  table: false,
  read: { item: 'serviceName' },
};

export const CLOUD_REGION_IDS: EndpointInput = {
  name: 'cloud_region_ids',
  path: '/cloud/project/{serviceName}/region',
  parameters: { serviceName: { from: 'cloud_project_ids' } },
  read: { item: 'regionName' },
};

export const SERVICE_IDS: EndpointInput = {
  name: 'service_ids',
  path: '/services',
  table: false,
  read: { item: 'serviceId' },
};
