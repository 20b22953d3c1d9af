// One object that is not loaded: what the API said, what hangs on it, and what can be done.
import { useEffect, useState } from 'preact/hooks';
import type { EntryAnswer, LedgerLine } from '../../contract/ledger.js';
import { Icon } from '../../ui/icons.js';
import { objectAddress, runAddress, startAddress } from '../runs/addresses.js';
import { dayOf, timeOf } from '../runs/times.js';
import { CodeBox } from '../shell/code-box.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { operationAddress, setQuery } from '../state/address.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { requestOf } from './entry-key.js';
import { ReasonChip } from './reason-chip.js';

export function EntryPane({ entry }: { entry: string }) {
  const [found] = useState(() => notAsked<EntryAnswer>());
  const request = requestOf(entry);
  const look = () => {
    if (request) void put(found, () => ask('GET /api/ledger/entry', request));
  };
  useEffect(look, []);
  const { answer, error } = found.value;
  return (
    <>
      <button type="button" class="btn quiet only-m" onClick={() => setQuery({ entry: '' })}>
        <Icon name="left" />
        {t.value.ledger.list}
      </button>
      {error && <Problem error={error} again={look} />}
      {!answer && !error && <Waiting lines={8} />}
      {answer && <Entry answer={answer} />}
    </>
  );
}

function Entry({ answer }: { answer: EntryAnswer }) {
  const { ledger: words } = t.value;
  const { entry, below, letter, command } = answer;
  return (
    <>
      <div>
        <p class="muted small">
          <a href={runAddress(entry.runId)}>{entry.runId}</a> ›{' '}
          <a href={objectAddress(entry.runId, entry.source)}>{entry.source}</a>
        </p>
        <p class="row wrap">
          <ReasonChip reason={entry.reason} tint />
          {entry.accepted && <span class="muted small">{words.accepted}</span>}
          <span class="muted small">
            {dayOf(entry.at)}, {timeOf(entry.at)}
          </span>
        </p>
        <h2>{entry.id}</h2>
      </div>
      <Actions answer={answer} />
      <div>
        <h3>{letter ? words.letterWhy : words.said}</h3>
        <blockquote class="say">
          <p>{entry.message}</p>
          <p class="src">{[entry.status, entry.code].filter(Boolean).join(' ')}</p>
          {entry.queryId && <p class="src">{words.queryId(entry.queryId)}</p>}
          {entry.attempts !== undefined && (
            <p class="src">
              {entry.attempts === 1 ? words.once : words.attempts(f.value.count(entry.attempts))}
            </p>
          )}
        </blockquote>
      </div>
      {below.length > 0 && (
        <div>
          <h3>{words.below}</h3>
          <p class="small">{words.notRead(below.join(', '))}</p>
        </div>
      )}
      {letter && (
        <div>
          <h3>{words.letter}</h3>
          {letter.payload === undefined ? (
            <p class="small">{words.letterGone}</p>
          ) : (
            <CodeBox label={words.letter} class="letter">
              {letter.payload}
            </CodeBox>
          )}
          <p class="muted small">{words.masked}</p>
        </div>
      )}
      <CodeBox label={t.value.runs.start.command} class="one">
        {command}
      </CodeBox>
    </>
  );
}

function Actions({ answer: { entry, method, path, parameters } }: { answer: EntryAnswer }) {
  const { ledger: words } = t.value;
  const values = Object.entries(parameters).map(([name, value]): [string, string] => [`p.${name}`, value]);
  const { runId: run, source: sources, id, reason: reasons } = entry;
  return (
    <div class="row wrap">
      {!entry.accepted && (
        <a class="btn primary" href={startAddress({ kind: 'retry', run, reasons, sources, id })}>
          <Icon name="retry" small />
          {words.retryThis}
        </a>
      )}
      <a class="btn" href={operationAddress({ method, path }, values)}>
        <Icon name="bolt" small />
        {words.tryIt}
      </a>
      <CopyButton shown label={words.copySupport} text={() => supportText(entry, `${method} ${path}`)} />
    </div>
  );
}

/** What OVHcloud's support asks for. */
function supportText(entry: LedgerLine, call: string): string {
  const { id, status, code, message, queryId, at } = entry;
  const lines = [
    call,
    id,
    [status, code].filter(Boolean).join(' '),
    message,
    queryId && `Query id: ${queryId}`,
    at,
  ];
  return lines.filter(Boolean).join('\n');
}
