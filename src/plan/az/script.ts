/** Reads a shell script with commands of the Azure CLI as a plan, each command a step. */

import { parse } from 'unbash';
import { type TextFile, Unreadable } from '../../sources/files.ts';
import type { PlanContext, PlanRead } from '../context.ts';
import { type Arg, readAzCommand } from './az-command.ts';
import { Azure } from './azure.ts';
import { clean, expandFiles } from './file-args.ts';
import { hole } from './hole.ts';
import { othersCall } from './others.ts';
import { runAz } from './run-az.ts';
import { Shell } from './shell/shell.ts';
import { sourceOf } from './source.ts';

/** Never throws for a bad script: what is wrong with it is in the answer. */
export async function readScript(file: TextFile, context: PlanContext): Promise<PlanRead> {
  const azure = new Azure(file.file, context);
  const source = sourceOf(file);
  const shell = new Shell(source, {
    call: (args, running) => call(args, running, azure),
    notice: (says, at) => azure.notice(says, at),
    problem: (says, at) => azure.problem(says, at),
    readFile: path => readFile(path, context),
  });
  await shell.run(parse(source.text));
  await shell.exit();
  return azure.plan;
}

async function call(args: readonly Arg[], shell: Shell, azure: Azure): Promise<string | undefined> {
  const [program, ...rest] = args;
  if (program === undefined) return undefined;
  if (!/^(?:.*[/\\])?az(?:\.cmd|\.exe)?$/i.test(program.text)) return othersCall(args, shell, azure);
  const expanded = await expandFiles(rest, shell, azure.context);
  return runAz(readAzCommand(expanded, program.at), azure, shell.scope, shell.doubt);
}

async function readFile(path: string, context: PlanContext): Promise<string> {
  try {
    return clean((await context.readBeside(path)).text);
  } catch (error) {
    if (error instanceof Unreadable) return hole(`${path} cannot be read (${error.message})`);
    throw error;
  }
}
