// Tells an outage from objects that fail by themselves, and stops the run at an outage.
import type { ApiOutcome, ApiProblem, ApiReply, ApiRequest } from '../../model/api.js';
import { type StopError, stopFor } from '../../model/errors.js';
import { type Call, callOf, type Ending, type Step } from '../call.js';

/** Calls in a row that gave up. After each such series something that should answer is asked. */
const SERIES = 3;
/** Most items of an answer that is worth asking for a second time. */
const SMALL = 100;

/** Answers without credentials, in every region. */
const SERVER_TIME: ApiRequest = {
  method: 'GET',
  path: '/1.0/auth/time',
  route: '/1.0/auth/time',
  authenticated: false,
};

const ADVICE = 'The API or the way to it seems to be down';
const LATER = 'Nothing that was loaded is harmed: run again later';

/**
 * A call that gave up is one failed object. After several in a row, the last request that was answered is sent again:
 * while that still works, the objects fail by themselves and the run goes on; otherwise it stops.
 */
export function stopAtOutage(attempt: Step<Ending>): Step<ApiOutcome> {
  let gaveUp = 0;
  let answered: ApiRequest = SERVER_TIME;
  /** One probe at a time, for all calls that wait for its answer. */
  let probing: Promise<Ending> | undefined;

  const probe = (signal?: AbortSignal): Promise<Ending> => {
    probing ??= attempt(callOf({ ...answered, source: undefined, signal })).finally(() => {
      probing = undefined;
    });
    return probing;
  };

  return async (call) => {
    const ending = await attempt(call);
    if (ending.outcome !== 'gave-up') {
      gaveUp = 0;
      if (isProbe(call, ending)) answered = call.request;
      return ending;
    }
    const { problem } = ending;
    gaveUp++;
    if (gaveUp >= SERIES && call.request.method === 'GET') {
      const inARow = gaveUp;
      const { route } = answered;
      if ((await probe(call.request.signal)).outcome === 'gave-up') throw outage(problem, inARow, route);
      gaveUp = 0;
    }
    return { outcome: 'skip', reason: 'failed', problem };
  };
}

/** Whether a request can be sent again to see if the API answers: it changes nothing and its answer is small. */
function isProbe({ request }: Call, ending: ApiReply | { outcome: 'skip' }): boolean {
  if (request.method !== 'GET' || ending.outcome !== 'ok') return false;
  return ending.body.length <= SMALL;
}

function outage(problem: ApiProblem, inARow: number, route: string): StopError {
  const words = `${inARow} calls in a row got no usable answer, and neither does GET ${route}`;
  const advice = `${problem.advice ?? ADVICE}. ${LATER}`;
  const complete = { ...problem, message: `${words}; the last: ${problem.message}`, advice };
  return stopFor('api-down', complete);
}
