/** Programs that may change Azure without the Azure CLI: other scripts, tools that deploy, requests of their own. */

import type { Cloud } from '../../model/cloud.ts';
import { isHarmless } from './harmless.ts';
import { whyHole } from './hole.ts';

const SHELLS = /^(?:ba|da|k|z)?sh$/;

const INTERPRETERS = /^(?:python[\d.]*|node|ruby|perl|pwsh|powershell)(?:\.exe)?$/;

const DEPLOYERS = /^(?:terraform|tofu|terragrunt|pulumi|azd|ansible-playbook)$/;

/** What tools that deploy do without deploying. */
const LOOKS =
  /^(?:init|plan|preview|validate|fmt|show|output|version|providers|graph|get|login|auth|env|config|whoami|workspace|test)$/;

/** Programs that do what a file, an image or another machine says. */
const TASKS =
  /^(?:g?make|just|task|rake|invoke|mage|ninja|bazel|bazelisk|gradlew?|mvnw?|npx|bunx|deno|dotnet|go|tox|nox|ssh|chroot|salt|puppet|chef-client|act)$/;

/** Programs that do so with these commands only. */
const SOMETIMES: { readonly [program: string]: RegExp } = {
  npm: /^(?:run|run-script|start|test|exec|x)$/,
  pnpm: /^(?!i$|install$|ci$|add$|config$|-).*$/,
  yarn: /^(?!install$|add$|config$|-).*$/,
  docker: /^(?:run|exec|compose|stack|service|container|start)$/,
  podman: /^(?:run|exec|compose|container|start)$/,
};

const REQUESTERS = /^(?:curl|wget|https?|xh)$/;

/** What a program may do to what is wired. */
export type Outside = {
  /** Why it may change it, in the reader's terms; absent where it does not look like that. */
  readonly because?: string;
  /** Nothing is known of the program. */
  readonly isUnknown?: true;
};

/** `program` may be spelled with its folder. */
export function outsideOf(program: string, args: readonly string[], cloud: Cloud): Outside {
  const name = program.slice(program.lastIndexOf('/') + 1);
  const because = whyOutside(name, program, args, cloud);
  if (because !== undefined) return { because };
  const isWeighed = [SHELLS, INTERPRETERS, DEPLOYERS, TASKS, REQUESTERS].some(known => known.test(name));
  return isWeighed || Object.hasOwn(SOMETIMES, name) || isHarmless(name) ? {} : { isUnknown: true };
}

function whyOutside(name: string, program: string, args: readonly string[], cloud: Cloud): string | undefined {
  const first = args.find(text => !text.startsWith('-'));
  const isTask = TASKS.test(name) || (Object.hasOwn(SOMETIMES, name) && SOMETIMES[name]!.test(first ?? '-'));
  if (isTask) return asksOnly(args) ? undefined : `\`${name}\` runs what is not read here`;
  if (SHELLS.test(name)) return byShell(name, args, cloud);
  if (INTERPRETERS.test(name)) return byInterpreter(name, args);
  if (DEPLOYERS.test(name) && !args.includes('--version') && !(first !== undefined && LOOKS.test(first)))
    return `\`${name}\` deploys what is not read here; gate its plan as one of its own`;
  if (REQUESTERS.test(name)) return byRequest(name, args, cloud);
  // Programs of the system lie in folders that are spelled out.
  const isScript = /\.(?:sh|bash|py|ps1|rb|pl|js)$/i.test(name) || /^\.{1,2}\//.test(program);
  return isScript ? notRead(program) : undefined;
}

/** For help or a version. */
function asksOnly(args: readonly string[]): boolean {
  return args.some(text => /^-{1,2}(?:version|help|V|v|h)$/.test(text));
}

function notRead(script: string): string {
  const because = whyHole(script);
  return because === undefined
    ? `${script} runs, which is not read here; gate it as a plan of its own`
    : `a script runs that is not known (${because})`;
}

/** A text of `-c` with parts that are not known may be anything. */
function byShell(name: string, args: readonly string[], cloud: Cloud): string | undefined {
  const at = args.findIndex(text => /^-[a-z]*c$/.test(text));
  if (at >= 0) {
    const because = args.slice(at + 1).flatMap(text => whyHole(text) ?? [])[0];
    if (because !== undefined) return `\`${name}\` runs what is not known (${because})`;
    return isQuiet(args[at + 1] ?? '', cloud) ? undefined : `\`${name}\` runs what is not followed`;
  }
  if (args.some(text => /^(?:--version|--help|-n)$/.test(text))) return undefined;
  const script = args.find(text => !text.startsWith('-'));
  return script === undefined || args.includes('-s') ? `\`${name}\` runs what it is given to read` : notRead(script);
}

/** A short program in the command itself, as JSON is taken apart with, changes Azure only where it speaks of it. */
function byInterpreter(name: string, args: readonly string[]): string | undefined {
  if (asksOnly(args)) return undefined;
  const isInline = args.some(text => /^(?:-[a-z]*[cemp]|--eval|--print|-Command|-EncodedCommand)$/i.test(text));
  if (isInline)
    return args.some(text => /azure|\b\w+-Az[A-Z]|management\.\w+/.test(text))
      ? `\`${name}\` runs a program that speaks of Azure`
      : undefined;
  const script = args.find(text => !text.startsWith('-'));
  return script === undefined ? `\`${name}\` runs what it is given to read` : notRead(script);
}

function byRequest(name: string, args: readonly string[], cloud: Cloud): string | undefined {
  const method = args
    .map(text => /^(?:-X|--request=|--method=)?(PUT|PATCH|DELETE|POST)$/i.exec(text)?.[1]?.toUpperCase())
    .find(found => found !== undefined);
  if (method === undefined) return undefined;
  const goesTo = (host: string) => args.some(text => text.toLowerCase().startsWith(host));
  const isSigned = args.some(text => /^Authorization: *Bearer/i.test(text));
  const isOpen =
    isSigned && args.some(text => whyHole(text.slice(0, text.indexOf('/') + 1 || undefined)) !== undefined);
  const isMeant = goesTo(cloud.microsoftGraph) || (method !== 'POST' && (goesTo(cloud.resourceManager) || isOpen));
  return isMeant
    ? `\`${name}\` sends a request that changes Azure, which is not followed; write it as \`az rest\``
    : undefined;
}

/** Signing in, choosing, and looking. */
const QUIET_AZ =
  /^az(?:\.cmd)? +(?:(?:login|logout|version|config|configure|extension|cloud)\b|account +(?:show|list|set|clear)(?: |$)|(?:[a-z][a-z-]* +)+(?:show|list|wait|exists)(?: +-|$))/;

/** What runs something else that does not stand there in plain words. */
const OPAQUE = /[`(){}<\\]/;

/** Programs that run others. */
const WRAPPERS = /^(?:command|env|exec|find|nohup|sudo|time|xargs)$/;

/**
 * Whether every command of a line is known to change nothing, as of one that stands in another file. It is only looked at, not
 * followed: whatever is not plainly quiet is not.
 */
export function isQuiet(line: string, cloud: Cloud): boolean {
  const commands = line.split(/&&|\|\||[;|&\n]/).map(command => command.trim());
  return commands.every(command => {
    if (command === '' || command.startsWith('#')) return true;
    const [program = '', ...args] = command.split(/\s+/);
    if (OPAQUE.test(command.replace(/\$\{\w+\}/g, '')) || program.includes('$') || WRAPPERS.test(program)) return false;
    if (QUIET_AZ.test(command)) return true;
    if (args.some(arg => /^['"]?az(?:\.cmd)?$/.test(arg))) return false;
    return (isHarmless(program) || REQUESTERS.test(program)) && outsideOf(program, args, cloud).because === undefined;
  });
}
