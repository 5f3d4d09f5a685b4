/** `--set`, `--add` and `--remove`, with which the Azure CLI lets any property of a resource be changed. */

import type { Json } from '../../../model/estate.ts';
import { type Arg, valuesOf } from '../az-command.ts';
import type { Site, Target } from '../site.ts';

/** Commands of a service show properties under names of their own, so it is not known which ones these are. */
export function addGenericUpdate(site: Site, target: Target): void {
  const changes = ['--set', '--add', '--remove'].flatMap(option =>
    valuesOf(site.command, option).slice(0, option === '--set' ? undefined : 1),
  );
  const wired = changes.filter(({ text }) => !/^tags\b/.test(text));
  if (wired.length === 0) return;
  const because = `\`${site.name}\` changes ${wired.map(nameOf).sort().join(', ')} in a way that is not followed`;
  site.notice(because, wired[0]!.at);
  site.add({ does: 'doubt', target, because, atMost: 'write' });
}

function nameOf({ text }: Arg): string {
  return /^[\w.[\]-]+/.exec(text)?.[0] ?? 'a property';
}

/** The value of `path=value`: JSON, else the text. */
export function genericValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
