// A section of a report that a test needs.
import { isAbsent } from '../../reports/report/report-data.js';

/** Throws where the section says why it is absent. */
export function facts<T>(section: T | { absent: string }): T {
  if (isAbsent(section as never)) throw new Error(`absent: ${JSON.stringify(section)}`);
  return section as T;
}
