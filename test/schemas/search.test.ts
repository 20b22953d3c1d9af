import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringifyJson } from '../../connector/model/json.js';
import { ApiDocuments } from '../../connector/schemas/api-documents.js';
import { readDocument } from '../../connector/schemas/document.js';
import { apiDocumentsFromFolder } from '../../connector/schemas/document-sources.js';
import { bodyExample, exampleOf, schemaLines } from '../../connector/schemas/explore/example.js';
import {
  type SearchCriteria,
  searchable,
  searchHits,
  searchOperations,
} from '../../connector/schemas/explore/search.js';
import { OperationSearch } from '../../connector/search/operation-search.js';
import { extent } from '../extent.js';
import { SHOP } from './own-documents.js';
import { plainSearch } from './plain-search.js';

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

/** Every criterion with every word, and mixtures of them. */
function manyCriteria(words: readonly string[]): SearchCriteria[] {
  const names = ['path', 'description', 'parameter', 'bodyField', 'response'] as const;
  const word = (at: number) => words[at % words.length] ?? '';
  const alone = words.flatMap((each) => [
    { words: [each] },
    ...names.map((name): SearchCriteria => ({ [name]: each })),
  ]);
  const mixed = Array.from(
    { length: 64 },
    (_, n): SearchCriteria => ({
      ...(n % 2 ? { words: [word(n * 7), word(n * 5 + 1)] } : {}),
      ...Object.fromEntries(names.flatMap((name, at) => ((n >> at) & 1 ? [[name, word(n * 3 + at)]] : []))),
      ...(n % 3 ? {} : { status: ['DEPRECATED', 'beta', 'production'][(n % 9) % 3] }),
      ...(n % 5 ? {} : { method: 'get' }),
      ...(n % 7 ? {} : { section: ['/me', 'v2/iam', 'shop', '/shop/old'][n % 4] }),
      ...(n % 11 ? {} : { branch: 'v2' }),
    }),
  );
  return [...alone, ...mixed];
}

function expectSame(documents: ApiDocuments, words: readonly string[], most = 1000): number {
  let found = 0;
  const all = manyCriteria(words);
  const every = Math.ceil(all.length / most);
  for (const criteria of all.filter((_, at) => at % every === 0)) {
    const plain = plainSearch(documents, criteria);
    const { hits, instead } = searchHits(documents, criteria);
    // Only where nothing is found, other words are tried.
    if (plain.length === 0 && Object.keys(instead).length > 0) continue;
    const shown = (list: typeof hits) =>
      list.map(({ operation: { method, path }, rank }) => [method, path, rank]);
    expect({ criteria, hits: shown(hits) }).toEqual({ criteria, hits: shown(plain) });
    found += plain.length;
  }
  return found;
}

describe('the index', () => {
  test('finds what a search without it finds, in the same order', () => {
    const words = [
      'invoice',
      'inv',
      'e',
      '',
      'shop',
      'all',
      '/shop/',
      '{invoiceid}',
      'size',
      'Part',
      'new',
      'an',
      'É',
    ];
    expect(expectSame(own(), words)).toBeGreaterThan(100);
  });

  test('is plain data: a page that was sent it finds the same', () => {
    const { search } = searchable(own());
    const sent = new OperationSearch(JSON.parse(JSON.stringify(search.index)));
    expect(sent.find({ response: 'pieces' })).toEqual(search.find({ response: 'pieces' }));
  });

  test('its version changes with the documents alone', () => {
    const version = (documents: ApiDocuments) => searchable(documents).search.index.version;
    expect(version(own())).toBe(version(own()));
    expect(version(own())).not.toBe(version(new ApiDocuments([])));
  });
});

describe('typing errors', () => {
  const corrected = (criteria: SearchCriteria) => {
    const { hits, instead } = searchHits(own(), criteria);
    return { paths: hits.map((hit) => hit.operation.path), instead };
  };

  test.each<[string, SearchCriteria, Record<string, string>, string]>([
    ['two letters swapped', { words: ['invocie'] }, { invocie: 'invoice' }, '/shop/invoice'],
    ['one letter less', { words: ['ivoice'] }, { ivoice: 'invoice' }, '/shop/invoice'],
    [
      'one letter other, beside a right word',
      { words: ['papir', 'gives'] },
      { papir: 'paper' },
      '/shop/paper',
    ],
    [
      'a part of a name',
      { parameter: 'invoicdId' },
      { invoicdId: 'invoiceid' },
      '/shop/invoices/{invoiceId}/lines',
    ],
    ['a field at any depth', { response: 'pieecs' }, { pieecs: 'pieces' }, '/shop/item'],
  ])('%s', (_, criteria, instead, path) => {
    const found = corrected(criteria);
    expect(found.instead).toEqual(instead);
    expect(found.paths[0]).toBe(path);
  });

  test('words that occur, though not together, are no errors; nor are short or strange ones', () => {
    const none = { paths: [], instead: {} };
    expect(corrected({ words: ['paper', 'lines'] })).toEqual(none);
    expect(corrected({ words: ['xyz'] })).toEqual(none);
    expect(corrected({ words: ['zzzzzzzzzz'] })).toEqual(none);
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

onReal('the index agrees with the plain search on the real API', () => {
  const documents = apiDocumentsFromFolder(REAL);
  const words = ['bill', 'e', 'me', '/me/bill', 'dedicated', 'the', 'billing.bill', 'domain', 'id'];
  expect(expectSame(documents, words, extent(8, 1000))).toBeGreaterThan(1000);
  const first = (text: string) => searchOperations(documents, { words: text.split(' ') })[0]?.operation.path;
  expect(first('me bill')).toBe('/me/bill');
  expect(first('emial')).toMatch(/email/);
  expect(first('bil detial')).toMatch(/detail/);
});
