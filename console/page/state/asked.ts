// What is asked of the server once and shown: not asked, waiting, an answer, or an error.
import { type Signal, signal } from '@preact/signals';
import { ServerError } from './server.js';

export interface Asked<T> {
  state: 'none' | 'waiting' | 'answer' | 'error';
  /** Stays while the next answer is waited for. */
  answer?: T;
  error?: ServerError;
}

export const notAsked = <T>(): Signal<Asked<T>> => signal<Asked<T>>({ state: 'none' });

/** The newest question wins: an older answer that comes later is dropped. */
export async function put<T>(
  into: Signal<Asked<T>>,
  question: () => Promise<T>,
  { keep = true } = {},
): Promise<void> {
  const waiting: Asked<T> = { state: 'waiting', ...(keep && { answer: into.peek().answer }) };
  into.value = waiting;
  let next: Asked<T>;
  try {
    next = { state: 'answer', answer: await question() };
  } catch (error) {
    const known = error instanceof ServerError ? error : new ServerError('internal', String(error));
    next = { ...waiting, state: 'error', error: known };
  }
  if (into.peek() === waiting) into.value = next;
}
