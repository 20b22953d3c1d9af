// Changes of the routes themselves: status, parameters, response type.
import type { ApiOperation, ApiParameter, ApiStatus } from '../../model/api-schema.js';
import type { ApiChange } from './change.js';

export function routeChanges(before: ApiOperation, after: ApiOperation): ApiChange[] {
  const at = { branch: after.branch, method: after.method, path: after.path };
  const changes: ApiChange[] = [];
  if (statusText(before.status) !== statusText(after.status)) {
    changes.push({ kind: 'status-changed', ...at, before: before.status, after: after.status });
  }
  if (before.responseType !== after.responseType) {
    const types = { before: before.responseType, after: after.responseType };
    changes.push({ kind: 'response-type-changed', ...at, ...types });
  }
  if (before.authenticated !== after.authenticated) {
    changes.push({ kind: 'credentials-changed', ...at, needed: after.authenticated });
  }
  return [...changes, ...parameterChanges(at, before, after)];
}

/** Descriptions are not compared: their changes mean nothing. */
function statusText({ value, deprecatedDate, deletionDate, replacement }: ApiStatus): string {
  return JSON.stringify([value, deprecatedDate, deletionDate, replacement]);
}

function parameterChanges(
  at: Pick<ApiOperation, 'branch' | 'method' | 'path'>,
  before: ApiOperation,
  after: ApiOperation,
): ApiChange[] {
  const [old, now] = [byKey(before), byKey(after)];
  const name = (each: ApiParameter) => ({ ...at, parameter: each.name, in: each.in });
  const removed = [...old]
    .filter(([key]) => !now.has(key))
    .map(([, each]): ApiChange => ({ kind: 'parameter-removed', ...name(each) }));
  const others = [...now].flatMap(([key, each]): ApiChange[] => {
    const known = old.get(key);
    if (!known) return [{ kind: 'parameter-added', ...name(each), required: each.required }];
    const changes: ApiChange[] = [];
    if (known.type !== each.type) {
      changes.push({ kind: 'parameter-type-changed', ...name(each), before: known.type, after: each.type });
    }
    if (known.required !== each.required) {
      changes.push({ kind: each.required ? 'parameter-required' : 'parameter-optional', ...name(each) });
    }
    return changes;
  });
  return [...removed, ...others];
}

/** A path parameter is identified by its position: its name is only a label. */
function byKey({ path, parameters }: ApiOperation): Map<string, ApiParameter> {
  const places: string[] = path.match(/\{[^}]*\}/g) ?? [];
  return new Map(
    parameters.map((each) => {
      const place = each.in === 'path' ? places.indexOf(`{${each.name}}`) : -1;
      return [`${each.in} ${place < 0 ? each.name : place}`, each];
    }),
  );
}
