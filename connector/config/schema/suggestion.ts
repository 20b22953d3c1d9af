// "Did you mean" for a name that does not exist.
import { nearest } from '../../model/names.js';

/** ` (did you mean "bills"?)`, or an empty text where no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = meantName(name, known);
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}

/** The known name that is near, if one is. */
export function meantName(name: string, known: readonly string[]): string | undefined {
  // The distance of a long text costs time, and no name is that long.
  return name.length <= 60 ? nearest(name, known) : undefined;
}
