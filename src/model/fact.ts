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

/** Thrown where a value of a planned row is read that is not known before the plan runs. */
export class NotYetKnown extends Error {
  override readonly name = 'NotYetKnown';
  readonly because: string;

  constructor(because: string) {
    super(because);
    this.because = because;
  }
}

/** What `read` finds; unknown where it meets a value that is not known before a plan runs. */
export function factOf<T>(read: () => Fact<T>): Fact<T> {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotYetKnown) return new Unknown(error.because);
    throw error;
  }
}

/** Applies `change` to a fact that is known; an unknown stays as it is, as does what `change` finds not to be known yet. */
export function mapFact<T, R>(fact: Fact<T>, change: (value: T) => Fact<R>): Fact<R> {
  return isUnknown(fact) ? fact : factOf(() => change(fact));
}
