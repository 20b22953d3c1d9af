// A draft is checked as the file would be, with the secrets of the file, and shown without them.
import { checkDraft } from '../../../connector/app/draft/check-draft.js';
import { withText } from '../../../connector/app/draft/draft.js';
import { draftObjects } from '../../../connector/app/draft/objects.js';
import { draftOutline } from '../../../connector/app/draft/outline.js';
import {
  environmentOf,
  type SourceOptions,
  type SourceWithoutKeys,
  secretsIn,
} from '../../../connector/app/open.js';
import { type Edit, editText } from '../../../connector/config/edit/edit-text.js';
import { UnwritableConfig } from '../../../connector/config/edit/unwritable.js';
import type { ShownAgain } from '../../../connector/config/file/hidden-secrets.js';
import { formatKey, parseKey } from '../../../connector/config/file/key-path.js';
import { type Position, printedPosition } from '../../../connector/config/file/positions.js';
import { textScalars } from '../../../connector/config/file/secret-places.js';
import { type ConfigOutline, outlineOf } from '../../../connector/config/form/outline.js';
import { ConfigError, type ConfigIssue } from '../../../connector/model/errors.js';
import { type Scrub, Secret, scrubbed, scrubber } from '../../../connector/model/secret.js';
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import { PRESETS } from '../../../endpoints/presets.js';
import type { DraftCheck, DraftIssue, Outline } from '../../contract/draft.js';
import type { Workspace } from '../workspace.js';
import { type SourceFile, sourceFile } from './source-file.js';

/** A draft with the secrets of the file in it: nothing of it may be shown as it is. */
export interface RestoredDraft {
  file: SourceFile;
  text: string;
  /** Placeholders that stand for nothing. */
  unknown: ShownAgain['unknown'];
  shownAt(position: Position): Position;
}

/** @param shown as the page has it; absent: the file */
export function restoredDraft(workspace: Workspace, shown?: string): RestoredDraft {
  const file = sourceFile(workspace);
  return { file, ...file.secrets.restore(shown ?? file.secrets.shown) };
}

export interface Judged {
  draft: RestoredDraft;
  sources: SourceWithoutKeys[];
  issues: DraftIssue[];
  warnings: DraftIssue[];
  documents?: ApiDocuments;
  scrub: Scrub;
}

/** The check, and what reading the draft found. Throws `ConfigError` where the file cannot be read. */
export async function judged(
  workspace: Workspace,
  shown?: string,
  part: Pick<SourceOptions, 'only' | 'alone' | 'scheduled'> = {},
): Promise<Judged> {
  const draft = restoredDraft(workspace, shown);
  const { file } = draft.file;
  const documents = await workspace.documents().catch(expected);
  const { origin } = workspace.place();
  const known = (source: SourceWithoutKeys) =>
    source.config.origin === origin && documents && documents.size > 0 ? documents : undefined;
  const { sources, ...found } = await checkDraft(file, draft.text, { ...workspace.reading, ...part }, known);
  const scrub = scrubOf(workspace, draft, sources);
  const issue = (each: ConfigIssue<string>) => issueOf(each, draft, sources);
  const issues = [...draft.unknown.map((each) => unknownIssue(each, file)), ...found.issues.map(issue)];
  const warnings = found.warnings.map(({ code, source, count, message }) => {
    const where = source === undefined ? file : (sources[0]?.config.locateDefinition(source) ?? file);
    const placed = issue({ code, where, message, ...(source !== undefined && { key: source }) });
    return { ...placed, ...(count !== undefined && { count }) };
  });
  return { draft, sources, documents, scrub, ...scrubbed({ issues, warnings }, scrub) };
}

/**
 * The same for one source object: what is wrong in entries that have nothing to do with it is left out, so that it can be
 * tried all the same.
 */
export async function judgedFor(workspace: Workspace, shown: string, name: string): Promise<Judged> {
  const whole = await judged(workspace, shown);
  let part = whole;
  let text: string | undefined = shown;
  // What is wrong between entries shows when each of them is right.
  for (let round = 0; part.issues.length > 0 && round < MOST_ROUNDS; round++) {
    text = withoutOthers(workspace, part, text, name);
    if (text === undefined) return whole;
    part = await judged(workspace, text);
  }
  return part.issues.length === 0 ? part : whole;
}

const MOST_ROUNDS = 4;

/** The draft without other entries that are wrong, and without its schedule, which may name them. */
function withoutOthers(
  workspace: Workspace,
  { issues, draft }: Judged,
  shown: string,
  name: string,
): string | undefined {
  const outline = readOutline(workspace, draft.file.file, shown);
  if (!outline) return undefined;
  const objects = draftObjects(outline, workspace.clock.now());
  const placed = issues.map((each) =>
    withEntry(
      each,
      objects.map(({ definition, entry }) => ({ name: definition.name, entry })),
    ),
  );
  const own = objects.find(({ definition }) => definition.name === name)?.entry;
  const wrong = new Set(placed.flatMap(({ entry }) => entry ?? []));
  const isElsewhere = placed.some(({ entry, key }) => entry === undefined && !key?.startsWith('schedule'));
  if (isElsewhere || own === undefined || wrong.has(own)) return undefined;
  const removed = [...wrong].sort((a, b) => b - a).map((entry): Edit => ({ remove: ['endpoints', entry] }));
  const schedule: Edit[] = 'schedule' in outline.written ? [{ remove: ['schedule'] }] : [];
  try {
    return editText(shown, [...removed, ...schedule]).text;
  } catch (error) {
    if (error instanceof UnwritableConfig) return undefined;
    throw error;
  }
}

/** As the page has it, with placeholders; undefined where it is no YAML. */
export const outlineOfDraft = (workspace: Workspace, shown: string): ConfigOutline | undefined =>
  readOutline(workspace, sourceFile(workspace).file, shown);

function readOutline(workspace: Workspace, file: string, shown: string): ConfigOutline | undefined {
  const options = withText(file, shown, workspace.reading);
  return outlineOf(file, environmentOf(options), { presets: PRESETS });
}

export async function checkAnswer(workspace: Workspace, shown: string): Promise<DraftCheck> {
  const { issues, warnings, documents, scrub, draft } = await judged(workspace, shown);
  // Of the text with placeholders: it has nothing to hide.
  const outline = readOutline(workspace, draft.file.file, shown);
  if (!outline) return { issues, warnings };
  const made = draftOutline(outline, documents, workspace.clock.now());
  const placed = (each: DraftIssue) => withEntry(each, made.objects);
  return {
    issues: issues.map(placed),
    warnings: warnings.map(placed),
    outline: shownOutline(made, outline, shown, scrub),
  };
}

function shownOutline(
  made: ReturnType<typeof draftOutline>,
  { lineOf }: ConfigOutline,
  shown: string,
  scrub: Scrub,
): Outline {
  const lines = lastLines(shown);
  const { location } = made.destination;
  return {
    ...made,
    entries: made.entries.map((each) => ({
      ...each,
      lastLine: lines.get(each.entry) ?? lineOf(['endpoints', each.entry]),
    })),
    destination: { ...made.destination, ...(location !== undefined && { location: scrub(location) }) },
    objects: made.objects.map((object) => ({
      ...object,
      parameters: object.parameters.map((each) => ({ ...each, binding: scrubbed(each.binding, scrub) })),
    })),
  };
}

/** The last line of each entry of `endpoints`. */
function lastLines(shown: string): Map<number, number> {
  const found = new Map<number, number>();
  let line = 1;
  let at = 0;
  for (const { path, to } of textScalars(shown).scalars) {
    for (let next = shown.indexOf('\n', at); next >= 0 && next < to; next = shown.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    if (path[0] === 'endpoints' && typeof path[1] === 'number') found.set(path[1], line);
  }
  return found;
}

function expected(error: unknown): undefined {
  if (!(error instanceof ConfigError)) throw error;
  return undefined;
}

/** Every secret of the file, of the draft, and of what it reads. */
function scrubOf(
  workspace: Workspace,
  { file }: RestoredDraft,
  sources: readonly SourceWithoutKeys[],
): Scrub {
  return scrubber([
    ...workspace.secrets(),
    ...file.secrets.values.map((value) => new Secret(value)),
    ...sources.flatMap(({ config }) => secretsIn(config)),
  ]);
}

function issueOf(
  { code, where, key, message }: ConfigIssue<string>,
  { file: { file }, shownAt }: RestoredDraft,
  sources: readonly SourceWithoutKeys[],
): DraftIssue {
  const read = printedPosition(where, file) ?? positionByKey(key, sources, file);
  const place = read && shownAt(read);
  return {
    code,
    where: place ? printed(file, place) : where,
    ...place,
    ...(key !== undefined && { key }),
    message,
  };
}

/** Where an issue names a definition without a place in the text. */
function positionByKey(key: string | undefined, sources: readonly SourceWithoutKeys[], file: string) {
  const [name] = key === undefined ? [] : parseKey(key);
  const config = sources.find(({ config }) => config.endpoints.some((each) => each.name === name))?.config;
  return typeof name === 'string' && config
    ? printedPosition(config.locateDefinition(name), file)
    : undefined;
}

function withEntry(issue: DraftIssue, objects: readonly { name: string; entry: number }[]): DraftIssue {
  const [first, second] = issue.key === undefined ? [] : parseKey(issue.key);
  const entry =
    first === 'endpoints' && typeof second === 'number'
      ? second
      : objects.find(({ name }) => name === first)?.entry;
  return entry === undefined ? issue : { ...issue, entry };
}

function unknownIssue({ line, column, placeholder, path }: ShownAgain['unknown'][number], file: string) {
  const key = path && path.length > 0 ? { key: formatKey(path) } : {};
  return {
    code: 'secret-unknown',
    where: printed(file, { line, column }),
    line,
    column,
    ...key,
    message: `${placeholder} stands for no secret of the file at this key: write the value itself, or a variable`,
  };
}

function printed(file: string, { line, column }: Position): string {
  return `${file}:${line}:${column}`;
}
