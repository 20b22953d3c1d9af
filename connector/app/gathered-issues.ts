// What is wrong with several accounts, in one error. An issue of a definition is the same for every connection that has it: it
// is reported once.
import { ConfigError, type ConfigIssue, formatIssue } from '../model/errors.js';

export class GatheredIssues {
  readonly #issues = new Map<string, ConfigIssue>();
  #wasCalled = false;

  get any(): boolean {
    return this.#issues.size > 0;
  }

  get all(): ConfigIssue[] {
    return [...this.#issues.values()];
  }

  /** Takes the issues of a `ConfigError`; throws every other error. */
  take(error: unknown): void {
    if (!(error instanceof ConfigError)) throw error;
    this.#wasCalled ||= error.wasCalled;
    for (const issue of error.issues) this.#issues.set(formatIssue(issue), issue);
  }

  throwIfAny(): void {
    if (!this.any) return;
    const error = new ConfigError(this.all);
    error.wasCalled = this.#wasCalled;
    throw error;
  }
}
