/** The wiring that a config declares, as if some of the files that it names did not exist yet. */

import type { Location } from '../model/finding.ts';
import type { WiringSettings } from '../wiring/settings.ts';
import type { Config } from './config.ts';
import { Failure } from './failure.ts';

/** Throws a `Failure` for files that no server names: of those it is not known which server they are for. */
export function withoutFiles({ wiring, file }: Config, files: readonly string[]): WiringSettings {
  const left = new Set(files);
  const isNamed = (at: Location | undefined) =>
    at !== undefined && files.includes(at.file) && left.delete(at.file) !== undefined;
  const cyclecloud = wiring.cyclecloud.map(server => ({
    ...server,
    account: isNamed(server.account?.at) ? undefined : server.account,
    templates: server.templates.filter(({ at, parameterFile }) => {
      const named = [at, parameterFile === undefined ? undefined : { ...at, file: parameterFile }].filter(isNamed);
      return named.length === 0;
    }),
    roles: server.roles.filter(({ at }) => !isNamed(at)),
  }));
  if (left.size > 0) {
    const says = `of no server in ${file}; name it there under cyclecloud.servers, so that it is known which server it is for`;
    throw new Failure(
      [...left]
        .sort()
        .map(each => `${each}: this file of CycleCloud is ${says}`)
        .join('\n'),
    );
  }
  return { ...wiring, cyclecloud };
}
