// Sample values of what a path is mapped to, and the addresses that they make. Asking costs calls, so it is asked for once;
// from then on another mapping asks again by itself.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ObjectEntry } from '../../contract/draft.js';
import type { SamplesAnswer, SamplesOfParents } from '../../contract/draft-calls.js';
import { check, isSettled, text } from '../draft/draft.js';
import { withSecrets } from '../draft/typed-secrets.js';
import { Problem } from '../shell/problem.js';
import { NotValid } from '../source/not-valid.js';
import { notAsked, put } from '../state/asked.js';
import { f, t } from '../state/language.js';
import { ask } from '../state/server.js';
import { chosenConnection } from './connection-choice.js';

type OfObject = SamplesAnswer & { of: string };

const samples = notAsked<OfObject>();
/** A person wants to see samples, in this page. */
const isLive = signal(false);

/** Of which object and mapping samples are. */
const keyOf = ({ name, path, parameters }: ObjectEntry): string =>
  JSON.stringify([name, path, parameters.map(({ binding }) => binding)]);

const loadSamples = (object: ObjectEntry): Promise<void> =>
  put(
    samples,
    async () => ({
      ...(await ask('POST /api/draft/samples', {
        text: withSecrets(text.peek()),
        name: object.name,
        ...chosenConnection(),
      })),
      of: keyOf(object),
    }),
    { keep: false },
  );

export function Samples({ object }: { object: ObjectEntry }) {
  const words = t.value.source;
  const { state, answer, error } = samples.value;
  const key = keyOf(object);
  const isValid = isSettled.value && (check.value.answer?.issues.length ?? 1) === 0;
  const isMapped = object.parameters.some(({ binding }) => binding.kind === 'mapped');
  useEffect(() => {
    if (isLive.value && isValid && isMapped && samples.peek().answer?.of !== key && state !== 'waiting')
      void loadSamples(object);
  }, [key, isValid]);
  if (!isMapped) return null;
  const own = answer?.of === key ? answer : undefined;
  return (
    <div class="smp" aria-busy={state === 'waiting'}>
      {!own && state !== 'waiting' && (
        <p class="row">
          <button
            type="button"
            class="btn"
            disabled={!isValid}
            onClick={() => {
              isLive.value = true;
              void loadSamples(object);
            }}
          >
            {words.showSamples}
          </button>
          <span class="muted small">{isValid ? words.samplesCost : <NotValid />}</span>
        </p>
      )}
      {state === 'waiting' && <p class="muted small">{words.asking}</p>}
      {error && state === 'error' && <Problem error={error} />}
      {own && <SampleValues samples={own} object={object} />}
      {own?.nothing && <p class="small">{own.nothing}</p>}
      {own && <p class="muted small">{words.callsMade(f.value.count(own.calls), f.value.count(own.pace))}</p>}
    </div>
  );
}

export function SampleValues({
  samples: { values, addresses, more, atLeast },
  object,
}: {
  samples: SamplesOfParents;
  object: ObjectEntry;
}) {
  const words = t.value.source;
  return (
    <dl>
      {values.map(({ parameter, from, samples: found }) => (
        <div key={parameter}>
          <dt>
            {words.samples} <code>{parameter}</code>
          </dt>
          <dd>
            {found.join(', ')} <span class="muted">· {from}</span>
          </dd>
        </div>
      ))}
      {addresses.length > 0 && (
        <div>
          <dt>{words.addresses}</dt>
          <dd>
            {addresses.map((address) => (
              <span key={address} class="address">
                <Address address={address} path={object.path} />
              </span>
            ))}
            {more > 0 && (
              <span class="muted address">
                {atLeast ? words.atLeastMore(f.value.count(more)) : words.more(f.value.count(more))}
              </span>
            )}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** What stands in place of a parameter is set off. */
function Address({ address, path }: { address: string; path: string }) {
  const template = path.split('/');
  const parts = address.split('/');
  if (parts.length !== template.length) return <>{address}</>;
  return (
    <>
      {parts.map((part, place) => (
        <span key={place}>
          {place > 0 && '/'}
          {template[place]?.includes('{') ? <b>{part}</b> : part}
        </span>
      ))}
    </>
  );
}
