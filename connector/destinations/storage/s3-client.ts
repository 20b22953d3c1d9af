// The SDK of S3, loaded on first use, and its settings.
import type { S3Client } from '@aws-sdk/client-s3';
import { DestinationError } from '../../model/errors.js';
import { isLoopback } from '../../network/loopback.js';
import { httpsAgent } from '../../network/tunnel-agent.js';
import type { S3Place } from './s3-options.js';

export type S3Sdk = typeof import('@aws-sdk/client-s3');
export type UploadSdk = typeof import('@aws-sdk/lib-storage');

export interface Connected {
  sdk: S3Sdk;
  Upload: UploadSdk['Upload'];
  client: S3Client;
  /** Milliseconds since 1970 by the server's clock, as of its last answer; undefined when it does not say. */
  serverTime(): number | undefined;
}

/** Attempts of one request. With the waits of the SDK they take about 15 seconds. */
const ATTEMPTS = 7;
const CONNECT_MS = 10_000;
/** A connection that brings no byte for so long is given up. */
const SILENCE_MS = 60_000;

/** Loads both packages of the SDK; tests load others. */
export const importSdk = async (): Promise<[S3Sdk, UploadSdk]> =>
  Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);

/** Throws `DestinationError` when the SDK is not installed. */
export async function connect(place: S3Place, load = importSdk): Promise<Connected> {
  const [sdk, { Upload }] = await load().catch((error) => {
    throw missing(error, place);
  });
  const { endpoint, region, keys, forcePathStyle } = place;
  const checks = place.checksum === 'crc32' ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  const client = withoutAdvice(
    () =>
      new sdk.S3Client({
        ...(endpoint !== undefined && { endpoint }),
        ...(region !== undefined && { region }),
        ...(keys && { credentials: keys }),
        forcePathStyle,
        maxAttempts: ATTEMPTS,
        requestChecksumCalculation: checks,
        responseChecksumValidation: checks,
        requestHandler: {
          httpsAgent: httpsAgent(place.network, CONNECT_MS),
          connectionTimeout: CONNECT_MS,
          requestTimeout: SILENCE_MS,
          socketTimeout: SILENCE_MS,
        },
      }),
  );
  refusePlainHttp(client, place);
  return { sdk, Upload, client, serverTime: watchTime(client) };
}

/** Suppresses what the SDK prints about future versions of Node: users of this command cannot act on it. */
function withoutAdvice<T>(make: () => T): T {
  const name = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';
  const before = process.env[name];
  process.env[name] = before ?? 'true';
  try {
    return make();
  } finally {
    if (before === undefined) delete process.env[name];
  }
}

/** Whatever names the endpoint, a profile of ~/.aws too: requests leave this machine by https only. */
function refusePlainHttp(client: S3Client, { location }: S3Place): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const { protocol = '', hostname = '' } = Object(args.request) as {
        protocol?: string;
        hostname?: string;
      };
      if (protocol === 'https:' || isLoopback(hostname)) return next(args);
      throw new DestinationError(
        'destination-unreachable',
        `${location}: the endpoint is plain http, by which others could read the data. Set an https endpoint`,
      );
    },
    { step: 'finalizeRequest', name: 'refusePlainHttp', priority: 'high' },
  );
}

/** Reads the header `Date` of answers. */
function watchTime(client: S3Client): () => number | undefined {
  let time: number | undefined;
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { headers } = Object(result.response) as { headers?: Record<string, string> };
      time = Date.parse(headers?.date ?? '') || undefined;
      return result;
    },
    { step: 'deserialize', name: 'serverTime', priority: 'low' },
  );
  return () => time;
}

function missing(error: unknown, { location }: S3Place): unknown {
  const { code } = Object(error) as { code?: unknown };
  if (!/MODULE_NOT_FOUND/.test(String(code))) return error;
  return new DestinationError(
    'destination-driver',
    `${location}: object storage needs two packages more. Run \`npm install @aws-sdk/client-s3 @aws-sdk/lib-storage\``,
    { cause: error },
  );
}
