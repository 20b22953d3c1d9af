// The session: a token in the address that is printed, exchanged once for a cookie. Both end with the process.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Windows that are open at a time; the oldest session ends beyond. */
const MOST_SESSIONS = 20;

export class Sessions {
  /** Digests, so that comparing takes the same time whatever is sent. */
  #token: Buffer | undefined;
  #sessions: Buffer[] = [];

  /** A new token; an earlier one that was not used is no longer valid. */
  newToken(): string {
    const token = secretText();
    this.#token = digestOf(token);
    return token;
  }

  /** The value of a new session's cookie; undefined for a token that is wrong or used. */
  exchange(token: string): string | undefined {
    const known = this.#token;
    if (known === undefined || !timingSafeEqual(known, digestOf(token))) return undefined;
    this.#token = undefined;
    const session = secretText();
    this.#sessions = [...this.#sessions, digestOf(session)].slice(-MOST_SESSIONS);
    return session;
  }

  has(session: string): boolean {
    const digest = digestOf(session);
    return this.#sessions.some((each) => timingSafeEqual(each, digest));
  }
}

function secretText(): string {
  return randomBytes(32).toString('base64url');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Named with the port: consoles on other ports share the cookies of this host. */
export function cookieName(port: number): string {
  return `source-ovhcloud-${port}`;
}

export function cookieHeader(port: number, session: string): string {
  return `${cookieName(port)}=${session}; Path=/; HttpOnly; SameSite=Strict`;
}

/** Every value of the cookie; a page on another port may have set one of the same name. */
export function cookieValues(header: string | undefined, port: number): string[] {
  const name = `${cookieName(port)}=`;
  return (header ?? '')
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each.startsWith(name))
    .map((each) => each.slice(name.length))
    .slice(0, 10);
}
