// The benchmark: `npm run bench`. A table for each question, everything as JSON, exit code 1 when a bar is not met.
// `--quick` takes small accounts and no bars of time; `--full` also runs what is computed else; `--schemas FOLDER` searches
// these documents of the API.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { tableText } from '../../dist/connector/text/table-text.js';
import { accounts } from './accounts.mjs';
import { destinations } from './destinations.mjs';
import { heap } from './heap.mjs';
import { million } from './million.mjs';
import { page } from './page.mjs';
import { rows } from './rows.mjs';
import { scale } from './scale.mjs';
import { search } from './search.mjs';
import { budget, engine, growth, number, strategies } from './sections.mjs';
import { start } from './start.mjs';
import { views } from './views.mjs';

const SECTIONS = {
  rows,
  strategies,
  budget,
  engine,
  growth,
  destinations,
  start,
  search,
  page,
  million,
  heap,
  views,
  accounts,
  scale,
};
/** Takes ten minutes or more: only where it is named. */
const LONG = ['scale', 'heap'];
const SIZES = {
  flatRows: 100_000,
  rowBills: 300,
  againBills: 10_000,
  wideColumns: 2500,
  bills: 5000,
  paceBills: 120,
  engineBills: [555, 5555, 55_555],
  growthBills: [50, 500, 5000],
  destinationRows: [200_000, 1_000_000],
  viewBills: 100_000,
  accounts: 500,
  accountsAlone: 60,
  scaleBills: 100_000,
  knownIds: 1_000_000,
  tableRows: 10_000_000,
  slices: 5000,
  shownRows: 1_000_000,
  heapMinutes: 10,
};
const QUICK_SIZES = {
  flatRows: 2000,
  rowBills: 40,
  againBills: 60,
  wideColumns: 300,
  bills: 80,
  paceBills: 36,
  engineBills: [50, 100],
  growthBills: [50, 100, 200],
  destinationRows: [5000],
  viewBills: 3000,
  accounts: 12,
  accountsAlone: 6,
  scaleBills: 600,
  knownIds: 20_000,
  tableRows: 20_000,
  slices: 100,
  shownRows: 20_000,
  heapMinutes: 3,
};

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'bench.json' },
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    schemas: { type: 'string' },
  },
});
const wanted = values.only?.split(',') ?? Object.keys(SECTIONS).filter((name) => !LONG.includes(name));
const unknown = wanted.filter((name) => !Object.hasOwn(SECTIONS, name));
if (unknown.length > 0) {
  console.error(
    `--only ${values.only}: there is no ${unknown.join(', ')}, but ${Object.keys(SECTIONS).join(', ')}`,
  );
  process.exit(2);
}

const sizes = {
  ...(values.quick ? QUICK_SIZES : SIZES),
  quick: values.quick,
  full: values.full,
  schemas: values.schemas,
};
const machine = {
  node: process.version,
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  'better-sqlite3': versionOf('better-sqlite3'),
  duckdb: versionOf('@duckdb/node-api'),
};
console.log(
  `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), better-sqlite3 ${machine['better-sqlite3']}, DuckDB ${machine.duckdb}\n`,
);
const result = { machine, quick: values.quick, full: values.full, sections: {} };
for (const name of wanted) {
  const { title, heads, rows, bars, loads } = await SECTIONS[name](sizes);
  result.sections[name] = { bars, loads };
  console.log(`${title}\n`);
  console.log(tableText(heads, rows, { right: [...heads.keys()].slice(1) }).join('\n'));
  console.log(
    `\n${bars.map(({ text, met, is, bar }) => `${met ? 'met    ' : 'NOT MET'}  ${text} (${number(is)}; bar ${number(bar)})\n`).join('')}`,
  );
}
writeFileSync(values.out, `${JSON.stringify(result, null, 1)}\n`);
const missed = Object.values(result.sections)
  .flatMap(({ bars }) => bars)
  .filter(({ met }) => !met);
process.exitCode = missed.length > 0 ? 1 : 0;

function versionOf(name) {
  const file = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
