// The values of derived columns: a text as a number, and the resource that a name belongs to.

import type { Derivation } from '../../model/derive.js';
import { Decimal, type JsonValue, plainDecimal } from '../../model/json.js';
import type { ColumnType } from '../../model/table.js';
import { type Typed, typed } from '../leaf.js';

/** `none`: the field has no value. `unreadable`: its value cannot be derived from. */
export type Derived = Typed | 'none' | 'unreadable';

export const DERIVED_TYPES: Record<Derivation, ColumnType> = { number: 'decimal', resource: 'text' };

export const DERIVE: Record<Derivation, (value: JsonValue) => Derived> = {
  number: numberOf,
  resource: resourceOf,
};

const PLAIN = /^[+-]?\d{1,200}(\.\d{1,200})?([eE][+-]?\d{1,2})?$/;
/** Groups of three digits, separated by a space, a no-break space or a narrow one. */
const GROUPED = /^[+-]?\d{1,3}([ \u00a0\u202f]\d{3})+(\.\d{1,200})?$/;

/** A comma is not accepted: some languages write decimals with it, others group thousands. */
function numberOf(value: JsonValue): Derived {
  if (typeof value !== 'string') {
    const found = typed(value);
    if (!found) return 'none';
    const isNumber = found.type === 'bigint' || found.type === 'decimal';
    return isNumber ? { type: 'decimal', cell: found.cell } : 'unreadable';
  }
  const text = value.trim();
  if (text === '') return 'none';
  if (!PLAIN.test(text) && !GROUPED.test(text)) return 'unreadable';
  const digits = text.replace(/[ \u00a0\u202f]/g, '').replace(/^\+/, '');
  return { type: 'decimal', cell: new Decimal(plainDecimal(withoutZeros(digits))) };
}

/** `00010` -> `10`: a JSON number has no leading zeros. */
function withoutZeros(digits: string): string {
  return digits.replace(/^(-?)0+(?=\d)/, '$1');
}

/** `pcc-192-0-2-1/host/12`, but not the block of addresses `192.0.2.0/28`. */
const PART_OF = /^([^/\s]+)\/[A-Za-z][A-Za-z-]*\/[^/\s]+$/;
/** `ns1.ip-192-0-2.example-disk1` is a disk of a dedicated server. */
const DISK_OF = /^(ns\d+\..+)-disk\d+$/;

function resourceOf(value: JsonValue): Derived {
  const found = typed(value);
  if (!found || value === '' || found.type === 'json') return 'none';
  const name = String(value);
  return { type: 'text', cell: PART_OF.exec(name)?.[1] ?? DISK_OF.exec(name)?.[1] ?? name };
}
