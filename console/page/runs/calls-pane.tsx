// Calls a second against the budget, what was waited for, and what shortcuts saved.
import type { ObjectCounts, PartProgress } from '../../contract/run.js';
import { f, t } from '../state/language.js';
import { callsOf } from './counts.js';
import { lasting, tenths } from './times.js';

type Numbers = Pick<PartProgress, 'calls' | 'retries' | 'budgetWaitSeconds' | 'retryWaitSeconds'>;

interface CallsProps {
  numbers: Numbers;
  counts: readonly (ObjectCounts | undefined)[];
  seconds: number;
  throttled?: number | undefined;
  /** Calls in each of the last seconds. */
  pace?: readonly number[];
  callsPerSecond?: number;
}

/** The pace that is said: of the last seconds, not of one. */
const SAID_SECONDS = 5;

export function CallsPane({ numbers, counts, seconds, throttled, pace = [], callsPerSecond }: CallsProps) {
  const { run: words } = t.value.runs;
  const reads = counts.reduce((sum, each) => sum + (each?.reads ?? 0), 0);
  const made = counts.reduce((sum, each) => sum + (each ? callsOf(each) : 0), 0);
  const lately = pace.slice(-SAID_SECONDS);
  const now = lately.reduce((sum, each) => sum + each, 0) / Math.max(1, lately.length);
  const isLive = callsPerSecond !== undefined;
  return (
    <section class="pane" aria-label={words.callsPane}>
      <header>
        <h3 class="grow">{words.callsPane}</h3>
        {isLive && pace.length > 0 && (
          <span class="muted small">{words.lastSeconds(f.value.count(pace.length))}</span>
        )}
      </header>
      <div class="gauge">
        <div class="big">
          <b>{isLive ? tenths(now) : f.value.count(numbers.calls)}</b>
          <span class="muted small grow">
            {isLive
              ? words.aSecond(tenths(callsPerSecond))
              : seconds > 0 && words.perSecond(tenths(numbers.calls / seconds))}
          </span>
          {throttled !== undefined && (
            <span class={throttled > 0 ? 'warn small' : 'muted small'}>
              {words.throttled(f.value.count(throttled))}
            </span>
          )}
        </div>
        {isLive && pace.length > 1 && <Pace pace={pace} budget={callsPerSecond} />}
        <dl class="kv small">
          <dt>{words.budgetWait}</dt>
          <dd>{lasting(numbers.budgetWaitSeconds)}</dd>
          <dt>{words.retryWait}</dt>
          <dd>
            {lasting(numbers.retryWaitSeconds)}
            {numbers.retries > 0 && `, ${words.retries(f.value.count(numbers.retries))}`}
          </dd>
          {reads > made && (
            <>
              <dt>{words.single}</dt>
              <dd>{f.value.count(reads)}</dd>
              <dt>{words.saved}</dt>
              <dd>{f.value.count(reads - made)}</dd>
            </>
          )}
        </dl>
      </div>
    </section>
  );
}

const HEIGHT = 40;

function Pace({ pace, budget }: { pace: readonly number[]; budget: number }) {
  const most = Math.max(...pace);
  const top = Math.max(most, Math.min(budget, most * 4), 1) * 1.1;
  const y = (calls: number) => (HEIGHT - (calls / top) * HEIGHT).toFixed(1);
  const points = pace.map((calls, x) => `${x},${y(calls)}`).join(' ');
  const last = pace.length - 1;
  return (
    <svg
      class="area"
      viewBox={`0 0 ${last} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t.value.runs.run.chart(f.value.count(pace.length), f.value.count(most))}
    >
      <polygon points={`0,${HEIGHT} ${points} ${last},${HEIGHT}`} />
      <polyline points={points} />
      {budget <= top && <line x1="0" x2={last} y1={y(budget)} y2={y(budget)} />}
    </svg>
  );
}
