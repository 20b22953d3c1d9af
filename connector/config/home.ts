// The user's own folder, which some users lack: service accounts, and containers with a user id of their own.
import { homedir } from 'node:os';

/** Stands for the folder of a user who has none: nothing is there, and nothing can be created there. */
export const NO_HOME = '/nonexistent';

export function homeFolder(): string {
  try {
    return homedir() || NO_HOME;
  } catch {
    return NO_HOME;
  }
}
