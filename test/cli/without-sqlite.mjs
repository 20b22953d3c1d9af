// For `node --import`: a machine on which the native module of SQLite is not there.
import { register } from 'node:module';

const hooks = `export async function resolve(name, context, next) {
  if (name === 'better-sqlite3') throw new Error('Cannot find package better-sqlite3');
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
