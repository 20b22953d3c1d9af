// The options of a load on the command line, for one account or several.

import type { LoadOptions } from '../../app/load.js';
import type { LoadChoices } from '../commands/load-options.js';
import type { Observer } from './observer.js';

type Chosen = Pick<
  LoadOptions,
  'signal' | 'batch' | 'strategy' | 'refresh' | 'retry' | 'onEvent' | 'askExpiry'
>;

export function loadOptions(choices: LoadChoices, observer: Observer, signal: AbortSignal): Chosen {
  return {
    signal,
    batch: choices.batch,
    strategy: choices.strategy,
    refresh: choices.fullRefresh,
    retry: choices.retry,
    onEvent: observer.onEvent,
    askExpiry: observer.asksExpiry,
  };
}
