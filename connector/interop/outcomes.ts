// What became of each stream: complete, or why not, by the report of the run.
import { REASON_CODES } from '../model/codes/reason-codes.js';
import { noticesOf } from '../model/errors.js';
import type { Plan, PlanNode } from '../model/plan.js';
import {
  MISSING_STATES,
  missingOf,
  NOT_LOADED_STATES,
  type RunReport,
  type SourceReport,
} from '../model/report.js';
import { noticeText } from '../text/notice-text.js';

/** `config`: a person has to change something. `transient`: it may work when it is tried again. `system`: a fault. */
export type FailureType = 'config' | 'transient' | 'system';

export interface Failure {
  type: FailureType;
  message: string;
  /** Name of the stream; absent: the whole read. */
  stream?: string;
  /** For those who mend the fault. */
  stack?: string;
}

/** Codes after which the same read may work. */
const TRANSIENT = new Set<string>(['api-down', 'interrupted', 'destination-lost', 'destination-in-use']);
const FAULTS = new Set<string>(['unexpected', 'ledger-unbalanced', 'rows-differ']);
/** Reasons that follow from another one. */
const CONSEQUENCES = new Set<string>(['ended-early', 'table-not-replaced']);

/** Why a command could not do its work at all. */
export function failureOf(error: unknown): Failure {
  const notices = noticesOf(error);
  const codes = notices.map(({ code }) => code);
  const stack = error instanceof Error ? error.stack : undefined;
  return {
    type: typeOf(codes),
    message: notices.map(noticeText).join('\n'),
    ...(codes.includes('unexpected') && stack !== undefined && { stack }),
  };
}

function typeOf(codes: readonly string[]): FailureType {
  if (codes.some((code) => FAULTS.has(code))) return 'system';
  return codes.some((code) => TRANSIENT.has(code)) ? 'transient' : 'config';
}

/** Trees that were read to their end, by the names of their roots. */
export type DoneTrees = ReadonlySet<string>;

/** By source object, whether everything of it came, or is accepted not to. */
export function completeSources(report: RunReport, plan: Plan, done: DoneTrees): ReadonlySet<string> {
  const reports = new Map(report.sources.map((source) => [source.name, source]));
  const nodes = new Map(plan.nodes.map((node) => [node.name, node]));
  const contradicted = new Set(report.reasons.map(({ source }) => source));
  const rootOf = (node: PlanNode): string => {
    const parent = node.parent === undefined ? undefined : nodes.get(node.parent);
    return parent ? rootOf(parent) : node.name;
  };
  const isComplete = (node: PlanNode): boolean => {
    const own = reports.get(node.name);
    if (!own || contradicted.has(node.name) || missingOf(own) > 0 || !own.balanced) return false;
    if (report.readToEnd !== true && !done.has(rootOf(node))) return false;
    return node.bindings.every((binding) => {
      const above = binding.kind === 'constant' ? undefined : nodes.get(binding.source);
      return above === undefined || isComplete(above);
    });
  };
  return new Set(plan.nodes.filter(isComplete).map(({ name }) => name));
}

/** Of source objects that are not complete, and of the run. @param streamOf the stream that stands for a source object */
export function failuresOf(report: RunReport, streamOf: (source: string) => string | undefined): Failure[] {
  const missing = report.sources.filter((source) => missingOf(source) > 0);
  const named = new Set(missing.map(({ name }) => name));
  const objects = missing.map((source): Failure => {
    const stream = streamOf(source.name);
    return {
      type: missingType(source),
      message: missingText(source),
      ...(stream !== undefined && { stream }),
    };
  });
  const others = report.reasons
    .filter(({ code, source }) => !CONSEQUENCES.has(code) && !(source !== undefined && named.has(source)))
    .map((notice): Failure => {
      const stream = notice.source === undefined ? undefined : streamOf(notice.source);
      const isReason = notice.code in REASON_CODES && !FAULTS.has(notice.code);
      const type = isReason ? 'transient' : typeOf([notice.code]);
      return { type, message: noticeText(notice), ...(stream !== undefined && { stream }) };
    });
  return [...objects, ...others];
}

function missingType({ ledger }: SourceReport): FailureType {
  if (ledger.failed > 0) return 'transient';
  return ledger.refused > 0 ? 'config' : 'system';
}

/** How many, and the first of them with the answer. */
function missingText({ name, ledger, notLoaded, notLoadedTotal }: SourceReport): string {
  const counts = NOT_LOADED_STATES.filter((state) => ledger[state] > 0).map(
    (state) => `${ledger[state]} ${state}`,
  );
  const first = notLoaded.find(
    ({ reason, accepted }) => !accepted && MISSING_STATES.some((state) => state === reason),
  );
  const example = first
    ? `; the first: ${first.id}: ${[first.status, first.message].filter(Boolean).join(' ')}`
    : '';
  return `${name}: ${notLoadedTotal} of ${ledger.listed} objects that the API listed are not loaded (${counts.join(', ')})${example}. The stream _ovh_ledger names each`;
}
