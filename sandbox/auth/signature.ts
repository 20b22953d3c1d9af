/** The verifier of request signatures: pure functions over the exact bytes received. */
import { createHash, timingSafeEqual } from 'node:crypto';

export interface SignedRequest {
  readonly applicationSecret: string;
  readonly consumerKey: string;
  readonly method: string;
  /** Origin, path and query, byte for byte as sent. */
  readonly url: string;
  readonly body: Uint8Array | string;
  readonly timestamp: string;
}

/** `$1$` and the SHA-1 of secret, consumer key, method, URL, body and timestamp joined by `+`. */
export function signatureOf(request: SignedRequest): string {
  const head = [request.applicationSecret, request.consumerKey, request.method, request.url, ''].join('+');
  const hash = createHash('sha1').update(head, 'utf8').update(request.body);
  return `$1$${hash.update(`+${request.timestamp}`, 'utf8').digest('hex')}`;
}

/** Compares two texts in constant time. */
export function sameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(one), digest(other));
}

export function isSignedBy(signature: string, request: SignedRequest): boolean {
  return sameText(signature, signatureOf(request));
}
