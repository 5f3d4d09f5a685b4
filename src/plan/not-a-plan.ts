/** Says of files that people take for plans what they are, and how a plan is made of them. */

import type { Json } from '../model/estate.ts';
import type { TextFile } from '../sources/files.ts';
import { isRow } from './row.ts';

type Clue = { readonly matches: (source: TextFile) => boolean; readonly says: string };

const names = (pattern: RegExp) => (source: TextFile) => pattern.test(source.file);
const holds = (pattern: RegExp) => (source: TextFile) => pattern.test(source.text);
const either =
  (...clues: readonly ((source: TextFile) => boolean)[]) =>
  (source: TextFile) =>
    clues.some(clue => clue(source));

const TEXTS: readonly Clue[] = [
  { matches: ({ text }) => /^\uFEFF?\s*$/.test(text), says: 'the file is empty; is it the right one?' },
  {
    matches: ({ text }) => text.startsWith('PK\u0003\u0004'),
    says: 'this is a plan as Terraform keeps it; pass what `terraform show -json PLAN` prints',
  },
  {
    matches: holds(
      /^Resource(?: and property)? changes (?:are|is) indicated with|^The deployment will update the following scope/m,
    ),
    says: 'this is a what-if for people to read; make it with `az deployment … what-if --no-pretty-print`',
  },
  {
    matches: holds(/^Terraform will perform the following actions:|^No changes\. Your infrastructure matches/m),
    says: 'this is a Terraform plan for people to read; save it with `terraform plan -out PLAN` and pass what `terraform show -json PLAN` prints',
  },
  {
    matches: either(names(/\.bicepparam$/i), holds(/^[ \t]*using\s+'[^']+'/m)),
    says: 'this is a Bicep parameters file; compile it with `az bicep build-params --file FILE`, and pass the result with --parameters beside the template',
  },
  {
    matches: either(
      names(/\.bicep$/i),
      holds(/^[ \t]*(?:resource\s+\w+\s+'[^']+@[^']+'|targetScope\s*=|module\s+\w+\s+')/m),
    ),
    says: 'this is Bicep; pass what `az bicep build --file FILE` makes of it, or what `az deployment … what-if --no-pretty-print` prints',
  },
  {
    matches: either(
      names(/\.(?:tf|tfvars|hcl)$/i),
      holds(
        /^[ \t]*(?:resource\s+"[^"]+"\s+"[^"]+"|(?:provider|module|variable|data|output)\s+"[^"]+"|terraform|locals)\s[^\n]*\{/m,
      ),
    ),
    says: 'this is Terraform configuration; plan it with `terraform plan -out PLAN` and pass what `terraform show -json PLAN` prints',
  },
  {
    matches: names(/\.ps1$/i),
    says: 'scripts of PowerShell are not read; pass what `az deployment … what-if --no-pretty-print` prints, or a shell script',
  },
  {
    matches: holds(/^\uFEFF?\s*"[^"\n]+"\s*:/),
    says: 'the body of a request stands in braces: write { before it and } after it, and close what it opens',
  },
];

/** What a text is that is no JSON and no script. */
export function adviceOnText(source: TextFile): string | undefined {
  return TEXTS.find(({ matches }) => matches(source))?.says;
}

const YAML = /^(?:---|[\w.-]+:(?:[ \t]|$))/m;

/** What any other text may be. */
export function adviceOnOther({ file, text }: TextFile): string {
  return /\.ya?ml$/i.test(file) || YAML.test(text)
    ? 'YAML is not read as a plan; pass what it deploys: the template, what-if or Terraform plan in JSON'
    : `this is none of the plans that can be read: ${READ}`;
}

const READ =
  'what `az deployment … what-if --no-pretty-print` prints, an ARM template, what `terraform show -json PLAN` prints, a shell script with az commands, or the body of a request with --resource';

/** What a JSON value is that is no plan. */
export function adviceOnJson(value: Json, name: string): string {
  if (!isRow(value)) return `an object was expected here: ${READ}`;
  const schema = String(value.$schema ?? '');
  if (/deploymentParameters\.json#?$/i.test(schema) || ('contentVersion' in value && isRow(value.parameters)))
    return `this is a file of parameters; name the template as the plan, and pass this one with --parameters ${name}`;
  if ('format_version' in value && isRow(value.values))
    return 'this is what Terraform knows of what there is, and no plan; pass what `terraform show -json PLAN` prints of a plan';
  if ('terraform' in value || isRow(value.resource) || 'provider' in value)
    return 'this is Terraform configuration; plan it with `terraform plan -out PLAN` and pass what `terraform show -json PLAN` prints';
  if ('serial' in value && 'lineage' in value)
    return 'this is a state file of Terraform; pass what `terraform show -json PLAN` prints of a plan';
  if ('templateJson' in value || 'parametersJson' in value)
    return 'this is what `bicep build-params --stdout` prints; pass its template as the plan, and its parameters with --parameters';
  if (['Changes', 'FullyQualifiedResourceId'].some(key => key in value))
    return "this is PowerShell's form of a what-if; make it with `az deployment … what-if --no-pretty-print`";
  if (isRow(value.identity) || isRow(value.properties))
    return 'the body does not say which resource it is sent to: pass its id with --resource';
  return `this is none of the plans that can be read: ${READ}`;
}
