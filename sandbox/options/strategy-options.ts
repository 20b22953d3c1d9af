/** Options of the headers with which one call answers many objects: none of it is promised by OVHcloud. */
import type { OptionSpec } from './option-spec.js';

/** `inserted` and `deleted`: the list changes after its first page. `summary`: an object tells less than its detail. */
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

/** `lastOnly`: refused on a middle segment. `mixed`: two values change places. */
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

export const shortcutOptions: readonly OptionSpec[] = [
  {
    name: 'expanded',
    kind: 'choice',
    default: 'on',
    choices: expandedKinds,
    live: true,
    description:
      'What X-Pagination-Mode does on the first branch: objects, or one of the ways in which it may fail.',
  },
  {
    name: 'expandedCountsFailed',
    kind: 'flag',
    default: false,
    live: true,
    description: 'X-Pagination-Elements counts the objects that are not in the list because they fail.',
  },
  {
    name: 'batch',
    kind: 'choice',
    default: 'on',
    choices: batchKinds,
    live: true,
    description: 'What X-Ovh-Batch does: entries, or one of the ways in which it may fail.',
  },
  {
    name: 'batchMost',
    kind: 'whole',
    default: 50,
    least: 1,
    live: true,
    description: 'Ids that one batch may have; more are answered 400.',
  },
  {
    name: 'batchExpands',
    kind: 'flag',
    default: true,
    live: true,
    description: 'A batch of lists with X-Pagination-Mode has their objects.',
  },
];
