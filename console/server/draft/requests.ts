// What the Source form may ask with, checked as it comes.
import { z } from 'zod';
import type { Edit, Plain, SaveRequest } from '../../contract/draft.js';
import type {
  CheckRequest,
  ParentsRequest,
  PlanRequest,
  PreviewRequest,
} from '../../contract/draft-calls.js';

/** The text of a configuration. */
const text = z.string().max(2_000_000);
const word = z.string().max(2_000);

const DEEPEST = 50;
const MOST_EDITS = 1_000;

const path = z
  .array(z.union([z.string().max(1_000), z.number().int().min(0).max(1_000_000)]))
  .min(1)
  .max(DEEPEST);

/** Any JSON; deeper values are no configuration. */
const plain = z.custom<Plain>((value) => value !== undefined && isShallow(value, DEEPEST), {
  error: `a value of at most ${DEEPEST} levels`,
});

function isShallow(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return left > 0 && Object.values(value).every((each) => isShallow(each, left - 1));
}

const edit = z.union([
  z.strictObject({ set: path, value: plain }),
  z.strictObject({ add: path, value: plain }),
  z.strictObject({ remove: path }),
]) satisfies z.ZodType<Edit>;

export const DRAFTS = {
  draft: z.strictObject({ text }),
  edit: z.strictObject({ text, edits: z.array(edit).max(MOST_EDITS) }),
  plan: z.strictObject({
    text: text.optional(),
    connection: word.optional(),
    only: z.array(word).max(1_000).optional(),
    alone: z.boolean().optional(),
    scheduled: z.boolean().optional(),
    ask: z.boolean().optional(),
  }) satisfies z.ZodType<PlanRequest>,
  check: z.strictObject({
    text: text.optional(),
    connection: word.optional(),
  }) satisfies z.ZodType<CheckRequest>,
  parents: z.strictObject({ text, entry: z.number().int().min(0) }) satisfies z.ZodType<ParentsRequest>,
  preview: z.strictObject({
    text,
    name: word,
    connection: word.optional(),
  }) satisfies z.ZodType<PreviewRequest>,
  save: z.strictObject({
    text,
    version: word,
    withIssues: z.boolean().optional(),
  }) satisfies z.ZodType<SaveRequest>,
};
