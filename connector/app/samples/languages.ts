// The languages in which a request can be written as code.
import { curlCode } from './curl.js';
import { nodeCode } from './node.js';
import { phpCode } from './php.js';
import { pythonCode } from './python.js';
import type { SampleRequest } from './sample.js';

export type SampleLanguage = 'curl' | 'node' | 'python' | 'php';

/** In the order in which they are shown. */
export const SAMPLE_LANGUAGES: readonly SampleLanguage[] = ['curl', 'node', 'python', 'php'];

const WRITERS: Record<SampleLanguage, (sample: SampleRequest) => string> = {
  curl: curlCode,
  node: nodeCode,
  python: pythonCode,
  php: phpCode,
};

/** A whole script that makes exactly this request. Secrets are read from environment variables. */
export function sampleCode(language: SampleLanguage, sample: SampleRequest): string {
  return WRITERS[language](sample);
}
