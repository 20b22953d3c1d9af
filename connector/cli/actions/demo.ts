// demo: starts the sandbox with a company, loads what spend rests on, shows the tables, and writes the report.

import { printsRows } from '../../app/destination-fit.js';
import { loadSource } from '../../app/load.js';
import { readReport } from '../../app/mart/report.js';
import { type ConfiguredSource, openSource, secretsIn } from '../../app/open.js';
import { packageFile } from '../../app/package.js';
import { createDestination } from '../../destinations/registry.js';
import { capabilitiesOf } from '../../model/capabilities.js';
import { type Clock, systemClock } from '../../model/clock.js';
import { ConfigError } from '../../model/errors.js';
import { EXIT_CODES } from '../../model/report.js';
import { reportText } from '../../text/report-text.js';
import type { DemoOptions } from '../commands/demo.js';
import { hideSecrets, print, printText, textColumns } from '../output.js';
import { endOnSignal } from '../process.js';
import { ProgressLine } from '../progress.js';
import { writeOutputs } from '../report-outputs.js';
import { SAMPLE_ROWS, type Sample, showTables } from '../show-tables.js';
import { keysOf, type SandboxAddress, startSandbox } from './sandbox-process.js';

/** In the current folder, as the database. */
const REPORT = 'ovh-demo-report.html';

const SAMPLED = `select bill_id from bills order by date_day desc, bill_id desc limit ${SAMPLE_ROWS}`;

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
  const months = Number(options.months);
  if (!/^\d{1,2}$/.test(options.months) || months < 1 || months > 60)
    throw refused('--months', `"${options.months}": allowed is a whole number from 1 to 60`);
  const today = new Date(systemClock.now()).toISOString().slice(0, 10);
  const { day = today } = options;
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (Number.isNaN(noon) || new Date(noon).toISOString().slice(0, 10) !== day)
    throw refused('--day', `"${day}" is no day: write YYYY-MM-DD, such as 2026-10-22`);
  const account = ['--account', 'company', '--account-day', day, '--account-months', options.months];
  const sandbox = startSandbox(['--seed', options.seed, ...account]);
  const ending = endOnSignal();
  const endSandbox = () => sandbox.process.kill('SIGTERM');
  process.once('exit', endSandbox);
  try {
    const address = await sandbox.address;
    print(
      `The sandbox plays the OVHcloud API at ${address.url}: a company with ${months} months of bills, on ${day}.`,
    );
    printText('Loading its bills, usage and services at 18 calls a second ...\n');
    const source = demoSource(options, address, day === today ? systemClock : clockAt(noon));
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

function demoSource({ to }: { to: string }, address: SandboxAddress, clock: Clock): ConfiguredSource {
  const source = openSource(packageFile('examples/spend/source.yaml'), {
    clock,
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

/** Time that goes on from an instant. Calls are signed with the time of the server. */
function clockAt(start: number): Clock {
  const began = systemClock.now();
  return { ...systemClock, now: () => start + systemClock.now() - began };
}

function refused(where: string, message: string): ConfigError {
  return new ConfigError([{ code: 'option-value', where, message }]);
}
