// The lists that an endpoint of a draft lacks: definitions of its parents, as ADD AS ENDPOINT makes them, and what maps to them.
import { draftObjects } from '../../../connector/app/draft/objects.js';
import { deriveRoute } from '../../../connector/app/explorer/add-route.js';
import { type ExistingObject, mergeDefinitions } from '../../../connector/app/explorer/merge-definitions.js';
import { API_METHODS } from '../../../connector/app/explorer/route.js';
import type { EndpointInput } from '../../../connector/model/preset.js';
import type { Edit, EndpointEntry, Outline, Plain } from '../../contract/draft.js';
import type { ParentsAnswer, ParentsRequest } from '../../contract/draft-calls.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';
import { checkAnswer, outlineOfDraft } from './check.js';

/** Throws `Refused`, and `ConfigError` where no route lists the values. */
export async function parentsAnswer(
  workspace: Workspace,
  { text, entry }: ParentsRequest,
): Promise<ParentsAnswer> {
  const { outline } = await checkAnswer(workspace, text);
  const own = outline?.entries.find((each) => each.entry === entry && each.kind === 'own');
  const object = outline?.objects.find((each) => each.entry === entry);
  const method = API_METHODS.find((each) => each === object?.method);
  if (!outline || !own || !object || !method)
    throw new Refused(404, 'not-found', 'the draft has no such endpoint');
  const derived = deriveRoute(
    await workspace.documents(),
    { method, path: object.path, query: {} },
    { parameters: constants(own.fields.parameters), query: constants(own.fields.query) },
    false,
  );
  const last = derived.definitions.at(-1) as EndpointInput;
  const merged = mergeDefinitions(derived.definitions, { nodes: others(workspace, text, entry, outline) });
  const same = merged.added.at(-1);
  // Another endpoint reads the same with the lists that are there.
  if (same?.path !== last.path)
    throw new Refused(409, 'draft-issues', `${merged.reused.at(-1)} reads the same route already`);
  const unmapped = object.parameters.filter(({ binding }) => binding.kind === 'none');
  const parents = merged.added.slice(0, -1);
  const bindings = unmapped.flatMap(({ name }): Edit[] => {
    const binding = same.parameters?.[name];
    return binding === undefined
      ? []
      : [{ set: ['endpoints', entry, 'parameters', name], value: plain(binding) }];
  });
  return {
    edits: [...parents.map((each): Edit => ({ add: ['endpoints'], value: plain(each) })), ...bindings],
    added: parents.map(({ name }) => name),
    notes: [...derived.notes, ...merged.notes],
  };
}

/** What the other entries read, valid or not yet. */
function others(workspace: Workspace, text: string, entry: number, { objects }: Outline): ExistingObject[] {
  const written = outlineOfDraft(workspace, text);
  const tables = new Map(objects.map(({ name, table }) => [name, table]));
  return (written ? draftObjects(written, workspace.clock.now()) : [])
    .filter((each) => each.entry !== entry)
    .map(({ definition, segments, bindings }) => ({
      ...{ name: definition.name, definition, path: segments, bindings },
      table: { table: tables.get(definition.name) ?? definition.name },
    }));
}

const plain = (value: unknown): Plain => JSON.parse(JSON.stringify(value)) as Plain;

/** Values that are written; what is mapped is left out. */
function constants(written: EndpointEntry['fields'][string] | undefined): Record<string, string> {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return {};
  return Object.fromEntries(
    Object.entries(written).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  );
}
