// A value that messages name by its place, because it may be a secret in the wrong one.

export class NotShown {
  /** @param place where it stands: `column "region" of row 2` */
  constructor(readonly place: string) {}
}
