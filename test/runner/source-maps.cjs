// Source maps of the tests' modules for Jest, which asks for one when it prints a stack: made only then.
const { fileURLToPath } = require('node:url');
const { compile, isTypeScript } = require('./typescript.cjs');

/** A file, by path or URL, to its source map as a data URL. */
class SourceMaps extends Map {
  get(source) {
    if (!isTypeScript(source ?? '')) return undefined;
    if (!this.has(source)) this.set(source, sourceMap(source));
    return super.get(source);
  }
}

function sourceMap(source) {
  const { map } = compile(source.startsWith('file:') ? fileURLToPath(source) : source, true);
  return `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
}

/** One for all test files of a worker. */
exports.sourceMaps = new SourceMaps();
