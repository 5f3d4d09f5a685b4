/** Reads `midrift.yaml`: what a team declares, with every default applied. */

import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { AFOI_APPS, CLOUDS, type Cloud } from '../model/cloud.ts';
import type { Scope } from '../model/estate.ts';
import type { Level } from '../model/finding.ts';
import { listAt } from '../model/json.ts';
import type { Waiver } from '../model/waiver.ts';
import { readText, type TextFile, Unreadable } from '../sources/files.ts';
import { type Problem, sortProblems } from '../sources/problem.ts';
import type { Path, YamlText } from '../sources/yaml.ts';
import { isAddress } from '../wiring/address.ts';
import type { WiringSettings } from '../wiring/settings.ts';
import { filesOf, placeOf, readServers, type ServerConfig } from './cyclecloud.ts';
import { failureOf } from './failure.ts';
import { maskedLines } from './masked-lines.ts';
import { type DeclaredWaivers, readWaivers } from './waivers.ts';

/** The lowest level whose failures count. */
export type FailOn = Level | 'never';

export type Config = {
  /** The file, for locations; `undefined` where there is none. */
  readonly source: YamlText | undefined;
  /** Its text. */
  readonly text?: string;
  /** Lines of the files that it names, by the names that reports give them, as far as they may be published. */
  readonly lines?: ReadonlyMap<string, readonly string[]>;
  /** How reports name the file, whether it is there or not: below the working directory, as repositories are. */
  readonly file: string;
  readonly cloud: Cloud;
  readonly scope: Scope;
  readonly wiring: WiringSettings;
  /** Folders, resolved. */
  readonly rules: readonly string[];
  readonly failOn: FailOn;
  readonly waivers: readonly Waiver[];
};

export const CONFIG_FILE = 'midrift.yaml';

type ConfigFile = {
  readonly cloud?: string | PrivateCloud;
  readonly scope?: Scope;
  readonly nexus?: {
    readonly operators?: Partial<WiringSettings['operators']>;
    readonly afoi?: { readonly required?: boolean; readonly objectIds?: { readonly [name: string]: string } };
  };
  readonly cyclecloud?: { readonly servers?: readonly ServerConfig[] };
  readonly identities?: Partial<Pick<WiringSettings, 'federatedCredentials'>>;
  readonly rules?: readonly string[];
  readonly waivers?: DeclaredWaivers;
  readonly failOn?: FailOn;
};

type PrivateCloud = Omit<Cloud, 'blobSuffixes' | 'resourceManagerAudience' | 'portal'> & {
  readonly blobSuffix: string;
  readonly resourceManagerAudience?: string;
  readonly portal?: string;
};

/** The config of nobody: everything that the credential can see, in the public cloud. */
export const NO_CONFIG: Config = settle({}, undefined, CONFIG_FILE);

/** Reads a config; `file` is how reports name it. Throws a `Failure` with all its problems at once. */
export async function readConfig(path: string, file = placedAs(path)): Promise<Config> {
  const name = shownAs(path);
  const { text } = await readText(path, name);
  const [{ readYaml }, { schemaCheck }, { CONFIG_SCHEMA }] = await Promise.all([
    import('../sources/yaml.ts'),
    import('../sources/check.ts'),
    import('./config-schema.ts'),
  ]);
  const source = readYaml(text, name);
  const faults = schemaCheck(CONFIG_SCHEMA)(source);
  const addresses = addressProblems(source);
  if (faults.length > 0) throw failureOf([...faults, ...addresses]);
  const declared = (source.value ?? {}) as ConfigFile;
  const { servers, lines, problems: serverProblems } = await declaredServers(declared, source, file, path);
  const { waivers, problems: waiverProblems } = await readWaivers(declared.waivers ?? [], source, path, file);
  const problems = [...addresses, ...serverProblems, ...waiverProblems];
  if (problems.length > 0) throw failureOf(sortProblems(problems));
  const config = settle(declared, source, file, dirname(path));
  return { ...config, wiring: { ...config.wiring, cyclecloud: servers }, waivers, text, lines };
}

/** Reads the files that servers name, which reports name as they do the config: by their way from it. */
async function declaredServers(declared: ConfigFile, source: YamlText, file: string, path: string) {
  const servers = declared.cyclecloud?.servers ?? [];
  const texts = new Map<string, TextFile>();
  const unread: Problem[] = [];
  const locate = (place: Path) => ({ ...source.locate(['cyclecloud', 'servers', ...place]), file });
  for (const name of filesOf(servers)) {
    const shown = isAbsolute(name) ? placedAs(name) : join(dirname(file), name).replaceAll('\\', '/');
    const read = await readText(resolve(dirname(path), name), shown).catch(error => {
      if (!(error instanceof Unreadable)) throw error;
      const at = placeOf(name, servers, locate) ?? locate([]);
      unread.push({ ...at, file: source.file, says: error.message });
    });
    if (read !== undefined) texts.set(name, read);
  }
  const read = readServers(servers, texts, locate);
  const roles = new Set(servers.flatMap(({ roles = [] }) => roles));
  const lines = new Map(
    [...texts].map(([name, one]) => [one.file, roles.has(name) ? one.text.split(/\r?\n/) : maskedLines(one.text)]),
  );
  return { servers: read.servers, lines, problems: [...unread, ...read.problems] };
}

/** A path as messages name it: relative to the working directory where it lies below it. */
export function shownAs(path: string): string {
  return below(path) ?? path.replaceAll('\\', '/');
}

/** How reports name a file. GitHub shows no place outside of the repository: of a file elsewhere, its name must do. */
export function placedAs(path: string): string {
  return below(path) ?? basename(path);
}

/** The path from the working directory down to the file, with forward slashes. */
function below(path: string): string | undefined {
  const way = relative('.', resolve(path)).replaceAll('\\', '/');
  return way.startsWith('../') || isAbsolute(way) ? undefined : way;
}

function settle(file: ConfigFile, source: YamlText | undefined, name: string, folder = '.'): Config {
  const cloud = cloudOf(file.cloud ?? 'AzureCloud');
  const { operators, afoi } = file.nexus ?? {};
  const objectIds = Object.entries(afoi?.objectIds ?? {}).map(([app, id]) => [
    AFOI_APPS[app as keyof typeof AFOI_APPS],
    id,
  ]);
  return {
    source,
    file: name,
    cloud,
    scope: file.scope ?? {},
    wiring: {
      cloud,
      operators: { principals: operators?.principals ?? [], addresses: operators?.addresses ?? [] },
      afoi: { objectIds: Object.fromEntries(objectIds), required: afoi?.required ?? true },
      federatedCredentials: file.identities?.federatedCredentials ?? [],
      cyclecloud: [],
    },
    rules: (file.rules ?? []).map(rules => join(folder, rules)),
    failOn: file.failOn ?? 'error',
    waivers: [],
  };
}

function cloudOf(cloud: string | PrivateCloud): Cloud {
  if (typeof cloud === 'string') return CLOUDS.find(({ name }) => name === cloud)!;
  const { blobSuffix, ...rest } = cloud;
  return {
    portal: rest.resourceManager,
    resourceManagerAudience: rest.resourceManager,
    ...rest,
    blobSuffixes: [blobSuffix],
  };
}

/** Looked for in whatever else is wrong, so that all is said at once. */
function addressProblems(source: YamlText): Problem[] {
  return listAt(source.value, 'nexus', 'operators', 'addresses').flatMap((address, index) =>
    typeof address !== 'string' || isAddress(address)
      ? []
      : [
          {
            ...source.locate(['nexus', 'operators', 'addresses', index]),
            says: `"${address}" is no address; expected one such as 203.0.113.7 or a range such as 203.0.113.0/28`,
          },
        ],
  );
}
