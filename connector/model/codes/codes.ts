// Every code that a report, an error or an event can carry. A code keeps its meaning; docs/errors.md is made from here.
import { CHECK_CODES } from './check-codes.js';
import { CONFIG_CODES } from './config-codes.js';
import { DESTINATION_CODES } from './destination-codes.js';
import type { CodeTable } from './entry.js';
import { REASON_CODES } from './reason-codes.js';
import { STOP_CODES } from './stop-codes.js';
import { WARNING_CODES } from './warning-codes.js';

export type ConfigCode = keyof typeof CONFIG_CODES;
export type StopCode = keyof typeof STOP_CODES;
export type DestinationCode = keyof typeof DESTINATION_CODES;
export type ReasonCode = keyof typeof REASON_CODES;
export type WarningCode = keyof typeof WARNING_CODES;
export type CheckCode = keyof typeof CHECK_CODES;
export type Code = ConfigCode | StopCode | DestinationCode | ReasonCode | WarningCode | CheckCode;

export interface CodeGroup {
  title: string;
  /** Where the codes appear, and the exit code of the command. */
  about: string;
  codes: CodeTable;
}

/** No code is in two groups. */
export const CODE_GROUPS: readonly CodeGroup[] = [
  {
    title: 'Refused: the configuration or an option',
    about:
      'Exit code 2. Nothing was called with the keys, and nothing was changed. Class `ConfigError`, a code for each of its `issues`.',
    codes: CONFIG_CODES,
  },
  {
    title: 'Stopped: keys, clock, outage',
    about: 'Exit code 1. What was committed stays. Class `StopError`.',
    codes: STOP_CODES,
  },
  {
    title: 'The destination refused',
    about: 'Exit code 1. What was committed stays. Class `DestinationError`.',
    codes: DESTINATION_CODES,
  },
  {
    title: 'Incomplete',
    about:
      'Exit code 3, where none of the above ended the run; `unexpected` and `abandoned` are failures (exit code 1). ' +
      'In `reasons` of a report.',
    codes: REASON_CODES,
  },
  {
    title: 'Warnings',
    about: 'They change no exit code. In `warnings` of a report and a plan, and in events `warning`.',
    codes: WARNING_CODES,
  },
  {
    title: 'Lines of check',
    about:
      'Each line of `check --json` has a code: one of these, of a refusal, or of a warning. Exit code 1 where one is a problem.',
    codes: CHECK_CODES,
  },
];
