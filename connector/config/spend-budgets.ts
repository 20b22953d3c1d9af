// The file of `report --budget`: limits of spend a month, with the thresholds that are reported.
import { Decimal } from '../model/json.js';
import type { SpendBudget, SpendBudgetFile, SpendScope } from '../model/spend-budget.js';
import type { Environment } from './config.js';
import { Issues } from './file/issues.js';
import type { KeyPath } from './file/key-path.js';
import { Positions } from './file/positions.js';
import { systemEnvironment } from './file/source-file.js';
import { writtenConfig } from './file/written-config.js';
import { type Group, isGroup } from './reading.js';
import { didYouMean } from './schema/suggestion.js';

const SCOPES = ['account', 'project', 'service', 'tag'] as const satisfies (keyof SpendScope)[];
const KEYS = ['name', 'limit', 'currency', 'thresholds', ...SCOPES];
const THRESHOLDS = [80, 100];
const EXAMPLE = 'budgets: [{ name: All of it, limit: 11800.00, currency: EUR, thresholds: [80, 100] }]';

/** @throws ConfigError with all that is wrong in it */
export function readSpendBudgets(
  file: string,
  environment: Environment = systemEnvironment(),
): SpendBudgetFile {
  const issues = new Issues(new Positions(file));
  const read = writtenConfig(file, environment, issues);
  issues.throwIfAny();
  const list = isGroup(read) ? read.budgets : undefined;
  if (isGroup(read)) refuseUnknown(read, ['budgets'], [], issues);
  if (!Array.isArray(list) || list.length === 0)
    issues.at(['budgets'], 'config-missing', `a list of budgets is needed, such as ${EXAMPLE}`);
  const budgets = (Array.isArray(list) ? list : []).flatMap(
    (each, index) => budgetOf(each, index, issues) ?? [],
  );
  budgets.forEach(({ name }, index) => {
    if (budgets.findIndex((other) => other.name === name) < index)
      issues.at(
        ['budgets', index, 'name'],
        'config-name-taken',
        `"${name}" is the name of another budget, too`,
      );
  });
  issues.throwIfAny();
  return { file, budgets };
}

function budgetOf(value: unknown, index: number, issues: Issues): SpendBudget | undefined {
  const path: KeyPath = ['budgets', index];
  if (!isGroup(value)) {
    issues.at(path, 'config-value', `a budget is a group of keys: ${KEYS.join(', ')}`);
    return undefined;
  }
  refuseUnknown(value, KEYS, path, issues);
  const text = (key: string): string | undefined => {
    const found = value[key];
    if (found === undefined) return undefined;
    if (typeof found === 'string' && found.trim() !== '') return found;
    issues.at([...path, key], 'config-value', 'a text is needed');
    return undefined;
  };
  const name = text('name');
  if (value.name === undefined) issues.at([...path, 'name'], 'config-missing', 'a name is needed');
  const currency = text('currency') ?? 'EUR';
  if (!/^[A-Z]{3}$/.test(currency))
    issues.at([...path, 'currency'], 'config-value', 'a currency has three capital letters, such as EUR');
  const limit = limitOf(value, path, issues);
  const thresholds = thresholdsOf(value, path, issues);
  const scope: SpendScope = Object.fromEntries(
    SCOPES.flatMap((key) => {
      const found = text(key);
      return found === undefined ? [] : [[key, found]];
    }),
  );
  if (scope.tag !== undefined && !/^[^=]+=./.test(scope.tag))
    issues.at([...path, 'tag'], 'config-value', 'a tag is KEY=VALUE, such as team=data');
  if (name === undefined || limit === undefined) return undefined;
  return { name, currency, limit, thresholds, scope };
}

/** With its digits: `11800.00` stays so. */
function limitOf(value: Group, path: KeyPath, issues: Issues): string | undefined {
  const { limit } = value;
  const digits =
    typeof limit === 'number' || typeof limit === 'bigint' || limit instanceof Decimal ? String(limit) : '';
  if (/^\d+(\.\d+)?$/.test(digits) && /[1-9]/.test(digits)) return digits;
  const [code, message] =
    limit === undefined
      ? (['config-missing', 'the limit of a month is needed, without tax'] as const)
      : (['config-value', 'an amount above 0 is needed, such as 11800.00'] as const);
  issues.at([...path, 'limit'], code, message);
  return undefined;
}

function thresholdsOf(value: Group, path: KeyPath, issues: Issues): number[] {
  const { thresholds } = value;
  if (thresholds === undefined) return THRESHOLDS;
  const numbers = Array.isArray(thresholds) ? thresholds.map(Number) : [];
  const fit = numbers.every((each) => Number.isInteger(each) && each > 0 && each <= 1000);
  if (numbers.length > 0 && fit) return [...new Set(numbers)].sort((a, b) => a - b);
  issues.at([...path, 'thresholds'], 'config-value', 'a list of whole percents is needed, such as [80, 100]');
  return THRESHOLDS;
}

function refuseUnknown(value: Group, known: readonly string[], path: KeyPath, issues: Issues): void {
  for (const key of Object.keys(value).filter((each) => !known.includes(each)))
    issues.atKey(
      [...path, key],
      'config-unknown-key',
      `unknown key${didYouMean(key, known)}; allowed: ${known.join(', ')}`,
    );
}
