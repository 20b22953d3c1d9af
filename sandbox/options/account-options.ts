/** Options for the account that is played. */
import type { OptionSpec } from './option-spec.js';

/** `odd`: with whatever the API may answer, for tests. `company`: what a company has, for a look at reports. */
export const accountKinds = ['odd', 'company'] as const;
export type AccountKind = (typeof accountKinds)[number];

export interface AccountOptions {
  readonly account: AccountKind;
  readonly accountDay: string;
  readonly accountMonths: number;
}

export const accountOptions: readonly OptionSpec[] = [
  {
    name: 'account',
    kind: 'choice',
    default: 'odd',
    choices: accountKinds,
    description:
      'odd: bills with everything that is rare, for tests. company: bills, usage and services as a company has them; what is not billed is as in odd.',
  },
  {
    name: 'accountDay',
    kind: 'text',
    default: '2026-07-09',
    description: 'Of a company: the day on which the account stands, as YYYY-MM-DD.',
  },
  {
    name: 'accountMonths',
    kind: 'whole',
    default: 15,
    minimum: 1,
    maximum: 60,
    description: 'Of a company: months with bills, that of the day included.',
  },
];
