/** A body that is put together from arguments, each of which has its place. */

import type { Json, Row } from '../../model/estate.ts';
import type { Location } from '../../model/finding.ts';
import type { BodyPath } from '../../model/plan.ts';

type Mutable = { [key: string]: Json | Mutable };

export class Body {
  readonly #root: Mutable = {};
  readonly #places: { readonly path: BodyPath; readonly at: (below: BodyPath) => Location }[] = [];

  /** A body that is written out somewhere. */
  static of(json: Row, locate: (path: BodyPath) => Location): Body {
    const body = new Body();
    for (const [key, value] of Object.entries(json)) body.set([key], value, below => locate([key, ...below]));
    return body;
  }

  /** Sets what an argument says; `at` gives the place of the value, or of a part of it. */
  set(path: readonly string[], value: Json, at: Location | ((below: BodyPath) => Location)): this {
    let here = this.#root;
    for (const key of path.slice(0, -1)) {
      const next = here[key];
      here = here[key] = typeof next === 'object' && next !== null && !Array.isArray(next) ? (next as Mutable) : {};
    }
    here[path.at(-1)!] = value;
    this.#places.push({ path, at: typeof at === 'function' ? at : () => at });
    return this;
  }

  /** Notes the place of a part that its own values say more about. */
  mark(path: readonly string[], at: Location): this {
    this.#places.push({ path, at: () => at });
    return this;
  }

  get json(): Row {
    return this.#root;
  }

  /** The place of the nearest part above a path that an argument sets; `whole` where there is none. */
  locate(whole: Location): (path?: BodyPath) => Location {
    return (path = []) => {
      let best: { readonly path: BodyPath; readonly at: (below: BodyPath) => Location } | undefined;
      for (const place of this.#places) {
        const isAbove = place.path.every((key, index) => key === path[index]);
        if (isAbove && place.path.length >= (best?.path.length ?? 1)) best = place;
      }
      return best === undefined ? whole : best.at(path.slice(best.path.length));
    };
  }
}
