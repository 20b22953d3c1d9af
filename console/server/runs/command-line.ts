// A start of the page as a line for the terminal.
import type { ResetRequest } from '../../contract/reset.js';
import type { StartRequest } from '../../contract/run.js';

export function commandLine(request: StartRequest, file: string | undefined): string {
  const [kind = '', ...words] = wordsOf(request);
  const config = file === undefined ? [] : option('config', [file]);
  // A run that is named stands first: options with several values would take it.
  const named = words[0] !== undefined && !words[0].startsWith('--') ? words.slice(0, 1) : [];
  return ['source-ovhcloud', kind, ...named, ...config, ...words.slice(named.length)].join(' ');
}

/** The command and its options, without the configuration. */
export function wordsOf(request: StartRequest): string[] {
  const { kind, connections, only, alone, refresh, strategy, run, reasons, sources, ids } = request;
  const [{ dryRun, name, from, until, filter }, isLoad] = [request, kind === 'load'];
  return [
    kind,
    ...(kind === 'backfill' ? word(name) : kind === 'load' ? [] : word(run)),
    ...option('connection', connections),
    ...(isLoad ? option('only', only) : []),
    ...option('from', from === undefined ? [] : [from]),
    ...option('until', until === undefined ? [] : [until]),
    ...option('filter', filter),
    ...(alone ? ['--alone'] : []),
    ...(isLoad && refresh !== undefined
      ? ['--full-refresh', ...(refresh === 'all' ? [] : refresh.map(quoted))]
      : []),
    ...option('strategy', strategy && [strategy]),
    ...option('reason', reasons && [reasons.join(',')]),
    ...option('source', sources),
    ...option('id', ids),
    ...(dryRun ? ['--dry-run'] : []),
  ];
}

/** Of a reset: the names stand first, since options with several values would take them. */
export function resetLine(
  { connections, sources, data, alone }: ResetRequest,
  file: string | undefined,
): string {
  return [
    'source-ovhcloud',
    'reset',
    ...(sources ?? []).map(quoted),
    ...(file === undefined ? [] : option('config', [file])),
    ...(sources === undefined ? ['--all'] : []),
    ...option('connection', connections),
    ...(data ? ['--data'] : []),
    ...(alone ? ['--alone'] : []),
  ].join(' ');
}

function option(name: string, values: readonly string[] | undefined): string[] {
  return values === undefined || values.length === 0 ? [] : [`--${name}`, ...values.map(quoted)];
}

const word = (text: string | undefined): string[] => (text === undefined ? [] : [quoted(text)]);

function quoted(text: string): string {
  return /^[\w./:=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
