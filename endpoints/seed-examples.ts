// The four examples that a first reader meets: one object, a list below it, a call that writes, a list below a name.
import type { Preset } from '../connector/model/preset.js';

export const EXAMPLE_PRESETS: readonly Preset[] = [
  {
    name: 'example_bill',
    title: 'One bill',
    description: 'GET /me/bill/{billId}: a single endpoint; the path parameter is a constant.',
    endpoints: [{ name: 'one_bill', path: '/me/bill/{billId}', parameters: { billId: 'FR00000001' } }],
    notes: ['Write your own bill number in place of FR00000001.'],
  },
  {
    name: 'example_bill_details',
    title: 'The lines of every bill',
    description:
      'GET /me/bill/{billId}/details: a multiple endpoint; billId is mapped from the list of bills.',
    endpoints: [
      { name: 'all_bill_ids', path: '/me/bill', table: false, read: { item: 'billId' } },
      {
        name: 'lines_of_bills',
        path: '/me/bill/{billId}/details',
        parameters: { billId: { from: 'all_bill_ids' } },
        read: { item: 'billDetailId' },
      },
    ],
  },
  {
    name: 'example_new_document',
    title: 'Create a document',
    description: 'POST /me/document: a call that changes something, so it runs only with allowWrite.',
    endpoints: [
      {
        name: 'new_document',
        method: 'POST',
        path: '/me/document',
        body: { name: 'report.pdf', tags: [{ key: 'origin', value: 'source-ovhcloud' }] },
        write: { allowWrite: true },
      },
    ],
    notes: ['Each run creates one more document. See what is sent with `source-ovhcloud plan`.'],
  },
  {
    name: 'example_all_dom',
    title: 'The domains of an AllDom pack',
    description:
      'GET /allDom/{serviceName}/domain: the path parameter may be a constant or a list of constants.',
    endpoints: [
      {
        name: 'domains_of_all_dom',
        path: '/allDom/{serviceName}/domain',
        parameters: { serviceName: ['alldom-1.example'] },
        read: { item: 'domain' },
      },
    ],
    notes: ['Write your own packs in place of alldom-1.example.'],
  },
];
