// What the page may ask of runs and ledgers, checked as it comes.
import { z } from 'zod';
import { STRATEGIES } from '../../../connector/model/definition.js';
import type { EntryRequest, LedgerFilter } from '../../contract/ledger.js';
import type { ResetConsent, ResetRequest } from '../../contract/reset.js';
import type { LiveRequest, PriceRequest, StartRequest, StopRequest } from '../../contract/run.js';

const word = z.string().max(2_000);
const words = z.array(word).max(5_000);

const start = z.strictObject({
  kind: z.enum(['load', 'retry', 'replay', 'backfill']),
  connections: words.optional(),
  only: words.optional(),
  alone: z.boolean().optional(),
  refresh: z.union([z.literal('all'), words]).optional(),
  strategy: z.enum(STRATEGIES).optional(),
  run: word.optional(),
  reasons: words.optional(),
  sources: words.optional(),
  ids: words.optional(),
  dryRun: z.boolean().optional(),
  name: word.optional(),
  from: word.optional(),
  until: word.optional(),
  filter: words.optional(),
});

const filter = {
  run: word,
  reasons: word.optional(),
  sources: z.string().max(100_000).optional(),
  statuses: word.optional(),
  accounts: word.optional(),
  text: word.optional(),
};

export const RUN_REQUESTS = {
  none: z.strictObject({}),
  start: start satisfies z.ZodType<StartRequest>,
  price: start.extend({ count: z.boolean().optional() }) satisfies z.ZodType<PriceRequest>,
  stop: z.strictObject({ load: word, how: z.enum(['slice', 'now']) }) satisfies z.ZodType<StopRequest>,
  reset: z.strictObject({
    connections: words.optional(),
    sources: words.min(1).optional(),
    data: z.boolean().optional(),
    alone: z.boolean().optional(),
  }) satisfies z.ZodType<ResetRequest>,
  resetConsent: z.strictObject({ id: word, word }) satisfies z.ZodType<ResetConsent>,
  live: z.strictObject({
    load: word,
    since: z.coerce.number().int().min(0).optional(),
  }) satisfies z.ZodType<LiveRequest>,
  runs: z.strictObject({ limit: z.coerce.number().int().min(1).max(10_000).optional() }),
  run: z.strictObject({ run: word }),
  compare: z.strictObject({ before: word, after: word }),
  facets: z.strictObject({ run: word }),
  ledger: z.strictObject({
    ...filter,
    from: z.coerce.number().int().min(0),
    count: z.coerce.number().int().min(1).max(1_000),
  }) satisfies z.ZodType<LedgerFilter & { from: number; count: number }>,
  exported: z.strictObject({ ...filter, formulas: z.enum(['keep', 'escape']).optional() }),
  entry: z.strictObject({
    run: word,
    source: word,
    id: word,
    reason: word,
  }) satisfies z.ZodType<EntryRequest>,
};
