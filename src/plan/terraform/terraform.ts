/** Reads a Terraform plan, as `terraform show -json` writes it: what its resources do to Azure. */

import type { Operation, Plan } from '../../model/plan.ts';
import type { JsonText } from '../../sources/json-text.ts';
import { sortProblems } from '../../sources/problem.ts';
import type { PlanContext, PlanRead } from '../context.ts';
import { documentProblems } from './document.ts';
import { arrivals } from './groups.ts';
import { mergeWrites } from './merge.ts';
import { operationsOf } from './operations.ts';
import { commands, remoteCommands } from './provisioners.ts';
import { child } from './walk.ts';
import { World } from './world.ts';

/**
 * A plan is one step: Terraform orders what depends on each other by itself. What the plan marks as sensitive is treated as
 * anything else, since nothing is read that may be secret: ids, names, flags, and a cluster's settings.
 */
export function readTerraform(json: JsonText, context: PlanContext): PlanRead {
  const problems = documentProblems(json);
  if (problems.length > 0) return { problems: sortProblems(problems) };
  const world = new World(json, context);
  const [removing = [], writing = []] = [true, false].map(isRemoval =>
    world.instances.planned
      .filter(({ actions }) => actions.every(action => action === 'delete') === isRemoval)
      .flatMap(instance => operationsOf(instance, world)),
  );
  const unplaced = world.subscriptions.problems;
  if (unplaced.length > 0) return { problems: sortProblems(unplaced) };
  return {
    file: json.file,
    kind: 'terraform',
    steps: [{ name: json.file, operations: sorted([...mergeWrites(removing, writing), ...commands(world, context)]) }],
    notices: [...partial(json), ...arrivals(world), ...remoteCommands(world)],
  };
}

function sorted(operations: readonly Operation[]): Operation[] {
  const key = ({ address, does, id }: Operation) => `${address} ${does} ${id}`;
  return [...operations].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A plan with `-target`, or one that puts changes off, is not all that the configuration asks for. */
function partial(json: JsonText): Plan['notices'] {
  if (child(json.value, 'complete') !== false) return [];
  const says = 'Terraform says that this plan is not complete: applying it leaves changes for a further plan';
  return [{ says, location: json.locate(['complete']) }];
}
