/** The options about pages of lists. */

import { type CursorMode, cursorModes } from '../wire/pages.js';
import { type QueryPagingMode, queryPagingModes } from '../wire/query-pages.js';
import type { OptionSpec } from './options.js';

export interface PagingOptions {
  readonly ownPaging: QueryPagingMode;
  readonly firstPage: number;
  readonly cursor: CursorMode;
}

export const pagingOptions: readonly OptionSpec[] = [
  {
    name: 'ownPaging',
    kind: 'choice',
    default: 'honest',
    choices: queryPagingModes,
    description:
      'Lists that page by query string: as told, with small pages whatever is asked, all each time, or never moving on.',
  },
  {
    name: 'firstPage',
    kind: 'whole',
    default: 1,
    least: 0,
    most: 1,
    description: 'Number of the first page of lists that page by query string.',
  },
  {
    name: 'cursor',
    kind: 'choice',
    default: 'honest',
    choices: cursorModes,
    description:
      'How lists of /v2 end: as they should, with a cursor that came before, or with ever new ones.',
  },
];
