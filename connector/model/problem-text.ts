// An answer that is not a success, in words: for errors, the ledger, events and reports alike.
import type { ApiProblem } from './api.js';

interface Answer {
  status?: number;
  code?: string;
  message: string;
}

/** `403 NOT_GRANTED_CALL: This call has not been granted`. */
export function answerText({ status, code, message }: Answer): string {
  const said = [status, code].filter((part) => part !== undefined && part !== '').join(' ');
  return [said, message].filter(Boolean).join(': ');
}

/** The message with what to do about it, as an entry of the ledger has it. */
export function problemMessage({ message, advice }: Pick<ApiProblem, 'message' | 'advice'>): string {
  return advice ? `${message}. ${advice}` : message;
}

/** The whole: `GET /1.0/me: answered 403 NOT_GRANTED_CALL: no (query id EU.ext-1). Grant ...`. */
export function problemText({ method, path, advice, queryId, ...answer }: ApiProblem): string {
  const isAnswered = answer.status !== undefined || answer.code !== undefined;
  const words = `${method} ${path}: ${isAnswered ? 'answered ' : ''}${answerText(answer)}${queryText(queryId)}`;
  return problemMessage({ message: words, advice });
}

/** `refused: bills billId=FR1: 403 NOT_GRANTED_CALL: no (query id EU.ext-1)`; `refused, accepted: ...`. */
export function entryText(
  source: string,
  entry: Answer & { id: string; reason: string; queryId?: string; accepted?: true },
) {
  return `${entry.reason}${entry.accepted ? ', accepted' : ''}: ${source} ${entry.id}: ${answerText(entry)}${queryText(entry.queryId)}`;
}

function queryText(queryId: string | undefined): string {
  return queryId ? ` (query id ${queryId})` : '';
}
