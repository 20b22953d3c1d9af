// A selection of rows as an address says it: conditions as JSON, `-date,bill_id` for the order, names for the columns.
import { ConfigError } from '../../model/errors.js';
import { type Condition, OPERATORS, type Operator } from '../../query/table/condition.js';
import type { Sorting } from '../../query/table/selection.js';

export interface SelectionText {
  where?: string | undefined;
  sort?: string | undefined;
  cols?: string | undefined;
}

export interface ReadSelection {
  where: Condition[];
  sort: Sorting[];
  columns?: string[];
}

/** Throws `ConfigError` for what cannot be understood. */
export function readSelection({ where, sort, cols }: SelectionText): ReadSelection {
  const columns = names(cols);
  return {
    where: conditions(where),
    sort: names(sort).map((name) => ({
      column: name.replace(/^-/, ''),
      descending: name.startsWith('-'),
    })),
    ...(columns.length > 0 && { columns }),
  };
}

/** A comma in a name is doubled. */
function names(text: string | undefined): string[] {
  return (text ?? '')
    .split(/(?<!,),(?!,)/)
    .map((name) => name.replaceAll(',,', ','))
    .filter(String);
}

function conditions(text: string | undefined): Condition[] {
  if (text === undefined || text === '') return [];
  const found = parsed(text);
  if (!Array.isArray(found) || found.length > 50) throw wrong();
  return found.map((entry): Condition => {
    const [column, operator, value] = Array.isArray(entry) ? entry : [];
    const isText = value === undefined || typeof value === 'string';
    if (typeof column !== 'string' || !isOperator(operator) || !isText) throw wrong();
    return { column, operator, ...(value !== undefined && { value }) };
  });
}

function isOperator(value: unknown): value is Operator {
  return (OPERATORS as readonly unknown[]).includes(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrong(): ConfigError {
  const message = `a list such as [["date",">=","2026-10-01"],["category","null"]]; operators: ${OPERATORS.join(', ')}`;
  return new ConfigError([{ code: 'option-value', where: 'where', message }]);
}
