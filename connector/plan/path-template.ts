// Path templates: `/me/bill/{billId}` and what becomes of them with values.
import type { Scalar } from '../model/json.js';
import type { PathSegment } from '../model/plan.js';
import type { Partition } from '../model/record.js';

const PARAMETER = /^\{([A-Za-z_][A-Za-z0-9_.]*)\}$/;
const BRANCH = /^\/(1\.0|v1|v2)(\/|$)/;

/** What is wrong with a path, or its segments. A path without a branch is v1 under `/1.0`. */
export function parsePath(path: string): { segments: PathSegment[] } | { error: string } {
  const branched = BRANCH.test(path) ? path : `/1.0${path}`;
  const segments: PathSegment[] = [];
  for (const part of branched.slice(1).split('/')) {
    const parameter = PARAMETER.exec(part)?.[1];
    if (parameter) segments.push({ parameter });
    else {
      const error = literalError(part);
      if (error) return { error };
      segments.push({ literal: part });
    }
  }
  const names = segments.flatMap((segment) => ('parameter' in segment ? [segment.parameter] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice ? { error: `the parameter {${twice}} stands in it twice` } : { segments };
}

function literalError(part: string): string | undefined {
  if (part === '') return 'it has an empty segment (a double slash, or a slash at the end)';
  if (part === '.' || part === '..') return `the segment "${part}" is not allowed`;
  if (/[{}]/.test(part)) return `"${part}" is not a parameter: a parameter is a whole segment, like {billId}`;
  if (/[?#]/.test(part)) return 'it holds ? or #: query-string parameters go under `query`';
  if (/%2e/i.test(part)) return `the segment "${part}" hides a dot`;
  // Bytes that must not stand in a request line; what needs escaping is written escaped.
  if (!/^[!-~]+$/.test(part) || /["<>\\^`|]/.test(part))
    return `"${part}" has characters that must be percent-encoded`;
  return undefined;
}

/** True for a path of the second branch. */
export function isV2([first]: readonly PathSegment[]): boolean {
  return first !== undefined && 'literal' in first && first.literal === 'v2';
}

export function parametersOf(segments: readonly PathSegment[]): string[] {
  return segments.flatMap((segment) => ('parameter' in segment ? [segment.parameter] : []));
}

export function templateOf(segments: readonly PathSegment[]): string {
  return `/${segments.map((s) => ('parameter' in s ? `{${s.parameter}}` : s.literal)).join('/')}`;
}

/** The template without the v1 branch, as access rules and documents write it. */
export function routeOf(segments: readonly PathSegment[]): string {
  return withoutBranch(templateOf(segments));
}

export function withoutBranch(template: string): string {
  return template.replace(/^\/(1\.0|v1)(?=\/)/, '');
}

/** The path with its values percent-encoded once. Throws `PathValueError` for a value that cannot stand in it. */
export function expandPath(segments: readonly PathSegment[], values: Partition): string {
  const parts = segments.map((segment) =>
    'parameter' in segment ? encodeValue(segment.parameter, values[segment.parameter]) : segment.literal,
  );
  return `/${parts.join('/')}`;
}

export class PathValueError extends Error {
  override readonly name = 'PathValueError';
}

function encodeValue(parameter: string, value: Scalar | undefined): string {
  const text = value === undefined ? '' : String(value);
  if (text === '') throw new PathValueError(`{${parameter}} has no value`);
  // Clients and servers fold these segments away, so another object would be asked for.
  if (text === '.' || text === '..')
    throw new PathValueError(`{${parameter}} is "${text}", which cannot stand in a path`);
  try {
    return encodeURIComponent(text);
  } catch {
    throw new PathValueError(
      `{${parameter}} holds bytes that are not UTF-8, or half a character (a lone surrogate), which cannot stand in a path`,
    );
  }
}
