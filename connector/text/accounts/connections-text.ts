// The connections of a configuration as a table.
import { visibleLine } from '../../model/visible.js';
import { tableText } from '../table-text.js';

interface Shown {
  name: string;
  region: string;
  account: string | null;
  labels: Readonly<Record<string, string>>;
  keys: readonly { name: string; from: string | null; unset?: { variable: string; where: string } }[];
  pipelines: readonly string[];
  endpoints: readonly string[];
}

/** More lines of variables than these nobody reads. */
const MOST_UNSET = 20;

/** Columns without any value are left out. Below it: each variable that is not set, and where it is written. */
export function connectionsText(connections: readonly Shown[], width: number): string {
  const columns: [string, (connection: Shown) => string][] = [
    ['connection', ({ name }) => name],
    ['region', ({ region }) => region],
    ['account', ({ account }) => account ?? ''],
    ['keys from', keysText],
    [
      'labels',
      ({ labels }) =>
        Object.entries(labels)
          .map(([name, value]) => `${name}: ${value}`)
          .join(', '),
    ],
    ['pipelines', ({ pipelines }) => pipelines.join(', ')],
    ['endpoints', ({ endpoints }) => endpoints.length.toLocaleString('en')],
  ];
  const shown = columns.filter(([, text]) => connections.some((each) => text(each) !== ''));
  const rows = connections.map((each) => shown.map(([, text]) => text(each)));
  const table = tableText(
    shown.map(([head]) => head),
    rows,
    { right: [shown.length - 1], width },
  );
  return [...table, ...unsetLines(connections)].join('\n');
}

function unsetLines(connections: readonly Shown[]): string[] {
  const unset = connections.flatMap(({ name, keys }) =>
    keys.flatMap((key) => (key.unset ? [{ connection: name, name: key.name, ...key.unset }] : [])),
  );
  if (unset.length === 0) return [];
  const lines = unset
    .slice(0, MOST_UNSET)
    .map(({ connection, name, variable, where }) =>
      visibleLine(`  ${variable}: ${name} of ${connection}, ${where}`),
    );
  const more = unset.length > MOST_UNSET ? [`  ${unset.length - MOST_UNSET} more: --json has each`] : [];
  return [
    '',
    'Variables of the environment that are not set. Set them, or write another key:',
    ...lines,
    ...more,
  ];
}

function keysText({ keys }: Shown): string {
  const missing = keys
    .filter(({ from }) => from === null)
    .map(({ name, unset }) => (unset ? `${name} (no ${unset.variable})` : name));
  const places = [...new Set(keys.flatMap(({ from }) => from ?? []))];
  return [...places, ...(missing.length > 0 ? [`MISSING: ${missing.join(', ')}`] : [])].join(', ');
}
