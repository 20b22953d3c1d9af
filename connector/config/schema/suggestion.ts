// "Did you mean" for a name that does not exist.
import { nearest } from '../../model/names.js';

/** ` (did you mean "bills"?)`, or an empty text where no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  // The distance of a long text costs time, and no name is that long.
  const near = name.length <= 60 ? nearest(name, known) : undefined;
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}
