// What a definition can say wrong of its pages and of the version of its schema.
import type { EndpointDefinition } from '../model/definition.js';
import type { IssueReporter, Parsed } from './context.js';
import { isV2 } from './path-template.js';

export function checkPagination({ definition, segments }: Parsed, report: IssueReporter): void {
  const { name, read } = definition;
  if (!isV2(segments)) {
    if (read.pageSize !== undefined) {
      report(
        name,
        'read.pageSize',
        'config-conflict',
        'a page size can be asked for on /v2 lists only; a v1 list that pages by its query string has `read.pagination`',
      );
    }
    if (read.schemasVersion !== undefined) {
      report(
        name,
        'read.schemasVersion',
        'config-conflict',
        'only /v2 routes have versions of their schema: remove it',
      );
    }
  } else if (read.schemasVersion !== undefined && hasVersionHeader(definition)) {
    report(
      name,
      'read.schemasVersion',
      'config-conflict',
      'X-Schemas-Version is in `headers` as well: remove one of them',
    );
  }
  if (read.pagination) checkQueryPages(definition, isV2(segments), report);
}

/** True where a definition says itself which version it wants. */
export function namesSchemasVersion(definition: EndpointDefinition): boolean {
  return definition.read.schemasVersion !== undefined || hasVersionHeader(definition);
}

function hasVersionHeader({ headers }: EndpointDefinition): boolean {
  return Object.keys(headers).some((header) => header.toLowerCase() === 'x-schemas-version');
}

function checkQueryPages(
  { name, method, query, read }: EndpointDefinition,
  v2: boolean,
  report: IssueReporter,
) {
  const { by, parameter, size } = read.pagination ?? { by: 'none' };
  const wrong = (message: string) => report(name, 'read.pagination', 'config-conflict', message);
  if (method !== 'GET') wrong(`only a GET has pages, and this is a ${method}: remove it`);
  if (v2) wrong('/v2 lists page by a cursor, which is followed anyway: remove it, or use `pageSize`');
  if (by === 'none') return;
  const counted = [parameter, size].find((each) => each !== undefined && Object.hasOwn(query, each));
  if (counted !== undefined)
    wrong(`"${counted}" is in \`query\` as well, and pagination sets it: remove one of them`);
}
