// An entry of the table of codes. Programs read the code, people read the sentence that comes with it.

export interface CodeEntry {
  /** The cause. */
  means: string;
  /** The remedy. */
  next: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;
