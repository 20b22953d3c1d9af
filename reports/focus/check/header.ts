// What is wrong with the columns of a file, before a row of it is looked at.
import { type FocusDataset, type FocusVersion, isIn, levelIn } from '../columns/column.js';
import { DATASETS } from '../columns/datasets.js';
import { pageOf } from './column-rules.js';
import type { RuleIdentity, Violation } from './rule.js';

export function headerViolations(
  names: readonly string[],
  dataset: FocusDataset,
  version: FocusVersion,
): Violation[] {
  const { columns, leftOut } = DATASETS[dataset];
  const specified = [...columns, ...leftOut].filter((column) => isIn(version, column));
  const known = new Set(specified.map(({ name }) => name));
  const missing = specified.filter(
    (column) => levelIn(version, column) === 'Mandatory' && !names.includes(column.name),
  );
  const foreign = names.filter((name) => !known.has(name) && !name.startsWith('x_'));
  const lastFocus = names.findLastIndex((name) => known.has(name));
  const mixed = names.slice(0, Math.max(0, lastFocus)).filter((name) => name.startsWith('x_'));
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const rule = (id: string, page: string, says: string): RuleIdentity => ({ id, dataset, page, says });
  return [
    ...missing.map(({ name }) =>
      violation(rule(`${name}.present`, pageOf(name), `${name} MUST be present in a FOCUS dataset.`), [name]),
    ),
    violation(
      rule(
        'columns.custom',
        'Column handling',
        'Custom columns MUST be prefixed with a consistent x_ prefix to identify them as external, custom columns and distinguish them from FOCUS columns to avoid conflicts in future releases.',
      ),
      foreign,
    ),
    violation(
      rule(
        'columns.order',
        'Column handling',
        'Custom columns SHOULD be listed after all FOCUS columns and SHOULD NOT be intermixed.',
      ),
      mixed,
    ),
    violation(rule('columns.once', 'Column handling', 'Each column is there once.'), twice),
  ].filter(({ count }) => count > 0);
}

function violation(rule: RuleIdentity, names: readonly string[]): Violation {
  return {
    rule,
    count: names.length,
    examples: names.slice(0, 3).map((name) => ({ row: null, values: [], note: name })),
  };
}
