// Adds a route to a configuration file: definitions are derived, merged with the existing ones, checked, written.
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { appendEndpoints, endpointCount } from '../../config/edit/append-endpoints.js';
import { UnwritableConfig } from '../../config/edit/unwritable.js';
import { readAtMost } from '../../disk/bounded-read.js';
import { replaceFile } from '../../disk/whole-file.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import type { Plan } from '../../model/plan.js';
import type { EndpointInput } from '../../model/preset.js';
import type { ApiDocuments } from '../../schemas/api-documents.js';
import { type DerivationInput, deriveDefinitions } from '../../schemas/derivation/derive.js';
import type { Need } from '../../schemas/derivation/query.js';
import { openAllWithoutKeys } from '../accounts/open-accounts.js';
import { openDraft } from '../draft/draft.js';
import type { SourceOptions } from '../open.js';
import { type MergedDefinitions, mergeDefinitions } from './merge-definitions.js';
import { findOperation, valuesIn, type WrittenRoute } from './route.js';

export interface DerivedRoute {
  /** Parents first. */
  definitions: EndpointInput[];
  notes: string[];
}

/**
 * Definitions that load a GET route and its parents. The values of a concrete path become constants. Throws
 * `ConfigError`, which names the option for a missing value; without `namesOptions` it has an issue for each such value.
 */
export function deriveRoute(
  documents: ApiDocuments,
  route: WrittenRoute,
  input: DerivationInput = {},
  namesOptions = true,
): DerivedRoute {
  const operation = findOperation(documents, route);
  const where = `${route.method} ${route.path}`;
  if (operation.method !== 'GET') {
    const message = 'only a GET route can be derived; write the others by hand (docs/definitions.md)';
    throw new ConfigError([{ code: 'route-not-derivable', where, message }]);
  }
  const parameters = { ...valuesIn(route.path, operation), ...input.parameters };
  const query = { ...route.query, ...input.query };
  const derived = deriveDefinitions(documents, operation.path, { parameters, query });
  if ('reason' in derived) {
    if (!namesOptions && derived.needs) throw valuesMissing(derived.needs);
    const options = (derived.needs ?? []).map(
      (need) => `${need.in === 'path' ? '--parameter' : '--query'} ${need.name}=VALUE`,
    );
    const next = options.length > 0 ? `; add ${options.join(' ')}` : '';
    throw new ConfigError([{ code: 'route-not-derivable', where, message: `${derived.reason}${next}` }]);
  }
  refuseUnused(derived.definitions, { parameters, query });
  return derived;
}

function valuesMissing(needs: readonly Need[]): ConfigError {
  return new ConfigError(
    needs.map(({ in: place, name }) => {
      const isPath = place === 'path';
      const message = isPath ? 'needs a value: no route lists any' : 'needs a value';
      return { code: 'route-not-derivable' as const, where: isPath ? `{${name}}` : name, message };
    }),
  );
}

/** A value that no route takes is a mistake: ignoring it would load more than was meant. */
function refuseUnused(definitions: readonly EndpointInput[], input: DerivationInput): void {
  const check = (option: string, names: string[], known: string[]) =>
    names
      .filter((name) => !known.includes(name))
      .map((name) => {
        const hint = nearest(name, known);
        const next = hint ? `; did you mean "${hint}"?` : '';
        const message = `no route on the way has it${next}`;
        return { code: 'option-value' as const, where: `${option} ${name}`, message };
      });
  const issues = [
    ...check(
      '--parameter',
      Object.keys(input.parameters ?? {}),
      definitions.flatMap(({ path }) => [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')),
    ),
    ...check(
      '--query',
      Object.keys(input.query ?? {}),
      definitions.flatMap(({ query, headers }) => Object.keys({ ...query, ...headers })),
    ),
  ];
  if (issues.length > 0) throw new ConfigError(issues);
}

/**
 * Appends definitions to a configuration file; its comments and form do not change. An existing definition that does the
 * same is used instead of a new one. The new text is checked as `plan` does, then the file is replaced atomically. Throws
 * `ConfigError`.
 */
export function addToConfig(
  file: string,
  definitions: readonly EndpointInput[],
  options: SourceOptions = {},
): MergedDefinitions {
  const target = resolve(options.cwd ?? process.cwd(), file);
  const text = readConfigText(file, options);
  try {
    const existing = endpointCount(text) > 0 ? { nodes: nodesOf(file, options) } : { nodes: [] };
    const merged = mergeDefinitions(definitions, existing);
    if (merged.added.length === 0) return merged;
    const after = appendEndpoints(text, merged.added);
    openDraft(file, after, options);
    replaceFile(target, after, { keepMode: true });
    return merged;
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const isOurs = error instanceof UnwritableConfig || (error as NodeJS.ErrnoException).code !== undefined;
    if (!isOurs) throw error;
    const message = error instanceof UnwritableConfig ? error.message : `cannot be written: ${String(error)}`;
    throw new ConfigError([{ code: 'file-unusable', where: file, message }]);
  }
}

/** The existing definitions, of all connections. */
function nodesOf(file: string, options: SourceOptions): Plan['nodes'] {
  return openAllWithoutKeys(file, options).flatMap(({ plan }) => plan.nodes);
}

/** The text of a file to append to. Throws `ConfigError`; call it before any request. */
export function readConfigText(file: string, { cwd }: SourceOptions = {}): string {
  const target = resolve(cwd ?? process.cwd(), file);
  const refuse = (message: string) =>
    new ConfigError([{ code: 'file-unusable', where: `--append ${file}`, message }]);
  if (!['.yaml', '.yml', '.json'].includes(extname(target).toLowerCase()))
    throw refuse('only a YAML or JSON file can be added to (.yaml, .yml, .json)');
  if (!existsSync(target)) {
    const next = `write one first: \`source-ovhcloud init --output ${file}\``;
    throw refuse(`there is no such file; ${next}`);
  }
  try {
    return readAtMost(target).toString('utf8');
  } catch (error) {
    throw refuse(`cannot be read: ${(error as Error).message}`);
  }
}
