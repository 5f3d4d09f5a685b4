/** Reads a plan of any kind: what the file is is told by its content, unless it was said. */

import { PLAN_KINDS, type PlanKind } from '../model/plan.ts';
import type { TextFile } from '../sources/files.ts';
import { type JsonText, readJson } from '../sources/json-text.ts';
import type { PlanContext, PlanRead } from './context.ts';
import { isClusterTemplate, isCycleCloudFile, isScript, type JsonKind, kindsOf } from './kind.ts';
import { adviceOnJson, adviceOnOther, adviceOnText } from './not-a-plan.ts';

/** `kind` is what the user says that the file is. A file that is not that is a problem, as is one that may be several things. */
export async function readPlan(source: TextFile, kind: PlanKind | undefined, context: PlanContext): Promise<PlanRead> {
  const problem = (says: string): PlanRead => ({ problems: [{ file: source.file, line: 1, column: 1, says }] });
  // The mark of values that are not known yet must come from readers alone.
  if (source.text.includes('"midrift:unknown"'))
    return problem('the key "midrift:unknown" is reserved; is it the right file?');
  if (kind === 'az-script') {
    const json = isJson(source.text) ? readJson(source) : undefined;
    const [is] = json === undefined || 'problems' in json ? [] : kindsOf(json.value);
    return is === undefined ? readText(source, context, problem) : problem(mismatch(kind, is));
  }
  if (isClusterTemplate(source.text)) return problem(CYCLECLOUD);
  if (isJson(source.text)) return readJsonPlan(source, kind, context);
  const advice = adviceOnText(source);
  if (advice !== undefined) return problem(advice);
  if (!isScript(source)) return problem(adviceOnOther(source));
  return kind === undefined ? readText(source, context, problem) : problem(mismatch(kind, 'az-script'));
}

const CYCLECLOUD =
  'this is a file of CycleCloud rather than a plan; name it under "cyclecloud" in the config, where its changes are judged';

function isJson(text: string): boolean {
  return /^\uFEFF?\s*(?:\/\/[^\n]*\n\s*|\/\*(?:[^*]|\*(?!\/))*\*\/\s*)*[[{]/.test(text);
}

async function readText(
  source: TextFile,
  context: PlanContext,
  problem: (says: string) => PlanRead,
): Promise<PlanRead> {
  const advice = isScript(source) ? undefined : adviceOnText(source);
  if (advice !== undefined) return problem(advice);
  const { readScript } = await import('./az/script.ts');
  return readScript(source, context);
}

async function readJsonPlan(source: TextFile, said: JsonKind | undefined, context: PlanContext): Promise<PlanRead> {
  const json = readJson(source);
  if ('problems' in json) return json;
  const kinds = kindsOf(json.value);
  const problem = (says: string): PlanRead => ({ problems: [{ ...json.locate([]), says }] });
  if (said !== undefined) {
    const other = kinds.find(kind => kind !== said);
    return kinds.includes(said) || other === undefined ? readAs(said, json, context) : problem(mismatch(said, other));
  }
  if (kinds.length > 1)
    return problem(`this may be ${kinds.map(describe).join(' or ')}; say which with --plan-kind ${kinds.join('|')}`);
  const [kind] = kinds;
  if (kind !== undefined) return readAs(kind, json, context);
  if (isCycleCloudFile(source.text)) return problem(CYCLECLOUD);
  const isBody = context.resource !== undefined && typeof json.value === 'object' && !Array.isArray(json.value);
  return isBody ? readAs('rest-body', json, context) : problem(adviceOnJson(json.value, source.file));
}

/** Each reader is loaded when a plan of its kind is met: a gate on one what-if should not pay for the others. */
async function readAs(kind: JsonKind, json: JsonText, context: PlanContext): Promise<PlanRead> {
  switch (kind) {
    case 'what-if':
      return (await import('./what-if.ts')).readWhatIf(json, context);
    case 'arm-template':
      return (await import('./arm/template.ts')).readTemplate(json, context);
    case 'terraform':
      return (await import('./terraform/terraform.ts')).readTerraform(json, context);
    case 'rest-body':
      return (await import('./rest-body.ts')).readRestBody(json, context);
  }
}

const WORDS: { readonly [kind in PlanKind]: string } = {
  'what-if': 'the answer of a what-if',
  'arm-template': 'an ARM template',
  terraform: 'a Terraform plan',
  'az-script': 'a script',
  'rest-body': 'the body of a request or a resource',
};

function describe(kind: PlanKind): string {
  return WORDS[kind];
}

function mismatch(said: PlanKind, is: PlanKind): string {
  return `--plan-kind ${said} says that this is ${WORDS[said]}, but it looks like ${WORDS[is]}; expected one of ${PLAN_KINDS.join(', ')}`;
}
