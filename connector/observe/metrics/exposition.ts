// Prometheus' text format, version 0.0.4: families of samples as text.

export interface Sample {
  labels?: Readonly<Record<string, string | undefined>>;
  value: number;
}

export interface MetricFamily {
  /** Letters, digits and `_`; the name of a counter ends with `_total`. */
  name: string;
  type: 'counter' | 'gauge';
  help: string;
  samples: Sample[];
}

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Leaves out families without samples. */
export function expositionText(families: readonly MetricFamily[]): string {
  return families.map(familyText).join('');
}

function familyText({ name, type, help, samples }: MetricFamily): string {
  if (samples.length === 0) return '';
  const head = [`# HELP ${name} ${escaped(help)}`, `# TYPE ${name} ${type}`];
  const lines = samples.map(({ labels = {}, value }) => `${name}${labelsText(labels)} ${valueText(value)}`);
  return `${[...head, ...lines].join('\n')}\n`;
}

function labelsText(labels: NonNullable<Sample['labels']>): string {
  const present = Object.entries(labels).filter((label): label is [string, string] => label[1] !== undefined);
  if (present.length === 0) return '';
  return `{${present.map(([name, value]) => `${name}="${escaped(value).replaceAll('"', '\\"')}"`).join(',')}}`;
}

function valueText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
