/** The healthy estate, with edits, as wiring and the rules see it. */

import { readFileSync } from 'node:fs';
import { Access } from '../../src/access/access.ts';
import { hold } from '../../src/access/hold.ts';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import type { Json } from '../../src/model/estate.ts';
import type { Ask } from '../../src/rules/instance.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';
import { readYaml } from '../../src/sources/yaml.ts';
import type { Subject, SubjectKind } from '../../src/subjects/subjects.ts';
import { type Wiring, wire } from '../../src/wiring/wire.ts';

const FILE = new URL('../../fixtures/estates/nexus.yaml', import.meta.url);

export const HEALTHY: Json = readYaml(readFileSync(FILE, 'utf8'), 'nexus.yaml').value;

/** The healthy estate with a JSON merge patch. */
export function edited(edit: Json): EstateText {
  return mergePatch(HEALTHY, edit) as unknown as EstateText;
}

/** The healthy estate with a JSON merge patch, wired; and whoever answers questions about its access. */
export function wired(edit: Json = {}): Wiring & { readonly ask: Ask } {
  const { estate, settings } = readEstate(edited(edit));
  const access = new Access(estate);
  const ask: Ask = (principalId, role, scope) => hold(access, principalId, role, scope);
  return { ...wire(estate, access, settings), ask };
}

/** The first subject of a kind whose id ends so. */
export function subjectOf<Kind extends SubjectKind>(kind: Kind, { subjects }: Wiring, end = ''): Subject<Kind> {
  const found = subjects.find(subject => subject.kind === kind && subject.id.endsWith(end));
  if (found === undefined) throw new Error(`no ${kind} whose id ends in "${end}"`);
  return found as unknown as Subject<Kind>;
}
