// demo: starts the sandbox, loads the billing example from it, and shows the tables.
import { loadSource } from '../../app/load.js';
import { readReport } from '../../app/mart/report.js';
import { type ConfiguredSource, openSource, secretsIn } from '../../app/open.js';
import { packageFile } from '../../app/package.js';
import { createDestination } from '../../destinations/registry.js';
import { capabilitiesOf } from '../../model/capabilities.js';
import { ConfigError } from '../../model/errors.js';
import { EXIT_CODES } from '../../model/report.js';
import { reportText } from '../../text/report-text.js';
import type { DemoOptions } from '../commands/demo.js';
import { printsRows } from '../observe/observer.js';
import { hideSecrets, print, printText, textColumns } from '../output.js';
import { endOnSignal } from '../process.js';
import { ProgressLine } from '../progress.js';
import { writeOutputs } from '../report-outputs.js';
import { SAMPLE_ROWS, type Sample, showTables } from '../show-tables.js';
import { keysOf, type SandboxAddress, startSandbox } from './sandbox-process.js';

/** In the current folder, as the database. */
const REPORT = 'ovh-demo-report.html';

/** Ordinary bills only: the odd ones are no good first impression. */
const SAMPLED = `select bill_id from bills where price_with_tax_value > 0
  order by bill_id like 'FR1%' desc, bill_id desc limit ${SAMPLE_ROWS}`;

const SAMPLES: Sample[] = [
  {
    table: 'bills',
    columns: ['bill_id', 'date_day', 'price_with_tax_value', 'price_with_tax_currency_code', 'category'],
    which: `where bill_id in (${SAMPLED}) order by bill_id`,
  },
  {
    table: 'bill_details',
    columns: ['bill_id', 'description', 'total_price_value', 'total_price_currency_code'],
    which: `where bill_id in (${SAMPLED}) order by bill_id, bill_detail_id`,
  },
];

export async function demo(options: DemoOptions): Promise<void> {
  if (!/^\d{1,5}$/.test(options.bills)) {
    const message = `"${options.bills}": allowed is a whole number from 0 to 99999`;
    throw new ConfigError([{ code: 'option-value', where: '--bills', message }]);
  }
  const sandbox = startSandbox(options);
  const ending = endOnSignal();
  const endSandbox = () => sandbox.process.kill('SIGTERM');
  process.once('exit', endSandbox);
  try {
    const address = await sandbox.address;
    print(
      `The sandbox plays the OVHcloud API at ${address.url}: an account with ${options.bills} ordinary bills and some odd ones.`,
    );
    printText('Loading its bills and their lines at 18 calls a second ...\n');
    const source = demoSource(options, address);
    const line = new ProgressLine(source.plan);
    const report = await loadSource(source, {
      signal: ending.signal,
      onProgress: (progress) => line.start(progress),
    }).finally(() => line.stop());
    if (report.slices > 0) await showSamples(source);
    printText(reportText(report, textColumns()));
    printText(`\n${await demoReport(source)}Next, with your own account:\n  npx source-ovhcloud init`);
    process.exitCode = EXIT_CODES[report.outcome];
  } finally {
    ending.dispose();
    endSandbox();
  }
}

/** Writes the report of what was loaded, where the destination can be queried, and says how to open it. */
async function demoReport(source: ConfiguredSource): Promise<string> {
  if (capabilitiesOf(createDestination(source.config.destination)).sql === null) return '';
  const data = await readReport(source, { synthetic: true });
  const [file] = await writeOutputs(data, { html: REPORT, languages: ['en'], theme: 'system' });
  return `Proof and spend of the account, to open in a browser:\n  ${file}\n\n`;
}

/** Of a SQLite file; other destinations have programs of their own to look into them. */
async function showSamples({ config: { destination } }: ConfiguredSource): Promise<void> {
  if (destination.type === 'sqlite') await showTables(String(destination.path), SAMPLES);
}

function demoSource({ to }: { to: string }, address: SandboxAddress): ConfiguredSource {
  const source = openSource(packageFile('examples/billing/source.yaml'), {
    baseUrl: address.url,
    destinationPath: to,
    env: keysOf(address),
  });
  hideSecrets(secretsIn(source.config));
  if (printsRows(source)) {
    const message = 'the demo shows its words on standard output: name another place';
    throw new ConfigError([{ code: 'option-conflict', where: '--to', message }]);
  }
  return source;
}
