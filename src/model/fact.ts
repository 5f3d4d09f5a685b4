/** A fact that was read, or the reason why it could not be. */

/** Stands where a fact could not be read or decided. Expressions that need it end in the verdict unknown, with this reason. */
export class Unknown {
  readonly because: string;

  constructor(because: string) {
    this.because = because;
  }
}

export type Fact<T> = T | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

/** Applies `change` to a fact that is known; an unknown stays as it is. */
export function mapFact<T, R>(fact: Fact<T>, change: (value: T) => Fact<R>): Fact<R> {
  return isUnknown(fact) ? fact : change(fact);
}
