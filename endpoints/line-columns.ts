// What all presets add to lines of bills, orders and their like: quantities that can be summed, the resource of a domain.
import type { DeriveSpec } from '../connector/model/derive.js';

/** Quantities are texts on bills and numbers on corrective invoices; a domain may name a part of a resource. */
export const LINE_COLUMNS: DeriveSpec = {
  quantity_number: { from: 'quantity', as: 'number' },
  resource: { from: 'domain', as: 'resource' },
};
