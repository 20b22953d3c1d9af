// A view as a query: its statement in every engine, the mark by which views of ours are known, and the refusal of names.
import { DestinationError } from './errors.js';

/** A view as a query. */
export interface ViewText {
  name: string;
  columns: readonly string[];
  /** `SELECT ...` */
  sql: string;
  /** One sentence. */
  about?: string;
}

/** Begins the comment of every view that the connector makes. */
export const VIEW_MARK = 'source-ovhcloud: ';

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** @param place what stands before the name: a schema with its dot; @param create `CREATE VIEW` or `CREATE OR REPLACE VIEW` */
export function viewStatement({ name, columns, sql }: ViewText, place = '', create = 'CREATE VIEW'): string {
  return `${create} ${place}${quote(name)} (${columns.map(quote).join(', ')}) AS\n${sql}`;
}

/** A text literal with what a view is for. */
export function viewComment({ about = '' }: ViewText): string {
  return `'${(VIEW_MARK + about).replaceAll("'", "''")}'`;
}

/** @param where the destination, for people; @param taken names of others, in lower case */
export function refuseTaken(views: readonly ViewText[], where: string, taken: ReadonlySet<string>): void {
  const first = views.find(({ name }) => taken.has(name.toLowerCase()));
  if (!first) return;
  throw new DestinationError(
    'destination-foreign',
    `${where} already has a table or view "${first.name}" that \`views\` did not make; it was left as it is, and no view ` +
      'was made. Rename it, or give the source object another technical name',
  );
}
