// The limits at which a run stops: of the whole run, at the top of a configuration, and of one source object.
import type { z } from 'zod';
import type { RunLimits } from '../../model/definition.js';
import { count } from './fields.js';

const MOST = 1_000_000_000;

export const runLimitKeys = {
  maxRejected: count(0, MOST)
    .optional()
    .describe(
      'A run stops when more records than this are rejected, of all source objects together; 0 stops at the first. Default: it continues, and is incomplete.',
    ),
} satisfies Record<keyof RunLimits, z.ZodType>;

export const sourceLimitKeys = {
  maxRejected: count(0, MOST)
    .optional()
    .describe(
      'The run stops when more records of this source object than this are rejected; 0 stops at the first. Default: it continues.',
    ),
} satisfies Record<keyof RunLimits, z.ZodType>;

/** The limits among the keys of a configuration. */
export function runLimitsOf(config: RunLimits): RunLimits {
  const keys = Object.keys(runLimitKeys) as (keyof RunLimits)[];
  return Object.fromEntries(keys.flatMap((key) => (config[key] === undefined ? [] : [[key, config[key]]])));
}
