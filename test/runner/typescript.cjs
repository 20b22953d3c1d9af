// TypeScript to JavaScript, without a look at the types.
const { readFileSync } = require('node:fs');
const { transformSync } = require('@swc/core');

/** @returns {{ code: string, map?: string }} `map` with `sourceMaps` */
exports.compile = (filename, sourceMaps = false) =>
  transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: filename.endsWith('x') },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    },
    module: { type: 'es6' },
  });

exports.isTypeScript = (name) => /\.tsx?$/.test(name);
