// The connections of a configuration as a table.
import { tableText } from '../table-text.js';

interface Shown {
  name: string;
  region: string;
  account: string | null;
  labels: Readonly<Record<string, string>>;
  keys: readonly { name: string; from: string | null }[];
  pipelines: readonly string[];
  endpoints: readonly string[];
}

/** Columns without any value are left out. */
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
  return tableText(
    shown.map(([head]) => head),
    rows,
    { right: [shown.length - 1], width },
  ).join('\n');
}

function keysText({ keys }: Shown): string {
  const missing = keys.filter(({ from }) => from === null).map(({ name }) => name);
  const places = [...new Set(keys.flatMap(({ from }) => from ?? []))];
  return [...places, ...(missing.length > 0 ? [`MISSING: ${missing.join(', ')}`] : [])].join(', ');
}
