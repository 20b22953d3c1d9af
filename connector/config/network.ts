// The proxy and the certificate authorities that a configuration and its environment name.
import type { DestinationConfig } from '../destinations/kit/kind.js';
import { isBucketPath } from '../destinations/storage/s3-path.js';
import {
  certificatesIn,
  networkSettings,
  PROXY_ALLOWED,
  unusableProxyVariables,
} from '../network/settings.js';
import type { AbsolutePaths } from './absolute-paths.js';
import type { Environment, NetworkConfig } from './config.js';
import type { Issues } from './file/issues.js';
import { readText, UnreadableFile } from './file/source-file.js';
import type { Reading } from './reading.js';

/** Unusable values become issues. */
export function readNetwork(
  { values, environment, issues }: Pick<Reading, 'values' | 'environment' | 'issues'>,
  paths: AbsolutePaths,
): NetworkConfig {
  const { env } = environment;
  for (const name of unusableProxyVariables(env)) {
    issues.elsewhere('environment', name, 'config-value', `the value (not shown) is not ${PROXY_ALLOWED}`);
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    issues.elsewhere('environment', 'NODE_TLS_REJECT_UNAUTHORIZED', 'certificates-unchecked', UNCHECKED);
  }
  const { proxy, ca } = Object(values.http) as { proxy?: unknown; ca?: unknown };
  const file = typeof ca === 'string' && !issues.touches(['http', 'ca']) ? paths.of(ca) : undefined;
  const settings = networkSettings(env, {
    ...(typeof proxy === 'string' && !issues.touches(['http', 'proxy']) ? { proxy } : {}),
    authorities: file === undefined ? [] : readAuthorities(file, environment, issues),
  });
  return file === undefined ? settings : { ...settings, ca: file };
}

/** A destination in object storage gets the same proxy and authorities, where it names none of its own. */
export function throughNetwork(destination: DestinationConfig, network: NetworkConfig): DestinationConfig {
  if (!isBucketPath(String(destination.path))) return destination;
  return {
    proxy: network.proxy?.reveal() ?? 'none',
    ...(network.ca === undefined ? {} : { ca: network.ca }),
    ...destination,
  };
}

const UNCHECKED =
  '0 switches off the check of certificates: anybody on the way could read the keys and the data. Remove it; for the ' +
  'certificate authority of a company write `ca: FILE` under `http` or set NODE_EXTRA_CA_CERTS';

function readAuthorities(file: string, environment: Environment, issues: Issues): string[] {
  try {
    const found = certificatesIn(readText(file, environment));
    if (found.length === 0)
      issues.at(
        ['http', 'ca'],
        'file-unusable',
        `${file} holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)`,
      );
    return found;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    issues.at(['http', 'ca'], 'file-unusable', `${file} ${error.message}`);
    return [];
  }
}
