// Stops the run when the API seems to be down.
import type { ApiOutcome } from '../../model/api.js';
import { describeProblem, StopError } from '../../model/errors.js';
import type { Ending, Step } from '../call.js';

/** Calls in a row without any usable answer. */
const OUTAGE_AFTER = 3;

const ADVICE =
  'The API or the way to it seems to be down. Nothing that was loaded is harmed: run again later';

/** A call that gave up is a skipped one, until several in a row did. */
export function stopAtOutage(attempt: Step<Ending>): Step<ApiOutcome> {
  let unanswered = 0;
  return async (call) => {
    const ending = await attempt(call);
    if (ending.outcome !== 'gave-up') {
      unanswered = 0;
      return ending;
    }
    unanswered++;
    const { problem } = ending;
    if (unanswered < OUTAGE_AFTER || call.request.method !== 'GET') {
      return { outcome: 'skip', reason: 'failed', problem };
    }
    const message = `${unanswered} calls in a row got no usable answer; the last: ${problem.message}`;
    const outage = { ...problem, message, advice: ADVICE };
    throw new StopError(describeProblem(outage), outage);
  };
}
