// What is planned, as the address has it: connection, source objects, and how.
import { computed } from '@preact/signals';
import type { PlanRequest } from '../../contract/draft-calls.js';
import { isChanged, text } from '../draft/draft.js';
import { withSecrets } from '../draft/typed-secrets.js';
import { query, setQuery } from '../state/address.js';
import { accounts, connection } from '../state/session.js';

export const only = computed<readonly string[]>(() =>
  (query.value.get('only') ?? '').split(',').filter(Boolean),
);

const isOn = (name: string): boolean => query.value.get(name) === '1';

export const isAlone = computed(() => only.value.length > 0 && isOn('alone'));
export const isScheduled = computed(() => isOn('scheduled'));
/** The draft in Source, where it is another text than the file. */
export const isOfDraft = computed(() => isChanged.value && query.value.get('of') === 'draft');
/** A load that reads everything again. */
export const isWhole = computed(() => isOn('everything'));

export const setOnly = (names: readonly string[]): void =>
  setQuery({ only: names.join(','), ...(names.length === 0 && { alone: undefined }) });

export const switchOn = (name: 'alone' | 'scheduled' | 'everything', on: boolean): void =>
  setQuery({ [name]: on ? '1' : undefined });

const ofSeveral = computed(() => (accounts.value.length > 1 ? connection.value : undefined));

export const planOf = (of: 'draft' | 'file'): void => setQuery({ of: of === 'draft' ? of : undefined });

export const planRequest = computed<PlanRequest>(() => ({
  ...(isOfDraft.value && { text: withSecrets(text.value) }),
  ...(ofSeveral.value !== undefined && { connection: ofSeveral.value }),
  ...(only.value.length > 0 && { only: [...only.value] }),
  ...(isAlone.value && { alone: true }),
  ...(isScheduled.value && { scheduled: true }),
}));

/** Of the screen that starts it. */
export const startOptions = computed(() => ({
  connections: ofSeveral.value,
  only: only.value.join(','),
  alone: isAlone.value ? 'yes' : undefined,
  refresh: isWhole.value ? 'all' : undefined,
}));

/** Of the screen that forgets what is known of the same. */
export const resetOptions = computed(() => ({
  connections: ofSeveral.value,
  only: only.value.join(','),
}));
