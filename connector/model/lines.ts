// Which nested costs of an object become the rows of one child table.

export interface LinesSpec {
  /** The member with the amount, in the object itself and in its parts: a number or a money object. */
  amount: string;
  /** Members with costs, each with the value of the column `mode` in its lines. */
  blocks: Record<string, string>;
  /** Columns with the first of these members that has a value: `{ resourceId: [resourceId, id] }`. */
  first?: Record<string, string[]>;
}
