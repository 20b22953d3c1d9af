// The same work with others: `npm run bench:peers`. 300 bills with their lines, and 100,000 rows of /v2/iam/resource, with
// dlt, the Singer SDK and the Airbyte CDK beside ours: processor time, calls and peak memory of whole processes. Each of
// them has a Python environment of its own, made once; with a bearer token, so that none has to sign. `--quick` takes little.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tableText } from '../../../dist/connector/text/table-text.js';
import { environment, findPython } from '../../interop/environment.mjs';
import { answerOf, ended, start } from '../measure.mjs';
import { number } from '../sections.mjs';

const HERE = import.meta.dirname;
/** Versions of Python that all of them take, the best first. */
const MINORS = [11, 12, 13];
const PEERS = {
  dlt: { what: 'dlt', package: 'dlt', into: 'DuckDB' },
  singer: { what: 'Singer SDK', package: 'singer-sdk', into: 'nowhere' },
  airbyte: { what: 'Airbyte CDK', package: 'airbyte-cdk', into: 'nowhere' },
};
const OURS = { SQLite: { type: 'sqlite', path: 'ours.db' }, DuckDB: { type: 'duckdb', path: 'ours.duckdb' } };

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const sizes = values.quick ? { rows: 2000, bills: 40 } : { rows: 100_000, bills: 300 };
const python = findPython(MINORS);
if (python === undefined) {
  const versions = MINORS.map((minor) => `3.${minor}`).join(', ');
  console.log(
    `SKIPPED: the peers need a Python of ${versions}, and none was found. Install one, or name it: PYTHON=/path/to/python3`,
  );
} else await compare();

async function compare() {
  const pythons = Object.fromEntries(
    Object.keys(PEERS).map((name) => [
      name,
      environment(resolve(HERE, `requirements-${name}.txt`), python, [], console.error),
    ]),
  );
  console.log(`${machine(pythons)}\n`);
  const server = start('flat-server.mjs');
  const rows = [];
  try {
    const place = await answerOf(server, { ...sizes, columns: 0, isUnicode: true });
    for (const work of ['bills', 'flat']) {
      const of =
        work === 'bills' ? `${number(sizes.bills)} bills with lines` : `${number(sizes.rows)} rows of a list`;
      const measured = [];
      const measure = async (who, into, run) => {
        const before = await answerOf(server, 'calls');
        const found = await inFolder(run);
        measured.push({ who, into, ...found, calls: (await answerOf(server, 'calls')) - before });
      };
      for (const [into, destination] of Object.entries(OURS))
        await measure('source-ovhcloud', into, (folder) => ours(place, work, destination, folder));
      for (const [name, { what, into }] of Object.entries(PEERS))
        await measure(what, into, (folder) => peer(pythons[name], name, place, work, folder));
      const [base] = measured;
      rows.push(...measured.map((one) => rowOf(of, one, base)));
    }
  } finally {
    await ended(server);
  }
  const heads = ['work', 'who', 'into', 'calls', '×', 'CPU s', '×', 'peak MB', '×'];
  console.log(tableText(heads, rows, { right: [...heads.keys()].slice(3) }).join('\n'));
}

function rowOf(work, { who, into, ...found }, base) {
  const digits = { calls: 0, cpuSeconds: 2, peakMegabytes: 0 };
  const figures = Object.entries(digits).flatMap(([name, places]) => [
    found[name].toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places }),
    (found[name] / base[name]).toFixed(2),
  ]);
  return [work, who, into, ...figures];
}

async function ours({ url, token }, work, destination, folder) {
  const child = start('row-load.mjs');
  try {
    const endpoints = [{ preset: work === 'bills' ? 'bills' : 'iam_resources' }];
    const found = await answerOf(child, { url, token, destination, endpoints, folder });
    if (found.outcome !== 'complete') throw new Error(`the load is ${found.outcome}`);
    return found;
  } finally {
    await ended(child);
  }
}

/** Its last line on the standard error is what `measured.py` says. */
function peer(program, name, { url, token }, work, folder) {
  const args = [join(HERE, 'measured.py'), join(HERE, `${name}_load.py`), url, token, work, folder];
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    RUNTIME__DLTHUB_TELEMETRY: 'false',
    DO_NOT_TRACK: '1',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      text = (text + chunk).slice(-20_000);
    });
    child.once('error', failed);
    child.once('close', (code) => {
      if (code !== 0) return failed(new Error(`${name} ended with ${code}:\n${text}`));
      done(JSON.parse(text.trim().split('\n').at(-1)));
    });
  });
}

function machine(pythons) {
  const versions = Object.entries(PEERS).map(([name, { what, package: of }]) => {
    const code = `import importlib.metadata as m; print(m.version('${of}'))`;
    return `${what} ${execFileSync(pythons[name], ['-c', code], { encoding: 'utf8' }).trim()}`;
  });
  const version = execFileSync(python, ['--version'], { encoding: 'utf8' }).trim();
  const cores = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'})`;
  return `${cores}, Node ${process.version}, ${version}, ${versions.join(', ')}`;
}

async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'source-ovhcloud-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
