// The example of Airflow, run by Airflow itself: a task for each connection, each with its report.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pythonOf, runPython } from './python.js';
import { twoAccounts } from './two-accounts.js';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/airflow');
const RUN = `import json, sys
sys.path.insert(0, sys.argv[1])
import load
run = load.flow.test()
tasks = {f"{each.task_id} {each.map_index}": str(each.state) for each in run.get_task_instances()}
print("RESULT " + json.dumps({"state": str(run.state), "tasks": tasks}))
`;

let accounts: Awaited<ReturnType<typeof twoAccounts>>;

beforeAll(async () => {
  accounts = await twoAccounts();
});
afterAll(() => accounts.close());

test('a task for each connection of the list; an incomplete account does not fail the run', async () => {
  const { folder } = accounts;
  writeFileSync(join(folder, 'run.py'), RUN);
  const env = {
    ...accounts.env,
    AIRFLOW_HOME: accounts.home('airflow'),
    AIRFLOW__CORE__DAGS_FOLDER: EXAMPLE,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: 'False',
    SCARF_ANALYTICS: 'false',
  };
  const python = pythonOf('airflow');
  const made = await runPython(python, ['-m', 'airflow', 'db', 'migrate'], { cwd: folder, env });
  if (made.status !== 0) throw new Error(made.stderr);
  const ran = await runPython(python, ['run.py', EXAMPLE], { cwd: folder, env });
  const [, result] = /^RESULT (.*)$/m.exec(ran.stdout) ?? [];
  if (ran.status !== 0 || result === undefined) throw new Error(ran.stdout + ran.stderr);
  const tasks = { 'connections -1': 'success', 'load 0': 'success', 'load 1': 'success' };
  expect(JSON.parse(result)).toEqual({ state: 'success', tasks });
  for (const name of ['whole', 'partial']) expect(accounts.bills(name)).toBeGreaterThan(5);
  for (const secret of accounts.secrets) expect(ran.stdout + ran.stderr).not.toContain(secret);
}, 300_000);
