// Presets: everything that is billed, across products.
import type { Preset } from '../connector/model/preset.js';
import { SERVICE_IDS } from './shared-lists.js';

export const SERVICES_PRESETS: readonly Preset[] = [
  {
    name: 'services',
    title: 'Everything that is billed',
    description: 'One table for every service: product, plan, price, next billing date, expiry, state.',
    endpoints: [
      SERVICE_IDS,
      {
        name: 'services',
        path: '/services/{serviceId}',
        parameters: { serviceId: { from: 'service_ids' } },
      },
    ],
    notes: ['The route is BETA: OVHcloud may change it.'],
  },
  {
    name: 'savings_plans',
    title: 'Savings plans',
    description: 'Savings plans of every service, and their periods.',
    endpoints: [
      SERVICE_IDS,
      {
        name: 'savings_plans',
        path: '/services/{serviceId}/savingsPlans/subscribed',
        parameters: { serviceId: { from: 'service_ids' } },
        table: { primaryKey: ['serviceId', 'id'] },
        read: { absent: [404] },
      },
      {
        name: 'savings_plan_periods',
        path: '/services/{serviceId}/savingsPlans/subscribed/{savingsPlanId}/periods',
        parameters: {
          serviceId: { from: 'savings_plans', parameter: 'serviceId' },
          savingsPlanId: { from: 'savings_plans', field: 'id' },
        },
        table: { primaryKey: ['serviceId', 'savingsPlanId', 'id'] },
      },
    ],
  },
  {
    name: 'service_consumption',
    title: 'Consumption by service',
    description: 'What each service used in each past period, with plan codes.',
    endpoints: [
      SERVICE_IDS,
      {
        name: 'service_consumption_ids',
        path: '/services/{serviceId}/consumption/history',
        parameters: { serviceId: { from: 'service_ids' } },
        table: false,
        read: { item: 'consumptionId', absent: [404] },
      },
      {
        name: 'service_consumption',
        path: '/services/{serviceId}/consumption/history/{id}',
        parameters: {
          serviceId: { from: 'service_consumption_ids', parameter: 'serviceId' },
          id: { from: 'service_consumption_ids' },
        },
        sync: { mode: 'known' },
      },
      {
        name: 'service_consumption_elements',
        path: '/services/{serviceId}/consumption/history/{id}/element',
        parameters: {
          serviceId: { from: 'service_consumption_ids', parameter: 'serviceId' },
          id: { from: 'service_consumption_ids' },
        },
        sync: { mode: 'known' },
      },
    ],
    notes: ['The route is BETA: OVHcloud may change it.'],
  },
];
