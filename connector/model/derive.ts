// Columns that are made of a field beside it: the field stays as the API wrote it.

/**
 * `number`: the number that a text is, where it is one; null, and a note, where it is none. `resource`: the resource
 * that a name belongs to: `pcc-1/host/12` -> `pcc-1`.
 */
export const DERIVATIONS = ['number', 'resource'] as const;
export type Derivation = (typeof DERIVATIONS)[number];

export interface DerivedColumn {
  /** The field that it is made of; `a.b` reaches into objects. */
  from: string;
  as: Derivation;
}

/** Columns by their names. */
export type DeriveSpec = Record<string, DerivedColumn>;
