// PyAirbyte, as its users have it, reads our source twice into its cache: the rows are the account's, the second read has few.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Setting, setUp } from '../integration/sandbox-config.js';
import { comparable, keysOf, ownTables } from './own-tables.js';
import { executable, programOf, pythonOf, runPython } from './python.js';

let setting: Setting;

beforeAll(async () => {
  setting = await setUp({ bills: 40, seed: 'pyairbyte', edges: false }, [{ preset: 'bills' }]);
});
afterAll(() => setting.close());

const configOf = () => ({
  region: 'eu',
  baseUrl: setting.sandbox.url,
  auth: { way: 'keys', ...keysOf(setting) },
  budget: { callsPerSecond: 1000 },
  endpoints: [{ preset: 'bills' }],
  // Its cache rounds numbers.
  numbers: 'text',
});

function fileOf(config: object): string {
  const file = join(setting.folder, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

test("the description for Airbyte's registry is valid by its published model", async () => {
  const file = resolve(import.meta.dirname, '../../airbyte/metadata.yaml');
  const model = 'airbyte_connector_models.metadata.v0.connector_metadata_definition_v0';
  const script = `import sys, yaml
from ${model} import ConnectorMetadataDefinitionV0 as Model
given = yaml.safe_load(open(sys.argv[1]))
Model.model_validate(given)
given["data"]["colour"] = "blue"
try:
    Model.model_validate(given)
except ValueError as problem:
    print("refused", problem.error_count())`;
  const python = pythonOf('airbyte');
  const ended = await runPython(python, ['-W', 'ignore', '-c', script, file], { cwd: setting.folder });
  expect([ended.status, ended.stdout.trim(), ended.stderr]).toEqual([0, 'refused 1', '']);
}, 120_000);

test("PyAirbyte's `validate` passes for a good configuration, and for no other", async () => {
  const config = configOf();
  const source = executable(setting.folder, 'source-ovhcloud', 'airbyte');
  const program = programOf(setting.folder, 'airbyte', 'pyairbyte');
  const validate = (given: object) =>
    runPython(program, ['validate', '--connector', source, '--config', fileOf(given)], {
      cwd: setting.folder,
    });
  const good = await validate(config);
  expect([good.status, good.stdout + good.stderr]).toEqual([0, expect.stringContaining('applicationKey')]);
  const bad = await validate({ ...config, auth: { ...config.auth, consumerKey: 'wrong' } });
  expect([bad.status === 0, bad.stdout + bad.stderr]).toEqual([false, expect.stringMatching(/consumer key/)]);
}, 300_000);

test('PyAirbyte reads twice, with state: rows equal ours', async () => {
  const config = configOf();
  const file = fileOf(config);
  const source = executable(setting.folder, 'source-ovhcloud', 'airbyte');
  const script = resolve(import.meta.dirname, 'read-twice.py');
  const ended = await runPython(pythonOf('airbyte'), ['-W', 'ignore', script, source, file], {
    cwd: setting.folder,
  });
  if (ended.status !== 0) throw new Error(ended.stdout + ended.stderr);
  const { processed, rows } = JSON.parse(readFileSync(join(setting.folder, 'rows.json'), 'utf8'));
  const { numbers: _, ...ours } = config;
  const { rowsOf } = await ownTables(setting, ours);
  // Instants are printed in its own way.
  const columns = {
    bills: new Set([
      '_account',
      'bill_id',
      'order_id',
      'price_with_tax_value',
      'price_with_tax_ucents',
      'price_with_tax_currency_code',
      'category',
    ]),
    bill_details: new Set(['_account', 'bill_id', 'bill_detail_id', 'total_price_ucents', 'quantity']),
  };
  for (const [table, compared] of Object.entries(columns)) {
    const texts = rows[table].map((row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]),
      ),
    );
    expect([table, texts.length]).toEqual([table, rowsOf(table).length]);
    expect(comparable(texts, compared)).toEqual(comparable(rowsOf(table), compared));
  }
  // Some bills are not paid yet, and are read again.
  expect(processed[0]).toBeGreaterThan(rowsOf('bills').length + rowsOf('bill_details').length - 1);
  expect(processed[1]).toBeLessThan(20);
}, 600_000);
