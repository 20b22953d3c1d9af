/** Replies (status, JSON value, headers), and the API's error bodies by name. */
import type { Wire } from './json.js';

export interface Reply {
  readonly status: number;
  /** Absent: the reply has no body. */
  readonly body?: Wire;
  readonly headers?: Readonly<Record<string, string>>;
  /** A body that is not JSON, with its content type. */
  readonly page?: { readonly type: string; readonly text: string };
}

export function ok(body: Wire, headers?: Record<string, string>): Reply {
  return headers ? { status: 200, body, headers } : { status: 200, body };
}

/** A void operation: 200 and `null`. */
export function done(): Reply {
  return { status: 200, body: null };
}

/** The error body of the services behind the API gateway. */
export function failure(status: number, kind: string, message: string, details?: Wire): Reply {
  return { status, body: { class: kind, message, details } };
}

const phrases: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
};

/** The error body of the API gateway itself. */
export function refusal(status: number, errorCode: string, message: string): Reply {
  return { status, body: { errorCode, httpCode: `${status} ${phrases[status] ?? 'Error'}`, message } };
}

export const badRequest = (message: string): Reply => failure(400, 'Client::BadRequest', message);
export const unknownObject = (name: string, id: string): Reply =>
  failure(404, 'Client::NotFound', `The requested object (${name} = ${id}) does not exist`);
export const unknownService = (): Reply => failure(404, 'Client::NotFound', 'This service does not exist');
export const unknownUrl = (): Reply => failure(404, 'Client::NotFound', 'Got an invalid (or empty) URL');
export const expiredService = (): Reply => ({ status: 460, body: { message: 'This service is expired' } });
export const notGranted = (): Reply => refusal(403, 'NOT_GRANTED_CALL', 'This call has not been granted');
export const loginFirst = (): Reply => failure(401, 'Client::Unauthorized', 'You must login first');
/** An object that the caller's rights exclude: the gateway's words in the form of a service. */
export const forbiddenObject = (): Reply =>
  failure(403, 'Client::Forbidden', 'This call has not been granted');

export function htmlPage(status: number, title: string): Reply {
  const text = `<html><head><title>${title}</title></head>\n<body><h1>${title}</h1></body></html>\n`;
  return { status, page: { type: 'text/html', text } };
}
