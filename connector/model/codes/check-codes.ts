// Lines of `check` beside those that carry the code of a refusal or of a warning.
import type { CodeTable } from './entry.js';

export const CHECK_CODES = {
  'configuration-valid': {
    means: 'The configuration can be read, and its definitions make a plan.',
    next: 'Nothing.',
  },
  'definitions-fit': {
    means: "The API's documents have every route of the definitions, and what they send to it.",
    next: 'Nothing.',
  },
  'destination-ready': {
    means: 'The destination can be used.',
    next: 'Nothing.',
  },
  'region-answers': {
    means: 'The API of the region can be reached.',
    next: 'Nothing.',
  },
  'clock-agrees': {
    means: "This machine's clock is that of the API, within half a minute.",
    next: 'Nothing.',
  },
  'clock-differs': {
    means: "This machine's clock is more than half a minute from that of the API.",
    next: 'Set the clock. Loads work all the same, because calls are signed with the time of the API.',
  },
  'account-found': {
    means: 'The API says whose keys these are.',
    next: 'Nothing.',
  },
  'account-configured': {
    means: 'The API does not say whose keys these are; the name of the configuration is used.',
    next: 'Nothing.',
  },
  'key-valid': {
    means: 'The consumer key is validated, and does not expire within two weeks.',
    next: 'Nothing.',
  },
  'key-expires': {
    means: 'The consumer key expires within two weeks.',
    next: 'Make a new one with `source-ovhcloud login`.',
  },
  'key-unvalidated': {
    means: 'The consumer key is not validated, or no longer.',
    next: 'Make a new one with `source-ovhcloud login`.',
  },
  'rights-granted': {
    means: 'The key has every right that the configuration needs.',
    next: 'Nothing.',
  },
  'rights-missing': {
    means: 'The key lacks rights that the configuration needs.',
    next: 'Make a key with the rights that the line lists.',
  },
  'rights-more': {
    means: 'The key has rights that the configuration does not need.',
    next: 'Nothing; a key with fewer rights is safer.',
  },
  'rights-unlisted': {
    means: 'The API does not list the rights of the key or token.',
    next: '`source-ovhcloud rights` lists those that are needed.',
  },
} as const satisfies CodeTable;
