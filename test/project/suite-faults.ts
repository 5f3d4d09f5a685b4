/** What would let a test file pass without testing: uvu exits with 0 in all of these cases. */

const SUITE = /^const (\w+) = suite(?:<[^;\n]*>)?\(/gm;

/** The faults of a file below `test`, in words. */
export function suiteFaults(file: string, text: string): string[] {
  const usesUvu = /^import .* from 'uvu';$/m.test(text);
  if (!file.endsWith('.test.ts')) return usesUvu ? ['has tests, but its name does not end in .test.ts'] : [];
  const names = [...text.matchAll(SUITE)].map(([, name]) => name!);
  return [
    ...(names.length === 0 ? ['has no suite'] : []),
    ...(/^import \{ suite \} from 'uvu';$/m.test(text) ? [] : ["does not import { suite } from 'uvu', and it alone"]),
    ...names.flatMap(name => suiteFault(name, text)),
    ...(/^\s*\w+\.(?:only|skip)\(/m.test(text) ? ['leaves tests out by only or skip'] : []),
    ...(/^\s*throw (?:['"`{[\d]|null\b|undefined\b)/m.test(text) ? ['throws something that is no Error'] : []),
    ...(endsInRuns(text, names) ? [] : ['does not end in the run of its suites']),
  ];
}

function suiteFault(name: string, text: string): string[] {
  const runs = [...text.matchAll(new RegExp(`^${name}\\.run\\(\\);$`, 'gm'))].length;
  return [
    ...(runs === 1 ? [] : [`runs the suite ${name} ${runs} times`]),
    ...(new RegExp(`^\\s*${name}\\(`, 'm').test(text) ? [] : [`has no test in the suite ${name}`]),
  ];
}

/** The runs stand together at the end, so that none of them misses a test that is added after it. */
function endsInRuns(text: string, names: readonly string[]): boolean {
  const last = text.trimEnd().split('\n').slice(-names.length).sort();
  return (
    last.join('\n') ===
    names
      .map(name => `${name}.run();`)
      .sort()
      .join('\n')
  );
}
