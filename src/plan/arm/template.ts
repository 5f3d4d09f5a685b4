/** Reads ARM templates, compiled from Bicep or written by hand, with their parameter files. */

import { unknownValue } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';
import type { JsonText } from '../../sources/json-text.ts';
import { type Problem, sortProblems } from '../../sources/problem.ts';
import type { PlanContext, PlanRead } from '../context.ts';
import { checkedTemplate } from './check.ts';
import { Frame } from './frame.ts';
import { operationsOf } from './operations.ts';
import { readParameterFiles } from './parameter-files.ts';
import { Reading } from './reading.ts';
import { stepsOf } from './steps.ts';
import { rootTarget } from './target.ts';

/** What deploying the template incrementally does. Resources that it leaves out stay as they are. */
export function readTemplate(json: JsonText, context: PlanContext): PlanRead {
  const reading = new Reading(json, context);
  const checked = checkedTemplate(reading);
  const { given, problems } = readParameterFiles(context.parameters);
  reading.problems.push(...problems);
  if (checked === undefined) return refused(reading.problems);
  const { template, schema } = checked;
  const target = rootTarget(schema, context.deployment);
  if ('missing' in target) {
    reading.problem(['$schema'], `the template is deployed to ${target.missing}`);
    return refused(reading.problems);
  }
  const name = unknownValue('a deployment gets its name when it is made');
  const traced = operationsOf(new Frame({ reading, template, path: [], name, target, given }));
  if (reading.problems.length > 0) return refused(reading.problems);
  return {
    file: json.file,
    kind: 'arm-template',
    steps: stepsOf(traced, json.file),
    notices: inOrder(reading.notices),
  };
}

/** In the order of lines. */
function inOrder(notices: Plan['notices']): Plan['notices'] {
  return [...notices].sort(({ location: a }, { location: b }) => a.line - b.line || a.column - b.column);
}

function refused(problems: readonly Problem[]): PlanRead {
  return { problems: sortProblems(problems) };
}
