// ledger: lists what a run did not load, object by object, and why.
import { type ConnectionEntry, ledgerHistory } from '../../app/history/ledger.js';
import { ConfigError } from '../../model/errors.js';
import { nearest } from '../../model/names.js';
import { type LedgerState, NOT_LOADED_STATES } from '../../model/report.js';
import { entryLine, ledgerTotal } from '../../text/runs-text.js';
import type { LedgerOptions } from '../commands/ledger.js';
import { print, printText } from '../output.js';
import { recordsFrom } from './sources.js';

export async function ledger(run: string, options: LedgerOptions): Promise<void> {
  const reasons = options.reason === undefined ? undefined : reasonsOf(options.reason);
  const { drafts, onlyThese, ofEach } = recordsFrom(options);
  const found = await ledgerHistory(drafts, run, { source: options.source, reasons, onlyThese, ofEach });
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
    if ((NOT_LOADED_STATES as readonly string[]).includes(reason)) continue;
    const guess = nearest(reason, NOT_LOADED_STATES);
    const message = `"${reason}" is no reason${guess ? `; did you mean "${guess}"?` : '.'} Allowed are ${NOT_LOADED_STATES.join(', ')}`;
    throw new ConfigError([{ code: 'option-value', where: '--reason', message }]);
  }
  return reasons as LedgerState[];
}
