// What came of a call: status, time, size; its headers; or why the API refused.
import type { AnswerOk, AnswerRefused, CallAnswer } from '../../contract/call.js';
import { Band, Chip } from '../../ui/parts/parts.js';
import { CopyButton } from '../shell/copy-button.js';
import { f, t } from '../state/language.js';
import { linkTo } from '../state/server.js';
import { account } from '../state/session.js';

export function Outcome({ answer }: { answer: CallAnswer }) {
  const words = t.value.try;
  const ok = answer.outcome === 'ok';
  return (
    <div class="outcome">
      <div class="row wrap small muted">
        <Chip tone={ok ? 'ok' : 'bad'} icon={ok ? 'check' : 'stop'}>
          {answer.status ?? words.noAnswer}
          {!ok && answer.status !== undefined && ` ${words.refused}`}
        </Chip>
        <span>{words.milliseconds(f.value.count(answer.milliseconds))}</span>
        {ok && <span>{size(answer.bytes)}</span>}
        {ok && answer.items !== undefined && <span>{words.items(f.value.count(answer.items))}</span>}
        {answer.queryId && (
          <span class="row query grow">
            <code class="trunc" title={`${words.queryId} ${answer.queryId}`}>
              {answer.queryId}
            </code>
            <CopyButton text={() => answer.queryId ?? ''} label={`${t.value.copy}: ${words.queryId}`} />
          </span>
        )}
      </div>
      {answer.notes.map((note) => (
        <Band key={note} tone="warn" icon="alert">
          {note}
        </Band>
      ))}
    </div>
  );
}

/** Below the answer: what its digits and stars are. */
export function AnswerNote({ answer }: { answer: CallAnswer & AnswerOk }) {
  const words = t.value.try;
  return (
    <p class="note small muted">
      {words.digits} {answer.hidden && words.masked}{' '}
      {!answer.isWhole && (
        <a href={linkTo('GET /api/answer/text', answer)} download="answer.json">
          {words.whole}
        </a>
      )}
    </p>
  );
}

function size(bytes: number): string {
  const units = ['B', 'KB', 'MB'];
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 100 ? value.toFixed(0) : value.toFixed(1);
  return `${f.value.digits(digits)} ${units[unit]}`;
}

export function Headers({ answer }: { answer: CallAnswer & AnswerOk }) {
  const { headerNames } = t.value.try;
  return (
    <div class="tw">
      <table class="headers">
        <thead class="vh">
          <tr>
            <th scope="col">{headerNames.name}</th>
            <th scope="col">{headerNames.value}</th>
          </tr>
        </thead>
        <tbody>
          {answer.headers.map(([name, value], place) => (
            <tr key={`${place} ${name}`}>
              <th scope="row">
                <code>{name}</code>
              </th>
              <td>
                <code>{value}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The API's own words, then ours. */
export function Refused({ answer }: { answer: CallAnswer & AnswerRefused }) {
  const link = account.value.answer?.createTokenLink;
  return (
    <div class="refused">
      <div class="say">
        <p>{answer.message}</p>
        {answer.errorClass && <code class="muted">{answer.errorClass}</code>}
      </div>
      {answer.advice && (
        <Band tone="bad" icon="alert">
          <p>{answer.advice}</p>
          {answer.status === 403 && (
            <p>
              <a class="btn" href={link ?? '/access'} target={link ? '_blank' : undefined} rel="noreferrer">
                {t.value.try.getKeys}
              </a>
            </p>
          )}
        </Band>
      )}
    </div>
  );
}
