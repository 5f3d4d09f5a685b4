/** `midrift waive`: accepts a failure for a while, in the file where the team keeps its waivers. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../estate/replace-file.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Waiver } from '../../model/waiver.ts';
import type { Rule } from '../../rules/rule.ts';
import { appendItem } from '../../sources/append-item.ts';
import { readText } from '../../sources/files.ts';
import { meant } from '../../sources/meant.ts';
import { readYaml } from '../../sources/yaml.ts';
import { CONFIG_FILE, NO_CONFIG, readConfig, shownAs } from '../config.ts';
import { EXIT, type ExitCode, Failure, failureOf } from '../failure.ts';
import type { Io } from '../io.ts';
import { loadRuleSet } from '../rules.ts';
import { isDay, type WaiverEntry, waiversIn } from '../waivers.ts';

export type WaiveOptions = {
  readonly because: string;
  readonly until: string;
  readonly by?: string;
  /** A config, or a file of waivers. */
  readonly file: string;
  readonly rules: readonly string[];
};

/** Where waivers are kept: a list below `key` of the root, or the root itself. */
type Place = {
  readonly path: string;
  readonly key: string | undefined;
  readonly waivers: readonly Waiver[];
  readonly rules: readonly string[];
};

export async function waive(rule: string, subject: string, options: WaiveOptions, io: Io): Promise<ExitCode> {
  const { path, key, waivers, rules: folders } = await placeOf(options.file);
  const { rules } = await loadRuleSet([...folders, ...options.rules]);
  const known = knownRule(rule, rules);
  const { because, until, by } = options;
  checkReason('--because', because);
  if (by !== undefined) checkReason('--by', by);
  checkSubject(subject);
  checkUntil(until, io.now());
  const twin = waivers.find(each => names(known).includes(each.rule) && foldId(each.subject) === foldId(subject));
  if (twin !== undefined) {
    const { file, line, column } = twin.location;
    throw new Failure(
      `${file}:${line}:${column}: ${known.id} is waived for this subject already, until ${twin.until}; change that waiver`,
    );
  }
  const entry: WaiverEntry = { rule: known.id, subject, because, until, ...(by === undefined ? {} : { by }) };
  const text = existsSync(path) ? (await readText(path, shownAs(path))).text : '';
  await write(path, appendItem(text, key, entry));
  io.stdout(`${shownAs(path)}: ${known.id} is waived for ${subject} until ${until}\n`);
  return EXIT.clean;
}

/** The list in the config, the file that the config names for it, or a file that is such a list itself. */
async function placeOf(path: string): Promise<Place> {
  if (!existsSync(path)) {
    if (path !== CONFIG_FILE) {
      throw new Failure(`--file ${path} does not exist; name a config, or a file of waivers that a config names`);
    }
    return { path, key: 'waivers', waivers: [], rules: NO_CONFIG.rules };
  }
  const { text } = await readText(path, shownAs(path));
  const source = readYaml(text, shownAs(path));
  if (Array.isArray(source.value)) {
    const { waivers, problems } = await waiversIn(source);
    if (problems.length > 0) throw failureOf(problems);
    return { path, key: undefined, waivers, rules: [] };
  }
  if (source.value === null && path !== CONFIG_FILE) {
    throw new Failure(
      `${shownAs(path)} is empty, so it may be a config or a file of waivers; write [] into a file of waivers`,
    );
  }
  const { waivers, rules } = await readConfig(path);
  const declared = (source.value as { readonly waivers?: unknown } | null)?.waivers;
  if (typeof declared !== 'string') return { path, key: 'waivers', waivers, rules };
  return { path: join(dirname(path), declared), key: undefined, waivers, rules };
}

function knownRule(id: string, rules: readonly Rule[]): Rule {
  const found = rules.find(rule => names(rule).includes(id));
  if (found === undefined)
    throw new Failure(`no rule is called "${id}"; ${meant(id, rules.flatMap(names)).slice(0, 300)}`);
  return found;
}

function names({ id, formerly }: Rule): string[] {
  return [id, ...formerly];
}

function checkReason(option: string, text: string): void {
  if (text.trim() === '' || text.length > 1000) {
    throw new Failure(
      `${option} is ${text.trim() === '' ? 'empty' : 'longer than 1000 characters'}; say it in a sentence`,
    );
  }
}

function checkSubject(subject: string): void {
  if (!/^[/*]/.test(subject)) {
    throw new Failure(
      `"${subject}" is no subject; expected an id that begins with a slash, as scan --verbose shows it, or a pattern with *`,
    );
  }
}

function checkUntil(until: string, now: Date): void {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || !isDay(until)) {
    throw new Failure(`--until ${until} is no day of the calendar; expected one such as 2027-03-31`);
  }
  const today = now.toISOString().slice(0, 10);
  if (until < today)
    throw new Failure(`--until ${until} is in the past (today is ${today}); a waiver ends in the future`);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, [text]);
  } catch (error) {
    throw new Failure(`${shownAs(path)} could not be written: ${(error as Error).message}`);
  }
}
