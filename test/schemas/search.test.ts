import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringifyJson } from '../../connector/model/json.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';
import { apiDocumentsFromFolder } from '../../connector/schemas/document-sources.js';
import { bodyExample, exampleOf, schemaLines } from '../../connector/schemas/explore/example.js';
import { type SearchCriteria, searchOperations } from '../../connector/schemas/explore/search.js';
import { SHOP } from './own-documents.js';

const operation = (path: string, more: object = {}, httpMethod = 'GET') => ({
  path,
  operations: [{ httpMethod, responseType: 'void', apiStatus: { value: 'PRODUCTION' }, ...more }],
});

const own = () =>
  new ApiDocuments(
    [
      readDocument(
        {
          ...SHOP,
          apis: [
            operation('/shop/invoice', { description: 'All of them' }),
            operation('/shop/old/invoice', {
              apiStatus: {
                value: 'DEPRECATED',
                replacement: '/shop/invoice',
                deletionDate: '2027-01-01T00:00:00Z',
              },
            }),
            operation('/shop/invoices/{invoiceId}/lines', {
              parameters: [{ name: 'invoiceId', paramType: 'path', dataType: 'long' }],
            }),
            operation('/shop/paper', { description: 'Gives an invoice' }),
            operation('/shop/item', { responseType: 'shop.Item[]' }),
            operation(
              '/shop/part',
              {
                parameters: [
                  { name: 'new', paramType: 'body', fullType: 'shop.Part', dataType: 'shop.Part' },
                ],
              },
              'POST',
            ),
          ],
        },
        'v1',
      ),
    ].flatMap((document) => document ?? []),
  );

const paths = (criteria: SearchCriteria) =>
  searchOperations(own(), criteria).map((hit) => hit.operation.path);

describe('search', () => {
  test('a whole segment before a beginning, before a description; deprecated after the same', () => {
    expect(paths({ words: ['invoice'] })).toEqual([
      '/shop/invoice',
      '/shop/old/invoice',
      '/shop/invoices/{invoiceId}/lines',
      '/shop/paper',
    ]);
  });

  test.each<[string, SearchCriteria, string[]]>([
    ['path', { path: 'lines' }, ['/shop/invoices/{invoiceId}/lines']],
    ['description', { description: 'gives' }, ['/shop/paper']],
    ['parameter', { parameter: 'invoiceid' }, ['/shop/invoices/{invoiceId}/lines']],
    ['body field, at any depth', { bodyField: 'size' }, ['/shop/part']],
    ['response field, at any depth', { response: 'pieces' }, ['/shop/item']],
    ['response type', { response: 'shop.Piece' }, ['/shop/item']],
    ['status', { status: 'deprecated' }, ['/shop/old/invoice']],
    ['method', { method: 'post' }, ['/shop/part']],
    ['several together', { words: ['invoice'], status: 'PRODUCTION', description: 'all' }, ['/shop/invoice']],
    ['nothing', { words: ['invoice'], method: 'POST' }, []],
  ])('by %s', (_, criteria, expected) => {
    expect(paths(criteria)).toEqual(expected);
  });
});

describe('examples', () => {
  test('a value of every kind; a model inside itself ends', () => {
    const documents = own();
    const item = documents.operations().find((each) => each.path === '/shop/item');
    const shape = item ? documents.response(item) : { kind: 'any' as const };
    const text = stringifyJson(exampleOf(shape));
    expect(text).toContain('"value":59.90');
    expect(text).toContain('"parent":null');
    expect(text).toContain('"secretWord":"***"');
    expect(schemaLines(shape).join('\n')).toMatch(/^state: shop\.StateEnum\? \(on \| off\)$/m);
    const post = documents.operations().find((each) => each.method === 'POST');
    expect(post && stringifyJson(bodyExample(documents, post) ?? null)).toContain('"new":{"name":"text"');
  });
});

const REAL = resolve(import.meta.dirname, '../../../shared/ovh-api/schemas');
const onReal = existsSync(REAL) ? test : test.skip;

onReal('every response and body of the real API has an example and a schema', () => {
  const documents = apiDocumentsFromFolder(REAL);
  let examples = 0;
  for (const each of documents.operations()) {
    stringifyJson(exampleOf(documents.response(each)));
    schemaLines(documents.response(each));
    if (bodyExample(documents, each) !== undefined) examples++;
  }
  expect(examples).toBeGreaterThan(1000);
  const [best] = searchOperations(documents, { words: ['bill'], method: 'GET', parameter: 'billId' });
  expect(best?.operation.path).toBe('/me/bill/{billId}');
});
