/** Subjects and the findings on them → how each system hangs together, for reports to draw. */

import type { Finding, System } from '../../model/finding.ts';
import { foldId } from '../../model/resource-id.ts';
import type { SystemWiring } from '../../model/system-wiring.ts';
import type { Subject } from '../../subjects/subjects.ts';
import { chartCycleCloud } from './cyclecloud.ts';
import { grantId } from './grants.ts';
import { chartNexus } from './nexus.ts';

/** What one system's drawing is made from. */
export type Material = {
  readonly system: System;
  readonly subjects: readonly Subject[];
  /** The findings on those subjects. */
  readonly findings: readonly Finding[];
};

/** The wiring of every system, in their order. */
export function chart(
  systems: readonly System[],
  subjects: readonly Subject[],
  findings: readonly Finding[],
): SystemWiring[] {
  const ofSystem = Map.groupBy(subjects, ({ system }) => system);
  const onSystem = Map.groupBy(findings, ({ subject }) => subject.system);
  const shared = Map.groupBy(onSystem.get(undefined) ?? [], ({ subject }) => foldId(subject.id));
  const grants = new Map([...shared.keys()].map(id => [grantId(id), id]));
  return systems.map(system => {
    const material = { system, subjects: ofSystem.get(system.id) ?? [], findings: onSystem.get(system.id) ?? [] };
    const sketch = system.kind === 'nexus' ? chartNexus(material) : chartCycleCloud(material);
    // What is shared is looked up by the parts of the drawing: thousands of systems share little with each other.
    for (const part of sketch.parts()) {
      const grant = grants.get(part);
      const id = grant === undefined || sketch.has(grant) ? part : grant;
      for (const finding of shared.get(id) ?? []) sketch.mark([part], finding);
    }
    return sketch.done();
  });
}
