/** The options of the sandbox as data: the command line is generated from this list, and values are read by it. */

import { type DriftOptions, driftOptions } from '../account/billing/drift.js';
import type { OptionSpec } from './option-spec.js';
import { type PagingOptions, pagingOptions } from './pagination-options.js';
import { type BatchKind, type ExpandedKind, shortcutOptions } from './strategy-options.js';

export const faultKinds = [
  '429',
  '500',
  '503',
  '408',
  'reset',
  'truncate',
  'html200',
  'empty200',
  'slow',
] as const;
export type { OptionKind, OptionSpec } from './option-spec.js';

export type FaultKind = (typeof faultKinds)[number];

export interface SandboxOptions extends PagingOptions, DriftOptions {
  readonly host: string;
  readonly port: number;
  readonly seed: string;
  readonly bills: number;
  readonly lines: number;
  readonly edges: boolean;
  readonly removedBills: number;
  readonly days: number;
  readonly rate: number;
  readonly rateWindow: number;
  readonly rateCountsRefused: boolean;
  readonly retryAfter: 'seconds' | 'date' | 'none';
  readonly faults: readonly FaultKind[];
  readonly faultRate: number;
  readonly slowMs: number;
  readonly latencyMs: number;
  readonly clockSkewSeconds: number;
  readonly timeTolerance: number;
  readonly publicOrigin: string;
  readonly rules: readonly string[];
  readonly authRoutesNeedRule: boolean;
  readonly revokeAfter: number;
  readonly credentialSeconds: number;
  readonly autoValidateMs: number;
  readonly unknownKeyError: 'class' | 'code';
  readonly tokenSeconds: number;
  readonly iamDenied: readonly string[];
  readonly payment404: boolean;
  readonly expanded: ExpandedKind;
  readonly expandedCountsFailed: boolean;
  readonly batch: BatchKind;
  readonly batchMost: number;
  readonly batchExpands: boolean;
}

/** Options as a caller may give them: some of them, and the seed as a number too. */
export type SandboxInput = Partial<Omit<SandboxOptions, 'seed'>> & { readonly seed?: string | number };

const defaultRules = ['GET /*', 'POST /me/document', 'PUT /me/document/*', 'DELETE /me/document/*'] as const;

export const sandboxOptions: readonly OptionSpec[] = [
  {
    name: 'host',
    kind: 'choice',
    default: '127.0.0.1',
    choices: ['127.0.0.1', '::1', 'localhost'],
    description: 'Loopback address to listen on.',
  },
  {
    name: 'port',
    kind: 'whole',
    default: 0,
    least: 0,
    most: 65_535,
    description: 'Port to listen on; 0 takes a free one.',
  },
  {
    name: 'seed',
    kind: 'text',
    default: '1',
    description: 'Seed of the account: same seed and options, same bytes.',
  },
  {
    name: 'bills',
    kind: 'whole',
    default: 40,
    least: 0,
    most: 1_000_000,
    description: 'Generated bills, besides the named edge-case bills.',
  },
  {
    name: 'lines',
    kind: 'number',
    default: 4,
    least: 1,
    most: 200,
    description: 'Mean number of lines of a bill.',
  },
  {
    name: 'edges',
    kind: 'flag',
    default: true,
    description: 'Include objects that are gone (404), expired (460) or refused (403).',
  },
  {
    name: 'removedBills',
    kind: 'whole',
    default: 0,
    least: 0,
    live: true,
    description: 'The first so many generated bills are not there any more: not listed, and 404.',
  },
  {
    name: 'days',
    kind: 'whole',
    default: 0,
    least: 0,
    most: 3650,
    live: true,
    description:
      'Days gone by since 2026-07-01, when the account was made: new bills, late ones, payments, messages, calls; old bills go.',
  },
  {
    name: 'rate',
    kind: 'whole',
    default: 20,
    least: 0,
    live: true,
    description: 'Calls accepted per window and credentials; 0 is no limit.',
  },
  {
    name: 'rateWindow',
    kind: 'number',
    default: 1,
    least: 0.01,
    live: true,
    description: 'Length of the sliding window of the rate, in seconds.',
  },
  {
    name: 'rateCountsRefused',
    kind: 'flag',
    default: false,
    live: true,
    description: 'Calls answered 429 use up the rate too.',
  },
  {
    name: 'retryAfter',
    kind: 'choice',
    default: 'seconds',
    choices: ['seconds', 'date', 'none'],
    live: true,
    description: 'Form of the Retry-After header of a 429.',
  },
  {
    name: 'faults',
    kind: 'list',
    default: [],
    choices: faultKinds,
    live: true,
    description: 'Faults to inject.',
  },
  {
    name: 'faultRate',
    kind: 'number',
    default: 0,
    least: 0,
    most: 1,
    live: true,
    description: 'Share of calls that meet one of the faults, never more than 3 times in a row.',
  },
  {
    name: 'slowMs',
    kind: 'whole',
    default: 2000,
    least: 0,
    most: 600_000,
    live: true,
    description: 'Delay of the fault slow, in milliseconds.',
  },
  {
    name: 'latencyMs',
    kind: 'whole',
    default: 0,
    least: 0,
    most: 600_000,
    live: true,
    description: 'Delay of every reply, in milliseconds.',
  },
  {
    name: 'clockSkewSeconds',
    kind: 'whole',
    default: 0,
    live: true,
    description: 'How far the clock of the server is ahead of the machine, in seconds.',
  },
  {
    name: 'timeTolerance',
    kind: 'whole',
    default: 60,
    least: 0,
    live: true,
    description: 'Seconds that the timestamp of a signature may be off.',
  },
  {
    name: 'publicOrigin',
    kind: 'text',
    default: '',
    description: 'Origin that clients sign, such as https://127.0.0.1; empty is http:// and the Host header.',
  },
  {
    name: 'rules',
    kind: 'list',
    default: defaultRules,
    description: 'Access rules of the ready-made consumer key.',
  },
  {
    name: 'authRoutesNeedRule',
    kind: 'flag',
    default: false,
    live: true,
    description: 'The signed routes under /auth need an access rule too.',
  },
  {
    name: 'revokeAfter',
    kind: 'whole',
    default: 0,
    least: 0,
    live: true,
    description: 'Calls after which the ready-made consumer key is no longer valid; 0 is never.',
  },
  {
    name: 'credentialSeconds',
    kind: 'whole',
    default: 0,
    least: 0,
    description: 'Life of a consumer key in seconds; 0 is for ever.',
  },
  {
    name: 'autoValidateMs',
    kind: 'whole',
    default: 0,
    least: 0,
    live: true,
    description:
      'Validate requested consumer keys after so many milliseconds; 0 waits for a visit to validationUrl.',
  },
  {
    name: 'unknownKeyError',
    kind: 'choice',
    default: 'class',
    choices: ['class', 'code'],
    live: true,
    description:
      'Error body for an unknown application key: class Client::Forbidden, or errorCode INVALID_KEY.',
  },
  {
    name: 'tokenSeconds',
    kind: 'whole',
    default: 3599,
    least: 1,
    live: true,
    description: 'Life of an OAuth2 access token, in seconds.',
  },
  {
    name: 'iamDenied',
    kind: 'list',
    default: [],
    live: true,
    description: 'Routes that IAM refuses to bearer tokens, such as "GET /me/bill/{billId}".',
  },
  {
    name: 'payment404',
    kind: 'flag',
    default: true,
    live: true,
    description: 'An absent payment or debt answers 404; off: 200 with null.',
  },
  ...shortcutOptions,
  ...pagingOptions,
  ...driftOptions,
];
