// Rules that every column has by its type and by what the table of columns says of it.
import type { FocusColumn, FocusDataset } from '../columns/column.js';
import { DATASETS, type WrittenColumn } from '../columns/datasets.js';
import { isInstant, isKeyValue, isNumber, isPlaceholder, isText } from './formats.js';
import type { RowRule } from './rule.js';

export function columnRules(dataset: FocusDataset): RowRule[] {
  const { columns, custom } = DATASETS[dataset];
  return [...columns, ...custom].flatMap((column) => rulesOf(column, dataset));
}

function rulesOf(column: WrittenColumn, dataset: FocusDataset): RowRule[] {
  const { name, since, until, allowsNull, allowed, type } = column;
  const isOurs = !('level' in column);
  const rule = (
    what: string,
    says: string,
    holds: (value: string) => boolean,
    page = isOurs ? 'Custom column handling' : pageOf(name),
  ): RowRule => ({
    id: `${name}.${what}`,
    dataset,
    ...(since && { since }),
    ...(until && { until }),
    ...(isOurs && { onlyOurs: true }),
    page,
    says,
    columns: [name],
    holds: (value) => value === null || value === undefined || holds(value),
  });
  return [
    ...(allowsNull ? [] : [notNull(rule('null', `${name} MUST NOT be null.`, () => true))]),
    // What people or OVHcloud have written stays as it is, whatever it looks like.
    ...typeRules(type, name, rule).filter(
      ({ id }) => !id.endsWith('.placeholder') || !(isOurs || column.text === 'words'),
    ),
    ...(allowed
      ? [rule('allowed', `${name} MUST be one of the allowed values.`, (value) => allowed.includes(value))]
      : []),
  ];
}

function notNull(rule: RowRule): RowRule {
  return { ...rule, holds: (value) => value !== null };
}

type MakeRule = (what: string, says: string, holds: (value: string) => boolean, page?: string) => RowRule;

function typeRules(type: FocusColumn['type'], name: string, rule: MakeRule): RowRule[] {
  switch (type) {
    case 'Decimal':
      return [rule('number', `${name} MUST conform to NumericFormat requirements.`, isNumber)];
    case 'Date/Time':
      return [rule('instant', `${name} MUST conform to DateTimeFormat requirements.`, isInstant)];
    case 'JSON':
      return [rule('keys', `${name} MUST conform to KeyValueFormat requirements.`, isKeyValue)];
    case 'String':
      return [
        rule('text', `${name} MUST conform to StringHandling requirements.`, isText),
        rule(
          'placeholder',
          'Columns MUST NOT use empty strings or placeholder values such as 0 for numeric columns or "Not Applicable" for string columns to represent a null or not having a value.',
          (value) => !isPlaceholder(value),
          'Null handling',
        ),
      ];
  }
}

/** `Billed Cost` of `BilledCost`: the heading of its page. */
export function pageOf(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/\bId\b/, 'ID')
    .replace(/\bSku\b/, 'SKU');
}
