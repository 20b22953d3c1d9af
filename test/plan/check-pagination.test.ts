import { describe, expect, test } from '@jest/globals';
import type { ConfigError } from '../../connector/model/errors.js';
import { compilePlan } from '../../connector/plan/compile.js';
import { requestFor } from '../../connector/read/pages.js';
import { noticeLines } from '../../connector/text/notice-text.js';
import { readWithoutKeys } from '../config/fixtures.js';

/** The plan of one definition, as if it stood in a file; or what is wrong with it. */
function planFor(definition: object, source: object = {}) {
  const environment = { env: {}, cwd: '/', home: '/nowhere' };
  const config = readWithoutKeys(
    { region: 'eu', ...source, endpoints: [{ name: 'l', ...definition }] },
    environment,
    { presets: [] },
  );
  return compilePlan(config.endpoints, {
    secrets: [],
    v2: true,
    schemasVersion: config.schemasVersion,
    locate: (name, key) => config.locateDefinition(name, key),
  });
}

function problemsOf(definition: object, source?: object): string {
  try {
    planFor(definition, source);
    return '';
  } catch (error) {
    return (error as ConfigError).issues.map(({ key, message }) => `${key}: ${message}`).join('\n');
  }
}

const PAGING = { by: 'page', parameter: 'page', size: 'pageSize' };

describe('read.pagination', () => {
  test.each<[object, RegExp]>([
    [{ path: '/l', read: { pagination: { by: 'page' } } }, /needs "parameter" and "size"/],
    [{ path: '/l', read: { pagination: { by: 'none', size: 'limit' } } }, /needs "by: none" alone/],
    [{ path: '/l', read: { pagination: { by: 'leaf' } } }, /one of page, offset, marker, none/],
    [
      { path: '/l', read: { pagination: { ...PAGING, by: 'offset', first: 1 } } },
      /"first" with "by: page" only/,
    ],
    [{ path: '/l', read: { pagination: { ...PAGING, field: 'id' } } }, /"field" with "by: marker" only/],
    [{ path: '/l', read: { pagination: { ...PAGING, first: 2 } } }, /a whole number from 0 to 1/],
    [{ path: '/v2/l', read: { pagination: PAGING } }, /pagination: \/v2 lists page by a cursor/],
    [{ path: '/l', query: { page: 3 }, read: { pagination: PAGING } }, /"page" is in `query` as well/],
    [
      { path: '/l', query: { pageSize: 3 }, read: { pagination: PAGING } },
      /"pageSize" is in `query` as well/,
    ],
    [
      { path: '/l', method: 'POST', read: { pagination: PAGING }, write: { allowWrite: true } },
      /only a GET has pages, and this is a POST/,
    ],
    [{ path: '/l', read: { pageSize: 5 } }, /on \/v2 lists only; .* `read.pagination`/],
  ])('%j is refused', (definition, words) => {
    expect(problemsOf(definition)).toMatch(words);
  });

  test('it goes to the request, and nothing of it is sent with a first look', () => {
    const [node] = planFor({ path: '/l', read: { pagination: PAGING } }).nodes;
    expect(node?.pagination).toEqual(PAGING);
    expect(node && requestFor(node, {})).toMatchObject({ query: {}, pagination: PAGING });
  });
});

describe('schemasVersion', () => {
  const headersOf = (definition: object, source?: object) => {
    const [node] = planFor(definition, source).nodes;
    return node && requestFor(node, {}).headers;
  };

  test('of a definition, of the source, and of both', () => {
    expect(headersOf({ path: '/v2/l' })).toEqual({});
    expect(headersOf({ path: '/v2/l', read: { schemasVersion: '1.0' } })).toEqual({
      'X-Schemas-Version': '1.0',
    });
    const source = { schemasVersion: '2.0' };
    expect(headersOf({ path: '/v2/l' }, source)).toEqual({ 'X-Schemas-Version': '2.0' });
    expect(headersOf({ path: '/v2/l', read: { schemasVersion: '1.0' } }, source)).toEqual({
      'X-Schemas-Version': '1.0',
    });
    expect(headersOf({ path: '/v2/l', headers: { 'x-schemas-version': '3.0' } }, source)).toEqual({
      'x-schemas-version': '3.0',
    });
  });

  test('v1 routes have none: refused of a definition, left out and told of a source', () => {
    expect(problemsOf({ path: '/l', read: { schemasVersion: '1.0' } })).toMatch(
      /schemasVersion: only \/v2 routes have versions/,
    );
    const plan = planFor({ path: '/l' }, { schemasVersion: '1.0' });
    expect(plan.nodes[0] && requestFor(plan.nodes[0], {}).headers).toEqual({});
    expect(noticeLines(plan.warnings)).toEqual([expect.stringMatching(/`schemasVersion` does nothing here/)]);
  });

  test.each([1, '1', 'latest', ''])('%j is no version', (schemasVersion) => {
    expect(problemsOf({ path: '/v2/l' }, { schemasVersion })).toMatch(
      /a version with major and minor number/,
    );
  });

  test('written twice', () => {
    const definition = {
      path: '/v2/l',
      headers: { 'X-Schemas-Version': '1.0' },
      read: { schemasVersion: '1.0' },
    };
    expect(problemsOf(definition)).toMatch(/in `headers` as well/);
  });
});
