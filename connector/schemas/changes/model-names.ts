// The models that a type mentions, directly or through other models.
import type { ApiDocument } from '../document.js';

type Models = ApiDocument['models'];

/** Models that a type mentions directly: `map[string]X<Y>[]` mentions X<Y>, X<T> and Y. */
export function modelsIn(type: string, models: Models): string[] {
  const bare = type.replace(/^(map\[[^\]]*\]|\[\])+/, '').replace(/(\[\])+$/, '');
  const argument = /<(.+)>$/.exec(bare)?.[1];
  const base = bare.replace(/<.*$/, '');
  const own = [...new Set([bare, base, `${base}<T>`])].filter((name) => models.has(name));
  return argument === undefined || argument === 'T' ? own : [...own, ...modelsIn(argument, models)];
}

/** Models that these types mention, directly or through other models, each once. */
export function reachableModels(types: readonly string[], models: Models): Set<string> {
  const reached = new Set<string>();
  const waiting = types.flatMap((type) => modelsIn(type, models));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const { type } of models.get(name)?.properties ?? []) waiting.push(...modelsIn(type, models));
  }
  return reached;
}
