// Turns errors of object storage, its SDK and the network into words: what happened, where, what to do.
import type { DestinationCode } from '../../model/codes/codes.js';
import { DestinationError } from '../../model/errors.js';

const AGAIN = 'What was committed before is kept: run again';
const RIGHTS = 'docs/destinations.md lists the rights that a load needs';

/** By the code or name of the error, then by its status. */
const WORDS: [name: RegExp, code: DestinationCode, words: string][] = [
  [
    /^NoSuchBucket$/,
    'destination-missing',
    'there is no such bucket. Make it, or check the name, the endpoint and the region',
  ],
  [/^InvalidBucketName$/, 'destination-path', 'the server does not take the name of the bucket. Check it'],
  [
    /^(InvalidAccessKeyId|InvalidToken|InvalidClientTokenId)$/,
    'destination-credentials',
    'the server does not know the access key. Check accessKeyId (AWS_ACCESS_KEY_ID), and that the key is of this project and not deleted',
  ],
  [
    /^SignatureDoesNotMatch$/,
    'destination-credentials',
    'the signature is wrong: the secret does not belong to the access key. Check secretAccessKey (AWS_SECRET_ACCESS_KEY)',
  ],
  [
    /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired)$/,
    'destination-credentials',
    'the keys have expired. Renew them, then run again',
  ],
  [
    /^(RequestTimeTooSkewed|RequestExpired)$/,
    'destination-credentials',
    'the clock of this machine is wrong by minutes. Set it (NTP), then run again',
  ],
  [
    /^(PermanentRedirect|AuthorizationHeaderMalformed|TemporaryRedirect|IllegalLocationConstraintException|301|307)$/,
    'destination-path',
    'the bucket is in another region. Check region and endpoint',
  ],
  [
    /^(AccessDenied|Forbidden|AllAccessDisabled|AccountProblem|403)$/,
    'destination-denied',
    `the server refuses access. ${RIGHTS}; check also that the bucket is yours`,
  ],
  [
    /^(CredentialsProviderError|CredentialsError)$/,
    'destination-credentials',
    'no keys were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or accessKeyId and secretAccessKey of the destination',
  ],
  [
    /^(SlowDown|ServiceUnavailable|Throttling\w*|TooManyRequests\w*|503|429)$/,
    'destination-busy',
    `the server is too busy. ${AGAIN} later`,
  ],
  [
    /^(QuotaExceeded|InsufficientStorage|StorageFull|XMinioStorageFull|507)$/,
    'destination-full',
    'the room of the bucket is used up. Make room, then run again: what was committed before is kept',
  ],
  [
    /^(BadDigest|InvalidDigest|XAmzContentSHA256Mismatch|XAmzContentChecksumMismatch)$/,
    'destination-lost',
    `bytes were changed on their way. ${AGAIN}`,
  ],
  [
    /^(NotImplemented|501)$/,
    'destination-unable',
    'the server cannot do what was asked. With checksum "crc32": choose "signed"',
  ],
  [
    /^ENOTFOUND$/,
    'destination-missing',
    'there is no such host. Check the endpoint; where the bucket is not part of the host name, set forcePathStyle',
  ],
  [
    /^EAI_AGAIN$/,
    'destination-unreachable',
    'the host name cannot be looked up just now. Check the network, then run again',
  ],
  [
    /^ECONNREFUSED$/,
    'destination-unreachable',
    'no server answers there (connection refused). Check the endpoint',
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH)$/,
    'destination-unreachable',
    'the server cannot be reached. Check the network, then run again',
  ],
  [
    /^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ABORT_ERR)$/,
    'destination-lost',
    `the connection was cut. ${AGAIN}`,
  ],
  [
    /^(TimeoutError|ETIMEDOUT|RequestTimeout|504)$/,
    'destination-unreachable',
    `the server does not answer in time. Check the endpoint and firewalls between. ${AGAIN}`,
  ],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT.*|UNABLE_TO_.*)$/,
    'destination-certificate',
    'the certificate of the server comes from an authority that this machine does not trust. Write `ca: FILE` under `http`, or set NODE_EXTRA_CA_CERTS',
  ],
  [
    /^proxy-credentials$/,
    'destination-unreachable',
    'the proxy asks for a user and a password. Write them into its address: http://USER:PASSWORD@HOST:PORT',
  ],
  [
    /^proxy-refused$/,
    'destination-unreachable',
    'the proxy does not let this host and port through. Ask the people who run it',
  ],
  [/^CERT_HAS_EXPIRED$/, 'destination-certificate', 'the certificate of the server has expired'],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    'destination-certificate',
    'the certificate is for another host. Check the endpoint; with dots in the name of the bucket set forcePathStyle',
  ],
  [
    /^(ENOSPC|EDQUOT)$/,
    'destination-full',
    'the disk of this machine, where what is read waits, is full. Make room, then run again',
  ],
  [
    /^(InternalError|InternalServerError|500|502)$/,
    'destination-disk',
    `the server reported an error of its own. ${AGAIN}`,
  ],
];

/** Errors of the SDK that have no code. */
const MESSAGES: [part: RegExp, code: DestinationCode, words: string][] = [
  [
    /region is missing/i,
    'destination-path',
    'no region is set. Set region of the destination, or AWS_REGION',
  ],
  [
    /could not load credentials|credential/i,
    'destination-credentials',
    'no keys were found. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or accessKeyId and secretAccessKey of the destination',
  ],
  [
    /deserialization|char '.*' is not expected|closing tag|entity/i,
    'destination-path',
    'what answers there is no object storage. Check the endpoint',
  ],
];

const LONGEST = 300;

interface Said {
  names: string[];
  message: string;
  status: number | undefined;
}

/** A `DestinationError` for an error of the SDK, the server or the network; other errors unchanged. */
export function s3Problem(error: unknown, where: string): unknown {
  if (error instanceof DestinationError) return error;
  const { names, message, status } = said(error);
  const named = names.flatMap((name) => WORDS.filter(([pattern]) => pattern.test(name)).slice(0, 1))[0];
  const known = named ?? MESSAGES.find(([part]) => part.test(message));
  if (known === undefined && status === undefined) return error;
  const [, code, words] = known ?? [/$/, 'destination-failed' as const, 'the server refused'];
  const shown = message.replace(/\s+/g, ' ').slice(0, LONGEST);
  const answer = [names[0], shown].filter(Boolean).join(': ');
  return new DestinationError(code, `${where}: ${words} (${answer})`, { cause: error });
}

/** Whether the server has refused, so that nothing was written. For other errors the outcome is unknown. */
export function isRefusal(error: unknown): boolean {
  const { status } = said(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 408;
}

export function isMissing(error: unknown): boolean {
  const { names, status } = said(error);
  return names.includes('NoSuchKey') || (status === 404 && !names.includes('NoSuchBucket'));
}

/** The condition of a write did not hold. */
export function isConflict(error: unknown): boolean {
  const { names, status } = said(error);
  return (
    status === 412 || names.includes('PreconditionFailed') || names.includes('ConditionalRequestConflict')
  );
}

export function isNotImplemented(error: unknown): boolean {
  const { names, status } = said(error);
  return status === 501 || names.includes('NotImplemented');
}

/** Names first, then the status, of an error and of what caused it. */
function said(error: unknown): Said {
  if (typeof error !== 'object' || error === null) return { names: [], message: '', status: undefined };
  const { name, code, Code, message, $metadata, errors, cause } = error as Record<string, unknown>;
  const own = ($metadata as { httpStatusCode?: number } | undefined)?.httpStatusCode;
  const below = own === undefined ? said(Array.isArray(errors) ? errors[0] : cause) : said(undefined);
  const status = own ?? below.status;
  const text = String(message || below.message);
  const names = [code, Code, name, ...below.names, codeIn(text), status].flatMap((one) =>
    one === undefined || /^(Error|AggregateError|UnknownError|Unknown)$/.test(String(one))
      ? []
      : [String(one)],
  );
  return { names, message: text, status };
}

/** Errors that the SDK wraps have their code only in the text. */
function codeIn(text: string): string | undefined {
  if (/socket hang up|AWS SDK error wrapper/.test(text)) {
    return (
      /\b(ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|E[A-Z]+UNREACH)\b/.exec(text)?.[0] ?? 'ECONNRESET'
    );
  }
  return undefined;
}
