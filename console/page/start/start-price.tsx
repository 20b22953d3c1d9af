// What a start will cost: calls and time, as far as they are known, and counted on request.
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { CallsEntry } from '../../contract/draft-calls.js';
import type { PriceAnswer, PricePart, StartRequest } from '../../contract/run.js';
import { Band } from '../../ui/parts/parts.js';
import { Said } from '../notices/said.js';
import { lasting, tenths } from '../runs/times.js';
import { sumOf, totalText } from '../shell/calls-text.js';
import { CodeBox } from '../shell/code-box.js';
import { CopyButton } from '../shell/copy-button.js';
import { Problem } from '../shell/problem.js';
import { Waiting } from '../shell/waiting.js';
import { type Asked, notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { startRequest } from './start-request.js';

/** While a person types, only the last is asked. */
const SETTLED_MS = 250;

/** What is needed to know what is asked for. */
const isWhole = ({ kind, name, from }: StartRequest): boolean =>
  kind !== 'backfill' || (name !== undefined && from !== undefined);

interface PriceOf {
  value: Asked<PriceAnswer>;
  /** Reads the lists. */
  count: () => void;
  /** For the button: empty where it is not known. */
  words: () => string;
}

export function usePrice(): PriceOf {
  const [price] = useState(() => notAsked<PriceAnswer>());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const request = startRequest.value;
      clearTimeout(timer);
      if (!isWhole(request)) {
        price.value = { state: 'none' };
        return;
      }
      timer = setTimeout(() => void put(price, () => ask('POST /api/run/price', request)), SETTLED_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);
  return {
    value: price.value,
    count: () => void put(price, () => ask('POST /api/run/price', { ...startRequest.peek(), count: true })),
    words: () => buttonWords(price.value.answer),
  };
}

function buttonWords(price: PriceAnswer | undefined): string {
  if (!price || price.parts.length === 0) return '';
  const calls = sumOf(price.parts.map((part) => part.calls));
  const each = price.parts.map((part) => part.calls.known / part.callsPerSecond);
  const seconds = Math.max(each.reduce((sum, own) => sum + own, 0) / price.atOnce, ...each);
  const words = totalText(calls);
  return calls.unknown.length === 0 ? `${words}, ${lasting(Math.ceil(seconds))}` : words;
}

export function Price({
  price: { state, answer, error },
  again,
}: {
  price: Asked<PriceAnswer>;
  again: () => void;
}) {
  const { start: words } = t.value.runs;
  const isWaiting = state === 'waiting';
  return (
    <section class="pane" aria-label={words.price} aria-busy={isWaiting}>
      <header>
        <h3 class="grow">{words.price}</h3>
      </header>
      <div class={isWaiting && answer ? 'gauge muted' : 'gauge'}>
        {state === 'none' && !isWhole(startRequest.value) && <p class="muted small">{words.fill}</p>}
        {!answer && !error && isWhole(startRequest.value) && <Waiting lines={3} />}
        {error && <Problem error={error} />}
        {answer?.parts.map((part) => (
          <Part key={part.connection ?? ''} part={part} several={answer.parts.length > 1} />
        ))}
        {answer && answer.parts.length === 0 && <Again answer={answer} />}
        {answer && answer.parts.length > 0 && (
          <p class="row wrap">
            <button type="button" class="btn" aria-disabled={isWaiting} onClick={() => !isWaiting && again()}>
              {words.count}
            </button>
            <span class="muted small">{answer.counted ? words.counted : words.countHow}</span>
          </p>
        )}
        {answer && (
          <>
            <h4 class="muted small">{words.command}</h4>
            <div class="row">
              <CodeBox label={words.command} class="one">
                {answer.command}
              </CodeBox>
              <CopyButton label={t.value.copy} text={() => answer.command} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}

function Part({ part, several }: { part: PricePart; several: boolean }) {
  const { start: words } = t.value.runs;
  const { connection, calls, single, callsPerSecond, warnings } = part;
  const isFewer = single.unknown.length === 0 && calls.unknown.length === 0 && single.known > calls.known;
  return (
    <div class="price">
      {several && <h4 class="mono">{connection}</h4>}
      <p class="big">
        <b>{totalText(calls)}</b>{' '}
        {calls.unknown.length === 0 && (
          <span class="muted">{words.time(lasting(Math.ceil(calls.known / callsPerSecond)))}</span>
        )}
      </p>
      <Unknown calls={calls} />
      {isFewer && <p class="muted small">{words.without(f.value.count(single.known))}</p>}
      <p class="muted small">{words.pace(tenths(callsPerSecond))}</p>
      {warnings.map(({ code, where, count, message }) => (
        <Band key={`${code} ${where} ${message}`} tone="warn" icon="alert">
          {where && <code>{where}</code>} <Said code={code} message={message} count={count} />
        </Band>
      ))}
    </div>
  );
}

function Unknown({ calls: { unknown } }: { calls: CallsEntry }) {
  return (
    <>
      {unknown.map(({ factor, times }) => (
        <p key={times} class="small">
          {t.value.runs.start.each(fraction(factor), times)}
        </p>
      ))}
    </>
  );
}

/** `2`, `1/25`. */
function fraction(factor: number): string {
  const parts = Math.round(1 / factor);
  return factor < 1 && parts > 1 ? `1/${f.value.count(parts)}` : tenths(factor);
}

/** Of a retry or a replay. */
function Again({ answer: { objects, command } }: { answer: PriceAnswer }) {
  const { start: words } = t.value.runs;
  const isReplay = command.startsWith('source-ovhcloud replay');
  if (objects === undefined) return <p>{isReplay ? words.noCalls : words.notKnown}</p>;
  return <p>{(isReplay ? words.lettersAgain : words.objectsAgain)(f.value.count(objects))}</p>;
}
