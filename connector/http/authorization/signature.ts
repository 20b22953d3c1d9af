// The signature of a call with application key, application secret and consumer key.
import { createHash } from 'node:crypto';

export interface SignatureInput {
  applicationSecret: string;
  consumerKey: string;
  method: string;
  /** The whole address, byte for byte as sent. */
  url: string;
  /** The body, byte for byte as sent; empty where there is none. */
  body: string;
  /** Unix seconds, by the server's clock. */
  timestamp: number;
}

/** `$1$` and the lower-case hex SHA-1 of the parts joined by `+`. Source: OVHcloud's first-steps guide. */
export function sign(input: SignatureInput): string {
  const { applicationSecret, consumerKey, method, url, body, timestamp } = input;
  const text = [applicationSecret, consumerKey, method, url, body, timestamp].join('+');
  return `$1$${createHash('sha1').update(text, 'utf8').digest('hex')}`;
}
