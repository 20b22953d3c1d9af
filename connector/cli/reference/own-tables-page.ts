// docs/own-tables.md: the tables that the connector keeps for itself, made from their declarations.
import type { OwnColumns, OwnTable } from '../../model/own-table.js';
import { SNAPSHOTS } from '../../model/snapshots.js';
import { TICKS } from '../../schedule/tick-table.js';
import { REJECTED } from '../../state/dead-letters/stored-letters.js';
import { FORMATS } from '../../state/format.js';
import { CONNECTIONS } from '../../state/history/connection-table.js';
import { DOCUMENTS } from '../../state/history/document-table.js';
import { DRIFT } from '../../state/history/drift-table.js';
import { LEDGER, RUN_SOURCES, RUNS } from '../../state/history/run-tables.js';
import { CURSORS, DEFINITIONS, KNOWN, LOADS } from '../../state/known/state-tables.js';

export const OWN_TABLES: readonly OwnTable<OwnColumns>[] = [
  ...[RUNS, RUN_SOURCES, LEDGER, REJECTED, DRIFT],
  ...[KNOWN, LOADS, CURSORS, DEFINITIONS, SNAPSHOTS],
  ...[CONNECTIONS, DOCUMENTS, TICKS, FORMATS],
];

export function ownTablesPage(): string {
  return [head, ...OWN_TABLES.map(section)].join('\n');
}

const head = `# The connector's own tables

Made from the declarations of these tables: do not edit by hand (\`npm run docs\`).

Beside the data each destination has tables that begin with \`_ovh_\`: runs and what they did not load
([runs.md](runs.md)), what earlier loads left for later ones ([reading-again.md](reading-again.md)), and pipelines
([schedule.md](schedule.md)). Names of source objects begin with a letter, so no table of yours can have one of these
names. They are committed together with the rows that they speak of. Read them as you like; change nothing in them: to
make the connector forget, use \`source-ovhcloud reset\`.

Instants have the type for instants of the destination, counts are 64-bit integers. Databases have one table more,
\`_ovh_columns\`: the field path and the type of each column of each table.
`;

function section({ table, about, columns, schema }: OwnTable<OwnColumns>): string {
  const rows = Object.values(columns).map(({ type, about: text }, index) => {
    const name = schema.columns[index]?.name ?? '';
    const key = schema.primaryKey.includes(name) ? ' (key)' : '';
    return `| \`${name}\`${key} | ${type} | ${text} |`;
  });
  return `## ${table}\n\nOne row for each ${about}.\n\n| column | type | what |\n|---|---|---|\n${rows.join('\n')}\n`;
}
