// Turns errors of PostgreSQL, its driver and the network into words: what happened, where, what to do.
import type { DestinationCode } from '../../model/codes/codes.js';
import { ConfigError, DestinationError } from '../../model/errors.js';

const ROOM = 'Make room, then run again: what was committed before is kept';
const AGAIN = 'What was committed before is kept: run again';
const AS_AUTHORITY =
  'as sslRootCert, in an address as ?sslrootcert=FILE; or encrypt without checking who the server is: sslMode require, ' +
  'in an address ?sslmode=require';
const GRANTS = 'docs/destinations.md lists the rights that a load needs';

/** By SQLSTATE, or the code of a system call or of TLS; the longest prefix first. */
const WORDS: [prefix: string, code: DestinationCode, words: string][] = [
  [
    'ECONNREFUSED',
    'destination-unreachable',
    'no server answers there (connection refused). Check host and port, and that the server runs',
  ],
  ['ENOTFOUND', 'destination-missing', 'there is no such host. Check the host name'],
  [
    'EAI_AGAIN',
    'destination-unreachable',
    'the host name cannot be looked up just now. Check the network, then run again',
  ],
  [
    'ENOENT',
    'destination-missing',
    'there is no such socket. Check the host (a folder that holds the socket), and that the server runs',
  ],
  ['EACCES', 'destination-denied', 'this user may not use the socket. Check the rights to its folder'],
  [
    'ETIMEDOUT',
    'destination-unreachable',
    'the server does not answer. Check host and port, and firewalls between',
  ],
  [
    'EHOSTUNREACH',
    'destination-unreachable',
    'the host cannot be reached. Check the network, then run again',
  ],
  ['ENETUNREACH', 'destination-unreachable', 'the network cannot be reached. Check it, then run again'],
  ['ECONNRESET', 'destination-lost', `the connection was cut. ${AGAIN}`],
  ['EPIPE', 'destination-lost', `the connection was cut. ${AGAIN}`],
  [
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'destination-certificate',
    `the certificate of the server is its own authority. Give it, or that of its authority, ${AS_AUTHORITY}`,
  ],
  [
    'SELF_SIGNED_CERT',
    'destination-certificate',
    `the authority of the certificate is not known. Give its certificate ${AS_AUTHORITY}`,
  ],
  [
    'UNABLE_TO_',
    'destination-certificate',
    `the certificate of the server is of an unknown authority. Give its certificate ${AS_AUTHORITY}`,
  ],
  ['CERT_HAS_EXPIRED', 'destination-certificate', 'the certificate of the server has expired. Renew it'],
  [
    'ERR_TLS_CERT_ALTNAME',
    'destination-certificate',
    'the certificate is for another host. Use the host that it names',
  ],
  [
    '28P01',
    'destination-credentials',
    'the password is wrong, or there is no such user. Check user and password',
  ],
  [
    '28',
    'destination-credentials',
    'the server does not let this user in from here. Check the user, and pg_hba.conf of the server',
  ],
  ['3D000', 'destination-missing', 'there is no such database. Make it with "createdb", or choose another'],
  ['42501', 'destination-denied', `this user lacks a right. ${GRANTS}`],
  [
    '25006',
    'destination-denied',
    'the server is read-only: a standby, perhaps. Give the address of the primary server',
  ],
  ['53100', 'destination-full', `the disk of the server is full. ${ROOM}`],
  [
    '53200',
    'destination-memory',
    'the server is out of memory. Give it more, or run again when it has less to do',
  ],
  [
    '53300',
    'destination-busy',
    'the server has no free connection. A load needs three. Run again when there are, or raise the limit',
  ],
  ['53400', 'destination-busy', 'a limit of the server is reached. Raise it, then run again'],
  [
    '55P03',
    'destination-busy',
    'another program has held a lock on the table for too long. Wait until that has ended, then run again',
  ],
  [
    '57014',
    'destination-busy',
    `the server cancelled a statement (statement_timeout?). Raise the limit for this user. ${AGAIN}`,
  ],
  ['57P03', 'destination-busy', 'the server is starting or stopping. Run again when it is up'],
  ['57P', 'destination-lost', `the server ended the connection. ${AGAIN}`],
  [
    '25P03',
    'destination-lost',
    `the server ended the connection (idle_in_transaction_session_timeout). ${AGAIN}`,
  ],
  ['08', 'destination-lost', `the connection was lost. ${AGAIN}`],
  ['40', 'destination-busy', `another program changed the same rows at the same time. ${AGAIN}`],
  [
    '0A000',
    'destination-constraint',
    'something that others have made (a view, a rule, a generated column) needs a column as it is, and the column must ' +
      'become wider. Remove it, run again, and make it anew',
  ],
  [
    '2BP01',
    'destination-constraint',
    'something that others have made depends on it. Remove it, run again, and make it anew',
  ],
  [
    '23',
    'destination-constraint',
    'a unique index, a check, a foreign key or a trigger that was added to the table refuses a row. Remove it, then run again',
  ],
  ['22003', 'destination-value', 'a number is larger than PostgreSQL can hold'],
  [
    '54',
    'destination-value',
    'a row, a key or a table is larger than PostgreSQL can hold (a key: about 2.7 kB; 1,600 columns)',
  ],
  ['58', 'destination-disk', 'the disk of the server reported an error. Check it, then run again'],
  ['XX', 'destination-damaged', 'the server reported damage or an error of its own. Its log says more'],
];

/** Errors of the driver that have no code. */
const MESSAGES: [part: RegExp, code: DestinationCode, words: string][] = [
  [
    /does not support SSL/i,
    'destination-certificate',
    'the server offers no TLS. Set up TLS on it, or choose sslMode "disable"',
  ],
  [
    /password must be a string/i,
    'destination-credentials',
    'the server asks for a password and none is given. Set password or PGPASSWORD',
  ],
  [
    /connection terminated|client has encountered|not queryable|client was closed/i,
    'destination-lost',
    `the connection was lost. ${AGAIN}`,
  ],
  [
    /timeout expired|connection timeout/i,
    'destination-unreachable',
    'the server does not answer. Check host and port, and firewalls between',
  ],
];

interface DriverError {
  code: string;
  message: string;
  detail: string;
}

/** A `DestinationError` for an error of the driver, the server or the network; other errors unchanged. */
export function postgresProblem(error: unknown, where: string): unknown {
  if (error instanceof DestinationError || error instanceof ConfigError) return error;
  const { code, message, detail } = parts(error);
  const known = meaningOf(code, message);
  if (known === undefined) return error;
  const [, reason, words] = known;
  const said = [message, detail].filter(Boolean).join('; ');
  return new DestinationError(reason, `${where}: ${words} (${code ? `${code}: ` : ''}${said})`, {
    cause: error,
  });
}

/** Whether the connection is lost, so that the outcome of the last statement is unknown. */
export function isLost(error: unknown): boolean {
  const { code, message } = parts(error);
  return (
    /^(08|57P|25P03|ECONN|EPIPE|ETIMEDOUT)/.test(code) || /terminated|not queryable|was closed/i.test(message)
  );
}

type Meaning = readonly [sign: string | RegExp, code: DestinationCode, words: string];

function meaningOf(code: string, message: string): Meaning | undefined {
  const known =
    WORDS.find(([prefix]) => code.startsWith(prefix)) ?? MESSAGES.find(([part]) => part.test(message));
  // Any other code of five characters is the server's.
  if (known || !/^[0-9A-Z]{5}$/.test(code)) return known;
  return [code, 'destination-failed', 'PostgreSQL refused'];
}

/** Under Jest the driver's errors belong to another realm, so `instanceof` does not recognise them. */
function parts(error: unknown): DriverError {
  if (typeof error !== 'object' || error === null) return { code: '', message: '', detail: '' };
  const { code, message, detail, errors } = error as Record<string, unknown>;
  // Several addresses of one host were tried.
  if (Array.isArray(errors) && errors.length > 0 && !message) return parts(errors[0]);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return { code: text(code), message: text(message), detail: text(detail) };
}
