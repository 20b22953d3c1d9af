// Costs that an object holds in nested blocks, to be gathered as the rows of one child table.

export interface LinesSpec {
  /** The member that is an amount, in the object itself and in its parts: a number or a money object. */
  amount: string;
  /** Members that hold the costs, each with the word that stands in the column `mode` of their lines. */
  blocks: Record<string, string>;
  /** A column that takes the first of these members that has a value: `{ resourceId: [resourceId, id] }`. */
  first?: Record<string, string[]>;
}
