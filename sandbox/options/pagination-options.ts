/** Options for paged lists. */

import { type CursorMode, cursorModes } from '../wire/pages.js';
import { type QueryPagingMode, queryPagingModes } from '../wire/query-pages.js';
import type { OptionSpec } from './options.js';

export interface PagingOptions {
  readonly queryPaging: QueryPagingMode;
  readonly firstPage: number;
  readonly cursor: CursorMode;
  readonly pageLimit: number;
}

export const pagingOptions: readonly OptionSpec[] = [
  {
    name: 'queryPaging',
    kind: 'choice',
    default: 'honest',
    choices: queryPagingModes,
    description:
      'Lists that page by query string: as requested, with small pages always, with all items always, stuck on the first page; or changing between two pages: an item is deleted, inserted at the front or moved there, once, or one is deleted each time (shrinking).',
  },
  {
    name: 'firstPage',
    kind: 'whole',
    default: 1,
    minimum: 0,
    maximum: 1,
    description: 'Number of the first page of lists that page by query string.',
  },
  {
    name: 'cursor',
    kind: 'choice',
    default: 'honest',
    choices: cursorModes,
    description:
      'How lists of /v2 go on: as they should, with an earlier cursor at the end, never ending with ever new cursors, or with each page twice.',
  },
  {
    name: 'pageLimit',
    kind: 'whole',
    default: 0,
    minimum: 0,
    live: true,
    description:
      'Most items in one page of any list; a request for more is answered with 400. 0: 1,000 for lists of /v2, 50,000 for expanded lists, and no limit for lists that page by query string.',
  },
];
