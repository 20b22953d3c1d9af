// What a test needs of a report: it fails where that is not there, before anything is compared with it.
import {
  type Absence,
  type CurrencyReport,
  isAbsent,
  type ReportData,
} from '../../reports/report/report-data.js';

/** Throws where the section says why it is absent. */
export function facts<T extends object>(section: T): Exclude<T, Absence> {
  if (isAbsent(section)) throw new Error(`absent: ${JSON.stringify(section)}`);
  return section as Exclude<T, Absence>;
}

/** Throws where nothing was found. */
export function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('there is none');
  return found;
}

export const euros = ({ currencies }: ReportData): CurrencyReport =>
  there(currencies.find(({ currency }) => currency === 'EUR'));
