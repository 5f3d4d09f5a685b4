#!/usr/bin/env node
/** Starts the built command line with Node's compile cache: the second start compiles nothing. */

import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('./main.ts');
