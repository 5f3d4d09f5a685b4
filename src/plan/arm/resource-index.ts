/** The resources of one template by all the ways in which a template names them. */

import { foldId } from '../../model/resource-id.ts';
import type { Declaration } from './declaration.ts';

export class ResourceIndex {
  readonly #bySymbol = new Map<string, Declaration>();
  readonly #byId = new Map<string, Declaration>();
  readonly #byName = new Map<string, Declaration>();
  readonly declarations: readonly Declaration[];
  readonly #all: ReadonlySet<Declaration>;
  readonly #byLoop = new Map<string, Declaration[]>();

  /** Of several with one name, resources that are made go before uncertain and existing ones. */
  constructor(declarations: readonly Declaration[]) {
    this.declarations = declarations;
    this.#all = new Set(declarations);
    for (const declaration of [...declarations].sort((a, b) => rank(b) - rank(a))) {
      const { symbol, id, name, type } = declaration;
      if (symbol !== undefined) this.#bySymbol.set(symbol, declaration);
      if (typeof id === 'string') this.#byId.set(foldId(id), declaration);
      if (name === '') continue;
      this.#byName.set(name.toLowerCase(), declaration);
      this.#byName.set(relativeId(type, name), declaration);
    }
    for (const declaration of declarations) {
      const loop = declaration.loop?.toLowerCase();
      if (loop !== undefined) this.#byLoop.set(loop, [...(this.#byLoop.get(loop) ?? []), declaration]);
    }
  }

  has(declaration: Declaration): boolean {
    return this.#all.has(declaration);
  }

  /** By symbolic name, id, name, or type and name. */
  find(what: string): Declaration | undefined {
    return this.#bySymbol.get(what) ?? this.#byId.get(foldId(what)) ?? this.#byName.get(what.toLowerCase());
  }

  byId(id: string): Declaration | undefined {
    return this.#byId.get(foldId(id));
  }

  /** All turns of a loop, by its symbolic name or its own. */
  loop(name: string): readonly Declaration[] {
    return this.#byLoop.get(name.toLowerCase()) ?? [];
  }
}

function rank({ existing, condition }: Declaration): number {
  if (existing || condition === false) return 2;
  return condition === true ? 0 : 1;
}

/** As Bicep and `dependsOn` name a resource of the same template: type and name, segment by segment. */
function relativeId(type: string, name: string): string {
  const [provider, ...types] = type.split('/');
  const names = name.toLowerCase().split('/');
  return [provider, ...types.flatMap((part, index) => [part, names[index] ?? ''])].join('/');
}
