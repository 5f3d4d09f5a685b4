/** Reads the waivers that a config declares, or that the file holds which it names. */

import { dirname, join } from 'node:path';
import { foldId } from '../model/resource-id.ts';
import type { Waiver } from '../model/waiver.ts';
import { readText, Unreadable } from '../sources/files.ts';
import type { Problem } from '../sources/problem.ts';
import type { Path, YamlText } from '../sources/yaml.ts';

/** A waiver as a file has it. */
export type WaiverEntry = Omit<Waiver, 'location'>;

/** Waivers in the config itself, or the name of their file, relative to the config. */
export type DeclaredWaivers = string | readonly WaiverEntry[];

type Named = { readonly id: string; readonly formerly: readonly string[] };

/** The waivers that a run can say something of: not those for rules that it leaves aside, as a scan does with the gate's. */
export function waiversFor(
  run: readonly Named[],
  { waivers, known }: { readonly waivers: readonly Waiver[]; readonly known: readonly Named[] },
): readonly Waiver[] {
  const ran = new Set(run.map(({ id }) => id));
  const left = new Set(known.filter(({ id }) => !ran.has(id)).flatMap(({ id, formerly }) => [id, ...formerly]));
  return waivers.filter(({ rule }) => !left.has(rule));
}

type Read = { readonly waivers: readonly Waiver[]; readonly problems: readonly Problem[] };

/** `path` is where the config lies, `file` how reports name it. */
export async function readWaivers(
  declared: DeclaredWaivers,
  config: YamlText,
  path: string,
  file: string,
): Promise<Read> {
  if (typeof declared !== 'string') return placed(declared, config, ['waivers'], file);
  const shown = join(dirname(file), declared).replaceAll('\\', '/');
  try {
    const { text } = await readText(join(dirname(path), declared), shown);
    const { readYaml } = await import('../sources/yaml.ts');
    return await waiversIn(readYaml(text, shown));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { waivers: [], problems: [{ ...config.locate(['waivers']), says: error.message }] };
  }
}

/** The waivers of a file of their own. */
export async function waiversIn(source: YamlText): Promise<Read> {
  if (source.problems.length === 0 && source.value !== null && !Array.isArray(source.value)) {
    const says = 'a file of waivers is a list: expected items that begin with "- rule:"';
    return { waivers: [], problems: [{ ...source.locate([]), says }] };
  }
  const [{ schemaCheck }, { WAIVERS_SCHEMA }] = await Promise.all([
    import('../sources/check.ts'),
    import('./waivers-schema.ts'),
  ]);
  const problems = schemaCheck(WAIVERS_SCHEMA)(source);
  if (problems.length > 0) return { waivers: [], problems };
  return placed((source.value ?? []) as readonly WaiverEntry[], source, [], source.file);
}

/** Entries with their places; `file` is how reports name the file, which problems may do in another way. */
function placed(entries: readonly WaiverEntry[], source: YamlText, above: Path, file: string): Read {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const waivers = entries.map((entry, index) => {
    const { rule, subject, until } = entry;
    if (!isDay(until)) {
      const says = `"${until}" is no day of the calendar; expected one such as 2027-03-31`;
      problems.push({ ...source.locate([...above, index, 'until']), says });
    }
    const key = `${rule}\n${foldId(subject)}`;
    if (seen.has(key)) {
      const says = `${rule} is waived for ${subject} twice; make one waiver of the two`;
      problems.push({ ...source.locate([...above, index]), says });
    }
    seen.add(key);
    return { ...entry, location: { ...source.locate([...above, index]), file } };
  });
  return { waivers, problems };
}

/** Whether `YYYY-MM-DD` names a day that there is. */
export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
