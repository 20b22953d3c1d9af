/** The account holder's personal data, and the document store: the only writable part of the account. */
import { SeededRandom } from '../../random.js';
import { readBody } from '../../wire/body.js';
import type { WireObject } from '../../wire/json.js';
import { num } from '../../wire/json.js';
import type { Reply } from '../../wire/reply.js';
import { badRequest, done, ok, unknownObject } from '../../wire/reply.js';
import type { Call, Route } from '../../wire/routes.js';

interface Tag {
  readonly key: string;
  readonly value: string;
}

interface StoredDocument {
  readonly id: string;
  readonly name: string;
  readonly tags: readonly Tag[];
  readonly size: number;
}

class Documents {
  readonly stored = new Map<string, StoredDocument>();

  constructor(readonly seed: string) {
    this.add(
      'contrat signé.pdf',
      [
        { key: 'year', value: '2026' },
        { key: 'unit.team', value: 'finance' },
      ],
      123_456,
    );
    this.add('vide', [], 0);
  }

  add(name: string, tags: readonly Tag[], size: number): StoredDocument {
    const id = new SeededRandom(this.seed, 'document', this.#made).uuid();
    this.#made += 1;
    const document = { id, name, tags, size };
    this.stored.set(id, document);
    return document;
  }

  #made = 0;
}

function documentFields({ id, name, tags, size }: StoredDocument): WireObject {
  return {
    creationDate: '2026-03-02T08:15:30+01:00',
    expirationDate: null,
    getUrl: `https://documents.example/get/${id}`,
    id,
    name,
    putUrl: `https://documents.example/put/${id}`,
    size: num(size),
    tags: tags.map(({ key, value }) => ({ key, value })),
    validationDate: size > 0 ? '2026-03-02T08:16:00+01:00' : null,
  };
}

interface DocumentBody {
  readonly name: string | undefined;
  readonly tags: readonly Tag[] | undefined;
}

const writable = ['name', 'tags'];

function readDocument(body: Buffer): DocumentBody | string {
  const fields = readBody(body);
  if (!fields) return 'The body is not a JSON object';
  const unknown = Object.keys(fields).filter((field) => !writable.includes(field));
  if (unknown.length > 0) return `Received not described parameters: ${unknown.join(', ')}`;
  const { name, tags } = fields;
  if (name !== undefined && typeof name !== 'string') return 'name is a string';
  if (tags === undefined || tags === null) return { name, tags: undefined };
  const read = Array.isArray(tags) ? tags.map(readTag) : [undefined];
  return read.every((tag) => tag !== undefined) ? { name, tags: read } : 'tags is a list of keys and values';
}

function readTag(tag: unknown): Tag | undefined {
  if (typeof tag !== 'object' || tag === null || !('key' in tag) || !('value' in tag)) return undefined;
  const { key, value } = tag;
  return typeof key === 'string' && typeof value === 'string' ? { key, value } : undefined;
}

function create(documents: Documents, call: Call): Reply {
  const wanted = readDocument(call.body);
  if (typeof wanted === 'string') return badRequest(wanted);
  if (wanted.name === undefined) return badRequest('name is required');
  return ok(documentFields(documents.add(wanted.name, wanted.tags ?? [], 0)));
}

function update(documents: Documents, document: StoredDocument, call: Call): Reply {
  const wanted = readDocument(call.body);
  if (typeof wanted === 'string') return badRequest(wanted);
  const { name = document.name, tags = document.tags } = wanted;
  documents.stored.set(document.id, { ...document, name, tags });
  return done();
}

export function documentRoutes(seed: string): Route[] {
  const documents = new Documents(seed);
  const path = '/me/document/{id}';
  const pathTypes = { id: 'uuid' } as const;
  const onDocument =
    (answer: (document: StoredDocument, call: Call) => Reply) =>
    (call: Call): Reply => {
      const id = call.params.id ?? '';
      const document = documents.stored.get(id);
      return document ? answer(document, call) : unknownObject('id', id);
    };
  const remove = (document: StoredDocument): Reply => {
    documents.stored.delete(document.id);
    return done();
  };
  return [
    {
      method: 'GET',
      path: '/me/document',
      kind: 'ids',
      changing: true,
      answer: () => ok([...documents.stored.keys()]),
    },
    { method: 'POST', path: '/me/document', answer: (call) => create(documents, call) },
    {
      method: 'GET',
      path,
      kind: 'object',
      pathTypes,
      changing: true,
      answer: onDocument((document) => ok(documentFields(document))),
    },
    {
      method: 'PUT',
      path,
      pathTypes,
      answer: onDocument((document, call) => update(documents, document, call)),
    },
    { method: 'DELETE', path, pathTypes, answer: onDocument(remove) },
  ];
}

export function holderRoute(nichandle: string): Route {
  const holder: WireObject = {
    address: '1 rue de l’Exemple',
    area: null,
    birthCity: null,
    birthDay: null,
    city: 'Roubaix',
    companyNationalIdentificationNumber: '00012345600011',
    complementaryAddress: '',
    corporationType: 'SARL',
    country: 'FR',
    currency: { code: 'EUR', symbol: '€' },
    customerCode: '0000-1234-56',
    email: 'holder@account.example',
    fax: null,
    firstname: 'Zoé',
    italianSDI: null,
    kycValidated: true,
    language: 'fr_FR',
    legalform: 'corporation',
    name: 'Müller-Łącki',
    nationalIdentificationNumber: null,
    nichandle,
    organisation: 'Exemple & Fils « test »',
    ovhCompany: 'ovh',
    ovhSubsidiary: 'FR',
    phone: '+33.123456789',
    phoneCountry: 'FR',
    phoneType: 'mobile',
    purposeOfPurchase: null,
    sex: null,
    spareEmail: null,
    state: 'complete',
    vat: 'FR00123456789',
    zip: '59100',
  };
  return { method: 'GET', path: '/me', kind: 'object', answer: () => ok(holder) };
}
