// Runs: the list, the start of one, a reset, a run live or stored, one of its source objects, and two beside each other.

import { Compare } from '../history/compare.js';
import { RunList } from '../history/run-list.js';
import { lazy } from '../shell/lazy.js';
import { StartForm } from '../start/start-form.js';
import { below } from '../state/address.js';
import { RunScreen } from './run-screen.js';
import { SourceObject } from './source-object.js';

const ResetForm = lazy(async () => (await import('../start/reset-form.js')).ResetForm);

export function Runs() {
  const [run, second, third] = below.value;
  if (run === undefined) return <RunList />;
  if (run === 'new') return <StartForm />;
  if (run === 'reset') return <ResetForm />;
  if (second === 'compare' && third !== undefined)
    return <Compare key={`${run} ${third}`} run={run} other={third} />;
  if (second === 'compare') return <Compare key={run} run={run} other="" />;
  if (second !== undefined) return <SourceObject key={`${run} ${second}`} run={run} object={second} />;
  return <RunScreen key={run} run={run} />;
}
