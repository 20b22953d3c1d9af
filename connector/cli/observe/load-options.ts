// The options of a load that a command runs, of one account or several.
import type { LoadOptions } from '../../app/load.js';
import type { RetryRequest } from '../../app/repair/retry.js';
import type { Observer } from './observer.js';

export interface LoadChoices {
  shortcuts: boolean;
  fullRefresh?: true | string[];
  retry?: RetryRequest;
}

type Chosen = Pick<LoadOptions, 'signal' | 'shortcuts' | 'refresh' | 'retry' | 'onEvent' | 'askExpiry'>;

export function loadOptions(choices: LoadChoices, observer: Observer, signal: AbortSignal): Chosen {
  return {
    signal,
    shortcuts: choices.shortcuts,
    refresh: choices.fullRefresh,
    retry: choices.retry,
    onEvent: observer.onEvent,
    askExpiry: observer.asksExpiry,
  };
}
