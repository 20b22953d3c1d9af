// Derived columns: computed from a field, which itself is loaded unchanged.

/**
 * `number`: the text as a number; null and a note where it is none. `resource`: the resource that a name belongs to
 * (`pcc-1/host/12` -> `pcc-1`).
 */
export const DERIVATIONS = ['number', 'resource'] as const;
export type Derivation = (typeof DERIVATIONS)[number];

export interface DerivedColumn {
  /** The field that it derives from; `a.b` reaches into objects. */
  from: string;
  as: Derivation;
}

/** Derived columns by name. */
export type DeriveSpec = Record<string, DerivedColumn>;
