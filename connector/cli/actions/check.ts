// check: tests region, keys, clock, expiry, rights and definitions, one line each.
import { checkSources } from '../../app/check.js';
import { checkSummary } from '../../text/accounts/accounts-text.js';
import { eventText } from '../../text/event-text.js';
import type { CheckCommandOptions } from '../commands/check.js';
import { note, print, printJson, printText, textColumns } from '../output.js';
import { emptyShardLine, sourcesFrom } from './sources.js';

/** The longest subject is `configuration`. */
const WIDTH = 13;

const MARKS = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' };

export async function check(options: CheckCommandOptions): Promise<void> {
  const shown = options.json !== true;
  const sources = sourcesFrom(options);
  if (sources.length === 0) note(emptyShardLine(options));
  const checked = await checkSources(sources, {
    onBegin: ({ config: { connection } }, index) => {
      if (shown && index > 0) print();
      if (shown && connection !== undefined) print(`connection ${connection}`);
    },
    onLine: ({ state, subject, text }) => {
      if (shown) print(`${MARKS[state]}  ${subject.padEnd(WIDTH)}  ${text}`);
    },
    // A person who waits sees the reason.
    onEvent: (event) => {
      if (event.event !== 'call.retried' && event.event !== 'call.throttled') return;
      const line = eventText(event);
      note(line);
    },
  });
  if (!shown) printJson(checked);
  else if (checked.length > 1) printText(`\n${checkSummary(checked, textColumns())}`);
  if (checked.some(({ state }) => state === 'problem')) process.exitCode = 1;
}
