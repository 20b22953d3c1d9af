// Why a run, or a command that calls the API, cannot go on.
import type { CodeTable } from './entry.js';

export const STOP_CODES = {
  'api-down': {
    means: 'Several calls in a row got no usable answer: the API, or the way to it, seems to be down.',
    next: 'Run again later: what is committed stays.',
  },
  'certificate-refused': {
    means: 'The certificate of the server, or of a proxy that inspects TLS, is not trusted.',
    next: 'Write `ca: FILE` under `http` for the authority of a company; check the clock and `baseUrl`.',
  },
  'proxy-credentials': {
    means: 'The proxy asks for a user and a password, or refuses the ones in its address.',
    next: 'Write them into its address: `http://USER:PASSWORD@HOST:PORT`.',
  },
  'signature-refused': {
    means:
      'The application secret does not belong to the application key, or the consumer key is not validated yet.',
    next: 'Check both for missing characters, and that the consumer key is validated.',
  },
  'application-unknown': {
    means: 'The API of this region does not know the application key.',
    next: 'Keys belong to one region: check `region`.',
  },
  'consumer-key-refused': {
    means: 'The consumer key is expired, revoked, not validated, or of another region.',
    next: '`source-ovhcloud login` makes a new one.',
  },
  'token-refused': {
    means: 'The token is expired or refused, or no token is issued for the client.',
    next: 'Check `clientId`, `clientSecret` and `region`, or make new keys with `source-ovhcloud login`.',
  },
  'clock-refused': {
    means:
      'The API refuses the time of a call even after it was asked for its own, or its time cannot be read.',
    next: 'Check the clock of this machine, `region` and `baseUrl`.',
  },
  'account-loaded-twice': {
    means: 'The keys of a connection are of an account that another connection has loaded.',
    next: 'Remove one of the two, or use keys of another account.',
  },
  'account-name-twice': {
    means: 'Two connections have the same account name, so their rows could not be told apart.',
    next: 'Write `account: NAME` for one of them.',
  },
  'too-many-rejected': {
    means: 'More records were rejected than `maxRejected` allows.',
    next: '`source-ovhcloud ledger --reason rejected` says why; after a fix `source-ovhcloud replay` loads them.',
  },
  'preview-not-possible': {
    means: 'A preview calls nothing that changes things, and reads no combinations.',
    next: 'Preview the source object that the message names, or see `source-ovhcloud plan`.',
  },
  'login-keys-missing': {
    means: 'A login needs an application key and its secret.',
    next: 'Make them on the page that the message names.',
  },
  'login-refused': {
    means: 'The API refuses to make a consumer key, or answers without one.',
    next: 'Check the application key and `region`, then run `source-ovhcloud login` again.',
  },
  'login-timeout': {
    means: 'Nobody validated the new consumer key in time.',
    next: 'Run `source-ovhcloud login` again.',
  },
  'sandbox-ended': {
    means: 'The sandbox process of the demo ended before it was ready.',
    next: 'Run `source-ovhcloud sandbox` alone to see why.',
  },
  'report-not-written': {
    means: 'The file of `--report` cannot be written; the load itself is done.',
    next: 'Change the rights or the file; `source-ovhcloud runs show last` has the numbers.',
  },
} as const satisfies CodeTable;
