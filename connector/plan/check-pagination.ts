// What a definition can say wrong of its pages and of the version of its schema.
import type { EndpointDefinition } from '../model/definition.js';
import type { IssueReporter, Parsed } from './context.js';
import { isV2 } from './path-template.js';

export function checkPagination({ definition, segments }: Parsed, report: IssueReporter): void {
  const { name, options } = definition;
  if (!isV2(segments)) {
    if (options.pageSize !== undefined) {
      report(
        name,
        'options.pageSize',
        'a page size can be asked for on /v2 lists only; a v1 list that pages by its query string has `options.paging`',
      );
    }
    if (options.schemasVersion !== undefined) {
      report(name, 'options.schemasVersion', 'only /v2 routes have versions of their schema: remove it');
    }
  } else if (options.schemasVersion !== undefined && hasVersionHeader(definition)) {
    report(name, 'options.schemasVersion', 'X-Schemas-Version is in `headers` as well: remove one of them');
  }
  if (options.paging) checkOwnPaging(definition, isV2(segments), report);
}

/** True where a definition says itself which version it wants. */
export function namesSchemasVersion(definition: EndpointDefinition): boolean {
  return definition.options.schemasVersion !== undefined || hasVersionHeader(definition);
}

function hasVersionHeader({ headers }: EndpointDefinition): boolean {
  return Object.keys(headers).some((header) => header.toLowerCase() === 'x-schemas-version');
}

function checkOwnPaging(
  { name, method, query, options }: EndpointDefinition,
  v2: boolean,
  report: IssueReporter,
) {
  const { by, parameter, size } = options.paging ?? { by: 'none' };
  const wrong = (message: string) => report(name, 'options.paging', message);
  if (method !== 'GET') wrong(`only a GET has pages, and this is a ${method}: remove it`);
  if (v2) wrong('/v2 lists page by a cursor, which is followed anyway: remove it, or use `pageSize`');
  if (by === 'none') return;
  const counted = [parameter, size].find((each) => each !== undefined && Object.hasOwn(query, each));
  if (counted !== undefined)
    wrong(`"${counted}" is in \`query\` as well, and paging sets it: remove one of them`);
}
