import { readFileSync } from 'node:fs';

/** The text of a file in `fixtures/cyclecloud`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`../../../fixtures/cyclecloud/${name}`, import.meta.url), 'utf8');
}
