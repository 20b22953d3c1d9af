// A configuration whose text cannot be changed in the way that is asked for.

/** Nothing is changed; the message says why, without the name of the file. */
export class UnwritableConfig extends Error {
  override readonly name = 'UnwritableConfig';
}
