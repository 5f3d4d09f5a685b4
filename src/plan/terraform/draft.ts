/** A resource's body in Azure's shape while it is put together from attributes, with where each part comes from. */

import type { Json, Row } from '../../model/estate.ts';
import type { BodyPath } from '../../model/plan.ts';
import type { Path } from '../../sources/yaml.ts';
import type { Instance } from './instance.ts';
import { child } from './walk.ts';
import type { World } from './world.ts';

/** What a resource sends. */
export type Sent = {
  readonly body: Row;
  readonly replaces?: readonly string[];
  /** The attribute that sets a part of the body. */
  readonly attributeOf: (path: BodyPath) => Path;
};

type Open = { [key: string]: Json | Open };

export class Draft {
  readonly of: Instance;
  readonly world: World;
  readonly #body: Open = {};
  readonly #paths: (readonly [body: BodyPath, attribute: Path])[] = [];

  constructor(of: Instance, world: World) {
    this.of = of;
    this.world = world;
  }

  /** Takes a part over from an attribute. One that is no longer set is taken out of what exists. */
  set(path: readonly string[], attribute: Path, value: Json | undefined): void {
    this.#paths.push([path, attribute]);
    if (value !== undefined) this.#write(path, value);
    else if (!this.world.isNew(this.of) && child(this.of.after, attribute[0]!) === null) this.#write(path, null);
  }

  /** Sets a part that no attribute has. */
  fix(path: readonly string[], value: Json): void {
    this.#write(path, value);
  }

  /** `replaces` as of an operation, as far as the body has them. */
  sent(...replaces: readonly string[]): Sent {
    const paths = [...this.#paths].sort(([a], [b]) => b.length - a.length);
    const attributeOf = (path: BodyPath): Path => {
      const found = paths.find(([prefix]) => prefix.every((step, index) => step === path[index]));
      return found === undefined ? [] : [...found[1], ...path.slice(found[0].length)];
    };
    const replaced = replaces.filter(key => Object.hasOwn(this.#body, key));
    return { body: this.#body as Row, ...(replaced.length === 0 ? {} : { replaces: replaced }), attributeOf };
  }

  #write(path: readonly string[], value: Json): void {
    let here = this.#body;
    for (const step of path.slice(0, -1)) {
      here[step] ??= {};
      here = here[step] as Open;
    }
    here[path.at(-1)!] = value;
  }
}
