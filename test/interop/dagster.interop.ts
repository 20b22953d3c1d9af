// The example of Dagster, run by Dagster itself: a partition for each connection, and a check that says what is missing.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { pythonOf, runPython } from './python.js';
import { twoAccounts } from './two-accounts.js';

const EXAMPLE = resolve(import.meta.dirname, '../../examples/dagster');
const RUN = `import json, sys
sys.path.insert(0, sys.argv[1])
import dagster as dg
import load
found = {}
for name in [each["name"] for each in load.connections()]:
    with dg.DagsterInstance.ephemeral() as instance:
        ended = dg.materialize([load.ovhcloud], partition_key=name, instance=instance, raise_on_error=False)
        metadata = {key: value.value for each in ended.asset_materializations_for_node("ovhcloud") for key, value in each.metadata.items()}
        found[name] = {"success": ended.success, "checks": [each.passed for each in ended.get_asset_check_evaluations()], **metadata}
print("RESULT " + json.dumps(found))
`;

let accounts: Awaited<ReturnType<typeof twoAccounts>>;

beforeAll(async () => {
  accounts = await twoAccounts();
});
afterAll(() => accounts.close());

test('a partition for each connection; the check of an incomplete account fails, its rows are there', async () => {
  const { folder } = accounts;
  const home = accounts.home('dagster');
  // Before anything of it is imported.
  writeFileSync(join(home, 'dagster.yaml'), 'telemetry: { enabled: false }\n');
  writeFileSync(join(folder, 'run.py'), RUN);
  const env = { ...accounts.env, DAGSTER_HOME: home };
  const ran = await runPython(pythonOf('dagster'), ['run.py', EXAMPLE], { cwd: folder, env });
  const [, result] = /^RESULT (.*)$/m.exec(ran.stdout) ?? [];
  if (ran.status !== 0 || result === undefined) throw new Error(ran.stdout + ran.stderr);
  const found = JSON.parse(result) as Record<string, { listed: number; loaded: number }>;
  expect(Object.keys(found)).toEqual(['whole', 'partial']);
  expect(found.whole).toMatchObject({ success: true, checks: [true], outcome: 'complete' });
  expect(found.partial).toMatchObject({ success: true, checks: [false], outcome: 'incomplete' });
  expect(found.whole?.loaded).toBe(found.whole?.listed);
  expect(found.partial?.loaded).toBeLessThan(found.partial?.listed ?? 0);
  for (const name of ['whole', 'partial']) expect(accounts.bills(name)).toBeGreaterThan(5);
  for (const secret of accounts.secrets) expect(ran.stdout + ran.stderr).not.toContain(secret);
}, 300_000);
