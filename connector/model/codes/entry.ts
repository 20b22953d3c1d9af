// What the table of codes says of each: programs read the code, people the sentence that comes with it.

export interface CodeEntry {
  /** What has happened. */
  means: string;
  /** What to do next. */
  next: string;
}

export type CodeTable = Readonly<Record<string, CodeEntry>>;
