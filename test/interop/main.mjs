// Starts the interop tests, as `npm run test:interop`: what others have written reads what we write. Programs in Python are in
// environments of their own (environment.mjs); where there is no such Python, it says so and goes on. Those of npm are in
// folders of their own (npm-packages.mjs).
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { environment, findPython } from './environment.mjs';
import { npmPackages } from './npm-packages.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
/** Which Python each takes, the best first, and how its packages are installed. */
const PROGRAMS = {
  // Packages of that age have no builds for newer ones.
  focus: { what: 'the validator of FOCUS', minors: [12, 13, 14], options: [] },
  // dbt asks for a parser that it does not import, and whose package fetches another file: the list is whole without it.
  dbt: { what: 'dbt', minors: [11, 12, 13, 10], options: ['--no-deps'] },
  airbyte: { what: 'PyAirbyte', minors: [11, 12], options: ['--no-deps'] },
  // Each program has an environment of its own: their packages do not go together.
  singer: {
    what: 'Singer, Meltano and dlt',
    minors: [11, 12],
    options: ['--no-deps'],
    others: ['meltano', 'target-jsonl', 'target-postgres', 'dlt', 'wheel'],
  },
  airflow: { what: 'Airflow', minors: [11, 12], options: ['--no-deps'], mayLack: true },
  dagster: { what: 'Dagster', minors: [11, 12], options: ['--no-deps'], mayLack: true },
};

const env = { ...process.env };
const files = [];
for (const [name, { what, minors, options, others = [], mayLack = false }] of Object.entries(PROGRAMS)) {
  const python = findPython(minors);
  if (python === undefined) {
    const versions = minors.map((minor) => `3.${minor}`).join(', ');
    console.log(
      `SKIPPED: ${what} needs a Python of ${versions}, and none was found. Install one, or name it: PYTHON=/path/to/python3`,
    );
    continue;
  }
  try {
    for (const each of [name, ...others]) {
      const variable = `INTEROP_${each.toUpperCase().replace(/-/g, '_')}_PYTHON`;
      env[variable] = environment(`requirements-${each}.txt`, python, options);
    }
  } catch (error) {
    if (!mayLack) throw error;
    console.log(`SKIPPED: ${what} cannot be installed: ${error.message}`);
    continue;
  }
  files.push('--testMatch', `**/test/interop/${name}.interop.ts`);
}
// The suite of the Model Context Protocol needs a newer Node than ours may be.
env.INTEROP_MCP_PACKAGES = npmPackages('mcp', {
  '@modelcontextprotocol/conformance': '0.1.16',
  node: '22.23.3',
});
files.push('--testMatch', '**/test/interop/mcp.interop.ts');
env.INTEROP_KUBERNETES_PACKAGES = npmPackages('kubernetes', { 'kubernetes-models': '5.1.0' });
files.push('--testMatch', '**/test/interop/kubernetes.interop.ts');
const args = ['run', '-s', 'jest', '--', '--maxWorkers=1', ...files, ...process.argv.slice(2)];
process.exitCode = spawnSync('npm', args, { cwd: ROOT, env, stdio: 'inherit' }).status ?? 1;
