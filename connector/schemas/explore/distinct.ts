// A list of distinct texts, each known by its place.

export class Distinct {
  readonly values: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(value: string): number {
    const known = this.#places.get(value);
    if (known !== undefined) return known;
    const place = this.values.push(value) - 1;
    this.#places.set(value, place);
    return place;
  }
}
