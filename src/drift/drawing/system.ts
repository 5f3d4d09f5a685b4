/** Draws one system of one side from its facts: system → setting → identity → grant → resource. */

import type { LockSection } from '../../model/lock.ts';
import { nameIn } from '../references.ts';
import { wholeId } from '../short.ts';
import { drawGrant, type Subscriptions } from './grant.ts';
import type { Side, Standing } from './side.ts';
import { type Paths, Sketch } from './sketch.ts';

export type SystemSection = Extract<LockSection, 'nexus' | 'cyclecloud'>;

const KINDS: { readonly [section in SystemSection]: { readonly what: string; readonly word: string } } = {
  nexus: { what: 'Nexus cluster', word: 'cluster' },
  cyclecloud: { what: 'CycleCloud server', word: 'server' },
};

const ACCOUNT = 'account';

/** What stands in the place of an identity, and needs no role. */
const NOT_IDENTITIES = ['nobody', 'shared key'];

/** What a setting points to, by the section of it; and where it is in none, by the name of the setting. */
const RESOURCES: readonly (readonly [section: LockSection, setting: RegExp, what: string])[] = [
  ['storage', /^(?:command output|locker)/, 'blob container'],
  ['workspaces', /^analytics output/, 'Log Analytics workspace'],
  ['vaults', /^secret archive/, 'key vault'],
];

/** The parts of a system; none where this side does not have it. */
export function sketchOf(side: Side, section: SystemSection, id: string, subscriptions: Subscriptions): Sketch {
  const drawer = new Drawer(side, section, id, subscriptions);
  drawer.draw();
  return drawer.sketch;
}

class Drawer {
  readonly sketch = new Sketch();
  readonly #side: Side;
  readonly #section: SystemSection;
  readonly #id: string;
  readonly #subscriptions: Subscriptions;

  constructor(side: Side, section: SystemSection, id: string, subscriptions: Subscriptions) {
    this.#side = side;
    this.#section = section;
    this.#id = id;
    this.#subscriptions = subscriptions;
  }

  draw(): void {
    const facts = this.#side.of(this.#section, this.#id);
    if (facts.length === 0) return;
    const { what } = KINDS[this.#section];
    const at = this.#whole(this.#id, this.#section);
    const entry = entryPaths(facts);
    this.sketch.node({ id: 'system', column: 'system', name: nameIn(this.#id), what, at }, entry, entry);
    for (const fact of facts) this.#fact(fact);
    // The identities that a setting selects are drawn at their settings.
    for (const fact of facts.filter(({ path }) => path[2] === 'identities')) {
      const identity = this.#identity(fact.path[3]!, fact, '', [fact.stands]);
      if (!this.sketch.isLinked(identity)) this.sketch.link('system', identity, fact.stands);
    }
  }

  #fact(fact: Standing): void {
    const [, , key, name, who] = fact.path;
    if (key === 'uses') this.#use(name!, fact);
    if (key === 'locker') this.#use('locker', fact);
    if (key === 'signs in by') this.#setting(ACCOUNT, `signs in by ${fact.value}`, fact);
    if (key === 'acts as') this.#actAs(fact);
    if (key === 'nodes' && who !== undefined)
      this.sketch.link(this.#setting(name!, 'nodes', fact), this.#identity(who, fact), fact.stands);
  }

  /** What the account signs in as, the server acts as. */
  #actAs(fact: Standing): void {
    const account = this.#side.of(this.#section, this.#id).find(({ path }) => path[2] === 'signs in by');
    const from = account === undefined ? 'system' : `setting ${ACCOUNT}`;
    this.sketch.link(from, this.#identity(fact.value, fact), fact.stands);
  }

  #setting(name: string, what: string, fact: Standing): string {
    const setting = this.sketch.node(
      { id: `setting ${name}`, column: 'setting', name, what },
      [fact.stands],
      [fact.stands],
    );
    this.sketch.link('system', setting, fact.stands);
    return setting;
  }

  /** `<place> as <who>` */
  #use(name: string, fact: Standing): void {
    const end = fact.value.lastIndexOf(' as ');
    const [to, who] = [fact.value.slice(0, end), fact.value.slice(end + ' as '.length)];
    const identity = this.#identity(who, fact, name);
    this.sketch.link(this.#setting(name, 'setting', fact), identity, fact.stands);
    const resource = this.#resource(to, name, fact);
    const server = this.#side.of(this.#section, this.#id).find(({ path }) => path[2] === 'acts as');
    const actors = new Set(name === 'locker' && server !== undefined ? [who, server.value] : [who]);
    for (const actor of actors) if (!NOT_IDENTITIES.includes(actor)) this.#act(actor, fact, resource, to);
  }

  #act(who: string, fact: Standing, resource: string, to: string): void {
    const identity = this.#identity(who, fact);
    const entry = this.#side.named(to.split('/')[0]!);
    this.sketch.pair(identity, resource, entry !== undefined, fact.stands);
    if (entry === undefined) return;
    const [section, id] = entry.split('\n') as [LockSection, string];
    const ends = [this.#side.of('identities', this.#entryOf(who)), this.#side.of(section, id)];
    const because = [fact.stands, ...ends.flatMap(entryPaths)];
    for (const grant of this.#side.grants(this.#entryOf(who), entry))
      drawGrant(this.sketch, grant, { identity, resource, because }, this.#subscriptions);
  }

  #identity(who: string, { stands }: Standing, setting = '', own: Paths = []): string {
    const { word } = KINDS[this.#section];
    const column = 'identity';
    if (who === 'nobody')
      return this.sketch.node({ id: `nobody ${setting}`, column, name: 'no identity', what: 'none is selected' }, [
        stands,
      ]);
    if (who === 'shared key') return this.sketch.node({ id: who, column, name: who, what: 'no identity' }, [stands]);
    const entry = this.#entryOf(who);
    const changing = [...own, ...entryPaths(this.#side.of('identities', entry))];
    const node = { id: `identity ${entry}`, column } as const;
    if (who === 'system-assigned')
      return this.sketch.node({ ...node, name: who, what: `identity of the ${word}` }, [stands], changing);
    const at = this.#whole(who, 'identities');
    return this.sketch.node({ ...node, name: nameIn(who), what: 'user-assigned identity', at }, [stands], changing);
  }

  #resource(to: string, setting: string, { stands }: Standing): string {
    const entry = this.#side.named(to.split('/')[0]!);
    const [section, id] = (entry?.split('\n') ?? []) as [LockSection?, string?];
    const what = RESOURCES.find(([one, of]) => one === section || (section === undefined && of.test(setting)))?.[2];
    const node = { id: `resource ${to}`, column: 'resource', name: to, what: what ?? 'resource' } as const;
    if (section === undefined || id === undefined) return this.sketch.node(node, [stands]);
    const own = entryPaths(this.#side.of(section, id));
    return this.sketch.node({ ...node, at: this.#whole(id, section) }, [stands], own);
  }

  #entryOf(who: string): string {
    return who === 'system-assigned' ? `${this.#id}#system-assigned` : who;
  }

  #whole(id: string, section: LockSection): string {
    return wholeId(id, section, this.#subscriptions);
  }
}

/** The places of whole entries in the lock. */
function entryPaths(facts: readonly Standing[]): Paths {
  return facts.slice(0, 1).map(({ stands }) => [stands[0], stands[1]]);
}
