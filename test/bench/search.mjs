// How long does a key stroke search? Every beginning of queries as people type them, in one criterion and in all six.
import { gzipSync } from 'node:zlib';
import { exploreApi } from '../../dist/connector/app/explore.js';
import { ApiDocuments } from '../../dist/connector/schemas/api-documents.js';
import { searchable } from '../../dist/connector/schemas/explore/search.js';
import { withSandbox } from './measure.mjs';
import { atMost, number } from './sections.mjs';

const TYPED = [
  'zone record',
  'me bill',
  'node pool',
  'invoice',
  'dedicated server',
  'domain contact',
  'emial',
];
/** As many operations as the API has. */
const OPERATIONS = 6624;

export async function search({ schemas, quick }) {
  const documents = schemas
    ? await exploreApi({ schemas })
    : repeated(await sandboxDocuments(), quick ? 0 : OPERATIONS);
  const started = performance.now();
  const { search: searching } = searchable(documents);
  const indexMs = performance.now() - started;
  const loads = Object.entries(CRITERIA).map(([name, criteriaOf]) => {
    const strokes = TYPED.flatMap((text) => [...text].map((_, at) => text.slice(0, at + 1)));
    const times = strokes
      .map((text) => fastest(() => searching.find(criteriaOf(text))))
      .sort((a, b) => a - b);
    const at = (share) => times[Math.ceil(times.length * share) - 1];
    return { name, strokes: times.length, p50: at(0.5), p99: at(0.99) };
  });
  const bytes = gzipSync(JSON.stringify(searching.index)).length;
  return {
    title: `Search: ${number(documents.size)} operations, index made in ${number(Math.round(indexMs))} ms, ${number(Math.round(bytes / 1000))} kB gzip`,
    heads: ['criteria', 'key strokes', 'p50 ms', 'p99 ms'],
    rows: loads.map(({ name, strokes, p50, p99 }) => [name, number(strokes), p50.toFixed(1), p99.toFixed(1)]),
    bars: quick
      ? []
      : loads.flatMap(({ name, p50, p99 }) => [
          atMost(`${name}: p50 in ms`, p50, 16),
          atMost(`${name}: p99 in ms`, p99, 15),
        ]),
    loads,
  };
}

const CRITERIA = {
  words: (text) => ({ words: text.split(' ').filter(Boolean) }),
  'response field': (text) => ({ response: text }),
  'all six': (text) => ({
    words: text.split(' ').filter(Boolean),
    path: text.slice(0, 1),
    description: text.slice(0, 1),
    parameter: text.slice(1, 2),
    bodyField: text.slice(0, 1),
    response: text.slice(0, 3).trim(),
    status: 'PRODUCTION',
  }),
};

/** Of three times: what else the machine does is not the question. */
function fastest(work) {
  return Math.min(
    ...Array.from({ length: 3 }, () => {
      const started = performance.now();
      work();
      return performance.now() - started;
    }),
  );
}

async function sandboxDocuments() {
  return withSandbox({ bills: 0 }, ({ url }) => exploreApi({ baseUrl: url }));
}

/** The documents again and again, under other paths and with other words, until they have enough operations. */
function repeated(documents, wanted) {
  const copies = [...documents.documents];
  for (let copy = 1, size = documents.size; size < wanted; copy++, size += documents.size)
    copies.push(
      ...documents.documents.map((document) => ({
        ...document,
        section: `/copy${copy}${document.section}`,
        operations: document.operations.map((each) => ({
          ...each,
          section: `/copy${copy}${each.section}`,
          path: each.path.replace(/^(\/v2)?/, `$1/copy${copy}`),
          description: `${each.description} ${copy}`,
        })),
      })),
    );
  return new ApiDocuments(copies);
}
