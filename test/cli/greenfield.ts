/** The plans that make a new site in one go, and what the site's team declares. */

import { type Config, NO_CONFIG } from '../../src/cli/config.ts';
import type { Io } from '../../src/cli/io.ts';
import type { PlanOptions } from '../../src/cli/plans.ts';
import { AFOI_APPS } from '../../src/model/cloud.ts';
import { HOME } from './cli.ts';

const SITE = { subscription: '11111111-2222-4333-8444-555555555555', resourceGroup: 'rg-edge' };
const of = (file: string) => `${HOME}fixtures/plans/${file}`;

/** By kind, and by how they are written. */
export const PLANS: { readonly [name: string]: Partial<PlanOptions> & { readonly file: string } } = {
  'an ARM what-if': { file: of('what-if/greenfield.json') },
  'a template as Bicep compiles it': {
    file: of('arm-template/greenfield.json'),
    parameters: [of('arm-template/greenfield.parameters.json')],
    ...SITE,
  },
  'a template written by hand': { file: of('arm-template/classic.json'), ...SITE },
  'a Terraform plan': { file: of('terraform/greenfield.json') },
  'a Terraform plan of modules': { file: of('terraform/greenfield-modules.json') },
  'a script of az commands': { file: of('az/greenfield.sh') },
};

export const CONFIG: Config = {
  ...NO_CONFIG,
  wiring: {
    ...NO_CONFIG.wiring,
    afoi: {
      required: true,
      objectIds: {
        [AFOI_APPS['AFOI-NC-MGMT-PME-PROD']]: '99999999-8888-4777-8666-555555555555',
        [AFOI_APPS['AFOI-NC-RP-PME-PROD']]: '99999999-8888-4777-8666-555555555556',
      },
    },
  },
};

/** Nothing of the process is needed. */
export const IO: Io = {
  stdout: () => undefined,
  stderr: () => undefined,
  stdoutIsTerminal: false,
  stderrIsTerminal: false,
  width: 100,
  color: false,
  stdin: async () => '',
  now: () => new Date(0),
  env: {},
  signal: new AbortController().signal,
};
