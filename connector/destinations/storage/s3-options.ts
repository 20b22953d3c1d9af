// Where a bucket is and whose keys open it: `s3://bucket/prefix`, options, then what the SDK finds by itself.
import { readFileSync } from 'node:fs';
import type { ConfigCode } from '../../model/codes/codes.js';
import { ConfigError } from '../../model/errors.js';
import { isConfidential } from '../../network/loopback.js';
import {
  certificatesIn,
  isProxy,
  type NetworkSettings,
  networkSettings,
  PROXY_ALLOWED,
  unusableProxyVariables,
} from '../../network/settings.js';
import type { DestinationOption, OptionValue } from '../kit/kind.js';
import { isBucketPath } from './s3-path.js';

export const CHECKSUMS = ['signed', 'crc32'] as const;

export const S3_OPTIONS: readonly DestinationOption[] = [
  {
    name: 'endpoint',
    optional: true,
    description:
      'Of `s3://` paths: address of the object storage, for OVHcloud `https://s3.gra.io.cloud.ovh.net`. Default AWS_ENDPOINT_URL_S3, then Amazon S3.',
  },
  {
    name: 'region',
    optional: true,
    description:
      'Of `s3://` paths: region of the bucket, for OVHcloud in small letters: `gra`. Default AWS_REGION, then that in an address of OVHcloud, then the profile.',
  },
  {
    name: 'accessKeyId',
    optional: true,
    description:
      'Of `s3://` paths: the access key. Default AWS_ACCESS_KEY_ID, then the profile (AWS_PROFILE, ~/.aws).',
  },
  {
    name: 'secretAccessKey',
    is: 'secret',
    optional: true,
    description:
      'Of `s3://` paths: the secret of the access key. Default AWS_SECRET_ACCESS_KEY, then the profile. Better there than in the configuration file.',
  },
  {
    name: 'forcePathStyle',
    is: 'flag',
    optional: true,
    description:
      'Of `s3://` paths: the bucket in the path of addresses, not in the host name. Default yes for IP addresses, localhost and buckets with a dot, else no.',
  },
  {
    name: 'proxy',
    is: 'secret',
    optional: true,
    description: 'Of `s3://` paths: HTTP proxy, `none` for none. Default `http.proxy`, then HTTPS_PROXY.',
  },
  {
    name: 'ca',
    is: 'path',
    optional: true,
    description:
      'Of `s3://` paths: PEM file with certificate authorities to trust. Default `http.ca`. Also NODE_EXTRA_CA_CERTS.',
  },
  {
    name: 'checksum',
    values: CHECKSUMS,
    default: 'signed',
    description:
      'Of `s3://` paths. `signed`: each request is signed together with the SHA-256 of its bytes, which every server checks. `crc32`: besides, a CRC32 that the server keeps with the object; not every server knows it.',
  },
];

export interface S3Place {
  bucket: string;
  /** Without a slash at its end; empty for the top of the bucket. */
  prefix: string;
  /** For people. */
  location: string;
  endpoint?: string;
  region?: string;
  keys?: { accessKeyId: string; secretAccessKey: string };
  forcePathStyle: boolean;
  checksum: (typeof CHECKSUMS)[number];
  network: NetworkSettings;
}

type Given = Readonly<Record<string, OptionValue | undefined>>;

/** Throws `ConfigError` for a path or options that cannot be used. */
export function s3Place(options: Given, env: NodeJS.ProcessEnv): S3Place {
  const path = String(options.path);
  const [, bucket = '', rest = ''] = /^s3:\/\/([^/]*)(.*)$/is.exec(path) ?? [];
  const prefix = rest.replace(/^\/|\/$/g, '');
  if (!isBucketPath(path) || !/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/i.test(bucket)) {
    throw issue('path', 'config-value', 'must be like s3://bucket/prefix, without keys in it');
  }
  if (prefix !== '' && prefix.split('/').some((part) => /^\.{0,2}$/.test(part))) {
    throw issue('path', 'config-value', 'must not have empty parts, "." or ".." in it');
  }
  const endpoint = text(options.endpoint) ?? (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined);
  const host = endpoint === undefined ? '' : hostOf(endpoint);
  const region = text(options.region) ?? (env.AWS_REGION || ovhRegion(host));
  const keys = keysOf(options);
  const isPlainHost = /^(localhost|[\d.]+|\[.*\])$/.test(host);
  return {
    bucket,
    prefix,
    location: `s3://${bucket}${prefix && `/${prefix}`}`,
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    ...(keys && { keys }),
    network: networkOf(options, env),
    forcePathStyle:
      options.forcePathStyle === undefined
        ? isPlainHost || bucket.includes('.')
        : options.forcePathStyle === true,
    checksum: options.checksum === 'crc32' ? 'crc32' : 'signed',
  };
}

function hostOf(endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '') {
    throw issue(
      'endpoint',
      'config-value',
      'must be an address like https://s3.gra.io.cloud.ovh.net, without keys in it',
    );
  }
  if (!isConfidential(url)) {
    throw issue(
      'endpoint',
      'config-value',
      'must be https: over http others could read the data. http is for this machine alone',
    );
  }
  return url.hostname;
}

/** The region in an address like `s3.gra.io.cloud.ovh.net`. */
function ovhRegion(host: string): string | undefined {
  return /^s3\.([a-z0-9-]+)\.(?:[a-z0-9-]+\.)?cloud\.ovh\.(?:net|us)$/.exec(host)?.[1];
}

function keysOf(options: Given): S3Place['keys'] {
  const [accessKeyId, secretAccessKey] = [text(options.accessKeyId), text(options.secretAccessKey)];
  if (accessKeyId !== undefined && secretAccessKey !== undefined) return { accessKeyId, secretAccessKey };
  if (accessKeyId === undefined && secretAccessKey === undefined) return undefined;
  const missing = accessKeyId === undefined ? 'accessKeyId' : 'secretAccessKey';
  throw issue(
    missing,
    'config-missing',
    'is missing: accessKeyId and secretAccessKey are given together, or neither',
  );
}

/** The configuration hands on `http.proxy` and `http.ca`; without one the environment counts. */
function networkOf(options: Given, env: NodeJS.ProcessEnv): NetworkSettings {
  const [proxy, ca] = [text(options.proxy), text(options.ca)];
  if (proxy !== undefined && !isProxy(proxy))
    throw issue('proxy', 'config-value', `the value (not shown) is not ${PROXY_ALLOWED}`);
  const [unusable] = proxy === undefined ? unusableProxyVariables(env) : [];
  if (unusable !== undefined)
    throw issue('proxy', 'config-value', `the value of ${unusable} (not shown) is not ${PROXY_ALLOWED}`);
  return networkSettings(env, {
    ...(proxy === undefined ? {} : { proxy }),
    authorities: ca === undefined ? [] : authoritiesIn(ca),
  });
}

function authoritiesIn(file: string): string[] {
  let found: string[];
  try {
    found = certificatesIn(readFileSync(file, 'utf8'));
  } catch (error) {
    throw issue('ca', 'file-unusable', `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (found.length === 0) throw issue('ca', 'file-unusable', `${file} holds no certificate in PEM form`);
  return found;
}

function text(value: OptionValue | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : String(value);
}

function issue(key: string, code: ConfigCode, message: string): ConfigError {
  return new ConfigError([{ code, where: 'destination', key, message }]);
}
