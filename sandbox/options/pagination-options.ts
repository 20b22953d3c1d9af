/** Options for paged lists. */

import { type CursorMode, cursorModes } from '../wire/pages.js';
import { type QueryPagingMode, queryPagingModes } from '../wire/query-pages.js';
import type { OptionSpec } from './options.js';

export interface PagingOptions {
  readonly queryPaging: QueryPagingMode;
  readonly firstPage: number;
  readonly cursor: CursorMode;
}

export const pagingOptions: readonly OptionSpec[] = [
  {
    name: 'queryPaging',
    kind: 'choice',
    default: 'honest',
    choices: queryPagingModes,
    description:
      'Lists that page by query string: as requested, with small pages always, with all items always, or stuck on the first page.',
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
      'How lists of /v2 end: as they should, with an earlier cursor, or never, with ever new cursors.',
  },
];
