// The events of calls that do not succeed at once. Paths are without query; secrets are scrubbed.
import { answerText } from '../problem-text.js';
import { event, field, optional, seconds } from './event-kind.js';

const call = {
  source: optional<string>('source object; absent for calls that no source object needs'),
  method: field<string>('HTTP method'),
};

const oneCall = { ...call, path: field<string>('path, without query') };

const wait = {
  waitMs: field<number>('milliseconds until the next attempt'),
  status: optional<number>('HTTP status'),
  message: field<string>('what failed'),
  queryId: optional<string>("OVHcloud's id of the request"),
};

export const CALL_EVENTS = {
  'call.retried': event({
    when: 'an attempt failed and the call is repeated',
    level: {
      rule: 'debug, info from the third attempt',
      of: ({ attempt }) => (attempt >= 3 ? 'info' : 'debug'),
    },
    fields: {
      ...oneCall,
      attempt: field<number>('number of the attempt that failed'),
      ...wait,
      code: optional<string>('error code of the API or of the network'),
    },
    sentence: ({ method, path, attempt, waitMs, ...said }) =>
      `${method} ${path}: attempt ${attempt} failed (${answerText(said)}), next in ${seconds(waitMs)}`,
  }),
  'call.throttled': event({
    when: 'the API answered 429: all calls pause',
    level: 'warn',
    fields: { ...oneCall, ...wait },
    sentence: ({ method, path, waitMs, ...said }) =>
      `${method} ${path}: the API asks to slow down (${answerText(said)}), all calls pause for ${seconds(waitMs)}`,
  }),
  'call.repaired': event({
    when: "the server's clock or a token was requested again",
    level: 'debug',
    fields: { ...oneCall, repair: field<'clock' | 'token'>('`clock` or `token`') },
    sentence: ({ method, path, repair }) =>
      repair === 'clock'
        ? `${method} ${path}: read the server's clock again`
        : `${method} ${path}: requested a new token`,
  }),
  'pace.lowered': event({
    when: 'the API asked to slow down, and the pace of all calls or of one route is halved',
    level: 'warn',
    fields: {
      ...call,
      route: field<string>('route template'),
      lowestPace: field<number>('the lowest pace so far, in calls per second'),
    },
    sentence: ({ method, route, lowestPace }) =>
      `${method} ${route}: the pace is halved, to ${Number(lowestPace.toPrecision(2))} calls a second at the lowest`,
  }),
  'strategy.refused': event({
    when: 'a way of reading with few calls does not work on a route',
    level: 'info',
    fields: {
      strategy: field<string>('the way of reading'),
      route: field<string>('route template'),
      reason: field<string>('what the API answered'),
    },
    sentence: ({ strategy, route, reason }) => `${route} is read without ${strategy}: ${reason}`,
  }),
};
