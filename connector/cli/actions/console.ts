// console: serves the page on this machine, prints its address, opens it, and ends with Ctrl-C.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startConsole } from '../../../console/server/start.js';
import { packageFile } from '../../app/package.js';
import { createFile, temporaryFolder } from '../../disk/whole-file.js';
import { systemClock } from '../../model/clock.js';
import { ConfigError } from '../../model/errors.js';
import type { ConsoleCommandOptions } from '../commands/console.js';
import { configuredLog } from '../observe/log-options.js';
import { openInBrowser } from '../open-browser.js';
import { note, noteText, print } from '../output.js';
import { tidyOften, untilSignal } from '../process.js';
import { keysOf, startSandbox } from './sandbox-process.js';
import { type ConsoleSources, consoleSources } from './sources.js';

export async function show(options: ConsoleCommandOptions): Promise<void> {
  if (!options.demo) return serve(options, consoleSources(options), false);
  const given = (['config', 'profile', 'baseUrl'] as const).find((name) => options[name] !== undefined);
  if (given !== undefined) {
    const where = `--${given.replace('baseUrl', 'base-url')}`;
    const message = 'cannot be combined with --demo, which has a configuration of its own';
    throw new ConfigError([{ code: 'option-conflict', where, message }]);
  }
  const today = new Date(systemClock.now()).toISOString().slice(0, 10);
  const account = ['--account', 'company', '--account-day', today, '--account-months', '15'];
  const sandbox = startSandbox(['--seed', 'demo', ...account]);
  const endSandbox = () => sandbox.process.kill('SIGTERM');
  process.once('exit', endSandbox);
  const folder = await temporaryFolder();
  try {
    const address = await sandbox.address;
    const file = join(folder.path, 'source.yaml');
    createFile(file, readFileSync(packageFile('examples/spend/source.yaml'), 'utf8'));
    const reading = { env: keysOf(address), cwd: folder.path };
    await serve(options, consoleSources({ config: file, baseUrl: address.url }, reading), true);
  } finally {
    endSandbox();
    await folder.remove();
  }
}

/** Until a signal comes. */
async function serve(options: ConsoleCommandOptions, sources: ConsoleSources, demo: boolean): Promise<void> {
  const ended = untilSignal();
  // For the loads that the page starts.
  tidyOften();
  const listening = await startConsole({
    ...sources,
    demo,
    clock: systemClock,
    schemas: options.schemas,
    openLog: configuredLog,
    port: options.port,
    onFault: (fault) =>
      noteText(`the console failed: ${fault instanceof Error ? fault.stack : String(fault)}`),
  });
  try {
    const address = listening.newAddress();
    print(address);
    if (sources.file !== undefined && !existsSync(sources.file))
      note(`${sources.file} is not there: check its name, or make it in the page, under Source.`);
    note(demo ? 'The sandbox plays the OVHcloud API.' : 'For this machine alone.');
    note('The address works once. Enter prints another one, Ctrl-C ends.');
    if (options.open && process.stdout.isTTY) openInBrowser(address);
    const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
    lines?.on('line', () => print(listening.newAddress()));
    await ended;
    lines?.close();
    if (listening.runs()) {
      note();
      note('stopping the load: what is read to its end is committed (again to stop at once)');
    }
  } finally {
    await listening.close();
  }
}
