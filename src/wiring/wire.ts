/** Joins an estate into the subjects that rules judge. */

import type { Access } from '../access/access.ts';
import type { Estate } from '../estate/estate.ts';
import type { System } from '../model/finding.ts';
import type { Subject } from '../subjects/subjects.ts';
import { wireCycleCloud } from './cyclecloud.ts';
import { Lookup } from './lookup.ts';
import { wireNexus } from './nexus.ts';
import type { WiringSettings } from './settings.ts';
import { hiddenFrom, wireShared } from './shared.ts';

export type Wiring = {
  readonly systems: readonly System[];
  readonly subjects: readonly Subject[];
  /** Why what systems share may not all be among the subjects, by what hides it; empty where it is. */
  readonly hidden: ReadonlyMap<string, string>;
};

/** Every system of the estate, clusters before servers and each sorted by id, and every subject. */
export function wire(estate: Estate, access: Access, settings: WiringSettings): Wiring {
  const lookup = new Lookup(estate, access, settings);
  const nexus = wireNexus(lookup);
  const { servers, strays } = wireCycleCloud(lookup);
  const systems = [...nexus, ...servers];
  const subjects = [...systems.flatMap(wired => wired.subjects), ...strays];
  return {
    systems: systems.map(({ system }) => system),
    subjects: [...subjects, ...wireShared(subjects, lookup)],
    hidden: hiddenFrom(subjects),
  };
}
