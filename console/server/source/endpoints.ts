// ADD AS ENDPOINT: definitions of an operation and its parents, shown or appended to the configuration.
import { stringify } from 'yaml';
import { addToConfig, type DerivedRoute, deriveRoute } from '../../../connector/app/explorer/add-route.js';
import { API_METHODS } from '../../../connector/app/explorer/route.js';
import { ConfigError } from '../../../connector/model/errors.js';
import type { ApiDocuments } from '../../../connector/schemas/api-documents.js';
import type { AddAnswer, DeriveAnswer, DeriveRequest } from '../../contract/source.js';
import { Refused } from '../failure.js';
import type { Workspace } from '../workspace.js';

export function derivedAnswer(documents: ApiDocuments, request: DeriveRequest): DeriveAnswer {
  return answerOf(derived(documents, request));
}

/** Writes the file that was named when the console was started, and no other. Throws `ConfigError`. */
export function addedAnswer(documents: ApiDocuments, request: DeriveRequest, { file }: Workspace): AddAnswer {
  if (file === undefined) {
    const message = 'there is no configuration to add to: start the console with --config FILE';
    throw new ConfigError([{ code: 'config-missing', where: 'console', message }]);
  }
  const route = derived(documents, request);
  const merged = addToConfig(file, route.definitions);
  return {
    ...answerOf({ ...route, notes: [...route.notes, ...merged.notes] }),
    added: merged.added.map(({ name }) => name),
    reused: merged.reused,
    file,
  };
}

function derived(documents: ApiDocuments, { method, path, parameters, query }: DeriveRequest): DerivedRoute {
  const known = API_METHODS.find((each) => each === method);
  if (known === undefined) throw new Refused(400, 'request', `"${method}" is no method of the API`);
  return deriveRoute(documents, { method: known, path, query: {} }, { parameters, query }, false);
}

function answerOf({ definitions, notes }: DerivedRoute): DeriveAnswer {
  return {
    definitions: definitions.map(({ name, path }) => ({ name, path })),
    yaml: stringify({ endpoints: definitions }, { lineWidth: 0 }),
    notes,
  };
}
