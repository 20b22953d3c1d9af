// A pipeline: the part of a source that is loaded together, and when.

export interface Pipeline {
  name: string;
  cron: string;
  timeZone: string;
  /** Each run is delayed by a random time of at most this many seconds. */
  jitter: number;
  /** One run catches up all missed ones. */
  catchUp: boolean;
  /** A tick that comes due during the previous run is left out, or runs once afterwards. */
  overlap: 'skip' | 'after';
  /** Technical names to load, with the rest of their trees; absent: all. */
  only?: string[];
  /** `only` without the rest of the trees. */
  alone?: boolean;
  /** Connections to load; absent: all. */
  connections?: string[];
}

export interface ScheduledPipeline {
  pipeline: Pipeline;
  /** Digest of what it loads from where. Two configurations on one destination may use the same name. */
  scope: string;
}
