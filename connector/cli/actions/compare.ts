// compare: what is loaded beside files that others have written.
import { compareFocus } from '../../app/focus/compare-focus.js';
import { openMart } from '../../app/mart/views.js';
import { focusComparisonText } from '../../text/focus/comparison-text.js';
import type { CompareOptions } from '../commands/compare.js';
import { printText, textColumns } from '../output.js';
import { tablesFrom } from './sources.js';

export async function compareWithFocus(files: string[], options: CompareOptions): Promise<void> {
  const { session } = await openMart(tablesFrom(options).config);
  try {
    const compared = await compareFocus(session, files);
    printText(
      options.json ? JSON.stringify(compared, null, 2) : focusComparisonText(compared, textColumns()),
    );
    if (!compared.isEqual) process.exitCode = 3;
  } finally {
    await session.close();
  }
}
