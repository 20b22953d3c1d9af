// The first rows of one source object of a draft, and sample values of what its path is mapped from.
import { openDraftWithKeys } from '../../../connector/app/draft/draft.js';
import { sampleValues } from '../../../connector/app/draft/samples.js';
import type { ConfiguredSource } from '../../../connector/app/open.js';
import { previewSource } from '../../../connector/app/preview.js';
import { ConfigError } from '../../../connector/model/errors.js';
import { type Scrub, scrubbed } from '../../../connector/model/secret.js';
import { type Cell, JsonText } from '../../../connector/model/table.js';
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import type { DraftIssue } from '../../contract/draft.js';
import type { PreviewAnswer, PreviewRequest, SamplesAnswer } from '../../contract/draft-calls.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { judgedFor } from './check.js';
import { refuseIssues } from './refuse-issues.js';

const ROWS = 5;

/** Throws `Refused` for a draft that is not valid, `StopError` where the API ends it. */
export async function previewAnswer(
  workspace: Workspace,
  request: PreviewRequest,
  signal: AbortSignal,
): Promise<PreviewAnswer> {
  const { source, documents, scrub } = await sourceFor(workspace, request);
  const connection = workspace.connectionFor(source);
  const from = workspace.clock.now();
  const found = await previewSource(source, request.name, ROWS, { connection, documents, signal });
  const { schema, rows } = found.batch;
  const keys = new Set(schema.primaryKey);
  return {
    table: schema.table,
    columns: schema.columns.map(({ name, type }) => {
      const description = found.descriptions[name];
      return { name, type, key: keys.has(name), ...(description !== undefined && { description }) };
    }),
    rows: rows.map((row) => schema.columns.map((_, at) => textOf(row[at] ?? null, scrub))),
    leftOut: found.leftOut,
    total: found.total,
    calls: found.calls,
    milliseconds: workspace.clock.now() - from,
    pace: source.config.budget.callsPerSecond,
    ...scrubbed({ notes: found.notes, samples: found.samples, curl: found.curl }, scrub),
    ...(found.nothing !== undefined && { nothing: scrub(found.nothing) }),
  };
}

/** Throws as the preview does. */
export async function samplesAnswer(
  workspace: Workspace,
  request: PreviewRequest,
  signal: AbortSignal,
): Promise<SamplesAnswer> {
  const { source, scrub } = await sourceFor(workspace, request);
  const connection = workspace.connectionFor(source);
  const from = workspace.clock.now();
  const found = await sampleValues(source, request.name, connection, signal);
  const pace = source.config.budget.callsPerSecond;
  return { ...scrubbed(found, scrub), milliseconds: workspace.clock.now() - from, pace };
}

interface Chosen {
  source: ConfiguredSource;
  documents?: ApiDocuments;
  scrub: Scrub;
}

/** The source with keys of the connection that is named, or of the first one that has the source object. */
async function sourceFor(workspace: Workspace, { text, name, connection }: PreviewRequest): Promise<Chosen> {
  const { draft, issues, documents, scrub, sources } = await judgedFor(workspace, text, name);
  refuseIssues(issues);
  if (!sources.some(({ config }) => config.endpoints.some((each) => each.name === name)))
    throw new Refused(404, 'not-found', `the draft has no source object "${name}"`);
  const options = { ...workspace.reading, only: [name], preview: true };
  const opened = withIssues(() => openDraftWithKeys(draft.file.file, draft.text, options), scrub);
  const source =
    connection === undefined ? opened[0] : opened.find(({ config }) => config.connection === connection);
  if (!source) throw new Refused(404, 'not-found', `no connection "${connection}" has "${name}"`);
  const isOfPlace = source.config.origin === workspace.place().origin;
  return { source, scrub, ...(isOfPlace && documents && { documents }) };
}

/** Missing keys are an issue of the draft. */
function withIssues<T>(open: () => T, scrub: Scrub): T {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const issues = error.issues.map(({ code, where, key, message }): DraftIssue => {
      return { code, where, ...(key !== undefined && { key }), message: scrub(message) };
    });
    refuseIssues(issues);
    throw error;
  }
}

function textOf(cell: Cell, scrub: Scrub): string | null {
  if (cell === null) return null;
  return scrub(cell instanceof JsonText ? cell.text : String(cell));
}
