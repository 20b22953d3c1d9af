// What people paste into a search: each form finds its operation, with the values that it has, and no credentials.
import { describe, expect, test } from '@jest/globals';
import { type PastedRoute, pastedRoute } from '../../connector/app/explorer/pasted-route.js';
import { shellWords } from '../../connector/app/explorer/shell-words.js';
import { stringifyJson } from '../../connector/model/json.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';

const route = (path: string, methods: string[], parameters: object[] = []) => ({
  path,
  operations: methods.map((httpMethod) => ({ httpMethod, responseType: 'void', parameters })),
});

const V1 = {
  resourcePath: '/domain',
  apis: [
    route('/domain/zone/{zoneName}/record', ['GET', 'POST']),
    route('/domain/zone/{zoneName}/record/{id}', ['GET', 'DELETE']),
    route('/me/bill', ['GET']),
    route('/me/bill/{billId}', ['GET']),
    route('/iam/policy', ['GET']),
  ],
  models: {},
};
const V2 = {
  resourcePath: '/iam',
  apis: [
    route('/iam/policy', ['GET'], [{ name: 'X-Pagination-Cursor', paramType: 'header', dataType: 'string' }]),
  ],
  models: {},
};

const documents = new ApiDocuments(
  [readDocument(V1, 'v1'), readDocument(V2, 'v2')].flatMap((document) => document ?? []),
);

function shown(found: PastedRoute | undefined) {
  if (!found) return undefined;
  const { operation, body, ...values } = found;
  const filled = Object.entries(values).filter(([, each]) => Object.keys(each).length > 0);
  return {
    route: `${operation.method} ${operation.path}`,
    ...Object.fromEntries(filled),
    ...(body === undefined ? {} : { body: stringifyJson(body) }),
  };
}

const RECORDS = '/domain/zone/{zoneName}/record';

describe('a pasted text', () => {
  test.each<[string, string, object]>([
    ['a route', 'GET /me/bill', { route: 'GET /me/bill' }],
    ['in lower case, with spaces around', '  get /me/bill \n', { route: 'GET /me/bill' }],
    [
      'a concrete path',
      '/me/bill/FR123',
      { route: 'GET /me/bill/{billId}', parameters: { billId: 'FR123' } },
    ],
    [
      'an address with a query',
      'https://eu.api.ovh.com/v1/me/bill?date.from=2024-01-01',
      { route: 'GET /me/bill', query: { 'date.from': '2024-01-01' } },
    ],
    [
      'a method and an address, values percent-encoded',
      'DELETE https://api.ovh.com/1.0/domain/zone/a%2Fb.example/record/12/',
      {
        route: 'DELETE /domain/zone/{zoneName}/record/{id}',
        parameters: { zoneName: 'a/b.example', id: '12' },
      },
    ],
    ['an address of v2', 'https://eu.api.ovh.com/v2/iam/policy', { route: 'GET /v2/iam/policy' }],
    [
      "a link of OVHcloud's console",
      'https://eu.api.ovh.com/console/?section=%2Fdomain&branch=v1#post-/domain/zone/-zoneName-/record',
      { route: `POST ${RECORDS}` },
    ],
    [
      'the same, of v2, whose paths have no /v2 there',
      'https://eu.api.ovh.com/console/?section=%2Fiam&branch=v2#get-/iam/policy',
      { route: 'GET /v2/iam/policy' },
    ],
    [
      'the same path on v1',
      'https://eu.api.ovh.com/console/?section=%2Fiam&branch=v1#get-/iam/policy',
      { route: 'GET /iam/policy' },
    ],
    [
      'an old link of it',
      'https://api.ovh.com/console/#/domain/zone/%7BzoneName%7D/record#POST',
      { route: `POST ${RECORDS}` },
    ],
  ])('%s', (_, text, expected) => {
    expect(shown(pastedRoute(documents, text))).toEqual(expected);
  });

  test('a curl line of several lines: values and body, headers that the operation declares, no credentials', () => {
    const text = `curl -sS -X POST 'https://eu.api.ovh.com/1.0/domain/zone/example.com/record' \\
      -H "X-Ovh-Application: 7kbG7Bk7S9Nt7ZSV" -H 'X-Ovh-Consumer: secret' --max-time 10 \\
      -H "Content-Type: application/json" -d '{"fieldType":"TXT","target":"it''s","ttl":12345678901234567890}'`;
    expect(shown(pastedRoute(documents, text))).toEqual({
      route: `POST ${RECORDS}`,
      parameters: { zoneName: 'example.com' },
      body: '{"fieldType":"TXT","target":"its","ttl":12345678901234567890}',
    });
    const v2 =
      'curl eu.api.ovh.com/v2/iam/policy -H "Authorization: Bearer x" --header=x-pagination-cursor:abc';
    expect(shown(pastedRoute(documents, `$ ${v2} -HX-Schemas-Version:1.0`))).toEqual({
      route: 'GET /v2/iam/policy',
      headers: { 'X-Pagination-Cursor': 'abc', 'X-Schemas-Version': '1.0' },
    });
  });

  test.each([
    ['data is posted', `curl https://a.example/v1${RECORDS} --data-raw '{"a":1}'`, `POST ${RECORDS}`],
    ['data in the query', 'curl -G https://a.example/1.0/me/bill -d date.from=2024-01-01', 'GET /me/bill'],
    [
      'what is no JSON is left out',
      `curl -XPOST https://a.example/1.0${RECORDS} -d @file.json`,
      `POST ${RECORDS}`,
    ],
  ])('curl: %s', (_, text, expected) => {
    const found = pastedRoute(documents, text);
    expect(`${found?.operation.method} ${found?.operation.path}`).toBe(expected);
  });

  test.each([
    'bill',
    'me bill',
    'GET /me/bil',
    'PUT /me/bill',
    'FETCH /me/bill',
    'https://eu.api.ovh.com/console/?section=%2Fdomain&branch=v1',
    'https://eu.api.ovh.com/console/#get-/nowhere',
    "curl 'https://eu.api.ovh.com/1.0/me/bill",
    'curl',
    'curl -I https://eu.api.ovh.com/1.0/me/bill',
    'http://[',
    '%',
    '',
  ])('is none of these: %j', (text) => {
    expect(pastedRoute(documents, text)).toBeUndefined();
  });
});

test('words of a shell: quotes, escapes, continued lines', () => {
  expect(shellWords(`a 'b c' "d \\"e\\" \\n" f\\ g \\\n h'i'"j" '' $K`)).toEqual([
    'a',
    'b c',
    'd "e" \\n',
    'f g',
    'hij',
    '',
    '$K',
  ]);
  expect(shellWords('a "b')).toBeUndefined();
});
