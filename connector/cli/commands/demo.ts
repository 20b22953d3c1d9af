// demo: starts the sandbox, loads the billing example from it, and shows what came.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { StopError } from '../../model/errors.js';
import { EXIT_CODES } from '../../model/report.js';
import { loadSource } from '../../source/load.js';
import { openSource } from '../../source/open.js';
import { packageFile } from '../../source/package.js';
import { print } from '../output.js';
import { ProgressLine } from '../progress.js';
import { reportText } from '../report-text.js';
import { showTables } from '../show-tables.js';

interface SandboxAddress {
  url: string;
  applicationKey: string;
  applicationSecret: string;
  consumerKey: string;
}

const SHOWN_TABLES = ['bills', 'bill_details'];

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('load the billing example from the sandbox: no account, no keys, nothing to configure')
    .option('--to <file>', 'SQLite file to write', 'ovh-demo.db')
    .option('--bills <number>', 'bills of the sandbox account', '40')
    .option('--seed <seed>', 'another seed is another account', 'demo')
    .addHelpText('after', '\nExample:\n  source-ovhcloud demo --bills 100 --to demo.db')
    .action(demo);
}

async function demo(options: { to: string; bills: string; seed: string }): Promise<void> {
  const sandbox = startSandbox(options);
  try {
    const address = await sandbox.address;
    print(
      `The sandbox plays the OVHcloud API at ${address.url}: an account with bills, ${options.bills} of them ordinary and some odd.`,
    );
    print('Loading its bills and their lines at 18 calls a second ...\n');
    const config = packageFile('examples/billing/source.yaml');
    const source = openSource(config, {
      baseUrl: address.url,
      destinationPath: options.to,
      env: {
        OVH_APPLICATION_KEY: address.applicationKey,
        OVH_APPLICATION_SECRET: address.applicationSecret,
        OVH_CONSUMER_KEY: address.consumerKey,
      },
    });
    const line = new ProgressLine();
    const report = await loadSource(source, { onProgress: (progress) => line.start(progress) }).finally(() =>
      line.stop(),
    );
    await showTables(options.to, SHOWN_TABLES);
    print(reportText(report));
    print('\nNext, with your own account:\n  npx source-ovhcloud init');
    process.exitCode = EXIT_CODES[report.outcome];
  } finally {
    sandbox.process.kill('SIGTERM');
  }
}

function startSandbox({ bills, seed }: { bills: string; seed: string }) {
  const main = fileURLToPath(new URL('../main.js', import.meta.url));
  const args = [main, 'sandbox', '--json', '--port', '0', '--seed', seed, '--bills', bills, '--no-edges'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  return { process: child, address: readAddress(child) };
}

function readAddress(child: ChildProcess): Promise<SandboxAddress> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new StopError(`the sandbox ended (${code}) before it was ready`)));
    if (child.stdout) createInterface(child.stdout).once('line', (line) => resolve(JSON.parse(line)));
  });
}
