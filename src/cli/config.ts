/** Reads `midrift.yaml`: what a team declares, with every default applied. */

import { dirname, join, relative, resolve } from 'node:path';
import { AFOI_APPS, CLOUDS, type Cloud } from '../model/cloud.ts';
import type { Scope } from '../model/estate.ts';
import type { Level } from '../model/finding.ts';
import { readText } from '../sources/files.ts';
import type { Problem } from '../sources/problem.ts';
import { readYaml, type YamlText } from '../sources/yaml.ts';
import { isAddress } from '../wiring/address.ts';
import type { WiringSettings } from '../wiring/settings.ts';
import { failureOf } from './failure.ts';

/** The lowest level whose failures count. */
export type FailOn = Level | 'never';

export type Config = {
  /** The file, for locations; `undefined` where there is none. */
  readonly source: YamlText | undefined;
  /** How reports name the file, whether it is there or not. */
  readonly file: string;
  readonly cloud: Cloud;
  readonly scope: Scope;
  readonly wiring: WiringSettings;
  /** Folders, resolved. */
  readonly rules: readonly string[];
  readonly failOn: FailOn;
};

export const CONFIG_FILE = 'midrift.yaml';

type ConfigFile = {
  readonly cloud?: string | PrivateCloud;
  readonly scope?: Scope;
  readonly nexus?: {
    readonly operators?: Partial<WiringSettings['operators']>;
    readonly afoi?: { readonly required?: boolean; readonly objectIds?: { readonly [name: string]: string } };
  };
  readonly identities?: Partial<Pick<WiringSettings, 'federatedCredentials'>>;
  readonly rules?: readonly string[];
  readonly failOn?: FailOn;
};

type PrivateCloud = Omit<Cloud, 'blobSuffixes' | 'resourceManagerAudience' | 'portal'> & {
  readonly blobSuffix: string;
  readonly resourceManagerAudience?: string;
  readonly portal?: string;
};

/** The config of nobody: everything that the credential can see, in the public cloud. */
export const NO_CONFIG: Config = settle({}, undefined, CONFIG_FILE);

/** Reads a config. Throws a `Failure` with all its problems at once. */
export async function readConfig(path: string): Promise<Config> {
  const name = shownAs(path);
  const { text } = await readText(path, name);
  const source = readYaml(text, name);
  const { schemaCheck } = await import('../sources/check.ts');
  const { CONFIG_SCHEMA } = await import('./config-schema.ts');
  const faults = schemaCheck(CONFIG_SCHEMA)(source);
  if (faults.length > 0) throw failureOf(faults);
  const file = (source.value ?? {}) as ConfigFile;
  const problems = addressProblems(file, source);
  if (problems.length > 0) throw failureOf(problems);
  return settle(file, source, name, dirname(path));
}

/** A path as reports name it: relative to the working directory where it lies below it. */
export function shownAs(path: string): string {
  const below = relative('.', resolve(path)).replaceAll('\\', '/');
  return below.startsWith('..') ? path.replaceAll('\\', '/') : below;
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
    },
    rules: (file.rules ?? []).map(rules => join(folder, rules)),
    failOn: file.failOn ?? 'error',
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

function addressProblems(file: ConfigFile, source: YamlText): Problem[] {
  return (file.nexus?.operators?.addresses ?? []).flatMap((address, index) =>
    isAddress(address)
      ? []
      : [
          {
            ...source.locate(['nexus', 'operators', 'addresses', index]),
            says: `"${address}" is no address; expected one such as 203.0.113.7 or a range such as 203.0.113.0/28`,
          },
        ],
  );
}
