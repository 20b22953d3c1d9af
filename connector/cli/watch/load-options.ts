// What a load of the command is told, of one account or of several.
import type { LoadOptions } from '../../app/load.js';
import type { RetryRequest } from '../../app/repair/retry.js';
import type { Watch } from './watch.js';

export interface LoadChoices {
  shortcuts: boolean;
  fullRefresh?: true | string[];
  retry?: RetryRequest;
}

type Told = Pick<LoadOptions, 'signal' | 'shortcuts' | 'refresh' | 'retry' | 'onEvent' | 'askExpiry'>;

export function loadOptions(choices: LoadChoices, watch: Watch, signal: AbortSignal): Told {
  return {
    signal,
    shortcuts: choices.shortcuts,
    refresh: choices.fullRefresh,
    retry: choices.retry,
    onEvent: watch.onEvent,
    askExpiry: watch.asksExpiry,
  };
}
