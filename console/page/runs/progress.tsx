// How far a load is, and what is left of it.
import { useEffect, useState } from 'preact/hooks';
import type { LoadView } from '../../contract/run.js';
import { f, t } from '../state/language.js';
import { Meter } from './meter.js';
import { elapsed } from './times.js';

interface ProgressProps {
  load: LoadView;
  aheadMs: number;
  pace: readonly { calls: number }[];
}

/** The pace by which the rest is told. */
const PACE_SECONDS = 10;

export function Progress({ load: { calls, done, expectedCalls }, pace }: ProgressProps) {
  const { run: words } = t.value.runs;
  const { count, percentage } = f.value;
  const lately = pace.slice(-PACE_SECONDS).map((each) => each.calls);
  const perSecond = lately.reduce((sum, each) => sum + each, 0) / Math.max(1, lately.length);
  const rest = expectedCalls === undefined ? 0 : expectedCalls - calls;
  const left = perSecond > 0 && rest > 0 && lately.length >= 3 ? rest / perSecond : undefined;
  return (
    <div class="prog">
      <Meter part={done ?? 0} label={words.callsPane} />
      <span>
        {expectedCalls === undefined || expectedCalls < calls
          ? words.calls(count(calls))
          : words.ofAbout(count(calls), count(expectedCalls))}
        {done !== undefined && ` · ${percentage(String(Math.floor(done * 100)))}`}
        {left !== undefined && ` · ${words.left(elapsed(left))}`}
      </span>
    </div>
  );
}

/** Seconds since an instant, by the server's clock; it goes on by itself. */
export function useSeconds(since: string | undefined, aheadMs: number, isRunning: boolean): number {
  const now = () => (since === undefined ? 0 : (Date.now() + aheadMs - Date.parse(since)) / 1000);
  const [seconds, setSeconds] = useState(now);
  useEffect(() => {
    if (!isRunning) return;
    setSeconds(now());
    const timer = setInterval(() => setSeconds(now()), 1000);
    return () => clearInterval(timer);
  }, [since, isRunning]);
  return seconds;
}
