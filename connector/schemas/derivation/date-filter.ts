// The date filter that the API's documents declare for a list: the parameters of the earliest and the latest date.
import type { ApiOperation, ApiParameter } from '../../model/api-schema.js';
import type { WindowSpec } from '../../model/window.js';

/** Endings of the names that the API uses for the two parameters. */
const ENDS: readonly (readonly [RegExp, string])[] = [
  [/^(.*\.)?from$/, '$1to'],
  [/^begin(\w*)$/, 'end$1'],
  [/^min(\w*Date)$/, 'max$1'],
];

/** Undefined where there is no date filter, or several of which none is the creation date. */
export function dateFilter(operation: ApiOperation): WindowSpec | undefined {
  const dates = dateParameters(operation);
  const pairs = dates.flatMap((from) => {
    const to = dates.find((each) => each.name === latestOf(from.name));
    return to ? [{ from, to }] : [];
  });
  const created = pairs.filter(({ from }) => /^creation/i.test(from.name));
  const [pair, ...others] = created.length > 0 ? created : pairs;
  if (!pair || others.length > 0) return undefined;
  const format = pair.from.type === 'date' ? ({ format: 'date' } as const) : {};
  return { from: pair.from.name, to: pair.to.name, ...format };
}

/** Names of the parameters that take a date. */
export function dateParameters({ parameters }: ApiOperation): ApiParameter[] {
  return parameters.filter(
    (each) => each.in === 'query' && (each.type === 'datetime' || each.type === 'date'),
  );
}

function latestOf(name: string): string | undefined {
  const found = ENDS.find(([pattern]) => pattern.test(name));
  return found && name.replace(...found);
}
