// One file of costs in FOCUS, from the destination of a configuration, with the choices that the command has by default.
import type { OwnRule } from '../../../reports/services/rule-set.js';
import type { DestinationConfig } from '../../destinations/kit/kind.js';
import { openMart } from '../mart/views.js';
import { exportFocus, type FocusExport } from './export-focus.js';

export interface FocusFileRequest {
  /** First and last month, `2026-01`. */
  from: string;
  until: string;
  /** Ends in `.csv` or `.parquet`. */
  out: string;
  accounts?: readonly string[];
}

/** Throws `ConfigError` where no row is of these months: then nothing is written. */
export async function exportFocusFile(
  config: { destination: DestinationConfig; services?: readonly OwnRule[] },
  request: FocusFileRequest,
): Promise<FocusExport> {
  const { session } = await openMart(config, { settings: { purchases: 'usage' }, ownProcess: true });
  try {
    return await exportFocus(session, {
      dataset: 'CostAndUsage',
      version: '1.3',
      purchases: 'usage',
      isAscii: false,
      ...request,
    });
  } finally {
    await session.close();
  }
}
