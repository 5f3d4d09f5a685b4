/** How a command of the Azure CLI is read. */

import type { Site } from './site.ts';

/** Adds to the site what the command does. Throws the site's `Unreadable` where the command is wrong. */
export type Handler = (site: Site) => void;

/** Handlers by the command's name, without `az`. */
export type Commands = { readonly [name: string]: Handler };
