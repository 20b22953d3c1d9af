// The certificate authorities that a connection trusts.
import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { NetworkSettings } from './settings.js';

/**
 * Node's own authorities, those of NODE_EXTRA_CA_CERTS, and those of the settings; undefined where Node's way of
 * trusting is enough. Naming authorities replaces Node's, so they are named too.
 */
export function trustOf({ authorities }: NetworkSettings): SecureContext | undefined {
  if (authorities.length === 0) return undefined;
  return createSecureContext({ ca: [...rootCertificates, ...extraCertificates(), ...authorities] });
}

/** Node has warned already when this file cannot be read. */
function extraCertificates(): string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  if (!file) return [];
  try {
    return [readFileSync(file, 'utf8')];
  } catch {
    return [];
  }
}
