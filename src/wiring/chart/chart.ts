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
  return systems.map(system => {
    const material = { system, subjects: ofSystem.get(system.id) ?? [], findings: onSystem.get(system.id) ?? [] };
    const sketch = system.kind === 'nexus' ? chartNexus(material) : chartCycleCloud(material);
    for (const [id, found] of shared) {
      const part = [id, grantId(id)].find(each => sketch.has(each));
      for (const finding of part === undefined ? [] : found) sketch.mark([part!], finding);
    }
    return sketch.done();
  });
}
