/** The options of the sandbox as data: the command line and the reading of values are made from this list. */

import { type DriftOptions, driftOptions } from '../account/billing/drift.js';
import { type AccountOptions, accountOptions } from './account-options.js';
import type { OptionSpec } from './option-spec.js';
import { type PagingOptions, pagingOptions } from './pagination-options.js';
import { type PdfOptions, pdfOptions } from './pdf-options.js';
import { type BatchKind, type ExpandedKind, strategyOptions } from './strategy-options.js';

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

export interface SandboxOptions extends AccountOptions, PagingOptions, DriftOptions, PdfOptions {
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
  readonly unreadable: number;
  readonly batch: BatchKind;
  readonly batchLimit: number;
  readonly batchExpands: boolean;
}

/** Options as a caller may pass them: all are optional, and the seed may be a number. */
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
    minimum: 0,
    maximum: 65_535,
    description: 'Port to listen on; 0 takes a free one.',
  },
  {
    name: 'seed',
    kind: 'text',
    default: '1',
    description: 'Seed of the account: same seed and options, same bytes.',
  },
  ...accountOptions,
  {
    name: 'bills',
    kind: 'whole',
    default: 40,
    minimum: 0,
    maximum: 1_000_000,
    description: 'Generated bills, in addition to the named edge-case bills.',
  },
  {
    name: 'lines',
    kind: 'number',
    default: 4,
    minimum: 1,
    maximum: 200,
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
    minimum: 0,
    live: true,
    description: 'How many of the first generated bills are removed: not listed, and 404.',
  },
  {
    name: 'days',
    kind: 'whole',
    default: 0,
    minimum: 0,
    maximum: 3650,
    live: true,
    description:
      'Days since 2026-07-01, when the account was created: they bring new bills, late bills, payments, messages and calls, and remove old bills.',
  },
  {
    name: 'rate',
    kind: 'whole',
    default: 20,
    minimum: 0,
    live: true,
    description: 'Calls accepted per window and credentials; 0 means no limit.',
  },
  {
    name: 'rateWindow',
    kind: 'number',
    default: 1,
    minimum: 0.01,
    live: true,
    description: 'Length of the sliding window of the rate, in seconds.',
  },
  {
    name: 'rateCountsRefused',
    kind: 'flag',
    default: false,
    live: true,
    description: 'Calls answered with 429 count against the rate too.',
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
    minimum: 0,
    maximum: 1,
    live: true,
    description: 'Share of calls that meet one of the faults, never more than 3 times in a row.',
  },
  {
    name: 'slowMs',
    kind: 'whole',
    default: 2000,
    minimum: 0,
    maximum: 600_000,
    live: true,
    description: 'Delay of the fault slow, in milliseconds.',
  },
  {
    name: 'latencyMs',
    kind: 'whole',
    default: 0,
    minimum: 0,
    maximum: 600_000,
    live: true,
    description: 'Delay of every reply, in milliseconds.',
  },
  {
    name: 'clockSkewSeconds',
    kind: 'whole',
    default: 0,
    live: true,
    description: 'Seconds by which the server clock is ahead of the machine.',
  },
  {
    name: 'timeTolerance',
    kind: 'whole',
    default: 60,
    minimum: 0,
    live: true,
    description: 'Seconds by which the timestamp of a signature may differ.',
  },
  {
    name: 'publicOrigin',
    kind: 'text',
    default: '',
    description:
      'Origin that clients sign, such as https://127.0.0.1; empty means http:// and the Host header.',
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
    minimum: 0,
    live: true,
    description: 'Calls after which the ready-made consumer key is revoked; 0 means never.',
  },
  {
    name: 'credentialSeconds',
    kind: 'whole',
    default: 0,
    minimum: 0,
    description: 'Lifetime of a consumer key, in seconds; 0 means unlimited.',
  },
  {
    name: 'autoValidateMs',
    kind: 'whole',
    default: 0,
    minimum: 0,
    live: true,
    description:
      'Milliseconds after which a requested consumer key is validated; 0 waits for a visit to validationUrl.',
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
    minimum: 1,
    live: true,
    description: 'Lifetime of an OAuth2 access token, in seconds.',
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
    description: 'Answer 404 for an absent payment or debt, not 200 with null.',
  },
  ...strategyOptions,
  ...pagingOptions,
  ...driftOptions,
  ...pdfOptions,
];
