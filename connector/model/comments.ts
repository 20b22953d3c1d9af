// Comments beside tables and columns, for people and programs that look at a database: what the API's documents say of a field.

/** Begins every comment of ours: one that begins otherwise was written by somebody else, and stays. */
export const COMMENT_MARK = 'OVHcloud: ';

/** Longer ones are cut: a comment is read in a list of columns. */
const LONGEST = 1000;

export interface TableComments {
  table: string;
  /** Of the table itself. */
  comment?: string;
  /** By name of the column; columns without one are left out. */
  columns: Readonly<Record<string, string>>;
}

/** A description as one line, with our mark; undefined where it says nothing. */
export function commentOf(description: string | undefined): string | undefined {
  const text = (description ?? '')
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (text === '') return undefined;
  const signs = [...text];
  return `${COMMENT_MARK}${signs.length > LONGEST ? `${signs.slice(0, LONGEST).join('')}…` : text}`;
}

/** What is to be written: wanted comments that are not there, in the place of none or of one of ours. */
export function changedComments(
  wanted: readonly TableComments[],
  there: readonly TableComments[],
): TableComments[] {
  const known = new Map(there.map((one) => [one.table, one]));
  return wanted.flatMap(({ table, comment, columns }) => {
    const before = known.get(table);
    // Not there, or of somebody else: this user may not comment on it.
    if (!before) return [];
    const changed = Object.entries(columns).filter(([name, text]) => isToChange(text, before.columns[name]));
    const own = isToChange(comment, before.comment) ? comment : undefined;
    if (own === undefined && changed.length === 0) return [];
    return [{ table, ...(own !== undefined && { comment: own }), columns: Object.fromEntries(changed) }];
  });
}

function isToChange(wanted: string | undefined, before: string | undefined): boolean {
  if (wanted === undefined || wanted === before) return false;
  return before === undefined || before.startsWith(COMMENT_MARK);
}
