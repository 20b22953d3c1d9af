// The state of a stream in a message of limited size: ids that do not fit stay out, and the next read reads them again.
import { packTexts } from './packed-texts.js';
import { encodeState, type ObjectState, type StreamState, type WireState } from './stream-state.js';

/** A number behind few characters: such ids count upwards, and take a byte or two. All others are of chance. */
const COUNTED = /^"?\D{0,8}\d{1,15}\D{0,2}$/;
/** Characters of an id of chance in a message, about. */
const CHANCE_SIZE = 27;
/** So much less is tried where it was too much. */
const LESS = 0.7;
/** Of what could fit, this part is not worth trying. */
const LEAST = 50;
const SAMPLE = 1000;

export interface FittingState {
  wire: WireState;
  /** Items that stay out, by source object. */
  left: Map<string, number>;
  /** Whether the keys of its rows stay out: the next read cannot tell which of them are gone. */
  isWithoutRows: boolean;
}

/** How many items of a source object have a place. */
interface Room {
  counted: number;
  chance: number;
  open: number;
}

/**
 * The items that are there longest stay, in all states alike, so that states agree.
 *
 * @param most characters of the message
 */
export function fittingState({ rows, ...state }: StreamState, most: number): FittingState {
  const packed = rows && packedWithin(rows, most / 2);
  const isWithoutRows = rows !== undefined && packed === undefined;
  for (const room of rooms(state, most)) {
    const { objects, left } = within(state.objects, room);
    const wire = { ...encodeState({ ...state, objects }), ...(packed !== undefined && { rows: packed }) };
    if (JSON.stringify(wire).length <= most) return { wire, left, isWithoutRows };
  }
  const { left } = within(state.objects, { counted: 0, chance: 0, open: 0 });
  return { wire: encodeState({ ...state, objects: new Map() }), left, isWithoutRows: rows !== undefined };
}

/** Each smaller than the one before. Packing what is far too much takes long, so it is not tried. */
function* rooms({ objects }: StreamState, most: number): Generator<Room> {
  const all = Number.POSITIVE_INFINITY;
  const chance = most / CHANCE_SIZE;
  if (Math.max(0, ...Array.from(objects.values(), countOfChance)) <= 2 * chance)
    yield { counted: all, chance: all, open: all };
  for (let count = chance; count > chance / LEAST; count *= LESS)
    yield { counted: all, chance: count, open: all };
  yield { counted: all, chance: 0, open: all };
  for (let count = most; count > most / LEAST; count *= LESS) yield { counted: count, chance: 0, open: 0 };
}

function countOfChance({ final }: ObjectState): number {
  let count = 0;
  for (const item of final.keys()) if (!COUNTED.test(item)) count++;
  return count;
}

function within(
  objects: ReadonlyMap<string, ObjectState>,
  room: Room,
): Pick<FittingState, 'left'> & { objects: Map<string, ObjectState> } {
  const left = new Map<string, number>();
  const fitting = Array.from(objects, ([source, object]): [string, ObjectState] => {
    const free = { ...room };
    const final = [...object.final].filter(
      ([item]) => free[COUNTED.test(item) ? 'counted' : 'chance']-- >= 1,
    );
    const open = [...object.open].slice(0, room.open);
    const out = object.final.size + object.open.size - final.length - open.length;
    if (out > 0) left.set(source, out);
    return [source, { ...object, final: new Map(final), open: new Map(open) }];
  });
  return { objects: new Map(fitting), left };
}

/** Undefined where the packed texts have more characters. */
function packedWithin(texts: ReadonlySet<string>, most: number): string | undefined {
  const sample = [...texts].slice(0, SAMPLE);
  const each = packTexts(sample).length / Math.max(1, sample.length);
  // A sample has fewer neighbours: it is an upper bound, and not a close one.
  if (texts.size > SAMPLE && each * texts.size > most * 4) return undefined;
  const packed = packTexts(texts);
  return packed.length <= most ? packed : undefined;
}
