// Names of members that hold a secret, wherever they stand.

/** Keys and tokens, in the spellings of APIs, headers and files. */
const NAMES =
  /(password|passwd|secret|(secret|private|consumer|shared|api)[_-]?key|(access|refresh|id|auth)?[_-]?token|authorization|cookie)$/i;

export function isSecretName(name: string): boolean {
  return NAMES.test(name);
}
