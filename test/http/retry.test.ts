// The retry decision as a table: a verdict and a situation in, the next step out.
import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../../connector/http/call.js';
import {
  type NextStep,
  nextStep,
  type Setbacks,
  type Situation,
} from '../../connector/http/policies/retry.js';
import type { ApiProblem } from '../../connector/model/api.js';

const PROBLEM: ApiProblem = { method: 'GET', path: '/1.0/me', attempts: 1, message: 'x', advice: 'its own' };

const failed = (more: { isSent?: boolean; retryAfterMs?: number } = {}): Verdict => ({
  verdict: 'retry',
  problem: PROBLEM,
  isSent: true,
  ...more,
});
const throttled = (retryAfterMs?: number): Verdict => ({
  verdict: 'throttled',
  problem: PROBLEM,
  retryAfterMs,
});
const refused = (repair: 'clock' | 'token'): Verdict => ({
  verdict: 'retry',
  problem: PROBLEM,
  isSent: true,
  repair,
});
const skipped: Verdict = { verdict: 'skip', reason: 'gone', problem: PROBLEM };
const stopped: Verdict = { verdict: 'stop', code: 'consumer-key-refused', problem: PROBLEM };
const ok: Verdict = {
  verdict: 'ok',
  reply: { outcome: 'ok', status: 200, headers: {}, attempts: 1, body: {} as never },
};

/** Four attempts, ten minutes, and jitter in the middle. */
const at = ({
  setbacks,
  ...more
}: Partial<Omit<Situation, 'setbacks'>> & { setbacks?: Partial<Setbacks> }) => ({
  isRepeatable: true,
  elapsedMs: 0,
  isReached: true,
  settings: { attempts: 4, deadlineMs: 600_000 },
  random: 0.5,
  ...more,
  setbacks: { failures: 0, throttles: 0, clockCorrections: 0, tokenRenewals: 0, ...setbacks },
});

/** The step in a few words: what, how long, and the advice where it is not the problem's own. */
function short(step: NextStep): string {
  if (step.next === 'repeat') return `repeat after ${step.waitMs}${step.pausesAll ? ', all' : ''}`;
  if (step.next === 'repair') return `repair ${step.repair}`;
  if (step.next === 'stop') return `stop: ${step.problem.advice}`;
  const { ending } = step;
  return ending.outcome === 'gave-up' ? `give up: ${ending.problem.advice}` : `end: ${ending.outcome}`;
}

const CHANGES = { isRepeatable: false };
const CONTACT = { attempts: 8, deadlineMs: 600_000, firstContactMs: 10_000 };
const contact = { setbacks: { failures: 1 }, isReached: false, settings: CONTACT };
const unsent = failed({ isSent: false });
const first = { setbacks: { failures: 1 } };

describe('what follows', () => {
  test.each<[string, Verdict, Parameters<typeof at>[0], RegExp | string]>([
    ['a success', ok, {}, 'end: ok'],
    ['a success after failures', ok, { setbacks: { failures: 3 } }, 'end: ok'],
    ['an answer about the object', skipped, {}, 'end: skip'],
    ['an answer that ends the run', stopped, {}, 'stop: its own'],

    ['the first failure', failed(), first, 'repeat after 250'],
    ['the third failure', failed(), { setbacks: { failures: 3 } }, 'repeat after 1000'],
    ['a failure without jitter', failed(), { ...first, random: 0 }, 'repeat after 0'],
    ['a failure that says how long', failed({ retryAfterMs: 7000 }), first, 'repeat after 7000'],
    ['a failure that says "at once"', failed({ retryAfterMs: 0 }), first, 'repeat after 0'],
    ['the last attempt', failed(), { setbacks: { failures: 4 } }, 'give up: its own'],
    [
      'the last attempt, between 429s',
      failed(),
      { setbacks: { failures: 4, throttles: 9 } },
      'give up: its own',
    ],
    [
      'a failure when there is one attempt',
      failed(),
      { ...first, settings: { attempts: 1, deadlineMs: 1e6 } },
      'give up: its own',
    ],
    ['a wait that ends with the deadline', failed(), { ...first, elapsedMs: 599_750 }, 'repeat after 250'],
    ['a wait past the deadline', failed(), { ...first, elapsedMs: 599_751 }, 'give up: its own'],
    ['a wait that the server makes too long', failed({ retryAfterMs: 600_001 }), first, 'give up: its own'],

    ['the first 429', throttled(), { setbacks: { throttles: 1 } }, 'repeat after 1500, all'],
    ['the fourth 429', throttled(), { setbacks: { throttles: 4 } }, 'repeat after 5000, all'],
    ['a 429 that says how long', throttled(7000), { setbacks: { throttles: 1 } }, 'repeat after 7000, all'],
    ['a 429 that says "at once"', throttled(0), { setbacks: { throttles: 1 } }, 'repeat after 1500, all'],
    [
      '429s beyond the attempts',
      throttled(1000),
      { setbacks: { throttles: 50, failures: 4 } },
      'repeat after 1000, all',
    ],
    [
      'a 429 past the deadline',
      throttled(1000),
      { elapsedMs: 599_001 },
      /^give up: .*budget\.callsPerSecond/,
    ],

    ['a stale timestamp', refused('clock'), { setbacks: { clockCorrections: 3 } }, 'repair clock'],
    [
      'a clock that stays wrong',
      refused('clock'),
      { setbacks: { clockCorrections: 4 } },
      /^stop: .*clock of this machine/,
    ],
    ['a refused token', refused('token'), { setbacks: { tokenRenewals: 1 } }, 'repair token'],
    ['a new token, refused too', refused('token'), { setbacks: { tokenRenewals: 2 } }, 'stop: its own'],
    [
      'a refused token at the last attempt',
      refused('token'),
      { setbacks: { tokenRenewals: 1, failures: 3 } },
      'repair token',
    ],

    ['a success that changes things', ok, CHANGES, 'end: ok'],
    ['a change that may have arrived', failed(), { ...CHANGES, ...first }, /^give up: .*sent once/],
    [
      'a change that cannot have arrived',
      failed({ isSent: false }),
      { ...CHANGES, ...first },
      'repeat after 250',
    ],
    [
      'a change that never arrives',
      failed({ isSent: false }),
      { ...CHANGES, setbacks: { failures: 4 } },
      'give up: its own',
    ],
    ['a change that is throttled', throttled(1000), CHANGES, /^give up: .*sent once/],
    [
      'a change with a stale timestamp',
      refused('clock'),
      { ...CHANGES, setbacks: { clockCorrections: 1 } },
      'stop: its own',
    ],
    [
      'a change with a refused token',
      refused('token'),
      { ...CHANGES, setbacks: { tokenRenewals: 1 } },
      'stop: its own',
    ],

    ['a first contact that fails', unsent, { ...contact, setbacks: { failures: 2 } }, 'repeat after 500'],
    [
      'a first contact that fails a third time',
      unsent,
      { ...contact, setbacks: { failures: 3 } },
      'give up: its own',
    ],
    ['a first contact within its time', unsent, { ...contact, elapsedMs: 9750 }, 'repeat after 250'],
    ['a first contact past its time', unsent, { ...contact, elapsedMs: 9751 }, 'give up: its own'],
    [
      'a first contact that reached somebody',
      failed(),
      { ...contact, elapsedMs: 20_000 },
      'repeat after 250',
    ],
    ['a lost contact', unsent, { ...contact, isReached: true, elapsedMs: 20_000 }, 'repeat after 250'],
    [
      'a first contact of a load',
      unsent,
      { ...first, isReached: false, elapsedMs: 20_000 },
      'repeat after 250',
    ],
    [
      'a first contact with one attempt',
      unsent,
      { ...contact, settings: { ...CONTACT, attempts: 1 } },
      'give up: its own',
    ],
  ])('%s', (_, verdict, situation, expected) => {
    expect(short(nextStep(verdict, at(situation)))).toEqual(
      typeof expected === 'string' ? expected : expect.stringMatching(expected),
    );
  });

  test('an answer about the object keeps its reason and its problem', () => {
    expect(nextStep(skipped, at({}))).toEqual({
      next: 'end',
      ending: { outcome: 'skip', reason: 'gone', problem: PROBLEM },
    });
  });

  test('no wait is longer than half a minute, unless the server asks for it', () => {
    for (let failures = 1; failures <= 100; failures++) {
      const situation = at({
        setbacks: { failures },
        settings: { attempts: 1000, deadlineMs: 1e9 },
        random: 0.999,
      });
      const step = nextStep(failed(), situation);
      expect(step.next === 'repeat' && step.waitMs).toBeLessThanOrEqual(30_000);
    }
  });
});
