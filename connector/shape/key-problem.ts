// Whether the key of a table identifies a record.
import type { RecordKind } from '../model/table.js';
import type { KeyPart } from './keys.js';
import type { Leaf } from './leaf.js';
import { parameterPath } from './paths.js';

const ILLEGIBLE =
  'has bytes that are not UTF-8, or half a character: as U+FFFD it could be the key of another record';

interface ShapedRecord {
  /** Cells that are known before the payload. */
  base: Leaf[];
  fields: Leaf[];
  /** Paths of texts with characters that no text can hold; `''` for a payload that is one text. */
  damaged: ReadonlySet<string>;
}

/** Why the key does not identify a record; undefined when it does. */
export function keyProblem(
  key: readonly KeyPart[],
  kind: RecordKind,
  { base, fields, damaged }: ShapedRecord,
  repeated: (leaf: Leaf) => string | undefined,
): string | undefined {
  const isDamaged = ({ path }: KeyPart) =>
    damaged.has(path) || (kind === 'item' && damaged.has('') && !isKnownBefore(path));
  const illegible = key.find(isDamaged);
  if (illegible) return `the key field "${illegible.label}" ${ILLEGIBLE}`;
  const hasValue = ({ path }: KeyPart) =>
    base.some((leaf) => leaf.path === path) || fields.some((leaf) => leaf.path === path);
  const missing = key.find((part) => !hasValue(part));
  if (missing) return `the key field "${missing.label}" is null or missing`;
  const inList = kind === 'element' || kind === 'item';
  const fieldInKey = key.some((part) => part.path === '_row_hash' || !isKnownBefore(part.path));
  if (key.length === 0 || !inList || fieldInKey) return undefined;
  const keyPaths = new Set(key.map((part) => part.path));
  for (const leaf of fields) {
    const parameter = repeated(leaf);
    if (parameter === undefined || !keyPaths.has(parameterPath(parameter))) continue;
    if (!sameValue(leaf, base, parameter)) {
      return (
        `field "${leaf.path}" is not what the path parameter {${parameter}} is, and the primary key names the ` +
        'parameter: the rows of the list would overwrite each other. Name other fields in options.primaryKey, or none'
      );
    }
  }
  return undefined;
}

/** Whether a key column has its value before the payload: the account, the snapshot or a path parameter. */
function isKnownBefore(path: string): boolean {
  return path.startsWith('{') || path === '_account' || path === '_snapshot_at';
}

export function sameValue(leaf: Leaf, base: Leaf[], parameter: string): boolean {
  const path = parameterPath(parameter);
  // As printed: an instant has another form in its column.
  const printed = typeof leaf.value === 'string' ? leaf.value : cellText(leaf.cell);
  return base.some((known) => known.path === path && cellText(known.cell) === printed);
}

function cellText(cell: Leaf['cell']): string {
  return typeof cell === 'object' && 'text' in cell ? cell.text : String(cell);
}
