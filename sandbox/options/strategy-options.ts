/** Options for expanded lists and batches, none of which OVHcloud promises. */
import type { OptionSpec } from './option-spec.js';

/** `inserted` and `deleted`: the list changes after its first page. `summary`: an object has fewer fields than its detail. */
export const expandedKinds = [
  'ignored',
  'on',
  'refused',
  'capped',
  'wrongTotal',
  'noHeaders',
  'stale',
  'idless',
  'summary',
  'inserted',
  'deleted',
] as const;

/** `lastOnly`: refused on a middle segment. `mixed`: two values are swapped. */
export const batchKinds = [
  'ignored',
  'on',
  'refused',
  'lastOnly',
  'error',
  'missing',
  'doubled',
  'valueless',
  'mixed',
] as const;

export type ExpandedKind = (typeof expandedKinds)[number];
export type BatchKind = (typeof batchKinds)[number];

export const strategyOptions: readonly OptionSpec[] = [
  {
    name: 'expanded',
    kind: 'choice',
    default: 'on',
    choices: expandedKinds,
    live: true,
    description:
      'What X-Pagination-Mode does on v1 lists: it answers objects, or fails in one of these ways.',
  },
  {
    name: 'expandedCountsFailed',
    kind: 'flag',
    default: false,
    live: true,
    description: 'X-Pagination-Elements also counts the objects that fail and are missing from the list.',
  },
  {
    name: 'unreadable',
    kind: 'whole',
    default: 0,
    minimum: 0,
    live: true,
    description:
      'One in so many objects of lists of ids is listed and answers 404 or 403, always the same ones; 0: none.',
  },
  {
    name: 'batch',
    kind: 'choice',
    default: 'on',
    choices: batchKinds,
    live: true,
    description: 'What X-Ovh-Batch does: it answers many ids, or fails in one of these ways.',
  },
  {
    name: 'batchLimit',
    kind: 'whole',
    default: 50,
    minimum: 1,
    live: true,
    description: 'Most ids in one batch; more are answered with 400.',
  },
  {
    name: 'batchExpands',
    kind: 'flag',
    default: true,
    live: true,
    description: 'A batch of lists with X-Pagination-Mode answers their objects.',
  },
];
