/** Which cloud a first config is for: there is no config yet that says so. */

import { existsSync } from 'node:fs';
import { CLOUDS, type Cloud } from '../model/cloud.ts';
import { name as shown } from '../report/printable.ts';
import { meant } from '../sources/meant.ts';
import { readConfig } from './config.ts';
import { Failure } from './failure.ts';

const NAMES = CLOUDS.map(({ name }) => name);

/** The cloud of `--cloud`: its name, or a config that describes a private one; `undefined` where none was named. */
export async function cloudOption(cloud: string | undefined): Promise<Cloud | undefined> {
  if (cloud === undefined) return undefined;
  const known = CLOUDS.find(({ name }) => name === cloud);
  if (known !== undefined) return known;
  if (existsSync(cloud)) return (await readConfig(cloud)).cloud;
  throw new Failure(
    `--cloud ${cloud} is neither a cloud nor a file; ${meant(cloud, NAMES)}, or name a config that describes a private cloud`,
  );
}

/** The cloud that a snapshot was taken in. */
export function snapshotCloud(file: string, taken: string, named: Cloud | undefined): Cloud {
  const cloud = named ?? CLOUDS.find(({ name }) => name === taken);
  if (cloud === undefined)
    throw new Failure(
      `${file} was taken in ${shown(taken)}, a cloud that midrift does not know; name a config that describes it with --cloud`,
    );
  if (cloud.name !== taken)
    throw new Failure(`${file} was taken in ${shown(taken)}, but --cloud says ${cloud.name}; leave --cloud out`);
  return cloud;
}
