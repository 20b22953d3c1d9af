// How an event is declared: its level, fields and sentence stand in one entry of a table, under its name.

/** In ascending order of weight. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

declare const VALUE: unique symbol;

/** A field of an event; `T` is the type of its value, which exists only for the compiler. */
export interface Field<T, Optional extends boolean = false> {
  meaning: string;
  isOptional: Optional;
  /** False: listeners receive it, the log leaves it out. */
  isLogged: boolean;
  readonly [VALUE]?: T;
}

export const field = <T>(meaning: string): Field<T> => ({ meaning, isOptional: false, isLogged: true });

export const optional = <T>(meaning: string): Field<T, true> => ({
  meaning,
  isOptional: true,
  isLogged: true,
});

export const notLogged = <T>(meaning: string): Field<T> => ({ ...field<T>(meaning), isLogged: false });

export type Fields = Readonly<Record<string, Field<unknown, boolean>>>;

type OptionalNames<F extends Fields> = {
  [K in keyof F]: F[K] extends Field<unknown, true> ? K : never;
}[keyof F];

type ValueOf<F> = F extends Field<infer T, boolean> ? T : never;

/** The values of an event with these fields. */
export type ValuesOf<F extends Fields> = {
  -readonly [K in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[K]>;
} & {
  -readonly [K in OptionalNames<F>]?: ValueOf<F[K]>;
};

/** Time in words, for the sentences of a schedule. Instants are ISO 8601. */
export interface TimeWords {
  /** An instant in the time zone of a pipeline. */
  at(instant: string, pipeline: string): string;
  /** How far an instant is away: `in 20 min`. */
  until(instant: string): string;
}

export interface EventKind<F extends Fields = Fields> {
  /** When it happens. */
  when: string;
  level: LogLevel | VaryingLevel<F>;
  /** True: the log has it at every log level. */
  isAlwaysLogged?: true;
  fields: F;
  /** One line for people, or several; without the run, connection and source object, which a log line has beside it. */
  sentence(values: ValuesOf<F>, time: TimeWords): string | readonly string[];
}

/** A level that depends on the values; `rule` says how, for the docs. */
export interface VaryingLevel<F extends Fields> {
  rule: string;
  of(values: ValuesOf<F>): LogLevel;
}

/** An entry of a table of events. */
export const event = <F extends Fields>(kind: EventKind<F>): EventKind<F> => kind;

type Flat<T> = { [K in keyof T]: T[K] };

/** The event of one entry: its name and its values. */
export type EventOf<Name extends string, Kind> =
  Kind extends EventKind<infer F> ? Flat<{ event: Name } & ValuesOf<F>> : never;

/** All events of a table. */
export type EventsOf<Table> = { [Name in keyof Table & string]: EventOf<Name, Table[Name]> }[keyof Table &
  string];

/** `1,234` */
export const number = (value: number): string => value.toLocaleString('en');
/** `1.5 s` */
export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
