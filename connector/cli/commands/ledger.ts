// ledger: lists what a run did not load, object by object, and why.
import type { Command } from 'commander';
import { type ConnectionEntry, ledgerHistory } from '../../app/history/ledger.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { LEDGER_STATES, type LedgerState } from '../../model/report.js';
import { entryLine, ledgerTotal } from '../../text/runs-text.js';
import { print, printText } from '../output.js';
import { addConfigOptions, addConnectionOption, type ConfigOptions, historyFrom } from './options.js';

interface LedgerOptions extends ConfigOptions {
  source?: string;
  reason?: string;
  json?: boolean;
}

export const REASONS = LEDGER_STATES.filter((state) => state !== 'loaded' && state !== 'known');

const EXAMPLES = `
Examples:
  source-ovhcloud ledger                                   what the last run did not load; of several
                                                           connections, the last run of each
  source-ovhcloud ledger 20261120T101500Z --source bills
  source-ovhcloud ledger last --reason gone,refused --json

Nothing is called, no file is made.`;

export function addLedger(program: Command): void {
  const command = program.command('ledger').description('list what a run did not load, and why');
  addConnectionOption(addConfigOptions(command))
    .argument('[run]', 'id, the beginning of it, or last', 'last')
    .option('--source <name>', 'only this source object')
    .option('--reason <reasons>', `only these, separated by commas: ${REASONS.join(', ')}`)
    .option('--json', 'as a JSON array')
    .addHelpText('after', EXAMPLES)
    .action(ledger);
}

async function ledger(run: string, options: LedgerOptions): Promise<void> {
  const reasons = options.reason === undefined ? undefined : reasonsOf(options.reason);
  const { drafts, onlyThese } = historyFrom(options);
  const found = await ledgerHistory(drafts, run, { source: options.source, reasons, onlyThese });
  if (options.json) return printArray(found.entries());
  const names = found.runs.flatMap(({ connection }) => connection ?? []);
  await printLines(found.entries(), names);
  for (const { connection } of found.neverStarted)
    print(`connection ${connection}: no run of it is recorded`);
}

/** As they come: there may be many. */
async function printArray(entries: AsyncIterable<ConnectionEntry>): Promise<void> {
  let before: string | undefined;
  for await (const entry of entries) {
    print(before === undefined ? '[' : `${before},`);
    before = `  ${JSON.stringify(entry)}`;
  }
  printText(before === undefined ? '[]' : `${before}\n]`);
}

async function printLines(
  entries: AsyncIterable<ConnectionEntry>,
  connections: readonly string[],
): Promise<void> {
  const counts = new Map<string, number>();
  for await (const entry of entries) {
    counts.set(entry.reason, (counts.get(entry.reason) ?? 0) + 1);
    print(entryLine(entry, connections));
  }
  printText(ledgerTotal(counts));
}

export function reasonsOf(text: string): LedgerState[] {
  const reasons = text.split(',').map((reason) => reason.trim());
  for (const reason of reasons) {
    if ((REASONS as readonly string[]).includes(reason)) continue;
    const guess = nearest(reason, REASONS);
    const message = `"${reason}" is no reason${guess ? `; did you mean "${guess}"?` : '.'} Allowed are ${REASONS.join(', ')}`;
    throw new ConfigError([{ code: 'option-value', where: '--reason', message }]);
  }
  return reasons as LedgerState[];
}
