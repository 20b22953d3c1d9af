// The tables of a source object whose documents are known, found by shaping one invented object.
import type { JsonObject, JsonValue, Scalar } from '../../model/json.js';
import type { PlanNode, TableSpec } from '../../model/plan.js';
import type { ColumnType, RecordKind, TableSchema } from '../../model/table.js';
import { claimedNames, keyParts } from '../../shape/keys.js';
import { createShaper } from '../../shape/shaper.js';

/** Its own table first, then its child tables. */
export function loadedTables(node: PlanNode): TableSchema[] {
  const spec = node.table;
  const kind = spec.declared?.kind ?? 'object';
  const shaper = createShaper(spec, undefined, { account: 'ab12345-ovh', runId: 'reference' });
  const partition = Object.fromEntries(
    spec.parameters.map((name): [string, Scalar] => [name, sample(spec.declared?.parameters[name])]),
  );
  const shaped = shaper.shape({
    source: node.name,
    partition,
    kind,
    payload: payloadOf(spec, kind),
    readAt: 0,
  });
  if ('rejected' in shaped) throw new Error(`${node.name}: ${shaped.rejected}`);
  return [shaper.schema(), ...shaper.children().map((batch) => batch.schema)];
}

/** The least that a row needs: the fields of its key. */
function payloadOf(spec: TableSpec, kind: RecordKind): JsonValue {
  if (kind === 'item') return sample(spec.declared?.item);
  if (kind === 'scalar') return null;
  const payload: JsonObject = {};
  for (const { path } of keyParts(spec, kind, claimedNames(spec, undefined))) {
    if (path.startsWith('{') || path.startsWith('_')) continue;
    const field = spec.declared?.fields.find(({ parts }) => parts.join('.') === path);
    put(payload, path.split('.'), sample(field?.type));
  }
  return payload;
}

function put(object: JsonObject, [name = '', ...rest]: string[], value: Scalar): void {
  if (rest.length === 0) {
    object[name] = value;
    return;
  }
  const inner: JsonObject = {};
  object[name] ??= inner;
  put(inner, rest, value);
}

function sample(type: ColumnType | undefined): Scalar {
  if (type === 'bigint' || type === 'decimal') return 1;
  if (type === 'timestamp') return '2024-01-01T00:00:00Z';
  return type === 'date' ? '2024-01-01' : 'x';
}
